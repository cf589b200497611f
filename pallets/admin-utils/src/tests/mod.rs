//! What each call does, for whom, and when it refuses.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

mod bounds;
mod chain;
mod limits;
mod mechanisms;
mod metadata;
mod owner;
mod root;
mod setters;
