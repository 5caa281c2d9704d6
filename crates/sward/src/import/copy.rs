//! The copy of a file that is being brought in: pieces in a database of its own, encrypted where the folder is. It
//! knows no job and no row.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

use ledger::FileKey;
use rusqlite::{Connection, ErrorCode, OptionalExtension};

/// Bytes of one piece.
const PIECE: usize = 256 * 1024;

/// Copies a file, and holds the copy for this process.
pub fn keep(from: &Path, to: &Path, key: Option<&FileKey>) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let (mut from, held) = (File::open(from)?, options.open(to)?);
    held.try_lock()?;
    write(&mut from, &keys::open(to, key).map_err(Error::other)?)?;
    held.sync_all()?;
    Ok(held)
}

fn write(from: &mut File, to: &Connection) -> Result<()> {
    // Nobody reads it before it is whole, so it needs no log.
    let begin =
        "PRAGMA journal_mode = MEMORY; BEGIN; CREATE TABLE piece (at INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT";
    to.execute_batch(begin).map_err(Error::other)?;
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        if from.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0 {
            break;
        }
        to.prepare_cached("INSERT INTO piece (bytes) VALUES (?)")
            .and_then(|mut add| add.execute([piece]))
            .map_err(Error::other)?;
    }
    to.execute_batch("COMMIT").map_err(Error::other)
}

/// A copy, read from its beginning to its end.
pub struct Copy {
    file: Connection,
    at: i64,
    piece: Vec<u8>,
    read: usize,
}

/// Opens a copy. What is none, or not whole, is `InvalidData`.
pub fn open(path: &Path, key: Option<&FileKey>) -> Result<Copy> {
    let file = keys::open(path, key).map_err(Error::other)?;
    match file.query_row("SELECT count(*) FROM piece", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(Copy { file, at: 0, piece: vec![], read: 0 }),
        // No such table, or no database: a program before this one made a plain copy.
        Err(why) if matches!(why.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::Unknown)) => {
            Err(Error::new(ErrorKind::InvalidData, why))
        }
        Err(why) => Err(Error::other(why)),
    }
}

impl Read for Copy {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.read == self.piece.len() {
            self.at += 1;
            let mut query = self.file.prepare_cached("SELECT bytes FROM piece WHERE at = ?").map_err(Error::other)?;
            let next = query.query_row([self.at], |row| row.get(0)).optional().map_err(Error::other)?;
            (self.piece, self.read) = (next.unwrap_or_default(), 0);
        }
        let took = (&self.piece[self.read..]).read(into)?;
        self.read += took;
        Ok(took)
    }
}
