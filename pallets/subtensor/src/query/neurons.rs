//! One neuron, all neurons.

use alloc::{vec, vec::Vec};

use codec::Compact;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::{
    NeuronInfo, NeuronInfoLite,
    neuron::{NO_PRUNING_SCORE, NO_RANK, SparseRow},
};

use crate::pallet::*;

/// The per-uid vectors from which neurons are shown, as stored: one may be shorter than the
/// number of neurons, and what is missing counts as zero.
struct Vectors {
    active: Vec<bool>,
    permit: Vec<bool>,
    emission: Vec<AlphaBalance>,
    incentive: Vec<u16>,
    consensus: Vec<u16>,
    validator_trust: Vec<u16>,
    dividends: Vec<u16>,
    last_update: Vec<u64>,
}

impl Vectors {
    fn load<T: Config>(netuid: NetUid) -> Self {
        let index = NetUidStorageIndex::main(netuid);
        Self {
            active: Active::<T>::get(netuid),
            permit: ValidatorPermit::<T>::get(netuid),
            emission: Emission::<T>::get(netuid),
            incentive: Incentive::<T>::get(index),
            consensus: Consensus::<T>::get(netuid),
            validator_trust: ValidatorTrust::<T>::get(netuid),
            dividends: Dividends::<T>::get(netuid),
            last_update: LastUpdate::<T>::get(index),
        }
    }
}

/// Entry `uid` of a per-uid vector, zero beyond its end.
fn at<V: Copy + Default>(vector: &[V], uid: u16) -> V {
    vector.get(usize::from(uid)).copied().unwrap_or_default()
}

/// The non-zero entries of a stored row.
fn non_zero(row: Vec<(u16, u16)>) -> SparseRow {
    row.into_iter()
        .filter(|(_, value)| *value > 0)
        .map(|(uid, value)| (Compact(uid), Compact(value)))
        .collect()
}

impl<T: Config> Pallet<T> {
    /// All neurons of a subnet with weights and bonds, by uid.
    pub fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo> {
        Self::neurons_with(netuid, Self::with_rows)
    }

    /// One neuron with weights and bonds.
    pub fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo> {
        Self::get_neuron_lite(netuid, uid).map(Self::with_rows)
    }

    /// All neurons of a subnet, by uid.
    pub fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite> {
        Self::neurons_with(netuid, |neuron| neuron)
    }

    /// One neuron.
    pub fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite> {
        let hotkey = Self::hotkey_of(netuid, uid)?;
        let vectors = Vectors::load::<T>(netuid);
        Some(Self::neuron_info(netuid, uid, hotkey, &vectors))
    }

    fn neurons_with<Info>(netuid: NetUid, finish: fn(NeuronInfoLite) -> Info) -> Vec<Info> {
        let vectors = Vectors::load::<T>(netuid);
        Self::hotkeys_of_subnet(netuid)
            .into_iter()
            .zip(0u16..)
            .map(|(hotkey, uid)| finish(Self::neuron_info(netuid, uid, hotkey, &vectors)))
            .collect()
    }

    fn neuron_info(
        netuid: NetUid,
        uid: u16,
        hotkey: T::AccountId,
        vectors: &Vectors,
    ) -> NeuronInfoLite {
        let coldkey = Self::owner_of(&hotkey);
        let stake = Self::stake_of_hotkey(&hotkey, netuid);
        NeuronInfoLite {
            axon_info: Axons::<T>::get(netuid, &hotkey).unwrap_or_default(),
            prometheus_info: Prometheus::<T>::get(netuid, &hotkey).unwrap_or_default(),
            stake: vec![(coldkey.clone(), Compact(stake))],
            hotkey,
            coldkey,
            uid,
            netuid,
            active: at(&vectors.active, uid),
            rank: NO_RANK,
            emission: at(&vectors.emission, uid),
            incentive: at(&vectors.incentive, uid),
            consensus: at(&vectors.consensus, uid),
            trust: NO_RANK,
            validator_trust: at(&vectors.validator_trust, uid),
            dividends: at(&vectors.dividends, uid),
            last_update: at(&vectors.last_update, uid),
            validator_permit: at(&vectors.permit, uid),
            pruning_score: NO_PRUNING_SCORE,
        }
    }

    fn with_rows(neuron: NeuronInfoLite) -> NeuronInfo {
        let index = NetUidStorageIndex::main(neuron.netuid);
        let weights = non_zero(Weights::<T>::get(index, neuron.uid));
        let bonds = non_zero(Bonds::<T>::get(index, neuron.uid));
        neuron.with_rows(weights, bonds)
    }
}
