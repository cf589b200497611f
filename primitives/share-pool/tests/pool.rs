//! The pool of `staking.md` sections 3.2 and 3.3: its vectors and its laws.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

use myelin_share_pool::{Pool, SafeFloat};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use proptest::prelude::*;

const E20: u128 = 100_000_000_000_000_000_000;

fn float(mantissa: u128, exponent: i64) -> SafeFloat {
    SafeFloat::new(mantissa, exponent).unwrap()
}

fn shares<const N: usize>() -> (Pool, [SafeFloat; N]) {
    (Pool::default(), [SafeFloat::ZERO; N])
}

#[test]
fn values_are_proportional_to_shares() {
    let pool = Pool {
        total: 100,
        denominator: 10.into(),
    };
    assert_eq!(pool.value(&3.into()), 30);
    assert_eq!(pool.value(&7.into()), 70);
}

#[test]
fn a_remainder_below_a_rao_goes_to_those_who_hold_the_rest() {
    let (mut first, mut second) = (SafeFloat::from(3), SafeFloat::from(4));
    let mut pool = Pool {
        total: 10,
        denominator: 7.into(),
    };
    pool.decrease_one(&mut first, 4);
    assert!(first.is_zero());
    assert_eq!((pool.total, pool.denominator), (6, second));
    pool.decrease_one(&mut second, 6);
    assert_eq!((pool, second), (Pool::default(), SafeFloat::ZERO));
}

#[test]
fn a_pool_without_shares_is_worth_nothing_to_anybody() {
    let pool = Pool {
        total: 100,
        denominator: SafeFloat::ZERO,
    };
    assert_eq!(pool.value(&3.into()), 0);
    assert_eq!(Pool::default().value(&SafeFloat::ZERO), 0);
}

#[test]
fn dividends_deposits_and_a_full_withdrawal_follow_the_table() {
    let (mut pool, [mut a, mut b]) = shares();
    pool.increase_one(&mut a, 1_000_000_000);
    pool.increase_one(&mut b, 3_000_000_000);
    pool.increase_all(1_000_000_000);
    assert_eq!(pool.value(&a), 1_250_000_000);
    assert_eq!(pool.value(&b), 3_750_000_000);
    assert_eq!(pool.denominator, float(4 * E20, -11));

    pool.increase_one(&mut a, 500_000_000);
    assert_eq!(pool.value(&a), 1_750_000_000);
    assert_eq!(pool.value(&b), 3_750_000_000);
    assert_eq!(pool.total, 5_500_000_000);
    assert_eq!(pool.denominator, float(E20 / 10 * 44, -11));
    assert_eq!(a, float(E20 / 10 * 14, -11));

    pool.decrease_one(&mut b, 3_750_000_000);
    assert_eq!(pool.value(&a), 1_750_000_000);
    assert_eq!(pool.value(&b), 0);
    assert!(b.is_zero());
    assert_eq!(pool.total, 1_750_000_000);
}

#[test]
fn what_remains_after_almost_everything_was_withdrawn_is_exact() {
    let (mut pool, [mut a, mut b]) = shares();
    for share in [&mut a, &mut b] {
        pool.increase_one(share, 1_000);
        pool.decrease_one(share, 990);
    }
    assert_eq!((pool.value(&a), pool.value(&b)), (10, 10));
}

#[test]
fn huge_dividends_on_tiny_stakes_lose_nothing() {
    let (mut pool, mut both) = shares::<2>();
    for share in &mut both {
        pool.increase_one(share, 1);
    }
    pool.increase_all(999_999_999_999_998);
    for share in &mut both {
        pool.decrease_one(share, 499_999_999_999_990);
    }
    pool.increase_all(999_999_999_999_980);
    for share in &mut both {
        pool.increase_one(share, 1_000_000_000_000);
    }
    for share in &both {
        assert_eq!(pool.value(share), 501_000_000_000_000);
    }
}

#[test]
fn a_tiny_denominator_keeps_its_precision() {
    let mut pool = Pool {
        total: 1_000_000_000_000,
        denominator: float(1, -14),
    };
    let mut share = float(1, -15);
    assert_eq!(pool.value(&share), 100_000_000_000);
    pool.decrease_one(&mut share, 1_000);
    assert_eq!(pool.value(&share), 99_999_999_000);
}

