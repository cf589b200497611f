//! Staking and taking stake back: the worked examples of staking.md section 25, and every refusal.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use crate::{mock::*, pallet::*};

/// A started subnet whose pool has these reserves, and the account behind them.
fn subnet_with_pool(tao: u64, alpha: u64) -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_pool(netuid, tao, alpha);
    netuid
}

fn set_pool(netuid: NetUid, tao: u64, alpha: u64) {
    let pot = SubtensorModule::subnet_account(netuid).expect("the subnet exists");
    let held = balance(&pot);
    if held < tao + UNIT {
        fund(&pot, tao + UNIT - held);
    }
    SubnetTAO::<Test>::insert(netuid, TaoBalance(tao));
    SubnetAlphaIn::<Test>::insert(netuid, AlphaBalance(alpha));
}

/// Gives `alpha` to a position without going through the pool.
fn grant(netuid: NetUid, coldkey: u64, hotkey: u64, alpha: u64) {
    SubtensorModule::increase_one(
        &account(hotkey),
        &account(coldkey),
        netuid,
        AlphaBalance(alpha),
    );
    SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(alpha.into()));
}

fn held(netuid: NetUid, coldkey: u64, hotkey: u64) -> u64 {
    SubtensorModule::stake_of(&account(hotkey), &account(coldkey), netuid).to_u64()
}

#[test]
fn staking_moves_the_pool_as_in_the_worked_example() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(10 * UNIT, 5 * UNIT);
        let (stake_before, volume) = (TotalStake::<Test>::get(), SubnetVolume::<Test>::get(netuid));
        fund(&account(1), 2 * UNIT);
        assert_ok!(SubtensorModule::add_stake(
            signed(&account(1)),
            account(2),
            netuid,
            UNIT.into()
        ));
        assert_eq!(SubnetTAO::<Test>::get(netuid), TaoBalance(10_999_496_453));
        assert_eq!(
            SubnetAlphaIn::<Test>::get(netuid),
            AlphaBalance(5 * UNIT - 454_337_367)
        );
        assert_eq!(
            SubnetAlphaOut::<Test>::get(netuid),
            AlphaBalance(454_337_367)
        );
        assert_eq!(held(netuid, 1, 2), 454_337_367);
        assert_eq!(
            TotalStake::<Test>::get().to_u64() - stake_before.to_u64(),
            UNIT
        );
        assert_eq!(SubnetVolume::<Test>::get(netuid) - volume, u128::from(UNIT));
        assert_eq!(SubnetTaoFlow::<Test>::get(netuid), 999_496_453);
    });
}

#[test]
fn unstaking_pays_what_the_pool_gives_and_the_author_earns_the_fee() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        grant(netuid, 1, 2, 20 * UNIT);
        let author = account(99);
        fund(&author, UNIT);
        BlockAuthor::set(Some(author.clone()));
        let (before, earned) = (balance(&account(1)), balance(&author));
        forget_events();
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(1)),
            account(2),
            netuid,
            (10 * UNIT).into()
        ));
        assert_eq!(balance(&account(1)) - before, 9_086_747_349);
        assert!(balance(&author) > earned);
        assert_eq!(held(netuid, 1, 2), 10 * UNIT);
        assert_eq!(
            pallet_events().last(),
            Some(&Event::StakeRemoved(
                account(1),
                account(2),
                TaoBalance(9_086_747_349),
                AlphaBalance(10 * UNIT - 5_035_477),
                netuid,
                5_035_477
            ))
        );
        BlockAuthor::set(None);
    });
}

#[test]
fn unstaking_everything_obeys_the_limit_price() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        grant(netuid, 1, 2, 10 * UNIT);
        let remove = |limit: Option<u64>| {
            SubtensorModule::remove_stake_full_limit(
                signed(&account(1)),
                account(2),
                netuid,
                limit.map(TaoBalance),
            )
        };
        assert_noop!(remove(Some(910_000_000)), Error::<Test>::SlippageTooHigh);
        assert_ok!(remove(Some(90_000_000)));
        assert_eq!(held(netuid, 1, 2), 0);
        grant(netuid, 1, 2, 10 * UNIT);
        assert_ok!(remove(None));
        assert_eq!(held(netuid, 1, 2), 0);
    });
}

#[test]
fn a_limited_order_fills_up_to_its_price_or_not_at_all() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(150 * UNIT, 100 * UNIT);
        fund(&account(1), 900 * UNIT);
        let add = |amount: u64, allow_partial| {
            SubtensorModule::add_stake_limit(
                signed(&account(1)),
                account(2),
                netuid,
                amount.into(),
                (24 * UNIT).into(),
                allow_partial,
            )
        };
        assert_noop!(add(900 * UNIT, false), Error::<Test>::SlippageTooHigh);
        let before = balance(&account(1));
        assert_ok!(add(900 * UNIT, true));
        assert_eq!(held(netuid, 1, 2), 75 * UNIT);
        let spent = before - balance(&account(1));
        assert_eq!(900 * UNIT - spent, 450 * UNIT - 226_710_634);
        let price = SubtensorModule::alpha_price(netuid).to_num::<f64>();
        assert!((price - 24.0).abs() < 0.01, "{price}");
    });
}

