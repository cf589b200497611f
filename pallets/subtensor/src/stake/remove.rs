//! Taking stake back.

use frame_support::traits::Get;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::DispatchResult;
use substrate_fixed::types::U64F64;

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
        let amount = amount.min(Self::stake_of(hotkey, coldkey, netuid));
        Self::ensure_sell_within_reserve(netuid, amount)?;
        let fill = Fill {
            max: amount,
            allow_partial: false,
        };
        Self::validate_remove(coldkey, hotkey, netuid, amount, fill)?;
        let trade = Self::sell_at_any_price();
        Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
        Self::after_unstake(hotkey, coldkey, netuid);
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
        Self::validate_remove(coldkey, hotkey, netuid, amount, fill)?;
        let trade = Trade {
            limit,
            drop_fees: false,
        };
        let amount = amount.min(fill.max);
        Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
        Self::after_unstake(hotkey, coldkey, netuid);
        Ok(())
    }

    /// See [`Pallet::remove_stake_full_limit`].
    pub(crate) fn do_remove_stake_full_limit(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        limit: Option<TaoBalance>,
    ) -> DispatchResult {
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        match limit {
            Some(limit) => {
                Self::do_remove_stake_limit(coldkey, hotkey, netuid, stake, limit, false)
            }
            None => Self::do_remove_stake(coldkey, hotkey, netuid, stake),
        }
    }

    fn after_unstake(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) {
        Self::clear_small_nomination(hotkey, coldkey, netuid);
        let threshold = StakeThreshold::<T>::get();
        if threshold > 0 && !Self::has_total_stake(hotkey, threshold, netuid) {
            Self::drop_pending_children(hotkey);
        }
    }

    /// Whether a hotkey has `threshold` rao of total stake. What everybody holds on `netuid`, whose
    /// pool the caller has touched already, mostly decides; the other subnets are looked at only
    /// while it takes them to reach the threshold.
    fn has_total_stake(hotkey: &T::AccountId, threshold: u64, netuid: NetUid) -> bool {
        let threshold_tao = U64F64::saturating_from_num(threshold);
        let worth = |(netuid, alpha): (NetUid, AlphaBalance)| {
            U64F64::saturating_from_num(alpha.to_u64()).saturating_mul(Self::alpha_price(netuid))
        };
        let mut total = worth((netuid, Self::stake_of_hotkey(hotkey, netuid)));
        if total >= threshold_tao {
            return true;
        }
        TotalHotkeyAlpha::<T>::iter_prefix(hotkey)
            .filter(|(other, _)| *other != netuid)
            .map(worth)
            .any(|part| {
                total = total.saturating_add(part);
                total >= threshold_tao
            })
    }

    /// What everybody holds under a hotkey on all subnets, in TAO at current prices.
    pub fn total_stake_for_hotkey(hotkey: &T::AccountId) -> TaoBalance {
        TotalHotkeyAlpha::<T>::iter_prefix(hotkey)
            .map(|(netuid, alpha)| {
                U64F64::saturating_from_num(alpha.to_u64())
                    .saturating_mul(Self::alpha_price(netuid))
            })
            .fold(U64F64::from_num(0), U64F64::saturating_add)
            .saturating_to_num::<u64>()
            .into()
    }

    /// The default take and who is a delegate: a nominator's first stake writes the entry.
    pub(super) fn ensure_delegate_entry(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        if !Self::owns(coldkey, hotkey) && !Delegates::<T>::contains_key(hotkey) {
            Delegates::<T>::insert(hotkey, T::InitialDefaultDelegateTake::get());
        }
    }
}
