//! The same entries seen by column: what validators say about one miner stands together.

use alloc::vec::Vec;

/// Entries grouped by column in one allocation; within a column in the order of placement.
///
/// Filled in two passes over the source (a counting sort): announce every entry with
/// [`count`](Self::count), call [`seal`](Self::seal), then [`place`](Self::place) the same entries.
#[derive(Debug, Default)]
pub(crate) struct Columns<T> {
    /// While counting: entries per column. While placing: next free position. Then: end.
    ends: Vec<usize>,
    entries: Vec<T>,
}

impl<T: Copy + Default> Columns<T> {
    /// Forgets everything and prepares `columns` empty columns, keeping the memory.
    pub(crate) fn reset(&mut self, columns: usize) {
        self.ends.clear();
        self.ends.resize(columns, 0);
        self.entries.clear();
    }

    /// Announces one entry of `column`; false if there is no such column.
    pub(crate) fn count(&mut self, column: u16) -> bool {
        let Some(count) = self.ends.get_mut(usize::from(column)) else {
            return false;
        };
        *count = count.wrapping_add(1);
        true
    }

    /// Ends the counting.
    pub(crate) fn seal(&mut self) {
        let mut total = 0usize;
        for end in &mut self.ends {
            let count = *end;
            *end = total;
            total = total.wrapping_add(count);
        }
        self.entries.resize(total, T::default());
    }

    /// Stores one announced entry of `column`.
    pub(crate) fn place(&mut self, column: u16, entry: T) {
        if let Some(next) = self.ends.get_mut(usize::from(column))
            && let Some(slot) = self.entries.get_mut(*next)
        {
            *slot = entry;
            *next = next.wrapping_add(1);
        }
    }

    /// The columns in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[T]> {
        let mut rest = self.entries.as_slice();
        let mut start = 0usize;
        self.ends.iter().map(move |&end| {
            let (column, tail) = rest
                .split_at_checked(end.wrapping_sub(start))
                .unwrap_or_default();
            (rest, start) = (tail, end);
            column
        })
    }
}
