//! Exact `u64` arithmetic on non-negative numbers with 32 fractional bits.
//!
//! A number x of I32F32 in [0, 1] is held as its bits, an integer from 0 to [`ONE`]. Every
//! function gives the bits that the operation of the same name on `I32F32` gives, without 128-bit
//! intermediates in the usual range; property tests hold them equal.

/// The bits of 1.0.
pub const ONE: u64 = 1 << FRAC_BITS;

/// Largest value that an I32F32 can hold, in bits.
pub const MAX: u64 = i64::MAX as u64;

/// Number of fractional bits.
const FRAC_BITS: u32 = 32;

/// `a · b`, rounded down, for `a` in [0, 1] and any `b` in range of I32F32.
///
/// A product of two values below 1 needs one 64-bit multiplication.
#[inline]
pub fn mul(a: u64, b: u64) -> u64 {
    if a < ONE && b <= ONE {
        mul_shares(a, b)
    } else {
        wide_mul(a, b)
    }
}

/// `a · b`, rounded down, for both in [0, 1]: the form for loops.
#[inline]
pub fn mul_shares(a: u64, b: u64) -> u64 {
    // (2³² − 1) · 2³² fits 64 bits.
    if a >= ONE {
        b
    } else {
        a.wrapping_mul(b) >> FRAC_BITS
    }
}

/// `a · b`, rounded down and clamped to the range of I32F32.
#[inline]
pub fn wide_mul(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b)) >> FRAC_BITS;
    clamp(product)
}

/// `a / b`, truncated and clamped to the range of I32F32; 0 when `b` is 0.
#[inline]
pub fn div(a: u64, b: u64) -> u64 {
    if a < ONE {
        (a << FRAC_BITS).checked_div(b).map_or(0, |q| q.min(MAX))
    } else {
        wide_div(a, b)
    }
}

/// [`div`] for `a` ≥ 1, of which the numerator needs more than 64 bits.
#[cold]
fn wide_div(a: u64, b: u64) -> u64 {
    let numerator = u128::from(a) << FRAC_BITS;
    numerator.checked_div(u128::from(b)).map_or(0, clamp)
}

/// Sum of two numbers, clamped to the range of I32F32.
#[inline]
pub fn add(a: u64, b: u64) -> u64 {
    a.saturating_add(b).min(MAX)
}

/// A number that others are divided by, prepared so that a quotient costs two multiplications.
///
/// Made once for the sum of a row or column, it gives the share of every part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whole {
    /// The divisor: shifted up to have 32 significant bits if it has at most as many.
    divisor: u64,
    /// floor((2⁶⁴ − 1) / `divisor`) less 2³², from 1 to 2³² − 1; 0 for a divisor that is 0 or too
    /// large for the short way.
    reciprocal: u64,
    /// By how much `divisor` was shifted up.
    shift: u32,
}

impl Whole {
    /// Prepares division by `total`, of which every part is at most as large.
    #[inline]
    pub fn new(total: u64) -> Self {
        if total == 0 || total >= ONE {
            return Self {
                divisor: total,
                reciprocal: 0,
                shift: 0,
            };
        }
        let shift = total.leading_zeros().wrapping_sub(FRAC_BITS);
        let divisor = total << shift;
        let reciprocal = u64::MAX.checked_div(divisor).unwrap_or(ONE);
        Self {
            divisor,
            reciprocal: reciprocal.wrapping_sub(ONE),
            shift,
        }
    }

    /// `part` divided by the whole, as [`div`] gives it; 0 when the whole is 0.
    ///
    /// `part` is at most the whole, so the share is in [0, 1].
    #[inline]
    pub fn share(&self, part: u64) -> u64 {
        if self.reciprocal == 0 {
            return div(part, self.divisor);
        }
        // With d the divisor, p the part shifted alike and v = floor((2⁶⁴ − 1) / d), the true
        // quotient p · 2³² / d exceeds p · v / 2³² by less than 1, because 2⁶⁴ / d exceeds v by at
        // most 1 and p is below 2³² or equal to d. So the estimate is the floor or one less.
        let part = part << self.shift;
        let estimate = part.wrapping_add(part.wrapping_mul(self.reciprocal) >> FRAC_BITS);
        let rest = (part << FRAC_BITS).wrapping_sub(estimate.wrapping_mul(self.divisor));
        estimate.wrapping_add(u64::from(rest >= self.divisor))
    }
}

/// Each number divided by their sum; unchanged when the sum is 0.
pub fn normalize(values: &mut [u64]) {
    let whole = Whole::new(values.iter().fold(0, |sum, &value| add(sum, value)));
    for value in values {
        *value = whole.share(*value);
    }
}

/// The proportion `p` / 65535 (spec `yuma.md` section 8, `u16_proportion_to_fixed`).
#[inline]
pub fn from_u16(p: u16) -> u64 {
    // 2³² = 65535 · 65537 + 1, so the quotient is p · 65537 plus the floor of p / 65535.
    u64::from(p)
        .wrapping_mul(65_537)
        .wrapping_add(u64::from(p == u16::MAX))
}

/// floor(x · 65535), clamped to `u16` (spec `yuma.md` section 5.14).
#[inline]
pub fn to_u16(x: u64) -> u16 {
    let capped = x.min(ONE);
    (capped.wrapping_mul(65_535) >> FRAC_BITS) as u16
}

/// floor(x · `amount`) for a share x in [0, 1] of an integer amount (spec `yuma.md` section 5.13).
#[inline]
pub fn share_of(x: u64, amount: u64) -> u64 {
    let part = u128::from(x).wrapping_mul(u128::from(amount)) >> FRAC_BITS;
    u64::try_from(part).unwrap_or(u64::MAX)
}

#[inline]
fn clamp(bits: u128) -> u64 {
    if bits > MAX as u128 { MAX } else { bits as u64 }
}
