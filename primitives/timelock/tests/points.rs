//! Points of G2 are decoded as the library decodes them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a test that cannot build its state has failed"
)]

use ark_bls12_381::{Bls12_381, Fq, Fq2, Fr, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{AdditiveGroup, BigInteger, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use myelin_timelock::{ciphertext::POINT_LEN, point::decode_g2};
use proptest::prelude::*;

/// Which bits of the first byte belong to no number.
const FLAGS: u8 = 0xe0;

fn ours(bytes: &[u8; POINT_LEN]) -> Option<G2Affine> {
    decode_g2::<Bls12_381>(bytes)
}

fn library(bytes: &[u8; POINT_LEN]) -> Option<G2Affine> {
    G2Affine::deserialize_compressed_unchecked(&bytes[..]).ok()
}

fn compressed(point: &G2Affine) -> [u8; POINT_LEN] {
    let mut bytes = [0; POINT_LEN];
    point
        .serialize_compressed(&mut bytes[..])
        .expect("it has that length");
    bytes
}

/// An abscissa with every combination of flags.
fn with_all_flags(x: Fq2) -> impl Iterator<Item = [u8; POINT_LEN]> {
    let numbers = [x.c1, x.c0].map(|number| number.into_bigint().to_bytes_be());
    let bytes: [u8; POINT_LEN] = numbers.concat().try_into().expect("two numbers");
    (0..8u8).map(move |flags| {
        let mut bytes = bytes;
        bytes[0] |= flags << 5;
        bytes
    })
}

proptest! {
    #[test]
    fn points_of_the_group_come_back(number: [u8; 32]) {
        let number = Fr::from_be_bytes_mod_order(&number);
        let point = (G2Affine::generator() * number).into_affine();
        for point in [point, -point] {
            prop_assert_eq!(ours(&compressed(&point)), Some(point));
        }
    }

    #[test]
    fn any_abscissa_gives_what_the_library_finds(real: [u8; 48], imaginary: [u8; 48]) {
        let [real, imaginary] =
            [real, imaginary].map(|bytes| Fq::from_be_bytes_mod_order(&bytes));
        for x in [Fq2::new(real, imaginary), Fq2::new(real, Fq::ZERO), Fq2::new(Fq::ZERO, imaginary)] {
            for bytes in with_all_flags(x) {
                prop_assert_eq!(ours(&bytes), library(&bytes));
            }
        }
    }

    #[test]
    fn any_bytes_give_what_the_library_finds(
        mut bytes in prop::array::uniform32(any::<[u8; 3]>()).prop_map(|parts| {
            <[u8; POINT_LEN]>::try_from(parts.concat()).expect("three times 32")
        }),
        first in prop_oneof![Just(0x1a), Just(0x19), any::<u8>()],
        flags: u8,
    ) {
        bytes[0] = first ^ (flags & FLAGS);
        prop_assert_eq!(ours(&bytes), library(&bytes));
    }
}
