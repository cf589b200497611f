//! The take of a delegate.

use frame_support::ensure;
use myelin_types::frozen::RateLimitKey;
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::increase_take`].
    pub(crate) fn do_increase_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        take: u16,
    ) -> DispatchResult {
        Self::check_take(coldkey, hotkey, take)?;
        if let Ok(current) = Delegates::<T>::try_get(hotkey) {
            ensure!(take > current, Error::<T>::DelegateTakeTooLow);
        }
        let key = RateLimitKey::LastTxBlockDelegateTake(hotkey.clone());
        let (now, last) = (Self::now(), LastRateLimitedBlock::<T>::get(&key));
        let limit = TxDelegateTakeRateLimit::<T>::get();
        ensure!(
            last == 0 || limit == 0 || now.saturating_sub(last) > limit,
            Error::<T>::DelegateTxRateLimitExceeded
        );
        LastRateLimitedBlock::<T>::insert(key, now);
        Delegates::<T>::insert(hotkey, take);
        Self::deposit_event(Event::TakeIncreased(coldkey.clone(), hotkey.clone(), take));
        Ok(())
    }

    /// See [`Pallet::decrease_take`].
    pub(crate) fn do_decrease_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        take: u16,
    ) -> DispatchResult {
        Self::check_take(coldkey, hotkey, take)?;
        if let Ok(current) = Delegates::<T>::try_get(hotkey) {
            ensure!(take < current, Error::<T>::DelegateTakeTooLow);
        }
        let key = RateLimitKey::LastTxBlockDelegateTake(hotkey.clone());
        LastRateLimitedBlock::<T>::insert(key, Self::now());
        Delegates::<T>::insert(hotkey, take);
        Self::deposit_event(Event::TakeDecreased(coldkey.clone(), hotkey.clone(), take));
        Ok(())
    }

    /// What both calls check first, at the pool and at dispatch.
    pub(crate) fn check_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        take: u16,
    ) -> Result<(), DispatchError> {
        ensure!(
            take >= MinDelegateTake::<T>::get(),
            Error::<T>::DelegateTakeTooLow
        );
        ensure!(
            take <= MaxDelegateTake::<T>::get(),
            Error::<T>::DelegateTakeTooHigh
        );
        Self::ensure_hotkey_exists(hotkey)?;
        Self::ensure_owns(coldkey, hotkey)
    }
}
