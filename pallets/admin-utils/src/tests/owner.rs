//! The parameters of a subnet that its owner may set.

use myelin_types::{
    NetUid, TaoBalance,
    frozen::{Hyperparameter, RateLimitKey, RecycleOrBurnEnum},
};
use pallet_subtensor::{self as subtensor, Error as SubtensorError, Event as Reported};
use sp_runtime::{AccountId32, DispatchError, traits::BadOrigin};
use substrate_fixed::types::U64F64;

use super::setters::{Setter, reported, silent};
use crate::{Call, Event, mock::*};

const HALF: u16 = 32_768;

/// The setters that an owner may use once in a few tempos, with the name of their limit.
fn owner_setters(netuid: NetUid) -> Vec<(Hyperparameter, Setter)> {
    let mut setters = numbers_of_the_owner(netuid);
    setters.extend(switches_of_the_owner(netuid));
    setters
}

fn numbers_of_the_owner(netuid: NetUid) -> Vec<(Hyperparameter, Setter)> {
    vec![
        (
            Hyperparameter::ServingRateLimit,
            reported(
                Call::sudo_set_serving_rate_limit {
                    netuid,
                    serving_rate_limit: 7,
                },
                || subtensor::ServingRateLimit::<Test>::get(NETUID) == 7,
                Reported::ServingRateLimitSet(netuid, 7),
            ),
        ),
        (
            Hyperparameter::MaxDifficulty,
            reported(
                Call::sudo_set_max_difficulty {
                    netuid,
                    max_difficulty: 7,
                },
                || subtensor::MaxDifficulty::<Test>::get(NETUID) == 7,
                Reported::MaxDifficultySet(netuid, 7),
            ),
        ),
        (
            Hyperparameter::AdjustmentAlpha,
            reported(
                Call::sudo_set_adjustment_alpha {
                    netuid,
                    adjustment_alpha: 7,
                },
                || subtensor::AdjustmentAlpha::<Test>::get(NETUID) == 7,
                Reported::AdjustmentAlphaSet(netuid, 7),
            ),
        ),
        (
            Hyperparameter::ImmunityPeriod,
            reported(
                Call::sudo_set_immunity_period {
                    netuid,
                    immunity_period: 7,
                },
                || subtensor::ImmunityPeriod::<Test>::get(NETUID) == 7,
                Reported::ImmunityPeriodSet(netuid, 7),
            ),
        ),
        (
            Hyperparameter::MinAllowedWeights,
            reported(
                Call::sudo_set_min_allowed_weights {
                    netuid,
                    min_allowed_weights: 7,
                },
                || subtensor::MinAllowedWeights::<Test>::get(NETUID) == 7,
                Reported::MinAllowedWeightSet(netuid, 7),
            ),
        ),
        (
            Hyperparameter::MaxAllowedUids,
            reported(
                Call::sudo_set_max_allowed_uids {
                    netuid,
                    max_allowed_uids: 64,
                },
                || subtensor::MaxAllowedUids::<Test>::get(NETUID) == 64,
                Reported::MaxAllowedUidsSet(netuid, 64),
            ),
        ),
        (
            Hyperparameter::Rho,
            silent(Call::sudo_set_rho { netuid, rho: 7 }, || {
                subtensor::Rho::<Test>::get(NETUID) == 7
            }),
        ),
        (
            Hyperparameter::ActivityCutoff,
            reported(
                Call::sudo_set_activity_cutoff {
                    netuid,
                    activity_cutoff: 360,
                },
                || subtensor::ActivityCutoff::<Test>::get(NETUID) == 360,
                Reported::ActivityCutoffSet(netuid, 360),
            ),
        ),
        (
            Hyperparameter::MinBurn,
            reported(
                Call::sudo_set_min_burn {
                    netuid,
                    min_burn: TaoBalance(1_000_000),
                },
                || subtensor::MinBurn::<Test>::get(NETUID) == TaoBalance(1_000_000),
                Reported::MinBurnSet(netuid, TaoBalance(1_000_000)),
            ),
        ),
        (
            Hyperparameter::MaxBurn,
            reported(
                Call::sudo_set_max_burn {
                    netuid,
                    max_burn: TaoBalance(100_000_001),
                },
                || subtensor::MaxBurn::<Test>::get(NETUID) == TaoBalance(100_000_001),
                Reported::MaxBurnSet(netuid, TaoBalance(100_000_001)),
            ),
        ),
        (
            Hyperparameter::BondsMovingAverage,
            reported(
                Call::sudo_set_bonds_moving_average {
                    netuid,
                    bonds_moving_average: 975_000,
                },
                || subtensor::BondsMovingAverage::<Test>::get(NETUID) == 975_000,
                Reported::BondsMovingAverageSet(netuid, 975_000),
            ),
        ),
        (
            Hyperparameter::AlphaValues,
            silent(
                Call::sudo_set_alpha_values {
                    netuid,
                    alpha_low: 1_638,
                    alpha_high: 65_525,
                },
                || subtensor::AlphaValues::<Test>::get(NETUID) == (1_638, 65_525),
            ),
        ),
        (
            Hyperparameter::WeightCommitInterval,
            reported(
                Call::sudo_set_commit_reveal_weights_interval {
                    netuid,
                    interval: 11,
                },
                || subtensor::RevealPeriodEpochs::<Test>::get(NETUID) == 11,
                Reported::CommitRevealPeriodsSet(netuid, 11),
            ),
        ),
        (
            Hyperparameter::BondsPenalty,
            reported(
                Call::sudo_set_bonds_penalty {
                    netuid,
                    bonds_penalty: HALF,
                },
                || subtensor::BondsPenalty::<Test>::get(NETUID) == HALF,
                Reported::BondsPenaltySet(netuid, HALF),
            ),
        ),
        (
            Hyperparameter::AlphaSigmoidSteepness,
            silent(
                Call::sudo_set_alpha_sigmoid_steepness {
                    netuid,
                    steepness: 0,
                },
                || subtensor::AlphaSigmoidSteepness::<Test>::get(NETUID) == 0,
            ),
        ),
        (
            Hyperparameter::ImmuneNeuronLimit,
            silent(
                Call::sudo_set_owner_immune_neuron_limit {
                    netuid,
                    immune_neurons: 10,
                },
                || subtensor::ImmuneOwnerUidsLimit::<Test>::get(NETUID) == 10,
            ),
        ),
        (
            Hyperparameter::MinChildkeyTake,
            reported(
                Call::sudo_set_min_childkey_take_per_subnet {
                    netuid,
                    take: 11_796,
                },
                || subtensor::MinChildkeyTakePerSubnet::<Test>::get(NETUID) == 11_796,
                Reported::MinChildKeyTakePerSubnetSet(netuid, 11_796),
            ),
        ),
        (
            Hyperparameter::BurnHalfLife,
            silent(
                Call::sudo_set_burn_half_life {
                    netuid,
                    burn_half_life: 36_100,
                },
                || subtensor::BurnHalfLife::<Test>::get(NETUID) == 36_100,
            )
            .and(Event::BurnHalfLifeSet {
                netuid,
                burn_half_life: 36_100,
            }),
        ),
        (
            Hyperparameter::BurnIncreaseMult,
            silent(
                Call::sudo_set_burn_increase_mult {
                    netuid,
                    burn_increase_mult: U64F64::from_num(3),
                },
                || subtensor::BurnIncreaseMult::<Test>::get(NETUID) == 3,
            )
            .and(Event::BurnIncreaseMultSet {
                netuid,
                burn_increase_mult: U64F64::from_num(3),
            }),
        ),
    ]
}

