//! Calls that set, commit and reveal weights, where they cannot work: what the pool says, with its
//! number, and what the call says, alone, in a batch and behind a proxy (weights.md section 7).

use crate::common::{
    account, chain, events,
    sending::{batched, dispatch, let_charlie_act_for_bob, nested, pool, proxied},
    start_block,
};
use codec::Compact;
use frame_support::assert_ok;
use myelin_runtime::{Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SubtensorModule, System};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use pallet_subtensor::{self as subtensor, Call, Error};
use sp_core::H256;
use sp_runtime::{BoundedVec, DispatchError, StateVersion};

const ONE: NetUid = NetUid(1);
/// What the validator hides, and the salt it hides it with.
const UIDS: [u16; 2] = [0, 1];
const VALUES: [u16; 2] = [10, 20];
const SALT: [u16; 3] = [1, 2, 3];

type SubtensorCall = Call<Runtime>;

/// Block 1 of a chain where `//Bob` is a validator on subnet 1 and has let `//Charlie` act for it.
fn on_a_chain(test: impl FnOnce()) {
    chain("dev").execute_with(|| {
        start_block(1);
        subtensor::WeightsSetRateLimit::<Runtime>::insert(ONE, 0);
        assert_ok!(SubtensorModule::burned_register(
            RuntimeOrigin::signed(account("Alice")),
            ONE,
            account("Bob")
        ));
        subtensor::ValidatorPermit::<Runtime>::insert(ONE, vec![true, true]);
        let_charlie_act_for_bob();
        test();
    });
}

fn set() -> [SubtensorCall; 2] {
    let (dests, weights) = (UIDS.to_vec(), VALUES.to_vec());
    [
        Call::set_weights {
            netuid: ONE,
            dests: dests.clone(),
            weights: weights.clone(),
            version_key: 0,
        },
        Call::set_mechanism_weights {
            netuid: ONE,
            mecid: MechId::MAIN,
            dests,
            weights,
            version_key: 0,
        },
    ]
}

fn hash() -> H256 {
    let index = NetUidStorageIndex::main(ONE);
    SubtensorModule::hash_of_weights(&account("Bob"), index, (&UIDS, &VALUES, &SALT, 0))
}

fn commits() -> [SubtensorCall; 2] {
    [
        Call::commit_weights {
            netuid: ONE,
            commit_hash: hash(),
        },
        Call::commit_mechanism_weights {
            netuid: ONE,
            mecid: MechId::MAIN,
            commit_hash: hash(),
        },
    ]
}

fn timelocked(commit_reveal_version: u16) -> [SubtensorCall; 2] {
    let commit = BoundedVec::truncate_from(vec![1]);
    let reveal_round = 1_000;
    [
        Call::commit_timelocked_weights {
            netuid: ONE,
            commit: commit.clone(),
            reveal_round,
            commit_reveal_version,
        },
        Call::commit_timelocked_mechanism_weights {
            netuid: ONE,
            mecid: MechId::MAIN,
            commit,
            reveal_round,
            commit_reveal_version,
        },
    ]
}

fn crv3() -> SubtensorCall {
    Call::commit_crv3_mechanism_weights {
        netuid: ONE,
        mecid: MechId::MAIN,
        commit: BoundedVec::default(),
        reveal_round: 1_000,
    }
}

/// All three ways to hide weights until a round.
fn hidden_until(round: u64) -> Vec<SubtensorCall> {
    let mut calls = timelocked(4).to_vec();
    calls.push(crv3());
    for call in &mut calls {
        match call {
            Call::commit_timelocked_weights { reveal_round, .. }
            | Call::commit_timelocked_mechanism_weights { reveal_round, .. }
            | Call::commit_crv3_mechanism_weights { reveal_round, .. } => *reveal_round = round,
            other => panic!("{other:?} waits for no round"),
        }
    }
    calls
}

