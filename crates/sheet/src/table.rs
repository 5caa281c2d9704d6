//! A table: headers, and rows that come one at a time. Knows no fields.
//!
//! The kind of a file is told by its first bytes, never by its name. A CSV file
//! streams: one piece and one record are in memory, whatever its length. A
//! sheet is held whole, within its limits.

use crate::decode::Decoded;
use crate::delimiter::delimiter_of;
use crate::limits::MAX_PACKED;
use crate::records::Records;
use crate::sign::plain;
use crate::{Delimiter, Rows, SheetError, archive, clean, workbook};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What the person knows about the file; what is left out is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// A label such as `windows-1251`; without one, UTF-8. A byte order mark outweighs it.
    pub encoding: Option<String>,
    /// Without one, the most frequent of the three in the header row.
    pub delimiter: Option<Delimiter>,
    /// A sheet's name; without one, the first that is not hidden.
    pub sheet: Option<String>,
}

/// A file as headers and rows.
pub struct Table {
    /// The headers, cleaned and trimmed.
    pub headers: Vec<String>,
    /// The rows, in the order of the file.
    pub rows: Rows,
}

/// Opens a file.
pub fn open(path: &Path, options: &Options) -> Result<Table, SheetError> {
    read(std::fs::File::open(path)?, options)
}

/// Reads a table from anything that gives bytes.
pub fn read(mut input: impl Read + Send + 'static, options: &Options) -> Result<Table, SheetError> {
    let mut head = Vec::new();
    input.by_ref().take(8).read_to_end(&mut head)?;
    if head.starts_with(b"PK\x03\x04") {
        let mut packed = head;
        let rest = MAX_PACKED + 1 - packed.len() as u64;
        input.take(rest).read_to_end(&mut packed)?;
        sheet(packed, options)
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        // The container of old workbooks, and of new ones under a password.
        Err(SheetError::NotATable { kind: "xls" })
    } else {
        csv(head, Box::new(input), options)
    }
}

fn sheet(packed: Vec<u8>, options: &Options) -> Result<Table, SheetError> {
    // The parsers of these formats are large and not ours. A panic in one of
    // them is a fault of the file, and must not end a server.
    let held = catch_unwind(AssertUnwindSafe(|| workbook::rows(archive::admit(packed)?, options.sheet.as_deref())));
    let broken = |_| SheetError::Damaged { reason: "the parser gave up".to_owned() };
    let mut rows = held.map_err(broken)??.into_iter();
    let first = rows.next().ok_or(SheetError::Empty)?;
    let columns = first.cells.len();
    let headers = headers_of(first.cells, first.line)?;
    Ok(Table { headers, rows: Rows::sheet(rows, columns) })
}

fn csv(head: Vec<u8>, input: Box<dyn Read + Send>, options: &Options) -> Result<Table, SheetError> {
    let mut text = Decoded::new(head, input, options.encoding.as_deref())?;
    let delimiter = match options.delimiter {
        Some(delimiter) => delimiter,
        None => delimiter_of(&mut text)?,
    };
    let mut records = Records::new(text, delimiter.byte());
    let (line, cells) = records.next()?.ok_or(SheetError::Empty)?;
    let headers = headers_of(cells, line)?;
    let columns = headers.len();
    Ok(Table { headers, rows: Rows::csv(records, columns) })
}

fn headers_of(cells: Vec<String>, line: u64) -> Result<Vec<String>, SheetError> {
    let header = |(place, cell): (usize, String)| match clean(plain(cell).trim()) {
        Ok(header) => Ok(header),
        Err(fault) => Err(SheetError::HeaderText { line, column: place as u64 + 1, fault }),
    };
    let headers: Vec<String> = cells.into_iter().enumerate().map(header).collect::<Result<_, _>>()?;
    if headers.iter().all(String::is_empty) { Err(SheetError::Empty) } else { Ok(headers) }
}
