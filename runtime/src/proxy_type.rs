//! Which calls a proxy of each type may make for its account.
//!
//! Every call is classified by an exhaustive match, so a new one does not compile until somebody
//! has decided which types may make it.

use crate::{Runtime, RuntimeCall, SystemCall};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::InstanceFilter;
use scale_info::TypeInfo;

/// What a proxy may do. The indices are part of the storage and of calls.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum ProxyType {
    /// Everything.
    #[default]
    Any = 0,
    /// The settings of a subnet, its identity and its symbol, but not its owner hotkey.
    Owner = 1,
    /// Everything but ending a subnet, registering neurons for a burn, coldkey swaps and sudo.
    NonCritical = 2,
    /// Everything but moving TAO or stake to somebody else, directly or by a coldkey swap.
    NonTransfer = 3,
    /// Deprecated: nothing.
    Senate = 4,
    /// Everything but what changes balances, stake or the owner of keys.
    NonFungible = 5,
    /// Deprecated: nothing.
    Triumvirate = 6,
    /// Deprecated: nothing.
    Governance = 7,
    /// Staking, unstaking and moving stake between hotkeys and subnets of the same coldkey.
    Staking = 8,
    /// Registering neurons.
    Registration = 9,
    /// Transferring TAO and stake.
    Transfer = 10,
    /// Transferring less than half a token at a time.
    SmallTransfer = 11,
    /// Deprecated: nothing.
    RootWeights = 12,
    /// The children of a hotkey and their take.
    ChildKeys = 13,
    /// Setting the code of the runtime, by sudo without weight.
    SudoUncheckedSetCode = 14,
    /// Swapping hotkeys.
    SwapHotkey = 15,
    /// The settings that the beneficiary of a leased subnet may change.
    SubnetLeaseBeneficiary = 16,
    /// Claiming root dividends.
    RootClaim = 17,
}

/// Amounts from here on, in rao of TAO or alpha, are no small transfers.
const SMALL_TRANSFER_LIMIT: u64 = 500_000_000;

/// A set of proxy types, one bit each.
#[derive(Clone, Copy)]
struct Types(u32);

impl Types {
    /// The types that allow whatever they do not forbid.
    const COMMON: Types = Types::NONE
        .with(ProxyType::NonCritical)
        .with(ProxyType::NonTransfer)
        .with(ProxyType::NonFungible);
    const NONE: Types = Types(0);

    const fn bit(proxy_type: ProxyType) -> u32 {
        1 << proxy_type as u8
    }

    const fn with(self, proxy_type: ProxyType) -> Types {
        Types(self.0 | Self::bit(proxy_type))
    }

    const fn without(self, proxy_type: ProxyType) -> Types {
        Types(self.0 & !Self::bit(proxy_type))
    }

    const fn contains(self, proxy_type: ProxyType) -> bool {
        self.0 & Self::bit(proxy_type) != 0
    }
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        *self == ProxyType::Any || allowed_types(call).contains(*self)
    }

    fn is_superset(&self, other: &Self) -> bool {
        use ProxyType::{Any, NonTransfer, SmallTransfer, Transfer};
        match (self, other) {
            (own, other) if own == other => true,
            (Any, _) => true,
            (_, Any) => false,
            (NonTransfer, Transfer | SmallTransfer) => false,
            (NonTransfer, _) | (Transfer, SmallTransfer) => true,
            _ => false,
        }
    }
}

/// The types besides `Any` that may make the call.
fn allowed_types(call: &RuntimeCall) -> Types {
    match call {
        RuntimeCall::Balances(call) => balances(call),
        RuntimeCall::SubtensorModule(call) => subtensor(call),
        RuntimeCall::AdminUtils(call) => admin_utils(call),
        RuntimeCall::Sudo(call) => sudo(call),
        // Pallets without a rule of their own. The calls inside a batch, a multisig or another
        // proxy are filtered again when they are dispatched.
        RuntimeCall::System(_)
        | RuntimeCall::Timestamp(_)
        | RuntimeCall::Grandpa(_)
        | RuntimeCall::Utility(_)
        | RuntimeCall::Multisig(_)
        | RuntimeCall::Preimage(_)
        | RuntimeCall::Scheduler(_)
        | RuntimeCall::Proxy(_)
        | RuntimeCall::SafeMode(_)
        | RuntimeCall::Drand(_)
        | RuntimeCall::Swap(_)
        | RuntimeCall::LimitOrders(_) => Types::COMMON,
    }
}

/// A transfer of `amount` rao of TAO or alpha, given what every transfer of its kind may do.
fn transfer(types: Types, amount: u64) -> Types {
    let types = types.with(ProxyType::Transfer);
    if amount < SMALL_TRANSFER_LIMIT {
        types.with(ProxyType::SmallTransfer)
    } else {
        types
    }
}

