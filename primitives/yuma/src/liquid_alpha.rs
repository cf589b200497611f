//! Liquid alpha: a moving average of its own for every pair of validator and miner (spec `yuma.md`
//! section 6.2).

use crate::{
    bonds::{BondInputs, Earning, Held},
    weights::Weight,
};
use alloc::vec::Vec;
use myelin_math::{I32F32, SafeFixed, exp_safe, unit};

/// Tells which entries of one row the reference's forward-only cursor reads: it looks for the
/// columns 0, 1, … in turn and skips for good what it has passed, so an entry is read only if no
/// earlier one stands in the same or a larger column.
#[derive(Debug, Default)]
pub(crate) struct Visible {
    /// One above the largest column so far.
    beyond: u32,
}

impl Visible {
    /// Whether the next entry of the row, in `column`, is read.
    pub(crate) fn admits(&mut self, column: u16) -> bool {
        let beyond = u32::from(column).saturating_add(1);
        let visible = beyond > self.beyond;
        self.beyond = self.beyond.max(beyond);
        visible
    }
}

/// The curve from the distance to consensus to α, and which weights it sees.
#[derive(Debug)]
pub(crate) struct LiquidAlpha {
    low: i64,
    high: i64,
    /// Steepness divided by −100, so that the exponent is a plain product.
    slope: I32F32,
    /// α of a pair at distance 0, the most frequent one.
    at_rest: u64,
    /// By [`Weight::position`].
    visible: Vec<bool>,
}

impl LiquidAlpha {
    pub(crate) fn new(inputs: &BondInputs<'_>, earning: Earning) -> Self {
        let params = inputs.params;
        let slope = I32F32::of(params.alpha_sigmoid_steepness).saturating_div(I32F32::of(-100));
        let mut alpha = Self {
            low: unit::from_u16(params.alpha_low) as i64,
            high: unit::from_u16(params.alpha_high) as i64,
            slope,
            at_rest: 0,
            visible: visible_weights(inputs, earning),
        };
        alpha.at_rest = alpha.at_distance(0);
        alpha
    }

    /// α at `distance` in [0, 1], within [`alpha_low`, 1].
    ///
    /// [`alpha_low`]: crate::Params::alpha_low
    fn at_distance(&self, distance: u64) -> u64 {
        let centred = (distance as i64).saturating_sub(unit::ONE as i64 / 2);
        let exponent = self.slope.saturating_mul(I32F32::from_bits(centred));
        let divisor = unit::add(unit::ONE, exp_safe(exponent).to_bits().unsigned_abs());
        let gain = unit::div(unit::ONE, divisor);
        let range = self.high.saturating_sub(self.low);
        let rise = I32F32::from_bits(gain as i64).saturating_mul(I32F32::from_bits(range));
        let alpha = self.low.saturating_add(rise.to_bits());
        alpha.min(self.high).max(self.low).unsigned_abs()
    }

    /// α for a validator that weighs a miner `weight` and holds `bond`.
    fn of(&self, weight: u64, bond: u64, consensus: u64) -> u64 {
        let distance = if weight >= bond {
            weight.saturating_sub(consensus)
        } else {
            bond.saturating_sub(weight)
        };
        match distance.min(unit::ONE) {
            0 => self.at_rest,
            distance => self.at_distance(distance),
        }
    }

    /// New bonds in one miner: every weight in `fresh` moves the bond its validator holds; bonds
    /// without a weight are lost. Both slices ascend by validator.
    pub(crate) fn update(
        &self,
        fresh: &[Weight],
        held: &[Held],
        consensus: u64,
        updated: &mut Vec<Weight>,
    ) {
        let mut rest = held;
        for group in fresh.chunk_by(|a, b| a.row == b.row) {
            let row = group.first().map_or(0, |entry| entry.row);
            let own = take_row(&mut rest, row);
            let weight = group.iter().find(|entry| self.sees(entry));
            let weight = weight.map_or(0, |entry| entry.value);
            let bond = own.iter().find(|bond| bond.visible);
            let bond = bond.map_or(0, |bond| unit::from_u16(bond.value));
            let alpha = self.of(weight, bond, consensus);
            let last = own.last().map_or(0, |bond| unit::from_u16(bond.value));
            let kept = unit::mul(unit::ONE.saturating_sub(alpha), last);
            for entry in group {
                let value = kept.saturating_add(unit::mul(alpha, entry.value));
                if value > 0 {
                    let value = value.min(unit::ONE);
                    updated.push(Weight { value, ..*entry });
                }
            }
        }
    }

    fn sees(&self, entry: &Weight) -> bool {
        let at = usize::try_from(entry.position).ok();
        at.and_then(|at| self.visible.get(at)) == Some(&true)
    }
}

/// Cuts the bonds of validator `row` off the front of `rest`, and all before them.
fn take_row<'a>(rest: &mut &'a [Held], row: u16) -> &'a [Held] {
    let before = rest.iter().take_while(|bond| bond.row < row).count();
    let tail = rest.split_at_checked(before).unwrap_or_default().1;
    let count = tail.iter().take_while(|bond| bond.row == row).count();
    let (own, tail) = tail.split_at_checked(count).unwrap_or_default();
    *rest = tail;
    own
}

/// Which weights the cursor reads, by position. Interpolated rows are sorted: all of them.
fn visible_weights(inputs: &BondInputs<'_>, earning: Earning) -> Vec<bool> {
    if matches!(earning, Earning::Between(_)) {
        return alloc::vec![true; inputs.weights.len()];
    }
    let mut visible = Visible::default();
    let mut current = None;
    let mut flags = Vec::with_capacity(inputs.weights.len());
    for (row, column, weight) in inputs.weights.in_rows() {
        if current != Some(row) {
            current = Some(row);
            visible = Visible::default();
        }
        let consensus = inputs.consensus.get(usize::from(column)).copied();
        let counts = earning.of(weight, consensus.unwrap_or(0)).is_some();
        flags.push(counts && visible.admits(column));
    }
    flags
}
