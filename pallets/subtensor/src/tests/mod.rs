//! Tests of the pallet by theme. Each test is one behaviour, told by its name; the mock checks the
//! invariants after each.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]

mod auto_stake;
mod bad_input;
mod burning;
mod counting;
mod delegation;
mod distribution;
mod emission;
mod epochs;
mod journey;
mod market_rules;
mod mechanisms;
mod neurons;
mod nomination;
mod paying;
mod query;
mod random_calls;
mod random_stake;
mod replacement;
mod root_dividends;
mod stake;
mod stake_cost;
mod stake_examples;
mod storage_cost;
mod subnets;
mod transitions;
mod weights;
