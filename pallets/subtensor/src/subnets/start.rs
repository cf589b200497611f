//! Opening a subnet.

use frame_support::ensure;
use myelin_types::NetUid;
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::start_call`].
    pub(crate) fn do_start_call(who: &T::AccountId, netuid: NetUid) -> DispatchResult {
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            SubnetOwner::<T>::get(netuid) == *who,
            DispatchError::BadOrigin
        );
        ensure!(
            !FirstEmissionBlockNumber::<T>::contains_key(netuid),
            Error::<T>::FirstEmissionBlockNumberAlreadySet
        );
        let now = Self::now();
        let opens_at =
            NetworkRegisteredAt::<T>::get(netuid).saturating_add(StartCallDelay::<T>::get());
        ensure!(now >= opens_at, Error::<T>::NeedWaitingMoreBlocksToStarCall);
        let first = now.saturating_add(1);
        FirstEmissionBlockNumber::<T>::insert(netuid, first);
        SubtokenEnabled::<T>::insert(netuid, true);
        Self::deposit_event(Event::FirstEmissionBlockNumberSet(netuid, first));
        Ok(())
    }
}
