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
    assert!(!first.is_zero());
    pool.give_up_remainder(&mut first);
    assert!(first.is_zero());
    assert_eq!((pool.total, pool.denominator), (6, second));
    pool.decrease_one(&mut second, 6);
    pool.give_up_remainder(&mut second);
    assert_eq!((pool, second), (Pool::default(), SafeFloat::ZERO));
}

#[test]
fn whoever_holds_all_but_less_than_a_rao_keeps_it() {
    let mut pool = Pool {
        total: 10,
        denominator: 7.into(),
    };
    let mut share = float(699_999_999_999_999_999_999, -20);
    pool.decrease_one(&mut share, 9);
    let kept = (pool, share);
    pool.give_up_remainder(&mut share);
    assert_eq!((pool, share), kept);
    assert!(!share.is_zero() && pool.value(&share) == 0);
}

#[test]
fn a_share_that_is_worth_something_is_not_given_up() {
    let mut pool = Pool {
        total: 10,
        denominator: 7.into(),
    };
    let mut share = SafeFloat::from(1);
    pool.give_up_remainder(&mut share);
    assert_eq!((pool.denominator, share), (7.into(), 1.into()));
}

#[test]
fn a_share_of_a_pool_without_shares_is_given_up() {
    let mut pool = Pool::default();
    let mut share = SafeFloat::from(1);
    pool.give_up_remainder(&mut share);
    assert_eq!((pool, share), (Pool::default(), SafeFloat::ZERO));
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
fn a_deposit_worth_no_share_is_known_beforehand() {
    let empty = Pool::default();
    assert!(empty.precise_enough(0));
    let drained = Pool {
        total: 0,
        denominator: 5.into(),
    };
    assert!(drained.precise_enough(1_000));
    let open = Pool {
        total: 1_000,
        denominator: 5.into(),
    };
    assert!(open.precise_enough(1));
    assert!(!open.precise_enough(0));
}

#[test]
fn a_deposit_into_a_pool_of_worthless_shares_opens_it_anew() {
    let mut worthless = SafeFloat::from(5);
    let mut pool = Pool {
        total: 0,
        denominator: worthless,
    };
    let mut share = SafeFloat::ZERO;
    pool.increase_one(&mut share, 1_000);
    assert_eq!((pool.total, pool.value(&share)), (1_000, 1_000));
    pool.increase_all(21_000_000_000_000_000);
    assert_eq!(pool.value(&share), 21_000_000_000_001_000);
    assert_eq!(pool.value(&worthless), 0);
    pool.increase_one(&mut worthless, 1_000_000_000);
    assert_eq!(pool.value(&worthless), 1_000_000_000);
    assert_eq!(pool.value(&share), 21_000_000_000_001_000);
}

#[test]
fn totals_saturate_at_both_ends() {
    let (mut pool, [mut share]) = shares();
    pool.increase_one(&mut share, 10);
    pool.decrease_all(11);
    assert_eq!(pool.total, 0);
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

/// Rao that always stay in the pool.
const CRUMBS: u64 = 1_000;

/// The same pool on exact fractions: what each staker owns.
#[derive(Default)]
struct Exact([BigRational; 4]);

impl Exact {
    fn total(&self) -> BigRational {
        self.0.iter().sum()
    }

    fn dividend(&mut self, amount: u64) {
        let total = self.total();
        if total.is_zero() {
            return;
        }
        let factor = (&total + BigRational::from(BigInt::from(amount))) / total;
        for value in &mut self.0 {
            *value *= &factor;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn positions_follow_exact_fractions_and_never_exceed_the_total(steps in steps()) {
        let (mut pool, mut held) = shares::<4>();
        let mut truth = Exact::default();
        for step in steps {
            match step {
                Step::Deposit(who, amount) => {
                    pool.increase_one(&mut held[who], amount);
                    truth.0[who] += BigRational::from(BigInt::from(amount));
                }
                // An all but empty pool would magnify the rounding of one rao.
                Step::Dividend(_) if pool.total < CRUMBS => continue,
                Step::Dividend(amount) => {
                    pool.increase_all(amount);
                    truth.dividend(amount);
                }
                Step::Withdraw(who, part) => {
                    let value = u128::from(pool.value(&held[who]));
                    let amount = u64::try_from(value * u128::from(part) / 65_535).unwrap();
                    if pool.total < amount + CRUMBS {
                        continue;
                    }
                    pool.decrease_one(&mut held[who], amount);
                    truth.0[who] -= BigRational::from(BigInt::from(amount));
                }
            }
            let paid_out: u64 = held.iter().map(|share| pool.value(share)).sum();
            prop_assert!(paid_out <= pool.total + 1, "{} of {}", paid_out, pool.total);
            for (share, exact) in held.iter().zip(&truth.0) {
                let value = BigRational::from(BigInt::from(pool.value(share)));
                let off = (value - exact).to_f64().unwrap().abs();
                prop_assert!(off <= 1.0 + 1e-6, "off by {} rao", off);
            }
        }
    }

    #[test]
    fn a_pool_whose_remainders_are_given_up_has_shares_if_and_only_if_it_has_value(
        steps in steps(),
    ) {
        let (mut pool, mut held) = shares::<4>();
        for step in steps {
            match step {
                Step::Deposit(who, amount) if pool.precise_enough(amount) => {
                    pool.increase_one(&mut held[who], amount);
                }
                Step::Deposit(..) => (),
                Step::Dividend(_) if pool.denominator.is_zero() => (),
                Step::Dividend(amount) => pool.increase_all(amount),
                Step::Withdraw(who, part) => {
                    let value = u128::from(pool.value(&held[who]));
                    let part = if part % 2 == 0 { u16::MAX } else { part };
                    let amount = u64::try_from(value * u128::from(part) / 65_535).unwrap();
                    pool.decrease_one(&mut held[who], amount);
                    pool.give_up_remainder(&mut held[who]);
                }
            }
            let has_shares = held.iter().any(|share| !share.is_zero());
            prop_assert_eq!(has_shares, pool.total > 0, "{:?} {:?}", pool, held);
            prop_assert_eq!(has_shares, !pool.denominator.is_zero());
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
