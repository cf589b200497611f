//! Accounts, blocks and their limits, and which calls are let through.

use crate::{
    AccountId, Balance, Block, BlockNumber, Hash, Nonce, PalletInfo, Runtime, RuntimeCall,
    RuntimeEvent, RuntimeOrigin, RuntimeTask, SafeMode, VERSION, wrapped::batched,
};
use frame_support::{
    derive_impl, parameter_types,
    traits::{ConstU16, ConstU32, Contains, InsideBoth},
    weights::{
        Weight,
        constants::{RocksDbWeight, WEIGHT_REF_TIME_PER_SECOND},
    },
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{Perbill, traits::AccountIdLookup};
use sp_version::RuntimeVersion;

/// The number that marks the addresses of this chain in their written form.
pub const SS58_PREFIX: u16 = 42;

/// Share of a block that transactions of class Normal may fill.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

/// Weight of a full block: four seconds of computation, storage proofs unlimited.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
    Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(4), u64::MAX);

/// Length of a full block, in bytes.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 10 * 1024 * 1024;

parameter_types! {
    /// Number of block hashes that mortal transactions can refer to.
    pub const BlockHashCount: BlockNumber = 2_400;
    /// The version served to clients.
    pub const Version: RuntimeVersion = VERSION;
    /// How much computation fits a block.
    pub RuntimeBlockWeights: BlockWeights =
        BlockWeights::with_sensible_defaults(MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO);
    /// How many bytes fit a block.
    pub RuntimeBlockLength: BlockLength = BlockLength::builder()
        .max_length(MAXIMUM_BLOCK_LENGTH)
        .modify_max_length_for_class(frame_support::dispatch::DispatchClass::Normal, |max| {
            *max = NORMAL_DISPATCH_RATIO.mul_floor(MAXIMUM_BLOCK_LENGTH);
        })
        .build();
}

/// Refuses a batch that directly contains a batch.
pub struct NoNestedBatch;

impl Contains<RuntimeCall> for NoNestedBatch {
    fn contains(call: &RuntimeCall) -> bool {
        batched(call).is_none_or(|calls| calls.iter().all(|inner| batched(inner).is_none()))
    }
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type BaseCallFilter = InsideBoth<SafeMode, NoNestedBatch>;
    type Block = Block;
    type BlockWeights = RuntimeBlockWeights;
    type BlockLength = RuntimeBlockLength;
    type BlockHashCount = BlockHashCount;
    type AccountId = AccountId;
    type Nonce = Nonce;
    type Hash = Hash;
    type Lookup = AccountIdLookup<AccountId, ()>;
    type DbWeight = RocksDbWeight;
    type Version = Version;
    type AccountData = pallet_balances::AccountData<Balance>;
    type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
    type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
    type SS58Prefix = ConstU16<SS58_PREFIX>;
    type MaxConsumers = ConstU32<16>;
}

impl pallet_insecure_randomness_collective_flip::Config for Runtime {}

impl pallet_utility::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = crate::OriginCaller;
    type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}
