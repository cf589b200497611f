//! Many commits that are due at once: good ones, bad ones, and too many.

use frame_support::assert_ok;
use myelin_types::NetUidStorageIndex;

use super::*;
use crate::hooks::{MAX_REVEALS, PER_REVEAL, most_for_reveals};

/// Neurons with these numbers besides the subnet's own two; none has a permit.
fn crowd(netuid: NetUid, count: u64) -> Vec<u64> {
    let numbers: Vec<u64> = (100..100 + count).collect();
    for number in &numbers {
        let (coldkey, hotkey) = (account(1_000 + number), account(*number));
        assert_ok!(SubtensorModule::pair_if_unowned(&coldkey, &hotkey));
        SubtensorModule::append_neuron(netuid, &hotkey);
    }
    WeightsSetRateLimit::<Test>::insert(netuid, 0);
    Tempo::<Test>::insert(netuid, 40);
    numbers
}

/// A commit of a neuron to weigh itself, for which nobody needs a permit.
fn own_weight(netuid: NetUid, number: u64) -> Commit {
    let uid = SubtensorModule::uid_of(netuid, &account(number)).expect("the neuron exists");
    let own = Payload {
        hotkey: Some(account(number).into()),
        scores: Scores {
            uids: vec![uid],
            values: vec![1],
            version_key: 0,
        },
    };
    seal(&own.encode(), ROUND)
}

/// What a hook did with commits.
#[derive(Default)]
struct Step {
    opened: Vec<sp_runtime::AccountId32>,
    dropped: Vec<sp_runtime::AccountId32>,
}

/// The next block.
fn next_block() -> Step {
    run_hook();
    let mut step = Step::default();
    for event in pallet_events() {
        match event {
            Event::TimelockedWeightsRevealed(_, hotkey) => step.opened.push(hotkey),
            Event::TimelockedWeightsDiscarded { hotkey, .. } => step.dropped.push(hotkey),
            _ => {}
        }
    }
    step
}

/// How many commits a block has time for.
fn most_in_a_block() -> usize {
    let fit = most_for_reveals::<Test>().ref_time() / PER_REVEAL.times::<Test>(1).ref_time();
    fit.min(MAX_REVEALS) as usize
}

#[test]
fn three_hundred_commits_open_in_the_order_they_were_made_within_their_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let numbers = crowd(netuid, 30);
        let commits: Vec<Commit> = numbers.iter().map(|n| own_weight(netuid, *n)).collect();
        let mut made = Vec::new();
        for _ in 0..10 {
            for (number, commit) in numbers.iter().zip(&commits) {
                assert_ok!(commit_bytes(*number, netuid, commit.clone(), ROUND));
                made.push(account(*number));
            }
        }
        next_epoch(netuid);
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        publish(ROUND);
        let most = most_in_a_block();
        let (mut opened, mut blocks) = (Vec::new(), 0);
        while waiting(netuid) > 0 {
            let step = next_block();
            assert!(step.opened.len() <= most, "{} of {most}", step.opened.len());
            assert_eq!(step.dropped, []);
            opened.extend(step.opened);
            blocks += 1;
        }
        println!("300 commits opened in {blocks} blocks");
        assert_eq!(opened, made, "first come, first served");
        assert!(blocks <= made.len().div_ceil(most) + 2, "{blocks}");
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), epoch);
    });
}

#[test]
fn what_no_block_of_the_epoch_had_time_for_is_reported() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let numbers = crowd(netuid, 30);
        Tempo::<Test>::insert(netuid, 5);
        for number in &numbers {
            let commit = own_weight(netuid, *number);
            for _ in 0..10 {
                assert_ok!(commit_bytes(*number, netuid, commit.clone(), ROUND));
            }
        }
        next_epoch(netuid);
        publish(ROUND);
        let (mut opened, mut dropped) = (0, 0);
        for _ in 0..6 {
            let step = next_block();
            opened += step.opened.len();
            dropped += step.dropped.len();
        }
        assert_eq!(opened + dropped, 300);
        assert!(dropped > 0, "there were too many");
        assert_eq!(waiting(netuid), 0);
    });
}

/// Commits that cost the chain most before it sees that they are bad, of the greatest size.
fn bad_commits() -> Vec<Commit> {
    let valid = seal(&[7; 4_000], ROUND);
    let changed = |at: usize| {
        let mut bytes = valid.clone();
        bytes[at] ^= 1;
        bytes
    };
    vec![
        changed(100),
        changed(150),
        changed(300),
        changed(valid.len() - 1),
        seal(&[0xff; 4_700], ROUND),
        Commit::truncate_from(vec![0xff; 5_000]),
        Commit::default(),
    ]
}

#[test]
fn bad_commits_do_not_keep_good_ones_from_their_turn() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let numbers = crowd(netuid, 30);
        let (good, bad) = numbers.split_last().expect("there are thirty");
        let kinds = bad_commits();
        for number in bad {
            for kind in kinds.iter().cycle().take(10) {
                assert_ok!(commit_bytes(*number, netuid, kind.clone(), ROUND));
            }
        }
        assert_ok!(commit_bytes(
            *good,
            netuid,
            own_weight(netuid, *good),
            ROUND
        ));
        next_epoch(netuid);
        publish(ROUND);
        let (mut opened, mut dropped, mut blocks) = (vec![], 0, 0);
        while waiting(netuid) > 0 {
            let step = next_block();
            opened.extend(step.opened);
            dropped += step.dropped.len();
            blocks += 1;
        }
        println!("{dropped} bad commits delayed a good one by {blocks} blocks");
        assert_eq!(opened, [account(*good)]);
        assert_eq!(dropped, 290);
        assert!(
            blocks <= 291usize.div_ceil(most_in_a_block()) + 2,
            "{blocks}"
        );
    });
}

#[test]
fn the_fullest_queue_of_one_subnet_does_not_hold_up_another() {
    ExtBuilder::default().build_and_execute(|| {
        let bad = subnet();
        let good = add_network(&account(3), &account(4));
        CommitRevealWeightsEnabled::<Test>::insert(good, true);
        // Ten commits of each of 256 neurons.
        let kinds = bad_commits();
        let epoch = SubnetEpochIndex::<Test>::get(bad);
        let entry = |kind: &Commit| (account(NEURON), 1, kind.clone(), ROUND);
        let queue: std::collections::VecDeque<_> =
            kinds.iter().cycle().take(2_560).map(entry).collect();
        let index = NetUidStorageIndex::main(bad);
        SubtensorModule::put_timelocked_queue(index, epoch, queue);
        Tempo::<Test>::insert(good, 40);
        Tempo::<Test>::insert(bad, 200);
        assert_ok!(commit_bytes(4, good, own_weight(good, 4), ROUND));
        for netuid in [bad, good] {
            PendingEpochAt::<Test>::insert(netuid, u64::from(block()) + 1);
        }
        next_block();
        publish(ROUND);
        let mut blocks = 0;
        while waiting(good) > 0 {
            let step = next_block();
            assert!(blocks > 0 || !step.dropped.is_empty() || !step.opened.is_empty());
            blocks += 1;
        }
        assert!(blocks <= 2, "its turn comes in the second block: {blocks}");
        let left = waiting(bad);
        let dropped = next_block().dropped.len();
        assert!(dropped > 1, "even the fullest queue gets shorter");
        assert_eq!(waiting(bad), left - dropped);
    });
}
