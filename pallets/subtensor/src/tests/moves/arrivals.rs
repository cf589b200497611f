//! What arrives on the other side of a move, and what a move leaves behind.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::{move_stake, send, swap_stake, transfer_stake, two_pools};
use crate::{
    mock::*,
    pallet::*,
    tests::paying::{grant, held, pair},
};

/// A swap under hotkey 2 of which a thousandth fits: its limit is 0.99998 of the present rate.
fn narrow_swap(netuids: (NetUid, NetUid)) -> Call<Test> {
    Call::swap_stake_limit {
        hotkey: account(2),
        origin_netuid: netuids.0,
        destination_netuid: netuids.1,
        alpha_amount: AlphaBalance(UNIT),
        limit_price: TaoBalance(999_980_000),
        allow_partial: true,
    }
}

/// The sale of a swap of account 5 under hotkey 2, which is followed by no purchase.
fn sale_alone(netuids: (NetUid, NetUid), tao: u64, alpha: u64, fee: u64) -> [Event<Test>; 2] {
    let (who, hotkey, tao) = (account(5), account(2), TaoBalance(tao));
    let alpha = AlphaBalance(alpha);
    [
        Event::StakeRemoved(who.clone(), hotkey.clone(), tao, alpha, netuids.0, fee),
        Event::StakeSwapped(who, hotkey, netuids.0, netuids.1, tao),
    ]
}

#[test]
fn proceeds_below_the_minimum_stake_stay_free_on_the_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        grant(first, 5, 2, 10 * UNIT);
        fund(&account(5), UNIT);
        forget_events();
        assert_ok!(send(5, narrow_swap((first, second))));
        // 50e9 / 0.99998 - 50e9 may move, 33/65535 of it are the fee, and the rest is sold.
        assert_eq!(held(first, 5, 2), 10 * UNIT - 1_000_020);
        assert_eq!(held(second, 5, 2), 0);
        assert_eq!(balance(&account(5)), UNIT + 999_507);
        let expected = sale_alone((first, second), 999_507, 999_517, 503);
        assert_eq!(pallet_events(), expected);
        assert!(!Delegates::<Test>::contains_key(account(2)));
    });
}

#[test]
fn so_does_a_small_part_of_root_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_pools();
        stake(NetUid::ROOT, &account(5), &account(2), 10 * UNIT);
        let free = balance(&account(5));
        forget_events();
        assert_ok!(send(5, narrow_swap((NetUid::ROOT, first))));
        // 999 995 rao raise the price to 1.00002, and 503 are the fee of such a purchase.
        assert_eq!(held(NetUid::ROOT, 5, 2), 10 * UNIT - 1_000_498);
        assert_eq!(held(first, 5, 2), 0);
        assert_eq!(balance(&account(5)), free + 1_000_498);
        let expected = sale_alone((NetUid::ROOT, first), 1_000_498, 1_000_498, 0);
        assert_eq!(pallet_events(), expected);
    });
}

#[test]
fn whoever_had_no_account_keeps_the_deposit_of_it_free_of_what_is_transferred() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        grant(first, 5, 2, 10 * UNIT);
        fund(&account(5), UNIT);
        forget_events();
        assert_ok!(send(5, transfer_stake(8, 2, (first, second), UNIT)));
        assert_eq!(balance(&account(8)), EXISTENTIAL_DEPOSIT);
        assert_eq!(balance(&account(5)), UNIT);
        assert_eq!(held(first, 5, 2), 9 * UNIT);
        assert_eq!(held(second, 8, 2), 979_907_667);
        let tao = TaoBalance(989_605_382);
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(
                    account(5),
                    account(2),
                    tao,
                    AlphaBalance(999_496_453),
                    first,
                    503_547
                ),
                Event::StakeAdded(
                    account(8),
                    account(2),
                    TaoBalance(989_605_382 - 500),
                    AlphaBalance(979_907_667),
                    second,
                    0
                ),
                Event::StakeTransferred(account(5), account(8), account(2), first, second, tao),
            ]
        );
    });
}

fn take_of(hotkey: u64) -> Option<u16> {
    Delegates::<Test>::try_get(account(hotkey)).ok()
}

#[test]
fn stake_that_arrives_from_another_subnet_makes_somebody_elses_hotkey_a_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        pair(6, 7);
        for hotkey in [2, 7] {
            stake(first, &account(5), &account(hotkey), 10 * UNIT);
        }
        let within = (first, first);
        assert_ok!(send(5, move_stake((2, 4), within, UNIT)));
        assert_ok!(send(5, transfer_stake(8, 2, within, UNIT)));
        assert_eq!([2, 4, 7].map(take_of), [None; 3]);
        let across = (first, second);
        assert_ok!(send(5, move_stake((2, 4), across, UNIT)));
        assert_eq!([2, 4, 7].map(take_of), [None, Some(11_796), None]);
        assert_ok!(send(5, swap_stake(2, across, UNIT)));
        assert_eq!(take_of(2), Some(11_796));
        assert_ok!(send(5, transfer_stake(8, 7, across, UNIT)));
        assert_eq!(take_of(7), Some(11_796));
        // Whoever is a delegate keeps its take.
        Delegates::<Test>::insert(account(7), 5_000);
        assert_ok!(send(5, swap_stake(7, across, UNIT)));
        assert_eq!(take_of(7), Some(5_000));
    });
}

#[test]
fn stake_that_arrives_with_the_owner_of_the_hotkey_makes_no_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        pair(6, 7);
        stake(first, &account(1), &account(2), 10 * UNIT);
        stake(first, &account(5), &account(7), 10 * UNIT);
        let across = (first, second);
        assert_ok!(send(1, swap_stake(2, across, UNIT)));
        assert_ok!(send(5, transfer_stake(6, 7, across, UNIT)));
        assert_eq!([2, 7].map(take_of), [None; 2]);
        // It is the receiver who counts.
        assert_ok!(send(1, transfer_stake(8, 2, across, UNIT)));
        assert_eq!(take_of(2), Some(11_796));
    });
}

/// The block of the last stake operation of a pair.
fn last_block(coldkey: u64, hotkey: u64) -> Option<u64> {
    LastColdkeyHotkeyStakeBlock::<Test>::get(account(coldkey), account(hotkey))
}

#[test]
fn a_stake_operation_is_noted_for_the_pairs_that_bought_or_sold_or_received() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        assert_eq!(last_block(5, 2), None);
        System::set_block_number(10);
        stake(first, &account(5), &account(2), 10 * UNIT);
        assert_eq!(last_block(5, 2), Some(10));
        System::set_block_number(20);
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(5)),
            account(2),
            first,
            AlphaBalance(UNIT)
        ));
        assert_eq!(last_block(5, 2), Some(20));
        System::set_block_number(30);
        assert_ok!(send(5, transfer_stake(8, 2, (first, first), UNIT)));
        assert_eq!(
            [5, 8, 9].map(|who| last_block(who, 2)),
            [Some(20), Some(30), None]
        );
        System::set_block_number(40);
        assert_ok!(send(5, transfer_stake(9, 2, (first, second), UNIT)));
        assert_eq!(
            [5, 8, 9].map(|who| last_block(who, 2)),
            [Some(40), Some(30), Some(40)]
        );
        System::set_block_number(50);
        assert_ok!(send(5, move_stake((2, 4), (first, first), UNIT)));
        assert_eq!(
            [2, 4].map(|hotkey| last_block(5, hotkey)),
            [Some(40), Some(50)]
        );
    });
}
