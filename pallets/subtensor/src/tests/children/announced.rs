//! Announced children and the block in which they take effect (staking.md 13.1 and 13.2).

use frame_support::{assert_noop, assert_ok};
use myelin_types::TaoBalance;

use super::{
    super::{
        counting::{Touched, touched_by},
        paying::grant,
    },
    *,
};
use crate::{
    delegation::{ChildrenStep, DUE_PER_TURN, LOOKS_PER_TURN, TURNS_PER_BLOCK},
    hooks,
};

#[test]
fn children_set_after_the_start_wait() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        forget_events();
        assert_ok!(set(netuid, 11, &[(7, 13), (5, 12)]));
        let from = u64::from(block()) + 10;
        let announced = relations(&[(7, 13), (5, 12)]);
        assert_eq!(
            PendingChildKeys::<Test>::get(netuid, account(11)),
            (announced.clone(), from)
        );
        assert_eq!(
            pallet_events(),
            [Event::SetChildrenScheduled(
                account(11),
                netuid,
                from,
                announced
            )]
        );
        assert_children(netuid, 11, &[]);
        assert_parents(netuid, 12, &[]);
    });
}

#[test]
fn announced_children_take_effect_at_the_first_epoch_after_their_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(7, 13), (5, 12)]));
        let from = block() + 10;
        run_to_block(from - 1);
        fire(netuid);
        assert_eq!(block(), from);
        assert_children(netuid, 11, &[]);
        // Now it may, but the epoch decides.
        run_blocks(1);
        assert_children(netuid, 11, &[]);
        forget_events();
        fire(netuid);
        assert_children(netuid, 11, &[(5, 12), (7, 13)]);
        assert_parents(netuid, 12, &[(5, 11)]);
        assert_parents(netuid, 13, &[(7, 11)]);
        assert!(!is_announced(netuid, 11));
        assert!(pallet_events().contains(&Event::SetChildren(
            account(11),
            netuid,
            relations(&[(7, 13), (5, 12)])
        )));
    });
}

#[test]
fn the_epoch_of_the_same_block_does_not_see_them_yet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        register_neuron(netuid, &account(102), &account(12));
        stake(netuid, &account(101), &account(11), UNIT);
        assert_ok!(set(netuid, 11, &[(u64::MAX, 12)]));
        run_blocks(10);
        fire(netuid);
        assert_children(netuid, 11, &[(u64::MAX, 12)]);
        assert_eq!(StakeWeight::<Test>::get(netuid)[1], 0);
        fire(netuid);
        assert!(StakeWeight::<Test>::get(netuid)[1] > 0);
    });
}

#[test]
fn a_later_announcement_replaces_the_first_and_waits_anew() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        run_blocks(8);
        forget_waits();
        assert_ok!(set(netuid, 11, &[]));
        run_blocks(4);
        fire(netuid);
        assert!(is_announced(netuid, 11));
        run_blocks(6);
        fire(netuid);
        assert!(!is_announced(netuid, 11));
        assert_children(netuid, 11, &[]);
    });
}

#[test]
fn announced_children_of_other_subnets_wait_for_their_own_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        let other = add_network(&account(5), &account(6));
        for netuid in [netuid, other] {
            assert_ok!(set(netuid, 11, &[(1, 12)]));
        }
        run_blocks(10);
        fire(other);
        assert_children(netuid, 11, &[]);
        assert_children(other, 11, &[(1, 12)]);
    });
}

#[test]
fn a_longer_cooldown_does_not_touch_what_waits_already() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(SubtensorModule::set_pending_childkey_cooldown(
            RuntimeOrigin::root(),
            u64::MAX
        ));
        run_blocks(10);
        fire(netuid);
        assert_children(netuid, 11, &[(1, 12)]);
        // A block that never comes.
        forget_waits();
        assert_ok!(set(netuid, 11, &[]));
        assert_eq!(
            PendingChildKeys::<Test>::get(netuid, account(11)).1,
            u64::MAX
        );
    });
}

