//! What a lock binds: sales, moves to other subnets, and the end of subnets and nominations.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{
    TaoBalance,
    orders::{OrderSwapInterface, Position},
};
use substrate_fixed::types::U64F64;

use super::*;

fn remove(netuid: NetUid, amount: u64) -> sp_runtime::DispatchResult {
    SubtensorModule::remove_stake(
        signed(&account(STAKER)),
        account(FIRST_HOTKEY),
        netuid,
        AlphaBalance(amount),
    )
}

#[test]
fn locked_stake_cannot_be_removed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        assert_noop!(
            remove(netuid, 40 * UNIT + 1),
            Error::<Test>::StakeUnavailable
        );
        assert_noop!(
            SubtensorModule::remove_stake_limit(
                signed(&account(STAKER)),
                account(FIRST_HOTKEY),
                netuid,
                AlphaBalance(41 * UNIT),
                TaoBalance(1),
                true
            ),
            Error::<Test>::StakeUnavailable
        );
        assert_noop!(
            SubtensorModule::remove_stake_full_limit(
                signed(&account(STAKER)),
                account(FIRST_HOTKEY),
                netuid,
                None
            ),
            Error::<Test>::StakeUnavailable
        );
        assert_ok!(remove(netuid, 40 * UNIT));
        assert_eq!(total(STAKER, netuid), 60 * UNIT);
    });
}

#[test]
fn locked_stake_cannot_leave_the_subnet_but_may_change_its_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let other = add_network(&account(3), &account(4));
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        let swap = |amount: u64| {
            SubtensorModule::swap_stake(
                signed(&account(STAKER)),
                account(FIRST_HOTKEY),
                netuid,
                other,
                AlphaBalance(amount),
            )
        };
        assert_noop!(swap(41 * UNIT), Error::<Test>::StakeUnavailable);
        assert_noop!(
            SubtensorModule::transfer_stake(
                signed(&account(STAKER)),
                account(RECEIVER),
                account(FIRST_HOTKEY),
                netuid,
                other,
                AlphaBalance(41 * UNIT)
            ),
            Error::<Test>::StakeUnavailable
        );
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(STAKER)),
            account(FIRST_HOTKEY),
            account(OTHER_HOTKEY),
            netuid,
            netuid,
            AlphaBalance(100 * UNIT)
        ));
        assert_eq!(locked(STAKER, netuid), Some((60 * UNIT, 0)));
        assert_eq!(lock_hotkey(STAKER, netuid), Some(account(FIRST_HOTKEY)));
    });
}

#[test]
fn locked_stake_can_be_neither_recycled_nor_burned() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        let recycle = |amount: u64| {
            SubtensorModule::recycle_alpha(
                signed(&account(STAKER)),
                account(FIRST_HOTKEY),
                AlphaBalance(amount),
                netuid,
            )
        };
        let burn = |amount: u64| {
            SubtensorModule::burn_alpha(
                signed(&account(STAKER)),
                account(FIRST_HOTKEY),
                AlphaBalance(amount),
                netuid,
            )
        };
        assert_noop!(recycle(40 * UNIT + 1), Error::<Test>::StakeUnavailable);
        assert_noop!(burn(40 * UNIT + 1), Error::<Test>::StakeUnavailable);
        assert_ok!(recycle(15 * UNIT));
        assert_ok!(burn(25 * UNIT));
        assert_noop!(recycle(UNIT), Error::<Test>::StakeUnavailable);
        assert_noop!(burn(UNIT), Error::<Test>::StakeUnavailable);
        assert_eq!(total(STAKER, netuid), 60 * UNIT);
    });
}

