//! Nothing that somebody commits makes the decoder panic or allocate more than its own size.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use std::sync::LazyLock;

use ark_bls12_381::Bls12_381;
use hex_literal::hex;
use myelin_timelock::{
    Ciphertext, Failure, Opener, Payload, Signature,
    encrypt::{Secrets, encrypt, public_key_of, sign},
    point::decode_g2,
};
use proptest::prelude::*;

static SIGNATURE: LazyLock<Signature<Bls12_381>> = LazyLock::new(|| {
    let bytes = sign(9, &[1; 32]).expect("every round has a point");
    Signature::decode(&bytes).expect("it is a point")
});

/// Forty bytes, hidden.
static HIDDEN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let secrets = Secrets {
        secret: [2; 32],
        key: [3; 32],
        nonce: [4; 12],
    };
    encrypt(&[7; 40], 9, &public_key_of(&[1; 32]), &secrets).expect("it can be hidden")
});

/// Where the lengths stand, and what they are.
const LENGTHS: [(usize, u64); 6] = [
    (96, 32),
    (136, 32),
    (176, 84),
    (184, 56),
    (248, 12),
    (268, 8),
];

/// A point of the curve of G2 that is none of the group: thirteen times it is nothing. In the loop of a
/// pairing with it a line vanishes.
const ORDER_13: [u8; 96] = hex!(
    "832762e5199990da7d4ebc6409c2fdae09b25206fa89dded0a23c05406588284278c22ea15e6d03cee69a68b7d4704a4"
    "043ff79d06a80add8340a1a548d700c5ffeef5b14a3e246834d320e323d9fcc76bae16f9f2763ab556905843518bc0c2"
);

fn open(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    Opener::new().decrypt(bytes, &SIGNATURE)
}

#[test]
fn the_unchanged_ciphertext_opens() {
    assert_eq!(open(&HIDDEN), Ok(vec![7; 40]));
    for (position, length) in LENGTHS {
        let bytes: [u8; 8] = HIDDEN[position..position + 8].try_into().expect("8 bytes");
        assert_eq!(u64::from_le_bytes(bytes), length);
    }
}

#[test]
fn a_point_that_makes_the_pairing_vanish_opens_nothing() {
    let mut hidden = HIDDEN.clone();
    hidden[..96].copy_from_slice(&ORDER_13);
    assert!(decode_g2::<Bls12_381>(&ORDER_13).is_some());
    assert_eq!(open(&hidden), Err(Failure::WrongKey));
}

#[test]
fn a_wrong_length_anywhere_is_refused() {
    for (position, length) in LENGTHS {
        for wrong in [
            0,
            1,
            11,
            31,
            33,
            57,
            83,
            85,
            1 << 32,
            u64::MAX - 7,
            u64::MAX,
        ] {
            let mut bytes = HIDDEN.clone();
            bytes[position..position + 8].copy_from_slice(&wrong.to_le_bytes());
            let outcome = open(&bytes);
            // The name of the suite may be shorter: nobody reads it.
            let harmless = wrong == length || (position == 268 && wrong < 8);
            assert_eq!(outcome.is_ok(), harmless, "{wrong} at {position}");
        }
    }
}

#[test]
fn a_ciphertext_that_was_cut_short_is_refused() {
    for length in 0..HIDDEN.len() {
        assert_eq!(
            Ciphertext::parse(&HIDDEN[..length]),
            Err(Failure::Malformed)
        );
        assert_eq!(open(&HIDDEN[..length]), Err(Failure::Malformed));
    }
}

#[test]
fn a_point_outside_the_group_is_refused() {
    for first in [0, 0x40, 0x80, 0xa0, 0xc0, 0xe0, 0xff] {
        let mut bytes = HIDDEN.clone();
        bytes[..96].fill(0);
        bytes[0] = first;
        assert!(open(&bytes).is_err(), "{first:x}");
    }
}

#[test]
fn a_payload_that_was_changed_is_refused() {
    for position in [192, 231, 232, 247, 256, 267] {
        let mut bytes = HIDDEN.clone();
        bytes[position] ^= 1;
        assert_eq!(open(&bytes), Err(Failure::WrongKey), "{position}");
    }
}

proptest! {
    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(open(&bytes).is_err());
        let _ = Payload::decode(&bytes);
        let _ = Signature::<Bls12_381>::decode(&bytes);
    }

    #[test]
    fn a_valid_frame_around_random_bytes_is_refused(
        bytes in prop::collection::vec(any::<u8>(), 120..=120),
    ) {
        let mut framed = HIDDEN.clone();
        framed[104..136].copy_from_slice(&bytes[..32]);
        framed[144..176].copy_from_slice(&bytes[32..64]);
        framed[192..248].copy_from_slice(&bytes[64..120]);
        prop_assert_eq!(open(&framed), Err(Failure::WrongKey));
    }

    #[test]
    fn a_changed_byte_never_passes(position in 0usize..268, change in 1u8..) {
        let mut bytes = HIDDEN.clone();
        bytes[position] ^= change;
        prop_assert!(open(&bytes).is_err());
    }

    #[test]
    fn payloads_survive_the_round_trip(
        uids in prop::collection::vec(any::<u16>(), 0..300),
        values in prop::collection::vec(any::<u16>(), 0..300),
        version_key: u64,
        hotkey: [u8; 32],
    ) {
        let payload = Payload {
            hotkey: Some(hotkey),
            scores: myelin_timelock::payload::Scores { uids, values, version_key },
        };
        prop_assert_eq!(Payload::decode(&payload.encode()), Some(payload));
    }
}
