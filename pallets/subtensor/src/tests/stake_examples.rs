//! Worked examples of staking.md section 25 that are more than one trade or one refusal.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::paying::{assert_close, grant, held};
use crate::{mock::*, pallet::*};

fn subnet_with_pool(tao: u64, alpha: u64) -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, tao, alpha);
    netuid
}

fn remove(netuid: NetUid, amount: u64) -> frame_support::dispatch::DispatchResult {
    SubtensorModule::remove_stake(
        signed(&account(1)),
        account(2),
        netuid,
        AlphaBalance(amount),
    )
}

#[test]
fn a_limited_swap_into_a_deep_pool_moves_a_hundredth() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_with_pool(150 * UNIT, 100 * UNIT);
        let second = add_network(&account(3), &account(4));
        set_reserves(second, 15_000_000 * UNIT, 10_000_000 * UNIT);
        grant(first, 1, 2, 150 * UNIT);
        fund(&account(1), UNIT);
        assert_ok!(SubtensorModule::swap_stake_limit(
            signed(&account(1)),
            account(2),
            first,
            second,
            AlphaBalance(150 * UNIT),
            TaoBalance(990_000_000),
            true
        ));
        assert_close(held(first, 1, 2), 149 * UNIT, UNIT / 10);
        assert_close(held(second, 1, 2), UNIT, UNIT / 10);
    });
}

#[test]
fn what_remains_after_almost_all_was_taken_back_is_exact() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(10_000 * UNIT, 10_000 * UNIT);
        pallet_swap::FeeRate::<Test>::insert(netuid, 0);
        let alpha = stake(netuid, &account(1), &account(2), 10 * UNIT).to_u64();
        let removed = u128::from(alpha) * 999_991 / 1_000_000;
        let removed = u64::try_from(removed).expect("it is less than before");
        assert_ok!(remove(netuid, removed));
        assert_eq!(held(netuid, 1, 2), alpha - removed);
    });
}

#[test]
fn the_flow_of_a_stake_and_its_return_is_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 1_000 * UNIT);
        let author = account(99);
        fund(&author, UNIT);
        BlockAuthor::set(Some(author));
        stake(netuid, &account(1), &account(2), UNIT / 10);
        let net = UNIT / 10 - 50_354;
        let flow = SubnetTaoFlow::<Test>::get(netuid);
        assert!(flow.abs_diff(net as i64) <= 1, "{flow}");
        assert_ok!(remove(netuid, u64::MAX));
        let flow = SubnetTaoFlow::<Test>::get(netuid);
        assert!(flow.abs_diff(0) <= 2, "{flow}");
        BlockAuthor::set(None);
    });
}

#[test]
fn dust_leaves_as_a_whole_or_not_at_all() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        grant(netuid, 1, 2, 1_000_000);
        fund(&account(1), UNIT);
        assert_noop!(remove(netuid, 999_999), Error::<Test>::AmountTooLow);
        assert_ok!(remove(netuid, 1_000_000));
        assert_eq!(held(netuid, 1, 2), 0);
    });
}

#[test]
fn stake_is_not_transferred_while_either_subnet_forbids_it() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_with_pool(100 * UNIT, 100 * UNIT);
        let second = add_network(&account(3), &account(4));
        grant(first, 1, 2, 10 * UNIT);
        fund(&account(1), UNIT);
        let transfer = || {
            SubtensorModule::transfer_stake(
                signed(&account(1)),
                account(6),
                account(2),
                first,
                second,
                AlphaBalance(UNIT),
            )
        };
        for closed in [first, second] {
            TransferToggle::<Test>::insert(closed, false);
            assert_noop!(transfer(), Error::<Test>::TransferDisallowed);
            TransferToggle::<Test>::insert(closed, true);
        }
        // Other moves do not ask for it.
        TransferToggle::<Test>::insert(first, false);
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(1)),
            account(2),
            account(4),
            first,
            second,
            AlphaBalance(UNIT)
        ));
        TransferToggle::<Test>::insert(first, true);
        assert_ok!(transfer());
        assert!(held(second, 6, 2) > UNIT / 2);
    });
}

#[test]
fn a_sale_beyond_a_thousand_times_the_pool_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(UNIT, UNIT);
        grant(netuid, 1, 2, 1_001 * UNIT);
        fund(&account(1), UNIT);
        assert_noop!(
            remove(netuid, 1_001 * UNIT),
            Error::<Test>::InsufficientLiquidity
        );
        assert_ok!(remove(netuid, 1_000 * UNIT));
    });
}

#[test]
fn an_order_that_fits_under_its_limit_fills_as_a_whole() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(150 * UNIT, 100 * UNIT);
        fund(&account(1), 151 * UNIT);
        let before = balance(&account(1));
        let quote = Swap::quote_tao_for_alpha(netuid, TaoBalance(150 * UNIT));
        forget_events();
        assert_ok!(SubtensorModule::add_stake_limit(
            signed(&account(1)),
            account(2),
            netuid,
            TaoBalance(150 * UNIT),
            TaoBalance(24 * UNIT),
            false
        ));
        assert_eq!(before - balance(&account(1)), 150 * UNIT);
        assert_eq!(quote.tao_amount + quote.tao_fee, 150 * UNIT);
        assert_eq!(
            pallet_events(),
            [Event::StakeAdded(
                account(1),
                account(2),
                TaoBalance(150 * UNIT),
                AlphaBalance(quote.alpha_amount),
                netuid,
                quote.tao_fee
            )]
        );
    });
}

/// swap.md 14.9.
#[test]
fn a_limit_below_the_price_is_refused_whether_a_part_would_do_or_not() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(5_032_494_439_940, 186_268_425_402_874);
        fund(&account(1), 20 * UNIT);
        for allow_partial in [true, false] {
            assert_noop!(
                SubtensorModule::add_stake_limit(
                    signed(&account(1)),
                    account(2),
                    netuid,
                    TaoBalance(19_980_000_000),
                    TaoBalance(26_953_618),
                    allow_partial
                ),
                pallet_swap::Error::<Test>::PriceLimitExceeded
            );
        }
    });
}

#[test]
fn a_swap_whose_limit_allows_nothing_moves_nothing_and_says_so() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_with_pool(100 * UNIT, 100 * UNIT);
        let second = add_network(&account(3), &account(4));
        set_reserves(second, 100 * UNIT, 100 * UNIT);
        grant(first, 1, 2, 10 * UNIT);
        fund(&account(1), UNIT);
        let swap = |to: NetUid| {
            SubtensorModule::swap_stake_limit(
                signed(&account(1)),
                account(2),
                first,
                to,
                AlphaBalance(UNIT),
                TaoBalance(2 * UNIT),
                true,
            )
        };
        forget_events();
        assert_ok!(swap(second));
        assert_eq!(held(first, 1, 2), 10 * UNIT);
        let (who, hotkey) = (account(1), account(2));
        let (tao, alpha) = (TaoBalance::ZERO, AlphaBalance::ZERO);
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(who.clone(), hotkey.clone(), tao, alpha, first, 0),
                Event::StakeSwapped(who, hotkey, first, second, tao),
            ]
        );
        // With root on one side the market itself refuses.
        assert_noop!(
            swap(NetUid::ROOT),
            pallet_swap::Error::<Test>::PriceLimitExceeded
        );
    });
}
