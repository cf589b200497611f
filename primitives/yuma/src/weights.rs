//! Stored weights become the rows that count (spec `yuma.md` section 5.5).

use crate::{
    Neurons, Params, SparseRows,
    columns::{Column, Matrix},
};
use alloc::vec::Vec;
use myelin_math::unit::Whole;

/// Weights that passed the masks.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    /// As submitted.
    pub matrix: Matrix,
    /// Sum of each validator's weights, by uid.
    sums: Vec<Whole>,
    /// The normalised matrix W, bits of I32F32 in [0, 1], by index of the entry.
    normalized: Vec<u64>,
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
        let uids = neurons.stake.len();
        self.matrix.reset(uids);
        self.sums.clear();
        self.sums.resize(uids, Whole::default());
        let permits = old_permits.iter().zip(&mut self.sums);
        for (uid, (&permit, sum)) in (0u16..=u16::MAX).zip(permits) {
            if permit {
                let mut total = 0u64;
                let row = stored.row(usize::from(uid)).iter().copied();
                let counted = row
                    .filter(mask(params, neurons, uid))
                    .inspect(|entry| total = total.wrapping_add(u64::from(entry.1)));
                self.matrix.push_row(uid, counted);
                *sum = Whole::new(total);
            }
        }
        self.matrix.sort();
        self.normalize();
    }

    /// The columns, each with its part of the normalised matrix.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (Column<'_>, &[u64])> {
        self.matrix.columns().map(|column| {
            let end = column.start.wrapping_add(column.cells.len());
            let values = self.normalized.get(column.start..end);
            (column, values.unwrap_or_default())
        })
    }

    /// The normalised weight at `index`.
    pub(crate) fn at(&self, index: usize) -> u64 {
        self.normalized.get(index).copied().unwrap_or(0)
    }

    fn normalize(&mut self) {
        self.normalized.clear();
        for column in self.matrix.columns() {
            let sums = &self.sums;
            self.normalized.extend(column.cells.iter().map(|cell| {
                let sum = sums.get(usize::from(cell.row)).copied();
                sum.unwrap_or_default().share(u64::from(cell.value))
            }));
        }
    }
}

/// Tells which entries of the row of `uid` count: those in known miners that registered before
/// the validator updated its weights and, with commit-reveal, not after its oldest live commit;
/// only the owner may weigh itself.
fn mask(params: &Params, neurons: &Neurons<'_>, uid: u16) -> impl Fn(&(u16, u16)) -> bool {
    let at = usize::from(uid);
    let uids = neurons.stake.len();
    let registered_at = neurons.registered_at;
    let updated = neurons.last_update.get(at).copied().unwrap_or(0);
    let committed = match neurons.first_commit.get(at) {
        Some(&block) if params.commit_reveal => block,
        _ => u64::MAX,
    };
    let latest = updated.saturating_sub(1).min(committed);
    let self_weight = params.owner_uid == Some(uid);
    move |&(column, _)| {
        let registered = registered_at.get(usize::from(column)).copied();
        usize::from(column) < uids
            && updated > 0
            && registered.unwrap_or(0) <= latest
            && (column != uid || self_weight)
    }
}
