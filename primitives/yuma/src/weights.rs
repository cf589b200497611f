//! Stored weights become the rows that count (spec `yuma.md` section 5.5).

use crate::{Neurons, Params, SparseRows, columns::Columns};
use alloc::vec::Vec;

/// One weight of the normalised matrix W, standing in its column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// Normalised weight, bits of I32F32 in [0, 1].
    pub value: u64,
    /// Index of the entry in the order of rows, each row in stored order.
    pub position: u32,
    /// Uid of the validator.
    pub row: u16,
}

/// Weights that passed the masks: the rows in stored order, and the normalised matrix by column.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    rows: Vec<Row>,
    /// (column, raw weight).
    entries: Vec<(u16, u16)>,
    /// The normalised matrix W; within a column validators ascend.
    pub columns: Columns<Weight>,
}

/// One non-empty row of [`Weights`].
#[derive(Clone, Copy, Debug)]
struct Row {
    uid: u16,
    /// End in `Weights::entries`.
    end: usize,
    /// Sum of the raw weights.
    sum: u64,
}

impl Weights {
    /// Takes from `stored` what the masks of section 5.5 let pass and normalises each row.
    pub(crate) fn load(
        &mut self,
        params: &Params,
        neurons: &Neurons<'_>,
        old_permits: &[bool],
        stored: &SparseRows,
    ) {
        self.rows.clear();
        self.entries.clear();
        self.columns.reset(neurons.stake.len());
        for (uid, &permit) in (0u16..=u16::MAX).zip(old_permits.iter().take(neurons.stake.len())) {
            if permit {
                self.keep_row(uid, params, neurons, stored.row(usize::from(uid)));
            }
        }
        self.columns.seal();
        self.place();
    }

    /// Keeps the entries of one validator that no mask drops.
    fn keep_row(&mut self, uid: u16, params: &Params, neurons: &Neurons<'_>, row: &[(u16, u16)]) {
        let at = usize::from(uid);
        let updated = neurons.last_update.get(at).copied().unwrap_or(0);
        let self_weight = params.owner_uid == Some(uid);
        let committed = match neurons.first_commit.get(at) {
            Some(&block) if params.commit_reveal => block,
            _ => u64::MAX,
        };
        let oldest = updated.saturating_sub(1).min(committed);
        let before = self.entries.len();
        let mut sum = 0u64;
        for &(column, weight) in row {
            let registered = neurons.registered_at.get(usize::from(column)).copied();
            let known = updated > 0 && registered.unwrap_or(0) <= oldest;
            if known && (column != uid || self_weight) && self.columns.count(column) {
                self.entries.push((column, weight));
                sum = sum.wrapping_add(u64::from(weight));
            }
        }
        let end = self.entries.len();
        if end > before {
            self.rows.push(Row { uid, end, sum });
        }
    }

    /// Normalises the rows into the columns.
    fn place(&mut self) {
        let mut rest = self.entries.as_slice();
        let (mut start, mut position) = (0usize, 0u32);
        for &Row { uid, end, sum } in &self.rows {
            let length = end.wrapping_sub(start);
            let (row, tail) = rest.split_at_checked(length).unwrap_or_default();
            (rest, start) = (tail, end);
            for &(column, weight) in row {
                let entry = Weight {
                    value: normalized(weight, sum),
                    position,
                    row: uid,
                };
                self.columns.place(column, entry);
                position = position.wrapping_add(1);
            }
        }
    }

    /// The entries in the order of rows as (validator, column, normalised weight); the index of an
    /// item is the [`Weight::position`] of its entry.
    pub(crate) fn in_rows(&self) -> impl Iterator<Item = (u16, u16, u64)> {
        let mut rows = self.rows.iter();
        let mut current = rows.next();
        self.entries
            .iter()
            .enumerate()
            .map_while(move |(position, &(column, weight))| {
                if current.is_some_and(|row| row.end <= position) {
                    current = rows.next();
                }
                current.map(|row| (row.uid, column, normalized(weight, row.sum)))
            })
    }

    /// Number of entries in all rows.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// `weight / sum` as bits of I32F32; 0 when the sum is.
#[inline]
fn normalized(weight: u16, sum: u64) -> u64 {
    (u64::from(weight) << 32).checked_div(sum).unwrap_or(0)
}
