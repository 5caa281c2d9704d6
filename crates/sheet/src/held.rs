//! Rows of a sheet as they fill, within the limits of a sheet. Knows no format.

use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_SHEET_CELLS, MAX_SHEET_TEXT};
use crate::{Row, SheetError};

/// Rows as they fill, within the limits of a sheet.
#[derive(Default)]
pub(crate) struct Held {
    pub(crate) rows: Vec<Row>,
    cells: u64,
    text: u64,
}

impl Held {
    /// Puts a text in its place; an empty one takes none.
    pub(crate) fn add(&mut self, line: u64, column: u64, text: String) -> Result<(), SheetError> {
        if text.is_empty() {
            return Ok(());
        }
        if column > MAX_COLUMNS as u64 {
            return Err(SheetError::TooManyColumns { line, limit: MAX_COLUMNS as u64 });
        }
        if text.len() > MAX_CELL {
            return Err(SheetError::CellTooLong { line, column, limit: MAX_CELL as u64 });
        }
        if text.contains('\0') {
            return Err(SheetError::Nul { line, column });
        }
        self.text += text.len() as u64;
        if self.text > MAX_SHEET_TEXT {
            return Err(SheetError::TooLarge { what: "text", limit: MAX_SHEET_TEXT });
        }
        if self.rows.last().is_none_or(|row| row.line != line) {
            self.rows.push(Row { line, cells: Vec::new() });
        }
        let Some(row) = self.rows.last_mut() else {
            return Ok(());
        };
        self.cells += column - row.cells.len() as u64;
        if self.cells > MAX_SHEET_CELLS {
            return Err(SheetError::TooLarge { what: "cells", limit: MAX_SHEET_CELLS });
        }
        row.cells.resize(column as usize - 1, String::new());
        row.cells.push(text);
        Ok(())
    }
}
