//! Subnets in brief.

use alloc::vec::Vec;

use myelin_types::NetUid;
use pallet_subtensor_runtime_api::{SubnetInfo, SubnetInfov2};

use super::MAX_WEIGHTS_LIMIT;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// A subnet in brief, first layout.
    pub fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo> {
        Self::get_subnet_info_v2(netuid).map(Into::into)
    }

    /// All subnets in brief, first layout, by netuid.
    pub fn get_subnets_info() -> Vec<Option<SubnetInfo>> {
        Self::for_all_subnets(Self::get_subnet_info)
    }

    /// A subnet in brief.
    pub fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfov2> {
        Self::subnet_exists(netuid).then(|| SubnetInfov2 {
            netuid,
            rho: Rho::<T>::get(netuid),
            kappa: Kappa::<T>::get(netuid),
            difficulty: Difficulty::<T>::get(netuid),
            immunity_period: ImmunityPeriod::<T>::get(netuid),
            max_allowed_validators: MaxAllowedValidators::<T>::get(netuid),
            min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
            max_weights_limit: MAX_WEIGHTS_LIMIT,
            scaling_law_power: ScalingLawPower::<T>::get(netuid),
            subnetwork_n: Self::neuron_count(netuid),
            max_allowed_uids: MaxAllowedUids::<T>::get(netuid),
            blocks_since_last_step: BlocksSinceLastStep::<T>::get(netuid),
            tempo: Tempo::<T>::get(netuid),
            network_modality: 0,
            network_connect: Vec::new(),
            emission_value: 0,
            burn: Burn::<T>::get(netuid),
            owner: SubnetOwner::<T>::get(netuid),
            identity: SubnetIdentitiesV3::<T>::get(netuid),
        })
    }

    /// All subnets in brief, by netuid.
    pub fn get_subnets_info_v2() -> Vec<Option<SubnetInfov2>> {
        Self::for_all_subnets(Self::get_subnet_info_v2)
    }

    /// Where the mining rewards of a coldkey on a subnet are staked, if it chose.
    pub fn get_coldkey_auto_stake_hotkey(
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) -> Option<T::AccountId> {
        AutoStakeDestination::<T>::get(coldkey, netuid)
    }

    /// `query` of every subnet, by netuid.
    pub(super) fn for_all_subnets<Info>(query: fn(NetUid) -> Option<Info>) -> Vec<Option<Info>> {
        Self::all_netuids().into_iter().map(query).collect()
    }
}
