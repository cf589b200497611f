//! Decay of the registration price, section 2.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

use myelin_emission::{DECAY_ONE, DecayFactors, decay_burn, decay_factor};
use num_bigint::BigInt;

fn after(blocks: u32, burn: u64) -> u64 {
    let factor = decay_factor(360);
    (0..blocks).fold(burn, |burn, _| decay_burn(burn, factor, 0, u64::MAX))
}

#[test]
fn factors_of_the_table_come_out() {
    for (half_life, factor) in [
        (1, 2_147_483_648),
        (2, 3_037_000_500),
        (10, 4_007_346_185),
        (360, 4_286_705_684),
        (1000, 4_291_991_283),
    ] {
        assert_eq!(decay_factor(half_life), factor);
    }
}

#[test]
fn prices_of_the_example_come_out() {
    assert_eq!(after(1, 100_000_000), 99_807_644);
    assert_eq!(after(2, 100_000_000), 99_615_658);
    assert_eq!(after(10, 100_000_000), 98_093_004);
    assert_eq!(after(360, 100_000_000), 49_999_863);
    assert_eq!(after(360, 1_000_000_000), 499_999_865);
}

#[test]
fn every_factor_is_the_largest_whose_power_is_at_most_one_half() {
    let power = |base: u64, exponent: u16| {
        let (mut result, mut base) = (1u128 << 32, u128::from(base));
        for bit in 0..16 {
            if (exponent >> bit) & 1 == 1 {
                result = (result * base) >> 32;
            }
            base = (base * base) >> 32;
        }
        result
    };
    for half_life in 1..=u16::MAX {
        let factor = decay_factor(half_life);
        assert!(power(factor, half_life) <= 1 << 31, "{half_life}");
        assert!(power(factor + 1, half_life) > 1 << 31, "{half_life}");
    }
}

#[test]
fn factors_are_near_the_root_of_one_half() {
    for half_life in [1u32, 2, 3, 7, 100, 360] {
        let half = BigInt::from(1) << (32 * half_life - 1);
        let error = BigInt::from(2 * half_life + 2);
        let factor = BigInt::from(decay_factor(half_life.try_into().unwrap()));
        assert!((&factor - &error).pow(half_life) <= half);
        assert!((&factor + &error).pow(half_life) >= half);
    }
}

#[test]
fn no_half_life_means_no_decay() {
    assert_eq!(decay_factor(0), DECAY_ONE);
    assert_eq!(decay_burn(u64::MAX, DECAY_ONE, 0, u64::MAX), u64::MAX);
}

#[test]
fn the_maximum_wins_over_the_minimum() {
    let factor = decay_factor(1);
    assert_eq!(decay_burn(100, factor, 60, 1_000), 60);
    assert_eq!(decay_burn(100, factor, 0, 40), 40);
    assert_eq!(decay_burn(100, factor, 70, 40), 40);
}

#[test]
fn remembered_factors_equal_computed_ones() {
    let mut factors = DecayFactors::default();
    for half_life in [0, 360, 360, 1, 0, 1000, 360] {
        assert_eq!(factors.factor(half_life), decay_factor(half_life));
    }
}
