//! `substrate-fixed` keeps the arithmetic contract of spec `yuma.md` sections 1.1 and 1.2, compared
//! with integers of any size.
#![allow(clippy::arithmetic_side_effects, reason = "test code")]

use myelin_math::{Fixed, I32F32, I64F64, I96F32, SafeFixed, U64F64, U96F32};
use num_bigint::BigInt;
use proptest::prelude::*;

/// The type seen as integers of any size.
struct Exact {
    min: BigInt,
    max: BigInt,
    fraction_bits: u32,
}

impl Exact {
    fn of<F: Fixed>() -> Self
    where
        F::Bits: Into<BigInt>,
    {
        Self {
            min: F::min_value().to_bits().into(),
            max: F::max_value().to_bits().into(),
            fraction_bits: F::frac_nbits(),
        }
    }

    fn clamp(&self, bits: BigInt) -> BigInt {
        bits.max(self.min.clone()).min(self.max.clone())
    }

    fn checked(&self, bits: BigInt) -> Option<BigInt> {
        (self.min <= bits && bits <= self.max).then_some(bits)
    }

    /// `>>` of `BigInt` rounds towards −∞.
    fn product(&self, a: &BigInt, b: &BigInt) -> BigInt {
        (a * b) >> self.fraction_bits
    }

    /// `/` of `BigInt` truncates towards zero.
    fn quotient(&self, a: &BigInt, b: &BigInt) -> Option<BigInt> {
        (*b != BigInt::from(0)).then(|| (a << self.fraction_bits) / b)
    }
}

fn check<F: Fixed>(a: F::Bits, b: F::Bits) -> Result<(), TestCaseError>
where
    F::Bits: Into<BigInt>,
{
    let exact = Exact::of::<F>();
    let (x, y) = (F::from_bits(a), F::from_bits(b));
    let (a, b): (BigInt, BigInt) = (x.to_bits().into(), y.to_bits().into());
    let bits = |value: F| -> BigInt { value.to_bits().into() };

    prop_assert_eq!(bits(x.saturating_add(y)), exact.clamp(&a + &b));
    prop_assert_eq!(bits(x.saturating_sub(y)), exact.clamp(&a - &b));
    let product = exact.product(&a, &b);
    prop_assert_eq!(bits(x.saturating_mul(y)), exact.clamp(product.clone()));
    prop_assert_eq!(x.checked_mul(y).map(bits), exact.checked(product));
    let quotient = exact.quotient(&a, &b);
    let checked = quotient.clone().and_then(|bits| exact.checked(bits));
    prop_assert_eq!(x.checked_div(y).map(bits), checked.clone());
    prop_assert_eq!(bits(x.safe_div(y)), checked.clone().unwrap_or_default());
    prop_assert_eq!(bits(x.safe_div_or(y, x)), checked.unwrap_or(a.clone()));
    if let Some(quotient) = quotient {
        prop_assert_eq!(bits(x.saturating_div(y)), exact.clamp(quotient));
    }
    prop_assert_eq!(x < y, a < b);

    let floor = &a >> exact.fraction_bits;
    let clamped = floor.clone().clamp(0.into(), u64::MAX.into());
    prop_assert_eq!(BigInt::from(x.floor_u64()), clamped);
    let clamped = floor.clamp(0.into(), u128::MAX.into());
    prop_assert_eq!(BigInt::from(x.floor_u128()), clamped);
    Ok(())
}

fn check_conversion<S: Fixed, D: Fixed>(source: S) -> Result<(), TestCaseError>
where
    S::Bits: Into<BigInt>,
    D::Bits: Into<BigInt>,
{
    let exact = Exact::of::<D>();
    let bits: BigInt = source.to_bits().into();
    let moved = if S::frac_nbits() >= exact.fraction_bits {
        bits >> (S::frac_nbits() - exact.fraction_bits)
    } else {
        bits << (exact.fraction_bits - S::frac_nbits())
    };
    prop_assert_eq!(D::of(source).to_bits().into(), exact.clamp(moved));
    Ok(())
}

/// Numbers of every magnitude: a wide one cut down by a random shift.
fn signed() -> impl Strategy<Value = i128> {
    prop_oneof![
        (any::<i128>(), 0u32..128).prop_map(|(bits, shift)| bits >> shift),
        Just(i128::MIN),
        Just(i128::MAX),
        -2i128..3,
    ]
}

fn unsigned() -> impl Strategy<Value = u128> {
    prop_oneof![
        (any::<u128>(), 0u32..128).prop_map(|(bits, shift)| bits >> shift),
        Just(u128::MAX),
        0u128..3,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn signed_numbers_follow_the_contract(a in signed(), b in signed(), shift in 0u32..64) {
        check::<I64F64>(a, b)?;
        check::<I96F32>(a, b)?;
        check::<I32F32>((a >> shift) as i64, (b >> shift) as i64)?;
    }

    #[test]
    fn unsigned_numbers_follow_the_contract(a in unsigned(), b in unsigned()) {
        check::<U64F64>(a, b)?;
        check::<U96F32>(a, b)?;
    }

    #[test]
    fn conversions_cut_fractions_downwards_and_clamp_integers(a in signed(), b in unsigned()) {
        check_conversion::<I64F64, I32F32>(I64F64::from_bits(a))?;
        check_conversion::<I64F64, U96F32>(I64F64::from_bits(a))?;
        check_conversion::<I96F32, U64F64>(I96F32::from_bits(a))?;
        check_conversion::<I32F32, I96F32>(I32F32::from_bits(a as i64))?;
        check_conversion::<U64F64, I96F32>(U64F64::from_bits(b))?;
        check_conversion::<U64F64, U96F32>(U64F64::from_bits(b))?;
        check_conversion::<U96F32, I64F64>(U96F32::from_bits(b))?;
    }

    #[test]
    fn integers_are_shifted_up_and_clamped(n in any::<u64>(), m in any::<i64>()) {
        prop_assert_eq!(U64F64::of(n).to_bits(), u128::from(n) << 64);
        prop_assert_eq!(I96F32::of(m).to_bits(), i128::from(m) << 32);
        prop_assert_eq!(I64F64::of(n).to_bits(), i128::from(n.min(i64::MAX as u64)) << 64 | if n > i64::MAX as u64 { u64::MAX as i128 } else { 0 });
    }

    #[test]
    fn rounding_is_half_away_from_zero(bits in any::<i64>()) {
        let rounded = I32F32::from_bits(bits).saturating_round().to_bits();
        let magnitude = (i128::from(bits).abs() + (1 << 31)) >> 32 << 32;
        let expected = (magnitude * i128::from(bits.signum())).min(i64::MAX.into());
        prop_assert_eq!(i128::from(rounded), expected);
    }
}

#[test]
fn the_two_float_constants_have_the_bits_of_the_contract() {
    assert_eq!(I96F32::from_num(0.000_003).to_bits(), 12_885);
    assert_eq!(I32F32::from_num(0.5).to_bits(), 1 << 31);
}
