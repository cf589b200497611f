//! The worked numbers of the specification, chapter "Swap". Section numbers are given with each.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]

use codec::{Decode, Encode};
use myelin_amm::{
    Balancer, Order, Pool, Side, Trade, TradeError,
    curve::{amount_in_to_price, amount_out, remaining_ratio},
    fee_amount,
    injection::{part_of, weights_after_injection},
    pool::{sqrt_price, value_at_price},
    power::pow_scaled,
    trade,
};
use myelin_math::U64F64;
use sp_arithmetic::Perquintill;

const RATE: u16 = 33;
const E9: u64 = 1_000_000_000;
const E12: u64 = 1_000_000_000_000;
const E15: u64 = 1_000_000_000_000_000;
const NO_LIMIT: u64 = u64::MAX;

fn weights(parts: u64) -> Balancer {
    Balancer::new(Perquintill::from_parts(parts)).unwrap()
}

fn pool(tao: u64, alpha: u64) -> Pool {
    Pool {
        tao,
        alpha,
        balancer: Balancer::default(),
    }
}

fn order(side: Side, amount: u64, price_limit: u64, fee_rate: u16) -> Order {
    Order {
        side,
        amount,
        price_limit,
        fee_rate,
    }
}

fn buy(pool: &Pool, amount: u64, limit: u64) -> Result<Trade, TradeError> {
    trade(pool, &order(Side::Buy, amount, limit, RATE), 1)
}

fn sell(pool: &Pool, amount: u64, limit: u64) -> Result<Trade, TradeError> {
    trade(pool, &order(Side::Sell, amount, limit, RATE), 1)
}

fn numbers(trade: Trade) -> (u64, u64, u64) {
    (trade.paid_in, trade.paid_out, trade.fee)
}

/// The whole input that an order which nothing but the limit bounds consumes.
fn consumed(pool: &Pool, side: Side, limit: u64) -> Result<u64, TradeError> {
    let (reserve_in, _) = pool.reserves(side);
    let amount = reserve_in.saturating_mul(1_000);
    trade(pool, &order(side, amount, limit, RATE), 1).map(|trade| trade.paid_in + trade.fee)
}

fn assert_close(actual: U64F64, expected: f64, tolerance: f64) {
    let actual: f64 = actual.to_num();
    assert!((actual - expected).abs() < tolerance, "{actual} {expected}");
}

#[test]
fn section_2_weights_are_stored_as_one_integer_of_fixed_width() {
    let equal = Balancer::default().encode();
    assert_eq!(equal, 500_000_000_000_000_000_u64.to_le_bytes());
    assert_eq!(Balancer::decode(&mut &equal[..]), Ok(Balancer::default()));
}

#[test]
fn section_3_the_price_is_the_weighted_ratio_of_the_reserves() {
    assert_eq!(pool(E9, 4 * E9).price(), U64F64::from_num(0.25));
    assert_eq!(pool(10 * E9, 5 * E9).price(), U64F64::from_num(2));
    assert_eq!(pool(E9, 0).price(), U64F64::from_num(0));
    let uneven = Pool {
        balancer: weights(250_000_000_000_000_000),
        ..pool(E9, E9)
    };
    assert_eq!(uneven.price(), U64F64::from_num(3));
}

#[test]
fn section_4_the_power_function_gives_its_reference_vector() {
    let power = pow_scaled(
        21 * u128::from(E15),
        28 * u128::from(E15),
        600_000_000_000_000_000,
        400_000_000_000_000_000,
    );
    assert_eq!(power, Some(649_519_052_838_328_985));
}

#[test]
fn section_4_the_power_function_has_values_at_the_edges() {
    assert_eq!(pow_scaled(1, 0, 1, 2), None);
    assert_eq!(pow_scaled(1, 2, 1, 0), None);
    assert_eq!(pow_scaled(0, 2, 1, 2), Some(0));
    assert_eq!(pow_scaled(0, 2, 0, 2), Some(0));
    assert_eq!(pow_scaled(3, 2, 0, 2), Some(1_000_000_000_000_000_000));
    assert_eq!(pow_scaled(u128::MAX, 1, 1, 1), Some(u64::MAX));
}

