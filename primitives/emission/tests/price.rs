//! The moving price, section 8.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{moving_price, price_ema, smoothing};
use myelin_math::{I96F32, U64F64};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use oracle::{Slow, q64};
use proptest::prelude::*;

/// The default of `SubnetMovingAlpha`, 0.000003.
const MOVING_ALPHA: I96F32 = I96F32::from_bits(12_885);

/// The default of `EMAPriceHalvingBlocks`.
const HALVING: u64 = 201_600;

const ONE: u128 = 1 << 64;

fn step(old_bits: i128, price_bits: u128, smoothing: U64F64) -> i128 {
    let old = price_ema(true, I96F32::from_bits(old_bits));
    moving_price(old, U64F64::from_bits(price_bits), smoothing).to_bits()
}

#[test]
fn rows_of_the_table_come_out() {
    for (old, price, blocks, alpha, new) in [
        (0, ONE / 2, 1, 274_505_848, 0),
        (0, ONE / 2, 7_200, 1_908_298_400_308, 222),
        (0, ONE / 2, 201_600, 27_670_326_804_480, 3_221),
        (0, ONE / 2, 403_200, 36_893_769_072_639, 4_294),
        (2_147_483_648, ONE, 7_200, 1_908_298_400_308, 2_147_483_870),
        (
            2_147_483_648,
            5 * ONE,
            201_600,
            27_670_326_804_480,
            2_147_486_869,
        ),
    ] {
        let factor = smoothing(MOVING_ALPHA, blocks, HALVING);
        assert_eq!(factor.to_bits(), alpha);
        assert_eq!(step(old, price, factor), new);
    }
}

#[test]
fn fourteen_steps_of_one_twentieth_pass_one_half() {
    let factor = smoothing(I96F32::from_num(0.1), HALVING, HALVING);
    let price = (0..14).fold(0, |old, _| step(old, ONE, factor));
    assert!((I96F32::from_bits(price).to_num::<f64>() - 0.512_325).abs() <= 0.001);
}

#[test]
fn a_young_subnet_moves_slowly_and_an_old_one_at_full_speed() {
    let half = I96F32::from_num(0.5);
    let after = |blocks| step(0, ONE, smoothing(half, blocks, HALVING));
    assert!(I96F32::from_bits(after(11)).to_num::<f64>() < 0.001);
    let old = I96F32::from_bits(after(1_000_000_000_000)).to_num::<f64>();
    assert!((old - 0.5).abs() <= 0.001);
}

#[test]
fn before_the_first_block_nothing_moves() {
    assert_eq!(smoothing(MOVING_ALPHA, 0, HALVING).to_bits(), 0);
    assert_eq!(smoothing(MOVING_ALPHA, 0, 0).to_bits(), 0);
    assert_eq!(step(77, ONE, smoothing(MOVING_ALPHA, 0, HALVING)), 77);
}

#[test]
fn a_negative_factor_counts_as_zero_and_one_above_one_takes_the_price() {
    assert_eq!(smoothing(I96F32::from_bits(-1), 5, 0).to_bits(), 0);
    let double = smoothing(I96F32::from_num(2), 5, 0);
    assert_eq!(step(99, ONE / 2, double), 1 << 32);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn steps_equal_the_oracle(
        old in 0..(20i128 << 32),
        price in 0..(3 * ONE),
        alpha in 0..=(1i128 << 32),
        blocks in 0..100_000_000u64,
        halving in 0..100_000_000u64,
    ) {
        let factor = smoothing(I96F32::from_bits(alpha), blocks, halving);
        let slow = Slow::new(alpha, 32).extend().mul(&q64(blocks).div(&q64(blocks + halving)));
        prop_assert_eq!(BigInt::from(factor.to_bits()), slow.bits.clone());
        let capped = Slow::new(price, 64).min(q64(1));
        let kept = q64(1).sub(&slow).mul(&Slow::new(old, 32).extend());
        let new = slow.mul(&capped).add(&kept);
        prop_assert_eq!(BigInt::from(step(old, price, factor)), new.cut().bits);
    }

    #[test]
    fn the_new_price_lies_between_the_old_and_the_present_one(
        old in 0..(1i128 << 32),
        price in 0..ONE,
        alpha in 0..=(1i128 << 32),
    ) {
        let new = step(old, price, smoothing(I96F32::from_bits(alpha), 1, 0));
        let present = i128::try_from(price >> 32).unwrap();
        prop_assert!(new >= old.min(present) - 1 && new <= old.max(present) + 1);
    }
}

#[test]
fn the_moving_price_converges_to_the_exact_average() {
    let factor = smoothing(I96F32::from_num(0.25), 3, 1);
    let exact = Slow::new(factor.to_bits(), 64).exact().to_f64().unwrap();
    let mut truth = 0.0;
    let mut price = 0;
    for _ in 0..50 {
        price = step(price, ONE / 4, factor);
        truth = exact * 0.25 + (1.0 - exact) * truth;
        assert!((I96F32::from_bits(price).to_num::<f64>() - truth).abs() < 1e-7);
    }
}
