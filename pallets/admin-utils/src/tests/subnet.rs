//! The parameters of a subnet: who may set them, what is stored, which events follow.

use frame_support::traits::Get;
use myelin_types::{
    NetUid, TaoBalance,
    frozen::{Hyperparameter, RateLimitKey, RecycleOrBurnEnum},
};
use pallet_subtensor::{self as subtensor, Error as SubtensorError, Event as Reported};
use sp_runtime::{AccountId32, traits::BadOrigin};
use substrate_fixed::types::U64F64;

use super::setters::{Setter, reported, silent};
use crate::{Call, Error, Event, mock::*};

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
fn shared_setters(netuid: NetUid) -> Vec<Setter> {
    let mut setters: Vec<Setter> = owner_setters(netuid)
        .into_iter()
        .map(|(_, setter)| setter)
        .collect();
    setters.extend(unlimited_setters(netuid));
    setters.push(version_key(netuid));
    setters
}

/// Runs a test on a chain where the owner has switched liquid alpha on and there are five neurons.
fn run_prepared(test: impl FnOnce()) {
    run(|| {
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
            let frozen = SubtensorError::<Test>::AdminActionProhibitedDuringWeightsWindow;
            System::set_block_number(91);
            setter.refused(RuntimeOrigin::signed(OWNER), frozen.clone());
            setter.refused(RuntimeOrigin::root(), frozen);
            System::set_block_number(90);
            setter.works(RuntimeOrigin::root());
        });
    }
}

#[test]
fn an_unknown_subnet_is_reported_as_such_in_every_block() {
    let mut setters = shared_setters(UNKNOWN);
    setters.extend(root_setters(UNKNOWN));
    setters.extend(root_setters_in_any_block(UNKNOWN));
    for setter in setters {
        run_prepared(|| {
            for block in [1, 1_000] {
                System::set_block_number(block);
                setter.refused(RuntimeOrigin::root(), Error::<Test>::SubnetDoesNotExist);
                setter.refused(RuntimeOrigin::signed(OWNER), BadOrigin);
            }
        });
    }
}

/// The setters for root that respect the freeze window.
fn root_setters(netuid: NetUid) -> Vec<Setter> {
    vec![
        reported(
            Call::sudo_set_min_difficulty {
                netuid,
                min_difficulty: 7,
            },
            || subtensor::MinDifficulty::<Test>::get(NETUID) == 7,
            Reported::MinDifficultySet(netuid, 7),
        ),
        reported(
            Call::sudo_set_target_registrations_per_interval {
                netuid,
                target_registrations_per_interval: 7,
            },
            || subtensor::TargetRegistrationsPerInterval::<Test>::get(NETUID) == 7,
            Reported::RegistrationPerIntervalSet(netuid, 7),
        ),
        reported(
            Call::sudo_set_difficulty {
                netuid,
                difficulty: 7,
            },
            || subtensor::Difficulty::<Test>::get(NETUID) == 7,
            Reported::DifficultySet(netuid, 7),
        ),
        reported(
            Call::sudo_set_max_allowed_validators {
                netuid,
                max_allowed_validators: 256,
            },
            || subtensor::MaxAllowedValidators::<Test>::get(NETUID) == 256,
            Reported::MaxAllowedValidatorsSet(netuid, 256),
        ),
        reported(
            Call::sudo_set_max_registrations_per_block {
                netuid,
                max_registrations_per_block: 7,
            },
            || subtensor::MaxRegistrationsPerBlock::<Test>::get(NETUID) == 7,
            Reported::MaxRegistrationsPerBlockSet(netuid, 7),
        ),
        reported(
            Call::sudo_set_tempo { netuid, tempo: 20 },
            || {
                subtensor::Tempo::<Test>::get(NETUID) == 20
                    && subtensor::LastEpochBlock::<Test>::get(NETUID)
                        == u64::from(System::block_number())
            },
            Reported::TempoSet(netuid, 20),
        ),
        silent(
            Call::sudo_set_subtoken_enabled {
                netuid,
                subtoken_enabled: true,
            },
            || subtensor::SubtokenEnabled::<Test>::get(NETUID),
        ),
        reported(
            Call::sudo_set_min_allowed_uids {
                netuid,
                min_allowed_uids: 4,
            },
            || subtensor::MinAllowedUids::<Test>::get(NETUID) == 4,
            Reported::MinAllowedUidsSet(netuid, 4),
        ),
    ]
}

