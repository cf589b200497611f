//! The calls by which coldkeys lock their stake (staking.md 16.5).

use frame_support::ensure;
use myelin_conviction::is_nothing;
use myelin_math::U64F64;
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use super::state::Held;
use crate::pallet::*;

/// The bit of `AccountFlags` that says that a coldkey accepts locked alpha.
const ACCEPTS_LOCKED_ALPHA: u128 = 1;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::lock_stake`]. A refusal comes before anything is written.
    pub(crate) fn do_lock_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> DispatchResult {
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        Self::ensure_hotkey_exists(hotkey)?;
        let held = Self::lock_of(coldkey, netuid)
            .unwrap_or_else(|| Self::lock_place(coldkey, netuid, hotkey.clone()));
        ensure!(held.hotkey == *hotkey, Error::<T>::LockHotkeyMismatch);
        let mut lock = held.rolled();
        lock.locked_mass = lock
            .locked_mass
            .checked_add(amount)
            .ok_or(Error::<T>::InsufficientStakeForLock)?;
        let needed = lock.locked_mass;
        ensure!(
            Self::coldkey_stake_up_to(coldkey, netuid, [hotkey, hotkey], needed) >= needed,
            Error::<T>::InsufficientStakeForLock
        );
        let lock = held.course.settle(lock);
        ensure!(!is_nothing(&lock), Error::<T>::AmountTooLow);
        Self::replace_lock(coldkey, netuid, &held, lock);
        Self::deposit_event(Event::StakeLocked {
            coldkey: coldkey.clone(),
            hotkey: hotkey.clone(),
            netuid,
            amount,
        });
        Ok(())
    }

    /// See [`Pallet::move_lock`].
    pub(crate) fn do_move_lock(
        coldkey: &T::AccountId,
        destination: &T::AccountId,
        netuid: NetUid,
    ) -> DispatchResult {
        Self::ensure_hotkey_exists(destination)?;
        let held = Self::lock_of(coldkey, netuid).ok_or(Error::<T>::NoExistingLock)?;
        let mut lock = held.rolled();
        if Self::owner_of(&held.hotkey) != Self::owner_of(destination) {
            lock.conviction = U64F64::default();
        }
        let target = Self::lock_place(coldkey, netuid, destination.clone());
        Self::rehome_lock(coldkey, netuid, &held, &target, lock);
        Self::deposit_event(Event::LockMoved {
            coldkey: coldkey.clone(),
            origin_hotkey: held.hotkey,
            destination_hotkey: destination.clone(),
            netuid,
        });
        Ok(())
    }

    /// See [`Pallet::set_perpetual_lock`].
    pub(crate) fn do_set_perpetual_lock(
        coldkey: &T::AccountId,
        netuid: NetUid,
        enabled: bool,
    ) -> DispatchResult {
        Self::ensure_subnet_exists(netuid)?;
        let held = Self::lock_of(coldkey, netuid);
        if enabled {
            DecayingLock::<T>::insert(coldkey, netuid, false);
        } else {
            DecayingLock::<T>::remove(coldkey, netuid);
        }
        if let Some(held) = held {
            let lock = held.rolled();
            let mut course = held.course;
            course.perpetual = enabled;
            let target = Held {
                hotkey: held.hotkey.clone(),
                stored: None,
                course,
            };
            Self::rehome_lock(coldkey, netuid, &held, &target, lock);
        }
        Self::deposit_event(Event::PerpetualLockUpdated {
            coldkey: coldkey.clone(),
            netuid,
            enabled,
        });
        Ok(())
    }

    /// See [`Pallet::set_reject_locked_alpha`].
    pub(crate) fn do_set_reject_locked_alpha(coldkey: &T::AccountId, enabled: bool) {
        let before = AccountFlags::<T>::get(coldkey);
        let flags = if enabled {
            before & !ACCEPTS_LOCKED_ALPHA
        } else {
            before | ACCEPTS_LOCKED_ALPHA
        };
        if flags == 0 {
            AccountFlags::<T>::remove(coldkey);
        } else {
            AccountFlags::<T>::insert(coldkey, flags);
        }
        Self::deposit_event(Event::RejectLockedAlphaUpdated {
            coldkey: coldkey.clone(),
            enabled,
        });
    }

    /// Whether a coldkey takes alpha that is locked.
    pub(super) fn accepts_locked_alpha(coldkey: &T::AccountId) -> bool {
        AccountFlags::<T>::get(coldkey) & ACCEPTS_LOCKED_ALPHA != 0
    }
}
