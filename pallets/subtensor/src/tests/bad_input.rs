//! Stake calls with input that cannot work: the documented error, and nothing changed.

use frame_support::{
    assert_noop, assert_ok, assert_storage_noop,
    dispatch::DispatchResult,
    storage::{TransactionOutcome, with_transaction},
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{AccountId32, DispatchError};

use super::{
    paying::{grant, held},
    random_calls::state_root,
};
use crate::{mock::*, pallet::*};

/// A subnet that trades, with a staker, account 5, under hotkey 2.
const OPEN: NetUid = NetUid(2);
/// One that trades too.
const OTHER: NetUid = NetUid(3);
/// One that was not started.
const CLOSED: NetUid = NetUid(4);
/// None at all.
const UNKNOWN: NetUid = NetUid(77);
/// What the staker holds.
const HELD: u64 = 10 * UNIT;

fn stage() {
    for (number, netuid) in [(1, OPEN), (3, OTHER)] {
        let added = add_network(&account(number), &account(number + 1));
        assert_eq!(added, netuid);
        set_reserves(netuid, 100 * UNIT, 100 * UNIT);
    }
    let added = add_unstarted_network(&account(6), &account(7));
    assert_eq!(added, CLOSED);
    grant(OPEN, 5, 2, HELD);
    fund(&account(5), 1_000_000 * UNIT);
}

fn send(call: Call<Test>) -> DispatchResult {
    dispatch(signed(&account(5)), call)
}

#[track_caller]
fn refused(calls: impl IntoIterator<Item = Call<Test>>, error: impl Into<DispatchError>) {
    let error: DispatchError = error.into();
    for call in calls {
        println!("{call:?}");
        assert_noop!(send(call), error);
    }
}

/// The account of a subnet: nobody has its key.
fn system_account() -> AccountId32 {
    SubtensorModule::subnet_account(OPEN).expect("the subnet exists")
}

/// Both orders to buy.
fn buys(hotkey: &AccountId32, netuid: NetUid, tao: u64) -> Vec<Call<Test>> {
    let amount_staked = TaoBalance(tao);
    let mut calls = vec![
        Call::add_stake {
            hotkey: hotkey.clone(),
            netuid,
            amount_staked,
        },
        Call::add_stake_burn {
            hotkey: hotkey.clone(),
            netuid,
            amount: amount_staked,
            limit: None,
        },
    ];
    calls.extend([false, true].map(|allow_partial| Call::add_stake_limit {
        hotkey: hotkey.clone(),
        netuid,
        amount_staked,
        limit_price: TaoBalance(u64::MAX),
        allow_partial,
    }));
    calls
}

/// The orders to sell with an amount.
fn sales(hotkey: &AccountId32, netuid: NetUid, alpha: u64) -> Vec<Call<Test>> {
    let amount_unstaked = AlphaBalance(alpha);
    let mut calls = vec![Call::remove_stake {
        hotkey: hotkey.clone(),
        netuid,
        amount_unstaked,
    }];
    calls.extend([false, true].map(|allow_partial| Call::remove_stake_limit {
        hotkey: hotkey.clone(),
        netuid,
        amount_unstaked,
        limit_price: TaoBalance(1_000),
        allow_partial,
    }));
    calls
}

/// The orders to sell everything, without a limit and with one.
fn full_sales(hotkey: &AccountId32, netuid: NetUid) -> [Call<Test>; 2] {
    [None, Some(TaoBalance(1_000))].map(|limit_price| Call::remove_stake_full_limit {
        hotkey: hotkey.clone(),
        netuid,
        limit_price,
    })
}

/// Every way to move stake from the first pair to the second, where both are given by one hotkey
/// or two.
fn moves(
    hotkeys: (&AccountId32, &AccountId32),
    netuids: (NetUid, NetUid),
    alpha: u64,
) -> Vec<Call<Test>> {
    let alpha_amount = AlphaBalance(alpha);
    let (origin_hotkey, destination_hotkey) = (hotkeys.0.clone(), hotkeys.1.clone());
    let (origin_netuid, destination_netuid) = netuids;
    let hotkey = origin_hotkey.clone();
    let limit_price = TaoBalance(0);
    let mut calls = vec![
        Call::move_stake {
            origin_hotkey: origin_hotkey.clone(),
            destination_hotkey: destination_hotkey.clone(),
            origin_netuid,
            destination_netuid,
            alpha_amount,
        },
        Call::move_stake_limit {
            origin_hotkey,
            destination_hotkey,
            origin_netuid,
            destination_netuid,
            alpha_amount,
            limit_price,
            allow_partial: true,
        },
    ];
    if hotkeys.0 == hotkeys.1 {
        calls.push(transfer(&hotkey, netuids, alpha));
        calls.push(Call::swap_stake {
            hotkey: hotkey.clone(),
            origin_netuid,
            destination_netuid,
            alpha_amount,
        });
        calls.push(Call::swap_stake_limit {
            hotkey,
            origin_netuid,
            destination_netuid,
            alpha_amount,
            limit_price,
            allow_partial: false,
        });
    }
    calls
}

/// Stake that goes to another coldkey under the same hotkey.
fn transfer(hotkey: &AccountId32, netuids: (NetUid, NetUid), alpha: u64) -> Call<Test> {
    Call::transfer_stake {
        destination_coldkey: account(8),
        hotkey: hotkey.clone(),
        origin_netuid: netuids.0,
        destination_netuid: netuids.1,
        alpha_amount: AlphaBalance(alpha),
    }
}

#[test]
fn nothing_and_dust_are_too_low() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let mine = account(2);
        for amount in [0, 1, 1_999_999] {
            refused(buys(&mine, OPEN, amount), Error::<Test>::AmountTooLow);
            refused(
                buys(&mine, NetUid::ROOT, amount),
                Error::<Test>::AmountTooLow,
            );
            refused(sales(&mine, OPEN, amount), Error::<Test>::AmountTooLow);
            let across = moves((&mine, &mine), (OPEN, OTHER), amount);
            refused(across, Error::<Test>::AmountTooLow);
            let within = moves((&mine, &account(4)), (OPEN, OPEN), amount);
            refused(within, Error::<Test>::AmountTooLow);
            let given = transfer(&mine, (OPEN, OPEN), amount);
            refused([given], Error::<Test>::AmountTooLow);
        }
    });
}

