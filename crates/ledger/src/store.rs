//! A node's store: its files, its device, and the commits that everything goes through.

use book::cbor::{Reader, Writer};
use book::{Batch, BookId, Hash, Header, Kind, Secret, UnitId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::chain;
use crate::digest::FOLD_VERSION;
use crate::error::{Error, Result};
use crate::files::{self, Files};
use crate::fold::Fold;
use crate::folder::Folder;
use crate::kind::{AnyKind, Kinds};
use crate::look::Look;

/// Fills bytes at random; a parameter, so that simulation owns chance.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;

/// The device: its secret, which stands outside the data folder, and its randomness.
pub struct Node {
    /// Signs for this device.
    pub secret: Secret,
    /// Fills bytes at random.
    pub random: Random,
}

impl Node {
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }
}

/// An open data folder.
pub struct Store {
    pub(crate) files: Files,
    pub(crate) kinds: Kinds,
    pub(crate) node: Node,
    pub(crate) read_only: bool,
}

impl Store {
    /// Opens a folder, and catches up with what a crash left between two commits.
    pub fn open(dir: impl Into<Folder>, kinds: Vec<Box<dyn AnyKind>>, node: Node) -> Result<Store> {
        let files = files::open(&dir.into(), &kinds)?;
        let mut store = Store { files, kinds, node, read_only: false };
        store.transact(|_, _| Ok(()))?;
        Ok(store)
    }

    /// Looks at the read tables.
    pub fn look(&self) -> Look<'_> {
        Look::at(&self.files.read)
    }

    /// The organisation, if this node has heard of one.
    pub fn org(&self) -> Result<Option<UnitId>> {
        org(&self.files.books)
    }

    /// What this node alone keeps under a name.
    pub fn own(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let mut query = self.files.node.prepare_cached("SELECT value FROM own WHERE name = ?")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Keeps something of this node's own.
    pub fn set_own(&self, name: &str, value: &[u8]) -> Result<()> {
        self.files.node.execute("INSERT OR REPLACE INTO own VALUES (?, ?)", params![name, value])?;
        Ok(())
    }

    /// This device's public key.
    pub fn device(&self) -> book::Signer {
        self.node.secret.signer()
    }

    /// Throws the read tables away and folds them again from the books.
    pub fn refold(&mut self) -> Result<()> {
        self.transact(|fold, _| refold(fold))
    }

    /// One commit: keys first, then books, then read tables. An acknowledgement may leave once it returns.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&mut Fold, &mut Node) -> Result<T>) -> Result<T> {
        if self.read_only {
            return Err(Error::ReadOnly);
        }
        let Files { books, keys, read, .. } = &self.files;
        books.execute_batch("BEGIN IMMEDIATE")?;
        let begun = keys.execute_batch("BEGIN IMMEDIATE").and_then(|()| read.execute_batch("BEGIN IMMEDIATE"));
        let mut fold = Fold::new(books, keys, read, &self.kinds, self.node.secret.signer());
        let done = begun.map_err(Error::from).and_then(|()| {
            let before = read.total_changes();
            catch_up(&mut fold)?;
            fold.flush()?;
            let done = work(&mut fold, &mut self.node)?;
            fold.flush()?;
            note_applied(books, read, read.total_changes() != before)?;
            Ok(done)
        });
        drop(fold);
        let committed = done.and_then(|done| {
            let commit = |file: &Connection| file.execute_batch("COMMIT");
            if let Err(fault) = commit(keys).and_then(|()| commit(books)) {
                // Whether the disk took it is not known, so nothing more is acknowledged here.
                self.read_only = is_disk(&fault);
                return Err(fault.into());
            }
            // The books hold it now; read tables that lag are caught up at the next commit.
            if commit(read).is_err() {
                let _ = read.execute_batch("ROLLBACK");
            }
            Ok(done)
        });
        if committed.is_err() {
            for file in [books, keys, read] {
                if !file.is_autocommit() {
                    let _ = file.execute_batch("ROLLBACK");
                }
            }
        }
        committed
    }
}

pub(crate) fn is_disk(fault: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DiskFull, ReadOnly, SystemIoFailure};
    matches!(fault.sqlite_error_code(), Some(DiskFull | ReadOnly | SystemIoFailure))
}

