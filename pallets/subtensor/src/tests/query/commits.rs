//! Commits that wait for their reveal.

use frame_support::{BoundedVec, assert_ok};
use myelin_types::{MechId, NetUidStorageIndex};
use pallet_subtensor_runtime_api::{PendingCommits, commits::RevealPhase};
use sp_core::{H256, hex2array};

use super::*;
use crate::{pallet::*, tests::counting::touched_by};

/// A subnet on which weights are hidden, with an epoch each ten blocks, at the start of one.
fn subnet() -> NetUid {
    let netuid = subnet_with_miner();
    CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
    Tempo::<Test>::insert(netuid, 10);
    LastEpochBlock::<Test>::insert(netuid, u64::from(block()));
    netuid
}

fn pending(netuid: NetUid) -> PendingCommits {
    SubtensorModule::get_pending_commits(&account(OWNER_HOTKEY), netuid, MechId::MAIN)
        .expect("the subnet exists")
}

fn commit(netuid: NetUid, number: u8) {
    let (who, hash) = (signed(&account(OWNER_HOTKEY)), H256::repeat_byte(number));
    assert_ok!(SubtensorModule::commit_weights(who, netuid, hash));
}

fn hide(hotkey: u64, netuid: NetUid, round: u64) {
    let bytes = BoundedVec::truncate_from(vec![0, 1, 2, 3, 4]);
    let who = signed(&account(hotkey));
    assert_ok!(SubtensorModule::commit_timelocked_weights(
        who, netuid, bytes, round, 4
    ));
}

#[test]
fn what_does_not_exist_has_no_commits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let ask = |netuid, mechanism| {
            SubtensorModule::get_pending_commits(&account(99), netuid, MechId(mechanism))
        };
        assert_eq!(ask(NOWHERE, 0), None);
        assert_eq!(ask(NetUid(u16::MAX), 255), None);
        assert_eq!(ask(netuid, 1), None);
        let none = ask(netuid, 0).expect("the subnet exists");
        assert_eq!((none.hashed, none.timelocked), (vec![], vec![]));
    });
}

#[test]
fn a_commit_by_hash_shows_the_epoch_and_the_blocks_of_its_reveal() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let start = u64::from(block());
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        run_blocks(3);
        commit(netuid, 1);
        run_blocks(10);
        commit(netuid, 2);
        let show = || {
            let shown = pending(netuid);
            let reveals: Vec<_> = shown
                .hashed
                .iter()
                .map(|commit| {
                    let reveal = &commit.reveal;
                    (
                        reveal.epoch,
                        reveal.phase,
                        reveal.from_block,
                        reveal.until_block,
                    )
                })
                .collect();
            (shown.epoch, reveals)
        };
        let commits = pending(netuid).hashed;
        assert_eq!(commits[0].hash, H256::repeat_byte(1));
        assert_eq!((commits[0].block, commits[0].epoch), (start + 3, 0));
        assert_eq!((commits[1].block, commits[1].epoch), (start + 13, 1));
        let (first, second) = (start + 20, start + 30);
        let later = (3, RevealPhase::TooEarly, Some(second), Some(second + 9));
        let expected = vec![
            (2, RevealPhase::TooEarly, Some(first), Some(first + 9)),
            later,
        ];
        assert_eq!(show(), (1, expected));
        for block in [first, first + 9] {
            run_to_block(block as u32);
            let now = (2, RevealPhase::Now, Some(first), Some(first + 9));
            assert_eq!(show(), (2, vec![now, later]));
        }
        run_to_block(second as u32);
        let expected = vec![
            (2, RevealPhase::Expired, None, None),
            (3, RevealPhase::Now, Some(second), Some(second + 9)),
        ];
        assert_eq!(show(), (3, expected));
        // Without epochs nobody knows when.
        Tempo::<Test>::insert(netuid, 0);
        assert_eq!(pending(netuid).hashed[1].reveal.until_block, None);
    });
}

#[test]
fn a_time_locked_commit_shows_its_round_and_whether_it_is_signed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let start = u64::from(block());
        run_blocks(2);
        hide(MINER_HOTKEY, netuid, 3);
        hide(OWNER_HOTKEY, netuid, 7);
        hide(OWNER_HOTKEY, netuid, 8);
        publish(8);
        let shown = pending(netuid);
        assert_eq!(shown.hashed, []);
        let rounds: Vec<_> = shown
            .timelocked
            .iter()
            .map(|commit| (commit.round, commit.round_signed))
            .collect();
        assert_eq!(rounds, [(7, false), (8, true)]);
        let commit = &shown.timelocked[0];
        assert_eq!(
            commit.hash,
            H256(hex2array!(
                "663694ac6520bdce7caab1cf3929ffe78cb2fea67a3dfc8559753a9f512a0c85"
            ))
        );
        assert_eq!((commit.block, commit.epoch), (start + 2, 0));
        assert_eq!(
            (commit.reveal.epoch, commit.reveal.phase),
            (1, RevealPhase::TooEarly)
        );
        let blocks = (commit.reveal.from_block, commit.reveal.until_block);
        assert_eq!(blocks, (Some(start + 10), Some(start + 19)));
        // In the first of these blocks the one is opened, and before the block after the last the
        // other is gone.
        run_to_block(start as u32 + 10);
        let left = pending(netuid).timelocked;
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].round, left[0].reveal.phase), (7, RevealPhase::Now));
        run_to_block(start as u32 + 19);
        assert_eq!(pending(netuid).timelocked.len(), 1);
        run_to_block(start as u32 + 20);
        assert_eq!(pending(netuid).timelocked, []);
        Pulses::take();
    });
}

fn reads(ext: &mut sp_io::TestExternalities, netuid: NetUid) -> usize {
    let touched = touched_by(ext, || {
        pending(netuid);
    });
    assert_eq!((touched.writes, touched.idle_writes), (0, 0));
    touched.reads
}

#[test]
fn only_the_queues_of_the_mechanism_are_read() {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(subnet);
    let none = reads(&mut ext, netuid);
    assert!(none <= 12, "{none}");
    ext.execute_with(|| {
        let index = NetUidStorageIndex::main(netuid);
        for _ in 0..5 {
            hide(MINER_HOTKEY, netuid, 3);
        }
        let queues = TimelockedWeightCommits::<Test>::iter_prefix_values(index);
        assert_eq!(queues.map(|queue| queue.len()).sum::<usize>(), 5);
    });
    // Whose commits they are, and the key at which that prefix ends: none is the hotkey's own.
    assert!(reads(&mut ext, netuid) <= none + 2);
}
