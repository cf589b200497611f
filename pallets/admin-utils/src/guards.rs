//! Who may set what, when, and the checks that are too long for a call.
//!
//! A guard that lets the owner pass records it at once: the call is undone as a whole when a later
//! check fails.

use frame_support::{ensure, traits::Get};
use frame_system::{ensure_root, pallet_prelude::OriginFor};
use myelin_types::{
    NetUid,
    frozen::{Hyperparameter, RateLimitKey},
};
use pallet_subtensor::{self as subtensor, limits::TransactionKind};
use sp_runtime::{DispatchError, DispatchResult};

use crate::{MIN_ALPHA, OWNER_HOTKEY_RATE_LIMIT_BLOCKS, pallet::*};

/// Who passed the guards of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// The owner of the subnet, who must keep to closer bounds here and there.
    Owner,
    /// Root.
    Root,
}

impl<T: Config> Pallet<T> {
    /// The owner of the subnet, if the last time is long enough ago, or root; the subnet exists and
    /// is not frozen.
    ///
    /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
    /// `AdminActionProhibitedDuringWeightsWindow`.
    pub(crate) fn owner_or_root_may_set(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Hyperparameter,
    ) -> Result<Caller, DispatchError> {
        let owner = subtensor::Pallet::<T>::ensure_owner_or_root(origin, netuid)?;
        let caller = match owner {
            Some(_) => {
                subtensor::Pallet::<T>::ensure_owner_may_set(netuid, parameter)?;
                subtensor::Pallet::<T>::stamp_owner_set(netuid, parameter);
                Caller::Owner
            }
            None => Caller::Root,
        };
        Self::ensure_open(netuid)?;
        Ok(caller)
    }

    /// As [`Self::owner_or_root_may_set`], with the limit of the weights version key.
    pub(crate) fn owner_or_root_may_set_version_key(
        origin: OriginFor<T>,
        netuid: NetUid,
    ) -> DispatchResult {
        let limit = u64::from(subtensor::Tempo::<T>::get(netuid))
            .saturating_mul(subtensor::WeightsVersionKeyRateLimit::<T>::get());
        let kind = TransactionKind::SetWeightsVersionKey;
        Self::owner_once_in_or_root(origin, netuid, kind, limit)?;
        Self::ensure_open(netuid)
    }

    /// The owner of the subnet, once in `limit` blocks, or root; the subnet exists and is not
    /// frozen. Where there is no subnet the error is `missing`.
    ///
    /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `missing`,
    /// `AdminActionProhibitedDuringWeightsWindow`.
    pub(crate) fn owner_or_root_may_change(
        origin: OriginFor<T>,
        netuid: NetUid,
        kind: TransactionKind,
        limit: u64,
        missing: subtensor::Error<T>,
    ) -> DispatchResult {
        Self::owner_once_in_or_root(origin, netuid, kind, limit)?;
        ensure!(subtensor::Pallet::<T>::subnet_exists(netuid), missing);
        subtensor::Pallet::<T>::ensure_admin_window_open(netuid)
    }

    /// As [`Self::owner_or_root_may_set`], without a limit.
    pub(crate) fn owner_or_root_may_set_unlimited(
        origin: OriginFor<T>,
        netuid: NetUid,
    ) -> DispatchResult {
        subtensor::Pallet::<T>::ensure_owner_or_root(origin, netuid)?;
        Self::ensure_open(netuid)
    }

    /// Root; the subnet exists and is not frozen.
    ///
    /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
    pub(crate) fn root_may_set(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
        ensure_root(origin)?;
        Self::ensure_open(netuid)
    }

    /// Root; the subnet exists.
    ///
    /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
    pub(crate) fn root_may_set_any_time(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
        ensure_root(origin)?;
        Self::ensure_exists(netuid)
    }

