//! The bytes of the spec's examples (RPC section 10).

use alloc::{vec, vec::Vec};
use codec::{Compact, Decode, Encode};
use myelin_types::{AlphaBalance, MechId, NetUid, TaoBalance, frozen::AxonInfo};
use sp_runtime::AccountId32;

use crate::*;

const HOTKEY: AccountId32 = AccountId32::new([1; 32]);
const COLDKEY: AccountId32 = AccountId32::new([2; 32]);

fn stake_info() -> StakeInfo {
    StakeInfo {
        hotkey: HOTKEY,
        coldkey: COLDKEY,
        netuid: NetUid(1),
        stake: AlphaBalance(1_000_000_000),
        locked: 0,
        emission: AlphaBalance(0),
        tao_emission: TaoBalance(0),
        drain: 0,
        is_registered: true,
    }
}

fn neuron() -> NeuronInfoLite {
    NeuronInfoLite {
        hotkey: HOTKEY,
        coldkey: COLDKEY,
        uid: 64,
        netuid: NetUid(1),
        active: true,
        axon_info: AxonInfo::default(),
        prometheus_info: Default::default(),
        stake: vec![(COLDKEY, Compact(AlphaBalance(1)))],
        rank: neuron::NO_RANK,
        emission: AlphaBalance(2),
        incentive: 3,
        consensus: 4,
        trust: neuron::NO_RANK,
        validator_trust: 5,
        dividends: 6,
        last_update: 7,
        validator_permit: false,
        pruning_score: neuron::NO_PRUNING_SCORE,
    }
}

#[test]
fn the_arguments_of_a_selective_metagraph_are_a_plain_netuid_and_a_list_of_plain_indices() {
    let arguments = (NetUid(1), vec![0u16, 52u16]).encode();
    assert_eq!(arguments, [0x01, 0x00, 0x08, 0x00, 0x00, 0x34, 0x00]);
}

#[test]
fn the_arguments_of_a_mechagraph_are_a_plain_netuid_and_one_byte() {
    assert_eq!((NetUid(3), MechId(1)).encode(), [0x03, 0x00, 0x01]);
}

#[test]
fn an_unknown_subnet_answers_with_a_single_zero_byte() {
    assert_eq!(Option::<Metagraph>::None.encode(), [0x00]);
    assert_eq!(Vec::<NeuronInfoLite>::new().encode(), [0x00]);
}

#[test]
fn a_stake_info_ends_as_the_example_says() {
    let bytes = stake_info().encode();
    let (accounts, tail) = bytes.split_at(64);
    assert_eq!(accounts, [[1u8; 32], [2u8; 32]].concat());
    let expected = [0x04, 0x02, 0x28, 0x6b, 0xee, 0, 0, 0, 0, 1];
    assert_eq!(tail, expected);
    assert_eq!(StakeInfo::decode(&mut &bytes[..]), Ok(stake_info()));
}

#[test]
fn a_stake_availability_is_three_compact_numbers() {
    let availability = StakeAvailability {
        total: AlphaBalance(10),
        locked: AlphaBalance(4),
        available: AlphaBalance(6),
    };
    assert_eq!(availability.encode(), [0x28, 0x10, 0x18]);
}

#[test]
fn a_hyperparameter_entry_carries_its_name_and_its_kind() {
    let kappa = HyperparamEntry::new("kappa", HyperparamValue::U16(32_767));
    let expected = [
        0x14, 0x6b, 0x61, 0x70, 0x70, 0x61, 0x01, 0xfe, 0xff, 0x01, 0x00,
    ];
    assert_eq!(kappa.encode(), expected);
}

