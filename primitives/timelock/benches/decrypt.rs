//! Cost of opening one commit of 256 scores, and of verifying the signature that opens it.
#![allow(missing_docs, reason = "criterion generates the entry point")]

use std::hint::black_box;

use ark_bls12_381::{Bls12_381, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_serialize::CanonicalSerialize;
use criterion::{Criterion, criterion_group, criterion_main};
use myelin_timelock::{
    Ciphertext, Opener, Payload, Signature,
    beacon::{identity_of, verify},
    encrypt::{Secrets, encrypt, public_key_of, sign},
    payload::Scores,
    point::decode_g2,
    scheme::pairing_hash,
};

#[allow(
    clippy::expect_used,
    reason = "a bench that cannot build its state has failed"
)]
fn opening(c: &mut Criterion) {
    let payload = Payload {
        hotkey: Some([1; 32]),
        scores: Scores {
            uids: (0..256).collect(),
            values: (0..256).collect(),
            version_key: 0,
        },
    };
    let secrets = Secrets {
        secret: [2; 32],
        key: [3; 32],
        nonce: [4; 12],
    };
    let hidden = encrypt(&payload.encode(), 9, &public_key_of(&[1; 32]), &secrets)
        .expect("it can be hidden");
    let signature = sign(9, &[1; 32]).expect("every round has a point");
    let decoded = Signature::<Bls12_381>::decode(&signature).expect("it is a point");

    c.bench_function("parse", |b| {
        b.iter(|| Ciphertext::parse(black_box(&hidden)))
    });
    c.bench_function("decode a signature", |b| {
        b.iter(|| Signature::<Bls12_381>::decode(black_box(&signature)));
    });
    let point = G2Affine::generator();
    let mut bytes = [0; 96];
    point.serialize_compressed(&mut bytes[..]).expect("it fits");
    c.bench_function("decode a point", |b| {
        b.iter(|| decode_g2::<Bls12_381>(black_box(&bytes)));
    });
    c.bench_function("hash a pairing", |b| {
        b.iter(|| pairing_hash::<Bls12_381>(G1Affine::generator(), black_box(point)));
    });
    c.bench_function("make an opener", |b| b.iter(Opener::<Bls12_381>::new));
    let opener = Opener::new();
    c.bench_function("decrypt", |b| {
        b.iter(|| opener.decrypt(black_box(&hidden), &decoded))
    });
    c.bench_function("hash a round", |b| b.iter(|| identity_of(black_box(9))));
    let key = public_key_of(&[1; 32]);
    c.bench_function("verify a signature", |b| {
        b.iter(|| verify::<Bls12_381>(9, black_box(&signature), &key));
    });
}

criterion_group!(benches, opening);
criterion_main!(benches);
