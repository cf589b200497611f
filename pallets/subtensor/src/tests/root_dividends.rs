//! What TAO on root earns in alpha, and how it is remembered until it is claimed (staking.md 15).

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid};

use super::{paying::*, root_stakers::*};
use crate::{mock::*, pallet::*};

#[test]
fn root_dividends_wait_as_a_rate_per_rao_and_the_owner_takes_alpha_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2_000_000);
        distribute(netuid, 1_000_000);
        assert_eq!(held(netuid, 1, 2), 179_995);
        assert_eq!(rate_of(netuid, 2).to_bits(), 1_760_945_181);
        assert_eq!(owed(netuid, 20), 820_003);
        assert_eq!(
            RootAlphaDividendsPerSubnet::<Test>::get(netuid, account(2)),
            AlphaBalance(820_004)
        );
        assert_eq!(held(netuid, 20, 2), 0, "nothing is paid before a claim");
        distribute(netuid, 1_000_000);
        assert_eq!(owed(netuid, 20), 1_640_007);
    });
}

#[test]
fn root_stakers_are_owed_in_proportion_to_their_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        // The smallest stake is two million rao.
        grant(NetUid::ROOT, 20, 2, 1_000_000);
        stake_on_root(21, 2_000_000);
        stake_on_root(22, 7_000_000);
        distribute(netuid, 10_000_000);
        assert_eq!(owed(netuid, 20), 820_004);
        assert_eq!(owed(netuid, 21), 1_640_008);
    });
}

#[test]
fn a_smaller_stake_earns_less_from_then_on() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 8_000_000);
        stake_on_root(21, 8_000_000);
        let earned = || -> (u64, u64) {
            let before = (owed(netuid, 20), owed(netuid, 21));
            distribute(netuid, 10_000_000);
            (owed(netuid, 20) - before.0, owed(netuid, 21) - before.1)
        };
        let (first, second) = earned();
        assert_close(first, 4_100_000, 100);
        assert_close(second, 4_100_000, 100);
        assert_ok!(SubtensorModule::remove_stake(
            signed(&account(20)),
            account(2),
            NetUid::ROOT,
            AlphaBalance(4_000_000)
        ));
        let (first, second) = earned();
        assert_close(first, 2_733_333, 100);
        assert_close(second, 5_466_666, 100);
        stake_on_root(20, 4_000_000);
        let (first, second) = earned();
        assert_close(first, 4_100_000, 100);
        assert_close(second, 4_100_000, 100);
    });
}

#[test]
fn new_root_stake_has_no_part_in_the_past() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 8_000_000);
        distribute(netuid, 5_000_000);
        stake_on_root(21, 80_000_000);
        assert_eq!(owed(netuid, 21), 0);
        assert_close(owed(netuid, 20), 4_100_022, 10);
    });
}

#[test]
fn transferred_root_stake_leaves_the_past_with_the_giver() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(22, 8_000_000);
        distribute(netuid, 4_000_000);
        stake_on_root(20, 8_000_000);
        distribute(netuid, 8_000_000);
        let past = owed(netuid, 20);
        assert!(past > 3_000_000);
        assert_ok!(SubtensorModule::transfer_stake(
            signed(&account(20)),
            account(21),
            account(2),
            NetUid::ROOT,
            NetUid::ROOT,
            AlphaBalance(4_000_000)
        ));
        assert_close(owed(netuid, 20), past, 1);
        assert_eq!(owed(netuid, 21), 0);
    });
}

#[test]
fn more_dividends_than_root_stake_go_to_the_owner_of_the_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2_000_000);
        distribute(netuid, 10_000_000);
        assert_eq!(held(netuid, 1, 2), 1_799_954 + 8_200_045);
        assert_eq!(rate_of(netuid, 2), 0);
        assert_eq!(owed(netuid, 20), 0);
    });
}

#[test]
fn root_and_alpha_dividends_come_out_of_their_own_pots() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        Delegates::<Test>::insert(account(2), 0);
        register_neuron(netuid, &account(10), &account(11));
        Delegates::<Test>::insert(account(11), 0);
        permit_all(netuid);
        // Hotkey 2 has its weight from root alone, hotkey 11 from alpha alone.
        stake_on_root(20, BILLION);
        grant(netuid, 10, 11, BILLION);
        let pots = Collected {
            server: 200_000_000,
            validator: 300_000_000,
            root: 100_000_000,
            owner: 0,
        };
        pay(netuid, pots);
        assert_close(held(netuid, 10, 11), BILLION + 500_000_000, 10);
        assert_close(owed(netuid, 20), 100_000_000, 10);
        assert_eq!(held(netuid, 1, 2), 0);
    });
}