fn balances(call: &pallet_balances::Call<Runtime>) -> Types {
    use pallet_balances::Call;
    let moves_money = Types::NONE.with(ProxyType::NonCritical);
    match call {
        Call::transfer_allow_death { value, .. } | Call::transfer_keep_alive { value, .. } => {
            transfer(moves_money, *value)
        }
        Call::transfer_all { .. } => moves_money.with(ProxyType::Transfer),
        Call::force_transfer { .. }
        | Call::force_unreserve { .. }
        | Call::upgrade_accounts { .. }
        | Call::force_set_balance { .. }
        | Call::force_adjust_total_issuance { .. }
        | Call::burn { .. } => moves_money,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn sudo(call: &pallet_sudo::Call<Runtime>) -> Types {
    use pallet_sudo::Call;
    let common = Types::COMMON.without(ProxyType::NonCritical);
    match call {
        Call::sudo_unchecked_weight { call, .. }
            if matches!(**call, RuntimeCall::System(SystemCall::set_code { .. })) =>
        {
            common.with(ProxyType::SudoUncheckedSetCode)
        }
        Call::sudo { .. }
        | Call::sudo_unchecked_weight { .. }
        | Call::set_key { .. }
        | Call::sudo_as { .. }
        | Call::remove_key { .. } => common,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn subtensor(call: &pallet_subtensor::Call<Runtime>) -> Types {
    use pallet_subtensor::Call;
    let common = Types::COMMON;
    let spends = common.without(ProxyType::NonFungible);
    match call {
        Call::add_stake { .. }
        | Call::add_stake_limit { .. }
        | Call::remove_stake { .. }
        | Call::remove_stake_limit { .. }
        | Call::remove_stake_full_limit { .. }
        | Call::unstake_all { .. }
        | Call::unstake_all_alpha { .. }
        | Call::move_stake { .. }
        | Call::move_stake_limit { .. }
        | Call::swap_stake { .. }
        | Call::swap_stake_limit { .. } => spends.with(ProxyType::Staking),
        Call::set_root_claim_type { .. } => common.with(ProxyType::Staking),
        Call::claim_root { .. } => common.with(ProxyType::RootClaim),
        // They destroy stake, which is no business of those who may not even move it.
        Call::recycle_alpha { .. } | Call::burn_alpha { .. } | Call::add_stake_burn { .. } => {
            spends
        }
        Call::transfer_stake { alpha_amount, .. } => transfer(
            spends.without(ProxyType::NonTransfer),
            alpha_amount.to_u64(),
        ),
        Call::burned_register { .. } => spends
            .without(ProxyType::NonCritical)
            .with(ProxyType::Registration),
        Call::root_register { .. } => spends.without(ProxyType::NonCritical),
        Call::register { .. } | Call::register_limit { .. } => common.with(ProxyType::Registration),
        Call::set_subnet_identity { .. } | Call::update_symbol { .. } => {
            common.with(ProxyType::Owner)
        }
        Call::set_children { .. } | Call::set_childkey_take { .. } => {
            common.with(ProxyType::ChildKeys)
        }
        Call::start_call { .. } => common.with(ProxyType::SubnetLeaseBeneficiary),
        Call::dissolve_network { .. } => common.without(ProxyType::NonCritical),
        Call::register_network { .. }
        | Call::register_network_with_identity { .. }
        | Call::root_dissolve_network { .. }
        | Call::set_weights { .. }
        | Call::set_mechanism_weights { .. }
        | Call::batch_set_weights { .. }
        | Call::commit_weights { .. }
        | Call::commit_mechanism_weights { .. }
        | Call::batch_commit_weights { .. }
        | Call::commit_timelocked_weights { .. }
        | Call::commit_timelocked_mechanism_weights { .. }
        | Call::commit_crv3_mechanism_weights { .. }
        | Call::reveal_weights { .. }
        | Call::reveal_mechanism_weights { .. }
        | Call::batch_reveal_weights { .. }
        | Call::set_tempo { .. }
        | Call::set_activity_cutoff_factor { .. }
        | Call::trigger_epoch { .. }
        | Call::decrease_take { .. }
        | Call::increase_take { .. }
        | Call::sudo_set_tx_childkey_take_rate_limit { .. }
        | Call::sudo_set_min_childkey_take { .. }
        | Call::sudo_set_max_childkey_take { .. }
        | Call::set_pending_childkey_cooldown { .. }
        | Call::set_auto_parent_delegation_enabled { .. }
        | Call::sudo_set_num_root_claims { .. }
        | Call::sudo_set_root_claim_threshold { .. }
        | Call::serve_axon { .. }
        | Call::serve_axon_tls { .. }
        | Call::serve_prometheus { .. }
        | Call::set_identity { .. }
        | Call::lock_stake { .. }
        | Call::move_lock { .. }
        | Call::set_perpetual_lock { .. }
        | Call::set_reject_locked_alpha { .. }
        | Call::enable_voting_power_tracking { .. }
        | Call::disable_voting_power_tracking { .. }
        | Call::sudo_set_voting_power_ema_alpha { .. }
        | Call::set_coldkey_auto_stake_hotkey { .. }
        | Call::try_associate_hotkey { .. } => common,
        Call::__Ignore(_, never) => match *never {},
    }
}

fn admin_utils(call: &pallet_admin_utils::Call<Runtime>) -> Types {
    use pallet_admin_utils::Call;
    let common = Types::COMMON;
    let owner = common.with(ProxyType::Owner);
    match call {
        Call::sudo_set_sn_owner_hotkey { .. } | Call::sudo_set_subnet_owner_hotkey { .. } => common,
        Call::sudo_set_serving_rate_limit { .. }
        | Call::sudo_set_min_difficulty { .. }
        | Call::sudo_set_max_difficulty { .. }
        | Call::sudo_set_weights_version_key { .. }
        | Call::sudo_set_adjustment_alpha { .. }
        | Call::sudo_set_immunity_period { .. }
        | Call::sudo_set_min_allowed_weights { .. }
        | Call::sudo_set_kappa { .. }
        | Call::sudo_set_rho { .. }
        | Call::sudo_set_activity_cutoff { .. }
        | Call::sudo_set_network_registration_allowed { .. }
        | Call::sudo_set_network_pow_registration_allowed { .. }
        | Call::sudo_set_max_burn { .. }
        | Call::sudo_set_bonds_moving_average { .. }
        | Call::sudo_set_bonds_penalty { .. }
        | Call::sudo_set_commit_reveal_weights_enabled { .. }
        | Call::sudo_set_liquid_alpha_enabled { .. }
        | Call::sudo_set_alpha_values { .. }
        | Call::sudo_set_commit_reveal_weights_interval { .. }
        | Call::sudo_set_toggle_transfer { .. }
        | Call::sudo_set_subnet_emission_enabled { .. }
        | Call::sudo_set_min_childkey_take_per_subnet { .. } => {
            owner.with(ProxyType::SubnetLeaseBeneficiary)
        }
        Call::sudo_set_max_allowed_uids { .. }
        | Call::sudo_set_min_burn { .. }
        | Call::sudo_set_alpha_sigmoid_steepness { .. }
        | Call::sudo_set_yuma3_enabled { .. }
        | Call::sudo_set_bonds_reset_enabled { .. }
        | Call::sudo_set_owner_immune_neuron_limit { .. }
        | Call::sudo_set_mechanism_count { .. }
        | Call::sudo_set_mechanism_emission_split { .. }
        | Call::sudo_trim_to_max_allowed_uids { .. }
        | Call::sudo_set_recycle_or_burn { .. }
        | Call::sudo_set_burn_half_life { .. }
        | Call::sudo_set_burn_increase_mult { .. }
        | Call::sudo_set_owner_cut_enabled { .. }
        | Call::sudo_set_owner_cut_auto_lock_enabled { .. }
        | Call::sudo_set_weights_set_rate_limit { .. }
        | Call::sudo_set_adjustment_interval { .. }
        | Call::sudo_set_target_registrations_per_interval { .. }
        | Call::sudo_set_difficulty { .. }
        | Call::sudo_set_max_allowed_validators { .. }
        | Call::sudo_set_max_registrations_per_block { .. }
        | Call::sudo_set_tempo { .. }
        | Call::sudo_set_rao_recycled { .. }
        | Call::sudo_set_ema_price_halving_period { .. }
        | Call::sudo_set_subtoken_enabled { .. }
        | Call::sudo_set_min_allowed_uids { .. }
        | Call::sudo_set_min_non_immune_uids { .. }
        | Call::swap_authorities { .. }
        | Call::sudo_set_default_take { .. }
        | Call::sudo_set_tx_rate_limit { .. }
        | Call::sudo_set_subnet_owner_cut { .. }
        | Call::sudo_set_network_rate_limit { .. }
        | Call::sudo_set_network_immunity_period { .. }
        | Call::sudo_set_network_min_lock_cost { .. }
        | Call::sudo_set_subnet_limit { .. }
        | Call::sudo_set_lock_reduction_interval { .. }
        | Call::sudo_set_stake_threshold { .. }
        | Call::sudo_set_nominator_min_required_stake { .. }
        | Call::sudo_set_tx_delegate_take_rate_limit { .. }
        | Call::sudo_set_min_delegate_take { .. }
        | Call::sudo_set_dissolve_network_schedule_duration { .. }
        | Call::schedule_grandpa_change { .. }
        | Call::sudo_set_subnet_moving_alpha { .. }
        | Call::sudo_set_commit_reveal_version { .. }
        | Call::sudo_set_ck_burn { .. }
        | Call::sudo_set_admin_freeze_window { .. }
        | Call::sudo_set_owner_hparam_rate_limit { .. }
        | Call::sudo_set_tao_flow_cutoff { .. }
        | Call::sudo_set_tao_flow_normalization_exponent { .. }
        | Call::sudo_set_tao_flow_smoothing_factor { .. }
        | Call::sudo_set_start_call_delay { .. }
        | Call::sudo_set_coldkey_swap_announcement_delay { .. }
        | Call::sudo_set_coldkey_swap_reannouncement_delay { .. }
        | Call::sudo_set_max_mechanism_count { .. }
        | Call::sudo_set_net_tao_flow_enabled { .. }
        | Call::sudo_set_max_epochs_per_block { .. }
        | Call::sudo_set_total_issuance { .. } => owner,
        Call::__Ignore(_, never) => match *never {},
    }
}
