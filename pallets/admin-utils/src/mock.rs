//! A runtime for the tests of the pallet, with the values of a production chain.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot build its state has failed"
)]

use core::num::NonZeroU64;

use frame_support::{
    BoundedVec, PalletId, derive_impl, parameter_types,
    traits::{ConstBool, ConstI16, ConstU8, ConstU16, ConstU32, ConstU64},
    weights::constants::ParityDbWeight,
};
use myelin_types::NetUid;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityList;
use sp_runtime::{
    AccountId32, BuildStorage, DispatchError, DispatchResult, Percent,
    traits::{Dispatchable, IdentityLookup},
};

use crate::{Call, ConsensusAuthorities};

pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// The subnet of the tests: from genesis, with a tempo of 100 and one neuron.
pub const NETUID: NetUid = NetUid(1);

/// A netuid without a subnet.
pub const UNKNOWN: NetUid = NetUid(77);

/// Owner of [`NETUID`].
pub const OWNER: AccountId32 = AccountId32::new([1; 32]);

/// Somebody else.
pub const STRANGER: AccountId32 = AccountId32::new([2; 32]);

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system = 0,
        Balances: pallet_balances = 5,
        SubtensorModule: pallet_subtensor = 7,
        AdminUtils: crate = 19,
        Swap: pallet_swap = 28,
        AlphaAssets: pallet_alpha_assets = 31,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
    type AccountData = pallet_balances::AccountData<u64>;
    type DbWeight = ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
}

impl pallet_alpha_assets::Config for Test {}

parameter_types! {
    pub const SwapProtocolId: PalletId = PalletId(*b"ten/swap");
    pub const MinimumReserve: NonZeroU64 = NonZeroU64::MIN.saturating_add(999_999);
    pub const SubtensorPalletId: PalletId = PalletId(*b"subtensr");
    pub const BurnAccountId: PalletId = PalletId(*b"burntnsr");
    pub const MaxImmuneUidsPercentage: Percent = Percent::from_percent(80);
    pub const NoAuthor: Option<AccountId32> = None;
    /// The Aura keys last set.
    pub static Authors: Vec<AuraId> = Vec::new();
    /// The change of GRANDPA's authorities that is pending.
    pub static FinalityChange: Option<(AuthorityList, u32, Option<u32>)> = None;
}

