//! A pool: its reserves, its price, and amounts at a price.

use myelin_math::{SafeFixed, U64F64};

use crate::Balancer;

/// Which way a trade goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// TAO goes in, alpha comes out; the price rises.
    Buy,
    /// Alpha goes in, TAO comes out; the price falls.
    Sell,
}

/// The state of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Reserve of TAO, in rao.
    pub tao: u64,
    /// Reserve of alpha, in rao.
    pub alpha: u64,
    /// The weights.
    pub balancer: Balancer,
}

impl Pool {
    /// The reserve that a trade adds to and the one that it takes from.
    pub fn reserves(&self, side: Side) -> (u64, u64) {
        match side {
            Side::Buy => (self.tao, self.alpha),
            Side::Sell => (self.alpha, self.tao),
        }
    }

    /// The spot price, TAO per alpha: `(wb / wq) * (T / A)`, each step cut to 2^-64. Zero while the
    /// pool holds no alpha.
    pub fn price(&self) -> U64F64 {
        let base = U64F64::of(self.balancer.base().deconstruct());
        let quote = U64F64::of(self.balancer.quote().deconstruct());
        let reserves = U64F64::of(self.tao).safe_div(U64F64::of(self.alpha));
        base.safe_div(quote).saturating_mul(reserves)
    }

    /// The pool after `amount_in` went in and `amount_out` came out, saturating.
    pub fn after(&self, side: Side, amount_in: u64, amount_out: u64) -> Self {
        let (reserve_in, reserve_out) = self.reserves(side);
        let reserve_in = reserve_in.saturating_add(amount_in);
        let reserve_out = reserve_out.saturating_sub(amount_out);
        let (tao, alpha) = match side {
            Side::Buy => (reserve_in, reserve_out),
            Side::Sell => (reserve_out, reserve_in),
        };
        Self {
            tao,
            alpha,
            balancer: self.balancer,
        }
    }
}

/// What `amount` rao of the token that is paid are worth in the other token at `price`, without
/// slippage or fee, rounded down: `tao / price` for a purchase, zero while the price is zero, and
/// `alpha * price` for a sale.
pub fn value_at_price(side: Side, amount: u64, price: U64F64) -> u64 {
    let amount = U64F64::of(amount);
    match side {
        Side::Buy => amount.safe_div(price),
        Side::Sell => amount.saturating_mul(price),
    }
    .floor_u64()
}

/// The square root of a price, rounded down to 2^-64.
pub fn sqrt_price(price: U64F64) -> U64F64 {
    // The root has half as many integer bits and all 64 fractional bits: it is the integer root of
    // the 192 bits of `price * 2^64`, found two of those bits at a time. The remainder never
    // exceeds twice the root, so 98 bits hold it.
    let bits = price.to_bits();
    let (mut root, mut rest) = (0_u128, 0_u128);
    for step in 0..96_u32 {
        let pair = if step < 64 {
            bits.rotate_left(step.saturating_mul(2).saturating_add(2)) & 3
        } else {
            0
        };
        rest = (rest << 2) | pair;
        root <<= 1;
        if let Some(smaller) = rest.checked_sub((root << 1) | 1) {
            rest = smaller;
            root |= 1;
        }
    }
    U64F64::from_bits(root)
}
