//! Stake that leaves root, and the list of root stakers.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, frozen::RootClaimTypeEnum};

use crate::{
    mock::*,
    pallet::*,
    tests::{paying::*, root_stakers::*},
};

fn list() -> Vec<u64> {
    let known: Vec<u64> = (1..40).collect();
    (0..NumStakingColdkeys::<Test>::get())
        .map(|index| {
            let coldkey = StakingColdkeysByIndex::<Test>::get(index).unwrap();
            known
                .iter()
                .copied()
                .find(|number| account(*number) == coldkey)
                .unwrap()
        })
        .collect()
}

fn nothing_is_remembered_of(netuid: NetUid, coldkey: u64) {
    let key = (netuid, account(2), account(coldkey));
    assert!(!RootClaimed::<Test>::contains_key(key));
}

#[test]
fn what_was_not_claimed_is_paid_to_the_stake_that_leaves() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 10_000_000);
        distribute(netuid, 10_000_000);
        let all = owed(netuid, 20);
        assert_close(all, 8_200_045, 10);
        forget_events();
        leave_root(20, 5_000_000);
        // Half of it, which the present stake could not have claimed any more.
        assert_close(owed(netuid, 20), all / 2, 1);
        assert_close(held(netuid, 20, 2), all / 2, 1);
        assert_eq!(claims_of(20), 1);
        leave_root(20, 5_000_000);
        assert_eq!(owed(netuid, 20), 0);
        assert_close(held(netuid, 20, 2), all, 1);
        nothing_is_remembered_of(netuid, 20);
    });
}

#[test]
fn leaving_pays_alpha_whatever_was_chosen_and_however_little() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        choose(20, RootClaimTypeEnum::Swap);
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 1_000);
        let due = owed(netuid, 20);
        assert!(due > 990);
        let pool = SubnetTAO::<Test>::get(netuid);
        leave_root(20, 10_000_000);
        assert_eq!(held(netuid, 20, 2), due);
        assert_eq!(SubnetTAO::<Test>::get(netuid), pool, "nothing was sold");
    });
}

#[test]
fn a_part_of_the_stake_leaves_without_payment_when_its_past_was_claimed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 8_000_000);
        claim(netuid, 20);
        let claimed = held(netuid, 20, 2);
        grant_dividends(netuid, 2, 2_000_000);
        let due = owed(netuid, 20);
        forget_events();
        leave_root(20, 5_000_000);
        assert_close(owed(netuid, 20), due, 1);
        assert_eq!(held(netuid, 20, 2), claimed);
        assert_eq!(claims_of(20), 0);
        // The rest of the past is worth less than what is due.
        leave_root(20, 5_000_000);
        assert_close(held(netuid, 20, 2), claimed + due, 2);
        nothing_is_remembered_of(netuid, 20);
    });
}

#[test]
fn stake_that_moves_to_another_hotkey_is_paid_under_the_first() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        register_neuron(netuid, &account(3), &account(4));
        stake_on_root(20, 10_000_000);
        stake(NetUid::ROOT, &account(21), &account(4), 10_000_000);
        grant_dividends(netuid, 2, 1_000_000);
        grant_dividends(netuid, 4, 5_000_000);
        let due = owed(netuid, 20);
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(20)),
            account(2),
            account(4),
            NetUid::ROOT,
            NetUid::ROOT,
            AlphaBalance(10_000_000)
        ));
        assert_eq!(held(netuid, 20, 2), due);
        assert_eq!(
            owed_under(netuid, 20, 4),
            0,
            "the other's past is not its own"
        );
        nothing_is_remembered_of(netuid, 20);
    });
}

#[test]
fn stake_that_changes_to_a_subnet_is_paid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        let other = add_network(&account(3), &account(4));
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 1_000_000);
        let due = owed(netuid, 20);
        assert_ok!(SubtensorModule::swap_stake(
            signed(&account(20)),
            account(2),
            NetUid::ROOT,
            other,
            AlphaBalance(10_000_000)
        ));
        assert_eq!(held(netuid, 20, 2), due);
        assert_eq!(list(), [0u64; 0]);
    });
}

