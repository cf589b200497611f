//! Which coldkey owns which hotkey.
//!
//! This file alone writes `Owner` and `OwnedHotkeys`. A hotkey account exists when `Owner` has an
//! entry for it.

use frame_support::{ensure, traits::Get};
use pallet_subtensor_runtime_api::Obstacle;
use sp_runtime::{DispatchError, DispatchResult, traits::AccountIdConversion};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Whether somebody owns this hotkey.
    pub fn hotkey_exists(hotkey: &T::AccountId) -> bool {
        Owner::<T>::contains_key(hotkey)
    }

    /// The coldkey of a hotkey; the all-zero account when it has none.
    pub fn owner_of(hotkey: &T::AccountId) -> T::AccountId {
        Owner::<T>::get(hotkey)
    }

    /// Whether `coldkey` owns `hotkey`.
    pub fn owns(coldkey: &T::AccountId, hotkey: &T::AccountId) -> bool {
        Owner::<T>::try_get(hotkey).is_ok_and(|owner| owner == *coldkey)
    }

    /// Errors: `HotKeyAccountNotExists`.
    pub(crate) fn ensure_hotkey_exists(hotkey: &T::AccountId) -> Result<(), DispatchError> {
        ensure!(
            Self::hotkey_exists(hotkey),
            Error::<T>::HotKeyAccountNotExists
        );
        Ok(())
    }

    /// Errors: `NonAssociatedColdKey` unless `coldkey` owns `hotkey`.
    pub(crate) fn ensure_owns(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> Result<(), DispatchError> {
        ensure!(
            Self::owns(coldkey, hotkey),
            Error::<T>::NonAssociatedColdKey
        );
        Ok(())
    }

    /// Whether the account belongs to a subnet, existing or not: such an account has no key.
    pub fn is_system_account(account: &T::AccountId) -> bool {
        <frame_support::PalletId as AccountIdConversion<T::AccountId>>::try_from_sub_account::<u16>(
            account,
        )
        .is_some_and(|(id, _)| id == T::SubtensorPalletId::get())
    }

    /// Makes `coldkey` the owner of `hotkey` if nobody owns it. Somebody else's hotkey is left
    /// alone, without an error.
    ///
    /// Errors: `CannotUseSystemAccount`.
    pub(crate) fn pair_if_unowned(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        ensure!(
            !Self::is_system_account(hotkey),
            Error::<T>::CannotUseSystemAccount
        );
        if Self::hotkey_exists(hotkey) {
            return Ok(());
        }
        Self::index_staking_hotkey(coldkey, hotkey);
        OwnedHotkeys::<T>::append(coldkey, hotkey);
        Owner::<T>::insert(hotkey, coldkey);
        Ok(())
    }

    /// The hotkey belongs to another coldkey.
    pub(crate) fn owner_obstacle(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> Option<Obstacle> {
        let owner = Owner::<T>::try_get(hotkey).ok()?;
        (owner != *coldkey).then_some(Obstacle::HotkeyOfAnother { owner })
    }

    /// See [`Pallet::try_associate_hotkey`].
    pub(crate) fn do_try_associate_hotkey(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        Self::pair_if_unowned(coldkey, hotkey)
    }
}
