//! Weights in two steps: commit and reveal by hash, and batches (weights.md sections 2.4, 4, 11).

use codec::Compact;
use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex};
use sp_core::{H256, hex2array};
use sp_runtime::{AccountId32, DispatchResult};

use crate::{mock::*, pallet::*, weights::Revealed};

/// Hotkey of the owner, which needs no permit, and a neuron without one.
const OWNER: u64 = 2;
const NEURON: u64 = 20;

/// A subnet on which weights are hidden, and committing is possible once in two blocks.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(OWNER));
    register_neuron(netuid, &account(10), &account(NEURON));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
    WeightsSetRateLimit::<Test>::insert(netuid, 2);
    Tempo::<Test>::insert(netuid, 10);
    run_blocks(2);
    netuid
}

/// Ends the current epoch of a subnet.
fn next_epoch(netuid: NetUid) {
    let epoch = SubnetEpochIndex::<Test>::get(netuid);
    while SubnetEpochIndex::<Test>::get(netuid) == epoch {
        run_blocks(1);
    }
}

fn hash(hotkey: u64, netuid: NetUid, value: u16) -> H256 {
    let revealed: Revealed<'_> = (&[0, 1], &[10, value], &[1, 2, 3], 0);
    SubtensorModule::hash_of_weights(&account(hotkey), NetUidStorageIndex::main(netuid), revealed)
}

fn commit(hotkey: u64, netuid: NetUid, value: u16) -> DispatchResult {
    let hash = hash(hotkey, netuid, value);
    SubtensorModule::commit_weights(signed(&account(hotkey)), netuid, hash)
}

fn reveal(hotkey: u64, netuid: NetUid, value: u16) -> DispatchResult {
    SubtensorModule::reveal_weights(
        signed(&account(hotkey)),
        netuid,
        vec![0, 1],
        vec![10, value],
        vec![1, 2, 3],
        0,
    )
}

fn row(netuid: NetUid) -> Vec<(u16, u16)> {
    Weights::<Test>::get(NetUidStorageIndex::main(netuid), 0)
}

fn waiting(hotkey: u64, netuid: NetUid) -> usize {
    WeightCommits::<Test>::get(NetUidStorageIndex::main(netuid), account(hotkey))
        .map_or(0, |queue| queue.len())
}

#[test]
fn the_hash_of_weights_has_the_bytes_of_the_spec() {
    let ones = AccountId32::new([1; 32]);
    let mut first = [0; 32];
    first[0] = 1;
    let first = AccountId32::new(first);
    let salt: &[u16] = &[1, 2, 3, 4, 5, 6, 7, 8];
    let main = NetUidStorageIndex::main(NetUid(1));
    let second = NetUidStorageIndex::new(NetUid(1), MechId(1)).expect("it has an index");
    let root = NetUidStorageIndex::main(NetUid::ROOT);
    let cases: [(&AccountId32, NetUidStorageIndex, Revealed<'_>, [u8; 32]); 6] = [
        (
            &ones,
            main,
            (&[0, 1], &[10, 20], salt, 0),
            hex2array!("b32fee0cf40a082980202f2d70a6b830545bb472fe0b78657255b6e26727273f"),
        ),
        (
            &ones,
            second,
            (&[0, 1], &[10, 20], salt, 0),
            hex2array!("6f04cdcd1728149b0dfe876c0a4baabb2f7f45ea1c4b838791328332cfc82498"),
        ),
        (
            &ones,
            root,
            (&[], &[], &[], 7),
            hex2array!("84923e016f09eb2ef8635bfdb688598aa154fd61a11e123bca341d77d34e2766"),
        ),
        (
            &first,
            main,
            (&[0, 1], &[10, 10], salt, 0),
            hex2array!("6d0636acf6116a29e342d949b376af9893686f35589a4ddc00aa412895531f3f"),
        ),
        (
            &first,
            main,
            (&[0, 1], &[10, 10], &[42; 8], 0),
            hex2array!("cd073ff4596514dd04b1796827da7cdda3cdb5d13a47e9abb2c581b56433df6c"),
        ),
        (
            &first,
            main,
            (&[0, 1], &[10, 10], &[43; 8], 0),
            hex2array!("768750342de09e560bad819e79ae21fba4c0ea4d20088badbbc308bb5667c0ee"),
        ),
    ];
    for (hotkey, index, revealed, expected) in cases {
        let found = SubtensorModule::hash_of_weights(hotkey, index, revealed);
        assert_eq!(found, H256(expected));
    }
}

#[test]
fn weights_are_revealed_one_epoch_after_their_commit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        forget_events();
        assert_ok!(commit(OWNER, netuid, 20));
        let hash = hash(OWNER, netuid, 20);
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        let commits = WeightCommits::<Test>::get(index, account(OWNER)).expect("it was stored");
        let now = u64::from(block());
        assert_eq!(commits, [(hash, epoch, now, 0)]);
        assert_eq!(LastUpdate::<Test>::get(index)[0], now);
        assert_eq!(
            pallet_events(),
            [Event::WeightsCommitted(account(OWNER), index, hash)]
        );
        assert_noop!(reveal(OWNER, netuid, 20), Error::<Test>::RevealTooEarly);
        next_epoch(netuid);
        forget_events();
        assert_ok!(reveal(OWNER, netuid, 20));
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        assert_eq!(
            pallet_events(),
            [
                Event::WeightsSet(index, 0),
                Event::WeightsRevealed(account(OWNER), index, hash)
            ]
        );
        assert_eq!(
            LastUpdate::<Test>::get(index)[0],
            now,
            "the commit counts as the update"
        );
        assert_eq!(waiting(OWNER, netuid), 0);
        assert_noop!(
            reveal(OWNER, netuid, 20),
            Error::<Test>::NoWeightsCommitFound
        );
    });
}