impl pallet_swap::Config for Test {
    type Pools = SubtensorModule;
    type ProtocolId = SwapProtocolId;
    type MaxFeeRate = ConstU16<10_000>;
    type MinimumLiquidity = ConstU64<1_000>;
    type MinimumReserve = MinimumReserve;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_subtensor::Config for Test {
    type Currency = Balances;
    type Market = Swap;
    type AlphaAssets = AlphaAssets;
    type Beacon = ();
    type BeaconCurve = ark_bls12_381::Bls12_381;
    type BlockAuthor = NoAuthor;
    type InitialPendingChildKeyCooldown = ConstU64<7_200>;
    type MechanismRateLimit = ConstU64<7_200>;
    type MaxUidsTrimmingRateLimit = ConstU64<216_000>;
    type WeightInfo = pallet_subtensor::EstimatedWeight<Test>;
    type InitialIssuance = ConstU64<0>;
    type InitialMinAllowedWeights = ConstU16<1_024>;
    type InitialEmissionValue = ConstU16<0>;
    type InitialTempo = ConstU16<360>;
    type InitialDifficulty = ConstU64<10_000_000>;
    type InitialMaxDifficulty = ConstU64<{ u64::MAX / 4 }>;
    type InitialMinDifficulty = ConstU64<10_000_000>;
    type InitialRAORecycledForRegistration = ConstU64<0>;
    type InitialBurn = ConstU64<100_000_000>;
    type InitialMaxBurn = ConstU64<100_000_000_000>;
    type InitialMinBurn = ConstU64<500_000>;
    type InitialMinStake = ConstU64<2_000_000>;
    type MinBurnUpperBound = ConstU64<1_000_000_000>;
    type MaxBurnLowerBound = ConstU64<100_000_000>;
    type MinTempo = ConstU16<360>;
    type MaxTempo = ConstU16<50_400>;
    type MinActivityCutoffFactorMilli = ConstU32<1_000>;
    type MaxActivityCutoffFactorMilli = ConstU32<50_000>;
    type InitialAdjustmentInterval = ConstU16<100>;
    type InitialBondsMovingAverage = ConstU64<900_000>;
    type InitialBondsPenalty = ConstU16<{ u16::MAX }>;
    type InitialBondsResetOn = ConstBool<false>;
    type InitialTargetRegistrationsPerInterval = ConstU16<2>;
    type InitialRho = ConstU16<10>;
    type InitialAlphaSigmoidSteepness = ConstI16<1_000>;
    type InitialKappa = ConstU16<32_767>;
    type InitialMinAllowedUids = ConstU16<64>;
    type InitialMaxAllowedUids = ConstU16<256>;
    type InitialValidatorPruneLen = ConstU64<1>;
    type InitialScalingLawPower = ConstU16<50>;
    type InitialImmunityPeriod = ConstU16<4_096>;
    type InitialActivityCutoff = ConstU16<5_000>;
    type InitialMaxRegistrationsPerBlock = ConstU16<1>;
    type InitialPruningScore = ConstU16<{ u16::MAX }>;
    type InitialMaxAllowedValidators = ConstU16<128>;
    type InitialDefaultDelegateTake = ConstU16<11_796>;
    type InitialMinDelegateTake = ConstU16<0>;
    type InitialDefaultChildKeyTake = ConstU16<0>;
    type InitialMinChildKeyTake = ConstU16<0>;
    type InitialMaxChildKeyTake = ConstU16<11_796>;
    type InitialWeightsVersionKey = ConstU64<0>;
    type InitialServingRateLimit = ConstU64<50>;
    type InitialTxRateLimit = ConstU64<1_000>;
    type InitialTxDelegateTakeRateLimit = ConstU64<216_000>;
    type InitialTxChildKeyTakeRateLimit = ConstU64<216_000>;
    type InitialAdjustmentAlpha = ConstU64<0>;
    type InitialNetworkImmunityPeriod = ConstU64<1_296_000>;
    type InitialNetworkMinLockCost = ConstU64<1_000_000_000_000>;
    type InitialSubnetOwnerCut = ConstU16<11_796>;
    type InitialNetworkLockReductionInterval = ConstU64<100_800>;
    type InitialNetworkRateLimit = ConstU64<7_200>;
    type KeySwapCost = ConstU64<100_000_000>;
    type AlphaHigh = ConstU16<58_982>;
    type AlphaLow = ConstU16<45_875>;
    type LiquidAlphaOn = ConstBool<false>;
    type Yuma3On = ConstBool<false>;
    type InitialColdkeySwapAnnouncementDelay = ConstU32<36_000>;
    type InitialColdkeySwapReannouncementDelay = ConstU32<7_200>;
    type InitialDissolveNetworkScheduleDuration = ConstU32<36_000>;
    type InitialTaoWeight = ConstU64<971_718_665_099_567_868>;
    type InitialEmaPriceHalvingPeriod = ConstU64<201_600>;
    type InitialStartCallDelay = ConstU64<0>;
    type KeySwapOnSubnetCost = ConstU64<1_000_000>;
    type HotkeySwapOnSubnetInterval = ConstU64<7_200>;
    type LeaseDividendsDistributionInterval = ConstU32<100>;
    type MaxImmuneUidsPercentage = MaxImmuneUidsPercentage;
    type SubtensorPalletId = SubtensorPalletId;
    type BurnAccountId = BurnAccountId;
    type InitialMaxEpochsPerBlock = ConstU8<2>;
}

/// Remembers what it was told; refuses a second change of finality, as GRANDPA does.
pub struct RecordedAuthorities;

impl ConsensusAuthorities<u32, ConstU32<32>> for RecordedAuthorities {
    fn swap_authors(new_authorities: BoundedVec<AuraId, ConstU32<32>>) {
        Authors::set(new_authorities.into_inner());
    }

    fn schedule_finality_change(
        next_authorities: AuthorityList,
        in_blocks: u32,
        forced: Option<u32>,
    ) -> DispatchResult {
        if FinalityChange::get().is_some() {
            return Err(DispatchError::Other("a change is pending"));
        }
        FinalityChange::set(Some((next_authorities, in_blocks, forced)));
        Ok(())
    }
}

impl crate::Config for Test {
    type MaxAuthorities = ConstU32<32>;
    type Authorities = RecordedAuthorities;
}

/// Runs a test in block 1 of a chain whose subnets belong to [`OWNER`], then the invariants of
/// the pallet that is administered.
pub fn run(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        test();
        SubtensorModule::do_try_state().expect("the invariants hold");
    });
}

/// Runs a test that invents neurons in storage, as no call would, so without the invariants.
pub fn run_with_invented_neurons(test: impl FnOnce()) {
    new_test_ext().execute_with(test);
}

/// The chain of the tests.
pub fn new_test_ext() -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        subtensor_module: pallet_subtensor::GenesisConfig {
            subnet_owner: Some((OWNER, AccountId32::new([9; 32]))),
            ..Default::default()
        },
        ..Default::default()
    };
    let storage = genesis.build_storage().expect("the genesis is consistent");
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.execute_with(|| System::set_block_number(1));
    ext
}

/// Sends a call as root.
pub fn as_root(call: Call<Test>) -> DispatchResult {
    send(RuntimeOrigin::root(), call)
}

/// Sends a call as the owner of [`NETUID`].
pub fn as_owner(call: Call<Test>) -> DispatchResult {
    send(RuntimeOrigin::signed(OWNER), call)
}

/// Sends a call.
pub fn send(origin: RuntimeOrigin, call: Call<Test>) -> DispatchResult {
    RuntimeCall::AdminUtils(call)
        .dispatch(origin)
        .map(drop)
        .map_err(|refused| refused.error)
}

/// The events since the last call of this function, oldest first.
pub fn take_events() -> Vec<RuntimeEvent> {
    let events = System::events();
    System::reset_events();
    events.into_iter().map(|record| record.event).collect()
}
