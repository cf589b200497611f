//! Subnets, neurons, stake, weights, epochs and emission: the pallet clients know as
//! `SubtensorModule`.
//!
//! # What it is about
//!
//! A **subnet** is a market for one kind of work. Its **neurons** are numbered by uid; each one is
//! a **hotkey** that a **coldkey** owns. **Validators** set **weights** on miners; once in a tempo
//! an **epoch** turns weights and stake into consensus, incentive, dividends and bonds (Yuma
//! consensus), and the alpha collected since the last epoch is paid out by them. **Alpha** is the
//! token of a subnet; it trades against TAO in the subnet's pool, and staking to a hotkey means
//! holding alpha in the share pool of that hotkey. On **root**, subnet 0, the TAO itself is staked.
//!
//! # How it is built
//!
//! This file declares what clients see: constants, storage, events, errors and calls, each section
//! in the same order of themes. Names, types, hashers, defaults and indices are frozen: released
//! clients find everything by name and decode it by these types. A name that looks misspelt is
//! marked *frozen name*.
//!
//! The logic stands in one folder per theme:
//!
//! | module | theme |
//! |---|---|
//! | [`subnets`] | creating, starting and dissolving subnets; the price of a subnet; symbols |
//! | [`neurons`] | uids, registration and its price, pruning, serving |
//! | [`weights`] | setting weights and every check before it |
//! | [`epoch`] | the schedule of epochs; loading, running and storing one |
//! | [`stake`] | positions, totals, adding, removing, moving and locking stake; root claims |
//! | [`delegation`] | takes, children and parents |
//! | [`emission`] | block emission, its way into the pools, the payment of an epoch |
//! | [`keys`] | the pairing of hotkeys and coldkeys, identities |
//! | [`query`] | read-only views for the runtime interfaces |
//!
//! Beside them [`hooks`] is the work of a block, [`guards`] what a transaction must pass before it
//! may enter one, [`limits`] the limits on how often something may be done, `genesis` the first
//! state, and `invariants` what must hold after every block.
//!
//! Storage items that must change together are written by one module only; everybody else asks it.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod defaults;
pub mod delegation;
pub mod emission;
pub mod epoch;
mod genesis;
pub mod guards;
pub mod hooks;
mod invariants;
pub mod keys;
pub mod limits;
pub mod neurons;
pub mod query;
pub mod stake;
pub mod subnets;
pub mod weights;

#[cfg(any(test, fuzzing))]
pub mod fuzzed;
#[cfg(any(test, fuzzing))]
#[cfg_attr(fuzzing, allow(dead_code, reason = "a fuzz target needs a part of it"))]
mod mock;
#[cfg(test)]
mod tests;

mod weight_info;

pub use pallet::*;
pub use weight_info::{EstimatedWeight, WeightInfo};

/// What the epoch of a subnet computes.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    codec::Encode,
    codec::Decode,
    codec::DecodeWithMemTracking,
    codec::MaxEncodedLen,
    scale_info::TypeInfo,
)]
pub enum EpochConsensus {
    /// Yuma consensus.
    #[default]
    Yuma,
    /// Nothing: the subnet pays by other means.
    Null,
}

/// Longest ciphertext of a time-locked commit, in bytes.
pub const MAX_COMMIT_BYTES: u32 = 5_000;

#[allow(
    clippy::expect_used,
    clippy::too_many_arguments,
    reason = "code that the macros of FRAME write; clients compose the arguments by name"
)]
#[frame_support::pallet]
pub mod pallet {
    use alloc::{
        collections::{BTreeMap, BTreeSet, VecDeque},
        vec::Vec,
    };

    use codec::Compact;
    use frame_support::{
        PalletId,
        dispatch::{DispatchClass, Pays},
        pallet_prelude::*,
        traits::fungible,
    };
    use frame_system::pallet_prelude::*;
    use myelin_share_pool::SafeFloat;
    use myelin_types::{
        AlphaBalance, MechId, NetUid, NetUidStorageIndex, TaoBalance,
        alpha_assets::AlphaLedger,
        beacon::Beacon,
        frozen::{
            AxonInfo, ChainIdentityV2, LeaseId, LockState, NeuronCertificate, PrometheusInfo,
            RateLimitKey, RecycleOrBurnEnum, RootClaimTypeEnum, SubnetIdentityV3, SubnetLease,
        },
        market::Market,
    };
    use sp_core::{ConstBool, ConstU16, ConstU32, ConstU64, H160, H256};
    use sp_runtime::{AccountId32, Percent};
    use substrate_fixed::types::{I64F64, I96F32, U64F64, U96F32};

    use crate::{
        EpochConsensus, MAX_COMMIT_BYTES, WeightInfo,
        defaults::{
            AsTao, DefaultTokenSymbol, FixedI96F32, FixedU64F64, MechCount, Pair, ZeroAccount,
        },
        neurons::serving::{AxonArgs, PrometheusArgs},
        weights::{
            CompactRow, DiscardReason, Hidden, MAX_QUEUE_KILOBYTES, Reveal, Scores, WaitingHotkeys,
            WaitingQueues,
        },
    };

    /// Version of the storage layout.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(7);

    /// The pallet.
    #[pallet::pallet]
    #[pallet::without_storage_info]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime, and its constants in the order of the metadata.
    #[pallet::config]
    pub trait Config: frame_system::Config<AccountId = AccountId32, Hash = H256> {
        /// TAO.
        type Currency: fungible::Balanced<AccountId32, Balance = u64>
            + fungible::Mutate<AccountId32>;

        /// The market of each subnet.
        type Market: Market;

        /// The ledger of alpha minted, burned and recycled.
        type AlphaAssets: AlphaLedger;

        /// The beacon whose signatures open time-locked weights.
        type Beacon: Beacon;

        /// The curve of its signatures, BLS12-381: `ark_bls12_381`, or one on which the node
        /// computes.
        type BeaconCurve: myelin_timelock::Curve;

        /// Account of the author of the present block, who earns the fees of the market; none
        /// where the author is not known.
        type BlockAuthor: Get<Option<AccountId32>>;

        /// Default of `PendingChildKeyCooldown`, blocks.
        type InitialPendingChildKeyCooldown: Get<u64>;

        /// Blocks between two changes of the number of mechanisms, or of their emission split, by
        /// the owner of a subnet.
        type MechanismRateLimit: Get<u64>;

        /// Blocks between two trims of a subnet's uids by its owner.
        type MaxUidsTrimmingRateLimit: Get<u64>;

        /// What the calls cost.
        type WeightInfo: WeightInfo;

        /// TAO in circulation before genesis adds its balances, rao.
        #[pallet::constant]
        type InitialIssuance: Get<u64>;
        /// Default of `MinAllowedWeights`.
        #[pallet::constant]
        type InitialMinAllowedWeights: Get<u16>;
        /// Former emission of a new subnet; shown only.
        #[pallet::constant]
        type InitialEmissionValue: Get<u16>;
        /// Default of `Tempo`, blocks.
        #[pallet::constant]
        type InitialTempo: Get<u16>;
        /// Default of `Difficulty`.
        #[pallet::constant]
        type InitialDifficulty: Get<u64>;
        /// Default of `MaxDifficulty`.
        #[pallet::constant]
        type InitialMaxDifficulty: Get<u64>;
        /// Default of `MinDifficulty`.
        #[pallet::constant]
        type InitialMinDifficulty: Get<u64>;
        /// Default of `RAORecycledForRegistration`, rao.
        #[pallet::constant]
        type InitialRAORecycledForRegistration: Get<u64>;
        /// Default of `Burn`, rao.
        #[pallet::constant]
        type InitialBurn: Get<u64>;
        /// Default of `MaxBurn`, rao.
        #[pallet::constant]
        type InitialMaxBurn: Get<u64>;
        /// Default of `MinBurn`, rao.
        #[pallet::constant]
        type InitialMinBurn: Get<u64>;
        /// Smallest amount that can be staked, rao.
        #[pallet::constant]
        type InitialMinStake: Get<u64>;
        /// What `MinBurn` must stay below, rao.
        #[pallet::constant]
        type MinBurnUpperBound: Get<u64>;
        /// What `MaxBurn` must stay above, rao.
        #[pallet::constant]
        type MaxBurnLowerBound: Get<u64>;
        /// Shortest tempo an owner can choose, blocks.
        #[pallet::constant]
        type MinTempo: Get<u16>;
        /// Longest tempo an owner can choose, blocks.
        #[pallet::constant]
        type MaxTempo: Get<u16>;
        /// Lowest activity cutoff factor, thousandths of the tempo.
        #[pallet::constant]
        type MinActivityCutoffFactorMilli: Get<u32>;
        /// Highest activity cutoff factor, thousandths of the tempo.
        #[pallet::constant]
        type MaxActivityCutoffFactorMilli: Get<u32>;
        /// Default of `AdjustmentInterval`, blocks.
        #[pallet::constant]
        type InitialAdjustmentInterval: Get<u16>;
        /// Default of `BondsMovingAverage`, millionths.
        #[pallet::constant]
        type InitialBondsMovingAverage: Get<u64>;
        /// Default of `BondsPenalty`, out of 65535.
        #[pallet::constant]
        type InitialBondsPenalty: Get<u16>;
        /// Default of `BondsResetOn`.
        #[pallet::constant]
        type InitialBondsResetOn: Get<bool>;
        /// Default of `TargetRegistrationsPerInterval`.
        #[pallet::constant]
        type InitialTargetRegistrationsPerInterval: Get<u16>;
        /// Default of `Rho`.
        #[pallet::constant]
        type InitialRho: Get<u16>;
        /// Default of `AlphaSigmoidSteepness`, hundredths.
        #[pallet::constant]
        type InitialAlphaSigmoidSteepness: Get<i16>;
        /// Default of `Kappa`, out of 65535.
        #[pallet::constant]
        type InitialKappa: Get<u16>;
        /// Default of `MinAllowedUids`.
        #[pallet::constant]
        type InitialMinAllowedUids: Get<u16>;
        /// Default of `MaxAllowedUids`.
        #[pallet::constant]
        type InitialMaxAllowedUids: Get<u16>;
        /// Default of `ValidatorPruneLen`.
        #[pallet::constant]
        type InitialValidatorPruneLen: Get<u64>;
        /// Default of `ScalingLawPower`.
        #[pallet::constant]
        type InitialScalingLawPower: Get<u16>;
        /// Default of `ImmunityPeriod`, blocks.
        #[pallet::constant]
        type InitialImmunityPeriod: Get<u16>;
        /// Default of `ActivityCutoff`, blocks.
        #[pallet::constant]
        type InitialActivityCutoff: Get<u16>;
        /// Default of `MaxRegistrationsPerBlock`.
        #[pallet::constant]
        type InitialMaxRegistrationsPerBlock: Get<u16>;
        /// Pruning score the interfaces report for every neuron.
        #[pallet::constant]
        type InitialPruningScore: Get<u16>;
        /// Default of `MaxAllowedValidators`.
        #[pallet::constant]
        type InitialMaxAllowedValidators: Get<u16>;
        /// Take of a delegate that has not chosen one, and the highest take, out of 65535.
        #[pallet::constant]
        type InitialDefaultDelegateTake: Get<u16>;
        /// Default of `MinDelegateTake`, out of 65535.
        #[pallet::constant]
        type InitialMinDelegateTake: Get<u16>;
        /// Childkey take of a hotkey that has not chosen one, out of 65535.
        #[pallet::constant]
        type InitialDefaultChildKeyTake: Get<u16>;
        /// Default of `MinChildkeyTake`, out of 65535.
        #[pallet::constant]
        type InitialMinChildKeyTake: Get<u16>;
        /// Default of `MaxChildkeyTake`, out of 65535.
        #[pallet::constant]
        type InitialMaxChildKeyTake: Get<u16>;
        /// Default of `WeightsVersionKey`.
        #[pallet::constant]
        type InitialWeightsVersionKey: Get<u64>;
        /// Default of `ServingRateLimit`, blocks.
        #[pallet::constant]
        type InitialServingRateLimit: Get<u64>;
        /// Default of `TxRateLimit`, blocks.
        #[pallet::constant]
        type InitialTxRateLimit: Get<u64>;
        /// Default of `TxDelegateTakeRateLimit`, blocks.
        #[pallet::constant]
        type InitialTxDelegateTakeRateLimit: Get<u64>;
        /// Default of `TxChildkeyTakeRateLimit`, blocks.
        #[pallet::constant]
        type InitialTxChildKeyTakeRateLimit: Get<u64>;
        /// Default of `AdjustmentAlpha`.
        #[pallet::constant]
        type InitialAdjustmentAlpha: Get<u64>;
        /// Default of `NetworkImmunityPeriod`, blocks.
        #[pallet::constant]
        type InitialNetworkImmunityPeriod: Get<u64>;
        /// Default of `NetworkMinLockCost` and `NetworkLastLockCost`, rao.
        #[pallet::constant]
        type InitialNetworkMinLockCost: Get<u64>;
        /// Default of `SubnetOwnerCut`, out of 65535.
        #[pallet::constant]
        type InitialSubnetOwnerCut: Get<u16>;
        /// Default of `NetworkLockReductionInterval`, blocks.
        #[pallet::constant]
        type InitialNetworkLockReductionInterval: Get<u64>;
        /// Default of `NetworkRateLimit`, blocks.
        #[pallet::constant]
        type InitialNetworkRateLimit: Get<u64>;
        /// Price of swapping a hotkey on all subnets, rao.
        #[pallet::constant]
        type KeySwapCost: Get<u64>;
        /// Default of the upper half of `AlphaValues`, out of 65535.
        #[pallet::constant]
        type AlphaHigh: Get<u16>;
        /// Default of the lower half of `AlphaValues`, out of 65535.
        #[pallet::constant]
        type AlphaLow: Get<u16>;
        /// Default of the storage item of this name.
        #[pallet::constant]
        type LiquidAlphaOn: Get<bool>;
        /// Default of the storage item of this name.
        #[pallet::constant]
        type Yuma3On: Get<bool>;
        /// Default of `ColdkeySwapAnnouncementDelay`, blocks.
        #[pallet::constant]
        type InitialColdkeySwapAnnouncementDelay: Get<u32>;
        /// Default of `ColdkeySwapReannouncementDelay`, blocks.
        #[pallet::constant]
        type InitialColdkeySwapReannouncementDelay: Get<u32>;
        /// Default of `DissolveNetworkScheduleDuration`, blocks.
        #[pallet::constant]
        type InitialDissolveNetworkScheduleDuration: Get<u32>;
        /// Default of `TaoWeight`, out of 2⁶⁴ − 1.
        #[pallet::constant]
        type InitialTaoWeight: Get<u64>;
        /// Default of `EMAPriceHalvingBlocks`, blocks.
        #[pallet::constant]
        type InitialEmaPriceHalvingPeriod: Get<u64>;
        /// Default of `StartCallDelay`, blocks.
        #[pallet::constant]
        type InitialStartCallDelay: Get<u64>;
        /// Price of swapping a hotkey on one subnet, rao.
        #[pallet::constant]
        type KeySwapOnSubnetCost: Get<u64>;
        /// Blocks between two hotkey swaps of a coldkey on one subnet.
        #[pallet::constant]
        type HotkeySwapOnSubnetInterval: Get<u64>;
        /// Blocks between two distributions of a lease's dividends.
        #[pallet::constant]
        type LeaseDividendsDistributionInterval: Get<u32>;
        /// Greatest part of a subnet's uids that may be immune after trimming.
        #[pallet::constant]
        type MaxImmuneUidsPercentage: Get<Percent>;
        /// Identifier from which the accounts of subnets are derived.
        #[pallet::constant]
        type SubtensorPalletId: Get<PalletId>;
        /// Identifier from which the account of burned TAO is derived.
        #[pallet::constant]
        type BurnAccountId: Get<PalletId>;
        /// Default of `MaxEpochsPerBlock`.
        #[pallet::constant]
        type InitialMaxEpochsPerBlock: Get<u8>;
    }

    // ======== Storage ========

    // ---- Subnets ----

    /// Whether the subnet exists. The keys of this map are the list of subnets, in trie order;
    /// dissolving removes the entry.
    #[pallet::storage]
    pub type NetworksAdded<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Number of subnets, root included.
    #[pallet::storage]
    pub type TotalNetworks<T: Config> = StorageValue<_, u16, ValueQuery>;

    /// How the pool of a subnet trades: 0 at the fixed price of one (root), 1 on the weighted pool.
    #[pallet::storage]
    pub type SubnetMechanism<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Block in which the subnet was created.
    #[pallet::storage]
    pub type NetworkRegisteredAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// How often the netuid has been registered; survives a dissolve, so that old references can be
    /// told from new ones.
    #[pallet::storage]
    pub type RegisteredSubnetCounter<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Coldkey that owns the subnet.
    #[pallet::storage]
    pub type SubnetOwner<T: Config> =
        StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, ZeroAccount>;

    /// Hotkey under which the owner runs the subnet; uid 0 at creation.
    #[pallet::storage]
    pub type SubnetOwnerHotkey<T: Config> =
        StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, ZeroAccount>;

    /// Symbol of the alpha token, UTF-8.
    #[pallet::storage]
    pub type TokenSymbol<T: Config> =
        StorageMap<_, Identity, NetUid, Vec<u8>, ValueQuery, DefaultTokenSymbol>;

    /// Whether alpha can be staked and traded; set when the owner starts the subnet.
    #[pallet::storage]
    pub type SubtokenEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Whether stake may be transferred between coldkeys.
    #[pallet::storage]
    pub type TransferToggle<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// First block in which the subnet takes part in emission; absent until the subnet is started.
    #[pallet::storage]
    pub type FirstEmissionBlockNumber<T: Config> =
        StorageMap<_, Identity, NetUid, u64, OptionQuery>;

