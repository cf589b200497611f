//! Several commits, epochs, mechanisms and subnets.

use frame_support::{assert_noop, assert_ok};

use super::*;

#[test]
fn one_expired_item_stops_a_batch_of_reveals_and_nothing_is_applied() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 0, 20));
        next_epoch(netuid);
        for value in [30, 40] {
            assert_ok!(commit(OWNER, netuid, 0, value));
        }
        next_epoch(netuid);
        for items in [&[30, 20][..], &[20, 30], &[30, 40, 20]] {
            assert_noop!(
                batch_reveal(OWNER, netuid, items),
                Error::<Test>::ExpiredWeightCommit
            );
        }
        assert_ok!(batch_reveal(OWNER, netuid, &[40, 30]));
        let row = Weights::<Test>::get(NetUidStorageIndex::main(netuid), 0);
        assert_eq!(row, [(0, 21_845), (1, 65_535)]);
    });
}

#[test]
fn an_item_whose_weights_are_refused_stops_a_batch_of_reveals() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        next_epoch(netuid);
        for value in [20, 30] {
            assert_ok!(commit(NEURON, netuid, 0, value));
        }
        next_epoch(netuid);
        ValidatorPermit::<Test>::insert(netuid, vec![true, false]);
        assert_noop!(
            batch_reveal(NEURON, netuid, &[20, 30]),
            Error::<Test>::NeuronNoValidatorPermit
        );
        ValidatorPermit::<Test>::insert(netuid, vec![true, true]);
        assert_ok!(batch_reveal(NEURON, netuid, &[20, 30]));
    });
}

#[test]
fn three_commits_are_revealed_in_every_order_and_the_last_item_stays() {
    for order in [[20, 30, 40], [40, 20, 30], [30, 40, 20], [40, 30, 20]] {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            next_epoch(netuid);
            for value in [20, 30, 40] {
                assert_ok!(commit(OWNER, netuid, 0, value));
            }
            next_epoch(netuid);
            forget_events();
            assert_ok!(batch_reveal(OWNER, netuid, &order));
            let index = NetUidStorageIndex::main(netuid);
            let hashes = order.map(|value| hash(OWNER, index, value)).to_vec();
            assert_eq!(
                pallet_events().last(),
                Some(&Event::WeightsBatchRevealed(account(OWNER), netuid, hashes))
            );
            let expected = match order[2] {
                20 => 32_768,
                30 => 21_845,
                _ => 16_384,
            };
            let row = Weights::<Test>::get(index, 0);
            assert_eq!(row, [(0, expected), (1, 65_535)]);
            assert!(!WeightCommits::<Test>::contains_key(index, account(OWNER)));
        });
    }
}

#[test]
fn the_wait_after_a_commit_is_of_one_mechanism_of_one_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        let other = add_network(&account(3), &account(4));
        register_neuron(other, &account(10), &account(NEURON));
        CommitRevealWeightsEnabled::<Test>::insert(other, true);
        for netuid in [netuid, other] {
            WeightsSetRateLimit::<Test>::insert(netuid, 100);
        }
        run_blocks(100);
        let at = block();
        assert_ok!(commit(NEURON, netuid, 0, 1));
        assert_ok!(commit(NEURON, netuid, 1, 1));
        assert_ok!(commit(NEURON, other, 0, 1));
        run_to_block(at + 99);
        for (netuid, mechanism) in [(netuid, 0), (netuid, 1), (other, 0)] {
            assert_noop!(
                commit(NEURON, netuid, mechanism, 2),
                Error::<Test>::CommittingWeightsTooFast
            );
        }
        assert_ok!(commit(OWNER, netuid, 0, 2));
        run_to_block(at + 100);
        assert_ok!(commit(NEURON, netuid, 0, 2));
        assert_eq!(
            SubtensorModule::last_update_of(second(netuid), 1),
            u64::from(at),
            "the other mechanism has its own clock"
        );
    });
}

#[test]
fn another_tempo_between_commit_and_reveal_does_not_matter() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 0, 20));
        // The cycle starts anew: what would have been the block of the epoch is none.
        SubtensorModule::restart_with_tempo(netuid, 25);
        run_blocks(24);
        assert_noop!(reveal(OWNER, netuid, 0, 20), Error::<Test>::RevealTooEarly);
        run_blocks(1);
        SubtensorModule::restart_with_tempo(netuid, 40);
        run_blocks(39);
        assert_ok!(reveal(OWNER, netuid, 0, 20));
    });
}

#[test]
fn weights_that_were_hidden_are_open_after_the_wait_since_their_commit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 5);
        run_blocks(5);
        let at = block();
        assert_ok!(commit(OWNER, netuid, 0, 20));
        open(netuid);
        assert_noop!(
            reveal(OWNER, netuid, 0, 20),
            Error::<Test>::CommitRevealDisabled
        );
        run_to_block(at + 4);
        assert_noop!(
            set(OWNER, (netuid, 0), &[0], &[1], 0),
            Error::<Test>::SettingWeightsTooFast
        );
        run_to_block(at + 5);
        assert_ok!(set(OWNER, (netuid, 0), &[0], &[1], 0));
    });
}

#[test]
fn a_hotkey_that_was_replaced_can_reveal_when_it_has_registered_again() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        next_epoch(netuid);
        assert_ok!(commit(NEURON, netuid, 0, 20));
        assert_ok!(SubtensorModule::pair_if_unowned(&account(31), &account(30)));
        SubtensorModule::replace_neuron(netuid, 1, &account(30));
        next_epoch(netuid);
        assert_noop!(
            reveal(NEURON, netuid, 0, 20),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
        let uid = register_neuron(netuid, &account(10), &account(NEURON));
        ValidatorPermit::<Test>::insert(netuid, vec![true; 3]);
        assert_ok!(reveal(NEURON, netuid, 0, 20));
        let row = Weights::<Test>::get(NetUidStorageIndex::main(netuid), uid);
        assert_eq!(row, [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn mechanisms_are_committed_and_revealed_apart() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        next_epoch(netuid);
        assert_ok!(commit(OWNER, netuid, 0, 20));
        assert_ok!(commit(OWNER, netuid, 1, 5));
        next_epoch(netuid);
        // Each hash names its mechanism.
        assert_noop!(
            reveal(OWNER, netuid, 1, 20),
            Error::<Test>::InvalidRevealCommitHashNotMatch
        );
        assert_ok!(reveal(OWNER, netuid, 1, 5));
        assert_ok!(reveal(OWNER, netuid, 0, 20));
        let main = NetUidStorageIndex::main(netuid);
        assert_eq!(Weights::<Test>::get(main, 0), [(0, 32_768), (1, 65_535)]);
        assert_eq!(
            Weights::<Test>::get(second(netuid), 0),
            [(0, 65_535), (1, 32_768)]
        );
    });
}
