//! Epochs: which one opens a commit when the schedule or the rules change.

use frame_support::assert_ok;
use myelin_types::{MechId, NetUid, NetUidStorageIndex};

use super::*;

#[test]
fn the_reveal_period_of_now_counts() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        publish(ROUND);
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        next_epoch(netuid);
        assert_eq!(row(netuid), []);
        next_epoch(netuid);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn a_shorter_reveal_period_lets_commits_expire() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        RevealPeriodEpochs::<Test>::insert(netuid, 3);
        for value in [20, 30, 40] {
            assert_ok!(commit(OWNER, netuid, value, ROUND));
            next_epoch(netuid);
        }
        publish(ROUND);
        RevealPeriodEpochs::<Test>::insert(netuid, 1);
        until_epoch(netuid);
        // The third is due; the first and the second would have been.
        let expired = (account(OWNER), DiscardReason::Expired);
        assert_eq!(discarded(), [expired.clone(), expired]);
        assert_eq!(row(netuid), [(0, 16_384), (1, 65_535)]);
        assert_eq!(waiting(netuid), 0);
    });
}

#[test]
fn weights_of_a_deferred_epoch_are_opened_in_the_block_of_the_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let subnets = [1, 3].map(|owner| {
            let netuid = add_network(&account(owner), &account(owner + 1));
            CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
            Tempo::<Test>::insert(netuid, 10);
            netuid
        });
        MaxEpochsPerBlock::<Test>::put(1);
        let now = u64::from(block());
        for netuid in subnets {
            LastEpochBlock::<Test>::insert(netuid, now);
        }
        let weights = Payload {
            scores: Scores {
                uids: vec![0],
                values: vec![1],
                version_key: 0,
            },
            hotkey: None,
        };
        for (hotkey, netuid) in [2, 4].into_iter().zip(subnets) {
            let sealed = seal(&weights.encode(), ROUND);
            assert_ok!(commit_bytes(hotkey, netuid, sealed, ROUND));
        }
        publish(ROUND);
        until_epoch(subnets[0]);
        run_blocks(1);
        assert_eq!(row(subnets[0]), [(0, 65_535)]);
        assert_eq!(
            SubnetEpochIndex::<Test>::get(subnets[1]),
            0,
            "it is deferred"
        );
        assert_eq!(row(subnets[1]), []);
        run_blocks(1);
        assert_eq!(SubnetEpochIndex::<Test>::get(subnets[1]), 1);
        assert_eq!(row(subnets[1]), [(0, 65_535)]);
    });
}

#[test]
fn commits_are_opened_when_weights_are_no_longer_hidden() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        run_blocks(100);
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        let committed = u64::from(block());
        next_epoch(netuid);
        publish(ROUND);
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        let index = NetUidStorageIndex::main(netuid);
        assert_eq!(LastUpdate::<Test>::get(index)[0], committed);
    });
}

#[test]
fn open_weights_are_not_replaced_by_those_that_were_hidden_before() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        run_blocks(1);
        let who = signed(&account(OWNER));
        assert_ok!(SubtensorModule::set_weights(
            who,
            netuid,
            vec![0],
            vec![1],
            0
        ));
        next_epoch(netuid);
        forget_events();
        publish(ROUND);
        run_blocks(1);
        assert_eq!(discarded(), [(account(OWNER), DiscardReason::Outdated)]);
        assert_eq!(row(netuid), [(0, 65_535)]);
    });
}

#[test]
fn a_new_miner_gets_nothing_for_weights_hidden_before_it_came() {
    let incentive_of_newcomer = |hides_before: bool| {
        let mut incentive = 0;
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            RevealPeriodEpochs::<Test>::insert(netuid, 5);
            if hides_before {
                assert_ok!(commit(OWNER, netuid, 20, ROUND));
            }
            run_blocks(1);
            let uid = register_neuron(netuid, &account(10), &account(21));
            if !hides_before {
                run_blocks(1);
                assert_ok!(commit(OWNER, netuid, 20, ROUND));
            }
            stake(netuid, &account(1), &account(OWNER), 1_000 * UNIT);
            let index = NetUidStorageIndex::main(netuid);
            Weights::<Test>::insert(index, 0, vec![(1, 65_535), (uid, 65_535)]);
            LastUpdate::<Test>::mutate(index, |updates| updates[0] = u64::from(block()) + 1);
            next_epoch(netuid);
            incentive = Incentive::<Test>::get(index)[usize::from(uid)];
        });
        incentive
    };
    assert_eq!(incentive_of_newcomer(true), 0);
    assert!(incentive_of_newcomer(false) > 0);
}

#[test]
fn a_subnet_that_ends_takes_its_commits_along() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        let second = NetUidStorageIndex::new(netuid, MechId(1)).expect("it has an index");
        LastUpdate::<Test>::insert(second, vec![0, 0]);
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        assert_ok!(SubtensorModule::commit_crv3_mechanism_weights(
            signed(&account(OWNER)),
            netuid,
            MechId(1),
            Commit::default(),
            ROUND
        ));
        assert_eq!(TimelockedQueues::<Test>::get().len(), 2);
        assert_eq!(TimelockedHotkeys::<Test>::iter_keys().count(), 2);
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert!(TimelockedQueues::<Test>::get().is_empty());
        assert_eq!(TimelockedWeightCommits::<Test>::iter_keys().count(), 0);
        assert_eq!(TimelockedHotkeys::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn on_a_subnet_without_epochs_commits_wait() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid: NetUid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        Tempo::<Test>::insert(netuid, 0);
        publish(ROUND);
        run_blocks(30);
        assert_eq!(waiting(netuid), 1);
    });
}

#[test]
fn a_queue_that_comes_after_one_of_a_later_epoch_is_listed_too() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        run_blocks(1);
        // The epoch is due, so that a commit belongs to the next one; then it is put off.
        Tempo::<Test>::insert(netuid, 1);
        assert_ok!(commit(OWNER, netuid, 5, ROUND));
        Tempo::<Test>::insert(netuid, 10);
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        check_invariants();
        publish(ROUND);
        next_epoch(netuid);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        next_epoch(netuid);
        assert_eq!(row(netuid), [(0, 65_535), (1, 32_768)]);
        assert_eq!(waiting(netuid), 0);
    });
}
