//! Alpha and root dividends, takes, claims, withheld miner emission: sections 6.2 and 6.4 to 6.6.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{
    Dividend, DividendPayout, Taken, claimable_rate, fraction_of_u64, miner_burned,
    split_dividends, split_take,
};
use myelin_math::{SafeFixed, U96F32};
use num_bigint::BigInt;
use oracle::{Slow, q32, sum};
use proptest::prelude::*;

const TAO_WEIGHT: u64 = 971_718_665_099_567_868;

fn dividend(alpha: u64, root: u64, dividend: u64) -> Dividend {
    Dividend {
        alpha,
        root,
        dividend,
    }
}

fn rao(payouts: &[DividendPayout]) -> Vec<(u64, u64)> {
    payouts
        .iter()
        .map(|payout| (payout.alpha.floor_u64(), payout.root.floor_u64()))
        .collect()
}

fn check_values() -> [Dividend; 2] {
    [
        dividend(4_859_302, 2_342_352, 77_783_738),
        dividend(23_423, 859_273, 19_283_940),
    ]
}

#[test]
fn check_values_come_out_to_the_bit() {
    let weight = U96F32::from_bits(773_094_113);
    let payouts = split_dividends(&check_values(), weight, 183_123_567_452, 837_120_949_872);
    assert_eq!(payouts[0].alpha.to_bits(), 759_593_031_746_604_711_740);
    assert_eq!(payouts[1].alpha.to_bits(), 26_916_701_403_461_770_600);
    assert_eq!(payouts[0].root.to_bits(), 972_568_700_882_763_908_208);
    assert_eq!(payouts[1].root.to_bits(), 2_622_838_400_776_810_528_032);
    assert_eq!(
        rao(&payouts),
        [
            (176_856_534_496, 226_443_796_624),
            (6_267_032_912, 610_677_153_052)
        ]
    );
}

#[test]
fn without_a_weight_of_tao_root_earns_nothing() {
    let payouts = split_dividends(&check_values(), U96F32::from_bits(0), 183_123_567_452, 0);
    assert_eq!(rao(&payouts), [(146_743_343_232, 0), (36_380_224_176, 0)]);
}

#[test]
fn the_default_tao_weight_pays_as_documented_and_takes_follow() {
    let payouts = split_dividends(
        &[
            dividend(1_000_000_000, 5_000_000_000, 300_000_000),
            dividend(3_000_000_000, 1_000_000_000, 200_000_000),
        ],
        fraction_of_u64(TAO_WEIGHT),
        400_000_000,
        100_000_000,
    );
    assert_eq!(
        rao(&payouts),
        [(218_851_590, 94_770_425), (181_148_409, 5_229_574)]
    );
    let taken = |take, rest| Taken { take, rest };
    assert_eq!(
        payouts.map_take(|payout| payout.alpha),
        [
            taken(39_392_284, 179_459_306),
            taken(32_605_884, 148_542_524)
        ]
    );
    assert_eq!(
        payouts.map_take(|payout| payout.root),
        [taken(17_058_242, 77_712_182), taken(941_299, 4_288_275)]
    );
}

/// Deducts the default take from one kind of every payout.
trait MapTake {
    fn map_take(&self, kind: impl Fn(&DividendPayout) -> U96F32) -> Vec<Taken>;
}

impl MapTake for Vec<DividendPayout> {
    fn map_take(&self, kind: impl Fn(&DividendPayout) -> U96F32) -> Vec<Taken> {
        self.iter()
            .map(|payout| split_take(kind(payout), 11_796))
            .collect()
    }
}

/// Section 7: with raw dividends by stake weight, root stake earns only from the root pool.
#[test]
fn equal_alpha_earns_equally_however_the_root_stake_differs() {
    let payouts = split_dividends(
        &[
            dividend(1_000_000_000, 1_000_000_000, 400_000_000),
            dividend(1_000_000_000, 2_000_000_000, 600_000_000),
        ],
        fraction_of_u64(u64::MAX),
        500_000_000,
        0,
    );
    for (alpha, root) in rao(&payouts) {
        assert!(alpha.abs_diff(250_000_000) <= 10, "{alpha}");
        assert_eq!(root, 0);
    }
}

