//! Mechanisms: matrices of weights with an incentive of their own, which share the neurons and the
//! emission of a subnet (yuma.md section 3).
//!
//! This file alone changes `MechanismCountCurrent` and `MechanismEmissionSplit` of a subnet.

use alloc::vec::Vec;

use frame_support::{ensure, traits::Get};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_runtime::DispatchResult;

use super::Walk;
use crate::pallet::*;

/// The sum of the shares of all mechanisms: the whole emission.
const WHOLE: u32 = 65_535;

impl<T: Config> Pallet<T> {
    /// Gives a subnet so many mechanisms. One that goes takes along everything stored for it, hidden
    /// weights too; one that comes starts without weights. Another number makes the split even.
    ///
    /// Errors: `InvalidValue`, `TooManyUIDsPerMechanism`.
    pub fn set_mechanism_count(netuid: NetUid, count: MechId) -> DispatchResult {
        ensure!(
            count > MechId::MAIN && count <= MaxMechanismCount::<T>::get(),
            Error::<T>::InvalidValue
        );
        Self::ensure_uids_fit_mechanisms(MaxAllowedUids::<T>::get(netuid), count.0)?;
        let before = Self::mechanism_count(netuid);
        if count.0 == before {
            return Ok(());
        }
        (count.0..before)
            .filter_map(|mechanism| NetUidStorageIndex::new(netuid, MechId(mechanism)))
            .for_each(|index| Self::remove_mechanism_storage(index, &mut Walk::default()));
        MechanismCountCurrent::<T>::insert(netuid, count);
        MechanismEmissionSplit::<T>::remove(netuid);
        Ok(())
    }

    /// Sets the shares of the mechanisms in the emission of a subnet, out of 65535; `None` makes
    /// them even. Mechanisms without a share get nothing.
    ///
    /// Errors: `InvalidValue`.
    pub fn set_mechanism_emission_split(netuid: NetUid, split: Option<Vec<u16>>) -> DispatchResult {
        if let Some(shares) = &split {
            ensure!(
                shares.len() <= usize::from(Self::mechanism_count(netuid)),
                Error::<T>::InvalidValue
            );
            let sum = shares
                .iter()
                .fold(0u32, |sum, share| sum.saturating_add((*share).into()));
            ensure!(sum == WHOLE, Error::<T>::InvalidValue);
        }
        MechanismEmissionSplit::<T>::set(netuid, split);
        Ok(())
    }

    /// Whether so many neurons fit into so many mechanisms.
    ///
    /// Errors: `TooManyUIDsPerMechanism`.
    pub fn ensure_uids_fit_mechanisms(uids: u16, mechanisms: u8) -> DispatchResult {
        ensure!(
            u32::from(uids).saturating_mul(mechanisms.into())
                <= u32::from(T::InitialMaxAllowedUids::get()),
            Error::<T>::TooManyUIDsPerMechanism
        );
        Ok(())
    }
}