/// All three ways to reveal.
fn reveals(salt: &[u16]) -> [SubtensorCall; 3] {
    let (uids, values, salt) = (UIDS.to_vec(), VALUES.to_vec(), salt.to_vec());
    [
        Call::reveal_weights {
            netuid: ONE,
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key: 0,
        },
        Call::reveal_mechanism_weights {
            netuid: ONE,
            mecid: MechId::MAIN,
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key: 0,
        },
        Call::batch_reveal_weights {
            netuid: ONE,
            uids_list: vec![uids],
            values_list: vec![values],
            salts_list: vec![salt],
            version_keys: vec![0],
        },
    ]
}

/// The batches, with a list that is too short.
fn unequal_batches() -> [SubtensorCall; 3] {
    [
        Call::batch_set_weights {
            netuids: vec![Compact(ONE)],
            weights: vec![],
            version_keys: vec![Compact(0)],
        },
        Call::batch_commit_weights {
            netuids: vec![Compact(ONE)],
            commit_hashes: vec![],
        },
        Call::batch_reveal_weights {
            netuid: ONE,
            uids_list: vec![vec![0]],
            values_list: vec![vec![1]],
            salts_list: vec![],
            version_keys: vec![0],
        },
    ]
}

/// The batches of weights and of commits, for a subnet where all is well and for subnet 1.
fn batches() -> [SubtensorCall; 2] {
    let netuids = vec![Compact(NetUid::ROOT), Compact(ONE)];
    [
        Call::batch_set_weights {
            netuids: netuids.clone(),
            weights: vec![vec![(Compact(1), Compact(1))]; 2],
            version_keys: vec![Compact(0); 2],
        },
        Call::batch_commit_weights {
            netuids,
            commit_hashes: vec![hash(); 2],
        },
    ]
}

fn weights_root() -> Vec<u8> {
    use codec::Encode;
    (
        subtensor::Weights::<Runtime>::iter().collect::<Vec<_>>(),
        subtensor::WeightCommits::<Runtime>::iter().collect::<Vec<_>>(),
        subtensor::TimelockedWeightCommits::<Runtime>::iter().collect::<Vec<_>>(),
        subtensor::LastUpdate::<Runtime>::iter().collect::<Vec<_>>(),
    )
        .encode()
}

/// Each call is refused: by the pool with `code`, or let in, and with `error` when it is
/// dispatched, alone or in another call. Nothing changes.
#[track_caller]
fn refused(
    calls: impl IntoIterator<Item = SubtensorCall>,
    code: impl Into<Option<u8>>,
    error: Error<Runtime>,
) {
    let said = code.into().map_or(Ok(()), Err);
    let error: DispatchError = error.into();
    for call in calls {
        let call = RuntimeCall::SubtensorModule(call);
        println!("{call:?}");
        assert_eq!(pool("Bob", call.clone()), said);
        assert_eq!(pool("Bob", batched(vec![call.clone()])), said);
        assert_eq!(pool("Charlie", proxied(call.clone())), said);
        let before = sp_io::storage::root(StateVersion::V1);
        assert_eq!(dispatch("Bob", call.clone()), Err(error));
        assert_eq!(sp_io::storage::root(StateVersion::V1), before);
        let before = weights_root();
        assert_eq!(nested(&call), [Err(error); 2]);
        assert_eq!(weights_root(), before);
    }
}

/// Bob's commit stands, and so many epochs have begun since.
fn commit_and_wait(epochs: u64) {
    let [commit, _] = commits();
    assert_ok!(dispatch("Bob", RuntimeCall::SubtensorModule(commit)));
    subtensor::SubnetEpochIndex::<Runtime>::mutate(ONE, |epoch| *epoch += epochs);
}

fn open_weights() {
    subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(ONE, false);
}

#[test]
fn too_little_stake_has_number_1_and_is_said_by_the_call_too() {
    on_a_chain(|| {
        subtensor::StakeThreshold::<Runtime>::put(u64::MAX);
        let error = || Error::NotEnoughStakeToSetWeights;
        refused(commits(), 1, error());
        refused(timelocked(4), 1, error());
        refused([crv3()], 1, error());
        for call in batches().into_iter().chain(reveals(&SALT)) {
            assert_eq!(pool("Bob", RuntimeCall::SubtensorModule(call)), Err(1));
        }
        open_weights();
        refused(set(), 1, error());
        // Commits are not possible now, but that comes second.
        refused(commits(), 1, error());
        refused(timelocked(3), 1, error());
    });
}

