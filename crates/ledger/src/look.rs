//! Looking: how what stands in books is found, and what is remembered of it.

use std::sync::Arc;

use book::{Hash, Kind, SubjectId, UnitId};
use charter::offices::Offices;
use charter::suspensions::{Suspended, Suspension, Suspensions};
use charter::{Rules, Subject, units};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::tree::Scope;
use crate::wish::Term;

/// Read tables, as they stood when the look began.
pub struct Look<'a> {
    pub(crate) read: &'a Connection,
    kept: Kept,
    /// Whether it sees a snapshot. The tables change under a look of the writer's, which may be held while it writes.
    still: bool,
}

/// The numbers under which a unit's bulletin and record are filed.
#[derive(Clone)]
struct Books([Option<i64>; 2]);

/// The number of the tables' state.
#[derive(Clone)]
struct State(i64);

impl<'a> Look<'a> {
    pub(crate) fn at(read: &'a Connection) -> Look<'a> {
        Look { read, kept: Kept::default(), still: false }
    }

    /// A look at a snapshot, which remembers what others read of the same state of the tables.
    pub(crate) fn at_snapshot(read: &'a Connection, kept: Kept) -> Look<'a> {
        Look { read, kept, still: true }
    }

    /// What is to be remembered for the next look.
    pub(crate) fn into_kept(self) -> Kept {
        self.kept
    }

    /// What was read of a unit before, for somebody else; or else it is read. Of a type there is one thing of a unit, and it
    /// depends on the unit alone: the next look is another viewer's, of another day, and is given the same.
    pub fn once<T: Send + Sync + 'static>(&self, unit: UnitId, read: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        self.kept.once(unit, None, read)
    }

    /// The same for what a look reads of itself, in a snapshot alone: whoever holds a look of the writer's over a command of
    /// its own is told by `subject` what stands now.
    pub(crate) fn remembered<T: Clone + Send + Sync + 'static>(
        &self,
        unit: UnitId,
        id: Option<SubjectId>,
        read: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        if self.still { Ok((*self.kept.once(unit, id, read)?).clone()) } else { read() }
    }