fn switches_of_the_owner(netuid: NetUid) -> Vec<(Hyperparameter, Setter)> {
    vec![
        (
            Hyperparameter::CommitRevealEnabled,
            reported(
                Call::sudo_set_commit_reveal_weights_enabled {
                    netuid,
                    enabled: false,
                },
                || !subtensor::CommitRevealWeightsEnabled::<Test>::get(NETUID),
                Reported::CommitRevealEnabled(netuid, false),
            ),
        ),
        (
            Hyperparameter::LiquidAlphaEnabled,
            silent(
                Call::sudo_set_liquid_alpha_enabled {
                    netuid,
                    enabled: false,
                },
                || !subtensor::LiquidAlphaOn::<Test>::get(NETUID),
            ),
        ),
        (
            Hyperparameter::TransferEnabled,
            reported(
                Call::sudo_set_toggle_transfer {
                    netuid,
                    toggle: false,
                },
                || !subtensor::TransferToggle::<Test>::get(NETUID),
                Reported::TransferToggle(netuid, false),
            ),
        ),
        (
            Hyperparameter::Yuma3Enabled,
            silent(
                Call::sudo_set_yuma3_enabled {
                    netuid,
                    enabled: true,
                },
                || subtensor::Yuma3On::<Test>::get(NETUID),
            )
            .and(Event::Yuma3EnableToggled {
                netuid,
                enabled: true,
            }),
        ),
        (
            Hyperparameter::BondsResetEnabled,
            reported(
                Call::sudo_set_bonds_reset_enabled {
                    netuid,
                    enabled: true,
                },
                || subtensor::BondsResetOn::<Test>::get(NETUID),
                Reported::BondsResetOnSet(netuid, true),
            )
            .and(Event::BondsResetToggled {
                netuid,
                enabled: true,
            }),
        ),
        (
            Hyperparameter::RecycleOrBurn,
            silent(
                Call::sudo_set_recycle_or_burn {
                    netuid,
                    recycle_or_burn: RecycleOrBurnEnum::Recycle,
                },
                || subtensor::RecycleOrBurn::<Test>::get(NETUID) == RecycleOrBurnEnum::Recycle,
            ),
        ),
    ]
}

