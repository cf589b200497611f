//! Committing: what is stored, and what is refused.

use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_core::{H256, hex2array};

use super::*;

#[test]
fn a_commit_is_stored_in_the_queue_of_its_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        let bytes = Commit::truncate_from(vec![0, 1, 2, 3, 4]);
        forget_events();
        assert_ok!(commit_bytes(OWNER, netuid, bytes.clone(), ROUND));
        let hash = H256(hex2array!(
            "663694ac6520bdce7caab1cf3929ffe78cb2fea67a3dfc8559753a9f512a0c85"
        ));
        assert_eq!(
            pallet_events(),
            [Event::TimelockedWeightsCommitted(
                account(OWNER),
                index,
                hash,
                ROUND
            )]
        );
        let now = u64::from(block());
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        assert_eq!(
            TimelockedWeightCommits::<Test>::get(index, epoch),
            [(account(OWNER), now, bytes, ROUND)]
        );
        assert_eq!(LastUpdate::<Test>::get(index)[0], now);
    });
}

#[test]
fn the_forms_for_a_mechanism_store_the_commit_with_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        let (second, who) = (MechId(1), signed(&account(OWNER)));
        let index = NetUidStorageIndex::new(netuid, second).expect("it has an index");
        LastUpdate::<Test>::insert(index, vec![0, 0]);
        let bytes = Commit::truncate_from(vec![7]);
        assert_ok!(SubtensorModule::commit_timelocked_mechanism_weights(
            who.clone(),
            netuid,
            second,
            bytes.clone(),
            ROUND,
            4
        ));
        assert_ok!(SubtensorModule::commit_crv3_mechanism_weights(
            who, netuid, second, bytes, ROUND
        ));
        assert_eq!(waiting_on(index), 2);
        assert_eq!(waiting(netuid), 0);
        assert_eq!(LastUpdate::<Test>::get(index)[0], u64::from(block()));
    });
}

#[test]
fn commits_are_refused_in_the_order_of_the_spec() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let bytes = || Commit::truncate_from(vec![1]);
        let send = |hotkey: u64, netuid: NetUid, mechanism: u8, version: u16| {
            SubtensorModule::commit_timelocked_mechanism_weights(
                signed(&account(hotkey)),
                netuid,
                MechId(mechanism),
                bytes(),
                ROUND,
                version,
            )
            .map(drop)
            .map_err(|refused| refused.error)
        };
        // Each line is refused for what the line before did not see, and for all below.
        publish(ROUND + 1);
        StakeThreshold::<Test>::put(1_000 * UNIT);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        let unknown = 99;
        assert_noop!(
            send(unknown, netuid, 1, 3),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
        StakeThreshold::<Test>::put(0);
        assert_noop!(
            send(unknown, netuid, 1, 3),
            Error::<Test>::InvalidRevealRound
        );
        Pulses::set(Default::default());
        assert_noop!(
            send(unknown, NetUid::ROOT, 1, 3),
            Error::<Test>::CanNotSetRootNetworkWeights
        );
        assert_noop!(
            send(unknown, NetUid(77), 0, 3),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            send(unknown, netuid, 1, 3),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            send(unknown, netuid, 0, 3),
            Error::<Test>::CommitRevealDisabled
        );
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        assert_noop!(
            send(unknown, netuid, 0, 3),
            Error::<Test>::IncorrectCommitRevealVersion
        );
        assert_noop!(
            send(unknown, netuid, 0, 4),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
        assert_ok!(send(OWNER, netuid, 0, 4));
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        run_blocks(1);
        assert_noop!(
            send(OWNER, netuid, 0, 4),
            Error::<Test>::CommittingWeightsTooFast
        );
    });
}

#[test]
fn the_rate_limit_counts_from_the_commit_on_each_mechanism() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        let bytes = || Commit::truncate_from(vec![1]);
        run_blocks(100);
        assert_ok!(commit_bytes(OWNER, netuid, bytes(), ROUND));
        run_blocks(99);
        assert_noop!(
            commit_bytes(OWNER, netuid, bytes(), ROUND),
            Error::<Test>::CommittingWeightsTooFast
        );
        run_blocks(1);
        assert_ok!(commit_bytes(OWNER, netuid, bytes(), ROUND));
    });
}

#[test]
fn ten_commits_of_a_hotkey_may_wait_in_an_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let bytes = || Commit::truncate_from(vec![1]);
        for _ in 0..10 {
            assert_ok!(commit_bytes(OWNER, netuid, bytes(), ROUND));
        }
        assert_noop!(
            commit_bytes(OWNER, netuid, bytes(), ROUND),
            Error::<Test>::TooManyUnrevealedCommits
        );
        assert_ok!(commit_bytes(NEURON, netuid, bytes(), ROUND));
        next_epoch(netuid);
        assert_ok!(commit_bytes(OWNER, netuid, bytes(), ROUND));
    });
}

#[test]
fn a_round_may_be_the_newest_one_but_not_an_older_one() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        publish(ROUND);
        assert_noop!(
            commit(OWNER, netuid, 20, ROUND - 1),
            Error::<Test>::InvalidRevealRound
        );
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
    });
}

#[test]
fn a_round_after_the_end_of_the_reveal_is_refused_where_the_clock_is_known() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, u64::MAX));
        CurrentRound::set(Some(ROUND));
        // Three epochs of eleven blocks, twelve seconds each, and a round each three seconds.
        let last = ROUND + 3 * 11 * 12 / 3;
        assert_noop!(
            commit(OWNER, netuid, 20, last + 1),
            Error::<Test>::InvalidRevealRound
        );
        assert_ok!(commit(OWNER, netuid, 20, last));
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        assert_ok!(commit(OWNER, netuid, 20, last + 1));
        Tempo::<Test>::insert(netuid, 0);
        assert_ok!(commit(OWNER, netuid, 20, u64::MAX));
    });
}

#[test]
fn the_pool_refuses_what_has_too_little_stake_or_a_wrong_round() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let (who, commit) = (account(NEURON), Commit::default());
        let (reveal_round, version) = (ROUND, 3);
        let calls = [
            Call::commit_timelocked_weights {
                netuid,
                commit: commit.clone(),
                reveal_round,
                commit_reveal_version: version,
            },
            Call::commit_timelocked_mechanism_weights {
                netuid,
                mecid: MechId(1),
                commit: commit.clone(),
                reveal_round,
                commit_reveal_version: version,
            },
            Call::commit_crv3_mechanism_weights {
                netuid,
                mecid: MechId(1),
                commit,
                reveal_round,
            },
        ];
        for call in &calls {
            assert_ok!(SubtensorModule::guard(&who, call));
        }
        publish(ROUND + 1);
        for call in &calls {
            assert_noop!(
                SubtensorModule::guard(&who, call),
                Error::<Test>::InvalidRevealRound
            );
        }
        StakeThreshold::<Test>::put(1_000 * UNIT);
        for call in &calls {
            assert_noop!(
                SubtensorModule::guard(&who, call),
                Error::<Test>::NotEnoughStakeToSetWeights
            );
        }
    });
}

#[test]
fn a_commit_of_5001_bytes_cannot_be_decoded() {
    let encoded = |length: usize| {
        let index = 113u8;
        (index, NetUid(1), vec![0u8; length], ROUND, 4u16).encode()
    };
    assert!(Call::<Test>::decode(&mut &encoded(5_000)[..]).is_ok());
    assert!(Call::<Test>::decode(&mut &encoded(5_001)[..]).is_err());
}
