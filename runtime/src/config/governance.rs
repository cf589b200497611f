//! Acting for somebody else, later, together, or against the rules: sudo, multisig, proxy,
//! scheduler, preimage and safe mode.

use core::ops::Mul;

use super::{
    money::deposit,
    system::RuntimeBlockWeights,
    time::{DAYS, HOURS},
};
use crate::{
    AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, ProxyType, Runtime,
    RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};
use frame_support::{
    parameter_types,
    traits::{
        ConstU32, ConstU64, Contains, EqualPrivilegeOnly, LinearStoragePrice,
        fungible::HoldConsideration,
    },
    weights::Weight,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use sp_runtime::{Perbill, traits::BlakeTwo256};

parameter_types! {
    /// Weight that scheduled calls may use in a block.
    pub MaximumSchedulerWeight: Weight =
        Mul::mul(Perbill::from_percent(80), RuntimeBlockWeights::get().max_block);
    /// Why a preimage holds part of a balance.
    pub const PreimageHoldReason: RuntimeHoldReason =
        RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
    /// Blocks that root puts the chain into safe mode for.
    pub const SafeModeEnterDuration: BlockNumber = DAYS;
    /// Blocks that root prolongs safe mode by.
    pub const SafeModeExtendDuration: BlockNumber = 12 * HOURS;
    /// Nobody enters or prolongs safe mode for a deposit.
    pub const NoSafeModeDeposit: Option<Balance> = None;
    /// Nobody gets a safe mode deposit back by himself.
    pub const NoSafeModeRelease: Option<BlockNumber> = None;
}

impl pallet_sudo::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type DepositBase = ConstU64<{ deposit(1, 112) }>;
    type DepositFactor = ConstU64<{ deposit(0, 32) }>;
    type MaxSignatories = ConstU32<100>;
    type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
    type BlockNumberProvider = System;
}

impl pallet_preimage::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        PreimageHoldReason,
        LinearStoragePrice<ConstU64<{ deposit(2, 64) }>, ConstU64<{ deposit(0, 1) }>, Balance>,
    >;
}

impl pallet_scheduler::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = MaximumSchedulerWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type MaxScheduledPerBlock = ConstU32<50>;
    type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl pallet_proxy::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type ProxyType = ProxyType;
    type ProxyDepositBase = ConstU64<{ deposit(1, 40) }>;
    type ProxyDepositFactor = ConstU64<{ deposit(0, 33) }>;
    type MaxProxies = ConstU32<20>;
    type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
    type MaxPending = ConstU32<75>;
    type CallHasher = BlakeTwo256;
    type AnnouncementDepositBase = ConstU64<{ deposit(1, 16) }>;
    type AnnouncementDepositFactor = ConstU64<{ deposit(0, 68) }>;
    type BlockNumberProvider = System;
}

/// The calls that safe mode lets through.
pub struct SafeModeWhitelist;

impl Contains<RuntimeCall> for SafeModeWhitelist {
    fn contains(call: &RuntimeCall) -> bool {
        use pallet_subtensor::Call as Subtensor;
        matches!(
            call,
            RuntimeCall::Sudo(_)
                | RuntimeCall::Multisig(_)
                | RuntimeCall::System(_)
                | RuntimeCall::SafeMode(_)
                | RuntimeCall::Timestamp(_)
                | RuntimeCall::SubtensorModule(
                    Subtensor::set_weights { .. } | Subtensor::serve_axon { .. }
                )
        )
    }
}

impl pallet_safe_mode::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type WhitelistedCalls = SafeModeWhitelist;
    type EnterDuration = SafeModeEnterDuration;
    type ExtendDuration = SafeModeExtendDuration;
    type EnterDepositAmount = NoSafeModeDeposit;
    type ExtendDepositAmount = NoSafeModeDeposit;
    type ForceEnterOrigin = EnsureRootWithSuccess<AccountId, SafeModeEnterDuration>;
    type ForceExtendOrigin = EnsureRootWithSuccess<AccountId, SafeModeExtendDuration>;
    type ForceExitOrigin = EnsureRoot<AccountId>;
    type ForceDepositOrigin = EnsureRoot<AccountId>;
    type Notify = ();
    type ReleaseDelay = NoSafeModeRelease;
    type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}
