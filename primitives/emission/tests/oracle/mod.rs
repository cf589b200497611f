//! The formulas of `emission.md` on integers without limit: a number is its bits and its scale.
#![allow(dead_code, reason = "every test file uses its own part of the oracle")]

use num_bigint::BigInt;
use num_rational::BigRational;

/// A fixed-point number with 32 or 64 fraction bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slow {
    pub bits: BigInt,
    frac: u32,
}

/// A number with 32 fraction bits from an integer.
pub fn q32(n: impl Into<BigInt>) -> Slow {
    Slow::new(n.into() << 32, 32)
}

/// A number with 64 fraction bits from an integer.
pub fn q64(n: impl Into<BigInt>) -> Slow {
    Slow::new(n.into() << 64, 64)
}

impl Slow {
    /// A number from its bits.
    pub fn new(bits: impl Into<BigInt>, frac: u32) -> Self {
        Self {
            bits: bits.into(),
            frac,
        }
    }

    pub fn add(&self, other: &Self) -> Self {
        assert_eq!(self.frac, other.frac);
        Self::new(&self.bits + &other.bits, self.frac)
    }

    /// Never below zero.
    pub fn sub(&self, other: &Self) -> Self {
        assert_eq!(self.frac, other.frac);
        Self::new((&self.bits - &other.bits).max(BigInt::ZERO), self.frac)
    }

    pub fn mul(&self, other: &Self) -> Self {
        assert_eq!(self.frac, other.frac);
        Self::new((&self.bits * &other.bits) >> self.frac, self.frac)
    }

    /// Zero when the divisor is zero.
    pub fn div(&self, other: &Self) -> Self {
        assert_eq!(self.frac, other.frac);
        if other.bits == BigInt::ZERO {
            return Self::new(0, self.frac);
        }
        Self::new((&self.bits << self.frac) / &other.bits, self.frac)
    }

    pub fn floor(&self) -> u64 {
        (&self.bits >> self.frac).try_into().unwrap()
    }

    /// Cut to 32 fraction bits.
    pub fn cut(&self) -> Self {
        Self::new(&self.bits >> (self.frac - 32), 32)
    }

    /// Extended to 64 fraction bits.
    pub fn extend(&self) -> Self {
        Self::new(&self.bits << (64 - self.frac), 64)
    }

    /// The exact value.
    pub fn exact(&self) -> BigRational {
        BigRational::new(self.bits.clone(), BigInt::from(1) << self.frac)
    }
}

/// The sum of numbers of one scale.
pub fn sum<'a>(numbers: impl IntoIterator<Item = &'a Slow>, frac: u32) -> Slow {
    numbers
        .into_iter()
        .fold(Slow::new(0, frac), |sum, number| sum.add(number))
}
