//! The calls that set the parameters of subnets and of the chain: the pallet clients know as
//! `AdminUtils`.
//!
//! The parameters themselves, and most of the events, belong to `SubtensorModule`; this pallet
//! decides who may set what, when, and within which bounds.
//!
//! # Who may set what
//!
//! - Parameters of a subnet are set by its **owner** or by **root**, some by root alone; those of
//!   the chain by root alone. Root means `Sudo.sudo`; an owner sends the call plainly.
//! - An owner may set one parameter **once in a few tempos** (`OwnerHyperparamRateLimit`), each
//!   parameter on its own. Root is neither limited nor does it use up the owner's turn.
//! - In the blocks before an epoch (`AdminFreezeWindow`) most parameters of a subnet are **frozen**
//!   for both, so that the weights that validators are about to set still meet the rules they know.
//! - The subnet must exist. This is asked right after who is calling, so that a wrong netuid is
//!   reported as such in every block.
//!
//! A call that fails stores nothing. Names, indices and the order of arguments are frozen: released
//! clients put the netuid first and the value last.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod guards;
mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

use frame_support::BoundedVec;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityList;
use sp_runtime::DispatchResult;

pub use pallet::*;

/// The authorities of the chain, as root replaces them.
pub trait ConsensusAuthorities<BlockNumber, MaxAuthorities> {
    /// Replaces the authorities that author blocks, from the next block on.
    fn swap_authors(new_authorities: BoundedVec<AuraId, MaxAuthorities>);

    /// Replaces the authorities that vote on finality, `in_blocks` blocks later; `forced` is the
    /// last final block of a chain whose finality has stopped.
    ///
    /// Errors: those of the GRANDPA pallet when a change is pending or comes too soon.
    fn schedule_finality_change(
        next_authorities: AuthorityList,
        in_blocks: BlockNumber,
        forced: Option<BlockNumber>,
    ) -> DispatchResult;
}

/// Bonds moving average, in millionths, that an owner cannot exceed.
const OWNER_MAX_BONDS_MOVING_AVERAGE: u64 = 975_000;

/// Lowest bound of the speed of liquid bonds, out of 65535: a fortieth.
const MIN_ALPHA: u16 = 1_638;

/// Epochs between commit and reveal, at most.
const MAX_REVEAL_PERIOD_EPOCHS: u64 = 100;

/// Immune neurons of an owner, at most.
const MAX_IMMUNE_OWNER_UIDS: u16 = 10;

/// Half-life of the price of a registration, at most.
const MAX_BURN_HALF_LIFE_BLOCKS: u16 = 36_100;

/// Mechanisms of a subnet, at most: their storage indices fill 16 bits.
const MAX_MECHANISMS: u8 = 16;

/// Blocks between two changes of the owner's hotkey of a subnet.
const OWNER_HOTKEY_RATE_LIMIT_BLOCKS: u64 = 50_400;

/// Events, errors and calls.
#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[frame_support::pallet]
pub mod pallet {
    use alloc::vec::Vec;

    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use myelin_types::{
        MechId, NetUid, TaoBalance,
        frozen::{Hyperparameter, RecycleOrBurnEnum},
    };
    use pallet_subtensor::{self as subtensor, limits::TransactionKind};
    use sp_consensus_aura::sr25519::AuthorityId as AuraId;
    use sp_consensus_grandpa::AuthorityList;
    use substrate_fixed::types::{I64F64, I96F32, U64F64};

    use crate::{
        ConsensusAuthorities, MAX_BURN_HALF_LIFE_BLOCKS, MAX_IMMUNE_OWNER_UIDS, MAX_MECHANISMS,
        MAX_REVEAL_PERIOD_EPOCHS, OWNER_MAX_BONDS_MOVING_AVERAGE, guards::Caller, weights,
    };

    /// The pallet. It stores nothing itself.
    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config + pallet_subtensor::Config {
        /// Most authorities that author blocks.
        type MaxAuthorities: Get<u32>;

        /// The authorities of the chain.
        type Authorities: ConsensusAuthorities<BlockNumberFor<Self>, Self::MaxAuthorities>;
    }

    /// What was set, where `SubtensorModule` has no event for it. The indices are frozen.
    #[pallet::event]
    #[pallet::generate_deposit(fn deposit_event)]
    pub enum Event<T: Config> {
        /// The epoch of a subnet keeps bonds per validator (Yuma 3), or no longer.
        #[codec(index = 1)]
        Yuma3EnableToggled {
            /// Subnet.
            netuid: NetUid,
            /// Whether it does.
            enabled: bool,
        },
        /// Commitments of the right kind reset bonds on a subnet, or no longer.
        #[codec(index = 2)]
        BondsResetToggled {
            /// Subnet.
            netuid: NetUid,
            /// Whether they do.
            enabled: bool,
        },
        /// The half-life of the price of a registration was set.
        #[codec(index = 3)]
        BurnHalfLifeSet {
            /// Subnet.
            netuid: NetUid,
            /// Blocks.
            burn_half_life: u16,
        },
        /// The factor by which a registration raises the price was set.
        #[codec(index = 4)]
        BurnIncreaseMultSet {
            /// Subnet.
            netuid: NetUid,
            /// Factor, 1 to 3.
            burn_increase_mult: U64F64,
        },
        /// TAO flows into the pool of a subnet, or no longer.
        #[codec(index = 5)]
        SubnetEmissionEnabledSet {
            /// Subnet.
            netuid: NetUid,
            /// Whether it does.
            enabled: bool,
        },
    }

