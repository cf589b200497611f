//! The epoch as its specification (`yuma.md`) tells it, for tests: slow, obvious, and with nothing
//! of `myelin-yuma` but its types.
//!
//! | module | what lives there |
//! |---|---|
//! | [`helpers`] | the contracts of section 8, one fixed-point operation after the other |
//! | [`epoch`] | sections 5 and 6: one mechanism |
//! | [`subnet`] | sections 3 and 4: what goes into an epoch, and several mechanisms together |
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

pub mod epoch;
pub mod helpers;
pub mod subnet;
