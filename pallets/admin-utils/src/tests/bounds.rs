//! The bounds of each value, and the error beyond them.

use myelin_types::{MechId, NetUid, TaoBalance};
use pallet_subtensor::{self as subtensor, Error as SubtensorError};
use sp_runtime::{DispatchError, traits::AccountIdConversion};
use substrate_fixed::types::U64F64;

use super::owner::run_prepared;
use crate::{Call, Error, mock::*};

/// Root sends the call and it fails.
fn refused(call: Call<Test>, error: impl Into<DispatchError>) {
    assert_eq!(as_root(call.clone()), Err(error.into()), "{call:?}");
}

/// Root sends the call and it works.
fn accepted(call: Call<Test>) {
    assert_eq!(as_root(call.clone()), Ok(()), "{call:?}");
}

#[test]
fn the_number_of_uids_stays_between_the_minimum_the_present_number_and_256() {
    run_with_invented_neurons(|| {
        let set = |max_allowed_uids| Call::sudo_set_max_allowed_uids {
            netuid: NETUID,
            max_allowed_uids,
        };
        refused(set(63), Error::<Test>::MaxAllowedUidsLessThanMinAllowedUids);
        subtensor::SubnetworkN::<Test>::insert(NETUID, 100);
        refused(set(99), Error::<Test>::MaxAllowedUIdsLessThanCurrentUIds);
        accepted(set(100));
        accepted(set(256));
        refused(
            set(257),
            Error::<Test>::MaxAllowedUidsGreaterThanDefaultMaxAllowedUids,
        );
    });
}

#[test]
fn two_mechanisms_share_256_uids() {
    run(|| {
        subtensor::MechanismCountCurrent::<Test>::insert(NETUID, MechId(2));
        let set = |max_allowed_uids| Call::sudo_set_max_allowed_uids {
            netuid: NETUID,
            max_allowed_uids,
        };
        accepted(set(128));
        refused(set(129), SubtensorError::<Test>::TooManyUIDsPerMechanism);
        refused(set(256), SubtensorError::<Test>::TooManyUIDsPerMechanism);
    });
}

#[test]
fn the_fewest_uids_stay_below_the_limit_and_below_the_present_number() {
    run_prepared(|| {
        let set = |min_allowed_uids| Call::sudo_set_min_allowed_uids {
            netuid: NETUID,
            min_allowed_uids,
        };
        refused(
            set(256),
            Error::<Test>::MinAllowedUidsGreaterThanMaxAllowedUids,
        );
        refused(set(5), Error::<Test>::MinAllowedUidsGreaterThanCurrentUids);
        accepted(set(4));
    });
}

#[test]
fn there_are_not_more_validators_than_uids() {
    run(|| {
        let set = |max_allowed_validators| Call::sudo_set_max_allowed_validators {
            netuid: NETUID,
            max_allowed_validators,
        };
        accepted(set(256));
        refused(set(257), Error::<Test>::MaxValidatorsLargerThanMaxUIds);
    });
}

#[test]
fn the_old_activity_cutoff_is_at_least_360_blocks() {
    run(|| {
        let set = |activity_cutoff| Call::sudo_set_activity_cutoff {
            netuid: NETUID,
            activity_cutoff,
        };
        refused(set(359), SubtensorError::<Test>::ActivityCutoffTooLow);
        accepted(set(360));
    });
}

/// hyperparameters.md section 9, example 8.
#[test]
fn the_highest_price_of_a_registration_is_above_a_tenth_of_a_tao_and_the_lowest_below_one() {
    run(|| {
        let max = |rao| Call::sudo_set_max_burn {
            netuid: NETUID,
            max_burn: TaoBalance(rao),
        };
        let min = |rao| Call::sudo_set_min_burn {
            netuid: NETUID,
            min_burn: TaoBalance(rao),
        };
        refused(max(99_999_999), Error::<Test>::ValueNotInBounds);
        refused(max(100_000_000), Error::<Test>::ValueNotInBounds);
        refused(min(1_000_000_000), Error::<Test>::ValueNotInBounds);
        accepted(min(999_999_999));
        accepted(min(1_000_000));
        accepted(max(100_000_001));
    });
}

#[test]
fn the_lowest_price_of_a_registration_is_below_the_highest() {
    run(|| {
        let max = |rao| Call::sudo_set_max_burn {
            netuid: NETUID,
            max_burn: TaoBalance(rao),
        };
        let min = |rao| Call::sudo_set_min_burn {
            netuid: NETUID,
            min_burn: TaoBalance(rao),
        };
        accepted(max(200_000_000));
        refused(min(200_000_000), Error::<Test>::ValueNotInBounds);
        accepted(min(199_999_999));
        refused(max(199_999_999), Error::<Test>::ValueNotInBounds);
        accepted(max(200_000_001));
    });
}

#[test]
fn an_owner_cannot_set_a_memory_of_bonds_above_975000_and_root_can() {
    run(|| {
        let set = |bonds_moving_average| Call::sudo_set_bonds_moving_average {
            netuid: NETUID,
            bonds_moving_average,
        };
        assert_eq!(
            as_owner(set(975_001)),
            Err(Error::<Test>::BondsMovingAverageMaxReached.into())
        );
        assert_eq!(as_owner(set(975_000)), Ok(()));
        accepted(set(975_001));
    });
}

#[test]
fn an_owner_cannot_set_a_negative_steepness_and_root_can() {
    run(|| {
        let set = |steepness| Call::sudo_set_alpha_sigmoid_steepness {
            netuid: NETUID,
            steepness,
        };
        assert_eq!(
            as_owner(set(-1)),
            Err(Error::<Test>::NegativeSigmoidSteepness.into())
        );
        assert_eq!(as_owner(set(0)), Ok(()));
        accepted(set(-1));
        assert_eq!(subtensor::AlphaSigmoidSteepness::<Test>::get(NETUID), -1);
    });
}

