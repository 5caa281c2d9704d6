//! Writes a table as CSV that reads back as it was. Knows no formats but this one.

use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_RECORD};
use crate::sign::neutral;
use crate::{Delimiter, SheetError};
use std::io::Write;

/// How an exported file looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// What stands between two cells.
    pub delimiter: Delimiter,
    /// Whether to begin with a byte order mark: some spreadsheets see UTF-8 only with it.
    pub mark: bool,
}

/// Writes rows of text; what a spreadsheet would run is made harmless.
pub struct Writer<W: Write> {
    out: csv::Writer<W>,
    columns: usize,
    line: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file with its header row.
    pub fn new<S: AsRef<str>>(mut out: W, layout: Layout, headers: &[S]) -> Result<Self, SheetError> {
        if layout.mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        // Always quoted: no cell can be taken for a byte order mark, an empty line or two cells.
        let out = csv::WriterBuilder::new()
            .delimiter(layout.delimiter.byte())
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(out);
        let mut writer = Self { out, columns: headers.len(), line: 0 };
        writer.row(headers)?;
        Ok(writer)
    }

    /// Writes one row; what could not be read back is refused.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), SheetError> {
        self.line += 1;
        let line = self.line;
        if cells.len() != self.columns {
            let (found, expected) = (cells.len() as u64, self.columns as u64);
            return Err(SheetError::Ragged { line, found, expected });
        }
        if cells.len() > MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { line, limit: MAX_COLUMNS as u64 });
        }
        let mut length = 0;
        for (place, cell) in cells.iter().enumerate() {
            let (cell, column) = (cell.as_ref(), place as u64 + 1);
            if cell.contains('\0') {
                return Err(SheetError::Nul { line, column });
            }
            if cell.len() >= MAX_CELL {
                return Err(SheetError::CellTooLong { line, column, limit: MAX_CELL as u64 });
            }
            // Two quotes, a delimiter, an apostrophe; and each quote inside is doubled.
            length += cell.len() + 4 + cell.matches('"').count();
        }
        if length > MAX_RECORD {
            return Err(SheetError::LineTooLong { line, limit: MAX_RECORD as u64 });
        }
        let neutral = cells.iter().map(|cell| neutral(cell.as_ref()));
        for cell in neutral {
            self.out.write_field(cell.as_bytes()).map_err(failed)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Ends the file and hands back what was written to.
    pub fn finish(self) -> Result<W, SheetError> {
        self.out.into_inner().map_err(|error| SheetError::Io { reason: error.to_string() })
    }
}

fn failed(error: csv::Error) -> SheetError {
    SheetError::Io { reason: error.to_string() }
}