    /// The tables themselves, for a concept's own queries on its own columns.
    pub fn tables(&self) -> &'a Connection {
        self.read
    }

    /// One subject, whole.
    pub fn subject<S: Subject>(&self, unit: UnitId, id: SubjectId) -> Result<Option<S>> {
        let read = || {
            let Some(book) = self.book(unit, S::BOOK)? else { return Ok(None) };
            let sql = "SELECT state FROM subject WHERE book = ? AND kind = ? AND id = ?";
            let mut query = self.read.prepare_cached(sql)?;
            let json: Option<String> = query.query_row(params![book, S::KIND, id.0], |row| row.get(0)).optional()?;
            Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
        };
        self.remembered(unit, Some(id), read)
    }

    /// The subject that a unit is itself; where nothing was said of it, as it is at first.
    pub fn own<S: Subject>(&self, unit: UnitId) -> Result<S> {
        Ok(self.subject(unit, own_subject(unit))?.unwrap_or_default())
    }

    /// All subjects of a kind in one unit, whole.
    pub fn subjects<S: Subject>(&self, unit: UnitId) -> Result<Vec<(SubjectId, S)>> {
        let read = || {
            let Some(book) = self.book(unit, S::BOOK)? else { return Ok(vec![]) };
            self.all("SELECT id, state FROM subject WHERE book = ? AND kind = ?", book, S::KIND)
        };
        self.remembered(unit, None, read)
    }

    /// What stands beside a subject and can be erased: facts as JSON, oldest first.
    pub fn apart<S: Subject>(&self, unit: UnitId, id: SubjectId) -> Result<Vec<S::Fact>> {
        let Some(book) = self.book(unit, S::BOOK)? else { return Ok(vec![]) };
        let sql = "SELECT fact FROM apart WHERE book = ? AND kind = ? AND id = ? ORDER BY seq";
        let mut query = self.read.prepare_cached(sql)?;
        let rows = query.query_map(params![book, S::KIND, id.0], |row| row.get::<_, String>(0))?;
        rows.map(|row| row.map_err(Error::from).and_then(|json| Ok(serde_json::from_str(&json)?))).collect()
    }

    /// All that stands beside subjects of a kind in one unit and can be erased, oldest first.
    pub fn all_apart<S: Subject>(&self, unit: UnitId) -> Result<Vec<(SubjectId, S::Fact)>> {
        let Some(book) = self.book(unit, S::BOOK)? else { return Ok(vec![]) };
        self.all("SELECT id, fact FROM apart WHERE book = ? AND kind = ? ORDER BY seq", book, S::KIND)
    }

    /// What stands as JSON in a book, of one kind, each with its subject.
    fn all<T: DeserializeOwned>(&self, sql: &str, book: i64, kind: &str) -> Result<Vec<(SubjectId, T)>> {
        let mut query = self.read.prepare_cached(sql)?;
        let rows =
            query.query_map(params![book, kind], |row| Ok((SubjectId(row.get(0)?), row.get::<_, String>(1)?)))?;
        rows.map(|row| row.map_err(Error::from).and_then(|(id, json)| Ok((id, serde_json::from_str(&json)?)))).collect()
    }

    /// The number under which this node files a book.
    pub fn book(&self, unit: UnitId, kind: Kind) -> Result<Option<i64>> {
        let read = || {
            let (mut books, sql) = (Books([None; 2]), "SELECT kind, book FROM chain WHERE unit = ?");
            let mut query = self.read.prepare_cached(sql)?;
            let mut rows = query.query([unit.0])?;
            while let Some(row) = rows.next()? {
                if let Some(book) = books.0.get_mut(row.get::<_, u8>(0)? as usize) {
                    *book = Some(row.get(1)?);
                }
            }
            Ok(books)
        };
        Ok(self.remembered(unit, None, read)?.0[kind as usize])
    }

    /// The book that is filed under a number here.
    pub(crate) fn book_of(&self, book: i64) -> Result<Option<book::BookId>> {
        let mut query = self.read.prepare_cached("SELECT unit, kind FROM chain WHERE book = ?")?;
        let row = query.query_row([book], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)));
        let kind = |kind| if kind == 0 { Kind::Bulletin } else { Kind::Record };
        Ok(row.optional()?.map(|(unit, number)| book::BookId { unit: UnitId(unit), kind: kind(number) }))
    }

    /// The head of a book, and the seq after it.
    pub fn head(&self, unit: UnitId, kind: Kind) -> Result<Option<(Hash, u64)>> {
        let mut query = self.read.prepare_cached("SELECT head, next FROM chain WHERE unit = ? AND kind = ?")?;
        let row = query.query_row(params![unit.0, kind as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)));
        Ok(row.optional()?.and_then(|(head, next): (Option<_>, _)| head.map(|head| (Hash(head), next))))
    }
    /// The rules of the organisation.
    pub fn rules(&self) -> Result<Rules> {
        let read = || {
            let Some(root) = self.root()? else { return Ok(Rules::default()) };
            let state: Option<units::Unit> = self.subject(root.id, own_subject(root.id))?;
            Ok(state.and_then(|unit| unit.rules).unwrap_or_default())
        };
        Ok((*self.once(UnitId::default(), read)?).clone())
    }

    /// The number of the tables' state: while it is the same, so is all that they say. What is folded, unlocked, destroyed or
    /// taken out gives them another one.
    pub fn state(&self) -> Result<i64> {
        let read = || Ok(State(crate::store::meta(self.read, "state")?.unwrap_or(0)));
        Ok(self.remembered(UnitId::default(), None, read)?.0)
    }

    /// How many facts were folded.
    pub fn facts(&self) -> Result<u64> {
        let sql = "SELECT coalesce(sum(facts), 0) FROM done";
        Ok(self.read.query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Facts that were set aside in a unit's books: seq, kind, and why.
    pub fn aside(&self, unit: UnitId) -> Result<Vec<(u64, String, String)>> {
        let sql =
            "SELECT seq, aside.kind, why FROM aside JOIN chain USING (book) WHERE unit = ? ORDER BY book, seq, at";
        let mut query = self.read.prepare_cached(sql)?;
        let rows = query.query_map([unit.0], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }
}

/// The subject that a unit is in its own bulletin.
pub fn own_subject(unit: UnitId) -> SubjectId {
    let mut id = [0; 16];
    id.copy_from_slice(&unit.0[..16]);
    SubjectId(id)
}
/// How a book is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The device that may write it.
    pub keeper: book::Signer,
    /// The number of its reign.
    pub reign: u64,
    /// Its last batch; for an empty record the founding one.
    pub head: Option<Hash>,
    /// How many entries count.
    pub next: u64,
    /// Whether it stands still because two copies were written on.
    pub stopped: bool,
    /// The key that locks its last batch; none in a bulletin, and while nothing stands in a record.
    pub key: Option<Hash>,
}

impl Look<'_> {
    /// How a book is kept.
    pub fn keeping(&self, id: book::BookId) -> Result<Option<Keeping>> {
        let bulletin = crate::chain::of(self.read, book::BookId { kind: Kind::Bulletin, ..id })?;
        // A record is kept by whoever keeps the bulletin.
        let keeper = bulletin.map(|bulletin| bulletin.keeper);
        Ok(crate::chain::of(self.read, id)?.map(|chain| Keeping {
            keeper: keeper.unwrap_or(chain.keeper),
            reign: chain.reign.number,
            head: chain.head,
            next: chain.next,
            stopped: chain.stopped,
            key: chain.key,
        }))
    }

    /// The suspension of a term, if the unit above suspended it and it has not ended.
    pub fn suspension(&self, of: &Suspended) -> Result<Option<Suspension>> {
        let Some(above) = self.unit(Scope::Node, of.unit)?.and_then(|unit| unit.parent) else { return Ok(None) };
        Ok(self.own::<Suspensions>(above)?.present(of).cloned())
    }

    /// Whether a term of office runs and is not suspended, by the bulletins of its unit and of the one above.
    pub fn runs(&self, term: &Term) -> Result<bool> {
        let Term::Office { unit, office, number } = *term else { return Ok(false) };
        let offices: Offices = self.own(unit)?;
        let held = offices.terms.iter().any(|held| (held.office, held.number, held.ended) == (office, number, None));
        Ok(held && self.suspension(&Suspended { unit, office, number })?.is_none())
    }
}
