//! The smallest nomination: staking.md section 11.

use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use myelin_types::{AlphaBalance, NetUid};

use super::{
    counting::touched_by,
    paying::{grant, held},
};
use crate::{hooks, mock::*, pallet::*};

fn require(factor: u64) {
    SubtensorModule::set_nominator_min_required_stake(factor);
}

fn is_sweeping() -> bool {
    AlphaV2MapLastKey::<Test>::get().is_some()
}

/// A started subnet with a deep pool at price one, where coldkeys 1000, 1001, … nominate hotkey 2
/// with so much each.
fn nominators(count: u64, alpha: u64) -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, 10_000 * UNIT, 10_000 * UNIT);
    for number in 0..count {
        fund(&account(1_000 + number), UNIT);
        grant(netuid, 1_000 + number, 2, alpha);
    }
    netuid
}

fn nominations(netuid: NetUid, count: u64) -> u64 {
    (0..count)
        .filter(|number| held(netuid, 1_000 + number, 2) > 0)
        .count() as u64
}

#[test]
fn the_minimum_counts_millionths_of_the_smallest_stake() {
    ExtBuilder::default().build_and_execute(|| {
        require(100_000_000);
        assert_eq!(
            SubtensorModule::nominator_required_stake().to_u64(),
            200_000_000
        );
        assert!(is_sweeping(), "nobody has looked for small nominations yet");
        idle();
        assert!(!is_sweeping());
    });
}

/// The worked example of section 11.
#[test]
fn when_the_minimum_rises_only_nominators_are_sold_out() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        pallet_swap::FeeRate::<Test>::insert(netuid, 0);
        set_reserves(netuid, 10_000 * UNIT, 10_000 * UNIT);
        for coldkey in [1, 5] {
            let alpha = stake(netuid, &account(coldkey), &account(2), 20_000_000).to_u64();
            assert_ok!(SubtensorModule::remove_stake(
                signed(&account(coldkey)),
                account(2),
                netuid,
                AlphaBalance(alpha * 997 / 1_000)
            ));
        }
        let (owner, nominator) = (held(netuid, 1, 2), held(netuid, 5, 2));
        assert!(owner > 0 && nominator > 0, "both keep what is left");
        let before = balance(&account(5));
        require(50_000);
        assert_eq!(held(netuid, 5, 2), nominator, "nothing happens at once");
        forget_events();
        idle();
        assert_eq!(held(netuid, 5, 2), 0);
        assert_eq!(held(netuid, 1, 2), owner);
        assert!(balance(&account(5)) > before);
        assert!(matches!(
            pallet_events().as_slice(),
            [Event::StakeRemoved(coldkey, ..)] if *coldkey == account(5)
        ));
        assert!(!is_sweeping());
    });
}

#[test]
fn a_search_goes_on_from_block_to_block_and_misses_nobody() {
    ExtBuilder::default().build_and_execute(|| {
        let count = 200;
        let netuid = nominators(count, 1_000_000);
        require(1_000_000);
        let mut left = count;
        for blocks in 1.. {
            idle();
            let now = nominations(netuid, count);
            assert!(left - now <= 64, "a block looks at 64 positions");
            left = now;
            if !is_sweeping() {
                assert_eq!(blocks, 4, "201 positions are looked at in four blocks");
                break;
            }
        }
        assert_eq!(left, 0);
    });
}

#[test]
fn a_search_takes_no_more_than_the_block_has_left() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominators(100, 1_000_000);
        require(1_000_000);
        let position = hooks::SWEEP_LOOK.times::<Test>(1) + hooks::SWEEP_SALE.times::<Test>(1);
        let start = hooks::SWEEP_BLOCK.times::<Test>(1);
        assert_eq!(
            SubtensorModule::on_idle(block(), start + position / 2),
            Weight::zero()
        );
        assert_eq!(nominations(netuid, 100), 100);
        let limit = start + position * 10;
        let used = SubtensorModule::on_idle(block(), limit);
        assert!(used.all_lte(limit));
        assert_eq!(nominations(netuid, 100), 90);
        require(0);
        idle();
        assert!(
            !is_sweeping(),
            "without a minimum there is nothing to look for"
        );
        assert_eq!(nominations(netuid, 100), 90);
        assert_eq!(SubtensorModule::on_idle(block(), limit), start);
    });
}

#[test]
fn a_lower_minimum_starts_no_search() {
    ExtBuilder::default().build_and_execute(|| {
        require(1_000_000);
        idle();
        require(999_999);
        assert!(!is_sweeping());
        require(999_999);
        assert!(!is_sweeping());
    });
}

#[test]
fn a_nomination_that_cannot_be_sold_stays_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = nominators(3, 1_000_000);
        // The pool is below its floor.
        set_reserves(netuid, 999_999, 999_999);
        require(1_000_000);
        idle();
        assert!(!is_sweeping());
        assert_eq!(nominations(netuid, 3), 3);
        assert_eq!(held(netuid, 1_000, 2), 1_000_000);
        // The account of the nominator cannot take so little.
        set_reserves(netuid, 10_000 * UNIT, 10_000 * UNIT);
        grant(netuid, 2_000, 2, 400);
        require(1_000_001);
        idle();
        assert_eq!(nominations(netuid, 3), 0);
        assert_eq!(held(netuid, 2_000, 2), 400);
    });
}

#[test]
fn a_search_costs_no_more_than_its_weight_says() {
    let mut ext = new_test_ext();
    let looks = 64;
    for (factor, alpha) in [(1, 1_000_000), (1_000_000, 1_000_000)] {
        ext.execute_with(|| {
            let netuid = nominators(looks, alpha);
            NetworkLastLockCost::<Test>::put(myelin_types::TaoBalance(UNIT));
            BlockAuthor::set(Some(account(1)));
            NominatorMinRequiredStake::<Test>::put(0);
            require(factor);
            assert_eq!(nominations(netuid, looks), looks);
        });
        let mut used = Weight::zero();
        let touched = touched_by(&mut ext, || {
            used = SubtensorModule::on_idle(block(), Weight::MAX);
        });
        println!("{factor}: {touched:?}");
        let weighed = <Test as frame_system::Config>::DbWeight::get().reads_writes(
            touched.reads as u64,
            (touched.writes + touched.idle_writes) as u64,
        );
        assert!(used.all_gte(weighed), "{used:?} for {touched:?}");
        BlockAuthor::set(None);
    }
}
