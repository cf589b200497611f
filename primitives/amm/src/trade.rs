//! From an order to what it costs and yields.

use myelin_math::{SafeFixed, U64F64};

use crate::{
    Pool, Side,
    curve::{amount_in_to_price, amount_out},
};

/// Denominator of a fee rate.
pub const FEE_RATE_DENOMINATOR: u16 = u16::MAX;

/// Denominator of a price limit: a limit is in rao of TAO per 10^9 rao of alpha.
pub const PRICE_LIMIT_DENOMINATOR: u64 = 1_000_000_000;

/// The net input of one trade is at most this multiple of the reserve it goes into.
pub const MAX_INPUT_RATIO: u64 = 1_000;

/// What somebody wants of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub side: Side,
    /// What may be spent, fee included, in rao of the token that goes in.
    pub amount: u64,
    /// The price up to which to buy or down to which to sell, in rao per 10^9 rao of alpha.
    /// `u64::MAX` for a purchase and zero for a sale mean no limit.
    pub price_limit: u64,
    /// The fee, in parts of 65535 of the amount; zero for a trade without fee.
    pub fee_rate: u16,
}

/// What an order costs and yields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// What goes into the pool, without the fee. Together with the fee at most the amount of the
    /// order.
    pub paid_in: u64,
    /// What comes out of the pool.
    pub paid_out: u64,
    /// The fee, in the token that goes in. It does not go into the pool.
    pub fee: u64,
    /// The part of the fee that the author of the block gets: all of it, or nothing when nothing
    /// goes into the pool.
    pub fee_to_block_author: u64,
}

/// Why a pool refuses an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeError {
    /// The net input exceeds [`MAX_INPUT_RATIO`] times the reserve it would go into.
    InputTooLarge,
    /// The reserve to pay from is below the minimum, or the input is too small to yield anything.
    ReservesTooLow,
    /// The price is at the limit already, or beyond.
    PriceLimitExceeded,
    /// The pool is so far out of balance that its price rounds to zero, and no input leads to the
    /// limit.
    InsufficientLiquidity,
}

/// The fee on `amount` at `fee_rate` parts of 65535, rounded down.
pub fn fee_amount(amount: u64, fee_rate: u16) -> u64 {
    let rate = U64F64::of(fee_rate).safe_div(U64F64::of(FEE_RATE_DENOMINATOR));
    U64F64::of(amount).saturating_mul(rate).floor_u64()
}

/// The fee to add to `net` so that it is the fee at `fee_rate` of the sum.
fn fee_on_top(net: u64, fee_rate: u16) -> u64 {
    let rest = FEE_RATE_DENOMINATOR.saturating_sub(fee_rate);
    let rate = U64F64::of(fee_rate).safe_div(U64F64::of(rest));
    U64F64::of(net).saturating_mul(rate).floor_u64()
}

/// What `order` costs and yields on `pool`. An order that its limit stops is a success with what it
/// got until there.
///
/// # Errors
///
/// In this order: [`TradeError::InputTooLarge`]; [`TradeError::ReservesTooLow`] when the reserve to
/// pay from is below `minimum_reserve`; [`TradeError::PriceLimitExceeded`];
/// [`TradeError::InsufficientLiquidity`]; [`TradeError::ReservesTooLow`] when something goes in and
/// nothing comes out.
pub fn trade(pool: &Pool, order: &Order, minimum_reserve: u64) -> Result<Trade, TradeError> {
    let (reserve_in, reserve_out) = pool.reserves(order.side);
    let full_fee = fee_amount(order.amount, order.fee_rate);
    let net = order.amount.saturating_sub(full_fee);
    if net > reserve_in.saturating_mul(MAX_INPUT_RATIO) {
        return Err(TradeError::InputTooLarge);
    }
    if reserve_out < minimum_reserve {
        return Err(TradeError::ReservesTooLow);
    }
    let price = pool.price();
    let limit = U64F64::of(order.price_limit).safe_div(U64F64::of(PRICE_LIMIT_DENOMINATOR));
    if !is_before(order.side, price, limit) {
        return Err(TradeError::PriceLimitExceeded);
    }

    let out = amount_out(pool, order.side, net);
    let target = pool.after(order.side, net, out).price();
    let (paid_in, paid_out, fee) = if is_before(order.side, limit, target) {
        let paid_in = amount_in_to_price(&pool.balancer, order.side, reserve_in, price, limit)
            .ok_or(TradeError::InsufficientLiquidity)?
            .min(net);
        let fee = fee_on_top(paid_in, order.fee_rate).min(order.amount.saturating_sub(paid_in));
        (paid_in, amount_out(pool, order.side, paid_in), fee)
    } else {
        (net, out, full_fee)
    };
    if paid_in != 0 && paid_out == 0 {
        return Err(TradeError::ReservesTooLow);
    }
    Ok(Trade {
        paid_in,
        paid_out,
        fee,
        fee_to_block_author: if paid_in == 0 { 0 } else { fee },
    })
}

/// Whether a trade moves the price from `first` towards `second`, and these differ.
fn is_before(side: Side, first: U64F64, second: U64F64) -> bool {
    match side {
        Side::Buy => first < second,
        Side::Sell => first > second,
    }
}
