//! Stake that changes its hotkey, its owner or its subnet.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::{Bought, Market, Sold},
};

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

/// What alpha is worth at the price, in TAO.
fn worth(netuid: NetUid, alpha: u64) -> TaoBalance {
    SubtensorModule::alpha_value(netuid, AlphaBalance(alpha))
}

/// What selling on one subnet gives, and what buying with that on the other does, free of a second
/// fee.
fn quote(origin: NetUid, destination: NetUid, alpha: u64) -> (Sold, Bought) {
    let sold = Swap::sim_swap_alpha_for_tao(origin, AlphaBalance(alpha)).unwrap();
    let (tao, any_price) = (sold.amount_paid_out, Swap::max_price());
    let bought = Swap::swap_tao_for_alpha(destination, tao, any_price, true, true).unwrap();
    (sold, bought)
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
        let (alpha, worth) = (AlphaBalance(UNIT), worth(first, UNIT));
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(account(5), account(2), worth, alpha, first, 0),
                Event::StakeAdded(account(5), account(4), worth, alpha, first, 0),
                Event::StakeMoved(account(5), account(2), first, account(4), first, worth),
            ]
        );
    });
}

#[test]
fn a_swap_sells_on_one_subnet_and_buys_on_the_other() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        let before = held(first, 5, 2);
        let (sold, bought) = quote(first, second, UNIT);
        forget_events();
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
        let (paid_out, fee) = (sold.amount_paid_out, sold.fee_paid.to_u64());
        assert_eq!(fee, 503_547);
        assert_eq!(arrived, bought.amount_paid_out.to_u64());
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(
                    account(5),
                    account(2),
                    paid_out,
                    AlphaBalance(UNIT - fee),
                    first,
                    fee
                ),
                Event::StakeAdded(
                    account(5),
                    account(2),
                    paid_out,
                    AlphaBalance(arrived),
                    second,
                    0
                ),
                Event::StakeSwapped(account(5), account(2), first, second, paid_out),
            ]
        );
    });
}

#[test]
fn a_move_from_root_pays_its_fee_where_it_arrives() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_subnets();
        stake(NetUid::ROOT, &account(5), &account(2), 2 * UNIT);
        let quote = Swap::quote_tao_for_alpha(first, TaoBalance(UNIT));
        assert_eq!(quote.tao_fee, 503_547);
        forget_events();
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(5)),
            account(2),
            account(4),
            NetUid::ROOT,
            first,
            AlphaBalance(UNIT)
        ));
        let (tao, alpha, root) = (TaoBalance(UNIT), AlphaBalance(UNIT), NetUid::ROOT);
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(account(5), account(2), tao, alpha, root, 0),
                Event::StakeAdded(
                    account(5),
                    account(4),
                    tao,
                    AlphaBalance(quote.alpha_amount),
                    first,
                    503_547
                ),
                Event::StakeMoved(account(5), account(2), root, account(4), first, tao),
            ]
        );
    });
}

#[test]
fn a_transfer_gives_stake_to_another_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, _) = two_subnets();
        forget_events();
        assert_ok!(SubtensorModule::transfer_stake(
            signed(&account(5)),
            account(6),
            account(2),
            first,
            first,
            AlphaBalance(UNIT)
        ));
        assert_eq!(held(first, 6, 2), UNIT);
        let (alpha, worth) = (AlphaBalance(UNIT), worth(first, UNIT));
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(account(5), account(2), worth, alpha, first, 0),
                Event::StakeAdded(account(6), account(2), worth, alpha, first, 0),
                Event::StakeTransferred(account(5), account(6), account(2), first, first, worth),
            ]
        );
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

/// The event of account 5 selling all it holds under hotkey 2, as the quote says.
fn sale_of_all(netuid: NetUid) -> Event<Test> {
    let quote = Swap::quote_alpha_for_tao(netuid, AlphaBalance(held(netuid, 5, 2)));
    Event::StakeRemoved(
        account(5),
        account(2),
        TaoBalance(quote.tao_amount),
        AlphaBalance(quote.alpha_amount),
        netuid,
        quote.alpha_fee,
    )
}

#[test]
fn unstaking_all_leaves_nothing_behind() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = two_subnets();
        stake(second, &account(5), &account(2), 3 * UNIT);
        stake(NetUid::ROOT, &account(5), &account(2), 2 * UNIT);
        let before = balance(&account(5));
        let expected = [NetUid::ROOT, first, second].map(sale_of_all);
        forget_events();
        assert_ok!(SubtensorModule::unstake_all(
            signed(&account(5)),
            account(2)
        ));
        for netuid in [first, second, NetUid::ROOT] {
            assert_eq!(held(netuid, 5, 2), 0);
        }
        assert!(balance(&account(5)) > before + 14 * UNIT);
        assert_eq!(pallet_events(), expected);
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
        let sales = [first, second].map(sale_of_all);
        forget_events();
        assert_ok!(SubtensorModule::unstake_all_alpha(
            signed(&account(5)),
            account(2)
        ));
        let staked = held(NetUid::ROOT, 5, 2);
        let [one, other] = sales;
        let added = Event::StakeAdded(
            account(5),
            account(2),
            TaoBalance(staked),
            AlphaBalance(staked),
            NetUid::ROOT,
            0,
        );
        assert_eq!(pallet_events(), [one, other, added]);
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
