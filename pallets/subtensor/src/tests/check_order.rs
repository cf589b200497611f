//! Which error a user of a stake call sees when several things are wrong (staking.md sections 7
//! and 8). Each attempt has everything wrong that is looked at later; then one thing is cured.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::DispatchError;

use super::paying::{grant, held};
use crate::{mock::*, pallet::*};

/// A subnet that trades, with a pool of 100 TAO and 100 alpha.
const OPEN: NetUid = NetUid(2);
/// One that trades too.
const OTHER: NetUid = NetUid(3);
/// One that was not started.
const CLOSED: NetUid = NetUid(4);
/// None at all.
const UNKNOWN: NetUid = NetUid(77);
/// A hotkey under which nobody may stake: it does not exist.
const NOBODY: u64 = 50;
/// One that exists.
const HOTKEY: u64 = 2;
/// The staker.
const STAKER: u64 = 5;
/// What the staker holds under the hotkey.
const HELD: u64 = 10 * UNIT;
/// More than a thousand times the pool.
const TOO_MUCH: u64 = 100_001 * UNIT;
/// A limit that leaves any price open to a purchase, and none to a sale.
const HIGH: u64 = u64::MAX;
/// A limit that leaves any price open to a sale, and none to a purchase.
const LOW: u64 = 1_000;

fn stage() {
    for (number, netuid) in [(1, OPEN), (3, OTHER)] {
        let added = add_network(&account(number), &account(number + 1));
        assert_eq!(added, netuid);
        set_reserves(netuid, 100 * UNIT, 100 * UNIT);
    }
    let added = add_unstarted_network(&account(6), &account(7));
    assert_eq!(added, CLOSED);
}

/// Locks all that the staker holds but for 1 alpha.
fn stage_with_locked_stake() {
    stage();
    grant(OPEN, STAKER, HOTKEY, HELD);
    fund(&account(STAKER), UNIT);
    assert_ok!(SubtensorModule::lock_stake(
        signed(&account(STAKER)),
        account(HOTKEY),
        OPEN,
        AlphaBalance(HELD - UNIT)
    ));
}

fn add(hotkey: u64, netuid: NetUid, amount: u64) -> DispatchResult {
    SubtensorModule::add_stake(
        signed(&account(STAKER)),
        account(hotkey),
        netuid,
        TaoBalance(amount),
    )
}

fn add_limit(
    hotkey: u64,
    netuid: NetUid,
    amount: u64,
    limit: u64,
    partial: bool,
) -> DispatchResult {
    SubtensorModule::add_stake_limit(
        signed(&account(STAKER)),
        account(hotkey),
        netuid,
        TaoBalance(amount),
        TaoBalance(limit),
        partial,
    )
}

fn remove(netuid: NetUid, amount: u64) -> DispatchResult {
    SubtensorModule::remove_stake(
        signed(&account(STAKER)),
        account(HOTKEY),
        netuid,
        AlphaBalance(amount),
    )
}

fn remove_limit(netuid: NetUid, amount: u64, limit: u64) -> DispatchResult {
    SubtensorModule::remove_stake_limit(
        signed(&account(STAKER)),
        account(HOTKEY),
        netuid,
        AlphaBalance(amount),
        TaoBalance(limit),
        false,
    )
}

fn remove_full(limit: Option<u64>) -> DispatchResult {
    SubtensorModule::remove_stake_full_limit(
        signed(&account(STAKER)),
        account(HOTKEY),
        OPEN,
        limit.map(TaoBalance),
    )
}

fn transfer(hotkey: u64, netuids: (NetUid, NetUid), amount: u64) -> DispatchResult {
    SubtensorModule::transfer_stake(
        signed(&account(STAKER)),
        account(8),
        account(hotkey),
        netuids.0,
        netuids.1,
        AlphaBalance(amount),
    )
}

fn move_from(hotkey: u64, netuids: (NetUid, NetUid), amount: u64) -> DispatchResult {
    SubtensorModule::move_stake(
        signed(&account(STAKER)),
        account(hotkey),
        account(hotkey),
        netuids.0,
        netuids.1,
        AlphaBalance(amount),
    )
}

