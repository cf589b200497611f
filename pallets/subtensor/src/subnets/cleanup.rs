//! Everything that is stored for a subnet, by the shape of its key, and its removal.
//!
//! An item that is keyed by a netuid stands in exactly one of the lists below, or in
//! [`KEPT_ITEMS`]; a test over the metadata fails when one stands nowhere. So a subnet that takes
//! the netuid of one that ended starts from nothing.

use alloc::vec::Vec;

use myelin_types::{NetUid, NetUidStorageIndex};

use super::Walk;
use crate::pallet::*;

/// Declares, from one list, both the names and the removal.
macro_rules! removal {
    (
        maps: [$($map:ident),* $(,)?],
        prefixes: [$($prefix:ident),* $(,)?],
        mechanism_maps: [$($mechanism_map:ident),* $(,)?],
        mechanism_prefixes: [$($mechanism_prefix:ident),* $(,)?],
        second_keys: [$($second_key:ident),* $(,)?],
    ) => {
        /// The items that go with a subnet in [`Pallet::remove_subnet_storage`].
        pub const NETUID_KEYED_ITEMS: &[&str] = &[
            $(stringify!($map),)*
            $(stringify!($prefix),)*
            $(stringify!($mechanism_map),)*
            $(stringify!($mechanism_prefix),)*
            $(stringify!($second_key),)*
        ];

        impl<T: Config> Pallet<T> {
            /// Removes every item in the lists of this file. Stake must have been paid out and
            /// removed before.
            ///
            /// Walks every map whose second key is a netuid.
            pub(super) fn remove_subnet_storage(netuid: NetUid, walk: &mut Walk) {
                if SubnetIdentitiesV3::<T>::contains_key(netuid) {
                    Self::deposit_event(Event::SubnetIdentityRemoved(netuid));
                }
                walk.remove(Self::neuron_count(netuid).into());
                Self::remove_memberships(netuid);
                Self::forget_transactions_of_subnet(netuid, walk);
                for index in Self::mechanism_indices(netuid) {
                    Self::remove_mechanism_storage(index, walk);
                }
                $($map::<T>::remove(netuid);)*
                $(walk.cleared($prefix::<T>::clear_prefix(netuid, u32::MAX, None));)*
                $(
                    let keys: Vec<_> = $second_key::<T>::iter_keys()
                        .inspect(|_| walk.look())
                        .filter(|(_, n)| *n == netuid)
                        .collect();
                    walk.remove(keys.len());
                    for (first, n) in keys {
                        $second_key::<T>::remove(first, n);
                    }
                )*
                TotalNetworks::<T>::mutate(|total| *total = total.saturating_sub(1));
            }

            /// Removes what is stored for one mechanism of a subnet.
            pub(super) fn remove_mechanism_storage(index: NetUidStorageIndex, walk: &mut Walk) {
                $(
                    $mechanism_map::<T>::remove(index);
                    walk.remove(1);
                )*
                $(walk.cleared($mechanism_prefix::<T>::clear_prefix(index, u32::MAX, None));)*
                walk.remove(Self::forget_timelocked_weights(index));
            }
        }
    };
}

