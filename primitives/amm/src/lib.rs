//! The weighted pool between TAO and the alpha of a subnet.
//!
//! A pool holds `T` rao of TAO (the quote) and `A` rao of alpha (the base) with the weights `wq`
//! and `wb = 1 - wq`. A trade without fee keeps `A^wb * T^wq` constant, and the price is
//! `p = (wb * T) / (wq * A)`, TAO per alpha.
//!
//! Everything here is a pure function: the state of a pool goes in, and what a trade or an
//! injection changes comes out. Nothing is stored and nothing allocates. Whoever keeps the
//! reserves applies the outcome.
//!
//! | module | what lives there |
//! |---|---|
//! | [`balancer`] | [`Balancer`], the stored weights: their range, how they start |
//! | [`pool`] | [`Pool`], [`Side`]: reserves, price, value at a price, square root of the price |
//! | [`power`] | the one transcendental function, exact to the last digit |
//! | [`curve`] | amount out for an amount in, amount in up to a price |
//! | [`trade`] | [`Order`] to [`Trade`]: fees, limits, refusals |
//! | [`netting`] | orders of both directions against each other, the rest against the pool |
//! | [`injection`] | new weights for liquidity added by the protocol at an unchanged price |
//!
//! Numbers between integers are [`U64F64`](myelin_math::U64F64). Products and quotients
//! are cut to 2^-64, products saturate, and a quotient that does not exist or does not fit is zero.
//! Results in rao are rounded down. The specification is chapter "Swap" of the protocol.
#![cfg_attr(not(feature = "std"), no_std)]

pub mod balancer;
pub mod curve;
pub mod injection;
pub mod netting;
pub mod pool;
pub mod power;
pub mod trade;
mod wide;

pub use balancer::Balancer;
pub use pool::{Pool, Side};
pub use trade::{Order, Trade, TradeError, fee_amount, trade};
