//! Lets an xlsx or ods archive in: unpacks each part that will be read, counting, and makes
//! an archive of these parts only. Knows zip, and no XML.
//!
//! The sizes that an archive declares are claims; what counts is what comes out.
//! And since what is read later is the archive made here, no part can be
//! reached that was not walked, whatever a relation in the file points to.

use crate::SheetError;
use crate::limits::{MAX_PACKED, MAX_PARTS, MAX_UNPACKED};
use crate::parts::Walk;
use std::io::Cursor;
use zip::{ZipArchive, ZipWriter, result::ZipError};

/// What sort of workbook it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Xlsx,
    Ods,
}

/// An archive whose parts were walked and are within the limits.
pub(crate) struct Admitted {
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
}

const MANIFEST: &str = "META-INF/manifest.xml";

/// Walks the archive, or says why it stays outside.
pub(crate) fn admit(packed: Vec<u8>) -> Result<Admitted, SheetError> {
    if packed.len() as u64 > MAX_PACKED {
        return Err(SheetError::TooLarge { what: "file", limit: MAX_PACKED });
    }
    // Counted before the directory is read, which takes memory for every entry.
    let entries = packed.windows(4).filter(|window| window == b"PK\x01\x02").count();
    if entries > MAX_PARTS {
        return Err(SheetError::TooLarge { what: "parts", limit: MAX_PARTS as u64 });
    }
    let mut zip = ZipArchive::new(Cursor::new(packed)).map_err(broken)?;
    let mut names = Vec::new();
    let mut declared: u64 = 0;
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        if is_read(&name) {
            declared = declared.saturating_add(part.size());
            names.push((index, name));
        }
    }
    if declared > MAX_UNPACKED {
        return Err(SheetError::TooLarge { what: "unpacked", limit: MAX_UNPACKED });
    }
    let kind = kind(&names, zip.file_names())?;
    // The manifest first: it tells whether the others are locked, which else look damaged.
    names.sort_by_key(|(index, name)| (name != MANIFEST, *index));
    let mut walk = Walk::default();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, name) in &names {
        walk.part(name, zip.by_index(*index).map_err(broken)?)?;
        out.raw_copy_file(zip.by_index_raw(*index).map_err(broken)?).map_err(broken)?;
    }
    let bytes = out.finish().map_err(broken)?.into_inner();
    Ok(Admitted { kind, bytes })
}

/// Folders and parts that the reader never opens: they may be as large as they like.
const NEVER_READ: [&str; 9] = [
    "worksheets/_rels/",
    "/drawings/",
    "/charts/",
    "/comments",
    "/pivotcache/",
    "/externallinks/",
    "docprops/",
    "customxml/",
    "/content.xml",
];

/// Pictures, macros, links and printers' settings stay behind.
fn is_read(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    (name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype")
        && !NEVER_READ.iter().any(|part| name.contains(part))
}

fn kind<'a>(
    names: &[(usize, String)],
    mut all: impl Iterator<Item = Result<std::borrow::Cow<'a, str>, ZipError>>,
) -> Result<Kind, SheetError> {
    let has = |wanted: &str| names.iter().any(|(_, name)| name.eq_ignore_ascii_case(wanted));
    if all.any(|name| name.is_ok_and(|name| name.ends_with("workbook.bin"))) {
        Err(SheetError::NotATable { kind: "xlsb" })
    } else if has("content.xml") && has("mimetype") {
        Ok(Kind::Ods)
    } else if has("_rels/.rels") {
        Ok(Kind::Xlsx)
    } else {
        Err(SheetError::NotATable { kind: "zip" })
    }
}

fn broken(error: ZipError) -> SheetError {
    SheetError::Damaged { reason: error.to_string() }
}