#[test]
fn a_single_staker_keeps_exactly_what_was_not_withdrawn() {
    for (stake, unstake) in [
        (1_000, 990),
        (1_000, 999),
        (1_000_000, 990_000),
        (1_000_000, 999_990),
        (1_000_000_000, 999_999_990),
        (1_000_000_000_000, 999_999_999_990),
    ] {
        let (mut pool, [mut share]) = shares();
        pool.increase_one(&mut share, stake);
        pool.decrease_one(&mut share, unstake);
        assert_eq!(pool.value(&share), stake - unstake);
        assert_eq!(pool.total, stake - unstake);
    }
}

#[test]
fn a_late_staker_does_not_take_from_an_early_one() {
    let (mut pool, [mut early, mut late]) = shares();
    pool.increase_one(&mut early, 1);
    pool.increase_all(2_000_000_000);
    pool.increase_one(&mut late, 500_000_000);
    assert!(pool.value(&early).abs_diff(2_000_000_001) <= 1);
    assert!(pool.value(&late).abs_diff(500_000_000) <= 1);
}

#[test]
fn equal_remainders_share_a_dividend_equally() {
    let (mut pool, mut both) = shares::<2>();
    for share in &mut both {
        pool.increase_one(share, 100_000_000_000);
        pool.decrease_one(share, 99_990_000_000);
    }
    pool.increase_all(1_234_567_890);
    for share in &both {
        assert!(pool.value(share).abs_diff(10_000_000 + 617_283_945) <= 1);
    }
}

#[test]
fn totals_saturate_at_both_ends() {
    let (mut pool, [mut share]) = shares();
    pool.increase_one(&mut share, 10);
    pool.decrease_one(&mut share, 11);
    assert_eq!((pool, share), Default::default());
    pool.increase_one(&mut share, 10);
    pool.increase_all(u64::MAX);
    pool.increase_all(1);
    assert_eq!(pool.total, u64::MAX);
    assert_eq!(pool.value(&share), u64::MAX);
}

#[test]
fn withdrawing_more_than_the_share_leaves_zero_and_not_less() {
    let (mut pool, [mut a, mut b]) = shares();
    pool.increase_one(&mut a, 10);
    pool.increase_one(&mut b, 10);
    pool.decrease_one(&mut a, 15);
    assert!(a.is_zero());
    assert_eq!((pool.total, pool.denominator), (5, 5.into()));
}

/// One change of a pool with four stakers.
#[derive(Clone, Copy, Debug)]
enum Step {
    Deposit(usize, u64),
    Dividend(u64),
    /// Withdraws this many 65535ths of the position.
    Withdraw(usize, u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..4usize, 1..1_000_000_000_000u64).prop_map(|(who, amount)| Step::Deposit(who, amount)),
        (1..1_000_000_000_000u64).prop_map(Step::Dividend),
        (0..4usize, any::<u16>()).prop_map(|(who, part)| Step::Withdraw(who, part)),
    ];
    prop::collection::vec(step, 1..40)
}

/// So many 65535ths of an amount.
fn part_of(amount: u64, part: u16) -> u64 {
    u64::try_from(u128::from(amount) * u128::from(part) / 65_535).unwrap()
}

/// Rao that always stay in the pool.
const CRUMBS: u64 = 1_000;

/// Parts of a rao that rounding to a step may cost whoever deposits or withdraws.
const STEP: f64 = 0.001;

/// The same pool on exact fractions: what each staker owns.
#[derive(Default)]
struct Exact {
    owned: [BigRational; 4],
    /// Rao that went to others than they should, by all roundings together.
    misplaced: f64,
}

impl Exact {
    fn total(&self) -> BigRational {
        self.owned.iter().sum()
    }

