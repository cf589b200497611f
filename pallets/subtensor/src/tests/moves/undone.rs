//! Calls that fail when a part of them was done: all of it is undone.

use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{DispatchError, TokenError};

use super::{move_stake, send, swap_stake, transfer_stake, two_pools};
use crate::{
    mock::*,
    pallet::*,
    tests::paying::{grant, held},
};

#[test]
fn a_sale_is_undone_when_the_other_subnet_sells_nothing_for_its_proceeds() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        grant(first, 5, 2, 10 * UNIT);
        fund(&account(5), UNIT);
        let across = (first, second);
        let calls = [
            move_stake((2, 4), across, UNIT),
            move_stake((2, 2), across, UNIT),
            swap_stake(2, across, UNIT),
            transfer_stake(8, 2, across, UNIT),
        ];
        // The reserve to pay from is below the minimum; the one to pay into is so small that the
        // proceeds, 989 605 382 rao, are more than a thousand times as much.
        let refusals: [(u64, u64, DispatchError); 2] = [
            (
                100 * UNIT,
                999_999,
                pallet_swap::Error::<Test>::ReservesTooLow.into(),
            ),
            (
                900_000,
                100 * UNIT,
                pallet_swap::Error::<Test>::SwapInputTooLarge.into(),
            ),
        ];
        for (tao, alpha, error) in refusals {
            set_reserves(second, tao, alpha);
            for call in calls.clone() {
                assert_noop!(send(5, call), error);
            }
        }
        assert_eq!(held(first, 5, 2), 10 * UNIT);
        set_reserves(second, 100 * UNIT, 100 * UNIT);
        for call in calls {
            assert_ok!(send(5, call));
        }
        assert_eq!(held(first, 5, 2), 6 * UNIT);
    });
}

#[test]
fn a_limited_swap_for_which_the_other_subnet_sells_nothing_is_refused_or_moves_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        grant(first, 5, 2, 10 * UNIT);
        fund(&account(5), UNIT);
        set_reserves(second, 100 * UNIT, 999_999);
        let swap = |allow_partial| Call::swap_stake_limit {
            hotkey: account(2),
            origin_netuid: first,
            destination_netuid: second,
            alpha_amount: AlphaBalance(UNIT),
            limit_price: TaoBalance::ZERO,
            allow_partial,
        };
        assert_noop!(send(5, swap(false)), Error::<Test>::SlippageTooHigh);
        assert_ok!(send(5, swap(true)));
        assert_eq!(held(first, 5, 2), 10 * UNIT);
        assert_eq!(balance(&account(5)), UNIT);
    });
}

/// Both ways to leave hotkey 2.
fn departures() -> [Call<Test>; 2] {
    let hotkey = account(2);
    [
        Call::unstake_all {
            hotkey: hotkey.clone(),
        },
        Call::unstake_all_alpha { hotkey },
    ]
}

#[test]
fn leaving_a_hotkey_sells_nothing_when_the_first_proceeds_are_too_little_for_a_new_account() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_pools();
        // 400 rao of alpha are sold for 399 of TAO.
        grant(first, 70, 2, 400);
        grant(second, 70, 2, UNIT);
        let error = DispatchError::Token(TokenError::BelowMinimum);
        for call in departures() {
            assert_noop!(send(70, call), error);
        }
        assert_eq!((held(first, 70, 2), held(second, 70, 2)), (400, UNIT));
        fund(&account(70), EXISTENTIAL_DEPOSIT);
        let [all, _] = departures();
        assert_ok!(send(70, all));
        assert_eq!((held(first, 70, 2), held(second, 70, 2)), (0, 0));
    });
}

#[test]
fn leaving_a_hotkey_undoes_the_sales_before_one_that_fails() {
    new_test_ext().execute_with(|| {
        let (first, second) = two_pools();
        stake(NetUid::ROOT, &account(5), &account(2), UNIT);
        for netuid in [first, second] {
            grant(netuid, 5, 2, UNIT);
        }
        let pot = SubtensorModule::subnet_account(second).expect("the subnet exists");
        Balances::set_balance(&pot, 1_000);
        let free = balance(&account(5));
        for call in departures() {
            assert_noop!(send(5, call), Error::<Test>::InsufficientBalance);
        }
        for netuid in [NetUid::ROOT, first, second] {
            assert_eq!(held(netuid, 5, 2), UNIT);
        }
        assert_eq!(balance(&account(5)), free);
    });
}
