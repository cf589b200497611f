//! Opening a ciphertext with the signature of its round (`weights.md` 5.4).

use alloc::vec::Vec;
use core::iter;

use aes_gcm::{AeadInPlace, Aes256Gcm, KeyInit};
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
use ark_ff::{BigInteger, PrimeField, Zero};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sha2::{Digest, Sha256};

use crate::{
    Curve,
    ciphertext::{Ciphertext, HASH_LEN},
    point::decode_g2,
};

/// Bytes of a compressed point of G1.
pub const SIGNATURE_LEN: usize = 48;

/// Bytes of a pairing value.
const PAIRING_LEN: usize = 12 * 48;

/// A hash, or something as long.
pub(crate) type Hash = [u8; HASH_LEN];

/// Why a ciphertext cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is no ciphertext: a length or a point is wrong.
    Malformed,
    /// The signature does not open it: it was made for another round or for another beacon, or it
    /// was changed.
    WrongKey,
}

/// The signature of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature<E: Curve>(E::G1Affine);

impl<E: Curve> Signature<E> {
    /// Decodes a compressed point of G1, which an ASCII `0x` may precede. None when it is no point
    /// of the group.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"0x").unwrap_or(bytes);
        let point: &[u8; SIGNATURE_LEN] = bytes.first_chunk()?;
        let point = E::G1Affine::deserialize_compressed(&point[..]).ok()?;
        Some(Self(point))
    }
}

/// What opens ciphertexts: whoever opens several makes one of it.
#[derive(Clone, Debug)]
pub struct Opener<E: Curve> {
    /// The generator of G2 times 256⁰, 256¹ and so on, one for each byte of a number.
    powers: Vec<E::G2Affine>,
}

impl<E: Curve> Default for Opener<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Curve> Opener<E> {
    /// Costs about as much as two multiplications in G2.
    pub fn new() -> Self {
        let times_256 = |power: &E::G2Affine| Some(power.mul_bigint([256]).into_affine());
        let powers = iter::successors(Some(E::G2Affine::generator()), times_256);
        Self {
            powers: powers.take(HASH_LEN).collect(),
        }
    }

    /// Opens a ciphertext with the signature of the round it was made for.
    ///
    /// Costs a pairing and half a multiplication in G2, whatever the length of the payload.
    ///
    /// Errors: [`Failure`].
    pub fn decrypt(&self, bytes: &[u8], signature: &Signature<E>) -> Result<Vec<u8>, Failure> {
        let ciphertext = Ciphertext::parse(bytes)?;
        // Whether the point is one of the group is seen below: the secrets of a sender make no other.
        let point = decode_g2::<E>(ciphertext.point).ok_or(Failure::Malformed)?;
        let mask = pairing_hash::<E>(signature.0, point).ok_or(Failure::WrongKey)?;
        let secret = xor(ciphertext.masked_secret, &mask);
        let key = xor(ciphertext.masked_key, &sha256(&[&secret]));
        let expected = self.times_generator(number_of_secrets::<E>(&secret, &key));
        if expected.into_affine() != point {
            return Err(Failure::WrongKey);
        }
        let mut payload = ciphertext.payload.to_vec();
        Aes256Gcm::new(&key.into())
            .decrypt_in_place_detached(
                ciphertext.nonce.into(),
                &[],
                &mut payload,
                ciphertext.tag.into(),
            )
            .map_err(|_| Failure::WrongKey)?;
        Ok(payload)
    }

    /// The generator of G2 times a number, byte by byte: that is faster for the host.
    fn times_generator(&self, number: E::ScalarField) -> E::G2 {
        let bytes = number.into_bigint().to_bytes_le();
        let bytes: Vec<_> = bytes.into_iter().map(E::ScalarField::from).collect();
        // There are as many powers as bytes. `msm_unchecked` would not ask the host.
        E::G2::msm(&self.powers, &bytes).unwrap_or_default()
    }
}

/// H2: the hash of the pairing value of two points. None where there is no value: for some points that
/// are none of the group the loop of the pairing comes to nought.
pub fn pairing_hash<E: Curve>(left: E::G1Affine, right: E::G2Affine) -> Option<Hash> {
    let value = E::final_exponentiation(E::multi_miller_loop([left], [right]))?;
    if value.0.is_zero() {
        return None;
    }
    let mut bytes = Vec::with_capacity(PAIRING_LEN);
    value.0.serialize_compressed(&mut bytes).ok()?;
    Some(sha256(&[&bytes]))
}

/// H3: the number that the secrets of a sender make.
pub fn number_of_secrets<E: Curve>(secret: &Hash, key: &Hash) -> E::ScalarField {
    E::ScalarField::from_be_bytes_mod_order(&sha256(&[secret, key]))
}

/// The hash of all parts in a row; H4 of a single one.
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Masks one with the other.
pub(crate) fn xor(left: &Hash, right: &Hash) -> Hash {
    let mut result = *left;
    for (byte, mask) in result.iter_mut().zip(right) {
        *byte ^= mask;
    }
    result
}
