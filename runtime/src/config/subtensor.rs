//! Subnets, their markets, the orders on these, and their settings.

use super::{consensus::BlockAuthor, time};
use crate::{
    AccountId, AlphaAssets, Balances, Drand, Runtime, SubtensorModule, Swap, Timestamp, weights,
};
use core::num::NonZeroU64;
use frame_support::{
    PalletId, parameter_types,
    traits::{ConstBool, ConstI16, ConstU16, ConstU32, ConstU64},
};
use pallet_chain_settings::OwnChainId;
use sp_runtime::{Percent, traits::AccountIdConversion};

parameter_types! {
    /// The accounts of subnets are derived from it.
    pub const SubtensorPalletId: PalletId = PalletId(*b"subtensr");
    /// The account that burned TAO goes to is derived from it.
    pub const BurnAccountId: PalletId = PalletId(*b"burntnsr");
    /// Share of the neurons of a subnet that trimming may leave immune.
    pub const MaxImmuneUidsPercentage: Percent = Percent::from_percent(80);
    /// The account of the markets is derived from it.
    pub const SwapProtocolId: PalletId = PalletId(*b"ten/swap");
    /// The account that batches of limit orders go through is derived from it.
    pub const LimitOrdersPalletId: PalletId = PalletId(*b"bt/limit");
    /// The hotkey that the alpha of a batch of limit orders is staked to in between.
    pub LimitOrdersPalletHotkey: AccountId =
        PalletId(*b"bt/lmhky").into_account_truncating();
    /// Smallest reserve from which a pool pays, in rao.
    pub const SwapMinimumReserve: NonZeroU64 = NonZeroU64::MIN.saturating_add(999_999);
}

impl pallet_alpha_assets::Config for Runtime {}

impl pallet_swap::Config for Runtime {
    type Pools = SubtensorModule;
    type ProtocolId = SwapProtocolId;
    type MaxFeeRate = ConstU16<10_000>;
    type MinimumLiquidity = ConstU64<1_000>;
    type MinimumReserve = SwapMinimumReserve;
    type WeightInfo = weights::pallet_swap::Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::Subnets;
}

impl pallet_limit_orders::Config for Runtime {
    type Swap = SubtensorModule;
    type Time = Timestamp;
    type ChainId = OwnChainId<Runtime>;
    type MaxOrdersPerBatch = ConstU32<100>;
    type PalletId = LimitOrdersPalletId;
    type PalletHotkey = LimitOrdersPalletHotkey;
    type WeightInfo = weights::pallet_limit_orders::Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::OrderMarket;
}

impl pallet_subtensor::Config for Runtime {
    type Currency = Balances;
    type Market = Swap;
    type AlphaAssets = AlphaAssets;
    type Beacon = Drand;
    type BeaconCurve = crate::curve::Curve;
    type BlockAuthor = BlockAuthor;
    type InitialPendingChildKeyCooldown = time::InitialPendingChildKeyCooldown;
    type MechanismRateLimit = time::MechanismRateLimit;
    type MaxUidsTrimmingRateLimit = time::MaxUidsTrimmingRateLimit;
    type WeightInfo = weights::pallet_subtensor::Measured<Runtime>;
    type InitialIssuance = ConstU64<0>;
    type InitialMinAllowedWeights = ConstU16<1_024>;
    type InitialEmissionValue = ConstU16<0>;
    type InitialTempo = time::InitialTempo;
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
    type InitialTxChildKeyTakeRateLimit = time::InitialTxChildKeyTakeRateLimit;
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
    type InitialColdkeySwapAnnouncementDelay = time::InitialColdkeySwapAnnouncementDelay;
    type InitialColdkeySwapReannouncementDelay = time::InitialColdkeySwapReannouncementDelay;
    type InitialDissolveNetworkScheduleDuration = ConstU32<36_000>;
    type InitialTaoWeight = ConstU64<971_718_665_099_567_868>;
    type InitialEmaPriceHalvingPeriod = ConstU64<201_600>;
    type InitialStartCallDelay = ConstU64<0>;
    type KeySwapOnSubnetCost = ConstU64<1_000_000>;
    type HotkeySwapOnSubnetInterval = time::HotkeySwapOnSubnetInterval;
    type LeaseDividendsDistributionInterval = ConstU32<100>;
    type MaxImmuneUidsPercentage = MaxImmuneUidsPercentage;
    type SubtensorPalletId = SubtensorPalletId;
    type BurnAccountId = BurnAccountId;
    type InitialMaxEpochsPerBlock = time::InitialMaxEpochsPerBlock;
}
