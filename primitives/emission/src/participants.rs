//! One block's alpha for owner, miners, validators and root stakers (section 4.5).

use crate::fixed::{ZERO, fraction_of_u16, half, mul, whole};
use myelin_math::{SafeFixed, U96F32};

/// What the participants of a subnet wait for until its next epoch, in rao of alpha. The sum is at
/// most what was split, and short of it by at most 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlphaOut {
    /// For the owner.
    pub owner: u64,
    /// For the miners.
    pub server: u64,
    /// For the validators, by their alpha.
    pub validator: u64,
    /// For the validators' root stakers; recycled while [`crate::root_sells`] is false.
    pub root: u64,
}

/// Splits `alpha_out` rao: `owner_cut / 65535` to the owner (`None` when the cut is switched off),
/// then half to the miners, and of the other half `root_proportion` to root and the rest to the
/// validators.
///
/// `root_proportion` is to be computed after the injection and after `alpha_out` was minted.
pub fn split_alpha_out(
    alpha_out: u64,
    owner_cut: Option<u16>,
    root_proportion: U96F32,
) -> AlphaOut {
    let alpha = whole(alpha_out);
    let owner = owner_cut.map_or(ZERO, |cut| mul(alpha, fraction_of_u16(cut)));
    let alpha = alpha.saturating_sub(owner);
    let root = half(mul(root_proportion, alpha));
    let server = half(alpha);
    let validator = alpha.saturating_sub(server).saturating_sub(root);
    AlphaOut {
        owner: owner.floor_u64(),
        server: server.floor_u64(),
        validator: validator.floor_u64(),
        root: root.floor_u64(),
    }
}
