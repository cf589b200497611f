//! Stake that changes its hotkey, its owner or its subnet.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use crate::{mock::*, pallet::*};

/// Two started subnets with one staker of 10 TAO on the first.
fn two_subnets() -> (NetUid, NetUid) {
    let first = add_network(&account(1), &account(2));
    let second = add_network(&account(3), &account(4));
    stake(first, &account(5), &account(2), 10 * UNIT);
    (first, second)
}

fn held(netuid: NetUid, coldkey: u64, hotkey: u64) -> u64 {
    SubtensorModule::stake_of(&account(hotkey), &account(coldkey), netuid).to_u64()
}

#[test]
fn a_move_within_a_subnet_costs_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_subnets();
        let before = held(first, 5, 2);
        let (tao, alpha) = (
            SubnetTAO::<Test>::get(first),
            SubnetAlphaIn::<Test>::get(first),
        );
        forget_events();
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(5)),
            account(2),
            account(4),
            first,
            first,
            AlphaBalance(UNIT)
        ));
        assert_eq!(held(first, 5, 2), before - UNIT);
        assert_eq!(held(first, 5, 4), UNIT);
        assert_eq!(SubnetTAO::<Test>::get(first), tao);
        assert_eq!(SubnetAlphaIn::<Test>::get(first), alpha);
        assert!(matches!(
            pallet_events().as_slice(),
            [
                Event::StakeRemoved(..),
                Event::StakeAdded(..),
                Event::StakeMoved(..)
            ]
        ));
    });
}

#[test]
fn a_swap_sells_on_one_subnet_and_buys_on_the_other() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        let before = held(first, 5, 2);
        assert_ok!(SubtensorModule::swap_stake(
            signed(&account(5)),
            account(2),
            first,
            second,
            AlphaBalance(UNIT)
        ));
        assert_eq!(held(first, 5, 2), before - UNIT);
        let arrived = held(second, 5, 2);
        // The stake of 10 TAO had raised the price of the first subnet by two hundredths.
        assert!(arrived > UNIT && arrived < UNIT * 102 / 100, "{arrived}");
    });
}

#[test]
fn a_transfer_gives_stake_to_another_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_subnets();
        assert_ok!(SubtensorModule::transfer_stake(
            signed(&account(5)),
            account(6),
            account(2),
            first,
            first,
            AlphaBalance(UNIT)
        ));
        assert_eq!(held(first, 6, 2), UNIT);
        TransferToggle::<Test>::insert(first, false);
        assert_noop!(
            SubtensorModule::transfer_stake(
                signed(&account(5)),
                account(6),
                account(2),
                first,
                first,
                AlphaBalance(UNIT)
            ),
            Error::<Test>::TransferDisallowed
        );
    });
}

#[test]
fn a_limited_swap_obeys_the_ratio_of_prices() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        let swap = |limit: u64, allow_partial| {
            SubtensorModule::swap_stake_limit(
                signed(&account(5)),
                account(2),
                first,
                second,
                AlphaBalance(5 * UNIT),
                TaoBalance(limit),
                allow_partial,
            )
        };
        assert_noop!(swap(2 * UNIT, false), Error::<Test>::SlippageTooHigh);
        let before = held(first, 5, 2);
        assert_ok!(swap(2 * UNIT, true));
        assert_eq!(held(first, 5, 2), before);
        assert_ok!(swap(UNIT / 2, false));
        assert_eq!(held(first, 5, 2), before - 5 * UNIT);
    });
}

#[test]
fn what_cannot_be_moved_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        let go = |to_hotkey: u64, from: NetUid, to: NetUid, amount: u64| {
            SubtensorModule::move_stake(
                signed(&account(5)),
                account(2),
                account(to_hotkey),
                from,
                to,
                AlphaBalance(amount),
            )
        };
        assert_noop!(go(2, first, first, UNIT), Error::<Test>::SameNetuid);
        assert_noop!(
            go(2, first, NetUid(77), UNIT),
            Error::<Test>::SubnetNotExists
        );
        assert_noop!(
            go(2, NetUid(77), first, UNIT),
            Error::<Test>::SubnetNotExists
        );
        assert_noop!(
            go(9, first, first, UNIT),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(go(4, first, second, 1), Error::<Test>::AmountTooLow);
        assert_noop!(go(4, first, first, 1), Error::<Test>::AmountTooLow);
        SubtokenEnabled::<Test>::insert(second, false);
        assert_noop!(go(4, first, second, UNIT), Error::<Test>::SubtokenDisabled);
    });
}

#[test]
fn unstaking_all_leaves_nothing_behind() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        stake(second, &account(5), &account(2), 3 * UNIT);
        stake(NetUid::ROOT, &account(5), &account(2), 2 * UNIT);
        let before = balance(&account(5));
        assert_ok!(SubtensorModule::unstake_all(
            signed(&account(5)),
            account(2)
        ));
        for netuid in [first, second, NetUid::ROOT] {
            assert_eq!(held(netuid, 5, 2), 0);
        }
        assert!(balance(&account(5)) > before + 14 * UNIT);
        assert_noop!(
            SubtensorModule::unstake_all(signed(&account(5)), account(9))
                .map_err(|failed| failed.error),
            Error::<Test>::HotKeyAccountNotExists
        );
    });
}

#[test]
fn unstaking_all_alpha_ends_on_root() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        stake(second, &account(5), &account(2), 3 * UNIT);
        assert_ok!(SubtensorModule::unstake_all_alpha(
            signed(&account(5)),
            account(2)
        ));
        assert_eq!(held(first, 5, 2) + held(second, 5, 2), 0);
        assert!(held(NetUid::ROOT, 5, 2) > 12 * UNIT);
        assert_noop!(
            SubtensorModule::unstake_all_alpha(signed(&account(5)), account(2))
                .map_err(|failed| failed.error),
            Error::<Test>::AmountTooLow
        );
    });
}

#[test]
fn a_nomination_below_the_minimum_is_sold_with_the_rest() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_subnets();
        stake(first, &account(1), &account(2), 10 * UNIT);
        // The minimum is one TAO.
        NominatorMinRequiredStake::<Test>::put(500_000_000);
        for coldkey in [5, 1] {
            let keep = UNIT / 2;
            let amount = held(first, coldkey, 2) - keep;
            assert_ok!(SubtensorModule::remove_stake(
                signed(&account(coldkey)),
                account(2),
                first,
                AlphaBalance(amount)
            ));
        }
        assert_eq!(held(first, 5, 2), 0);
        assert!(
            held(first, 1, 2) > 0,
            "the owner may keep as little as he likes"
        );
    });
}
