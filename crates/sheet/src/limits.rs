//! How much of a file is looked at, at most. Knows no format.
//!
//! The numbers are far above what a table of people, meetings or units needs,
//! and low enough that the largest file that passes fits in a small server.

/// The longest record of a CSV file, in bytes of UTF-8; a quoted one may have several lines.
pub const MAX_RECORD: usize = 1024 * 1024;

/// The longest text of one cell, in bytes of UTF-8.
pub const MAX_CELL: usize = 256 * 1024;

/// The most columns of a table.
pub const MAX_COLUMNS: usize = 1_024;

/// The most rows of a CSV file, those of empty cells included.
pub const MAX_ROWS: u64 = 5_000_000;

/// The most combining marks in a row. Living scripts stay under ten; what is
/// longer is written to paint over the lines above and below.
pub const MAX_MARKS: usize = 12;

/// The largest xlsx or ods file, as it lies on the disk.
pub const MAX_PACKED: u64 = 64 * 1024 * 1024;

/// The largest xlsx or ods file, unpacked: all that is read of it together.
pub const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// The most parts in an xlsx or ods archive.
pub const MAX_PARTS: usize = 2_000;

/// The most cells of a sheet, empty ones between full ones included: a sheet is
/// held whole, a CSV file is not. Beyond it, people are asked for a CSV file.
pub const MAX_SHEET_CELLS: u64 = 2_000_000;

/// The most text of a sheet, repeated cells counted as often as they stand there.
pub const MAX_SHEET_TEXT: u64 = 128 * 1024 * 1024;

/// The longest single piece of XML: a tag, a text, a comment.
pub const MAX_XML_PIECE: u64 = 1024 * 1024;

/// The most attributes of one tag.
pub const MAX_ATTRIBUTES: usize = 128;

/// The most styles, fonts, names and relations of a workbook.
pub const MAX_DEFINITIONS: u64 = 65_536;

/// The longest tag of a style, font, name or relation; each may be copied for every style.
pub const MAX_DEFINITION_TAG: usize = 1024;

/// The longest saved mapping.
pub const MAX_MAPPING: usize = 64 * 1024;
