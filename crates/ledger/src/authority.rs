//! By what right somebody acted: judged by the head that the batch cites, and so on to the root.

use book::{Actor, Attested, Hash, Kind, Signer, SubjectId, UnitId};
use charter::accounts::Enrolment;
use charter::offices::{Offices, Term};
use charter::suspensions::{Suspended, Suspensions};
use charter::{By, Office, Reach, Refusal, Voice};
use rusqlite::params;

use crate::chain;
use crate::error::Result;
use crate::fold::Fold;
use crate::look::own_subject;
use crate::wish::actor_key;

/// Where a batch stands: which facts of its own bulletin, and of those above, it is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub book: i64,
    pub unit: UnitId,
    pub kind: Kind,
    /// Facts of the own bulletin before this seq count.
    pub own: u64,
    /// The bulletin above, and the seq before which its facts count.
    pub above: Option<(UnitId, u64)>,
    /// The unit above, in a founding batch.
    pub founding: Option<Option<UnitId>>,
    /// Who sealed it; none for what this node is writing.
    pub sealer: Option<Signer>,
}

/// What a bulletin says of authority.
#[derive(Default)]
pub(crate) struct Standing {
    pub terms: Vec<Term>,
    /// The seq from which on two sign what is hard to undo, at the root.
    pub two_since: Option<u64>,
    /// The terms that it suspended in the units below.
    pub suspended: Suspensions,
    /// Each change of the head above by which the bulletin is judged, in order.
    pub cites: Vec<Cite>,
    /// The units it stood under, in order: with the seq of the root's bulletin that moved it there.
    pub parents: Vec<Parent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cite {
    pub seq: u64,
    pub rank: usize,
    pub above: UnitId,
    pub above_seq: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parent {
    pub above: UnitId,
    /// The seq of the move in the root's bulletin; 0 for the founding.
    pub root_seq: u64,
    /// The seq of its bulletin up to which it counts, once the unit moved away.
    pub until: Option<u64>,
}

/// Stands for the seq of a former parent's last head, while that has not arrived.
pub(crate) const NOT_ARRIVED: u64 = u64::MAX;

/// Whether a cited head can be judged yet.
pub(crate) enum Cited {
    /// It counts from here on.
    Counts(Cite),
    /// The last good one before it counts.
    LastGood,
    /// It has not arrived, or is not folded.
    Waits,
}

impl Fold<'_> {
    /// By what right this actor acts there on a subject; refused where whoever sealed it vouches for an account that
    /// did not enrol there, or for another person than it is enrolled for.
    pub(crate) fn by<'a>(
        &mut self,
        at: &At,
        actor: Actor<'a>,
        attested: Attested,
        subject: SubjectId,
    ) -> Result<std::result::Result<By<'a>, Refusal>> {
        let mut by = self.right(at, actor)?;
        by.voice.actor = actor_key(&actor);
        by.voice.person = match actor {
            Actor::Person(person) => Some(person),
            _ => None,
        };
        if let Attested::Account(account) = attested {
            let enrolment: Option<Enrolment> = self.typed(at.unit, SubjectId(account.0))?;
            let sealer = at.sealer.unwrap_or(self.me);
            let Some(enrolment) = enrolment.filter(|enrolment| enrolment.is_at(sealer)) else {
                return Ok(Err(Refusal::NotEnrolled));
            };
            if matches!(actor, Actor::Person(person) if enrolment.person != Some(person)) {
                return Ok(Err(Refusal::NotEnrolled));
            }
            by.voice = Voice { account: Some(account), person: enrolment.person, ..by.voice };
        }
        by.own = at.kind == Kind::Record && matches!(actor, Actor::Person(person) if person.0 == subject);
        Ok(Ok(by))
    }

    fn right<'a>(&mut self, at: &At, actor: Actor<'a>) -> Result<By<'a>> {
        let nowhere = By::nobody(actor);
        Ok(match actor {
            _ if at.founding.is_some() => By { reach: Reach::Founding, ..nowhere },
            Actor::Keeper => By { reach: Reach::Keeper, ..nowhere },
            Actor::Person(_) => nowhere,
            Actor::Term { .. } => match self.term_of(at, actor)? {
                Some((term, reach, _)) => By { office: Some(term.office), reach, below: term.below, ..nowhere },
                None => nowhere,
            },
        })
    }

    /// The running term that an actor names, unless the bulletin above suspended it; from where it reaches this place, and
    /// the seq before which the facts of its bulletin count here.
    pub(crate) fn term_of(&mut self, at: &At, actor: Actor) -> Result<Option<(Term, Reach, u64)>> {
        let Actor::Term { unit, office, number } = actor else { return Ok(None) };
        let Some(office) = Office::named(office) else { return Ok(None) };
        let mut here = Some((at.unit, at.own));
        for depth in 0..=charter::places::DEPTH + 1 {
            let Some((stands, seq)) = here else { break };
            let next = if depth == 0 { at.above } else { self.above(stands, seq)? };
            if stands == unit {
                let of = Suspended { unit, office, number };
                if let Some((above, seen)) = next
                    && self.standing(above)?.suspended.holds(&of, seen)
                {
                    return Ok(None);
                }
                let standing = self.standing(unit)?;
                let runs = |term: &&Term| {
                    let named = term.office == office && term.number == number;
                    named && term.began < seq && term.ended.is_none_or(|ended| ended >= seq)
                };
                let term = standing.terms.iter().find(runs).filter(|term| depth == 0 || term.below);
                let reach = if depth == 0 { Reach::Here } else { Reach::Above };
                return Ok(term.map(|term| (term.clone(), reach, seq)));
            }
            here = next;
        }
        Ok(None)
    }

    /// The bulletin above a bulletin, as it stood before this seq.
    pub(crate) fn above(&mut self, unit: UnitId, seq: u64) -> Result<Option<(UnitId, u64)>> {
        let cites = &self.standing(unit)?.cites;
        Ok(cites.iter().rev().find(|cite| cite.seq < seq).map(|cite| (cite.above, cite.above_seq)))
    }

    /// Where the way up from here ends, which is the root if all of it is held, and how far that one's bulletin is seen.
    pub(crate) fn top(&mut self, mut unit: UnitId, mut seq: u64) -> Result<(UnitId, u64)> {
        for _ in 0..=charter::places::DEPTH + 1 {
            match self.above(unit, seq)? {
                Some(next) => (unit, seq) = next,
                None => break,
            }
        }
        Ok((unit, seq))
    }

    /// What a bulletin's cited head counts for.
    pub(crate) fn cited_above(&mut self, unit: UnitId, first_seq: u64, head: Hash) -> Result<Cited> {
        let Some(found) = self.find(head)? else { return Ok(Cited::Waits) };
        let parents = &self.standing(unit)?.parents;
        if let Some(first) = parents.first().copied()
            && parents.iter().any(|parent| parent.until == Some(NOT_ARRIVED))
        {
            self.parents(unit, Some(first.above))?;
        }
        let last = self.standing(unit)?.cites.iter().rev().find(|cite| cite.seq < first_seq).copied();
        let parents = &self.standing(unit)?.parents;
        let ranks = (0..parents.len()).rev().filter(|rank| parents[*rank].above == found.unit);
        let candidates = ranks.map(|rank| (rank, parents[rank])).collect::<Vec<_>>();
        if found.kind != Kind::Bulletin || candidates.is_empty() {
            return Ok(Cited::LastGood);
        }
        match found.link {
            Link::Off => return Ok(Cited::LastGood),
            Link::Open => return Ok(Cited::Waits),
            Link::On => {}
        }
        let (_, sees) = self.top(found.unit, found.next_seq)?;
        for (rank, parent) in candidates {
            if parent.until == Some(NOT_ARRIVED) {
                return Ok(Cited::Waits);
            }
            // The first citation of a new parent waits until that one's bulletin knows of the move.
            let moved = parent.root_seq == 0 || sees > parent.root_seq;
            let counts = moved && parent.until.is_none_or(|until| found.next_seq <= until);
            let forward = last.is_none_or(|last| (last.rank, last.above_seq) <= (rank, found.next_seq));
            if counts && forward {
                return Ok(Cited::Counts(Cite { seq: first_seq, rank, above: found.unit, above_seq: found.next_seq }));
            }
        }
        Ok(Cited::LastGood)
    }

    /// A held batch, by its hash: where it stands, and whether it counts and is folded.
    pub(crate) fn find(&self, hash: Hash) -> Result<Option<Found>> {
        let sql = "SELECT book.unit, book.kind, first_seq, next_seq, place, book.id, header FROM batch
                   JOIN book ON book.id = batch.book WHERE hash = ?";
        let mut query = self.books.prepare_cached(sql)?;
        let mut rows = query.query([hash.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let kind = if row.get::<_, i64>(1)? == 0 { Kind::Bulletin } else { Kind::Record };
        let (first_seq, next_seq) = (row.get::<_, i64>(2)? as u64, row.get::<_, i64>(3)? as u64);
        let counts = row.get::<_, i64>(4)? == 1;
        let chain = chain::load(self.read, row.get(5)?)?;
        let link = match chain {
            Some(chain) if counts && next_seq <= chain.folded => Link::On,
            Some(chain)
                if !counts && chain.went_on_without(first_seq, row.get_ref(6)?.as_blob().unwrap_or_default()) =>
            {
                Link::Off
            }
            _ => Link::Open,
        };
        Ok(Some(Found { unit: UnitId(row.get(0)?), kind, next_seq, link }))
    }

    /// What a unit's bulletin says of authority, loaded once.
    pub(crate) fn standing(&mut self, unit: UnitId) -> Result<&mut Standing> {
        if !self.standings.contains_key(&unit) {
            let standing = self.load_standing(unit)?;
            self.standings.insert(unit, standing);
        }
        Ok(self.standings.entry(unit).or_default())
    }

    fn load_standing(&mut self, unit: UnitId) -> Result<Standing> {
        let offices: Option<Offices> = self.typed(unit, own_subject(unit))?;
        let sql = "SELECT seq, rank, above, above_seq FROM cite WHERE unit = ? ORDER BY seq";
        let mut query = self.read.prepare_cached(sql)?;
        let cites = query.query_map([unit.0], |row| {
            let (seq, above_seq) = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(3)? as u64);
            Ok(Cite { seq, rank: row.get::<_, i64>(1)? as usize, above: UnitId(row.get(2)?), above_seq })
        })?;
        let cites = cites.collect::<std::result::Result<_, _>>()?;
        let mut query =
            self.read.prepare_cached("SELECT above, root_seq, until FROM parent WHERE unit = ? ORDER BY rank")?;
        let parents = query.query_map([unit.0], |row| {
            let until = row.get::<_, Option<i64>>(2)?.map(|until| until as u64);
            Ok(Parent { above: UnitId(row.get(0)?), root_seq: row.get::<_, i64>(1)? as u64, until })
        })?;
        let parents = parents.collect::<std::result::Result<_, _>>()?;
        let suspended = self.typed(unit, own_subject(unit))?.unwrap_or_default();
        let Offices { terms, two_since } = offices.unwrap_or_default();
        Ok(Standing { terms, two_since, suspended, cites, parents })
    }

    /// Notes that a bulletin is judged by another head above from this seq on.
    pub(crate) fn note_cite(&mut self, unit: UnitId, cite: Cite) -> Result<()> {
        let standing = self.standing(unit)?;
        let last = standing.cites.last();
        if last.is_some_and(|last| (last.rank, last.above, last.above_seq) == (cite.rank, cite.above, cite.above_seq)) {
            return Ok(());
        }
        standing.cites.push(cite);
        let values = params![unit.0, cite.seq as i64, cite.rank as i64, cite.above.0, cite.above_seq as i64];
        self.read.prepare_cached("INSERT INTO cite VALUES (?, ?, ?, ?, ?)")?.execute(values)?;
        Ok(())
    }
}

/// A held batch.
pub(crate) struct Found {
    pub unit: UnitId,
    pub kind: Kind,
    pub next_seq: u64,
    pub link: Link,
}

/// How a held batch stands to its chain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// It counts, and is folded.
    On,
    /// The chain went on without it.
    Off,
    /// It may yet come to count, or be folded.
    Open,
}
