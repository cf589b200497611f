//! What the calls that move stake read and write, whatever else there is on the chain.
//!
//! Counted is what a call adds to its transaction: see `touched_by_call`.

use frame_support::{assert_ok, dispatch::DispatchResult};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::AccountId32;

use super::counting::touched_by_call;
use crate::{mock::*, pallet::*};

/// Most keys a call may read and write.
#[derive(Clone, Copy)]
struct Most {
    reads: usize,
    writes: usize,
}

const ONE_TRADE: Most = Most {
    reads: 20,
    writes: 14,
};
const TWO_TRADES: Most = Most {
    reads: 30,
    writes: 20,
};

/// Where the calls take place.
struct Place {
    first: NetUid,
    second: NetUid,
    /// Owns neither of the hotkeys; holds stake under `hotkey` on the first subnet.
    coldkey: AccountId32,
    /// Owns a hotkey, and holds nothing.
    newcomer: AccountId32,
    hotkey: AccountId32,
    other_hotkey: AccountId32,
}

impl Place {
    fn held(&self) -> AlphaBalance {
        SubtensorModule::stake_of(&self.hotkey, &self.coldkey, self.first)
    }
}

/// Who authors the block, if that is known.
const AUTHOR: u64 = 3_000;

/// Who gets the fees of the block.
#[derive(Clone, Copy, Debug)]
enum Author {
    Known,
    Unknown,
}

/// A chain with so many subnets, on each of which so many others hold stake under the same hotkey.
fn chain(subnets: u64, nominators: u64, author: Author) -> (sp_io::TestExternalities, Place) {
    let mut ext = new_test_ext();
    BlockAuthor::set(None);
    let place = ext.execute_with(|| {
        let netuids: Vec<NetUid> = (0..subnets)
            .map(|number| {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
                add_network(&account(10 + 2 * number), &account(11 + 2 * number))
            })
            .collect();
        let place = Place {
            first: netuids[0],
            second: netuids[1],
            coldkey: account(1_000),
            newcomer: account(1_001),
            hotkey: account(11),
            other_hotkey: account(13),
        };
        fund(&SubtensorModule::burn_account(), UNIT);
        for netuid in &netuids {
            for nominator in 0..nominators {
                let coldkey = account(2_000 + nominator);
                stake(*netuid, &coldkey, &place.hotkey, UNIT);
                stake(*netuid, &coldkey, &place.other_hotkey, UNIT);
            }
        }
        stake(place.first, &place.coldkey, &place.hotkey, 100 * UNIT);
        for coldkey in [&place.coldkey, &place.newcomer] {
            fund(coldkey, 1_000 * UNIT);
        }
        // Neither subnet is at its defaults, and both know what a block leaves behind.
        StakeThreshold::<Test>::put(u64::MAX);
        NominatorMinRequiredStake::<Test>::put(1_000_000);
        Delegates::<Test>::insert(&place.hotkey, 11_796);
        run_blocks(2);
        if let Author::Known = author {
            fund(&account(AUTHOR), UNIT);
            BlockAuthor::set(Some(account(AUTHOR)));
        }
        place
    });
    (ext, place)
}

/// Runs a call on chains with few and with many others, and fails when it costs more than it may or
/// more where there are more others.
fn hold(
    name: &str,
    most: Most,
    signer: impl Fn(&Place) -> AccountId32,
    call: impl Fn(&Place, RuntimeOrigin) -> DispatchResult,
) {
    for author in [Author::Unknown, Author::Known] {
        let [few, many] = [(2, 2), (60, 20)].map(|(subnets, nominators)| {
            let (mut ext, place) = chain(subnets, nominators, author);
            let signer = signer(&place);
            let fee_accounts = [signer.clone(), account(AUTHOR)];
            touched_by_call(&fee_accounts, &mut ext, || {
                assert_ok!(call(&place, signed(&signer)));
            })
        });
        println!("{name}, author {author:?}: {few:?}");
        assert_eq!(few, many, "{name} costs more where there are more others");
        assert!(few.reads <= most.reads, "{name} reads too much: {few:?}");
        assert!(few.writes <= most.writes, "{name} writes too much: {few:?}");
        // The total of all stake, or the two figures of a pool, go down and up again.
        assert!(few.idle_writes <= 2, "{name} writes what it found: {few:?}");
    }
    BlockAuthor::set(None);
}

fn nominator(place: &Place) -> AccountId32 {
    place.coldkey.clone()
}

fn newcomer(place: &Place) -> AccountId32 {
    place.newcomer.clone()
}

#[test]
fn adding_stake_costs_the_same_whatever_others_hold() {
    let add = |place: &Place, origin| {
        SubtensorModule::add_stake(
            origin,
            place.hotkey.clone(),
            place.first,
            TaoBalance(10 * UNIT),
        )
    };
    hold("add_stake, first stake", ONE_TRADE, newcomer, add);
    hold("add_stake, more stake", ONE_TRADE, nominator, add);
}