#[test]
fn section_4_what_remains_of_a_reserve_follows_the_weights() {
    for (parts, x, dx, side, expected) in [
        (
            500_000_000_000_000_000,
            100_000,
            100,
            Side::Sell,
            0.999_000_999_000_999,
        ),
        (
            250_000_000_000_000_000,
            500_000,
            5_000,
            Side::Sell,
            0.970_590_147_927_644,
        ),
        (
            750_000_000_000_000_000,
            200_000,
            2_000,
            Side::Buy,
            0.970_590_147_927_644,
        ),
        (
            900_000_000_000_000_000,
            13_513_642,
            1_673,
            Side::Buy,
            0.998_886_481_979_889,
        ),
        (
            773_000_000_000_000_000,
            7_000_000_000,
            10_000,
            Side::Sell,
            0.999_999_580_484_586,
        ),
    ] {
        let ratio = remaining_ratio(&weights(parts), side, x, dx);
        assert_close(ratio, expected, 1e-9);
    }
    let none = remaining_ratio(&Balancer::default(), Side::Buy, 0, 0);
    assert_eq!(none, U64F64::from_num(0));
}

#[test]
fn section_5_a_pool_starts_at_a_given_price_or_with_equal_weights() {
    let price = U64F64::from_num(1) / U64F64::from_num(5);
    let balancer = Balancer::for_price(E9, 4 * E9, price).unwrap();
    assert_eq!(balancer.quote().deconstruct(), 555_555_555_864_197_531);
    let started = Pool {
        balancer,
        ..pool(E9, 4 * E9)
    };
    assert_close(started.price(), 0.199_999_999_75, 1e-12);
    assert_eq!(
        Balancer::default().quote().deconstruct(),
        500_000_000_000_000_000
    );
}

#[test]
fn section_5_a_pool_never_starts_with_a_weight_below_one_hundredth() {
    assert_eq!(Balancer::for_price(0, 0, U64F64::from_num(1)), None);
    assert_eq!(Balancer::for_price(1, E9, U64F64::from_num(1)), None);
    assert_eq!(Balancer::for_price(E9, 1, U64F64::from_num(1)), None);
    assert_eq!(Balancer::for_price(E9, 0, U64F64::from_num(1)), None);
    let edge = Balancer::for_price(1, 99, U64F64::from_num(1)).unwrap();
    assert_eq!(edge.quote(), Perquintill::from_percent(1));
    assert_eq!(
        Balancer::for_price(u64::MAX, u64::MAX, U64F64::max_value()),
        None
    );
}

#[test]
fn section_5_an_injection_moves_the_weights_and_keeps_the_price() {
    let before = pool(E12, 4 * E12);
    for (tao, alpha, expected) in [
        (E9, 0, 500_249_875_062_468_765),
        (0, E9, 499_937_507_811_523_559),
        (E9, 4 * E9, 500_000_000_000_000_000),
        (0, 0, 500_000_000_000_000_000),
    ] {
        let balancer = weights_after_injection(&before, tao, alpha).unwrap();
        assert_eq!(balancer.quote().deconstruct(), expected);
        let after = Pool {
            tao: before.tao + tao,
            alpha: before.alpha + alpha,
            balancer,
        };
        assert_close(after.price(), 0.25, 1e-12);
    }
}

#[test]
fn section_5_an_injection_that_would_push_a_weight_out_of_range_is_refused() {
    assert_eq!(weights_after_injection(&pool(E9, E9), 0, 99 * E9), None);
    assert_eq!(weights_after_injection(&pool(E9, E9), 99 * E9, 0), None);
    assert!(weights_after_injection(&pool(E9, E9), 98 * E9, 0).is_some());
}

#[test]
fn section_17_a_pool_with_an_empty_side_can_be_filled_again() {
    let equal = Some(Balancer::default());
    assert_eq!(weights_after_injection(&pool(0, E9), E9, 0), equal);
    assert_eq!(weights_after_injection(&pool(E9, 0), 0, E9), equal);
    assert_eq!(weights_after_injection(&pool(0, 0), E9, E9), equal);
}