    /// Blocks between the creation of a subnet and the earliest start.
    #[pallet::storage]
    pub type StartCallDelay<T: Config> = StorageValue<_, u64, ValueQuery, T::InitialStartCallDelay>;

    /// Greatest number of subnets, root not counted.
    #[pallet::storage]
    pub type SubnetLimit<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<128>>;

    /// TAO the owner paid when creating the subnet.
    #[pallet::storage]
    pub type SubnetLocked<T: Config> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// Written at genesis only; kept for clients that ask for it.
    #[pallet::storage]
    pub type LargestLocked<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Price paid for the last subnet created.
    #[pallet::storage]
    pub type NetworkLastLockCost<T: Config> =
        StorageValue<_, TaoBalance, ValueQuery, AsTao<T::InitialNetworkMinLockCost>>;

    /// Floor of the price of a subnet.
    #[pallet::storage]
    pub type NetworkMinLockCost<T: Config> =
        StorageValue<_, TaoBalance, ValueQuery, AsTao<T::InitialNetworkMinLockCost>>;

    /// Blocks over which the price of a subnet falls back to its floor.
    #[pallet::storage]
    pub type NetworkLockReductionInterval<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialNetworkLockReductionInterval>;

    /// Blocks for which a young subnet cannot be pruned.
    #[pallet::storage]
    pub type NetworkImmunityPeriod<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialNetworkImmunityPeriod>;

    /// Fewest blocks between two subnet creations.
    #[pallet::storage]
    pub type NetworkRateLimit<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialNetworkRateLimit>;

    /// Block before which neither subnets nor neurons can be registered.
    #[pallet::storage]
    pub type NetworkRegistrationStartBlock<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Subnets registered after this block count their alpha reserve when a dissolve is paid out.
    #[pallet::storage]
    pub type TaoInRefundDeploymentBlock<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Blocks; settable, read by nothing.
    #[pallet::storage]
    pub type DissolveNetworkScheduleDuration<T: Config> =
        StorageValue<_, u32, ValueQuery, T::InitialDissolveNetworkScheduleDuration>;

    /// Greatest number of mechanisms a subnet may have.
    #[pallet::storage]
    pub type MaxMechanismCount<T: Config> = StorageValue<_, MechId, ValueQuery, MechCount<2>>;

    /// Number of mechanisms of the subnet.
    #[pallet::storage]
    pub type MechanismCountCurrent<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, MechId, ValueQuery, MechCount<1>>;

    /// Shares of the mechanisms in the subnet's emission, out of 65535; absent means even.
    #[pallet::storage]
    pub type MechanismEmissionSplit<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, Vec<u16>, OptionQuery>;

    /// TAO reserve of the pool; for root, the TAO staked.
    #[pallet::storage]
    pub type SubnetTAO<T: Config> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// Alpha reserve of the pool.
    #[pallet::storage]
    pub type SubnetAlphaIn<T: Config> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha outside the pool; with the reserve it makes up the alpha issuance.
    #[pallet::storage]
    pub type SubnetAlphaOut<T: Config> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha bought by the chain with excess TAO.
    #[pallet::storage]
    pub type SubnetProtocolAlpha<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// TAO traded on the pool since its creation, rao.
    #[pallet::storage]
    pub type SubnetVolume<T: Config> = StorageMap<_, Identity, NetUid, u128, ValueQuery>;

    /// Moving average of the price, TAO per alpha; the basis of emission shares and of pruning.
    #[pallet::storage]
    pub type SubnetMovingPrice<T: Config> = StorageMap<_, Identity, NetUid, I96F32, ValueQuery>;

    /// Smoothing factor of the moving price, 0.000003.
    #[pallet::storage]
    pub type SubnetMovingAlpha<T: Config> =
        StorageValue<_, I96F32, ValueQuery, FixedI96F32<12_885>>;

    /// Age in blocks at which a subnet's moving price follows at half speed.
    #[pallet::storage]
    pub type EMAPriceHalvingBlocks<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialEmaPriceHalvingPeriod>;

    /// Leases of subnets that a crowdloan paid for.
    #[pallet::storage]
    pub type SubnetLeases<T: Config> =
        StorageMap<_, Twox64Concat, LeaseId, SubnetLease, OptionQuery>;

    /// Share of each contributor in a lease.
    #[pallet::storage]
    pub type SubnetLeaseShares<T: Config> =
        StorageDoubleMap<_, Twox64Concat, LeaseId, Identity, T::AccountId, U64F64, ValueQuery>;

    /// Lease a subnet belongs to.
    #[pallet::storage]
    pub type SubnetUidToLeaseId<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, LeaseId, OptionQuery>;

    /// Identifier the next lease gets.
    #[pallet::storage]
    pub type NextSubnetLeaseId<T: Config> = StorageValue<_, u32, ValueQuery>;

    /// Alpha a lease has collected and not distributed yet.
    #[pallet::storage]
    pub type AccumulatedLeaseDividends<T: Config> =
        StorageMap<_, Twox64Concat, LeaseId, AlphaBalance, ValueQuery>;

    // ---- Neurons ----

    /// Number of uids of the subnet.
    #[pallet::storage]
    pub type SubnetworkN<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Uid of a hotkey in a subnet.
    #[pallet::storage]
    pub type Uids<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, u16, OptionQuery>;

    /// Hotkey at a uid; the inverse of `Uids`.
    #[pallet::storage]
    pub type Keys<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Identity, u16, T::AccountId, ValueQuery, ZeroAccount>;

    /// Whether the hotkey has a uid in the subnet.
    #[pallet::storage]
    pub type IsNetworkMember<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, ValueQuery>;

    /// Block in which the uid was registered; its immunity counts from here.
    #[pallet::storage]
    pub type BlockAtRegistration<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Identity, u16, u64, ValueQuery>;

    /// Whether neurons can register; also a condition for emission.
    #[pallet::storage]
    pub type NetworkRegistrationAllowed<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Former switch of registration by work; shown only.
    #[pallet::storage]
    pub type NetworkPowRegistrationAllowed<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Registrations in this block; reset every block.
    #[pallet::storage]
    pub type RegistrationsThisBlock<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Registrations in the current interval; counted for root.
    #[pallet::storage]
    pub type RegistrationsThisInterval<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Former counter of registrations by work; shown only.
    #[pallet::storage]
    pub type POWRegistrationsThisInterval<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Former counter of registrations by burning; shown only.
    #[pallet::storage]
    pub type BurnRegistrationsThisInterval<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Registrations per block; effective on root.
    #[pallet::storage]
    pub type MaxRegistrationsPerBlock<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialMaxRegistrationsPerBlock>;

    /// A third of the registrations allowed per interval; effective on root.
    #[pallet::storage]
    pub type TargetRegistrationsPerInterval<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialTargetRegistrationsPerInterval>;

    /// Former length of the price interval in blocks; shown only.
    #[pallet::storage]
    pub type AdjustmentInterval<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialAdjustmentInterval>;

    /// Former smoothing of the price; shown only.
    #[pallet::storage]
    pub type AdjustmentAlpha<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialAdjustmentAlpha>;

    /// Former block of the last price adjustment; shown only.
    #[pallet::storage]
    pub type LastAdjustmentBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Current price of a registration, TAO.
    #[pallet::storage]
    pub type Burn<T: Config> =
        StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, AsTao<T::InitialBurn>>;

    /// Lowest price of a registration.
    #[pallet::storage]
    pub type MinBurn<T: Config> =
        StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, AsTao<T::InitialMinBurn>>;

    /// Highest price of a registration.
    #[pallet::storage]
    pub type MaxBurn<T: Config> =
        StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, AsTao<T::InitialMaxBurn>>;

    /// Blocks in which the price of a registration halves.
    #[pallet::storage]
    pub type BurnHalfLife<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<360>>;

    /// Factor by which one registration raises the price, 1.26.
    #[pallet::storage]
    pub type BurnIncreaseMult<T: Config> = StorageMap<
        _,
        Identity,
        NetUid,
        U64F64,
        ValueQuery,
        FixedU64F64<23_242_897_532_874_035_200>,
    >;

    /// TAO recycled by registrations so far.
    #[pallet::storage]
    pub type RAORecycledForRegistration<T: Config> =
        StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// Former difficulty of registration by work; shown only.
    #[pallet::storage]
    pub type Difficulty<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialDifficulty>;

    /// Former lower bound of the difficulty; shown only.
    #[pallet::storage]
    pub type MinDifficulty<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialMinDifficulty>;

    /// Former upper bound of the difficulty; shown only.
    #[pallet::storage]
    pub type MaxDifficulty<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialMaxDifficulty>;

    /// Seals of work already used; kept for clients that ask for it.
    #[pallet::storage]
    pub type UsedWork<T: Config> = StorageMap<_, Identity, Vec<u8>, u64, ValueQuery>;

    /// Blocks for which a young neuron cannot be replaced.
    #[pallet::storage]
    pub type ImmunityPeriod<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialImmunityPeriod>;

    /// Fewest uids a subnet may be set to.
    #[pallet::storage]
    pub type MinAllowedUids<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialMinAllowedUids>;

    /// Greatest number of uids of the subnet.
    #[pallet::storage]
    pub type MaxAllowedUids<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialMaxAllowedUids>;

    /// How many uids of the owner's hotkeys are immune.
    #[pallet::storage]
    pub type ImmuneOwnerUidsLimit<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// How many uids outside their immunity period must remain.
    #[pallet::storage]
    pub type MinNonImmuneUids<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<10>>;

    /// Former parameter of pruning; shown only.
    #[pallet::storage]
    pub type ValidatorPruneLen<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialValidatorPruneLen>;

    /// Former parameter of the scaling law; shown only.
    #[pallet::storage]
    pub type ScalingLawPower<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialScalingLawPower>;

    /// Share of a registration price locked as collateral, out of 65535; clients of later chains
    /// read it, here it is always 0.
    #[pallet::storage]
    pub type CollateralLockShare<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    // ---- Weights ----

    /// Weight row of a uid: pairs of target uid and weight, ascending by uid.
    #[pallet::storage]
    pub type Weights<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUidStorageIndex,
        Identity,
        u16,
        Vec<(u16, u16)>,
        ValueQuery,
    >;

    /// Lowest version key a weight row must carry.
    #[pallet::storage]
    pub type WeightsVersionKey<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialWeightsVersionKey>;

    /// Tempos between two changes of the version key by the owner.
    #[pallet::storage]
    pub type WeightsVersionKeyRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<5>>;

    /// Blocks between two weight rows of one uid.
    #[pallet::storage]
    pub type WeightsSetRateLimit<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<100>>;

    /// Fewest entries of a weight row.
    #[pallet::storage]
    pub type MinAllowedWeights<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialMinAllowedWeights>;

    /// Former cap of a single weight; shown only.
    #[pallet::storage]
    pub type MaxWeightsLimit<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<65535>>;

    /// Stake weight a neuron needs to set weights or to get a validator permit.
    #[pallet::storage]
    pub type StakeThreshold<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Whether weights must be committed first and revealed later.
    #[pallet::storage]
    pub type CommitRevealWeightsEnabled<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Version of time-locked commits the chain accepts.
    #[pallet::storage]
    pub type CommitRevealWeightsVersion<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<4>>;

    /// Epochs between commit and reveal.
    #[pallet::storage]
    pub type RevealPeriodEpochs<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, u64, ValueQuery, ConstU64<1>>;

    /// Commits by hash that wait for their reveal: hash, epoch and block of the commit, and an
    /// unused number.
    #[pallet::storage]
    pub type WeightCommits<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        NetUidStorageIndex,
        Twox64Concat,
        T::AccountId,
        VecDeque<(H256, u64, u64, u64)>,
        OptionQuery,
    >;

    /// Time-locked commits of an epoch: hotkey, block, ciphertext, and the beacon round that opens
    /// it.
    #[pallet::storage]
    pub type TimelockedWeightCommits<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        NetUidStorageIndex,
        Twox64Concat,
        u64,
        VecDeque<(
            T::AccountId,
            u64,
            BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            u64,
        )>,
        ValueQuery,
    >;

    /// Where time-locked commits wait: for each mechanism its oldest queue, and how much waits.
    #[pallet::storage]
    pub type TimelockedQueues<T: Config> =
        StorageValue<_, BTreeMap<NetUidStorageIndex, WaitingQueues>, ValueQuery>;

    /// Whose time-locked commits of an epoch wait, without the ciphertexts.
    #[pallet::storage]
    pub type TimelockedHotkeys<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        NetUidStorageIndex,
        Twox64Concat,
        u64,
        WaitingHotkeys,
        ValueQuery,
    >;

    /// Second generation of time-locked commits; kept for clients that ask for it.
    #[pallet::storage]
    pub type CRV3WeightCommitsV2<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        NetUidStorageIndex,
        Twox64Concat,
        u64,
        VecDeque<(
            T::AccountId,
            u64,
            BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            u64,
        )>,
        ValueQuery,
    >;

    /// First generation of time-locked commits; kept for clients that ask for it.
    #[pallet::storage]
    pub type CRV3WeightCommits<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        NetUidStorageIndex,
        Twox64Concat,
        u64,
        VecDeque<(
            T::AccountId,
            BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            u64,
        )>,
        ValueQuery,
    >;

    // ---- Epoch ----

    /// Blocks between two epochs; 0 means the subnet never runs.
    #[pallet::storage]
    pub type Tempo<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialTempo>;

    /// Block of the last epoch slot used; the next automatic epoch follows a tempo later.
    #[pallet::storage]
    pub type LastEpochBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Block of a requested or deferred epoch; 0 means none.
    #[pallet::storage]
    pub type PendingEpochAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Number of epoch slots used so far; the clock of commit-reveal.
    #[pallet::storage]
    pub type SubnetEpochIndex<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks since the last epoch that ran.
    #[pallet::storage]
    pub type BlocksSinceLastStep<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Block of the last epoch that ran. Frozen name.
    #[pallet::storage]
    pub type LastMechansimStepBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Epochs that may run in one block; the others are deferred.
    #[pallet::storage]
    pub type MaxEpochsPerBlock<T: Config> =
        StorageValue<_, u8, ValueQuery, T::InitialMaxEpochsPerBlock>;

    /// What the epoch of the subnet computes; clients of later chains read it, here it is always
    /// Yuma.
    #[pallet::storage]
    pub type SubnetEpochConsensus<T: Config> =
        StorageMap<_, Identity, NetUid, EpochConsensus, ValueQuery>;

    /// Former steepness of the consensus; shown only.
    #[pallet::storage]
    pub type Rho<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialRho>;

    /// Majority a weight needs to become consensus, out of 65535.
    #[pallet::storage]
    pub type Kappa<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialKappa>;

    /// Greatest number of validator permits.
    #[pallet::storage]
    pub type MaxAllowedValidators<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialMaxAllowedValidators>;

    /// Activity cutoff in thousandths of the tempo: who sets no weights for that long counts as
    /// inactive.
    #[pallet::storage]
    pub type ActivityCutoffFactorMilli<T: Config> =
        StorageMap<_, Identity, NetUid, u32, ValueQuery, ConstU32<13_889>>;

    /// Former activity cutoff in blocks; shown only.
    #[pallet::storage]
    pub type ActivityCutoff<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialActivityCutoff>;

    /// Lower bound of the former activity cutoff.
    #[pallet::storage]
    pub type MinActivityCutoff<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<360>>;

    /// Memory of the bonds, in millionths.
    #[pallet::storage]
    pub type BondsMovingAverage<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialBondsMovingAverage>;

    /// How strongly weights beyond the consensus reduce bonds, out of 65535.
    #[pallet::storage]
    pub type BondsPenalty<T: Config> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, T::InitialBondsPenalty>;

    /// Whether a commitment of the right kind resets bonds.
    #[pallet::storage]
    pub type BondsResetOn<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, T::InitialBondsResetOn>;

    /// Whether the speed of the bonds follows the consensus.
    #[pallet::storage]
    pub type LiquidAlphaOn<T: Config> =
        StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery, T::LiquidAlphaOn>;

    /// Whether bonds are kept per validator instead of per miner.
    #[pallet::storage]
    pub type Yuma3On<T: Config> =
        StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery, T::Yuma3On>;

    /// Lowest and highest speed of liquid bonds, out of 65535.
    #[pallet::storage]
    pub type AlphaValues<T: Config> =
        StorageMap<_, Identity, NetUid, (u16, u16), ValueQuery, Pair<T::AlphaLow, T::AlphaHigh>>;

    /// Steepness of liquid alpha, in hundredths.
    #[pallet::storage]
    pub type AlphaSigmoidSteepness<T: Config> =
        StorageMap<_, Identity, NetUid, i16, ValueQuery, T::InitialAlphaSigmoidSteepness>;

    /// Per uid: whether it set weights recently enough.
    #[pallet::storage]
    pub type Active<T: Config> = StorageMap<_, Identity, NetUid, Vec<bool>, ValueQuery>;

    /// Per uid: share in the stake weight of the last epoch, 65535 is all of it.
    #[pallet::storage]
    pub type StakeWeight<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Per uid: the consensus weight, 65535 is the greatest.
    #[pallet::storage]
    pub type Consensus<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Per uid: the share of miner emission, 65535 is the greatest.
    #[pallet::storage]
    pub type Incentive<T: Config> =
        StorageMap<_, Identity, NetUidStorageIndex, Vec<u16>, ValueQuery>;

    /// Per uid: the share of validator emission, 65535 is the greatest.
    #[pallet::storage]
    pub type Dividends<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Per uid: how far its weights agree with the consensus, out of 65535.
    #[pallet::storage]
    pub type ValidatorTrust<T: Config> = StorageMap<_, Identity, NetUid, Vec<u16>, ValueQuery>;

