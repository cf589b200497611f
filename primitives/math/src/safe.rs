//! Operations that every fixed-point type gets.

use substrate_fixed::traits::{Fixed, ToFixed};

/// Division that cannot fail and short names for the conversions of spec `yuma.md` section 1.2.
///
/// Implemented for every fixed-point type, so `U64F64::of(n)`, `x.safe_div(y)` and
/// `x.floor_u64()` read the same everywhere.
pub trait SafeFixed: Fixed {
    /// Nearest representable number at or below `value`: surplus fraction bits are dropped
    /// towards −∞ and the integer part is clamped to the range of the type.
    ///
    /// `value` is an integer or a number of another fixed-point type.
    #[inline]
    fn of<N: ToFixed>(value: N) -> Self {
        Self::saturating_from_num(value)
    }

    /// `self / divisor`, truncated towards zero; 0 when the divisor is 0 or the quotient is out
    /// of range.
    #[inline]
    fn safe_div(self, divisor: Self) -> Self {
        self.safe_div_or(divisor, Self::default())
    }

    /// `self / divisor`, truncated towards zero; `fallback` when the divisor is 0 or the quotient
    /// is out of range.
    #[inline]
    fn safe_div_or(self, divisor: Self, fallback: Self) -> Self {
        self.checked_div(divisor).unwrap_or(fallback)
    }

    /// Largest integer at or below the number, clamped to `u64` (negative numbers give 0).
    #[inline]
    fn floor_u64(self) -> u64 {
        self.saturating_to_num()
    }

    /// Largest integer at or below the number, clamped to `u128` (negative numbers give 0).
    #[inline]
    fn floor_u128(self) -> u128 {
        self.saturating_to_num()
    }
}

impl<F: Fixed> SafeFixed for F {}