#[test]
fn section_5_a_weight_times_an_amount_is_rounded_half_up() {
    let half = Perquintill::from_percent(50);
    for (value, expected) in [
        (0, 0),
        (1, 1),
        (2, 1),
        (3, 2),
        (5, 3),
        (1023, 512),
        (1025, 513),
    ] {
        assert_eq!(part_of(half, value), expected);
    }
    let third = Perquintill::from_rational(1_u64, 3);
    for (value, expected) in [(3, 1), (4, 1), (5, 2), (6, 2)] {
        assert_eq!(part_of(third, value), expected);
    }
    for value in [0, 1, 1023, u128::MAX - 1, u128::MAX] {
        assert_eq!(part_of(Perquintill::one(), value), value);
    }
}

#[test]
fn section_7_the_fee_is_a_part_of_the_input() {
    for (amount, fee) in [
        (E9, 503_547),
        (2_000_000, 1_007),
        (1_000_000, 503),
        (1_985, 0),
        (1_986, 1),
    ] {
        assert_eq!(fee_amount(amount, RATE), fee);
    }
    assert_eq!(fee_amount(E9, 500), 7_629_510);
    assert_eq!(fee_amount(E9, 0), 0);
}

#[test]
fn section_9_a_value_at_the_price_knows_no_slippage() {
    let price = U64F64::from_num(0.25);
    assert_eq!(value_at_price(Side::Buy, 1_000_000, price), 4_000_000);
    assert_eq!(value_at_price(Side::Sell, 1_000_001, price), 250_000);
    assert_eq!(value_at_price(Side::Buy, E9, U64F64::from_num(0)), 0);
}

#[test]
fn section_14_1_plain_trades_against_a_price_of_a_quarter() {
    let fresh = pool(E9, 4 * E9);
    for (amount, expected) in [
        (1_000, (1_000, 3_999, 0)),
        (2_000, (1_999, 7_995, 1)),
        (123_456, (123_394, 493_515, 62)),
        (E9, (999_496_453, 1_999_496_326, 503_547)),
        (10 * E9, (9_994_964_523, 3_636_197_098, 5_035_477)),
    ] {
        assert_eq!(numbers(buy(&fresh, amount, NO_LIMIT).unwrap()), expected);
    }
    for (amount, expected) in [
        (1_000, (1_000, 249, 0)),
        (2_000, (1_999, 499, 1)),
        (123_456, (123_394, 30_847, 62)),
    ] {
        assert_eq!(numbers(sell(&fresh, amount, 0).unwrap()), expected);
    }
}

#[test]
fn section_14_2_trades_against_a_price_of_two() {
    let fresh = pool(10 * E9, 5 * E9);
    let bought = numbers(buy(&fresh, E9, NO_LIMIT).unwrap());
    assert_eq!(bought, (999_496_453, 454_337_367, 503_547));
    let sold = numbers(sell(&fresh, E9, 0).unwrap());
    assert_eq!(sold, (999_496_453, 1_665_967_237, 503_547));
}

#[test]
fn section_14_3_a_purchase_stops_at_its_limit() {
    let fresh = pool(150 * E9, 100 * E9);
    let trade = buy(&fresh, 900 * E9, 24 * E9).unwrap();
    assert_eq!(numbers(trade), (450 * E9, 75 * E9, 226_710_634));
    assert_eq!(trade.fee_to_block_author, trade.fee);
    let after = fresh.after(Side::Buy, trade.paid_in, trade.paid_out);
    assert_eq!(after.price(), U64F64::from_num(24));
}

#[test]
fn section_14_4_the_largest_purchase_under_a_limit() {
    for (tao, alpha, limit, expected) in [
        (100, 100, 1_100_000_000, 4),
        (1_000, 1_000, 1_100_000_000, 48),
        (10_000, 10_000, 1_100_000_000, 488),
        (1_000_000, 1_000_000, 4 * E9, 1_000_503),
        (1_000_000, 1_000_000, 9 * E9, 2_001_007),
        (E12, E12, 16 * E9, 3_001_511_404_231),
        (150 * E9, 100 * E9, 1_500_000_001, 49),
        (150 * E9, 100 * E9, 6 * E9, 150_075_570_211),
        (1_000_000, 1_000_000, 16 * E9, 3_001_511),
        ((1 << 63) - 1, u64::MAX, u64::MAX, u64::MAX),
    ] {
        assert_eq!(consumed(&pool(tao, alpha), Side::Buy, limit), Ok(expected));
    }
    for (tao, alpha, limit) in [
        (150 * E9, 100 * E9, 1_500_000_000),
        (150 * E9, 100 * E9, 1_499_999_999),
        (E9, E9, 0),
    ] {
        assert_eq!(
            consumed(&pool(tao, alpha), Side::Buy, limit),
            Err(TradeError::PriceLimitExceeded)
        );
    }
}