#[test]
fn a_hotkey_without_stake_earns_its_dividend_as_alpha() {
    let payouts = split_dividends(&[dividend(0, 0, 5)], U96F32::of(1u64), 1_000, 1_000);
    assert_eq!(rao(&payouts), [(1_000, 0)]);
    assert_eq!(rao(&split_dividends(&[], U96F32::of(1u64), 9, 9)), []);
}

#[test]
fn claimable_rates_never_exceed_one() {
    let bits = |amount, stake| claimable_rate(amount, stake).map(|rate| rate.to_bits());
    assert_eq!(bits(0, 0), Some(0));
    assert_eq!(bits(0, 7), Some(0));
    assert_eq!(bits(1, 2), Some(1 << 31));
    assert_eq!(bits(7, 7), Some(1 << 32));
    assert_eq!(bits(8, 7), None);
    assert_eq!(bits(1, 0), None);
}

#[test]
fn the_withheld_part_of_no_emission_is_zero() {
    assert_eq!(miner_burned(0, 0).to_bits(), 0);
    assert_eq!(miner_burned(1, 4).to_bits(), 1 << 30);
    assert_eq!(miner_burned(9, 9).to_bits(), 1 << 32);
}

fn dividends() -> impl Strategy<Value = Vec<Dividend>> {
    let stake = || prop_oneof![1 => Just(0), 4 => 0..21_000_000_000_000_000u64];
    let one = (stake(), stake(), 0..1_000_000_000_000u64)
        .prop_map(|(alpha, root, amount)| dividend(alpha, root, amount));
    prop::collection::vec(one, 0..64)
}

/// Section 6.2 step by step.
fn oracle_split(dividends: &[Dividend], weight: u64, alpha: u64, root: u64) -> Vec<(Slow, Slow)> {
    let weight = q32(weight).div(&q32(u64::MAX));
    let parts: Vec<(Slow, Slow)> = dividends
        .iter()
        .map(|one| {
            let weighted = q32(one.root).mul(&weight);
            let proportion = weighted.div(&q32(one.alpha).add(&weighted));
            let root = q32(one.dividend).mul(&proportion);
            (q32(one.dividend).sub(&root), root)
        })
        .collect();
    let alphas = sum(parts.iter().map(|part| &part.0), 32);
    let roots = sum(parts.iter().map(|part| &part.1), 32);
    parts
        .iter()
        .map(|(a, r)| {
            (
                q32(alpha).mul(&a.div(&alphas)),
                q32(root).mul(&r.div(&roots)),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2048,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn payouts_equal_the_oracle_and_never_exceed_the_totals(
        dividends in dividends(),
        weight: u64,
        alpha in 0..1_000_000_000_000u64,
        root in 0..1_000_000_000_000u64,
    ) {
        let payouts = split_dividends(&dividends, fraction_of_u64(weight), alpha, root);
        let slow = oracle_split(&dividends, weight, alpha, root);
        prop_assert_eq!(payouts.len(), slow.len());
        for (payout, (slow_alpha, slow_root)) in payouts.iter().zip(slow) {
            prop_assert_eq!(BigInt::from(payout.alpha.to_bits()), slow_alpha.bits);
            prop_assert_eq!(BigInt::from(payout.root.to_bits()), slow_root.bits);
        }
        let (alphas, roots): (Vec<u64>, Vec<u64>) = rao(&payouts).into_iter().unzip();
        prop_assert!(alphas.iter().sum::<u64>() <= alpha);
        prop_assert!(roots.iter().sum::<u64>() <= root);
    }

    #[test]
    fn take_and_rest_lose_at_most_one_rao(
        amount in 0..(u128::from(u64::MAX) << 32),
        take: u16,
    ) {
        let parts = split_take(U96F32::from_bits(amount), take);
        let (whole, paid) = (amount >> 32, u128::from(parts.take) + u128::from(parts.rest));
        prop_assert!(paid <= whole && whole - paid <= 1);
    }

    #[test]
    fn rates_are_the_cut_quotient(amount: u64, stake in 1u64..) {
        let expected = (amount <= stake).then(|| q32(amount).div(&q32(stake)).bits);
        let rate = claimable_rate(amount, stake).map(|rate| BigInt::from(rate.to_bits()));
        prop_assert_eq!(rate, expected);
    }
}
