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
    if a >= ONE {
        return wide_mul(a, b);
    }
    if b <= ONE {
        // (2³² − 1) · 2³² fits 64 bits.
        a.wrapping_mul(b) >> FRAC_BITS
    } else {
        wide_mul(a, b)
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

/// Each number divided by their sum; unchanged when the sum is 0.
pub fn normalize(values: &mut [u64]) {
    let total = values.iter().fold(0, |sum, &value| add(sum, value));
    if total != 0 {
        for value in values {
            *value = div(*value, total);
        }
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
