//! Where an order begins and where it ends: the smallest stake, and limits on the price.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::paying::{grant, held};
use crate::{mock::*, pallet::*};

/// A subnet that trades, with a pool of 100 TAO and 100 alpha.
fn pool() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, 100 * UNIT, 100 * UNIT);
    netuid
}

/// Root, and a subnet without a pool: on both alpha is TAO.
fn stable_subnets() -> [NetUid; 2] {
    let stable = pool();
    SubnetMechanism::<Test>::remove(stable);
    [NetUid::ROOT, stable]
}

fn add(netuid: NetUid, tao: u64) -> DispatchResult {
    SubtensorModule::add_stake(signed(&account(5)), account(2), netuid, TaoBalance(tao))
}

fn add_limit(netuid: NetUid, tao: u64, limit: u64, allow_partial: bool) -> DispatchResult {
    SubtensorModule::add_stake_limit(
        signed(&account(5)),
        account(2),
        netuid,
        TaoBalance(tao),
        TaoBalance(limit),
        allow_partial,
    )
}

fn remove_limit(netuid: NetUid, alpha: u64, limit: u64, allow_partial: bool) -> DispatchResult {
    SubtensorModule::remove_stake_limit(
        signed(&account(5)),
        account(2),
        netuid,
        AlphaBalance(alpha),
        TaoBalance(limit),
        allow_partial,
    )
}

#[test]
fn without_a_fee_exactly_the_minimum_can_be_staked() {
    ExtBuilder::default().build_and_execute(|| {
        let stable = stable_subnets();
        fund(&account(5), UNIT);
        for netuid in stable {
            assert_noop!(add(netuid, 1_999_999), Error::<Test>::AmountTooLow);
            assert_ok!(add(netuid, 2_000_000));
            assert_eq!(held(netuid, 5, 2), 2_000_000);
        }
    });
}

#[test]
fn a_move_to_another_subnet_must_bring_more_than_the_minimum() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = pool();
        stake(NetUid::ROOT, &account(5), &account(2), 10_000_000);
        let swap = |alpha: u64| {
            SubtensorModule::swap_stake(
                signed(&account(5)),
                account(2),
                NetUid::ROOT,
                netuid,
                AlphaBalance(alpha),
            )
        };
        assert_noop!(swap(2_000_000), Error::<Test>::AmountTooLow);
        assert_ok!(swap(2_000_001));
        assert_eq!(held(NetUid::ROOT, 5, 2), 7_999_999);
        // A fee of 1007 rao, and the slippage.
        assert_eq!(held(netuid, 5, 2), 1_998_954);
    });
}

#[test]
fn proceeds_of_exactly_the_minimum_are_too_low_for_another_subnet_too() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = pool();
        pallet_swap::FeeRate::<Test>::insert(netuid, 0);
        grant(netuid, 5, 2, UNIT);
        let swap = |alpha: u64| {
            SubtensorModule::swap_stake(
                signed(&account(5)),
                account(2),
                netuid,
                NetUid::ROOT,
                AlphaBalance(alpha),
            )
        };
        fund(&account(5), UNIT);
        // 100e9 × 2 000 041 / (100e9 + 2 000 041) = 2 000 000.99, rounded down.
        assert_noop!(swap(2_000_041), Error::<Test>::AmountTooLow);
        assert_ok!(swap(2_000_042));
        assert_eq!(held(NetUid::ROOT, 5, 2), 2_000_001);
    });
}

#[test]
fn where_alpha_is_tao_no_purchase_has_a_limit_below_one() {
    ExtBuilder::default().build_and_execute(|| {
        let stable = stable_subnets();
        fund(&account(5), 10 * UNIT);
        for netuid in stable {
            for limit in [0, UNIT - 1] {
                assert_noop!(
                    add_limit(netuid, UNIT, limit, false),
                    Error::<Test>::SlippageTooHigh
                );
                assert_noop!(
                    add_limit(netuid, UNIT, limit, true),
                    Error::<Test>::AmountTooLow
                );
            }
            assert_ok!(add_limit(netuid, UNIT, UNIT, false));
            assert_ok!(add_limit(netuid, UNIT, u64::MAX, true));
            assert_eq!(held(netuid, 5, 2), 2 * UNIT);
        }
    });
}

