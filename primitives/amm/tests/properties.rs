//! What holds for every pool and every order.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]

use myelin_amm::{
    Balancer, Order, Pool, Side, curve::amount_out, injection::weights_after_injection, trade,
};
use num_bigint::BigUint;
use proptest::prelude::*;
use sp_arithmetic::Perquintill;

/// All the TAO there will ever be; no subnet has more alpha.
const SUPPLY: u64 = 21_000_000_000_000_000;

prop_compose! {
    fn any_pool()(
        tao in reserve(),
        alpha in reserve(),
        parts in 10_000_000_000_000_000..=990_000_000_000_000_000_u64,
    ) -> Pool {
        let balancer = Balancer::new(Perquintill::from_parts(parts)).unwrap();
        Pool { tao, alpha, balancer }
    }
}

/// Pools whose weights are whole hundredths, for which the invariant is a rational number.
fn hundredths_pool() -> impl Strategy<Value = (Pool, u32)> {
    (reserve(), reserve(), 1..=99_u32).prop_map(|(tao, alpha, quote)| {
        let balancer = Balancer::new(Perquintill::from_percent(quote.into())).unwrap();
        (
            Pool {
                tao,
                alpha,
                balancer,
            },
            quote,
        )
    })
}

fn reserve() -> impl Strategy<Value = u64> {
    (0..54_u32, 0..SUPPLY).prop_map(|(shift, value)| (value >> shift) + 1_000)
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Buy), Just(Side::Sell)]
}

/// A part of the largest input that a pool takes.
fn share_of_largest(pool: &Pool, side: Side, shift: u32) -> u64 {
    let (reserve_in, _) = pool.reserves(side);
    reserve_in.saturating_mul(1_000) >> shift
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_order_never_costs_more_than_its_amount_and_never_empties_the_pool(
        pool in any_pool(),
        side in side(),
        shift in 0..64_u32,
        price_limit in any::<u64>(),
        fee_rate in 0..=10_000_u16,
    ) {
        let amount = share_of_largest(&pool, side, shift);
        let order = Order { side, amount, price_limit, fee_rate };
        if let Ok(done) = trade(&pool, &order, 1) {
            let (_, reserve_out) = pool.reserves(side);
            prop_assert!(done.paid_in.checked_add(done.fee).unwrap() <= amount);
            prop_assert!(done.paid_out < reserve_out);
            prop_assert!(done.paid_in > 0 || done.paid_out == 0);
        }
    }

    #[test]
    fn a_trade_without_a_fee_never_lowers_the_invariant(
        (pool, quote) in hundredths_pool(),
        side in side(),
        shift in 0..64_u32,
    ) {
        let paid_in = share_of_largest(&pool, side, shift);
        let after = pool.after(side, paid_in, amount_out(&pool, side, paid_in));
        // The ratio that stays is known to 10^-18, of the largest reserve 0.05 rao.
        let invariant = |tao: u64, alpha: u64, slack: u64| {
            (BigUint::from(tao) * 20_u32 + slack).pow(quote)
                * (BigUint::from(alpha) * 20_u32 + slack).pow(100 - quote)
        };
        prop_assert!(invariant(after.tao, after.alpha, 1) >= invariant(pool.tao, pool.alpha, 0));
    }

    #[test]
    fn there_and_back_again_never_gains(
        pool in any_pool(),
        side in side(),
        shift in 0..64_u32,
    ) {
        let paid_in = share_of_largest(&pool, side, shift);
        let paid_out = amount_out(&pool, side, paid_in);
        let there = pool.after(side, paid_in, paid_out);
        let back = match side {
            Side::Buy => amount_out(&there, Side::Sell, paid_out),
            Side::Sell => amount_out(&there, Side::Buy, paid_out),
        };
        prop_assert!(back <= paid_in);
    }

    #[test]
    fn two_orders_yield_no_more_than_one(
        pool in any_pool(),
        side in side(),
        shift in 0..64_u32,
        split in 0.0..1.0_f64,
    ) {
        let whole = share_of_largest(&pool, side, shift);
        let first = (whole as f64 * split) as u64;
        let first_out = amount_out(&pool, side, first);
        let then = pool.after(side, first, first_out);
        let second_out = amount_out(&then, side, whole - first);
        // One rao is what rounding down once instead of twice can hide.
        prop_assert!(first_out + second_out <= amount_out(&pool, side, whole) + 1);
    }

    #[test]
    fn more_in_never_yields_less_out(
        pool in any_pool(),
        side in side(),
        shift in 0..64_u32,
        more in 0..1_000_000_u64,
    ) {
        let amount = share_of_largest(&pool, side, shift);
        prop_assert!(
            amount_out(&pool, side, amount) <= amount_out(&pool, side, amount.saturating_add(more))
        );
    }

    #[test]
    fn an_order_stopped_by_its_limit_leaves_the_price_on_the_right_side(
        tao in 1_000_000_000..SUPPLY,
        alpha in 1_000_000_000..SUPPLY,
        side in side(),
        factor in 1.001..10.0_f64,
    ) {
        let pool = Pool { tao, alpha, balancer: Balancer::default() };
        let price = pool.price().to_num::<f64>();
        let limit = match side {
            Side::Buy => price * factor,
            Side::Sell => price / factor,
        };
        let price_limit = (limit * 1e9) as u64;
        let amount = share_of_largest(&pool, side, 0);
        let order = Order { side, amount, price_limit, fee_rate: 33 };
        if let Ok(done) = trade(&pool, &order, 1) {
            let after = pool.after(side, done.paid_in, done.paid_out);
            let after = after.price().to_num::<f64>();
            match side {
                Side::Buy => prop_assert!(after <= limit * (1.0 + 1e-6)),
                Side::Sell => prop_assert!(after >= limit * (1.0 - 1e-6) - 1e-9),
            }
        }
    }

    #[test]
    fn an_injection_keeps_the_price(
        tao in 1_000_000_000..SUPPLY,
        alpha in 1_000_000_000..SUPPLY,
        more_tao in 0..SUPPLY,
        more_alpha in 0..SUPPLY,
        parts in 10_000_000_000_000_000..=990_000_000_000_000_000_u64,
    ) {
        let balancer = Balancer::new(Perquintill::from_parts(parts)).unwrap();
        let pool = Pool { tao, alpha, balancer };
        if let Some(balancer) = weights_after_injection(&pool, more_tao, more_alpha) {
            let after = Pool { tao: tao + more_tao, alpha: alpha + more_alpha, balancer };
            let (before, after) = (pool.price().to_num::<f64>(), after.price().to_num::<f64>());
            prop_assert!((after / before - 1.0).abs() < 1e-9, "{before} {after}");
        }
    }
}
