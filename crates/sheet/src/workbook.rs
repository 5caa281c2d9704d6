//! Reads one sheet of an xlsx or ods workbook into rows of text. Knows no headers.
//!
//! A formula gives the value that was saved with it; one that was never
//! calculated is refused.

use crate::archive::{Admitted, Kind};
use crate::held::Held;
use crate::values::{is_fault, text_of};
use crate::{Row, SheetError};
use calamine::{Data, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

/// The rows of a sheet that are not empty; of the first visible one, unless one is named.
pub(crate) fn rows(workbook: Admitted, sheet: Option<&str>) -> Result<Vec<Row>, SheetError> {
    let bytes = Cursor::new(workbook.bytes);
    match workbook.kind {
        Kind::Xlsx => xlsx(Xlsx::new(bytes).map_err(|error| of_xlsx(error, 1))?, sheet),
        Kind::Ods => ods(Ods::new(bytes).map_err(of_ods)?, sheet),
    }
}

fn xlsx(mut book: Xlsx<Cursor<Vec<u8>>>, sheet: Option<&str>) -> Result<Vec<Row>, SheetError> {
    let name = choose(book.sheets_metadata(), sheet)?;
    // Cell by cell, because a range takes memory for every cell between the first and the last.
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| of_xlsx(error, 1))?;
    let mut held = Held::default();
    let mut last = None;
    let mut line = 1;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| of_xlsx(error, line))? {
        if last.is_some_and(|last| last >= cell.pos) {
            return Err(SheetError::Damaged { reason: "cells out of order".to_owned() });
        }
        last = Some(cell.pos);
        line = u64::from(cell.pos.0) + 1;
        let column = u64::from(cell.pos.1) + 1;
        let value = Data::from(cell.value);
        if value == Data::Empty && cell.formula.is_some() {
            return Err(SheetError::Uncalculated { line, column });
        }
        held.add(line, column, text_of(value, line, column)?)?;
    }
    Ok(held.rows)
}

fn ods(mut book: Ods<Cursor<Vec<u8>>>, sheet: Option<&str>) -> Result<Vec<Row>, SheetError> {
    let name = choose(book.sheets_metadata(), sheet)?;
    let range = book.worksheet_range(&name).map_err(of_ods)?;
    drop(book);
    let (top, left) = range.start().unwrap_or_default();
    let mut held = Held::default();
    for (line, row) in (u64::from(top) + 1..).zip(range.rows()) {
        for (column, value) in (u64::from(left) + 1..).zip(row) {
            let text = text_of(value.clone(), line, column)?;
            if is_fault(&text) {
                return Err(SheetError::CellFault { line, column, value: text });
            }
            held.add(line, column, text)?;
        }
    }
    Ok(held.rows)
}

fn choose(sheets: &[Sheet], wanted: Option<&str>) -> Result<String, SheetError> {
    let mut tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let found = match wanted {
        Some(wanted) => tables.find(|sheet| sheet.name == wanted),
        None => tables.clone().find(|sheet| sheet.visible == SheetVisible::Visible).or(tables.next()),
    };
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| SheetError::NoSheet {
        name: wanted.unwrap_or_default().to_owned(),
        sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    })
}

/// `line` is the row that was read last; the fault stands there or just after.
fn of_xlsx(error: XlsxError, line: u64) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Locked,
        XlsxError::CellError(value) => SheetError::CellFault { line, column: 1, value },
        other => SheetError::Damaged { reason: other.to_string() },
    }
}

fn of_ods(error: OdsError) -> SheetError {
    match error {
        OdsError::Password => SheetError::Locked,
        other => SheetError::Damaged { reason: other.to_string() },
    }
}
