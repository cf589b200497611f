//! Voting power: who tracks it, how it moves, and when it ends.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::traits::BadOrigin;

use crate::{emission::Pending, mock::*, pallet::*};

/// The stake of the validator, as in the worked example.
const STAKE: u64 = 1_000_000_000;

/// A subnet that tracks voting power, with a validator that has stake and a neuron that has none.
fn tracking() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    register_neuron(netuid, &account(10), &account(11));
    SubnetAlphaOut::<Test>::insert(netuid, AlphaBalance(10 * STAKE));
    SubtensorModule::increase_one(&account(2), &account(1), netuid, AlphaBalance(STAKE));
    assert_ok!(SubtensorModule::enable_voting_power_tracking(
        signed(&account(1)),
        netuid
    ));
    netuid
}

fn epoch(netuid: NetUid) {
    SubtensorModule::pay_epoch(netuid, Pending::default(), SubtensorModule::now());
}

fn power(netuid: NetUid, hotkey: u64) -> Option<u64> {
    VotingPower::<Test>::try_get(netuid, account(hotkey)).ok()
}

#[test]
fn voting_power_moves_towards_the_stake_from_epoch_to_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        for expected in [3_570_000, 7_127_255, 10_671_810] {
            epoch(netuid);
            assert_eq!(power(netuid, 2), Some(expected));
        }
        assert_eq!(power(netuid, 11), None);
    });
}

#[test]
fn two_mechanisms_count_the_stake_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        MechanismCountCurrent::<Test>::insert(netuid, myelin_types::MechId(2));
        epoch(netuid);
        assert_eq!(power(netuid, 2), Some(3_570_000));
    });
}

#[test]
fn a_subnet_that_does_not_track_it_has_none() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        VotingPowerTrackingEnabled::<Test>::remove(netuid);
        epoch(netuid);
        assert_eq!(power(netuid, 2), None);
    });
}

#[test]
fn a_lost_permit_or_a_fall_below_the_threshold_ends_voting_power() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        VotingPowerEmaAlpha::<Test>::insert(netuid, 500_000_000_000_000_000);
        epoch(netuid);
        assert_eq!(power(netuid, 2), Some(STAKE / 2));
        StakeThreshold::<Test>::put(STAKE);
        VotingPower::<Test>::insert(netuid, account(2), STAKE);
        assert_ok!(SubtensorModule::decrease_one(
            &account(2),
            &account(1),
            netuid,
            AlphaBalance(STAKE / 2)
        ));
        epoch(netuid);
        assert_eq!(power(netuid, 2), None);
    });
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        let less = AlphaBalance(STAKE / 2);
        SubtensorModule::increase_one(&account(11), &account(10), netuid, less);
        epoch(netuid);
        assert_eq!(power(netuid, 11), Some(1_785_000));
        MaxAllowedValidators::<Test>::insert(netuid, 1);
        epoch(netuid);
        assert_eq!(power(netuid, 11), None);
        assert!(power(netuid, 2).is_some());
    });
}

#[test]
fn a_replaced_neuron_loses_its_voting_power_with_the_next_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        VotingPower::<Test>::insert(netuid, account(11), 77);
        let uid = SubtensorModule::uid_of(netuid, &account(11)).unwrap();
        assert_ok!(SubtensorModule::pair_if_unowned(&account(10), &account(12)));
        SubtensorModule::replace_neuron(netuid, uid, &account(12));
        epoch(netuid);
        assert_eq!(power(netuid, 11), None);
        assert_eq!(power(netuid, 2), Some(3_570_000));
    });
}

#[test]
fn a_scheduled_end_comes_with_the_first_epoch_after_two_weeks() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        let end = SubtensorModule::now() + 100_800;
        forget_events();
        assert_ok!(SubtensorModule::disable_voting_power_tracking(
            signed(&account(1)),
            netuid
        ));
        assert_eq!(
            pallet_events(),
            [Event::VotingPowerTrackingDisableScheduled {
                netuid,
                disable_at_block: end,
            }]
        );
        System::set_block_number(end as u32 - 1);
        epoch(netuid);
        assert!(power(netuid, 2).is_some());
        System::set_block_number(end as u32);
        forget_events();
        epoch(netuid);
        assert_eq!(power(netuid, 2), None);
        assert!(!VotingPowerTrackingEnabled::<Test>::get(netuid));
        assert!(!VotingPowerDisableAtBlock::<Test>::contains_key(netuid));
        assert!(pallet_events().contains(&Event::VotingPowerTrackingDisabled { netuid }));
    });
}

#[test]
fn switching_it_on_again_withdraws_the_end() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = tracking();
        assert_ok!(SubtensorModule::disable_voting_power_tracking(
            RuntimeOrigin::root(),
            netuid
        ));
        forget_events();
        assert_ok!(SubtensorModule::enable_voting_power_tracking(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(
            pallet_events(),
            [Event::VotingPowerTrackingEnabled { netuid }]
        );
        assert_eq!(VotingPowerDisableAtBlock::<Test>::get(netuid), 0);
    });
}

#[test]
fn only_the_owner_and_root_decide_about_voting_power() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let stranger = signed(&account(3));
        assert_noop!(
            SubtensorModule::enable_voting_power_tracking(stranger.clone(), netuid),
            BadOrigin
        );
        assert_noop!(
            SubtensorModule::disable_voting_power_tracking(stranger, netuid),
            BadOrigin
        );
        assert_noop!(
            SubtensorModule::disable_voting_power_tracking(signed(&account(1)), netuid),
            Error::<Test>::VotingPowerTrackingNotEnabled
        );
        assert_noop!(
            SubtensorModule::sudo_set_voting_power_ema_alpha(signed(&account(1)), netuid, 1),
            BadOrigin
        );
    });
}

#[test]
fn a_subnet_that_does_not_exist_has_no_voting_power_for_the_next_to_inherit() {
    ExtBuilder::default().build_and_execute(|| {
        let unknown = NetUid(77);
        assert_noop!(
            SubtensorModule::enable_voting_power_tracking(RuntimeOrigin::root(), unknown),
            Error::<Test>::SubnetNotExists
        );
        for alpha in [1, u64::MAX] {
            assert_noop!(
                SubtensorModule::sudo_set_voting_power_ema_alpha(
                    RuntimeOrigin::root(),
                    unknown,
                    alpha
                ),
                Error::<Test>::SubnetNotExists
            );
        }
    });
}

#[test]
fn the_smoothing_factor_is_at_most_one() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let one = 1_000_000_000_000_000_000;
        let set = |alpha| {
            SubtensorModule::sudo_set_voting_power_ema_alpha(RuntimeOrigin::root(), netuid, alpha)
        };
        assert_noop!(set(one + 1), Error::<Test>::InvalidVotingPowerEmaAlpha);
        forget_events();
        assert_ok!(set(one));
        assert_eq!(VotingPowerEmaAlpha::<Test>::get(netuid), one);
        assert_eq!(
            pallet_events(),
            [Event::VotingPowerEmaAlphaSet { netuid, alpha: one }]
        );
    });
}
