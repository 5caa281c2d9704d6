//! The one fold: facts become state here and nowhere else, whoever brought them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use book::{BookId, Hash, Header, Kind, Signer, SubjectId, UnitId, entry};
use charter::calendar::Moment;
use charter::keepers::Keepers;
use charter::letterboxes::Letterboxes;
use charter::offices::Offices;
use charter::permits::Permits;
use charter::places::{Admission, Moved, Moves, Place as Admitted};
use charter::suspensions::Suspensions;
use charter::units::Unit;
use charter::{Private, Refusal, Stamp, Subject};
use rusqlite::{Connection, OptionalExtension, params};

use crate::authority::{At, Cite, Cited, Link, Standing};
use crate::chain::{self, Chain};
use crate::content::{contents, is_undamaged, unlock_private};
use crate::done::Dones;
use crate::error::{Error, Result};
use crate::kind::{AnyKind, AnyState, Folded, Kinds};
use crate::look::{Look, own_subject};
use crate::store;
use crate::structure::merged_into;

/// States that stay in memory before they are written out.
const STATES: usize = 50_000;

pub(crate) struct Fold<'f> {
    pub books: &'f Connection,
    pub keys: &'f Connection,
    pub read: &'f Connection,
    pub kinds: &'f Kinds,
    pub(crate) me: Signer,
    pub(crate) standings: HashMap<UnitId, Standing>,
    states: HashMap<Key, Held>,
    /// States that changed since they were written out.
    changed: Vec<Key>,
    /// What came of commands, since that was written out.
    pub(crate) done: Dones,
    /// Books of which the read tables hold nothing yet, so that nothing need be looked up there.
    pub(crate) empty: HashSet<i64>,
    /// What the command under way locked, with what it says.
    pub(crate) opened: Rc<Vec<(Vec<u8>, Vec<u8>)>>,
    /// Units whose keeper a fact may have changed.
    pub appointed: Vec<UnitId>,
    /// A fact moved a unit, so that what was folded below must be judged again.
    pub moved: bool,
    /// A fact changed rights, so that the group closes.
    pub rights: bool,
    /// The unit that the fact under way admitted: what its command answers.
    pub(crate) admitted: Option<UnitId>,
    /// The device that the pen of the batch under way passes to.
    pub pen: Option<Signer>,
    /// Units of which this node ended an office's term: their records are locked under a new key from here on.
    pub turns: Vec<UnitId>,
}

/// A book, the number of a kind, and a subject.
type Key = (i64, usize, SubjectId);

struct Held {
    state: Box<dyn AnyState>,
    changed: bool,
}

/// Why a fact that cannot be understood here is set aside.
const UNKNOWN: &str = "unknown";

impl<'f> Fold<'f> {
    pub(crate) fn new(
        books: &'f Connection,
        keys: &'f Connection,
        read: &'f Connection,
        kinds: &'f Kinds,
        me: Signer,
    ) -> Self {
        let (standings, states, changed, done, empty) = Default::default();
        Fold {
            books,
            keys,
            read,
            kinds,
            me,
            standings,
            states,
            changed,
            done,
            empty,
            opened: Rc::default(),
            appointed: vec![],
            moved: false,
            rights: false,
            admitted: None,
            pen: None,
            turns: vec![],
        }
    }

    /// Forgets what it loaded, before everything is folded anew.
    pub(crate) fn forget(&mut self) {
        self.states.clear();
        self.changed.clear();
        self.done.clear();
        self.empty.clear();
        self.standings.clear();
    }

    /// Folds one fact. What may not happen is set aside, with the reason.
    pub(crate) fn fact(&mut self, at: &At, seq: u64, index: usize, fact: &entry::Fact) -> Result<()> {
        if let Err(why) = self.try_fact(at, seq, fact)? {
            return self.set_aside(at, seq, index, (fact.kind, fact.subject), why);
        }
        self.note_done(at.book, seq, fact);
        if self.states.len() + self.done.len() > STATES {
            self.flush()?;
            self.states.clear();
        }
        Ok(())
    }

