//! The pool of a subnet.

use alloc::vec::Vec;

use myelin_types::{NetUid, TaoBalance};
use pallet_subtensor_runtime_api::{DynamicInfo, compact_text};

use super::subnet_name;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// The pool of a subnet and what flows through it.
    pub fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo> {
        if !Self::subnet_exists(netuid) {
            return None;
        }
        let last_step = LastMechansimStepBlock::<T>::get(netuid);
        let identity = SubnetIdentitiesV3::<T>::get(netuid);
        Some(DynamicInfo {
            netuid,
            owner_hotkey: SubnetOwnerHotkey::<T>::get(netuid),
            owner_coldkey: SubnetOwner::<T>::get(netuid),
            subnet_name: subnet_name(netuid, identity.as_ref()),
            token_symbol: compact_text(&TokenSymbol::<T>::get(netuid)),
            tempo: Tempo::<T>::get(netuid),
            last_step,
            blocks_since_last_step: Self::now().saturating_sub(last_step),
            emission: 0,
            alpha_in: SubnetAlphaIn::<T>::get(netuid),
            alpha_out: SubnetAlphaOut::<T>::get(netuid),
            tao_in: SubnetTAO::<T>::get(netuid),
            alpha_out_emission: SubnetAlphaOutEmission::<T>::get(netuid),
            alpha_in_emission: SubnetAlphaInEmission::<T>::get(netuid),
            tao_in_emission: SubnetTaoInEmission::<T>::get(netuid),
            pending_alpha_emission: Self::pending_alpha(netuid),
            pending_root_emission: TaoBalance::ZERO,
            subnet_volume: SubnetVolume::<T>::get(netuid),
            network_registered_at: NetworkRegisteredAt::<T>::get(netuid),
            subnet_identity: identity,
            moving_price: SubnetMovingPrice::<T>::get(netuid),
        })
    }

    /// The pools of all subnets, by netuid.
    pub fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>> {
        Self::for_all_subnets(Self::get_dynamic_info)
    }
}
