//! Decoding points of G2, and points in two implementations of the curve.
//!
//! Whoever decodes a compressed point takes a square root in a quadratic field. The library takes it
//! with three powers and an inverse, which inside WASM is as much as half of what the host computes
//! to open a ciphertext. Here two powers suffice, for the second one gives the inverse too.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "the numbers of a field have all sums and products"
)]

use ark_bls12_381::{Fq, Fq2, G2Affine, g2};
use ark_ec::short_weierstrass::SWCurveConfig;
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};

use crate::{Curve, ciphertext::POINT_LEN};

/// Bytes of a number of the field.
const NUMBER_LEN: usize = POINT_LEN / 2;

/// Bits of a compressed point that belong to no number: it is compressed.
const COMPRESSED: u8 = 0x80;

/// It is the point at infinity.
const INFINITY: u8 = 0x40;

/// Of both points it is the one with the greater ordinate.
const GREATER: u8 = 0x20;

/// Bits of a power that are taken at a time.
const WINDOW: usize = 4;

/// Decodes a compressed point of the curve of G2. It may lie outside of the group, which takes
/// longer to find out. None where the library refuses too.
pub fn decode_g2<E: Curve>(bytes: &[u8; POINT_LEN]) -> Option<E::G2Affine> {
    let flags = bytes[0] & (COMPRESSED | INFINITY | GREATER);
    if flags & COMPRESSED == 0 || flags & INFINITY != 0 {
        return E::G2Affine::deserialize_compressed_unchecked(&bytes[..]).ok();
    }
    let mut bytes = *bytes;
    bytes[0] ^= flags;
    let (imaginary, real) = bytes.split_first_chunk::<NUMBER_LEN>()?;
    let x = Fq2::new(number(real.first_chunk()?)?, number(imaginary)?);
    let root = square_root(g2::Config::add_b(x.square() * x))?;
    let is_greater = root > -root;
    let y = if is_greater == (flags & GREATER != 0) {
        root
    } else {
        -root
    };
    in_other_hands(&G2Affine::new_unchecked(x, y))
}

/// The same point in another implementation of the curve.
pub(crate) fn in_other_hands<P: CanonicalDeserialize>(
    point: &impl CanonicalSerialize,
) -> Option<P> {
    let mut bytes = [0; 2 * POINT_LEN];
    point.serialize_uncompressed(&mut bytes[..]).ok()?;
    P::deserialize_uncompressed_unchecked(&bytes[..]).ok()
}

/// A number of the field; none if it is too great.
fn number(bytes: &[u8; NUMBER_LEN]) -> Option<Fq> {
    let mut limbs = <Fq as PrimeField>::BigInt::default();
    for (limb, bytes) in limbs.0.iter_mut().rev().zip(bytes.chunks_exact(8)) {
        *limb = u64::from_be_bytes(*bytes.first_chunk()?);
    }
    Fq::from_bigint(limbs)
}

/// A square root of a + bi, if there is one: x + b/(2x)·i with x² = (a + n)/2, where n is a root of
/// a² + b².
///
/// If (a + n)/2 has no root its negative has, because -1 has none. Then that root is the other part.
fn square_root(square: Fq2) -> Option<Fq2> {
    let (a, b) = (square.c0, square.c1);
    if b == Fq::ZERO {
        return square.sqrt();
    }
    let norm = a.square() + b.square();
    let length = norm * quarter_power(norm);
    // (p − 1)/2 is −1/2.
    let half = -Fq::from_bigint(Fq::MODULUS_MINUS_ONE_DIV_TWO)?;
    let sought = (a + length) * half;
    let inverse = quarter_power(sought);
    let (one, other) = (sought * inverse, b * half * inverse);
    let root = if one.square() == sought {
        Fq2::new(one, other)
    } else {
        Fq2::new(other, -one)
    };
    (root.square() == square).then_some(root)
}

/// x to the power of (p − 3)/4. Its square is 1/x if x has a root, else −1/x.
fn quarter_power(base: Fq) -> Fq {
    let mut next = Fq::ONE;
    let powers = [(); 1 << WINDOW].map(|()| {
        let power = next;
        next *= base;
        power
    });
    let mut exponent = Fq::MODULUS;
    exponent.div2();
    exponent.div2();
    let mut result = Fq::ONE;
    for limb in exponent.0.iter().rev() {
        for shift in (0..64).step_by(WINDOW).rev() {
            for _ in 0..WINDOW {
                result.square_in_place();
            }
            let window = (limb >> shift) as usize % powers.len();
            if let Some(power) = powers.get(window).filter(|power| **power != Fq::ONE) {
                result *= power;
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use ark_ff::Zero;
    use proptest::prelude::*;

    use super::*;

    fn check(square: Fq2) {
        match (square_root(square), square.sqrt()) {
            (Some(root), Some(expected)) => assert!(root == expected || root == -expected),
            (root, expected) => assert_eq!(root, expected),
        }
    }

    proptest! {
        #[test]
        fn roots_are_those_of_the_library(a: [u8; 48], b: [u8; 48]) {
            let [a, b] = [a, b].map(|bytes| Fq::from_be_bytes_mod_order(&bytes));
            for number in [Fq2::new(a, b), Fq2::new(a, Fq::ZERO), Fq2::new(Fq::ZERO, b)] {
                check(number);
                check(number.square());
                check(-number.square());
            }
        }
    }

    #[test]
    fn nought_and_one_have_roots() {
        assert!(square_root(Fq2::ZERO).is_some_and(|root| root.is_zero()));
        check(Fq2::ONE);
        check(-Fq2::ONE);
    }
}
