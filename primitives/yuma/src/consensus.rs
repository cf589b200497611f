//! The stake-weighted median of a miner's weights (spec `yuma.md` section 6.1).

use crate::weights::Weight;
use alloc::vec::Vec;
use myelin_math::unit;

/// One validator's opinion: (weight it gives, stake behind it), both bits of I32F32.
type Point = (u64, u64);

/// Finds the highest weight of a miner that a majority of the active stake supports.
#[derive(Debug, Default)]
pub(crate) struct Consensus {
    /// Normalised active stake by uid.
    stakes: Vec<u64>,
    /// Sum of `stakes`.
    total: u64,
    /// Stake that may stand below consensus: the total less the majority. Negative when the
    /// majority asks for more than there is.
    minority: i64,
    points: Vec<Point>,
}

impl Consensus {
    /// Prepares for the active stake A of an epoch and the majority `kappa` in 1/65535.
    pub(crate) fn load(&mut self, active_stake: &[u64], kappa: u16) {
        self.stakes.clear();
        self.stakes.extend_from_slice(active_stake);
        unit::normalize(&mut self.stakes);
        self.total = self.stakes.iter().sum();
        self.set_majority(unit::from_u16(kappa));
    }

    fn set_majority(&mut self, kappa: u64) {
        self.minority = (self.total as i64).saturating_sub(kappa as i64);
    }

    /// Consensus weight of one miner from what validators gave it, ascending by validator.
    ///
    /// A validator with stake that gave nothing counts as having given 0. Of several weights of
    /// one validator the last one counts.
    ///
    /// The specification narrows a set of scores around pivots; whatever the pivots, it ends at
    /// the smallest score x such that the stake on scores up to x exceeds the minority, or at the
    /// largest score if there is none. Scores of 0 need no place in the set: their stake is what
    /// the positive ones leave over.
    pub(crate) fn of_column(&mut self, column: &[Weight]) -> u64 {
        let positive = self.gather(column);
        let silent = self.total.saturating_sub(positive);
        if positive == 0 || (silent > 0 && silent as i64 > self.minority) {
            return 0;
        }
        let needed = self
            .minority
            .saturating_sub(silent as i64)
            .saturating_add(1)
            .clamp(1, positive as i64);
        select(&mut self.points, needed as u64)
    }

    /// Collects the positive weights with stake behind them; returns that stake.
    fn gather(&mut self, column: &[Weight]) -> u64 {
        self.points.clear();
        let mut sum = 0u64;
        let following = column.iter().skip(1).map(|next| Some(next.row));
        for (entry, next) in column.iter().zip(following.chain([None])) {
            let stake = self.stakes.get(usize::from(entry.row)).copied();
            let stake = stake.unwrap_or(0);
            if entry.value > 0 && stake > 0 && next != Some(entry.row) {
                self.points.push((entry.value, stake));
                sum = sum.wrapping_add(stake);
            }
        }
        sum
    }
}

/// The smallest weight such that the stake on weights up to it is at least `needed`, which is
/// positive and at most the stake of all points. Reorders the points.
fn select(mut points: &mut [Point], mut needed: u64) -> u64 {
    loop {
        let pivot = pivot(points);
        let (below, less) = partition(points, |weight| weight < pivot);
        let (low, rest) = points.split_at_mut(below);
        if needed <= less {
            points = low;
            continue;
        }
        needed = needed.wrapping_sub(less);
        let (level, equal) = partition(rest, |weight| weight == pivot);
        let high = rest.split_at_mut(level).1;
        if needed <= equal || high.is_empty() {
            return pivot;
        }
        needed = needed.wrapping_sub(equal);
        points = high;
    }
}

/// The middle one of the weights at both ends and in the middle of `points`.
fn pivot(points: &[Point]) -> u64 {
    let at = |index: usize| points.get(index).map_or(0, |point| point.0);
    let (first, middle, last) = (
        at(0),
        at(points.len() / 2),
        at(points.len().saturating_sub(1)),
    );
    first.min(middle).max(first.max(middle).min(last))
}

/// Moves the points whose weight satisfies `wanted` to the front; returns how many there are and
/// the stake behind them.
#[allow(
    clippy::indexing_slicing,
    reason = "front never passes index, which is below the length"
)]
fn partition(points: &mut [Point], wanted: impl Fn(u64) -> bool) -> (usize, u64) {
    let (mut front, mut sum) = (0usize, 0u64);
    for index in 0..points.len() {
        let point = points[index];
        points[index] = points[front];
        points[front] = point;
        // Without a branch: the order of weights is not predictable.
        let wanted = wanted(point.0);
        front = front.wrapping_add(usize::from(wanted));
        sum = sum.wrapping_add(if wanted { point.1 } else { 0 });
    }
    (front, sum)
}
