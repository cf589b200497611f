//! Parameters of a subnet.

use alloc::vec;

use myelin_types::NetUid;
use pallet_subtensor_runtime_api::{
    HyperparamEntry,
    HyperparamValue::{self, Bool, I32F32, TaoBalance, U16, U32, U64, U64F64},
    SubnetHyperparams, SubnetHyperparamsV2, SubnetHyperparamsV3,
};

use super::MAX_WEIGHTS_LIMIT;
use crate::pallet::*;

/// The version of the epoch that a subnet runs, by whether it has the new bonds.
fn yuma_version(new_bonds: bool) -> u16 {
    if new_bonds { 3 } else { 2 }
}

/// A named value; short, so that the list below reads as a table.
fn entry(name: &str, value: HyperparamValue) -> HyperparamEntry {
    HyperparamEntry::new(name, value)
}

impl<T: Config> Pallet<T> {
    /// The parameters of a subnet, first layout.
    pub fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams> {
        Self::get_subnet_hyperparams_v2(netuid).map(Into::into)
    }

    /// The parameters of a subnet, second layout.
    pub fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
        if !Self::subnet_exists(netuid) {
            return None;
        }
        let (alpha_low, alpha_high) = AlphaValues::<T>::get(netuid);
        let steepness = AlphaSigmoidSteepness::<T>::get(netuid);
        Some(SubnetHyperparamsV2 {
            rho: Rho::<T>::get(netuid),
            kappa: Kappa::<T>::get(netuid),
            immunity_period: ImmunityPeriod::<T>::get(netuid),
            min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
            max_weights_limit: MAX_WEIGHTS_LIMIT,
            tempo: Tempo::<T>::get(netuid),
            min_difficulty: MinDifficulty::<T>::get(netuid),
            max_difficulty: MaxDifficulty::<T>::get(netuid),
            weights_version: WeightsVersionKey::<T>::get(netuid),
            weights_rate_limit: WeightsSetRateLimit::<T>::get(netuid),
            adjustment_interval: AdjustmentInterval::<T>::get(netuid),
            activity_cutoff: Self::activity_cutoff(netuid),
            registration_allowed: NetworkRegistrationAllowed::<T>::get(netuid),
            target_regs_per_interval: TargetRegistrationsPerInterval::<T>::get(netuid),
            min_burn: MinBurn::<T>::get(netuid),
            max_burn: MaxBurn::<T>::get(netuid),
            bonds_moving_avg: BondsMovingAverage::<T>::get(netuid),
            max_regs_per_block: MaxRegistrationsPerBlock::<T>::get(netuid),
            serving_rate_limit: ServingRateLimit::<T>::get(netuid),
            max_validators: MaxAllowedValidators::<T>::get(netuid),
            adjustment_alpha: AdjustmentAlpha::<T>::get(netuid),
            difficulty: Difficulty::<T>::get(netuid),
            commit_reveal_period: RevealPeriodEpochs::<T>::get(netuid),
            commit_reveal_weights_enabled: CommitRevealWeightsEnabled::<T>::get(netuid),
            alpha_high,
            alpha_low,
            liquid_alpha_enabled: LiquidAlphaOn::<T>::get(netuid),
            alpha_sigmoid_steepness: steepness.into(),
            yuma_version: yuma_version(Yuma3On::<T>::get(netuid)),
            subnet_is_active: SubtokenEnabled::<T>::get(netuid),
            transfers_enabled: TransferToggle::<T>::get(netuid),
            bonds_reset_enabled: BondsResetOn::<T>::get(netuid),
            user_liquidity_enabled: false,
        })
    }

    /// The parameters of a subnet as named values. New ones go to the end.
    pub fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<SubnetHyperparamsV3> {
        let p = Self::get_subnet_hyperparams_v2(netuid)?;
        let factor = ActivityCutoffFactorMilli::<T>::get(netuid);
        let burn_increase = BurnIncreaseMult::<T>::get(netuid);
        let auto_lock = OwnerCutAutoLockEnabled::<T>::get(netuid);
        Some(vec![
            entry("kappa", U16(p.kappa)),
            entry("immunity_period", U16(p.immunity_period)),
            entry("min_allowed_weights", U16(p.min_allowed_weights)),
            entry("max_weights_limit", U16(p.max_weights_limit)),
            entry("tempo", U16(p.tempo)),
            entry("weights_version", U64(p.weights_version)),
            entry("weights_rate_limit", U64(p.weights_rate_limit)),
            entry("activity_cutoff", U64(p.activity_cutoff)),
            entry("activity_cutoff_factor", U32(factor)),
            entry("registration_allowed", Bool(p.registration_allowed)),
            entry("target_regs_per_interval", U16(p.target_regs_per_interval)),
            entry("min_burn", TaoBalance(p.min_burn)),
            entry("max_burn", TaoBalance(p.max_burn)),
            entry("burn_half_life", U16(BurnHalfLife::<T>::get(netuid))),
            entry("burn_increase_mult", U64F64(burn_increase)),
            entry("bonds_moving_avg", U64(p.bonds_moving_avg)),
            entry("max_regs_per_block", U16(p.max_regs_per_block)),
            entry("serving_rate_limit", U64(p.serving_rate_limit)),
            entry("max_validators", U16(p.max_validators)),
            entry("commit_reveal_period", U64(p.commit_reveal_period)),
            entry(
                "commit_reveal_weights_enabled",
                Bool(p.commit_reveal_weights_enabled),
            ),
            entry("alpha_high", U16(p.alpha_high)),
            entry("alpha_low", U16(p.alpha_low)),
            entry("liquid_alpha_enabled", Bool(p.liquid_alpha_enabled)),
            entry("alpha_sigmoid_steepness", I32F32(p.alpha_sigmoid_steepness)),
            entry("yuma_version", U16(p.yuma_version)),
            entry("subnet_is_active", Bool(p.subnet_is_active)),
            entry("transfers_enabled", Bool(p.transfers_enabled)),
            entry("bonds_reset_enabled", Bool(p.bonds_reset_enabled)),
            entry("user_liquidity_enabled", Bool(p.user_liquidity_enabled)),
            entry("owner_cut_enabled", Bool(OwnerCutEnabled::<T>::get(netuid))),
            entry("owner_cut_auto_lock_enabled", Bool(auto_lock)),
            entry("min_childkey_take", U16(Self::min_childkey_take(netuid))),
        ])
    }
}
