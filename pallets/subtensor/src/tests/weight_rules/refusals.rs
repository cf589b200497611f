//! Every refusal, in its order.

use codec::Compact;
use frame_support::{assert_noop, assert_ok, traits::UnfilteredDispatchable};
use sp_runtime::{BoundedVec, DispatchError};

use super::*;
use crate::tests::paying::grant;

/// All twelve calls that set, commit and reveal weights.
fn all_calls(netuid: NetUid) -> Vec<Call<Test>> {
    let (mecid, commit_hash, version_key) = (MechId::MAIN, H256::zero(), 0);
    let (commit, reveal_round, commit_reveal_version) = (BoundedVec::default(), 0, 4);
    let (uids, values, salt) = (vec![0], vec![1], vec![]);
    vec![
        Call::set_weights {
            netuid,
            dests: uids.clone(),
            weights: values.clone(),
            version_key,
        },
        Call::set_mechanism_weights {
            netuid,
            mecid,
            dests: uids.clone(),
            weights: values.clone(),
            version_key,
        },
        Call::batch_set_weights {
            netuids: vec![],
            weights: vec![],
            version_keys: vec![],
        },
        Call::commit_weights {
            netuid,
            commit_hash,
        },
        Call::commit_mechanism_weights {
            netuid,
            mecid,
            commit_hash,
        },
        Call::batch_commit_weights {
            netuids: vec![],
            commit_hashes: vec![],
        },
        Call::commit_timelocked_weights {
            netuid,
            commit: BoundedVec::default(),
            reveal_round,
            commit_reveal_version,
        },
        Call::commit_timelocked_mechanism_weights {
            netuid,
            mecid,
            commit: BoundedVec::default(),
            reveal_round,
            commit_reveal_version,
        },
        Call::commit_crv3_mechanism_weights {
            netuid,
            mecid,
            commit,
            reveal_round,
        },
        Call::reveal_weights {
            netuid,
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key,
        },
        Call::reveal_mechanism_weights {
            netuid,
            mecid,
            uids: uids.clone(),
            values: values.clone(),
            salt,
            version_key,
        },
        Call::batch_reveal_weights {
            netuid,
            uids_list: vec![],
            values_list: vec![],
            salts_list: vec![],
            version_keys: vec![],
        },
    ]
}

#[test]
fn only_somebody_who_signs_sets_commits_or_reveals_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        for call in all_calls(netuid) {
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                println!("{call:?}");
                let sent = call.clone().dispatch_bypass_filter(origin);
                let error = sent.map_err(|refused| refused.error).map(drop);
                assert_noop!(error, DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn weights_that_are_wrong_in_every_respect_are_refused_for_one_after_the_other() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let (missing, main) = ((netuid, 1), (netuid, 0));
        StakeThreshold::<Test>::put(1_000 * UNIT);
        WeightsVersionKey::<Test>::insert(netuid, 20);
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        MinAllowedWeights::<Test>::insert(netuid, 2);
        let unknown = 99;
        let many = [5, 5, 5];
        assert_noop!(
            set(unknown, missing, &many, &[1], 19),
            Error::<Test>::CommitRevealEnabled,
        );
        open(netuid);
        open(NetUid::ROOT);
        assert_noop!(
            set(unknown, (NetUid::ROOT, 1), &many, &[1], 19),
            Error::<Test>::CanNotSetRootNetworkWeights,
        );
        assert_noop!(
            set(unknown, missing, &many, &[1], 19),
            Error::<Test>::WeightVecNotEqualSize,
        );
        assert_noop!(
            set(unknown, missing, &many, &many, 19),
            Error::<Test>::MechanismDoesNotExist,
        );
        assert_noop!(
            set(unknown, main, &many, &many, 19),
            Error::<Test>::UidsLengthExceedUidsInSubNet,
        );
        let twice = [5, 5];
        assert_noop!(
            set(unknown, main, &twice, &twice, 19),
            Error::<Test>::HotKeyNotRegisteredInSubNet,
        );
        assert_noop!(
            set(NEURON, main, &twice, &twice, 19),
            Error::<Test>::NotEnoughStakeToSetWeights,
        );
        StakeThreshold::<Test>::put(0);
        assert_noop!(
            set(NEURON, main, &twice, &twice, 19),
            Error::<Test>::IncorrectWeightVersionKey,
        );
        assert_noop!(
            set(NEURON, main, &twice, &twice, 20),
            Error::<Test>::SettingWeightsTooFast,
        );
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        assert_noop!(
            set(NEURON, main, &twice, &twice, 20),
            Error::<Test>::NeuronNoValidatorPermit,
        );
        ValidatorPermit::<Test>::insert(netuid, vec![true, true]);
        assert_noop!(
            set(NEURON, main, &twice, &twice, 20),
            Error::<Test>::DuplicateUids,
        );
        assert_noop!(
            set(NEURON, main, &[5], &[1], 20),
            Error::<Test>::UidVecContainInvalidOne,
        );
        assert_noop!(
            set(NEURON, main, &[0], &[1], 20),
            Error::<Test>::WeightVecLengthIsLow
        );
        assert_ok!(set(NEURON, main, &[1, 0], &[1, 2], 20));
    });
}

#[test]
fn an_empty_row_is_accepted_where_no_weights_are_needed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        open(netuid);
        MinAllowedWeights::<Test>::insert(netuid, 1);
        assert_noop!(
            set(OWNER, (netuid, 0), &[], &[], 0),
            Error::<Test>::WeightVecLengthIsLow
        );
        MinAllowedWeights::<Test>::insert(netuid, 0);
        assert_ok!(set(OWNER, (netuid, 0), &[], &[], 0));
    });
}

