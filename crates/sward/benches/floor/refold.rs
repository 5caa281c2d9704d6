//! The floor of folding again: fold the books in memory, one after another, and load the read rows in
//! bulk, indexes last.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use book::{BookId, Header, Kind, Place, SubjectId, UnitId, entry, lock};
use charter::calendar::Moment;
use charter::{Private, Stamp, Subject, offices::Offices, places, units::Unit};
use member::Member;
use rusqlite::Connection;

use super::read::{COLUMNS, Stored};
use super::{Row, fresh, insert, source};
use crate::kit::{Result, Watch, tell};

/// Rows that are loaded in one go; they are read while the watch stands.
const GROUP: usize = 10_000;

/// The states of one book.
#[derive(Default)]
struct States {
    units: BTreeMap<SubjectId, Unit>,
    offices: BTreeMap<SubjectId, Offices>,
    places: BTreeMap<SubjectId, places::Place>,
    members: BTreeMap<SubjectId, Member>,
}

/// Folds the books of a folder, and loads the rows of its read tables into a fresh file.
pub fn refold(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    let (books, keys, read) = (source(from, "books.db")?, source(from, "keys.db")?, source(from, "read.db")?);
    let mut watch = Watch::default();
    let states = watch.time(|| fold(&books, &keys))?;
    let (own, indexes) = fresh(to, &read, "read.db", false)?;
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let tables = read.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    watch.time(|| Ok(own.execute_batch("BEGIN")?))?;
    for table in tables {
        load(&read, &own, &table, &mut watch)?;
    }
    watch.time(|| {
        indexes.iter().try_for_each(|sql| own.execute_batch(sql))?;
        own.execute_batch("COMMIT")?;
        own.close().map_err(|(_, why)| why.into())
    })?;
    watch.tell("refold");
    tell("states", states as f64);
    Ok(())
}

fn load(read: &Connection, own: &Connection, table: &str, watch: &mut Watch) -> Result<()> {
    let mut query = read.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let columns = query.column_count();
    let mut found = query.query([])?;
    loop {
        let mut group: Vec<Row> = Vec::with_capacity(GROUP);
        while group.len() < GROUP
            && let Some(row) = found.next()?
        {
            group.push((0..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?);
        }
        if group.is_empty() {
            return Ok(());
        }
        watch.time(|| insert(own, table, &group))?;
    }
}

fn fold(books: &Connection, keys: &Connection) -> Result<usize> {
    let sql = format!(
        "SELECT {COLUMNS}, book.unit, book.kind, book.id FROM book JOIN batch ON batch.book = book.id ORDER BY book.id, first_seq"
    );
    let mut query = books.prepare(&sql)?;
    let mut found = query.query([])?;
    let (mut states, mut of, mut count) = (States::default(), 0, 0);
    while let Some(row) = found.next()? {
        if of != row.get::<_, i64>(7)? {
            of = row.get(7)?;
            count += std::mem::take(&mut states).keep()?;
        }
        let kind = if row.get::<_, i64>(6)? == 0 { Kind::Bulletin } else { Kind::Record };
        states.batch(keys, BookId { unit: UnitId(row.get(5)?), kind }, &Stored::of(row)?)?;
    }
    Ok(count + states.keep()?)
}

impl States {
    fn batch(&mut self, keys: &Connection, book: BookId, batch: &Stored) -> Result<()> {
        let header = Header::decode(batch.header)?;
        let mut person_keys = BTreeMap::new();
        let key = match header.key {
            None => None,
            Some(name) => {
                let mut query = keys.prepare_cached("SELECT person, key FROM person WHERE unit = ?")?;
                let found =
                    query.query_map([book.unit.0], |row| Ok((SubjectId(row.get(0)?), row.get::<_, [u8; 32]>(1)?)))?;
                person_keys = found.collect::<Result<_, _>>()?;
                let mut query = keys.prepare_cached("SELECT key FROM epoch WHERE ref = ?")?;
                Some(query.query_row([name.0], |row| row.get::<_, [u8; 32]>(0))?)
            }
        };
        let place = Place {
            org: header.org.unwrap_or_default(),
            book,
            reign: header.reign,
            prev: header.prev.unwrap_or_default(),
        };
        for (seq, stored) in (header.first_seq..).zip(batch.entries()?) {
            let Some(stored) = stored else { continue };
            let opened = key.map(|key| lock::unlock(stored, &key, &place, seq)).transpose()?;
            let content = opened.as_ref().map_or(stored, |piece| &piece.content);
            for fact in entry::decode(content)? {
                let stamp = Stamp {
                    unit: book.unit,
                    seq,
                    time: Moment(fact.time),
                    command: fact.command.0,
                    voice: Default::default(),
                };
                self.fact(&fact, &stamp, &person_keys)?;
            }
        }
        Ok(())
    }

    fn fact(&mut self, fact: &entry::Fact, stamp: &Stamp, keys: &BTreeMap<SubjectId, [u8; 32]>) -> Result<()> {
        let id = fact.subject;
        match fact.kind {
            Unit::KIND => apply(self.units.entry(id).or_default(), fact, stamp, None),
            Offices::KIND => apply(self.offices.entry(id).or_default(), fact, stamp, None),
            places::Place::KIND => apply(self.places.entry(id).or_default(), fact, stamp, None),
            Member::KIND => apply(self.members.entry(id).or_default(), fact, stamp, keys.get(&id)),
            other => Err(format!("this floor does not fold {other}").into()),
        }
    }

    /// As they would be kept; tells how many there are.
    fn keep(self) -> Result<usize> {
        for member in self.members.values() {
            black_box((serde_json::to_string(member)?, (member::MEMBER.row)(member)));
        }
        for unit in self.units.values() {
            black_box(serde_json::to_string(unit)?);
        }
        for place in self.places.values() {
            black_box(serde_json::to_string(place)?);
        }
        Ok(self.members.len() + self.units.len() + self.places.len() + self.offices.len())
    }
}

fn apply<S: Subject>(state: &mut S, fact: &entry::Fact, stamp: &Stamp, key: Option<&[u8; 32]>) -> Result<()> {
    let mut body: S::Fact = book::cbor::from_bytes(fact.body)?;
    if let (Some(private), Some(key)) = (S::private(&mut body), key)
        && let Private::Locked(_, bytes) = &*private
        && let Some(open) = lock::unwrap(&bytes.0, key, &fact.subject.0)
    {
        *private = Private::Open(charter::Bytes(open));
    }
    state.apply(body, stamp);
    Ok(())
}
