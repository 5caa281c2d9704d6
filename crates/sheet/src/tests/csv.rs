//! CSV files, well made and hostile.

use super::kit::{Endless, cells, fault, whole, whole_with};
use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_RECORD, MAX_ROWS};
use crate::{Delimiter, Options, SheetError, open, read};
use proptest::prelude::*;
use std::path::Path;
use std::sync::atomic::Ordering;

fn options(encoding: &str) -> Options {
    Options { encoding: Some(encoding.to_owned()), ..Options::default() }
}

fn encoded(label: &[u8], text: &str) -> Vec<u8> {
    encoding_rs::Encoding::for_label(label).unwrap().encode(text).0.into_owned()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn a_table_has_headers_and_rows_with_their_lines() {
    let (headers, rows) = whole(b" unit ,name\r\na,\"x, y\"\n\n\"b\",\"two\nlines\"\nc,\"a \"\"q\"\"\"").unwrap();
    assert_eq!(headers, ["unit", "name"]);
    let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 4, 6]);
    assert_eq!(rows[0].cells, ["a", "x, y"]);
    assert_eq!(rows[1].cells, ["b", "two\nlines"]);
    assert_eq!(rows[2].cells, ["c", "a \"q\""]);
}

#[test]
fn a_quote_inside_a_plain_cell_is_a_quote() {
    assert_eq!(cells(b"a,b\n5\" pipe,it's\n"), [["5\" pipe", "it's"]]);
}

#[test]
fn the_delimiter_is_found_in_the_header_row() {
    assert_eq!(cells(b"a;b\n1,5;2\n"), [["1,5", "2"]]);
    assert_eq!(cells(b"a\tb\n1,5\t2\n"), [["1,5", "2"]]);
    assert_eq!(cells(b"\"a,b,c\";d\n1;2\n"), [["1", "2"]]);
    assert_eq!(cells(b"only\none\n"), [["one"]]);
    let tab = Options { delimiter: Some(Delimiter::Tab), ..Options::default() };
    assert_eq!(whole_with(b"a,b\n1,2\n", &tab).unwrap().0, ["a,b"]);
}

#[test]
fn rows_without_any_text_are_passed_over() {
    let (_, rows) = whole(b"a,b\n,\n\r\n1,\n\"\",\n").unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].line, 4);
}

#[test]
fn a_file_without_a_header_row_is_no_table() {
    for bytes in [&b""[..], b"\n\n", b",,\n1,2,3", b"\xef\xbb\xbf"] {
        assert_eq!(fault(bytes), SheetError::Empty);
    }
}

#[test]
fn hostile_037_every_encoding_that_is_declared_is_read() {
    let text = "unit,name\nа,Ячейка №5\n";
    let wanted = [["а", "Ячейка №5"]];
    assert_eq!(cells(text.as_bytes()), wanted);
    assert_eq!(cells(format!("\u{feff}{text}").as_bytes()), wanted);
    assert_eq!(cells(&utf16(text, false)), wanted);
    assert_eq!(cells(&utf16(text, true)), wanted);
    let (_, rows) = whole_with(&encoded(b"windows-1251", text), &options("windows-1251")).unwrap();
    assert_eq!(rows[0].cells, wanted[0]);
    let polish = encoded(b"windows-1250", "a;b\nŁódź;Żółć\n");
    assert_eq!(whole_with(&polish, &options("cp1250")).unwrap().1[0].cells, ["Łódź", "Żółć"]);
    // A byte order mark outweighs what the person said.
    assert_eq!(whole_with(&utf16(text, false), &options("utf-8")).unwrap().1[0].cells, wanted[0]);
}

#[test]
fn hostile_037_bytes_of_another_encoding_are_an_error_with_their_line() {
    let bytes = encoded(b"windows-1251", "a,b\n1,2\n3,Ячейка\n");
    assert_eq!(fault(&bytes), SheetError::NotInEncoding { line: 3, encoding: "UTF-8" });
    let odd = [utf16("a,b\n1,2\n", false), vec![0x41]].concat();
    assert_eq!(fault(&odd), SheetError::NotInEncoding { line: 3, encoding: "UTF-16LE" });
    let unknown = whole_with(b"a\n1", &options("klingon")).unwrap_err();
    assert_eq!(unknown, SheetError::UnknownEncoding { label: "klingon".to_owned() });
}

#[test]
fn hostile_038_a_line_of_a_gigabyte_is_refused_after_a_megabyte() {
    for (begin, piece) in [("a,b\n", "1,\"\","), ("a,b\n\"", "x\n"), ("a,b\n", "x"), ("", "x,"), ("", "\"")] {
        let times = (1 << 30) / piece.len() as u64;
        let (endless, taken) = Endless::new(begin, piece, times);
        let error = read(endless, &Options::default()).map(|table| table.rows.last());
        let error = error.map_or_else(|error| error, |last| last.unwrap().unwrap_err());
        let code = error.code();
        assert!(["line-too-long", "cell-too-long", "too-many-columns"].contains(&code), "{error}");
        assert!(taken.load(Ordering::Relaxed) < 2 * MAX_RECORD as u64, "{error}");
    }
}

#[test]
fn hostile_038_limits_of_cells_and_columns_name_their_line() {
    let long = format!("a,b\n1,{}\n", "x".repeat(MAX_CELL + 1));
    let limit = MAX_CELL as u64;
    assert_eq!(fault(long.as_bytes()), SheetError::CellTooLong { line: 2, column: 2, limit });
    let wide = "x,".repeat(MAX_COLUMNS + 1);
    let limit = MAX_COLUMNS as u64;
    assert_eq!(fault(wide.as_bytes()), SheetError::TooManyColumns { line: 1, limit });
}

