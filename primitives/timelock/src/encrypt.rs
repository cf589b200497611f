//! Hiding something until a round, for tests and tools: the chain only opens.

use alloc::vec::Vec;

use aes_gcm::{AeadInPlace, Aes256Gcm, KeyInit};
use ark_bls12_381::{Bls12_381, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};

use crate::{
    beacon::identity_of,
    ciphertext::{HASH_LEN, NONCE_LEN, POINT_LEN},
    scheme::{Failure, SIGNATURE_LEN, number_of_secrets, pairing_hash, sha256, xor},
};

/// Name of the cipher of the payload.
const SUITE: &[u8] = b"AES_GCM_";

/// The random numbers of one encryption. Whoever uses them twice or lets others know them has
/// hidden nothing.
#[derive(Clone, Copy, Debug)]
pub struct Secrets {
    /// What the key of the payload is masked with.
    pub secret: [u8; HASH_LEN],
    /// Key of the payload.
    pub key: [u8; HASH_LEN],
    /// Nonce of the payload.
    pub nonce: [u8; NONCE_LEN],
}

/// Public key of the beacon with this secret, for tests and beacons of one's own.
pub fn public_key_of(secret: &[u8; HASH_LEN]) -> [u8; POINT_LEN] {
    let number = ark_bls12_381::Fr::from_be_bytes_mod_order(secret);
    let key = G2Affine::generator().mul_bigint(number.into_bigint());
    compressed(&key.into_affine())
}

/// Signature of a round by the beacon with this secret.
///
/// Errors: as [`identity_of`].
pub fn sign(round: u64, secret: &[u8; HASH_LEN]) -> Result<[u8; SIGNATURE_LEN], Failure> {
    let number = ark_bls12_381::Fr::from_be_bytes_mod_order(secret);
    let signature = identity_of(round)?.mul_bigint(number.into_bigint());
    Ok(compressed(&signature.into_affine()))
}

/// Hides a payload until the beacon with this public key signs `round`.
///
/// Errors: [`Failure::Malformed`] when the key is no point of G2 or the payload is too long for the
/// cipher (64 GiB).
pub fn encrypt(
    payload: &[u8],
    round: u64,
    public_key: &[u8; POINT_LEN],
    secrets: &Secrets,
) -> Result<Vec<u8>, Failure> {
    let public_key =
        G2Affine::deserialize_compressed(&public_key[..]).map_err(|_| Failure::Malformed)?;
    let Secrets { secret, key, nonce } = secrets;
    let number = number_of_secrets::<Bls12_381>(secret, key).into_bigint();
    let shared = public_key.mul_bigint(number).into_affine();
    let mask = pairing_hash::<Bls12_381>(identity_of(round)?, shared).ok_or(Failure::Malformed)?;
    let mut sealed = payload.to_vec();
    let tag = Aes256Gcm::new(key.into())
        .encrypt_in_place_detached(nonce.into(), &[], &mut sealed)
        .map_err(|_| Failure::Malformed)?;
    sealed.extend_from_slice(&tag);
    let body = [field(&sealed), field(nonce)].concat();
    let point: [u8; POINT_LEN] =
        compressed(&G2Affine::generator().mul_bigint(number).into_affine());
    Ok([
        point.to_vec(),
        field(&xor(secret, &mask)),
        field(&xor(key, &sha256(&[secret]))),
        field(&body),
        field(SUITE),
    ]
    .concat())
}

/// A field with its length in front.
fn field(bytes: &[u8]) -> Vec<u8> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    [&length.to_le_bytes()[..], bytes].concat()
}

/// The compressed form of a point, which has `N` bytes.
fn compressed<const N: usize>(point: &impl CanonicalSerialize) -> [u8; N] {
    let mut bytes = [0; N];
    let written = point.serialize_compressed(&mut bytes[..]);
    debug_assert!(written.is_ok(), "the point has that many bytes");
    bytes
}
