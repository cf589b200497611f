//! Liquidity that the protocol adds in any proportion, at an unchanged price.

use sp_arithmetic::Perquintill;

use crate::{Balancer, Pool, balancer::ACCURACY};

/// The weights that keep the price of `pool` when `tao` and `alpha` (rao) are added to its
/// reserves, rounded down to 10^-18.
///
/// A pool with an empty side has no price to keep: it starts anew with equal weights. `None` when a
/// weight would leave its range, and nothing may be added.
pub fn weights_after_injection(pool: &Pool, tao: u64, alpha: u64) -> Option<Balancer> {
    if pool.tao == 0 || pool.alpha == 0 {
        return Some(Balancer::default());
    }
    let base = part_of(pool.balancer.base(), product(pool.tao, pool.alpha, alpha));
    let quote = part_of(pool.balancer.quote(), product(pool.alpha, pool.tao, tao));
    match base.saturating_add(quote) {
        0 => Some(Balancer::default()),
        total => Balancer::new(Perquintill::from_rational(quote, total)),
    }
}

/// `factor * (reserve + added)`, saturating.
fn product(factor: u64, reserve: u64, added: u64) -> u128 {
    let sum = u128::from(reserve).saturating_add(u128::from(added));
    u128::from(factor).saturating_mul(sum)
}

/// `weight * value`, rounded to the nearest integer, halves up.
pub fn part_of(weight: Perquintill, value: u128) -> u128 {
    const WHOLE: u128 = ACCURACY as u128;
    let parts = u128::from(weight.deconstruct());
    // Whole multiples need no rounding, and their product is at most the value. The rest is below
    // 10^18, and its product below 10^36.
    let whole = (value / WHOLE).saturating_mul(parts);
    let rest = (value % WHOLE)
        .saturating_mul(parts)
        .saturating_add(WHOLE / 2);
    whole.saturating_add(rest / WHOLE)
}
