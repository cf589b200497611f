//! Tests of the runtime as a whole, a module for each theme:
//!
//!     cargo test --release --workspace --test runtime metadata_contract
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]

mod architecture;
mod block_time;
mod call_filter;
mod cleanup;
mod common;
mod drand;
mod extensions;
mod fees;
mod integrity;
mod limit_orders;
mod metadata_contract;
mod presets;
mod proxy_filter;
mod stake_calls;
mod takes;
mod timelock;
mod wasm;
mod weights;
