use codec::Compact;
use myelin_types::{AlphaBalance, NetUidStorageIndex, frozen::AxonInfo};

use super::*;
use crate::pallet::*;

#[test]
fn a_fresh_chain_has_one_neuron_of_nobody_on_subnet_one_and_none_on_root() {
    ExtBuilder::default().build_and_execute(|| {
        let neurons = SubtensorModule::get_neurons_lite(NetUid(1));
        assert_eq!(neurons.len(), 1);
        assert_eq!(neurons[0].uid, 0);
        assert_eq!(neurons[0].hotkey, NOBODY);
        assert_eq!(neurons[0].coldkey, NOBODY);
        assert_eq!(SubtensorModule::get_neurons_lite(NetUid::ROOT), []);
    });
}

#[test]
fn an_unknown_subnet_or_uid_has_no_neurons() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::get_neurons(NOWHERE), []);
        assert_eq!(SubtensorModule::get_neurons_lite(NOWHERE), []);
        assert_eq!(SubtensorModule::get_neuron(NOWHERE, 0), None);
        assert_eq!(SubtensorModule::get_neuron_lite(NOWHERE, 0), None);
        assert_eq!(SubtensorModule::get_neuron(NetUid(1), 1), None);
        assert_eq!(SubtensorModule::get_neuron_lite(NetUid(1), u16::MAX), None);
    });
}

#[test]
fn lists_and_single_answers_agree_field_by_field() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let whole = SubtensorModule::get_neurons(netuid);
        let lite = SubtensorModule::get_neurons_lite(netuid);
        assert_eq!((whole.len(), lite.len()), (2, 2));
        for (neuron, short) in whole.into_iter().zip(lite) {
            let uid = neuron.uid;
            assert_eq!(
                SubtensorModule::get_neuron(netuid, uid),
                Some(neuron.clone())
            );
            assert_eq!(
                SubtensorModule::get_neuron_lite(netuid, uid),
                Some(short.clone())
            );
            assert_eq!(
                short.with_rows(neuron.weights.clone(), neuron.bonds.clone()),
                neuron
            );
        }
    });
}

#[test]
fn a_neuron_shows_its_keys_its_axon_and_the_whole_stake_of_its_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let own = stake(netuid, &account(MINER), &account(MINER_HOTKEY), UNIT);
        let other = stake(netuid, &account(9), &account(MINER_HOTKEY), 2 * UNIT);
        let axon = AxonInfo {
            ip: 7,
            port: 8091,
            ip_type: 4,
            ..Default::default()
        };
        Axons::<Test>::insert(netuid, account(MINER_HOTKEY), axon.clone());
        let neuron = SubtensorModule::get_neuron_lite(netuid, 1).unwrap();
        assert_eq!(neuron.hotkey, account(MINER_HOTKEY));
        assert_eq!(neuron.coldkey, account(MINER));
        assert_eq!(neuron.axon_info, axon);
        assert_eq!(neuron.prometheus_info, Default::default());
        let (holder, Compact(total)) = neuron.stake[0].clone();
        assert_eq!(neuron.stake.len(), 1);
        assert_eq!(holder, account(MINER));
        assert!(total.to_u64().abs_diff(own.to_u64() + other.to_u64()) <= 2);
        assert_eq!(
            (neuron.rank, neuron.trust, neuron.pruning_score),
            (0, 0, 65_535)
        );
    });
}

#[test]
fn a_neuron_shows_its_entry_of_every_vector_and_its_non_zero_weights_and_bonds() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        let index = NetUidStorageIndex::main(netuid);
        Active::<Test>::insert(netuid, vec![false, true]);
        ValidatorPermit::<Test>::insert(netuid, vec![false, true]);
        Emission::<Test>::insert(netuid, vec![AlphaBalance(1), AlphaBalance(2)]);
        Incentive::<Test>::insert(index, vec![3, 4]);
        Consensus::<Test>::insert(netuid, vec![5, 6]);
        ValidatorTrust::<Test>::insert(netuid, vec![7, 8]);
        Dividends::<Test>::insert(netuid, vec![9, 10]);
        LastUpdate::<Test>::insert(index, vec![11, 12]);
        Weights::<Test>::insert(index, 1, vec![(1, 5), (0, 0), (0, 65_535)]);
        Bonds::<Test>::insert(index, 1, vec![(0, 0), (1, 6)]);
        let neuron = SubtensorModule::get_neuron(netuid, 1).unwrap();
        assert!(neuron.active && neuron.validator_permit);
        assert_eq!(neuron.emission, AlphaBalance(2));
        assert_eq!((neuron.incentive, neuron.consensus), (4, 6));
        assert_eq!((neuron.validator_trust, neuron.dividends), (8, 10));
        assert_eq!(neuron.last_update, 12);
        let compact = |(uid, value)| (Compact(uid), Compact(value));
        assert_eq!(neuron.weights, [(1, 5), (0, 65_535)].map(compact));
        assert_eq!(neuron.bonds, [(1, 6)].map(compact));
    });
}

#[test]
fn a_neuron_beyond_the_end_of_a_vector_shows_zero() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        Dividends::<Test>::insert(netuid, vec![9]);
        ValidatorPermit::<Test>::remove(netuid);
        let neuron = SubtensorModule::get_neuron_lite(netuid, 1).unwrap();
        assert_eq!((neuron.dividends, neuron.validator_permit), (0, false));
    });
}
