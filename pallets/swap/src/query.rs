//! Prices and quotes for the runtime API. Nothing here fails or writes.

use alloc::vec::Vec;

use myelin_amm::{Side, pool::value_at_price};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::{Market, SubnetPools},
};
use pallet_swap_runtime_api::{SimSwapResult, SubnetPrice};

use crate::{Config, Pallet};

/// Rao in a whole token.
const TOKEN: u64 = 1_000_000_000;

impl<T: Config> Pallet<T> {
    /// Price of a whole alpha in rao, rounded down.
    pub fn current_alpha_price_rao(netuid: NetUid) -> u64 {
        value_at_price(Side::Sell, TOKEN, Self::current_alpha_price(netuid))
    }

    /// The price on every subnet, root included, in the order of the storage.
    pub fn current_alpha_price_all() -> Vec<SubnetPrice> {
        T::Pools::netuids()
            .map(|netuid| SubnetPrice {
                netuid,
                price: Self::current_alpha_price_rao(netuid),
            })
            .collect()
    }

    /// What buying alpha for `tao` would cost and yield; all zero when it would fail.
    pub fn quote_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult {
        let Ok(bought) = Self::sim_swap_tao_for_alpha(netuid, tao) else {
            return SimSwapResult::default();
        };
        let worth = Self::get_alpha_amount_for_tao(netuid, tao);
        SimSwapResult {
            tao_amount: bought.amount_paid_in.to_u64(),
            alpha_amount: bought.amount_paid_out.to_u64(),
            tao_fee: bought.fee_paid.to_u64(),
            alpha_slippage: worth.saturating_sub(bought.amount_paid_out).to_u64(),
            ..SimSwapResult::default()
        }
    }

    /// What selling `alpha` would cost and yield; all zero when it would fail.
    pub fn quote_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult {
        let Ok(sold) = Self::sim_swap_alpha_for_tao(netuid, alpha) else {
            return SimSwapResult::default();
        };
        let price = Self::current_alpha_price(netuid);
        let worth = TaoBalance(value_at_price(Side::Sell, alpha.to_u64(), price));
        SimSwapResult {
            tao_amount: sold.amount_paid_out.to_u64(),
            alpha_amount: sold.amount_paid_in.to_u64(),
            alpha_fee: sold.fee_paid.to_u64(),
            tao_slippage: worth.saturating_sub(sold.amount_paid_out).to_u64(),
            ..SimSwapResult::default()
        }
    }
}