#[test]
fn every_kind_of_hyperparameter_has_its_number_and_amounts_are_compact() {
    let cases = [
        (HyperparamValue::Bool(true), vec![0, 1]),
        (HyperparamValue::U16(1), vec![1, 4]),
        (HyperparamValue::U32(1), vec![2, 4]),
        (HyperparamValue::U64(1), vec![3, 4]),
        (HyperparamValue::U128(1), vec![4, 4]),
        (HyperparamValue::TaoBalance(TaoBalance(1)), vec![5, 4]),
        (
            HyperparamValue::I32F32(substrate_fixed::types::I32F32::from_num(-1)),
            vec![6, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
        ),
        (
            HyperparamValue::U64F64(U64F64::from_num(1)),
            vec![7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        ),
    ];
    for (value, bytes) in cases {
        assert_eq!(value.encode(), bytes);
    }
}

#[test]
fn a_text_spends_two_bytes_on_every_byte_from_64_on() {
    assert_eq!(compact_text(b"ab").encode(), [0x08, 0x85, 0x01, 0x89, 0x01]);
    assert_eq!(compact_text(b"?").encode(), [0x04, 0xfc]);
}

#[test]
fn compact_fields_take_one_two_four_or_more_bytes_by_their_size() {
    let lengths = [
        0u64,
        63,
        64,
        16_383,
        16_384,
        (1 << 30) - 1,
        1 << 30,
        u64::MAX,
    ]
    .map(|stake| StakeInfo {
        stake: AlphaBalance(stake),
        ..stake_info()
    })
    .map(|info| info.encode().len() - 64 - 6);
    assert_eq!(lengths, [1, 1, 2, 2, 4, 4, 5, 9]);
}

#[test]
fn a_neuron_encodes_compact_numbers_and_a_plain_axon() {
    let bytes = neuron().encode();
    let mut expected = [[1u8; 32], [2u8; 32]].concat();
    expected.extend([0x01, 0x01, 0x04, 0x01]);
    expected.extend([0; 34 + 31]);
    expected.push(0x04);
    expected.extend([2; 32]);
    expected.extend([4, 0, 8, 12, 16, 0, 20, 24, 28, 0]);
    expected.extend([0xfe, 0xff, 0x03, 0x00]);
    assert_eq!(bytes, expected);
}

#[test]
fn weights_and_bonds_stand_before_the_pruning_score() {
    let lite = neuron().encode();
    let row = vec![(Compact(1), Compact(65_535))];
    let whole = neuron().with_rows(row, Vec::new()).encode();
    let (head, score) = lite.split_at(lite.len() - 4);
    let mut expected = head.to_vec();
    expected.extend([0x04, 0x04, 0xfe, 0xff, 0x03, 0x00, 0x00]);
    expected.extend(score);
    assert_eq!(whole, expected);
}

#[test]
fn a_selective_metagraph_without_any_index_is_a_netuid_and_seventy_three_absent_fields() {
    assert_eq!(SelectiveMetagraph::default().encode(), vec![0; 74]);
}

#[test]
fn an_identity_that_was_asked_for_but_is_not_there_differs_from_one_not_asked_for() {
    let graph = SelectiveMetagraph {
        identity: Some(None),
        ..Default::default()
    };
    let mut expected = vec![0; 3];
    expected.extend([1, 0]);
    expected.extend([0; 70]);
    assert_eq!(graph.encode(), expected);
    assert_eq!(graph.complete(), None);
}

#[test]
fn the_first_layouts_are_prefixes_of_the_second_ones() {
    let info = SubnetInfov2 {
        netuid: NetUid(1),
        rho: 10,
        kappa: 32_767,
        difficulty: 1,
        immunity_period: 2,
        max_allowed_validators: 3,
        min_allowed_weights: 4,
        max_weights_limit: u16::MAX,
        scaling_law_power: 5,
        subnetwork_n: 6,
        max_allowed_uids: 7,
        blocks_since_last_step: 8,
        tempo: 9,
        network_modality: 0,
        network_connect: Vec::new(),
        emission_value: 0,
        burn: TaoBalance(1),
        owner: COLDKEY,
        identity: None,
    };
    let mut first = SubnetInfo::from(info.clone()).encode();
    first.push(0);
    assert_eq!(first, info.encode());
}
