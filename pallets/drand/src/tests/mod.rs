//! Tests, a file for each theme.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "test code"
)]

mod beacon;
mod endpoints;
pub(crate) mod node;
mod pool;
mod pulses;
mod trouble;
mod web;
mod window;
mod worker;
