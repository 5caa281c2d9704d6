//! Nothing that a succession leaves behind is lost: the keeper takes each fact again, under its old
//! actor and command id, where that is allowed; the rest is listed.

use book::{Batch, BookId, Header, Kind, UnitId, entry};
use charter::Office;
use charter::calendar::Moment;
use rusqlite::params;

use crate::authority::At;
use crate::chain;
use crate::error::{Error, Result};
use crate::fold::{Fold, contents};
use crate::group::Group;
use crate::store::Store;
use crate::wish::{Term, Wish, actor_key};

/// A fact that stands in a batch which no longer counts, and was not taken again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The seq that its entry had.
    pub seq: u64,
    /// The kind of its subject.
    pub kind: String,
    /// The moment that its actor claimed.
    pub time: Moment,
}

struct Fact {
    seq: u64,
    wish: Wish,
    digest: [u8; 16],
    version: u64,
}

impl Store {
    /// Takes again what may be, in both books of a unit that this node keeps; gives what remains.
    pub fn answer_left_behind(&mut self, unit: UnitId) -> Result<Vec<LeftBehind>> {
        self.transact(|fold, node| {
            let mut group = Group::new(fold, node)?;
            for kind in [Kind::Bulletin, Kind::Record] {
                let id = BookId { unit, kind };
                for fact in left_behind(group.fold, id)? {
                    group.again(id, &fact)?;
                    group.close_if_needed()?;
                }
                group.seal()?;
            }
            Ok(())
        })?;
        self.left_behind(unit)
    }

    /// What succession left behind in both books of a unit, and nobody took again.
    pub fn left_behind(&mut self, unit: UnitId) -> Result<Vec<LeftBehind>> {
        self.transact(|fold, _| {
            let mut left = vec![];
            for kind in [Kind::Bulletin, Kind::Record] {
                let facts = left_behind(fold, BookId { unit, kind })?;
                let listed = facts.into_iter().map(|fact| (fact.seq, fact.wish));
                left.extend(listed.map(|(seq, wish)| LeftBehind { seq, kind: wish.kind, time: wish.time }));
            }
            Ok(left)
        })
    }
}

impl Group<'_, '_> {
    fn again(&mut self, id: BookId, fact: &Fact) -> Result<()> {
        let Some(number) = self.fold.kinds.iter().position(|kind| kind.name() == fact.wish.kind) else { return Ok(()) };
        let at = match self.open(id) {
            Ok(open) => open.at,
            Err(Error::Refused(_)) => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let by = self.fold.by(&at, fact.wish.actor.actor())?;
        let stamp = charter::Stamp { unit: id.unit, seq: at.own, time: fact.wish.time, command: fact.wish.id.0 };
        let state = self.fold.state(at.book, number, fact.wish.subject)?;
        let mut trial = state.copy();
        if !state.again(&fact.wish.body) || trial.fold(&by, &fact.wish.body, &stamp, &|_| None).is_err() {
            return Ok(());
        }
        let apart = self.fold.kinds[number].is_apart(&fact.wish.body);
        self.write(at.book, &fact.wish, fact.digest, fact.version, (&fact.wish.body, apart))
    }
}

/// Facts of batches that the chain went on without, whose command was not done in the chain.
fn left_behind(fold: &mut Fold, id: BookId) -> Result<Vec<Fact>> {
    let Some(chain) = chain::of(fold.read, id)? else { return Ok(vec![]) };
    let sql = "SELECT header, keeper, signature, wraps, entries FROM batch
               WHERE book = ? AND place = 0 ORDER BY first_seq, hash";
    let books = fold.books;
    let mut query = books.prepare_cached(sql)?;
    let batches = query.query_map(params![chain.book], chain::batch)?;
    let batches = batches.collect::<std::result::Result<Vec<Batch>, _>>()?;
    if batches.is_empty() {
        return Ok(vec![]);
    }
    // What a stranger sealed is nobody's word.
    let ever = chain::ever_kept(fold.books, fold.read, id.unit)?;
    let mut facts: Vec<Fact> = vec![];
    for batch in batches.iter().filter(|batch| ever.contains(&batch.seal.keeper)) {
        let header = Header::decode(&batch.header).map_err(|fault| Error::Damaged(fault.to_string()))?;
        if !chain.stopped && !chain.went_on_without(header.first_seq, &batch.header) {
            continue;
        }
        let key = header.key.map(|key| keys::epoch(fold.keys, key)).transpose()?.flatten();
        if header.key.is_some() && key.is_none() {
            continue;
        }
        let at = At { book: chain.book, unit: id.unit, kind: id.kind, own: 0, above: None, founding: None };
        for (seq, content) in contents(&at, &header, &batch.entries, key.as_ref()) {
            for fact in content.as_deref().and_then(|content| entry::decode(content).ok()).unwrap_or_default() {
                let known = facts.iter().any(|other| other.wish.id == fact.command && other.wish.body == fact.body);
                if !known
                    && !is_done(fold, chain.book, &fact)?
                    && let Some(wish) = wish(id.unit, &fact)
                {
                    facts.push(Fact { seq, wish, digest: fact.digest, version: fact.version });
                }
            }
        }
    }
    Ok(facts)
}

/// As a command's fact once more; none for what the keeper counts, which is counted anew.
fn wish(unit: UnitId, fact: &entry::Fact) -> Option<Wish> {
    let book::Actor::Term { unit: of, office, number } = fact.actor else { return None };
    let actor = Term::Office { unit: of, office: Office::named(office)?, number };
    let (id, subject, time) = (fact.command, fact.subject, Moment(fact.time));
    Some(Wish { id, unit, kind: fact.kind.into(), subject, actor, time, body: fact.body.to_vec() })
}

fn is_done(fold: &Fold, book: i64, fact: &entry::Fact) -> Result<bool> {
    let sql = "SELECT 1 FROM done WHERE book = ? AND command = ? AND actor = ?";
    Ok(fold.read.prepare_cached(sql)?.exists(params![book, fact.command.0, actor_key(&fact.actor)])?)
}
