//! The node computes on the curve of the beacon as arkworks does.

use ark_bls12_381::{Bls12_381, Fq, Fr};
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM, pairing::Pairing};
use ark_ff::{AdditiveGroup, Field};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use hex_literal::hex;
use myelin_runtime::{Runtime, curve::beacon_curve};
use myelin_timelock::{
    Failure, Opener, Signature,
    beacon::key_of,
    encrypt::{Secrets, encrypt, public_key_of, sign},
};

type Curve = <Runtime as pallet_subtensor::Config>::BeaconCurve;

const BEACON: [u8; 32] = [7; 32];

fn signature(round: u64) -> Signature<Curve> {
    let bytes = sign(round, &BEACON).expect("every round has a point");
    Signature::decode(&bytes).expect("it is a point")
}

/// A point of the curve of G2 that is none of the group: thirteen times it is nothing. In the loop of a
/// pairing with it a line vanishes.
const ORDER_13: [u8; 96] = hex!(
    "832762e5199990da7d4ebc6409c2fdae09b25206fa89dded0a23c05406588284278c22ea15e6d03cee69a68b7d4704a4"
    "043ff79d06a80add8340a1a548d700c5ffeef5b14a3e246834d320e323d9fcc76bae16f9f2763ab556905843518bc0c2"
);

/// Weights, hidden until round 5.
fn hidden() -> Vec<u8> {
    let secrets = Secrets {
        secret: [1; 32],
        key: [2; 32],
        nonce: [3; 12],
    };
    encrypt(b"weights", 5, &public_key_of(&BEACON), &secrets).expect("it is short")
}

#[test]
fn what_was_hidden_without_the_host_is_opened_with_it() {
    let hidden = hidden();
    assert_eq!(
        Opener::new().decrypt(&hidden, &signature(5)),
        Ok(b"weights".to_vec())
    );
    assert_eq!(
        Opener::new().decrypt(&hidden, &signature(6)),
        Err(Failure::WrongKey)
    );
    for position in 0..hidden.len() {
        let mut changed = hidden.clone();
        changed[position] ^= 0x55;
        // Only the name of the cipher is not looked at.
        let harmless = position >= hidden.len() - 8;
        assert_eq!(
            Opener::new().decrypt(&changed, &signature(5)).is_ok(),
            harmless,
            "{position}"
        );
    }
}

fn written(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value
        .serialize_uncompressed(&mut bytes)
        .expect("a vector takes everything");
    bytes
}

/// The same value in another implementation of the curve.
fn same<T: CanonicalDeserialize>(value: &impl CanonicalSerialize) -> T {
    T::deserialize_uncompressed(&written(value)[..]).expect("it is a value")
}

/// A number that fills all its bytes.
fn number(seed: u64) -> Fr {
    (0..5).fold(Fr::from(seed), |number, _| number.square() + Fr::from(seed))
}

#[test]
fn the_node_computes_what_arkworks_computes() {
    // With 0 every point is the one at infinity.
    for seed in [0, 2, 3, 4] {
        let g1 = (ark_bls12_381::G1Affine::generator() * number(seed)).into_affine();
        let g2 = (ark_bls12_381::G2Affine::generator() * number(10 * seed)).into_affine();
        let factor = number(seed + 20);
        let (left, right): (<Curve as Pairing>::G1Affine, <Curve as Pairing>::G2Affine) =
            (same(&g1), same(&g2));
        assert_eq!(
            written(&Curve::pairing(left, right).0),
            written(&Bls12_381::pairing(g1, g2).0)
        );
        assert_eq!(
            written(&(left * factor).into_affine()),
            written(&(g1 * factor).into_affine())
        );
        assert_eq!(
            written(&(right * factor).into_affine()),
            written(&(g2 * factor).into_affine())
        );
        let sum = <Curve as Pairing>::G2::msm(&[right, -right], &[factor, number(seed)]);
        assert_eq!(
            written(&sum.expect("both lists are as long").into_affine()),
            written(&(g2 * (factor - number(seed))).into_affine())
        );
    }
}

#[test]
fn points_outside_of_the_group_are_refused_with_the_node_too() {
    let mut hidden = hidden();
    hidden[..96].copy_from_slice(&ORDER_13);
    let opened = Opener::new().decrypt(&hidden, &signature(5));
    assert_eq!(opened, Err(Failure::WrongKey));
    assert_eq!(key_of::<Curve>(&ORDER_13), Err(Failure::Malformed));

    let outside = (0..)
        .filter_map(|x| ark_bls12_381::G1Affine::get_point_from_x_unchecked(Fq::from(x), false))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .expect("most points are");
    let mut bytes = Vec::new();
    outside
        .serialize_compressed(&mut bytes)
        .expect("a vector takes everything");
    assert_eq!(Signature::<Curve>::decode(&bytes), None);
    assert!(Signature::<Curve>::decode(&sign(5, &BEACON).expect("a point")).is_some());
}

#[test]
fn what_the_node_cannot_read_it_does_not_compute() {
    let (bad, untouched) = ([1, 0, 0], [7; 192]);
    let out = &mut untouched.clone();
    beacon_curve::multi_miller_loop(&bad, &bad, out);
    beacon_curve::final_exponentiation(&bad, out);
    beacon_curve::sum_of_multiples_g2(&bad, &bad, out);
    beacon_curve::multiple_g1(&bad, &bad, out);
    beacon_curve::multiple_g2(&bad, &bad, out);
    // Lists of different lengths, a pairing that comes to nothing, and a place too small for the result.
    let point = ark_bls12_381::G2Affine::generator();
    let (one, none) = (written(&vec![point]), written(&Vec::<Fr>::new()));
    beacon_curve::sum_of_multiples_g2(&one, &none, out);
    let points = Vec::<ark_bls12_381::G1Affine>::new();
    beacon_curve::multi_miller_loop(&written(&points), &one, out);
    beacon_curve::final_exponentiation(&written(&ark_bls12_381::Fq12::ZERO), out);
    beacon_curve::multiple_g2(&written(&point), &written(&vec![3u64]), &mut out[..0]);
    assert_eq!(*out, untouched);
}
