//! A decimal floating-point number of 21 significant digits (`staking.md` section 3.1).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Decimal digits of a mantissa.
const DIGITS: i64 = 21;

/// Largest mantissa, inclusive: 10^21.
const MANTISSA_MAX: u128 = 1_000_000_000_000_000_000_000;

/// Lower bound of a mantissa that is not zero, exclusive: 10^20.
const MANTISSA_MIN: u128 = 100_000_000_000_000_000_000;

/// Largest power of ten an alignment divides by. It is beyond every mantissa, so a greater
/// distance between two exponents gives the same zero.
const ALIGNMENT_MAX: u64 = 22;

/// Width of the low half of a factor in [`mul_div`]; a mantissa has at most twice as many bits.
const HALF_BITS: u32 = 35;

/// 2^35, the weight of the high half of a factor in [`mul_div`].
const HALF: u128 = 1 << HALF_BITS;

/// A number `mantissa * 10^exponent`, never negative, with 21 significant decimal digits.
///
/// It is always in canonical form: `10^20 < mantissa <= 10^21`, or `(0, 0)` for zero. All
/// operations round towards zero. Encoded it takes 24 bytes, the mantissa (16) before the
/// exponent (8), both little endian.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct SafeFloat {
    mantissa: u128,
    exponent: i64,
}

impl SafeFloat {
    /// The number zero, `(0, 0)`.
    pub const ZERO: Self = Self {
        mantissa: 0,
        exponent: 0,
    };

    /// `mantissa * 10^exponent` in canonical form. `None` if the mantissa is above 10^21 or the
    /// canonical exponent leaves `i64`.
    pub fn new(mantissa: u128, exponent: i64) -> Option<Self> {
        if mantissa > MANTISSA_MAX {
            return None;
        }
        Self::normalise(mantissa, exponent)
    }

    /// The significant digits: 0, or above 10^20 and at most 10^21.
    pub const fn mantissa(&self) -> u128 {
        self.mantissa
    }

    /// The power of ten the mantissa counts in; 0 for zero.
    pub const fn exponent(&self) -> i64 {
        self.exponent
    }

    /// Whether the number is zero.
    pub const fn is_zero(&self) -> bool {
        self.mantissa == 0
    }

    /// The sum; digits of the smaller operand below the last digit of the larger one are cut off
    /// first. `None` if the exponent leaves `i64`.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        if self.is_zero() {
            return Some(*other);
        }
        if other.is_zero() {
            return Some(*self);
        }
        let (left, right, exponent) = align(self, other)?;
        Self::normalise(left.checked_add(right)?, exponent)
    }

    /// The difference, at least zero: aligned as in [`Self::checked_add`], then subtracted
    /// saturating. `None` when something is taken from zero or the exponent leaves `i64`.
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return Some(*self);
        }
        if self.is_zero() {
            return None;
        }
        let (left, right, exponent) = align(self, other)?;
        Self::normalise(left.saturating_sub(right), exponent)
    }

    /// The quotient. `None` when `other` is zero or the exponent leaves `i64`.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        let mantissa = mul_div(self.mantissa, MANTISSA_MAX, other.mantissa)?;
        let exponent = self
            .exponent
            .checked_sub(other.exponent)?
            .checked_sub(DIGITS)?;
        Self::normalise(mantissa, exponent)
    }

    /// `self * factor / divisor`, rounded once. `None` when the divisor is zero or the exponent
    /// leaves `i64`.
    pub fn checked_mul_div(&self, factor: &Self, divisor: &Self) -> Option<Self> {
        let mantissa = mul_div(self.mantissa, factor.mantissa, divisor.mantissa)?;
        let exponent = self
            .exponent
            .checked_add(factor.exponent)?
            .checked_sub(divisor.exponent)?;
        Self::normalise(mantissa, exponent)
    }

    /// The number without its digits below `10^exponent`.
    pub fn round_down_to(&self, exponent: i64) -> Self {
        if exponent <= self.exponent {
            return *self;
        }
        cut_digits(self.mantissa, exponent.abs_diff(self.exponent))
            .and_then(|mantissa| Self::normalise(mantissa, exponent))
            .unwrap_or_default()
    }

    /// The integer part, or `u64::MAX` if it is larger than that.
    pub fn saturating_to_u64(&self) -> u64 {
        let integer = if self.exponent < 0 {
            cut_digits(self.mantissa, self.exponent.unsigned_abs())
        } else {
            // The mantissa alone, if not zero, exceeds u64 already.
            Some(self.mantissa)
        };
        integer
            .and_then(|integer| integer.try_into().ok())
            .unwrap_or(u64::MAX)
    }

    /// The canonical form of `mantissa * 10^exponent`; surplus digits are cut off. `None` if the
    /// exponent leaves `i64`.
    fn normalise(mut mantissa: u128, mut exponent: i64) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while mantissa > MANTISSA_MAX {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        while mantissa <= MANTISSA_MIN {
            mantissa = mantissa.checked_mul(10)?;
            exponent = exponent.checked_sub(1)?;
        }
        Some(Self { mantissa, exponent })
    }
}

impl From<u64> for SafeFloat {
    /// Exact: every `u64` has at most 20 digits.
    fn from(integer: u64) -> Self {
        let (mut mantissa, mut exponent) = (u128::from(integer), 0i64);
        if mantissa == 0 {
            return Self::ZERO;
        }
        // At most 21 rounds, so neither operation reaches its bound.
        while mantissa <= MANTISSA_MIN {
            mantissa = mantissa.saturating_mul(10);
            exponent = exponent.saturating_sub(1);
        }
        Self { mantissa, exponent }
    }
}

/// Both mantissas at the larger of the two exponents, and that exponent.
fn align(left: &SafeFloat, right: &SafeFloat) -> Option<(u128, u128, i64)> {
    let distance = left.exponent.abs_diff(right.exponent);
    if left.exponent >= right.exponent {
        let cut = cut_digits(right.mantissa, distance)?;
        Some((left.mantissa, cut, left.exponent))
    } else {
        let cut = cut_digits(left.mantissa, distance)?;
        Some((cut, right.mantissa, right.exponent))
    }
}

/// `floor(mantissa / 10^digits)`, the power capped at 10^22. Never `None`: the power fits and is
/// not zero.
fn cut_digits(mantissa: u128, digits: u64) -> Option<u128> {
    let digits = u32::try_from(digits.min(ALIGNMENT_MAX)).ok()?;
    mantissa.checked_div(10u128.checked_pow(digits)?)
}

/// `floor(a * b / c)` without a 256-bit product: long division in two digits of 35 bits.
///
/// Exact for mantissas in canonical form. With `b = h * 2^35 + l` and `a * h = q * c + r`, the
/// result is `q * 2^35 + floor((r * 2^35 + a * l) / c)`, where every term stays below 2^106.
/// `None` when `c` is zero, or when an operand read from elsewhere is so far from canonical that
/// a term does not fit.
fn mul_div(a: u128, b: u128, c: u128) -> Option<u128> {
    let (high, low) = (b >> HALF_BITS, b & HALF.saturating_sub(1));
    let first = a.checked_mul(high)?;
    let (quotient, remainder) = (first.checked_div(c)?, first.checked_rem(c)?);
    let second = remainder
        .checked_mul(HALF)?
        .checked_add(a.checked_mul(low)?)?;
    quotient
        .checked_mul(HALF)?
        .checked_add(second.checked_div(c)?)
}
