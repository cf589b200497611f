//! The curve: what comes out for what goes in, and what must go in to reach a price.

use myelin_math::{SafeFixed, U64F64};

use crate::{Balancer, Pool, Side, balancer::ACCURACY, power::pow_scaled};

/// The smallest positive number.
const SMALLEST: U64F64 = U64F64::from_bits(1);

/// The part of the reserve paid out from that stays when `amount_in` is added to `reserve_in`:
/// `(x / (x + dx))^(wq / wb)` for a purchase and with the inverse exponent for a sale. In [0, 1],
/// in steps of 10^-18; `x + dx` saturates, and zero of it leaves zero.
pub fn remaining_ratio(balancer: &Balancer, side: Side, reserve_in: u64, amount_in: u64) -> U64F64 {
    let quote = balancer.quote().deconstruct();
    let base = balancer.base().deconstruct();
    let (a, b) = match side {
        Side::Buy => (quote, base),
        Side::Sell => (base, quote),
    };
    let total = reserve_in.saturating_add(amount_in);
    pow_scaled(u128::from(reserve_in), u128::from(total), a, b).map_or(U64F64::of(0), unscaled)
}

/// What comes out of the pool when `amount_in` goes in, rounded down.
///
/// Something always stays: the true ratio is positive, so one that rounds to zero counts as 2^-64,
/// and the last rao is not paid out. Nothing comes out for nothing, or from a pool whose other side
/// is empty.
pub fn amount_out(pool: &Pool, side: Side, amount_in: u64) -> u64 {
    let (reserve_in, reserve_out) = pool.reserves(side);
    if amount_in == 0 || reserve_in == 0 {
        return 0;
    }
    let ratio = remaining_ratio(&pool.balancer, side, reserve_in, amount_in).max(SMALLEST);
    let leaving = U64F64::of(1).saturating_sub(ratio);
    U64F64::of(reserve_out).saturating_mul(leaving).floor_u64()
}

/// What must go in to bring the price from `price` to `limit`, rounded down: `T * ((L / p)^wb - 1)`
/// for a purchase and `A * ((p / L)^wq - 1)` for a sale, with `reserve_in` as `T` or `A`.
///
/// The power is capped at `u64::MAX / 10^18`, so that the result is at most 17.446744… times the
/// reserve. A limit on the wrong side of the price gives zero. `None` when the ratio of the prices
/// does not exist, because the one to divide by is zero.
pub fn amount_in_to_price(
    balancer: &Balancer,
    side: Side,
    reserve_in: u64,
    price: U64F64,
    limit: U64F64,
) -> Option<u64> {
    let (price, limit) = (price.to_bits(), limit.to_bits());
    let (n, d, weight) = match side {
        Side::Buy => (limit, price, balancer.base()),
        Side::Sell => (price, limit, balancer.quote()),
    };
    let power = pow_scaled(n, d, weight.deconstruct(), ACCURACY)?;
    let growth = unscaled(power).saturating_sub(U64F64::of(1));
    Some(U64F64::of(reserve_in).saturating_mul(growth).floor_u64())
}

/// A power as [`pow_scaled`] gives it, as a number.
fn unscaled(power: u64) -> U64F64 {
    U64F64::of(power).safe_div(U64F64::of(ACCURACY))
}
