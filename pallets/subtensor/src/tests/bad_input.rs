//! Stake calls with input that cannot work: the documented error, and nothing changed.

use frame_support::{assert_noop, dispatch::DispatchResult, traits::UnfilteredDispatchable};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{AccountId32, DispatchError};

use super::paying::grant;
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
    call.dispatch_bypass_filter(signed(&account(5)))
        .map(|_| ())
        .map_err(|failed| failed.error)
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
        calls.push(Call::transfer_stake {
            destination_coldkey: account(8),
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
        // Neither side of the pool pays below its floor.
        set_reserves(OPEN, 999_999, 100 * UNIT);
        refused(
            sales(&hotkey, OPEN, HELD).split_off(2),
            pallet_swap::Error::<Test>::ReservesTooLow,
        );
        refused(
            moves((&hotkey, &hotkey), (OPEN, OTHER), UNIT)
                .into_iter()
                .take(1),
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
        let [plain, burn, ..] =
            <[Call<Test>; 4]>::try_from(buys(&mine, UNKNOWN, UNIT)).expect("there are four");
        refused([plain, burn], error);
        for netuids in [(OPEN, UNKNOWN), (UNKNOWN, OPEN), (UNKNOWN, UNKNOWN)] {
            refused(
                moves((&mine, &account(4)), netuids, UNIT)
                    .into_iter()
                    .take(1),
                error,
            );
        }
        let [plain, limited, _] =
            <[Call<Test>; 3]>::try_from(sales(&mine, UNKNOWN, UNIT)).expect("there are three");
        refused([plain], Error::<Test>::SubtokenDisabled);
        refused([limited], error);
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
        let plain = sales(&mine, CLOSED, UNIT).into_iter().take(1);
        refused(plain, error);
    });
}