#[test]
fn root_stake_is_tao_one_to_one() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        let root = NetUid::ROOT;
        let total = TotalStake::<Test>::get();
        stake(root, &account(1), &account(2), UNIT);
        assert_eq!(held(root, 1, 2), UNIT);
        assert_eq!(SubnetTAO::<Test>::get(root), TaoBalance(UNIT));
        assert_eq!(SubnetAlphaOut::<Test>::get(root), AlphaBalance(UNIT));
        assert_eq!(SubnetAlphaIn::<Test>::get(root), AlphaBalance::ZERO);
        assert_eq!(SubnetVolume::<Test>::get(root), u128::from(UNIT));
        assert_eq!(TotalStake::<Test>::get().to_u64() - total.to_u64(), UNIT);
        assert_eq!(StakingColdkeysByIndex::<Test>::get(0), Some(account(1)));
        let before = balance(&account(1));
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(1)),
            account(2),
            root,
            UNIT.into()
        ));
        assert_eq!(balance(&account(1)) - before, UNIT);
        assert_eq!(NumStakingColdkeys::<Test>::get(), 0);
    });
}

#[test]
fn staking_the_whole_balance_leaves_the_existential_deposit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        fund(&account(7), UNIT);
        forget_events();
        assert_ok!(SubtensorModule::add_stake(
            signed(&account(7)),
            account(2),
            netuid,
            UNIT.into()
        ));
        assert_eq!(balance(&account(7)), EXISTENTIAL_DEPOSIT);
        assert!(matches!(
            pallet_events().last(),
            Some(Event::StakeAdded(_, _, TaoBalance(amount), ..)) if *amount == UNIT - 500
        ));
    });
}

#[test]
fn what_cannot_be_staked_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        fund(&account(1), UNIT);
        let rich = account(5);
        fund(&rich, 300_000 * UNIT);
        let add = |who: u64, hotkey: u64, netuid: NetUid, amount: u64| {
            SubtensorModule::add_stake(
                signed(&account(who)),
                account(hotkey),
                netuid,
                amount.into(),
            )
        };
        assert_noop!(add(1, 2, NetUid(77), UNIT), Error::<Test>::SubnetNotExists);
        assert_noop!(add(1, 2, netuid, 0), Error::<Test>::AmountTooLow);
        assert_noop!(add(1, 2, netuid, 999), Error::<Test>::AmountTooLow);
        assert_noop!(add(1, 2, netuid, 2_001_006), Error::<Test>::AmountTooLow);
        assert_ok!(add(1, 2, netuid, 2_001_007));
        assert_noop!(
            add(1, 2, netuid, 5 * UNIT),
            Error::<Test>::NotEnoughBalanceToStake
        );
        assert_noop!(
            add(1, 3, netuid, UNIT / 2),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            add(5, 2, netuid, 200_000 * UNIT),
            Error::<Test>::InsufficientLiquidity
        );
        SubtokenEnabled::<Test>::insert(netuid, false);
        assert_noop!(add(1, 2, netuid, UNIT / 2), Error::<Test>::SubtokenDisabled);
    });
}

#[test]
fn a_pool_near_its_floor_sells_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 999_999);
        fund(&account(1), UNIT);
        assert_noop!(
            SubtensorModule::add_stake(signed(&account(1)), account(2), netuid, (UNIT / 10).into()),
            Error::<Test>::InsufficientLiquidity
        );
    });
}

#[test]
fn what_cannot_be_unstaked_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        grant(netuid, 1, 2, UNIT);
        let remove = |netuid: NetUid, amount: u64| {
            SubtensorModule::remove_stake(signed(&account(1)), account(2), netuid, amount.into())
        };
        assert_noop!(remove(netuid, 0), Error::<Test>::AmountTooLow);
        assert_noop!(remove(NetUid(77), UNIT), Error::<Test>::SubtokenDisabled);
        // A part worth less than the minimum; the whole may always go.
        assert_noop!(remove(netuid, 1_000_000), Error::<Test>::AmountTooLow);
        let limited = |amount: u64, limit: u64, allow_partial| {
            SubtensorModule::remove_stake_limit(
                signed(&account(1)),
                account(2),
                netuid,
                amount.into(),
                limit.into(),
                allow_partial,
            )
        };
        assert_noop!(
            limited(2 * UNIT, 1_000, false),
            Error::<Test>::NotEnoughStakeToWithdraw
        );
        assert_noop!(
            limited(UNIT, 999_999_999, false),
            Error::<Test>::SlippageTooHigh
        );
        assert_noop!(
            limited(200_000 * UNIT, 1_000, false),
            Error::<Test>::InsufficientLiquidity
        );
        assert_noop!(
            SubtensorModule::remove_stake(signed(&account(1)), account(3), netuid, UNIT.into()),
            Error::<Test>::AmountTooLow
        );
        assert_ok!(remove(netuid, u64::MAX));
        assert_eq!(held(netuid, 1, 2), 0);
    });
}