#[test]
fn locked_stake_cannot_be_moved_to_another_subnet_with_or_without_a_limit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let other = add_network(&account(3), &account(4));
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        let (staker, from, to) = (
            signed(&account(STAKER)),
            account(FIRST_HOTKEY),
            account(OTHER_HOTKEY),
        );
        let (amount, limit) = (AlphaBalance(40 * UNIT + 1), TaoBalance(1_000_000));
        assert_noop!(
            SubtensorModule::move_stake(
                staker.clone(),
                from.clone(),
                to.clone(),
                netuid,
                other,
                amount
            ),
            Error::<Test>::StakeUnavailable
        );
        for partial in [true, false] {
            assert_noop!(
                SubtensorModule::move_stake_limit(
                    staker.clone(),
                    from.clone(),
                    to.clone(),
                    netuid,
                    other,
                    amount,
                    limit,
                    partial
                ),
                Error::<Test>::StakeUnavailable
            );
            assert_noop!(
                SubtensorModule::swap_stake_limit(
                    staker.clone(),
                    from.clone(),
                    netuid,
                    other,
                    amount,
                    limit,
                    partial
                ),
                Error::<Test>::StakeUnavailable
            );
        }
        // What is not locked may go.
        assert_ok!(SubtensorModule::move_stake_limit(
            staker,
            from,
            to,
            netuid,
            other,
            AlphaBalance(40 * UNIT),
            limit,
            false
        ));
        assert_eq!(total(STAKER, netuid), 60 * UNIT);
        assert!(total(STAKER, other) > 0);
    });
}

#[test]
fn limit_orders_neither_sell_nor_hand_over_locked_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        let (coldkey, hotkey) = (account(STAKER), account(FIRST_HOTKEY));
        let from = Position {
            coldkey: &coldkey,
            hotkey: &hotkey,
        };
        let (coldkey, hotkey) = (account(RECEIVER), account(OTHER_HOTKEY));
        let to = Position {
            coldkey: &coldkey,
            hotkey: &hotkey,
        };
        let sell = |amount: u64| {
            SubtensorModule::sell_alpha(from, netuid, AlphaBalance(amount), TaoBalance(0), true)
        };
        let hand_over = |amount: u64| {
            let alpha = AlphaBalance(amount);
            SubtensorModule::transfer_staked_alpha(from, to, netuid, alpha, true, true)
        };
        assert_noop!(sell(40 * UNIT + 1), Error::<Test>::StakeUnavailable);
        assert_noop!(hand_over(40 * UNIT + 1), Error::<Test>::StakeUnavailable);
        assert_ok!(hand_over(15 * UNIT));
        assert_ok!(sell(25 * UNIT));
        assert_noop!(sell(UNIT), Error::<Test>::StakeUnavailable);
        assert_noop!(hand_over(UNIT), Error::<Test>::StakeUnavailable);
        assert_eq!(total(STAKER, netuid), 60 * UNIT);
        assert_eq!(total(RECEIVER, netuid), 15 * UNIT);
    });
}

#[test]
fn what_is_available_counts_the_stake_with_all_hotkeys() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let available = || SubtensorModule::available_alpha(&account(STAKER), netuid).to_u64();
        assert_eq!(available(), 100 * UNIT);
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        assert_eq!(available(), 40 * UNIT);
        let more = stake(netuid, &account(STAKER), &account(OTHER_HOTKEY), 150 * UNIT).to_u64();
        assert_eq!(available(), 40 * UNIT + more);
        assert!(more > 60 * UNIT);
        assert_ok!(remove(netuid, 100 * UNIT));
        assert_eq!(available(), more - 60 * UNIT);
        let rows =
            SubtensorModule::get_stake_availability_for_coldkeys(vec![account(STAKER)], None);
        let row = &rows[&account(STAKER)][&netuid];
        assert_eq!(row.total.to_u64(), more);
        assert_eq!(row.locked.to_u64(), 60 * UNIT);
        assert_eq!(row.available.to_u64(), more - 60 * UNIT);
    });
}

#[test]
fn unstaking_all_skips_a_subnet_where_stake_is_locked() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let other = add_network(&account(3), &account(4));
        stake(other, &account(STAKER), &account(FIRST_HOTKEY), UNIT);
        lock(STAKER, FIRST_HOTKEY, netuid, UNIT);
        assert_ok!(SubtensorModule::unstake_all(
            signed(&account(STAKER)),
            account(FIRST_HOTKEY)
        ));
        assert_eq!(total(STAKER, netuid), 100 * UNIT);
        assert_eq!(total(STAKER, other), 0);
    });
}

