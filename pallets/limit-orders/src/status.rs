//! Cancelling orders, switching the pallet on and off, and what must always hold.

use frame_support::{ensure, traits::Get};
use myelin_types::orders::OrderSwapInterface;
use sp_runtime::{AccountId32, DispatchResult, traits::AccountIdConversion};

use crate::{pallet::*, types::*};

impl<T: Config> Pallet<T> {
    /// The account that batches go through.
    pub fn account() -> AccountId32 {
        T::PalletId::get().into_account_truncating()
    }

    /// Errors: `LimitOrdersDisabled`.
    pub(crate) fn ensure_enabled() -> DispatchResult {
        ensure!(
            LimitOrdersEnabled::<T>::get(),
            Error::<T>::LimitOrdersDisabled
        );
        Ok(())
    }

    /// See [`Pallet::cancel_order`].
    pub(crate) fn do_cancel_order(
        who: AccountId32,
        order: &VersionedOrder<AccountId32>,
    ) -> DispatchResult {
        ensure!(order.order().signer == who, Error::<T>::Unauthorized);
        let order_id = order.id();
        // The rest of an order that was executed in part is still its signer's to withdraw.
        let is_open = matches!(
            Orders::<T>::get(order_id),
            None | Some(OrderStatus::PartiallyFilled(_))
        );
        ensure!(is_open, Error::<T>::OrderAlreadyProcessed);
        Orders::<T>::insert(order_id, OrderStatus::Cancelled);
        Self::deposit_event(Event::OrderCancelled {
            order_id,
            signer: who,
        });
        Ok(())
    }

    /// See [`Pallet::set_pallet_status`].
    pub(crate) fn do_set_pallet_status(enabled: bool) -> DispatchResult {
        ensure!(
            !enabled
                || T::Swap::pallet_hotkey_registered(&Self::account(), &T::PalletHotkey::get()),
            Error::<T>::PalletHotkeyNotRegistered
        );
        LimitOrdersEnabled::<T>::put(enabled);
        Self::deposit_event(Event::LimitOrdersPalletStatusChanged { enabled });
        Ok(())
    }

    /// Checks that no order is kept as filled with nothing.
    #[cfg(any(test, feature = "try-runtime"))]
    pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        let filled_with_nothing =
            Orders::<T>::iter_values().any(|status| status == OrderStatus::PartiallyFilled(0));
        ensure!(
            !filled_with_nothing,
            "an order counts as filled in part, with nothing"
        );
        Ok(())
    }
}
