//! Full queues: what a commit to one costs, and that no block reads more of them than it has time
//! for.

use std::collections::{BTreeMap, VecDeque};

use codec::{Compact, Encode};
use frame_support::{
    assert_noop, assert_ok, dispatch::GetDispatchInfo, storage::unhashed, weights::WeightMeter,
};
use myelin_types::{NetUid, NetUidStorageIndex, TaoBalance};

use super::*;
use crate::{
    WeightInfo,
    hooks::{
        MAX_REVEALS, PER_QUEUE_KILOBYTE, PER_TIMELOCK_QUEUE, PER_TIMELOCK_TURN, PER_TIMELOCKED,
        PER_TIMELOCKED_HOTKEY, most_for_reveals,
    },
    tests::counting::{bytes_read_by, touched_by_call},
    weights::{MAX_QUEUE, MAX_QUEUE_KILOBYTES},
};

type Estimate = <Test as Config>::WeightInfo;

type Queue = VecDeque<(sp_runtime::AccountId32, u64, Commit, u64)>;

/// A commit of the greatest size that looks like one and costs an attempt.
fn dear() -> Commit {
    let mut bytes = seal(&[7; 4_700], ROUND).into_inner();
    bytes[..96].fill(0xff);
    bytes.resize(5_000, 0);
    Commit::truncate_from(bytes)
}

/// So many commits of the greatest size, each of another hotkey. A few cost an attempt, the others
/// are no ciphertexts.
fn crowd(count: u32) -> Queue {
    let (dear, cheap) = (dear(), Commit::truncate_from(vec![0xff; 5_000]));
    (0..count)
        .map(|number| {
            let commit = if number % 320 == 0 { &dear } else { &cheap };
            let hotkey = account(10_000 + u64::from(number));
            (hotkey, 1, commit.clone(), ROUND)
        })
        .collect()
}

/// Puts commits of others into the queue of the current epoch.
fn fill_current(netuid: NetUid, queue: Queue) {
    let epoch = SubtensorModule::reveal_clock(netuid).epoch;
    SubtensorModule::put_timelocked_queue(NetUidStorageIndex::main(netuid), epoch, queue);
}

#[test]
fn a_commit_touches_as_many_keys_whatever_waits_and_as_its_weight_says() {
    let mut counts = Vec::new();
    for count in [0, 1, MAX_QUEUE - 1] {
        let mut ext = ExtBuilder::default().build();
        let netuid = ext.execute_with(|| {
            let netuid = subnet();
            StakeThreshold::<Test>::put(1);
            stake(netuid, &account(10), &account(NEURON), UNIT);
            WeightsSetRateLimit::<Test>::insert(netuid, 1);
            run_blocks(2);
            if count > 0 {
                fill_current(netuid, crowd(count));
            }
            netuid
        });
        let touched = touched_by_call(&[], &mut ext, || {
            assert_ok!(commit(NEURON, netuid, 20, ROUND));
        });
        println!("{count} wait: {touched:?}");
        let items = Estimate::commit_timelocked_weights(0);
        let writes = touched.writes + touched.idle_writes;
        let storage = <Test as frame_system::Config>::DbWeight::get()
            .reads_writes(touched.reads as u64, writes as u64);
        assert!(storage.all_lte(items), "{touched:?}");
        counts.push((touched.reads, writes));
    }
    assert_eq!(counts[1], counts[2]);
}

#[test]
fn a_commit_is_appended_to_what_waits_without_decoding_it() {
    ExtBuilder::default().build().execute_with(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        fill_current(netuid, crowd(1));
        let epoch = SubtensorModule::reveal_clock(netuid).epoch;
        let key = TimelockedWeightCommits::<Test>::hashed_key_for(index, epoch);
        let nonsense = [Compact(1u32).encode(), vec![0xff]].concat();
        unhashed::put_raw(&key, &nonsense);
        let bytes = Commit::truncate_from(vec![7; 100]);
        assert_ok!(commit_bytes(OWNER, netuid, bytes.clone(), ROUND));
        let entry = (account(OWNER), u64::from(block()), bytes, ROUND).encode();
        let expected = [Compact(2u32).encode(), vec![0xff], entry].concat();
        assert_eq!(unhashed::get_raw(&key), Some(expected));
    });
}

