//! The calls, one by one.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

use super::*;

#[test]
fn a_lock_counts_in_the_bucket_of_its_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        assert_eq!(
            pallet_events(),
            [Event::StakeLocked {
                coldkey: account(STAKER),
                hotkey: account(FIRST_HOTKEY),
                netuid,
                amount: AlphaBalance(40 * UNIT),
            }]
        );
        let expected = LockState {
            locked_mass: AlphaBalance(40 * UNIT),
            conviction: Default::default(),
            last_update: SubtensorModule::now(),
        };
        let stored = Lock::<Test>::get((&account(STAKER), netuid, &account(FIRST_HOTKEY)));
        assert_eq!(stored, Some(expected.clone()));
        assert!(LockingColdkeys::<Test>::contains_key((
            netuid,
            account(FIRST_HOTKEY),
            account(STAKER)
        )));
        let bucket = DecayingHotkeyLock::<Test>::get(netuid, account(FIRST_HOTKEY));
        assert_eq!(bucket, Some(expected));
    });
}

#[test]
fn a_second_lock_adds_to_the_first_and_keeps_its_conviction() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        wait(648_000);
        let (mass, conviction) = locked(STAKER, netuid).unwrap();
        assert!(mass.abs_diff(20 * UNIT) < UNIT / 1_000, "{mass}");
        // 0.34657 of the first mass.
        assert_eq!(conviction * 100_000 / (40 * UNIT), 34_657);
        lock(STAKER, FIRST_HOTKEY, netuid, 30 * UNIT);
        assert_eq!(locked(STAKER, netuid), Some((mass + 30 * UNIT, conviction)));
        check_buckets();
    });
}

#[test]
fn what_cannot_be_locked_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let go = |hotkey: u64, netuid: NetUid, amount: u64| -> DispatchResult {
            SubtensorModule::lock_stake(
                signed(&account(STAKER)),
                account(hotkey),
                netuid,
                AlphaBalance(amount),
            )
        };
        assert_noop!(go(99, netuid, 0), Error::<Test>::AmountTooLow);
        assert_noop!(go(99, netuid, UNIT), Error::<Test>::HotKeyAccountNotExists);
        assert_noop!(
            go(FIRST_HOTKEY, netuid, 100 * UNIT + 1),
            Error::<Test>::InsufficientStakeForLock
        );
        assert_noop!(
            go(FIRST_HOTKEY, NetUid(99), UNIT),
            Error::<Test>::InsufficientStakeForLock
        );
        assert_noop!(go(FIRST_HOTKEY, netuid, 99), Error::<Test>::AmountTooLow);
        assert_ok!(go(FIRST_HOTKEY, netuid, 60 * UNIT));
        assert_noop!(
            go(SECOND_HOTKEY, netuid, UNIT),
            Error::<Test>::LockHotkeyMismatch
        );
        assert_noop!(
            go(FIRST_HOTKEY, netuid, 40 * UNIT + 1),
            Error::<Test>::InsufficientStakeForLock
        );
        assert_noop!(
            go(FIRST_HOTKEY, netuid, u64::MAX),
            Error::<Test>::InsufficientStakeForLock
        );
        assert_ok!(go(FIRST_HOTKEY, netuid, 40 * UNIT));
        assert_noop!(
            SubtensorModule::lock_stake(
                RuntimeOrigin::root(),
                account(FIRST_HOTKEY),
                netuid,
                AlphaBalance(UNIT)
            ),
            sp_runtime::traits::BadOrigin
        );
    });
}

#[test]
fn a_lock_may_exceed_every_single_position() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(STAKER)),
            account(FIRST_HOTKEY),
            account(OTHER_HOTKEY),
            netuid,
            netuid,
            AlphaBalance(50 * UNIT)
        ));
        lock(STAKER, SECOND_HOTKEY, netuid, 99 * UNIT);
        assert_eq!(locked(STAKER, netuid), Some((99 * UNIT, 0)));
    });
}

#[test]
fn a_move_between_hotkeys_of_one_owner_keeps_the_conviction() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        wait(RATE);
        let before = locked(STAKER, netuid);
        forget_events();
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(STAKER)),
            account(SECOND_HOTKEY),
            netuid
        ));
        assert_eq!(
            pallet_events(),
            [Event::LockMoved {
                coldkey: account(STAKER),
                origin_hotkey: account(FIRST_HOTKEY),
                destination_hotkey: account(SECOND_HOTKEY),
                netuid,
            }]
        );
        assert_eq!(locked(STAKER, netuid), before);
        assert_eq!(lock_hotkey(STAKER, netuid), Some(account(SECOND_HOTKEY)));
        assert_eq!(
            DecayingHotkeyLock::<Test>::get(netuid, account(FIRST_HOTKEY)),
            None
        );
        check_buckets();
    });
}

