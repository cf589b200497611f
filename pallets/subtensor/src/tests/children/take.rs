//! The take of a child, its bounds and its wait.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

use super::*;

/// The call for hotkey 11.
fn set_take(coldkey: u64, netuid: NetUid, take: u16) -> DispatchResult {
    SubtensorModule::set_childkey_take(signed(&account(coldkey)), account(11), netuid, take)
}

fn take_of_11(netuid: NetUid) -> u16 {
    SubtensorModule::childkey_take(&account(11), netuid)
}

fn set_minimum(take: u16) {
    assert_ok!(SubtensorModule::sudo_set_min_childkey_take(
        RuntimeOrigin::root(),
        take
    ));
}

#[test]
fn a_childkey_take_belongs_to_a_hotkey_on_a_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        forget_events();
        assert_ok!(set_take(101, netuid, 11_796));
        assert_eq!(ChildkeyTake::<Test>::get(account(11), netuid), 11_796);
        assert_eq!(take_of_11(netuid), 11_796);
        assert_eq!(take_of_11(NetUid(1)), 0);
        assert_eq!(
            pallet_events(),
            [Event::ChildKeyTakeSet(account(11), 11_796)]
        );
        // A subnet to come is no mistake.
        assert_ok!(set_take(101, NetUid(99), 1));
    });
}

#[test]
fn only_the_owner_of_a_hotkey_sets_its_childkey_take() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        assert_noop!(
            set_take(102, netuid, 1),
            Error::<Test>::NonAssociatedColdKey
        );
        // Before anything else is looked at.
        assert_noop!(
            set_take(102, netuid, u16::MAX),
            Error::<Test>::NonAssociatedColdKey
        );
        assert_noop!(
            SubtensorModule::set_childkey_take(RuntimeOrigin::root(), account(11), netuid, 1),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn a_childkey_take_outside_of_its_bounds_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_noop!(
            set_take(101, netuid, 11_797),
            Error::<Test>::InvalidChildkeyTake
        );
        set_minimum(100);
        assert_noop!(
            set_take(101, netuid, 99),
            Error::<Test>::InvalidChildkeyTake
        );
        assert_ok!(set_take(101, netuid, 100));
    });
}

#[test]
fn the_larger_minimum_of_chain_and_subnet_counts() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        for (chain, subnet, larger) in [(300, 200, 300), (100, 200, 200)] {
            set_minimum(chain);
            MinChildkeyTakePerSubnet::<Test>::insert(netuid, subnet);
            assert_eq!(take_of_11(netuid), larger, "nothing was set");
            assert_noop!(
                set_take(101, netuid, larger - 1),
                Error::<Test>::InvalidChildkeyTake
            );
        }
        assert_ok!(set_take(101, netuid, 200));
        set_minimum(1_000);
        assert_eq!(ChildkeyTake::<Test>::get(account(11), netuid), 200);
        assert_eq!(take_of_11(netuid), 1_000);
        set_minimum(0);
        assert_eq!(take_of_11(netuid), 200);
    });
}

#[test]
fn a_childkey_take_is_raised_once_in_a_while_and_lowered_at_any_time() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_ok!(SubtensorModule::sudo_set_tx_childkey_take_rate_limit(
            RuntimeOrigin::root(),
            10
        ));
        assert_ok!(set_take(101, netuid, 500));
        assert_noop!(
            set_take(101, netuid, 501),
            Error::<Test>::TxChildkeyTakeRateLimitExceeded
        );
        assert_ok!(set_take(101, netuid, 500));
        assert_ok!(set_take(101, netuid, 400));
        run_blocks(9);
        assert_noop!(
            set_take(101, netuid, 401),
            Error::<Test>::TxChildkeyTakeRateLimitExceeded
        );
        // The wait is that of one subnet.
        assert_ok!(set_take(101, NetUid(1), 401));
        run_blocks(1);
        assert_ok!(set_take(101, netuid, 401));
        // Lowering it starts the wait as well.
        run_blocks(10);
        assert_ok!(set_take(101, netuid, 100));
        assert_noop!(
            set_take(101, netuid, 101),
            Error::<Test>::TxChildkeyTakeRateLimitExceeded
        );
    });
}

#[test]
fn a_take_up_to_the_effective_one_is_no_rise() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        assert_ok!(set_take(101, netuid, 5));
        set_minimum(100);
        assert_ok!(set_take(101, netuid, 100));
        assert_noop!(
            set_take(101, netuid, 101),
            Error::<Test>::TxChildkeyTakeRateLimitExceeded
        );
    });
}

#[test]
fn root_sets_the_bounds_and_waits_of_children() {
    ExtBuilder::default().build_and_execute(|| {
        forget_events();
        let root = RuntimeOrigin::root;
        assert_ok!(SubtensorModule::sudo_set_min_childkey_take(root(), 7));
        assert_ok!(SubtensorModule::sudo_set_max_childkey_take(root(), 5));
        assert_ok!(SubtensorModule::sudo_set_tx_childkey_take_rate_limit(
            root(),
            3
        ));
        assert_ok!(SubtensorModule::set_pending_childkey_cooldown(root(), 2));
        assert_eq!(MinChildkeyTake::<Test>::get(), 7);
        assert_eq!(MaxChildkeyTake::<Test>::get(), 5);
        assert_eq!(TxChildkeyTakeRateLimit::<Test>::get(), 3);
        assert_eq!(PendingChildKeyCooldown::<Test>::get(), 2);
        assert_eq!(
            pallet_events(),
            [
                Event::MinChildKeyTakeSet(7),
                Event::MaxChildKeyTakeSet(5),
                Event::TxChildKeyTakeRateLimitSet(3),
            ]
        );
    });
}

#[test]
fn nobody_but_root_sets_them() {
    ExtBuilder::default().build_and_execute(|| {
        let who = || signed(&account(1));
        let bad = DispatchError::BadOrigin;
        assert_noop!(SubtensorModule::sudo_set_min_childkey_take(who(), 7), bad);
        assert_noop!(SubtensorModule::sudo_set_max_childkey_take(who(), 7), bad);
        assert_noop!(
            SubtensorModule::sudo_set_tx_childkey_take_rate_limit(who(), 7),
            bad
        );
        assert_noop!(
            SubtensorModule::set_pending_childkey_cooldown(who(), 7),
            bad
        );
    });
}