#[test]
fn section_14_5_the_largest_sale_under_a_limit() {
    for (tao, alpha, limit, expected) in [
        (1_001, 1_001, 10_000_000, 9_013),
        (1_001, 1_001, 100_000_000, 2_165),
        (1_001, 1_001, 1_001, 1_001_000),
        (1_001, 1_001, 0, 1_001_000),
        (1_001, 1_001, 10_000, 17_472),
        (1_001, 1_001, 100_000, 17_472),
        (1_001, 1_001, 1_000_000, 17_472),
        (1_000_000, 1_000_000, 250_000_000, 1_000_503),
        (1_000_000, 1_000_000, 62_500_000, 3_001_511),
        (21 * E15, 1_000_000, 21 * E15, 17_455_533),
        (21 * E15, 1_000_000, u64::MAX, 66_997),
        (21 * E15, 1_000 * E15, 20_000_000, 24_707_518_010_384_840),
        (21 * E15, 21 * E15, 999_999_999, 10_505_288),
        (21 * E15, 21 * E15, 0, u64::MAX),
        (200 * E9, 100 * E9, 500_000_000, 100_050_380_141),
        (200 * E9, 100 * E9, 125_000_000, 300_151_140_423),
        (200 * E9, 100 * E9, 1_999_999_999, 24),
        (10 * E9, 10 * E9, 0, 10_000 * E9),
    ] {
        assert_eq!(consumed(&pool(tao, alpha), Side::Sell, limit), Ok(expected));
    }
    for (tao, alpha, limit, error) in [
        (200 * E9, 100 * E9, 2 * E9, TradeError::PriceLimitExceeded),
        (200 * E9, 100 * E9, 3 * E9, TradeError::PriceLimitExceeded),
        (E9, 0, 100, TradeError::PriceLimitExceeded),
        (0, E9, 100, TradeError::ReservesTooLow),
    ] {
        assert_eq!(consumed(&pool(tao, alpha), Side::Sell, limit), Err(error));
    }
}

#[test]
fn section_14_6_unequal_weights() {
    let quarter = Pool {
        balancer: weights(250_000_000_000_000_000),
        ..pool(E9, E9)
    };
    let bought = numbers(buy(&quarter, 1_000_000, NO_LIMIT).unwrap());
    assert_eq!(bought, (999_497, 332_943, 503));
    let sold = numbers(sell(&quarter, 1_000_000, 0).unwrap());
    assert_eq!(sold, (999_497, 2_992_507, 503));

    let heavy = Pool {
        balancer: weights(600_000_000_000_000_000),
        ..pool(E9, E9)
    };
    assert_close(heavy.price(), 0.6667, 1e-4);
    let bought = buy(&heavy, 100_000_000, NO_LIMIT).unwrap();
    assert_eq!((bought.paid_in, bought.paid_out), (99_949_646, 133_156_307));
    assert_eq!(sell(&heavy, 100_000_000, 0).unwrap().paid_out, 61_534_891);
}

#[test]
fn section_14_6_the_input_to_reach_a_price_with_unequal_weights() {
    let balancer = weights(250_000_000_000_000_000);
    let (low, high) = (U64F64::from_num(0.1), U64F64::from_num(0.2));
    let to = |side, from, limit| amount_in_to_price(&balancer, side, E9, from, limit);
    assert_eq!(to(Side::Buy, low, high), Some(681_792_830));
    assert_eq!(to(Side::Sell, high, low), Some(189_207_115));
    assert_eq!(to(Side::Buy, high, low), Some(0));
    assert_eq!(to(Side::Sell, low, high), Some(0));
    assert_eq!(to(Side::Buy, U64F64::from_num(0), low), None);
}

