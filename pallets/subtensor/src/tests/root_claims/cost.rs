//! What claims read and write, against the weight they are metered with.

use frame_support::{
    assert_ok,
    traits::Hooks,
    weights::{Weight, WeightMeter},
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, frozen::RootClaimTypeEnum};

use crate::{
    WeightInfo,
    hooks::Cost,
    mock::*,
    pallet::*,
    stake::claim::*,
    tests::{
        counting::{Touched, send, touched_by, touched_by_call},
        paying::*,
        root_stakers::*,
    },
};

/// A chain on which coldkey 20 stakes to so many hotkeys, which all earned on so many subnets.
fn chain(hotkeys: u64, subnets: u64, choice: RootClaimTypeEnum) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        let first = subnet_of_root_stakers();
        let netuids: Vec<NetUid> = core::iter::once(first)
            .chain((1..subnets).map(|number| {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
                add_network(&account(1_000 + number), &account(2_000 + number))
            }))
            .collect();
        choose(20, choice);
        for hotkey in 100..100 + hotkeys {
            pair(1, hotkey);
            stake(NetUid::ROOT, &account(20), &account(hotkey), 20_000_000);
            for netuid in &netuids {
                grant_dividends(*netuid, hotkey, 10_000_000);
            }
        }
        NumRootClaim::<Test>::put(1);
    });
    ext
}

/// At how many places enough is owed to be claimed.
fn due(hotkeys: u64) -> usize {
    let netuids = SubtensorModule::non_root_netuids();
    (100..100 + hotkeys)
        .flat_map(|hotkey| netuids.iter().map(move |netuid| (*netuid, hotkey)))
        .filter(|(netuid, hotkey)| owed_under(*netuid, 20, *hotkey) > 500_000)
        .count()
}

/// Storage weight of what an automatic claim touches, and the weight it was metered with.
fn measured_and_metered(ext: &mut sp_io::TestExternalities) -> (Weight, Weight) {
    let mut metered = Weight::zero();
    let touched = touched_by(ext, || {
        let mut meter = WeightMeter::new();
        SubtensorModule::claim_automatically(&mut meter);
        metered = meter.consumed();
    });
    println!("{touched:?}");
    let written = (touched.writes + touched.idle_writes) as u64;
    let measured =
        <Test as frame_system::Config>::DbWeight::get().reads_writes(touched.reads as u64, written);
    (measured, metered)
}

#[test]
fn claims_touch_no_more_than_they_are_metered_with() {
    for choice in [RootClaimTypeEnum::Keep, RootClaimTypeEnum::Swap] {
        for (hotkeys, subnets) in [(1, 1), (1, 12), (6, 1), (4, 8)] {
            let mut ext = chain(hotkeys, subnets, choice.clone());
            let (measured, metered) = measured_and_metered(&mut ext);
            println!("{choice:?} {hotkeys} {subnets}: {measured:?} {metered:?}");
            // Three reads of the block step itself: the parent, the list, how many to draw.
            let fixed = <Test as frame_system::Config>::DbWeight::get().reads(3);
            assert!(measured.all_lte(metered + fixed));
        }
    }
}

#[test]
fn a_block_never_spends_more_on_claims_than_their_part_of_it() {
    let mut ext = chain(10, 12, RootClaimTypeEnum::Swap);
    ext.execute_with(|| {
        let limit = crate::hooks::most_for_claims::<Test>();
        let mut blocks = 0;
        while due(10) > 0 {
            let before = due(10);
            let mut meter = WeightMeter::with_limit(limit);
            SubtensorModule::claim_automatically(&mut meter);
            assert!(meter.consumed().all_lte(limit));
            assert!(due(10) < before);
            blocks += 1;
        }
        assert!(blocks > 1, "{blocks}");
        check_invariants();
    });
}

#[test]
fn the_weight_of_a_block_step_counts_the_claims_it_made() {
    let mut ext = chain(1, 12, RootClaimTypeEnum::Swap);
    ext.execute_with(|| {
        let step = |claims| {
            NumRootClaim::<Test>::put(claims);
            let next = block() + 1;
            System::set_block_number(next);
            SubtensorModule::on_initialize(next)
        };
        let without = step(0);
        let with = step(1);
        assert_eq!(due(1), 0);
        assert!(with.ref_time() > without.ref_time() + 12 * PER_SWAP.times::<Test>(1).ref_time());
    });
}

