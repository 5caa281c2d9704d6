//! Workbooks that hold more than they seem, and days as workbooks count them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::kit::{Node, Ran, left_out};

const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const HEADERS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>meeting</t></is></c><c r="B1" t="inlineStr"><is><t>unit</t></is></c><c r="C1" t="inlineStr"><is><t>starts_at</t></is></c></row>"#;

/// An xlsx file with these properties of the book, and a sheet that is written by `sheet`.
fn book(properties: &str, sheet: impl FnOnce(&mut dyn Write)) -> Vec<u8> {
    let book =
        format!(r#"<workbook><workbookPr {properties}/><sheets><sheet name="One" r:id="r1"/></sheets></workbook>"#);
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in [
        ("_rels/.rels", RELS),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/styles.xml", STYLES),
        ("xl/workbook.xml", &book),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    sheet(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn rows(rows: &str) -> impl FnOnce(&mut dyn Write) {
    let sheet = format!("<worksheet><sheetData>{HEADERS}{rows}</sheetData></worksheet>");
    move |out| out.write_all(sheet.as_bytes()).unwrap()
}

fn meeting(cell: &str) -> String {
    format!(
        r#"<row r="2"><c r="A2" t="inlineStr"><is><t>m1</t></is></c><c r="B2" t="inlineStr"><is><t>mill</t></is></c>{cell}</row>"#
    )
}

/// Brings a workbook in with little memory; it must be refused. Gives the complaint.
fn refused(bytes: Vec<u8>) -> String {
    let node = Node::with_cells();
    node.write("book.xlsx", bytes);
    let (before, program) = (node.digest(), env!("CARGO_BIN_EXE_sward"));
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "ulimit -v 2000000 && exec \"$0\" \"$@\"", program, "import", "meetings", "book.xlsx"]);
    match node.dress(&mut limited).output() {
        Ok(output) => {
            let ran = Ran::of(output);
            assert_eq!(ran.status, Some(1), "{}{}", ran.out, ran.err);
            assert_eq!(node.digest(), before);
            ran.err
        }
        Err(why) => {
            left_out("memory stays flat on a workbook that unpacks to much", &why.to_string());
            node.fails(&["import", "meetings", "book.xlsx"])
        }
    }
}

#[test]
fn hostile_125_a_workbook_that_unpacks_a_thousandfold_is_refused() {
    let spaces = vec![b' '; 1 << 20];
    let said = refused(book("", |out| (0..600).for_each(|_| out.write_all(&spaces).unwrap())));
    assert!(said.contains("too much inside"), "{said}");
}

#[test]
fn hostile_125_entities_empty_rows_and_attributes_without_end_are_refused() {
    let entities = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>"#;
    let said = refused(book("", |out| out.write_all(entities.as_bytes()).unwrap()));
    assert!(said.contains("entities") && !said.contains("root:"), "{said}");
    let attributes = (0..50_000).map(|at| format!(" a{at}=\"x\"")).collect::<String>();
    let said = refused(book("", rows(&format!("<row{attributes}/>"))));
    assert!(said.contains("too much inside"), "{said}");
    // Empty rows hold nothing, and nothing comes of them.
    let node = Node::with_cells();
    let empty = book("", rows(&(2..1_000_000).map(|at| format!("<row r=\"{at}\"/>")).collect::<String>()));
    node.write("empty.xlsx", empty);
    let ran = node.run(&["import", "meetings", "empty.xlsx", "--json"]);
    assert!(matches!(ran.status, Some(0 | 1)) && !ran.out.contains("\"added\": 1"), "{}{}", ran.out, ran.err);
}

#[test]
fn hostile_126_a_day_is_the_same_in_both_systems_of_dates() {
    for (properties, serial) in [("", 45_672), (r#"date1904="1""#, 45_672 - 1_462)] {
        let node = Node::with_cells();
        let bytes = book(properties, rows(&meeting(&format!(r#"<c r="C2" s="1"><v>{serial}</v></c>"#))));
        node.write("book.xlsx", bytes);
        node.ok(&["import", "meetings", "book.xlsx"]);
        assert!(node.ok(&["meeting", "list", "mill"]).contains("2025-01-15"), "{properties}");
    }
}

#[test]
fn hostile_126_a_formula_without_its_value_and_a_day_that_is_none_are_told() {
    let said = refused(book("", rows(&meeting(r#"<c r="C2"><f>NOW()</f></c>"#))));
    assert!(said.contains("Line 2") && said.contains("formula without its value"), "{said}");
    let said = refused(book("", rows(&meeting(r#"<c r="C2" s="1"><v>-5</v></c>"#))));
    assert!(said.contains("Line 2"), "{said}");
    let node = Node::with_cells();
    let kept = book("", rows(&meeting(r#"<c r="C2" s="1"><f>TODAY()</f><v>45672</v></c>"#)));
    node.write("book.xlsx", kept);
    node.ok(&["import", "meetings", "book.xlsx"]);
    assert!(node.ok(&["meeting", "list", "mill"]).contains("2025-01-15"), "a value that was saved counts");
}