/// The setters that an owner may use as often as it likes.
fn unlimited_setters(netuid: NetUid) -> Vec<Setter> {
    vec![
        silent(
            Call::sudo_set_owner_cut_enabled {
                netuid,
                enabled: false,
            },
            || !subtensor::OwnerCutEnabled::<Test>::get(NETUID),
        ),
        silent(
            Call::sudo_set_owner_cut_auto_lock_enabled {
                netuid,
                enabled: true,
            },
            || subtensor::OwnerCutAutoLockEnabled::<Test>::get(NETUID),
        ),
    ]
}

/// A setter with a limit of its own.
fn version_key(netuid: NetUid) -> Setter {
    reported(
        Call::sudo_set_weights_version_key {
            netuid,
            weights_version_key: 7,
        },
        || subtensor::WeightsVersionKey::<Test>::get(NETUID) == 7,
        Reported::WeightsVersionKeySet(netuid, 7),
    )
}

/// Every setter for owner and root that respects the freeze window.
pub fn shared_setters(netuid: NetUid) -> Vec<Setter> {
    let mut setters: Vec<Setter> = owner_setters(netuid)
        .into_iter()
        .map(|(_, setter)| setter)
        .collect();
    setters.extend(unlimited_setters(netuid));
    setters.push(version_key(netuid));
    setters
}

/// Runs a test on a chain where the owner has switched liquid alpha on and there are five neurons.
pub fn run_prepared(test: impl FnOnce()) {
    run_with_invented_neurons(|| {
        subtensor::LiquidAlphaOn::<Test>::insert(NETUID, true);
        subtensor::SubnetworkN::<Test>::insert(NETUID, 5);
        test();
    });
}

fn limit_of(parameter: Hyperparameter) -> RateLimitKey<AccountId32> {
    RateLimitKey::OwnerHyperparamUpdate(NETUID, parameter)
}

#[test]
fn an_owner_sets_each_parameter_once_until_two_tempos_have_passed() {
    for (parameter, setter) in owner_setters(NETUID) {
        run_prepared(|| {
            setter.works(RuntimeOrigin::signed(OWNER));
            let stamped = subtensor::LastRateLimitedBlock::<Test>::get(limit_of(parameter));
            assert_eq!(stamped, 1, "{}", setter.name());
            setter.refused(
                RuntimeOrigin::signed(OWNER),
                SubtensorError::<Test>::TxRateLimitExceeded,
            );
            subtensor::AdminFreezeWindow::<Test>::put(0);
            System::set_block_number(200);
            setter.refused(
                RuntimeOrigin::signed(OWNER),
                SubtensorError::<Test>::TxRateLimitExceeded,
            );
            System::set_block_number(201);
            assert_eq!(as_owner(setter.call.clone()), Ok(()), "{}", setter.name());
        });
    }
}

#[test]
fn root_sets_each_parameter_of_an_owner_as_often_as_it_likes_and_leaves_the_owner_its_turn() {
    for setter in shared_setters(NETUID) {
        run_prepared(|| {
            setter.works(RuntimeOrigin::root());
            assert_eq!(as_root(setter.call.clone()), Ok(()), "{}", setter.name());
            assert_eq!(as_owner(setter.call.clone()), Ok(()), "{}", setter.name());
        });
    }
}

#[test]
fn an_owner_sets_the_switches_of_its_cut_as_often_as_it_likes() {
    for setter in unlimited_setters(NETUID) {
        run(|| {
            setter.works(RuntimeOrigin::signed(OWNER));
            assert_eq!(as_owner(setter.call.clone()), Ok(()), "{}", setter.name());
        });
    }
}

#[test]
fn nobody_but_owner_and_root_sets_a_parameter_of_an_owner() {
    for setter in shared_setters(NETUID) {
        run_prepared(|| {
            setter.refused(RuntimeOrigin::signed(STRANGER), BadOrigin);
            setter.refused(RuntimeOrigin::none(), BadOrigin);
        });
    }
}

#[test]
fn neither_owner_nor_root_sets_a_parameter_of_an_owner_shortly_before_an_epoch() {
    for setter in shared_setters(NETUID) {
        run_prepared(|| {
            let frozen: DispatchError =
                SubtensorError::<Test>::AdminActionProhibitedDuringWeightsWindow.into();
            System::set_block_number(91);
            setter.refused(RuntimeOrigin::signed(OWNER), frozen);
            setter.refused(RuntimeOrigin::root(), frozen);
            System::set_block_number(90);
            setter.works(RuntimeOrigin::root());
        });
    }
}
