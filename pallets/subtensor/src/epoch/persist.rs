//! Writes what an epoch found. This file alone writes the values of `Active`, `Consensus`,
//! `Dividends`, `Incentive`, `Emission`, `ValidatorTrust`, `ValidatorPermit`, `StakeWeight` and
//! `Bonds`; what did not change is not written.

use alloc::vec::Vec;

use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};
use myelin_yuma::{Outcome, SparseRows, mechanisms::Combined};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Stores the results that every mechanism has of its own.
    pub(super) fn persist_mechanism(
        index: NetUidStorageIndex,
        outcome: &Outcome,
        old_bonds: &SparseRows,
    ) {
        Incentive::<T>::insert(index, &outcome.incentive);
        for (uid, position) in (0u16..).zip(0..outcome.permits.len()) {
            let row = outcome.bonds.row(position);
            if row == old_bonds.row(position) {
                continue;
            }
            if row.is_empty() {
                Bonds::<T>::remove(index, uid);
            } else {
                Bonds::<T>::insert(index, uid, row);
            }
        }
        let emissions = outcome
            .server_emission
            .iter()
            .copied()
            .map(AlphaBalance)
            .collect();
        Self::deposit_event(Event::IncentiveAlphaEmittedToMiners {
            netuid: index,
            emissions,
        });
    }

    /// Stores the results that the mechanisms of a subnet have in common.
    pub(super) fn persist_subnet(netuid: NetUid, old_permits: &[bool], merged: &Combined) {
        Active::<T>::insert(netuid, &merged.active);
        Consensus::<T>::insert(netuid, &merged.consensus);
        Dividends::<T>::insert(netuid, &merged.dividends);
        let emission: Vec<AlphaBalance> = merged.emission.iter().copied().map(AlphaBalance).collect();
        Emission::<T>::insert(netuid, emission);
        StakeWeight::<T>::insert(netuid, &merged.stake_weight);
        ValidatorTrust::<T>::insert(netuid, &merged.validator_trust);
        if old_permits != merged.permits {
            ValidatorPermit::<T>::insert(netuid, &merged.permits);
        }
    }
}
