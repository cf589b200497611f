//! What a transaction costs and who gets it.
//!
//! `fee = weight fee + length fee + tip`, with no multiplier. The weight fee also covers the base
//! weight of an extrinsic. Whatever is charged goes to the author of the block.

use crate::{AccountId, Balance, Balances, config::consensus::BlockAuthor};
use frame_support::{
    traits::{
        Get, OnUnbalanced,
        fungible::{Balanced, Credit},
    },
    weights::{IdentityFee, Weight},
};
use sp_runtime::Perbill;

/// Rao for a unit of `ref_time`: 0.0005.
const RAO_PER_REF_TIME: Perbill = Perbill::from_parts(500_000);

/// One rao for every byte of an extrinsic.
pub type LengthToFee = IdentityFee<Balance>;

/// Half a rao for a thousand units of `ref_time`, rounded to the nearest rao with halves down.
///
/// The size of storage proofs is free.
pub struct WeightToFee;

impl frame_support::weights::WeightToFee for WeightToFee {
    type Balance = Balance;

    #[allow(
        clippy::arithmetic_side_effects,
        reason = "a part of a number is at most that number"
    )]
    fn weight_to_fee(weight: &Weight) -> Balance {
        RAO_PER_REF_TIME * weight.ref_time()
    }
}

/// Pays fees and tips to the author of the block.
///
/// Without an author, or when the author's account cannot take the amount because it would stay
/// below the existential deposit, the amount is burned.
pub struct FeesToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for FeesToAuthor {
    fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
        if let Some(author) = BlockAuthor::get() {
            // What the author cannot take is burned when it is dropped.
            drop(Balances::resolve(&author, fees));
        }
    }
}
