//! Time-locked weights (weights.md sections 5, 6, 7 and 11).

mod bounded;
mod committing;
mod crowds;
mod epochs;
mod masks;
mod metering;
mod mutations;
mod opening;

use frame_support::{BoundedVec, traits::ConstU32};
use myelin_timelock::{Payload, payload::Scores};
use myelin_types::{NetUid, NetUidStorageIndex};
use sp_runtime::{DispatchError, DispatchResult};

use crate::{MAX_COMMIT_BYTES, mock::*, pallet::*, weights::DiscardReason};

/// Hotkey of the owner, which needs no permit, and a neuron without one.
const OWNER: u64 = 2;
const NEURON: u64 = 20;

/// The round most commits wait for.
const ROUND: u64 = 1_000;

type Commit = BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>;

/// A subnet on which weights are hidden, with an epoch each ten blocks, at the start of one.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(OWNER));
    register_neuron(netuid, &account(10), &account(NEURON));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
    Tempo::<Test>::insert(netuid, 10);
    run_blocks(2);
    next_epoch(netuid);
    netuid
}

/// Ends the current epoch of a subnet.
fn next_epoch(netuid: NetUid) {
    let epoch = SubnetEpochIndex::<Test>::get(netuid);
    while SubnetEpochIndex::<Test>::get(netuid) == epoch {
        run_blocks(1);
    }
}

/// Runs the blocks before the one in which the next epoch is due.
fn until_epoch(netuid: NetUid) {
    while !SubtensorModule::should_run_epoch(netuid, u64::from(block()) + 1) {
        run_blocks(1);
    }
}

fn payload(hotkey: u64, value: u16) -> Payload {
    Payload {
        hotkey: Some(account(hotkey).into()),
        scores: Scores {
            uids: vec![0, 1],
            values: vec![10, value],
            version_key: 0,
        },
    }
}

/// Commits anything until a round.
fn commit_bytes(hotkey: u64, netuid: NetUid, commit: Commit, round: u64) -> DispatchResult {
    let who = signed(&account(hotkey));
    let done = SubtensorModule::commit_timelocked_weights(who, netuid, commit, round, 4);
    done.map(drop).map_err(|refused| refused.error)
}

/// Commits weights until a round.
fn commit(hotkey: u64, netuid: NetUid, value: u16, round: u64) -> DispatchResult {
    let sealed = seal(&payload(hotkey, value).encode(), round);
    commit_bytes(hotkey, netuid, sealed, round)
}

/// The weights of the owner's neuron.
fn row(netuid: NetUid) -> Vec<(u16, u16)> {
    Weights::<Test>::get(NetUidStorageIndex::main(netuid), 0)
}

/// How many commits wait on a mechanism.
fn waiting_on(index: NetUidStorageIndex) -> usize {
    let queues = TimelockedWeightCommits::<Test>::iter_prefix_values(index);
    queues.map(|queue| queue.len()).sum()
}

/// What `set_weights` makes of scores of the owner: its weights or an error. Nothing is changed.
pub(super) fn set_openly(netuid: NetUid, scores: Scores) -> Result<Vec<(u16, u16)>, DispatchError> {
    frame_support::storage::with_transaction(|| {
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        let Scores {
            uids,
            values,
            version_key,
        } = scores;
        let who = signed(&account(OWNER));
        let set = SubtensorModule::set_weights(who, netuid, uids, values, version_key);
        let set = set.map(|()| row(netuid));
        sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(set))
    })
    .expect("layers can be opened")
}

/// How many commits wait on mechanism 0.
fn waiting(netuid: NetUid) -> usize {
    waiting_on(NetUidStorageIndex::main(netuid))
}

/// What was dropped since the events were forgotten.
fn discarded() -> Vec<(sp_runtime::AccountId32, DiscardReason)> {
    pallet_events()
        .into_iter()
        .filter_map(|event| match event {
            Event::TimelockedWeightsDiscarded { hotkey, reason, .. } => Some((hotkey, reason)),
            _ => None,
        })
        .collect()
}