#[test]
fn on_a_subnet_that_was_stopped_announcements_do_not_wait_for_their_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        SubtokenEnabled::<Test>::insert(netuid, false);
        run_blocks(1);
        assert!(is_announced(netuid, 11));
        fire(netuid);
        assert_children(netuid, 11, &[(1, 12)]);
    });
}

#[test]
fn a_list_that_counts_at_once_ends_the_one_that_waits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        SubtokenEnabled::<Test>::insert(netuid, false);
        forget_waits();
        assert_ok!(set(netuid, 11, &[(1, 13)]));
        fire(netuid);
        assert_children(netuid, 11, &[(1, 13)]);
    });
}

#[test]
fn of_two_that_announce_each_other_the_second_gets_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(2);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(set(netuid, 12, &[(1, 11)]));
        run_blocks(10);
        forget_events();
        fire(netuid);
        let made = |hotkey| ChildKeys::<Test>::contains_key(account(hotkey), netuid);
        assert!(made(11) != made(12), "one of them is the parent");
        assert_eq!(PendingChildKeys::<Test>::iter().count(), 0);
        let told = pallet_events()
            .into_iter()
            .filter(|event| matches!(event, Event::SetChildren(..)))
            .count();
        assert_eq!(told, 1);
    });
}

#[test]
fn what_no_longer_fits_is_dropped_and_the_hotkey_keeps_its_children() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(2);
        assert_ok!(set(netuid, 11, &[(1, 13)]));
        run_blocks(10);
        fire(netuid);
        forget_waits();
        // The first list names a hotkey that has become a parent, the second gives too much.
        let overlapping = (relations(&[(1, 14), (1, 12)]), 0);
        assert_ok!(SubtensorModule::replace_children(
            &account(12),
            netuid,
            relations(&[(5, 11)]),
            vec![]
        ));
        for pending in [overlapping, (relations(&[(u64::MAX, 14), (1, 15)]), 0)] {
            PendingChildKeys::<Test>::insert(netuid, account(11), pending);
            forget_events();
            fire(netuid);
            assert!(!is_announced(netuid, 11));
            assert_children(netuid, 11, &[(1, 13)]);
            assert_parents(netuid, 14, &[]);
            assert!(
                !pallet_events()
                    .iter()
                    .any(|event| matches!(event, Event::SetChildren(..)))
            );
        }
    });
}

#[test]
fn a_hotkey_in_its_own_announcement_is_left_out() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        // What is left of everything counts, not what was announced.
        let pending = relations(&[(u64::MAX, 11), (u64::MAX, 12)]);
        PendingChildKeys::<Test>::insert(netuid, account(11), (pending.clone(), 0));
        forget_events();
        fire(netuid);
        assert_children(netuid, 11, &[(u64::MAX, 12)]);
        assert!(pallet_events().contains(&Event::SetChildren(account(11), netuid, pending)));
    });
}

#[test]
fn a_hotkey_without_the_stake_of_a_parent_loses_its_announcement_when_it_is_due() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        let alpha = stake(netuid, &account(101), &account(11), 10 * UNIT);
        StakeThreshold::<Test>::put(5 * UNIT);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(101)),
            account(11),
            netuid,
            alpha
        ));
        assert!(is_announced(netuid, 11));
        run_blocks(11);
        fire(netuid);
        assert!(!is_announced(netuid, 11));
        assert_children(netuid, 11, &[]);
        forget_waits();
        assert_noop!(
            set(netuid, 11, &[(1, 12)]),
            Error::<Test>::NotEnoughStakeToSetChildkeys
        );
    });
}