#[test]
fn nobody_sells_or_moves_more_than_he_holds() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let hotkey = account(2);
        let [_, limited @ ..] =
            <[Call<Test>; 3]>::try_from(sales(&hotkey, OPEN, HELD + 1)).expect("there are three");
        refused(limited, Error::<Test>::NotEnoughStakeToWithdraw);
        // Who holds nothing under a hotkey has nothing to sell, were it his own or not.
        for other in [account(4), account(7)] {
            let [plain, ..] =
                <[Call<Test>; 3]>::try_from(sales(&other, OPEN, UNIT)).expect("there are three");
            refused([plain], Error::<Test>::AmountTooLow);
            let limited = sales(&other, OPEN, UNIT).split_off(1);
            refused(limited, Error::<Test>::NotEnoughStakeToWithdraw);
            refused(full_sales(&other, OPEN), Error::<Test>::AmountTooLow);
            refused(
                moves((&other, &other), (OPEN, OTHER), UNIT),
                Error::<Test>::AmountTooLow,
            );
            refused(
                moves((&other, &hotkey), (OPEN, OTHER), UNIT),
                Error::<Test>::AmountTooLow,
            );
            refused(
                [Call::unstake_all_alpha { hotkey: other }],
                Error::<Test>::AmountTooLow,
            );
        }
    });
}

/// The state after a call, which is undone.
fn state_after(call: Call<Test>) -> Vec<u8> {
    println!("{call:?}");
    let root: Result<Vec<u8>, DispatchError> = with_transaction(|| {
        assert_ok!(send(call));
        assert_eq!(held(OPEN, 5, 2), 0);
        TransactionOutcome::Rollback(Ok(state_root()))
    });
    root.expect("nothing fails")
}

#[test]
fn an_order_for_more_than_is_held_takes_exactly_what_is_held() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let mine = account(2);
        let orders = |amount: u64| {
            let mut calls = moves((&mine, &mine), (OPEN, OTHER), amount);
            calls.extend(moves((&mine, &account(4)), (OPEN, OTHER), amount));
            calls.extend(moves((&mine, &account(4)), (OPEN, OPEN), amount));
            calls.push(transfer(&mine, (OPEN, OPEN), amount));
            calls.extend(sales(&mine, OPEN, amount).into_iter().take(1));
            calls
        };
        for amount in [HELD + 1, u64::MAX] {
            for (all, more) in orders(HELD).into_iter().zip(orders(amount)) {
                assert_eq!(state_after(all), state_after(more));
            }
        }
        assert_eq!(held(OPEN, 5, 2), HELD);
    });
}

