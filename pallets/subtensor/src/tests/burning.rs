//! Alpha that its holder destroys: staking.md 8.8.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use pallet_alpha_assets::{AlphaBurned, AlphaRecycled, TotalAlphaIssuance};

use super::paying::held;
use crate::{mock::*, pallet::*};

/// A started subnet with one nominator of 10 TAO: account 5 under hotkey 2.
fn nominated() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    stake(netuid, &account(5), &account(2), 10 * UNIT);
    forget_events();
    netuid
}

fn recycle(netuid: NetUid, amount: u64) -> frame_support::dispatch::DispatchResult {
    SubtensorModule::recycle_alpha(
        signed(&account(5)),
        account(2),
        AlphaBalance(amount),
        netuid,
    )
}

fn burn(netuid: NetUid, amount: u64) -> frame_support::dispatch::DispatchResult {
    SubtensorModule::burn_alpha(
        signed(&account(5)),
        account(2),
        AlphaBalance(amount),
        netuid,
    )
}

fn outside(netuid: NetUid) -> u64 {
    SubnetAlphaOut::<Test>::get(netuid).to_u64()
}

#[test]
fn recycled_alpha_leaves_the_position_and_the_issuance() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let (before, out) = (held(netuid, 5, 2), outside(netuid));
        let pool = SubnetAlphaIn::<Test>::get(netuid);
        assert_ok!(recycle(netuid, UNIT));
        assert_eq!(held(netuid, 5, 2), before - UNIT);
        assert_eq!(outside(netuid), out - UNIT);
        assert_eq!(SubnetAlphaIn::<Test>::get(netuid), pool);
        assert_eq!(AlphaRecycled::<Test>::get(netuid), AlphaBalance(UNIT));
        assert_eq!(AlphaBurned::<Test>::get(netuid), AlphaBalance::ZERO);
        assert_eq!(
            pallet_events(),
            [Event::AlphaRecycled(
                account(5),
                account(2),
                AlphaBalance(UNIT),
                netuid
            )]
        );
    });
}

#[test]
fn burned_alpha_leaves_the_position_and_stays_issued() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let (before, out) = (held(netuid, 5, 2), outside(netuid));
        let issued = TotalAlphaIssuance::<Test>::get(netuid);
        let burned = AlphaBurned::<Test>::get(netuid);
        assert_ok!(burn(netuid, UNIT));
        assert_eq!(held(netuid, 5, 2), before - UNIT);
        assert_eq!(outside(netuid), out);
        assert_eq!(
            AlphaBurned::<Test>::get(netuid),
            burned.saturating_add(AlphaBalance(UNIT))
        );
        assert_eq!(TotalAlphaIssuance::<Test>::get(netuid), issued);
        assert_eq!(
            pallet_events(),
            [Event::AlphaBurned(
                account(5),
                account(2),
                AlphaBalance(UNIT),
                netuid
            )]
        );
    });
}

/// staking.md section 25.
#[test]
fn recycling_more_than_the_stake_recycles_the_whole_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let (before, out) = (held(netuid, 5, 2), outside(netuid));
        assert_ok!(recycle(netuid, u64::MAX));
        assert_eq!(held(netuid, 5, 2), 0);
        assert_eq!(outside(netuid), out - before);
        assert_eq!(
            pallet_events(),
            [Event::AlphaRecycled(
                account(5),
                account(2),
                AlphaBalance(before),
                netuid
            )]
        );
    });
}

#[test]
fn nothing_can_be_destroyed_and_that_is_a_success() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let before = held(netuid, 5, 2);
        assert_ok!(recycle(netuid, 0));
        assert_ok!(burn(netuid, 0));
        // Somebody without stake has nothing to lose.
        assert_ok!(SubtensorModule::burn_alpha(
            signed(&account(6)),
            account(2),
            AlphaBalance(UNIT),
            netuid
        ));
        assert_eq!(held(netuid, 5, 2), before);
        assert_eq!(pallet_events().len(), 3);
    });
}