#[test]
fn leaving_everything_at_once_is_paid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 1_000_000);
        let due = owed(netuid, 20);
        assert_ok!(SubtensorModule::unstake_all(
            signed(&account(20)),
            account(2)
        ));
        assert_eq!(held(NetUid::ROOT, 20, 2), 0);
        // The subnet has not been started: its alpha cannot be sold yet.
        assert_eq!(held(netuid, 20, 2), due);
    });
}

#[test]
fn a_refused_unstake_pays_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 1_000_000);
        assert_noop!(
            SubtensorModule::remove_stake(
                signed(&account(20)),
                account(2),
                NetUid::ROOT,
                AlphaBalance(1_000)
            ),
            Error::<Test>::AmountTooLow
        );
        assert_noop!(
            SubtensorModule::transfer_stake(
                signed(&account(20)),
                account(21),
                account(2),
                NetUid::ROOT,
                NetUid::ROOT,
                AlphaBalance(1_000)
            ),
            Error::<Test>::AmountTooLow
        );
    });
}

#[test]
fn the_list_names_whoever_stakes_on_root_and_closes_its_gaps() {
    ExtBuilder::default().build_and_execute(|| {
        subnet_of_root_stakers();
        for coldkey in [20, 21, 22, 23] {
            stake_on_root(coldkey, 10_000_000);
        }
        stake_on_root(21, 10_000_000);
        assert_eq!(list(), [20, 21, 22, 23]);
        leave_root(21, 10_000_000);
        assert_eq!(list(), [20, 21, 22, 23], "it still has some");
        leave_root(21, 10_000_000);
        assert_eq!(list(), [20, 23, 22]);
        leave_root(22, 10_000_000);
        assert_eq!(list(), [20, 23]);
    });
}

#[test]
fn a_transfer_of_root_stake_names_the_receiver_and_forgets_who_gave_all() {
    ExtBuilder::default().build_and_execute(|| {
        subnet_of_root_stakers();
        stake_on_root(20, 10_000_000);
        let give = |amount| {
            assert_ok!(SubtensorModule::transfer_stake(
                signed(&account(20)),
                account(21),
                account(2),
                NetUid::ROOT,
                NetUid::ROOT,
                AlphaBalance(amount)
            ));
        };
        give(4_000_000);
        assert_eq!(list(), [20, 21]);
        give(6_000_000);
        assert_eq!(list(), [21]);
    });
}

#[test]
fn a_coldkey_stays_in_the_list_while_another_hotkey_holds_root_stake_of_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        register_neuron(netuid, &account(3), &account(4));
        stake_on_root(20, 10_000_000);
        stake(NetUid::ROOT, &account(20), &account(4), 10_000_000);
        leave_root(20, 10_000_000);
        assert_eq!(list(), [20]);
    });
}

#[test]
fn a_nomination_below_the_minimum_leaves_root_with_what_it_is_owed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        // Three times the minimum stake.
        NominatorMinRequiredStake::<Test>::put(3_000_000);
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 1_000_000);
        let due = owed(netuid, 20);
        leave_root(20, 5_000_000);
        assert_eq!(held(NetUid::ROOT, 20, 2), 0, "five million are too few");
        assert_close(held(netuid, 20, 2), due, 1);
        assert_eq!(list(), [0u64; 0]);
        nothing_is_remembered_of(netuid, 20);
    });
}

#[test]
fn the_end_of_a_subnet_ends_its_claims() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        let other = add_network(&account(3), &account(4));
        stake_on_root(20, 10_000_000);
        for subnet in [netuid, other] {
            grant_dividends(subnet, 2, 4_000_000);
        }
        stake_on_root(21, 10_000_000);
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(rate_of(netuid, 2), 0);
        nothing_is_remembered_of(netuid, 21);
        assert!(owed(other, 20) > 0);
        assert!(claimed_under(other, 21, 2) > 0);
    });
}