    fn dividend(&mut self, amount: u64) {
        let total = self.total();
        if total.is_zero() {
            return;
        }
        let factor = (&total + BigRational::from(BigInt::from(amount))) / total;
        for value in &mut self.owned {
            *value *= &factor;
        }
        self.misplaced *= factor.to_f64().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn positions_follow_exact_fractions(steps in steps()) {
        let (mut pool, mut held) = shares::<4>();
        let mut truth = Exact::default();
        for step in steps {
            match step {
                Step::Deposit(who, amount) => {
                    pool.increase_one(&mut held[who], amount);
                    truth.owned[who] += BigRational::from(BigInt::from(amount));
                    truth.misplaced += STEP;
                }
                // An all but empty pool would magnify the rounding of one rao.
                Step::Dividend(_) if pool.total < CRUMBS => continue,
                Step::Dividend(amount) => {
                    pool.increase_all(amount);
                    truth.dividend(amount);
                }
                Step::Withdraw(who, part) => {
                    let amount = part_of(pool.value(&held[who]), part);
                    if pool.total < amount + CRUMBS {
                        continue;
                    }
                    pool.decrease_one(&mut held[who], amount);
                    truth.owned[who] -= BigRational::from(BigInt::from(amount));
                    truth.misplaced += if held[who].is_zero() { 1.0 } else { STEP };
                }
            }
            for (share, exact) in held.iter().zip(&truth.owned) {
                let value = BigRational::from(BigInt::from(pool.value(share)));
                let off = (value - exact).to_f64().unwrap().abs();
                prop_assert!(off <= 1.0 + 1e-6 + truth.misplaced, "off by {} rao", off);
            }
        }
    }

    #[test]
    fn a_pool_is_the_sum_of_its_shares_and_has_some_if_and_only_if_it_has_value(
        steps in steps(),
    ) {
        let (mut pool, mut held) = shares::<4>();
        for step in steps {
            match step {
                Step::Deposit(who, amount) => {
                    let before = held[who];
                    pool.increase_one(&mut held[who], amount);
                    prop_assert_ne!(held[who], before);
                }
                Step::Dividend(_) if pool.denominator.is_zero() => (),
                Step::Dividend(amount) => pool.increase_all(amount),
                Step::Withdraw(who, part) => {
                    let part = if part % 2 == 0 { u16::MAX } else { part };
                    let amount = part_of(pool.value(&held[who]), part);
                    pool.decrease_one(&mut held[who], amount);
                }
            }
            let sum = held.iter().fold(SafeFloat::ZERO, |sum, share| sum.checked_add(share).unwrap());
            prop_assert_eq!(sum, pool.denominator, "{:?}", held);
            let holders = held.iter().filter(|share| !share.is_zero()).count() as u64;
            prop_assert_eq!(holders > 0, pool.total > 0, "{:?} {:?}", pool, held);
            let worth: u64 = held.iter().map(|share| pool.value(share)).sum();
            prop_assert!(worth <= pool.total && pool.total - worth <= holders.saturating_sub(1));
        }
    }

    #[test]
    fn the_order_of_deposits_does_not_matter(
        amounts in prop::collection::vec(1..1_000_000_000_000u64, 2..20).prop_shuffle(),
        dividend in 0..1_000_000_000_000u64,
    ) {
        let worth = |order: &[usize]| {
            let mut pool = Pool::default();
            let mut held = vec![SafeFloat::ZERO; amounts.len()];
            for &who in order {
                pool.increase_one(&mut held[who], amounts[who]);
            }
            pool.increase_all(dividend);
            held.iter().map(|share| pool.value(share)).collect::<Vec<_>>()
        };
        let forwards: Vec<_> = (0..amounts.len()).collect();
        let backwards: Vec<_> = forwards.iter().rev().copied().collect();
        for (left, right) in worth(&forwards).into_iter().zip(worth(&backwards)) {
            prop_assert!(left.abs_diff(right) <= 1, "{} or {}", left, right);
        }
    }

    #[test]
    fn a_deposit_and_its_withdrawal_leave_the_others_alone(
        first in 1_000..1_000_000_000_000u64,
        dividend in 0..1_000_000_000_000u64,
        second in 1..1_000_000_000_000u64,
    ) {
        let (mut pool, [mut a, mut b]) = shares();
        pool.increase_one(&mut a, first);
        pool.increase_all(dividend);
        pool.increase_one(&mut b, second);
        let out = pool.value(&b);
        prop_assert!(out <= second && second - out <= 1);
        pool.decrease_one(&mut b, out);
        prop_assert!(pool.value(&a).abs_diff(first + dividend) <= 1);
    }
}
