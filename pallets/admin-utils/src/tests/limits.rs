//! How often, and when: the limits of owners and the freeze before an epoch.

use myelin_types::TaoBalance;
use pallet_subtensor::{self as subtensor, Error as SubtensorError, Event as Reported};
use sp_runtime::{AccountId32, DispatchResult, traits::BadOrigin};

use crate::{Call, mock::*};

const HOTKEY: AccountId32 = AccountId32::new([7; 32]);

fn too_soon() -> DispatchResult {
    Err(SubtensorError::<Test>::TxRateLimitExceeded.into())
}

fn frozen() -> DispatchResult {
    Err(SubtensorError::<Test>::AdminActionProhibitedDuringWeightsWindow.into())
}

fn interval() -> Call<Test> {
    Call::sudo_set_commit_reveal_weights_interval {
        netuid: NETUID,
        interval: 11,
    }
}

fn rho() -> Call<Test> {
    Call::sudo_set_rho {
        netuid: NETUID,
        rho: 11,
    }
}

fn version_key() -> Call<Test> {
    Call::sudo_set_weights_version_key {
        netuid: NETUID,
        weights_version_key: 1,
    }
}

fn min_burn() -> Call<Test> {
    Call::sudo_set_min_burn {
        netuid: NETUID,
        min_burn: TaoBalance(1_000_000),
    }
}

fn owner_hotkey() -> Call<Test> {
    Call::sudo_set_subnet_owner_hotkey {
        netuid: NETUID,
        hotkey: HOTKEY,
    }
}

fn sn_owner_hotkey() -> Call<Test> {
    Call::sudo_set_sn_owner_hotkey {
        netuid: NETUID,
        hotkey: HOTKEY,
    }
}

/// hyperparameters.md section 9, example 1.
#[test]
fn an_owner_waits_two_tempos_for_each_parameter_separately() {
    run(|| {
        subtensor::Tempo::<Test>::insert(NETUID, 1);
        subtensor::AdminFreezeWindow::<Test>::put(0);
        System::set_block_number(50);
        assert_eq!(as_owner(interval()), Ok(()));
        assert_eq!(as_owner(interval()), too_soon());
        assert_eq!(as_owner(rho()), Ok(()));
        assert_eq!(as_owner(rho()), too_soon());
        System::set_block_number(51);
        assert_eq!(as_owner(interval()), too_soon());
        System::set_block_number(52);
        assert_eq!(as_owner(interval()), Ok(()));
    });
}

#[test]
fn an_owner_without_a_limit_never_waits() {
    run(|| {
        subtensor::OwnerHyperparamRateLimit::<Test>::put(0);
        assert_eq!(as_owner(rho()), Ok(()));
        assert_eq!(as_owner(rho()), Ok(()));
    });
}

/// hyperparameters.md section 9, example 2.
#[test]
fn an_owner_waits_five_tempos_for_the_version_key_and_root_does_not_count() {
    run(|| {
        subtensor::Tempo::<Test>::insert(NETUID, 10);
        subtensor::AdminFreezeWindow::<Test>::put(0);
        System::set_block_number(50);
        assert_eq!(as_root(version_key()), Ok(()));
        assert_eq!(as_root(version_key()), Ok(()));
        assert_eq!(as_owner(version_key()), Ok(()));
        assert_eq!(as_owner(version_key()), too_soon());
        System::set_block_number(99);
        assert_eq!(as_owner(version_key()), too_soon());
        assert_eq!(as_root(version_key()), Ok(()));
        System::set_block_number(100);
        assert_eq!(as_owner(version_key()), Ok(()));
    });
}

/// hyperparameters.md section 9, example 3.
#[test]
fn a_window_of_three_freezes_the_last_two_blocks_before_an_epoch() {
    run(|| {
        subtensor::Tempo::<Test>::insert(NETUID, 10);
        subtensor::AdminFreezeWindow::<Test>::put(3);
        System::set_block_number(7);
        assert_eq!(as_root(min_burn()), Ok(()));
        assert_eq!(as_owner(rho()), Ok(()));
        System::set_block_number(8);
        assert_eq!(as_root(min_burn()), frozen());
        assert_eq!(as_owner(min_burn()), frozen());
    });
}

