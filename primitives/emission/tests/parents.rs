//! Dividends shared between a child hotkey and its parents, section 6.1 and `staking.md` 13.6.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{
    Child, ChildPayout, Parent, fraction_of_u64, kept_proportion, split_parents,
};
use myelin_math::U96F32;
use oracle::{Slow, q32};
use proptest::prelude::*;

const TAO_WEIGHT: u64 = 971_718_665_099_567_868;

const NO_BURN: U96F32 = U96F32::from_bits(0);

/// What the parents and the child receive, without burn.
fn split(child: &Child, parents: &[Parent]) -> (Vec<u64>, u64) {
    let mut paid = vec![7; 3];
    let weight = fraction_of_u64(TAO_WEIGHT);
    let payout = split_parents(child, parents, weight, NO_BURN, &mut paid);
    assert_eq!(payout.recycled, 0);
    (paid, payout.own)
}

fn child(dividend: u64, alpha: u64, take: u16) -> Child {
    Child {
        dividend,
        alpha,
        root: 0,
        kept: kept_proportion([]),
        take,
    }
}

fn parent(proportion: u64, alpha: u64, root: u64, same_owner: bool) -> Parent {
    Parent {
        proportion,
        alpha,
        root,
        same_owner,
    }
}

#[test]
fn splits_of_the_table_come_out() {
    let low = child(1_000_000_000, 600_000_000_000, 6_553);
    let whole = parent(u64::MAX, 400_000_000_000, 0, false);
    assert_eq!(split(&low, &[whole]), (vec![360_003_051], 639_996_948));

    let kin = Parent {
        same_owner: true,
        ..whole
    };
    assert_eq!(split(&low, &[kin]), (vec![399_999_999], 600_000_000));

    let high = Child {
        take: 11_796,
        ..low
    };
    let half = parent(u64::MAX / 2, 400_000_000_000, 1_000_000_000_000, false);
    assert_eq!(split(&high, &[half]), (vec![224_603_595], 775_396_404));
}

#[test]
fn a_hotkey_without_parents_keeps_its_dividend() {
    let alone = child(123_456_789, 5, 11_796);
    assert_eq!(split(&alone, &[]), (vec![], 123_456_789));
}

#[test]
fn without_any_stake_the_child_keeps_the_dividend() {
    let poor = child(1_000, 0, u16::MAX);
    let none = parent(u64::MAX, 0, 0, false);
    assert_eq!(split(&poor, &[none, none]), (vec![0, 0], 1_000));
}

/// `staking.md` 13.6: A (300k) gives half to B, B (100k) gives half to C; B takes one ninth.
#[test]
fn a_parent_with_three_quarters_of_the_stake_gets_two_thirds_after_a_take_of_one_ninth() {
    let b = Child {
        dividend: 900_000,
        alpha: 100_000,
        root: 0,
        kept: kept_proportion([u64::MAX / 2]),
        take: u16::MAX / 9,
    };
    let (paid, own) = split(&b, &[parent(u64::MAX / 2, 300_000, 0, false)]);
    assert!(paid[0].abs_diff(600_000) <= 10, "{}", paid[0]);
    assert!(own.abs_diff(300_000) <= 10, "{own}");
}

/// Section 7: a take of a tenth on everything the parent lent to a child without stake.
#[test]
fn a_child_without_stake_earns_its_take() {
    let poor = child(1_000_000_000, 0, u16::MAX / 10);
    let (paid, own) = split(&poor, &[parent(u64::MAX, 1_000_000_000, 0, false)]);
    assert!(paid[0].abs_diff(900_000_000) <= 10_000);
    assert!(own.abs_diff(100_000_000) <= 10_000);
}

/// Section 7: equal stakes, the parent lends all of its own.
#[test]
fn a_take_of_half_leaves_a_quarter_and_a_take_of_all_leaves_nothing() {
    let stake = 1_000_000_000;
    for (take, from_parent) in [(u16::MAX / 2, 250_000_000), (u16::MAX, 0)] {
        let child = child(1_000_000_000, stake, take);
        let (paid, own) = split(&child, &[parent(u64::MAX, stake, 0, false)]);
        assert!(paid[0].abs_diff(from_parent) <= 10_000, "{}", paid[0]);
        assert!(own.abs_diff(1_000_000_000 - from_parent) <= 10_000, "{own}");
    }
}

/// Section 7: equal stakes, the parent lends half of its own, so that the child earns three
/// quarters in the epoch and the parent one.
#[test]
fn without_a_take_lent_stake_earns_as_much_as_kept_stake() {
    let stake = 1_000_000_000;
    let child = child(750_000_000, stake, 0);
    let (paid, own) = split(&child, &[parent(u64::MAX / 2, stake, 0, false)]);
    assert!(
        (paid[0] + 250_000_000).abs_diff(500_000_000) <= 10,
        "{}",
        paid[0]
    );
    assert!(own.abs_diff(500_000_000) <= 10, "{own}");
}

