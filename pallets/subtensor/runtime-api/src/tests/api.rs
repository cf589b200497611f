//! Traits, methods, arguments and results against the spec (RPC sections 5 and 6), and those of this
//! chain's own.

use alloc::{format, string::String, vec::Vec};
use sp_api::RuntimeApiInfo;
use sp_metadata_ir::{RuntimeApiMetadataIR, RuntimeApiMethodMetadataIR};
use sp_runtime::{
    OpaqueExtrinsic,
    generic::{Block as GenericBlock, Header},
    traits::BlakeTwo256,
};

use super::show;
use crate::*;

type Block = GenericBlock<Header<u32, BlakeTwo256>, OpaqueExtrinsic>;

/// `method(argument type, ..) -> result` of every method.
fn signatures(api: RuntimeApiMetadataIR) -> Vec<String> {
    let show = |method: RuntimeApiMethodMetadataIR| {
        let inputs: Vec<_> = method
            .inputs
            .iter()
            .map(|input| format!("{} {}", input.name, show::ty(&input.ty)))
            .collect();
        let output = show::ty(&method.output);
        format!("{}({}) -> {output}", method.name, inputs.join(", "))
    };
    api.methods.into_iter().map(show).collect()
}

#[test]
fn apis_carry_the_ids_and_versions_that_clients_check() {
    fn id<Api: RuntimeApiInfo + ?Sized>() -> (u64, u32) {
        (u64::from_be_bytes(Api::ID), Api::VERSION)
    }
    let delegate = id::<dyn DelegateInfoRuntimeApi<Block>>();
    assert_eq!(delegate, (0x42e6_2be4_a39e_5b60, 1));
    let neuron = id::<dyn NeuronInfoRuntimeApi<Block>>();
    assert_eq!(neuron, (0x806d_f4cc_aa9e_d485, 1));
    let subnet = id::<dyn SubnetInfoRuntimeApi<Block>>();
    assert_eq!(subnet, (0x8375_104b_299b_74c5, 2));
    let stake = id::<dyn StakeInfoRuntimeApi<Block>>();
    assert_eq!(stake, (0x5d1f_bfbe_852f_2807, 1));
    let registration = id::<dyn SubnetRegistrationRuntimeApi<Block>>();
    assert_eq!(registration, (0xc688_6e2f_8e59_8b0a, 1));
}

#[test]
fn delegate_methods_have_their_names_and_arguments() {
    let api = runtime_decl_for_delegate_info_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "DelegateInfoRuntimeApi");
    let expected = [
        "get_delegates() -> Vec<DelegateInfo>",
        "get_delegate(delegate_account acc) -> Option<DelegateInfo>",
        "get_delegated(delegatee_account acc) -> Vec<(DelegateInfo, (c u16, c u64))>",
    ];
    assert_eq!(signatures(api), expected);
}

#[test]
fn neuron_methods_have_their_names_and_arguments() {
    let api = runtime_decl_for_neuron_info_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "NeuronInfoRuntimeApi");
    let expected = [
        "get_neurons(netuid u16) -> Vec<NeuronInfo>",
        "get_neuron(netuid u16, uid u16) -> Option<NeuronInfo>",
        "get_neurons_lite(netuid u16) -> Vec<NeuronInfoLite>",
        "get_neuron_lite(netuid u16, uid u16) -> Option<NeuronInfoLite>",
    ];
    assert_eq!(signatures(api), expected);
}

#[test]
fn subnet_methods_have_their_names_and_arguments() {
    let api = runtime_decl_for_subnet_info_runtime_api::runtime_metadata::<Block>(2);
    assert_eq!(api.name, "SubnetInfoRuntimeApi");
    let expected = [
        "get_subnet_info(netuid u16) -> Option<SubnetInfo>",
        "get_subnets_info() -> Vec<Option<SubnetInfo>>",
        "get_subnet_info_v2(netuid u16) -> Option<SubnetInfov2>",
        "get_subnets_info_v2() -> Vec<Option<SubnetInfov2>>",
        "get_subnet_hyperparams(netuid u16) -> Option<SubnetHyperparams>",
        "get_subnet_hyperparams_v2(netuid u16) -> Option<SubnetHyperparamsV2>",
        "get_subnet_hyperparams_v3(netuid u16) -> Option<Vec<HyperparamEntry>>",
        "get_all_dynamic_info() -> Vec<Option<DynamicInfo>>",
        "get_dynamic_info(netuid u16) -> Option<DynamicInfo>",
        "get_all_metagraphs() -> Vec<Option<Metagraph>>",
        "get_metagraph(netuid u16) -> Option<Metagraph>",
        "get_all_mechagraphs() -> Vec<Option<Metagraph>>",
        "get_mechagraph(netuid u16, mecid u8) -> Option<Metagraph>",
        "get_subnet_state(netuid u16) -> Option<SubnetState>",
        "get_selective_metagraph(netuid u16, metagraph_indexes Vec<u16>) \
         -> Option<SelectiveMetagraph>",
        "get_selective_mechagraph(netuid u16, subid u8, metagraph_indexes Vec<u16>) \
         -> Option<SelectiveMetagraph>",
        "get_coldkey_auto_stake_hotkey(coldkey acc, netuid u16) -> Option<acc>",
        "get_subnet_to_prune() -> Option<u16>",
        "get_subnet_account_id(netuid u16) -> Option<acc>",
        "get_next_epoch_start_block(netuid u16) -> Option<u64>",
    ];
    assert_eq!(signatures(api), expected);
}