#[test]
fn a_million_rows_stream_through_a_few_pieces() {
    let row = "p0123456,g1234567\n";
    let (endless, taken) = Endless::new("person,unit\n", row, 1_000_000);
    let table = read(endless, &Options::default()).unwrap();
    let mut rows = 0;
    for each in table.rows {
        each.unwrap();
        rows += 1;
        let ahead = taken.load(Ordering::Relaxed) - rows * row.len() as u64;
        assert!(ahead <= 2 * 64 * 1024, "{ahead} bytes are held");
    }
    assert_eq!(rows, 1_000_000);
}

#[test]
fn a_file_with_too_many_rows_is_refused() {
    let (endless, _) = Endless::new("a\n", "1\n", MAX_ROWS + 1);
    let last = read(endless, &Options::default()).unwrap().rows.last().unwrap();
    assert_eq!(last.unwrap_err(), SheetError::TooManyRows { limit: MAX_ROWS });
}

#[test]
fn hostile_039_a_row_of_another_length_is_an_error_with_its_line() {
    assert_eq!(fault(b"a,b\n1,2\n1,2,3\n"), SheetError::Ragged { line: 3, found: 3, expected: 2 });
    assert_eq!(fault(b"a,b\n1\n"), SheetError::Ragged { line: 2, found: 1, expected: 2 });
}

#[test]
fn hostile_040_an_open_quote_is_an_error_with_its_line() {
    assert_eq!(fault(b"a,b\n1,2\n3,\"4\n5,6\n"), SheetError::OpenQuote { line: 3, column: 2 });
    assert_eq!(fault(b"a,b\n1,\"2\"x\n"), SheetError::AfterQuote { line: 2, column: 2 });
}

#[test]
fn hostile_040_a_nul_is_an_error_with_its_line() {
    assert_eq!(fault(b"a,b\n1,2\n3,\x004\n"), SheetError::Nul { line: 3, column: 2 });
    assert_eq!(fault(b"a,b\n1,2\n3,\"\n\x00\"\n"), SheetError::Nul { line: 4, column: 2 });
}

#[test]
fn hostile_040_a_carriage_return_alone_is_an_error_with_its_line() {
    assert_eq!(fault(b"a,b\r1,2\r"), SheetError::BareCr { line: 1 });
    assert_eq!(fault(b"a,b\r\n1,2\r3,4\n"), SheetError::BareCr { line: 2 });
    assert_eq!(fault(b"a,b\r\n1,\"2\"\r"), SheetError::BareCr { line: 2 });
    assert_eq!(fault(b"a,b\r\n1,2\r\r\n"), SheetError::BareCr { line: 2 });
    assert_eq!(cells(b"a,b\r\n1,\"x\ry\"\r\n"), [["1", "x\ry"]]);
}

#[test]
fn after_an_error_there_are_no_more_rows() {
    let mut rows = read(&b"a,b\n1\n1,2\n"[..], &Options::default()).unwrap().rows;
    assert!(rows.next().unwrap().is_err());
    assert!(rows.next().is_none());
}

#[test]
fn hostile_127_a_script_in_a_header_is_text_and_a_hidden_sign_in_one_is_refused() {
    let (headers, _) = whole(b"unit,<script>alert(1)</script>\n1,2\n").unwrap();
    assert_eq!(headers[1], "<script>alert(1)</script>");
    assert_eq!(fault("unit,na\u{202e}me\n".as_bytes()).code(), "header-text");
    assert_eq!(fault("unit,na\u{7}me\n".as_bytes()).code(), "header-text");
}

#[test]
fn a_file_of_another_kind_is_named() {
    assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), SheetError::NotATable { kind: "xls" });
    assert_eq!(open(Path::new("no such file"), &Options::default()).err().unwrap().code(), "io");
}

#[test]
fn the_code_of_an_error_is_the_code_it_is_saved_under() {
    for bytes in [&b""[..], b"a,b\n1", b"a\r", b"a\0", b"\xff", b"\"", b"\xd0\xcf\x11\xe0"] {
        let error = fault(bytes);
        assert_eq!(serde_json::to_value(&error).unwrap()["code"], error.code());
    }
}

#[test]
fn the_real_files_of_nashville_are_read_as_they_are() {
    let Ok(folder) = std::env::var("SWARD_REAL_DATA") else {
        println!("left out: SWARD_REAL_DATA is not set");
        return;
    };
    for (file, wanted) in [("units", 634), ("meetings", 19_307), ("memberships", 45_583)] {
        let path = Path::new(&folder).join("nashville").join(file).with_extension("csv");
        let mut rows = 0;
        for row in open(&path, &Options::default()).unwrap().rows {
            for cell in row.unwrap().cells {
                crate::clean(&cell).unwrap();
            }
            rows += 1;
        }
        assert_eq!(rows, wanted, "{file}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_table_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = whole(&bytes);
        let _ = whole_with(&bytes, &options("windows-1250"));
        let _ = whole_with(&bytes, &options("utf-16le"));
        let _ = whole_with(&bytes, &options("iso-2022-jp"));
    }

    #[test]
    fn any_signs_of_the_format_are_a_table_or_an_error(text in "[a,;\"\r\n\té']{0,40}") {
        let _ = whole(text.as_bytes());
    }
}