/// Folds what the books hold and the read tables do not know, or all of it after a change of the fold.
fn catch_up(fold: &mut Fold) -> Result<()> {
    let version: i64 = meta(fold.read, "fold")?.unwrap_or(FOLD_VERSION);
    let applied = meta(fold.read, "applied")?.unwrap_or(0);
    let newest = newest(fold.books)?;
    if version != FOLD_VERSION || applied > newest {
        return refold(fold);
    }
    if applied < newest {
        let sql = "SELECT DISTINCT unit FROM batch JOIN book ON book.id = batch.book WHERE batch.id > ?";
        let units = units(fold.books, sql, params![applied])?;
        settle(fold, &units)?;
    }
    Ok(())
}

/// Follows the chains of these units anew, and folds what came to count. Where something that
/// counted no longer does, everything is folded again.
pub(crate) fn settle(fold: &mut Fold, units: &[UnitId]) -> Result<()> {
    let mut todo = units.to_vec();
    while let Some(unit) = todo.pop() {
        if !chain::resolve(fold.books, fold.read, unit)? {
            return refold(fold);
        }
        if todo.is_empty() {
            fold_all(fold)?;
            if fold.moved {
                return refold(fold);
            }
            todo.append(&mut fold.appointed);
        }
    }
    Ok(())
}

/// Folds every book that is behind, again and again, until what is left waits for what has not arrived.
fn fold_all(fold: &mut Fold) -> Result<()> {
    loop {
        let sql = "SELECT book FROM chain WHERE folded < next AND NOT shut ORDER BY kind, book";
        let mut query = fold.read.prepare_cached(sql)?;
        let behind = query.query_map([], |row| row.get(0))?.collect::<std::result::Result<Vec<i64>, _>>()?;
        let mut moved_on = false;
        for book in behind {
            moved_on |= fold.book(book)?;
        }
        if !moved_on {
            return Ok(());
        }
    }
}

/// Folds all books from nothing. Appointments found on the way may change which batches count, so it
/// goes on until they say the same twice.
pub(crate) fn refold(fold: &mut Fold) -> Result<()> {
    let mut claims = Vec::new();
    fold.read.execute_batch("DELETE FROM reign; DELETE FROM parent")?;
    for _ in 0..=charter::places::DEPTH + 1 {
        clear(fold)?;
        let sql = "SELECT unit FROM book WHERE kind = 0 ORDER BY id";
        for unit in units(fold.books, sql, [])? {
            chain::resolve(fold.books, fold.read, unit)?;
        }
        fold.read.execute_batch("DELETE FROM reign")?;
        fold_all(fold)?;
        fold.flush()?;
        let found = reigns(fold.read)?;
        fold.appointed.clear();
        fold.moved = false;
        if found == claims {
            break;
        }
        claims = found;
    }
    Ok(())
}