fn swap_limit(netuids: (NetUid, NetUid), amount: u64, limit: u64) -> DispatchResult {
    SubtensorModule::swap_stake_limit(
        signed(&account(STAKER)),
        account(HOTKEY),
        netuids.0,
        netuids.1,
        AlphaBalance(amount),
        TaoBalance(limit),
        false,
    )
}

#[track_caller]
fn refused(result: impl FnOnce() -> DispatchResult, error: impl Into<DispatchError>) {
    let error: DispatchError = error.into();
    assert_noop!(result(), error);
}

#[test]
fn errors_of_add_stake_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let (least, beyond) = (2_001_007, TOO_MUCH * 1_000);
        // The pool cannot sell.
        set_reserves(OPEN, 100 * UNIT, 999_999);
        refused(
            || add(NOBODY, CLOSED, beyond),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(|| add(NOBODY, UNKNOWN, 0), Error::<Test>::SubnetNotExists);
        refused(|| add(NOBODY, CLOSED, 0), Error::<Test>::SubtokenDisabled);
        refused(|| add(NOBODY, OPEN, least - 1), Error::<Test>::AmountTooLow);
        refused(
            || add(NOBODY, OPEN, least),
            Error::<Test>::NotEnoughBalanceToStake,
        );
        fund(&account(STAKER), UNIT);
        refused(
            || add(NOBODY, OPEN, least),
            Error::<Test>::HotKeyAccountNotExists,
        );
        refused(
            || add(HOTKEY, OPEN, least),
            Error::<Test>::InsufficientLiquidity,
        );
        set_reserves(OPEN, 100 * UNIT, 100 * UNIT);
        assert_ok!(add(HOTKEY, OPEN, least));
    });
}

#[test]
fn errors_of_add_stake_limit_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let (least, beyond) = (2_001_007, TOO_MUCH * 1_000);
        let narrow = UNIT + 1;
        refused(
            || add_limit(NOBODY, CLOSED, beyond, 0, false),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(
            || add_limit(NOBODY, CLOSED, 0, 0, false),
            pallet_swap::Error::<Test>::PriceLimitExceeded,
        );
        // A subnet that is not there has no price that a limit could be compared with.
        refused(
            || add_limit(NOBODY, UNKNOWN, 0, 0, false),
            Error::<Test>::SubnetNotExists,
        );
        refused(
            || add_limit(NOBODY, CLOSED, 0, HIGH, false),
            Error::<Test>::SubtokenDisabled,
        );
        refused(
            || add_limit(NOBODY, OPEN, least - 1, narrow, false),
            Error::<Test>::AmountTooLow,
        );
        refused(
            || add_limit(NOBODY, OPEN, least, narrow, false),
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            || add_limit(NOBODY, OPEN, least, HIGH, false),
            Error::<Test>::NotEnoughBalanceToStake,
        );
        fund(&account(STAKER), UNIT);
        refused(
            || add_limit(NOBODY, OPEN, least, narrow, true),
            Error::<Test>::HotKeyAccountNotExists,
        );
        refused(
            || add_limit(HOTKEY, OPEN, least, narrow, true),
            Error::<Test>::AmountTooLow,
        );
        assert_ok!(add_limit(HOTKEY, OPEN, least, HIGH, false));
    });
}

#[test]
fn errors_of_remove_stake_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage_with_locked_stake();
        for netuid in [UNKNOWN, CLOSED] {
            refused(|| remove(netuid, 0), Error::<Test>::SubtokenDisabled);
        }
        // The pool is too small for the order, and cannot pay.
        set_reserves(OPEN, 999_999, UNIT / 1_000);
        SubtokenEnabled::<Test>::insert(OPEN, false);
        refused(|| remove(OPEN, u64::MAX), Error::<Test>::SubtokenDisabled);
        SubtokenEnabled::<Test>::insert(OPEN, true);
        refused(
            || remove(OPEN, u64::MAX),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(|| remove(OPEN, 0), Error::<Test>::AmountTooLow);
        set_reserves(OPEN, 999_999, 100 * UNIT);
        refused(
            || remove(OPEN, 1_000_000),
            Error::<Test>::InsufficientLiquidity,
        );
        set_reserves(OPEN, 100 * UNIT, 100 * UNIT);
        refused(|| remove(OPEN, 1_000_000), Error::<Test>::AmountTooLow);
        refused(|| remove(OPEN, u64::MAX), Error::<Test>::StakeUnavailable);
        assert_ok!(remove(OPEN, UNIT));
    });
}

