//! Dividends of an epoch: the alpha and the root part, takes, claims (sections 6.2 and 6.4 to 6.6).

use crate::fixed::{ZERO, fraction_of_u16, mul, safe_div, whole};
use alloc::vec::Vec;
use myelin_math::{I96F32, SafeFixed, U96F32};

/// A hotkey with its raw dividend. Stakes are those before anything of the epoch was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dividend {
    /// Alpha staked to the hotkey on the subnet, in rao.
    pub alpha: u64,
    /// TAO staked to the hotkey on root, in rao.
    pub root: u64,
    /// Sum of the amounts that [`crate::split_parents`] recorded for it, in rao.
    pub dividend: u64,
}

/// What a hotkey receives before its take, in rao of alpha with fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DividendPayout {
    /// For those who stake alpha to it.
    pub alpha: U96F32,
    /// For those who stake TAO to it on root.
    pub root: U96F32,
}

/// Shares out `alpha_total` and `root_total` (rao of alpha), in the order of `dividends`. Each raw
/// dividend counts for root in proportion to the hotkey's weighted root stake and for alpha with
/// the rest. Neither kind pays out more than its total; a kind nobody has a part in pays nothing.
///
/// `tao_weight` is [`crate::fraction_of_u64`] of `TaoWeight`.
pub fn split_dividends(
    dividends: &[Dividend],
    tao_weight: U96F32,
    alpha_total: u64,
    root_total: u64,
) -> Vec<DividendPayout> {
    // First each one's parts of its raw dividend, then, in place, what they earn.
    let mut payouts: Vec<DividendPayout> = dividends
        .iter()
        .map(|dividend| parts(dividend, tao_weight))
        .collect();
    let alpha_parts = sum(payouts.iter().map(|payout| payout.alpha));
    let root_parts = sum(payouts.iter().map(|payout| payout.root));
    let (alpha_total, root_total) = (whole(alpha_total), whole(root_total));
    for payout in &mut payouts {
        payout.alpha = mul(alpha_total, safe_div(payout.alpha, alpha_parts));
        payout.root = mul(root_total, safe_div(payout.root, root_parts));
    }
    payouts
}

/// The parts of a raw dividend that root stake and alpha stake earned.
fn parts(dividend: &Dividend, tao_weight: U96F32) -> DividendPayout {
    let weighted = mul(whole(dividend.root), tao_weight);
    let proportion = safe_div(weighted, whole(dividend.alpha).saturating_add(weighted));
    let earned = whole(dividend.dividend);
    let root = mul(earned, proportion);
    DividendPayout {
        alpha: earned.saturating_sub(root),
        root,
    }
}

fn sum(numbers: impl Iterator<Item = U96F32>) -> U96F32 {
    numbers.fold(ZERO, |sum, number| sum.saturating_add(number))
}

/// A payment divided between a hotkey's owner and those who stake to it, in whole rao.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The take, for the owner.
    pub take: u64,
    /// What is left for the stakers.
    pub rest: u64,
}

/// Deducts a delegate take of `take` 65535ths from `amount` rao; both results are rounded down.
pub fn split_take(amount: U96F32, take: u16) -> Taken {
    let take = mul(fraction_of_u16(take), amount);
    Taken {
        take: take.floor_u64(),
        rest: amount.saturating_sub(take).floor_u64(),
    }
}

/// What each rao of root stake may claim more after root stakers earned `amount` rao of alpha:
/// `amount / root_stake`, 0 for no amount. `None` if there is less root stake than alpha to claim,
/// in which case the owner of the hotkey receives the amount as stake.
pub fn claimable_rate(amount: u64, root_stake: u64) -> Option<I96F32> {
    if amount > root_stake {
        return None;
    }
    let rate = safe_div(whole(amount), whole(root_stake));
    // At most 1.
    i128::try_from(rate.to_bits()).ok().map(I96F32::from_bits)
}

/// The part of an epoch's miner emission that was withheld from the owner's hotkeys; 0 when there
/// was none.
pub fn miner_burned(withheld: u64, total: u64) -> U96F32 {
    safe_div(whole(withheld), whole(total))
}
