//! Setting children: what is refused, and what counts at once.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::DispatchError;

use super::{
    super::counting::{send, touched_by},
    *,
};
use crate::delegation::{MAX_CHILDREN, MAX_PARENTS};

const ALL: u64 = u64::MAX;
const HALF: u64 = u64::MAX / 2;

#[test]
fn children_set_before_the_start_count_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(3);
        forget_events();
        // In the order of their numbers, not in that of the accounts.
        let submitted = &[(HALF, 13), (1, 12)];
        assert_ok!(set(netuid, 11, submitted));
        assert_children(netuid, 11, &[(1, 12), (HALF, 13)]);
        assert_parents(netuid, 12, &[(1, 11)]);
        assert_parents(netuid, 13, &[(HALF, 11)]);
        assert!(!is_announced(netuid, 11));
        assert_eq!(
            pallet_events(),
            [Event::SetChildren(
                account(11),
                netuid,
                relations(submitted)
            )]
        );
    });
}

#[test]
fn another_list_takes_the_place_of_the_first() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(3);
        assert_ok!(set(netuid, 11, &[(1, 12), (2, 13)]));
        forget_waits();
        assert_ok!(set(netuid, 11, &[(5, 13), (7, 14)]));
        assert_children(netuid, 11, &[(5, 13), (7, 14)]);
        assert!(!ParentKeys::<Test>::contains_key(account(12), netuid));
        assert_parents(netuid, 13, &[(5, 11)]);
        assert_parents(netuid, 14, &[(7, 11)]);
    });
}

#[test]
fn an_empty_list_takes_everything_back() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        forget_waits();
        // It asks for no stake.
        StakeThreshold::<Test>::put(1);
        forget_events();
        assert_ok!(set(netuid, 11, &[]));
        assert!(!ChildKeys::<Test>::contains_key(account(11), netuid));
        assert!(!ParentKeys::<Test>::contains_key(account(12), netuid));
        assert_eq!(
            pallet_events(),
            [Event::SetChildren(account(11), netuid, vec![])]
        );
    });
}

#[test]
fn a_parent_keeps_its_place_among_the_parents_of_a_child() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(4);
        for parent in [13, 11, 12] {
            assert_ok!(set(netuid, parent, &[(parent, 20)]));
        }
        assert_parents(netuid, 20, &[(13, 13), (11, 11), (12, 12)]);
        forget_waits();
        assert_ok!(set(netuid, 11, &[(99, 20)]));
        assert_parents(netuid, 20, &[(13, 13), (99, 11), (12, 12)]);
        forget_waits();
        assert_ok!(set(netuid, 13, &[]));
        assert_parents(netuid, 20, &[(99, 11), (12, 12)]);
    });
}

#[test]
fn setting_children_sorts_the_parents_of_the_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(4);
        for parent in [13, 11, 12] {
            assert_ok!(set(netuid, parent, &[(parent, 14)]));
        }
        assert_ok!(set(netuid, 14, &[(1, 20)]));
        assert_parents(netuid, 14, &[(11, 11), (12, 12), (13, 13)]);
    });
}

#[test]
fn children_need_not_exist_and_may_get_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_ok!(set(netuid, 11, &[(0, 500), (ALL, 501)]));
        assert_children(netuid, 11, &[(0, 500), (ALL, 501)]);
    });
}

#[test]
fn relations_on_one_subnet_say_nothing_about_another() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        let other = add_unstarted_network(&account(5), &account(6));
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(set(other, 12, &[(1, 11)]));
        assert_children(netuid, 12, &[]);
        assert_children(other, 12, &[(1, 11)]);
    });
}

