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
mod bounds;
mod burning;
mod check_order;
mod children;
mod commits;
mod counters;
mod counting;
mod deferral;
mod delegation;
mod derived_accounts;
mod dissolving;
mod distribution;
mod emission;
mod epochs;
mod estimates;
mod fees;
mod guard_cost;
mod impossible;
mod journey;
mod locks;
mod long_lists;
mod market_rules;
mod mechanism_count;
mod mechanisms;
mod moves;
mod neurons;
mod nomination;
mod nominators;
mod orders;
mod origins;
mod paying;
mod payout;
mod query;
mod random_calls;
mod random_epochs;
mod random_stake;
mod replacement;
mod reveals;
mod root_claims;
mod root_dividends;
mod root_stakers;
mod stake;
mod stake_cost;
mod stake_examples;
mod storage_cost;
mod subnets;
mod timelock;
mod trade_cost;
mod transitions;
mod trimming;
mod unstake_cost;
mod voting_power;
mod weight_rules;
mod weights;
mod yuma_examples;