#[test]
fn section_14_7_the_net_input_is_capped_at_a_thousand_reserves() {
    let small = pool(1_000, 1_000);
    for (side, limit) in [(Side::Buy, E15), (Side::Sell, 1_000)] {
        let free = |amount| trade(&small, &order(side, amount, limit, 0), 1);
        assert_eq!(numbers(free(1_000_000).unwrap()), (17_446, 945, 0));
        assert_eq!(free(1_000_001), Err(TradeError::InputTooLarge));
        let charged = trade(&small, &order(side, 1_001_000, limit, RATE), 1);
        assert_eq!(charged, Err(TradeError::InputTooLarge));
    }
}

#[test]
fn section_14_9_a_limit_below_the_price_is_refused_whatever_could_be_bought() {
    let real = pool(5_032_494_439_940, 186_268_425_402_874);
    assert_close(real.price(), 0.027_017_4, 1e-7);
    assert_eq!(
        buy(&real, 19_980_000_000, 26_953_618),
        Err(TradeError::PriceLimitExceeded)
    );
}

#[test]
fn section_14_10_the_last_digits_of_weights_and_amounts_count() {
    let ratio = |parts, dx| remaining_ratio(&weights(parts), Side::Buy, 21 * E15, dx);
    let half = 500_000_000_000_000_000;
    assert_ne!(ratio(half, 21 * E9), ratio(half + 500_000, 21 * E9));
    assert_ne!(ratio(half, 1), ratio(half, 2));
}

#[test]
fn an_order_of_nothing_is_a_success_with_nothing() {
    let trade = buy(&pool(E9, E9), 0, NO_LIMIT).unwrap();
    assert_eq!(trade, Trade::default());
    assert_eq!(sell(&pool(E9, E9), 0, 0).unwrap(), Trade::default());
    assert_eq!(buy(&pool(0, E9), 0, NO_LIMIT).unwrap(), Trade::default());
}

#[test]
fn an_input_too_small_to_yield_anything_is_refused() {
    let dear = pool(1_000 * E9, E9);
    assert_eq!(buy(&dear, 100, NO_LIMIT), Err(TradeError::ReservesTooLow));
}

#[test]
fn only_the_reserve_to_pay_from_must_reach_the_minimum() {
    let thin = pool(E9, 999_999);
    let purchase = order(Side::Buy, 10_000, NO_LIMIT, RATE);
    assert_eq!(
        trade(&thin, &purchase, 1_000_000),
        Err(TradeError::ReservesTooLow)
    );
    assert!(trade(&thin, &order(Side::Sell, 10_000, 0, RATE), 1_000_000).is_ok());
}

#[test]
fn no_order_takes_the_last_rao_of_a_reserve() {
    let extreme = Pool {
        balancer: weights(990_000_000_000_000_000),
        ..pool(E9, E9)
    };
    assert_eq!(amount_out(&extreme, Side::Buy, 1_000 * E9), E9 - 1);
}

#[test]
fn a_price_that_rounds_to_zero_cannot_be_multiplied_up_to_a_limit() {
    let lopsided = Pool {
        balancer: weights(990_000_000_000_000_000),
        ..pool(50, u64::MAX)
    };
    assert_eq!(lopsided.price(), U64F64::from_num(0));
    assert_eq!(
        buy(&lopsided, 40_000, 1),
        Err(TradeError::InsufficientLiquidity)
    );
}

#[test]
fn the_root_of_a_price_is_exact_to_the_last_bit() {
    for (price, root) in [
        (0.0, 0.0),
        (0.25, 0.5),
        (1.0, 1.0),
        (4.0, 2.0),
        (1.5625, 1.25),
    ] {
        assert_eq!(sqrt_price(U64F64::from_num(price)), U64F64::from_num(root));
    }
    assert_eq!(sqrt_price(U64F64::from_bits(1)).to_bits(), 1 << 32);
    assert_eq!(sqrt_price(U64F64::max_value()).to_bits(), (1 << 96) - 1);
}