#[test]
fn a_limit_that_the_price_has_passed_is_the_markets_error() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 100 * UNIT);
        fund(&account(1), 10 * UNIT);
        assert_noop!(
            SubtensorModule::add_stake_limit(
                signed(&account(1)),
                account(2),
                netuid,
                UNIT.into(),
                (UNIT / 2).into(),
                true
            ),
            pallet_swap::Error::<Test>::PriceLimitExceeded
        );
        // One rao above the price lets in less than the minimum.
        assert_noop!(
            SubtensorModule::add_stake_limit(
                signed(&account(1)),
                account(2),
                netuid,
                UNIT.into(),
                (UNIT + 1).into(),
                true
            ),
            Error::<Test>::AmountTooLow
        );
    });
}

#[test]
fn staking_and_unstaking_at_once_never_gains() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pool(100 * UNIT, 1_000 * UNIT);
        for amount in [2_001_007, 100_000_000, 7 * UNIT, 90 * UNIT] {
            fund(&account(1), amount + UNIT);
            let before = balance(&account(1));
            assert_ok!(SubtensorModule::add_stake(
                signed(&account(1)),
                account(2),
                netuid,
                amount.into()
            ));
            assert_ok!(SubtensorModule::remove_stake(
                signed(&account(1)),
                account(2),
                netuid,
                u64::MAX.into()
            ));
            assert!(balance(&account(1)) < before);
            assert_eq!(held(netuid, 1, 2), 0);
        }
    });
}

#[test]
fn nominators_share_the_pool_of_a_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        stake(netuid, &account(5), &account(2), 10 * UNIT);
        stake(netuid, &account(6), &account(2), 30 * UNIT);
        let (five, six) = (held(netuid, 5, 2), held(netuid, 6, 2));
        SubtensorModule::increase_all(&account(2), netuid, AlphaBalance(4 * UNIT));
        SubnetAlphaOut::<Test>::mutate(netuid, |out| {
            *out = out.saturating_add(AlphaBalance(4 * UNIT))
        });
        let gained = (held(netuid, 5, 2) - five) + (held(netuid, 6, 2) - six);
        assert!((4 * UNIT).abs_diff(gained) <= 2);
        assert_eq!(StakingHotkeys::<Test>::get(account(5)), vec![account(2)]);
    });
}

#[test]
fn the_first_limited_stake_to_somebodys_hotkey_makes_it_a_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        fund(&account(5), 10 * UNIT);
        assert!(!Delegates::<Test>::contains_key(account(2)));
        assert_ok!(SubtensorModule::add_stake_limit(
            signed(&account(5)),
            account(2),
            netuid,
            UNIT.into(),
            (2 * UNIT).into(),
            true
        ));
        assert_eq!(Delegates::<Test>::try_get(account(2)), Ok(11_796));
    });
}

#[test]
fn whoever_takes_all_that_a_position_is_worth_leaves_no_share_behind() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let hotkey = account(2);
        let give = |coldkey: u64, amount: u64| {
            let coldkey = account(coldkey);
            SubtensorModule::increase_one(&hotkey, &coldkey, netuid, AlphaBalance(amount));
            SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(amount.into()));
        };
        let take_all = |coldkey: u64| {
            let held = SubtensorModule::stake_of(&hotkey, &account(coldkey), netuid);
            assert_ok!(SubtensorModule::decrease_one(
                &hotkey,
                &account(coldkey),
                netuid,
                held
            ));
        };
        give(5, 3);
        give(6, 4);
        SubtensorModule::increase_all(&hotkey, netuid, AlphaBalance(3));
        SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(AlphaBalance(3)));
        take_all(5);
        assert!(!AlphaV2::<Test>::contains_key((
            &hotkey,
            account(5),
            netuid
        )));
        // Many orders of magnitude later the pool ends with its last holder.
        give(6, 1_000_000_000_000_000_000);
        take_all(6);
        assert!(!TotalHotkeySharesV2::<Test>::contains_key(&hotkey, netuid));
        assert_eq!(AlphaV2::<Test>::iter_prefix((&hotkey,)).count(), 0);
    });
}