    /// Why a parameter was not set. The indices are frozen.
    #[pallet::error]
    pub enum Error<T> {
        /// There is no subnet with this netuid.
        #[codec(index = 0)]
        SubnetDoesNotExist,
        /// More validators than the subnet takes neurons.
        #[codec(index = 1)]
        MaxValidatorsLargerThanMaxUIds,
        /// The subnet has more neurons than that.
        #[codec(index = 2)]
        MaxAllowedUIdsLessThanCurrentUIds,
        /// An owner cannot set the memory of the bonds that high.
        #[codec(index = 3)]
        BondsMovingAverageMaxReached,
        /// An owner cannot set a negative steepness.
        #[codec(index = 4)]
        NegativeSigmoidSteepness,
        /// The value is outside of its bounds; the documentation of the call names them.
        #[codec(index = 5)]
        ValueNotInBounds,
        /// The subnet does not have more neurons than that.
        #[codec(index = 6)]
        MinAllowedUidsGreaterThanCurrentUids,
        /// The subnet does not take more neurons than that.
        #[codec(index = 7)]
        MinAllowedUidsGreaterThanMaxAllowedUids,
        /// Fewer neurons than the subnet must at least take.
        #[codec(index = 8)]
        MaxAllowedUidsLessThanMinAllowedUids,
        /// More neurons than any subnet can take.
        #[codec(index = 9)]
        MaxAllowedUidsGreaterThanDefaultMaxAllowedUids,
        /// The value is not one of those that the documentation of the call names.
        #[codec(index = 10)]
        InvalidValue,
        /// Root, subnet 0, does not have this parameter.
        #[codec(index = 11)]
        NotPermittedOnRootSubnet,
        /// Registration by work no longer exists.
        #[codec(index = 12)]
        POWRegistrationDisabled,
        /// The call is out of use.
        #[codec(index = 13)]
        Deprecated,
    }

    /// The setters: first the parameters of a subnet that its owner may set, then those for root
    /// alone, then those of the chain. In each part they are ordered by index.
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        // ---- Parameters of a subnet for its owner and for root ----