    /// Per uid: whether it may set weights on others.
    #[pallet::storage]
    pub type ValidatorPermit<T: Config> = StorageMap<_, Identity, NetUid, Vec<bool>, ValueQuery>;

    /// Per uid: alpha earned in the last epoch.
    #[pallet::storage]
    pub type Emission<T: Config> = StorageMap<_, Identity, NetUid, Vec<AlphaBalance>, ValueQuery>;

    /// Per uid: block of the last weights or commit.
    #[pallet::storage]
    pub type LastUpdate<T: Config> =
        StorageMap<_, Identity, NetUidStorageIndex, Vec<u64>, ValueQuery>;

    /// Bond row of a uid: pairs of target uid and bond.
    #[pallet::storage]
    pub type Bonds<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUidStorageIndex,
        Identity,
        u16,
        Vec<(u16, u16)>,
        ValueQuery,
    >;

    // ---- Stake ----

    /// TAO in all pools and on root.
    #[pallet::storage]
    pub type TotalStake<T: Config> = StorageValue<_, TaoBalance, ValueQuery>;

    /// Value of the share pool of a hotkey.
    #[pallet::storage]
    pub type TotalHotkeyAlpha<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        AlphaBalance,
        ValueQuery,
    >;

    /// Denominator of the share pool of a hotkey.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        SafeFloat,
        ValueQuery,
    >;

