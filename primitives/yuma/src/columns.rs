//! The same entries seen by column: what validators say about one miner stands together.

use alloc::vec::Vec;

/// One entry of a matrix, in its column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cell {
    /// Uid of the validator.
    pub row: u16,
    /// As stored.
    pub value: u16,
}

/// All entries of one column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<'a> {
    /// Index of the first entry.
    pub start: usize,
    /// Ascending by row.
    pub cells: &'a [Cell],
}

/// A matrix that lists its rows in stored order and its columns with ascending rows.
///
/// An entry's *index* counts the entries by column; more than 2³² of them would not fit the memory
/// of a runtime.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    rows: Vec<Row>,
    /// (column, value) of all rows.
    entries: Vec<(u16, u16)>,
    /// End of each column in `cells`. While entries are added: how many there are; while they are
    /// sorted: the next free place.
    ends: Vec<u32>,
    cells: Vec<Cell>,
}

/// One row of a [`Matrix`].
#[derive(Clone, Copy, Debug)]
struct Row {
    uid: u16,
    /// End in `Matrix::entries`.
    end: usize,
}

impl Matrix {
    /// Forgets everything and prepares `columns` empty columns, keeping the memory.
    pub(crate) fn reset(&mut self, columns: usize) {
        self.rows.clear();
        self.entries.clear();
        self.ends.clear();
        self.ends.resize(columns, 0);
    }

    /// Appends the row of `uid`, which is above all before. Entries beyond the last column stay in
    /// the row without standing in a column.
    pub(crate) fn push_row(&mut self, uid: u16, row: impl Iterator<Item = (u16, u16)>) {
        for entry in row {
            self.entries.push(entry);
            if let Some(count) = self.ends.get_mut(usize::from(entry.0)) {
                *count = count.wrapping_add(1);
            }
        }
        let end = self.entries.len();
        self.rows.push(Row { uid, end });
    }

    /// Sorts the entries into columns, by counting.
    pub(crate) fn sort(&mut self) {
        let total = self.counts_to_starts();
        self.cells.clear();
        self.cells.resize(total, Cell::default());
        let rows = split(&self.entries, self.rows.iter().map(|row| row.end));
        for (&Row { uid, .. }, row) in self.rows.iter().zip(rows) {
            for &(column, value) in row {
                if let Some(next) = self.ends.get_mut(usize::from(column))
                    && let Some(cell) = self.cells.get_mut(*next as usize)
                {
                    *cell = Cell { row: uid, value };
                    *next = next.wrapping_add(1);
                }
            }
        }
    }

    fn counts_to_starts(&mut self) -> usize {
        let mut total = 0u32;
        for end in &mut self.ends {
            let count = *end;
            *end = total;
            total = total.wrapping_add(count);
        }
        total as usize
    }

    /// The columns in ascending order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        let ends = self.ends.iter().map(|end| *end as usize);
        let starts = core::iter::once(0).chain(ends.clone());
        starts
            .zip(split(&self.cells, ends))
            .map(|(start, cells)| Column { start, cells })
    }

    /// The rows with their uids, ascending.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u16, &[(u16, u16)])> {
        let uids = self.rows.iter().map(|row| row.uid);
        uids.zip(split(&self.entries, self.rows.iter().map(|row| row.end)))
    }

    /// Calls `visit` with row, column and index (none beyond the last column) of every entry in
    /// the order of rows.
    pub(crate) fn visit_rows(&self, mut visit: impl FnMut(u16, u16, Option<usize>)) {
        let mut next: Vec<u32> = Vec::with_capacity(self.ends.len());
        let ends = self.ends.iter().copied();
        next.extend(core::iter::once(0).chain(ends).take(self.ends.len()));
        for (uid, row) in self.rows() {
            for &(column, _) in row {
                let index = next.get_mut(usize::from(column)).map(|next| {
                    let index = *next;
                    *next = next.wrapping_add(1);
                    index as usize
                });
                visit(uid, column, index);
            }
        }
    }

    /// Number of entries that stand in columns.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// Cuts `items` at `ends`, which ascend.
fn split<T>(items: &[T], ends: impl Iterator<Item = usize>) -> impl Iterator<Item = &[T]> {
    let mut rest = items;
    let mut start = 0usize;
    ends.map(move |end| {
        let (part, tail) = rest
            .split_at_checked(end.wrapping_sub(start))
            .unwrap_or_default();
        (rest, start) = (tail, end);
        part
    })
}
