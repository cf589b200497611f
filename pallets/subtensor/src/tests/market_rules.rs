//! What the market does for those who trade, beyond the numbers of an order: the rest of a limited
//! order, fees that nobody can take, limits between pools.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use pallet_alpha_assets::AlphaBurned;

use super::paying::{grant, held};
use crate::{mock::*, pallet::*, stake::Trade};

fn subnet_with_pool(tao: u64, alpha: u64) -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, tao, alpha);
    netuid
}

#[test]
fn tao_that_the_limit_leaves_unspent_goes_back_to_the_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(150 * UNIT, 100 * UNIT);
        fund(&account(5), 1_000 * UNIT);
        forget_events();
        let trade = Trade {
            limit: TaoBalance(24 * UNIT),
            drop_fees: false,
        };
        let alpha = SubtensorModule::stake_into_subnet(
            &account(2),
            &account(5),
            netuid,
            TaoBalance(900 * UNIT),
            trade,
        );
        assert_eq!(alpha, Ok(AlphaBalance(75 * UNIT)));
        let spent = 450 * UNIT + 226_710_634;
        assert_eq!(balance(&account(5)), 1_000 * UNIT - spent);
        assert_eq!(
            pallet_events(),
            [Event::StakeAdded(
                account(5),
                account(2),
                TaoBalance(spent),
                AlphaBalance(75 * UNIT),
                netuid,
                226_710_634
            )]
        );
    });
}

/// A fee of a few rao: less than the existential deposit, for accounts that do not exist.
#[test]
fn a_fee_that_no_account_can_take_stays_with_the_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        pallet_swap::FeeRate::<Test>::insert(netuid, 1);
        let pot = SubtensorModule::subnet_account(netuid).expect("the subnet exists");
        for author in [Some(account(99)), None] {
            BlockAuthor::set(author);
            let before = balance(&pot);
            assert!(!stake(netuid, &account(5), &account(2), 10_000_000).is_zero());
            assert_eq!(balance(&pot) - before, 10_000_000);
            assert_eq!(balance(&account(99)), 0);
        }
        BlockAuthor::set(None);
    });
}

#[test]
fn a_fee_that_the_author_cannot_take_is_burned() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        pallet_swap::FeeRate::<Test>::insert(netuid, 1);
        let burned = SubtensorModule::burn_account();
        fund(&burned, UNIT);
        BlockAuthor::set(Some(account(99)));
        stake(netuid, &account(5), &account(2), 10_000_000);
        assert_eq!(balance(&burned) - UNIT, 152);
        let alpha = AlphaBurned::<Test>::get(netuid);
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(5)),
            account(2),
            netuid,
            AlphaBalance(u64::MAX)
        ));
        let gone = AlphaBurned::<Test>::get(netuid).saturating_sub(alpha);
        assert_eq!(gone, AlphaBalance(152));
        assert_eq!(balance(&account(99)), 0);
        BlockAuthor::set(None);
    });
}

#[test]
fn a_fee_worth_less_than_a_rao_stops_nobody_from_unstaking() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(UNIT, 10_000 * UNIT);
        grant(netuid, 1, 2, 10_000_000);
        fund(&account(1), UNIT);
        let author = account(99);
        fund(&author, UNIT);
        BlockAuthor::set(Some(author.clone()));
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(1)),
            account(2),
            netuid,
            AlphaBalance(10_000_000)
        ));
        assert_eq!(held(netuid, 1, 2), 0);
        assert_eq!(balance(&author), UNIT);
        assert_eq!(AlphaBurned::<Test>::get(netuid), AlphaBalance(5_035));
        BlockAuthor::set(None);
    });
}

#[test]
fn the_total_stake_is_what_the_pools_hold_whatever_fees_were_paid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        let before = TotalStake::<Test>::get();
        for _ in 0..5 {
            stake(netuid, &account(5), &account(2), 10 * UNIT);
            assert_ok!(SubtensorModule::remove_stake(
                signed(&account(5)),
                account(2),
                netuid,
                AlphaBalance(u64::MAX)
            ));
        }
        // The fees of the sales stay in the pool as alpha that nobody holds.
        let pools: TaoBalance = SubnetTAO::<Test>::iter_values().sum();
        assert_eq!(TotalStake::<Test>::get(), pools);
        assert!(pools > before && pools.to_u64() - before.to_u64() < UNIT / 10);
    });
}

