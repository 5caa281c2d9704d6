//! `take`: the way in for what was decided elsewhere, and the way out for what others take.

use std::collections::{BTreeSet, HashMap, HashSet, hash_map};

use book::{Batch, BookId, Hash, Header, Kind, Signer, UnitId, commitment, gate, limits, segment};
use rusqlite::{Connection, params};

use crate::chain;
use crate::claims::ever_kept;
use crate::error::{Error, Result};
use crate::fold::Fold;
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
    /// Batches of strangers that found the waiting room of their book full.
    pub turned_away: usize,
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
            let mut room = Room::default();
            for (header, hash, batch) in &passed {
                room.take(fold, header, *hash, batch)?;
            }
            match room.filled {
                true => store::refold(fold)?,
                false => room.settle(fold)?,
            }
            Ok(room.taken)
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

/// What a segment brings, while it is taken in.
#[derive(Default)]
struct Room {
    taken: Taken,
    units: BTreeSet<UnitId>,
    /// New since chains were followed last.
    fresh: i64,
    /// Somebody brought entries that others had left out.
    filled: bool,
    ever: HashMap<UnitId, HashSet<Signer>>,
}

impl Room {
    fn take(&mut self, fold: &mut Fold, header: &Header, hash: Hash, batch: &Batch) -> Result<()> {
        if is_held(fold.books, hash)? {
            self.taken.known += 1;
            self.filled |= fill(fold.books, hash, batch)?;
            return Ok(());
        }
        // A segment may hold more of one book than may wait: what came before is put in its place first.
        if self.fresh >= STRANGERS {
            self.settle(fold)?;
        }
        let id = book_of(header, hash);
        let book = store::file_book(fold.books, id)?;
        let waiting = waiting(fold, book)?;
        if waiting >= WAITING {
            return Err(Error::WaitingRoomFull);
        }
        if waiting >= STRANGERS && !self.has_kept(fold, id.unit, batch.seal.keeper)? {
            self.taken.turned_away += 1;
            return Ok(());
        }
        store::insert(fold.books, book, header, hash, batch, false)?;
        self.units.insert(id.unit);
        self.units.extend(waiting_for(fold.books, hash)?);
        (self.fresh, self.taken.added) = (self.fresh + 1, self.taken.added + 1);
        Ok(())
    }

    fn has_kept(&mut self, fold: &Fold, unit: UnitId, keeper: Signer) -> Result<bool> {
        let ever = match self.ever.entry(unit) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(empty) => empty.insert(ever_kept(fold.books, fold.read, unit)?),
        };
        Ok(ever.contains(&keeper))
    }

    fn settle(&mut self, fold: &mut Fold) -> Result<()> {
        self.fresh = 0;
        self.ever.clear();
        store::settle(fold, &std::mem::take(&mut self.units).into_iter().collect::<Vec<_>>())
    }
}

/// Units with a batch that waits because it cites this one.
fn waiting_for(books: &Connection, hash: Hash) -> Result<Vec<UnitId>> {
    let sql = "SELECT DISTINCT unit FROM batch JOIN book ON book.id = batch.book WHERE cited = ? AND place = 0";
    store::units(books, sql, [hash.0])
}

/// The book of a batch: in a founding batch, the bulletin of the unit that it founds.
pub(crate) fn book_of(header: &Header, hash: Hash) -> BookId {
    header.book.unwrap_or(BookId { unit: UnitId(hash.0), kind: Kind::Bulletin })
}

/// Fills in entries that whoever brought the batch first had left out, and those that a bit flipped
/// in. What comes has passed the gate. Tells whether there were any.
fn fill(books: &Connection, hash: Hash, batch: &Batch) -> Result<bool> {
    let mut query = books.prepare_cached("SELECT entries FROM batch WHERE hash = ?")?;
    let held: Vec<u8> = query.query_row([hash.0], |row| row.get(0))?;
    let mut entries = store::unpack_entries(&held).unwrap_or_else(|_| vec![None; batch.entries.len()]);
    let good = |held: &Option<Vec<u8>>, brought: &Vec<u8>| {
        held.as_ref().is_some_and(|held| held == brought || commitment(held) == commitment(brought))
    };
    let mut filled = false;
    for (held, brought) in entries.iter_mut().zip(&batch.entries) {
        if let Some(brought) = brought
            && !good(held, brought)
        {
            *held = Some(brought.clone());
            filled = true;
        }
    }
    if filled {
        let mut update = books.prepare_cached("UPDATE batch SET entries = ? WHERE hash = ?")?;
        update.execute(params![store::pack_entries(&entries), hash.0])?;
    }
    Ok(filled)
}

fn is_held(books: &Connection, hash: Hash) -> Result<bool> {
    Ok(books.prepare_cached("SELECT 1 FROM batch WHERE hash = ?")?.exists([hash.0])?)
}

/// Batches of a book that wait, without those that its chain passed by.
fn waiting(fold: &Fold, book: i64) -> Result<i64> {
    let next = chain::load(fold.read, book)?.map_or(0, |chain| chain.next);
    let sql = "SELECT count(*) FROM batch WHERE book = ? AND first_seq >= ? AND place = 0";
    Ok(fold.books.prepare_cached(sql)?.query_row(params![book, next as i64], |row| row.get(0))?)
}