#[test]
fn a_parent_that_has_its_stake_again_in_time_keeps_its_announcement() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        let alpha = stake(netuid, &account(101), &account(11), 10 * UNIT);
        StakeThreshold::<Test>::put(5 * UNIT);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(101)),
            account(11),
            netuid,
            alpha
        ));
        stake(netuid, &account(102), &account(11), 10 * UNIT);
        run_blocks(11);
        fire(netuid);
        assert_children(netuid, 11, &[(1, 12)]);
    });
}

#[test]
fn an_announcement_without_children_needs_no_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        PendingChildKeys::<Test>::insert(netuid, account(11), (relations(&[]), 0));
        StakeThreshold::<Test>::put(u64::MAX);
        forget_events();
        fire(netuid);
        assert!(pallet_events().contains(&Event::SetChildren(account(11), netuid, vec![])));
    });
}

#[test]
fn a_subnet_that_ends_takes_its_announcements_along() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(1);
        assert_ok!(set(netuid, 11, &[(1, 12)]));
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(PendingChildKeys::<Test>::iter().count(), 0);
    });
}

/// Lets `count` hotkeys, 1000 and following, announce a child each.
fn announce_many(netuid: NetUid, count: usize, from: u64) {
    for number in (1_000..).take(count) {
        let announced = relations(&[(number, 1_000_000 + number)]);
        PendingChildKeys::<Test>::insert(netuid, account(number), (announced, from));
    }
}

fn waiting(netuid: NetUid) -> usize {
    PendingChildKeys::<Test>::iter_prefix(netuid).count()
}

#[test]
fn what_is_too_much_for_a_block_takes_effect_in_the_next_ones() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(0);
        announce_many(netuid, 2 * DUE_PER_TURN + 5, 0);
        fire(netuid);
        assert_eq!(waiting(netuid), DUE_PER_TURN + 5);
        assert_eq!(PendingChildrenQueue::<Test>::get().len(), 1);
        run_blocks(1);
        assert_eq!(waiting(netuid), 5);
        run_blocks(1);
        assert_eq!(waiting(netuid), 0);
        assert!(!PendingChildrenQueue::<Test>::exists());
        assert_eq!(ChildKeys::<Test>::iter().count(), 2 * DUE_PER_TURN + 5);
    });
}

#[test]
fn announcements_that_must_wait_are_looked_at_in_parts_and_once_an_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = started(0);
        announce_many(netuid, LOOKS_PER_TURN + 1, u64::MAX);
        let now = u64::from(block());
        let step = SubtensorModule::apply_announced_children(now, &[netuid]);
        let looked_at = LOOKS_PER_TURN as u64;
        assert_eq!((step.looked_at, step.due), (looked_at, 0));
        let step = SubtensorModule::apply_announced_children(now + 1, &[]);
        assert_eq!((step.looked_at, step.due), (1, 0));
        let step = SubtensorModule::apply_announced_children(now + 2, &[]);
        assert_eq!(step, ChildrenStep::default());
        assert_eq!(waiting(netuid), LOOKS_PER_TURN + 1);
    });
}

#[test]
fn a_crowd_on_one_subnet_does_not_keep_others_waiting() {
    ExtBuilder::default().build_and_execute(|| {
        let crowded = started(1);
        announce_many(crowded, 100 * DUE_PER_TURN, 0);
        let others: Vec<NetUid> = (0..TURNS_PER_BLOCK as u64)
            .map(|number| add_network(&account(20 + number), &account(30 + number)))
            .collect();
        for netuid in &others {
            PendingChildKeys::<Test>::insert(netuid, account(11), (relations(&[(1, 12)]), 0));
        }
        let now = u64::from(block());
        SubtensorModule::apply_announced_children(now, &[crowded]);
        // The crowd has the first turn, then the others have theirs.
        SubtensorModule::apply_announced_children(now + 1, &others);
        let left = |others: &[NetUid]| others.iter().map(|netuid| waiting(*netuid)).sum::<usize>();
        assert_eq!(left(&others), 1);
        let step = SubtensorModule::apply_announced_children(now + 2, &[crowded]);
        assert_eq!(left(&others), 0);
        assert_eq!(step.turns, 2, "the crowd is in the queue once");
        assert_eq!(waiting(crowded), 97 * DUE_PER_TURN);
    });
}