#[test]
fn lists_of_unequal_length_have_number_18_before_anything_else() {
    on_a_chain(|| {
        subtensor::StakeThreshold::<Runtime>::put(u64::MAX);
        refused(unequal_batches(), 18, Error::InputLengthsUnequal);
    });
}

#[test]
fn a_reveal_without_its_commit_has_number_16() {
    on_a_chain(|| {
        refused(reveals(&SALT), 16, Error::NoWeightsCommitFound);
        commit_and_wait(1);
        // A salt that is not the one of the commit.
        refused(
            reveals(&[1, 2, 4]),
            16,
            Error::InvalidRevealCommitHashNotMatch,
        );
    });
}

#[test]
fn a_round_whose_signature_is_old_has_number_15() {
    on_a_chain(|| {
        pallet_drand::LastStoredRound::<Runtime>::put(1_001);
        refused(timelocked(4), 15, Error::InvalidRevealRound);
        refused([crv3()], 15, Error::InvalidRevealRound);
        for call in hidden_until(1_001) {
            assert_eq!(pool("Bob", RuntimeCall::SubtensorModule(call)), Ok(()));
        }
    });
}

#[test]
fn a_round_that_no_beacon_signs_in_time_has_number_15() {
    on_a_chain(|| {
        // Before the first round the clock is not that of the beacon, and every round may come.
        for call in hidden_until(u64::MAX) {
            assert_eq!(pool("Bob", RuntimeCall::SubtensorModule(call)), Ok(()));
        }
        pallet_timestamp::Now::<Runtime>::put(1_800_000_000_000);
        refused(hidden_until(u64::MAX), 15, Error::InvalidRevealRound);
    });
}

#[test]
fn a_second_reveal_has_number_16() {
    on_a_chain(|| {
        commit_and_wait(1);
        let [reveal, ..] = reveals(&SALT).map(RuntimeCall::SubtensorModule);
        assert_eq!(pool("Bob", reveal.clone()), Ok(()));
        assert_ok!(dispatch("Bob", reveal));
        refused(reveals(&SALT), 16, Error::NoWeightsCommitFound);
    });
}

#[test]
fn a_reveal_too_early_or_too_late_has_number_17() {
    on_a_chain(|| {
        commit_and_wait(0);
        refused(reveals(&SALT), 17, Error::RevealTooEarly);
        subtensor::SubnetEpochIndex::<Runtime>::mutate(ONE, |epoch| *epoch += 2);
        refused(reveals(&SALT), 17, Error::ExpiredWeightCommit);
    });
}

#[test]
fn the_pool_takes_a_reveal_in_the_block_before_its_epoch_and_not_earlier() {
    on_a_chain(|| {
        commit_and_wait(0);
        let next = u64::from(System::block_number()) + 1;
        for (due_at, said) in [(next + 1, Err(17)), (next, Ok(()))] {
            subtensor::PendingEpochAt::<Runtime>::insert(ONE, due_at);
            for reveal in reveals(&SALT).map(RuntimeCall::SubtensorModule) {
                assert_eq!(
                    pool("Bob", reveal.clone()),
                    said,
                    "the epoch is due at {due_at}"
                );
                let early = Error::<Runtime>::RevealTooEarly;
                assert_eq!(dispatch("Bob", reveal), Err(early.into()));
            }
        }
    });
}

#[test]
fn a_nested_batch_of_commits_reports_too_little_stake_item_by_item() {
    on_a_chain(|| {
        subtensor::StakeThreshold::<Runtime>::put(u64::MAX);
        let [_, commits] = batches().map(RuntimeCall::SubtensorModule);
        assert_eq!(nested(&commits), [Ok(()); 2]);
        let error = Error::<Runtime>::NotEnoughStakeToSetWeights.into();
        let failed = subtensor::Event::BatchWeightItemFailed(ONE, error);
        assert!(events().contains(&RuntimeEvent::SubtensorModule(failed)));
    });
}

