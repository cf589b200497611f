//! What a transaction costs, who pays it, in what, and who gets it.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    dead_code,
    reason = "a test that fails fails loudly, and shares its helpers with others"
)]

mod alpha;
#[path = "../common/mod.rs"]
mod common;
mod tao;
mod wrapped;