#[test]
fn a_commit_weighs_as_much_as_the_longest_queue_and_gets_back_what_its_own_is_shorter() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let call = Call::<Test>::commit_timelocked_weights {
            netuid,
            commit: Commit::truncate_from(vec![1; 100]),
            reveal_round: ROUND,
            commit_reveal_version: 4,
        };
        let most = Estimate::commit_timelocked_weights(MAX_QUEUE_KILOBYTES);
        assert_eq!(call.get_dispatch_info().call_weight, most);
        let commit = |hotkey: u64| {
            let bytes = Commit::truncate_from(vec![1; 950]);
            let who = signed(&account(hotkey));
            SubtensorModule::commit_timelocked_weights(who, netuid, bytes, ROUND, 4)
        };
        for waiting in 0..3 {
            let done = commit(OWNER).expect("it is accepted");
            let expected = Estimate::commit_timelocked_weights(waiting);
            assert_eq!(
                done.actual_weight,
                Some(expected),
                "{waiting} of a kilobyte wait"
            );
        }
        let refused = commit(99).expect_err("it has no uid");
        let least = Estimate::commit_timelocked_weights(0);
        assert_eq!(refused.post_info.actual_weight, Some(least));
        let longest = kilobytes_of(&crowd(MAX_QUEUE));
        assert_eq!(longest, MAX_QUEUE_KILOBYTES);
    });
}

/// The length of a queue without the number of its commits.
fn kilobytes_of(queue: &Queue) -> u32 {
    let bytes: usize = queue.iter().map(Encode::encoded_size).sum();
    bytes.div_ceil(1_000) as u32
}

#[test]
fn a_queue_takes_as_many_commits_as_a_full_subnet_may_make_and_no_more() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        fill_current(netuid, crowd(MAX_QUEUE - 1));
        assert_eq!(
            SubtensorModule::timelocked_obstacle(index, &account(OWNER)),
            None
        );
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        assert_noop!(
            commit(NEURON, netuid, 20, ROUND),
            Error::<Test>::TooManyUnrevealedCommits
        );
        assert!(SubtensorModule::timelocked_obstacle(index, &account(NEURON)).is_some());
        next_epoch(netuid);
        assert_ok!(commit(NEURON, netuid, 20, ROUND));
    });
}

/// Thirteen subnets, each with the fullest queue of its current epoch.
fn full_queues() -> (sp_io::TestExternalities, Vec<NetUid>) {
    let mut ext = ExtBuilder::default().build();
    let netuids = ext.execute_with(|| {
        let netuids: Vec<NetUid> = (0..13)
            .map(|number| {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000 * UNIT));
                let netuid = add_network(&account(500 + 2 * number), &account(501 + 2 * number));
                CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
                Tempo::<Test>::insert(netuid, 1_000);
                netuid
            })
            .collect();
        let queue = crowd(MAX_QUEUE);
        for netuid in &netuids {
            let now = u64::from(block());
            LastEpochBlock::<Test>::insert(netuid, now);
            SubnetEpochIndex::<Test>::insert(netuid, 5);
            fill_current(*netuid, queue.clone());
        }
        publish(ROUND);
        netuids
    });
    (ext, netuids)
}

/// What a hook does with commits, with the events for each subnet.
fn step() -> (WeightMeter, BTreeMap<NetUid, u32>) {
    System::set_block_number(block() + 1);
    forget_events();
    let mut meter = WeightMeter::with_limit(most_for_reveals::<Test>());
    let now = u64::from(block());
    let plan = SubtensorModule::plan_epochs(now, &SubtensorModule::non_root_netuids());
    SubtensorModule::open_timelocked_weights::<TestBeacon>(now, &plan, &mut meter);
    let mut gone = BTreeMap::new();
    for event in pallet_events() {
        if let Event::TimelockedWeightsDiscarded { index, .. } = event {
            *gone.entry(index.split().0).or_default() += 1;
        }
    }
    (meter, gone)
}

