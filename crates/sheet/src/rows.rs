//! The rows of a table, one at a time, each as wide as the headers. Knows no headers by name.

use crate::SheetError;
use crate::limits::MAX_ROWS;
use crate::records::Records;
use crate::sign::plain;

/// One row of a table, never wholly empty, with as many cells as there are headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, or its number in the sheet.
    pub line: u64,
    /// The texts of its cells.
    pub cells: Vec<String>,
}

/// The rows of a table; after an error there are no more.
pub struct Rows {
    source: Source,
    columns: usize,
    seen: u64,
    ended: bool,
}

enum Source {
    Csv(Box<Records>),
    Sheet(std::vec::IntoIter<Row>),
}

impl Rows {
    /// The records of a CSV file, from here on.
    pub(crate) fn csv(records: Records, columns: usize) -> Self {
        Self { source: Source::Csv(Box::new(records)), columns, seen: 0, ended: false }
    }

    /// The rows of a sheet that is held.
    pub(crate) fn sheet(rows: std::vec::IntoIter<Row>, columns: usize) -> Self {
        Self { source: Source::Sheet(rows), columns, seen: 0, ended: false }
    }

    fn row(&mut self) -> Result<Option<Row>, SheetError> {
        loop {
            let row = match &mut self.source {
                Source::Csv(records) => records.next()?.map(|(line, cells)| Row { line, cells }),
                Source::Sheet(rows) => rows.next(),
            };
            let Some(mut row) = row else { return Ok(None) };
            self.seen += 1;
            if self.seen > MAX_ROWS {
                return Err(SheetError::TooManyRows { limit: MAX_ROWS });
            }
            if matches!(self.source, Source::Sheet(_)) && row.cells.len() < self.columns {
                row.cells.resize(self.columns, String::new());
            }
            if row.cells.iter().all(String::is_empty) {
                continue;
            }
            if row.cells.len() != self.columns {
                let (found, expected) = (row.cells.len() as u64, self.columns as u64);
                return Err(SheetError::Ragged { line: row.line, found, expected });
            }
            row.cells = row.cells.into_iter().map(plain).collect();
            return Ok(Some(row));
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.row().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}
