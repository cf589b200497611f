//! Signatures of rounds: those of the public beacon and those of one's own.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use ark_bls12_381::Bls12_381;
use hex_literal::hex;
use myelin_timelock::{
    Failure,
    beacon::{key_of, randomness_of, verify},
    encrypt::{public_key_of, sign},
};
use proptest::prelude::*;

/// Key of the public beacon.
const QUICKNET: [u8; 96] = hex!(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
);

/// Its signature of round 1000.
const SIGNATURE: [u8; 48] = hex!(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
);

fn is_signed(round: u64, signature: &[u8], key: &[u8]) -> Result<bool, Failure> {
    verify::<Bls12_381>(round, signature, key)
}

#[test]
fn the_public_beacon_has_signed_round_1000_and_no_other_with_it() {
    assert_eq!(is_signed(1_000, &SIGNATURE, &QUICKNET), Ok(true));
    assert_eq!(is_signed(999, &SIGNATURE, &QUICKNET), Ok(false));
    assert_eq!(is_signed(1_001, &SIGNATURE, &QUICKNET), Ok(false));
    assert_eq!(
        randomness_of(&SIGNATURE),
        hex!("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd")
    );
}

#[test]
fn the_wrong_signature_of_the_spec_is_no_point_of_the_group() {
    let wrong = hex!(
        "b0a8b04e009cf72534321aca0f50048da596a3feec1172a0244d9a4a623a3123d0402da79854d4c705e94bc73224c341"
    );
    assert_eq!(is_signed(1_000, &wrong, &QUICKNET), Err(Failure::Malformed));
}

#[test]
fn a_beacon_of_ones_own_signs_for_its_key_alone() {
    let signature = sign(7, &[3; 32]).expect("every round has a point");
    assert_eq!(is_signed(7, &signature, &public_key_of(&[3; 32])), Ok(true));
    assert_eq!(
        is_signed(7, &signature, &public_key_of(&[4; 32])),
        Ok(false)
    );
    assert_eq!(is_signed(7, &signature, &QUICKNET), Ok(false));
}

#[test]
fn the_point_at_infinity_signs_nothing_and_is_no_key() {
    let mut nothing = [0; 96];
    nothing[0] = 0xc0;
    assert_eq!(is_signed(7, &nothing[..48], &QUICKNET), Ok(false));
    assert_eq!(
        is_signed(7, &nothing[..48], &nothing),
        Err(Failure::Malformed)
    );
}

#[test]
fn lengths_are_exact() {
    let longer = [&SIGNATURE[..], &[0]].concat();
    for signature in [&SIGNATURE[..47], &longer, &[]] {
        assert_eq!(
            is_signed(1_000, signature, &QUICKNET),
            Err(Failure::Malformed)
        );
    }
    let longer = [&QUICKNET[..], &[0]].concat();
    for key in [&QUICKNET[..95], &QUICKNET[..48], &longer, &[]] {
        assert_eq!(is_signed(1_000, &SIGNATURE, key), Err(Failure::Malformed));
    }
}

#[test]
fn a_key_is_known_without_a_signature() {
    assert!(key_of::<Bls12_381>(&QUICKNET).is_ok());
    assert!(key_of::<Bls12_381>(&public_key_of(&[3; 32])).is_ok());
    let mut infinity = [0; 96];
    infinity[0] = 0xc0;
    let longer = [&QUICKNET[..], &[0]].concat();
    for wrong in [&QUICKNET[..95], &longer, &[], &[0xff; 96], &infinity] {
        assert_eq!(key_of::<Bls12_381>(wrong), Err(Failure::Malformed));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_are_no_signature(
        round: u64,
        signature in prop::collection::vec(any::<u8>(), 48),
        key in prop::collection::vec(any::<u8>(), 96),
    ) {
        prop_assert_ne!(is_signed(round, &signature, &QUICKNET), Ok(true));
        prop_assert_ne!(is_signed(round, &SIGNATURE, &key), Ok(true));
    }

    #[test]
    fn a_changed_signature_never_passes(position in 0usize..48, change in 1u8..) {
        let mut signature = SIGNATURE;
        signature[position] ^= change;
        prop_assert_ne!(is_signed(1_000, &signature, &QUICKNET), Ok(true));
    }

    #[test]
    fn every_round_can_be_signed(round: u64, secret: [u8; 32]) {
        let signature = sign(round, &secret).expect("every round has a point");
        prop_assert_eq!(is_signed(round, &signature, &public_key_of(&secret)), Ok(true));
    }
}