#[test]
fn nobody_buys_or_sells_more_than_the_pool_can_give() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let hotkey = account(2);
        refused(
            buys(&hotkey, OPEN, 100_001 * UNIT),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(
            buys(&hotkey, NetUid::ROOT, 1_000_001 * UNIT),
            Error::<Test>::NotEnoughBalanceToStake,
        );
        set_reserves(OPEN, UNIT / 1_000, UNIT / 1_000_000);
        grant(OPEN, 5, 2, HELD);
        refused(
            sales(&hotkey, OPEN, HELD),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(
            full_sales(&hotkey, OPEN),
            Error::<Test>::InsufficientLiquidity,
        );
        // Neither side of the pool pays below its floor.
        set_reserves(OPEN, 999_999, 100 * UNIT);
        let [plain, limited @ ..] =
            <[Call<Test>; 3]>::try_from(sales(&hotkey, OPEN, HELD)).expect("there are three");
        let [all, all_limited] = full_sales(&hotkey, OPEN);
        refused([plain, all], Error::<Test>::InsufficientLiquidity);
        refused(
            limited.into_iter().chain([all_limited]),
            pallet_swap::Error::<Test>::ReservesTooLow,
        );
        refused(
            moves((&hotkey, &hotkey), (OPEN, OTHER), UNIT),
            Error::<Test>::InsufficientLiquidity,
        );
    });
}

#[test]
fn a_limit_that_cannot_be_met_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let hotkey = account(2);
        let buy = |limit: u64, allow_partial| Call::add_stake_limit {
            hotkey: hotkey.clone(),
            netuid: OPEN,
            amount_staked: TaoBalance(50 * UNIT),
            limit_price: TaoBalance(limit),
            allow_partial,
        };
        let sell = |limit: u64, allow_partial| Call::remove_stake_limit {
            hotkey: hotkey.clone(),
            netuid: OPEN,
            amount_unstaked: AlphaBalance(HELD),
            limit_price: TaoBalance(limit),
            allow_partial,
        };
        let beyond: DispatchError = pallet_swap::Error::<Test>::PriceLimitExceeded.into();
        for allow_partial in [false, true] {
            refused([buy(UNIT, allow_partial)], beyond);
            refused([buy(0, allow_partial)], beyond);
            refused([sell(UNIT, allow_partial)], beyond);
            refused([sell(u64::MAX, allow_partial)], beyond);
        }
        refused(
            [buy(UNIT + UNIT / 10, false)],
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            [sell(UNIT - UNIT / 10, false)],
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            [Call::remove_stake_full_limit {
                hotkey: hotkey.clone(),
                netuid: OPEN,
                limit_price: Some(TaoBalance(UNIT - UNIT / 10)),
            }],
            Error::<Test>::SlippageTooHigh,
        );
        // So close to the price that less than the minimum fits.
        refused([buy(UNIT + 1, true)], Error::<Test>::AmountTooLow);
        refused(
            [Call::swap_stake_limit {
                hotkey,
                origin_netuid: OPEN,
                destination_netuid: OTHER,
                alpha_amount: AlphaBalance(UNIT),
                limit_price: TaoBalance(UNIT),
                allow_partial: false,
            }],
            Error::<Test>::SlippageTooHigh,
        );
    });
}

#[test]
fn an_unknown_hotkey_is_refused_and_so_is_the_account_of_a_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        for nobody in [account(50), system_account()] {
            let error: DispatchError = Error::<Test>::HotKeyAccountNotExists.into();
            refused(buys(&nobody, OPEN, UNIT), error);
            refused(buys(&nobody, NetUid::ROOT, UNIT), error);
            let mine = account(2);
            refused(moves((&mine, &nobody), (OPEN, OTHER), UNIT), error);
            refused(moves((&mine, &nobody), (OPEN, OPEN), UNIT), error);
            refused(moves((&nobody, &mine), (OPEN, OTHER), UNIT), error);
            refused(moves((&nobody, &nobody), (OPEN, OTHER), UNIT), error);
            refused([transfer(&nobody, (OPEN, OPEN), UNIT)], error);
            // Nobody holds anything under it, and that is looked at first.
            let [plain, limited @ ..] =
                <[Call<Test>; 3]>::try_from(sales(&nobody, OPEN, UNIT)).expect("there are three");
            refused([plain], Error::<Test>::AmountTooLow);
            refused(limited, Error::<Test>::NotEnoughStakeToWithdraw);
            refused(full_sales(&nobody, OPEN), Error::<Test>::AmountTooLow);
            refused(
                [
                    Call::unstake_all {
                        hotkey: nobody.clone(),
                    },
                    Call::unstake_all_alpha {
                        hotkey: nobody.clone(),
                    },
                ],
                error,
            );
        }
        refused(
            [Call::try_associate_hotkey {
                hotkey: system_account(),
            }],
            Error::<Test>::CannotUseSystemAccount,
        );
    });
}

