//! The per-uid vectors of a subnet.

use alloc::{vec, vec::Vec};

use codec::Compact;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::SubnetState;

use super::columns::{compact, padded};
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// What the neurons of a subnet hold and earn.
    ///
    /// The history of emission is zero throughout: nothing records it.
    pub fn get_subnet_state(netuid: NetUid) -> Option<SubnetState> {
        if !Self::subnet_exists(netuid) {
            return None;
        }
        let index = NetUidStorageIndex::main(netuid);
        let hotkeys = Self::hotkeys_of_subnet(netuid);
        let n = hotkeys.len();
        let stake = Self::stake_columns(netuid, &hotkeys);
        let subnets = NetworksAdded::<T>::iter_keys().count();
        Some(SubnetState {
            netuid,
            coldkeys: Self::coldkeys_of(&hotkeys),
            active: padded(Active::<T>::get(netuid), n),
            validator_permit: padded(ValidatorPermit::<T>::get(netuid), n),
            pruning_score: Vec::new(),
            last_update: compact(LastUpdate::<T>::get(index), n),
            emission: compact(Emission::<T>::get(netuid), n),
            dividends: compact(Dividends::<T>::get(netuid), n),
            incentives: compact(Incentive::<T>::get(index), n),
            consensus: compact(Consensus::<T>::get(netuid), n),
            trust: Vec::new(),
            rank: Vec::new(),
            block_at_registration: Self::registration_blocks(netuid, n),
            total_stake: stake.total(),
            alpha_stake: stake.alpha,
            tao_stake: stake.tao,
            emission_history: vec![vec![Compact(AlphaBalance::ZERO); n]; subnets],
            hotkeys,
        })
    }
}