#[test]
fn a_second_list_within_150_blocks_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        let other = add_unstarted_network(&account(5), &account(6));
        assert_ok!(set(netuid, 11, &[(1, 13)]));
        assert_noop!(
            set(netuid, 11, &[(1, 13)]),
            Error::<Test>::TxRateLimitExceeded
        );
        // It is a matter of the hotkey and the subnet.
        assert_ok!(set(netuid, 12, &[(1, 13)]));
        assert_ok!(set(other, 11, &[(1, 13)]));
        wait_all_but(1);
        assert_noop!(set(netuid, 11, &[]), Error::<Test>::TxRateLimitExceeded);
        System::set_block_number(block() + 1);
        assert_ok!(set(netuid, 11, &[]));
    });
}

#[test]
fn a_refused_list_starts_no_wait() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_noop!(set(netuid, 11, &[(1, 11)]), Error::<Test>::InvalidChild);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
    });
}

#[test]
fn root_has_no_children() {
    ExtBuilder::default().build_and_execute(|| {
        unstarted(1);
        assert_noop!(
            set(NetUid::ROOT, 11, &[(1, 12)]),
            Error::<Test>::RegistrationNotPermittedOnRootSubnet
        );
    });
}

#[test]
fn children_on_a_subnet_that_does_not_exist_are_refused() {
    ExtBuilder::default().build_and_execute(|| {
        unstarted(1);
        assert_noop!(
            set(NetUid(99), 11, &[(1, 12)]),
            Error::<Test>::SubnetNotExists
        );
    });
}

#[test]
fn only_the_owner_of_a_hotkey_sets_its_children() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        for (coldkey, hotkey) in [(102, 11), (11, 11), (101, 500)] {
            assert_noop!(
                SubtensorModule::set_children(
                    signed(&account(coldkey)),
                    account(hotkey),
                    netuid,
                    relations(&[(1, 13)])
                )
                .map_err(|refused| refused.error),
                Error::<Test>::NonAssociatedColdKey
            );
        }
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(
                SubtensorModule::set_children(origin, account(11), netuid, vec![]),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn a_child_that_is_named_twice_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_noop!(
            set(netuid, 11, &[(1, 12), (2, 12)]),
            Error::<Test>::DuplicateChild
        );
    });
}

#[test]
fn nobody_is_its_own_child() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_noop!(
            set(netuid, 11, &[(1, 12), (2, 11)]),
            Error::<Test>::InvalidChild
        );
    });
}

#[test]
fn five_children_are_the_most() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        let six: Vec<(u64, u64)> = (20..26).map(|child| (1, child)).collect();
        assert_noop!(set(netuid, 11, &six), Error::<Test>::TooManyChildren);
        assert_ok!(set(netuid, 11, &six[..MAX_CHILDREN]));
        assert_eq!(ChildKeys::<Test>::get(account(11), netuid).len(), 5);
    });
}

/// Gives hotkey 12 as many parents as it may have, none of which has anything else to do here.
fn fill_with_parents(netuid: NetUid) {
    for parent in (1_000..).take(MAX_PARENTS) {
        assert_ok!(replace(netuid, parent, &[(1, 12)]));
    }
}

/// What the call does once all its checks are passed.
fn replace(netuid: NetUid, hotkey: u64, children: Children) -> DispatchResult {
    let parents = ParentKeys::<Test>::get(account(hotkey), netuid);
    SubtensorModule::replace_children(&account(hotkey), netuid, relations(children), parents)
}

#[test]
fn a_child_has_no_more_parents_than_it_may() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        pair(100, 1_000);
        fill_with_parents(netuid);
        assert_noop!(
            set(netuid, 11, &[(1, 13), (1, 12)]),
            Error::<Test>::InvalidChild
        );
        // Who is a parent already may change what it gives, and one that leaves makes room.
        assert_ok!(set(netuid, 1_000, &[(2, 12), (3, 13)]));
        forget_waits();
        assert_ok!(set(netuid, 1_000, &[(3, 13)]));
        assert_ok!(set(netuid, 11, &[(1, 13), (1, 12)]));
        let parents = ParentKeys::<Test>::get(account(12), netuid);
        assert_eq!(parents.len(), MAX_PARENTS);
    });
}

