//! The call `claim_root`.

use std::collections::BTreeSet;

use frame_support::{assert_err, assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, frozen::RootClaimTypeEnum};

use crate::{
    WeightInfo,
    mock::*,
    pallet::*,
    tests::{paying::*, root_stakers::*},
};

fn claim_of(coldkey: u64, netuids: impl IntoIterator<Item = NetUid>) {
    assert_ok!(SubtensorModule::claim_root(
        signed(&account(coldkey)),
        netuids.into_iter().collect()
    ));
}

/// What a subnet and root count for its TAO and alpha.
fn counters(netuid: NetUid) -> [u64; 8] {
    [
        SubnetTAO::<Test>::get(netuid).to_u64(),
        SubnetAlphaIn::<Test>::get(netuid).to_u64(),
        SubnetAlphaOut::<Test>::get(netuid).to_u64(),
        balance(&SubtensorModule::subnet_account(netuid).unwrap()),
        SubnetTAO::<Test>::get(NetUid::ROOT).to_u64(),
        SubnetAlphaOut::<Test>::get(NetUid::ROOT).to_u64(),
        balance(&SubtensorModule::subnet_account(NetUid::ROOT).unwrap()),
        TotalStake::<Test>::get().to_u64(),
    ]
}

#[test]
fn alpha_that_is_kept_becomes_stake_on_its_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2_000_000);
        choose(20, RootClaimTypeEnum::Keep);
        distribute(netuid, 1_000_000);
        let before = counters(netuid);
        claim(netuid, 20);
        assert_eq!(held(netuid, 20, 2), 820_003);
        assert_eq!(owed(netuid, 20), 0);
        assert_eq!(counters(netuid), before, "the alpha existed already");
        distribute(netuid, 1_000_000);
        claim(netuid, 20);
        assert_eq!(held(netuid, 20, 2), 1_640_007);
    });
}

#[test]
fn each_staker_claims_its_own_part() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        grant(NetUid::ROOT, 20, 2, 1_000_000);
        stake_on_root(21, 2_000_000);
        stake_on_root(22, 7_000_000);
        distribute(netuid, 10_000_000);
        for (coldkey, part) in [(20, 820_004), (21, 1_640_008)] {
            choose(coldkey, RootClaimTypeEnum::Keep);
            claim(netuid, coldkey);
            assert_eq!(held(netuid, coldkey, 2), part);
        }
    });
}

#[test]
fn claims_follow_the_stake_as_it_falls_and_rises() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        for coldkey in [20, 21] {
            stake_on_root(coldkey, 8_000_000);
            choose(coldkey, RootClaimTypeEnum::Keep);
        }
        let claimed = || -> [u64; 2] {
            let before = [20, 21].map(|coldkey| held(netuid, coldkey, 2));
            distribute(netuid, 10_000_000);
            for coldkey in [20, 21] {
                claim(netuid, coldkey);
            }
            let after = [20, 21].map(|coldkey| held(netuid, coldkey, 2));
            [after[0] - before[0], after[1] - before[1]]
        };
        let [first, second] = claimed();
        assert_close(first, 4_100_000, 100);
        assert_close(second, 4_100_000, 100);
        leave_root(20, 4_000_000);
        let [first, second] = claimed();
        assert_close(first, 2_733_333, 100);
        assert_close(second, 5_466_666, 100);
        stake_on_root(20, 4_000_000);
        let [first, second] = claimed();
        assert_close(first, 4_100_000, 100);
        assert_close(second, 4_100_000, 100);
    });
}

