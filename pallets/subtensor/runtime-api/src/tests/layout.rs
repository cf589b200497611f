//! Names, order and types of every structure against the tables of the spec (RPC sections 7 to
//! 9), seen as clients see them: through the type information.

use alloc::{string::String, vec::Vec};
use myelin_types::frozen::{
    AxonInfo, ChainIdentityV2, LockState, PrometheusInfo, SubnetIdentityV3,
};
use scale_info::TypeInfo;

use super::show;
use crate::*;

/// Holds that `T` has the fields listed in `table`, separated by semicolons.
fn assert_fields<T: TypeInfo>(table: &str) {
    let expected: Vec<_> = table
        .split(';')
        .map(|field| field.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(show::fields::<T>(), expected);
}

#[test]
fn stored_structures_are_plain() {
    assert_fields::<AxonInfo>(
        "block u64; version u32; ip u128; port u16; ip_type u8; protocol u8; placeholder1 u8;
         placeholder2 u8",
    );
    assert_fields::<PrometheusInfo>("block u64; version u32; ip u128; port u16; ip_type u8");
    assert_fields::<LockState>("locked_mass u64; conviction {bits u128}; last_update u64");
    assert_fields::<ChainIdentityV2>(
        "name Vec<u8>; url Vec<u8>; github_repo Vec<u8>; image Vec<u8>; discord Vec<u8>;
         description Vec<u8>; additional Vec<u8>",
    );
    assert_fields::<SubnetIdentityV3>(
        "subnet_name Vec<u8>; github_repo Vec<u8>; subnet_contact Vec<u8>; subnet_url Vec<u8>;
         discord Vec<u8>; description Vec<u8>; logo_url Vec<u8>; additional Vec<u8>",
    );
}

#[test]
fn delegates_and_stake_have_their_fields() {
    assert_fields::<DelegateInfo>(
        "delegate_ss58 acc; take c u16; nominators Vec<(acc, Vec<(c u16, c u64)>)>;
         owner_ss58 acc; registrations Vec<c u16>; validator_permits Vec<c u16>;
         return_per_1000 c u64; total_daily_return c u64",
    );
    assert_fields::<StakeInfo>(
        "hotkey acc; coldkey acc; netuid c u16; stake c u64; locked c u64; emission c u64;
         tao_emission c u64; drain c u64; is_registered bool",
    );
    assert_fields::<StakeAvailability>("total c u64; locked c u64; available c u64");
}

const NEURON: &str = "hotkey acc; coldkey acc; uid c u16; netuid c u16; active bool;
    axon_info AxonInfo; prometheus_info PrometheusInfo; stake Vec<(acc, c u64)>; rank c u16;
    emission c u64; incentive c u16; consensus c u16; trust c u16; validator_trust c u16;
    dividends c u16; last_update c u64; validator_permit bool";

#[test]
fn neurons_have_their_fields() {
    let rows = "weights Vec<(c u16, c u16)>; bonds Vec<(c u16, c u16)>";
    assert_fields::<NeuronInfo>(&[NEURON, rows, "pruning_score c u16"].join(";"));
    assert_fields::<NeuronInfoLite>(&[NEURON, "pruning_score c u16"].join(";"));
}

const SUBNET: &str = "netuid c u16; rho c u16; kappa c u16; difficulty c u64;
    immunity_period c u16; max_allowed_validators c u16; min_allowed_weights c u16;
    max_weights_limit c u16; scaling_law_power c u16; subnetwork_n c u16; max_allowed_uids c u16;
    blocks_since_last_step c u64; tempo c u16; network_modality c u16;
    network_connect Vec<[u16 x 2]>";

#[test]
fn subnets_have_their_fields() {
    let first = "emission_values c u64; burn c u64; owner acc";
    assert_fields::<SubnetInfo>(&[SUBNET, first].join(";"));
    let second = "emission_value c u64; burn c u64; owner acc; identity Option<SubnetIdentityV3>";
    assert_fields::<SubnetInfov2>(&[SUBNET, second].join(";"));
}

const HYPERPARAMS: &str = "rho c u16; kappa c u16; immunity_period c u16;
    min_allowed_weights c u16; max_weights_limit c u16; tempo c u16; min_difficulty c u64;
    max_difficulty c u64; weights_version c u64; weights_rate_limit c u64;
    adjustment_interval c u16; activity_cutoff c u64; registration_allowed bool;
    target_regs_per_interval c u16; min_burn c u64; max_burn c u64; bonds_moving_avg c u64;
    max_regs_per_block c u16; serving_rate_limit c u64; max_validators c u16;
    adjustment_alpha c u64; difficulty c u64; commit_reveal_period c u64;
    commit_reveal_weights_enabled bool; alpha_high c u16; alpha_low c u16;
    liquid_alpha_enabled bool";

#[test]
fn hyperparameters_have_their_fields() {
    assert_fields::<SubnetHyperparams>(HYPERPARAMS);
    let added = "alpha_sigmoid_steepness {bits i64}; yuma_version c u16; subnet_is_active bool;
        transfers_enabled bool; bonds_reset_enabled bool; user_liquidity_enabled bool";
    assert_fields::<SubnetHyperparamsV2>(&[HYPERPARAMS, added].join(";"));
    assert_fields::<HyperparamEntry>("name Vec<u8>; value HyperparamValue");
    let variants = [
        "0 Bool(bool)",
        "1 U16(c u16)",
        "2 U32(c u32)",
        "3 U64(c u64)",
        "4 U128(c u128)",
        "5 TaoBalance(c u64)",
        "6 I32F32({bits i64})",
        "7 U64F64({bits u128})",
    ];
    assert_eq!(show::variants::<HyperparamValue>(), variants);
}

#[test]
fn dynamic_info_has_its_fields() {
    assert_fields::<DynamicInfo>(
        "netuid c u16; owner_hotkey acc; owner_coldkey acc; subnet_name Vec<c u8>;
         token_symbol Vec<c u8>; tempo c u16; last_step c u64; blocks_since_last_step c u64;
         emission c u64; alpha_in c u64; alpha_out c u64; tao_in c u64; alpha_out_emission c u64;
         alpha_in_emission c u64; tao_in_emission c u64; pending_alpha_emission c u64;
         pending_root_emission c u64; subnet_volume c u128; network_registered_at c u64;
         subnet_identity Option<SubnetIdentityV3>; moving_price {bits i128}",
    );
}

#[test]
fn subnet_state_has_its_fields() {
    assert_fields::<SubnetState>(
        "netuid c u16; hotkeys Vec<acc>; coldkeys Vec<acc>; active Vec<bool>;
         validator_permit Vec<bool>; pruning_score Vec<c u16>; last_update Vec<c u64>;
         emission Vec<c u64>; dividends Vec<c u16>; incentives Vec<c u16>; consensus Vec<c u16>;
         trust Vec<c u16>; rank Vec<c u16>; block_at_registration Vec<c u64>;
         alpha_stake Vec<c u64>; tao_stake Vec<c u64>; total_stake Vec<c u64>;
         emission_history Vec<Vec<c u64>>",
    );
}

/// Fields 1 to 71 of both metagraphs.
const METAGRAPH: &str = "name Vec<c u8>; symbol Vec<c u8>; identity Option<SubnetIdentityV3>;
    network_registered_at c u64; owner_hotkey acc; owner_coldkey acc; block c u64; tempo c u16;
    last_step c u64; blocks_since_last_step c u64; subnet_emission c u64; alpha_in c u64;
    alpha_out c u64; tao_in c u64; alpha_out_emission c u64; alpha_in_emission c u64;
    tao_in_emission c u64; pending_alpha_emission c u64; pending_root_emission c u64;
    subnet_volume c u128; moving_price {bits i128}; rho c u16; kappa c u16;
    min_allowed_weights c u16; max_weights_limit c u16; weights_version c u64;
    weights_rate_limit c u64; activity_cutoff c u64; max_validators c u16; num_uids c u16;
    max_uids c u16; burn c u64; difficulty c u64; registration_allowed bool;
    pow_registration_allowed bool; immunity_period c u16; min_difficulty c u64;
    max_difficulty c u64; min_burn c u64; max_burn c u64; adjustment_alpha c u64;
    adjustment_interval c u16; target_regs_per_interval c u16; max_regs_per_block c u16;
    serving_rate_limit c u64; commit_reveal_weights_enabled bool; commit_reveal_period c u64;
    liquid_alpha_enabled bool; alpha_high c u16; alpha_low c u16; bonds_moving_avg c u64;
    hotkeys Vec<acc>; coldkeys Vec<acc>; identities Vec<Option<ChainIdentityV2>>;
    axons Vec<AxonInfo>; active Vec<bool>; validator_permit Vec<bool>;
    pruning_score Vec<c u16>; last_update Vec<c u64>; emission Vec<c u64>;
    dividends Vec<c u16>; incentives Vec<c u16>; consensus Vec<c u16>; trust Vec<c u16>;
    rank Vec<c u16>; block_at_registration Vec<c u64>; alpha_stake Vec<c u64>;
    tao_stake Vec<c u64>; total_stake Vec<c u64>;
    tao_dividends_per_hotkey Vec<(acc, c u64)>; alpha_dividends_per_hotkey Vec<(acc, c u64)>";

fn optional(field: &str) -> String {
    let (name, kind) = field.trim().split_once(' ').unwrap();
    alloc::format!("{name} Option<{}>", kind.trim())
}

#[test]
fn both_metagraphs_have_the_fields_of_the_index_table_in_its_order() {
    assert_fields::<Metagraph>(&["netuid c u16", METAGRAPH].join(";"));
    let extra = "validators Vec<c u16>; commitments Vec<(acc, Vec<c u8>)>";
    let wrapped: Vec<_> = METAGRAPH
        .split(';')
        .chain(extra.split(';'))
        .map(optional)
        .collect();
    assert_fields::<SelectiveMetagraph>(&["netuid c u16", &wrapped.join(";")].join(";"));
}

#[test]
fn fields_are_numbered_without_a_gap() {
    assert_eq!(
        show::fields::<Metagraph>().len(),
        usize::from(metagraph::WHOLE_FIELDS)
    );
    let selective = show::fields::<SelectiveMetagraph>();
    assert_eq!(selective.len(), usize::from(metagraph::SELECTIVE_FIELDS));
    let known = [
        (25, "max_weights_limit"),
        (52, "hotkeys"),
        (62, "incentives"),
        (72, "validators"),
    ];
    for (index, name) in known {
        assert!(selective[index].starts_with(name));
    }
}
