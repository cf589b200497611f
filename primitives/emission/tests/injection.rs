//! Root proportion and the terms of a subnet, section 4.3.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{Terms, block_emission, fraction_of_u64, root_proportion, terms};
use myelin_math::{SafeFixed, U64F64, U96F32};
use num_bigint::BigInt;
use oracle::{Slow, q32};
use proptest::prelude::*;

/// The genesis value of `TaoWeight`.
const TAO_WEIGHT: u64 = 971_718_665_099_567_868;

const ALPHA: u64 = 1_000_000_000;

fn proportion(tao_weight: u64, root: u64, issuance: u64) -> u128 {
    root_proportion(root, fraction_of_u64(tao_weight), issuance).to_bits()
}

/// Terms of a pool with equal weights and the default weight of 10^12 rao of root stake.
fn pool_terms(subnet_tao: u64, alpha_in: u64, alpha_out: u64, tao: u64) -> Terms {
    let issuance = alpha_in + alpha_out;
    let ratio = root_proportion(1_000_000_000_000, fraction_of_u64(TAO_WEIGHT), issuance);
    let price = U64F64::of(subnet_tao).safe_div(U64F64::of(alpha_in));
    terms(U96F32::of(tao), price, ratio, block_emission(issuance))
}

#[test]
fn tao_weights_of_the_table_come_out() {
    assert_eq!(fraction_of_u64(TAO_WEIGHT).to_bits(), 226_245_882);
    assert_eq!(
        fraction_of_u64(3_320_413_933_267_719_290).to_bits(),
        773_094_113
    );
    assert_eq!(fraction_of_u64(u64::MAX).to_bits(), 1 << 32);
}

#[test]
fn root_proportions_of_the_table_come_out() {
    let (e9, e11, e12) = (1_000_000_000, 100_000_000_000, 1_000_000_000_000);
    assert_eq!(proportion(TAO_WEIGHT, e12, e12), 214_924_319);
    assert_eq!(proportion(TAO_WEIGHT, e12, e11), 1_481_859_874);
    assert_eq!(proportion(TAO_WEIGHT, e12, 3 * e9), 4_063_544_844);
    let heavy = 3_320_413_933_267_719_290;
    assert_eq!(proportion(heavy, e12, e12), 655_164_502);
    assert_eq!(proportion(heavy, e12, e11), 2_761_050_404);
    assert_eq!(proportion(u64::MAX, e12, e12), 2_147_483_648);
    assert_eq!(proportion(u64::MAX, e9, 3 * e9), 1_073_741_824);
}

#[test]
fn without_root_stake_and_alpha_the_root_proportion_is_zero() {
    assert_eq!(proportion(u64::MAX, 0, 0), 0);
    assert_eq!(proportion(0, 1_000, 0), 0);
    assert_eq!(proportion(u64::MAX, 1_000, 0), 1 << 32);
}

#[test]
fn alpha_beyond_the_cap_is_not_minted_and_its_tao_buys() {
    let terms = pool_terms(500_000_000_000, 1_000_000_000_000, 0, 400_000_000);
    assert_eq!(terms.tao_in.to_bits(), 107_462_159_500_000_000);
    assert_eq!(terms.alpha_in.to_bits(), 214_924_319_000_000_000);
    assert_eq!(terms.excess.to_bits(), 1_610_524_758_900_000_000);
    assert_eq!(terms.to_rao(), (25_020_483, 50_040_967, 374_979_516));
}

#[test]
fn below_the_cap_all_tao_enters_the_pool() {
    let terms = pool_terms(500_000_000_000, 1_000_000_000_000, 0, 20_000_000);
    assert_eq!(terms.to_rao(), (20_000_000, 40_000_000, 0));
    assert_eq!(terms.excess.to_bits(), 0);
}

#[test]
fn a_low_price_leaves_almost_everything_to_the_purchase() {
    let terms = pool_terms(
        10_000_000_000,
        1_000_000_000_000,
        2_000_000_000_000,
        250_000_000,
    );
    assert_eq!(block_emission(3_000_000_000_000), ALPHA);
    assert_eq!(terms.tao_in.to_bits(), 741_139_263_434_246);
    assert_eq!(terms.alpha_in.to_bits(), 74_113_928_000_000_000);
    assert_eq!(terms.excess.to_bits(), 1_073_000_684_736_565_754);
    assert_eq!(terms.to_rao(), (172_559, 17_255_993, 249_827_440));
}

#[test]
fn without_a_price_the_tao_enters_the_pool_alone() {
    let terms = terms(U96F32::of(5u64), U64F64::of(0u64), U96F32::of(1u64), ALPHA);
    assert_eq!(terms.to_rao(), (5, 0, 0));
}

#[test]
fn without_emission_nothing_moves() {
    let none = terms(U96F32::of(0u64), U64F64::of(2u64), U96F32::of(1u64), ALPHA);
    assert_eq!(none.to_rao(), (0, 0, 0));
}

#[test]
fn two_pools_at_their_moving_prices_receive_equal_alpha() {
    for (price, tao) in [(1u64, 333_333u64), (2, 666_666)] {
        let terms = terms(U96F32::of(tao), U64F64::of(price), U96F32::of(1u64), ALPHA);
        assert_eq!(terms.to_rao(), (tao, 333_333, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn terms_equal_the_oracle_and_use_the_tao_exactly(
        tao_bits in 0..(1_000_000_000u128 << 32),
        price_bits in prop_oneof![0..(100u128 << 64), 0..(1u128 << 40)],
        weight: u64,
        root in 0..21_000_000_000_000_000u64,
        issuance in 0..21_000_000_000_000_000u64,
    ) {
        let emission = block_emission(issuance);
        let ratio = root_proportion(root, fraction_of_u64(weight), issuance);
        let terms = terms(
            U96F32::from_bits(tao_bits),
            U64F64::from_bits(price_bits),
            ratio,
            emission,
        );

        let weighted = q32(root).mul(&q32(weight).div(&q32(u64::MAX)));
        let slow_ratio = weighted.div(&weighted.add(&q32(issuance)));
        prop_assert_eq!(BigInt::from(ratio.to_bits()), slow_ratio.bits.clone());
        let (tao, price) = (Slow::new(tao_bits, 32), Slow::new(price_bits >> 32, 32));
        let cap = slow_ratio.mul(&q32(emission));
        let wanted = tao.div(&price);
        let (tao_in, alpha_in) = if wanted > cap {
            (cap.mul(&price), cap)
        } else {
            (tao.clone(), wanted)
        };
        prop_assert_eq!(BigInt::from(terms.alpha_in.to_bits()), alpha_in.bits);
        prop_assert_eq!(BigInt::from(terms.excess.to_bits()), tao.sub(&tao_in).bits);
        prop_assert_eq!(BigInt::from(terms.tao_in.to_bits()), tao_in.bits);
        prop_assert_eq!(terms.tao_in.to_bits() + terms.excess.to_bits(), tao_bits);
        prop_assert!(ratio.to_bits() <= 1 << 32);
    }
}