    /// Errors: `NotPermittedOnRootSubnet`.
    pub(crate) fn ensure_not_root_subnet(netuid: NetUid) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::NotPermittedOnRootSubnet);
        Ok(())
    }

    /// The bounds of [`Pallet::sudo_set_max_allowed_uids`].
    pub(crate) fn ensure_uids_fit(netuid: NetUid, max_allowed_uids: u16) -> DispatchResult {
        let most = T::InitialMaxAllowedUids::get();
        ensure!(
            max_allowed_uids >= subtensor::MinAllowedUids::<T>::get(netuid),
            Error::<T>::MaxAllowedUidsLessThanMinAllowedUids
        );
        ensure!(
            max_allowed_uids >= subtensor::SubnetworkN::<T>::get(netuid),
            Error::<T>::MaxAllowedUIdsLessThanCurrentUIds
        );
        ensure!(
            max_allowed_uids <= most,
            Error::<T>::MaxAllowedUidsGreaterThanDefaultMaxAllowedUids
        );
        let mechanisms = subtensor::Pallet::<T>::mechanism_count(netuid);
        subtensor::Pallet::<T>::ensure_uids_fit_mechanisms(max_allowed_uids, mechanisms)
    }

    /// The bounds of [`Pallet::sudo_set_alpha_values`].
    pub(crate) fn ensure_alpha_values(netuid: NetUid, low: u16, high: u16) -> DispatchResult {
        ensure!(
            subtensor::LiquidAlphaOn::<T>::get(netuid),
            subtensor::Error::<T>::LiquidAlphaDisabled
        );
        ensure!(high >= MIN_ALPHA, subtensor::Error::<T>::AlphaHighTooLow);
        ensure!(
            (MIN_ALPHA..=high).contains(&low),
            subtensor::Error::<T>::AlphaLowOutOfRange
        );
        Ok(())
    }

    /// See [`Pallet::sudo_set_subnet_owner_hotkey`]. The limit binds root too.
    pub(crate) fn do_set_owner_hotkey(
        origin: OriginFor<T>,
        netuid: NetUid,
        hotkey: T::AccountId,
    ) -> DispatchResult {
        subtensor::Pallet::<T>::ensure_owner_or_root(origin, netuid)?;
        ensure!(
            subtensor::Pallet::<T>::subnet_exists(netuid),
            subtensor::Error::<T>::SubnetNotExists
        );
        let limit = RateLimitKey::SetSNOwnerHotkey(netuid);
        let last = subtensor::LastRateLimitedBlock::<T>::get(&limit);
        let now = subtensor::Pallet::<T>::now();
        ensure!(
            last == 0 || now.saturating_sub(last) >= OWNER_HOTKEY_RATE_LIMIT_BLOCKS,
            subtensor::Error::<T>::TxRateLimitExceeded
        );
        ensure!(
            !subtensor::Pallet::<T>::is_system_account(&hotkey),
            subtensor::Error::<T>::CannotUseSystemAccount
        );
        subtensor::LastRateLimitedBlock::<T>::insert(limit, now);
        subtensor::Pallet::<T>::set_owner_hotkey(netuid, &hotkey);
        Self::report(subtensor::Event::SubnetOwnerHotkeySet(netuid, hotkey));
        Ok(())
    }

    /// Emits an event of `SubtensorModule`, where clients look for most changes.
    pub(crate) fn report(event: subtensor::Event<T>) {
        subtensor::Pallet::<T>::deposit_event(event);
    }

    /// The owner of the subnet, once in `limit` blocks, or root.
    fn owner_once_in_or_root(
        origin: OriginFor<T>,
        netuid: NetUid,
        kind: TransactionKind,
        limit: u64,
    ) -> DispatchResult {
        if let Some(owner) = subtensor::Pallet::<T>::ensure_owner_or_root(origin, netuid)? {
            subtensor::Pallet::<T>::ensure_transaction_allowed(&owner, netuid, kind, limit)?;
            subtensor::Pallet::<T>::stamp_transaction(&owner, netuid, kind);
        }
        Ok(())
    }

    /// The subnet exists and is not frozen.
    fn ensure_open(netuid: NetUid) -> DispatchResult {
        Self::ensure_exists(netuid)?;
        subtensor::Pallet::<T>::ensure_admin_window_open(netuid)
    }

    fn ensure_exists(netuid: NetUid) -> DispatchResult {
        ensure!(
            subtensor::Pallet::<T>::subnet_exists(netuid),
            Error::<T>::SubnetDoesNotExist
        );
        Ok(())
    }
}