#[test]
fn where_alpha_is_tao_a_sale_with_a_limit_above_one_sells_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let stable = stable_subnets();
        for netuid in stable {
            stake(netuid, &account(5), &account(2), 3 * UNIT);
            let free = balance(&account(5));
            for limit in [UNIT + 1, u64::MAX] {
                assert_noop!(
                    remove_limit(netuid, UNIT, limit, false),
                    Error::<Test>::SlippageTooHigh
                );
                forget_events();
                assert_ok!(remove_limit(netuid, UNIT, limit, true));
                assert_eq!(
                    pallet_events(),
                    [Event::StakeRemoved(
                        account(5),
                        account(2),
                        TaoBalance::ZERO,
                        AlphaBalance::ZERO,
                        netuid,
                        0
                    )]
                );
            }
            assert_eq!(held(netuid, 5, 2), 3 * UNIT);
            assert_eq!(balance(&account(5)), free);
            assert_ok!(remove_limit(netuid, UNIT, UNIT, false));
            assert_ok!(remove_limit(netuid, UNIT, 0, true));
            assert_eq!(held(netuid, 5, 2), UNIT);
            assert_eq!(balance(&account(5)), free + 2 * UNIT);
        }
    });
}

/// At a quarter of the price the pool holds twice the alpha and half the TAO.
#[test]
fn a_sale_ends_where_its_limit_is_reached_and_the_rest_stays_stake() {
    ExtBuilder::default().build_and_execute(|| {
        BlockAuthor::set(None);
        let netuid = pool();
        grant(netuid, 5, 2, 150 * UNIT);
        fund(&account(5), UNIT);
        let (limit, fee) = (UNIT / 4, 50_380_141);
        let most = 100 * UNIT + fee;
        assert_noop!(
            remove_limit(netuid, most + 1, limit, false),
            Error::<Test>::SlippageTooHigh
        );
        forget_events();
        assert_ok!(remove_limit(netuid, 150 * UNIT, limit, true));
        assert_eq!(held(netuid, 5, 2), 150 * UNIT - most);
        assert_eq!(balance(&account(5)), UNIT + 50 * UNIT);
        assert_eq!(
            pallet_events(),
            [Event::StakeRemoved(
                account(5),
                account(2),
                TaoBalance(50 * UNIT),
                AlphaBalance(100 * UNIT),
                netuid,
                fee
            )]
        );
        assert_eq!(SubnetTAO::<Test>::get(netuid), TaoBalance(50 * UNIT));
        assert_eq!(SubnetAlphaIn::<Test>::get(netuid), AlphaBalance(200 * UNIT));
        assert_eq!(SubtensorModule::alpha_price(netuid), 0.25);
        for allow_partial in [false, true] {
            assert_noop!(
                remove_limit(netuid, UNIT, limit, allow_partial),
                pallet_swap::Error::<Test>::PriceLimitExceeded
            );
        }
    });
}

#[test]
fn a_sale_of_just_what_its_limit_allows_is_filled_as_a_whole() {
    ExtBuilder::default().build_and_execute(|| {
        BlockAuthor::set(None);
        let netuid = pool();
        grant(netuid, 5, 2, 30 * UNIT);
        fund(&account(5), UNIT);
        // sqrt(1 / 0.64) = 1.25: a quarter of the alpha more, a fifth of the TAO less.
        let (limit, fee) = (640_000_000, 12_595_035);
        let most = 25 * UNIT + fee;
        assert_noop!(
            remove_limit(netuid, most + 1, limit, false),
            Error::<Test>::SlippageTooHigh
        );
        assert_ok!(remove_limit(netuid, most, limit, false));
        assert_eq!(held(netuid, 5, 2), 30 * UNIT - most);
        assert_eq!(balance(&account(5)), UNIT + 20 * UNIT);
    });
}
