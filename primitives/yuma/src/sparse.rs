//! Weights and bonds as the chain stores them: one row per uid, in one allocation.

use alloc::vec::Vec;

/// A matrix of `u16` values of which each row lists (column, value) pairs in stored order, sorted
/// or not, duplicates included.
///
/// All rows share one vector, so that building and reading a matrix costs no allocation per row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SparseRows {
    /// End of each row in `entries`.
    ends: Vec<usize>,
    entries: Vec<(u16, u16)>,
}

impl SparseRows {
    /// An empty matrix with room for `rows` rows and `entries` entries.
    pub fn with_capacity(rows: usize, entries: usize) -> Self {
        Self {
            ends: Vec::with_capacity(rows),
            entries: Vec::with_capacity(entries),
        }
    }

    /// Appends the row of the next uid. An empty `row` is a uid without entries.
    pub fn push_row(&mut self, row: impl IntoIterator<Item = (u16, u16)>) {
        self.entries.extend(row);
        self.ends.push(self.entries.len());
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Number of entries in all rows.
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// The entries of row `uid`; empty beyond the last row.
    pub fn row(&self, uid: usize) -> &[(u16, u16)] {
        let end = self.ends.get(uid).copied().unwrap_or_default();
        let start = uid
            .checked_sub(1)
            .and_then(|before| self.ends.get(before).copied())
            .unwrap_or_default();
        self.entries.get(start..end).unwrap_or_default()
    }

    /// All rows in the order of uids.
    pub fn iter(&self) -> impl Iterator<Item = &[(u16, u16)]> {
        (0..self.rows()).map(|uid| self.row(uid))
    }

    /// Adopts `entries` cut into rows at `ends`, which ascends up to `entries.len()`.
    pub(crate) fn from_parts(ends: Vec<usize>, entries: Vec<(u16, u16)>) -> Self {
        Self { ends, entries }
    }
}

impl<R: IntoIterator<Item = (u16, u16)>> FromIterator<R> for SparseRows {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut matrix = Self::default();
        for row in rows {
            matrix.push_row(row);
        }
        matrix
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_the_order_they_were_given_in() {
        let mut rows = SparseRows::with_capacity(3, 3);
        rows.push_row([(5, 1), (2, 7)]);
        rows.push_row([]);
        rows.push_row([(0, 0)]);
        assert_eq!(rows.row(0), [(5, 1), (2, 7)]);
        assert!(rows.row(1).is_empty());
        assert_eq!(rows.row(2), [(0, 0)]);
        assert_eq!((rows.rows(), rows.entries()), (3, 3));
        assert_eq!(rows.iter().map(<[_]>::len).collect::<Vec<_>>(), [2, 0, 1]);
    }

    #[test]
    fn rows_beyond_the_last_are_empty() {
        let rows: SparseRows = [[(1, 2)]].into_iter().collect();
        assert!(rows.row(1).is_empty());
        assert!(rows.row(usize::MAX).is_empty());
        assert!(SparseRows::default().row(0).is_empty());
    }
}
