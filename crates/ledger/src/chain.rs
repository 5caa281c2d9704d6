//! Which batches count: the chain of a book follows from what is held, in whatever order it came.
//!
//! The reign with the highest number wins; what lies behind the head that it names counts, whoever
//! sealed it; after that head its keeper writes, and who was handed the pen. Two batches of one
//! reign on the same head stop the book there.

use std::collections::{BTreeMap, HashMap, HashSet};

use book::{Batch, BookId, Hash, Header, Kind, Reign, Signer, UnitId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::claims::{Claim, Held, appointed, load_held, succeeded};
use crate::error::Result;
use crate::store;

/// The state of one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    pub book: i64,
    pub id: BookId,
    pub head: Option<Hash>,
    pub next: u64,
    pub reign: Reign,
    pub keeper: Signer,
    pub stopped: bool,
    /// The seq up to which it is folded.
    pub folded: u64,
    /// For a record: the seq of the own bulletin by which it was judged last.
    pub cited: u64,
    /// Whether a key was missing where folding stopped.
    pub shut: bool,
    /// The key that locks the last batch that was folded.
    pub key: Option<Hash>,
}

impl Chain {
    /// Whether a batch that does not count never will while this reign lasts: the chain has passed
    /// its seq, or it belongs to a reign that is over.
    pub(crate) fn went_on_without(&self, first_seq: u64, header: &[u8]) -> bool {
        let over = |header: Header| header.reign != self.reign && header.reign.number <= self.reign.number;
        first_seq < self.next || Header::decode(header).is_ok_and(|header| !header.is_founding() && over(header))
    }
}

const COLUMNS: &str = "book, unit, kind, head, next, reign, begun_by, keeper, stopped, folded, cited, shut, key";

fn chain(row: &Row) -> rusqlite::Result<Chain> {
    let kind = if row.get::<_, i64>(2)? == 0 { Kind::Bulletin } else { Kind::Record };
    let seq = |at| row.get::<_, i64>(at).map(|seq| seq as u64);
    Ok(Chain {
        book: row.get(0)?,
        id: BookId { unit: UnitId(row.get(1)?), kind },
        head: row.get::<_, Option<_>>(3)?.map(Hash),
        next: seq(4)?,
        reign: Reign { number: seq(5)?, begun_by: Hash(row.get(6)?) },
        keeper: Signer(row.get(7)?),
        stopped: row.get(8)?,
        folded: seq(9)?,
        cited: seq(10)?,
        shut: row.get(11)?,
        key: row.get::<_, Option<_>>(12)?.map(Hash),
    })
}

/// The chain of a book, if anything of it counts.
pub(crate) fn load(read: &Connection, book: i64) -> Result<Option<Chain>> {
    let sql = format!("SELECT {COLUMNS} FROM chain WHERE book = ?");
    Ok(read.prepare_cached(&sql)?.query_row([book], chain).optional()?)
}

/// The chain of a unit's book.
pub(crate) fn of(read: &Connection, id: BookId) -> Result<Option<Chain>> {
    let sql = format!("SELECT {COLUMNS} FROM chain WHERE unit = ? AND kind = ?");
    Ok(read.prepare_cached(&sql)?.query_row(params![id.unit.0, id.kind as i64], chain).optional()?)
}

/// Keeps the state of a chain.
pub(crate) fn save(read: &Connection, c: &Chain) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO chain VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    read.prepare_cached(sql)?.execute(params![
        c.book,
        c.id.unit.0,
        c.id.kind as i64,
        c.head.map(|head| head.0),
        c.next as i64,
        c.reign.number as i64,
        c.reign.begun_by.0,
        c.keeper.0,
        c.stopped,
        c.folded as i64,
        c.cited as i64,
        c.shut,
        c.key.map(|key| key.0)
    ])?;
    Ok(())
}

/// What following a book gave.
struct Followed {
    path: Vec<i64>,
    head: Hash,
    next: u64,
    reign: Reign,
    keeper: Signer,
    stopped: bool,
}

