//! Bounds: a block opens as many commits as it has time for, and the others wait their turn.

use frame_support::{
    assert_ok,
    traits::Get,
    weights::{Weight, WeightMeter},
};
use frame_system::limits::BlockWeights;
use myelin_types::{NetUid, NetUidStorageIndex};

use super::*;
use crate::{
    hooks::{self, MAX_REVEALS, PER_REVEAL, most_for_reveals},
    tests::counting::{bytes_read_by, touched_by},
};

/// Puts commits of the owner into the queue of a subnet, due now, more than it could make itself.
fn fill(netuid: NetUid, owner: u64, count: usize) {
    let index = NetUidStorageIndex::main(netuid);
    let epoch = SubnetEpochIndex::<Test>::get(netuid) - 1;
    let own = Payload {
        hotkey: None,
        scores: Scores {
            uids: vec![0],
            values: vec![1],
            version_key: 0,
        },
    };
    let entry = (account(owner), 1, seal(&own.encode(), ROUND), ROUND);
    SubtensorModule::put_timelocked_queue(index, epoch, vec![entry; count].into());
}

/// Opens what is due with so much weight.
fn open_with(limit: Weight) -> WeightMeter {
    let mut meter = WeightMeter::with_limit(limit);
    let now = u64::from(block());
    let plan = SubtensorModule::plan_epochs(now, &SubtensorModule::non_root_netuids());
    SubtensorModule::open_timelocked_weights::<TestBeacon>(now, &plan, &mut meter);
    meter
}

#[test]
fn what_does_not_fit_into_a_block_waits_for_the_next() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        fill(netuid, OWNER, 100);
        publish(ROUND);
        let mut left = 100;
        while left > 0 {
            let before = left;
            run_blocks(1);
            left = waiting(netuid);
            let opened = before - left;
            assert!(opened > 10 || left == 0, "{opened} were opened");
            assert!(opened as u64 <= MAX_REVEALS, "{opened} were opened");
        }
        assert_eq!(row(netuid), [(0, 65_535)]);
    });
}

#[test]
fn the_weight_of_what_is_done_stays_within_its_part_of_the_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        fill(netuid, OWNER, 100);
        publish(ROUND);
        let limit = PER_REVEAL.times::<Test>(6);
        let meter = open_with(limit);
        assert_eq!(waiting(netuid), 95, "five fit beside what the queue costs");
        assert!(meter.consumed().all_lte(limit));
        let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
        let part = limits.max_block.div(10);
        assert!(most_for_reveals::<Test>().all_lte(part));
    });
}

#[test]
fn a_queue_that_costs_more_than_is_left_is_not_read_and_waits() {
    let mut ext = ExtBuilder::default().build();
    let netuid = ext.execute_with(|| {
        let netuid = subnet();
        fill(netuid, OWNER, 2_000);
        publish(ROUND);
        netuid
    });
    let limit = PER_REVEAL.times::<Test>(1);
    let bytes = bytes_read_by(&mut ext, || {
        let meter = open_with(limit);
        assert!(meter.consumed().all_lte(limit), "{:?}", meter.consumed());
        assert_eq!(discarded(), []);
    });
    assert!(bytes < 10_000, "{bytes} bytes were read");
    ext.execute_with(|| {
        assert_eq!(waiting(netuid), 2_000);
        open_with(most_for_reveals::<Test>());
        let left = waiting(netuid);
        assert!((1_900..2_000).contains(&left), "{left}");
        check_invariants();
    });
}

#[test]
fn subnets_take_turns_when_there_is_too_much_for_a_block() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet();
        let second = add_network(&account(3), &account(4));
        Tempo::<Test>::insert(second, 10);
        next_epoch(second);
        next_epoch(first);
        for (netuid, owner) in [(first, OWNER), (second, 4)] {
            CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
            fill(netuid, owner, 20);
        }
        publish(ROUND);
        for _ in 0..2 {
            open_with(PER_REVEAL.times::<Test>(6));
            System::set_block_number(block() + 1);
        }
        assert!(waiting(first) < 20);
        assert!(waiting(second) < 20);
    });
}

#[test]
fn a_block_without_commits_reads_one_key_for_them() {
    let mut ext = ExtBuilder::default().build();
    ext.execute_with(subnet);
    let touched = touched_by(&mut ext, || {
        let mut meter = WeightMeter::new();
        SubtensorModule::open_timelocked_weights::<TestBeacon>(1, &Default::default(), &mut meter);
    });
    assert_eq!(touched.reads, 1, "{touched:?}");
    assert_eq!(touched.writes + touched.idle_writes, 0, "{touched:?}");
}

#[test]
fn opening_commits_touches_no_more_than_their_weight_says() {
    let count = 10;
    let mut ext = ExtBuilder::default().build();
    let netuid = ext.execute_with(|| {
        let netuid = subnet();
        StakeThreshold::<Test>::put(1);
        stake(netuid, &account(1), &account(OWNER), UNIT);
        fill(netuid, OWNER, count);
        publish(ROUND);
        netuid
    });
    let touched = touched_by(&mut ext, || {
        open_with(Weight::MAX);
        assert_eq!(waiting(netuid), 0);
    });
    println!("{touched:?}");
    // `plan_epochs` reads four keys for the subnets, which is counted elsewhere.
    let reads = hooks::PER_TIMELOCK_QUEUE.reads + PER_REVEAL.reads + 20;
    assert!(touched.reads as u64 <= reads, "{touched:?}");
}

#[test]
fn a_queue_that_waits_for_a_later_round_is_not_read_again() {
    let mut ext = ExtBuilder::default().build();
    let step = || {
        SubtensorModule::open_timelocked_weights::<TestBeacon>(
            1,
            &Default::default(),
            &mut WeightMeter::new(),
        );
    };
    ext.execute_with(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        publish(ROUND - 1);
        next_epoch(netuid);
    });
    let touched = touched_by(&mut ext, step);
    assert!(touched.reads <= 3, "{touched:?}");
    ext.execute_with(|| publish(ROUND));
    let opened = touched_by(&mut ext, step);
    assert!(opened.reads > touched.reads, "{opened:?}");
}
