//! What the decoder does with arbitrary bytes: driven by `fuzz/fuzz_targets/timelock_decode.rs`, and
//! by a test with random bytes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use ark_bls12_381::Bls12_381;
use myelin_timelock::{
    Ciphertext, Failure, Opener, Payload, Signature,
    beacon::verify,
    ciphertext::{HASH_LEN, NONCE_LEN, POINT_LEN, TAG_LEN},
    encrypt::{Secrets, encrypt, public_key_of, sign},
};

const ROUND: u64 = 9;
const BEACON: [u8; 32] = [1; 32];

/// Bytes of a ciphertext up to its cipher suite, but for the payload.
const FRAME_LEN: usize = POINT_LEN + 2 * (8 + HASH_LEN) + 8 + 8 + TAG_LEN + 8 + NONCE_LEN + 8;

/// Most changes to a ciphertext.
const MAX_CHANGES: usize = 4;

static SIGNATURE: LazyLock<[u8; 48]> =
    LazyLock::new(|| sign(ROUND, &BEACON).expect("every round has a point"));

static KEY: LazyLock<[u8; POINT_LEN]> = LazyLock::new(|| public_key_of(&BEACON));

/// A payload hidden until the round of the signature.
static HIDDEN: LazyLock<Vec<u8>> = LazyLock::new(|| hide(b"scores", ROUND));

/// One input: the first byte says what the others are.
pub fn decode(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    match input.int_in_range(0..=5u8) {
        Ok(0) => open_anything(input.take_rest()),
        Ok(1) => decode_payload(input.take_rest()),
        Ok(2) => decode_signature(input.take_rest()),
        Ok(3) => open_changed(&mut input).unwrap_or_default(),
        Ok(4) => open_framed(&mut input).unwrap_or_default(),
        _ => open_hidden(input.take_rest()),
    }
}

fn signature() -> Signature<Bls12_381> {
    Signature::decode(&*SIGNATURE).expect("it is a point")
}

fn hide(payload: &[u8], round: u64) -> Vec<u8> {
    let secrets = Secrets {
        secret: [2; 32],
        key: [3; 32],
        nonce: [4; 12],
    };
    encrypt(payload, round, &KEY, &secrets).expect("it can be hidden")
}

/// Bytes as a ciphertext. What is taken apart has room in them, and nothing opens by chance.
fn open_anything(bytes: &[u8]) {
    if let Ok(parts) = Ciphertext::parse(bytes) {
        assert!(parts.payload.len() + FRAME_LEN <= bytes.len());
    }
    if let Ok(opened) = Opener::new().decrypt(bytes, &signature()) {
        assert!(bytes.starts_with(&HIDDEN[..POINT_LEN]), "{opened:?}");
    }
}

/// Bytes as a payload. It holds no more numbers than the bytes can, and survives the round trip.
fn decode_payload(bytes: &[u8]) {
    if let Some(payload) = Payload::decode(bytes) {
        let numbers = payload.scores.uids.len() + payload.scores.values.len();
        assert!(2 * numbers < bytes.len());
        assert_eq!(Payload::decode(&payload.encode()), Some(payload));
    }
}

/// Bytes as the signature of a round, and as the key of a beacon.
fn decode_signature(bytes: &[u8]) {
    if let Some(found) = Signature::<Bls12_381>::decode(bytes)
        && found != signature()
    {
        assert_eq!(
            Opener::new().decrypt(&HIDDEN, &found),
            Err(Failure::WrongKey)
        );
    }
    if verify::<Bls12_381>(ROUND, bytes, &*KEY) == Ok(true) {
        assert_eq!(bytes, &SIGNATURE[..], "a round has one signature");
    }
    let (signed, key) = bytes.split_at(bytes.len().min(SIGNATURE.len()));
    let _ = verify::<Bls12_381>(ROUND, signed, key);
    let _ = verify::<Bls12_381>(ROUND, &*SIGNATURE, bytes);
}

/// A valid ciphertext with some bytes overwritten, cut, and something behind it: it opens to what
/// was hidden, or not at all.
fn open_changed(input: &mut Unstructured<'_>) -> Result<()> {
    let mut changed = HIDDEN.clone();
    for _ in 0..input.int_in_range(0..=MAX_CHANGES)? {
        let at = input.choose_index(changed.len())?;
        let new = input.arbitrary::<[u8; 8]>()?;
        let width = input.int_in_range(1..=new.len())?;
        for (byte, new) in changed.iter_mut().skip(at).zip(&new[..width]) {
            *byte = *new;
        }
    }
    if input.ratio(1, 4)? {
        changed.truncate(input.int_in_range(0..=changed.len())?);
    }
    changed.extend(input.bytes(input.len())?);
    if let Ok(opened) = Opener::new().decrypt(&changed, &signature()) {
        assert_eq!(opened, b"scores");
    }
    Ok(())
}

/// A frame around arbitrary bytes, each field with a length that is mostly right.
fn open_framed(input: &mut Unstructured<'_>) -> Result<()> {
    let mut framed = if input.ratio(7, 8)? {
        HIDDEN[..POINT_LEN].to_vec()
    } else {
        input.bytes(POINT_LEN.min(input.len()))?.to_vec()
    };
    for _ in 0..2 {
        framed.extend(field(input, HASH_LEN)?);
    }
    let sealed = input.int_in_range(0..=200)?;
    let body = [field(input, sealed)?, field(input, NONCE_LEN)?].concat();
    framed.extend(u64::try_from(body.len()).unwrap_or_default().to_le_bytes());
    framed.extend(body);
    framed.extend(field(input, 8)?);
    open_anything(&framed);
    Ok(())
}

/// A field of so many bytes with its length in front.
fn field(input: &mut Unstructured<'_>, length: usize) -> Result<Vec<u8>> {
    let claimed = if input.ratio(15, 16)? {
        u64::try_from(length).unwrap_or_default()
    } else {
        input.arbitrary()?
    };
    let mut bytes = vec![0; length];
    input.fill_buffer(&mut bytes)?;
    Ok([&claimed.to_le_bytes()[..], &bytes].concat())
}

/// Bytes that were hidden: they come out as they went in, for their round alone.
fn open_hidden(bytes: &[u8]) {
    assert_eq!(
        Opener::new()
            .decrypt(&hide(bytes, ROUND), &signature())
            .as_deref(),
        Ok(bytes)
    );
    assert_eq!(
        Opener::new().decrypt(&hide(bytes, ROUND + 1), &signature()),
        Err(Failure::WrongKey)
    );
    decode_payload(bytes);
}
