//! Tests of the pallet by theme. Each test is one behaviour, told by its name; the mock checks the
//! invariants after each.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]

mod counting;
mod delegation;
mod distribution;
mod emission;
mod epochs;
mod journey;
mod mechanisms;
mod neurons;
mod paying;
mod query;
mod random_calls;
mod replacement;
mod root_dividends;
mod stake;
mod storage_cost;
mod subnets;
mod trade_cost;
mod transitions;
mod weights;
