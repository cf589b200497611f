//! Unsigned numbers with 64 integer and 256 fractional bits, for the power function alone.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "loops over arrays of fixed length; a product of two limbs plus two limbs fits u128, \
              and every carry out of the top limb is returned or excluded by the documented range"
)]

use core::cmp::Ordering;

const LIMBS: usize = 5;
const FRACTION_LIMBS: usize = 4;

/// A number in [0, 2^64), as limbs, least significant first; the last limb is the integer part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wide([u64; LIMBS]);

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Wide {
    pub(crate) const ZERO: Self = Self([0; LIMBS]);

    /// The largest number.
    pub(crate) const MAX: Self = Self([u64::MAX; LIMBS]);

    /// The integer `value`.
    pub(crate) const fn int(value: u64) -> Self {
        Self([0, 0, 0, 0, value])
    }

    /// `value / 2^127`.
    pub(crate) const fn from_u128_over_2_127(value: u128) -> Self {
        Self([
            0,
            0,
            (value << 1) as u64,
            (value >> 63) as u64,
            (value >> 127) as u64,
        ])
    }

    /// `2^-160`.
    pub(crate) const TWO_POW_MINUS_160: Self = Self([0, 1 << 32, 0, 0, 0]);

    /// The integer part.
    pub(crate) const fn floor(self) -> u64 {
        self.0[FRACTION_LIMBS]
    }

    /// The integer part and the first 64 fractional bits.
    pub(crate) const fn top(self) -> u128 {
        ((self.0[4] as u128) << 64) | self.0[3] as u128
    }

    /// The sum; `None` from 2^64 on.
    pub(crate) const fn add(self, other: Self) -> Option<Self> {
        let mut sum = [0; LIMBS];
        let mut carry = false;
        let mut i = 0;
        while i < LIMBS {
            let (partial, first) = self.0[i].overflowing_add(other.0[i]);
            let (full, second) = partial.overflowing_add(carry as u64);
            sum[i] = full;
            carry = first | second;
            i += 1;
        }
        if carry { None } else { Some(Self(sum)) }
    }

    /// The difference. The caller makes sure that it is not negative.
    pub(crate) const fn sub(self, other: Self) -> Self {
        let mut difference = [0; LIMBS];
        let mut borrow = false;
        let mut i = 0;
        while i < LIMBS {
            let (partial, first) = self.0[i].overflowing_sub(other.0[i]);
            let (full, second) = partial.overflowing_sub(borrow as u64);
            difference[i] = full;
            borrow = first | second;
            i += 1;
        }
        Self(difference)
    }

    /// Twice the number. The caller makes sure that it stays below 2^64.
    pub(crate) const fn double(self) -> Self {
        let mut result = [0; LIMBS];
        let mut carry = 0;
        let mut i = 0;
        while i < LIMBS {
            result[i] = (self.0[i] << 1) | carry;
            carry = self.0[i] >> 63;
            i += 1;
        }
        Self(result)
    }

    /// Half the number, rounded down.
    pub(crate) const fn half(self) -> Self {
        let mut result = [0; LIMBS];
        let mut carry = 0;
        let mut i = LIMBS;
        while i > 0 {
            i -= 1;
            result[i] = (self.0[i] >> 1) | carry;
            carry = self.0[i] << 63;
        }
        Self(result)
    }

    /// The quotient by an integer that is not zero, rounded down.
    pub(crate) const fn div_int(self, divisor: u64) -> Self {
        let mut quotient = [0; LIMBS];
        let mut rest = 0_u128;
        let mut i = LIMBS;
        while i > 0 {
            i -= 1;
            rest = (rest << 64) | self.0[i] as u128;
            quotient[i] = (rest / divisor as u128) as u64;
            rest %= divisor as u128;
        }
        Self(quotient)
    }

    /// The quotient by a larger number below 2^63, rounded down.
    pub(crate) fn div_larger(self, divisor: Self) -> Self {
        let mut rest = self;
        let mut quotient = [0; LIMBS];
        for limb in quotient[..FRACTION_LIMBS].iter_mut().rev() {
            for _ in 0..u64::BITS {
                rest = rest.double();
                *limb <<= 1;
                if rest >= divisor {
                    rest = rest.sub(divisor);
                    *limb |= 1;
                }
            }
        }
        Self(quotient)
    }

    /// The product with an integer; `None` from 2^64 on.
    pub(crate) const fn mul_int(self, factor: u64) -> Option<Self> {
        let mut product = [0; LIMBS];
        let mut carry = 0_u128;
        let mut i = 0;
        while i < LIMBS {
            carry += self.0[i] as u128 * factor as u128;
            product[i] = carry as u64;
            carry >>= 64;
            i += 1;
        }
        if carry == 0 {
            Some(Self(product))
        } else {
            None
        }
    }

    /// The product, rounded down; `None` from 2^64 on.
    pub(crate) fn mul(self, other: Self) -> Option<Self> {
        let mut product = [0_u64; 2 * LIMBS];
        for i in 0..LIMBS {
            let mut carry = 0_u128;
            for j in 0..LIMBS {
                carry +=
                    u128::from(self.0[i]) * u128::from(other.0[j]) + u128::from(product[i + j]);
                product[i + j] = carry as u64;
                carry >>= 64;
            }
            product[i + LIMBS] = carry as u64;
        }
        let [_, _, _, _, a, b, c, d, e, overflow] = product;
        (overflow == 0).then_some(Self([a, b, c, d, e]))
    }

    /// The product of two numbers in [0, 1), rounded down.
    pub(crate) fn mul_fraction(self, other: Self) -> Self {
        let mut product = [0_u64; 2 * FRACTION_LIMBS];
        for i in 0..FRACTION_LIMBS {
            let mut carry = 0_u128;
            for j in 0..FRACTION_LIMBS {
                carry +=
                    u128::from(self.0[i]) * u128::from(other.0[j]) + u128::from(product[i + j]);
                product[i + j] = carry as u64;
                carry >>= 64;
            }
            product[i + FRACTION_LIMBS] = carry as u64;
        }
        let [_, _, _, _, a, b, c, d] = product;
        Self([a, b, c, d, 0])
    }
}
