//! How often something may be done, and who may do it.

use alloc::vec::Vec;

use frame_support::ensure;
use frame_system::{RawOrigin, pallet_prelude::OriginFor};
use myelin_types::{
    NetUid,
    frozen::{Hyperparameter, RateLimitKey},
};
use pallet_subtensor_runtime_api::Obstacle;
use sp_runtime::{DispatchError, traits::BadOrigin};

use crate::{pallet::*, subnets::Walk};

/// What a limit in `TransactionKeyLastBlock` is about: the third part of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum TransactionKind {
    /// The children of a hotkey were set.
    SetChildren = 0,
    /// The childkey take of a hotkey was set.
    SetChildkeyTake = 1,
    /// The weights version of a subnet was set by its owner.
    SetWeightsVersionKey = 4,
    /// The number of mechanisms of a subnet was set by its owner.
    MechanismCountUpdate = 7,
    /// The split of a subnet's emission over its mechanisms was set by its owner.
    MechanismEmission = 8,
    /// The uids of a subnet were trimmed by its owner.
    MaxUidsTrimming = 9,
    /// The tempo of a subnet was set by its owner.
    TempoUpdate = 11,
}

impl<T: Config> Pallet<T> {
    /// The number of the present block.
    pub fn now() -> u64 {
        use sp_runtime::traits::UniqueSaturatedInto;
        frame_system::Pallet::<T>::block_number().unique_saturated_into()
    }

    /// Root, or the owner of the subnet. Returns the owner's account if it is the owner.
    ///
    /// Errors: `BadOrigin`.
    pub fn ensure_owner_or_root(
        origin: OriginFor<T>,
        netuid: NetUid,
    ) -> Result<Option<T::AccountId>, DispatchError> {
        match origin.into() {
            Ok(RawOrigin::Root) => Ok(None),
            Ok(RawOrigin::Signed(who)) => {
                Self::ensure_subnet_owner(&who, netuid)?;
                Ok(Some(who))
            }
            _ => Err(BadOrigin.into()),
        }
    }

    /// Errors: `BadOrigin` unless the account owns the subnet.
    pub(crate) fn ensure_subnet_owner(
        who: &T::AccountId,
        netuid: NetUid,
    ) -> Result<(), DispatchError> {
        ensure!(
            SubnetOwner::<T>::try_get(netuid).is_ok_and(|owner| owner == *who),
            BadOrigin
        );
        Ok(())
    }

    /// Errors: `AdminActionProhibitedDuringWeightsWindow` shortly before an epoch.
    pub fn ensure_admin_window_open(netuid: NetUid) -> Result<(), DispatchError> {
        ensure!(
            !Self::is_in_admin_freeze_window(netuid, Self::now()),
            Error::<T>::AdminActionProhibitedDuringWeightsWindow
        );
        Ok(())
    }

    /// The owner of a subnet may change a parameter once in so many tempos.
    ///
    /// Errors: `TxRateLimitExceeded`.
    pub fn ensure_owner_may_set(
        netuid: NetUid,
        parameter: Hyperparameter,
    ) -> Result<(), DispatchError> {
        let last =
            LastRateLimitedBlock::<T>::get(RateLimitKey::OwnerHyperparamUpdate(netuid, parameter));
        let limit = u64::from(Tempo::<T>::get(netuid))
            .saturating_mul(u64::from(OwnerHyperparamRateLimit::<T>::get()));
        ensure!(
            last == 0 || Self::now().saturating_sub(last) >= limit,
            Error::<T>::TxRateLimitExceeded
        );
        Ok(())
    }

    /// Starts the wait before the owner may change this parameter again.
    pub fn stamp_owner_set(netuid: NetUid, parameter: Hyperparameter) {
        LastRateLimitedBlock::<T>::insert(
            RateLimitKey::OwnerHyperparamUpdate(netuid, parameter),
            Self::now(),
        );
    }

    /// One account may do this on one subnet once in `limit` blocks.
    ///
    /// Errors: `TxRateLimitExceeded`.
    pub fn ensure_transaction_allowed(
        who: &T::AccountId,
        netuid: NetUid,
        kind: TransactionKind,
        limit: u64,
    ) -> Result<(), DispatchError> {
        ensure!(
            Self::passes_transaction_limit(who, netuid, kind, limit),
            Error::<T>::TxRateLimitExceeded
        );
        Ok(())
    }

    /// The time until something may be done again that was done in block `last`, 0 for never, and
    /// may be done once in so many blocks.
    pub(crate) fn wait_since(last: u64, limit_blocks: impl FnOnce() -> u64) -> Option<Obstacle> {
        if last == 0 {
            return None;
        }
        let limit_blocks = limit_blocks();
        (Self::now().saturating_sub(last) < limit_blocks).then(|| Obstacle::RateLimited {
            last_block: last,
            limit_blocks,
            until_block: last.saturating_add(limit_blocks),
        })
    }

    /// Whether `limit` blocks have passed since this account did this on this subnet, if it ever
    /// did.
    pub(crate) fn passes_transaction_limit(
        who: &T::AccountId,
        netuid: NetUid,
        kind: TransactionKind,
        limit: u64,
    ) -> bool {
        let last = TransactionKeyLastBlock::<T>::get((who, netuid, kind as u16));
        Self::wait_since(last, || limit).is_none()
    }

    /// Starts the wait of [`Self::ensure_transaction_allowed`].
    pub fn stamp_transaction(who: &T::AccountId, netuid: NetUid, kind: TransactionKind) {
        TransactionKeyLastBlock::<T>::insert((who, netuid, kind as u16), Self::now());
    }

    /// Ends all waits that are about a subnet.
    pub(crate) fn forget_transactions_of_subnet(netuid: NetUid, walk: &mut Walk) {
        let stamps: Vec<_> = TransactionKeyLastBlock::<T>::iter_keys()
            .inspect(|_| walk.look())
            .filter(|(_, subnet, _)| *subnet == netuid)
            .collect();
        walk.remove(stamps.len());
        for stamp in stamps {
            TransactionKeyLastBlock::<T>::remove(stamp);
        }
        LastRateLimitedBlock::<T>::remove(RateLimitKey::SetSNOwnerHotkey(netuid));
        for parameter in Hyperparameter::all() {
            let limit = RateLimitKey::OwnerHyperparamUpdate(netuid, parameter);
            LastRateLimitedBlock::<T>::remove(limit);
        }
    }
}