/// hyperparameters.md section 9, example 7.
#[test]
fn alpha_values_start_at_1638_rise_and_need_liquid_alpha() {
    run(|| {
        let set = |alpha_low, alpha_high| Call::sudo_set_alpha_values {
            netuid: NETUID,
            alpha_low,
            alpha_high,
        };
        refused(
            set(1_638, 65_525),
            SubtensorError::<Test>::LiquidAlphaDisabled,
        );
        subtensor::LiquidAlphaOn::<Test>::insert(NETUID, true);
        accepted(set(1_638, 65_525));
        refused(set(1_638, 1_637), SubtensorError::<Test>::AlphaHighTooLow);
        refused(set(0, 65_525), SubtensorError::<Test>::AlphaLowOutOfRange);
        refused(
            set(65_526, 65_525),
            SubtensorError::<Test>::AlphaLowOutOfRange,
        );
        accepted(set(1_638, 1_638));
    });
}

#[test]
fn a_commit_is_revealed_after_1_to_100_epochs() {
    run(|| {
        let set = |interval| Call::sudo_set_commit_reveal_weights_interval {
            netuid: NETUID,
            interval,
        };
        refused(set(101), SubtensorError::<Test>::RevealPeriodTooLarge);
        refused(set(0), SubtensorError::<Test>::RevealPeriodTooSmall);
        accepted(set(100));
        accepted(set(1));
    });
}

#[test]
fn one_to_ten_neurons_of_an_owner_are_immune() {
    run(|| {
        let set = |immune_neurons| Call::sudo_set_owner_immune_neuron_limit {
            netuid: NETUID,
            immune_neurons,
        };
        refused(set(0), SubtensorError::<Test>::InvalidValue);
        refused(set(11), SubtensorError::<Test>::InvalidValue);
        accepted(set(1));
        accepted(set(10));
    });
}

#[test]
fn the_half_life_of_the_price_is_1_to_36100_blocks() {
    run(|| {
        let set = |burn_half_life| Call::sudo_set_burn_half_life {
            netuid: NETUID,
            burn_half_life,
        };
        refused(set(0), Error::<Test>::InvalidValue);
        refused(set(36_101), Error::<Test>::InvalidValue);
        accepted(set(1));
        accepted(set(36_100));
    });
}

#[test]
fn a_registration_raises_the_price_by_a_factor_of_1_to_3() {
    run(|| {
        let set = |burn_increase_mult| Call::sudo_set_burn_increase_mult {
            netuid: NETUID,
            burn_increase_mult,
        };
        let tiny = U64F64::from_bits(1);
        let [one, three] = [1, 3].map(U64F64::from_num);
        refused(set(one - tiny), Error::<Test>::InvalidValue);
        refused(set(three + tiny), Error::<Test>::InvalidValue);
        accepted(set(one));
        accepted(set(three));
    });
}

#[test]
fn the_lowest_childkey_take_of_a_subnet_lies_between_those_of_the_chain() {
    run(|| {
        subtensor::MinChildkeyTake::<Test>::put(100);
        let set = |take| Call::sudo_set_min_childkey_take_per_subnet {
            netuid: NETUID,
            take,
        };
        refused(set(99), Error::<Test>::InvalidValue);
        refused(set(11_797), Error::<Test>::InvalidValue);
        accepted(set(100));
        accepted(set(11_796));
    });
}

#[test]
fn root_subnet_has_neither_a_market_price_of_registration_nor_an_owner_cut_nor_emission() {
    run(|| {
        let netuid = NetUid::ROOT;
        for call in [
            Call::sudo_set_burn_half_life {
                netuid,
                burn_half_life: 1,
            },
            Call::sudo_set_burn_increase_mult {
                netuid,
                burn_increase_mult: U64F64::from_num(2),
            },
            Call::sudo_set_owner_cut_enabled {
                netuid,
                enabled: true,
            },
            Call::sudo_set_owner_cut_auto_lock_enabled {
                netuid,
                enabled: true,
            },
            Call::sudo_set_subnet_emission_enabled {
                netuid,
                enabled: true,
            },
        ] {
            refused(call, Error::<Test>::NotPermittedOnRootSubnet);
        }
    });
}

#[test]
fn the_account_of_a_subnet_cannot_be_its_owner_hotkey() {
    run(|| {
        let hotkey = SubtensorPalletId::get().into_sub_account_truncating(5_u16);
        let error = SubtensorError::<Test>::CannotUseSystemAccount;
        refused(
            Call::sudo_set_sn_owner_hotkey {
                netuid: NETUID,
                hotkey,
            },
            error,
        );
        let last = subtensor::LastRateLimitedBlock::<Test>::iter().count();
        assert_eq!(last, 0, "a refused call counted against the limit");
    });
}

#[test]
fn calls_out_of_use_say_so_to_everybody() {
    run(|| {
        let work = Call::sudo_set_network_pow_registration_allowed {
            netuid: NETUID,
            registration_allowed: true,
        };
        let issuance = Call::sudo_set_total_issuance {
            total_issuance: TaoBalance(1),
        };
        for origin in [
            RuntimeOrigin::root(),
            RuntimeOrigin::signed(STRANGER),
            RuntimeOrigin::none(),
        ] {
            assert_eq!(
                send(origin.clone(), work.clone()),
                Err(Error::<Test>::POWRegistrationDisabled.into())
            );
            assert_eq!(
                send(origin, issuance.clone()),
                Err(Error::<Test>::Deprecated.into())
            );
        }
    });
}
