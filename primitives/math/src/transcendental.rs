//! Exponential, sigmoid and binary logarithm (spec `yuma.md` sections 1.3 and 1.4).

use crate::{SafeFixed, unit};
use substrate_fixed::{
    traits::{FixedSigned, ToFixed},
    transcendental,
    types::{I9F23, I32F32},
};

/// Largest absolute exponent that [`exp_safe`] evaluates.
const MAX_EXPONENT: i32 = 20;

/// eˣ by its power series: F − 1 terms for a type with F fractional bits, each step rounded.
///
/// `x` = 0 gives exactly 1, `x` = 1 the constant e with 23 fractional bits, a negative `x` the
/// reciprocal of the series of −`x`. `None` when a step leaves the range of the type.
pub fn exp<F>(x: F) -> Option<F>
where
    F: FixedSigned + PartialOrd<I9F23> + From<I9F23>,
{
    transcendental::exp::<F, F>(x).ok()
}

/// eˣ with `x` clamped to [−20, 20], where the series never fails. Gives the bits of [`exp`],
/// computed with plain integers.
///
/// The series is cut off early enough to be visibly low at the upper end: `exp_safe(20)` is
/// 4.812·10⁸ instead of 4.852·10⁸. Consensus depends on it.
pub fn exp_safe(x: I32F32) -> I32F32 {
    let limit = I32F32::of(MAX_EXPONENT);
    if x == 1 {
        return I32F32::from(transcendental::E);
    }
    let series = exp_series(
        x.to_bits()
            .unsigned_abs()
            .min(limit.to_bits().unsigned_abs()),
    );
    let bits = if x < 0 {
        unit::div(unit::ONE, series)
    } else {
        series
    };
    // Both are below 2⁶³: the series of 20 is 2.1·10¹⁸.
    I32F32::from_bits(bits as i64)
}

/// 1 + x + x²/2! + … + x³¹/31! for bits `x` of an I32F32 in [0, 20], each step rounded down.
fn exp_series(x: u64) -> u64 {
    let mut term = x;
    let mut sum = unit::ONE.wrapping_add(x);
    // Written out, so that every division is one by a constant. Terms that vanished stay 0.
    macro_rules! add_terms {
        ($($divisor:literal)*) => {
            $(
                term = unit::wide_mul(term, x) / $divisor;
                sum = sum.wrapping_add(term);
            )*
        };
    }
    add_terms!(2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    if term != 0 {
        add_terms!(16 17 18 19 20 21 22 23);
    }
    if term != 0 {
        add_terms!(24 25 26 27 28 29 30 31);
    }
    sum
}

/// 1 / (1 + e^(−`rho`·(`x` − `kappa`))), every step saturating.
pub fn sigmoid_safe(x: I32F32, rho: I32F32, kappa: I32F32) -> I32F32 {
    let one = I32F32::of(1);
    let exponent = rho
        .saturating_mul(I32F32::of(-1))
        .saturating_mul(x.saturating_sub(kappa));
    one.safe_div(one.saturating_add(exp_safe(exponent)))
}

/// Binary logarithm with F fractional bits, by repeated squaring; numbers below 1 go through
/// their reciprocal. `None` for `x` ≤ 0 and when the reciprocal is out of range.
pub fn log2<F>(x: F) -> Option<F>
where
    F: FixedSigned + PartialOrd<I9F23>,
    F::Bits: Copy + ToFixed + core::ops::AddAssign + core::ops::BitOrAssign + core::ops::ShlAssign,
{
    transcendental::log2::<F, F>(x).ok()
}
