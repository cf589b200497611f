//! What others learn from the pallet, and the forms of a beacon.

use codec::Encode;
use frame_support::{
    assert_ok,
    traits::{Get, Randomness},
};
use myelin_types::beacon::Beacon;
use serde_json::{Value, json};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

use crate::{
    BeaconConfig, BeaconConfiguration, GenesisConfig, Pulses,
    mock::{Clock, Drand, System, Test, beacon, chain_of, public_pulse, pulse, with_beacon, write},
    types::Quicknet,
};

/// What quicknet answers to `/info`.
fn info() -> Value {
    json!({
        "public_key": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
        "period": 3,
        "genesis_time": 1_692_803_367,
        "hash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
        "groupHash": "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
        "schemeID": "bls-unchained-g1-rfc9380",
        "metadata": { "beaconID": "quicknet" },
    })
}

#[test]
fn a_chain_follows_quicknet_unless_it_is_told_otherwise() {
    chain_of(None).execute_with(|| {
        assert!(!BeaconConfig::<Test>::exists());
        assert_eq!(BeaconConfig::<Test>::get(), Quicknet::get());
    });
    chain_of(Some(beacon())).execute_with(|| {
        assert_eq!(BeaconConfig::<Test>::get(), beacon());
    });
}

#[test]
fn a_beacon_in_json_is_what_it_answers_itself() {
    assert_eq!(serde_json::to_value(Quicknet::get()).unwrap(), info());
    let read: BeaconConfiguration = serde_json::from_value(info()).unwrap();
    assert_eq!(read, Quicknet::get());
}

#[test]
fn a_chain_specification_names_the_beacon() {
    let config: GenesisConfig<Test> =
        serde_json::from_value(json!({ "beaconConfig": info() })).unwrap();
    assert_eq!(config.beacon_config, Some(Quicknet::get()));
    let config: GenesisConfig<Test> =
        serde_json::from_value(json!({ "beaconConfig": null })).unwrap();
    assert_eq!(config.beacon_config, None);
}

#[test]
fn json_that_is_no_beacon_is_refused() {
    for (field, value) in [
        ("public_key", json!("xyz")),
        ("public_key", json!("abc")),
        ("public_key", json!("00".repeat(97))),
        ("hash", json!("00".repeat(33))),
        ("schemeID", json!("x".repeat(33))),
        ("period", json!(-1)),
    ] {
        let mut wrong = info();
        wrong[field] = value;
        assert!(
            serde_json::from_value::<BeaconConfiguration>(wrong).is_err(),
            "{field}"
        );
    }
}

#[test]
#[should_panic(expected = "drand.beaconConfig must have a public_key of 96 bytes")]
fn a_chain_does_not_start_with_half_a_key() {
    chain_of(Some(BeaconConfiguration {
        public_key: Default::default(),
        ..beacon()
    }));
}

#[test]
#[should_panic(expected = "a period above 0")]
fn a_chain_does_not_start_with_a_beacon_without_a_rhythm() {
    chain_of(Some(BeaconConfiguration {
        period: 0,
        ..beacon()
    }));
}

#[test]
fn the_signature_of_a_round_is_known_once_it_is_stored() {
    with_beacon(|| {
        assert_eq!(Drand::last_stored_round(), 0);
        assert_eq!(<Drand as Beacon>::signature(7), None);
        assert_ok!(write(vec![pulse(7)]));
        assert_eq!(Drand::last_stored_round(), 7);
        let known = <Drand as Beacon>::signature(7);
        assert_eq!(known, Some(pulse(7).signature.into_inner()));
        assert_eq!(<Drand as Beacon>::signature(8), None);
    });
}

#[test]
fn rounds_are_counted_by_the_clock_of_the_chain() {
    chain_of(None).execute_with(|| {
        // Round 1000 is published at 1 692 806 364 s.
        Clock::set(1_692_806_364_000);
        assert_eq!(Drand::round_in(0), Some(1_000));
        assert_eq!(Drand::round_in(2), Some(1_000));
        assert_eq!(Drand::round_in(3), Some(1_001));
        Clock::set(1_692_806_363_999);
        assert_eq!(Drand::round_in(0), Some(999));
        Clock::set(1_692_803_367_000);
        assert_eq!(Drand::round_in(0), Some(1));
        assert_eq!(Drand::round_in(u64::MAX), Some(u64::MAX / 3 + 1));
    });
}

#[test]
fn rounds_are_not_counted_by_a_clock_that_stands_before_the_first_one() {
    chain_of(None).execute_with(|| {
        for now in [0, 250, 1_692_803_366_999] {
            Clock::set(now);
            assert_eq!(Drand::round_in(1_000_000), None);
        }
        Clock::set(u64::MAX);
        BeaconConfig::<Test>::mutate(|config| config.period = 0);
        assert_eq!(Drand::round_in(1), None);
    });
}

#[test]
fn randomness_is_that_of_the_last_pulse_for_each_subject() {
    chain_of(None).execute_with(|| {
        System::set_block_number(21);
        assert_eq!(Drand::random(b"me"), (H256::zero(), 20));
        assert_ok!(write(vec![public_pulse()]));
        let randomness = public_pulse().randomness;
        let mut bytes = vec![8, b'm', b'e'];
        bytes.extend(20u64.to_le_bytes());
        bytes.extend(randomness.encode());
        assert_eq!(Drand::random(b"me"), (BlakeTwo256::hash(&bytes), 20));
        assert_ne!(Drand::random(b"you").0, Drand::random(b"me").0);
        System::set_block_number(22);
        assert_eq!(Drand::random(b"me").1, 21);
        Pulses::<Test>::remove(1_000);
        assert_eq!(Drand::random(b"me"), (H256::zero(), 21));
    });
}
