//! Works out how many cells and how much text an ods sheet becomes when its repeats are written
//! out. Knows the tags that repeat, and nothing else of the format.
//!
//! In ods a row or a cell says how often it stands there, so that a kilobyte
//! can be a million rows of a hundred kilobytes. The reader writes them out;
//! here they are multiplied first.

use crate::SheetError;
use crate::limits::{MAX_SHEET_CELLS, MAX_SHEET_TEXT};

/// The running sums; a table ends with its tag, a row with its.
#[derive(Default)]
pub(crate) struct Spread {
    cells: u64,
    text: u64,
    table: Table,
    row: RowSum,
    cell: CellSum,
}

/// Rows so far, the last that is not empty, and the widest.
#[derive(Default)]
struct Table {
    rows: u64,
    used: u64,
    width: u64,
}

#[derive(Default)]
struct RowSum {
    repeat: u64,
    columns: u64,
    used: u64,
    text: u64,
}

#[derive(Default)]
struct CellSum {
    open: bool,
    repeat: u64,
    used: bool,
    text: u64,
}

impl Spread {
    /// A tag begins; `length` is that of the tag itself, which may hold the cell's text.
    pub(crate) fn begin(&mut self, name: &str, length: u64) {
        match name {
            "table:table-row" => self.row = RowSum { repeat: 1, ..RowSum::default() },
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = CellSum { open: true, repeat: 1, used: false, text: length };
            }
            _ => {}
        }
    }

    /// An attribute of the tag that began last.
    pub(crate) fn attribute(&mut self, tag: &str, key: &str, value: &str) -> Result<(), SheetError> {
        let count = || value.trim().parse::<u64>().unwrap_or(u64::MAX);
        match (tag, key) {
            ("table:table-row", "table:number-rows-repeated") => self.row.repeat = count(),
            ("table:table-cell" | "table:covered-table-cell", key) => {
                if key == "table:number-columns-repeated" {
                    self.cell.repeat = count();
                }
                let holds = key.starts_with("office:") || key.starts_with("calcext:");
                self.cell.used |= holds || key == "table:formula";
            }
            // Spaces are written as a count; outside a cell nobody writes them out.
            ("text:s", "text:c") => self.text(count()),
            _ => {}
        }
        if self.cell.text > MAX_SHEET_TEXT { Err(too_much("text", MAX_SHEET_TEXT)) } else { Ok(()) }
    }

    /// So much text stands here.
    pub(crate) fn text(&mut self, length: u64) {
        if self.cell.open {
            self.cell.text = self.cell.text.saturating_add(length);
        }
    }

    /// A tag ends.
    pub(crate) fn end(&mut self, name: &str) -> Result<(), SheetError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            "table:table" => {
                self.cells = self.cells.saturating_add(self.table.used.saturating_mul(self.table.width));
                self.table = Table::default();
            }
            _ => {}
        }
        let open = self.table.used.saturating_mul(self.table.width);
        if self.cells.saturating_add(open) > MAX_SHEET_CELLS {
            return Err(too_much("cells", MAX_SHEET_CELLS));
        }
        if self.text > MAX_SHEET_TEXT { Err(too_much("text", MAX_SHEET_TEXT)) } else { Ok(()) }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.row.columns = self.row.columns.saturating_add(cell.repeat);
        if cell.used {
            self.row.used = self.row.columns;
            self.row.text = self.row.text.saturating_add(cell.text.saturating_mul(cell.repeat));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.table.rows = self.table.rows.saturating_add(row.repeat);
        if row.used > 0 {
            self.table.used = self.table.rows;
            self.table.width = self.table.width.max(row.used);
            self.text = self.text.saturating_add(row.text.saturating_mul(row.repeat));
        }
    }
}

fn too_much(what: &'static str, limit: u64) -> SheetError {
    SheetError::TooLarge { what, limit }
}