#[test]
fn a_large_claim_by_hand_pays_a_part_and_the_next_one_the_rest() {
    let mut ext = chain(24, 5, RootClaimTypeEnum::Swap);
    ext.execute_with(|| {
        let netuids = SubtensorModule::non_root_netuids();
        let most = <Test as Config>::WeightInfo::claim_root();
        let mut calls = 0;
        while due(24) > 0 {
            let before = due(24);
            let named = netuids
                .iter()
                .copied()
                .filter(|netuid| netuid.0 > 1)
                .collect();
            let post = SubtensorModule::claim_root(signed(&account(20)), named).unwrap();
            assert!(post.actual_weight.unwrap().all_lte(most));
            assert!(due(24) < before);
            calls += 1;
        }
        assert!((2..10).contains(&calls), "{calls}");
        check_invariants();
    });
}

#[test]
fn the_storage_of_four_hotkeys_that_earn_on_every_subnet_fits_one_call() {
    let subnets = 128;
    let per_hotkey = [
        (PER_HOTKEY, 1),
        (PER_SUBNET, 5),
        (PER_SWAP, 5),
        (PER_RESTAKE, 1),
        (PER_ADJUSTMENT, subnets),
    ];
    let sum = |part: fn(Cost) -> u64| {
        let hotkey: u64 = per_hotkey
            .iter()
            .map(|(cost, times)| part(*cost) * times)
            .sum();
        part(PER_COLDKEY) + 4 * hotkey
    };
    let storage = <Test as frame_system::Config>::DbWeight::get()
        .reads_writes(sum(|cost| cost.reads), sum(|cost| cost.writes));
    assert!(storage.all_lte(<Test as Config>::WeightInfo::claim_root()));
}

#[test]
fn a_coldkey_with_many_hotkeys_is_claimed_for_within_a_few_blocks() {
    let mut ext = chain(40, 1, RootClaimTypeEnum::Keep);
    ext.execute_with(|| {
        for left in [24, 8, 0] {
            run_blocks(1);
            assert_eq!(due(40), left);
        }
    });
}

#[test]
fn work_on_root_claims_counts_for_the_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 20_000_000);
        let used = || System::block_weight().total();
        let before = used();
        stake_on_root(21, 20_000_000);
        assert_eq!(used(), before, "nothing was earned yet");
        grant_dividends(netuid, 2, 10_000_000);
        stake_on_root(21, 20_000_000);
        let coming = used() - before;
        assert!(coming.ref_time() > 0);
        let before = used();
        leave_root(20, 20_000_000);
        assert!(used() - before != coming, "a payment costs more");
        assert!((used() - before).ref_time() > coming.ref_time());
    });
}

/// Storage weight of keys read and written.
fn stored(reads: usize, writes: usize) -> Weight {
    <Test as frame_system::Config>::DbWeight::get().reads_writes(reads as u64, writes as u64)
}

/// What a change of the root stake of coldkey 20 under hotkey 100, which earned on so many subnets,
/// touches, and what it adds to the weight of the block beside its own.
fn change_of_root_stake(earned: usize, prepare: fn(), change: fn()) -> (Touched, Weight) {
    let mut ext = chain(1, 24, RootClaimTypeEnum::Keep);
    ext.execute_with(|| {
        RootClaimable::<Test>::mutate(account(100), |claimable| {
            *claimable = core::mem::take(claimable)
                .into_iter()
                .take(earned)
                .collect();
        });
        fund(&account(20), UNIT);
        prepare();
    });
    let mut registered = Weight::zero();
    let touched = touched_by_call(&[account(20)], &mut ext, || {
        let before = System::block_weight().total();
        change();
        registered = System::block_weight().total() - before;
    });
    ext.execute_with(check_invariants);
    (touched, registered)
}

/// The change costs exactly so much for each subnet, which the weight that it registers covers; the
/// rest is covered by its `own` weight.
#[track_caller]
fn costs_for_each_subnet(own: Weight, slope: [usize; 2], prepare: fn(), change: fn()) {
    let [none, four, all] = [0, 4, 24].map(|earned| change_of_root_stake(earned, prepare, change));
    println!("{none:?} {four:?} {all:?}");
    assert_eq!(none.1, Weight::zero());
    assert!(own.all_gte(stored(none.0.reads, none.0.writes)));
    assert_eq!(all.0.reads - four.0.reads, 20 * slope[0]);
    assert_eq!(all.0.writes - four.0.writes, 20 * slope[1]);
    for (touched, registered) in [four, all] {
        let more = stored(
            touched.reads - none.0.reads,
            touched.writes + touched.idle_writes - none.0.writes - none.0.idle_writes,
        );
        assert!(registered.all_gte(more), "{registered:?} {more:?}");
    }
}