#[test]
fn where_weights_are_open_the_pool_still_looks_for_the_commit() {
    on_a_chain(|| {
        open_weights();
        refused(reveals(&SALT), 16, Error::CommitRevealDisabled);
        refused(commits(), None, Error::CommitRevealDisabled);
        refused(timelocked(4), None, Error::CommitRevealDisabled);
    });
}

#[test]
fn commits_and_weights_that_come_too_fast_have_number_6() {
    on_a_chain(|| {
        subtensor::WeightsSetRateLimit::<Runtime>::insert(ONE, 100);
        refused(commits(), 6, Error::CommittingWeightsTooFast);
        // The pool does not count for these.
        refused(timelocked(4), None, Error::CommittingWeightsTooFast);
        refused(set(), None, Error::CommitRevealEnabled);
        open_weights();
        refused(set(), 6, Error::SettingWeightsTooFast);
    });
}

#[test]
fn a_neuron_that_names_a_mechanism_that_is_missing_gets_number_6() {
    on_a_chain(|| {
        let commit = Call::commit_mechanism_weights {
            netuid: ONE,
            mecid: MechId(1),
            commit_hash: H256::zero(),
        };
        refused([commit], 6, Error::MechanismDoesNotExist);
        open_weights();
        let set = Call::set_mechanism_weights {
            netuid: ONE,
            mecid: MechId(1),
            dests: vec![0],
            weights: vec![1],
            version_key: 0,
        };
        refused([set], 6, Error::MechanismDoesNotExist);
    });
}

#[test]
fn what_the_pool_cannot_see_is_said_by_the_call() {
    on_a_chain(|| {
        refused(timelocked(3), None, Error::IncorrectCommitRevealVersion);
        open_weights();
        subtensor::ValidatorPermit::<Runtime>::insert(ONE, vec![true, false]);
        refused(set(), None, Error::NeuronNoValidatorPermit);
        subtensor::WeightsVersionKey::<Runtime>::insert(ONE, 1);
        refused(set(), None, Error::IncorrectWeightVersionKey);
        subtensor::Uids::<Runtime>::remove(ONE, account("Bob"));
        refused(set(), None, Error::HotKeyNotRegisteredInSubNet);
        subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(ONE, true);
        refused(commits(), None, Error::HotKeyNotRegisteredInSubNet);
        refused(timelocked(4), None, Error::HotKeyNotRegisteredInSubNet);
    });
}

#[test]
fn what_works_alone_works_in_a_batch_and_behind_a_proxy() {
    on_a_chain(|| {
        for call in commits().into_iter().chain(timelocked(4)).chain([crv3()]) {
            let call = RuntimeCall::SubtensorModule(call);
            assert_eq!(pool("Bob", call.clone()), Ok(()));
            assert_eq!(pool("Bob", batched(vec![call.clone()])), Ok(()));
            assert_eq!(nested(&call), [Ok(()); 2]);
        }
        open_weights();
        for call in set().map(RuntimeCall::SubtensorModule) {
            assert_eq!(pool("Charlie", proxied(call.clone())), Ok(()));
            assert_eq!(nested(&call), [Ok(()); 2]);
        }
        let row = subtensor::Weights::<Runtime>::get(NetUidStorageIndex::main(ONE), 1);
        assert_eq!(row, [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn a_free_batch_of_weights_is_refused_for_the_first_that_cannot_work() {
    on_a_chain(|| {
        let [good, ..] = commits().map(RuntimeCall::SubtensorModule);
        let [bad, ..] = reveals(&SALT).map(RuntimeCall::SubtensorModule);
        assert_eq!(pool("Bob", batched(vec![good.clone(); 2])), Ok(()));
        assert_eq!(
            pool("Bob", batched(vec![good.clone(), bad.clone()])),
            Err(16)
        );
        let proxied_batch = proxied(batched(vec![good, bad]));
        assert_eq!(pool("Charlie", proxied_batch), Err(16));
    });
}