/// Two pools, of which the first holds twice the TAO at the same price: its weights are a third and
/// two thirds.
fn unequal_pools() -> (NetUid, NetUid) {
    let first = subnet_with_pool(100 * UNIT, 100 * UNIT);
    let second = add_network(&account(3), &account(4));
    set_reserves(second, 100 * UNIT, 100 * UNIT);
    let injected =
        Swap::adjust_protocol_liquidity(first, TaoBalance(100 * UNIT), AlphaBalance::ZERO);
    assert_eq!(injected.0, TaoBalance(100 * UNIT));
    set_reserves(first, 200 * UNIT, 100 * UNIT);
    grant(first, 5, 2, 100 * UNIT);
    fund(&account(5), UNIT);
    (first, second)
}

#[test]
fn a_limited_swap_arrives_at_the_limit_or_better_whatever_the_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = unequal_pools();
        let limit = 950_000_000;
        let allowed = SubtensorModule::max_move(first, second, TaoBalance(limit));
        let allowed = allowed.expect("both are pools").to_u64();
        assert!(allowed > 20 * UNIT, "equal weights would allow {allowed}");
        let swap = |amount: u64, allow_partial| {
            SubtensorModule::swap_stake_limit(
                signed(&account(5)),
                account(2),
                first,
                second,
                AlphaBalance(amount),
                TaoBalance(limit),
                allow_partial,
            )
        };
        assert_noop!(swap(20 * UNIT, false), Error::<Test>::SlippageTooHigh);
        let before = held(first, 5, 2);
        assert_ok!(swap(90 * UNIT, true));
        let (left, arrived) = (before - held(first, 5, 2), held(second, 5, 2));
        assert!(left > UNIT, "a part of the order was filled");
        // The fee of 33/65535 comes on top of the limit.
        let rate = arrived as f64 / (left as f64 * (1.0 - 33.0 / 65_535.0));
        assert!((0.95..0.951).contains(&rate), "{rate}");
    });
}

/// Between the minimum stake and what the limit allows there may be little.
#[test]
fn a_limited_swap_finds_what_fits_however_little_that_is() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = unequal_pools();
        let little = 3_000_000;
        let swap = |amount: u64, limit: u64, allow_partial| {
            undone(|| {
                let before = held(first, 5, 2);
                let done = SubtensorModule::swap_stake_limit(
                    signed(&account(5)),
                    account(2),
                    first,
                    second,
                    AlphaBalance(amount),
                    TaoBalance(limit),
                    allow_partial,
                );
                done.map(|()| before - held(first, 5, 2))
            })
        };
        let narrow = (1..200)
            .map(|step| UNIT - 1_000 * step)
            .filter(|limit| swap(little, *limit, false) == Ok(little))
            .take_while(|limit| swap(2 * little, *limit, false).is_err())
            .inspect(|limit| {
                let moved = swap(90 * UNIT, *limit, true).expect("a part fits");
                // Halving forty alpha sixteen times leaves it to some 600 000 rao.
                assert!(moved + 700_000 > little, "{moved} at {limit}");
            });
        assert!(narrow.count() > 0, "no limit allows only a little");
    });
}

