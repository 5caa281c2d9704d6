//! What is written reads back, and no spreadsheet runs it.

use super::kit::whole;
use crate::limits::MAX_CELL;
use crate::{Delimiter, Layout, SheetError, Writer};
use proptest::prelude::*;

fn written(layout: Layout, headers: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, SheetError> {
    let mut writer = Writer::new(Vec::new(), layout, headers)?;
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()
}

#[test]
fn hostile_036_what_a_spreadsheet_would_run_is_written_as_text_and_reads_back() {
    let texts = ["=1+1", "+49 30", "-5", "@sum", "\tx", "\rx", "'=1", "''=1", "'tis", "'", "\u{ff1d}1"];
    let rows: Vec<Vec<String>> = texts.iter().map(|text| vec![(*text).to_owned()]).collect();
    let bytes = written(Layout::default(), &["=name"], &rows).unwrap();
    let mut raw = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    for record in raw.records() {
        let record = record.unwrap();
        assert!(!record[0].starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{record:?}");
    }
    let (headers, read) = whole(&bytes).unwrap();
    assert_eq!(headers, ["=name"]);
    assert_eq!(read.into_iter().map(|row| row.cells).collect::<Vec<_>>(), rows);
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let row = |cell: String| written(Layout::default(), &["a"], &[vec![cell]]).unwrap_err().code();
    assert_eq!(row("\0".to_owned()), "nul");
    assert_eq!(row("x".repeat(MAX_CELL)), "cell-too-long");
    let ragged = written(Layout::default(), &["a", "b"], &[vec!["x".to_owned()]]).unwrap_err();
    assert_eq!(ragged.code(), "ragged");
    let quotes = vec!["\"".repeat(MAX_CELL - 1); 3];
    let long = written(Layout::default(), &["a", "b", "c"], &[quotes]).unwrap_err();
    assert_eq!(long.code(), "line-too-long");
}

fn layouts() -> impl Strategy<Value = Layout> {
    let delimiters = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];
    (0..3usize, any::<bool>()).prop_map(move |(at, mark)| Layout { delimiter: delimiters[at], mark })
}

/// Any text but NUL, and often one that is made of the signs that matter.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["['=+@\t\r\n\",;a\u{feff}-]{0,8}", any::<String>().prop_map(|text| text.replace('\0', "")),]
}

proptest! {
    #[test]
    fn hostile_036_any_table_that_is_written_reads_back(
        layout in layouts(),
        rows in proptest::collection::vec(proptest::collection::vec(texts(), 3), 0..8),
    ) {
        let bytes = written(layout, &["unit", "name", "\u{430}"], &rows).unwrap();
        let (headers, read) = whole(&bytes).unwrap();
        prop_assert_eq!(headers, ["unit", "name", "\u{430}"]);
        let full: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(read.into_iter().map(|row| row.cells).collect::<Vec<_>>(), full);
    }

    #[test]
    fn a_well_made_file_is_cut_as_the_csv_crate_cuts_it(
        rows in proptest::collection::vec(proptest::collection::vec("[ab,\"\n é]{0,6}", 2), 1..6),
    ) {
        let mut plain = ::csv::Writer::from_writer(Vec::new());
        plain.write_record(["x", "y"]).unwrap();
        rows.iter().for_each(|row| plain.write_record(row).unwrap());
        let bytes = plain.into_inner().unwrap();
        let theirs = ::csv::Reader::from_reader(&bytes[..]).into_records().map(Result::unwrap);
        let theirs: Vec<Vec<String>> = theirs.map(|row| row.iter().map(str::to_owned).collect()).collect();
        let ours: Vec<_> = whole(&bytes).unwrap().1.into_iter().map(|row| row.cells).collect();
        let full: Vec<_> = theirs.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(ours, full);
    }
}
