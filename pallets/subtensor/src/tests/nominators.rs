//! A hotkey with very many nominators.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid};

use super::paying::{grant, held};
use crate::{mock::*, pallet::*};

const NOMINATORS: u64 = 10_000;
const HOTKEY: u64 = 2;

/// Accounts of the nominators, in the order in which they came.
fn nominators() -> impl Iterator<Item = u64> {
    (0..NOMINATORS).map(|number| 100_000 + number)
}

/// What a nominator has staked: no two the same.
fn staked(nominator: u64) -> u64 {
    UNIT + nominator * 7_919
}

/// What all positions are worth, each rounded down.
fn sum_of_positions(netuid: NetUid) -> u64 {
    nominators()
        .map(|nominator| held(netuid, nominator, HOTKEY))
        .sum()
}

fn total(netuid: NetUid) -> u64 {
    SubtensorModule::stake_of_hotkey(&account(HOTKEY), netuid).to_u64()
}

/// Sells a whole position, and returns what it was worth.
fn leave(netuid: NetUid, nominator: u64) -> u64 {
    let worth = held(netuid, nominator, HOTKEY);
    let before = total(netuid);
    assert_ok!(SubtensorModule::remove_stake(
        signed(&account(nominator)),
        account(HOTKEY),
        netuid,
        AlphaBalance(u64::MAX)
    ));
    assert_eq!(held(netuid, nominator, HOTKEY), 0);
    assert_eq!(total(netuid), before - worth, "only the own part leaves");
    worth
}

#[test]
fn ten_thousand_nominators_share_a_dividend_to_the_rao() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(HOTKEY));
        set_reserves(netuid, 1_000_000 * UNIT, 1_000_000 * UNIT);
        for nominator in nominators() {
            grant(netuid, nominator, HOTKEY, staked(nominator));
        }
        let sum: u64 = nominators().map(staked).sum();
        assert_eq!(total(netuid), sum);
        assert_eq!(sum_of_positions(netuid), sum, "nothing is lost so far");

        let dividend = 1_234_567_890_123;
        SubtensorModule::increase_all(&account(HOTKEY), netuid, AlphaBalance(dividend));
        SubtensorModule::mint_alpha_out(netuid, AlphaBalance(dividend));
        assert_eq!(total(netuid), sum + dividend);
        for nominator in nominators() {
            let fair = u128::from(staked(nominator)) * u128::from(sum + dividend) / u128::from(sum);
            let fair = u64::try_from(fair).expect("it is a part of the pool");
            let found = held(netuid, nominator, HOTKEY);
            assert!(found == fair || found == fair - 1, "{found} of {fair}");
        }
        // Each position is rounded down; nothing else is missing.
        let missing = total(netuid) - sum_of_positions(netuid);
        assert!(missing <= NOMINATORS, "{missing}");
        check_invariants();

        // The first and the last who came leave; nobody else loses by that.
        let others: Vec<u64> = nominators().skip(1).take(NOMINATORS as usize - 2).collect();
        let worth = |nominator: &u64| held(netuid, *nominator, HOTKEY);
        let before: Vec<u64> = others.iter().map(worth).collect();
        for nominator in nominators().take(1).chain(nominators().last()) {
            leave(netuid, nominator);
        }
        for (nominator, before) in others.iter().zip(before) {
            let now = worth(nominator);
            assert!(now == before || now == before + 1, "{now} was {before}");
        }
        check_invariants();

        let rest = total(netuid);
        let left: u64 = others
            .iter()
            .map(|nominator| leave(netuid, *nominator))
            .sum();
        assert_eq!(left, rest, "the last one gets what roundings have left");
        assert_eq!(AlphaV2::<Test>::iter_prefix((account(HOTKEY),)).count(), 0);
        assert!(!TotalHotkeySharesV2::<Test>::contains_key(
            account(HOTKEY),
            netuid
        ));
    });
}