fn clear(fold: &mut Fold) -> Result<()> {
    // Parents stay: who may appoint is asked of them, and the fold writes them anew.
    let tables = ["chain", "unit", "cite", "subject", "apart", "done", "aside", "heard"];
    for table in tables {
        fold.read.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    for kind in fold.kinds.iter().filter(|kind| !kind.tables().is_empty()) {
        // Made anew, since another version of the fold may want other columns.
        fold.read.execute_batch(&format!("DROP TABLE IF EXISTS \"{}_list\"; {}", kind.name(), kind.tables()))?;
    }
    fold.forget();
    Ok(())
}

/// A claim to a reign: the unit, its number, and what began it.
type Claim = (Vec<u8>, i64, Vec<u8>);

fn reigns(read: &Connection) -> Result<Vec<Claim>> {
    let mut query = read.prepare_cached("SELECT unit, number, begun_by FROM reign ORDER BY 1, 2, 3")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

pub(crate) fn units(books: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<UnitId>> {
    let mut query = books.prepare_cached(sql)?;
    let rows = query.query_map(values, |row| row.get(0).map(UnitId))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

pub(crate) fn meta(read: &Connection, name: &str) -> Result<Option<i64>> {
    let mut query = read.prepare_cached("SELECT value FROM meta WHERE name = ?")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

fn newest(books: &Connection) -> Result<i64> {
    Ok(books.prepare_cached("SELECT coalesce(max(id), 0) FROM batch")?.query_row([], |row| row.get(0))?)
}

/// Notes how far the books are folded, and that the tables are in another state, if they are.
fn note_applied(books: &Connection, read: &Connection, changed: bool) -> Result<()> {
    let mut note = read.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?, ?)")?;
    note.execute(params!["applied", newest(books)?])?;
    note.execute(params!["fold", FOLD_VERSION])?;
    if changed {
        note.execute(params!["state", meta(read, "state")?.unwrap_or(0) + 1])?;
    }
    Ok(())
}

/// The organisation that the held books belong to.
pub(crate) fn org(books: &Connection) -> Result<Option<UnitId>> {
    let mut query = books.prepare_cached("SELECT header, hash FROM batch ORDER BY id LIMIT 1")?;
    let row = query.query_row([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)));
    let Some((header, hash)) = row.optional()? else { return Ok(None) };
    let header = Header::decode(&header).map_err(|fault| Error::Damaged(fault.to_string()))?;
    Ok(Some(header.org.unwrap_or(UnitId(hash))))
}

/// The header of a batch, if it is held.
pub(crate) fn header(books: &Connection, hash: Hash) -> Result<Option<Header>> {
    let mut query = books.prepare_cached("SELECT header FROM batch WHERE hash = ?")?;
    let bytes: Option<Vec<u8>> = query.query_row([hash.0], |row| row.get(0)).optional()?;
    let decode = |bytes: Vec<u8>| Header::decode(&bytes).map_err(|fault| Error::Damaged(fault.to_string()));
    bytes.map(decode).transpose()
}

/// The number under which a book is filed, if it is held.
pub(crate) fn book_row(books: &Connection, id: BookId) -> Result<Option<i64>> {
    let mut query = books.prepare_cached("SELECT id FROM book WHERE unit = ? AND kind = ?")?;
    Ok(query.query_row(params![id.unit.0, id.kind as i64], |row| row.get(0)).optional()?)
}

/// The number of a book, filed now if it is new. A unit's two books are filed together.
pub(crate) fn file_book(books: &Connection, id: BookId) -> Result<i64> {
    if let Some(row) = book_row(books, id)? {
        return Ok(row);
    }
    for kind in [Kind::Bulletin, Kind::Record] {
        let mut insert = books.prepare_cached("INSERT OR IGNORE INTO book (unit, kind) VALUES (?, ?)")?;
        insert.execute(params![id.unit.0, kind as i64])?;
    }
    book_row(books, id)?.ok_or_else(|| Error::Damaged("a book that was just filed".into()))
}

/// Stores a batch that passed the gate. Whether it counts is found out elsewhere.
pub(crate) fn insert(
    books: &Connection,
    book: i64,
    header: &Header,
    hash: Hash,
    batch: &Batch,
    counts: bool,
) -> Result<()> {
    let sql = "INSERT INTO batch
               (book, hash, prev, cited, first_seq, next_seq, place, header, keeper, signature, wraps, entries)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    books.prepare_cached(sql)?.execute(params![
        book,
        hash.0,
        header.prev.map(|prev| prev.0),
        header.cited.map(|cited| cited.0),
        header.first_seq as i64,
        header.next_seq() as i64,
        counts,
        batch.header,
        batch.seal.keeper.0,
        batch.seal.signature,
        batch.wraps,
        pack_entries(&batch.entries)
    ])?;
    Ok(())
}

/// Entries as one column: a CBOR array of byte strings, null where one was erased.
pub(crate) fn pack_entries(entries: &[Option<Vec<u8>>]) -> Vec<u8> {
    let mut w = Writer(Vec::with_capacity(entries.iter().flatten().map(|entry| entry.len() + 4).sum::<usize>() + 4));
    w.array(entries.len());
    for entry in entries {
        w.bytes_or_null(entry.as_deref());
    }
    w.0
}

/// Reads what `pack_entries` wrote.
pub(crate) fn unpack_entries(bytes: &[u8]) -> Result<Vec<Option<Vec<u8>>>> {
    let damaged = |fault: book::cbor::Fault| Error::Damaged(fault.to_string());
    let mut r = Reader::new(bytes);
    let count = r.array().map_err(damaged)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        entries.push(if r.null_next() { None } else { Some(r.bytes().map_err(damaged)?.to_vec()) });
    }
    r.end().map_err(damaged)?;
    Ok(entries)
}
