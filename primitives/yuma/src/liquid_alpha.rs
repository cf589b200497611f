//! Liquid alpha: a moving average of its own for every pair of validator and miner (spec `yuma.md`
//! section 6.2).

use crate::{
    bonds::{Bond, BondInputs, Earning},
    columns::{Cell, Column, Matrix},
};
use alloc::{vec, vec::Vec};
use myelin_math::{I32F32, SafeFixed, exp_safe, unit};

/// Tells which entries of one row the reference's forward-only cursor reads: it looks for the
/// columns 0, 1, … in turn and skips for good what it has passed, so an entry is read only if no
/// earlier one stands in the same or a larger column.
#[derive(Debug, Default)]
struct Cursor {
    row: Option<u16>,
    /// One above the largest column so far.
    beyond: u32,
}

impl Cursor {
    /// Whether the next entry, of `row` in `column`, is read.
    fn reads(&mut self, row: u16, column: u16) -> bool {
        if self.row != Some(row) {
            (self.row, self.beyond) = (Some(row), 0);
        }
        let beyond = u32::from(column).saturating_add(1);
        let read = beyond > self.beyond;
        self.beyond = self.beyond.max(beyond);
        read
    }
}

/// The curve from the distance to consensus to α, and which entries it sees.
#[derive(Debug)]
pub(crate) struct LiquidAlpha {
    low: i64,
    high: i64,
    /// Steepness divided by −100, so that the exponent is a plain product.
    slope: I32F32,
    /// α of a pair at distance 0, the most frequent one.
    at_rest: u64,
    /// Which weights the cursor reads, by index.
    weights_read: Vec<bool>,
    /// Which stored bonds the cursor reads, by index.
    bonds_read: Vec<bool>,
}

impl LiquidAlpha {
    pub(crate) fn new(inputs: &BondInputs<'_>, held: &Matrix, earning: Earning) -> Self {
        let params = inputs.params;
        let slope = I32F32::of(params.alpha_sigmoid_steepness).saturating_div(I32F32::of(-100));
        let mut alpha = Self {
            low: unit::from_u16(params.alpha_low) as i64,
            high: unit::from_u16(params.alpha_high) as i64,
            slope,
            at_rest: 0,
            weights_read: weights_read(inputs, earning),
            bonds_read: bonds_read(held),
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
    /// without a weight are lost. `fresh` ascends by validator.
    pub(crate) fn update(
        &self,
        fresh: &[Bond],
        held: Column<'_>,
        consensus: u64,
        updated: &mut Vec<Bond>,
    ) {
        updated.clear();
        let read = self.bonds_read.get(held.start..).unwrap_or_default();
        let mut rest = (held.cells, read);
        for group in fresh.chunk_by(|a, b| a.row == b.row) {
            let row = group.first().map_or(0, |entry| entry.row);
            let (seen, last) = take_row(&mut rest, row);
            let weight = group.iter().find(|entry| self.sees(entry));
            let weight = weight.map_or(0, |entry| entry.value);
            let alpha = self.of(weight, seen, consensus);
            let kept = unit::mul(unit::ONE.saturating_sub(alpha), last);
            for entry in group {
                // A mean of two values in [0, 1], so at most 1.
                let value = kept.saturating_add(unit::mul(alpha, entry.value));
                if value > 0 {
                    updated.push(Bond { value, ..*entry });
                }
            }
        }
    }

    fn sees(&self, entry: &Bond) -> bool {
        self.weights_read.get(entry.index as usize) == Some(&true)
    }
}

/// Cuts the bonds of validators up to `row` off the front of a column, whose flags tell which the
/// cursor reads. Returns the bond of `row` that it reads and the last one of `row`, bits of
/// I32F32; 0 where there is none.
fn take_row(rest: &mut (&[Cell], &[bool]), row: u16) -> (u64, u64) {
    let (mut seen, mut last) = (0, 0);
    while let (Some((cell, cells)), Some((&read, flags))) =
        (rest.0.split_first(), rest.1.split_first())
        && cell.row <= row
    {
        if cell.row == row {
            last = unit::from_u16(cell.value);
            if read {
                seen = last;
            }
        }
        *rest = (cells, flags);
    }
    (seen, last)
}

/// Which weights the cursor reads, by index. Rebuilt rows are sorted: all of them.
fn weights_read(inputs: &BondInputs<'_>, earning: Earning) -> Vec<bool> {
    let weights = inputs.weights;
    let mut flags = vec![earning.rebuilds_rows(); weights.matrix.len()];
    if earning.rebuilds_rows() {
        return flags;
    }
    let mut cursor = Cursor::default();
    weights.matrix.visit_rows(|row, column, index| {
        let Some(index) = index else { return };
        let consensus = inputs.consensus.get(usize::from(column)).copied();
        let kept = earning.of(weights.at(index), consensus.unwrap_or(0));
        if let Some(flag) = flags.get_mut(index) {
            *flag = kept.is_some() && cursor.reads(row, column);
        }
    });
    flags
}

/// Which stored bonds the cursor reads, by index. Bonds beyond the last miner hide others too.
fn bonds_read(held: &Matrix) -> Vec<bool> {
    let mut flags = vec![false; held.len()];
    let mut cursor = Cursor::default();
    held.visit_rows(|row, column, index| {
        let read = cursor.reads(row, column);
        if let Some(flag) = index.and_then(|index| flags.get_mut(index)) {
            *flag = read;
        }
    });
    flags
}
