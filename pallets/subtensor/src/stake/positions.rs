//! Who holds which share of whose pool.
//!
//! This file alone writes `AlphaV2` (the share of a coldkey), `TotalHotkeyAlpha` (the value of the
//! pool of a hotkey), `TotalHotkeySharesV2` (its denominator), `StakingHotkeys` (the index of the
//! hotkeys a coldkey owns or has ever staked to) and `RootPositions` (how many positions on root a
//! coldkey has). An entry that becomes zero is removed.

use alloc::vec::Vec;

use frame_support::ensure;
use myelin_share_pool::{Pool, SafeFloat};
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use crate::{pallet::*, subnets::Walk};

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
        let held = !share.is_zero();
        if !held && Self::index_staking_hotkey(coldkey, hotkey) {
            Self::stamp_stake_operation(coldkey, hotkey);
        }
        pool.increase_one(&mut share, amount.to_u64());
        Self::write_share(hotkey, coldkey, netuid, held, share);
        Self::write_pool(hotkey, netuid, &pool);
    }

    /// Takes `amount` from the position of one coldkey. A rest that is worth less than a rao goes
    /// to the others of the pool.
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
        let held = !share.is_zero();
        pool.decrease_one(&mut share, amount.to_u64());
        Self::write_share(hotkey, coldkey, netuid, held, share);
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

    /// Takes all positions on a subnet that ends away, which root never does. Returns, hotkey by
    /// hotkey and under each in the order of the coldkeys, whose they were, what they were worth and
    /// their shares.
    ///
    /// Walks all pools of the chain, and all positions under the hotkeys that have one here.
    pub(crate) fn take_positions_of_subnet(
        netuid: NetUid,
        walk: &mut Walk,
    ) -> Vec<(T::AccountId, u64, SafeFloat)> {
        let hotkeys: Vec<_> = TotalHotkeySharesV2::<T>::iter_keys()
            .inspect(|_| walk.look())
            .filter(|(_, n)| *n == netuid)
            .map(|(hotkey, _)| hotkey)
            .collect();
        let mut taken = Vec::new();
        for hotkey in hotkeys {
            let pool = Self::pool_of(&hotkey, netuid);
            let mut positions: Vec<_> = AlphaV2::<T>::iter_prefix((&hotkey,))
                .inspect(|_| walk.look())
                .filter(|((_, n), _)| *n == netuid)
                .map(|((coldkey, _), share)| (coldkey, pool.value(&share), share))
                .collect();
            positions.sort_unstable_by(|(one, ..), (other, ..)| one.cmp(other));
            for (coldkey, ..) in &positions {
                AlphaV2::<T>::remove((&hotkey, coldkey, netuid));
            }
            taken.append(&mut positions);
            Self::write_pool(&hotkey, netuid, &Pool::default());
            // The value of the pool and its denominator.
            walk.remove(2);
        }
        walk.remove(taken.len());
        taken
    }

    /// Whether `coldkey` has stake on root under any hotkey.
    pub(crate) fn has_root_stake(coldkey: &T::AccountId) -> bool {
        RootPositions::<T>::contains_key(coldkey)
    }

    /// Notes that `coldkey` stakes to `hotkey`. The list, which may be long, is not searched: a hotkey
    /// of its own is in it, and so is one to which a stake operation is stamped. Returns whether it was
    /// not.
    pub(crate) fn index_staking_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> bool {
        let is_listed = LastColdkeyHotkeyStakeBlock::<T>::contains_key(coldkey, hotkey)
            || Self::owns(coldkey, hotkey);
        if !is_listed {
            StakingHotkeys::<T>::append(coldkey, hotkey);
        }
        !is_listed
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

    /// Stores a share of a coldkey that `held` one before, or did not.
    fn write_share(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        held: bool,
        share: SafeFloat,
    ) {
        let holds = !share.is_zero();
        if holds {
            AlphaV2::<T>::insert((hotkey, coldkey, netuid), share);
        } else {
            AlphaV2::<T>::remove((hotkey, coldkey, netuid));
        }
        if netuid.is_root() && held != holds {
            Self::count_root_position(coldkey, holds);
        }
    }

    /// Counts a position on root that comes, or goes.
    fn count_root_position(coldkey: &T::AccountId, comes: bool) {
        RootPositions::<T>::mutate_exists(coldkey, |positions| {
            let before = positions.unwrap_or_default();
            let after = if comes {
                before.saturating_add(1)
            } else {
                before.saturating_sub(1)
            };
            *positions = (after > 0).then_some(after);
        });
    }
}
