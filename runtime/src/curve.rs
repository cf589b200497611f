//! The curve of the beacon's signatures, BLS12-381: the node computes what takes long inside WASM.
//!
//! Of the SDK, `sp-crypto-ec-utils` does the same. Its host functions spread every operation over
//! threads, which cannot be switched off, and waking these takes as long as a pairing.
//!
//! Points and numbers go to the node and come back as `ark_serialize` writes them, not compressed.
//! The node trusts that they are points: only the types of this module hand them over.

use alloc::{vec, vec::Vec};

use ark_bls12_381_ext::{Bls12_381, CurveHooks, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{CurveGroup, pairing::Pairing};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sp_runtime_interface::{
    pass_by::{PassFatPointerAndRead, PassFatPointerAndWrite},
    runtime_interface,
};

/// BLS12-381, with the help of the node.
pub type Curve = Bls12_381<Host>;

/// Calls the node.
#[derive(Clone, Copy, Debug)]
pub struct Host;

type G1Prepared = <Curve as Pairing>::G1Prepared;
type G2Prepared = <Curve as Pairing>::G2Prepared;
type Number = <Curve as Pairing>::ScalarField;
type Target = <Curve as Pairing>::TargetField;

impl CurveHooks for Host {
    fn multi_miller_loop(
        g1: impl Iterator<Item = G1Prepared>,
        g2: impl Iterator<Item = G2Prepared>,
    ) -> Target {
        let g1: Vec<_> = g1.map(|prepared| prepared.0).collect();
        let g2: Vec<_> = g2.map(|prepared| prepared.0).collect();
        computed(|out| beacon_curve::multi_miller_loop(&written(&g1), &written(&g2), out))
    }

    fn final_exponentiation(target: Target) -> Target {
        computed(|out| beacon_curve::final_exponentiation(&written(&target), out))
    }

    fn msm_g2(bases: &[G2Affine<Self>], numbers: &[Number]) -> G2Projective<Self> {
        let (bases, numbers) = (written(&bases), written(&numbers));
        computed::<G2Affine<Self>>(|out| beacon_curve::sum_of_multiples_g2(&bases, &numbers, out))
            .into()
    }

    fn mul_projective_g1(base: &G1Projective<Self>, number: &[u64]) -> G1Projective<Self> {
        let (base, number) = (written(&base.into_affine()), written(&number));
        computed::<G1Affine<Self>>(|out| beacon_curve::multiple_g1(&base, &number, out)).into()
    }

    fn mul_projective_g2(base: &G2Projective<Self>, number: &[u64]) -> G2Projective<Self> {
        let (base, number) = (written(&base.into_affine()), written(&number));
        computed::<G2Affine<Self>>(|out| beacon_curve::multiple_g2(&base, &number, out)).into()
    }
}

/// What the node writes.
fn computed<T: CanonicalDeserialize + CanonicalSerialize + Default>(
    compute: impl FnOnce(&mut [u8]),
) -> T {
    let mut out = vec![0; T::default().uncompressed_size()];
    compute(&mut out);
    read(&out).unwrap_or_default()
}

fn read<T: CanonicalDeserialize>(bytes: &[u8]) -> Option<T> {
    T::deserialize_uncompressed_unchecked(bytes).ok()
}

fn written(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.uncompressed_size());
    // A vector takes everything.
    let _ = value.serialize_uncompressed(&mut bytes);
    bytes
}

/// What the node computes. Where it cannot, because an argument is nothing that the types of this
/// module write or because there is no result, `out` stays as it is; the runtime then reads the zeros
/// it was filled with, and they are no result of anything.
#[runtime_interface]
pub trait BeaconCurve {
    /// The Miller loop of pairs of points.
    fn multi_miller_loop(
        g1: PassFatPointerAndRead<&[u8]>,
        g2: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) {
        native::multi_miller_loop(g1, g2, out);
    }

    /// The final exponentiation of a pairing.
    fn final_exponentiation(
        target: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) {
        native::final_exponentiation(target, out);
    }

    /// The sum of multiples of points of G2.
    fn sum_of_multiples_g2(
        bases: PassFatPointerAndRead<&[u8]>,
        numbers: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) {
        native::sum_of_multiples::<ark_bls12_381::g2::Config>(bases, numbers, out);
    }

    /// A multiple of a point of G1.
    fn multiple_g1(
        base: PassFatPointerAndRead<&[u8]>,
        number: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) {
        native::multiple::<ark_bls12_381::g1::Config>(base, number, out);
    }

    /// A multiple of a point of G2.
    fn multiple_g2(
        base: PassFatPointerAndRead<&[u8]>,
        number: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) {
        native::multiple::<ark_bls12_381::g2::Config>(base, number, out);
    }
}

/// The operations as the node computes them. `None` where it cannot.
#[cfg(not(substrate_runtime))]
mod native {
    use alloc::vec::Vec;

    use ark_bls12_381::{Bls12_381, G1Affine, G2Affine};
    use ark_ec::{
        CurveGroup,
        pairing::{MillerLoopOutput, Pairing},
        short_weierstrass::{Affine, SWCurveConfig},
    };
    use ark_serialize::CanonicalSerialize;

    use super::read;

    pub fn multi_miller_loop(g1: &[u8], g2: &[u8], out: &mut [u8]) -> Option<()> {
        let (g1, g2): (Vec<G1Affine>, Vec<G2Affine>) = (read(g1)?, read(g2)?);
        if g1.len() != g2.len() {
            return None;
        }
        write(&Bls12_381::multi_miller_loop(g1, g2).0, out)
    }

    pub fn final_exponentiation(target: &[u8], out: &mut [u8]) -> Option<()> {
        let target = MillerLoopOutput::<Bls12_381>(read(target)?);
        write(&Bls12_381::final_exponentiation(target)?.0, out)
    }

    pub fn sum_of_multiples<C: SWCurveConfig>(
        bases: &[u8],
        numbers: &[u8],
        out: &mut [u8],
    ) -> Option<()> {
        let bases: Vec<Affine<C>> = read(bases)?;
        let numbers: Vec<C::ScalarField> = read(numbers)?;
        write(&C::msm(&bases, &numbers).ok()?.into_affine(), out)
    }

    pub fn multiple<C: SWCurveConfig>(base: &[u8], number: &[u8], out: &mut [u8]) -> Option<()> {
        let base: Affine<C> = read(base)?;
        let number: Vec<u64> = read(number)?;
        write(&C::mul_affine(&base, &number).into_affine(), out)
    }

    fn write(value: &impl CanonicalSerialize, out: &mut [u8]) -> Option<()> {
        value.serialize_uncompressed(out).ok()
    }
}