#[test]
fn alpha_that_is_swapped_becomes_stake_on_root() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2 * BILLION);
        distribute(netuid, BILLION);
        let due = owed(netuid, 20);
        let flow = SubnetTaoFlow::<Test>::get(netuid);
        let volume = SubnetVolume::<Test>::get(NetUid::ROOT);
        let [
            tao,
            alpha_in,
            alpha_out,
            account_of_subnet,
            root,
            root_out,
            account_of_root,
            total,
        ] = counters(netuid);
        claim(netuid, 20);
        let out = held(NetUid::ROOT, 20, 2) - 2 * BILLION;
        assert!(out > 0, "the alpha was worth something");
        assert_eq!(
            counters(netuid),
            [
                tao - out,
                alpha_in + due,
                alpha_out - due,
                account_of_subnet - out,
                root + out,
                root_out + out,
                account_of_root + out,
                total
            ]
        );
        assert_eq!(held(netuid, 20, 2), 0);
        assert!(owed(netuid, 20) <= 1, "what was restaked has no past");
        assert_eq!(SubnetRootSellTao::<Test>::get(netuid), TaoBalance(out));
        assert_eq!(SubnetTaoFlow::<Test>::get(netuid), flow, "no user sold");
        assert_eq!(SubnetProtocolFlow::<Test>::get(netuid), 0);
        assert_eq!(SubnetVolume::<Test>::get(NetUid::ROOT), volume);
        run_blocks(1);
        assert!(!SubnetRootSellTao::<Test>::contains_key(netuid));
    });
}

#[test]
fn a_sale_of_root_dividends_is_free_of_the_fee_of_the_market() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2 * BILLION);
        distribute(netuid, BILLION);
        let trade = crate::stake::Trade {
            drop_fees: true,
            ..SubtensorModule::sell_at_any_price()
        };
        let due = AlphaBalance(owed(netuid, 20));
        let quote = frame_support::storage::with_transaction(|| {
            let sold = SubtensorModule::swap_alpha_for_tao(netuid, due, trade);
            sp_runtime::TransactionOutcome::Rollback(sold)
        })
        .unwrap();
        claim(netuid, 20);
        assert_eq!(
            held(NetUid::ROOT, 20, 2),
            2 * BILLION + quote.amount_paid_out.to_u64()
        );
    });
}

#[test]
fn only_the_alpha_of_listed_subnets_is_kept() {
    ExtBuilder::default().build_and_execute(|| {
        let kept = subnet_of_root_stakers();
        let sold = add_network(&account(3), &account(4));
        let subnets = BTreeSet::from([kept]);
        choose(20, RootClaimTypeEnum::KeepSubnets { subnets });
        stake_on_root(20, 20_000_000);
        for netuid in [kept, sold] {
            grant_dividends(netuid, 2, 10_000_000);
        }
        claim_of(20, [kept, sold]);
        assert_close(held(kept, 20, 2), 10_000_000, 1);
        assert_eq!(held(sold, 20, 2), 0);
        assert!(held(NetUid::ROOT, 20, 2) > 20_000_000);
        assert_eq!(owed(kept, 20), 0);
        assert_eq!(owed(sold, 20), 0);
    });
}

#[test]
fn only_the_subnets_named_are_claimed() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_of_root_stakers();
        let second = add_network(&account(3), &account(4));
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 20_000_000);
        for netuid in [first, second] {
            grant_dividends(netuid, 2, 10_000_000);
        }
        // A subnet that does not exist has nothing to claim.
        claim_of(20, [second, NetUid(77)]);
        assert_eq!(held(first, 20, 2), 0);
        assert_close(owed(first, 20), 10_000_000, 1);
        assert_close(held(second, 20, 2), 10_000_000, 1);
    });
}

#[test]
fn a_claim_covers_every_hotkey_of_the_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        register_neuron(netuid, &account(3), &account(4));
        choose(20, RootClaimTypeEnum::Keep);
        for hotkey in [2, 4] {
            stake(NetUid::ROOT, &account(20), &account(hotkey), 10_000_000);
            grant_dividends(netuid, hotkey, 1_000_000);
        }
        claim(netuid, 20);
        assert_close(held(netuid, 20, 2), 1_000_000, 1);
        assert_close(held(netuid, 20, 4), 1_000_000, 1);
    });
}

#[test]
fn the_giver_of_root_stake_claims_the_whole_past() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        let (bob, eve) = (20, 21);
        for coldkey in [bob, eve] {
            choose(coldkey, RootClaimTypeEnum::Keep);
        }
        stake_on_root(bob, 8_000_000);
        stake_on_root(22, 8_000_000);
        distribute(netuid, 10_000_000);
        assert_ok!(SubtensorModule::transfer_stake(
            signed(&account(bob)),
            account(eve),
            account(2),
            NetUid::ROOT,
            NetUid::ROOT,
            AlphaBalance(4_000_000)
        ));
        claim(netuid, bob);
        claim(netuid, eve);
        assert_close(held(netuid, bob, 2), 4_100_000, 100);
        assert_eq!(held(netuid, eve, 2), 0);
    });
}

