//! Tests of the pallet.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]

mod calls;
mod life;
mod queries;
mod trades;

pub(crate) use frame_support::{assert_noop, assert_ok};
pub(crate) use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
pub(crate) use substrate_fixed::types::U64F64;

pub(crate) use crate::mock::*;
pub(crate) use crate::{
    AlphaSqrtPrice, Error, Event, FeeRate, PalSwapInitialized, PositionId, SwapBalancer, TickIndex,
};

pub(crate) const E9: u64 = 1_000_000_000;
pub(crate) const NO_LIMIT: TaoBalance = TaoBalance(u64::MAX);
pub(crate) const NO_FLOOR: TaoBalance = TaoBalance(0);

/// Weight of TAO in the pool, in 10^-18.
pub(crate) fn quote_weight(netuid: NetUid) -> u64 {
    SwapBalancer::<Test>::get(netuid).quote().deconstruct()
}