#[test]
fn a_weight_of_a_neuron_for_itself_is_subject_to_all_other_rules() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        open(netuid);
        let set = |key| set(NEURON, (netuid, 0), &[1], &[1], key);
        StakeThreshold::<Test>::put(1_000 * UNIT);
        assert_noop!(set(0), Error::<Test>::NotEnoughStakeToSetWeights);
        StakeThreshold::<Test>::put(0);
        WeightsVersionKey::<Test>::insert(netuid, 1);
        assert_noop!(set(0), Error::<Test>::IncorrectWeightVersionKey);
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        assert_noop!(set(1), Error::<Test>::SettingWeightsTooFast);
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        assert_ok!(set(1));
    });
}

#[test]
fn a_rao_of_stake_weight_decides() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        open(netuid);
        TaoWeight::<Test>::put(0);
        let threshold = 20_000_000_000_000;
        StakeThreshold::<Test>::put(threshold);
        ValidatorPermit::<Test>::insert(netuid, vec![true, true]);
        grant(netuid, 10, NEURON, threshold - 1);
        assert_noop!(
            set(NEURON, (netuid, 0), &[0], &[1], 0),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
        grant(netuid, 10, NEURON, 1);
        assert_ok!(set(NEURON, (netuid, 0), &[0], &[1], 0));
    });
}

#[test]
fn a_commit_that_is_wrong_in_every_respect_is_refused_for_one_after_the_other() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        open(netuid);
        StakeThreshold::<Test>::put(1_000 * UNIT);
        let unknown = 99;
        assert_noop!(
            commit(unknown, netuid, 1, 1),
            Error::<Test>::NotEnoughStakeToSetWeights,
        );
        StakeThreshold::<Test>::put(0);
        assert_noop!(
            commit(unknown, netuid, 1, 1),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            commit(unknown, NetUid(77), 0, 1),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            commit(unknown, netuid, 0, 1),
            Error::<Test>::CommitRevealDisabled
        );
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        assert_noop!(
            commit(unknown, netuid, 0, 1),
            Error::<Test>::HotKeyNotRegisteredInSubNet,
        );
        for value in 0..10 {
            assert_ok!(commit(NEURON, netuid, 0, value));
        }
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        assert_noop!(
            commit(NEURON, netuid, 0, 10),
            Error::<Test>::CommittingWeightsTooFast,
        );
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        assert_noop!(
            commit(NEURON, netuid, 0, 10),
            Error::<Test>::TooManyUnrevealedCommits,
        );
    });
}

#[test]
fn a_reveal_that_is_wrong_in_every_respect_is_refused_for_one_after_the_other() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let refused = |value: u16, error: Error<Test>| {
            let error: DispatchError = error.into();
            assert_noop!(reveal(NEURON, netuid, 0, value), error);
            assert_noop!(batch_reveal(NEURON, netuid, &[value]), error);
        };
        open(netuid);
        refused(20, Error::CommitRevealDisabled);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        refused(20, Error::NoWeightsCommitFound);
        assert_noop!(
            reveal(NEURON, netuid, 15, 20),
            Error::<Test>::NoWeightsCommitFound
        );
        assert_ok!(commit(NEURON, netuid, 0, 20));
        refused(30, Error::InvalidRevealCommitHashNotMatch);
        refused(20, Error::RevealTooEarly);
        next_epoch(netuid);
        WeightsVersionKey::<Test>::insert(netuid, 1);
        refused(20, Error::IncorrectWeightVersionKey);
        WeightsVersionKey::<Test>::insert(netuid, 0);
        next_epoch(netuid);
        refused(20, Error::ExpiredWeightCommit);
        refused(30, Error::NoWeightsCommitFound);
        // An expired one beside a live one.
        assert_ok!(commit(NEURON, netuid, 0, 40));
        WeightCommits::<Test>::mutate(NetUidStorageIndex::main(netuid), account(NEURON), |queue| {
            let queue = queue.as_mut().expect("a commit waits");
            let index = NetUidStorageIndex::main(netuid);
            queue.push_front((hash(NEURON, index, 20), 0, 1, 0));
        });
        refused(20, Error::ExpiredWeightCommit);
        refused(30, Error::InvalidRevealCommitHashNotMatch);
    });
}

#[test]
fn a_failed_item_of_a_batch_leaves_nothing_behind() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        for value in 0..10 {
            assert_ok!(commit(OWNER, netuid, 0, value));
        }
        let before = WeightCommits::<Test>::get(index, account(OWNER));
        let netuids = vec![Compact(netuid), Compact(NetUid::ROOT)];
        forget_events();
        assert_ok!(SubtensorModule::batch_commit_weights(
            signed(&account(OWNER)),
            netuids.clone(),
            vec![H256::zero(); 2]
        ));
        assert_eq!(WeightCommits::<Test>::get(index, account(OWNER)), before);
        let failed =
            |netuid, error: Error<Test>| Event::BatchWeightItemFailed(netuid, error.into());
        assert_eq!(
            pallet_events(),
            [
                Event::BatchCompletedWithErrors,
                failed(netuid, Error::TooManyUnrevealedCommits),
                failed(NetUid::ROOT, Error::HotKeyNotRegisteredInSubNet),
                Event::BatchWeightsCompleted(netuids, account(OWNER)),
            ]
        );
    });
}