#[test]
fn a_limited_move_takes_two_hotkeys_and_obeys_the_same_limit() {
    ExtBuilder::default().build_and_execute(|| {
        let (first, second) = unequal_pools();
        let go = |limit: u64, allow_partial| {
            SubtensorModule::move_stake_limit(
                signed(&account(5)),
                account(2),
                account(4),
                first,
                second,
                AlphaBalance(50 * UNIT),
                TaoBalance(limit),
                allow_partial,
            )
        };
        assert_noop!(go(950_000_000, false), Error::<Test>::SlippageTooHigh);
        forget_events();
        assert_ok!(go(950_000_000, true));
        let moved = 100 * UNIT - held(first, 5, 2);
        let fee = Swap::approx_fee_amount(first, moved);
        let Some(Event::StakeMoved(.., tao)) = pallet_events().pop() else {
            panic!("the move is announced last");
        };
        assert!(moved > UNIT && moved < 10 * UNIT, "{moved}");
        assert!(held(second, 5, 4) > moved * 94 / 100);
        assert_eq!(held(second, 5, 2), 0);
        assert_eq!(
            pallet_events(),
            [
                Event::StakeRemoved(
                    account(5),
                    account(2),
                    tao,
                    AlphaBalance(moved - fee),
                    first,
                    fee
                ),
                Event::StakeAdded(
                    account(5),
                    account(4),
                    tao,
                    AlphaBalance(held(second, 5, 4)),
                    second,
                    0
                ),
                Event::StakeMoved(account(5), account(2), first, account(4), second, tao),
            ]
        );
        // Within a subnet nothing is priced.
        assert_ok!(SubtensorModule::move_stake_limit(
            signed(&account(5)),
            account(2),
            account(4),
            first,
            first,
            AlphaBalance(UNIT),
            TaoBalance(u64::MAX),
            false
        ));
        assert_eq!(held(first, 5, 4), UNIT);
        assert_noop!(
            SubtensorModule::move_stake_limit(
                signed(&account(5)),
                account(2),
                account(2),
                first,
                first,
                AlphaBalance(UNIT),
                TaoBalance(1),
                true
            ),
            Error::<Test>::SameNetuid
        );
    });
}

/// staking.md section 9.
#[test]
fn the_most_that_may_move_between_two_pools_follows_the_table() {
    ExtBuilder::default().build_and_execute(|| {
        let first = add_network(&account(1), &account(2));
        let second = add_network(&account(3), &account(4));
        let max = |limit: u64| {
            SubtensorModule::max_move(first, second, TaoBalance(limit))
                .expect("both are pools")
                .to_u64()
        };
        let close = |found: u64, expected: u64| {
            assert!(
                found.abs_diff(expected) <= 1 + expected / 1_000_000_000,
                "{found} is not {expected}"
            );
        };
        set_reserves(first, 150 * UNIT, 100 * UNIT);
        set_reserves(second, 100 * UNIT, 100 * UNIT);
        for (limit, expected) in [
            (100_000_000, 560 * UNIT),
            (500_000_000, 80 * UNIT),
            (750_000_000, 40 * UNIT),
            (UNIT, 20 * UNIT),
            (1_250_000_000, 8 * UNIT),
            (1_499_999_999, 27),
            (1_500_000_000, 0),
            (1_500_000_001, 0),
        ] {
            close(max(limit), expected);
        }
        assert_eq!(max(0), u64::MAX);
        set_reserves(first, 100 * UNIT, 200 * UNIT);
        set_reserves(second, 300 * UNIT, 400 * UNIT);
        close(max(500_000_000), 50 * UNIT);
        for netuid in [first, second] {
            set_reserves(netuid, 1_000, 1_000);
        }
        close(max(100_000_000), 4_500);
        for netuid in [first, second] {
            set_reserves(netuid, 1, 1);
        }
        assert_eq!(max(0), u64::MAX);
        close(max(1), 500_000_000);
        close(max(1_000), 500_000);
        set_reserves(first, 0, 1);
        assert_eq!(max(0), 0);
        for netuid in [first, second] {
            set_reserves(netuid, 1_000_000 * UNIT, 1_000_000 * UNIT);
        }
        assert_eq!(max(4), u64::MAX);
    });
}

#[test]
fn between_root_and_a_pool_the_limit_is_one_of_the_pool() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        let max = |from, to, limit: u64| {
            SubtensorModule::max_move(from, to, TaoBalance(limit)).map(AlphaBalance::to_u64)
        };
        let root = NetUid::ROOT;
        assert_eq!(max(root, root, UNIT), Ok(u64::MAX));
        assert_eq!(max(root, root, UNIT + 1), Ok(0));
        assert_eq!(max(root, netuid, 0), Ok(u64::MAX));
        // A price of four needs as much TAO again as the pool holds, and the fee.
        assert_eq!(max(root, netuid, UNIT / 4), Ok(100_050_380_141));
        assert_eq!(max(netuid, root, UNIT / 4), Ok(100_050_380_141));
        for (from, to) in [(root, netuid), (netuid, root)] {
            assert_eq!(
                max(from, to, UNIT),
                Err(pallet_swap::Error::<Test>::PriceLimitExceeded.into())
            );
        }
    });
}