#[test]
fn a_commit_expires_after_its_epoch_and_the_next_one_prunes_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20));
        next_epoch(netuid);
        next_epoch(netuid);
        assert_noop!(
            reveal(OWNER, netuid, 20),
            Error::<Test>::ExpiredWeightCommit
        );
        assert_noop!(
            reveal(OWNER, netuid, 21),
            Error::<Test>::NoWeightsCommitFound
        );
        assert_ok!(commit(OWNER, netuid, 22));
        assert_eq!(waiting(OWNER, netuid), 1);
    });
}

#[test]
fn the_reveal_must_be_what_was_promised() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20));
        next_epoch(netuid);
        assert_noop!(
            reveal(OWNER, netuid, 21),
            Error::<Test>::InvalidRevealCommitHashNotMatch
        );
        assert_noop!(
            reveal(NEURON, netuid, 20),
            Error::<Test>::NoWeightsCommitFound
        );
        assert_noop!(
            SubtensorModule::reveal_weights(
                signed(&account(OWNER)),
                netuid,
                vec![0, 1],
                vec![10, 20],
                vec![1, 2, 4],
                0
            ),
            Error::<Test>::InvalidRevealCommitHashNotMatch
        );
    });
}

#[test]
fn a_reveal_voids_older_commits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20));
        run_blocks(2);
        assert_ok!(commit(OWNER, netuid, 30));
        next_epoch(netuid);
        assert_ok!(reveal(OWNER, netuid, 30));
        assert_noop!(
            reveal(OWNER, netuid, 20),
            Error::<Test>::NoWeightsCommitFound
        );
    });
}

#[test]
fn ten_commits_may_wait() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        next_epoch(netuid);
        for value in 0..10 {
            assert_ok!(commit(OWNER, netuid, value));
        }
        assert_noop!(
            commit(OWNER, netuid, 10),
            Error::<Test>::TooManyUnrevealedCommits
        );
        next_epoch(netuid);
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 10));
        assert_eq!(waiting(OWNER, netuid), 1);
    });
}

#[test]
fn the_reveal_period_of_now_counts() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20));
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        next_epoch(netuid);
        assert_noop!(reveal(OWNER, netuid, 20), Error::<Test>::RevealTooEarly);
        next_epoch(netuid);
        RevealPeriodEpochs::<Test>::insert(netuid, 1);
        assert_noop!(
            reveal(OWNER, netuid, 20),
            Error::<Test>::ExpiredWeightCommit
        );
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        assert_ok!(reveal(OWNER, netuid, 20));
    });
}

#[test]
fn an_expired_commit_does_not_hide_behind_a_live_one() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20));
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 30));
        next_epoch(netuid);
        // The first has expired, the second is due.
        assert_noop!(
            reveal(OWNER, netuid, 20),
            Error::<Test>::ExpiredWeightCommit
        );
        assert_ok!(reveal(OWNER, netuid, 30));
        assert_eq!(waiting(OWNER, netuid), 0);
    });
}