#[test]
fn errors_of_remove_stake_limit_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage_with_locked_stake();
        let narrow = UNIT - 1;
        refused(
            || remove_limit(OPEN, TOO_MUCH, HIGH),
            Error::<Test>::InsufficientLiquidity,
        );
        refused(
            || remove_limit(OPEN, 0, HIGH),
            pallet_swap::Error::<Test>::PriceLimitExceeded,
        );
        refused(
            || remove_limit(UNKNOWN, 0, HIGH),
            Error::<Test>::SubnetNotExists,
        );
        refused(
            || remove_limit(OPEN, 0, narrow),
            Error::<Test>::AmountTooLow,
        );
        refused(
            || remove_limit(OPEN, HELD + 1, narrow),
            Error::<Test>::NotEnoughStakeToWithdraw,
        );
        refused(
            || remove_limit(OPEN, 1_000_000, narrow),
            Error::<Test>::AmountTooLow,
        );
        refused(|| remove_full(Some(narrow)), Error::<Test>::SlippageTooHigh);
        refused(|| remove_full(None), Error::<Test>::StakeUnavailable);
        refused(
            || remove_limit(OPEN, HELD, narrow),
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            || remove_limit(OPEN, HELD, LOW),
            Error::<Test>::StakeUnavailable,
        );
        refused(|| remove_full(Some(LOW)), Error::<Test>::StakeUnavailable);
        assert_ok!(remove_limit(OPEN, UNIT, LOW));
    });
}

#[test]
fn errors_of_moves_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage_with_locked_stake();
        set_reserves(OPEN, 999_999, 100 * UNIT);
        for closed in [OPEN, OTHER] {
            TransferToggle::<Test>::insert(closed, false);
        }
        refused(
            || move_from(NOBODY, (UNKNOWN, UNKNOWN), 0),
            Error::<Test>::SameNetuid,
        );
        for netuids in [(UNKNOWN, CLOSED), (CLOSED, UNKNOWN)] {
            let error: DispatchError = Error::<Test>::SubnetNotExists.into();
            refused(|| move_from(NOBODY, netuids, 0), error);
            refused(|| transfer(NOBODY, netuids, 0), error);
        }
        for netuids in [(CLOSED, OPEN), (OPEN, CLOSED)] {
            refused(
                || transfer(NOBODY, netuids, 0),
                Error::<Test>::SubtokenDisabled,
            );
        }
        let across = (OPEN, OTHER);
        refused(
            || transfer(NOBODY, across, 0),
            Error::<Test>::HotKeyAccountNotExists,
        );
        refused(
            || transfer(HOTKEY, across, UNIT),
            Error::<Test>::InsufficientLiquidity,
        );
        set_reserves(OPEN, 100 * UNIT, 100 * UNIT);
        refused(
            || transfer(HOTKEY, across, 2_000_000),
            Error::<Test>::AmountTooLow,
        );
        refused(
            || transfer(HOTKEY, across, HELD),
            Error::<Test>::TransferDisallowed,
        );
        TransferToggle::<Test>::insert(OPEN, true);
        refused(
            || transfer(HOTKEY, across, HELD),
            Error::<Test>::TransferDisallowed,
        );
        TransferToggle::<Test>::insert(OTHER, true);
        refused(
            || transfer(HOTKEY, across, HELD),
            Error::<Test>::StakeUnavailable,
        );
        assert_ok!(transfer(HOTKEY, across, UNIT));
    });
}

