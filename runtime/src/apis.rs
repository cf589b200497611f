//! The runtime APIs: what the node and clients may ask the runtime.

use crate::{
    AccountId, Aura, Balance, Block, Executive, Grandpa, InherentDataExt, Nonce, Runtime,
    RuntimeCall, RuntimeGenesisConfig, SessionKeys, SubtensorModule, Swap, System,
    TransactionPayment, UncheckedExtrinsic, VERSION, metadata, presets, wrapped,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{DecodeLimit, Encode};
use frame_support::genesis_builder_helper::{build_state, get_preset};
use myelin_types::{AlphaBalance, MechId, NetUid, TaoBalance, frozen::LockState};
use pallet_subtensor_runtime_api::{
    DelegateInfo, DelegateSummary, DelegatedStake, DelegationSummary, DynamicInfo, Eligibility,
    EpochState, Metagraph, NeuronInfo, NeuronInfoLite, NominatorStake, Page, PendingCommits,
    SelectiveMetagraph, StakeAvailability, StakeInfo, SubnetHyperparams, SubnetHyperparamsV2,
    SubnetHyperparamsV3, SubnetInfo, SubnetInfov2, SubnetState,
};
use pallet_swap_runtime_api::{SimSwapResult, SubnetPrice};
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{OpaqueMetadata, crypto::KeyTypeId};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
    ApplyExtrinsicResult, ExtrinsicInclusionMode,
    traits::{Block as BlockT, NumberFor},
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use substrate_fixed::types::U64F64;

/// How deep calls may be nested in a transaction that enters the pool.
const MAX_CALL_DEPTH: u32 = 8;

/// Whether the calls of a transaction are nested at most [`MAX_CALL_DEPTH`] deep.
fn nesting_is_bounded(transaction: &UncheckedExtrinsic) -> bool {
    let bounded = |mut call: &[u8]| {
        RuntimeCall::decode_all_with_depth_limit(MAX_CALL_DEPTH, &mut call).is_ok()
    };
    match &transaction.encoded_call {
        Some(call) => bounded(call),
        None => bounded(&transaction.function.encode()),
    }
}

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block);
        }

        fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            metadata::latest()
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            metadata::at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            metadata::versions()
        }
    }

    impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
        fn execute_view_function(
            id: frame_support::view_functions::ViewFunctionId,
            input: Vec<u8>,
        ) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
            Runtime::execute_view_function(id, input)
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: InherentData,
        ) -> CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            tx: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            if !nesting_is_bounded(&tx) {
                return Err(InvalidTransaction::Call.into());
            }
            Executive::validate_transaction(source, tx, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
        fn slot_duration() -> sp_consensus_aura::SlotDuration {
            sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
        }

        fn authorities() -> Vec<AuraId> {
            pallet_aura::Authorities::<Runtime>::get().into_inner()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(
            owner: Vec<u8>,
            seed: Option<Vec<u8>>,
        ) -> OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }

        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
            Grandpa::grandpa_authorities()
        }

        fn current_set_id() -> sp_consensus_grandpa::SetId {
            pallet_grandpa::CurrentSetId::<Runtime>::get()
        }

        fn submit_report_equivocation_unsigned_extrinsic(
            _equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            _key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            None
        }

        fn generate_key_ownership_proof(
            _set_id: sp_consensus_grandpa::SetId,
            _authority_id: GrandpaId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            None
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
        for Runtime
    {
        fn query_info(
            uxt: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> RuntimeDispatchInfo<Balance> {
            let quote = TransactionPayment::query_info(uxt.clone(), len);
            wrapped::corrected_quote(&uxt.function, quote)
        }

        fn query_fee_details(uxt: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
            let details = TransactionPayment::query_fee_details(uxt.clone(), len);
            wrapped::corrected_details(&uxt.function, details)
        }

        fn query_weight_to_fee(weight: frame_support::weights::Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl
        pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
            Block,
            Balance,
            RuntimeCall,
        > for Runtime
    {
        fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
            let quote = TransactionPayment::query_call_info(call.clone(), len);
            wrapped::corrected_quote(&call, quote)
        }

        fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
            let details = TransactionPayment::query_call_fee_details(call.clone(), len);
            wrapped::corrected_details(&call, details)
        }

        fn query_weight_to_fee(weight: frame_support::weights::Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl pallet_subtensor_runtime_api::DelegateInfoRuntimeApi<Block> for Runtime {
        fn get_delegates() -> Vec<DelegateInfo> {
            SubtensorModule::get_delegates()
        }

        fn get_delegate(delegate_account: AccountId) -> Option<DelegateInfo> {
            SubtensorModule::get_delegate(&delegate_account)
        }

        fn get_delegated(delegatee_account: AccountId) -> Vec<DelegatedStake> {
            SubtensorModule::get_delegated(&delegatee_account)
        }
    }

    impl pallet_subtensor_runtime_api::NeuronInfoRuntimeApi<Block> for Runtime {
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo> {
            SubtensorModule::get_neurons(netuid)
        }

        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo> {
            SubtensorModule::get_neuron(netuid, uid)
        }

        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite> {
            SubtensorModule::get_neurons_lite(netuid)
        }

        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite> {
            SubtensorModule::get_neuron_lite(netuid, uid)
        }
    }

    impl pallet_subtensor_runtime_api::SubnetInfoRuntimeApi<Block> for Runtime {
        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo> {
            SubtensorModule::get_subnet_info(netuid)
        }

        fn get_subnets_info() -> Vec<Option<SubnetInfo>> {
            SubtensorModule::get_subnets_info()
        }

        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfov2> {
            SubtensorModule::get_subnet_info_v2(netuid)
        }

        fn get_subnets_info_v2() -> Vec<Option<SubnetInfov2>> {
            SubtensorModule::get_subnets_info_v2()
        }

        fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams> {
            SubtensorModule::get_subnet_hyperparams(netuid)
        }

        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
            SubtensorModule::get_subnet_hyperparams_v2(netuid)
        }

        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<SubnetHyperparamsV3> {
            SubtensorModule::get_subnet_hyperparams_v3(netuid)
        }

        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>> {
            SubtensorModule::get_all_dynamic_info()
        }

        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo> {
            SubtensorModule::get_dynamic_info(netuid)
        }

        fn get_all_metagraphs() -> Vec<Option<Metagraph>> {
            SubtensorModule::get_all_metagraphs()
        }

        fn get_metagraph(netuid: NetUid) -> Option<Metagraph> {
            SubtensorModule::get_metagraph(netuid)
        }

        fn get_all_mechagraphs() -> Vec<Option<Metagraph>> {
            SubtensorModule::get_all_mechagraphs()
        }

        fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph> {
            SubtensorModule::get_mechagraph(netuid, mecid)
        }

        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState> {
            SubtensorModule::get_subnet_state(netuid)
        }

        fn get_selective_metagraph(
            netuid: NetUid,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph> {
            SubtensorModule::get_selective_metagraph(netuid, metagraph_indexes)
        }

        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: MechId,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph> {
            SubtensorModule::get_selective_mechagraph(netuid, subid, metagraph_indexes)
        }

        fn get_coldkey_auto_stake_hotkey(coldkey: AccountId, netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::get_coldkey_auto_stake_hotkey(&coldkey, netuid)
        }

        fn get_subnet_to_prune() -> Option<NetUid> {
            SubtensorModule::subnet_to_prune()
        }

        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::subnet_account(netuid)
        }

        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64> {
            SubtensorModule::epoch_schedule(netuid).next_epoch_start_block()
        }
    }

    impl pallet_subtensor_runtime_api::StakeInfoRuntimeApi<Block> for Runtime {
        fn get_stake_info_for_coldkey(coldkey_account: AccountId) -> Vec<StakeInfo> {
            SubtensorModule::get_stake_info_for_coldkey(&coldkey_account)
        }

        fn get_stake_info_for_coldkeys(
            coldkey_accounts: Vec<AccountId>,
        ) -> Vec<(AccountId, Vec<StakeInfo>)> {
            SubtensorModule::get_stake_info_for_coldkeys(coldkey_accounts)
        }

        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId,
            coldkey_account: AccountId,
            netuid: NetUid,
        ) -> Option<StakeInfo> {
            SubtensorModule::get_stake_info_for_hotkey_coldkey_netuid(
                &hotkey_account,
                &coldkey_account,
                netuid,
            )
        }

        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId>,
            netuids: Option<Vec<NetUid>>,
        ) -> BTreeMap<AccountId, BTreeMap<NetUid, StakeAvailability>> {
            SubtensorModule::get_stake_availability_for_coldkeys(coldkey_accounts, netuids)
        }

        fn get_stake_fee(
            origin: Option<(AccountId, NetUid)>,
            _origin_coldkey_account: AccountId,
            destination: Option<(AccountId, NetUid)>,
            _destination_coldkey_account: AccountId,
            amount: u64,
        ) -> u64 {
            SubtensorModule::get_stake_fee(origin, destination, amount)
        }

        fn get_coldkey_lock(coldkey: AccountId, netuid: NetUid) -> Option<LockState> {
            SubtensorModule::get_coldkey_lock(&coldkey, netuid)
        }

        fn get_hotkey_conviction(hotkey: AccountId, netuid: NetUid) -> U64F64 {
            SubtensorModule::get_hotkey_conviction(&hotkey, netuid)
        }

        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId> {
            SubtensorModule::get_most_convicted_hotkey_on_subnet(netuid)
        }
    }

    impl pallet_subtensor_runtime_api::SubnetRegistrationRuntimeApi<Block> for Runtime {
        fn get_network_registration_cost() -> TaoBalance {
            SubtensorModule::network_lock_cost()
        }
    }

    impl pallet_subtensor_runtime_api::EligibilityRuntimeApi<Block> for Runtime {
        fn may_set_weights(hotkey: AccountId, netuid: NetUid, mecid: MechId) -> Eligibility {
            SubtensorModule::may_set_weights(&hotkey, netuid, mecid)
        }

        fn may_commit_weights(hotkey: AccountId, netuid: NetUid, mecid: MechId) -> Eligibility {
            SubtensorModule::may_commit_weights(&hotkey, netuid, mecid)
        }

        fn may_commit_timelocked_weights(
            hotkey: AccountId,
            netuid: NetUid,
            mecid: MechId,
        ) -> Eligibility {
            SubtensorModule::may_commit_timelocked_weights(&hotkey, netuid, mecid)
        }

        fn may_reveal_weights(hotkey: AccountId, netuid: NetUid, mecid: MechId) -> Eligibility {
            SubtensorModule::may_reveal_weights(&hotkey, netuid, mecid)
        }

        fn may_serve_axon(hotkey: AccountId, netuid: NetUid) -> Eligibility {
            SubtensorModule::may_serve_axon(&hotkey, netuid)
        }

        fn may_serve_prometheus(hotkey: AccountId, netuid: NetUid) -> Eligibility {
            SubtensorModule::may_serve_prometheus(&hotkey, netuid)
        }

        fn may_register(coldkey: AccountId, hotkey: AccountId, netuid: NetUid) -> Eligibility {
            SubtensorModule::may_register(&coldkey, &hotkey, netuid)
        }

        fn get_pending_commits(
            hotkey: AccountId,
            netuid: NetUid,
            mecid: MechId,
        ) -> Option<PendingCommits> {
            SubtensorModule::get_pending_commits(&hotkey, netuid, mecid)
        }
    }

    impl pallet_subtensor_runtime_api::EpochRuntimeApi<Block> for Runtime {
        fn get_epoch_state(netuid: NetUid) -> Option<EpochState> {
            SubtensorModule::get_epoch_state(netuid)
        }
    }

    impl pallet_subtensor_runtime_api::PageRuntimeApi<Block> for Runtime {
        fn get_delegates_page(start: Option<AccountId>, limit: u32) -> Page<DelegateSummary> {
            SubtensorModule::get_delegates_page(start, limit)
        }

        fn get_nominators_page(
            delegate: AccountId,
            start: Option<AccountId>,
            limit: u32,
        ) -> Page<NominatorStake> {
            SubtensorModule::get_nominators_page(&delegate, start, limit)
        }

        fn get_delegated_page(
            coldkey: AccountId,
            start: Option<AccountId>,
            limit: u32,
        ) -> Page<DelegationSummary> {
            SubtensorModule::get_delegated_page(&coldkey, start, limit)
        }

        fn get_stake_info_for_coldkey_page(
            coldkey: AccountId,
            start: Option<AccountId>,
            limit: u32,
        ) -> Page<StakeInfo> {
            SubtensorModule::get_stake_info_for_coldkey_page(&coldkey, start, limit)
        }
    }

    impl pallet_swap_runtime_api::SwapRuntimeApi<Block> for Runtime {
        fn current_alpha_price(netuid: NetUid) -> u64 {
            Swap::current_alpha_price_rao(netuid)
        }

        fn current_alpha_price_all() -> Vec<SubnetPrice> {
            Swap::current_alpha_price_all()
        }

        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult {
            Swap::quote_tao_for_alpha(netuid, tao)
        }

        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult {
            Swap::quote_alpha_for_tao(netuid, alpha)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(config)
        }

        fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, presets::get)
        }

        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            presets::names()
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (
            Vec<frame_benchmarking::BenchmarkList>,
            Vec<frame_support::traits::StorageInfo>,
        ) {
            use super::*;
            use frame_benchmarking::BenchmarkList;
            use frame_support::traits::StorageInfoTrait;
            use frame_system_benchmarking::Pallet as SystemBench;

            let mut list = Vec::<BenchmarkList>::new();
            list_benchmarks!(list, extra);
            (list, AllPalletsWithSystem::storage_info())
        }

        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            use super::*;
            use frame_benchmarking::BenchmarkBatch;
            use frame_system_benchmarking::Pallet as SystemBench;

            let whitelist = crate::benchmarks::touched_anyway();
            let mut batches = Vec::<BenchmarkBatch>::new();
            let params = (&config, &whitelist);
            add_benchmarks!(params, batches);
            Ok(batches)
        }
    }

    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        fn on_runtime_upgrade(
            checks: frame_try_runtime::UpgradeCheckSelect,
        ) -> (frame_support::weights::Weight, frame_support::weights::Weight) {
            let weight = Executive::try_runtime_upgrade(checks);
            match weight {
                Ok(weight) => (weight, crate::config::system::RuntimeBlockWeights::get().max_block),
                Err(error) => panic!("the upgrade of the runtime fails: {error:?}"),
            }
        }

        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> frame_support::weights::Weight {
            match Executive::try_execute_block(block, state_root_check, signature_check, select) {
                Ok(weight) => weight,
                Err(error) => panic!("the block cannot be executed: {error:?}"),
            }
        }
    }
}