#[test]
fn a_lock_sets_stake_free_as_it_decays() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 100 * UNIT);
        assert_noop!(remove(netuid, 50 * UNIT), Error::<Test>::StakeUnavailable);
        wait(648_000);
        assert_noop!(remove(netuid, 51 * UNIT), Error::<Test>::StakeUnavailable);
        assert_ok!(remove(netuid, 49 * UNIT));
        let stored = Lock::<Test>::get((account(STAKER), netuid, account(FIRST_HOTKEY))).unwrap();
        assert_eq!(stored.last_update, SubtensorModule::now());
        check_buckets();
    });
}

#[test]
fn a_trade_removes_a_lock_that_has_become_dust() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, 100 * UNIT);
        wait(40 * RATE);
        assert_eq!(locked(STAKER, netuid), Some((0, 0)));
        assert!(lock_hotkey(STAKER, netuid).is_some());
        stake(netuid, &account(STAKER), &account(FIRST_HOTKEY), UNIT);
        assert_eq!(lock_hotkey(STAKER, netuid), None);
        assert_eq!(LockingColdkeys::<Test>::iter_keys().count(), 0);
        assert_eq!(
            DecayingHotkeyLock::<Test>::get(netuid, account(FIRST_HOTKEY)),
            None
        );
    });
}

#[test]
fn a_roll_of_one_lock_leaves_the_growth_of_the_others_alone() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            100 * UNIT,
        );
        for coldkey in [STAKER, RECEIVER] {
            assert_ok!(SubtensorModule::set_perpetual_lock(
                signed(&account(coldkey)),
                netuid,
                true
            ));
            lock(coldkey, FIRST_HOTKEY, netuid, 40 * UNIT);
        }
        for _ in 0..10 {
            wait(64_800);
            stake(netuid, &account(STAKER), &account(FIRST_HOTKEY), UNIT);
            check_buckets();
        }
        let conviction = SubtensorModule::get_hotkey_conviction(&account(FIRST_HOTKEY), netuid);
        let half = 40 * UNIT;
        assert!(conviction.to_num::<u64>().abs_diff(half) < UNIT / 1_000);
    });
}

#[test]
fn a_forced_reduction_takes_its_part_of_the_conviction() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let (staker, hotkey) = (account(STAKER), account(FIRST_HOTKEY));
        let held = LockState {
            locked_mass: AlphaBalance(1_000),
            conviction: U64F64::from_num(1_000),
            last_update: SubtensorModule::now(),
        };
        Lock::<Test>::insert((&staker, netuid, &hotkey), held.clone());
        LockingColdkeys::<Test>::insert((netuid, &hotkey, &staker), ());
        DecayingHotkeyLock::<Test>::insert(netuid, &hotkey, held);
        SubtensorModule::force_reduce_lock(&staker, netuid, AlphaBalance(400));
        assert_eq!(locked(STAKER, netuid), Some((600, 600)));
        let bucket = DecayingHotkeyLock::<Test>::get(netuid, &hotkey).unwrap();
        assert_eq!(amounts(&bucket), (600, 600));
        SubtensorModule::force_reduce_lock(&staker, netuid, AlphaBalance(601));
        assert_eq!(locked(STAKER, netuid), None);
        assert_eq!(DecayingHotkeyLock::<Test>::get(netuid, &hotkey), None);
        SubtensorModule::force_reduce_lock(&staker, netuid, AlphaBalance(1));
    });
}

#[test]
fn a_nomination_that_is_cleared_takes_its_lock_with_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, FIRST_HOTKEY, netuid, UNIT / 10);
        // The minimum is half a TAO.
        NominatorMinRequiredStake::<Test>::put(250_000_000);
        assert_ok!(remove(netuid, 100 * UNIT - UNIT / 5));
        assert_eq!(total(STAKER, netuid), 0);
        assert_eq!(lock_hotkey(STAKER, netuid), None);
    });
}