/// The setters for root that work in any block.
fn root_setters_in_any_block(netuid: NetUid) -> Vec<Setter> {
    vec![
        reported(
            Call::sudo_set_weights_set_rate_limit {
                netuid,
                weights_set_rate_limit: 0,
            },
            || subtensor::WeightsSetRateLimit::<Test>::get(NETUID) == 0,
            Reported::WeightsSetRateLimitSet(netuid, 0),
        ),
        reported(
            Call::sudo_set_adjustment_interval {
                netuid,
                adjustment_interval: 7,
            },
            || subtensor::AdjustmentInterval::<Test>::get(NETUID) == 7,
            Reported::AdjustmentIntervalSet(netuid, 7),
        ),
        reported(
            Call::sudo_set_kappa {
                netuid,
                kappa: HALF,
            },
            || subtensor::Kappa::<Test>::get(NETUID) == HALF,
            Reported::KappaSet(netuid, HALF),
        ),
        reported(
            Call::sudo_set_network_registration_allowed {
                netuid,
                registration_allowed: false,
            },
            || !subtensor::NetworkRegistrationAllowed::<Test>::get(NETUID),
            Reported::RegistrationAllowed(netuid, false),
        ),
        reported(
            Call::sudo_set_rao_recycled {
                netuid,
                rao_recycled: TaoBalance(7),
            },
            || subtensor::RAORecycledForRegistration::<Test>::get(NETUID) == TaoBalance(7),
            Reported::RAORecycledForRegistrationSet(netuid, TaoBalance(7)),
        ),
        silent(
            Call::sudo_set_ema_price_halving_period {
                netuid,
                ema_halving: 7,
            },
            || subtensor::EMAPriceHalvingBlocks::<Test>::get(NETUID) == 7,
        ),
        reported(
            Call::sudo_set_min_non_immune_uids { netuid, min: 7 },
            || subtensor::MinNonImmuneUids::<Test>::get(NETUID) == 7,
            Reported::MinNonImmuneUidsSet(netuid, 7),
        ),
        silent(
            Call::sudo_set_subnet_emission_enabled {
                netuid,
                enabled: false,
            },
            || !subtensor::SubnetEmissionEnabled::<Test>::get(NETUID),
        )
        .and(Event::SubnetEmissionEnabledSet {
            netuid,
            enabled: false,
        }),
    ]
}

#[test]
fn root_sets_what_is_its_own_and_owner_and_strangers_do_not() {
    let mut setters = root_setters(NETUID);
    setters.extend(root_setters_in_any_block(NETUID));
    for setter in setters {
        run_prepared(|| {
            setter.refused(RuntimeOrigin::signed(OWNER), BadOrigin);
            setter.refused(RuntimeOrigin::signed(STRANGER), BadOrigin);
            setter.refused(RuntimeOrigin::none(), BadOrigin);
            setter.works(RuntimeOrigin::root());
            let limits = subtensor::LastRateLimitedBlock::<Test>::iter().count();
            assert_eq!(limits, 0, "{}", setter.name());
        });
    }
}

#[test]
fn root_waits_for_the_end_of_the_freeze_with_some_parameters_and_not_with_others() {
    for setter in root_setters(NETUID) {
        run_prepared(|| {
            System::set_block_number(91);
            setter.refused(
                RuntimeOrigin::root(),
                SubtensorError::<Test>::AdminActionProhibitedDuringWeightsWindow,
            );
        });
    }
    for setter in root_setters_in_any_block(NETUID) {
        run_prepared(|| {
            System::set_block_number(91);
            setter.works(RuntimeOrigin::root());
        });
    }
}

#[test]
fn the_most_uids_of_a_subnet_are_those_a_new_subnet_starts_with() {
    let most: u16 = <Test as subtensor::Config>::InitialMaxAllowedUids::get();
    assert_eq!(most, 256);
}
