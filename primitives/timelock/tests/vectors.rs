//! Ciphertexts of released client libraries, and every value on the way to their payload
//! (`weights.md` 5.2 to 5.4).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use ark_bls12_381::{Bls12_381, G1Affine, G2Affine};
use ark_ff::{BigInteger, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use hex_literal::hex;
use myelin_timelock::{
    Ciphertext, Failure, Opener, Payload, Signature,
    beacon::identity_of,
    encrypt::{Secrets, encrypt, public_key_of, sign},
    payload::Scores,
    scheme::{number_of_secrets, pairing_hash},
};

/// Signature of round 1000 by the public beacon.
const SIGNATURE: [u8; 48] = hex!(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
);

/// Key of the public beacon.
const PUBLIC_KEY: [u8; 96] = hex!(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
);

/// A payload for round 1000 by a released client.
const CIPHERTEXT: &[u8] = &hex!(
    "8b10563522a29f230ef2ef360d2d1843ccf7c422a563d32c5e449e5edd6615c0219ba901c5550406e182da28ee0caf72078448cfd4f1ebcf0750cc9648126475"
    "338b62cc2e584da22b7d263e2e44a48c6904bae1a13c093e95e19b58b51e6e54200000000000000038959f5cb1587df1b9374e47aa4353ff2d1f633afe09fd88"
    "752a260ff129b6492000000000000000556dd4a4e47469c32ecc0a0002a504b68dd6c112393e877c7f71fbf404ab76615f000000000000004300000000000000"
    "4b36645637fccfee53feb6654dce68d6931b7b2cefa89f257cbfbe2498bcf4db7aea6d055dcee7d4d687dd67df3806a94649bc8efbbdaf5644a967287cc77693"
    "62daa90c00000000000000e0543aa9c518b501837dd19b08000000000000004145535f47434d5f"
);

/// Another, by `encrypt_at_round` of the Python package bittensor-drand 2.0.0: in its envelope, with
/// two bytes of length in front and the round at the end.
const BY_PYTHON: &[u8] = &hex!(
    "ad0498cc2333bdc267f6ae1aa57b865df46c736170093b3582bd45824845abe844e1b0d998425dc0df5f00cb5fb72b822c85031794c62fa37b443ddec498890d"
    "deccb9e9f64006300ea580e062d4cffa5a9bc1be24752690da55022fce1fe83369e420000000000000004aca7a49cf6ba0aed2ae8b825d8488aa89faa8f79548"
    "5801d8acfdadc323127e20000000000000005d19ef73225446509c5f9c01f13e68e4c6abebdda849d23f74dd7ef2d36cd2536300000000000000470000000000"
    "0000599ea32e77a0bc63db4964892b108e7b81214e8ed8f9ec33b4d9fae690c1d1a0b7f983f14ff81c0183925eb01da4b2a8bb4ade5cd10f5c29f75b29447b59"
    "69d23b63bdebffd0fb0c00000000000000d87a158f71495c302a657f0108000000000000004145535f47434d5fe803000000000000"
);

/// What [`encrypt`] makes of the example payload for round 1000 with [`SECRETS`].
const OURS: [u8; 295] = hex!(
    "a779e50122ed133e806aec189a90687f2f0ecdc8aab69a9dce5dca51e6b3bec25f0eb9b1cef18d2d16b32983595a1aba143b48628e61cfa9170f7570d2b62b79"
    "99333a8caf04c91efc33b8e29f32db03dea17c13cfe5ca19796dcf0edcd035c4200000000000000070a9d32322137557c4d83c650f7d6c5b00f58da7c329e9fa"
    "70d9479dec55961f2000000000000000608ea1c17dff34f78ef340dd796acc44c3ad1673a09da4d384f7e3354ace0d0f5f000000000000004300000000000000"
    "453870e8a8e6ab75d5d6088bbbd3433671d46c6a6778e6f7813cc787526a9aa2528d93bd1bf756e0ee54d78023c9882b1ca0e0b833ac0b56d3188bcac8b7e761"
    "c542d80c0000000000000005050505050505050505050508000000000000004145535f47434d5f"
);

const SECRETS: Secrets = Secrets {
    secret: [3; 32],
    key: [4; 32],
    nonce: [5; 12],
};

fn signature(bytes: &[u8]) -> Signature<Bls12_381> {
    Signature::decode(bytes).expect("it is a point")
}

fn example() -> Payload {
    Payload {
        hotkey: Some([1; 32]),
        scores: Scores {
            uids: vec![0, 1],
            values: vec![10, 20],
            version_key: 0,
        },
    }
}

#[test]
fn a_payload_has_the_bytes_of_the_spec() {
    let mut bytes = vec![0x80];
    bytes.extend([1; 32]);
    bytes.extend(hex!("080000010008" "0a001400" "0000000000000000"));
    assert_eq!(bytes.len(), 51);
    assert_eq!(example().encode(), bytes);
    assert_eq!(Payload::decode(&bytes), Some(example()));
    bytes.extend([9; 3]);
    assert_eq!(
        Payload::decode(&bytes),
        Some(example()),
        "the rest is ignored"
    );
}

#[test]
fn a_payload_without_a_hotkey_is_understood() {
    let old = Payload {
        hotkey: None,
        ..example()
    };
    let bytes = old.encode();
    assert_eq!(bytes.len(), 18);
    assert_eq!(Payload::decode(&bytes), Some(old));
    assert_eq!(Payload::decode(&bytes[..17]), None);
    assert_eq!(Payload::decode(&[]), None);
}

#[test]
fn a_payload_with_a_short_hotkey_is_taken_for_one_without() {
    // Read with a hotkey these bytes have one of two bytes, no uids, one value and a key.
    let bytes = hex!("08" "0000" "00" "04" "0000" "0700000000000000");
    let read = Payload::decode(&bytes).expect("the form without a hotkey fits");
    assert_eq!(read.hotkey, None);
    assert_eq!(read.scores.uids, [0, 0x0400]);
}

#[test]
fn a_released_ciphertext_opens_step_by_step() {
    let round: [u8; 48] = hex!(
        "8f5a32d53837b00fbc0ee31ce9966435a41c5188a80ce9934d3c80588b6ad6f643ebda1b83ef89e44da9ced6205cdecf"
    );
    let mut identity = Vec::new();
    identity_of(1_000)
        .expect("every round has one")
        .serialize_compressed(&mut identity)
        .expect("it fits");
    assert_eq!(identity, round);

    assert_eq!(CIPHERTEXT.len(), 295);
    let parts = Ciphertext::parse(CIPHERTEXT).expect("it is well formed");
    assert_eq!(parts.payload.len(), 51);
    let point = G2Affine::deserialize_compressed(&parts.point[..]).expect("it is a point");
    let beacon = G1Affine::deserialize_compressed(&SIGNATURE[..]).expect("it is a point");
    let mask = pairing_hash::<Bls12_381>(beacon, point).expect("it has an inverse");
    assert_eq!(
        mask,
        hex!("db369297aec01c58cf00c9e334ab1e4432f2d2d41a982d378bbe103df7f2fd65")
    );
    let secret = hex!("e3a30dcb1f9861a9763787a49ee84dbb1fedb1eee491d0bffe94363206db4b2c");
    let key = hex!("dfcf77ecdc6d1d421cdc5594526c607ac3aea631db3be75d58c99333de452314");
    let number = number_of_secrets::<Bls12_381>(&secret, &key);
    assert_eq!(
        number.into_bigint().to_bytes_be(),
        hex!("11ef1d8913352ba72d0900c936cceb44d7c29a57b516bf934fae2c23c4ca0396")
    );
    let opened = Opener::new()
        .decrypt(CIPHERTEXT, &signature(&SIGNATURE))
        .expect("it opens");
    assert_eq!(Payload::decode(&opened), Some(example()));
}

#[test]
fn a_ciphertext_of_the_python_package_opens_and_what_follows_it_is_ignored() {
    let (bare, round) = (&BY_PYTHON[2..301], &BY_PYTHON[301..]);
    assert_eq!(round, 1_000u64.to_le_bytes());
    let opened = Opener::new()
        .decrypt(bare, &signature(&SIGNATURE))
        .expect("it opens");
    let payload = Payload::decode(&opened).expect("it is a payload");
    assert_eq!(payload.hotkey, Some([2; 32]));
    assert_eq!(payload.scores.uids, [0, 1, 2]);
    assert_eq!(payload.scores.values, [5, 65_535, 1]);
    assert_eq!(payload.scores.version_key, 7);
    let with_round = Opener::new().decrypt(&BY_PYTHON[2..], &signature(&SIGNATURE));
    assert_eq!(with_round, Ok(opened));
    let whole = Opener::new().decrypt(BY_PYTHON, &signature(&SIGNATURE));
    assert_eq!(
        whole,
        Err(Failure::Malformed),
        "the envelope is no part of a commit"
    );
}

#[test]
fn what_was_hidden_for_the_public_beacon_opens_with_its_signature() {
    let payload = example().encode();
    let hidden = encrypt(&payload, 1_000, &PUBLIC_KEY, &SECRETS).expect("it can be hidden");
    assert_eq!(hidden.len(), payload.len() + 244);
    assert_eq!(
        Opener::new().decrypt(&hidden, &signature(&SIGNATURE)),
        Ok(payload)
    );
    // `decrypt_with_signature` of bittensor-drand 2.0.0 opens these very bytes too, in its envelope.
    assert_eq!(hidden, OURS);
}

#[test]
fn a_beacon_of_ones_own_serves_as_well() {
    let secret = [77; 32];
    let hidden = encrypt(b"later", 5, &public_key_of(&secret), &SECRETS).expect("it can be hidden");
    let fifth = sign(5, &secret).expect("every round has a point");
    let sixth = sign(6, &secret).expect("every round has a point");
    assert_eq!(
        Opener::new().decrypt(&hidden, &signature(&fifth)),
        Ok(b"later".to_vec())
    );
    let wrong = Opener::new().decrypt(&hidden, &signature(&sixth));
    assert_eq!(
        wrong,
        Err(Failure::WrongKey),
        "another round does not open it"
    );
    let of_others = Opener::new().decrypt(&hidden, &signature(&SIGNATURE));
    assert_eq!(of_others, Err(Failure::WrongKey), "another beacon neither");
}

#[test]
fn a_signature_may_have_a_prefix_and_must_be_a_point() {
    let prefixed = [b"0x", &SIGNATURE[..]].concat();
    assert_eq!(signature(&prefixed), signature(&SIGNATURE));
    assert_eq!(Signature::<Bls12_381>::decode(&SIGNATURE[..47]), None);
    assert_eq!(Signature::<Bls12_381>::decode(&[]), None);
    assert_eq!(Signature::<Bls12_381>::decode(&[0xff; 48]), None);
    // On the curve, but not in the group of the signatures.
    let mut outside = [0; 48];
    outside[0] = 0x80;
    assert_eq!(Signature::<Bls12_381>::decode(&outside), None);
}
