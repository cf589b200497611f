use codec::{Compact, Encode};
use myelin_types::{
    AlphaBalance, MechId, NetUidStorageIndex,
    frozen::{AxonInfo, ChainIdentityV2},
};
use pallet_subtensor_runtime_api::{
    SelectiveMetagraph,
    metagraph::{SELECTIVE_FIELDS, WHOLE_FIELDS},
};

use super::*;
use crate::pallet::*;

fn selective(netuid: NetUid, fields: &[u16]) -> SelectiveMetagraph {
    SubtensorModule::get_selective_metagraph(netuid, fields.to_vec()).unwrap()
}

#[test]
fn an_unknown_subnet_or_mechanism_has_no_metagraph() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::get_metagraph(NOWHERE), None);
        assert_eq!(SubtensorModule::get_mechagraph(NOWHERE, MechId(0)), None);
        assert_eq!(SubtensorModule::get_mechagraph(NetUid(1), MechId(1)), None);
        let none = SubtensorModule::get_selective_metagraph(NOWHERE, vec![0]);
        assert_eq!(none, None);
        let none = SubtensorModule::get_selective_mechagraph(NetUid(1), MechId(255), vec![0]);
        assert_eq!(none, None);
    });
}

#[test]
fn a_selective_metagraph_with_all_fields_is_the_metagraph() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        stake(netuid, &account(MINER), &account(MINER_HOTKEY), UNIT);
        let all: Vec<u16> = (0..SELECTIVE_FIELDS).collect();
        let graph = selective(netuid, &all);
        assert!(graph.validators.is_some() && graph.commitments.is_some());
        assert_eq!(graph.complete(), SubtensorModule::get_metagraph(netuid));
    });
}

#[test]
fn every_number_fills_exactly_its_field() {
    ExtBuilder::default().build_and_execute(|| {
        for field in 1..SELECTIVE_FIELDS {
            let graph = selective(NetUid::ROOT, &[field]);
            // On root every field asked for begins with 1, and all others are one zero byte.
            let before = graph.encode().iter().take_while(|byte| **byte == 0).count();
            assert_eq!(before, usize::from(field), "field {field}");
        }
    });
}

#[test]
fn only_the_listed_fields_are_there_and_unknown_or_repeated_numbers_change_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let graph = selective(netuid, &[52, 52, 74, 900, u16::MAX]);
        let hotkeys = vec![account(OWNER_HOTKEY), account(MINER_HOTKEY)];
        let expected = SelectiveMetagraph {
            netuid,
            hotkeys: Some(hotkeys),
            ..Default::default()
        };
        assert_eq!(graph, expected);
        assert_eq!(selective(netuid, &[]).netuid, netuid);
    });
}

#[test]
fn vectors_have_one_entry_a_neuron() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let graph = SubtensorModule::get_metagraph(netuid).unwrap();
        let lengths = [
            graph.hotkeys.len(),
            graph.coldkeys.len(),
            graph.identities.len(),
            graph.axons.len(),
            graph.active.len(),
            graph.validator_permit.len(),
            graph.last_update.len(),
            graph.emission.len(),
            graph.dividends.len(),
            graph.incentives.len(),
            graph.consensus.len(),
            graph.block_at_registration.len(),
            graph.alpha_stake.len(),
            graph.tao_stake.len(),
            graph.total_stake.len(),
            graph.tao_dividends_per_hotkey.len(),
            graph.alpha_dividends_per_hotkey.len(),
        ];
        assert_eq!(lengths, [2; 17]);
    });
}