#[test]
fn adding_stake_within_a_limit_costs_the_same_whatever_others_hold() {
    let add = |place: &Place, origin| {
        SubtensorModule::add_stake_limit(
            origin,
            place.hotkey.clone(),
            place.first,
            TaoBalance(100 * UNIT),
            TaoBalance(UNIT + UNIT / 2),
            true,
        )
    };
    hold("add_stake_limit, first stake", ONE_TRADE, newcomer, add);
    hold("add_stake_limit, more stake", ONE_TRADE, nominator, add);
}

#[test]
fn removing_stake_costs_the_same_whatever_others_hold() {
    let part = |place: &Place, origin| {
        let (hotkey, amount) = (place.hotkey.clone(), AlphaBalance(5 * UNIT));
        SubtensorModule::remove_stake(origin, hotkey, place.first, amount)
    };
    let all = |place: &Place, origin| {
        let (hotkey, amount) = (place.hotkey.clone(), place.held());
        SubtensorModule::remove_stake(origin, hotkey, place.first, amount)
    };
    hold("remove_stake, a part", ONE_TRADE, nominator, part);
    hold("remove_stake, all", ONE_TRADE, nominator, all);
}

#[test]
fn removing_stake_within_a_limit_costs_the_same_whatever_others_hold() {
    let limit = TaoBalance(UNIT / 10);
    let part = |place: &Place, origin| {
        let (hotkey, amount) = (place.hotkey.clone(), AlphaBalance(5 * UNIT));
        SubtensorModule::remove_stake_limit(origin, hotkey, place.first, amount, limit, true)
    };
    let all = |place: &Place, origin| {
        let hotkey = place.hotkey.clone();
        SubtensorModule::remove_stake_full_limit(origin, hotkey, place.first, Some(limit))
    };
    hold("remove_stake_limit", ONE_TRADE, nominator, part);
    hold("remove_stake_full_limit", ONE_TRADE, nominator, all);
}

#[test]
fn swapping_stake_costs_the_same_whatever_others_hold() {
    let swap = |place: &Place, origin| {
        SubtensorModule::swap_stake(
            origin,
            place.hotkey.clone(),
            place.first,
            place.second,
            AlphaBalance(5 * UNIT),
        )
    };
    let within = |place: &Place, origin| {
        SubtensorModule::swap_stake_limit(
            origin,
            place.hotkey.clone(),
            place.first,
            place.second,
            AlphaBalance(5 * UNIT),
            TaoBalance(UNIT / 10),
            true,
        )
    };
    hold("swap_stake", TWO_TRADES, nominator, swap);
    hold("swap_stake_limit", TWO_TRADES, nominator, within);
}

#[test]
fn moving_and_giving_stake_to_another_subnet_costs_the_same_whatever_others_hold() {
    let moved = |place: &Place, origin| {
        SubtensorModule::move_stake(
            origin,
            place.hotkey.clone(),
            place.other_hotkey.clone(),
            place.first,
            place.second,
            AlphaBalance(5 * UNIT),
        )
    };
    let given = |place: &Place, origin| {
        SubtensorModule::transfer_stake(
            origin,
            place.newcomer.clone(),
            place.hotkey.clone(),
            place.first,
            place.second,
            AlphaBalance(5 * UNIT),
        )
    };
    // Two hotkeys: who owns the other one, its take, its place in the index of the coldkey, and when
    // the pair traded.
    let two_hotkeys = Most {
        reads: TWO_TRADES.reads + 3,
        writes: TWO_TRADES.writes + 3,
    };
    // Two coldkeys: the account and the index of the other one, when the pair traded, and whether
    // stake may be given on either subnet.
    let two_coldkeys = Most {
        reads: TWO_TRADES.reads + 5,
        writes: TWO_TRADES.writes + 3,
    };
    hold("move_stake", two_hotkeys, nominator, moved);
    hold("transfer_stake", two_coldkeys, nominator, given);
}

#[test]
fn moving_and_giving_stake_within_a_subnet_costs_the_same_whatever_others_hold() {
    let moved = |place: &Place, origin| {
        SubtensorModule::move_stake(
            origin,
            place.hotkey.clone(),
            place.other_hotkey.clone(),
            place.first,
            place.first,
            AlphaBalance(5 * UNIT),
        )
    };
    let given = |place: &Place, origin| {
        SubtensorModule::transfer_stake(
            origin,
            place.newcomer.clone(),
            place.hotkey.clone(),
            place.first,
            place.first,
            AlphaBalance(5 * UNIT),
        )
    };
    hold("move_stake within", ONE_TRADE, nominator, moved);
    hold("transfer_stake within", ONE_TRADE, nominator, given);
}
