//! How a file of this node is opened: the one place for it, with the same settings and numbered migrations for all.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Error, OpenFlags, ffi};
use zeroize::Zeroizing;

/// The oldest SQLite that may be used, as `sqlite3_libversion_number` tells it.
pub const SQLITE_LEAST: i32 = 3_051_003;
/// How long a writer waits for another before it gives up.
const BUSY: Duration = Duration::from_secs(30);

/// How a file begins that SQLite wrote in plain (sqlite.org/fileformat.html).
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// What locks the files of an encrypted folder: 32 random bytes, wiped when they are let go. Prints nothing of itself.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

impl FileKey {
    /// From 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> FileKey {
        FileKey(Zeroizing::new(bytes))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher takes it: the key itself, so that nothing is derived anew for each connection.
    pub(crate) fn literal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(67));
        text.push_str("x'");
        for byte in self.0.iter() {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
            text.push(digit(byte >> 4));
            text.push(digit(byte & 15));
        }
        text.push('\'');
        text
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey")
    }
}

/// Opens a file to read and to write, and makes it where it is missing; encrypted under a key, plain without one.
pub fn open(path: &Path, key: Option<&FileKey>) -> Result<Connection, Error> {
    keyed(Connection::open(path)?, key)
}

/// The same with flags of SQLite's own.
pub fn open_with(path: &Path, flags: OpenFlags, key: Option<&FileKey>) -> Result<Connection, Error> {
    keyed(Connection::open_with_flags(path, flags)?, key)
}

fn keyed(file: Connection, key: Option<&FileKey>) -> Result<Connection, Error> {
    // A wrong key is told by the error; what SQLCipher would print besides stands in nobody's way.
    file.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let Some(key) = key else {
        // SQLCipher is built to keep what is temporary in memory. In a plain folder that is a waste of it.
        file.pragma_update(None, "temp_store", "FILE")?;
        return Ok(file);
    };
    let set = Zeroizing::new(format!("PRAGMA key = \"{}\"", *key.literal()));
    // The statement holds the key, so no error may tell of it.
    file.execute_batch(&set).map_err(|_| refuse("the key of this file was not taken"))?;
    file.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(file)
}

/// Whether a file is there and begins as one that is not encrypted.
pub fn is_plain(path: &Path) -> bool {
    let mut head = [0; PLAIN.len()];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *PLAIN
}

/// Sets WAL and `synchronous=FULL`. NORMAL would lose acknowledged rows when power fails.
pub fn settings(file: &Connection) -> Result<(), Error> {
    if rusqlite::version_number() < SQLITE_LEAST {
        return Err(refuse("this SQLite is too old: 3.51.3 is needed"));
    }
    file.busy_timeout(BUSY)?;
    file.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    file.pragma_update(None, "synchronous", "FULL")?;
    file.pragma_update(None, "foreign_keys", "ON")?;
    file.pragma_update(None, "trusted_schema", "OFF")?;
    plans(file)
}

/// Keeps statements as they were prepared: without this guarantee SQLite plans many of them anew whenever something is
/// bound, which took longer than to run them.
pub fn plans(file: &Connection) -> Result<(), Error> {
    file.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    file.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Runs the migrations that this file has not seen, each in a transaction with its number.
/// A file with more of them than this program knows is refused: an older program must not write it.
pub fn migrate(file: &mut Connection, migrations: &[&str]) -> Result<(), Error> {
    let seen: usize = file.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))? as usize;
    if seen > migrations.len() {
        return Err(refuse("this file was written by a newer Sward"));
    }
    for (number, migration) in migrations.iter().enumerate().skip(seen) {
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let now: u32 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now as usize == number {
            step.execute_batch(migration)?;
            step.pragma_update(None, "user_version", number as u32 + 1)?;
        }
        step.commit()?;
    }
    Ok(())
}

fn refuse(why: &str) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ERROR), Some(why.into()))
}