#[test]
fn a_metagraph_shows_identities_of_owners_axons_and_dividends() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let identity = ChainIdentityV2 {
            name: b"miner".to_vec(),
            ..Default::default()
        };
        let axon = AxonInfo {
            port: 1,
            ..Default::default()
        };
        IdentitiesV2::<Test>::insert(account(MINER), &identity);
        Axons::<Test>::insert(netuid, account(MINER_HOTKEY), &axon);
        AlphaDividendsPerSubnet::<Test>::insert(netuid, account(MINER_HOTKEY), AlphaBalance(7));
        let graph = SubtensorModule::get_metagraph(netuid).unwrap();
        assert_eq!(graph.netuid, netuid);
        assert_eq!(graph.identities, [None, Some(identity)]);
        assert_eq!(graph.axons, [AxonInfo::default(), axon]);
        let dividends = (account(MINER_HOTKEY), Compact(AlphaBalance(7)));
        assert_eq!(graph.alpha_dividends_per_hotkey[1], dividends);
        assert_eq!(graph.tao_dividends_per_hotkey[1].1.0.to_u64(), 0);
        assert_eq!(
            (graph.num_uids.0, graph.max_uids.0, graph.tempo.0),
            (2, 256, 360)
        );
        assert_eq!((graph.alpha_low.0, graph.alpha_high.0), (45_875, 58_982));
    });
}

#[test]
fn a_mechagraph_carries_the_storage_index_and_the_vectors_of_its_mechanism() {
    ExtBuilder::default().build_and_execute(|| {
        let (netuid, second) = (subnet_with_miner(), MechId(1));
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        let index = NetUidStorageIndex::new(netuid, second).unwrap();
        LastUpdate::<Test>::insert(index, vec![5, 6]);
        Incentive::<Test>::insert(index, vec![7]);
        let main = SubtensorModule::get_metagraph(netuid).unwrap();
        let graph = SubtensorModule::get_mechagraph(netuid, second).unwrap();
        assert_eq!(graph.netuid, NetUid(netuid.0 + 4_096));
        assert_eq!(graph.last_update, [Compact(5), Compact(6)]);
        assert_eq!(graph.incentives, [Compact(7), Compact(0)]);
        assert_eq!(graph.hotkeys, main.hotkeys);

        let numbers = (0..WHOLE_FIELDS).collect();
        let selected = SubtensorModule::get_selective_mechagraph(netuid, second, numbers).unwrap();
        assert_eq!(selected.netuid, netuid);
        assert_eq!(selected.last_update, Some(graph.last_update));
        assert_eq!(selected.incentives, Some(graph.incentives));
    });
}

#[test]
fn mechanism_one_of_netuid_three_is_4099() {
    new_test_ext().execute_with(|| {
        let netuid = NetUid(3);
        NetworksAdded::<Test>::insert(netuid, true);
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        let graph = SubtensorModule::get_mechagraph(netuid, MechId(1)).unwrap();
        assert_eq!(graph.netuid, NetUid(4_099));
        let netuids: Vec<_> = SubtensorModule::get_all_mechagraphs()
            .into_iter()
            .map(|graph| graph.unwrap().netuid.0)
            .collect();
        assert_eq!(netuids, [0, 1, 3, 4_099]);
        assert_eq!(SubtensorModule::get_all_metagraphs().len(), 3);
    });
}

#[test]
fn validators_have_a_permit_and_more_than_the_threshold_and_come_by_stake() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        for number in 10..14 {
            register_neuron(netuid, &account(number), &account(number + 100));
            RegistrationsThisBlock::<Test>::insert(netuid, 0);
        }
        // Uids 2 to 5; 3 and 4 are equal, 5 has no permit.
        for (hotkey, alpha) in [(110, 900), (111, 500), (112, 500), (113, 800)] {
            TotalHotkeyAlpha::<Test>::insert(account(hotkey), netuid, AlphaBalance(alpha));
        }
        let permits = vec![true, true, true, true, true, false];
        ValidatorPermit::<Test>::insert(netuid, permits);
        let validators = || selective(netuid, &[72]).validators.unwrap();
        assert_eq!(validators(), [3, 4, 2].map(Compact));
        StakeThreshold::<Test>::put(499);
        assert_eq!(validators(), [3, 4, 2].map(Compact));
        StakeThreshold::<Test>::put(500);
        assert_eq!(validators(), [2].map(Compact));
    });
}
