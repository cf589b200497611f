//! Reads the tables of the specification.

/// A table: the header, and the rows below it.
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a [`Table`].
pub struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl Table {
    /// Reads comma-separated text; a cell with commas stands in quotes.
    pub fn parse(text: &str) -> Self {
        let mut rows: Vec<_> = text.lines().map(cells).collect();
        let header = rows.remove(0);
        for row in &rows {
            assert_eq!(row.len(), header.len(), "a row misses a cell: {row:?}");
        }
        Self { header, rows }
    }

    /// The rows in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row {
            header: &self.header,
            cells,
        })
    }
}

impl<'a> Row<'a> {
    /// The cell below this heading.
    pub fn get(&self, heading: &str) -> &'a str {
        let column = self.header.iter().position(|name| name == heading);
        &self.cells[column.unwrap_or_else(|| panic!("no column {heading}"))]
    }

    /// The cell below this heading as a number.
    pub fn number(&self, heading: &str) -> u8 {
        let cell = self.get(heading);
        cell.parse()
            .unwrap_or_else(|_| panic!("{cell} is no number"))
    }
}

/// The cells of a line.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(character),
        }
    }
    cells
}

/// The lines of a list.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}
