//! `act`: the way in for what is decided here.

use book::{BookId, Kind, UnitId};
use charter::cites::{Cite, Cites};
use charter::offices::Term as Held;
use charter::suspensions::Suspended;
use charter::units::{self, Founding};
use charter::{By, Private, Reach, Refusal, Right, Stamp, Subject, UnitKind, places};

use crate::error::{Error, Result};
use crate::group::Group;
use crate::look::{Look, own_subject};
use crate::store::Store;
use crate::structure::merged_into;
use crate::wish::{Outcome, Term, Wish, actor_key};

impl Store {
    /// Decides commands one after another, seals, commits, and only then answers. A fault of the
    /// machine takes down no more than the command that met it.
    pub fn act(&mut self, wishes: &[Wish]) -> Vec<Result<Outcome>> {
        let whole = self.transact(|fold, node| {
            let mut group = Group::new(fold, node)?;
            let mut outcomes = Vec::with_capacity(wishes.len());
            for wish in wishes {
                outcomes.push(match group.act(wish) {
                    Err(Error::Refused(refusal)) => Err(refusal),
                    Err(fault) => return Err(fault),
                    Ok(outcome) => Ok(outcome),
                });
                group.close_if_needed()?;
            }
            group.seal()?;
            Ok(outcomes)
        });
        match whole {
            Ok(outcomes) => outcomes.into_iter().map(|outcome| outcome.map_err(Error::Refused)).collect(),
            Err(fault) if wishes.len() < 2 || self.read_only => {
                let again = |_| Err(Error::ReadOnly);
                let rest = wishes.iter().skip(1).map(again).collect::<Vec<_>>();
                std::iter::once(Err(fault)).chain(rest).take(wishes.len()).collect()
            }
            // Whatever one command met, the others are tried without it.
            Err(_) => wishes.iter().flat_map(|wish| self.act(std::slice::from_ref(wish))).collect(),
        }
    }
}

impl Group<'_, '_> {
    fn act(&mut self, wish: &Wish) -> Result<Outcome> {
        let number = self.fold.kinds.iter().position(|kind| kind.name() == wish.kind);
        let number = number.ok_or(Refusal::NotACommand)?;
        let kind = &self.fold.kinds[number];
        let id = BookId { unit: wish.unit, kind: kind.book() };
        let book = self.book(id)?;
        // The key that would be the person's, if they have none: kept only once something is locked under it, so that
        // a command which is refused leaves none behind.
        let own_key = match kind.is_private(&wish.body) {
            true => {
                let held = keys::person_key(self.fold.keys, wish.unit, wish.subject)?;
                Some(held.map_or_else(|| self.node.bytes(), |(_, key)| key))
            }
            false => None,
        };
        let digest = own_key.map_or_else(|| wish.digest(), |key| wish.digest_under(&key));
        if let Some(outcome) = self.done_before(book, wish, digest)? {
            return Ok(outcome);
        }
        let open = self.open(id)?;
        let mut at = open.at;
        if open.closed && wish.actor != Term::Keeper {
            return Err(Refusal::Closed.into());
        }
        let mut by = self.fold.by(&at, wish.actor.actor(), wish.attested(), wish.subject)??;
        if let (Reach::Nowhere, Term::Office { unit: top, .. }) = (by.reach, wish.actor)
            && self.cite_what_is_new(wish, top)?
        {
            at = self.open(id)?.at;
            by = self.fold.by(&at, wish.actor.actor(), wish.attested(), wish.subject)??;
        }
        self.still_in_office(wish)?;
        let stamp = Stamp { unit: wish.unit, seq: at.own, time: wish.time, command: wish.id.0, voice: by.voice };
        if kind.looks() {
            self.fold.flush()?;
        }
        let mut opened = vec![];
        let facts = {
            let (keys, node, read) = (self.fold.keys, &mut *self.node, self.fold.read);
            let mut lock = |plain: &[u8]| -> Result<Private> {
                let (name, key) =
                    keys::person_or(keys, wish.unit, wish.subject, || own_key.unwrap_or_else(|| node.bytes()))?;
                let locked = book::lock::wrap(plain, &key, &wish.subject.0, node.bytes());
                opened.push((locked.clone(), plain.to_vec()));
                Ok(Private::Locked(name, charter::Bytes(locked)))
            };
            let state = self.fold.state(book, number, wish.subject)?;
            kind.decide(state, &wish.body, &Look::at(read), (wish.unit, wish.subject, &stamp), &mut lock)?
        };
        self.fold.opened = opened.into();
        if facts.is_empty() {
            return Ok(Outcome::Already);
        }
        let asked = facts.iter().find_map(|(body, _)| kind.asked(body));
        if wish.signed.is_some() && asked.is_none() {
            return Err(Refusal::NotSigned.into());
        }
        if let Some(founding) = founding(wish, &facts) {
            return self.found_below(wish, &by, founding);
        }
        self.goes_on(wish, &facts)?;
        if let Some(asked) = asked {
            // What two signed is what comes to pass: one fact, which says no more than they were asked.
            if facts.len() > 1 || asked != wish.body {
                return Err(Refusal::NotACommand.into());
            }
            let org = self.org.unwrap_or(wish.unit);
            // Who may sign, and that two have to, is news that comes from the root.
            if self.cite_what_is_new(wish, org)? {
                at = self.open(id)?.at;
                by = self.fold.by(&at, wish.actor.actor(), wish.attested(), wish.subject)??;
            }
            by = self.fold.signed(by, &at, wish.attested(), wish.to_sign(org, id.kind))??;
            by.two |= self.fold.standing(org)?.two_since.is_some();
        }
        // Each fact is allowed on a copy before any is written, so a refusal changes nothing.
        let mut trial = self.fold.state(book, number, wish.subject)?.copy();
        for (body, _) in &facts {
            trial.fold(&by, body, &stamp, &|_| None)?;
        }
        for (body, apart) in &facts {
            self.write(book, wish, digest, kind.version(), (body, *apart))?;
        }
        Ok(Outcome::Done { facts: facts.len() as u32, founded: None })
    }