#[test]
fn burn_and_take_are_both_computed_on_the_full_part() {
    let child = child(1_000_000_000, 0, u16::MAX / 2);
    let mut paid = Vec::new();
    let quarter = fraction_of_u64(u64::MAX / 4);
    let parents = [parent(u64::MAX, 1_000, 0, false)];
    let payout = split_parents(&child, &parents, quarter, quarter, &mut paid);
    assert!(payout.recycled.abs_diff(250_000_000) <= 10_000);
    assert!(payout.own.abs_diff(500_000_000) <= 10_000);
    assert!(paid[0].abs_diff(250_000_000) <= 10_000);
}

#[test]
fn burn_and_take_that_exceed_the_part_leave_nothing_to_the_parent() {
    let child = child(1_000, 0, u16::MAX);
    let mut paid = Vec::new();
    let all = fraction_of_u64(u64::MAX);
    let parents = [parent(u64::MAX, 1_000, 0, false)];
    split_parents(&child, &parents, all, all, &mut paid);
    assert_eq!(paid, [0]);
}

#[test]
fn proportions_beyond_the_whole_leave_nothing() {
    assert_eq!(kept_proportion([]).to_bits(), 1 << 32);
    assert_eq!(kept_proportion([u64::MAX / 2]).to_bits(), (1 << 31) + 1);
    assert_eq!(kept_proportion([u64::MAX, 1 << 40]).to_bits(), 0);
}

fn children() -> impl Strategy<Value = Child> {
    let stake = 0..21_000_000_000_000_000u64;
    (
        0..1_000_000_000_000u64,
        stake.clone(),
        stake,
        any::<u64>(),
        any::<u16>(),
    )
        .prop_map(|(dividend, alpha, root, given, take)| Child {
            dividend,
            alpha,
            root,
            kept: kept_proportion([given]),
            take,
        })
}

fn parents() -> impl Strategy<Value = Vec<Parent>> {
    let stake = 0..21_000_000_000_000_000u64;
    let one = (any::<u64>(), stake.clone(), stake, any::<bool>())
        .prop_map(|(proportion, alpha, root, kin)| parent(proportion, alpha, root, kin));
    prop::collection::vec(one, 0..8)
}

fn contribution(alpha: u64, root: u64, proportion: &Slow, weight: &Slow) -> Slow {
    let alpha = q32(alpha).mul(proportion);
    alpha.add(&q32(root).mul(proportion).mul(weight))
}

/// Section 6.1 step by step.
fn oracle_split(
    child: &Child,
    parents: &[Parent],
    weight: u64,
    burn: u64,
) -> (Vec<u64>, ChildPayout) {
    let of_max = |part: u64| q32(part).div(&q32(u64::MAX));
    let (weight, burn) = (of_max(weight), of_max(burn));
    let kept = Slow::new(child.kept.to_bits(), 32);
    let own = q32(contribution(child.alpha, child.root, &kept, &weight).floor());
    let lent: Vec<Slow> = parents
        .iter()
        .map(|p| contribution(p.alpha, p.root, &of_max(p.proportion), &weight))
        .collect();
    let total = oracle::sum(lent.iter().chain([&own]), 32);
    let dividend = q32(child.dividend);
    let (mut rest, mut takes, mut recycled, mut paid) = (dividend.clone(), q32(0), 0, vec![]);
    for (parent, lent) in parents.iter().zip(&lent) {
        let mut part = dividend.mul(&lent.div(&total));
        rest = rest.sub(&part);
        if !parent.same_owner {
            let burned = burn.mul(&part);
            let take = q32(child.take).div(&q32(u16::MAX)).mul(&part);
            part = part.sub(&burned).sub(&take);
            takes = takes.add(&take);
            recycled += burned.floor();
        }
        paid.push(part.floor());
    }
    let own = rest.add(&takes).floor();
    (paid, ChildPayout { own, recycled })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn splits_equal_the_oracle(child in children(), parents in parents(), weight: u64, burn: u64) {
        let mut paid = Vec::new();
        let (rate, burned) = (fraction_of_u64(weight), fraction_of_u64(burn));
        let payout = split_parents(&child, &parents, rate, burned, &mut paid);
        prop_assert_eq!((paid, payout), oracle_split(&child, &parents, weight, burn));
    }

    #[test]
    fn nobody_receives_more_than_the_dividend_in_total(
        child in children(),
        parents in parents(),
        weight: u64,
        burn in 0..u64::MAX / 5,
    ) {
        let child = Child { take: child.take.min(11_796), ..child };
        let mut paid = Vec::new();
        let (rate, burned) = (fraction_of_u64(weight), fraction_of_u64(burn));
        let payout = split_parents(&child, &parents, rate, burned, &mut paid);
        let received = payout.own + payout.recycled + paid.iter().sum::<u64>();
        prop_assert!(received <= child.dividend);
        // One floor for each amount.
        prop_assert!(child.dividend - received <= 2 * parents.len() as u64 + 1);
    }
}
