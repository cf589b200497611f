//! The parameters of a subnet that only root may set.

use myelin_types::{NetUid, TaoBalance};
use pallet_subtensor::{self as subtensor, Error as SubtensorError, Event as Reported};
use sp_runtime::traits::BadOrigin;

use super::{
    owner::{run_prepared, shared_setters},
    setters::{Setter, reported, silent},
};
use crate::{Call, Error, Event, mock::*};

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
                kappa: 32_768,
            },
            || subtensor::Kappa::<Test>::get(NETUID) == 32_768,
            Reported::KappaSet(netuid, 32_768),
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
