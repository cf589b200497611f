//! Fixed-point arithmetic with exactly specified rounding.
//!
//! Every number that enters consensus is a fixed-point number; floating point is never used. The
//! types and their operations come from `substrate-fixed` 0.6, whose rounding *is* the contract
//! (spec `yuma.md` section 1.2):
//!
//! | Operation | Exact result |
//! |---|---|
//! | `saturating_add`, `saturating_sub` | integer operation on the bits, clamped to the type |
//! | `saturating_mul`, `checked_mul` | full-width product shifted right by F, towards −∞; clamped or `None` |
//! | `checked_div`, [`SafeFixed::safe_div`] | `(a << F) / b`, truncated towards zero; `None` or 0 when impossible |
//! | `saturating_from_num`, [`SafeFixed::of`] | surplus fraction bits cut off towards −∞, integer part clamped |
//! | `saturating_to_num::<uN>`, [`SafeFixed::floor_u64`] | floor, then clamped; negative becomes 0 |
//!
//! This crate adds what callers would otherwise repeat:
//!
//! - [`SafeFixed`]: division that cannot fail and short conversions, on every fixed-point type.
//! - [`exp`], [`exp_safe`], [`sigmoid_safe`], [`log2`]: the transcendental functions of sections
//!   1.3 and 1.4.
//! - [`unit`]: the same operations on values in [0, 1] with 32 fractional bits as plain `u64`
//!   arithmetic, equal bit for bit and several times faster, inside WASM above all.
#![cfg_attr(not(feature = "std"), no_std)]

mod safe;
mod transcendental;
pub mod unit;

pub use safe::SafeFixed;
pub use substrate_fixed::traits::{Fixed, FixedSigned, FixedUnsigned, FromFixed, ToFixed};
pub use substrate_fixed::types::{I32F32, I64F64, I96F32, U64F64, U96F32};
pub use transcendental::{exp, exp_safe, log2, sigmoid_safe};
