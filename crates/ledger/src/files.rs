//! The four files of a node, four kinds of state: books (the truth), keys, what is this node's own,
//! and read tables, which can be thrown away and folded again.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::kind::Kinds;

const BOOKS: &[&str] = &["
    CREATE TABLE book (id INTEGER PRIMARY KEY, unit BLOB NOT NULL, kind INTEGER NOT NULL, UNIQUE (unit, kind)) STRICT;
    CREATE TABLE batch (id INTEGER PRIMARY KEY, book INTEGER NOT NULL REFERENCES book, hash BLOB NOT NULL UNIQUE,
        prev BLOB, cited BLOB, first_seq INTEGER NOT NULL, next_seq INTEGER NOT NULL, place INTEGER NOT NULL,
        header BLOB NOT NULL, keeper BLOB NOT NULL, signature BLOB NOT NULL, wraps BLOB NOT NULL,
        entries BLOB NOT NULL) STRICT;
    CREATE INDEX batch_by_book ON batch (book, first_seq);
    CREATE INDEX batch_waiting ON batch (cited) WHERE place = 0;
"];

const NODE: &[&str] = &["
    CREATE TABLE own (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE job (id INTEGER PRIMARY KEY, name TEXT NOT NULL, done INTEGER NOT NULL, wishes BLOB NOT NULL) STRICT;
"];

const READ: &[&str] = &["
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE chain (book INTEGER PRIMARY KEY, unit BLOB NOT NULL, kind INTEGER NOT NULL, head BLOB, next INTEGER NOT NULL,
        reign INTEGER NOT NULL, begun_by BLOB NOT NULL, keeper BLOB NOT NULL, stopped INTEGER NOT NULL,
        folded INTEGER NOT NULL, cited INTEGER NOT NULL, shut INTEGER NOT NULL) STRICT;
    CREATE INDEX chain_behind ON chain (book) WHERE folded < next AND NOT shut;
    CREATE UNIQUE INDEX chain_by_unit ON chain (unit, kind);
    CREATE TABLE unit (unit BLOB PRIMARY KEY, parent BLOB, kind INTEGER NOT NULL, name TEXT NOT NULL, code TEXT,
        founded INTEGER, admitted INTEGER NOT NULL, closed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX unit_by_parent ON unit (parent);
    CREATE INDEX unit_by_code ON unit (code);
    CREATE TABLE parent (unit BLOB NOT NULL, rank INTEGER NOT NULL, above BLOB NOT NULL, root_seq INTEGER NOT NULL,
        until INTEGER, PRIMARY KEY (unit, rank)) STRICT, WITHOUT ROWID;
    CREATE INDEX parent_by_above ON parent (above);
    CREATE TABLE cite (unit BLOB NOT NULL, seq INTEGER NOT NULL, rank INTEGER NOT NULL, above BLOB NOT NULL,
        above_seq INTEGER NOT NULL, PRIMARY KEY (unit, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE reign (unit BLOB NOT NULL, number INTEGER NOT NULL, begun_by BLOB NOT NULL, device BLOB NOT NULL,
        bulletin BLOB NOT NULL, record BLOB NOT NULL, above BLOB NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (unit, number, begun_by, above))
        STRICT, WITHOUT ROWID;
    CREATE TABLE subject (book INTEGER NOT NULL, kind TEXT NOT NULL, id BLOB NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (book, kind, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE apart (book INTEGER NOT NULL, kind TEXT NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL,
        fact TEXT NOT NULL, PRIMARY KEY (book, kind, id, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE done (book INTEGER NOT NULL, command BLOB NOT NULL, actor BLOB NOT NULL, digest BLOB NOT NULL,
        seq INTEGER NOT NULL, facts INTEGER NOT NULL, founded BLOB, PRIMARY KEY (book, command, actor)) STRICT, WITHOUT ROWID;
    CREATE TABLE heard (keeper BLOB PRIMARY KEY, time INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE aside (book INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
        id BLOB NOT NULL, why TEXT NOT NULL, PRIMARY KEY (book, seq, at)) STRICT, WITHOUT ROWID;
", "
    ALTER TABLE chain ADD COLUMN key BLOB;
"];

/// Kilobytes of pages that a connection for looking keeps; the system keeps the rest of the file.
const CACHE: i64 = 16_000;

/// Four open files.
pub(crate) struct Files {
    pub books: Connection,
    pub keys: Connection,
    pub node: Connection,
    pub read: Connection,
}

/// Opens a data folder, making what is missing.
pub(crate) fn open(dir: &Folder, kinds: &Kinds) -> Result<Files> {
    private_folder(dir)?;
    let bare = |name: &str| -> Result<Connection> {
        own_alone(&dir.join(name))?;
        let file = dir.open(name)?;
        keys::settings(&file)?;
        Ok(file)
    };
    let file = |name: &str, migrations: &[&str]| -> Result<Connection> {
        let mut file = bare(name)?;
        keys::migrate(&mut file, migrations)?;
        Ok(file)
    };
    // First, so that a wrong key ends here and makes or throws away nothing.
    let books = file("books.db", BOOKS).map_err(|fault| match dir.key() {
        Some(_) if is_damaged(&fault) && keys::is_plain(&dir.join("books.db")) => Error::Folder("folder-plain"),
        Some(_) if is_damaged(&fault) => Error::Folder("folder-shut"),
        _ => named("books.db", fault),
    })?;
    let mut keys = bare("keys.db").map_err(|fault| named("keys.db", fault))?;
    keys::prepare(&mut keys).map_err(|fault| named("keys.db", fault.into()))?;
    let read = file("read.db", READ).or_else(|fault| match is_damaged(&fault) {
        // Read tables are never the truth: damaged ones are thrown away, and the books fold them again.
        true => forget_read_tables(dir).and_then(|()| file("read.db", READ)),
        false => Err(fault),
    })?;
    // What a power cut takes from them is folded again too, so they need no sync of their own.
    read.pragma_update(None, "synchronous", "NORMAL")?;
    kinds.iter().try_for_each(|kind| read.execute_batch(&kind.tables()))?;
    // Bulk work would otherwise checkpoint a thousand times; 20,000 pages bound the WAL at 80 MB.
    for file in [&books, &read, &keys] {
        file.pragma_update(None, "wal_autocheckpoint", 20_000)?;
        file.pragma_update(None, "cache_size", -64_000)?;
    }
    Ok(Files { books, keys, node: file("node.db", NODE).map_err(|fault| named("node.db", fault))?, read })
}

/// Makes a file that its owner alone may read; what SQLite puts beside it takes the same rights.
pub fn own_alone(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(why) if why.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(Error::Io { what: path.display().to_string(), why })
        }
        _ => Ok(()),
    }
}

/// A damaged file, by its name.
fn named(name: &str, fault: Error) -> Error {
    if is_damaged(&fault) { Error::Damaged(format!("{name}: {fault}")) } else { fault }
}

/// Whether a file is not, or no longer, what SQLite wrote.
pub(crate) fn is_damaged(fault: &Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(fault, Error::Sql(fault) if matches!(fault.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)))
}

/// Throws the read tables of a folder away; the next opening folds them again from the books.
pub fn forget_read_tables(dir: &Path) -> Result<()> {
    for name in ["read.db", "read.db-wal", "read.db-shm"] {
        let path = dir.join(name);
        match std::fs::remove_file(&path) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Io { what: path.display().to_string(), why });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes a folder that its owner alone may look into.
pub fn private_folder(dir: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|why| Error::Io { what: dir.display().to_string(), why })
}

/// One more connection to what is this node's own, for a room of it that makes its own tables.
pub fn own_room(folder: impl Into<Folder>, tables: &str) -> Result<Connection> {
    let file = folder.into().open("node.db")?;
    keys::settings(&file)?;
    // What is deleted is written over with zeros, and not only given back.
    file.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    file.execute_batch(tables)?;
    Ok(file)
}

/// Opens read tables and books once more, to look only.
pub(crate) fn reader(folder: &Folder) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let read = keys::open_with(&folder.join("read.db"), flags, folder.key())?;
    read.busy_timeout(std::time::Duration::from_secs(30))?;
    keys::plans(&read)?;
    read.pragma_update(None, "cache_size", -CACHE)?;
    Ok(read)
}
