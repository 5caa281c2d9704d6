//! What is held of a unit's books, and who claims to keep them.

use std::collections::{BTreeMap, HashSet};

use book::{BookId, Hash, Header, Kind, Reign, Signer, UnitId, entry};
use charter::keepers::{self, Fact as Keeping};
use charter::{Subject, units};
use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::store;

/// A held batch, without what it holds.
pub(crate) struct Held {
    pub id: i64,
    pub prev: Option<Hash>,
    pub first: u64,
    pub next: u64,
    pub reign: Reign,
    pub sealer: Signer,
    pub cited: Option<Hash>,
    pub pen: Option<Signer>,
}

/// A claim to keep a unit's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub reign: Reign,
    pub own: bool,
    pub device: Signer,
    pub bulletin: Hash,
    pub record: Hash,
}

/// Everybody who ever might write a unit's books: its founder, whoever was appointed or named by its
/// recovery keys, and whoever one of them handed the pen.
pub(crate) fn ever_kept(books: &Connection, read: &Connection, unit: UnitId) -> Result<HashSet<Signer>> {
    let Some(bulletin) = store::book_row(books, BookId { unit, kind: Kind::Bulletin })? else {
        return Ok(HashSet::new());
    };
    let (held, founder) = load_held(books, bulletin)?;
    let mut claims = appointed(read, unit)?;
    let recovery = founder.as_ref().map_or(&[][..], |founder| &founder.recovery);
    claims.extend(succeeded(books, bulletin, unit, recovery)?);
    let mut ever: HashSet<Signer> = claims.iter().map(|claim| claim.device).chain(founder.map(|f| f.keeper)).collect();
    loop {
        let before = ever.len();
        let handed = held.values().filter(|batch| ever.contains(&batch.sealer)).filter_map(|batch| batch.pen);
        let handed = handed.collect::<Vec<_>>();
        ever.extend(handed);
        if ever.len() == before {
            return Ok(ever);
        }
    }
}

pub(crate) struct Founder {
    pub keeper: Signer,
    pub recovery: Vec<Signer>,
}

pub(crate) fn load_held(books: &Connection, book: i64) -> Result<(BTreeMap<Hash, Held>, Option<Founder>)> {
    let (mut held, mut founder) = (BTreeMap::new(), None);
    let mut query = books.prepare_cached("SELECT id, header, keeper, hash, entries FROM batch WHERE book = ?")?;
    let mut rows = query.query([book])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let header = Header::decode(bytes).map_err(|fault| Error::Damaged(fault.to_string()))?;
        let (sealer, hash) = (Signer(row.get(2)?), Hash(row.get(3)?));
        let mut pen = None;
        if header.is_founding() {
            let recovery = open_facts(row.get_ref(4)?.as_blob().unwrap_or_default(), |fact| match fact.kind {
                units::Unit::KIND => match book::cbor::from_bytes(fact.body) {
                    Ok(units::Fact::Founded(founding)) => Some(founding.recovery),
                    _ => None,
                },
                _ => None,
            });
            founder = Some(Founder { keeper: sealer, recovery: recovery.unwrap_or_default() });
        } else if header.key.is_none() {
            pen = open_facts(row.get_ref(4)?.as_blob().unwrap_or_default(), |fact| match keeping(fact) {
                Some(Keeping::PenPassed { to }) => Some(to),
                _ => None,
            });
        }
        let next = header.next_seq();
        let Header { prev, reign, cited, first_seq, .. } = header;
        held.insert(hash, Held { id: row.get(0)?, prev, first: first_seq, next, reign, sealer, cited, pen });
    }
    Ok((held, founder))
}

fn keeping(fact: &entry::Fact) -> Option<Keeping> {
    if fact.kind != keepers::Keepers::KIND { None } else { book::cbor::from_bytes(fact.body).ok() }
}

/// The last thing that a look at each open fact of a batch gives.
fn open_facts<T>(entries: &[u8], mut look: impl FnMut(&entry::Fact) -> Option<T>) -> Option<T> {
    let entries = store::unpack_entries(entries).ok()?;
    let mut found = None;
    for entry in entries.iter().flatten() {
        for fact in entry::decode(entry).unwrap_or_default() {
            found = look(&fact).or(found);
        }
    }
    found
}

/// What begins a reign is named by the hash of the fact's body.
pub(crate) fn begun_by(body: &[u8]) -> Hash {
    Hash(*blake3::Hasher::new().update(b"sward.reign.1\0").update(body).finalize().as_bytes())
}

/// Appointments by units that this one stands, or stood, under.
pub(crate) fn appointed(read: &Connection, unit: UnitId) -> Result<Vec<Claim>> {
    let sql = "WITH RECURSIVE up (unit, depth) AS (SELECT ?1, 0
                 UNION SELECT parent.above, depth + 1 FROM parent JOIN up USING (unit) WHERE depth < 25)
               SELECT number, begun_by, device, bulletin, record FROM reign
               WHERE unit = ?1 AND number > 0 AND above IN (SELECT unit FROM up WHERE depth > 0)
               AND NOT EXISTS (SELECT 1 FROM parent
                   WHERE parent.unit = ?1 AND parent.above = reign.above AND until IS NOT NULL AND reign.seq >= until
                   AND NOT EXISTS (SELECT 1 FROM parent AS again
                       WHERE again.unit = ?1 AND again.above = reign.above AND again.until IS NULL))";
    let mut query = read.prepare_cached(sql)?;
    let rows = query.query_map([unit.0], |row| {
        let reign = Reign { number: row.get::<_, i64>(0)? as u64, begun_by: Hash(row.get(1)?) };
        let (bulletin, record) = (Hash(row.get(3)?), Hash(row.get(4)?));
        Ok(Claim { reign, own: false, device: Signer(row.get(2)?), bulletin, record })
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// Reigns that the unit's own recovery keys began, at the head of a held batch of that reign.
pub(crate) fn succeeded(books: &Connection, book: i64, unit: UnitId, recovery: &[Signer]) -> Result<Vec<Claim>> {
    if recovery.is_empty() {
        return Ok(vec![]);
    }
    let mut claims = vec![];
    let mut query = books.prepare_cached("SELECT entries FROM batch WHERE book = ?")?;
    let mut rows = query.query([book])?;
    while let Some(row) = rows.next()? {
        open_facts::<()>(row.get_ref(0)?.as_blob().unwrap_or_default(), |fact| {
            let Some(Keeping::Succeeded { device, reign, signatures }) = keeping(fact) else { return None };
            if reign.unit == unit && reign.number > 0 && keepers::is_signed(recovery, &device, &reign, &signatures) {
                claims.push(Claim {
                    reign: Reign { number: reign.number, begun_by: begun_by(fact.body) },
                    own: true,
                    device,
                    bulletin: reign.bulletin,
                    record: reign.record,
                });
            }
            None
        });
    }
    claims.dedup();
    Ok(claims)
}
