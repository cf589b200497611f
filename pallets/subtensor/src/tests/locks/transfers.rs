//! Locks that go with stake to another coldkey of the subnet.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

use super::*;

fn transfer(netuid: NetUid, amount: u64) -> DispatchResult {
    SubtensorModule::transfer_stake(
        signed(&account(STAKER)),
        account(RECEIVER),
        account(FIRST_HOTKEY),
        netuid,
        netuid,
        AlphaBalance(amount),
    )
}

fn accept() {
    assert_ok!(SubtensorModule::set_reject_locked_alpha(
        signed(&account(RECEIVER)),
        false
    ));
}

#[test]
fn a_transfer_of_everything_takes_the_lock_along() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        accept();
        wait(1_000);
        let before = locked(STAKER, netuid);
        assert_ok!(transfer(netuid, 100 * UNIT));
        assert_eq!(locked(STAKER, netuid), None);
        assert_eq!(locked(RECEIVER, netuid), before);
        assert_eq!(lock_hotkey(RECEIVER, netuid), Some(account(SECOND_HOTKEY)));
        check_buckets();
    });
}

#[test]
fn free_stake_moves_first() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        assert_ok!(transfer(netuid, 25 * UNIT));
        assert_eq!(locked(STAKER, netuid), Some((50 * UNIT, 0)));
        assert_eq!(locked(RECEIVER, netuid), None);
        check_buckets();
    });
}

#[test]
fn a_part_of_the_lock_takes_its_part_of_the_conviction() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        assert_ok!(SubtensorModule::set_perpetual_lock(
            signed(&account(STAKER)),
            netuid,
            true
        ));
        accept();
        wait(648_000);
        let (_, conviction) = locked(STAKER, netuid).unwrap();
        assert_ok!(transfer(netuid, 60 * UNIT));
        let (rest, kept) = locked(STAKER, netuid).unwrap();
        let (moved, taken) = locked(RECEIVER, netuid).unwrap();
        assert_eq!((rest, moved), (40 * UNIT, 10 * UNIT));
        assert!(kept.abs_diff(conviction / 5 * 4) <= 5);
        assert!(taken.abs_diff(conviction / 5) <= 5);
        // What was perpetual decays with the receiver, who has not asked for more.
        assert!(HotkeyLock::<Test>::contains_key(
            netuid,
            account(SECOND_HOTKEY)
        ));
        assert!(DecayingHotkeyLock::<Test>::contains_key(
            netuid,
            account(SECOND_HOTKEY)
        ));
        check_buckets();
    });
}

#[test]
fn locked_stake_adds_to_a_lock_on_the_same_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            20 * UNIT,
        );
        lock(RECEIVER, SECOND_HOTKEY, netuid, 5 * UNIT);
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        accept();
        assert_ok!(transfer(netuid, 70 * UNIT));
        assert_eq!(locked(STAKER, netuid), Some((30 * UNIT, 0)));
        assert_eq!(locked(RECEIVER, netuid), Some((25 * UNIT, 0)));
        check_buckets();
    });
}

#[test]
fn locked_stake_is_refused_by_who_does_not_want_it_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        assert_noop!(
            transfer(netuid, 50 * UNIT + 1),
            Error::<Test>::AccountRejectsLockedAlpha
        );
        assert_ok!(transfer(netuid, 50 * UNIT));
    });
}

#[test]
fn locked_stake_does_not_reach_a_coldkey_with_a_lock_on_another_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            20 * UNIT,
        );
        lock(RECEIVER, OTHER_HOTKEY, netuid, 5 * UNIT);
        lock(STAKER, SECOND_HOTKEY, netuid, 50 * UNIT);
        accept();
        assert_noop!(
            transfer(netuid, 51 * UNIT),
            Error::<Test>::LockHotkeyMismatch
        );
        assert_ok!(transfer(netuid, 50 * UNIT));
        assert_eq!(locked(RECEIVER, netuid), Some((5 * UNIT, 0)));
    });
}

#[test]
fn a_transfer_without_a_lock_touches_no_lock_of_the_receiver() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            20 * UNIT,
        );
        lock(RECEIVER, OTHER_HOTKEY, netuid, 5 * UNIT);
        wait(1_000);
        let stored = || Lock::<Test>::get((account(RECEIVER), netuid, account(OTHER_HOTKEY)));
        let before = stored();
        assert_ok!(transfer(netuid, 100 * UNIT));
        assert_eq!(stored(), before);
    });
}
