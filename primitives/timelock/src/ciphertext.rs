//! The bytes of a ciphertext (`weights.md` 5.3).
//!
//! Lengths are 64-bit numbers, little endian:
//!
//! | field | bytes |
//! |---|---|
//! | U, a point of G2 | 96 |
//! | V: length 32, data | 40 |
//! | W: length 32, data | 40 |
//! | body: length, data | 8 and: |
//! | – length, encrypted payload and its tag of 16 bytes | 8 + L + 16 |
//! | – length 12, nonce | 20 |
//! | cipher suite: length, name | 16 |
//!
//! What follows is ignored, and so is the name of the suite: there is only one.

use crate::scheme::Failure;

/// Bytes of a compressed point of G2.
pub const POINT_LEN: usize = 96;

/// Bytes of a hash, of a key and of what is masked by them.
pub const HASH_LEN: usize = 32;

/// Bytes of a nonce.
pub const NONCE_LEN: usize = 12;

/// Bytes of the tag that proves that a payload was not changed.
pub const TAG_LEN: usize = 16;

/// A ciphertext, taken apart. The point is still to be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ciphertext<'a> {
    /// U: the point that proves who knows the secrets.
    pub point: &'a [u8; POINT_LEN],
    /// V: the secret of the sender, masked with what the signature of the round gives.
    pub masked_secret: &'a [u8; HASH_LEN],
    /// W: the key of the payload, masked with that secret.
    pub masked_key: &'a [u8; HASH_LEN],
    /// The payload, encrypted.
    pub payload: &'a [u8],
    /// The tag of the payload.
    pub tag: &'a [u8; TAG_LEN],
    /// The nonce of the payload.
    pub nonce: &'a [u8; NONCE_LEN],
}

impl<'a> Ciphertext<'a> {
    /// Takes a ciphertext apart.
    ///
    /// Errors: [`Failure::Malformed`] when a length is not what it must be or runs past the end.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Failure> {
        Self::split(bytes).ok_or(Failure::Malformed)
    }

    fn split(bytes: &'a [u8]) -> Option<Self> {
        let (point, rest) = bytes.split_first_chunk()?;
        let (masked_secret, rest) = take_array(rest)?;
        let (masked_key, rest) = take_array(rest)?;
        let (body, rest) = take(rest)?;
        take(rest)?;
        let (sealed, rest) = take(body)?;
        let (payload, tag) = sealed.split_last_chunk()?;
        let (nonce, _) = take_array(rest)?;
        Some(Self {
            point,
            masked_secret,
            masked_key,
            payload,
            tag,
            nonce,
        })
    }
}

/// Takes a field with its length in front.
fn take(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    rest.split_at_checked(length)
}

/// Takes a field that must have `N` bytes.
fn take_array<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8])> {
    let (field, rest) = take(bytes)?;
    Some((field.try_into().ok()?, rest))
}
