//! New bonds on their way from columns back to rows.

use crate::{SparseRows, bonds::Bond, columns::Matrix};
use alloc::{vec, vec::Vec};

/// Bonds to store, as collected column by column.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    /// Rows with room for every weight and every old bond: where each begins and where its next
    /// entry goes.
    starts: Vec<usize>,
    next: Vec<usize>,
    entries: Vec<(u16, u16)>,
    /// Instead of rows, where these keep the order of the weights: the bond of each weight by
    /// index.
    as_weights: bool,
    slots: Vec<Option<u16>>,
}

impl Stored {
    /// Makes room for the bonds of validators with a permit. With `as_weights`, bonds belong to
    /// weights and rows keep their order; else columns ascend.
    pub(crate) fn reset(
        &mut self,
        as_weights: bool,
        weights: &Matrix,
        held: &Matrix,
        permits: &[bool],
    ) {
        self.as_weights = as_weights;
        self.slots.clear();
        self.starts.clear();
        self.next.clear();
        if as_weights {
            self.slots.resize(weights.len(), None);
            return;
        }
        self.next.resize(permits.len(), 0);
        for (uid, row) in weights.rows().chain(held.rows()) {
            let at = usize::from(uid);
            if permits.get(at) == Some(&true)
                && let Some(room) = self.next.get_mut(at)
            {
                *room = room.saturating_add(row.len());
            }
        }
        let mut total = 0usize;
        for start in &mut self.next {
            let room = *start;
            *start = total;
            total = total.saturating_add(room);
        }
        self.starts.extend_from_slice(&self.next);
        self.entries.resize(total, (0, 0));
    }

    /// Adds what `settle` makes of the bonds in miner `column`; it is called for every bond.
    /// Columns ascend.
    #[inline]
    pub(crate) fn collect(
        &mut self,
        column: u16,
        bonds: &[Bond],
        permits: &[bool],
        mut settle: impl FnMut(&Bond) -> u16,
    ) {
        for bond in bonds {
            let value = settle(bond);
            let at = usize::from(bond.row);
            if permits.get(at) != Some(&true) {
                continue;
            }
            if self.as_weights {
                if let Some(slot) = self.slots.get_mut(bond.index as usize) {
                    *slot = Some(value);
                }
            } else if let Some(next) = self.next.get_mut(at)
                && let Some(entry) = self.entries.get_mut(*next)
            {
                *entry = (column, value);
                *next = next.wrapping_add(1);
            }
        }
    }

    /// The collected rows of `uids` neurons.
    pub(crate) fn rows(&self, uids: usize, weights: &Matrix) -> SparseRows {
        if self.as_weights {
            return self.rows_in_order_of(uids, weights);
        }
        let spans = self.starts.iter().zip(&self.next);
        let total = spans.clone().map(|(start, end)| end.saturating_sub(*start));
        let mut rows = SparseRows::with_capacity(uids, total.sum());
        for (&start, &end) in spans {
            let row = self.entries.get(start..end).unwrap_or_default();
            rows.push_row(row.iter().copied());
        }
        rows
    }

    fn rows_in_order_of(&self, uids: usize, weights: &Matrix) -> SparseRows {
        let mut ends = vec![0usize; uids];
        let mut entries = Vec::with_capacity(self.slots.len());
        weights.visit_rows(|row, column, index| {
            let slot = index.and_then(|index| self.slots.get(index));
            if let Some(value) = slot.copied().flatten()
                && let Some(end) = ends.get_mut(usize::from(row))
            {
                entries.push((column, value));
                *end = entries.len();
            }
        });
        let mut last = 0;
        for end in &mut ends {
            last = last.max(*end);
            *end = last;
        }
        SparseRows::from_parts(ends, entries)
    }
}
