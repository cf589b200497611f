//! Whether a beacon has signed a round (`weights.md` 9.4).

use core::ops::Neg;

use ark_bls12_381::{G1Affine, G1Projective, g1};
use ark_ec::{
    AffineRepr,
    hashing::{HashToCurve, curve_maps::wb::WBMap, map_to_curve_hasher::MapToCurveBasedHasher},
};
use ark_ff::{Zero, field_hashers::DefaultFieldHasher};
use ark_serialize::CanonicalDeserialize;
use sha2::Sha256;

use crate::{
    Curve,
    ciphertext::{HASH_LEN, POINT_LEN},
    point::in_other_hands,
    scheme::{Failure, SIGNATURE_LEN, sha256},
};

/// Domain of the hash from a round to a point of G1.
const DOMAIN: &[u8] = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/// Hashes to a point of G1 (RFC 9380).
type Hasher =
    MapToCurveBasedHasher<G1Projective, DefaultFieldHasher<Sha256, 128>, WBMap<g1::Config>>;

/// The point of G1 that stands for a round, and that the beacon multiplies with its secret.
///
/// Errors: [`Failure::Malformed`], which no round gives.
pub fn identity_of(round: u64) -> Result<G1Affine, Failure> {
    let message = sha256(&[&round.to_be_bytes()]);
    Hasher::new(DOMAIN)
        .and_then(|hasher| hasher.hash(&message))
        .map_err(|_| Failure::Malformed)
}

/// Whether `signature` (a compressed point of G1) is that of `round` by the beacon with this public
/// key (a compressed point of G2).
///
/// Costs a hash to the curve and two pairings.
///
/// Errors: [`Failure::Malformed`] when either has a wrong length or is no point of its group, and
/// when [`key_of`] refuses the key.
pub fn verify<E: Curve>(round: u64, signature: &[u8], public_key: &[u8]) -> Result<bool, Failure> {
    if signature.len() != SIGNATURE_LEN {
        return Err(Failure::Malformed);
    }
    let key = key_of::<E>(public_key)?;
    let signature =
        E::G1Affine::deserialize_compressed(signature).map_err(|_| Failure::Malformed)?;
    let identity = in_other_hands(&identity_of(round)?).ok_or(Failure::Malformed)?;
    let points = [Neg::neg(signature), identity];
    let value = E::final_exponentiation(E::multi_miller_loop(
        points,
        [E::G2Affine::generator(), key],
    ));
    Ok(value.is_some_and(|value| value.is_zero()))
}

/// The point of G2 that is the public key of a beacon.
///
/// Errors: [`Failure::Malformed`] when the bytes are not 96, or no point of the group, or the point
/// at infinity, whose signatures anybody can make.
pub fn key_of<E: Curve>(public_key: &[u8]) -> Result<E::G2Affine, Failure> {
    if public_key.len() != POINT_LEN {
        return Err(Failure::Malformed);
    }
    let key = E::G2Affine::deserialize_compressed(public_key).map_err(|_| Failure::Malformed)?;
    if key.is_zero() {
        return Err(Failure::Malformed);
    }
    Ok(key)
}

/// The randomness of a round: the hash of its signature.
pub fn randomness_of(signature: &[u8]) -> [u8; HASH_LEN] {
    sha256(&[signature])
}
