//! What the tests share: small files made here, and readers that count.

use crate::{Options, Row, SheetError, read};
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::write::SimpleFileOptions;

/// Headers and rows, or the first error.
pub fn whole_with(bytes: &[u8], options: &Options) -> Result<(Vec<String>, Vec<Row>), SheetError> {
    let table = read(Cursor::new(bytes.to_vec()), options)?;
    let rows = table.rows.collect::<Result<Vec<_>, _>>()?;
    Ok((table.headers, rows))
}

pub fn whole(bytes: &[u8]) -> Result<(Vec<String>, Vec<Row>), SheetError> {
    whole_with(bytes, &Options::default())
}

/// The cells of the rows.
pub fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    whole(bytes).unwrap().1.into_iter().map(|row| row.cells).collect()
}

pub fn fault(bytes: &[u8]) -> SheetError {
    whole(bytes).unwrap_err()
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub const RELS: &str = r#"<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub const BOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
/// Style 1 is a date, style 2 a date and a time, style 3 a duration.
pub const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\-mm\-dd hh:mm"/><numFmt numFmtId="171" formatCode="[h]:mm:ss"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>"#;

/// A workbook whose parts can be replaced.
pub struct Book {
    pub properties: String,
    pub strings: String,
    pub styles: String,
    pub sheet: String,
}

impl Book {
    pub fn new(sheet_data: &str) -> Self {
        Self {
            properties: String::new(),
            strings: "<sst><si><t>unit</t></si><si><t>name</t></si></sst>".to_owned(),
            styles: STYLES.to_owned(),
            sheet: format!("<worksheet><sheetData>{sheet_data}</sheetData></worksheet>"),
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let book = format!(
            r#"<workbook><workbookPr {}/><sheets><sheet name="Cells" r:id="r1"/><sheet name="Second" r:id="r2"/></sheets></workbook>"#,
            self.properties
        );
        archive(&[
            ("_rels/.rels", RELS.as_bytes()),
            ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/sharedStrings.xml", self.strings.as_bytes()),
            ("xl/styles.xml", self.styles.as_bytes()),
            ("xl/worksheets/sheet1.xml", self.sheet.as_bytes()),
            ("xl/worksheets/sheet2.xml", SECOND.as_bytes()),
        ])
    }
}

const SECOND: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>other</t></is></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData></worksheet>"#;

pub fn xlsx(sheet_data: &str) -> Vec<u8> {
    Book::new(sheet_data).bytes()
}

/// An ods file with one sheet of these rows.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="Cells">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

pub fn said(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

/// Gives a beginning, then one piece again and again, and counts what was taken.
pub struct Endless {
    pub begin: Cursor<Vec<u8>>,
    pub piece: Cursor<Vec<u8>>,
    pub left: u64,
    pub taken: Arc<AtomicU64>,
}

impl Endless {
    pub fn new(begin: &str, piece: &str, times: u64) -> (Self, Arc<AtomicU64>) {
        let taken = Arc::new(AtomicU64::new(0));
        let begin = Cursor::new(begin.as_bytes().to_vec());
        let mut piece = Cursor::new(piece.as_bytes().to_vec());
        piece.set_position(piece.get_ref().len() as u64);
        (Self { begin, piece, left: times, taken: taken.clone() }, taken)
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut got = self.begin.read(into)?;
        while got < into.len() {
            let more = self.piece.read(&mut into[got..])?;
            got += more;
            if more == 0 {
                if self.left == 0 {
                    break;
                }
                self.left -= 1;
                self.piece.set_position(0);
            }
        }
        self.taken.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}
