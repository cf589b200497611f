//! New bonds on their way from columns back to rows.

use crate::{SparseRows, weights::Weight};
use alloc::{vec, vec::Vec};
use myelin_math::unit;

/// Bonds to store, as collected column by column.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    bonds: Vec<Bond>,
    /// Whether rows keep the order of the weights (liquid alpha) instead of ascending columns.
    as_weights: bool,
    /// By [`Weight::position`]: the bond that stands there.
    slots: Vec<Option<Bond>>,
}

#[derive(Clone, Copy, Debug)]
struct Bond {
    position: u32,
    row: u16,
    column: u16,
    value: u16,
}

impl Stored {
    /// Forgets everything. With `as_weights` the rows to come keep the order of the weights.
    pub(crate) fn reset(&mut self, as_weights: bool) {
        self.bonds.clear();
        self.as_weights = as_weights;
    }

    /// Adds the bonds in miner `column` of validators with a permit. Columns ascend.
    pub(crate) fn collect(&mut self, column: u16, bonds: &[Weight], permits: &[bool]) {
        let permitted = |bond: &&Weight| permits.get(usize::from(bond.row)) == Some(&true);
        self.bonds
            .extend(bonds.iter().filter(permitted).map(|bond| Bond {
                position: bond.position,
                row: bond.row,
                column,
                value: unit::to_u16(bond.value),
            }));
    }

    /// The rows of `uids` neurons, of which the weights have `positions` entries.
    pub(crate) fn rows(&mut self, uids: usize, positions: usize) -> SparseRows {
        let mut next = self.starts(uids);
        let mut entries = vec![(0, 0); self.bonds.len()];
        let mut place = |bond: &Bond| {
            if let Some(at) = next.get_mut(usize::from(bond.row))
                && let Some(entry) = entries.get_mut(*at)
            {
                *entry = (bond.column, bond.value);
                *at = at.wrapping_add(1);
            }
        };
        if self.as_weights {
            self.slots.clear();
            self.slots.resize(positions, None);
            for bond in &self.bonds {
                let slot = usize::try_from(bond.position).ok();
                if let Some(slot) = slot.and_then(|at| self.slots.get_mut(at)) {
                    *slot = Some(*bond);
                }
            }
            self.slots.iter().flatten().for_each(&mut place);
        } else {
            self.bonds.iter().for_each(&mut place);
        }
        // What was the next free place of a row is its end now.
        SparseRows::from_parts(next, entries)
    }

    /// Where each row begins when rows follow one another.
    fn starts(&self, uids: usize) -> Vec<usize> {
        let mut starts = vec![0usize; uids];
        for bond in &self.bonds {
            if let Some(count) = starts.get_mut(usize::from(bond.row)) {
                *count = count.wrapping_add(1);
            }
        }
        let mut total = 0usize;
        for start in &mut starts {
            let count = *start;
            *start = total;
            total = total.wrapping_add(count);
        }
        starts
    }
}
