//! What an epoch learns of the commits that wait: whose they are and since when, and nothing of
//! their ciphertexts.

use std::collections::VecDeque;

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};

use super::*;
use crate::{
    epoch::EpochSize,
    hooks::{PER_TIMELOCK_LIST, PER_TIMELOCKED_HOTKEY},
    tests::counting::{Touched, bytes_read_by, touched_by},
    weights::WaitingQueues,
};

const NEURONS: u64 = 64;
const PERIOD: u64 = 100;

/// A subnet with many neurons and the longest reveal period, and in every epoch of it commits of so
/// many bytes by all neurons.
fn full_of_commits(bytes: Option<usize>) -> (sp_io::TestExternalities, NetUid) {
    let mut ext = ExtBuilder::default().build();
    let netuid = ext.execute_with(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        for number in 2..NEURONS {
            let (coldkey, hotkey) = (account(5_000 + number), account(6_000 + number));
            assert_ok!(SubtensorModule::pair_if_unowned(&coldkey, &hotkey));
            SubtensorModule::append_neuron(netuid, &hotkey);
        }
        RevealPeriodEpochs::<Test>::insert(netuid, PERIOD);
        let first = SubnetEpochIndex::<Test>::get(netuid);
        SubnetEpochIndex::<Test>::insert(netuid, first + PERIOD);
        let Some(bytes) = bytes else {
            return netuid;
        };
        let commit = Commit::truncate_from(vec![1; bytes]);
        let hotkeys = SubtensorModule::hotkeys_of_subnet(netuid);
        for epoch in first..first + PERIOD {
            let queue: VecDeque<_> = hotkeys
                .iter()
                .map(|hotkey| (hotkey.clone(), epoch, commit.clone(), ROUND))
                .collect();
            SubtensorModule::put_timelocked_queue(index, epoch, queue);
        }
        netuid
    });
    (ext, netuid)
}

/// What an epoch reads of such a subnet: keys, and bytes.
fn epoch(bytes: Option<usize>) -> (Touched, usize, EpochSize) {
    let (mut ext, netuid) = full_of_commits(bytes);
    let run = || {
        let (_, size) = SubtensorModule::run_epoch(netuid, AlphaBalance(UNIT), block().into());
        size
    };
    let touched = touched_by(&mut ext, || {
        run();
    });
    let read = bytes_read_by(&mut ext, || {
        run();
    });
    (touched, read, ext.execute_with(run))
}

#[test]
fn an_epoch_reads_as_much_however_long_the_commits_are() {
    let none = epoch(None);
    let (short, long) = (epoch(Some(1)), epoch(Some(5_000)));
    println!("nothing waits {none:?}, one byte {short:?}, 5000 bytes {long:?}");
    assert_eq!(short.0, long.0, "keys");
    assert_eq!(short.1, long.1, "bytes");
    assert_eq!(short.2, long.2, "size");
    let queues = long.2.timelock_queues;
    assert_eq!((queues, long.2.timelocked), (PERIOD, PERIOD * NEURONS));
    assert!((long.0.reads - none.0.reads) as u64 <= queues * PER_TIMELOCK_LIST.reads);
    assert!(long.1 - none.1 <= 50 * (PERIOD * NEURONS) as usize);
}

#[test]
fn an_epoch_with_what_waits_counts_for_as_much_before_it_as_after() {
    let (mut ext, netuid) = full_of_commits(Some(1));
    ext.execute_with(|| {
        let index = NetUidStorageIndex::main(netuid);
        let waiting = TimelockedQueues::<Test>::get()[&index];
        let (_, size) = SubtensorModule::run_epoch(netuid, AlphaBalance(UNIT), block().into());
        assert_eq!(u64::from(waiting.queues), size.timelock_queues);
        assert_eq!(u64::from(waiting.hotkeys), size.timelocked);
        let without = EpochSize {
            timelock_queues: 0,
            timelocked: 0,
            ..size
        };
        let weight = size.weight::<Test>() - without.weight::<Test>();
        let queues = PER_TIMELOCK_LIST.times::<Test>(PERIOD);
        let hotkeys = PER_TIMELOCKED_HOTKEY.times::<Test>(PERIOD * NEURONS);
        assert_eq!(weight, queues + hotkeys);
    });
}

#[test]
fn epochs_on_whose_subnets_much_waits_are_spread_over_more_blocks() {
    ExtBuilder::default().build().execute_with(|| {
        MaxEpochsPerBlock::<Test>::put(u8::MAX);
        let netuids: Vec<NetUid> = (0..4)
            .map(|number| {
                NetworkLastLockCost::<Test>::put(myelin_types::TaoBalance(1_000 * UNIT));
                add_network(&account(500 + 2 * number), &account(501 + 2 * number))
            })
            .collect();
        System::set_block_number(10_000);
        let deferred = || {
            SubtensorModule::plan_epochs(10_000, &netuids)
                .deferred
                .len()
        };
        assert_eq!(deferred(), 0);
        // As much as can wait: each place of a hundred queues is taken by another hotkey.
        let waiting = WaitingQueues {
            oldest: 0,
            round: 0,
            queues: 101,
            hotkeys: 101 * 2_560,
        };
        let all = netuids
            .iter()
            .map(|n| (NetUidStorageIndex::main(*n), waiting));
        TimelockedQueues::<Test>::put(all.collect::<std::collections::BTreeMap<_, _>>());
        assert_eq!(deferred(), 3);
    });
}

#[test]
fn when_an_older_commit_is_opened_the_next_one_of_its_hotkey_counts() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        let first = || TimelockedHotkeys::<Test>::get(index, epoch).commits[&account(OWNER)];
        let made = u64::from(block());
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        run_blocks(1);
        assert_ok!(commit(OWNER, netuid, 5, ROUND + 5));
        assert_eq!(first(), (made, 2));
        next_epoch(netuid);
        publish(ROUND);
        run_blocks(1);
        assert_eq!(waiting(netuid), 1);
        assert_eq!(first(), (made + 1, 1));
    });
}
