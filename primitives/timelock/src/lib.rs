//! Encryption to a future round of a randomness beacon (`weights.md` sections 5.2 to 5.4).
//!
//! A beacon signs the number of each round when its time has come. Whoever encrypts takes that
//! number as an identity (identity-based encryption after Boneh and Franklin, on BLS12-381 with
//! signatures in G1 and keys in G2), so that the signature of the round is the key that opens the
//! ciphertext: nobody can before, everybody can afterwards.
//!
//! | module | what lives there |
//! |---|---|
//! | [`ciphertext`] | the bytes of a ciphertext, every length of them checked |
//! | [`scheme`] | opening a ciphertext with the signature of its round |
//! | [`point`] | decoding points of the curve, faster inside WASM than the library does |
//! | [`beacon`] | whether a beacon has signed a round |
//! | [`payload`] | what validators hide: the scores of a neuron |
//! | `encrypt` | hiding something; behind the feature of that name, for tests and tools |
//!
//! Everything is generic over the implementation of the curve ([`Curve`]): `ark_bls12_381` computes
//! by itself, the curve of the runtime lets the node compute.
//!
//! No input makes these functions panic, and none makes them allocate more than its own
//! size, and what the curve takes whatever it is.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod beacon;
pub mod ciphertext;
#[cfg(feature = "encrypt")]
pub mod encrypt;
pub mod payload;
pub mod point;
pub mod scheme;

pub use ciphertext::Ciphertext;
pub use payload::Payload;
pub use scheme::{Failure, Opener, Signature};

/// An implementation of BLS12-381. Points must serialise in the form of its standard, as those of
/// `ark_bls12_381` do.
pub trait Curve: ark_ec::pairing::Pairing {}

impl<E: ark_ec::pairing::Pairing> Curve for E {}