#[test]
fn what_cannot_be_destroyed_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let held = AlphaBalance(held(netuid, 5, 2));
        for call in [recycle, burn] {
            assert_noop!(call(NetUid(77), UNIT), Error::<Test>::SubnetNotExists);
            assert_noop!(
                call(NetUid::ROOT, UNIT),
                Error::<Test>::CannotBurnOrRecycleOnRootSubnet
            );
            SubtokenEnabled::<Test>::insert(netuid, false);
            assert_noop!(call(netuid, UNIT), Error::<Test>::SubtokenDisabled);
            SubtokenEnabled::<Test>::insert(netuid, true);
            let out = SubnetAlphaOut::<Test>::get(netuid);
            SubnetAlphaOut::<Test>::insert(netuid, held.saturating_sub(AlphaBalance(1)));
            assert_noop!(call(netuid, u64::MAX), Error::<Test>::InsufficientLiquidity);
            SubnetAlphaOut::<Test>::insert(netuid, out);
        }
        assert_noop!(
            SubtensorModule::recycle_alpha(
                signed(&account(5)),
                account(9),
                AlphaBalance(UNIT),
                netuid
            ),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            SubtensorModule::burn_alpha(
                signed(&account(5)),
                account(9),
                AlphaBalance(UNIT),
                netuid
            ),
            Error::<Test>::HotKeyAccountNotExists
        );
    });
}

#[test]
fn alpha_bought_to_be_burned_never_becomes_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        let before = held(netuid, 5, 2);
        let quote = Swap::quote_tao_for_alpha(netuid, TaoBalance(UNIT));
        let burned = AlphaBurned::<Test>::get(netuid);
        fund(&account(7), 2 * UNIT);
        assert_ok!(SubtensorModule::add_stake_burn(
            signed(&account(7)),
            account(2),
            netuid,
            TaoBalance(UNIT),
            None
        ));
        assert_eq!(balance(&account(7)), UNIT);
        assert_eq!(held(netuid, 7, 2), 0);
        assert_eq!(held(netuid, 5, 2), before);
        let gone = AlphaBurned::<Test>::get(netuid).saturating_sub(burned);
        assert_eq!(gone.to_u64(), quote.alpha_amount);
        let events = pallet_events();
        assert!(matches!(
            events.as_slice(),
            [Event::StakeAdded(..), Event::AlphaBurned(..), _]
        ));
        assert_eq!(
            events.last(),
            Some(&Event::AddStakeBurn {
                netuid,
                hotkey: account(2),
                amount: TaoBalance(UNIT),
                alpha: gone
            })
        );
    });
}

#[test]
fn alpha_is_bought_to_be_burned_within_the_limit_or_not_at_all() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominated();
        set_reserves(netuid, 100 * UNIT, 100 * UNIT);
        fund(&account(7), 200 * UNIT);
        let buy = |netuid: NetUid, hotkey: u64, amount: u64, limit: Option<u64>| {
            SubtensorModule::add_stake_burn(
                signed(&account(7)),
                account(hotkey),
                netuid,
                TaoBalance(amount),
                limit.map(TaoBalance),
            )
        };
        assert_noop!(
            buy(netuid, 2, 50 * UNIT, Some(UNIT + UNIT / 10)),
            Error::<Test>::SlippageTooHigh
        );
        assert_noop!(
            buy(netuid, 2, UNIT, Some(UNIT)),
            pallet_swap::Error::<Test>::PriceLimitExceeded
        );
        assert_noop!(buy(netuid, 2, 999, None), Error::<Test>::AmountTooLow);
        assert_noop!(
            buy(netuid, 9, UNIT, None),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            buy(netuid, 2, 300 * UNIT, None),
            Error::<Test>::NotEnoughBalanceToStake
        );
        assert_noop!(
            buy(NetUid(77), 2, UNIT, None),
            Error::<Test>::SubnetNotExists
        );
        // It was bought before it turned out that it cannot be burned: all is undone.
        assert_noop!(
            buy(NetUid::ROOT, 2, UNIT, None),
            Error::<Test>::CannotBurnOrRecycleOnRootSubnet
        );
        assert_ok!(buy(netuid, 2, UNIT, Some(UNIT + UNIT / 10)));
        assert_eq!(held(netuid, 7, 2), 0);
        assert_eq!(balance(&account(7)), 199 * UNIT);
    });
}