#[test]
fn errors_of_limited_moves_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage_with_locked_stake();
        // Where the limit is one of a pool, it is compared with the price before all else.
        refused(
            || swap_limit((OPEN, UNKNOWN), 0, HIGH),
            pallet_swap::Error::<Test>::PriceLimitExceeded,
        );
        refused(
            || swap_limit((OPEN, UNKNOWN), 0, LOW),
            Error::<Test>::SubnetNotExists,
        );
        let across = (OPEN, OTHER);
        refused(|| swap_limit(across, 0, HIGH), Error::<Test>::AmountTooLow);
        refused(
            || swap_limit(across, HELD, HIGH),
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            || swap_limit(across, HELD, UNIT * 99 / 100),
            Error::<Test>::SlippageTooHigh,
        );
        refused(
            || swap_limit(across, HELD, LOW),
            Error::<Test>::StakeUnavailable,
        );
        assert_ok!(swap_limit(across, UNIT, LOW));
        assert_eq!(held(OPEN, STAKER, HOTKEY), HELD - UNIT);
    });
}

#[test]
fn errors_of_destroying_alpha_come_in_the_order_of_the_checks() {
    ExtBuilder::default().build_and_execute(|| {
        stage_with_locked_stake();
        SubtokenEnabled::<Test>::insert(NetUid::ROOT, false);
        let destroy = |recycle: bool, hotkey: u64, netuid: NetUid, amount: u64| {
            let (who, hotkey) = (signed(&account(STAKER)), account(hotkey));
            let amount = AlphaBalance(amount);
            if recycle {
                SubtensorModule::recycle_alpha(who, hotkey, amount, netuid)
            } else {
                SubtensorModule::burn_alpha(who, hotkey, amount, netuid)
            }
        };
        let cases = [
            (NOBODY, UNKNOWN, Error::<Test>::SubnetNotExists),
            (
                NOBODY,
                NetUid::ROOT,
                Error::<Test>::CannotBurnOrRecycleOnRootSubnet,
            ),
            (NOBODY, CLOSED, Error::<Test>::SubtokenDisabled),
            (NOBODY, OPEN, Error::<Test>::HotKeyAccountNotExists),
            (HOTKEY, OPEN, Error::<Test>::StakeUnavailable),
        ];
        for (hotkey, netuid, error) in cases {
            let error: DispatchError = error.into();
            for recycle in [true, false] {
                refused(|| destroy(recycle, hotkey, netuid, u64::MAX), error);
            }
        }
        assert_ok!(destroy(true, HOTKEY, OPEN, UNIT / 2));
        assert_ok!(destroy(false, HOTKEY, OPEN, UNIT / 2));
    });
}

#[test]
fn alpha_to_be_burned_is_bought_before_anything_is_said_about_burning() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let buy = |hotkey: u64, netuid: NetUid, limit: Option<u64>| {
            SubtensorModule::add_stake_burn(
                signed(&account(STAKER)),
                account(hotkey),
                netuid,
                TaoBalance(UNIT),
                limit.map(TaoBalance),
            )
        };
        for limit in [None, Some(HIGH)] {
            refused(
                || buy(NOBODY, UNKNOWN, limit),
                Error::<Test>::SubnetNotExists,
            );
            refused(
                || buy(NOBODY, NetUid::ROOT, limit),
                Error::<Test>::NotEnoughBalanceToStake,
            );
        }
        fund(&account(STAKER), 3 * UNIT);
        for limit in [None, Some(HIGH)] {
            refused(
                || buy(NOBODY, NetUid::ROOT, limit),
                Error::<Test>::HotKeyAccountNotExists,
            );
            refused(
                || buy(HOTKEY, NetUid::ROOT, limit),
                Error::<Test>::CannotBurnOrRecycleOnRootSubnet,
            );
            assert_ok!(buy(HOTKEY, OPEN, limit));
        }
    });
}

#[test]
fn leaving_a_hotkey_asks_for_the_hotkey_first() {
    ExtBuilder::default().build_and_execute(|| {
        stage();
        let leave = |hotkey: u64| {
            SubtensorModule::unstake_all_alpha(signed(&account(STAKER)), account(hotkey))
                .map(drop)
                .map_err(|refused| refused.error)
        };
        refused(|| leave(NOBODY), Error::<Test>::HotKeyAccountNotExists);
        refused(|| leave(HOTKEY), Error::<Test>::AmountTooLow);
        grant(OPEN, STAKER, HOTKEY, HELD);
        assert_ok!(leave(HOTKEY));
    });
}
