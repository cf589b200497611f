//! Yuma consensus: one epoch from stake and weights to incentive, dividends, bonds and permits.
//!
//! Validators publish weights for miners. [`run`] weighs their opinions by stake, finds for each
//! miner the weight that a majority supports, clips what exceeds it, and shares an emission out:
//! half to miners by incentive, half to validators by dividends on the bonds that agreement with
//! the majority buys them. Nothing here knows about storage: the caller loads plain vectors
//! indexed by uid, runs the epoch and stores the [`Outcome`].
//!
//! The result is consensus-critical to the last bit; the rules are in spec `yuma.md`, which the
//! documentation cites by section. Numbers are I32F32, held as `u64` bits (see
//! [`myelin_math::unit`]).
//!
//! ```
//! use myelin_math::{I64F64, SafeFixed};
//! use myelin_yuma::{Neurons, Params, Scratch, SparseRows, run};
//!
//! // Two validators with 3 and 1 of the stake, and two miners.
//! let stake = [3, 1, 0, 0].map(I64F64::of::<u64>);
//! let params = Params { block: 1_000, last_tempo: 640, ..Params::default() };
//! let neurons = Neurons {
//!     stake: &stake,
//!     last_update: &[999, 999, 0, 0],
//!     registered_at: &[0; 4],
//!     permits: &[true, true, false, false],
//!     first_commit: &[],
//! };
//! let mut weights = SparseRows::default();
//! weights.push_row([(2, 65_535), (3, 65_535)]);
//! weights.push_row([(3, 65_535)]);
//! let bonds = SparseRows::default();
//!
//! let outcome = run(&params, &neurons, &weights, &bonds, 1_000, &mut Scratch::default());
//! // Both support a weight of one half for miner 3; only the first validator supports miner 2.
//! assert_eq!(outcome.consensus, [0, 0, 32_767, 32_767]);
//! assert_eq!(outcome.incentive, [0, 0, 28_086, 37_448]);
//! ```
//!
//! | Module | Contents |
//! |---|---|
//! | this one | [`run`], its input and result |
//! | [`schedule`] | when an epoch is due |
//! | [`inherit`] | stake weight from own, inherited and root stake |
//! | [`commits`] | which weight commits are alive and mask weights |
//! | [`mechanisms`] | several weight matrices in one subnet |
//! | [`vectors`] | normalising and scaling of weight vectors |
//! | [`voting`] | voting power of validators |
//! | [`settings`] | rules for alpha values and the reset of bonds |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod bonds;
mod columns;
pub mod commits;
mod consensus;
mod epoch;
pub mod inherit;
mod liquid_alpha;
pub mod mechanisms;
mod params;
mod payout;
pub mod schedule;
pub mod settings;
mod sparse;
mod stake;
mod stored;
pub mod vectors;
pub mod voting;
mod weights;

pub use epoch::{Scratch, run};
pub use params::{Intermediates, Neurons, Outcome, Params};
pub use sparse::SparseRows;