#[test]
fn one_that_announced_itself_as_a_parent_too_many_gets_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12), (1, 13)]));
        fill_with_parents(netuid);
        run_blocks(11);
        fire(netuid);
        assert!(!is_announced(netuid, 11));
        assert_children(netuid, 11, &[]);
        assert_parents(netuid, 13, &[]);
        assert_eq!(
            ParentKeys::<Test>::get(account(12), netuid).len(),
            MAX_PARENTS
        );
        forget_waits();
        assert_noop!(set(netuid, 11, &[(1, 12)]), Error::<Test>::InvalidChild);
    });
}

#[test]
fn parents_are_counted_on_each_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        let other = add_unstarted_network(&account(5), &account(6));
        let counts = || [netuid, other].map(ParentCount::<Test>::get);
        assert_ok!(replace(netuid, 11, &[(1, 13), (0, 14), (2, 15)]));
        assert_ok!(replace(netuid, 12, &[(1, 13)]));
        assert_ok!(replace(other, 12, &[(1, 13)]));
        assert_eq!(counts(), [4, 1]);
        assert_ok!(replace(netuid, 11, &[(5, 13), (1, 16)]));
        assert_eq!(counts(), [3, 1]);
        // A list that is refused changes nothing.
        assert!(replace(netuid, 13, &[(1, 14), (1, 11)]).is_err());
        assert_eq!(counts(), [3, 1]);
        assert_ok!(replace(netuid, 11, &[]));
        assert_ok!(replace(other, 12, &[]));
        assert_eq!(counts(), [1, 0]);
        assert!(!ParentCount::<Test>::contains_key(other));
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert!(!ParentCount::<Test>::contains_key(netuid));
    });
}

#[test]
fn more_than_everything_cannot_be_given() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_noop!(
            set(netuid, 11, &[(ALL, 12), (1, 13)]),
            Error::<Test>::ProportionOverflow
        );
        assert_ok!(set(netuid, 11, &[(ALL - 1, 12), (1, 13)]));
    });
}

#[test]
fn a_parent_cannot_become_a_child() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(3);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_noop!(
            set(netuid, 12, &[(1, 13), (1, 11)]),
            Error::<Test>::ChildParentInconsistency
        );
        // A longer circle lends nothing on: stake goes one level.
        assert_ok!(set(netuid, 12, &[(1, 13)]));
        assert_ok!(set(netuid, 13, &[(1, 11)]));
    });
}

#[test]
fn errors_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        assert_ok!(set(netuid, 12, &[(1, 11)]));
        for parent in (1_000..).take(MAX_PARENTS) {
            assert_ok!(replace(netuid, parent, &[(1, 18)]));
        }
        StakeThreshold::<Test>::put(1);
        let ones = |children: &[u64]| -> Vec<(u64, u64)> {
            children.iter().map(|child| (ALL, *child)).collect()
        };
        // Each list has everything wrong that is looked at later.
        let cases = [
            (
                ones(&[12, 11, 13, 14, 15, 15]),
                Error::<Test>::DuplicateChild,
            ),
            (ones(&[12, 11, 13, 14, 15, 16]), Error::<Test>::InvalidChild),
            (
                ones(&[12, 17, 13, 14, 15, 16]),
                Error::<Test>::TooManyChildren,
            ),
            (ones(&[12, 13]), Error::<Test>::ProportionOverflow),
            (ones(&[12]), Error::<Test>::ChildParentInconsistency),
            (ones(&[18]), Error::<Test>::InvalidChild),
            (ones(&[13]), Error::<Test>::NotEnoughStakeToSetChildkeys),
        ];
        for (children, error) in cases {
            assert_noop!(set(netuid, 11, &children), error);
        }
    });
}

