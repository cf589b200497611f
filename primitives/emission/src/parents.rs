//! Dividends of a child hotkey shared with its parents (section 6.1 and `staking.md` 13.6).

use crate::fixed::{ONE, ZERO, fraction_of_u16, fraction_of_u64, mul, safe_div, whole};
use alloc::vec::Vec;
use myelin_math::{SafeFixed, U96F32};

/// The hotkey whose dividend is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its validator emission of the epoch, in rao of alpha.
    pub dividend: u64,
    /// Its own alpha on the subnet, in rao.
    pub alpha: u64,
    /// Its own stake on root, in rao.
    pub root: u64,
    /// The part of its stake it has not given to children, from [`kept_proportion`].
    pub kept: U96F32,
    /// Its effective childkey take, in 65535ths.
    pub take: u16,
}

/// A hotkey that lent stake to the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The proportion lent, in parts of `u64::MAX`.
    pub proportion: u64,
    /// Its alpha on the subnet, in rao.
    pub alpha: u64,
    /// Its stake on root, in rao.
    pub root: u64,
    /// Whether the coldkey that owns it owns the child too; then neither take nor burn applies.
    pub same_owner: bool,
}

/// What the child keeps, in rao of alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildPayout {
    /// Its own dividend and the takes.
    pub own: u64,
    /// What is to be recycled, the sum over the parents of each one's burn.
    pub recycled: u64,
}

/// 1 less the proportions (parts of `u64::MAX`) a hotkey gave to its children, at least 0.
pub fn kept_proportion(children: impl IntoIterator<Item = u64>) -> U96F32 {
    children.into_iter().fold(ONE, |kept, proportion| {
        kept.saturating_sub(fraction_of_u64(proportion))
    })
}

/// Splits the dividend of `child` by the stake that it and each of its parents contributed.
///
/// `paid` is emptied and filled with one amount in rao per parent, in the given order. `tao_weight`
/// and `burn` are [`fraction_of_u64`] of `TaoWeight` and `CKBurn`. While burn and
/// take are at most 1 together, parents, child and recycled add up to at most the dividend, short
/// of it by less than one rao for each amount.
pub fn split_parents(
    child: &Child,
    parents: &[Parent],
    tao_weight: U96F32,
    burn: U96F32,
    paid: &mut Vec<u64>,
) -> ChildPayout {
    paid.clear();
    let own = contribution(child.alpha, child.root, child.kept, tao_weight);
    let total = parents.iter().fold(whole(own.floor_u64()), |sum, parent| {
        sum.saturating_add(parent.contribution(tao_weight))
    });
    let dividend = whole(child.dividend);
    let take_rate = fraction_of_u16(child.take);
    let (mut left, mut takes, mut recycled) = (dividend, ZERO, 0u64);
    for parent in parents {
        let factor = safe_div(parent.contribution(tao_weight), total);
        let mut part = mul(dividend, factor);
        left = left.saturating_sub(part);
        if !parent.same_owner {
            let (burned, take) = (mul(burn, part), mul(take_rate, part));
            part = part.saturating_sub(burned).saturating_sub(take);
            takes = takes.saturating_add(take);
            recycled = recycled.saturating_add(burned.floor_u64());
        }
        paid.push(part.floor_u64());
    }
    ChildPayout {
        own: left.saturating_add(takes).floor_u64(),
        recycled,
    }
}

impl Parent {
    fn contribution(&self, tao_weight: U96F32) -> U96F32 {
        let proportion = fraction_of_u64(self.proportion);
        contribution(self.alpha, self.root, proportion, tao_weight)
    }
}

/// Stake weight of a part of a hotkey's alpha and root stake, products left to right.
fn contribution(alpha: u64, root: u64, proportion: U96F32, tao_weight: U96F32) -> U96F32 {
    mul(whole(alpha), proportion).saturating_add(mul(mul(whole(root), proportion), tao_weight))
}