#[test]
fn a_move_to_the_hotkey_of_somebody_else_starts_the_conviction_again() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        wait(RATE);
        let (mass, conviction) = locked(STAKER, netuid).unwrap();
        assert!(conviction > 0);
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(STAKER)),
            account(OTHER_HOTKEY),
            netuid
        ));
        assert_eq!(locked(STAKER, netuid), Some((mass, 0)));
        check_buckets();
    });
}

#[test]
fn a_lock_moves_to_its_own_hotkey_without_a_change() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        wait(1_000);
        let before = locked(STAKER, netuid);
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(STAKER)),
            account(FIRST_HOTKEY),
            netuid
        ));
        assert_eq!(locked(STAKER, netuid), before);
        check_buckets();
    });
}

#[test]
fn a_lock_that_does_not_exist_cannot_be_moved() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let go =
            |hotkey| SubtensorModule::move_lock(signed(&account(STAKER)), account(hotkey), netuid);
        assert_noop!(go(99), Error::<Test>::HotKeyAccountNotExists);
        assert_noop!(go(FIRST_HOTKEY), Error::<Test>::NoExistingLock);
    });
}

#[test]
fn a_perpetual_lock_keeps_its_mass_and_its_conviction_tends_to_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        forget_events();
        assert_ok!(SubtensorModule::set_perpetual_lock(
            signed(&account(STAKER)),
            netuid,
            true
        ));
        assert_eq!(
            pallet_events(),
            [Event::PerpetualLockUpdated {
                coldkey: account(STAKER),
                netuid,
                enabled: true,
            }]
        );
        assert_eq!(
            DecayingLock::<Test>::get(account(STAKER), netuid),
            Some(false)
        );
        wait(648_000);
        let (mass, conviction) = locked(STAKER, netuid).unwrap();
        assert_eq!(mass, 40 * UNIT);
        assert!(conviction.abs_diff(20 * UNIT) < UNIT / 1_000);
        assert!(HotkeyLock::<Test>::contains_key(
            netuid,
            account(FIRST_HOTKEY)
        ));
        assert!(!DecayingHotkeyLock::<Test>::contains_key(
            netuid,
            account(FIRST_HOTKEY)
        ));
        check_buckets();
    });
}

#[test]
fn a_change_of_mode_takes_the_time_until_now_in_the_old_one() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let set = |enabled| {
            assert_ok!(SubtensorModule::set_perpetual_lock(
                signed(&account(STAKER)),
                netuid,
                enabled
            ));
        };
        lock(STAKER, FIRST_HOTKEY, netuid, 40 * UNIT);
        wait(648_000);
        let before = locked(STAKER, netuid);
        set(true);
        assert_eq!(locked(STAKER, netuid), before);
        check_buckets();
        wait(648_000);
        let before = locked(STAKER, netuid);
        set(false);
        set(false);
        assert_eq!(locked(STAKER, netuid), before);
        assert_eq!(DecayingLock::<Test>::get(account(STAKER), netuid), None);
        assert!(!HotkeyLock::<Test>::contains_key(
            netuid,
            account(FIRST_HOTKEY)
        ));
        check_buckets();
    });
}

#[test]
fn a_mode_is_kept_for_later_locks_but_only_on_a_subnet_that_exists() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let set =
            |netuid| SubtensorModule::set_perpetual_lock(signed(&account(STAKER)), netuid, true);
        assert_noop!(set(NetUid(99)), Error::<Test>::SubnetNotExists);
        assert_ok!(set(netuid));
        lock(STAKER, FIRST_HOTKEY, netuid, UNIT);
        wait(RATE);
        assert_eq!(locked(STAKER, netuid).unwrap().0, UNIT);
    });
}

#[test]
fn an_account_refuses_locked_alpha_until_it_says_otherwise() {
    ExtBuilder::default().build_and_execute(|| {
        subnet();
        let who = account(RECEIVER);
        let set = |enabled| {
            assert_ok!(SubtensorModule::set_reject_locked_alpha(
                signed(&who),
                enabled
            ));
        };
        set(true);
        assert!(!AccountFlags::<Test>::contains_key(&who));
        set(false);
        assert_eq!(AccountFlags::<Test>::get(&who), 1);
        AccountFlags::<Test>::insert(&who, 5);
        set(true);
        assert_eq!(AccountFlags::<Test>::get(&who), 4);
        assert_eq!(
            pallet_events(),
            [true, false, true].map(|enabled| Event::RejectLockedAlphaUpdated {
                coldkey: who.clone(),
                enabled
            })
        );
    });
}