fn nothing() {}

fn claim_all() {
    SubtensorModule::claim_automatically(&mut WeightMeter::new());
}

fn remove(amount: u64) {
    assert_ok!(SubtensorModule::remove_stake(
        signed(&account(20)),
        account(100),
        NetUid::ROOT,
        AlphaBalance(amount)
    ));
}

#[test]
fn root_stake_that_comes_reads_and_writes_a_key_for_each_subnet() {
    let add = || {
        assert_ok!(SubtensorModule::add_stake(
            signed(&account(20)),
            account(100),
            NetUid::ROOT,
            TaoBalance(20_000_000)
        ));
    };
    let own = <Test as Config>::WeightInfo::add_stake();
    costs_for_each_subnet(own, [1, 1], nothing, add);
}

#[test]
fn root_stake_that_leaves_with_all_claimed_reads_and_writes_a_key_for_each_subnet() {
    let own = <Test as Config>::WeightInfo::remove_stake();
    costs_for_each_subnet(own, [1, 1], claim_all, || remove(5_000_000));
    costs_for_each_subnet(own, [1, 1], claim_all, || remove(20_000_000));
}

#[test]
fn root_stake_that_leaves_with_nothing_claimed_also_touches_a_position_for_each_subnet() {
    let own = <Test as Config>::WeightInfo::remove_stake();
    costs_for_each_subnet(own, [3, 3], nothing, || remove(5_000_000));
    costs_for_each_subnet(own, [3, 3], nothing, || remove(20_000_000));
}

/// Every call that changes the root stake of coldkey 20 under hotkey 100.
fn changes_of_root_stake() -> Vec<Call<Test>> {
    let (hotkey, root) = (account(100), NetUid::ROOT);
    let (part, all) = (AlphaBalance(5_000_000), AlphaBalance(20_000_000));
    let moved = |destination, amount| Call::move_stake {
        origin_hotkey: account(100),
        destination_hotkey: account(destination),
        origin_netuid: root,
        destination_netuid: root,
        alpha_amount: amount,
    };
    let given = |amount| Call::transfer_stake {
        destination_coldkey: account(21),
        hotkey: account(100),
        origin_netuid: root,
        destination_netuid: root,
        alpha_amount: amount,
    };
    let removed = |amount| Call::remove_stake {
        hotkey: account(100),
        netuid: root,
        amount_unstaked: amount,
    };
    vec![
        Call::add_stake {
            hotkey: hotkey.clone(),
            netuid: root,
            amount_staked: TaoBalance(20_000_000),
        },
        removed(part),
        removed(all),
        Call::remove_stake_full_limit {
            hotkey: hotkey.clone(),
            netuid: root,
            limit_price: None,
        },
        moved(101, part),
        moved(101, all),
        given(part),
        given(all),
        Call::unstake_all { hotkey },
    ]
}

#[test]
fn what_a_change_of_root_stake_counts_for_covers_every_subnet_that_was_earned_on() {
    for prepare in [nothing, claim_all] {
        let mut before = Weight::zero();
        for subnets in [1, 8, 32] {
            let mut ext = chain(2, subnets, RootClaimTypeEnum::Keep);
            ext.execute_with(|| {
                fund(&account(20), UNIT);
                prepare();
            });
            let mut registered = Weight::zero();
            for call in changes_of_root_stake() {
                let sent = send(&account(20), &mut ext, call.clone());
                println!("{subnets} {call:?}: {sent:?}");
                assert_ok!(sent.result);
                sent.assert_covered();
                registered += sent.registered;
            }
            assert!(registered.ref_time() > before.ref_time());
            before = registered;
        }
    }
}

#[test]
fn a_search_that_sells_root_nominations_costs_no_more_than_its_weight_says() {
    for prepare in [nothing, claim_all] {
        let mut ext = chain(1, 24, RootClaimTypeEnum::Keep);
        ext.execute_with(|| {
            prepare();
            SubtensorModule::set_nominator_min_required_stake(20_000_000);
        });
        let mut weighed = Weight::zero();
        let touched = touched_by(&mut ext, || {
            let before = System::block_weight().total();
            let used = SubtensorModule::on_idle(block(), Weight::MAX);
            weighed = System::block_weight().total() - before + used;
            assert_eq!(
                SubtensorModule::stake_of(&account(100), &account(20), NetUid::ROOT),
                AlphaBalance::ZERO
            );
        });
        println!("{touched:?} {weighed:?}");
        assert!(weighed.all_gte(stored(touched.reads, touched.writes + touched.idle_writes)));
    }
}