    /// An office that began above, or was reinstated from there, after the bulletins below last cited it, is unknown there.
    /// So the bulletins on the way down that this node keeps cite what is new, each in a batch that only cites.
    fn cite_what_is_new(&mut self, wish: &Wish, top: UnitId) -> Result<bool> {
        let way = Look::at(self.fold.read).way_up(wish.unit)?;
        let Some(from) = way.iter().position(|unit| *unit == top) else { return Ok(false) };
        self.seal()?;
        let mut cited = false;
        for unit in way[..=from].iter().rev() {
            let id = BookId { unit: *unit, kind: Kind::Bulletin };
            let last = self.fold.standing(*unit)?.cites.last().copied();
            match self.open(id) {
                Ok(open) if open.cites_anew(last) => {
                    let book = open.chain.book;
                    let body = book::cbor::to_bytes(&Cite::Cited).map_err(|_| Refusal::NotACommand)?;
                    let (kind, actor) = (Cites::KIND.into(), Term::Keeper);
                    let cite = Wish { unit: *unit, kind, subject: own_subject(*unit), actor, ..wish.clone() };
                    self.write(book, &cite, cite.digest(), Cites::VERSION, (&body, false))?;
                    self.seal()?;
                    cited = true;
                }
                // What another node keeps is cited there.
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(cited)
    }

    /// A term that this node knows to have ended, or to be suspended, gives no rights here, though books that have not
    /// heard of it would still be judged by it.
    fn still_in_office(&mut self, wish: &Wish) -> Result<()> {
        let Term::Office { unit, office, number } = wish.actor else { return Ok(()) };
        let standing = self.fold.standing(unit)?;
        let ended = |term: &Held| term.office == office && term.number == number && term.ended.is_some();
        if standing.terms.iter().any(ended) {
            return Err(Refusal::NoSuchTerm.into());
        }
        let Some(above) = standing.parents.last().map(|parent| parent.above) else { return Ok(()) };
        let of = Suspended { unit, office, number };
        let suspended = self.fold.standing(above)?.suspended.present(&of).is_some();
        if suspended { Err(Refusal::Suspended.into()) } else { Ok(()) }
    }

    /// A command that was done before, under the same id and by the same actor, answers the same.
    fn done_before(&mut self, book: i64, wish: &Wish, digest: [u8; 16]) -> Result<Option<Outcome>> {
        match self.fold.done(book, wish.id, actor_key(&wish.actor.actor()))? {
            Some(done) if done.digest != digest => Err(Refusal::OtherBytes.into()),
            done => Ok(done.map(|done| Outcome::Done { facts: done.facts, founded: done.founded })),
        }
    }

    /// Nothing is merged into a unit that this node knows to be closed; of one that it does not hold it
    /// knows nothing.
    fn goes_on(&self, wish: &Wish, facts: &[(Vec<u8>, bool)]) -> Result<()> {
        if wish.kind != units::Unit::KIND {
            return Ok(());
        }
        for into in facts.iter().filter_map(|(body, _)| merged_into(body)) {
            if self.is_closed(into)? {
                return Err(Refusal::Closed.into());
            }
        }
        Ok(())
    }

    fn found_below(&mut self, wish: &Wish, by: &By, founding: Founding) -> Result<Outcome> {
        by.may(Right::ManageUnits)?;
        founding.check()?;
        let parent: units::Unit = self.fold.typed(wish.unit, own_subject(wish.unit))?.ok_or(Refusal::NotHere)?;
        match () {
            _ if parent.closed => return Err(Refusal::Closed.into()),
            _ if parent.is_cell() => return Err(Refusal::BelowACell.into()),
            _ if founding.kind == UnitKind::Centre => return Err(Refusal::Exists.into()),
            _ => {}
        }
        if Look::at(self.fold.read).way_up(wish.unit)?.len() > places::DEPTH {
            return Err(Refusal::TooDeep.into());
        }
        let unit = self.found(Some(wish.unit), founding, None, wish.id, wish.digest(), wish.actor, wish.time)?;
        let admit = Wish { kind: places::Place::KIND.into(), subject: own_subject(unit), ..wish.clone() };
        let body = book::cbor::to_bytes(&places::Admission::Admitted(unit)).map_err(|_| Refusal::NotACommand)?;
        let book = self.open(BookId { unit: wish.unit, kind: Kind::Bulletin })?.chain.book;
        self.write(book, &admit, wish.digest(), places::Place::VERSION, (&body, false))?;
        Ok(Outcome::Done { facts: 1, founded: Some(unit) })
    }
}

fn founding(wish: &Wish, facts: &[(Vec<u8>, bool)]) -> Option<Founding> {
    match facts {
        [(body, _)] if wish.kind == units::Unit::KIND => match book::cbor::from_bytes(body) {
            Ok(units::Fact::Founded(founding)) => Some(founding),
            _ => None,
        },
        _ => None,
    }
}
