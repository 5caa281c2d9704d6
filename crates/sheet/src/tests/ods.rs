//! ods workbooks, well made and hostile.

use super::kit::{archive, cells, fault, ods, said, whole};
use crate::SheetError;
use proptest::prelude::*;

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn sheet(rows: &str) -> Vec<u8> {
    ods(&format!("{}{rows}", row(&(said("unit") + &said("name")))))
}

#[test]
fn a_sheet_has_headers_and_rows_with_their_numbers() {
    let empty = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#;
    let number =
        r#"<table:table-cell office:value-type="float" office:value="5"><text:p>5.00</text:p></table:table-cell>"#;
    let twice = format!(r#"<table:table-row table:number-rows-repeated="2">{}{number}</table:table-row>"#, said("b"));
    let rows = format!("{empty}{}{empty}{twice}{}", row(&(said("a") + number)), empty.replace('3', "1000000"));
    let (headers, rows) = whole(&sheet(&rows)).unwrap();
    assert_eq!(headers, ["unit", "name"]);
    let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [5, 9, 10]);
    assert_eq!(rows[2].cells, ["b", "5"]);
}

#[test]
fn leading_rows_and_columns_without_text_count_in_the_numbers() {
    let empty = r#"<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>"#;
    let gap = r#"<table:table-cell table:number-columns-repeated="2"/>"#;
    let bytes =
        ods(&format!("{empty}{}{}", row(&(gap.to_owned() + &said("unit"))), row(&(gap.to_owned() + &said("a")))));
    let (headers, rows) = whole(&bytes).unwrap();
    assert_eq!(headers, ["", "", "unit"]);
    assert_eq!((rows[0].line, &rows[0].cells[2]), (6, &"a".to_owned()));
}

#[test]
fn hostile_126_dates_times_and_errors_are_defined() {
    let dated = |kind: &str, value: &str| {
        format!(
            r#"<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"><text:p>shown</text:p></table:table-cell>"#
        )
    };
    let rows = row(&(dated("date", "2024-02-29") + &dated("date", "2024-02-29T10:30:00.000")))
        + &row(&(dated("time", "PT36H05M00S") + &dated("boolean", "true")));
    assert_eq!(cells(&sheet(&rows)), [["2024-02-29", "2024-02-29T10:30:00"], ["36:05:00", "true"]]);
    assert_eq!(fault(&sheet(&row(&dated("date", "2024-02-30")))).code(), "no-such-date");
    let error = fault(&sheet(&row(&(said("a") + &said("#REF!")))));
    assert_eq!(error, SheetError::CellFault { line: 2, column: 2, value: "#REF!".to_owned() });
}

#[test]
fn hostile_125_repeats_are_multiplied_before_they_are_written_out() {
    let many = |rows: u64, columns: u64, text: &str| {
        let cell = said(text)
            .replace("<table:table-cell", &format!("<table:table-cell table:number-columns-repeated=\"{columns}\""));
        sheet(&format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>"))
    };
    assert_eq!(cells(&many(1_000, 2, "x")).len(), 1_000);
    for (rows, columns) in [(1_000_000, 1_000), (1_048_576, 3), (1, u64::MAX), (u64::MAX, u64::MAX)] {
        assert!(matches!(fault(&many(rows, columns, "x")), SheetError::TooLarge { what: "cells", .. }));
    }
    let long = "x".repeat(100_000);
    assert!(matches!(fault(&many(2_000, 1, &long)), SheetError::TooLarge { what: "text", .. }));
    let spaces = said(r#"<text:s text:c="4000000000"/>"#);
    assert!(matches!(fault(&sheet(&row(&spaces))), SheetError::TooLarge { what: "text", .. }));
    // Far from everything: the space between would be filled with empty cells.
    let gap = r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>"#;
    let far = sheet(&format!("{gap}{}", row(&(said("a") + &said("b")))));
    assert!(matches!(fault(&far), SheetError::TooLarge { what: "cells", .. }));
    let wide = r#"<table:table-cell table:number-columns-repeated="16000"/>"#.to_owned() + &said("x");
    assert_eq!(fault(&sheet(&row(&wide))).code(), "too-many-columns");
    assert!(matches!(fault(&sheet(&row(&wide).repeat(200))), SheetError::TooLarge { what: "cells", .. }));
}

#[test]
fn hostile_125_entities_and_locks_are_told() {
    let parts = |content: &'static [u8], manifest: &'static [u8]| {
        archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", manifest),
        ])
    };
    let entities = parts(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", b"<manifest:manifest/>");
    assert_eq!(fault(&entities), SheetError::Entities { part: "content.xml".to_owned() });
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(fault(&parts(b"\xff\x00not xml", manifest)), SheetError::Locked);
    assert_eq!(fault(&parts(b"<a/>", b"<manifest:manifest/>")).code(), "no-sheet");
}

proptest! {
    #[test]
    fn any_sheet_is_a_table_or_an_error(
        tags in proptest::collection::vec(
            r#"</?(table:table-row|table:table-cell|text:p|text:s|table:table)( (table:number-rows-repeated|table:number-columns-repeated|text:c|office:value-type|office:date-value)="([0-9]{0,5}|string|x)"){0,2}/?>x?"#,
            0..12,
        ),
    ) {
        let _ = whole(&sheet(&tags.concat()));
    }
}