#[test]
fn stake_methods_have_their_names_and_arguments() {
    let api = runtime_decl_for_stake_info_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "StakeInfoRuntimeApi");
    let expected = [
        "get_stake_info_for_coldkey(coldkey_account acc) -> Vec<StakeInfo>",
        "get_stake_info_for_coldkeys(coldkey_accounts Vec<acc>) -> Vec<(acc, Vec<StakeInfo>)>",
        "get_stake_info_for_hotkey_coldkey_netuid(hotkey_account acc, coldkey_account acc, \
         netuid u16) -> Option<StakeInfo>",
        "get_stake_availability_for_coldkeys(coldkey_accounts Vec<acc>, \
         netuids Option<Vec<u16>>) -> BTreeMap<acc, BTreeMap<u16, StakeAvailability>>",
        "get_stake_fee(origin Option<(acc, u16)>, origin_coldkey_account acc, \
         destination Option<(acc, u16)>, destination_coldkey_account acc, amount u64) -> u64",
        "get_coldkey_lock(coldkey acc, netuid u16) -> Option<LockState>",
        "get_hotkey_conviction(hotkey acc, netuid u16) -> {bits u128}",
        "get_most_convicted_hotkey_on_subnet(netuid u16) -> Option<acc>",
    ];
    assert_eq!(signatures(api), expected);
}

#[test]
fn the_price_of_a_subnet_is_a_plain_number() {
    let api = runtime_decl_for_subnet_registration_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "SubnetRegistrationRuntimeApi");
    assert_eq!(signatures(api), ["get_network_registration_cost() -> u64"]);
}

#[test]
fn questions_have_their_names_and_arguments() {
    let api = runtime_decl_for_eligibility_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "EligibilityRuntimeApi");
    let expected = [
        "may_set_weights(hotkey acc, netuid u16, mecid u8) -> Eligibility",
        "may_commit_weights(hotkey acc, netuid u16, mecid u8) -> Eligibility",
        "may_commit_timelocked_weights(hotkey acc, netuid u16, mecid u8) -> Eligibility",
        "may_reveal_weights(hotkey acc, netuid u16, mecid u8) -> Eligibility",
        "may_serve_axon(hotkey acc, netuid u16) -> Eligibility",
        "may_serve_prometheus(hotkey acc, netuid u16) -> Eligibility",
        "may_register(coldkey acc, hotkey acc, netuid u16) -> Eligibility",
        "get_pending_commits(hotkey acc, netuid u16, mecid u8) -> Option<PendingCommits>",
    ];
    assert_eq!(signatures(api), expected);
    let api = runtime_decl_for_epoch_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "EpochRuntimeApi");
    let expected = ["get_epoch_state(netuid u16) -> Option<EpochState>"];
    assert_eq!(signatures(api), expected);
}

#[test]
fn every_page_takes_a_start_and_a_limit() {
    let api = runtime_decl_for_page_runtime_api::runtime_metadata::<Block>(1);
    assert_eq!(api.name, "PageRuntimeApi");
    let expected = [
        "get_delegates_page(start Option<acc>, limit u32) -> Page<DelegateSummary>",
        "get_nominators_page(delegate acc, start Option<acc>, limit u32) -> Page<NominatorStake>",
        "get_delegated_page(coldkey acc, start Option<acc>, limit u32) -> Page<DelegationSummary>",
        "get_stake_info_for_coldkey_page(coldkey acc, start Option<acc>, limit u32) \
         -> Page<StakeInfo>",
    ];
    assert_eq!(signatures(api), expected);
}
