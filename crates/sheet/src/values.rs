//! Turns the value of a spreadsheet's cell into a text. Knows no rows.
//!
//! A date becomes an ISO text, a number its shortest form. What has no value
//! is refused with its row: an empty cell would be a lie.

use crate::SheetError;
use crate::dates::{date_cell, iso_date, iso_duration};
use calamine::Data;

/// The text of a cell.
pub(crate) fn text_of(value: Data, line: u64, column: u64) -> Result<String, SheetError> {
    let dated = |text: Option<String>, value: String| text.ok_or(SheetError::NoSuchDate { line, column, value });
    match value {
        Data::Empty => Ok(String::new()),
        Data::String(text) => Ok(text),
        Data::Int(number) => Ok(number.to_string()),
        Data::Float(number) => Ok(number.to_string()),
        Data::Bool(yes) => Ok(yes.to_string()),
        Data::DateTime(date) => dated(date_cell(&date), date.as_f64().to_string()),
        Data::DateTimeIso(text) => dated(iso_date(&text), text),
        Data::DurationIso(text) => dated(iso_duration(&text), text),
        Data::Error(error) => Err(SheetError::CellFault { line, column, value: error.to_string() }),
    }
}

/// Whether a text is what an ods file holds in place of an error.
pub(crate) fn is_fault(text: &str) -> bool {
    let known = ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"];
    let numbered = text.strip_prefix("Err:");
    known.contains(&text) || numbered.is_some_and(|rest| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()))
}
