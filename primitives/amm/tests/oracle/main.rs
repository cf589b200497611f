//! The crate against a slow and obvious model of the same rules, and against exact arithmetic.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]

mod model;

use model::{Model, Q, Refusal, WHOLE, power};
use myelin_amm::{
    Balancer, Order, Pool, Side, TradeError,
    injection::weights_after_injection,
    pool::{sqrt_price, value_at_price},
    power::pow_scaled,
    trade,
};
use myelin_math::U64F64;
use num_bigint::BigUint;
use num_rational::Ratio;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sp_arithmetic::Perquintill;

/// A number whose order of magnitude is random.
fn magnitude(rng: &mut ChaCha8Rng, max_bits: u32) -> u64 {
    let bits = rng.gen_range(0..max_bits);
    rng.gen_range(0..=u64::MAX) >> (63 - bits)
}

fn random_model(rng: &mut ChaCha8Rng) -> Model {
    let quote = match rng.gen_range(0..3) {
        0 => WHOLE / 2,
        1 => WHOLE / 20 * rng.gen_range(2..=18),
        _ => rng.gen_range(WHOLE / 10..=WHOLE / 10 * 9),
    };
    Model {
        buy: rng.r#gen(),
        tao: magnitude(rng, 60) + 1,
        alpha: magnitude(rng, 60) + 1,
        quote,
    }
}

fn pool_of(model: &Model) -> (Pool, Side) {
    let pool = Pool {
        tao: model.tao,
        alpha: model.alpha,
        balancer: Balancer::new(Perquintill::from_parts(model.quote)).unwrap(),
    };
    (pool, if model.buy { Side::Buy } else { Side::Sell })
}

fn refusal_of(error: TradeError) -> Refusal {
    match error {
        TradeError::InputTooLarge => Refusal::TooLarge,
        TradeError::ReservesTooLow => Refusal::TooLow,
        TradeError::PriceLimitExceeded => Refusal::Limit,
        TradeError::InsufficientLiquidity => panic!("no price of these pools rounds to zero"),
    }
}

/// A limit that is often near the price.
fn random_limit(rng: &mut ChaCha8Rng, model: &Model) -> u64 {
    let price = model.price().times(&Q::int(1_000_000_000)).floor();
    match rng.gen_range(0..6) {
        0 => u64::MAX,
        1 => 0,
        2 => magnitude(rng, 64),
        3 => price.saturating_mul(2),
        4 => price / 2,
        _ => price.saturating_add(magnitude(rng, 40)),
    }
}

#[test]
fn random_orders_on_random_pools_cost_and_yield_what_the_model_says() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut successes, mut stopped) = (0, 0);
    for _ in 0..3_000 {
        let model = random_model(&mut rng);
        let (pool, side) = pool_of(&model);
        let amount = match rng.gen_range(0..3) {
            0 => magnitude(&mut rng, 64),
            1 => pool.reserves(side).0 / 3 + magnitude(&mut rng, 20),
            _ => pool.reserves(side).0.saturating_mul(900),
        };
        let fee_rate = match rng.gen_range(0..3) {
            0 => 0,
            1 => 33,
            _ => 10_000,
        };
        let order = Order {
            side,
            amount,
            price_limit: random_limit(&mut rng, &model),
            fee_rate,
        };
        let expected = model.trade(amount, order.price_limit, fee_rate.into());
        let actual = trade(&pool, &order, 1)
            .map(|trade| (trade.paid_in, trade.paid_out, trade.fee))
            .map_err(refusal_of);
        assert_eq!(actual, expected, "{model:?} {order:?}");
        if let Ok((paid_in, _, fee)) = actual {
            successes += 1;
            stopped += u32::from(paid_in + fee < amount);
        }
    }
    assert!(successes > 1_000, "only {successes} orders went through");
    assert!(
        stopped > 200,
        "only {stopped} orders were stopped by their limit"
    );
}

#[test]
fn powers_equal_those_of_the_reference_library() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for _ in 0..300 {
        let d = u128::from(magnitude(&mut rng, 64)) + 1;
        let n = d * rng.gen_range(1..=2_000) / 1_000;
        let (a, b) = (rng.gen_range(1..WHOLE), rng.gen_range(WHOLE / 4..WHOLE));
        let expected = power(n, d, a, b, 256).unwrap();
        assert_eq!(
            pow_scaled(n, d, a, b),
            expected.to_u64(),
            "({n}/{d})^({a}/{b})"
        );
    }
}

#[test]
fn powers_are_the_exact_floor_for_every_weight_in_hundredths() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let exact = |value: u64, a: u32, b: u32, n: u128, d: u128| {
        // value <= 10^18 (n/d)^(a/b)  <=>  (value / 10^18)^b <= (n/d)^a
        Ratio::new(BigUint::from(value), BigUint::from(WHOLE)).pow(b as i32)
            <= Ratio::new(BigUint::from(n), BigUint::from(d)).pow(a as i32)
    };
    for quote in 1..100_u32 {
        for _ in 0..4 {
            let n = u128::from(magnitude(&mut rng, 50)) + 1;
            let d = n + n * rng.gen_range(0..=1_000_000_u128) / 1_000;
            let base = 100 - quote;
            let parts = |hundredths: u32| u64::from(hundredths) * (WHOLE / 100);
            let value = pow_scaled(n, d, parts(quote), parts(base)).unwrap();
            assert!(exact(value, quote, base, n, d), "{quote} {n} {d}");
            assert!(!exact(value + 1, quote, base, n, d), "{quote} {n} {d}");
        }
    }
}

#[test]
fn powers_that_are_integers_are_not_rounded_below_them() {
    for root in [2_u128, 3, 5, 10, 1_000] {
        for b in [2_u32, 3, 4] {
            let d = root.pow(b);
            let expected = u128::from(WHOLE) / root;
            let actual = pow_scaled(1, d, 1, u64::from(b)).unwrap();
            assert_eq!(u128::from(actual), expected, "(1/{d})^(1/{b})");
        }
    }
}

#[test]
fn injections_choose_the_weights_of_the_model() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for _ in 0..5_000 {
        let model = random_model(&mut rng);
        let (pool, _) = pool_of(&model);
        let (tao, alpha) = (magnitude(&mut rng, 64), magnitude(&mut rng, 64));
        let actual = weights_after_injection(&pool, tao, alpha);
        let actual = actual.map(|balancer| balancer.quote().deconstruct());
        assert_eq!(actual, model.inject(tao, alpha), "{model:?} {tao} {alpha}");
    }
}

#[test]
fn prices_and_values_are_those_of_the_model() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for _ in 0..5_000 {
        let model = random_model(&mut rng);
        let (pool, _) = pool_of(&model);
        let price = pool.price();
        assert_eq!(BigUint::from(price.to_bits()), model.price().0);
        let amount = magnitude(&mut rng, 64);
        let sold = Q::int(amount).times(&model.price()).floor();
        assert_eq!(value_at_price(Side::Sell, amount, price), sold);
        let bought = Q::int(amount).over(&model.price()).floor();
        assert_eq!(value_at_price(Side::Buy, amount, price), bought);
    }
}

#[test]
fn the_root_of_a_price_is_the_largest_number_whose_square_is_not_above_it() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for _ in 0..5_000 {
        let bits = rng.gen_range(0..=u128::MAX) >> rng.gen_range(0..128);
        let root = sqrt_price(U64F64::from_bits(bits)).to_bits();
        let square = |root: u128| BigUint::from(root) * root;
        let target = BigUint::from(bits) << 64usize;
        assert!(square(root) <= target);
        assert!(square(root + 1) > target);
    }
}