/// Works off thirteen full queues, of which no block may read more than it pays for. Returns how
/// many blocks it took.
#[track_caller]
fn work_off(mut ext: sp_io::TestExternalities, netuids: &[NetUid]) -> u32 {
    let limit = most_for_reveals::<Test>();
    let mut left: BTreeMap<NetUid, u32> = netuids.iter().map(|n| (*n, MAX_QUEUE)).collect();
    let mut blocks = 0;
    while !left.is_empty() {
        // Counting takes long.
        let bytes = if blocks < 5 {
            bytes_read_by(&mut ext, || {
                step();
            })
        } else {
            0
        };
        let read = PER_QUEUE_KILOBYTE.times::<Test>(bytes as u64 / 1_000);
        ext.execute_with(|| {
            let (meter, gone) = step();
            assert!(!gone.is_empty(), "every block gets further");
            let events: u32 = gone.values().sum();
            let done = read + PER_TIMELOCKED.times::<Test>(events.into());
            // The hotkeys of queues that are not read after all are beside what was counted.
            let spare = PER_QUEUE_KILOBYTE.times::<Test>(13 * 130);
            assert!(
                done.all_lte(meter.consumed() + spare),
                "{done:?}, {meter:?}"
            );
            assert!(meter.consumed().all_lte(limit), "{meter:?}");
            for (netuid, count) in gone {
                let waits = left.get_mut(&netuid).expect("it still waited");
                *waits -= count;
                assert_eq!(waiting(netuid), *waits as usize);
            }
        });
        blocks += 1;
        left.retain(|_, waits| *waits > 0);
        if blocks == 13 {
            let untouched = left.values().filter(|waits| **waits == MAX_QUEUE).count();
            assert_eq!(untouched, 0, "all have had a turn");
        }
    }
    ext.execute_with(|| {
        assert!(TimelockedQueues::<Test>::get().is_empty());
        assert_eq!(TimelockedHotkeys::<Test>::iter_keys().count(), 0);
    });
    blocks
}

#[test]
fn thirteen_full_queues_that_are_due_are_worked_off_in_turn_within_the_limit_of_each_block() {
    let (mut ext, netuids) = full_queues();
    ext.execute_with(|| {
        for netuid in &netuids {
            SubnetEpochIndex::<Test>::insert(netuid, 6);
        }
    });
    let blocks = work_off(ext, &netuids);
    println!("thirteen full queues that are due take {blocks} blocks");
    assert!((26..60).contains(&blocks), "{blocks}");
}

#[test]
fn thirteen_full_queues_that_have_expired_are_dropped_over_several_blocks() {
    let (mut ext, netuids) = full_queues();
    ext.execute_with(|| {
        for netuid in &netuids {
            SubnetEpochIndex::<Test>::insert(netuid, 7);
        }
    });
    let blocks = work_off(ext, &netuids);
    println!("thirteen full queues that have expired take {blocks} blocks");
    assert!((20..32).contains(&blocks), "{blocks}");
}

#[test]
fn a_block_that_has_not_begun_has_time_for_the_fullest_queue_and_for_a_commit_of_it() {
    // The block of the tests is shorter than that of the chain.
    let turns = PER_TIMELOCK_TURN.times::<Test>(128);
    // With as many queues behind it as the longest reveal period allows.
    let next = <Test as frame_system::Config>::DbWeight::get().reads(102);
    let queue = PER_TIMELOCK_QUEUE.times::<Test>(1)
        + PER_TIMELOCKED_HOTKEY.times::<Test>(MAX_QUEUE.into())
        + PER_QUEUE_KILOBYTE.times::<Test>(MAX_QUEUE_KILOBYTES.into());
    let commit = PER_TIMELOCKED.times::<Test>(1) + Estimate::open_timelocked_weights(1);
    let limit = most_for_reveals::<Test>();
    assert!((turns + next + queue + commit).all_lte(limit), "{limit:?}");
}

#[test]
fn a_full_queue_of_empty_commits_is_gone_within_a_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let mut queue = crowd(MAX_QUEUE);
        for entry in &mut queue {
            entry.2 = Commit::default();
        }
        fill_current(netuid, queue);
        next_epoch(netuid);
        publish(ROUND);
        run_hook();
        assert_eq!(waiting(netuid), 0);
        assert_eq!(discarded().len(), MAX_QUEUE as usize);
    });
}

#[test]
fn no_block_opens_more_commits_than_the_most_however_much_time_it_has() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let mut queue = crowd(100);
        for entry in &mut queue {
            entry.2 = dear();
        }
        fill_current(netuid, queue);
        next_epoch(netuid);
        publish(ROUND);
        let mut meter = WeightMeter::new();
        let now = u64::from(block());
        SubtensorModule::open_timelocked_weights::<TestBeacon>(
            now,
            &Default::default(),
            &mut meter,
        );
        assert_eq!(100 - waiting(netuid) as u64, MAX_REVEALS);
    });
}