#[test]
fn a_subnet_that_ends_takes_its_locks_with_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let other = add_network(&account(3), &account(4));
        stake(other, &account(STAKER), &account(FIRST_HOTKEY), 5 * UNIT);
        lock(STAKER, FIRST_HOTKEY, netuid, UNIT);
        lock(STAKER, FIRST_HOTKEY, other, UNIT);
        for netuid in [netuid, other] {
            assert_ok!(SubtensorModule::set_perpetual_lock(
                signed(&account(STAKER)),
                netuid,
                true
            ));
        }
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(locked(STAKER, netuid), None);
        assert_eq!(DecayingLock::<Test>::get(account(STAKER), netuid), None);
        assert_eq!(HotkeyLock::<Test>::iter_key_prefix(netuid).count(), 0);
        assert_eq!(locked(STAKER, other), Some((UNIT, 0)));
        assert_eq!(LockingColdkeys::<Test>::iter_keys().count(), 1);
    });
}

/// Pays an epoch in which the owner has earned this much, and nobody else.
fn pay_owner_cut(netuid: NetUid, amount: u64) {
    let pending = crate::emission::Pending {
        owner: AlphaBalance(amount),
        ..Default::default()
    };
    SubnetAlphaOut::<Test>::mutate(netuid, |out| {
        *out = out.saturating_add(AlphaBalance(amount));
    });
    SubtensorModule::pay_epoch(netuid, pending, SubtensorModule::now());
}

#[test]
fn the_cut_of_an_owner_is_locked_where_the_subnet_wants_that() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let pay = |amount: u64| pay_owner_cut(netuid, amount);
        pay(UNIT);
        assert_eq!(locked(OWNER, netuid), None);
        OwnerCutAutoLockEnabled::<Test>::insert(netuid, true);
        pay(2 * UNIT);
        assert_eq!(locked(OWNER, netuid), Some((2 * UNIT, 2 * UNIT)));
        assert_eq!(lock_hotkey(OWNER, netuid), Some(account(OWNER_HOTKEY)));
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(OWNER)),
            account(FIRST_HOTKEY),
            netuid
        ));
        pay(3 * UNIT);
        assert_eq!(locked(OWNER, netuid).unwrap().0, 5 * UNIT);
        assert_eq!(lock_hotkey(OWNER, netuid), Some(account(FIRST_HOTKEY)));
        // Too little to be a lock of its own, and nothing, are no reason to fail.
        pay(0);
        assert_eq!(total(OWNER, netuid), 6 * UNIT);
        check_buckets();
    });
}

fn has_locked() -> bool {
    pallet_events()
        .iter()
        .any(|event| matches!(event, Event::StakeLocked { .. }))
}

#[test]
fn a_cut_that_is_too_little_for_a_lock_is_paid_and_stays_free() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        OwnerCutAutoLockEnabled::<Test>::insert(netuid, true);
        let mut paid = 0;
        for amount in [1, 50, 99] {
            pay_owner_cut(netuid, amount);
            paid += amount;
            assert_eq!(total(OWNER, netuid), paid);
            assert_eq!(locked(OWNER, netuid), None);
        }
        assert!(!has_locked());
        pay_owner_cut(netuid, 100);
        assert_eq!(total(OWNER, netuid), paid + 100);
        assert_eq!(locked(OWNER, netuid), Some((100, 100)));
        assert!(has_locked());
    });
}

#[test]
fn a_little_cut_is_added_to_a_lock_on_whatever_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        OwnerCutAutoLockEnabled::<Test>::insert(netuid, true);
        pay_owner_cut(netuid, 100);
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(OWNER)),
            account(FIRST_HOTKEY),
            netuid
        ));
        for amount in [1, 99] {
            pay_owner_cut(netuid, amount);
        }
        assert_eq!(locked(OWNER, netuid), Some((200, 0)));
        assert_eq!(lock_hotkey(OWNER, netuid), Some(account(FIRST_HOTKEY)));
        let own = SubtensorModule::stake_of(&account(OWNER_HOTKEY), &account(OWNER), netuid);
        assert_eq!(own, AlphaBalance(200));
        check_buckets();
    });
}

#[test]
fn a_cut_for_a_hotkey_of_nobody_is_paid_and_stays_free() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        SubtensorModule::set_owner_hotkey(netuid, &account(99));
        OwnerCutAutoLockEnabled::<Test>::insert(netuid, true);
        pay_owner_cut(netuid, UNIT);
        let paid = SubtensorModule::stake_of(&account(99), &account(OWNER), netuid);
        assert_eq!(paid, AlphaBalance(UNIT));
        assert_eq!(locked(OWNER, netuid), None);
    });
}
