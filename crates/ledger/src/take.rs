//! `take`: the way in for what was decided elsewhere, and the way out for what others take.

use std::collections::BTreeSet;

use book::{Batch, BookId, Hash, Header, Kind, UnitId, gate, limits, segment};
use rusqlite::params;

use crate::chain;
use crate::error::{Error, Result};
use crate::store::{self, Store};

/// Batches of one book that may wait for what has not arrived.
pub const WAITING: i64 = 4096;
/// Of those, batches that somebody sealed who is not known as a keeper of the book.
pub const STRANGERS: i64 = 256;

/// What came of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Batches that are new here.
    pub added: usize,
    /// Batches that were here already.
    pub known: usize,
}

impl Store {
    /// Takes a segment, whole or not at all. What has not all arrived waits; what was here changes nothing.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Taken> {
        let batches = segment::unpack(bytes)?;
        let mut org = self.org()?;
        let mut passed = Vec::with_capacity(batches.len());
        for batch in batches {
            let (header, hash) = gate::pass(&batch, org)?;
            org = org.or(Some(header.org.unwrap_or(UnitId(hash.0))));
            passed.push((header, hash, batch));
        }
        self.transact(|fold, _| {
            let mut taken = Taken::default();
            let (mut units, mut again) = (BTreeSet::new(), false);
            for (header, hash, batch) in &passed {
                let id = book_of(header, *hash);
                if is_held(fold.books, *hash)? {
                    taken.known += 1;
                    again |= fill(fold.books, *hash, batch)?;
                    continue;
                }
                let book = store::file_book(fold.books, id)?;
                let waiting = waiting(fold.books, book)?;
                let is_known =
                    || chain::ever_kept(fold.books, fold.read, id.unit).map(|ever| ever.contains(&batch.seal.keeper));
                if waiting >= WAITING || (waiting >= STRANGERS && !is_known()?) {
                    return Err(Error::WaitingRoomFull);
                }
                store::insert(fold.books, book, header, *hash, batch, false)?;
                units.insert(id.unit);
                taken.added += 1;
            }
            match again {
                true => store::refold(fold)?,
                false => store::settle(fold, &units.into_iter().collect::<Vec<_>>())?,
            }
            Ok(taken)
        })
    }

    /// What this node stored after its change number `after`, packed; with the number to ask from next.
    pub fn since(&self, after: i64) -> Result<(Vec<Vec<u8>>, i64)> {
        let sql = "SELECT id, header, keeper, signature, wraps, entries FROM batch WHERE id > ? ORDER BY id";
        let mut query = self.files.books.prepare_cached(sql)?;
        let rows = query.query_map(params![after], |row| Ok((row.get::<_, i64>(0)?, chain::batch(row)?)))?;
        let (mut segments, mut run, mut size, mut last) = (vec![], Vec::<Batch>::new(), 0, after);
        for row in rows {
            let (id, batch) = row?;
            let more = batch.size() + batch.entries.len() * 8 + 128;
            if size + more > limits::SEGMENT_BYTES {
                segments.push(segment::pack(&std::mem::take(&mut run))?);
                size = 0;
            }
            size += more;
            run.push(batch);
            last = id;
        }
        if !run.is_empty() {
            segments.push(segment::pack(&run)?);
        }
        Ok((segments, last))
    }
}

/// The book of a batch: in a founding batch, the bulletin of the unit that it founds.
pub(crate) fn book_of(header: &Header, hash: Hash) -> BookId {
    header.book.unwrap_or(BookId { unit: UnitId(hash.0), kind: Kind::Bulletin })
}

/// Fills in entries that whoever brought the batch first had left out. Tells whether there were any.
fn fill(books: &rusqlite::Connection, hash: Hash, batch: &Batch) -> Result<bool> {
    let mut query = books.prepare_cached("SELECT entries FROM batch WHERE hash = ?")?;
    let held: Vec<u8> = query.query_row([hash.0], |row| row.get(0))?;
    let mut entries = store::unpack_entries(&held)?;
    let missing = entries.iter().zip(&batch.entries).any(|(held, brought)| held.is_none() && brought.is_some());
    if missing {
        for (held, brought) in entries.iter_mut().zip(&batch.entries) {
            *held = held.take().or_else(|| brought.clone());
        }
        let mut update = books.prepare_cached("UPDATE batch SET entries = ? WHERE hash = ?")?;
        update.execute(params![store::pack_entries(&entries), hash.0])?;
    }
    Ok(missing)
}

fn is_held(books: &rusqlite::Connection, hash: Hash) -> Result<bool> {
    Ok(books.prepare_cached("SELECT 1 FROM batch WHERE hash = ?")?.exists([hash.0])?)
}

fn waiting(books: &rusqlite::Connection, book: i64) -> Result<i64> {
    let mut query = books.prepare_cached("SELECT count(*) FROM batch WHERE book = ? AND place = 0")?;
    Ok(query.query_row([book], |row| row.get(0))?)
}