        /// Sets how many blocks a neuron waits between two announcements of its axon or its
        /// metrics. Any number; 0 means no wait.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(3)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_serving_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            serving_rate_limit: u64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::ServingRateLimit)?;
            subtensor::ServingRateLimit::<T>::insert(netuid, serving_rate_limit);
            Self::report(subtensor::Event::ServingRateLimitSet(
                netuid,
                serving_rate_limit,
            ));
            Ok(())
        }

        /// Sets the upper bound of the difficulty of registration by work, which no longer exists:
        /// the number is shown only. Any number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(5)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_max_difficulty(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_difficulty: u64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MaxDifficulty)?;
            subtensor::MaxDifficulty::<T>::insert(netuid, max_difficulty);
            Self::report(subtensor::Event::MaxDifficultySet(netuid, max_difficulty));
            Ok(())
        }

        /// Sets the lowest version key that weights must carry, by which an owner shuts out
        /// validators with old software. Any number; 0 accepts all.
        ///
        /// The owner may set it once in `WeightsVersionKeyRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(6)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_weights_version_key(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_version_key: u64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set_version_key(origin, netuid)?;
            subtensor::WeightsVersionKey::<T>::insert(netuid, weights_version_key);
            Self::report(subtensor::Event::WeightsVersionKeySet(
                netuid,
                weights_version_key,
            ));
            Ok(())
        }

        /// Sets the smoothing of the former price adjustment: the number is shown only. Any number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(9)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_adjustment_alpha(
            origin: OriginFor<T>,
            netuid: NetUid,
            adjustment_alpha: u64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::AdjustmentAlpha)?;
            subtensor::AdjustmentAlpha::<T>::insert(netuid, adjustment_alpha);
            Self::report(subtensor::Event::AdjustmentAlphaSet(
                netuid,
                adjustment_alpha,
            ));
            Ok(())
        }

        /// Sets for how many blocks after its registration a neuron cannot be replaced. Any number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(13)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_immunity_period(
            origin: OriginFor<T>,
            netuid: NetUid,
            immunity_period: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::ImmunityPeriod)?;
            subtensor::ImmunityPeriod::<T>::insert(netuid, immunity_period);
            Self::report(subtensor::Event::ImmunityPeriodSet(netuid, immunity_period));
            Ok(())
        }

        /// Sets the fewest entries that weights must have. Any number; a validator's weight on
        /// itself alone is accepted whatever it is.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(14)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_min_allowed_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_weights: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MinAllowedWeights)?;
            subtensor::MinAllowedWeights::<T>::insert(netuid, min_allowed_weights);
            Self::report(subtensor::Event::MinAllowedWeightSet(
                netuid,
                min_allowed_weights,
            ));
            Ok(())
        }

        /// Sets how many neurons the subnet takes: at least `MinAllowedUids` and as many as there
        /// are, at most 256 over all mechanisms of the subnet together.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `MaxAllowedUidsLessThanMinAllowedUids`,
        /// `MaxAllowedUIdsLessThanCurrentUIds`, `MaxAllowedUidsGreaterThanDefaultMaxAllowedUids`,
        /// `TooManyUIDsPerMechanism`.
        #[pallet::call_index(15)]
        #[pallet::weight(weights::owner_or_root::<T>(3))]
        pub fn sudo_set_max_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_uids: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MaxAllowedUids)?;
            Self::ensure_uids_fit(netuid, max_allowed_uids)?;
            subtensor::MaxAllowedUids::<T>::insert(netuid, max_allowed_uids);
            Self::report(subtensor::Event::MaxAllowedUidsSet(
                netuid,
                max_allowed_uids,
            ));
            Ok(())
        }

        /// Sets the steepness of the former consensus function: the number is shown only. Any
        /// number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(17)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_rho(origin: OriginFor<T>, netuid: NetUid, rho: u16) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::Rho)?;
            subtensor::Rho::<T>::insert(netuid, rho);
            Ok(())
        }

        /// Sets the former activity cutoff in blocks, at least `MinActivityCutoff`. It is shown
        /// only: what counts is the factor set by `set_activity_cutoff_factor`.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `ActivityCutoffTooLow`.
        #[pallet::call_index(18)]
        #[pallet::weight(weights::owner_or_root::<T>(1))]
        pub fn sudo_set_activity_cutoff(
            origin: OriginFor<T>,
            netuid: NetUid,
            activity_cutoff: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::ActivityCutoff)?;
            ensure!(
                activity_cutoff >= subtensor::MinActivityCutoff::<T>::get(),
                subtensor::Error::<T>::ActivityCutoffTooLow
            );
            subtensor::ActivityCutoff::<T>::insert(netuid, activity_cutoff);
            Self::report(subtensor::Event::ActivityCutoffSet(netuid, activity_cutoff));
            Ok(())
        }

        /// Sets the lowest price of a registration in rao: below `MinBurnUpperBound` (1 TAO) and
        /// below the highest price.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `ValueNotInBounds`.
        #[pallet::call_index(22)]
        #[pallet::weight(weights::owner_or_root::<T>(1))]
        pub fn sudo_set_min_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_burn: TaoBalance,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MinBurn)?;
            ensure!(
                min_burn.to_u64() < T::MinBurnUpperBound::get()
                    && min_burn < subtensor::MaxBurn::<T>::get(netuid),
                Error::<T>::ValueNotInBounds
            );
            subtensor::MinBurn::<T>::insert(netuid, min_burn);
            Self::report(subtensor::Event::MinBurnSet(netuid, min_burn));
            Ok(())
        }

        /// Sets the highest price of a registration in rao: above `MaxBurnLowerBound` (0.1 TAO) and
        /// above the lowest price.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `ValueNotInBounds`.
        #[pallet::call_index(23)]
        #[pallet::weight(weights::owner_or_root::<T>(1))]
        pub fn sudo_set_max_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_burn: TaoBalance,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MaxBurn)?;
            ensure!(
                max_burn.to_u64() > T::MaxBurnLowerBound::get()
                    && max_burn > subtensor::MinBurn::<T>::get(netuid),
                Error::<T>::ValueNotInBounds
            );
            subtensor::MaxBurn::<T>::insert(netuid, max_burn);
            Self::report(subtensor::Event::MaxBurnSet(netuid, max_burn));
            Ok(())
        }

        /// Sets the memory of the bonds in millionths: the part of the old bonds that an epoch
        /// keeps. An owner may set at most 975000, root any number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `BondsMovingAverageMaxReached`.
        #[pallet::call_index(26)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_bonds_moving_average(
            origin: OriginFor<T>,
            netuid: NetUid,
            bonds_moving_average: u64,
        ) -> DispatchResult {
            let caller =
                Self::owner_or_root_may_set(origin, netuid, Hyperparameter::BondsMovingAverage)?;
            ensure!(
                caller == Caller::Root || bonds_moving_average <= OWNER_MAX_BONDS_MOVING_AVERAGE,
                Error::<T>::BondsMovingAverageMaxReached
            );
            subtensor::BondsMovingAverage::<T>::insert(netuid, bonds_moving_average);
            Self::report(subtensor::Event::BondsMovingAverageSet(
                netuid,
                bonds_moving_average,
            ));
            Ok(())
        }

        /// Sets whether weights must be committed first and revealed later.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(49)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_commit_reveal_weights_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::CommitRevealEnabled)?;
            subtensor::CommitRevealWeightsEnabled::<T>::insert(netuid, enabled);
            Self::report(subtensor::Event::CommitRevealEnabled(netuid, enabled));
            Ok(())
        }

        /// Sets whether the speed of the bonds follows the consensus, between the two values of
        /// `sudo_set_alpha_values`.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(50)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_liquid_alpha_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::LiquidAlphaEnabled)?;
            subtensor::LiquidAlphaOn::<T>::insert(netuid, enabled);
            Ok(())
        }

        /// Sets the lowest and the highest speed of liquid bonds, out of 65535: the highest at
        /// least 1638, the lowest from 1638 up to the highest. Liquid alpha must be on.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `LiquidAlphaDisabled`, `AlphaHighTooLow`,
        /// `AlphaLowOutOfRange`.
        #[pallet::call_index(51)]
        #[pallet::weight(weights::owner_or_root::<T>(1))]
        pub fn sudo_set_alpha_values(
            origin: OriginFor<T>,
            netuid: NetUid,
            alpha_low: u16,
            alpha_high: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::AlphaValues)?;
            Self::ensure_alpha_values(netuid, alpha_low, alpha_high)?;
            subtensor::AlphaValues::<T>::insert(netuid, (alpha_low, alpha_high));
            Ok(())
        }

        /// Sets how many epochs lie between the commit of weights and their reveal: 1 to 100.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `RevealPeriodTooLarge`,
        /// `RevealPeriodTooSmall`.
        #[pallet::call_index(57)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_commit_reveal_weights_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            interval: u64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::WeightCommitInterval)?;
            ensure!(
                interval <= MAX_REVEAL_PERIOD_EPOCHS,
                subtensor::Error::<T>::RevealPeriodTooLarge
            );
            ensure!(interval >= 1, subtensor::Error::<T>::RevealPeriodTooSmall);
            subtensor::RevealPeriodEpochs::<T>::insert(netuid, interval);
            Self::report(subtensor::Event::CommitRevealPeriodsSet(netuid, interval));
            Ok(())
        }

        /// Sets how strongly weights beyond the consensus reduce bonds, out of 65535: 0 not at all,
        /// 65535 they count only up to the consensus.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(60)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_bonds_penalty(
            origin: OriginFor<T>,
            netuid: NetUid,
            bonds_penalty: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::BondsPenalty)?;
            subtensor::BondsPenalty::<T>::insert(netuid, bonds_penalty);
            Self::report(subtensor::Event::BondsPenaltySet(netuid, bonds_penalty));
            Ok(())
        }

        /// Sets whether stake on the subnet may be transferred to other coldkeys.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(61)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_toggle_transfer(
            origin: OriginFor<T>,
            netuid: NetUid,
            toggle: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::TransferEnabled)?;
            subtensor::TransferToggle::<T>::insert(netuid, toggle);
            Self::report(subtensor::Event::TransferToggle(netuid, toggle));
            Ok(())
        }

        /// Sets the hotkey under which the owner runs the subnet. It need not be registered, but
        /// must not be the account of a subnet. Does the same as `sudo_set_sn_owner_hotkey`.
        ///
        /// The owner and root may set it, together once in 50400 blocks, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetNotExists`, `TxRateLimitExceeded`, `CannotUseSystemAccount`.
        #[pallet::call_index(64)]
        #[pallet::weight(weights::owner_hotkey::<T>())]
        pub fn sudo_set_subnet_owner_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            Self::do_set_owner_hotkey(origin, netuid, hotkey)
        }

        /// Sets the hotkey under which the owner runs the subnet. It need not be registered, but
        /// must not be the account of a subnet. Does the same as `sudo_set_subnet_owner_hotkey`.
        ///
        /// The owner and root may set it, together once in 50400 blocks, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetNotExists`, `TxRateLimitExceeded`, `CannotUseSystemAccount`.
        #[pallet::call_index(67)]
        #[pallet::weight(weights::owner_hotkey::<T>())]
        pub fn sudo_set_sn_owner_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            Self::do_set_owner_hotkey(origin, netuid, hotkey)
        }

        /// Sets the steepness of liquid alpha in hundredths. An owner may set 0 or more, root any
        /// number.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `NegativeSigmoidSteepness`.
        #[pallet::call_index(68)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_alpha_sigmoid_steepness(
            origin: OriginFor<T>,
            netuid: NetUid,
            steepness: i16,
        ) -> DispatchResult {
            let caller =
                Self::owner_or_root_may_set(origin, netuid, Hyperparameter::AlphaSigmoidSteepness)?;
            ensure!(
                caller == Caller::Root || steepness >= 0,
                Error::<T>::NegativeSigmoidSteepness
            );
            subtensor::AlphaSigmoidSteepness::<T>::insert(netuid, steepness);
            Ok(())
        }

        /// Sets whether the epoch keeps bonds per validator (Yuma 3) or per miner.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(69)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_yuma3_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::Yuma3Enabled)?;
            subtensor::Yuma3On::<T>::insert(netuid, enabled);
            Self::deposit_event(Event::Yuma3EnableToggled { netuid, enabled });
            Ok(())
        }

        /// Sets whether a miner's commitment of the right kind resets the bonds to it.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(70)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_bonds_reset_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::BondsResetEnabled)?;
            subtensor::BondsResetOn::<T>::insert(netuid, enabled);
            Self::report(subtensor::Event::BondsResetOnSet(netuid, enabled));
            Self::deposit_event(Event::BondsResetToggled { netuid, enabled });
            Ok(())
        }

        /// Sets how many neurons of the owner cannot be replaced: 1 to 10.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `InvalidValue`.
        #[pallet::call_index(72)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_owner_immune_neuron_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            immune_neurons: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::ImmuneNeuronLimit)?;
            ensure!(
                (1..=MAX_IMMUNE_OWNER_UIDS).contains(&immune_neurons),
                subtensor::Error::<T>::InvalidValue
            );
            subtensor::ImmuneOwnerUidsLimit::<T>::insert(netuid, immune_neurons);
            Ok(())
        }

        /// Sets how many mechanisms the subnet has: matrices of weights, each with an incentive of
        /// its own and with its part of the emission. At least one, at most `MaxMechanismCount`, and
        /// so many that times `MaxAllowedUids` they are at most 256: a subnet that takes 256 neurons
        /// has to be trimmed to 128 before it can have a second mechanism.
        ///
        /// With another number than before the emission is split evenly again. A mechanism that goes
        /// takes along its weights, bonds and incentives, and what validators have committed on it; a
        /// new one has no weights.
        ///
        /// The owner may set it once in 7200 blocks, root always; nobody in the blocks before an
        /// epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `MechanismDoesNotExist` when there is no such
        /// subnet, `AdminActionProhibitedDuringWeightsWindow`, `InvalidValue`,
        /// `TooManyUIDsPerMechanism`.
        #[pallet::call_index(76)]
        #[pallet::weight(weights::mechanism_count::<T>())]
        pub fn sudo_set_mechanism_count(
            origin: OriginFor<T>,
            netuid: NetUid,
            mechanism_count: MechId,
        ) -> DispatchResult {
            Self::owner_or_root_may_change(
                origin,
                netuid,
                TransactionKind::MechanismCountUpdate,
                T::MechanismRateLimit::get(),
                subtensor::Error::<T>::MechanismDoesNotExist,
            )?;
            subtensor::Pallet::<T>::set_mechanism_count(netuid, mechanism_count)
        }

        /// Sets how the emission of the subnet is split over its mechanisms: the share of each, out
        /// of 65535, the main one first. The shares add up to 65535; there are at most as many as
        /// mechanisms, and those without one get nothing. `None` splits evenly.
        ///
        /// The owner may set it once in 7200 blocks, root always; nobody in the blocks before an
        /// epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `MechanismDoesNotExist` when there is no such
        /// subnet, `AdminActionProhibitedDuringWeightsWindow`, `InvalidValue`.
        #[pallet::call_index(77)]
        #[pallet::weight(weights::mechanism_emission_split::<T>())]
        pub fn sudo_set_mechanism_emission_split(
            origin: OriginFor<T>,
            netuid: NetUid,
            maybe_split: Option<Vec<u16>>,
        ) -> DispatchResult {
            Self::owner_or_root_may_change(
                origin,
                netuid,
                TransactionKind::MechanismEmission,
                T::MechanismRateLimit::get(),
                subtensor::Error::<T>::MechanismDoesNotExist,
            )?;
            subtensor::Pallet::<T>::set_mechanism_emission_split(netuid, maybe_split)
        }

        /// Lowers the number of neurons that the subnet takes to `max_n`, at least `MinAllowedUids`
        /// and at most `MaxAllowedUids`, and removes neurons until no more than that are left.
        ///
        /// Those with the lowest emission of the last epoch go first, of equals the ones with the
        /// highest uids. Neurons within their immunity period and those of the owner that are never
        /// pruned stay; they may take less than 80 % of the places. Whoever stays keeps its rank but
        /// gets a new uid, so weights that were committed before and are revealed later may name the
        /// wrong neurons. Stake is not touched.
        ///
        /// The owner may do it once in 216000 blocks, root always; nobody in the blocks before an
        /// epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetNotExists`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `InvalidValue`,
        /// `TrimmingWouldExceedMaxImmunePercentage`.
        #[pallet::call_index(78)]
        #[pallet::weight(weights::trim::<T>())]
        pub fn sudo_trim_to_max_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_n: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_change(
                origin,
                netuid,
                TransactionKind::MaxUidsTrimming,
                T::MaxUidsTrimmingRateLimit::get(),
                subtensor::Error::<T>::SubnetNotExists,
            )?;
            subtensor::Pallet::<T>::trim_to_max_allowed_uids(netuid, max_n)
        }

        /// Sets what becomes of miner emission that would go to hotkeys of the owner: burned, it
        /// stays in the count of alpha; recycled, it can be issued again.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(80)]
        #[pallet::weight(weights::owner_or_root::<T>(0))]
        pub fn sudo_set_recycle_or_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            recycle_or_burn: RecycleOrBurnEnum,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::RecycleOrBurn)?;
            subtensor::RecycleOrBurn::<T>::insert(netuid, recycle_or_burn);
            Ok(())
        }

        /// Sets in how many blocks the price of a registration halves: 1 to 36100. Not on root.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `NotPermittedOnRootSubnet`, `InvalidValue`.
        #[pallet::call_index(89)]
        #[pallet::weight((weights::owner_or_root::<T>(0), DispatchClass::Operational))]
        pub fn sudo_set_burn_half_life(
            origin: OriginFor<T>,
            netuid: NetUid,
            burn_half_life: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::BurnHalfLife)?;
            Self::ensure_not_root_subnet(netuid)?;
            ensure!(
                (1..=MAX_BURN_HALF_LIFE_BLOCKS).contains(&burn_half_life),
                Error::<T>::InvalidValue
            );
            subtensor::BurnHalfLife::<T>::insert(netuid, burn_half_life);
            Self::deposit_event(Event::BurnHalfLifeSet {
                netuid,
                burn_half_life,
            });
            Ok(())
        }

        /// Sets the factor by which one registration raises the price of the next: 1 to 3. Not on
        /// root.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `NotPermittedOnRootSubnet`, `InvalidValue`.
        #[pallet::call_index(90)]
        #[pallet::weight((weights::owner_or_root::<T>(0), DispatchClass::Operational))]
        pub fn sudo_set_burn_increase_mult(
            origin: OriginFor<T>,
            netuid: NetUid,
            burn_increase_mult: U64F64,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::BurnIncreaseMult)?;
            Self::ensure_not_root_subnet(netuid)?;
            ensure!(
                (U64F64::from_num(1)..=U64F64::from_num(3)).contains(&burn_increase_mult),
                Error::<T>::InvalidValue
            );
            subtensor::BurnIncreaseMult::<T>::insert(netuid, burn_increase_mult);
            Self::deposit_event(Event::BurnIncreaseMultSet {
                netuid,
                burn_increase_mult,
            });
            Ok(())
        }

        /// Sets whether the owner gets a share of the emission of the subnet. Not on root.
        ///
        /// The owner and root may set it as often as they like, but not in the blocks before an
        /// epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`,
        /// `NotPermittedOnRootSubnet`.
        #[pallet::call_index(92)]
        #[pallet::weight((weights::owner_or_root_unlimited::<T>(), DispatchClass::Operational))]
        pub fn sudo_set_owner_cut_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set_unlimited(origin, netuid)?;
            Self::ensure_not_root_subnet(netuid)?;
            subtensor::OwnerCutEnabled::<T>::insert(netuid, enabled);
            Ok(())
        }

        /// Sets whether the owner's share of the emission is locked at once. Not on root.
        ///
        /// The owner and root may set it as often as they like, but not in the blocks before an
        /// epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`,
        /// `NotPermittedOnRootSubnet`.
        #[pallet::call_index(95)]
        #[pallet::weight((weights::owner_or_root_unlimited::<T>(), DispatchClass::Operational))]
        pub fn sudo_set_owner_cut_auto_lock_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_or_root_may_set_unlimited(origin, netuid)?;
            Self::ensure_not_root_subnet(netuid)?;
            subtensor::OwnerCutAutoLockEnabled::<T>::insert(netuid, enabled);
            Ok(())
        }

        /// Sets the lowest childkey take on the subnet, out of 65535: from `MinChildkeyTake` to
        /// `MaxChildkeyTake`.
        ///
        /// The owner may set it once in `OwnerHyperparamRateLimit` tempos, root always; nobody in
        /// the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `TxRateLimitExceeded`, `SubnetDoesNotExist`,
        /// `AdminActionProhibitedDuringWeightsWindow`, `InvalidValue`.
        #[pallet::call_index(93)]
        #[pallet::weight(weights::owner_or_root::<T>(2))]
        pub fn sudo_set_min_childkey_take_per_subnet(
            origin: OriginFor<T>,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            Self::owner_or_root_may_set(origin, netuid, Hyperparameter::MinChildkeyTake)?;
            let bounds =
                subtensor::MinChildkeyTake::<T>::get()..=subtensor::MaxChildkeyTake::<T>::get();
            ensure!(bounds.contains(&take), Error::<T>::InvalidValue);
            subtensor::MinChildkeyTakePerSubnet::<T>::insert(netuid, take);
            Self::report(subtensor::Event::MinChildKeyTakePerSubnetSet(netuid, take));
            Ok(())
        }

        // ---- Parameters of a subnet for root ----

        /// Sets the lower bound of the difficulty of registration by work, which no longer exists:
        /// the number is shown only. Any number.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(4)]
        #[pallet::weight(weights::root_outside_window::<T>(0))]
        pub fn sudo_set_min_difficulty(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_difficulty: u64,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::MinDifficulty::<T>::insert(netuid, min_difficulty);
            Self::report(subtensor::Event::MinDifficultySet(netuid, min_difficulty));
            Ok(())
        }

        /// Sets how many blocks a neuron waits between two sets of weights. Any number; 0 means no
        /// wait.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(7)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_weights_set_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_set_rate_limit: u64,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::WeightsSetRateLimit::<T>::insert(netuid, weights_set_rate_limit);
            Self::report(subtensor::Event::WeightsSetRateLimitSet(
                netuid,
                weights_set_rate_limit,
            ));
            Ok(())
        }

        /// Sets the length of the former interval of price adjustment, blocks: the number is shown
        /// only. Any number.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(8)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_adjustment_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            adjustment_interval: u16,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::AdjustmentInterval::<T>::insert(netuid, adjustment_interval);
            Self::report(subtensor::Event::AdjustmentIntervalSet(
                netuid,
                adjustment_interval,
            ));
            Ok(())
        }

        /// Sets the majority of stake that a weight needs to become consensus, out of 65535. Any
        /// number.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(16)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_kappa(origin: OriginFor<T>, netuid: NetUid, kappa: u16) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::Kappa::<T>::insert(netuid, kappa);
            Self::report(subtensor::Event::KappaSet(netuid, kappa));
            Ok(())
        }

        /// Sets whether neurons can register on the subnet; without registration it also takes no
        /// part in emission.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(19)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_network_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::NetworkRegistrationAllowed::<T>::insert(netuid, registration_allowed);
            Self::report(subtensor::Event::RegistrationAllowed(
                netuid,
                registration_allowed,
            ));
            Ok(())
        }

        /// Sets a third of the registrations that an interval allows; it has an effect on root
        /// only. Any number.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(21)]
        #[pallet::weight(weights::root_outside_window::<T>(0))]
        pub fn sudo_set_target_registrations_per_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            target_registrations_per_interval: u16,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::TargetRegistrationsPerInterval::<T>::insert(
                netuid,
                target_registrations_per_interval,
            );
            Self::report(subtensor::Event::RegistrationPerIntervalSet(
                netuid,
                target_registrations_per_interval,
            ));
            Ok(())
        }

        /// Sets the difficulty of registration by work, which no longer exists: the number is shown
        /// only. Any number.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(24)]
        #[pallet::weight(weights::root_outside_window::<T>(0))]
        pub fn sudo_set_difficulty(
            origin: OriginFor<T>,
            netuid: NetUid,
            difficulty: u64,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::Difficulty::<T>::insert(netuid, difficulty);
            Self::report(subtensor::Event::DifficultySet(netuid, difficulty));
            Ok(())
        }

        /// Sets how many neurons can hold a validator permit: at most as many as the subnet takes
        /// neurons.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`,
        /// `MaxValidatorsLargerThanMaxUIds`.
        #[pallet::call_index(25)]
        #[pallet::weight(weights::root_outside_window::<T>(1))]
        pub fn sudo_set_max_allowed_validators(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_validators: u16,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            ensure!(
                max_allowed_validators <= subtensor::MaxAllowedUids::<T>::get(netuid),
                Error::<T>::MaxValidatorsLargerThanMaxUIds
            );
            subtensor::MaxAllowedValidators::<T>::insert(netuid, max_allowed_validators);
            Self::report(subtensor::Event::MaxAllowedValidatorsSet(
                netuid,
                max_allowed_validators,
            ));
            Ok(())
        }

        /// Sets how many registrations a block allows; it has an effect on root only. Any number.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(27)]
        #[pallet::weight(weights::root_outside_window::<T>(0))]
        pub fn sudo_set_max_registrations_per_block(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_registrations_per_block: u16,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::MaxRegistrationsPerBlock::<T>::insert(netuid, max_registrations_per_block);
            Self::report(subtensor::Event::MaxRegistrationsPerBlockSet(
                netuid,
                max_registrations_per_block,
            ));
            Ok(())
        }

        /// Sets the blocks between two epochs and starts a new cycle now. Any number; with 0 the
        /// subnet runs no epochs.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(30)]
        #[pallet::weight(weights::tempo::<T>())]
        pub fn sudo_set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::Pallet::<T>::restart_with_tempo(netuid, tempo);
            Ok(())
        }

        /// Sets the count of rao that registrations have recycled so far. Any number.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(39)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_rao_recycled(
            origin: OriginFor<T>,
            netuid: NetUid,
            rao_recycled: TaoBalance,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::RAORecycledForRegistration::<T>::insert(netuid, rao_recycled);
            Self::report(subtensor::Event::RAORecycledForRegistrationSet(
                netuid,
                rao_recycled,
            ));
            Ok(())
        }

        /// Sets the age in blocks at which the moving price of the subnet follows the price at half
        /// speed. Any number.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(65)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_ema_price_halving_period(
            origin: OriginFor<T>,
            netuid: NetUid,
            ema_halving: u64,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::EMAPriceHalvingBlocks::<T>::insert(netuid, ema_halving);
            Ok(())
        }

        /// Sets whether the alpha of the subnet can be staked and traded.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`.
        #[pallet::call_index(66)]
        #[pallet::weight(weights::root_outside_window::<T>(0))]
        pub fn sudo_set_subtoken_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            subtoken_enabled: bool,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            subtensor::SubtokenEnabled::<T>::insert(netuid, subtoken_enabled);
            Ok(())
        }

        /// Sets the fewest neurons that the owner may limit the subnet to: below the present limit
        /// and below the number of neurons.
        ///
        /// Only root may set it, and not in the blocks before an epoch.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `AdminActionProhibitedDuringWeightsWindow`,
        /// `MinAllowedUidsGreaterThanMaxAllowedUids`, `MinAllowedUidsGreaterThanCurrentUids`.
        #[pallet::call_index(79)]
        #[pallet::weight(weights::root_outside_window::<T>(2))]
        pub fn sudo_set_min_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_uids: u16,
        ) -> DispatchResult {
            Self::root_may_set(origin, netuid)?;
            ensure!(
                min_allowed_uids < subtensor::MaxAllowedUids::<T>::get(netuid),
                Error::<T>::MinAllowedUidsGreaterThanMaxAllowedUids
            );
            ensure!(
                min_allowed_uids < subtensor::SubnetworkN::<T>::get(netuid),
                Error::<T>::MinAllowedUidsGreaterThanCurrentUids
            );
            subtensor::MinAllowedUids::<T>::insert(netuid, min_allowed_uids);
            Self::report(subtensor::Event::MinAllowedUidsSet(
                netuid,
                min_allowed_uids,
            ));
            Ok(())
        }

        /// Sets how many neurons outside their immunity period replacing neurons must leave. Any
        /// number.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`.
        #[pallet::call_index(84)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_min_non_immune_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            min: u16,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            subtensor::MinNonImmuneUids::<T>::insert(netuid, min);
            Self::report(subtensor::Event::MinNonImmuneUidsSet(netuid, min));
            Ok(())
        }

        /// Sets whether TAO flows into the pool of the subnet. A new subnet starts without. Not on
        /// root.
        ///
        /// Only root may set it, in any block.
        ///
        /// Errors: `BadOrigin`, `SubnetDoesNotExist`, `NotPermittedOnRootSubnet`.
        #[pallet::call_index(94)]
        #[pallet::weight(weights::root_on_subnet::<T>())]
        pub fn sudo_set_subnet_emission_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::root_may_set_any_time(origin, netuid)?;
            Self::ensure_not_root_subnet(netuid)?;
            subtensor::SubnetEmissionEnabled::<T>::insert(netuid, enabled);
            Self::deposit_event(Event::SubnetEmissionEnabledSet { netuid, enabled });
            Ok(())
        }

        // ---- Parameters of the chain for root ----

        /// Replaces the authorities that author blocks: 1 to 32 Aura keys.
        ///
        /// Only root may do it.
        ///
        /// Errors: `BadOrigin`, `InvalidValue`.
        #[pallet::call_index(0)]
        #[pallet::weight(weights::swap_authorities::<T>())]
        pub fn swap_authorities(
            origin: OriginFor<T>,
            new_authorities: BoundedVec<AuraId, T::MaxAuthorities>,
        ) -> DispatchResult {
            ensure_root(origin)?;
            ensure!(!new_authorities.is_empty(), Error::<T>::InvalidValue);
            T::Authorities::swap_authors(new_authorities);
            Ok(())
        }

        /// Sets the highest take of a delegate, out of 65535. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(1)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_default_take(origin: OriginFor<T>, default_take: u16) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::MaxDelegateTake::<T>::put(default_take);
            Self::report(subtensor::Event::MaxDelegateTakeSet(default_take));
            Ok(())
        }

        /// Sets how many blocks a coldkey waits between two swaps of a hotkey. Any number; 0 means
        /// no wait.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(2)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_tx_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::TxRateLimit::<T>::put(tx_rate_limit);
            Self::report(subtensor::Event::TxRateLimitSet(tx_rate_limit));
            Ok(())
        }

        /// Sets the share of owners in the emission of their subnets, out of 65535. Any number; it
        /// counts from the next block.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(28)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_subnet_owner_cut(
            origin: OriginFor<T>,
            subnet_owner_cut: u16,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::SubnetOwnerCut::<T>::put(subnet_owner_cut);
            Self::report(subtensor::Event::SubnetOwnerCutSet(subnet_owner_cut));
            Ok(())
        }

        /// Sets the fewest blocks between two creations of a subnet. Any number; 0 means no wait.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(29)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_network_rate_limit(
            origin: OriginFor<T>,
            rate_limit: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::NetworkRateLimit::<T>::put(rate_limit);
            Self::report(subtensor::Event::NetworkRateLimitSet(rate_limit));
            Ok(())
        }

        /// Sets for how many blocks a young subnet cannot be pruned. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(35)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_network_immunity_period(
            origin: OriginFor<T>,
            immunity_period: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::NetworkImmunityPeriod::<T>::put(immunity_period);
            Self::report(subtensor::Event::NetworkImmunityPeriodSet(immunity_period));
            Ok(())
        }

        /// Sets the lowest price of a subnet in rao. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(36)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_network_min_lock_cost(
            origin: OriginFor<T>,
            lock_cost: TaoBalance,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::NetworkMinLockCost::<T>::put(lock_cost);
            Self::report(subtensor::Event::NetworkMinLockCostSet(lock_cost));
            Ok(())
        }

        /// Sets how many subnets the chain takes, root not counted. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(37)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_subnet_limit(origin: OriginFor<T>, max_subnets: u16) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::SubnetLimit::<T>::put(max_subnets);
            Self::report(subtensor::Event::SubnetLimitSet(max_subnets));
            Ok(())
        }

        /// Sets over how many blocks the price of a subnet falls back to its floor. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(38)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_lock_reduction_interval(
            origin: OriginFor<T>,
            interval: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::NetworkLockReductionInterval::<T>::put(interval);
            Self::report(subtensor::Event::NetworkLockCostReductionIntervalSet(
                interval,
            ));
            Ok(())
        }

        /// Sets the stake weight, in rao, that a neuron needs to set weights or to get a validator
        /// permit. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(42)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_stake_threshold(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::StakeThreshold::<T>::put(min_stake);
            Self::report(subtensor::Event::StakeThresholdSet(min_stake));
            Ok(())
        }

        /// Sets the smallest nomination that is kept, in millionths of the minimum stake of 0.002
        /// TAO: 100 000 000 stand for 0.2 TAO. Any number; 0 keeps every nomination.
        ///
        /// Only root may set it. When the minimum rises, nominations that have become too small are
        /// sold for their holders, some in every block with room to spare. The owner of a hotkey may
        /// keep as little under it as he likes.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(43)]
        #[pallet::weight(weights::nominator_minimum::<T>())]
        pub fn sudo_set_nominator_min_required_stake(
            origin: OriginFor<T>,
            min_stake: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::Pallet::<T>::set_nominator_min_required_stake(min_stake);
            Ok(())
        }

        /// Sets how many blocks a delegate waits between two rises of its take. Any number; 0 means
        /// no wait.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(45)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_tx_delegate_take_rate_limit(
            origin: OriginFor<T>,
            tx_rate_limit: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::TxDelegateTakeRateLimit::<T>::put(tx_rate_limit);
            Self::report(subtensor::Event::TxDelegateTakeRateLimitSet(tx_rate_limit));
            Ok(())
        }

        /// Sets the lowest take of a delegate, out of 65535. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(46)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_min_delegate_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::MinDelegateTake::<T>::put(take);
            Self::report(subtensor::Event::MinDelegateTakeSet(take));
            Ok(())
        }

        /// Sets the blocks between the schedule of a dissolve and the dissolve: the number is shown
        /// only. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(55)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_dissolve_network_schedule_duration(
            origin: OriginFor<T>,
            duration: u32,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::DissolveNetworkScheduleDuration::<T>::put(duration);
            Self::report(subtensor::Event::DissolveNetworkScheduleDurationSet(
                duration,
            ));
            Ok(())
        }

        /// Replaces the authorities that vote on finality by these GRANDPA keys with their weights,
        /// `in_blocks` blocks after this one. `forced` is for a chain whose finality has stopped:
        /// it names the last block that was final, and the change does not wait for finality.
        ///
        /// Only root may do it.
        ///
        /// Errors: `BadOrigin`, `Grandpa.ChangePending`, `Grandpa.TooSoon`.
        #[pallet::call_index(59)]
        #[pallet::weight(weights::schedule_grandpa_change::<T>())]
        pub fn schedule_grandpa_change(
            origin: OriginFor<T>,
            next_authorities: AuthorityList,
            in_blocks: BlockNumberFor<T>,
            forced: Option<BlockNumberFor<T>>,
        ) -> DispatchResult {
            ensure_root(origin)?;
            T::Authorities::schedule_finality_change(next_authorities, in_blocks, forced)
        }

        /// Sets the smoothing factor of the moving prices of all subnets. Any number; sensible are
        /// those from 0 to 1.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(63)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_subnet_moving_alpha(origin: OriginFor<T>, alpha: I96F32) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::SubnetMovingAlpha::<T>::put(alpha);
            Ok(())
        }

        /// Sets the version of time-locked commits of weights that the chain accepts. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(71)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_commit_reveal_version(
            origin: OriginFor<T>,
            version: u16,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::CommitRevealWeightsVersion::<T>::put(version);
            Self::report(subtensor::Event::CommitRevealVersionSet(version));
            Ok(())
        }

        /// Sets the part of the childkey take that is burned, out of 2⁶⁴ − 1. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(73)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_ck_burn(origin: OriginFor<T>, burn: u64) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::CKBurn::<T>::put(burn);
            Ok(())
        }

        /// Sets for how many blocks before an epoch the parameters of a subnet are frozen. Any
        /// number; 0 switches the freeze off.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(74)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_admin_freeze_window(origin: OriginFor<T>, window: u16) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::AdminFreezeWindow::<T>::put(window);
            Self::report(subtensor::Event::AdminFreezeWindowSet(window));
            Ok(())
        }

        /// Sets how many tempos an owner waits between two changes of the same parameter. Any
        /// number; 0 means no wait.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(75)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_owner_hparam_rate_limit(
            origin: OriginFor<T>,
            epochs: u16,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::OwnerHyperparamRateLimit::<T>::put(epochs);
            Self::report(subtensor::Event::OwnerHyperparamRateLimitSet(epochs));
            Ok(())
        }

        /// Sets the cutoff of the TAO flow average, which has no effect at present. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(81)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_tao_flow_cutoff(
            origin: OriginFor<T>,
            flow_cutoff: I64F64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::TaoFlowCutoff::<T>::put(flow_cutoff);
            Ok(())
        }

        /// Sets the exponent of the TAO flow average, which has no effect at present: 1 to 2.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`, `InvalidValue`.
        #[pallet::call_index(82)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_tao_flow_normalization_exponent(
            origin: OriginFor<T>,
            exponent: U64F64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            ensure!(
                (U64F64::from_num(1)..=U64F64::from_num(2)).contains(&exponent),
                Error::<T>::InvalidValue
            );
            subtensor::FlowNormExponent::<T>::put(exponent);
            Ok(())
        }

        /// Sets the smoothing factor of the TAO flow average, out of 2⁶³ − 1, which has no effect
        /// at present. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(83)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_tao_flow_smoothing_factor(
            origin: OriginFor<T>,
            smoothing_factor: u64,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::FlowEmaSmoothingFactor::<T>::put(smoothing_factor);
            Ok(())
        }

        /// Sets how many blocks after its creation a subnet can be started. Any number; 0 means at
        /// once.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(85)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_start_call_delay(origin: OriginFor<T>, delay: u64) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::StartCallDelay::<T>::put(delay);
            Self::report(subtensor::Event::StartCallDelaySet(delay));
            Ok(())
        }

        /// Sets the blocks between the announcement of a coldkey swap and the swap. Any number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(86)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_coldkey_swap_announcement_delay(
            origin: OriginFor<T>,
            duration: u32,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::ColdkeySwapAnnouncementDelay::<T>::put(duration);
            Self::report(subtensor::Event::ColdkeySwapAnnouncementDelaySet(duration));
            Ok(())
        }

        /// Sets the further blocks until an announced coldkey swap may be announced anew. Any
        /// number.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(87)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_coldkey_swap_reannouncement_delay(
            origin: OriginFor<T>,
            duration: u32,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::ColdkeySwapReannouncementDelay::<T>::put(duration);
            Self::report(subtensor::Event::ColdkeySwapReannouncementDelaySet(
                duration,
            ));
            Ok(())
        }

        /// Sets how many mechanisms a subnet may have: 1 to 16.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`, `InvalidValue`.
        #[pallet::call_index(88)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_max_mechanism_count(
            origin: OriginFor<T>,
            max_mechanism_count: MechId,
        ) -> DispatchResult {
            ensure_root(origin)?;
            ensure!(
                (1..=MAX_MECHANISMS).contains(&max_mechanism_count.0),
                subtensor::Error::<T>::InvalidValue
            );
            subtensor::MaxMechanismCount::<T>::put(max_mechanism_count);
            Ok(())
        }

        /// Switches the net TAO flow average, which has no effect at present.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`.
        #[pallet::call_index(91)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_net_tao_flow_enabled(
            origin: OriginFor<T>,
            enabled: bool,
        ) -> DispatchResult {
            ensure_root(origin)?;
            subtensor::NetTaoFlowEnabled::<T>::put(enabled);
            Ok(())
        }

        /// Sets how many epochs may run in one block, at least 1; the others wait for the next
        /// block.
        ///
        /// Only root may set it.
        ///
        /// Errors: `BadOrigin`, `ValueNotInBounds`.
        #[pallet::call_index(96)]
        #[pallet::weight(weights::root_on_chain::<T>())]
        pub fn sudo_set_max_epochs_per_block(
            origin: OriginFor<T>,
            max_epochs_per_block: u8,
        ) -> DispatchResult {
            ensure_root(origin)?;
            ensure!(max_epochs_per_block >= 1, Error::<T>::ValueNotInBounds);
            subtensor::MaxEpochsPerBlock::<T>::put(max_epochs_per_block);
            Self::report(subtensor::Event::MaxEpochsPerBlockSet(max_epochs_per_block));
            Ok(())
        }

        // ---- Retired calls ----

        /// Always fails: registration by work no longer exists.
        ///
        /// Errors: `POWRegistrationDisabled`.
        #[pallet::call_index(20)]
        #[pallet::weight(Weight::zero())]
        pub fn sudo_set_network_pow_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            let _ = (origin, netuid, registration_allowed);
            Err(Error::<T>::POWRegistrationDisabled.into())
        }

        /// Always fails: the issuance follows from what the chain does and cannot be set.
        ///
        /// Errors: `Deprecated`.
        #[pallet::call_index(33)]
        #[pallet::weight(Weight::zero())]
        pub fn sudo_set_total_issuance(
            origin: OriginFor<T>,
            total_issuance: TaoBalance,
        ) -> DispatchResult {
            let _ = (origin, total_issuance);
            Err(Error::<T>::Deprecated.into())
        }
    }
}
