//! Writes what an epoch found. This file alone writes the values of `Active`, `Consensus`,
//! `Dividends`, `Incentive`, `Emission`, `ValidatorTrust`, `ValidatorPermit`, `StakeWeight` and
//! `Bonds`; what did not change is not written.

use alloc::vec::Vec;

use codec::FullCodec;
use frame_support::{storage::generator::StorageMap, storage::unhashed};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};
use myelin_yuma::{Outcome, SparseRows, mechanisms::Combined};

use crate::pallet::*;

/// Stores a vector unless the same is stored already. Both are compared as they are encoded.
fn store_changed<Item, K, V>(key: K, value: &V)
where
    Item: StorageMap<K, V>,
    K: FullCodec,
    V: FullCodec,
{
    let key = Item::storage_map_final_key(key);
    let value = value.encode();
    if unhashed::get_raw(&key).as_deref() != Some(value.as_slice()) {
        unhashed::put_raw(&key, &value);
    }
}

impl<T: Config> Pallet<T> {
    /// Ends the bonds that validators have with a neuron, on all mechanisms, where the subnet lets
    /// its neurons ask for that. Without effect for a hotkey without a uid (yuma.md 9.3).
    pub fn reset_bonds(netuid: NetUid, hotkey: &T::AccountId) {
        let Some(uid) = Self::uid_of(netuid, hotkey).filter(|_| BondsResetOn::<T>::get(netuid))
        else {
            return;
        };
        for index in Self::mechanism_indices(netuid) {
            for (validator, mut row) in Bonds::<T>::iter_prefix(index).collect::<Vec<_>>() {
                if !myelin_yuma::settings::reset_bonds(&mut row, uid) {
                    continue;
                }
                if row.is_empty() {
                    Bonds::<T>::remove(index, validator);
                } else {
                    Bonds::<T>::insert(index, validator, row);
                }
            }
        }
    }

    /// Stores the results that every mechanism has of its own.
    pub(super) fn persist_mechanism(
        index: NetUidStorageIndex,
        outcome: &Outcome,
        old_bonds: &SparseRows,
    ) {
        store_changed::<Incentive<T>, _, _>(index, &outcome.incentive);
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
        let emission: Vec<AlphaBalance> =
            merged.emission.iter().copied().map(AlphaBalance).collect();
        store_changed::<Active<T>, _, _>(netuid, &merged.active);
        store_changed::<Consensus<T>, _, _>(netuid, &merged.consensus);
        store_changed::<Dividends<T>, _, _>(netuid, &merged.dividends);
        store_changed::<Emission<T>, _, _>(netuid, &emission);
        store_changed::<StakeWeight<T>, _, _>(netuid, &merged.stake_weight);
        store_changed::<ValidatorTrust<T>, _, _>(netuid, &merged.validator_trust);
        if old_permits != merged.permits {
            ValidatorPermit::<T>::insert(netuid, &merged.permits);
        }
    }
}
