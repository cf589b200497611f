//! Members of root as parents of the owners of new subnets (staking.md 13.3).

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

use super::*;

const ALL: u64 = u64::MAX;

/// Makes hotkeys 11, 12 ... of accounts 101, 102 ... members of root.
fn root_members(count: u64) {
    for number in 1..=count {
        stake_pair(100 + number, 10 + number);
        assert_ok!(SubtensorModule::root_register(
            signed(&account(100 + number)),
            account(10 + number)
        ));
        run_blocks(1);
    }
}

/// Pairs both keys and stakes on root.
fn stake_pair(coldkey: u64, hotkey: u64) {
    pair(coldkey, hotkey);
    stake(NetUid::ROOT, &account(coldkey), &account(hotkey), UNIT);
}

fn decline(coldkey: u64, hotkey: u64) -> DispatchResult {
    SubtensorModule::set_auto_parent_delegation_enabled(
        signed(&account(coldkey)),
        account(hotkey),
        false,
    )
}

#[test]
fn every_member_of_root_becomes_a_parent_of_the_owner_of_a_new_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(3);
        forget_events();
        let netuid = add_unstarted_network(&account(1), &account(2));
        assert_parents(netuid, 2, &[(ALL, 11), (ALL, 12), (ALL, 13)]);
        let events = pallet_events();
        let last: Vec<_> = events[events.len() - 5..].to_vec();
        let given = |hotkey| Event::SetChildren(account(hotkey), netuid, relations(&[(ALL, 2)]));
        assert_eq!(
            last,
            [
                Event::SubnetOwnerHotkeySet(netuid, account(2)),
                given(11),
                given(12),
                given(13),
                Event::NetworkAdded(netuid, 1),
            ]
        );
        for hotkey in 11..=13 {
            assert_children(netuid, hotkey, &[(ALL, 2)]);
            assert!(!is_announced(netuid, hotkey));
        }
    });
}

#[test]
fn becoming_a_parent_of_a_new_owner_starts_the_wait() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(1);
        let netuid = add_unstarted_network(&account(1), &account(2));
        assert_noop!(set(netuid, 11, &[]), Error::<Test>::TxRateLimitExceeded);
        wait_all_but(0);
        assert_ok!(set(netuid, 11, &[]));
        assert_parents(netuid, 2, &[]);
    });
}

#[test]
fn a_member_of_root_that_declines_stays_out_until_it_agrees_again() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(2);
        forget_events();
        assert_ok!(decline(101, 11));
        assert_eq!(
            pallet_events(),
            [Event::AutoParentDelegationEnabledSet {
                hotkey: account(11),
                enabled: false,
            }]
        );
        let netuid = add_unstarted_network(&account(1), &account(2));
        assert_parents(netuid, 2, &[(ALL, 12)]);
        assert_ok!(SubtensorModule::set_auto_parent_delegation_enabled(
            signed(&account(101)),
            account(11),
            true
        ));
        let netuid = add_unstarted_network(&account(3), &account(4));
        assert_parents(netuid, 4, &[(ALL, 11), (ALL, 12)]);
    });
}

#[test]
fn a_member_of_root_that_opens_a_subnet_is_not_its_own_parent() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(2);
        let netuid = add_unstarted_network(&account(101), &account(11));
        assert_parents(netuid, 11, &[(ALL, 12)]);
        assert_children(netuid, 11, &[]);
    });
}

#[test]
fn a_member_of_root_with_too_little_stake_is_left_out_without_a_trace() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(2);
        stake(NetUid::ROOT, &account(102), &account(12), UNIT);
        StakeThreshold::<Test>::put(2 * UNIT);
        let netuid = add_unstarted_network(&account(1), &account(2));
        assert_parents(netuid, 2, &[(ALL, 12)]);
        assert_eq!(
            TransactionKeyLastBlock::<Test>::iter_keys().count(),
            1,
            "only the parent waits"
        );
        StakeThreshold::<Test>::put(0);
        assert_ok!(set(netuid, 11, &[(ALL, 2)]));
    });
}

#[test]
fn a_netuid_that_is_taken_again_finds_its_parents_again() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(1);
        let netuid = add_unstarted_network(&account(1), &account(2));
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(add_unstarted_network(&account(3), &account(4)), netuid);
        assert_parents(netuid, 4, &[(ALL, 11)]);
    });
}

#[test]
fn only_the_owner_of_a_member_of_root_says_whether_it_becomes_a_parent() {
    ExtBuilder::default().build_and_execute(|| {
        root_members(1);
        pair(102, 12);
        assert_noop!(decline(102, 11), Error::<Test>::NonAssociatedColdKey);
        assert_noop!(decline(101, 500), Error::<Test>::NonAssociatedColdKey);
        assert_noop!(decline(102, 12), Error::<Test>::HotKeyNotRegisteredInSubNet);
        assert_noop!(
            SubtensorModule::set_auto_parent_delegation_enabled(
                RuntimeOrigin::root(),
                account(11),
                false
            ),
            DispatchError::BadOrigin
        );
        assert!(AutoParentDelegationEnabled::<Test>::get(account(11)));
    });
}
