//! Valid ciphertexts and payloads, changed in every way: no change makes the decoder panic, and none
//! makes it open anything but what was hidden.
//!
//! `PROPTEST_CASES=100000 cargo test --release -p myelin-timelock --test mutations` goes on for as
//! long as one likes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use std::sync::LazyLock;

use ark_bls12_381::Bls12_381;
use myelin_timelock::{
    Ciphertext, Opener, Payload, Signature,
    encrypt::{Secrets, encrypt, public_key_of, sign},
    payload::Scores,
};
use proptest::{prelude::*, sample::Index};

const ROUND: u64 = 9;
const BEACON: [u8; 32] = [1; 32];

/// Where the lengths of a ciphertext stand, but for the last two, which depend on the payload.
const LENGTHS: [usize; 4] = [96, 136, 176, 184];

static SIGNATURE: LazyLock<Signature<Bls12_381>> = LazyLock::new(|| {
    let bytes = sign(ROUND, &BEACON).expect("every round has a point");
    Signature::decode(&bytes).expect("it is a point")
});

/// Payloads with and without a hotkey, short and long.
static PAYLOADS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let payload = |hotkey, count: u16| Payload {
        hotkey,
        scores: Scores {
            uids: (0..count).collect(),
            values: vec![1_000; count.into()],
            version_key: 3,
        },
    };
    vec![
        vec![],
        payload(Some([1; 32]), 2).encode(),
        payload(None, 2).encode(),
        payload(Some([1; 32]), 256).encode(),
    ]
});

/// The payloads hidden until the round of the signature, then until another one.
static CIPHERTEXTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let hide = |round: u64, payload: &Vec<u8>, number: u8| {
        let secrets = Secrets {
            secret: [number; 32],
            key: [number + 100; 32],
            nonce: [number; 12],
        };
        encrypt(payload, round, &public_key_of(&BEACON), &secrets).expect("it can be hidden")
    };
    [ROUND, ROUND + 1]
        .into_iter()
        .flat_map(|round| PAYLOADS.iter().map(move |payload| (round, payload)))
        .zip(0u8..)
        .map(|((round, payload), number)| hide(round, payload, number))
        .collect()
});

/// Something that is done to bytes.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Number(Index, u64),
    Length(Index, u64),
    Remove(Index, Index),
    Repeat(Index, Index),
    Insert(Index, Vec<u8>),
    /// The rest comes from another one.
    Join(Index, Index),
}

/// Lengths and other numbers that decoders stumble over.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        0u64..300,
        Just(u64::MAX),
        (0u32..64).prop_map(|shift| 1 << shift),
        (0u64..64).prop_map(|less| u64::MAX - less),
        any::<u64>(),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 1u8..).prop_map(|(at, bits)| Change::Flip(at, bits)),
        2 => (at(), number()).prop_map(|(at, number)| Change::Number(at, number)),
        2 => (at(), number()).prop_map(|(at, number)| Change::Length(at, number)),
        2 => (at(), at()).prop_map(|(from, to)| Change::Remove(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Change::Repeat(from, to)),
        1 => (at(), prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        2 => (at(), at()).prop_map(|(other, at)| Change::Join(other, at)),
    ]
}

fn write(bytes: &mut [u8], at: usize, number: u64) {
    for (byte, new) in bytes.iter_mut().skip(at).zip(number.to_le_bytes()) {
        *byte = new;
    }
}

/// Two positions in ascending order.
fn span(bytes: &[u8], from: Index, to: Index) -> core::ops::Range<usize> {
    let [from, to] = [from, to].map(|index| index.index(bytes.len() + 1));
    from.min(to)..from.max(to)
}

fn apply(bytes: &mut Vec<u8>, change: Change, corpus: &[Vec<u8>]) {
    match change {
        Change::Flip(at, bits) => {
            let at = at.index(bytes.len().max(1));
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= bits;
            }
        }
        Change::Number(at, number) => {
            let at = at.index(bytes.len().max(1));
            write(bytes, at, number);
        }
        Change::Length(which, number) => write(bytes, *which.get(&LENGTHS), number),
        Change::Remove(from, to) => {
            let span = span(bytes, from, to);
            bytes.drain(span);
        }
        Change::Repeat(from, to) => {
            let part = bytes[span(bytes, from, to)].to_vec();
            bytes.extend(part);
        }
        Change::Insert(at, new) => {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, new);
        }
        Change::Join(other, at) => {
            let other = other.get(corpus);
            let at = at.index(bytes.len() + 1);
            bytes.truncate(at);
            bytes.extend(other.iter().skip(at));
        }
    }
}

/// One of the corpus with some changes.
fn changed(corpus: &'static [Vec<u8>]) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec(change(), 0..4);
    (any::<Index>(), changes).prop_map(move |(which, changes)| {
        let mut bytes = which.get(corpus).clone();
        for change in changes {
            apply(&mut bytes, change, corpus);
        }
        bytes
    })
}

proptest! {
    #[test]
    fn a_changed_ciphertext_opens_to_what_was_hidden_or_not_at_all(
        bytes in changed(&CIPHERTEXTS),
    ) {
        if let Ok(parts) = Ciphertext::parse(&bytes) {
            prop_assert!(parts.payload.len() < bytes.len());
        }
        if let Ok(opened) = Opener::new().decrypt(&bytes, &SIGNATURE) {
            prop_assert!(PAYLOADS.contains(&opened));
        }
    }

    #[test]
    fn a_changed_payload_gives_no_more_than_its_bytes(bytes in changed(&PAYLOADS)) {
        if let Some(payload) = Payload::decode(&bytes) {
            let numbers = payload.scores.uids.len() + payload.scores.values.len();
            prop_assert!(2 * numbers < bytes.len());
        }
    }

    #[test]
    fn a_changed_signature_never_opens_anything(at: Index, bits in 1u8..) {
        let mut bytes = sign(ROUND, &BEACON).expect("every round has a point");
        bytes[at.index(48)] ^= bits;
        if let Some(signature) = Signature::<Bls12_381>::decode(&bytes) {
            prop_assert!(Opener::new().decrypt(&CIPHERTEXTS[1], &signature).is_err());
        }
    }
}
