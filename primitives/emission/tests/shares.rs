//! TAO of each subnet, section 4.2.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{SubnetShare, price_ema, root_sells, subnet_shares, subnet_tao};
use myelin_math::{I96F32, SafeFixed, U64F64, U96F32};
use num_bigint::BigInt;
use oracle::{Slow, q64, sum};
use proptest::prelude::*;

/// A dynamic subnet by the bits of its stored moving price and of the part withheld from miners.
fn subnet(price_bits: i128, burned_bits: u128, enabled: bool) -> SubnetShare {
    SubnetShare {
        price: price_ema(true, I96F32::from_bits(price_bits)),
        miner_burned: U96F32::from_bits(burned_bits),
        enabled,
    }
}

const ONE: i128 = 1 << 32;
const QUARTER: i128 = ONE / 4;
const HALF_BURNED: u128 = 1 << 31;

fn bits(subnets: &[SubnetShare]) -> Vec<u128> {
    subnet_shares(subnets)
        .into_iter()
        .map(U64F64::to_bits)
        .collect()
}

fn tao(block_emission: u64, subnets: &[SubnetShare]) -> Vec<U96F32> {
    subnet_shares(subnets)
        .into_iter()
        .map(|share| subnet_tao(block_emission, share))
        .collect()
}

fn rao(block_emission: u64, subnets: &[SubnetShare]) -> Vec<u64> {
    tao(block_emission, subnets)
        .into_iter()
        .map(SafeFixed::floor_u64)
        .collect()
}

#[test]
fn shares_follow_the_moving_prices() {
    let subnets = [subnet(QUARTER, 0, true), subnet(3 * QUARTER, 0, true)];
    let expected = [4_611_686_018_427_387_904, 13_835_058_055_282_163_712];
    assert_eq!(bits(&subnets), expected);
    assert_eq!(rao(1_000_000_000, &subnets), [250_000_000, 750_000_000]);
}

#[test]
fn withheld_miner_emission_lowers_a_share() {
    let subnets = [
        subnet(QUARTER, 0, true),
        subnet(3 * QUARTER, HALF_BURNED, true),
    ];
    let expected = [7_378_697_629_483_820_646, 11_068_046_444_225_730_969];
    assert_eq!(bits(&subnets), expected);
    let paid = tao(1_000_000_000, &subnets);
    assert_eq!(paid[0].to_bits(), 1_717_986_918_399_999_999);
    assert_eq!(paid[1].to_bits(), 2_576_980_377_599_999_999);
    assert_eq!(rao(1_000_000_000, &subnets), [399_999_999, 599_999_999]);
}

#[test]
fn a_disabled_subnet_leaves_its_share_to_the_others() {
    let subnets = [
        subnet(QUARTER, 0, true),
        subnet(3 * QUARTER, HALF_BURNED, false),
    ];
    assert_eq!(bits(&subnets), [1 << 64, 0]);
    assert_eq!(rao(1_000_000_000, &subnets), [1_000_000_000, 0]);
}

#[test]
fn three_prices_share_as_the_table_says_with_and_without_a_disabled_one() {
    let mut subnets = [429_496_729, 858_993_459, 1_288_490_188].map(|price| subnet(price, 0, true));
    let expected = [
        3_074_457_343_232_165_658,
        6_148_914_693_622_610_149,
        9_223_372_036_854_775_808,
    ];
    assert_eq!(bits(&subnets), expected);
    let all = [166_666_666, 333_333_333, 500_000_000];
    assert_eq!(rao(1_000_000_000, &subnets), all);
    subnets[1].enabled = false;
    let two = [249_999_999, 0, 750_000_000];
    assert_eq!(rao(1_000_000_000, &subnets), two);
}

#[test]
fn when_all_miner_emission_was_withheld_prices_alone_decide() {
    let all = 1u128 << 32;
    let subnets = [
        subnet(QUARTER, all, true),
        subnet(3 * QUARTER, 9 * all, true),
    ];
    assert_eq!(rao(1_000_000_000, &subnets), [250_000_000, 750_000_000]);
}

#[test]
fn without_prices_nobody_has_a_share() {
    assert_eq!(bits(&[subnet(0, 0, true), subnet(-5, 0, true)]), [0, 0]);
    assert_eq!(bits(&[subnet(0, 0, true), subnet(0, 0, false)]), [0, 0]);
    assert_eq!(bits(&[]), [0u128; 0]);
}

#[test]
fn when_all_are_disabled_nobody_has_a_share() {
    let subnets = [subnet(QUARTER, 0, false), subnet(QUARTER, 0, false)];
    assert_eq!(bits(&subnets), [0, 0]);
}

