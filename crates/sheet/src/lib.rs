//! Reads the tables that people have (CSV, xlsx, ods) and writes tables back.
//!
//! A file comes in through [`open`] or [`read`] and is headers and rows of
//! text; [`Mapping`] says which column is which field; [`Writer`] makes a CSV
//! that reads back as it was. [`clean`] and [`skeleton()`] judge a single text.
//!
//! It knows no organisation, no database, no clock and no sentence for people:
//! an error has a code and its particulars, and the words are found elsewhere.
//! What a cell means (a date, a name, a code) is for the one who asked.
//!
//! Nothing here trusts the file: every size is bounded in [`limits`] before
//! memory is taken for it.

mod archive;
mod dates;
mod decode;
mod delimiter;
mod error;
mod gauge;
mod held;
pub mod limits;
mod mapping;
mod parts;
mod records;
mod rows;
mod sign;
mod skeleton;
mod spread;
mod table;
mod text;
mod values;
mod workbook;
mod write;

pub use delimiter::Delimiter;
pub use error::SheetError;
pub use mapping::{Bound, Field, Mapping};
pub use rows::{Row, Rows};
pub use skeleton::skeleton;
pub use table::{Options, Table, open, read};
pub use text::{TextFault, clean, escaped};
pub use write::{Layout, Writer};

#[cfg(test)]
mod tests;
