//! Taking stake back.

use frame_support::traits::Get;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::DispatchResult;

use super::{Trade, validate::Fill};
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::remove_stake`].
    pub(crate) fn do_remove_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> DispatchResult {
        Self::ensure_subtoken_enabled(netuid)?;
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        let amount = amount.min(stake);
        Self::ensure_sell_within_reserve(netuid, amount)?;
        let fill = Fill {
            max: amount,
            allow_partial: false,
        };
        Self::validate_remove(coldkey, hotkey, netuid, stake, amount, fill)?;
        let trade = Self::sell_at_any_price();
        Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
        Self::clear_small_nomination(hotkey, coldkey, netuid);
        Ok(())
    }

    /// See [`Pallet::remove_stake_limit`].
    pub(crate) fn do_remove_stake_limit(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        limit: TaoBalance,
        allow_partial: bool,
    ) -> DispatchResult {
        Self::ensure_sell_within_reserve(netuid, amount)?;
        let fill = Fill {
            max: Self::max_sell(netuid, limit)?,
            allow_partial,
        };
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        Self::validate_remove(coldkey, hotkey, netuid, stake, amount, fill)?;
        let trade = Trade {
            limit,
            drop_fees: false,
        };
        let amount = amount.min(fill.max);
        Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
        Self::clear_small_nomination(hotkey, coldkey, netuid);
        Ok(())
    }

    /// See [`Pallet::remove_stake_full_limit`].
    pub(crate) fn do_remove_stake_full_limit(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        limit: Option<TaoBalance>,
    ) -> DispatchResult {
        match limit {
            Some(limit) => {
                let stake = Self::stake_of(hotkey, coldkey, netuid);
                Self::do_remove_stake_limit(coldkey, hotkey, netuid, stake, limit, false)
            }
            None => Self::do_remove_stake(coldkey, hotkey, netuid, AlphaBalance::MAX),
        }
    }

    /// The default take and who is a delegate: a nominator's first stake writes the entry.
    pub(super) fn ensure_delegate_entry(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        if !Self::owns(coldkey, hotkey) && !Delegates::<T>::contains_key(hotkey) {
            Delegates::<T>::insert(hotkey, T::InitialDefaultDelegateTake::get());
        }
    }
}
