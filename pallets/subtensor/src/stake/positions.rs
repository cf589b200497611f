//! Who holds which share of whose pool.
//!
//! This file alone writes `AlphaV2` (the share of a coldkey), `TotalHotkeyAlpha` (the value of the
//! pool of a hotkey), `TotalHotkeySharesV2` (its denominator) and `StakingHotkeys` (the index of
//! the hotkeys a coldkey has ever staked to). An entry that becomes zero is removed.

use frame_support::ensure;
use myelin_share_pool::{Pool, SafeFloat};
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// What `coldkey` holds under `hotkey` on a subnet.
    pub fn stake_of(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        let share = AlphaV2::<T>::get((hotkey, coldkey, netuid));
        if share.is_zero() {
            return AlphaBalance::ZERO;
        }
        Self::pool_of(hotkey, netuid).value(&share).into()
    }

    /// What everybody together holds under `hotkey` on a subnet.
    pub fn stake_of_hotkey(hotkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        TotalHotkeyAlpha::<T>::get(hotkey, netuid)
    }

    /// Adds `amount` to the position of one coldkey.
    pub(crate) fn increase_one(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) {
        Self::increase_position(hotkey, coldkey, netuid, amount, || false);
    }

    /// Adds what a coldkey bought to its position. A pair that traded before is in the index, so
    /// that the list, which may be long, is not loaded for it.
    pub(crate) fn increase_bought(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) {
        Self::increase_position(hotkey, coldkey, netuid, amount, || {
            LastColdkeyHotkeyStakeBlock::<T>::contains_key(coldkey, hotkey)
        });
    }

    fn increase_position(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        is_indexed: impl FnOnce() -> bool,
    ) {
        if amount.is_zero() {
            return;
        }
        let mut pool = Self::pool_of(hotkey, netuid);
        // In a pool without shares nobody has one.
        let mut share = if pool.denominator.is_zero() {
            SafeFloat::ZERO
        } else {
            AlphaV2::<T>::get((hotkey, coldkey, netuid))
        };
        // Whoever has a share is in the index.
        if share.is_zero() && !is_indexed() {
            Self::index_staking_hotkey(coldkey, hotkey);
        }
        pool.increase_one(&mut share, amount.to_u64());
        Self::write_share(hotkey, coldkey, netuid, share);
        Self::write_pool(hotkey, netuid, &pool);
    }

    /// Takes `amount` from the position of one coldkey. What rounding leaves of a position that is
    /// withdrawn goes to the others of the pool.
    ///
    /// Errors: `NotEnoughStakeToWithdraw` when it holds less.
    pub(crate) fn decrease_one(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> DispatchResult {
        if amount.is_zero() {
            return Ok(());
        }
        let mut pool = Self::pool_of(hotkey, netuid);
        let mut share = AlphaV2::<T>::get((hotkey, coldkey, netuid));
        ensure!(
            pool.value(&share) >= amount.to_u64(),
            Error::<T>::NotEnoughStakeToWithdraw
        );
        pool.decrease_one(&mut share, amount.to_u64());
        pool.give_up_remainder(&mut share);
        Self::write_share(hotkey, coldkey, netuid, share);
        Self::write_pool(hotkey, netuid, &pool);
        Ok(())
    }

    /// Adds `amount` to the pool of a hotkey, pro rata to all who hold a share of it.
    pub(crate) fn increase_all(hotkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) {
        if amount.is_zero() {
            return;
        }
        TotalHotkeyAlpha::<T>::mutate(hotkey, netuid, |total| {
            *total = total.saturating_add(amount);
        });
    }

    /// Whether `amount` is large enough to become a share of the pool of a hotkey at all.
    pub(crate) fn ensure_precise_enough(
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> Result<(), DispatchError> {
        ensure!(
            Self::pool_of(hotkey, netuid).precise_enough(amount.to_u64()),
            Error::<T>::InsufficientLiquidity
        );
        Ok(())
    }

    /// Every position on a subnet, hotkey by hotkey: (hotkey, coldkey, share).
    ///
    /// Walks the whole subnet: for its end, and for checks in tests.
    pub(crate) fn positions_of_subnet(
        netuid: NetUid,
    ) -> impl Iterator<Item = (T::AccountId, T::AccountId, SafeFloat)> {
        TotalHotkeySharesV2::<T>::iter_keys()
            .filter(move |(_, n)| *n == netuid)
            .flat_map(move |(hotkey, _)| {
                AlphaV2::<T>::iter_prefix((hotkey.clone(),))
                    .filter(move |((_, n), _)| *n == netuid)
                    .map(move |((coldkey, _), share)| (hotkey.clone(), coldkey, share))
            })
    }

    /// Removes every pool and every share of a subnet. The alpha they stood for must have been
    /// paid out before.
    pub(crate) fn remove_positions_of_subnet(netuid: NetUid) {
        let positions: alloc::vec::Vec<_> = Self::positions_of_subnet(netuid).collect();
        for (hotkey, coldkey, _) in positions {
            AlphaV2::<T>::remove((&hotkey, &coldkey, netuid));
            TotalHotkeySharesV2::<T>::remove(&hotkey, netuid);
            TotalHotkeyAlpha::<T>::remove(&hotkey, netuid);
        }
        let orphans: alloc::vec::Vec<_> = TotalHotkeyAlpha::<T>::iter_keys()
            .filter(|(_, n)| *n == netuid)
            .collect();
        for (hotkey, n) in orphans {
            TotalHotkeyAlpha::<T>::remove(&hotkey, n);
        }
    }

    /// Notes that `coldkey` stakes to `hotkey`.
    pub(crate) fn index_staking_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        let mut hotkeys = StakingHotkeys::<T>::get(coldkey);
        if !hotkeys.contains(hotkey) {
            hotkeys.push(hotkey.clone());
            StakingHotkeys::<T>::insert(coldkey, hotkeys);
        }
    }

    /// The pool of a hotkey on a subnet.
    pub(crate) fn pool_of(hotkey: &T::AccountId, netuid: NetUid) -> Pool {
        Pool {
            total: TotalHotkeyAlpha::<T>::get(hotkey, netuid).to_u64(),
            denominator: TotalHotkeySharesV2::<T>::get(hotkey, netuid),
        }
    }

    fn write_pool(hotkey: &T::AccountId, netuid: NetUid, pool: &Pool) {
        if pool.total == 0 {
            TotalHotkeyAlpha::<T>::remove(hotkey, netuid);
        } else {
            TotalHotkeyAlpha::<T>::insert(hotkey, netuid, AlphaBalance(pool.total));
        }
        if pool.denominator.is_zero() {
            TotalHotkeySharesV2::<T>::remove(hotkey, netuid);
        } else {
            TotalHotkeySharesV2::<T>::insert(hotkey, netuid, pool.denominator);
        }
    }

    fn write_share(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        share: SafeFloat,
    ) {
        if share.is_zero() {
            AlphaV2::<T>::remove((hotkey, coldkey, netuid));
        } else {
            AlphaV2::<T>::insert((hotkey, coldkey, netuid), share);
        }
    }
}