#[test]
fn a_parent_needs_the_threshold_of_stake_on_all_subnets_together() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        stake(NetUid::ROOT, &account(101), &account(11), 3 * UNIT);
        stake(netuid, &account(50), &account(11), 2 * UNIT);
        let alpha = SubtensorModule::stake_of_hotkey(&account(11), netuid);
        let total = 3 * UNIT + SubtensorModule::alpha_value(netuid, alpha).to_u64();
        assert!(total > 4 * UNIT);
        StakeThreshold::<Test>::put(total + 1);
        assert_noop!(
            set(netuid, 11, &[(1, 12)]),
            Error::<Test>::NotEnoughStakeToSetChildkeys
        );
        StakeThreshold::<Test>::put(total);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
    });
}

#[test]
fn the_hotkey_of_the_subnets_owner_needs_no_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(0);
        let other = add_unstarted_network(&account(5), &account(6));
        StakeThreshold::<Test>::put(u64::MAX);
        assert_ok!(set(netuid, 2, &[(1, 12)]));
        assert_noop!(
            set(other, 2, &[(1, 12)]),
            Error::<Test>::NotEnoughStakeToSetChildkeys
        );
        // Without an owner's hotkey nobody is exempt.
        SubnetOwnerHotkey::<Test>::remove(other);
        assert_noop!(
            set(other, 6, &[(1, 12)]),
            Error::<Test>::NotEnoughStakeToSetChildkeys
        );
    });
}

#[test]
fn a_subnet_that_ends_leaves_neither_relations_nor_waits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(ChildKeys::<Test>::iter().count(), 0);
        assert_eq!(ParentKeys::<Test>::iter().count(), 0);
        assert_eq!(
            add_unstarted_network(&account(5), &account(6)),
            netuid,
            "the netuid is free again"
        );
        assert_ok!(set(netuid, 11, &[(1, 12)]));
    });
}

#[test]
fn setting_five_others_in_place_of_five_children_touches_what_its_weight_says() {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = unstarted(3);
        for parent in [13, 12] {
            assert_ok!(set(netuid, parent, &[(1, 11)]));
        }
        let children: Vec<(u64, u64)> = (20..25).map(|child| (1, child)).collect();
        assert_ok!(set(netuid, 11, &children));
        forget_waits();
        System::reset_events();
        netuid
    });
    let touched = touched_by(&mut ext, || {
        let others: Vec<(u64, u64)> = (30..35).map(|child| (1, child)).collect();
        assert_ok!(set(netuid, 11, &others));
    });
    println!("{touched:?}");
    // Of the 20 reads one is for the hotkey of the subnet's owner, which is not asked here; what an
    // event touches is not in the weight of any call.
    let events = 4;
    assert!(touched.reads <= 19 + events, "{touched:?}");
    assert!(
        touched.writes + touched.idle_writes <= 15 + events,
        "{touched:?}"
    );
}

#[test]
fn setting_children_weighs_the_pools_in_which_stake_is_looked_for() {
    let counted_with = |subnets: u64| {
        let mut ext = new_test_ext();
        let netuid = ext.execute_with(|| {
            let netuid = started(2);
            for number in 0..subnets {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
                let other = add_network(&account(500 + number), &account(600 + number));
                stake(other, &account(7), &account(11), UNIT);
            }
            StakeThreshold::<Test>::put(u64::MAX);
            netuid
        });
        let call = Call::set_children {
            hotkey: account(11),
            netuid,
            children: relations(&[(1, 12)]),
        };
        let refused = send(&account(101), &mut ext, call);
        let expected = Error::<Test>::NotEnoughStakeToSetChildkeys.into();
        assert_eq!(refused.result, Err(expected));
        refused.assert_covered();
        refused.own
    };
    let [none, one, ten] = [0, 1, 10].map(counted_with);
    let pool = one - none;
    assert!(pool.ref_time() > 0);
    assert_eq!(ten - none, pool * 10);
}
