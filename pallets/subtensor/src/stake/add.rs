//! Staking TAO to a hotkey.

use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::DispatchError;

use super::{Trade, validate::Fill};
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::add_stake`]. Returns the alpha staked.
    pub(crate) fn do_add_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
    ) -> Result<AlphaBalance, DispatchError> {
        Self::ensure_buy_within_reserve(netuid, amount)?;
        let fill = Fill {
            max: amount,
            allow_partial: false,
        };
        Self::validate_add(coldkey, hotkey, netuid, amount, fill)?;
        Self::stake_into_subnet(hotkey, coldkey, netuid, amount, Self::buy_at_any_price())
    }

    /// See [`Pallet::add_stake_limit`]. Returns the alpha staked.
    pub(crate) fn do_add_stake_limit(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        limit: TaoBalance,
        allow_partial: bool,
    ) -> Result<AlphaBalance, DispatchError> {
        Self::ensure_buy_within_reserve(netuid, amount)?;
        let fill = Fill {
            max: Self::max_buy(netuid, limit)?,
            allow_partial,
        };
        let amount = Self::validate_add(coldkey, hotkey, netuid, amount, fill)?;
        Self::ensure_delegate_entry(coldkey, hotkey);
        let trade = Trade {
            limit,
            drop_fees: false,
        };
        Self::stake_into_subnet(hotkey, coldkey, netuid, amount, trade)
    }
}
