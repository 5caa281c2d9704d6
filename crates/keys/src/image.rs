//! A file of a node as one run of plain bytes, in memory and never on the disk: how it goes into an envelope, and how
//! it comes back. The bytes are those of a plain file of SQLite.

use std::io::{Read, Write};
use std::path::Path;

use rusqlite::{Connection, MAIN_DB, params};

use crate::{Error, FileKey};

/// Bytes of the largest file that is copied so, since memory holds it whole.
pub const IMAGE_BYTES: u64 = 4 << 30;

/// Bytes of a page, of SQLite and SQLCipher alike unless they are told otherwise, which nobody does here.
const PAGE: u64 = 4_096;
/// Bytes of a file's head in which its length stands (sqlite.org/fileformat.html).
const HEAD: usize = 100;
/// Where the head tells that a file has a log beside it, and what it says if it has none.
const LOG: std::ops::Range<usize> = 18..20;
const NO_LOG: [u8; 2] = [1, 1];

/// Gives out a file as it stands at this moment, in plain, encrypted or not.
pub fn give(file: &mut Connection, out: &mut dyn Write) -> Result<(), Error> {
    let pages: u32 = file.pragma_query_value(None, "page_count", |row| row.get(0))?;
    bounded(u64::from(pages) * PAGE)?;
    let image = file.serialize(MAIN_DB)?;
    let (before, rest) = image.split_at_checked(LOG.start).ok_or(Error::NotAnImage)?;
    let after = rest.get(LOG.len()..).ok_or(Error::NotAnImage)?;
    // In memory there is no room for a log beside it.
    out.write_all(before).and_then(|()| out.write_all(&NO_LOG)).and_then(|()| out.write_all(after))?;
    Ok(())
}

/// Takes a file in that is not there yet, and encrypts it if there is a key.
pub fn take(image: &mut dyn Read, to: &Path, key: Option<&FileKey>) -> Result<(), Error> {
    let mut head = [0; HEAD];
    image.read_exact(&mut head).map_err(not_an_image)?;
    let page = u64::from(u16::from_be_bytes([head[16], head[17]]));
    let pages = u64::from(u32::from_be_bytes([head[28], head[29], head[30], head[31]]));
    // 65,536 does not fit, and is told as 1.
    let bytes = pages.saturating_mul(if page == 1 { 65_536 } else { page });
    bounded(bytes)?;
    if bytes < HEAD as u64 {
        return Err(Error::NotAnImage);
    }
    head[LOG].copy_from_slice(&NO_LOG);
    let mut plain = Connection::open_in_memory()?;
    plain.pragma_update(None, "trusted_schema", "OFF")?;
    plain.deserialize_read_exact(MAIN_DB, (&head[..]).chain(&mut *image), bytes as usize, true)?;
    // An envelope tells only at its end that nothing was cut off.
    if image.read(&mut [0]).map_err(not_an_image)? != 0 {
        return Err(Error::NotAnImage);
    }
    let literal = key.map(FileKey::literal);
    let name = to.to_str().ok_or(Error::NotAnImage)?;
    plain.execute("ATTACH ? AS kept KEY ?", params![name, literal.as_ref().map_or("", |key| key.as_str())])?;
    plain.query_row("SELECT sqlcipher_export('kept')", [], |_| Ok(()))?;
    let version: u32 = plain.pragma_query_value(None, "user_version", |row| row.get(0))?;
    plain.pragma_update(Some("kept"), "user_version", version)?;
    Ok(plain.execute_batch("DETACH kept")?)
}

fn bounded(bytes: u64) -> Result<(), Error> {
    if bytes > IMAGE_BYTES { Err(Error::TooLarge) } else { Ok(()) }
}

fn not_an_image(why: std::io::Error) -> Error {
    match why.kind() {
        std::io::ErrorKind::UnexpectedEof => Error::NotAnImage,
        _ => Error::Io(why),
    }
}
