//! What can be wrong with a table. Knows where (line, column), not how to say it to people.
//!
//! The `Display` text is for developers and logs; whatever comes from the file
//! is escaped in it. Serialised, an error is its code and its particulars,
//! which is what a message with placeholders needs.

use crate::TextFault;
use serde::Serialize;

/// Why a table was refused. Lines and columns count from one; a column is the cell's place in its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
pub enum SheetError {
    /// The file could not be read or written.
    #[error("{reason}")]
    Io { reason: String },
    /// There is no header row.
    #[error("no header row")]
    Empty,
    /// It is a file of another kind; `kind` names it (xls, xlsb, zip).
    #[error("not a table: {kind}")]
    NotATable { kind: &'static str },
    /// The workbook is locked by a password.
    #[error("locked by a password")]
    Locked,
    /// The workbook is broken, or not made as workbooks are.
    #[error("damaged: {reason:?}")]
    Damaged { reason: String },
    /// The workbook would take more than its share; `what` names what there is too much of.
    #[error("too large: {what} over {limit}")]
    TooLarge { what: &'static str, limit: u64 },
    /// A part of the workbook declares a document type, and with it entities.
    #[error("a document type is declared in {part:?}")]
    Entities { part: String },
    /// There is no sheet of that name.
    #[error("no sheet {name:?} among {sheets:?}")]
    NoSheet { name: String, sheets: Vec<String> },
    /// A cell holds an error value instead of a value.
    #[error("line {line}, column {column}: {value:?}")]
    CellFault { line: u64, column: u64, value: String },
    /// A formula was saved without its value: the file was never calculated.
    #[error("line {line}, column {column}: a formula without a value")]
    Uncalculated { line: u64, column: u64 },
    /// A date cell holds what is no day.
    #[error("line {line}, column {column}: no such date: {value:?}")]
    NoSuchDate { line: u64, column: u64, value: String },
    /// Nobody knows an encoding by that name.
    #[error("unknown encoding {label:?}")]
    UnknownEncoding { label: String },
    /// Bytes that mean nothing in this encoding.
    #[error("line {line}: not {encoding}")]
    NotInEncoding { line: u64, encoding: &'static str },
    /// A NUL character.
    #[error("line {line}, column {column}: NUL")]
    Nul { line: u64, column: u64 },
    /// A carriage return alone, where a line should end with LF or CR LF.
    #[error("line {line}: a carriage return alone")]
    BareCr { line: u64 },
    /// A quote that was opened on this line is never closed.
    #[error("line {line}, column {column}: an open quote")]
    OpenQuote { line: u64, column: u64 },
    /// Text after a closing quote.
    #[error("line {line}, column {column}: text after a closing quote")]
    AfterQuote { line: u64, column: u64 },
    /// A record is too long.
    #[error("line {line}: longer than {limit} bytes")]
    LineTooLong { line: u64, limit: u64 },
    /// A cell is too long.
    #[error("line {line}, column {column}: longer than {limit} bytes")]
    CellTooLong { line: u64, column: u64, limit: u64 },
    /// A row has too many columns.
    #[error("line {line}: more than {limit} columns")]
    TooManyColumns { line: u64, limit: u64 },
    /// The file has too many rows.
    #[error("more than {limit} rows")]
    TooManyRows { limit: u64 },
    /// A row has another number of cells than there are headers.
    #[error("line {line}: {found} cells, {expected} headers")]
    Ragged { line: u64, found: u64, expected: u64 },
    /// A header cannot be shown as it is.
    #[error("line {line}, column {column}: {fault}")]
    HeaderText { line: u64, column: u64, fault: TextFault },
    /// Two columns have the same header.
    #[error("headers that stand twice: {names:?}")]
    DuplicateHeaders { names: Vec<String> },
    /// Columns that are needed are not there; `found` are those that are.
    #[error("missing headers: {names:?} among {found:?}")]
    MissingHeaders { names: Vec<String>, found: Vec<String> },
    /// The mapping names a field that nobody asks for.
    #[error("no field {field:?} among {known:?}")]
    UnknownField { field: String, known: Vec<String> },
    /// A pair is not `field=Column`.
    #[error("not field=Column: {pair:?}")]
    NotAPair { pair: String },
    /// A field is mapped twice.
    #[error("mapped twice: {field:?}")]
    MappedTwice { field: String },
    /// A saved mapping cannot be read.
    #[error("mapping, line {line}, column {column}: {reason:?}")]
    BadMapping { line: u64, column: u64, reason: String },
}

impl SheetError {
    /// The short name of this error, which stays the same from version to version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::Empty => "empty",
            Self::NotATable { .. } => "not-a-table",
            Self::Locked => "locked",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too-large",
            Self::Entities { .. } => "entities",
            Self::NoSheet { .. } => "no-sheet",
            Self::CellFault { .. } => "cell-fault",
            Self::Uncalculated { .. } => "uncalculated",
            Self::NoSuchDate { .. } => "no-such-date",
            Self::UnknownEncoding { .. } => "unknown-encoding",
            Self::NotInEncoding { .. } => "not-in-encoding",
            Self::Nul { .. } => "nul",
            Self::BareCr { .. } => "bare-cr",
            Self::OpenQuote { .. } => "open-quote",
            Self::AfterQuote { .. } => "after-quote",
            Self::LineTooLong { .. } => "line-too-long",
            Self::CellTooLong { .. } => "cell-too-long",
            Self::TooManyColumns { .. } => "too-many-columns",
            Self::TooManyRows { .. } => "too-many-rows",
            Self::Ragged { .. } => "ragged",
            Self::HeaderText { .. } => "header-text",
            Self::DuplicateHeaders { .. } => "duplicate-headers",
            Self::MissingHeaders { .. } => "missing-headers",
            Self::UnknownField { .. } => "unknown-field",
            Self::NotAPair { .. } => "not-a-pair",
            Self::MappedTwice { .. } => "mapped-twice",
            Self::BadMapping { .. } => "bad-mapping",
        }
    }
}

impl From<std::io::Error> for SheetError {
    fn from(error: std::io::Error) -> Self {
        Self::Io { reason: error.to_string() }
    }
}