#[test]
fn commits_are_refused_in_the_order_of_the_spec() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_noop!(
            commit(OWNER, NetUid(77), 1),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            SubtensorModule::commit_mechanism_weights(
                signed(&account(OWNER)),
                netuid,
                MechId(1),
                H256::zero()
            ),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            commit(99, netuid, 1),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
        assert_ok!(commit(OWNER, netuid, 1));
        run_blocks(1);
        assert_noop!(
            commit(OWNER, netuid, 2),
            Error::<Test>::CommittingWeightsTooFast
        );
        run_blocks(1);
        assert_ok!(commit(OWNER, netuid, 2));
        StakeThreshold::<Test>::put(1_000 * UNIT);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_noop!(
            commit(NEURON, netuid, 1),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
        assert_noop!(
            commit(OWNER, netuid, 3),
            Error::<Test>::CommitRevealDisabled
        );
        assert_noop!(
            reveal(OWNER, netuid, 2),
            Error::<Test>::CommitRevealDisabled
        );
    });
}

#[test]
fn what_is_wrong_with_the_weights_shows_at_the_reveal_and_keeps_the_commit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(NEURON, netuid, 20));
        next_epoch(netuid);
        assert_noop!(
            reveal(NEURON, netuid, 20),
            Error::<Test>::NeuronNoValidatorPermit
        );
        assert_eq!(waiting(NEURON, netuid), 1);
        ValidatorPermit::<Test>::insert(netuid, vec![true, true]);
        assert_ok!(reveal(NEURON, netuid, 20));
    });
}

#[test]
fn without_commit_reveal_weights_are_open_after_the_rate_limit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let set = || {
            SubtensorModule::set_weights(signed(&account(OWNER)), netuid, vec![0, 1], vec![1, 1], 0)
        };
        assert_noop!(set(), Error::<Test>::CommitRevealEnabled);
        assert_ok!(commit(OWNER, netuid, 20));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_noop!(set(), Error::<Test>::SettingWeightsTooFast);
        run_blocks(2);
        assert_ok!(set());
    });
}

fn batch_reveal(netuid: NetUid, values: &[u16]) -> DispatchResult {
    let count = values.len();
    SubtensorModule::batch_reveal_weights(
        signed(&account(OWNER)),
        netuid,
        vec![vec![0, 1]; count],
        values.iter().map(|value| vec![10, *value]).collect(),
        vec![vec![1, 2, 3]; count],
        vec![0; count],
    )
}

#[test]
fn several_commits_are_revealed_at_once_in_any_order() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        next_epoch(netuid);
        for value in [20, 30, 40] {
            assert_ok!(commit(OWNER, netuid, value));
        }
        assert_noop!(batch_reveal(netuid, &[20]), Error::<Test>::RevealTooEarly);
        next_epoch(netuid);
        assert_noop!(
            batch_reveal(netuid, &[20, 50]),
            Error::<Test>::InvalidRevealCommitHashNotMatch
        );
        assert_noop!(
            batch_reveal(netuid, &[20, 20]),
            Error::<Test>::InvalidRevealCommitHashNotMatch
        );
        assert_noop!(
            SubtensorModule::batch_reveal_weights(
                signed(&account(OWNER)),
                netuid,
                vec![vec![0, 1]],
                vec![],
                vec![],
                vec![]
            ),
            Error::<Test>::InputLengthsUnequal
        );
        forget_events();
        assert_ok!(batch_reveal(netuid, &[40, 20]));
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        let hashes = vec![hash(OWNER, netuid, 40), hash(OWNER, netuid, 20)];
        assert_eq!(
            pallet_events().last(),
            Some(&Event::WeightsBatchRevealed(account(OWNER), netuid, hashes))
        );
        assert_eq!(waiting(OWNER, netuid), 1, "the one not named still waits");
        next_epoch(netuid);
        assert_noop!(
            batch_reveal(netuid, &[30]),
            Error::<Test>::ExpiredWeightCommit
        );
    });
}

#[test]
fn a_batch_of_commits_does_what_it_can() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let netuids = vec![Compact(netuid), Compact(NetUid(99))];
        forget_events();
        assert_ok!(SubtensorModule::batch_commit_weights(
            signed(&account(OWNER)),
            netuids.clone(),
            vec![hash(OWNER, netuid, 20), H256::zero()],
        ));
        assert_eq!(
            pallet_events()[1..],
            [
                Event::BatchCompletedWithErrors,
                Event::BatchWeightItemFailed(
                    NetUid(99),
                    Error::<Test>::MechanismDoesNotExist.into()
                ),
                Event::BatchWeightsCompleted(netuids, account(OWNER)),
            ]
        );
        assert_eq!(waiting(OWNER, netuid), 1);
        assert_noop!(
            SubtensorModule::batch_commit_weights(
                signed(&account(OWNER)),
                vec![Compact(netuid)],
                vec![]
            ),
            Error::<Test>::InputLengthsUnequal
        );
    });
}