/// Finds out anew what counts in both books of a unit. Tells whether all that counted still does.
pub(crate) fn resolve(books: &Connection, read: &Connection, unit: UnitId) -> Result<bool> {
    let Some(bulletin) = store::book_row(books, BookId { unit, kind: Kind::Bulletin })? else { return Ok(true) };
    let founding = Hash(unit.0);
    let (held, founder) = load_held(books, bulletin)?;
    let Some(founder) = founder.filter(|_| held.contains_key(&founding)) else { return Ok(true) };
    let mut claims = appointed(read, unit)?;
    claims.extend(succeeded(books, bulletin, unit, &founder.recovery)?);
    claims.sort_by_key(|claim| (claim.reign.number, claim.own, claim.reign.begun_by));
    let begin = Claim {
        reign: Reign { number: 0, begun_by: founding },
        own: false,
        device: founder.keeper,
        bulletin: founding,
        record: founding,
    };
    let record_id = BookId { unit, kind: Kind::Record };
    let record = store::book_row(books, record_id)?;
    let records =
        record.map(|record| load_held(books, record)).transpose()?.map(|(records, _)| records).unwrap_or_default();
    // A reign whose heads have not arrived waits; the one before it goes on until then.
    let arrived = |claim: &&Claim| {
        path_to(&held, claim.bulletin, founding).is_some() && path_to(&records, claim.record, founding).is_some()
    };
    let wins = claims.iter().rev().find(arrived);
    let claim = wins.unwrap_or(&begin);
    let Some(path) = path_to(&held, claim.bulletin, founding) else { return Ok(true) };
    let mut pens = vec![(0, claim.device)];
    let followed = follow(
        &held,
        path,
        claim,
        claim.bulletin,
        |held, pens: &Pens| pens.last().is_some_and(|pen| pen.1 == held.sealer),
        &mut pens,
    );
    let mut whole = place(books, read, bulletin, BookId { unit, kind: Kind::Bulletin }, &followed)?;

    let Some(record) = record else { return Ok(whole) };
    let Some(path) = path_to(&records, claim.record, founding) else { return Ok(whole) };
    let on_bulletin: HashMap<Hash, u64> = on_chain(books, bulletin)?;
    let last_cited = std::cell::Cell::new(0);
    let keeps = |held: &Held, pens: &Pens| {
        let Some(cited) = held.cited else { return false };
        let arrived = on_bulletin.get(&cited).copied();
        // Off the chain counts as the last good one; not here yet means waiting.
        let known = arrived.is_some() || held_anywhere(books, cited).unwrap_or(false);
        let seq = arrived.unwrap_or(0).max(last_cited.get());
        let keeper = pens.iter().rev().find(|pen| pen.0 < seq).or(pens.first());
        let keeps = known && keeper.is_some_and(|pen| pen.1 == held.sealer);
        if keeps {
            last_cited.set(seq);
        }
        keeps
    };
    let followed = follow(&records, path, claim, claim.record, keeps, &mut pens);
    whole &= place(books, read, record, record_id, &followed)?;
    Ok(whole)
}

/// Who holds the pen from which seq of the bulletin on.
type Pens = Vec<(u64, Signer)>;

fn follow(
    held: &BTreeMap<Hash, Held>,
    path: Vec<Hash>,
    claim: &Claim,
    head: Hash,
    keeps: impl Fn(&Held, &Pens) -> bool,
    pens: &mut Pens,
) -> Followed {
    let mut children: HashMap<Hash, Vec<&Hash>> = HashMap::new();
    for (hash, batch) in held {
        children.entry(batch.prev.unwrap_or_default()).or_default().push(hash);
    }
    let mut ids = path.iter().filter_map(|hash| held.get(hash)).map(|held| held.id).collect::<Vec<_>>();
    let mut head = head;
    let is_bulletin = path.first().and_then(|first| held.get(first)).is_some_and(|first| first.prev.is_none());
    let stopped = loop {
        let next = children.get(&head).into_iter().flatten().filter_map(|hash| Some((**hash, held.get(hash)?)));
        let seq = held.get(&head).map_or(0, |held| held.next);
        let goes_on = |batch: &Held| batch.first == seq && batch.reign == claim.reign;
        let fits = next.filter(|(_, batch)| goes_on(batch) && keeps(batch, pens)).collect::<Vec<_>>();
        let [(hash, batch)] = fits[..] else {
            break fits.len() > 1;
        };
        ids.push(batch.id);
        if let Some(to) = batch.pen.filter(|_| is_bulletin) {
            pens.push((batch.next - 1, to));
        }
        head = hash;
    };
    let next = held.get(&head).map_or(0, |held| held.next);
    let keeper = pens.last().map_or(claim.device, |pen| pen.1);
    Followed { path: ids, head, next, reign: claim.reign, keeper, stopped }
}

