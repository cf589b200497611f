//! The take of a child: what it keeps of the dividends it earns with the stake of parents.

use frame_support::ensure;
use myelin_types::NetUid;
use sp_runtime::DispatchResult;

use crate::{limits::TransactionKind, pallet::*};

impl<T: Config> Pallet<T> {
    /// The take of a child on a subnet, at least the lowest that is allowed there, out of 65535.
    pub fn childkey_take(hotkey: &T::AccountId, netuid: NetUid) -> u16 {
        ChildkeyTake::<T>::get(hotkey, netuid).max(Self::min_childkey_take(netuid))
    }

    /// The lowest take a child may have on a subnet, out of 65535.
    pub fn min_childkey_take(netuid: NetUid) -> u16 {
        MinChildkeyTake::<T>::get().max(MinChildkeyTakePerSubnet::<T>::get(netuid))
    }

    /// See [`Pallet::set_childkey_take`].
    pub(crate) fn do_set_childkey_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        take: u16,
    ) -> DispatchResult {
        Self::ensure_owns(coldkey, hotkey)?;
        let minimum = Self::min_childkey_take(netuid);
        ensure!(
            (minimum..=MaxChildkeyTake::<T>::get()).contains(&take),
            Error::<T>::InvalidChildkeyTake
        );
        let present = ChildkeyTake::<T>::get(hotkey, netuid).max(minimum);
        ensure!(
            take <= present
                || Self::passes_transaction_limit(
                    hotkey,
                    netuid,
                    TransactionKind::SetChildkeyTake,
                    TxChildkeyTakeRateLimit::<T>::get(),
                ),
            Error::<T>::TxChildkeyTakeRateLimitExceeded
        );
        Self::stamp_transaction(hotkey, netuid, TransactionKind::SetChildkeyTake);
        ChildkeyTake::<T>::insert(hotkey, netuid, take);
        Self::deposit_event(Event::ChildKeyTakeSet(hotkey.clone(), take));
        Ok(())
    }

    /// See [`Pallet::sudo_set_min_childkey_take`].
    pub(crate) fn set_min_childkey_take(take: u16) {
        MinChildkeyTake::<T>::put(take);
        Self::deposit_event(Event::MinChildKeyTakeSet(take));
    }

    /// See [`Pallet::sudo_set_max_childkey_take`].
    pub(crate) fn set_max_childkey_take(take: u16) {
        MaxChildkeyTake::<T>::put(take);
        Self::deposit_event(Event::MaxChildKeyTakeSet(take));
    }

    /// See [`Pallet::sudo_set_tx_childkey_take_rate_limit`].
    pub(crate) fn set_childkey_take_rate_limit(blocks: u64) {
        TxChildkeyTakeRateLimit::<T>::put(blocks);
        Self::deposit_event(Event::TxChildKeyTakeRateLimitSet(blocks));
    }
}