#[test]
fn a_batch_of_weights_does_what_it_can() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        let netuids = vec![Compact(NetUid(99)), Compact(netuid)];
        let item = vec![(Compact(1), Compact(7))];
        forget_events();
        assert_ok!(SubtensorModule::batch_set_weights(
            signed(&account(OWNER)),
            netuids.clone(),
            vec![item.clone(), item.clone()],
            vec![Compact(0); 2],
        ));
        assert_eq!(row(netuid), [(1, 65_535)]);
        assert_eq!(
            pallet_events()[1..],
            [
                Event::BatchCompletedWithErrors,
                Event::BatchWeightItemFailed(NetUid(99), Error::<Test>::CommitRevealEnabled.into()),
                Event::BatchWeightsCompleted(netuids, account(OWNER)),
            ]
        );
        forget_events();
        assert_ok!(SubtensorModule::batch_set_weights(
            signed(&account(OWNER)),
            vec![],
            vec![],
            vec![]
        ));
        assert_eq!(
            pallet_events(),
            [Event::BatchWeightsCompleted(vec![], account(OWNER))]
        );
        assert_noop!(
            SubtensorModule::batch_set_weights(
                signed(&account(OWNER)),
                vec![Compact(netuid)],
                vec![item],
                vec![]
            ),
            Error::<Test>::InputLengthsUnequal
        );
    });
}

#[test]
fn weights_committed_before_a_miner_registered_do_not_count_for_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(netuid, &account(1), &account(OWNER), 100 * UNIT);
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 20));
        run_blocks(1);
        // Uid 2 is newer than the commit, which names uids 0 and 1 alone.
        register_neuron(netuid, &account(11), &account(21));
        let index = NetUidStorageIndex::main(netuid);
        Weights::<Test>::insert(index, 0, vec![(1, 10), (2, 10)]);
        LastUpdate::<Test>::insert(index, vec![u64::from(block()) + 1; 3]);
        next_epoch(netuid);
        let incentive = Incentive::<Test>::get(index);
        assert_eq!((incentive[1], incentive[2]), (65_535, 0));
        assert_eq!(
            AlphaBalance::ZERO,
            PendingServerEmission::<Test>::get(netuid)
        );
    });
}

#[test]
fn the_pool_takes_a_reveal_only_when_its_commit_is_due() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let guard = |value: u16| {
            let call = Call::reveal_weights {
                netuid,
                uids: vec![0, 1],
                values: vec![10, value],
                salt: vec![1, 2, 3],
                version_key: 0,
            };
            SubtensorModule::guard(&account(OWNER), &call)
        };
        assert_noop!(guard(20), Error::<Test>::NoWeightsCommitFound);
        assert_ok!(commit(OWNER, netuid, 20));
        assert_noop!(guard(20), Error::<Test>::RevealTooEarly);
        assert_noop!(guard(21), Error::<Test>::NoWeightsCommitFound);
        next_epoch(netuid);
        assert_ok!(guard(20));
        next_epoch(netuid);
        assert_noop!(guard(20), Error::<Test>::RevealTooEarly);
    });
}

#[test]
fn the_pool_refuses_commits_too_soon_and_batches_of_unequal_length() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let guard = |call: Call<Test>| SubtensorModule::guard(&account(OWNER), &call);
        let commit_hash = H256::zero();
        assert_ok!(guard(Call::commit_weights {
            netuid,
            commit_hash
        }));
        assert_ok!(commit(OWNER, netuid, 20));
        assert_noop!(
            guard(Call::commit_weights {
                netuid,
                commit_hash
            }),
            Error::<Test>::CommittingWeightsTooFast
        );
        let unequal = [
            Call::batch_commit_weights {
                netuids: vec![Compact(netuid)],
                commit_hashes: vec![],
            },
            Call::batch_set_weights {
                netuids: vec![Compact(netuid)],
                weights: vec![],
                version_keys: vec![],
            },
            Call::batch_reveal_weights {
                netuid,
                uids_list: vec![vec![]],
                values_list: vec![],
                salts_list: vec![],
                version_keys: vec![],
            },
        ];
        for call in unequal {
            assert_noop!(guard(call), Error::<Test>::InputLengthsUnequal);
        }
        StakeThreshold::<Test>::put(1_000 * UNIT);
        let call = Call::batch_commit_weights {
            netuids: vec![Compact(netuid)],
            commit_hashes: vec![commit_hash],
        };
        assert_ok!(guard(call.clone()));
        assert_noop!(
            SubtensorModule::guard(&account(NEURON), &call),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
    });
}
