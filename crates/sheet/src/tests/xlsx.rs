//! xlsx workbooks, well made and hostile.

use super::kit::{BOOK_RELS, Book, RELS, archive, cells, fault, ods, said, whole, whole_with, xlsx};
use crate::limits::{MAX_ATTRIBUTES, MAX_PARTS, MAX_SHEET_CELLS, MAX_UNPACKED};
use crate::{Options, SheetError};
use proptest::prelude::*;

const HEAD: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#;

fn book(rows: &str) -> Book {
    Book::new(&format!("{HEAD}{rows}"))
}

fn one(cell: &str) -> Vec<u8> {
    book(&format!(r#"<row r="2">{cell}</row>"#)).bytes()
}

fn named(sheet: &str) -> Options {
    Options { sheet: Some(sheet.to_owned()), ..Options::default() }
}

#[test]
fn a_sheet_has_headers_and_rows_with_their_numbers() {
    let bytes = book(
        r#"<row r="3"><c r="A3" t="inlineStr"><is><t>m</t></is></c><c r="B3"><v>12.50</v></c></row>
           <row r="9"><c r="B9" t="b"><v>1</v></c></row><row r="10"><c r="A10"/></row>"#,
    );
    let (headers, rows) = whole(&bytes.bytes()).unwrap();
    assert_eq!(headers, ["unit", "name"]);
    assert_eq!((rows[0].line, &rows[0].cells), (3, &vec!["m".to_owned(), "12.5".to_owned()]));
    assert_eq!((rows[1].line, &rows[1].cells), (9, &vec![String::new(), "true".to_owned()]));
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_sheet_can_be_named() {
    let (headers, _) = whole_with(&xlsx(HEAD), &named("Second")).unwrap();
    assert_eq!(headers, ["other"]);
    let error = whole_with(&xlsx(HEAD), &named("Third")).unwrap_err();
    let sheets = vec!["Cells".to_owned(), "Second".to_owned()];
    assert_eq!(error, SheetError::NoSheet { name: "Third".to_owned(), sheets });
}

#[test]
fn text_beside_the_table_is_an_error_with_its_row() {
    let error = fault(&one(r#"<c r="D2"><v>1</v></c>"#));
    assert_eq!(error, SheetError::Ragged { line: 2, found: 4, expected: 2 });
}

#[test]
fn hostile_036_a_formula_in_a_text_is_text() {
    let bytes =
        one(r#"<c r="A2" t="inlineStr"><is><t>=cmd()</t></is></c><c r="B2" t="inlineStr"><is><t>'=x</t></is></c>"#);
    assert_eq!(cells(&bytes), [["=cmd()", "=x"]]);
}

#[test]
fn hostile_126_dates_of_both_systems_become_iso_texts() {
    let date = |serial: &str, style: u8| format!(r#"<c r="A2" s="{style}"><v>{serial}</v></c>"#);
    for (serial, style, of_1900, of_1904) in [
        ("45943", 1, "2025-10-13", "2029-10-14"),
        ("45943.541666666664", 2, "2025-10-13T13:00:00", "2029-10-14T13:00:00"),
        ("45943.99999999", 2, "2025-10-14", "2029-10-15"),
        ("61", 1, "1900-03-01", "1904-03-02"),
        ("59", 1, "1900-02-28", "1904-02-29"),
        ("1", 1, "1900-01-01", "1904-01-02"),
        ("0.75", 2, "18:00:00", "18:00:00"),
        ("1.5", 3, "36:00:00", "36:00:00"),
    ] {
        let mut book = book(&format!("<row r=\"2\">{}</row>", date(serial, style)));
        assert_eq!(cells(&book.bytes())[0][0], of_1900, "{serial}");
        book.properties = r#"date1904="1""#.to_owned();
        assert_eq!(cells(&book.bytes())[0][0], of_1904, "{serial}");
    }
    for serial in ["60", "-1", "2958466", "1e300"] {
        let error = fault(&one(&date(serial, 1)));
        assert!(matches!(error, SheetError::NoSuchDate { line: 2, column: 1, .. }), "{error}");
    }
}

#[test]
fn hostile_082_a_day_that_the_calendar_has_not_is_an_error_with_its_row() {
    let iso = |text: &str| one(&format!(r#"<c r="A2" t="d"><v>{text}</v></c>"#));
    assert_eq!(cells(&iso("2024-02-29T10:00:00.5Z"))[0][0], "2024-02-29T10:00:00Z");
    for text in ["2024-02-30", "2023-02-29", "99999-01-01", "2024-01-01T24:00:00", "yesterday", "2024-1-1"] {
        assert_eq!(fault(&iso(text)).code(), "no-such-date", "{text}");
    }
}

#[test]
fn hostile_126_a_formula_gives_its_saved_value_or_an_error_with_its_row() {
    assert_eq!(cells(&one(r#"<c r="A2"><f>1+1</f><v>2</v></c>"#))[0][0], "2");
    assert_eq!(cells(&one(r#"<c r="A2" t="str"><f>A1</f><v>x</v></c>"#))[0][0], "x");
    let error = fault(&one(r#"<c r="B2"><f>1+1</f></c>"#));
    assert_eq!(error, SheetError::Uncalculated { line: 2, column: 2 });
    let error = fault(&one(r#"<c r="B2" t="e"><f>X1</f><v>#REF!</v></c>"#));
    assert_eq!(error, SheetError::CellFault { line: 2, column: 2, value: "#REF!".to_owned() });
    assert_eq!(fault(&one(r#"<c r="B2" t="e"><v>#SPILL!</v></c>"#)).code(), "cell-fault");
}

#[test]
fn hostile_125_a_bomb_is_refused_before_it_is_unpacked() {
    let blanks = vec![b' '; MAX_UNPACKED as usize / 4];
    let big = |name| (name, &blanks[..]);
    let parts =
        [big("a.xml"), big("b.xml"), big("c.xml"), big("d.xml"), big("e.xml"), ("_rels/.rels", RELS.as_bytes())];
    assert_eq!(fault(&archive(&parts)), SheetError::TooLarge { what: "unpacked", limit: MAX_UNPACKED });
    // Within the sum, but one piece of XML that never ends.
    let error = fault(&archive(&[big("a.xml"), ("_rels/.rels", RELS.as_bytes())]));
    assert!(matches!(error, SheetError::TooLarge { what: "piece", .. }), "{error}");
    let names: Vec<String> = (0..=MAX_PARTS).map(|at| format!("{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(fault(&archive(&parts)), SheetError::TooLarge { what: "parts", .. }));
}

#[test]
fn hostile_125_a_size_that_an_archive_lies_about_does_not_help() {
    let mut lying = book("");
    lying.sheet = " ".repeat(2 << 20);
    let mut bytes = lying.bytes();
    // The unpacked size in the directory of entries, made small.
    let size = (2u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == size).collect();
    places.iter().for_each(|at| bytes[*at..*at + 4].copy_from_slice(&9u32.to_le_bytes()));
    assert!(!places.is_empty());
    assert!(["too-large", "damaged"].contains(&fault(&bytes).code()));
}

#[test]
fn hostile_125_entities_are_refused() {
    let mut bomb = book("");
    bomb.strings = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"#.to_owned();
    assert_eq!(fault(&bomb.bytes()), SheetError::Entities { part: "xl/sharedStrings.xml".to_owned() });
}

#[test]
fn hostile_125_a_million_empty_rows_are_no_rows() {
    let rows = book(&r#"<row/>"#.repeat(1_000_000));
    assert_eq!(cells(&rows.bytes()).len(), 0);
}

#[test]
fn hostile_125_cells_at_the_far_ends_of_a_sheet_take_no_memory_between() {
    let far = one(r#"</row><row r="1048576"><c r="A1048576"><v>7</v></c>"#);
    let (_, rows) = whole(&far).unwrap();
    assert_eq!((rows.len(), rows[0].line), (1, 1_048_576));
    assert_eq!(fault(&one(r#"<c r="XFD2"><v>1</v></c>"#)).code(), "too-many-columns");
}

#[test]
fn hostile_125_fifty_thousand_attributes_are_refused() {
    let many = |count: usize| (0..count).map(|at| format!(" a{at}=\"\"")).collect::<String>();
    let tag = |count| one(&format!("<c r=\"A2\"{}/>", many(count)));
    assert_eq!(fault(&tag(50_000)).code(), "too-large");
    let limit = MAX_ATTRIBUTES as u64;
    assert_eq!(fault(&tag(MAX_ATTRIBUTES)), SheetError::TooLarge { what: "attributes", limit });
}

#[test]
fn hostile_125_claims_that_would_take_memory_are_refused() {
    for claim in ["99999999999", "18446744073709551616", "-1"] {
        let mut book = book("");
        book.strings = format!(r#"<sst uniqueCount="{claim}"><si><t>unit</t></si></sst>"#);
        let limit = MAX_SHEET_CELLS;
        assert_eq!(fault(&book.bytes()), SheetError::TooLarge { what: "texts", limit });
    }
    let mut styles = book("");
    styles.styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(100_000));
    assert!(matches!(fault(&styles.bytes()), SheetError::TooLarge { what: "definitions", .. }));
    styles.styles =
        format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>", "x".repeat(5_000));
    assert!(matches!(fault(&styles.bytes()), SheetError::TooLarge { what: "tag", .. }));
}

#[test]
fn hostile_125_one_long_text_in_many_cells_is_refused() {
    let mut book = book(&r#"<row><c t="s"><v>2</v></c></row>"#.repeat(2_000));
    book.strings = format!("<sst><si><t>a</t></si><si><t>b</t></si><si><t>{}</t></si></sst>", "x".repeat(100_000));
    assert!(matches!(fault(&book.bytes()), SheetError::TooLarge { what: "text", .. }));
}

#[test]
fn hostile_125_a_parser_that_panics_is_a_damaged_file() {
    let mut styles = book("");
    styles.styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>"#,
        "[".repeat(300)
    );
    let _ = whole(&styles.bytes());
    let mut backwards = book("");
    backwards.sheet = backwards.sheet.replace("<sheetData>", r#"<dimension ref="B9:A1"/><sheetData>"#);
    let _ = whole(&backwards.bytes());
    assert_eq!(fault(&one(r#"<c r="A2"><v>1</v></c><c r="A1"><v>1</v></c>"#)).code(), "damaged");
}

#[test]
fn archives_that_are_no_workbook_are_named() {
    assert_eq!(fault(&archive(&[("a.txt", b"x")])), SheetError::NotATable { kind: "zip" });
    assert_eq!(fault(&archive(&[("xl/workbook.bin", b"x")])), SheetError::NotATable { kind: "xlsb" });
    assert_eq!(fault(b"PK\x03\x04 and no more").code(), "damaged");
    let parts = [("_rels/.rels", RELS.as_bytes()), ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes())];
    assert_eq!(fault(&archive(&parts)).code(), "no-sheet");
}

proptest! {
    #[test]
    fn a_workbook_with_any_byte_changed_is_a_table_or_an_error(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        for mut bytes in [one(r#"<c r="A2" s="1"><v>45943</v></c>"#), ods(&format!("<table:table-row>{}</table:table-row>", said("x")))] {
            let at = at.index(bytes.len());
            bytes[at] = to;
            let _ = whole(&bytes);
        }
    }

    #[test]
    fn any_sheet_is_a_table_or_an_error(
        rows in proptest::collection::vec(r#"<(row|c|v|f|is|t|dimension|/row|/c|/v)( (r|t|s|ref|si|xml:space)="([A-Z]{0,9}[0-9]{0,12}|s|e|d|str|inlineStr|shared)"){0,3}/?>[0-9x&;]{0,3}"#, 0..12),
    ) {
        let _ = whole(&book(&rows.concat()).bytes());
    }
}