/// The way from the first batch to a head, if all of it is held. A record begins at the founding hash itself.
fn path_to(held: &BTreeMap<Hash, Held>, head: Hash, founding: Hash) -> Option<Vec<Hash>> {
    let (mut path, mut at, mut next) = (vec![], Some(head), None);
    while let Some(hash) = at {
        match held.get(&hash) {
            Some(batch) if path.len() <= held.len() && next.is_none_or(|next| next == batch.next) => {
                path.push(hash);
                (at, next) = (batch.prev, Some(batch.first));
            }
            None if hash == founding && next.is_none_or(|next| next == 0) => at = None,
            _ => return None,
        }
    }
    path.reverse();
    Some(path)
}

/// Writes down what counts. Tells whether everything that counted before still does, in its place.
fn place(books: &Connection, read: &Connection, book: i64, id: BookId, followed: &Followed) -> Result<bool> {
    let mut query = books.prepare_cached("SELECT id FROM batch WHERE book = ? AND place = 1 ORDER BY first_seq")?;
    let before = query.query_map([book], |row| row.get(0))?.collect::<std::result::Result<Vec<i64>, _>>()?;
    let whole = followed.path.starts_with(&before);
    let keep: HashSet<i64> = followed.path.iter().copied().collect();
    let was: HashSet<i64> = before.iter().copied().collect();
    let mut set = books.prepare_cached("UPDATE batch SET place = ? WHERE id = ?")?;
    for gone in before.iter().filter(|id| !keep.contains(id)) {
        set.execute(params![0, gone])?;
    }
    for new in followed.path.iter().filter(|id| !was.contains(id)) {
        set.execute(params![1, new])?;
    }
    let old = load(read, book)?;
    let is_record = id.kind == Kind::Record;
    let stands = old.as_ref().map_or(Ok(true), |old| still_stands(books, old, followed))?;
    let chain = Chain {
        book,
        id,
        head: (!followed.path.is_empty() || is_record).then_some(followed.head),
        next: followed.next,
        reign: followed.reign,
        keeper: followed.keeper,
        stopped: followed.stopped,
        folded: old.as_ref().map_or(0, |old| old.folded),
        cited: old.as_ref().map_or(0, |old| old.cited),
        key: old.as_ref().and_then(|old| old.key),
        shut: old.is_some_and(|old| old.shut),
    };
    save(read, &chain)?;
    Ok(whole && stands)
}

/// Whether what the read tables folded up to still counts, which a lost commit may hide, and nothing
/// counts now that was judged as left behind.
fn still_stands(books: &Connection, old: &Chain, followed: &Followed) -> Result<bool> {
    let Some(head) = old.head else { return Ok(true) };
    let is_empty_record = old.id.kind == Kind::Record && head.0 == old.id.unit.0;
    let mut query = books.prepare_cached("SELECT 1 FROM batch WHERE book = ? AND hash = ? AND place = 1")?;
    if !is_empty_record && !query.exists(params![old.book, head.0])? {
        return Ok(false);
    }
    // Within one reign the chain only grows, and what it passed by stays passed by.
    if old.reign == followed.reign {
        return Ok(true);
    }
    let mut query =
        books.prepare_cached("SELECT first_seq, header FROM batch WHERE book = ? AND place = 1 AND first_seq >= ?")?;
    let mut rows = query.query(params![old.book, old.next as i64])?;
    while let Some(row) = rows.next()? {
        let header = row.get_ref(1)?.as_blob().unwrap_or_default();
        if old.went_on_without(row.get::<_, i64>(0)? as u64, header) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The batches of a book that count, each with the seq after it.
fn on_chain(books: &Connection, book: i64) -> Result<HashMap<Hash, u64>> {
    let mut query = books.prepare_cached("SELECT hash, next_seq FROM batch WHERE book = ? AND place = 1")?;
    let rows = query.query_map([book], |row| Ok((Hash(row.get(0)?), row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn held_anywhere(books: &Connection, hash: Hash) -> Result<bool> {
    Ok(books.prepare_cached("SELECT 1 FROM batch WHERE hash = ?")?.exists([hash.0])?)
}

/// A batch as it is stored, whole.
pub(crate) fn batch(row: &Row) -> rusqlite::Result<Batch> {
    Ok(Batch {
        header: row.get("header")?,
        seal: book::Seal { keeper: Signer(row.get("keeper")?), signature: row.get("signature")? },
        wraps: row.get("wraps")?,
        entries: store::unpack_entries(row.get_ref("entries")?.as_blob()?).unwrap_or_default(),
    })
}
