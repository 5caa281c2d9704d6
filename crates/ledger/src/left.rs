//! Nothing that a succession leaves behind is lost: the keeper takes each fact again, under its old
//! actor and command id, where that is allowed; the rest is listed.

use std::collections::{HashMap, HashSet, hash_map};

use book::{Batch, BookId, Header, Kind, SubjectId, UnitId, entry};
use charter::Office;
use charter::calendar::Moment;
use rusqlite::params;

use crate::authority::At;
use crate::chain;
use crate::content::contents;
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::group::Group;
use crate::kind::{AnyKind, AnyState};
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
                let (facts, _) = left_behind(group.fold, id)?;
                // A command's facts are taken again together, or not at all.
                for command in
                    facts.chunk_by(|one, next| (one.wish.id, one.wish.actor) == (next.wish.id, next.wish.actor))
                {
                    group.again(id, command)?;
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
                let (facts, shut) = left_behind(fold, BookId { unit, kind })?;
                let listed = facts.into_iter().map(|fact| (fact.seq, fact.wish));
                left.extend(listed.map(|(seq, wish)| LeftBehind { seq, kind: wish.kind, time: wish.time }));
                // What cannot be read here is listed too, so that nobody thinks that there is nothing.
                left.extend(shut.into_iter().map(|seq| LeftBehind { seq, kind: "entry".into(), time: Moment(0) }));
            }
            Ok(left)
        })
    }
}

impl Group<'_, '_> {
    fn again(&mut self, id: BookId, command: &[Fact]) -> Result<()> {
        let at = match self.open(id) {
            Ok(open) => open.at,
            Err(Error::Refused(_)) => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let mut trials: HashMap<(usize, SubjectId), Box<dyn AnyState>> = HashMap::new();
        let mut apart = vec![];
        for Fact { wish, version, .. } in command {
            let by = self.fold.by(&at, wish.actor.actor(), wish.attested(), wish.subject)??;
            let stamp =
                charter::Stamp { unit: id.unit, seq: at.own, time: wish.time, command: wish.id.0, voice: by.voice };
            let fits =
                |kind: &&dyn AnyKind| kind.name() == wish.kind && kind.version() >= *version && kind.book() == id.kind;
            let kinds = self.fold.kinds;
            let Some(number) = kinds.iter().position(|kind| fits(&&**kind)) else { return Ok(()) };
            let entry = trials.entry((number, wish.subject));
            let trial = match entry {
                hash_map::Entry::Occupied(held) => held.into_mut(),
                hash_map::Entry::Vacant(empty) => empty.insert(self.fold.state(at.book, number, wish.subject)?.copy()),
            };
            if !trial.again(&wish.body) || trial.fold(&by, &wish.body, &stamp, &|_| None).is_err() {
                return Ok(());
            }
            apart.push(kinds[number].is_apart(&wish.body));
        }
        for (Fact { wish, digest, version, .. }, apart) in command.iter().zip(apart) {
            match self.write(at.book, wish, *digest, *version, (&wish.body, apart)) {
                Ok(()) | Err(Error::Refused(_)) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}

/// Facts of batches that the chain went on without, whose command was not done in the chain; and the
/// seqs of batches whose key is not here.
fn left_behind(fold: &mut Fold, id: BookId) -> Result<(Vec<Fact>, Vec<u64>)> {
    let Some(chain) = chain::of(fold.read, id)? else { return Ok(Default::default()) };
    let sql = "SELECT header, keeper, signature, wraps, entries FROM batch
               WHERE book = ? AND place = 0 ORDER BY first_seq, hash";
    let books = fold.books;
    let mut query = books.prepare_cached(sql)?;
    let batches = query.query_map(params![chain.book], chain::batch)?;
    let batches = batches.collect::<std::result::Result<Vec<Batch>, _>>()?;
    if batches.is_empty() {
        return Ok(Default::default());
    }
    // What a stranger sealed is nobody's word.
    let ever = crate::claims::ever_kept(fold.books, fold.read, id.unit)?;
    let (mut facts, mut shut, mut seen) = (vec![], vec![], HashSet::new());
    for batch in batches.iter().filter(|batch| ever.contains(&batch.seal.keeper)) {
        let header = Header::decode(&batch.header).map_err(|fault| Error::Damaged(fault.to_string()))?;
        if !chain.stopped && !chain.went_on_without(header.first_seq, &batch.header) {
            continue;
        }
        let key = header.key.map(|key| keys::epoch(fold.keys, key)).transpose()?.flatten();
        if header.key.is_some() && key.is_none() {
            shut.push(header.first_seq);
            continue;
        }
        let at =
            At { book: chain.book, unit: id.unit, kind: id.kind, own: 0, above: None, founding: None, sealer: None };
        for (seq, content) in contents(&at, &header, &batch.entries, key.as_ref()) {
            for fact in content.as_deref().and_then(|content| entry::decode(content).ok()).unwrap_or_default() {
                if seen.insert((fact.command, fact.body.to_vec()))
                    && !is_done(fold, chain.book, &fact)?
                    && let Some(wish) = wish(id.unit, &fact)
                {
                    facts.push(Fact { seq, wish, digest: fact.digest, version: fact.version });
                }
            }
        }
    }
    Ok((facts, shut))
}

/// As a command's fact once more; none for what the keeper counts, which is counted anew.
fn wish(unit: UnitId, fact: &entry::Fact) -> Option<Wish> {
    let actor = match fact.actor {
        book::Actor::Term { unit, office, number } => Term::Office { unit, office: Office::named(office)?, number },
        book::Actor::Person(person) => Term::Person(person),
        book::Actor::Keeper => return None,
    };
    let (id, subject, time) = (fact.command, fact.subject, Moment(fact.time));
    Some(Wish {
        id,
        unit,
        kind: fact.kind.into(),
        subject,
        actor,
        account: None,
        signed: None,
        time,
        body: fact.body.to_vec(),
    })
}

fn is_done(fold: &Fold, book: i64, fact: &entry::Fact) -> Result<bool> {
    let sql = "SELECT 1 FROM done WHERE book = ? AND command = ? AND actor = ?";
    Ok(fold.read.prepare_cached(sql)?.exists(params![book, fact.command.0, actor_key(&fact.actor)])?)
}