removal! {
    maps: [
        // Emission.
        PendingServerEmission, PendingValidatorEmission, PendingRootAlphaDivs, PendingOwnerCut,
        MinerBurned, SubnetAlphaInEmission, SubnetAlphaOutEmission, SubnetTaoInEmission,
        SubnetExcessTao, SubnetRootSellTao, SubnetEmissionEnabled, FirstEmissionBlockNumber,
        RootProp, LoadedEmission,
        // Subnet and pool.
        NetworksAdded, SubnetworkN, SubnetMechanism, NetworkRegisteredAt, SubnetOwner,
        SubnetOwnerHotkey, TokenSymbol, SubtokenEnabled, TransferToggle, SubnetTAO, SubnetAlphaIn,
        SubnetAlphaOut, SubnetProtocolAlpha, SubnetVolume, SubnetMovingPrice,
        EMAPriceHalvingBlocks, SubnetLocked, LargestLocked, OwnerCutEnabled,
        OwnerCutAutoLockEnabled, RecycleOrBurn, SubnetIdentitiesV3, SubnetTaoFlow,
        SubnetProtocolFlow, SubnetEmaTaoFlow, SubnetEmaProtocolFlow,
        // Epoch schedule.
        Tempo, LastEpochBlock, PendingEpochAt, SubnetEpochIndex, BlocksSinceLastStep,
        LastMechansimStepBlock, ActivityCutoffFactorMilli, SubnetEpochConsensus,
        // Parameters.
        Rho, Kappa, ImmunityPeriod, ActivityCutoff, MaxWeightsLimit, WeightsVersionKey,
        MinAllowedWeights, MaxAllowedValidators, MinAllowedUids, MaxAllowedUids,
        WeightsSetRateLimit, AdjustmentInterval, AdjustmentAlpha, TargetRegistrationsPerInterval,
        MaxRegistrationsPerBlock, BondsMovingAverage, BondsPenalty, BondsResetOn, AlphaValues,
        AlphaSigmoidSteepness, LiquidAlphaOn, Yuma3On, CommitRevealWeightsEnabled,
        RevealPeriodEpochs, ServingRateLimit, NetworkRegistrationAllowed,
        NetworkPowRegistrationAllowed, Burn, MinBurn, MaxBurn, BurnHalfLife, BurnIncreaseMult,
        Difficulty, MinDifficulty, MaxDifficulty, ImmuneOwnerUidsLimit, MinNonImmuneUids,
        MinChildkeyTakePerSubnet, ValidatorPruneLen, ScalingLawPower, RootClaimableThreshold,
        CollateralLockShare, ParentCount,
        // Neurons.
        Active, Consensus, Dividends, Emission, ValidatorTrust, ValidatorPermit, StakeWeight,
        RegistrationsThisBlock, RegistrationsThisInterval, POWRegistrationsThisInterval,
        BurnRegistrationsThisInterval, LastAdjustmentBlock, RAORecycledForRegistration,
        // Mechanisms.
        MechanismCountCurrent, MechanismEmissionSplit,
        // Locks, leases, voting power.
        OwnerLock, DecayingOwnerLock, HotkeyLockTotal, DecayingHotkeyLockTotal, OwnerContest,
        SubnetUidToLeaseId, VotingPowerTrackingEnabled, VotingPowerDisableAtBlock,
        VotingPowerEmaAlpha,
    ],
    prefixes: [
        AlphaDividendsPerSubnet, RootAlphaDividendsPerSubnet, Uids, Keys, BlockAtRegistration,
        Axons, Prometheus, NeuronCertificates, PendingChildKeys, LastHotkeySwapOnNetuid,
        HotkeyLock, DecayingHotkeyLock, AssociatedEvmAddress, VotingPower,
    ],
    mechanism_maps: [Incentive, LastUpdate],
    mechanism_prefixes: [
        Weights, Bonds, WeightCommits, CRV3WeightCommitsV2, CRV3WeightCommits,
    ],
    second_keys: [
        LastHotkeyEmissionOnNetuid, TotalHotkeyAlphaLastEpoch, AutoStakeDestination,
        AutoStakeDestinationColdkeys, ChildKeys, ParentKeys, ChildkeyTake, DecayingLock,
    ],
}

/// Items keyed by a netuid that do not go through the lists: removed by their owners, cleared with
/// the account they are about, or kept on purpose.
pub const KEPT_ITEMS: &[(&str, &str)] = &[
    ("RegisteredSubnetCounter", "counts the lives of a netuid"),
    ("IsNetworkMember", "removed with the members"),
    ("TotalHotkeyAlpha", "removed with the positions"),
    ("TotalHotkeySharesV2", "removed with the positions"),
    ("AlphaV2", "removed with the positions"),
    ("Alpha", "never written"),
    ("TotalHotkeyShares", "never written"),
    ("RootClaimed", "removed with the root claims"),
    ("TransactionKeyLastBlock", "removed with the rate limits"),
    ("LastRateLimitedBlock", "removed with the rate limits"),
    ("Lock", "removed with the locks"),
    ("LockingColdkeys", "removed with the locks"),
    (
        "TimelockedWeightCommits",
        "removed with the list of their queues",
    ),
    ("TimelockedHotkeys", "removed with the list of their queues"),
];
