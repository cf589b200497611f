//! What happens to locks when stake is traded, changes its coldkey, or ends (staking.md 16.6).

use alloc::vec::Vec;

use frame_support::ensure;
use myelin_conviction::{nothing, split};
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use crate::{pallet::*, subnets::Walk};

impl<T: Config> Pallet<T> {
    /// Brings the lock of a coldkey to the present; what has become dust goes. One key is read
    /// where there is no lock.
    pub(crate) fn roll_lock(coldkey: &T::AccountId, netuid: NetUid) {
        if let Some(held) = Self::lock_of(coldkey, netuid) {
            Self::replace_lock(coldkey, netuid, &held, held.advanced());
        }
    }

    /// Moves with `amount` of stake under `hotkey`, which changes its coldkey within a subnet, the
    /// part of the lock that the sender does not keep enough stake for. Call it before the stake
    /// moves.
    ///
    /// Errors, before anything is written: `LockHotkeyMismatch` when locked stake would arrive and
    /// the receiver has a lock on another hotkey, `AccountRejectsLockedAlpha`.
    pub(crate) fn transfer_lock(
        sender: &T::AccountId,
        receiver: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        amount: AlphaBalance,
    ) -> DispatchResult {
        let Some(held) = Self::lock_of(sender, netuid) else {
            return Ok(());
        };
        let lock = held.rolled();
        // With this much the sender keeps all of its lock.
        let enough = lock.locked_mass.saturating_add(amount);
        let likely = [hotkey, &held.hotkey];
        let available = Self::coldkey_stake_up_to(sender, netuid, likely, enough)
            .saturating_sub(lock.locked_mass);
        let excess = amount.saturating_sub(available);
        let arriving = Self::lock_of(receiver, netuid)
            .unwrap_or_else(|| Self::lock_place(receiver, netuid, held.hotkey.clone()));
        ensure!(
            excess.is_zero() || arriving.hotkey == held.hotkey,
            Error::<T>::LockHotkeyMismatch
        );
        let (rest, moved) = split(&lock, excess);
        ensure!(
            moved.locked_mass.is_zero() || Self::accepts_locked_alpha(receiver),
            Error::<T>::AccountRejectsLockedAlpha
        );
        let mut received = arriving.rolled();
        received.locked_mass = received.locked_mass.saturating_add(moved.locked_mass);
        received.conviction = received.conviction.saturating_add(moved.conviction);
        Self::replace_lock(sender, netuid, &held, rest);
        Self::replace_lock(receiver, netuid, &arriving, received);
        Ok(())
    }

    /// Takes `amount` off the lock of a coldkey whose stake is taken from it.
    pub(crate) fn force_reduce_lock(coldkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) {
        let Some(held) = Self::lock_of(coldkey, netuid) else {
            return;
        };
        let (rest, _) = split(&held.rolled(), amount);
        let rest = if rest.locked_mass.is_zero() {
            nothing(held.course.now)
        } else {
            rest
        };
        Self::replace_lock(coldkey, netuid, &held, rest);
    }

    /// Locks what the owner of a subnet has just been paid, to the hotkey it has locked to before
    /// or else to its own, if the subnet wants that. What cannot be locked stays free.
    pub(crate) fn auto_lock_owner_cut(
        owner: &T::AccountId,
        owner_hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) {
        if amount.is_zero() || !OwnerCutAutoLockEnabled::<T>::get(netuid) {
            return;
        }
        let hotkey = Lock::<T>::iter_key_prefix((owner.clone(), netuid))
            .next()
            .unwrap_or_else(|| owner_hotkey.clone());
        // An amount below the dust threshold, or an owner who sold meanwhile, cannot be locked.
        let _ = Self::do_lock_stake(owner, &hotkey, netuid, amount);
    }

    /// Removes the locks of a subnet that ends. Its buckets and modes go with its other items.
    pub(crate) fn remove_locks_of_subnet(netuid: NetUid, walk: &mut Walk) {
        let locks: Vec<_> = LockingColdkeys::<T>::iter_key_prefix((netuid,)).collect();
        // Each with its inverse.
        walk.remove(locks.len());
        walk.remove(locks.len());
        for (hotkey, coldkey) in locks {
            Lock::<T>::remove((&coldkey, netuid, &hotkey));
            LockingColdkeys::<T>::remove((netuid, &hotkey, &coldkey));
        }
    }
}
