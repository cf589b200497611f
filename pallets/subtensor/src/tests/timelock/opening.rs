//! Opening: which weights appear when, and what becomes of the others.

use frame_support::assert_ok;
use myelin_types::{MechId, NetUidStorageIndex};

use super::*;

#[test]
fn weights_are_opened_in_the_first_block_that_knows_the_signature() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let index = NetUidStorageIndex::main(netuid);
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        let committed = u64::from(block());
        next_epoch(netuid);
        run_blocks(3);
        assert_eq!(row(netuid), []);
        assert_eq!(waiting(netuid), 1);
        publish(ROUND);
        forget_events();
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        assert_eq!(waiting(netuid), 0);
        assert!(TimelockedQueues::<Test>::get().is_empty());
        assert_eq!(
            pallet_events(),
            [
                Event::WeightsSet(index, 0),
                Event::TimelockedWeightsRevealed(index, account(OWNER))
            ]
        );
        assert_eq!(
            LastUpdate::<Test>::get(index)[0],
            committed,
            "the commit counts as the update"
        );
    });
}

#[test]
fn weights_whose_signature_is_known_are_opened_before_the_epoch_of_the_same_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        publish(ROUND);
        until_epoch(netuid);
        assert_eq!(row(netuid), []);
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        run_blocks(1);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), epoch + 1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn a_commit_whose_signature_never_comes_expires_with_its_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        publish(ROUND - 1);
        next_epoch(netuid);
        until_epoch(netuid);
        assert_eq!(waiting(netuid), 1);
        forget_events();
        publish(ROUND);
        run_blocks(1);
        assert_eq!(waiting(netuid), 0);
        assert_eq!(row(netuid), []);
        assert_eq!(discarded(), [(account(OWNER), DiscardReason::Expired)]);
    });
}

#[test]
fn a_signature_that_is_inserted_later_opens_what_waits_for_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        publish(ROUND + 5);
        next_epoch(netuid);
        run_blocks(2);
        assert_eq!(waiting(netuid), 1);
        publish(ROUND);
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn what_cannot_be_opened_is_dropped_with_a_reason_and_the_rest_is_opened() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let good = seal(&payload(OWNER, 20).encode(), ROUND);
        let mut cut = good.clone();
        cut.truncate(200);
        let mut changed = good.clone();
        changed[195] ^= 1;
        let foreign = seal(&payload(NEURON, 30).encode(), ROUND);
        let commits = [
            (Commit::default(), DiscardReason::Malformed),
            (cut, DiscardReason::Malformed),
            (
                Commit::truncate_from(vec![0xff; 5_000]),
                DiscardReason::Malformed,
            ),
            (changed, DiscardReason::WrongRound),
            (
                seal(&payload(OWNER, 20).encode(), ROUND + 1),
                DiscardReason::WrongRound,
            ),
            (seal(b"garbage", ROUND), DiscardReason::NoWeights),
            (seal(&[], ROUND), DiscardReason::NoWeights),
            (foreign, DiscardReason::WrongHotkey),
        ];
        let mut expected = Vec::new();
        for (bytes, reason) in commits {
            assert_ok!(commit_bytes(OWNER, netuid, bytes, ROUND));
            expected.push((account(OWNER), reason));
        }
        assert_ok!(commit_bytes(OWNER, netuid, good, ROUND));
        next_epoch(netuid);
        forget_events();
        publish(ROUND);
        run_blocks(1);
        assert_eq!(discarded(), expected);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        assert_eq!(waiting(netuid), 0);
    });
}

#[test]
fn a_beacon_that_keeps_no_signature_opens_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        next_epoch(netuid);
        forget_events();
        Pulses::mutate(|pulses| pulses.insert(ROUND, vec![1, 2, 3]));
        run_blocks(1);
        assert_eq!(discarded(), [(account(OWNER), DiscardReason::WrongRound)]);
    });
}

#[test]
fn weights_without_the_name_of_their_hotkey_are_accepted() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let old = Payload {
            hotkey: None,
            ..payload(OWNER, 20)
        };
        assert_ok!(commit_bytes(
            OWNER,
            netuid,
            seal(&old.encode(), ROUND),
            ROUND
        ));
        next_epoch(netuid);
        publish(ROUND);
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn of_two_commits_in_an_epoch_the_later_one_stays() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        assert_ok!(commit(OWNER, netuid, 5, ROUND));
        next_epoch(netuid);
        publish(ROUND);
        forget_events();
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 65_535), (1, 32_768)]);
        let index = NetUidStorageIndex::main(netuid);
        let opened = Event::TimelockedWeightsRevealed(index, account(OWNER));
        assert_eq!(
            pallet_events()
                .iter()
                .filter(|event| **event == opened)
                .count(),
            2
        );
    });
}

#[test]
fn a_refusal_names_the_error_of_set_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(NEURON, netuid, 20, ROUND));
        assert_ok!(commit(OWNER, netuid, 20, ROUND));
        next_epoch(netuid);
        WeightsVersionKey::<Test>::insert(netuid, 1);
        forget_events();
        publish(ROUND);
        run_blocks(1);
        let error = Error::<Test>::IncorrectWeightVersionKey;
        let refused = DiscardReason::Refused(error.into());
        assert_eq!(
            discarded(),
            [(account(NEURON), refused), (account(OWNER), refused)]
        );
        assert_eq!(row(netuid), []);
    });
}

#[test]
fn a_neuron_without_a_permit_or_without_a_uid_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(commit(NEURON, netuid, 20, ROUND));
        next_epoch(netuid);
        ValidatorPermit::<Test>::insert(netuid, vec![false, false]);
        forget_events();
        publish(ROUND);
        run_blocks(1);
        let no_permit = DiscardReason::Refused(Error::<Test>::NeuronNoValidatorPermit.into());
        assert_eq!(discarded(), [(account(NEURON), no_permit)]);
        assert_ok!(commit(NEURON, netuid, 20, ROUND));
        SubtensorModule::replace_neuron(netuid, 1, &account(30));
        forget_events();
        next_epoch(netuid);
        let gone = DiscardReason::Refused(Error::<Test>::HotKeyNotRegisteredInSubNet.into());
        assert_eq!(discarded(), [(account(NEURON), gone)]);
    });
}

#[test]
fn every_mechanism_has_its_own_queue() {
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
            seal(&payload(OWNER, 5).encode(), ROUND),
            ROUND
        ));
        next_epoch(netuid);
        publish(ROUND);
        run_blocks(1);
        assert_eq!(row(netuid), [(0, 32_768), (1, 65_535)]);
        assert_eq!(Weights::<Test>::get(second, 0), [(0, 65_535), (1, 32_768)]);
    });
}