#[test]
fn a_pending_epoch_freezes_even_without_a_window() {
    run(|| {
        subtensor::AdminFreezeWindow::<Test>::put(0);
        subtensor::PendingEpochAt::<Test>::insert(NETUID, 5);
        System::set_block_number(4);
        assert_eq!(as_root(min_burn()), frozen());
        System::set_block_number(5);
        assert_eq!(as_root(min_burn()), Ok(()));
    });
}

#[test]
fn a_subnet_without_tempo_is_never_frozen() {
    run(|| {
        subtensor::Tempo::<Test>::insert(NETUID, 0);
        System::set_block_number(1_000);
        assert_eq!(as_root(min_burn()), Ok(()));
        assert_eq!(as_owner(rho()), Ok(()));
        assert_eq!(as_owner(rho()), Ok(()));
    });
}

#[test]
fn a_frozen_call_leaves_the_owner_its_turn() {
    run(|| {
        System::set_block_number(95);
        assert_eq!(as_owner(rho()), frozen());
        assert_eq!(as_owner(version_key()), frozen());
        subtensor::AdminFreezeWindow::<Test>::put(0);
        assert_eq!(as_owner(rho()), Ok(()));
        assert_eq!(as_owner(version_key()), Ok(()));
    });
}

#[test]
fn a_call_beyond_its_bounds_leaves_the_owner_its_turn() {
    run(|| {
        let set = |interval| Call::sudo_set_commit_reveal_weights_interval {
            netuid: NETUID,
            interval,
        };
        assert_eq!(
            as_owner(set(101)),
            Err(SubtensorError::<Test>::RevealPeriodTooLarge.into())
        );
        assert_eq!(as_owner(set(100)), Ok(()));
    });
}

#[test]
fn an_owner_that_waits_is_told_so_before_it_is_told_of_the_freeze() {
    run(|| {
        System::set_block_number(90);
        assert_eq!(as_owner(rho()), Ok(()));
        System::set_block_number(91);
        assert_eq!(as_owner(rho()), too_soon());
    });
}

#[test]
fn a_new_tempo_starts_a_new_cycle_and_opens_the_window() {
    run(|| {
        System::set_block_number(50);
        let tempo = Call::sudo_set_tempo {
            netuid: NETUID,
            tempo: 360,
        };
        assert_eq!(as_root(tempo), Ok(()));
        assert_eq!(subtensor::LastEpochBlock::<Test>::get(NETUID), 50);
        System::set_block_number(400);
        assert_eq!(as_root(min_burn()), Ok(()));
        System::set_block_number(401);
        assert_eq!(as_root(min_burn()), frozen());
    });
}

#[test]
fn both_calls_for_the_owner_hotkey_share_one_limit_that_binds_root_too() {
    run(|| {
        System::set_block_number(95);
        take_events();
        assert_eq!(as_owner(owner_hotkey()), Ok(()));
        assert_eq!(subtensor::SubnetOwnerHotkey::<Test>::get(NETUID), HOTKEY);
        assert_eq!(
            take_events(),
            [Reported::SubnetOwnerHotkeySet(NETUID, HOTKEY).into()]
        );
        System::set_block_number(50_494);
        for call in [owner_hotkey(), sn_owner_hotkey()] {
            assert_eq!(as_owner(call.clone()), too_soon());
            assert_eq!(as_root(call), too_soon());
        }
        System::set_block_number(50_495);
        assert_eq!(as_root(sn_owner_hotkey()), Ok(()));
        assert_eq!(as_owner(owner_hotkey()), too_soon());
    });
}

#[test]
fn the_owner_hotkey_of_a_foreign_or_unknown_subnet_is_not_set() {
    run(|| {
        for call in [owner_hotkey(), sn_owner_hotkey()] {
            let stranger = RuntimeOrigin::signed(STRANGER);
            assert_eq!(send(stranger, call.clone()), Err(BadOrigin.into()));
            assert_eq!(send(RuntimeOrigin::none(), call), Err(BadOrigin.into()));
        }
        let unknown = Call::sudo_set_sn_owner_hotkey {
            netuid: UNKNOWN,
            hotkey: HOTKEY,
        };
        assert_eq!(
            as_root(unknown),
            Err(SubtensorError::<Test>::SubnetNotExists.into())
        );
    });
}
