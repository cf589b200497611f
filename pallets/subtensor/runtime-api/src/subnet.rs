//! The settings of a subnet in brief.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_types::{NetUid, TaoBalance, frozen::SubnetIdentityV3};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// A subnet in brief, first layout: the emission field is in the plural and there is no identity.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct SubnetInfo {
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Shown only.
    #[codec(compact)]
    pub rho: u16,
    /// Majority that makes consensus, in parts of 65535.
    #[codec(compact)]
    pub kappa: u16,
    /// Shown only.
    #[codec(compact)]
    pub difficulty: u64,
    /// Blocks during which a new neuron is not replaced.
    #[codec(compact)]
    pub immunity_period: u16,
    /// Most validators.
    #[codec(compact)]
    pub max_allowed_validators: u16,
    /// Fewest weights in a row.
    #[codec(compact)]
    pub min_allowed_weights: u16,
    /// Always 65535.
    #[codec(compact)]
    pub max_weights_limit: u16,
    /// Shown only.
    #[codec(compact)]
    pub scaling_law_power: u16,
    /// Number of neurons.
    #[codec(compact)]
    pub subnetwork_n: u16,
    /// Most neurons.
    #[codec(compact)]
    pub max_allowed_uids: u16,
    /// Blocks since the last epoch that ran.
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    /// Blocks an epoch.
    #[codec(compact)]
    pub tempo: u16,
    /// Always 0.
    #[codec(compact)]
    pub network_modality: u16,
    /// Always empty.
    pub network_connect: Vec<[u16; 2]>,
    /// Always 0.
    #[codec(compact)]
    pub emission_values: u64,
    /// Price of a registration.
    #[codec(compact)]
    pub burn: TaoBalance,
    /// The owner's coldkey.
    pub owner: AccountId32,
}

/// A subnet in brief (spec, RPC section 7).
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct SubnetInfov2 {
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Shown only.
    #[codec(compact)]
    pub rho: u16,
    /// Majority that makes consensus, in parts of 65535.
    #[codec(compact)]
    pub kappa: u16,
    /// Shown only.
    #[codec(compact)]
    pub difficulty: u64,
    /// Blocks during which a new neuron is not replaced.
    #[codec(compact)]
    pub immunity_period: u16,
    /// Most validators.
    #[codec(compact)]
    pub max_allowed_validators: u16,
    /// Fewest weights in a row.
    #[codec(compact)]
    pub min_allowed_weights: u16,
    /// Always 65535.
    #[codec(compact)]
    pub max_weights_limit: u16,
    /// Shown only.
    #[codec(compact)]
    pub scaling_law_power: u16,
    /// Number of neurons.
    #[codec(compact)]
    pub subnetwork_n: u16,
    /// Most neurons.
    #[codec(compact)]
    pub max_allowed_uids: u16,
    /// Blocks since the last epoch that ran.
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    /// Blocks an epoch.
    #[codec(compact)]
    pub tempo: u16,
    /// Always 0.
    #[codec(compact)]
    pub network_modality: u16,
    /// Always empty.
    pub network_connect: Vec<[u16; 2]>,
    /// Always 0.
    #[codec(compact)]
    pub emission_value: u64,
    /// Price of a registration.
    #[codec(compact)]
    pub burn: TaoBalance,
    /// The owner's coldkey.
    pub owner: AccountId32,
    /// How the subnet presents itself.
    pub identity: Option<SubnetIdentityV3>,
}

impl From<SubnetInfov2> for SubnetInfo {
    fn from(info: SubnetInfov2) -> Self {
        Self {
            netuid: info.netuid,
            rho: info.rho,
            kappa: info.kappa,
            difficulty: info.difficulty,
            immunity_period: info.immunity_period,
            max_allowed_validators: info.max_allowed_validators,
            min_allowed_weights: info.min_allowed_weights,
            max_weights_limit: info.max_weights_limit,
            scaling_law_power: info.scaling_law_power,
            subnetwork_n: info.subnetwork_n,
            max_allowed_uids: info.max_allowed_uids,
            blocks_since_last_step: info.blocks_since_last_step,
            tempo: info.tempo,
            network_modality: info.network_modality,
            network_connect: info.network_connect,
            emission_values: info.emission_value,
            burn: info.burn,
            owner: info.owner,
        }
    }
}
