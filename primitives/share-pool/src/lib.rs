//! Shares and values of a stake pool (`staking.md` sections 3.1 to 3.3).
//!
//! A hotkey has one [`Pool`] per subnet. The pool holds a total in rao; every coldkey that stakes
//! to the hotkey holds a share, a [`SafeFloat`]. What a coldkey owns is
//! `total * share / denominator`, so a dividend that raises the total raises every position at
//! once, in constant time and without touching a single share.
//!
//! The crate keeps no state: the caller reads the pool and one share, calls an operation and
//! writes both back. Values that become zero are to be removed from storage, each on its own.
//!
//! ```
//! use myelin_share_pool::{Pool, SafeFloat};
//!
//! let (mut pool, mut alice, mut bob) = (Pool::default(), SafeFloat::ZERO, SafeFloat::ZERO);
//! pool.increase_one(&mut alice, 1_000);
//! pool.increase_one(&mut bob, 3_000);
//! pool.increase_all(1_000);
//! assert_eq!((pool.value(&alice), pool.value(&bob)), (1_250, 3_750));
//! ```
#![cfg_attr(not(feature = "std"), no_std)]

mod pool;
mod safe_float;

pub use pool::Pool;
pub use safe_float::SafeFloat;