#[test]
fn amounts_below_the_threshold_wait() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 500_000);
        let due = owed(netuid, 20);
        assert!(due < 500_000, "rounding took a part");
        forget_events();
        claim(netuid, 20);
        assert_eq!(held(netuid, 20, 2), 0);
        assert_eq!(owed(netuid, 20), due);
        assert_eq!(claims_of(20), 1, "a claim is answered in any case");
        grant_dividends(netuid, 2, 1_000);
        claim(netuid, 20);
        assert_close(held(netuid, 20, 2), 501_000, 2);
    });
}

#[test]
fn one_to_five_subnets_must_be_named() {
    ExtBuilder::default().build_and_execute(|| {
        subnet_of_root_stakers();
        for count in [0, 6, 100] {
            assert_noop!(
                SubtensorModule::claim_root(signed(&account(20)), (0..count).map(NetUid).collect()),
                Error::<Test>::InvalidSubnetNumber
            );
        }
        assert_noop!(
            SubtensorModule::claim_root(RuntimeOrigin::root(), [NetUid(1)].into()),
            sp_runtime::traits::BadOrigin
        );
        claim_of(20, (0..5).map(NetUid));
    });
}

#[test]
fn whoever_claims_enters_the_list_of_root_stakers() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        forget_events();
        claim(netuid, 20);
        assert_eq!(StakingColdkeys::<Test>::get(account(20)), Some(0));
        assert_eq!(claims_of(20), 1);
    });
}

#[test]
fn a_subnet_that_cannot_pay_fails_the_claim() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 2 * BILLION);
        distribute(netuid, BILLION);
        let pool = SubtensorModule::subnet_account(netuid).unwrap();
        let all = TaoBalance(balance(&pool));
        assert_ok!(SubtensorModule::transfer_tao(&pool, &account(99), all));
        let before = (
            counters(netuid),
            owed(netuid, 20),
            claimed_under(netuid, 20, 2),
        );
        assert_noop!(
            SubtensorModule::claim_root(signed(&account(20)), [netuid].into()),
            Error::<Test>::InsufficientBalance
        );
        let after = (
            counters(netuid),
            owed(netuid, 20),
            claimed_under(netuid, 20, 2),
        );
        assert_eq!(after, before);
        assert_eq!(held(NetUid::ROOT, 20, 2), 2 * BILLION);
    });
}

#[test]
fn one_sale_that_fails_undoes_the_whole_claim() {
    new_test_ext().execute_with(|| {
        let good = subnet_of_root_stakers();
        let empty = add_network(&account(3), &account(4));
        stake_on_root(20, 20_000_000);
        for netuid in [good, empty] {
            grant_dividends(netuid, 2, 10_000_000);
        }
        let pool = SubtensorModule::subnet_account(empty).unwrap();
        let all = TaoBalance(balance(&pool));
        assert_ok!(SubtensorModule::transfer_tao(&pool, &account(99), all));
        let due = owed(good, 20);
        assert!(good < empty, "the good one is sold first");
        assert_noop!(
            SubtensorModule::claim_root(signed(&account(20)), [good, empty].into()),
            Error::<Test>::InsufficientBalance
        );
        assert_eq!(owed(good, 20), due);
        // Without the bad one it works.
        claim(good, 20);
        assert_eq!(owed(good, 20), 0);
    });
}

#[test]
fn what_was_not_used_of_the_fee_is_given_back() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 20_000_000);
        let used = || {
            let post = SubtensorModule::claim_root(signed(&account(20)), [netuid].into()).unwrap();
            post.actual_weight.unwrap()
        };
        let nothing = used();
        grant_dividends(netuid, 2, 10_000_000);
        let one_sale = used();
        let most = <Test as Config>::WeightInfo::claim_root();
        assert!(nothing.ref_time() < one_sale.ref_time());
        assert!(one_sale.ref_time() < most.ref_time() / 4);
        assert_err!(
            SubtensorModule::claim_root(signed(&account(20)), BTreeSet::new()),
            Error::<Test>::InvalidSubnetNumber
        );
    });
}