#[test]
fn an_unknown_subnet_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let mine = account(2);
        let error: DispatchError = Error::<Test>::SubnetNotExists.into();
        refused(buys(&mine, UNKNOWN, UNIT), error);
        for netuids in [(OPEN, UNKNOWN), (UNKNOWN, OPEN), (UNKNOWN, UNKNOWN)] {
            refused(moves((&mine, &account(4)), netuids, UNIT), error);
            refused([transfer(&mine, netuids, UNIT)], error);
        }
        for netuids in [(OPEN, UNKNOWN), (UNKNOWN, OPEN)] {
            refused(moves((&mine, &mine), netuids, UNIT), error);
        }
        let [plain, limited @ ..] =
            <[Call<Test>; 3]>::try_from(sales(&mine, UNKNOWN, UNIT)).expect("there are three");
        let [all, all_limited] = full_sales(&mine, UNKNOWN);
        refused([plain, all], Error::<Test>::SubtokenDisabled);
        refused(limited.into_iter().chain([all_limited]), error);
    });
}

#[test]
fn a_subnet_that_was_not_started_takes_no_stake() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let mine = account(2);
        let error: DispatchError = Error::<Test>::SubtokenDisabled.into();
        refused(buys(&mine, CLOSED, UNIT), error);
        for netuids in [(OPEN, CLOSED), (CLOSED, OPEN)] {
            refused(moves((&mine, &mine), netuids, UNIT), error);
        }
        let [plain, limited @ ..] =
            <[Call<Test>; 3]>::try_from(sales(&mine, CLOSED, UNIT)).expect("there are three");
        let [all, all_limited] = full_sales(&mine, CLOSED);
        refused([plain, all], error);
        // With a limit the position is looked at, and there is none.
        refused(limited, Error::<Test>::NotEnoughStakeToWithdraw);
        refused([all_limited], Error::<Test>::AmountTooLow);
    });
}

/// Who mines on such a subnet has stake there. Only orders with a limit take it out, as on the
/// reference chain.
#[test]
fn stake_on_a_subnet_that_was_not_started_leaves_with_a_limit_only() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let mine = account(2);
        grant(CLOSED, 5, 2, HELD);
        let error: DispatchError = Error::<Test>::SubtokenDisabled.into();
        let [plain, limited @ ..] =
            <[Call<Test>; 3]>::try_from(sales(&mine, CLOSED, UNIT)).expect("there are three");
        let [all, all_limited] = full_sales(&mine, CLOSED);
        refused([plain, all], error);
        for (sale, taken) in limited.into_iter().zip([UNIT, 2 * UNIT]) {
            assert_ok!(send(sale));
            assert_eq!(held(CLOSED, 5, 2), HELD - taken);
        }
        assert_ok!(send(all_limited));
        assert_eq!(held(CLOSED, 5, 2), 0);
    });
}

#[test]
fn leaving_a_hotkey_skips_a_subnet_that_was_not_started() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let hotkey = account(2);
        for call in [
            Call::unstake_all {
                hotkey: hotkey.clone(),
            },
            Call::unstake_all_alpha {
                hotkey: hotkey.clone(),
            },
        ] {
            grant(OPEN, 5, 2, HELD);
            grant(CLOSED, 5, 2, HELD);
            let before = held(CLOSED, 5, 2);
            assert_ok!(send(call));
            assert_eq!(held(OPEN, 5, 2), 0);
            assert_eq!(held(CLOSED, 5, 2), before);
        }
    });
}

#[test]
fn leaving_a_hotkey_under_which_nothing_can_be_sold_is_a_success_but_for_alpha_alone() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        grant(CLOSED, 5, 7, HELD);
        // Nothing at all under the first, only stake that does not trade under the second.
        for hotkey in [account(4), account(7)] {
            assert_storage_noop!({
                assert_ok!(send(Call::unstake_all {
                    hotkey: hotkey.clone()
                }));
            });
            refused(
                [Call::unstake_all_alpha { hotkey }],
                Error::<Test>::AmountTooLow,
            );
        }
    });
}