#[test]
fn a_stable_subnet_counts_with_price_one() {
    let price = price_ema(false, I96F32::from_bits(77));
    assert_eq!(price.to_bits(), 1 << 64);
    let mut subnets = [SubnetShare {
        price,
        miner_burned: U96F32::from_bits(0),
        enabled: true,
    }; 3];
    for amount in rao(3_333_333, &subnets) {
        assert!(amount.abs_diff(1_111_111) <= 1);
    }
    assert!(
        rao(3_000_000, &subnets)
            .iter()
            .all(|n| n.abs_diff(1_000_000) <= 1)
    );
    subnets[1].enabled = false;
    let paid = rao(3_333_333, &subnets);
    assert!(paid[0].abs_diff(1_666_666) <= 1 && paid[2].abs_diff(1_666_666) <= 1);
    assert_eq!(paid[1], 0);
    assert!(rao(3_000_000, &subnets)[0].abs_diff(1_500_000) <= 1);
}

#[test]
fn two_dynamic_subnets_share_one_to_two() {
    let paid = rao(
        100_000_000,
        &[subnet(429_496_729, 0, true), subnet(858_993_459, 0, true)],
    );
    assert!(paid[0].abs_diff(33_333_333) <= 10 && paid[1].abs_diff(66_666_666) <= 10);
}

#[test]
fn root_sells_only_while_the_prices_add_up_to_more_than_one() {
    let half = ONE / 2;
    assert!(!root_sells(&[subnet(half, 0, true), subnet(half, 0, true)]));
    assert!(root_sells(&[
        subnet(half, 0, true),
        subnet(half + 1, 0, false)
    ]));
    assert!(!root_sells(&[]));
}

fn subnets() -> impl Strategy<Value = Vec<SubnetShare>> {
    let one = (0..=20 * ONE, 0..=(2u128 << 32), prop::bool::weighted(0.9))
        .prop_map(|(price, burned, enabled)| subnet(price, burned, enabled));
    prop::collection::vec(one, 0..40)
}

/// Section 4.2 step by step.
fn oracle_shares(subnets: &[SubnetShare]) -> Vec<Slow> {
    let prices: Vec<Slow> = subnets
        .iter()
        .map(|subnet| Slow::new(subnet.price.to_bits(), 64))
        .collect();
    let all = sum(&prices, 64);
    let mut shares: Vec<Slow> = prices.iter().map(|price| price.div(&all)).collect();
    let weights: Vec<Slow> = subnets
        .iter()
        .zip(&shares)
        .map(|(subnet, share)| {
            let burned = Slow::new(subnet.miner_burned.to_bits(), 32).extend();
            share.mul(&q64(1).sub(&burned.min(q64(1))))
        })
        .collect();
    let weight = sum(&weights, 64);
    if weight.bits > BigInt::ZERO {
        shares = weights.iter().map(|one| one.div(&weight)).collect();
    }
    if subnets.iter().any(|subnet| !subnet.enabled) {
        for (subnet, share) in subnets.iter().zip(&mut shares) {
            if !subnet.enabled {
                *share = q64(0);
            }
        }
        let enabled = sum(&shares, 64);
        shares = shares.iter().map(|share| share.div(&enabled)).collect();
    }
    shares
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2048,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn shares_equal_the_oracle(subnets in subnets(), emission in 0..=1_000_000_000u64) {
        for (share, slow) in subnet_shares(&subnets).into_iter().zip(oracle_shares(&subnets)) {
            prop_assert_eq!(BigInt::from(share.to_bits()), slow.bits.clone());
            let tao = q64(emission).mul(&slow).cut();
            prop_assert_eq!(BigInt::from(subnet_tao(emission, share).to_bits()), tao.bits);
        }
    }

    #[test]
    fn the_subnets_never_receive_more_than_the_block_emission(
        subnets in subnets(),
        emission: u64,
    ) {
        let paid: u128 = rao(emission, &subnets).into_iter().map(u128::from).sum();
        prop_assert!(paid <= u128::from(emission));
        let anybody = subnet_shares(&subnets).iter().any(|share| share.to_bits() > 0);
        if anybody && emission <= 1_000_000_000 {
            prop_assert!(u128::from(emission) - paid <= subnets.len() as u128);
        }
    }

    #[test]
    fn the_order_of_the_subnets_does_not_matter(subnets in subnets()) {
        let backwards: Vec<_> = subnets.iter().rev().copied().collect();
        let mut shares = subnet_shares(&backwards);
        shares.reverse();
        prop_assert_eq!(shares, subnet_shares(&subnets));
    }
}