    fn set_aside(&self, at: &At, seq: u64, index: usize, (kind, id): (&str, SubjectId), why: &str) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO aside VALUES (?, ?, ?, ?, ?, ?)";
        let values = params![at.book, seq as i64, index as i64, kind, id.0, why];
        self.read.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn try_fact(&mut self, at: &At, seq: u64, fact: &entry::Fact) -> Result<std::result::Result<(), &'static str>> {
        let known = self.kinds.iter().position(|kind| kind.name() == fact.kind);
        let Some(number) = known.filter(|number| self.kinds[*number].version() >= fact.version) else {
            return Ok(Err(UNKNOWN));
        };
        let kind = &self.kinds[number];
        let own = own_subject(at.unit);
        // A founding batch is about the unit itself, which has no id yet when it is written.
        let subject = if at.founding.is_some() { own } else { fact.subject };
        if kind.book() != at.kind || self.is_misplaced(at, subject, fact)? {
            return Ok(Err(Refusal::NotACommand.code()));
        }
        if at.kind == Kind::Bulletin {
            let tags = fact.tags();
            if tags.person || (tags.text && !kind.may_hold_text()) {
                return Ok(Err(Refusal::NamesAPerson.code()));
            }
        }
        let by = match self.by(at, fact.actor, fact.attested, subject)? {
            Ok(by) => by,
            Err(refusal) => return Ok(Err(refusal.code())),
        };
        let by = match self.graver(by, at, number, subject, fact)? {
            Ok(by) => by,
            Err(refusal) => return Ok(Err(refusal.code())),
        };
        let stamp = Stamp { unit: at.unit, seq, time: Moment(fact.time), command: fact.command.0, voice: by.voice };
        let (keys, opened) = (self.keys, self.opened.clone());
        let unlock = |private: &Private| unlock_private(keys, at.unit, subject, private, &opened);
        let held = self.held(at.book, number, subject)?;
        match held.state.fold(&by, fact.body, &stamp, &unlock) {
            Err(refusal) => return Ok(Err(refusal.code())),
            Ok(Folded::Applied) => {
                if !std::mem::replace(&mut held.changed, true) {
                    self.changed.push((at.book, number, subject));
                }
            }
            Ok(Folded::Apart(json)) => {
                let sql = "INSERT OR REPLACE INTO apart VALUES (?, ?, ?, ?, ?)";
                let values = params![at.book, fact.kind, subject.0, seq as i64, json];
                self.read.prepare_cached(sql)?.execute(values)?;
            }
        }
        self.structure(at, number, subject, seq, fact)?;
        Ok(Ok(()))
    }

    /// Whether a structural fact stands where it may not, whoever wrote it: under another's subject,
    /// in another bulletin than its own, in a founding batch that should found and no more; or says of a
    /// unit that it was merged into itself.
    pub(crate) fn is_misplaced(&self, at: &At, subject: SubjectId, fact: &entry::Fact) -> Result<bool> {
        let of_unit = |unit: Option<UnitId>| unit.is_some_and(|unit| subject != own_subject(unit));
        Ok(match fact.kind {
            Unit::KIND => subject != own_subject(at.unit) || merged_into(fact.body) == Some(at.unit),
            Offices::KIND => subject != own_subject(at.unit),
            _ if at.founding.is_some() => true,
            Keepers::KIND | Suspensions::KIND | Permits::KIND | Letterboxes::KIND => subject != own_subject(at.unit),
            Admitted::KIND => of_unit(book::cbor::from_bytes(fact.body).ok().map(|Admission::Admitted(unit)| unit)),
            Moves::KIND => {
                let moved = book::cbor::from_bytes(fact.body).ok().map(|moved: Moved| moved.unit);
                of_unit(moved) || store::org(self.books)? != Some(at.unit)
            }
            _ => false,
        })
    }

    fn held(&mut self, book: i64, number: usize, id: SubjectId) -> Result<&mut Held> {
        let key = (book, number, id);
        if !self.states.contains_key(&key) {
            let kind = &self.kinds[number];
            if self.empty.contains(&book) {
                return Ok(self.states.entry(key).or_insert(Held { state: kind.fresh(), changed: false }));
            }
            let sql = "SELECT state FROM subject WHERE book = ? AND kind = ? AND id = ?";
            let mut query = self.read.prepare_cached(sql)?;
            let row = query.query_row(params![book, kind.name(), id.0], |row| row.get::<_, String>(0)).optional()?;
            let state = row.map_or_else(|| Ok(kind.fresh()), |json| kind.load(&json))?;
            self.states.insert(key, Held { state, changed: false });
        }
        self.states.get_mut(&key).ok_or_else(|| Error::Damaged("a state that was just loaded".into()))
    }

    /// A subject's state, as the facts of this group left it.
    pub(crate) fn state(&mut self, book: i64, number: usize, id: SubjectId) -> Result<&dyn AnyState> {
        Ok(&*self.held(book, number, id)?.state)
    }

    /// A subject of a known type, as the facts of this group left it.
    pub(crate) fn typed<S: Subject>(&mut self, unit: UnitId, id: SubjectId) -> Result<Option<S>> {
        let number = self.kinds.iter().position(|kind| kind.name() == S::KIND);
        let book = Look::at(self.read).book(unit, S::BOOK)?;
        let (Some(number), Some(book)) = (number, book) else { return Ok(None) };
        Ok(self.state(book, number, id)?.any().downcast_ref::<S>().cloned())
    }

    /// Where a batch stands that begins at this seq and cites this head, with the cite to note once
    /// it is written; none while it must wait. `founding` names the unit above in a founding batch.
    pub(crate) fn at(
        &mut self,
        chain: &mut Chain,
        first_seq: u64,
        founding: Option<Option<UnitId>>,
        cited: Option<Hash>,
    ) -> Result<Option<(At, Option<Cite>)>> {
        let BookId { unit, kind } = chain.id;
        let mut at = At { book: chain.book, unit, kind, own: first_seq, above: None, founding, sealer: None };
        if kind == Kind::Record {
            let Some(found) = cited.map(|head| self.find(head)).transpose()?.flatten() else { return Ok(None) };
            match found.link {
                _ if found.unit != unit || found.kind != Kind::Bulletin => {}
                Link::On => chain.cited = chain.cited.max(found.next_seq),
                Link::Off => {}
                Link::Open => return Ok(None),
            }
            // The founding batch is behind every record.
            at.own = chain.cited.max(1);
            at.above = self.above(unit, at.own)?;
            return Ok(Some((at, None)));
        }
        if let Some(parent) = founding {
            self.parents(unit, parent)?;
        }
        at.above = self.above(unit, first_seq)?;
        let cite = match cited.map(|head| self.cited_above(unit, first_seq, head)).transpose()? {
            Some(Cited::Waits) => return Ok(None),
            Some(Cited::Counts(cite)) => Some(cite),
            Some(Cited::LastGood) | None => None,
        };
        at.above = cite.map(|cite| (cite.above, cite.above_seq)).or(at.above);
        Ok(Some((at, cite)))
    }

    /// Folds what counts of a book and is not folded yet. Tells whether anything was.
    pub(crate) fn book(&mut self, book: i64) -> Result<bool> {
        let Some(mut chain) = chain::load(self.read, book)? else { return Ok(false) };
        let before = chain.folded;
        if before == 0 {
            self.empty.insert(book);
        }
        let mut saved = chain.clone();
        let sql = "SELECT header, keeper, signature, wraps, entries FROM batch
                   WHERE book = ? AND place = 1 AND first_seq >= ? ORDER BY first_seq";
        let books = self.books;
        let mut query = books.prepare_cached(sql)?;
        let mut rows = query.query(params![book, chain.folded as i64])?;
        while let Some(row) = rows.next()? {
            let header = Header::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
            let header = header.map_err(|fault| Error::Damaged(fault.to_string()))?;
            let key = match header.key {
                None => None,
                Some(key) => match keys::epoch(self.keys, key)? {
                    Some(key) => Some(key),
                    None => {
                        chain.shut = true;
                        break;
                    }
                },
            };
            chain.shut = false;
            let founding = header.is_founding().then_some(header.parent);
            let at = self.at(&mut chain, header.first_seq, founding, header.cited)?;
            let Some((at, cite)) = at else { break };
            let at = At { sealer: Some(Signer(row.get(1)?)), ..at };
            cite.map(|cite| self.note_cite(at.unit, cite)).transpose()?;
            let entries = store::unpack_entries(row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?)?;
            if !is_undamaged(&header, &entries) {
                self.damaged(&chain, header.first_seq)?;
                break;
            }
            let latest = self.entries(&at, &header, &entries, key.as_ref())?;
            self.heard(Signer(row.get(1)?), latest)?;
            (chain.folded, chain.key) = (header.next_seq(), header.key);
            // Later batches of this book may cite this one, and others may wait for it.
            if chain.id.kind == Kind::Bulletin {
                chain::save(self.read, &chain)?;
                saved.clone_from(&chain);
            }
        }
        if chain != saved {
            chain::save(self.read, &chain)?;
        }
        Ok(chain.folded > before)
    }

    /// The book stops being folded here, alone, until the batch is fetched again; and it is shown.
    fn damaged(&self, chain: &Chain, seq: u64) -> Result<()> {
        let at = At {
            book: chain.book,
            unit: chain.id.unit,
            kind: chain.id.kind,
            own: 0,
            above: None,
            founding: None,
            sealer: None,
        };
        self.set_aside(&at, seq, usize::from(u16::MAX), ("entry", SubjectId::default()), "damaged")
    }

    fn entries(
        &mut self,
        at: &At,
        header: &Header,
        entries: &[Option<Vec<u8>>],
        key: Option<&[u8; 32]>,
    ) -> Result<i64> {
        let (mut index, mut latest) = (0, i64::MIN);
        for (seq, content) in contents(at, header, entries, key) {
            let Some(content) = content else { continue };
            let Ok(facts) = entry::decode(&content) else {
                // An actor, or a way of attesting, that this program is too old for: kept, not understood.
                self.set_aside(at, seq, index, ("entry", SubjectId::default()), UNKNOWN)?;
                index += 1;
                continue;
            };
            for fact in &facts {
                self.fact(at, seq, index, fact)?;
                index += 1;
                latest = latest.max(fact.time);
            }
        }
        Ok(latest)
    }

    /// Notes the latest moment that another device claimed: what confirms a day here.
    fn heard(&self, keeper: Signer, latest: i64) -> Result<()> {
        if keeper == self.me || latest == i64::MIN {
            return Ok(());
        }
        let sql = "INSERT INTO heard VALUES (?, ?) ON CONFLICT (keeper) DO UPDATE SET time = max(time, excluded.time)";
        self.read.prepare_cached(sql)?.execute(params![keeper.0, latest])?;
        Ok(())
    }

    /// Writes changed states out.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.flush_done()?;
        let (mut changed, mut lists) = (std::mem::take(&mut self.changed), HashMap::new());
        changed.sort_unstable();
        let mut keep = self.read.prepare_cached("INSERT OR REPLACE INTO subject VALUES (?, ?, ?, ?)")?;
        for key in &changed {
            let (book, number, id) = key;
            let Some(held) = self.states.get_mut(key) else { continue };
            let kind = &self.kinds[*number];
            keep.execute(params![book, kind.name(), id.0, held.state.json()?])?;
            held.changed = false;
            self.empty.remove(book);
            let (columns, sql) = lists.entry(number).or_insert_with(|| insert(&**kind));
            if *columns == 0 {
                continue;
            }
            let row = kind.row(&*held.state);
            if row.len() != *columns {
                let gone = format!("DELETE FROM \"{}_list\" WHERE book = ? AND id = ?", kind.name());
                self.read.prepare_cached(&gone)?.execute(params![book, id.0])?;
                continue;
            }
            let values = [(*book).into(), id.0.to_vec().into()].into_iter().chain(row);
            self.read.prepare_cached(sql)?.execute(rusqlite::params_from_iter(values))?;
        }
        Ok(())
    }
}

/// How many columns the list of a kind has, and how a row comes into it.
fn insert(kind: &dyn AnyKind) -> (usize, String) {
    let (table, columns) = (kind.name(), kind.column_names().len());
    (columns, format!("INSERT OR REPLACE INTO \"{table}_list\" VALUES (?, ?{})", ", ?".repeat(columns)))
}
