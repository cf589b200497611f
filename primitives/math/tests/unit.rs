//! The integer fast paths give the bits of `substrate-fixed`.
#![allow(clippy::arithmetic_side_effects, reason = "test code")]

use myelin_math::{I32F32, I96F32, SafeFixed, exp, exp_safe, unit};
use proptest::prelude::*;

fn fixed(bits: u64) -> I32F32 {
    I32F32::from_bits(bits as i64)
}

/// Bits in [0, 1], the ends and their neighbours included often.
fn unit_bits() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 0..=unit::ONE,
        1 => Just(0),
        1 => Just(unit::ONE),
        1 => (unit::ONE - 3)..=unit::ONE,
        1 => 0u64..70_000,
    ]
}

/// Bits of any non-negative I32F32.
fn any_bits() -> impl Strategy<Value = u64> {
    prop_oneof![unit_bits(), 0..=unit::MAX, (unit::MAX - 3)..=unit::MAX]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn products_of_shares_equal_those_of_i32f32(a in unit_bits(), b in any_bits()) {
        let expected = fixed(a).saturating_mul(fixed(b)).to_bits();
        prop_assert_eq!(unit::mul(a, b) as i64, expected);
    }

    #[test]
    fn products_of_two_shares_equal_those_of_i32f32(a in unit_bits(), b in unit_bits()) {
        let expected = fixed(a).saturating_mul(fixed(b)).to_bits();
        prop_assert_eq!(unit::mul_shares(a, b) as i64, expected);
    }

    #[test]
    fn products_of_any_size_saturate_like_those_of_i32f32(a in any_bits(), b in any_bits()) {
        let expected = fixed(a).saturating_mul(fixed(b)).to_bits();
        prop_assert_eq!(unit::wide_mul(a, b) as i64, expected);
        prop_assert_eq!(unit::mul(a, b) as i64, expected);
    }

    #[test]
    fn quotients_equal_those_of_i32f32(a in any_bits(), b in any_bits()) {
        let expected = if b == 0 { 0 } else { fixed(a).saturating_div(fixed(b)).to_bits() };
        prop_assert_eq!(unit::div(a, b) as i64, expected);
    }

    #[test]
    fn shares_of_a_whole_equal_quotients(
        total in prop_oneof![any_bits(), (any::<u32>(), 0u32..32).prop_map(|(n, s)| u64::from(n >> s))],
        portion in any::<u64>(),
    ) {
        let part = if total == 0 { 0 } else { portion % (total + 1) };
        for part in [part, total, total.saturating_sub(1), 0] {
            prop_assert_eq!(unit::Whole::new(total).share(part), unit::div(part, total));
        }
    }

    #[test]
    fn sums_equal_those_of_i32f32(a in any_bits(), b in any_bits()) {
        let expected = fixed(a).saturating_add(fixed(b)).to_bits();
        prop_assert_eq!(unit::add(a, b) as i64, expected);
    }

    #[test]
    fn normalising_divides_by_the_sum_and_leaves_zeros_alone(
        values in proptest::collection::vec(unit_bits(), 0..20)
    ) {
        let total = values.iter().fold(I32F32::of(0), |sum, &bits| sum + fixed(bits));
        let expected: Vec<u64> = values
            .iter()
            .map(|&bits| if total == 0 { bits } else { (fixed(bits) / total).to_bits() as u64 })
            .collect();
        let mut normalised = values;
        unit::normalize(&mut normalised);
        prop_assert_eq!(normalised, expected);
    }

    #[test]
    fn conversion_to_u16_floors_and_clamps(x in any_bits()) {
        let expected: u16 = fixed(x).saturating_mul(I32F32::of(65_535)).saturating_to_num();
        prop_assert_eq!(unit::to_u16(x), expected);
    }

    #[test]
    fn a_share_of_an_amount_equals_the_product_in_i96f32(x in unit_bits(), amount in any::<u64>()) {
        let share = I96F32::of(fixed(x));
        let expected = share.saturating_mul(I96F32::of(amount)).floor_u64();
        prop_assert_eq!(unit::share_of(x, amount), expected);
    }

    #[test]
    fn the_fast_exponential_equals_the_series(
        bits in prop_oneof![
            any::<i64>(),
            -(21i64 << 32)..(21 << 32),
            -(2i64 << 32)..(2 << 32),
            -100i64..100,
            Just(1 << 32), Just(-1 << 32), Just(i64::MIN),
        ]
    ) {
        let x = I32F32::from_bits(bits);
        let clamped = x.clamp(I32F32::of(-20), I32F32::of(20));
        prop_assert_eq!(Some(exp_safe(x)), exp(clamped));
    }
}

#[test]
fn every_u16_proportion_equals_the_quotient_by_65535() {
    for p in 0..=u16::MAX {
        let expected = I32F32::of(p) / I32F32::of(65_535);
        assert_eq!(unit::from_u16(p) as i64, expected.to_bits());
    }
}

#[test]
fn division_by_zero_gives_zero() {
    assert_eq!(unit::div(0, 0), 0);
    assert_eq!(unit::div(unit::ONE, 0), 0);
}

#[test]
fn one_half_becomes_32767_and_one_becomes_65535() {
    assert_eq!(unit::to_u16(unit::ONE / 2), 32_767);
    assert_eq!(unit::to_u16(unit::ONE), 65_535);
    assert_eq!(unit::to_u16(unit::MAX), 65_535);
}
