//! Where mining rewards are staked: staking.md section 18.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use myelin_types::NetUid;

use super::paying::*;
use crate::{mock::*, pallet::*, stake::MOST_LISTED};

fn choose(netuid: NetUid, coldkey: u64, hotkey: u64) -> DispatchResult {
    SubtensorModule::set_coldkey_auto_stake_hotkey(
        signed(&account(coldkey)),
        netuid,
        account(hotkey),
    )
}

fn senders(netuid: NetUid, hotkey: u64) -> Vec<sp_runtime::AccountId32> {
    AutoStakeDestinationColdkeys::<Test>::get(account(hotkey), netuid)
}

#[test]
fn a_choice_is_known_from_both_sides_and_can_be_changed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        register_neuron(netuid, &account(10), &account(11));
        forget_events();
        assert_ok!(choose(netuid, 5, 2));
        assert_ok!(choose(netuid, 6, 2));
        assert_eq!(
            AutoStakeDestination::<Test>::get(account(5), netuid),
            Some(account(2))
        );
        assert_eq!(senders(netuid, 2), [account(5), account(6)]);
        assert_ok!(choose(netuid, 5, 11));
        assert_eq!(senders(netuid, 2), [account(6)]);
        assert_eq!(senders(netuid, 11), [account(5)]);
        assert_ok!(choose(netuid, 6, 11));
        assert!(!AutoStakeDestinationColdkeys::<Test>::contains_key(
            account(2),
            netuid
        ));
        assert_eq!(
            pallet_events().first(),
            Some(&Event::AutoStakeDestinationSet {
                coldkey: account(5),
                netuid,
                hotkey: account(2)
            })
        );
        assert_eq!(pallet_events().len(), 4);
    });
}

#[test]
fn what_cannot_be_chosen_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        assert_noop!(choose(NetUid(77), 5, 2), Error::<Test>::SubnetNotExists);
        assert_noop!(
            choose(netuid, 5, 9),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
        assert_ok!(choose(netuid, 5, 2));
        assert_noop!(
            choose(netuid, 5, 2),
            Error::<Test>::SameAutoStakeHotkeyAlreadySet
        );
        // The choice is one of a subnet.
        let other = add_network(&account(3), &account(4));
        assert_noop!(
            choose(other, 5, 2),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
    });
}

#[test]
fn choices_beyond_those_that_are_listed_hold_as_well_and_can_be_changed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        register_neuron(netuid, &account(10), &account(11));
        let first = 1_000;
        let unlisted = first + MOST_LISTED as u64;
        for coldkey in first..=unlisted {
            assert_ok!(choose(netuid, coldkey, 2));
        }
        assert_eq!(senders(netuid, 2).len(), MOST_LISTED);
        assert!(!senders(netuid, 2).contains(&account(unlisted)));
        assert_eq!(
            AutoStakeDestination::<Test>::get(account(unlisted), netuid),
            Some(account(2))
        );
        for coldkey in [first, unlisted] {
            assert_ok!(choose(netuid, coldkey, 11));
        }
        assert_eq!(senders(netuid, 2).len(), MOST_LISTED - 1);
        assert_eq!(senders(netuid, 11), [account(first), account(unlisted)]);
    });
}

#[test]
fn choices_end_with_the_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        assert_ok!(choose(netuid, 5, 2));
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(AutoStakeDestination::<Test>::iter().count(), 0);
        assert_eq!(AutoStakeDestinationColdkeys::<Test>::iter().count(), 0);
    });
}

/// A miner, account 20 with hotkey 21, that earns and has chosen the validator's hotkey 11.
fn miner_with_a_choice() -> NetUid {
    let netuid = quiet_subnet();
    validator_for(netuid, 2);
    register_neuron(netuid, &account(20), &account(21));
    assert_ok!(choose(netuid, 20, 11));
    touch_weights(netuid);
    forget_events();
    netuid
}

#[test]
fn a_chosen_hotkey_that_lost_its_uid_still_gets_the_rewards() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = miner_with_a_choice();
        assert_ok!(SubtensorModule::pair_if_unowned(&account(30), &account(31)));
        register_neuron(netuid, &account(30), &account(32));
        assert_ok!(choose(netuid, 20, 32));
        let uid = SubtensorModule::uid_of(netuid, &account(32)).expect("it is registered");
        SubtensorModule::replace_neuron(netuid, uid, &account(31));
        assert_eq!(SubtensorModule::uid_of(netuid, &account(32)), None);
        touch_weights(netuid);
        pay(netuid, for_both(500_000_000));
        assert_eq!(held(netuid, 20, 21), 0);
        assert_close(held(netuid, 20, 32), 500_000_000, 10);
    });
}

#[test]
fn rewards_stay_with_the_miner_when_the_chosen_hotkey_is_no_more() {
    new_test_ext().execute_with(|| {
        let netuid = miner_with_a_choice();
        Owner::<Test>::remove(account(11));
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 500_000_000, 10);
        assert_eq!(held(netuid, 20, 11), 0);
        assert!(
            !pallet_events()
                .iter()
                .any(|event| matches!(event, Event::AutoStakeAdded { .. }))
        );
    });
}