    /// Shares of a coldkey in the pool of a hotkey; its stake is value × shares / denominator.
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
        ),
        SafeFloat,
        ValueQuery,
    >;

    /// First generation of the denominators; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type TotalHotkeyShares<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, U64F64, ValueQuery>;

    /// First generation of the shares; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type Alpha<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
        ),
        U64F64,
        ValueQuery,
    >;

    /// Former cursor over the first generation of shares; kept for clients that ask for it.
    #[pallet::storage]
    pub type AlphaMapLastKey<T: Config> = StorageValue<_, Option<Vec<u8>>, ValueQuery>;

    /// Last share looked at in the search for nominations that a rise of the minimum has made too
    /// small; none while there is no such search.
    #[pallet::storage]
    pub type AlphaV2MapLastKey<T: Config> = StorageValue<_, Option<Vec<u8>>, ValueQuery>;

    /// Value of the share pool of a hotkey at the last epoch.
    #[pallet::storage]
    pub type TotalHotkeyAlphaLastEpoch<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        AlphaBalance,
        ValueQuery,
    >;

    /// Hotkeys a coldkey owns or has staked to.
    #[pallet::storage]
    pub type StakingHotkeys<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, Vec<T::AccountId>, ValueQuery>;

    /// Under how many hotkeys a coldkey has stake on root. Removed when 0.
    #[pallet::storage]
    pub type RootPositions<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

    /// Block of the last stake operation of a pair. Never removed: whether the hotkey is in
    /// `StakingHotkeys` is told by it.
    #[pallet::storage]
    pub type LastColdkeyHotkeyStakeBlock<T: Config> = StorageDoubleMap<
        _,
        Twox64Concat,
        T::AccountId,
        Twox64Concat,
        T::AccountId,
        u64,
        OptionQuery,
    >;

    /// Smallest nomination that is kept, in millionths of the minimum stake.
    #[pallet::storage]
    pub type NominatorMinRequiredStake<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Hotkey to which the mining rewards of a coldkey are staked.
    #[pallet::storage]
    pub type AutoStakeDestination<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        T::AccountId,
        OptionQuery,
    >;

    /// Coldkeys whose mining rewards a hotkey receives: the inverse of `AutoStakeDestination`, of which
    /// it lists the first 256.
    #[pallet::storage]
    pub type AutoStakeDestinationColdkeys<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        Vec<T::AccountId>,
        ValueQuery,
    >;

    /// Former counter of queued stake operations; kept for clients that ask for it.
    #[pallet::storage]
    pub type NextStakeJobId<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Alpha a coldkey has locked to a hotkey.
    #[pallet::storage]
    pub type Lock<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
            NMapKey<Blake2_128Concat, T::AccountId>,
        ),
        LockState,
        OptionQuery,
    >;

    /// Coldkeys with a lock on a hotkey; the inverse of `Lock`.
    #[pallet::storage]
    pub type LockingColdkeys<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Identity, NetUid>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
        ),
        (),
        OptionQuery,
    >;

    /// Sum of the perpetual locks on a hotkey other than the owner's.
    #[pallet::storage]
    pub type HotkeyLock<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        LockState,
        OptionQuery,
    >;

    /// Sum of the decaying locks on a hotkey other than the owner's.
    #[pallet::storage]
    pub type DecayingHotkeyLock<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        LockState,
        OptionQuery,
    >;

    /// Sum of the perpetual locks on the owner's hotkey.
    #[pallet::storage]
    pub type OwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// Sum of the decaying locks on the owner's hotkey.
    #[pallet::storage]
    pub type DecayingOwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// Sum of the perpetual locks on all hotkeys of a subnet other than the owner's.
    #[pallet::storage]
    pub type HotkeyLockTotal<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// Sum of the decaying locks on all hotkeys of a subnet other than the owner's.
    #[pallet::storage]
    pub type DecayingHotkeyLockTotal<T: Config> =
        StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

    /// The search for most conviction on a subnet with more hotkeys than one epoch looks at: the
    /// hotkey it came to, whether that was among the decaying buckets, the leader so far.
    #[pallet::storage]
    pub type OwnerContest<T: Config> =
        StorageMap<_, Identity, NetUid, (T::AccountId, bool, T::AccountId), OptionQuery>;

    /// Present and false: the lock is perpetual; absent: it decays.
    #[pallet::storage]
    pub type DecayingLock<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, OptionQuery>;

    /// Time constant in blocks with which conviction matures.
    #[pallet::storage]
    pub type MaturityRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<934_866>>;

    /// Time constant in blocks with which a lock decays.
    #[pallet::storage]
    pub type UnlockRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<934_866>>;

    /// Flags of a coldkey; bit 0 set means that it accepts locked alpha. Removed when 0.
    #[pallet::storage]
    pub type AccountFlags<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, u128, ValueQuery>;

    // ---- Delegation ----

    /// Take of a delegate, out of 65535.
    #[pallet::storage]
    pub type Delegates<T: Config> = StorageMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        u16,
        ValueQuery,
        T::InitialDefaultDelegateTake,
    >;

    /// Lowest take, out of 65535.
    #[pallet::storage]
    pub type MinDelegateTake<T: Config> =
        StorageValue<_, u16, ValueQuery, T::InitialMinDelegateTake>;

    /// Highest take, out of 65535.
    #[pallet::storage]
    pub type MaxDelegateTake<T: Config> =
        StorageValue<_, u16, ValueQuery, T::InitialDefaultDelegateTake>;

    /// Blocks between two rises of a take.
    #[pallet::storage]
    pub type TxDelegateTakeRateLimit<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialTxDelegateTakeRateLimit>;

    /// Children of a hotkey with their proportion, out of 2⁶⁴ − 1.
    #[pallet::storage]
    pub type ChildKeys<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        Vec<(u64, T::AccountId)>,
        ValueQuery,
    >;

    /// Parents of a hotkey with their proportion; the inverse of `ChildKeys`.
    #[pallet::storage]
    pub type ParentKeys<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        Vec<(u64, T::AccountId)>,
        ValueQuery,
    >;

    /// How many parents the hotkeys of a subnet have together; one with two children counts twice.
    /// So the cost of an epoch is known before it runs. No entry where there are none.
    #[pallet::storage]
    pub type ParentCount<T: Config> = StorageMap<_, Identity, NetUid, u32, ValueQuery>;

    /// Children waiting for their block, and that block.
    #[pallet::storage]
    pub type PendingChildKeys<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        (Vec<(u64, T::AccountId)>, u64),
        ValueQuery,
    >;

    /// Subnets whose announced children are being gone over because their epoch has come, the next
    /// one first, each with the last hotkey that was looked at. Empty but for blocks in which more
    /// children take effect than fit.
    #[pallet::storage]
    pub type PendingChildrenQueue<T: Config> =
        StorageValue<_, Vec<(NetUid, Option<T::AccountId>)>, ValueQuery>;

    /// Blocks until new children take effect.
    #[pallet::storage]
    pub type PendingChildKeyCooldown<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialPendingChildKeyCooldown>;

    /// Take of a child in the dividends of its parents, out of 65535.
    #[pallet::storage]
    pub type ChildkeyTake<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u16, ValueQuery>;

    /// Lowest childkey take, out of 65535.
    #[pallet::storage]
    pub type MinChildkeyTake<T: Config> =
        StorageValue<_, u16, ValueQuery, T::InitialMinChildKeyTake>;

    /// Lowest childkey take in a subnet, out of 65535.
    #[pallet::storage]
    pub type MinChildkeyTakePerSubnet<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Highest childkey take, out of 65535.
    #[pallet::storage]
    pub type MaxChildkeyTake<T: Config> =
        StorageValue<_, u16, ValueQuery, T::InitialMaxChildKeyTake>;

    /// Blocks between two changes of a childkey take.
    #[pallet::storage]
    pub type TxChildkeyTakeRateLimit<T: Config> =
        StorageValue<_, u64, ValueQuery, T::InitialTxChildKeyTakeRateLimit>;

    /// Whether a root validator becomes a parent of the owners of new subnets.
    #[pallet::storage]
    pub type AutoParentDelegationEnabled<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, bool, ValueQuery, ConstBool<true>>;

    /// Moving average of the stake of a hotkey.
    #[pallet::storage]
    pub type VotingPower<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

    /// Whether the subnet tracks voting power.
    #[pallet::storage]
    pub type VotingPowerTrackingEnabled<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Block in which tracking ends; 0 means not scheduled.
    #[pallet::storage]
    pub type VotingPowerDisableAtBlock<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Smoothing factor of the voting power, out of 10¹⁸.
    #[pallet::storage]
    pub type VotingPowerEmaAlpha<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<3_570_000_000_000_000>>;

    // ---- Emission ----

    /// TAO in circulation: raised by block emission, lowered by recycling.
    #[pallet::storage]
    pub type TotalIssuance<T: Config> = StorageValue<_, TaoBalance, ValueQuery>;

    /// Emission of a block as last computed, rao.
    #[pallet::storage]
    pub type BlockEmission<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<1_000_000_000>>;

    /// Whether TAO flows into the pool; new subnets start with false.
    #[pallet::storage]
    pub type SubnetEmissionEnabled<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Alpha for miners collected since the last epoch.
    #[pallet::storage]
    pub type PendingServerEmission<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha for validators, without root's part, collected since the last epoch.
    #[pallet::storage]
    pub type PendingValidatorEmission<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha for root stakers collected since the last epoch.
    #[pallet::storage]
    pub type PendingRootAlphaDivs<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha for the owner collected since the last epoch.
    #[pallet::storage]
    pub type PendingOwnerCut<T: Config> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Share of the owner in the emission of a subnet, out of 65535.
    #[pallet::storage]
    pub type SubnetOwnerCut<T: Config> = StorageValue<_, u16, ValueQuery, T::InitialSubnetOwnerCut>;

    /// Whether the owner gets a share.
    #[pallet::storage]
    pub type OwnerCutEnabled<T: Config> =
        StorageMap<_, Identity, NetUid, bool, ValueQuery, ConstBool<true>>;

    /// Whether the owner's share is locked at once.
    #[pallet::storage]
    pub type OwnerCutAutoLockEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// What becomes of miner emission that would go to the owner's hotkeys.
    #[pallet::storage]
    pub type RecycleOrBurn<T: Config> =
        StorageMap<_, Identity, NetUid, RecycleOrBurnEnum, ValueQuery>;

    /// Part of the last epoch's miner emission that was withheld, 0 to 1; it lowers the emission
    /// share of the subnet.
    #[pallet::storage]
    pub type MinerBurned<T: Config> = StorageMap<_, Identity, NetUid, U96F32, ValueQuery>;

    /// TAO put into the pool in the last block.
    #[pallet::storage]
    pub type SubnetTaoInEmission<T: Config> =
        StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// Alpha put into the pool in the last block.
    #[pallet::storage]
    pub type SubnetAlphaInEmission<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha created for participants in the last block.
    #[pallet::storage]
    pub type SubnetAlphaOutEmission<T: Config> =
        StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// TAO the chain spent on alpha in the last block.
    #[pallet::storage]
    pub type SubnetExcessTao<T: Config> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// TAO from selling root dividends in the last block.
    #[pallet::storage]
    pub type SubnetRootSellTao<T: Config> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// Part of the dividends that goes to root, 0 to 1; for clients.
    #[pallet::storage]
    pub type RootProp<T: Config> = StorageMap<_, Identity, NetUid, U96F32, ValueQuery>;

    /// Weight of a TAO on root against an alpha, out of 2⁶⁴ − 1.
    #[pallet::storage]
    pub type TaoWeight<T: Config> = StorageValue<_, u64, ValueQuery, T::InitialTaoWeight>;

    /// Part of the childkey take that is burned, out of 2⁶⁴ − 1.
    #[pallet::storage]
    pub type CKBurn<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// Alpha dividends of a hotkey in the last epoch.
    #[pallet::storage]
    pub type AlphaDividendsPerSubnet<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        AlphaBalance,
        ValueQuery,
    >;

    /// Root's part of the alpha dividends of a hotkey in the last epoch.
    #[pallet::storage]
    pub type RootAlphaDividendsPerSubnet<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        AlphaBalance,
        ValueQuery,
    >;

    /// Former emission of a hotkey; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type LastHotkeyEmissionOnNetuid<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        AlphaBalance,
        ValueQuery,
    >;

    /// Former list of emissions; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type LoadedEmission<T: Config> =
        StorageMap<_, Identity, NetUid, Vec<(T::AccountId, u64, u64)>, OptionQuery>;

    /// Alpha per unit of root stake that a hotkey's stakers may claim.
    #[pallet::storage]
    pub type RootClaimable<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, BTreeMap<NetUid, I96F32>, ValueQuery>;

    /// Alpha a pair has claimed or is not entitled to.
    #[pallet::storage]
    pub type RootClaimed<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Identity, NetUid>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
        ),
        u128,
        ValueQuery,
    >;

    /// What becomes of the root dividends of a coldkey.
    #[pallet::storage]
    pub type RootClaimType<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, RootClaimTypeEnum, ValueQuery>;

    /// Smallest claim of root dividends in rao of alpha, 500000.
    #[pallet::storage]
    pub type RootClaimableThreshold<T: Config> = StorageMap<
        _,
        Blake2_128Concat,
        NetUid,
        I96F32,
        ValueQuery,
        FixedI96F32<2_147_483_648_000_000>,
    >;

    /// Coldkeys for which a block claims automatically.
    #[pallet::storage]
    pub type NumRootClaim<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<5>>;

    /// Position of a coldkey in the list of root stakers.
    #[pallet::storage]
    pub type StakingColdkeys<T: Config> = StorageMap<_, Identity, T::AccountId, u64, OptionQuery>;

    /// Coldkey at a position; the inverse of `StakingColdkeys`.
    #[pallet::storage]
    pub type StakingColdkeysByIndex<T: Config> =
        StorageMap<_, Identity, u64, T::AccountId, OptionQuery>;

    /// Length of the list of root stakers.
    #[pallet::storage]
    pub type NumStakingColdkeys<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// TAO users brought into the pool, less what they took out, rao.
    #[pallet::storage]
    pub type SubnetTaoFlow<T: Config> = StorageMap<_, Identity, NetUid, i64, ValueQuery>;

    /// Always 0. Kept for clients that know the name.
    #[pallet::storage]
    pub type SubnetProtocolFlow<T: Config> = StorageMap<_, Identity, NetUid, i64, ValueQuery>;

    /// Block and moving average of the user flow; absent until flows are averaged.
    #[pallet::storage]
    pub type SubnetEmaTaoFlow<T: Config> =
        StorageMap<_, Identity, NetUid, (u64, I64F64), OptionQuery>;

    /// Block and moving average of the protocol flow; absent until flows are averaged.
    #[pallet::storage]
    pub type SubnetEmaProtocolFlow<T: Config> =
        StorageMap<_, Identity, NetUid, (u64, I64F64), OptionQuery>;

    /// Setting of the flow average; without effect.
    #[pallet::storage]
    pub type NetTaoFlowEnabled<T: Config> = StorageValue<_, bool, ValueQuery, ConstBool<true>>;

    /// Setting of the flow average; without effect.
    #[pallet::storage]
    pub type TaoFlowCutoff<T: Config> = StorageValue<_, I64F64, ValueQuery>;

    /// Setting of the flow average; without effect.
    #[pallet::storage]
    pub type FlowNormExponent<T: Config> =
        StorageValue<_, U64F64, ValueQuery, FixedU64F64<18_446_744_073_709_551_616>>;

    /// Smoothing factor of the flow average, out of 2⁶³ − 1; without effect.
    #[pallet::storage]
    pub type FlowEmaSmoothingFactor<T: Config> =
        StorageValue<_, u64, ValueQuery, ConstU64<29_597_889_189_277>>;

    // ---- Identity and serving ----

    /// What a coldkey tells about itself.
    #[pallet::storage]
    pub type IdentitiesV2<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, ChainIdentityV2, OptionQuery>;

    /// What an owner tells about a subnet.
    #[pallet::storage]
    pub type SubnetIdentitiesV3<T: Config> =
        StorageMap<_, Blake2_128Concat, NetUid, SubnetIdentityV3, OptionQuery>;

    /// Where a neuron answers.
    #[pallet::storage]
    pub type Axons<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        AxonInfo,
        OptionQuery,
    >;

    /// Where a neuron serves its metrics.
    #[pallet::storage]
    pub type Prometheus<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        PrometheusInfo,
        OptionQuery,
    >;

    /// TLS certificate of a neuron.
    #[pallet::storage]
    pub type NeuronCertificates<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        NeuronCertificate,
        OptionQuery,
    >;

    /// Blocks between two announcements of one hotkey.
    #[pallet::storage]
    pub type ServingRateLimit<T: Config> =
        StorageMap<_, Identity, NetUid, u64, ValueQuery, T::InitialServingRateLimit>;

    /// EVM address bound to a uid, and the block of the binding.
    #[pallet::storage]
    pub type AssociatedEvmAddress<T: Config> =
        StorageDoubleMap<_, Twox64Concat, NetUid, Twox64Concat, u16, (H160, u64), OptionQuery>;

    // ---- Keys ----

    /// Coldkey of a hotkey; a hotkey exists when it has an entry here.
    #[pallet::storage]
    pub type Owner<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, ValueQuery, ZeroAccount>;

    /// Hotkeys of a coldkey.
    #[pallet::storage]
    pub type OwnedHotkeys<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, Vec<T::AccountId>, ValueQuery>;

    /// Blocks between two hotkey swaps of a coldkey.
    #[pallet::storage]
    pub type TxRateLimit<T: Config> = StorageValue<_, u64, ValueQuery, T::InitialTxRateLimit>;

    /// Former block of the last swap; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type LastTxBlock<T: Config> = StorageMap<_, Identity, T::AccountId, u64, ValueQuery>;

    /// Former block of the last change of a childkey take; always empty, kept for clients that ask
    /// for it.
    #[pallet::storage]
    pub type LastTxBlockChildKeyTake<T: Config> =
        StorageMap<_, Identity, T::AccountId, u64, ValueQuery>;

    /// Former block of the last change of a take; always empty, kept for clients that ask for it.
    #[pallet::storage]
    pub type LastTxBlockDelegateTake<T: Config> =
        StorageMap<_, Identity, T::AccountId, u64, ValueQuery>;

    /// Block of the last hotkey swap of a coldkey on a subnet.
    #[pallet::storage]
    pub type LastHotkeySwapOnNetuid<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

    /// Blocks between the announcement of a coldkey swap and the swap.
    #[pallet::storage]
    pub type ColdkeySwapAnnouncementDelay<T: Config> =
        StorageValue<_, u32, ValueQuery, T::InitialColdkeySwapAnnouncementDelay>;

    /// Further blocks until the announcement may be replaced.
    #[pallet::storage]
    pub type ColdkeySwapReannouncementDelay<T: Config> =
        StorageValue<_, u32, ValueQuery, T::InitialColdkeySwapReannouncementDelay>;

    /// Announced coldkey swap: first block of the swap and hash of the new coldkey.
    #[pallet::storage]
    pub type ColdkeySwapAnnouncements<T: Config> =
        StorageMap<_, Twox64Concat, T::AccountId, (u32, H256), OptionQuery>;

    /// Block in which the announced swap was disputed.
    #[pallet::storage]
    pub type ColdkeySwapDisputes<T: Config> =
        StorageMap<_, Twox64Concat, T::AccountId, u32, OptionQuery>;

    // ---- Admin ----

    /// Blocks before an epoch in which the parameters of a subnet are frozen.
    #[pallet::storage]
    pub type AdminFreezeWindow<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<10>>;

    /// Tempos between two changes of one parameter by the owner.
    #[pallet::storage]
    pub type OwnerHyperparamRateLimit<T: Config> = StorageValue<_, u16, ValueQuery, ConstU16<2>>;

    /// Block of the last use of a limited action.
    #[pallet::storage]
    pub type LastRateLimitedBlock<T: Config> =
        StorageMap<_, Identity, RateLimitKey<T::AccountId>, u64, ValueQuery>;

    /// Block of the last use of a limited action by an account on a subnet; the last key part is
    /// the kind of the action.
    #[pallet::storage]
    pub type TransactionKeyLastBlock<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
            NMapKey<Identity, u16>,
        ),
        u64,
        ValueQuery,
    >;

    /// Migrations that have run.
    #[pallet::storage]
    pub type HasMigrationRun<T: Config> = StorageMap<_, Identity, Vec<u8>, bool, ValueQuery>;

    // ======== Events ========

    /// What happened. The indices are frozen.
    #[pallet::event]
    pub enum Event<T: Config> {
        // ---- Subnets ----
        /// A subnet was created: netuid, mechanism of its pool (always 1).
        #[codec(index = 0)]
        NetworkAdded(NetUid, u16),
        /// A subnet was dissolved.
        #[codec(index = 1)]
        NetworkRemoved(NetUid),
        /// The owner's hotkey of a subnet changed.
        #[codec(index = 94)]
        SubnetOwnerHotkeySet(NetUid, T::AccountId),
        /// The ownership of a subnet moved to another coldkey by conviction.
        #[codec(index = 134)]
        SubnetOwnerChanged {
            /// Subnet.
            netuid: NetUid,
            /// Coldkey before.
            old_coldkey: T::AccountId,
            /// Coldkey after.
            new_coldkey: T::AccountId,
        },
        /// A subnet was started: netuid, first block of its emission.
        #[codec(index = 95)]
        FirstEmissionBlockNumberSet(NetUid, u64),
        /// The symbol of a subnet's token changed.
        #[codec(index = 105)]
        SymbolUpdated {
            /// Subnet.
            netuid: NetUid,
            /// New symbol, UTF-8.
            symbol: Vec<u8>,
        },
        /// Transfers of stake were allowed or forbidden in a subnet.
        #[codec(index = 93)]
        TransferToggle(NetUid, bool),
        /// `StartCallDelay` was set, blocks.
        #[codec(index = 60)]
        StartCallDelaySet(u64),
        /// `NetworkRateLimit` was set, blocks.
        #[codec(index = 58)]
        NetworkRateLimitSet(u64),
        /// `NetworkImmunityPeriod` was set, blocks.
        #[codec(index = 59)]
        NetworkImmunityPeriodSet(u64),
        /// `NetworkMinLockCost` was set.
        #[codec(index = 61)]
        NetworkMinLockCostSet(TaoBalance),
        /// `NetworkLockReductionInterval` was set, blocks.
        #[codec(index = 63)]
        NetworkLockCostReductionIntervalSet(u64),
        /// `SubnetLimit` was set.
        #[codec(index = 62)]
        SubnetLimitSet(u16),
        /// Kept for its index; not emitted.
        #[codec(index = 80)]
        DissolveNetworkScheduled {
            /// Account that asked for it.
            account: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// Block of the dissolve.
            execution_block: u32,
        },
        /// `DissolveNetworkScheduleDuration` was set, blocks.
        #[codec(index = 83)]
        DissolveNetworkScheduleDurationSet(u32),
        /// A subnet was created from the funds of a crowdloan and leased to its creator.
        #[codec(index = 103)]
        SubnetLeaseCreated {
            /// Who the lease is for.
            beneficiary: T::AccountId,
            /// Lease.
            lease_id: LeaseId,
            /// Subnet.
            netuid: NetUid,
            /// Last block of the lease, none when perpetual.
            end_block: Option<u32>,
        },
        /// A lease ended and the subnet went to its beneficiary.
        #[codec(index = 104)]
        SubnetLeaseTerminated {
            /// Who the lease is for.
            beneficiary: T::AccountId,
            /// Subnet.
            netuid: NetUid,
        },
        /// A contributor got a part of a lease's dividends.
        #[codec(index = 120)]
        SubnetLeaseDividendsDistributed {
            /// Lease.
            lease_id: LeaseId,
            /// Receiver.
            contributor: T::AccountId,
            /// Its part.
            alpha: AlphaBalance,
        },

        // ---- Neurons ----
        /// A neuron was registered: netuid, uid, hotkey.
        #[codec(index = 6)]
        NeuronRegistered(NetUid, u16, T::AccountId),
        /// Kept for its index; not emitted.
        #[codec(index = 7)]
        BulkNeuronsRegistered(u16, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 8)]
        BulkBalancesSet(u16, u16),
        /// `NetworkRegistrationAllowed` was set.
        #[codec(index = 50)]
        RegistrationAllowed(NetUid, bool),
        /// `NetworkPowRegistrationAllowed` was set.
        #[codec(index = 51)]
        PowRegistrationAllowed(NetUid, bool),
        /// `MaxAllowedUids` was set.
        #[codec(index = 9)]
        MaxAllowedUidsSet(NetUid, u16),
        /// `MinAllowedUids` was set.
        #[codec(index = 111)]
        MinAllowedUidsSet(NetUid, u16),
        /// `MinNonImmuneUids` was set.
        #[codec(index = 113)]
        MinNonImmuneUidsSet(NetUid, u16),
        /// `ImmunityPeriod` was set, blocks.
        #[codec(index = 23)]
        ImmunityPeriodSet(NetUid, u16),
        /// `TargetRegistrationsPerInterval` was set.
        #[codec(index = 13)]
        RegistrationPerIntervalSet(NetUid, u16),
        /// `MaxRegistrationsPerBlock` was set.
        #[codec(index = 14)]
        MaxRegistrationsPerBlockSet(NetUid, u16),
        /// `AdjustmentInterval` was set, blocks.
        #[codec(index = 12)]
        AdjustmentIntervalSet(NetUid, u16),
        /// `AdjustmentAlpha` was set.
        #[codec(index = 55)]
        AdjustmentAlphaSet(NetUid, u64),
        /// `Difficulty` was set.
        #[codec(index = 11)]
        DifficultySet(NetUid, u64),
        /// `MinDifficulty` was set.
        #[codec(index = 33)]
        MinDifficultySet(NetUid, u64),
        /// `MaxDifficulty` was set.
        #[codec(index = 34)]
        MaxDifficultySet(NetUid, u64),
        /// Kept for its index; the price of a registration moves silently.
        #[codec(index = 36)]
        BurnSet(NetUid, TaoBalance),
        /// `MinBurn` was set.
        #[codec(index = 38)]
        MinBurnSet(NetUid, TaoBalance),
        /// `MaxBurn` was set.
        #[codec(index = 37)]
        MaxBurnSet(NetUid, TaoBalance),
        /// `BurnHalfLife` was set, blocks.
        #[codec(index = 124)]
        BurnHalfLifeSet {
            /// Subnet.
            netuid: NetUid,
            /// Blocks.
            burn_half_life: u16,
        },
        /// `BurnIncreaseMult` was set.
        #[codec(index = 125)]
        BurnIncreaseMultSet {
            /// Subnet.
            netuid: NetUid,
            /// Factor.
            burn_increase_mult: U64F64,
        },
        /// The TAO recycled by registrations changed: netuid, new total.
        #[codec(index = 53)]
        RAORecycledForRegistrationSet(NetUid, TaoBalance),
        /// Kept for its index; not emitted.
        #[codec(index = 20)]
        ValidatorPruneLenSet(NetUid, u64),
        /// Kept for its index; not emitted.
        #[codec(index = 21)]
        ScalingLawPowerSet(NetUid, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 56)]
        Faucet(T::AccountId, u64),

        // ---- Weights ----
        /// A weight row was stored: storage index of the mechanism, uid.
        #[codec(index = 5)]
        WeightsSet(NetUidStorageIndex, u16),
        /// Weights were committed by hash: hotkey, storage index, hash.
        #[codec(index = 85)]
        WeightsCommitted(T::AccountId, NetUidStorageIndex, H256),
        /// Weights were revealed: hotkey, storage index, hash of the commit.
        #[codec(index = 86)]
        WeightsRevealed(T::AccountId, NetUidStorageIndex, H256),
        /// Several commits were revealed at once: hotkey, netuid, their hashes.
        #[codec(index = 87)]
        WeightsBatchRevealed(T::AccountId, NetUid, Vec<H256>),
        /// Time-locked weights were committed: hotkey, storage index, hash of the ciphertext,
        /// beacon round.
        #[codec(index = 107)]
        TimelockedWeightsCommitted(T::AccountId, NetUidStorageIndex, H256, u64),
        /// Time-locked weights were opened: storage index, hotkey.
        #[codec(index = 108)]
        TimelockedWeightsRevealed(NetUidStorageIndex, T::AccountId),
        /// A time-locked commit was dropped without effect.
        #[codec(index = 137)]
        TimelockedWeightsDiscarded {
            /// Who committed.
            hotkey: T::AccountId,
            /// Storage index of the mechanism.
            index: NetUidStorageIndex,
            /// Why.
            reason: DiscardReason,
        },
        /// Kept for its index; not emitted.
        #[codec(index = 84)]
        CRV3WeightsCommitted(T::AccountId, NetUidStorageIndex, H256),
        /// Kept for its index; not emitted.
        #[codec(index = 99)]
        CRV3WeightsRevealed(NetUid, T::AccountId),
        /// A batch of weights or commits was processed: all its netuids, hotkey.
        #[codec(index = 88)]
        BatchWeightsCompleted(Vec<Compact<NetUid>>, T::AccountId),
        /// At least one item of a batch failed.
        #[codec(index = 89)]
        BatchCompletedWithErrors,
        /// An item of a batch failed: netuid, error.
        #[codec(index = 90)]
        BatchWeightItemFailed(NetUid, DispatchError),
        /// `WeightsVersionKey` was set.
        #[codec(index = 32)]
        WeightsVersionKeySet(NetUid, u64),
        /// `WeightsSetRateLimit` was set, blocks.
        #[codec(index = 22)]
        WeightsSetRateLimitSet(NetUid, u64),
        /// `MinAllowedWeights` was set.
        #[codec(index = 19)]
        MinAllowedWeightSet(NetUid, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 10)]
        MaxWeightLimitSet(NetUid, u16),
        /// `StakeThreshold` was set.
        #[codec(index = 54)]
        StakeThresholdSet(u64),
        /// `CommitRevealWeightsEnabled` was set.
        #[codec(index = 101)]
        CommitRevealEnabled(NetUid, bool),
        /// `RevealPeriodEpochs` was set.
        #[codec(index = 100)]
        CommitRevealPeriodsSet(NetUid, u64),
        /// `CommitRevealWeightsVersion` was set.
        #[codec(index = 106)]
        CommitRevealVersionSet(u16),

        // ---- Epoch ----
        /// `Tempo` was set, blocks.
        #[codec(index = 52)]
        TempoSet(NetUid, u16),
        /// An owner requested an epoch.
        #[codec(index = 131)]
        EpochTriggered {
            /// Subnet.
            netuid: NetUid,
            /// Owner.
            by: T::AccountId,
            /// Block of the epoch.
            fires_at: u64,
        },
        /// An epoch did not fit into its block and was moved to a later one.
        #[codec(index = 132)]
        EpochDeferred {
            /// Subnet.
            netuid: NetUid,
            /// Block it was due in.
            from_block: u64,
            /// Block it is due in now.
            to_block: u64,
        },
        /// An epoch did not run because its input contradicts itself.
        #[codec(index = 133)]
        EpochSkipped {
            /// Subnet.
            netuid: NetUid,
            /// Block it was due in.
            block: u64,
        },
        /// `MaxEpochsPerBlock` was set.
        #[codec(index = 39)]
        MaxEpochsPerBlockSet(u8),
        /// `Kappa` was set.
        #[codec(index = 18)]
        KappaSet(NetUid, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 16)]
        RhoSet(NetUid, u16),
        /// `MaxAllowedValidators` was set.
        #[codec(index = 27)]
        MaxAllowedValidatorsSet(NetUid, u16),
        /// `ActivityCutoff` was set, blocks.
        #[codec(index = 15)]
        ActivityCutoffSet(NetUid, u16),
        /// `ActivityCutoffFactorMilli` was set.
        #[codec(index = 130)]
        ActivityCutoffFactorMilliSet {
            /// Subnet.
            netuid: NetUid,
            /// Thousandths of the tempo.
            factor_milli: u32,
        },
        /// `BondsMovingAverage` was set.
        #[codec(index = 24)]
        BondsMovingAverageSet(NetUid, u64),
        /// `BondsPenalty` was set.
        #[codec(index = 25)]
        BondsPenaltySet(NetUid, u16),
        /// `BondsResetOn` was set.
        #[codec(index = 26)]
        BondsResetOnSet(NetUid, bool),
        /// Kept for its index; not emitted.
        #[codec(index = 17)]
        AlphaSigmoidSteepnessSet(NetUid, i16),
        /// A mechanism's epoch ran: storage index, alpha for the miner at each uid.
        #[codec(index = 110)]
        IncentiveAlphaEmittedToMiners {
            /// Storage index of the mechanism.
            netuid: NetUidStorageIndex,
            /// Alpha per uid.
            emissions: Vec<AlphaBalance>,
        },

        // ---- Stake ----
        /// Stake was added: coldkey, hotkey, TAO paid, alpha received, netuid, fee in rao.
        #[codec(index = 2)]
        StakeAdded(
            T::AccountId,
            T::AccountId,
            TaoBalance,
            AlphaBalance,
            NetUid,
            u64,
        ),
        /// Stake was removed: coldkey, hotkey, TAO received, alpha sold, netuid, fee in rao.
        #[codec(index = 3)]
        StakeRemoved(
            T::AccountId,
            T::AccountId,
            TaoBalance,
            AlphaBalance,
            NetUid,
            u64,
        ),
        /// Stake moved between hotkeys: coldkey, from hotkey and netuid, to hotkey and netuid,
        /// value in TAO.
        #[codec(index = 4)]
        StakeMoved(
            T::AccountId,
            T::AccountId,
            NetUid,
            T::AccountId,
            NetUid,
            TaoBalance,
        ),
        /// Stake went to another coldkey: from coldkey, to coldkey, hotkey, from netuid, to netuid,
        /// value in TAO.
        #[codec(index = 91)]
        StakeTransferred(
            T::AccountId,
            T::AccountId,
            T::AccountId,
            NetUid,
            NetUid,
            TaoBalance,
        ),
        /// Stake moved between subnets: coldkey, hotkey, from netuid, to netuid, value in TAO.
        #[codec(index = 92)]
        StakeSwapped(T::AccountId, T::AccountId, NetUid, NetUid, TaoBalance),
        /// Staked alpha was recycled: coldkey, hotkey, amount, netuid.
        #[codec(index = 96)]
        AlphaRecycled(T::AccountId, T::AccountId, AlphaBalance, NetUid),
        /// Staked alpha was burned: coldkey, hotkey, amount, netuid.
        #[codec(index = 97)]
        AlphaBurned(T::AccountId, T::AccountId, AlphaBalance, NetUid),
        /// Alpha was bought and burned at once.
        #[codec(index = 121)]
        AddStakeBurn {
            /// Subnet.
            netuid: NetUid,
            /// Hotkey.
            hotkey: T::AccountId,
            /// TAO paid.
            amount: TaoBalance,
            /// Alpha burned.
            alpha: AlphaBalance,
        },
        /// A mining reward was staked to the hotkey its coldkey chose.
        #[codec(index = 109)]
        AutoStakeAdded {
            /// Subnet.
            netuid: NetUid,
            /// Hotkey staked to.
            destination: T::AccountId,
            /// Hotkey that earned the reward.
            hotkey: T::AccountId,
            /// Coldkey rewarded.
            owner: T::AccountId,
            /// Reward.
            incentive: AlphaBalance,
        },
        /// A coldkey chose the hotkey its mining rewards are staked to.
        #[codec(index = 112)]
        AutoStakeDestinationSet {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// Hotkey.
            hotkey: T::AccountId,
        },
        /// A transaction fee was paid by selling staked alpha.
        #[codec(index = 123)]
        TransactionFeePaidWithAlpha {
            /// Coldkey.
            who: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// Alpha sold.
            alpha_fee: AlphaBalance,
            /// Fee paid.
            tao_amount: TaoBalance,
        },
        /// Alpha was locked to a hotkey.
        #[codec(index = 127)]
        StakeLocked {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Hotkey.
            hotkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// Amount.
            amount: AlphaBalance,
        },
        /// Kept for its index; not emitted.
        #[codec(index = 128)]
        StakeUnlocked {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Hotkey.
            hotkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// Amount.
            amount: AlphaBalance,
        },
        /// A lock moved to another hotkey.
        #[codec(index = 129)]
        LockMoved {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Hotkey before.
            origin_hotkey: T::AccountId,
            /// Hotkey after.
            destination_hotkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
        },
        /// A coldkey stopped or resumed the decay of its lock.
        #[codec(index = 135)]
        PerpetualLockUpdated {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
            /// As given by the signer.
            enabled: bool,
        },
        /// A coldkey refuses or accepts locked alpha.
        #[codec(index = 136)]
        RejectLockedAlphaUpdated {
            /// Coldkey.
            coldkey: T::AccountId,
            /// As given by the signer.
            enabled: bool,
        },

        // ---- Delegation ----
        /// A take fell: coldkey, hotkey, new take.
        #[codec(index = 64)]
        TakeDecreased(T::AccountId, T::AccountId, u16),
        /// A take rose: coldkey, hotkey, new take.
        #[codec(index = 65)]
        TakeIncreased(T::AccountId, T::AccountId, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 30)]
        DelegateAdded(T::AccountId, T::AccountId, u16),
        /// Kept for its index; not emitted.
        #[codec(index = 31)]
        DefaultTakeSet(u16),
        /// `MinDelegateTake` was set.
        #[codec(index = 68)]
        MinDelegateTakeSet(u16),
        /// `MaxDelegateTake` was set.
        #[codec(index = 67)]
        MaxDelegateTakeSet(u16),
        /// `TxDelegateTakeRateLimit` was set, blocks.
        #[codec(index = 41)]
        TxDelegateTakeRateLimitSet(u64),
        /// New children were scheduled: hotkey, netuid, block from which they count, children.
        #[codec(index = 75)]
        SetChildrenScheduled(T::AccountId, NetUid, u64, Vec<(u64, T::AccountId)>),
        /// New children took effect: hotkey, netuid, children.
        #[codec(index = 76)]
        SetChildren(T::AccountId, NetUid, Vec<(u64, T::AccountId)>),
        /// A childkey take was set: hotkey, take.
        #[codec(index = 48)]
        ChildKeyTakeSet(T::AccountId, u16),
        /// `MinChildkeyTake` was set.
        #[codec(index = 45)]
        MinChildKeyTakeSet(u16),
        /// `MinChildkeyTakePerSubnet` was set.
        #[codec(index = 46)]
        MinChildKeyTakePerSubnetSet(NetUid, u16),
        /// `MaxChildkeyTake` was set.
        #[codec(index = 47)]
        MaxChildKeyTakeSet(u16),
        /// `TxChildkeyTakeRateLimit` was set, blocks.
        #[codec(index = 42)]
        TxChildKeyTakeRateLimitSet(u64),
        /// A root validator lets itself become a parent of new owners, or no longer does.
        #[codec(index = 126)]
        AutoParentDelegationEnabledSet {
            /// Hotkey.
            hotkey: T::AccountId,
            /// As given by the signer.
            enabled: bool,
        },
        /// A subnet tracks voting power.
        #[codec(index = 116)]
        VotingPowerTrackingEnabled {
            /// Subnet.
            netuid: NetUid,
        },
        /// A subnet will stop tracking voting power.
        #[codec(index = 117)]
        VotingPowerTrackingDisableScheduled {
            /// Subnet.
            netuid: NetUid,
            /// Block of the end.
            disable_at_block: u64,
        },
        /// A subnet stopped tracking voting power.
        #[codec(index = 118)]
        VotingPowerTrackingDisabled {
            /// Subnet.
            netuid: NetUid,
        },
        /// `VotingPowerEmaAlpha` was set.
        #[codec(index = 119)]
        VotingPowerEmaAlphaSet {
            /// Subnet.
            netuid: NetUid,
            /// Smoothing factor, out of 10¹⁸.
            alpha: u64,
        },

        // ---- Emission ----
        /// `SubnetOwnerCut` was set.
        #[codec(index = 57)]
        SubnetOwnerCutSet(u16),
        /// Root dividends of a coldkey were claimed.
        #[codec(index = 114)]
        RootClaimed {
            /// Coldkey.
            coldkey: T::AccountId,
        },
        /// A coldkey chose what becomes of its root dividends.
        #[codec(index = 115)]
        RootClaimTypeSet {
            /// Coldkey.
            coldkey: T::AccountId,
            /// The choice.
            root_claim_type: RootClaimTypeEnum,
        },

        // ---- Identity and serving ----
        /// A coldkey stored its identity.
        #[codec(index = 77)]
        ChainIdentitySet(T::AccountId),
        /// An owner stored the identity of a subnet.
        #[codec(index = 78)]
        SubnetIdentitySet(NetUid),
        /// The identity of a subnet was removed.
        #[codec(index = 79)]
        SubnetIdentityRemoved(NetUid),
        /// A neuron announced its axon: netuid, hotkey.
        #[codec(index = 28)]
        AxonServed(NetUid, T::AccountId),
        /// A neuron announced its metrics: netuid, hotkey.
        #[codec(index = 29)]
        PrometheusServed(NetUid, T::AccountId),
        /// `ServingRateLimit` was set, blocks.
        #[codec(index = 35)]
        ServingRateLimitSet(NetUid, u64),
        /// An EVM address was bound to a neuron.
        #[codec(index = 98)]
        EvmKeyAssociated {
            /// Subnet.
            netuid: NetUid,
            /// Hotkey of the neuron.
            hotkey: T::AccountId,
            /// EVM address.
            evm_key: H160,
            /// Block of the binding.
            block_associated: u64,
        },

        // ---- Keys ----
        /// A hotkey was replaced on all subnets.
        #[codec(index = 66)]
        HotkeySwapped {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Hotkey replaced.
            old_hotkey: T::AccountId,
            /// Hotkey in its place.
            new_hotkey: T::AccountId,
        },
        /// A hotkey was replaced on one subnet.
        #[codec(index = 102)]
        HotkeySwappedOnSubnet {
            /// Coldkey.
            coldkey: T::AccountId,
            /// Hotkey replaced.
            old_hotkey: T::AccountId,
            /// Hotkey in its place.
            new_hotkey: T::AccountId,
            /// Subnet.
            netuid: NetUid,
        },
        /// A coldkey announced its swap by the hash of the new coldkey.
        #[codec(index = 69)]
        ColdkeySwapAnnounced {
            /// Coldkey.
            who: T::AccountId,
            /// Hash of the coldkey it wants to become.
            new_coldkey_hash: H256,
        },
        /// Announcement and dispute of a coldkey swap were cleared by root.
        #[codec(index = 70)]
        ColdkeySwapReset {
            /// Coldkey.
            who: T::AccountId,
        },
        /// A coldkey was replaced.
        #[codec(index = 71)]
        ColdkeySwapped {
            /// Coldkey before.
            old_coldkey: T::AccountId,
            /// Coldkey after.
            new_coldkey: T::AccountId,
        },
        /// An announced coldkey swap was disputed.
        #[codec(index = 72)]
        ColdkeySwapDisputed {
            /// Coldkey.
            coldkey: T::AccountId,
        },
        /// An announced coldkey swap was withdrawn.
        #[codec(index = 122)]
        ColdkeySwapCleared {
            /// Coldkey.
            who: T::AccountId,
        },
        /// Kept for its index; not emitted.
        #[codec(index = 73)]
        AllBalanceUnstakedAndTransferredToNewColdkey {
            /// Coldkey before.
            current_coldkey: T::AccountId,
            /// Coldkey after.
            new_coldkey: T::AccountId,
            /// Amount moved.
            total_balance: TaoBalance,
        },
        /// Kept for its index; not emitted.
        #[codec(index = 74)]
        ArbitrationPeriodExtended {
            /// Coldkey.
            coldkey: T::AccountId,
        },
        /// `ColdkeySwapAnnouncementDelay` was set, blocks.
        #[codec(index = 81)]
        ColdkeySwapAnnouncementDelaySet(u32),
        /// `ColdkeySwapReannouncementDelay` was set, blocks.
        #[codec(index = 82)]
        ColdkeySwapReannouncementDelaySet(u32),
        /// `TxRateLimit` was set, blocks.
        #[codec(index = 40)]
        TxRateLimitSet(u64),

        // ---- Admin ----
        /// `AdminFreezeWindow` was set, blocks.
        #[codec(index = 43)]
        AdminFreezeWindowSet(u16),
        /// `OwnerHyperparamRateLimit` was set, tempos.
        #[codec(index = 44)]
        OwnerHyperparamRateLimitSet(u16),
        /// Kept for its index; not emitted.
        #[codec(index = 49)]
        Sudid(DispatchResult),
    }

    impl<T: Config> Pallet<T> {
        /// Reports an event; also for the pallets that set parameters of this one.
        pub fn deposit_event(event: Event<T>) {
            frame_system::Pallet::<T>::deposit_event(
                <T as frame_system::Config>::RuntimeEvent::from(event),
            );
        }
    }

    // ======== Errors ========

    /// What went wrong.
    ///
    /// The order is frozen: clients look an error up by its position, which is the first byte of
    /// the error payload. New errors go to the end.
    #[pallet::error]
    pub enum Error<T> {
        /// The root network does not exist.
        RootNetworkDoesNotExist,
        /// The type of an address is 4 or 6.
        InvalidIpType,
        /// The address cannot be served from.
        InvalidIpAddress,
        /// The port is zero.
        InvalidPort,
        /// The hotkey has no uid in the subnet.
        HotKeyNotRegisteredInSubNet,
        /// The hotkey has no owner.
        HotKeyAccountNotExists,
        /// The hotkey is registered nowhere it needs to be.
        HotKeyNotRegisteredInNetwork,
        /// The coldkey does not own the hotkey.
        NonAssociatedColdKey,
        /// Kept for its index; not raised.
        NotEnoughStake,
        /// The coldkey has less stake than that with this hotkey.
        NotEnoughStakeToWithdraw,
        /// The stake weight is below what setting weights takes.
        NotEnoughStakeToSetWeights,
        /// The stake of the hotkey is below what children take.
        NotEnoughStakeToSetChildkeys,
        /// The balance of the coldkey is below the amount to pay.
        NotEnoughBalanceToStake,
        /// The balance could not be withdrawn.
        BalanceWithdrawalError,
        /// Kept for its index; not raised.
        ZeroBalanceAfterWithdrawn,
        /// Without a validator permit a neuron can set a weight on itself only.
        NeuronNoValidatorPermit,
        /// Targets and weights differ in number.
        WeightVecNotEqualSize,
        /// A target occurs twice.
        DuplicateUids,
        /// A target is not a uid of the subnet.
        UidVecContainInvalidOne,
        /// The row has fewer weights than the subnet asks for.
        WeightVecLengthIsLow,
        /// The block has no registration left.
        TooManyRegistrationsThisBlock,
        /// The hotkey has a uid in the subnet already.
        HotKeyAlreadyRegisteredInSubNet,
        /// The new hotkey is the old one.
        NewHotKeyIsSameWithOld,
        /// The new hotkey has root stake or root dividends of its own.
        NewHotKeyNotCleanForRootSwap,
        /// Kept for its index; not raised.
        InvalidWorkBlock,
        /// Kept for its index; not raised.
        InvalidDifficulty,
        /// Kept for its index; not raised.
        InvalidSeal,
        /// A weight exceeds the limit of the subnet.
        MaxWeightExceeded,
        /// Kept for its index; not raised.
        HotKeyAlreadyDelegate,
        /// The last weights were set too recently.
        SettingWeightsTooFast,
        /// The version key is below that of the subnet.
        IncorrectWeightVersionKey,
        /// The last announcement was made too recently.
        ServingRateLimitExceeded,
        /// The row has more targets than the subnet has uids.
        UidsLengthExceedUidsInSubNet,
        /// The last subnet was created too recently.
        NetworkTxRateLimitExceeded,
        /// The take was raised too recently.
        DelegateTxRateLimitExceeded,
        /// The last hotkey swap was too recent.
        HotKeySetTxRateLimitExceeded,
        /// Kept for its index; not raised.
        StakingRateLimitExceeded,
        /// Registration is closed.
        SubNetRegistrationDisabled,
        /// The interval has no registration left.
        TooManyRegistrationsThisInterval,
        /// Kept for its index; not raised.
        TransactorAccountShouldBeHotKey,
        /// Kept for its index; not raised.
        FaucetDisabled,
        /// The signer does not own the subnet.
        NotSubnetOwner,
        /// Not possible on the root network.
        RegistrationNotPermittedOnRootSubnet,
        /// Root is full and the hotkey has no more stake than its lowest member.
        StakeTooLowForRoot,
        /// Kept for its index; not raised.
        AllNetworksInImmunity,
        /// The balance is below the price of a hotkey swap.
        NotEnoughBalanceToPaySwapHotKey,
        /// Kept for its index; not raised.
        NotRootSubnet,
        /// The root network has no weights.
        CanNotSetRootNetworkWeights,
        /// The subnet is full and no neuron can be replaced.
        NoNeuronIdAvailable,
        /// The take is below its minimum, or does not move in the direction asked for.
        DelegateTakeTooLow,
        /// The take is above its maximum.
        DelegateTakeTooHigh,
        /// There is no such commit.
        NoWeightsCommitFound,
        /// The weights do not match any commit.
        InvalidRevealCommitHashNotMatch,
        /// The subnet takes commits, not plain weights.
        CommitRevealEnabled,
        /// The subnet takes plain weights, not commits.
        CommitRevealDisabled,
        /// Liquid alpha is off in this subnet.
        LiquidAlphaDisabled,
        /// The upper liquid alpha is too low.
        AlphaHighTooLow,
        /// The lower liquid alpha is too low or above the upper one.
        AlphaLowOutOfRange,
        /// The new coldkey has stake of its own.
        ColdKeyAlreadyAssociated,
        /// The balance is below the price of a coldkey swap.
        NotEnoughBalanceToPaySwapColdKey,
        /// A hotkey cannot be its own child, and has at most 128 parents.
        InvalidChild,
        /// A child occurs twice.
        DuplicateChild,
        /// The proportions exceed the whole.
        ProportionOverflow,
        /// A hotkey can have five children.
        TooManyChildren,
        /// The same change was made too recently.
        TxRateLimitExceeded,
        /// No swap of this coldkey was announced.
        ColdkeySwapAnnouncementNotFound,
        /// The delay of the announced swap has not passed.
        ColdkeySwapTooEarly,
        /// The announcement cannot be replaced yet.
        ColdkeySwapReannouncedTooEarly,
        /// The new coldkey is not the one announced.
        AnnouncedColdkeyHashDoesNotMatch,
        /// The announced swap is disputed already.
        ColdkeySwapAlreadyDisputed,
        /// The new coldkey is a hotkey.
        NewColdKeyIsHotkey,
        /// The childkey take is outside of its bounds.
        InvalidChildkeyTake,
        /// The childkey take was changed too recently.
        TxChildkeyTakeRateLimitExceeded,
        /// A field of the identity is too long.
        InvalidIdentity,
        /// The subnet or the mechanism does not exist.
        MechanismDoesNotExist,
        /// The stake is locked.
        StakeUnavailable,
        /// No subnet has this netuid.
        SubnetNotExists,
        /// Ten commits wait for their reveal already.
        TooManyUnrevealedCommits,
        /// The epoch to reveal the commit in has passed.
        ExpiredWeightCommit,
        /// The epoch to reveal the commit in has not come.
        RevealTooEarly,
        /// The lists differ in length.
        InputLengthsUnequal,
        /// The last weights were committed too recently.
        CommittingWeightsTooFast,
        /// The amount is zero or below the minimum stake.
        AmountTooLow,
        /// The pool cannot serve an order of this size.
        InsufficientLiquidity,
        /// The order cannot be filled within its limit price.
        SlippageTooHigh,
        /// The subnet does not allow transfers of stake.
        TransferDisallowed,
        /// The activity cutoff is below its minimum.
        ActivityCutoffTooLow,
        /// Kept for its index; not raised.
        CallDisabled,
        /// The subnet was started already.
        FirstEmissionBlockNumberAlreadySet,
        /// The subnet is too young to be started. Frozen name.
        NeedWaitingMoreBlocksToStarCall,
        /// Kept for its index; not raised.
        NotEnoughAlphaOutToRecycle,
        /// There is no alpha on the root network.
        CannotBurnOrRecycleOnRootSubnet,
        /// The public key cannot be recovered from the signature.
        UnableToRecoverPublicKey,
        /// The signature belongs to another address.
        InvalidRecoveredPublicKey,
        /// Alpha of this subnet cannot be staked or traded yet.
        SubtokenDisabled,
        /// The last hotkey swap on this subnet was too recent.
        HotKeySwapOnSubnetIntervalNotPassed,
        /// Origin and destination are the same subnet.
        SameNetuid,
        /// The balance is too low.
        InsufficientBalance,
        /// The signer is not the creator of the crowdloan.
        InvalidLeaseBeneficiary,
        /// The lease would end at or before the present block.
        LeaseCannotEndInThePast,
        /// The subnet created for the lease was not found.
        LeaseNetuidNotFound,
        /// No lease has this identifier.
        LeaseDoesNotExist,
        /// The lease is perpetual.
        LeaseHasNoEndBlock,
        /// The lease has not come to its end.
        LeaseHasNotEnded,
        /// A counter would overflow.
        Overflow,
        /// The beneficiary does not own the hotkey.
        BeneficiaryDoesNotOwnHotkey,
        /// The signer is not the beneficiary of the lease.
        ExpectedBeneficiaryOrigin,
        /// The parameters of the subnet are frozen shortly before an epoch.
        AdminActionProhibitedDuringWeightsWindow,
        /// The symbol is not in the table of symbols.
        SymbolDoesNotExist,
        /// Another subnet has this symbol.
        SymbolAlreadyInUse,
        /// The chain takes another version of time-locked commits.
        IncorrectCommitRevealVersion,
        /// The beacon round lies before the newest one the chain knows, or comes so late that the
        /// commit will have expired.
        InvalidRevealRound,
        /// The reveal period exceeds 100 epochs.
        RevealPeriodTooLarge,
        /// The reveal period is below one epoch.
        RevealPeriodTooSmall,
        /// The value is outside of its bounds.
        InvalidValue,
        /// The chain has as many subnets as it may, and none can be pruned.
        SubnetLimitReached,
        /// The balance of the coldkey is below the price of a subnet.
        CannotAffordLockCost,
        /// The address was bound too recently.
        EvmKeyAssociateRateLimitExceeded,
        /// The coldkey stakes its rewards to this hotkey already.
        SameAutoStakeHotkeyAlreadySet,
        /// A map keyed by uid could not be cleared.
        UidMapCouldNotBeCleared,
        /// Too many of the uids that would remain are immune.
        TrimmingWouldExceedMaxImmunePercentage,
        /// A hotkey would be parent and child of the same one.
        ChildParentInconsistency,
        /// The number of automatic claims is too high.
        InvalidNumRootClaim,
        /// The threshold of automatic claims is too high.
        InvalidRootClaimThreshold,
        /// The list of subnets is empty or too long.
        InvalidSubnetNumber,
        /// Uids times mechanisms would exceed 256.
        TooManyUIDsPerMechanism,
        /// The subnet does not track voting power.
        VotingPowerTrackingNotEnabled,
        /// The smoothing factor exceeds one.
        InvalidVotingPowerEmaAlpha,
        /// The call has been retired.
        Deprecated,
        /// Kept for its index; not raised.
        AddStakeBurnRateLimitExceeded,
        /// The coldkey has announced its swap and can do nothing else.
        ColdkeySwapAnnounced,
        /// The swap of the coldkey is disputed and it can do nothing.
        ColdkeySwapDisputed,
        /// The announcement cannot be withdrawn yet.
        ColdkeySwapClearTooEarly,
        /// Kept for its index; not raised.
        DisabledTemporarily,
        /// The price of the registration is above the limit given.
        RegistrationPriceLimitExceeded,
        /// The coldkey has a lock on another hotkey.
        LockHotkeyMismatch,
        /// The lock would exceed the stake.
        InsufficientStakeForLock,
        /// The coldkey has no lock on this subnet.
        NoExistingLock,
        /// The new coldkey has locks of its own.
        ActiveLockExists,
        /// The account of a subnet cannot be a hotkey.
        CannotUseSystemAccount,
        /// Kept for its index; not raised.
        UnlockAmountTooHigh,
        /// The tempo is outside of its bounds.
        TempoOutOfBounds,
        /// The activity cutoff factor is outside of its bounds.
        ActivityCutoffFactorMilliOutOfBounds,
        /// An epoch has been requested already.
        EpochTriggerAlreadyPending,
        /// The next automatic epoch comes sooner than a requested one would.
        AutoEpochAlreadyImminent,
        /// Epochs cannot be requested while the subnet takes commits.
        DynamicTempoBlockedByCommitReveal,
        /// The receiver does not accept locked alpha.
        AccountRejectsLockedAlpha,
    }

    // ======== Genesis, hooks ========

    /// Coldkeys, their hotkeys, and the stake and uid of each.
    pub type GenesisStakes<AccountId> = Vec<(AccountId, Vec<(AccountId, (u64, u16))>)>;

    /// The first state. Subnets 0 and 1 always exist.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Accepted for older chain specifications, and not used: stakes per coldkey and hotkey,
        /// with a uid.
        pub stakes: GenesisStakes<T::AccountId>,
        /// TAO that exists at genesis; zero stands for the sum of all balances.
        pub balances_issuance: TaoBalance,
        /// Blocks between the creation of a subnet and the earliest start; none keeps the default.
        pub start_call_delay: Option<u64>,
        /// Coldkey and hotkey of the owner of subnets 0 and 1; none leaves them to nobody.
        pub subnet_owner: Option<(T::AccountId, T::AccountId)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            crate::genesis::build(self);
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_block: BlockNumberFor<T>) -> Weight {
            crate::hooks::on_initialize::<T>()
        }

        fn on_idle(_block: BlockNumberFor<T>, remaining: Weight) -> Weight {
            crate::hooks::on_idle::<T>(remaining)
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_block: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    // ======== Calls ========

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        // ---- Subnets ----

        /// Creates a subnet that the signer owns and whose first neuron is `hotkey`.
        ///
        /// Any coldkey may call it. It costs the present price of a subnet, which becomes the first
        /// liquidity of the subnet's pool, and a transaction fee. When the chain has no room for
        /// another subnet, the weakest one is dissolved.
        ///
        /// Errors: `NonAssociatedColdKey`, `CannotUseSystemAccount`, `SubNetRegistrationDisabled`,
        /// `NetworkTxRateLimitExceeded`, `SubnetLimitReached`, `CannotAffordLockCost`,
        /// `InsufficientBalance`.
        #[pallet::call_index(59)]
        #[pallet::weight(Pallet::<T>::with_offers(T::WeightInfo::register_network()))]
        pub fn register_network(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_register_network(&coldkey, &hotkey, None)
        }

        /// Creates a subnet and says at once what it is: `register_network` followed by
        /// `set_subnet_identity`.
        ///
        /// Any coldkey may call it; the price is that of `register_network`.
        ///
        /// Errors: those of `register_network`; `InvalidIdentity`.
        #[pallet::call_index(79)]
        #[pallet::weight(Pallet::<T>::with_offers(
            T::WeightInfo::register_network_with_identity()
        ))]
        pub fn register_network_with_identity(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            identity: Option<SubnetIdentityV3>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_register_network(&coldkey, &hotkey, identity)
        }

        /// Dissolves a subnet and pays its reserves out to those who hold its alpha.
        ///
        /// Root only. `coldkey` is not used; older clients send it.
        ///
        /// Errors: `SubnetNotExists`.
        #[pallet::call_index(61)]
        #[pallet::weight(T::WeightInfo::dissolve_network())]
        pub fn dissolve_network(
            origin: OriginFor<T>,
            _coldkey: T::AccountId,
            netuid: NetUid,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_dissolve_network(netuid)
        }

        /// Dissolves a subnet and pays its reserves out to those who hold its alpha.
        ///
        /// Root only.
        ///
        /// Errors: `SubnetNotExists`.
        #[pallet::call_index(120)]
        #[pallet::weight(T::WeightInfo::dissolve_network())]
        pub fn root_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_dissolve_network(netuid)
        }

        /// Starts a subnet: from now on its alpha can be traded, and from the next block on it
        /// takes part in emission.
        ///
        /// Only the owner may call it, once, and not before `StartCallDelay` blocks have passed
        /// since the subnet was created. It costs a transaction fee.
        ///
        /// Errors: `SubnetNotExists`, `BadOrigin`, `FirstEmissionBlockNumberAlreadySet`,
        /// `NeedWaitingMoreBlocksToStarCall`.
        #[pallet::call_index(92)]
        #[pallet::weight(T::WeightInfo::start_call())]
        pub fn start_call(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_start_call(&coldkey, netuid)
        }

        /// Gives the token of a subnet another symbol, one of the table of symbols that no subnet
        /// uses.
        ///
        /// The owner of the subnet or root may call it. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `SymbolDoesNotExist`, `SymbolAlreadyInUse`.
        #[pallet::call_index(112)]
        #[pallet::weight(T::WeightInfo::update_symbol())]
        pub fn update_symbol(
            origin: OriginFor<T>,
            netuid: NetUid,
            symbol: Vec<u8>,
        ) -> DispatchResult {
            Self::do_update_symbol(origin, netuid, symbol)
        }

        // ---- Neurons ----

        /// Registers a neuron exactly as `burned_register` does; older clients send it.
        ///
        /// The proof of work and `coldkey` are not used: the signer pays the price of a
        /// registration.
        ///
        /// Errors: those of `burned_register`.
        #[pallet::call_index(6)]
        #[pallet::weight(Pallet::<T>::most_for_registration())]
        pub fn register(
            origin: OriginFor<T>,
            netuid: NetUid,
            _block_number: u64,
            _nonce: u64,
            _work: Vec<u8>,
            hotkey: T::AccountId,
            _coldkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::weigh_registration(Self::do_burned_register(&coldkey, netuid, &hotkey))
        }

        /// Registers `hotkey` as a neuron of a subnet.
        ///
        /// Any coldkey may call it for a hotkey of its own or one that nobody owns. It costs the
        /// present price of a registration, which buys alpha that nobody gets, and a transaction
        /// fee. In a full subnet the neuron with the lowest emission is replaced.
        ///
        /// Errors: `RegistrationNotPermittedOnRootSubnet`, `SubnetNotExists`,
        /// `SubNetRegistrationDisabled`, `HotKeyAlreadyRegisteredInSubNet`,
        /// `NotEnoughBalanceToStake`, `CannotUseSystemAccount`, `NonAssociatedColdKey`,
        /// `NoNeuronIdAvailable`, `InsufficientBalance`, and the errors of the market.
        #[pallet::call_index(7)]
        #[pallet::weight(Pallet::<T>::most_for_registration())]
        pub fn burned_register(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::weigh_registration(Self::do_burned_register(&coldkey, netuid, &hotkey))
        }

        /// Registers `hotkey` as a neuron unless the price of a registration exceeds `limit_price`
        /// rao.
        ///
        /// Otherwise it is `burned_register`.
        ///
        /// Errors: `RegistrationPriceLimitExceeded`; those of `burned_register`.
        #[pallet::call_index(134)]
        #[pallet::weight(Pallet::<T>::most_for_registration())]
        pub fn register_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
            limit_price: u64,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::weigh_registration(Self::do_register_limit(
                &coldkey,
                netuid,
                &hotkey,
                limit_price,
            ))
        }

        /// Registers `hotkey` on the root network.
        ///
        /// Any coldkey may call it. It costs a transaction fee. When root is full, the hotkey takes
        /// the place of the member with the least TAO staked, if it has more.
        ///
        /// Errors: `RootNetworkDoesNotExist`, `TooManyRegistrationsThisBlock`,
        /// `TooManyRegistrationsThisInterval`, `HotKeyAlreadyRegisteredInSubNet`,
        /// `CannotUseSystemAccount`, `StakeTooLowForRoot`.
        #[pallet::call_index(62)]
        #[pallet::weight(T::WeightInfo::root_register())]
        pub fn root_register(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_root_register(&coldkey, &hotkey)
        }

        // ---- Weights ----

        /// Says how the signer, a neuron, values other neurons of the subnet: `weights` belong to
        /// the uids `dests` in the same order and count relative to the greatest one.
        ///
        /// Any neuron may weigh itself; others only with a validator permit. It is free, and
        /// possible once in `WeightsSetRateLimit` blocks, unless the subnet takes commits.
        ///
        /// Errors: `CommitRevealEnabled`, `WeightVecNotEqualSize`, `SubnetNotExists`,
        /// `CanNotSetRootNetworkWeights`, `HotKeyNotRegisteredInSubNet`,
        /// `NotEnoughStakeToSetWeights`, `IncorrectWeightVersionKey`, `SettingWeightsTooFast`,
        /// `NeuronNoValidatorPermit`, `DuplicateUids`, `UidVecContainInvalidOne`,
        /// `UidsLengthExceedUidsInSubNet`, `WeightVecLengthIsLow`.
        #[pallet::call_index(0)]
        #[pallet::weight((T::WeightInfo::set_weights(dests.len() as u32), DispatchClass::Normal, Pays::No))]
        pub fn set_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let scores = Scores::new(dests, weights, version_key);
            Self::do_set_weights(&hotkey, netuid, MechId::MAIN, scores)
        }

        /// Says how the signer values other neurons in one mechanism of the subnet; `set_weights`
        /// is the same for mechanism 0.
        ///
        /// It is free.
        ///
        /// Errors: `MechanismDoesNotExist`; those of `set_weights`.
        #[pallet::call_index(119)]
        #[pallet::weight((T::WeightInfo::set_weights(dests.len() as u32), DispatchClass::Normal, Pays::No))]
        pub fn set_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let scores = Scores::new(dests, weights, version_key);
            Self::do_set_weights(&hotkey, netuid, mecid, scores)
        }

        /// Says how the signer values the neurons of several subnets at once: an item of each list
        /// for every subnet, `weights` as pairs of uid and value.
        ///
        /// Every item counts for itself: one that fails is reported by `BatchWeightItemFailed`
        /// and leaves the others alone. It is free.
        ///
        /// Errors: `InputLengthsUnequal`; those of an item are the ones of `set_weights`.
        #[pallet::call_index(80)]
        #[pallet::weight((
            weights
                .iter()
                .map(|row| T::WeightInfo::set_weights(row.len() as u32))
                .fold(T::WeightInfo::set_weights(0), Weight::saturating_add),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn batch_set_weights(
            origin: OriginFor<T>,
            netuids: Vec<Compact<NetUid>>,
            weights: Vec<CompactRow>,
            version_keys: Vec<Compact<u64>>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_set_weights(&hotkey, netuids, weights, version_keys)
        }

        /// Promises weights without showing them: `commit_hash` is the BLAKE2b-256 hash of
        /// hotkey, storage index, uids, values, salt and version key, SCALE encoded. They are
        /// revealed `RevealPeriodEpochs` epochs later by `reveal_weights`.
        ///
        /// It is free, and possible once in `WeightsSetRateLimit` blocks. At most ten commits
        /// wait for their reveal.
        ///
        /// Errors: `NotEnoughStakeToSetWeights`, `MechanismDoesNotExist`, `CommitRevealDisabled`,
        /// `HotKeyNotRegisteredInSubNet`, `CommittingWeightsTooFast`, `TooManyUnrevealedCommits`.
        #[pallet::call_index(96)]
        #[pallet::weight((T::WeightInfo::commit_weights(), DispatchClass::Normal, Pays::No))]
        pub fn commit_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            commit_hash: H256,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_commit_weights(&hotkey, netuid, MechId::MAIN, commit_hash)
        }

        /// Promises weights for one mechanism of a subnet; `commit_weights` is the same for
        /// mechanism 0.
        ///
        /// Errors: those of `commit_weights`.
        #[pallet::call_index(115)]
        #[pallet::weight((T::WeightInfo::commit_weights(), DispatchClass::Normal, Pays::No))]
        pub fn commit_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit_hash: H256,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_commit_weights(&hotkey, netuid, mecid, commit_hash)
        }

        /// Hides weights on a subnet until a round of the randomness beacon; the chain opens them
        /// by itself.
        ///
        /// For the hotkey of a neuron. `commit` is the SCALE encoding of hotkey, uids, values and
        /// version key, encrypted to round `reveal_round` of the beacon; `commit_reveal_version`
        /// must be the chain's `CommitRevealWeightsVersion`. In the epoch that comes
        /// `RevealPeriodEpochs` later, at the start of the first block that knows the signature of
        /// the round, the weights are decrypted and set as `set_weights` would; what fails then is
        /// told by the event `TimelockedWeightsDiscarded`. So choose a round early in that epoch.
        ///
        /// It is free, and possible once in `WeightsSetRateLimit` blocks. At most ten commits of a
        /// hotkey and 2560 of all hotkeys wait in an epoch of a mechanism. The weight is that of the
        /// longest queue; what the real queue takes less is given back.
        ///
        /// Errors: `NotEnoughStakeToSetWeights`; `InvalidRevealRound` when the round lies before
        /// the newest one of the chain, or after the epoch of the reveal;
        /// `CanNotSetRootNetworkWeights`, `MechanismDoesNotExist`, `CommitRevealDisabled`,
        /// `IncorrectCommitRevealVersion`, `HotKeyNotRegisteredInSubNet`,
        /// `CommittingWeightsTooFast`, `TooManyUnrevealedCommits`.
        #[pallet::call_index(113)]
        #[pallet::weight((
            T::WeightInfo::commit_timelocked_weights(MAX_QUEUE_KILOBYTES),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn commit_timelocked_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            commit: BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResultWithPostInfo {
            let hotkey = ensure_signed(origin)?;
            let hidden = Hidden {
                commit,
                round: reveal_round,
                version: commit_reveal_version,
            };
            Self::do_commit_timelocked_weights(&hotkey, netuid, MechId::MAIN, hidden)
        }

        /// Hides weights for one mechanism of a subnet until a round of the beacon;
        /// `commit_timelocked_weights` is the same for mechanism 0.
        ///
        /// Errors: those of `commit_timelocked_weights`.
        #[pallet::call_index(118)]
        #[pallet::weight((
            T::WeightInfo::commit_timelocked_weights(MAX_QUEUE_KILOBYTES),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn commit_timelocked_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit: BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResultWithPostInfo {
            let hotkey = ensure_signed(origin)?;
            let hidden = Hidden {
                commit,
                round: reveal_round,
                version: commit_reveal_version,
            };
            Self::do_commit_timelocked_weights(&hotkey, netuid, mecid, hidden)
        }

        /// As `commit_timelocked_mechanism_weights` with version 4, for older clients.
        ///
        /// Errors: those of `commit_timelocked_weights`.
        #[pallet::call_index(117)]
        #[pallet::weight((
            T::WeightInfo::commit_timelocked_weights(MAX_QUEUE_KILOBYTES),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn commit_crv3_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            commit: BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>,
            reveal_round: u64,
        ) -> DispatchResultWithPostInfo {
            let hotkey = ensure_signed(origin)?;
            let hidden = Hidden {
                commit,
                round: reveal_round,
                version: 4,
            };
            Self::do_commit_timelocked_weights(&hotkey, netuid, mecid, hidden)
        }

        /// Promises weights for several subnets at once, a hash for each.
        ///
        /// Every item counts for itself: one that fails is reported by `BatchWeightItemFailed`
        /// and leaves the others alone. It is free.
        ///
        /// Errors: `InputLengthsUnequal`; those of an item are the ones of `commit_weights`.
        #[pallet::call_index(100)]
        #[pallet::weight((
            T::WeightInfo::commit_weights().saturating_mul(netuids.len().max(1) as u64),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn batch_commit_weights(
            origin: OriginFor<T>,
            netuids: Vec<Compact<NetUid>>,
            commit_hashes: Vec<H256>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_commit_weights(&hotkey, netuids, commit_hashes)
        }

        /// Shows the weights that a commit promised, and sets them. Older commits of the signer
        /// that were not revealed are void.
        ///
        /// Possible in one epoch only: `RevealPeriodEpochs` after that of the commit. It is free.
        ///
        /// Errors: `CommitRevealDisabled`, `NoWeightsCommitFound`, `ExpiredWeightCommit`,
        /// `InvalidRevealCommitHashNotMatch` (the data differ from what was promised),
        /// `RevealTooEarly`; those of `set_weights`.
        #[pallet::call_index(97)]
        #[pallet::weight((
            T::WeightInfo::reveal_weights(uids.len() as u32), DispatchClass::Normal, Pays::No
        ))]
        pub fn reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let scores = Scores::new(uids, values, version_key);
            let reveal = Reveal { scores, salt };
            Self::do_reveal_weights(&hotkey, netuid, MechId::MAIN, reveal)
        }

        /// Shows the weights that a commit promised for one mechanism of a subnet;
        /// `reveal_weights` is the same for mechanism 0.
        ///
        /// Errors: those of `reveal_weights`.
        #[pallet::call_index(116)]
        #[pallet::weight((
            T::WeightInfo::reveal_weights(uids.len() as u32), DispatchClass::Normal, Pays::No
        ))]
        pub fn reveal_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: MechId,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let scores = Scores::new(uids, values, version_key);
            let reveal = Reveal { scores, salt };
            Self::do_reveal_weights(&hotkey, netuid, mecid, reveal)
        }

        /// Shows the weights of several commits of one subnet, in the order given: those of the
        /// last one stay. Other commits keep waiting. All or nothing.
        ///
        /// Errors: `InputLengthsUnequal`; those of `reveal_weights`.
        #[pallet::call_index(98)]
        #[pallet::weight((
            uids_list
                .iter()
                .map(|uids| T::WeightInfo::reveal_weights(uids.len() as u32))
                .fold(T::WeightInfo::reveal_weights(0), Weight::saturating_add),
            DispatchClass::Normal,
            Pays::No
        ))]
        pub fn batch_reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids_list: Vec<Vec<u16>>,
            values_list: Vec<Vec<u16>>,
            salts_list: Vec<Vec<u16>>,
            version_keys: Vec<u64>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let reveals = Self::reveals(uids_list, values_list, salts_list, version_keys)?;
            Self::do_batch_reveal_weights(&hotkey, netuid, reveals)
        }

        // ---- Epoch ----

        /// Sets how many blocks lie between two epochs of a subnet, and starts a new period now.
        ///
        /// Only the owner may call it, once in 360 blocks and outside of the freeze window. It
        /// costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `TempoOutOfBounds`, `AdminActionProhibitedDuringWeightsWindow`,
        /// `TxRateLimitExceeded`.
        #[pallet::call_index(139)]
        #[pallet::weight(T::WeightInfo::set_tempo())]
        pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_tempo(&coldkey, netuid, tempo)
        }

        /// Sets for how many thousandths of a tempo a neuron may be silent before it counts as
        /// inactive.
        ///
        /// The owner of the subnet or root may call it; the owner only outside of the freeze window
        /// and not too often. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `ActivityCutoffFactorMilliOutOfBounds`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `TxRateLimitExceeded`.
        #[pallet::call_index(140)]
        #[pallet::weight(T::WeightInfo::set_activity_cutoff_factor())]
        pub fn set_activity_cutoff_factor(
            origin: OriginFor<T>,
            netuid: NetUid,
            factor_milli: u32,
        ) -> DispatchResult {
            Self::do_set_activity_cutoff_factor(origin, netuid, factor_milli)
        }

        /// Requests an epoch before the next automatic one; it runs after the freeze window.
        ///
        /// Only the owner may call it, not too often, and only while the subnet takes plain
        /// weights. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `DynamicTempoBlockedByCommitReveal`, `EpochTriggerAlreadyPending`,
        /// `AutoEpochAlreadyImminent`, `TxRateLimitExceeded`.
        #[pallet::call_index(141)]
        #[pallet::weight(T::WeightInfo::trigger_epoch())]
        pub fn trigger_epoch(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_trigger_epoch(&coldkey, netuid)
        }

        // ---- Stake ----

        /// Buys alpha of a subnet for `amount_staked` rao of TAO at the market price and stakes it
        /// to `hotkey`. On root the TAO itself is staked.
        ///
        /// Any coldkey may call it, for anybody's hotkey. It costs the fee of the market and a
        /// transaction fee.
        ///
        /// Errors: `SubnetNotExists`, `SubtokenDisabled`, `HotKeyAccountNotExists`, `AmountTooLow`,
        /// `NotEnoughBalanceToStake`, `InsufficientLiquidity`, `SlippageTooHigh`, and the errors of
        /// the market.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::add_stake())]
        pub fn add_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_add_stake(&coldkey, &hotkey, netuid, amount_staked)?;
            Ok(())
        }

        /// Buys and stakes alpha as `add_stake` does, as long as the price does not rise above
        /// `limit_price` rao for one alpha. With `allow_partial` an order too large for that is
        /// filled in part, otherwise it is refused.
        ///
        /// Any coldkey may call it. It costs the fee of the market and a transaction fee.
        ///
        /// Errors: `SlippageTooHigh`; those of `add_stake`.
        #[pallet::call_index(88)]
        #[pallet::weight(T::WeightInfo::add_stake_limit())]
        pub fn add_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_add_stake_limit(
                &coldkey,
                &hotkey,
                netuid,
                amount_staked,
                limit_price,
                allow_partial,
            )?;
            Ok(())
        }

        /// Sells `amount_unstaked` rao of the alpha the signer has staked to `hotkey`, at most all
        /// of it, and pays the TAO out to the signer.
        ///
        /// The coldkey that staked may call it. It costs the fee of the market and a transaction
        /// fee.
        ///
        /// Errors: `SubtokenDisabled`, `HotKeyAccountNotExists`, `AmountTooLow`,
        /// `NotEnoughStakeToWithdraw`, `StakeUnavailable`, `InsufficientLiquidity`, and the errors
        /// of the market.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_stake())]
        pub fn remove_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_stake(&coldkey, &hotkey, netuid, amount_unstaked)
        }

        /// Sells staked alpha as `remove_stake` does, as long as the price does not fall below
        /// `limit_price` rao for one alpha. With `allow_partial` an order too large for that is
        /// filled in part, otherwise it is refused.
        ///
        /// The coldkey that staked may call it. It costs the fee of the market and a transaction
        /// fee.
        ///
        /// Errors: `SlippageTooHigh`; those of `remove_stake`.
        #[pallet::call_index(89)]
        #[pallet::weight(T::WeightInfo::remove_stake_limit())]
        pub fn remove_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_stake_limit(
                &coldkey,
                &hotkey,
                netuid,
                amount_unstaked,
                limit_price,
                allow_partial,
            )
        }

        /// Sells all alpha the signer has staked to `hotkey` on a subnet, if a limit is given only
        /// when the price does not fall below it.
        ///
        /// The coldkey that staked may call it. It costs the fee of the market and a transaction
        /// fee.
        ///
        /// Errors: those of `remove_stake` or `remove_stake_limit`.
        #[pallet::call_index(103)]
        #[pallet::weight(T::WeightInfo::remove_stake_limit())]
        pub fn remove_stake_full_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            limit_price: Option<TaoBalance>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_stake_full_limit(&coldkey, &hotkey, netuid, limit_price)
        }

        /// Sells everything the signer has staked to `hotkey`, on all subnets and root, and pays
        /// the TAO out. Subnets where that is not possible are left out.
        ///
        /// The coldkey that staked may call it. It costs the fees of the markets and a transaction
        /// fee for the sales that were made; the fee for one on every subnet is held back until then.
        ///
        /// Errors: `HotKeyAccountNotExists`, and the errors of the market.
        #[pallet::call_index(83)]
        #[pallet::weight(T::WeightInfo::unstake_all())]
        pub fn unstake_all(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::do_unstake_all(&coldkey, &hotkey)
        }

        /// Sells everything the signer has staked to `hotkey` on subnets, root left out, and stakes
        /// the TAO to the same hotkey on root.
        ///
        /// The coldkey that staked may call it. It costs the fees of the markets and a transaction
        /// fee for the sales that were made; the fee for one on every subnet is held back until then.
        ///
        /// Errors: `HotKeyAccountNotExists`, `AmountTooLow`, and the errors of the market.
        #[pallet::call_index(84)]
        #[pallet::weight(T::WeightInfo::unstake_all())]
        pub fn unstake_all_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::do_unstake_all_alpha(&coldkey, &hotkey)
        }

        /// Moves stake of the signer from one hotkey to another one; between different subnets it
        /// is sold and bought again.
        ///
        /// The coldkey that staked may call it. It costs one fee of the market if the subnets
        /// differ, and a transaction fee.
        ///
        /// Errors: `SubnetNotExists`, `SubtokenDisabled`, `HotKeyAccountNotExists`, `AmountTooLow`,
        /// `NotEnoughStakeToWithdraw`, `StakeUnavailable`, `InsufficientLiquidity`, and the errors
        /// of the market.
        #[pallet::call_index(85)]
        #[pallet::weight(T::WeightInfo::move_stake())]
        pub fn move_stake(
            origin: OriginFor<T>,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_move_stake(
                &coldkey,
                (&origin_hotkey, &destination_hotkey),
                (origin_netuid, destination_netuid),
                alpha_amount,
                None,
            )
        }

        /// Gives stake of the signer to another coldkey; the hotkey stays. Between different
        /// subnets it is sold and bought again.
        ///
        /// The coldkey that staked may call it where the subnet allows transfers. It costs one fee
        /// of the market if the subnets differ, and a transaction fee.
        ///
        /// Errors: `TransferDisallowed`; those of `move_stake`.
        #[pallet::call_index(86)]
        #[pallet::weight(T::WeightInfo::transition_stake())]
        pub fn transfer_stake(
            origin: OriginFor<T>,
            destination_coldkey: T::AccountId,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_transfer_stake(
                &coldkey,
                &destination_coldkey,
                &hotkey,
                origin_netuid,
                destination_netuid,
                alpha_amount,
            )
        }

        /// Moves stake of the signer to another subnet; the hotkey stays. It is sold and bought
        /// again at the market price.
        ///
        /// The coldkey that staked may call it. It costs one fee of the market and a transaction
        /// fee.
        ///
        /// Errors: `SameNetuid`; those of `move_stake`.
        #[pallet::call_index(87)]
        #[pallet::weight(T::WeightInfo::transition_stake())]
        pub fn swap_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_swap_stake(
                &coldkey,
                &hotkey,
                (origin_netuid, destination_netuid),
                alpha_amount,
                None,
            )
        }

        /// Moves stake to another subnet as `swap_stake` does, as long as the price of the origin
        /// in the token of the destination does not fall below `limit_price`, in billionths. With
        /// `allow_partial` an order too large for that is filled in part, otherwise it is refused.
        ///
        /// The coldkey that staked may call it. It costs one fee of the market and a transaction
        /// fee.
        ///
        /// Errors: `SlippageTooHigh`; those of `swap_stake`.
        #[pallet::call_index(90)]
        #[pallet::weight(T::WeightInfo::swap_stake_limit())]
        pub fn swap_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_swap_stake(
                &coldkey,
                &hotkey,
                (origin_netuid, destination_netuid),
                alpha_amount,
                Some((limit_price, allow_partial)),
            )
        }

        /// Locks `amount` rao of the alpha the signer has staked on a subnet, in favour of a hotkey,
        /// in addition to what it has locked there. Locked alpha stays staked and may change its
        /// hotkey, but it cannot be unstaked, recycled, burned or moved to another subnet. In
        /// return conviction grows behind the hotkey; the hotkey with most of it can take over the
        /// subnet. The lock decays by itself unless `set_perpetual_lock` keeps it.
        ///
        /// Any coldkey with stake on the subnet may call it, for one hotkey a subnet. It costs a
        /// transaction fee.
        ///
        /// Errors: `AmountTooLow` for nothing, or for a lock that would stay below 100 rao,
        /// `HotKeyAccountNotExists`, `LockHotkeyMismatch` when the signer has a lock on another
        /// hotkey (see `move_lock`), `InsufficientStakeForLock`.
        #[pallet::call_index(136)]
        #[pallet::weight(T::WeightInfo::lock_stake())]
        pub fn lock_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_lock_stake(&coldkey, &hotkey, netuid, amount)
        }

        /// Moves the lock of the signer on a subnet to another hotkey. Its conviction starts again
        /// from nothing unless both hotkeys have the same owner.
        ///
        /// Any coldkey with a lock on the subnet may call it. It costs a transaction fee.
        ///
        /// Errors: `HotKeyAccountNotExists`, `NoExistingLock`.
        #[pallet::call_index(137)]
        #[pallet::weight(T::WeightInfo::move_lock())]
        pub fn move_lock(
            origin: OriginFor<T>,
            destination_hotkey: T::AccountId,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_move_lock(&coldkey, &destination_hotkey, netuid)
        }

        /// With `enabled` the lock of the signer on a subnet, now or later, stays as large as it
        /// is; without, it decays.
        ///
        /// Any coldkey may call it. It costs a transaction fee.
        ///
        /// Errors: `SubnetNotExists`.
        #[pallet::call_index(138)]
        #[pallet::weight(T::WeightInfo::set_perpetual_lock())]
        pub fn set_perpetual_lock(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_perpetual_lock(&coldkey, netuid, enabled)
        }

        /// With `enabled` nobody can transfer locked alpha to the signer, which is how every
        /// account starts; without, the signer takes over the lock with the alpha.
        ///
        /// Any coldkey may call it. It costs a transaction fee.
        #[pallet::call_index(142)]
        #[pallet::weight(T::WeightInfo::set_reject_locked_alpha())]
        pub fn set_reject_locked_alpha(origin: OriginFor<T>, enabled: bool) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_reject_locked_alpha(&coldkey, enabled);
            Ok(())
        }

        /// Moves stake as `move_stake` does, as long as the price of the origin in the token of the
        /// destination does not fall below `limit_price`, in billionths. With `allow_partial` an
        /// order too large for that is filled in part, otherwise it is refused. Within a subnet the
        /// limit has no meaning.
        ///
        /// The coldkey that staked may call it. It costs one fee of the market, if the subnet
        /// changes, and a transaction fee.
        ///
        /// Errors: `SlippageTooHigh`; those of `move_stake`.
        #[pallet::call_index(143)]
        #[pallet::weight(T::WeightInfo::swap_stake_limit())]
        pub fn move_stake_limit(
            origin: OriginFor<T>,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_move_stake(
                &coldkey,
                (&origin_hotkey, &destination_hotkey),
                (origin_netuid, destination_netuid),
                alpha_amount,
                Some((limit_price, allow_partial)),
            )
        }

        /// Destroys `amount` rao of the alpha the signer has staked to `hotkey`, at most all of it.
        /// The alpha leaves the issuance of the subnet and can be emitted again.
        ///
        /// Any coldkey may call it for what it has staked itself. It pays nothing out, and costs a
        /// transaction fee.
        ///
        /// Errors: `SubnetNotExists`, `CannotBurnOrRecycleOnRootSubnet`, `SubtokenDisabled` before
        /// the subnet was started, `HotKeyAccountNotExists`, `InsufficientLiquidity`,
        /// `StakeUnavailable` for stake that is locked.
        #[pallet::call_index(101)]
        #[pallet::weight(T::WeightInfo::recycle_alpha())]
        pub fn recycle_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_recycle_alpha(&coldkey, &hotkey, amount, netuid)
        }

        /// Destroys `amount` rao of the alpha the signer has staked to `hotkey`, at most all of it.
        /// The alpha stays part of the issuance of the subnet: it is never emitted again.
        ///
        /// Any coldkey may call it for what it has staked itself. It pays nothing out, and costs a
        /// transaction fee.
        ///
        /// Errors: those of `recycle_alpha`.
        #[pallet::call_index(102)]
        #[pallet::weight(T::WeightInfo::burn_alpha())]
        pub fn burn_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_burn_alpha(&coldkey, &hotkey, amount, netuid)?;
            Ok(())
        }

        /// Buys alpha of a subnet for `amount` rao of TAO and destroys it at once, as `add_stake`
        /// and then `burn_alpha` would. With a `limit`, in rao for one alpha, the price may not rise
        /// above it, or the order is refused.
        ///
        /// Any coldkey may call it, with anybody's hotkey. It costs the fee of the market and a
        /// transaction fee.
        ///
        /// Errors: those of `add_stake`, with a limit those of `add_stake_limit`, and those of
        /// `burn_alpha`.
        #[pallet::call_index(132)]
        #[pallet::weight(T::WeightInfo::add_stake_burn())]
        pub fn add_stake_burn(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount: TaoBalance,
            limit: Option<TaoBalance>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_add_stake_burn(&coldkey, &hotkey, netuid, amount, limit)
        }

        /// Chooses the hotkey to which the mining rewards of all hotkeys of the signer on a subnet
        /// are staked, instead of to the hotkey that earned them. The stake is the signer's.
        ///
        /// Any coldkey may call it, for a hotkey that is registered on the subnet. It costs a
        /// transaction fee. The choice can be changed, not withdrawn; a hotkey that does not exist
        /// any more gets nothing.
        ///
        /// Errors: `SubnetNotExists`, `HotKeyNotRegisteredInSubNet`,
        /// `SameAutoStakeHotkeyAlreadySet`.
        #[pallet::call_index(114)]
        #[pallet::weight(T::WeightInfo::set_coldkey_auto_stake_hotkey())]
        pub fn set_coldkey_auto_stake_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_auto_stake_destination(&coldkey, netuid, &hotkey)
        }

        // ---- Delegation ----

        /// Lowers the take of a hotkey: the part of its stakers' dividends its owner keeps, out of
        /// 65535.
        ///
        /// The owner of the hotkey may call it. It is free; the take cannot be raised again for
        /// `TxDelegateTakeRateLimit` blocks.
        ///
        /// Errors: `HotKeyAccountNotExists`, `NonAssociatedColdKey`, `DelegateTakeTooLow`,
        /// `DelegateTakeTooHigh`.
        #[pallet::call_index(65)]
        #[pallet::weight((T::WeightInfo::decrease_take(), DispatchClass::Normal, Pays::No))]
        pub fn decrease_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_decrease_take(&coldkey, &hotkey, take)
        }

        /// Raises the take of a hotkey: the part of its stakers' dividends its owner keeps, out of
        /// 65535.
        ///
        /// The owner of the hotkey may call it, once in `TxDelegateTakeRateLimit` blocks. It is
        /// free.
        ///
        /// Errors: `HotKeyAccountNotExists`, `NonAssociatedColdKey`, `DelegateTakeTooLow`,
        /// `DelegateTakeTooHigh`, `DelegateTxRateLimitExceeded`.
        #[pallet::call_index(66)]
        #[pallet::weight((T::WeightInfo::increase_take(), DispatchClass::Normal, Pays::No))]
        pub fn increase_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_increase_take(&coldkey, &hotkey, take)
        }

        /// Gives the children of a hotkey on a subnet parts of its stake, out of 2⁶⁴ − 1 each, in
        /// place of those it had. What a child earns with that stake it pays to the parent, less
        /// its childkey take. An empty list takes everything back.
        ///
        /// The owner of the hotkey may call it, once in 150 blocks for a hotkey on a subnet. It
        /// costs a transaction fee. The children take effect at the first epoch of the subnet
        /// after `PendingChildKeyCooldown` blocks, on a subnet that was not started at once. A
        /// list that waits is replaced.
        ///
        /// Errors: `TxRateLimitExceeded` (wait), `RegistrationNotPermittedOnRootSubnet`,
        /// `SubnetNotExists`, `NonAssociatedColdKey`, `DuplicateChild`, `InvalidChild`,
        /// `TooManyChildren` (five at most), `ProportionOverflow` (more than everything is given),
        /// `ChildParentInconsistency` (a child is a parent of the hotkey), `InvalidChild` (a child
        /// has 128 parents already), `NotEnoughStakeToSetChildkeys` (stake `StakeThreshold` rao
        /// first, and keep it until the list takes effect).
        #[pallet::call_index(67)]
        #[pallet::weight(Pallet::<T>::most_for_children())]
        pub fn set_children(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            children: Vec<(u64, T::AccountId)>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_children(&coldkey, &hotkey, netuid, children)
        }

        /// Sets how many blocks must pass between two changes of a childkey take before it can be
        /// raised.
        ///
        /// Root only.
        #[pallet::call_index(69)]
        #[pallet::weight(T::WeightInfo::sudo_set_tx_childkey_take_rate_limit())]
        pub fn sudo_set_tx_childkey_take_rate_limit(
            origin: OriginFor<T>,
            tx_rate_limit: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Self::set_childkey_take_rate_limit(tx_rate_limit);
            Ok(())
        }

        /// Sets the childkey take of a hotkey on a subnet: the part, out of 65535, that it keeps of
        /// what it earns with the stake of parents whose owner is another one.
        ///
        /// The owner of the hotkey may call it; it can be lowered at any time and raised once in
        /// `TxChildkeyTakeRateLimit` blocks. It costs a transaction fee.
        ///
        /// Errors: `NonAssociatedColdKey`; `InvalidChildkeyTake` outside of `MaxChildkeyTake` and
        /// the larger one of `MinChildkeyTake` and the minimum of the subnet;
        /// `TxChildkeyTakeRateLimitExceeded` (wait before it can be raised).
        #[pallet::call_index(75)]
        #[pallet::weight(T::WeightInfo::set_childkey_take())]
        pub fn set_childkey_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_childkey_take(&coldkey, &hotkey, netuid, take)
        }

        /// Sets the lowest childkey take on all subnets, out of 65535. Lower takes that were set
        /// before count as this one.
        ///
        /// Root only.
        #[pallet::call_index(76)]
        #[pallet::weight(T::WeightInfo::sudo_set_min_childkey_take())]
        pub fn sudo_set_min_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::set_min_childkey_take(take);
            Ok(())
        }

        /// Sets the highest childkey take that can be set, out of 65535. Takes that were set
        /// before stay.
        ///
        /// Root only.
        #[pallet::call_index(77)]
        #[pallet::weight(T::WeightInfo::sudo_set_max_childkey_take())]
        pub fn sudo_set_max_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::set_max_childkey_take(take);
            Ok(())
        }

        /// Sets how many blocks new children wait. Those that wait already keep their block.
        ///
        /// Root only.
        #[pallet::call_index(109)]
        #[pallet::weight(T::WeightInfo::set_pending_childkey_cooldown())]
        pub fn set_pending_childkey_cooldown(
            origin: OriginFor<T>,
            cooldown: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Self::set_children_cooldown(cooldown);
            Ok(())
        }

        /// Says whether a member of root gives all its stake on every subnet created from now on
        /// to the hotkey of the subnet's owner; it does unless this says otherwise.
        ///
        /// The owner of the hotkey may call it. It costs a transaction fee.
        ///
        /// Errors: `NonAssociatedColdKey`; `HotKeyNotRegisteredInSubNet` (the hotkey is no member
        /// of root).
        #[pallet::call_index(135)]
        #[pallet::weight(T::WeightInfo::set_auto_parent_delegation_enabled())]
        pub fn set_auto_parent_delegation_enabled(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            enabled: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_auto_parent_delegation_enabled(&coldkey, &hotkey, enabled)
        }

        /// Has a subnet track the voting power of its validators: a slow moving average of their
        /// stake. Withdraws a scheduled end.
        ///
        /// The owner of the subnet or root may call it. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `SubnetNotExists`.
        #[pallet::call_index(129)]
        #[pallet::weight(T::WeightInfo::enable_voting_power_tracking())]
        pub fn enable_voting_power_tracking(
            origin: OriginFor<T>,
            netuid: NetUid,
        ) -> DispatchResult {
            Self::ensure_owner_or_root(origin, netuid)?;
            Self::do_enable_voting_power_tracking(netuid)
        }

        /// Ends the tracking of voting power with the first epoch from 100800 blocks on, two weeks;
        /// until then it goes on. Then all voting power of the subnet is removed.
        ///
        /// The owner of the subnet or root may call it. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `VotingPowerTrackingNotEnabled`.
        #[pallet::call_index(130)]
        #[pallet::weight(T::WeightInfo::disable_voting_power_tracking())]
        pub fn disable_voting_power_tracking(
            origin: OriginFor<T>,
            netuid: NetUid,
        ) -> DispatchResult {
            Self::ensure_owner_or_root(origin, netuid)?;
            Self::do_disable_voting_power_tracking(netuid)
        }

        /// Sets how fast voting power follows the stake: the part of it, out of 10¹⁸, that one epoch
        /// takes over.
        ///
        /// Only root may call it.
        ///
        /// Errors: `BadOrigin`, `SubnetNotExists`, `InvalidVotingPowerEmaAlpha` above 10¹⁸.
        #[pallet::call_index(131)]
        #[pallet::weight(T::WeightInfo::sudo_set_voting_power_ema_alpha())]
        pub fn sudo_set_voting_power_ema_alpha(
            origin: OriginFor<T>,
            netuid: NetUid,
            alpha: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_voting_power_ema_alpha(netuid, alpha)
        }

        // ---- Emission ----

        /// Claims the alpha that the signer's stake on root has earned on up to five subnets, under
        /// every hotkey it stakes to. What becomes of it says `set_root_claim_type`: it is sold, free
        /// of the fee of the market, and the TAO staked on root, or it stays as stake on its subnet.
        /// Amounts below the subnet's `RootClaimableThreshold` wait until they are more.
        ///
        /// Any coldkey may call it. It costs a transaction fee for the work that was done; the fee of
        /// the largest claim is held back until then. A claim larger than that pays a part: call again
        /// for the rest.
        ///
        /// Errors, after which nothing was claimed: `InvalidSubnetNumber` when no subnet is named or
        /// more than five; when a sale is not possible `InsufficientBalance` and the errors of the
        /// market: leave that subnet out, or keep its alpha.
        #[pallet::call_index(121)]
        #[pallet::weight(T::WeightInfo::claim_root())]
        pub fn claim_root(
            origin: OriginFor<T>,
            subnets: BTreeSet<NetUid>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            Self::do_claim_root(coldkey, &subnets)
        }

        /// Chooses what claims of root dividends do with the alpha: `Swap` sells it and stakes the
        /// TAO on root, `Keep` leaves it as stake where it was earned, `KeepSubnets` does so on the
        /// subnets named and sells the rest. It holds for automatic claims too.
        ///
        /// Any coldkey may call it. It costs a transaction fee.
        ///
        /// Errors: `InvalidSubnetNumber` when `KeepSubnets` names no subnet, or more than can exist.
        #[pallet::call_index(122)]
        #[pallet::weight(T::WeightInfo::set_root_claim_type())]
        pub fn set_root_claim_type(
            origin: OriginFor<T>,
            new_root_claim_type: RootClaimTypeEnum,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_root_claim_type(coldkey, new_root_claim_type)
        }

        /// Sets for how many coldkeys a block claims root dividends, at most 50; 0 leaves it to their
        /// owners.
        ///
        /// Root only.
        ///
        /// Errors: `InvalidNumRootClaim`.
        #[pallet::call_index(123)]
        #[pallet::weight(T::WeightInfo::sudo_set_num_root_claims())]
        pub fn sudo_set_num_root_claims(origin: OriginFor<T>, new_value: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_num_root_claims(new_value)
        }

        /// Sets the smallest amount of a subnet's alpha, in rao, that a claim of root dividends pays,
        /// at most 10000000.
        ///
        /// The owner of the subnet or root may call it. It costs a transaction fee.
        ///
        /// Errors: `BadOrigin`, `SubnetNotExists`, `InvalidRootClaimThreshold`.
        #[pallet::call_index(124)]
        #[pallet::weight(T::WeightInfo::sudo_set_root_claim_threshold())]
        pub fn sudo_set_root_claim_threshold(
            origin: OriginFor<T>,
            netuid: NetUid,
            new_value: u64,
        ) -> DispatchResult {
            Self::do_set_root_claim_threshold(origin, netuid, new_value)
        }

        // ---- Identity and serving ----

        /// Announces where the signer, a neuron of the subnet, answers. `ip_type` is 4 or 6;
        /// `protocol` and the placeholders are for the subnet to define.
        ///
        /// Any neuron may call it, once in `ServingRateLimit` blocks. It is free.
        ///
        /// Errors: `HotKeyNotRegisteredInNetwork`, `InvalidIpType`, `InvalidIpAddress`,
        /// `ServingRateLimitExceeded`, `InvalidPort`.
        #[pallet::call_index(4)]
        #[pallet::weight((T::WeightInfo::serve_axon(), DispatchClass::Normal, Pays::No))]
        pub fn serve_axon(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let axon = AxonArgs {
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
            };
            Self::do_serve_axon(&hotkey, netuid, axon, None)
        }

        /// Announces where the signer answers, as `serve_axon` does, and the certificate to expect
        /// there: one byte for the algorithm, then a public key of at most 64 bytes. Any other
        /// certificate is left out.
        ///
        /// Any neuron may call it, once in `ServingRateLimit` blocks. It is free.
        ///
        /// Errors: those of `serve_axon`.
        #[pallet::call_index(40)]
        #[pallet::weight((T::WeightInfo::serve_axon(), DispatchClass::Normal, Pays::No))]
        pub fn serve_axon_tls(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
            certificate: Vec<u8>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let axon = AxonArgs {
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
            };
            Self::do_serve_axon(&hotkey, netuid, axon, Some(certificate))
        }

        /// Announces where the signer, a neuron of the subnet, serves its metrics.
        ///
        /// Any neuron may call it, once in `ServingRateLimit` blocks. It is free.
        ///
        /// Errors: `InvalidIpType`, `InvalidIpAddress`, `HotKeyNotRegisteredInNetwork`,
        /// `ServingRateLimitExceeded`, `InvalidPort`.
        #[pallet::call_index(5)]
        #[pallet::weight((T::WeightInfo::serve_prometheus(), DispatchClass::Normal, Pays::No))]
        pub fn serve_prometheus(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let endpoint = PrometheusArgs {
                version,
                ip,
                port,
                ip_type,
            };
            Self::do_serve_prometheus(&hotkey, netuid, endpoint)
        }

        /// Stores what the signer tells about itself.
        ///
        /// Any coldkey with a registered hotkey among its first 256 may call it. It costs a
        /// transaction fee.
        ///
        /// Errors: `HotKeyNotRegisteredInNetwork`, `InvalidIdentity`.
        #[pallet::call_index(68)]
        #[pallet::weight(Pallet::<T>::most_for_identity())]
        pub fn set_identity(
            origin: OriginFor<T>,
            name: Vec<u8>,
            url: Vec<u8>,
            github_repo: Vec<u8>,
            image: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let identity = ChainIdentityV2 {
                name,
                url,
                github_repo,
                image,
                discord,
                description,
                additional,
            };
            Self::do_set_identity(&coldkey, identity)
        }

        /// Stores what the owner of a subnet tells about it.
        ///
        /// Only the owner may call it. It costs a transaction fee.
        ///
        /// Errors: `NotSubnetOwner`, `InvalidIdentity`.
        #[pallet::call_index(78)]
        #[pallet::weight(T::WeightInfo::set_subnet_identity())]
        pub fn set_subnet_identity(
            origin: OriginFor<T>,
            netuid: NetUid,
            subnet_name: Vec<u8>,
            github_repo: Vec<u8>,
            subnet_contact: Vec<u8>,
            subnet_url: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            logo_url: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let identity = SubnetIdentityV3 {
                subnet_name,
                github_repo,
                subnet_contact,
                subnet_url,
                discord,
                description,
                logo_url,
                additional,
            };
            Self::do_set_subnet_identity(&coldkey, netuid, identity)
        }

        // ---- Keys ----

        /// Makes the signer the owner of a hotkey that nobody owns; without effect on any other
        /// one.
        ///
        /// Any coldkey may call it. It costs a transaction fee.
        ///
        /// Errors: `CannotUseSystemAccount`.
        #[pallet::call_index(91)]
        #[pallet::weight(T::WeightInfo::try_associate_hotkey())]
        pub fn try_associate_hotkey(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_try_associate_hotkey(&coldkey, &hotkey)
        }
    }
}