#[test]
fn the_block_step_weighs_what_announced_children_touch() {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = started(0);
        // Each hotkey has five children that go and gets five others, and has parents to sort.
        for number in (1_000..).take(DUE_PER_TURN) {
            let children = |first: u64| -> Vec<(u64, u64)> {
                (0..5)
                    .map(|child| (1, first + 10 * number + child))
                    .collect()
            };
            assert_ok!(SubtensorModule::replace_children(
                &account(number),
                netuid,
                relations(&children(1_000_000)),
                vec![]
            ));
            let mut new_parents = [account(9_000_000 + number), account(8_000_000 + number)];
            new_parents.sort_by(|one, other| other.cmp(one));
            for parent in &new_parents {
                assert_ok!(SubtensorModule::replace_children(
                    parent,
                    netuid,
                    relations(&[(1, number)]),
                    vec![]
                ));
            }
            PendingChildKeys::<Test>::insert(
                netuid,
                account(number),
                (relations(&children(2_000_000)), 0),
            );
        }
        netuid
    });
    let mut step = ChildrenStep::default();
    let touched = touched_by(&mut ext, || {
        step = SubtensorModule::apply_announced_children(5, &[netuid]);
    });
    assert_eq!((step.turns, step.due), (1, DUE_PER_TURN as u64));
    assert_weighed(step, touched);
    ext.execute_with(check_invariants);

    let mut step = ChildrenStep::default();
    let touched = touched_by(&mut ext, || {
        step = SubtensorModule::apply_announced_children(5, &[]);
    });
    assert_eq!(step, ChildrenStep::default());
    assert_weighed(step, touched);
}

/// The step touches no more than its weight says. The queue is in the weight of every block.
#[track_caller]
fn assert_weighed(step: ChildrenStep, touched: Touched) {
    let weighed = |part: fn(hooks::Cost) -> u64| {
        step.turns * part(hooks::PER_CHILDREN_TURN)
            + step.looked_at * part(hooks::PER_ANNOUNCEMENT)
            + step.due * part(hooks::PER_CHILD_LIST)
            + step.pools * part(hooks::PER_ANNOUNCER_POOL)
    };
    println!("{step:?}: {touched:?}");
    // The list of events, their number, and the phase and the block that each names.
    let events = 4;
    assert!(touched.reads as u64 <= 1 + events + weighed(|cost| cost.reads));
    assert!(touched.writes as u64 <= events + weighed(|cost| cost.writes));
}

#[test]
fn looking_for_the_stake_of_parents_is_weighed_and_bounded() {
    const SUBNETS: u64 = 20;
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = started(0);
        announce_many(netuid, DUE_PER_TURN, 0);
        for number in 0..SUBNETS {
            NetworkLastLockCost::<Test>::put(TaoBalance(UNIT));
            let other = add_network(&account(20 + 2 * number), &account(21 + 2 * number));
            for hotkey in (1_000..).take(DUE_PER_TURN) {
                grant(other, 100_000, hotkey, UNIT);
            }
        }
        StakeThreshold::<Test>::put(u64::MAX);
        netuid
    });
    let mut step = ChildrenStep::default();
    let touched = touched_by(&mut ext, || {
        step = SubtensorModule::apply_announced_children(5, &[netuid]);
    });
    assert_eq!(step.pools, SUBNETS * step.looked_at);
    let looks = step.looked_at + step.pools;
    assert!((LOOKS_PER_TURN as u64..LOOKS_PER_TURN as u64 + SUBNETS).contains(&looks));
    assert_weighed(step, touched);
    ext.execute_with(|| assert_eq!(ChildKeys::<Test>::iter().count(), 0));
}
