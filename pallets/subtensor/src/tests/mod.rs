//! Tests of the pallet by theme. Each test is one behaviour, told by its name; the mock checks the
//! invariants after each.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]

mod delegation;
mod emission;
mod epochs;
mod journey;
mod neurons;
mod query;
mod stake;
mod subnets;
mod transitions;
mod weights;
