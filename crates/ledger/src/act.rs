//! `act`: the way in for what is decided here.

use book::{BookId, CommandId, Header, Kind, SubjectId, UnitId, commitment, entry};
use charter::units::{self, Founding};
use charter::{By, Private, Refusal, Right, Rules, Stamp, Subject, UnitKind, offices, places};
use rusqlite::{OptionalExtension, params};

use crate::chain;
use crate::error::{Error, Result};
use crate::group::Group;
use crate::look::{Look, own_subject};
use crate::store::{self, Store};
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
            let appointed = std::mem::take(&mut group.fold.appointed);
            let moved = std::mem::take(&mut group.fold.moved);
            if moved || !appointed.is_empty() {
                fold.flush()?;
                if moved { store::refold(fold)? } else { store::settle(fold, &appointed)? }
            }
            Ok(outcomes)
        });
        match whole {
            Ok(outcomes) => outcomes.into_iter().map(|outcome| outcome.map_err(Error::Refused)).collect(),
            Err(fault) if wishes.len() < 2 || self.read_only => {
                let again = |_| Err(Error::ReadOnly);
                let rest = wishes.iter().skip(1).map(again).collect::<Vec<_>>();
                std::iter::once(Err(fault)).chain(rest).take(wishes.len()).collect()
            }
            Err(_) => wishes.iter().flat_map(|wish| self.act(std::slice::from_ref(wish))).collect(),
        }
    }

    /// Founds an organisation: its root, its rules, and its first organiser.
    pub fn genesis(
        &mut self,
        founding: Founding,
        rules: Rules,
        time: charter::calendar::Moment,
    ) -> Result<(UnitId, Term)> {
        let root = self.transact(|fold, node| {
            if store::org(fold.books)?.is_some() {
                return Err(Error::Folder("there is an organisation in this folder already"));
            }
            let mut group = Group::new(fold, node)?;
            let first =
                offices::Fact::Began { office: charter::Office::Organiser, number: 1, below: true, until: None };
            let id = CommandId(group.node.bytes());
            group.found(None, founding, Some(first), id, [0; 16], Term::Keeper, time)
        })?;
        let organiser = Term::Office { unit: root, office: charter::Office::Organiser, number: 1 };
        let id = CommandId(self.node.bytes());
        let rule =
            Wish::new::<units::Unit>(id, root, own_subject(root), organiser, time, &units::Command::Rule(rules))?;
        self.act(&[rule]).pop().unwrap_or(Err(Error::ReadOnly))?;
        Ok((root, organiser))
    }
}

impl Group<'_, '_> {
    fn act(&mut self, wish: &Wish) -> Result<Outcome> {
        let number = self.fold.kinds.iter().position(|kind| kind.name() == wish.kind);
        let number = number.ok_or(Refusal::NotACommand)?;
        let kind = &self.fold.kinds[number];
        let id = BookId { unit: wish.unit, kind: kind.book() };
        let book = chain::of(self.fold.read, id)?.ok_or(Refusal::NotHere)?.book;
        if let Some(outcome) = self.done_before(book, wish)? {
            return Ok(outcome);
        }
        let open = self.open(id)?;
        let at = open.at;
        let by = self.fold.by(&at, wish.actor.actor())?;
        let stamp = Stamp { unit: wish.unit, seq: at.own, time: wish.time, command: wish.id.0 };
        if kind.looks() {
            self.fold.flush()?;
        }
        let facts = {
            let (keys, node, read) = (self.fold.keys, &mut *self.node, self.fold.read);
            let mut lock = |plain: &[u8]| -> Result<Private> {
                let (name, key) = keys::person_or(keys, wish.unit, wish.subject, || node.bytes())?;
                let locked = book::lock::wrap(plain, &key, &wish.subject.0, node.bytes());
                Ok(Private::Locked(name, charter::Bytes(locked)))
            };
            let state = self.fold.state(book, number, wish.subject)?;
            kind.decide(state, &wish.body, &Look { read }, (wish.unit, wish.subject, &stamp), &mut lock)?
        };
        if facts.is_empty() {
            return Ok(Outcome::Already);
        }
        if let Some(founding) = founding(wish, &facts) {
            return self.found_below(wish, &by, founding);
        }
        // Each fact is allowed on a copy before any is written, so a refusal changes nothing.
        let mut trial = self.fold.state(book, number, wish.subject)?.copy();
        for (body, _) in &facts {
            trial.fold(&by, body, &stamp, &|_| None)?;
        }
        for (body, apart) in &facts {
            self.write(book, wish, wish.digest(), kind.version(), (body, *apart))?;
        }
        Ok(Outcome::Done { facts: facts.len() as u32, founded: None })
    }

    /// A command that was done before, under the same id and by the same actor, answers the same.
    fn done_before(&mut self, book: i64, wish: &Wish) -> Result<Option<Outcome>> {
        let sql = "SELECT digest, facts, founded FROM done WHERE book = ? AND command = ? AND actor = ?";
        let key = actor_key(&wish.actor.actor());
        let row = self.fold.read.prepare_cached(sql)?.query_row(params![book, wish.id.0, key], |row| {
            let founded = row.get::<_, Option<_>>(2)?.map(UnitId);
            Ok((row.get::<_, [u8; 16]>(0)?, Outcome::Done { facts: row.get(1)?, founded }))
        });
        match row.optional()? {
            Some((digest, _)) if digest != wish.digest() => Err(Refusal::OtherBytes.into()),
            before => Ok(before.map(|(_, outcome)| outcome)),
        }
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
        if (Look { read: self.fold.read }).way_up(wish.unit)?.len() > places::DEPTH {
            return Err(Refusal::TooDeep.into());
        }
        let unit = self.found(Some(wish.unit), founding, None, wish.id, wish.digest(), wish.actor, wish.time)?;
        let admit = Wish { kind: places::Place::KIND.into(), subject: own_subject(unit), ..wish.clone() };
        let body = book::cbor::to_bytes(&places::Admission::Admitted(unit)).map_err(|_| Refusal::NotACommand)?;
        let book = self.open(BookId { unit: wish.unit, kind: Kind::Bulletin })?.chain.book;
        self.write(book, &admit, wish.digest(), places::Place::VERSION, (&body, false))?;
        Ok(Outcome::Done { facts: 1, founded: Some(unit) })
    }

    /// Writes a founding batch, whose hash is the new unit's id, and folds it as any node would.
    #[allow(clippy::too_many_arguments)]
    fn found(
        &mut self,
        parent: Option<UnitId>,
        founding: Founding,
        first: Option<offices::Fact>,
        command: CommandId,
        digest: [u8; 16],
        actor: Term,
        time: charter::calendar::Moment,
    ) -> Result<UnitId> {
        let encode = |fault: book::cbor::Reason| Error::Damaged(fault.to_string());
        let mut bodies =
            vec![(units::Unit::KIND, book::cbor::to_bytes(&units::Fact::Founded(founding)).map_err(encode)?)];
        if let Some(first) = first {
            bodies.push((offices::Offices::KIND, book::cbor::to_bytes(&first).map_err(encode)?));
        }
        let fact = |(kind, body): &(&'static str, Vec<u8>)| {
            let (subject, attested) = (SubjectId::default(), book::Attested::Device);
            let actor = actor.actor();
            entry::Fact { command, digest, kind, version: 1, subject, actor, attested, time: time.0, body }.encode()
        };
        let content = entry::join(&bodies.iter().map(fact).collect::<Vec<_>>());
        let cited = match parent {
            Some(parent) => {
                chain::of(self.fold.read, BookId { unit: parent, kind: Kind::Bulletin })?.and_then(|c| c.head)
            }
            None => None,
        };
        let header = Header {
            org: self.org,
            book: None,
            parent,
            reign: Default::default(),
            first_seq: 0,
            prev: None,
            cited,
            key: None,
            wraps: None,
            entries: vec![commitment(&content)],
        };
        let unit = UnitId(header.hash().0);
        let book = store::file_book(self.fold.books, BookId { unit, kind: Kind::Bulletin })?;
        self.keep(book, &header, vec![], vec![content])?;
        self.org = self.org.or(Some(unit));
        let key = self.node.bytes();
        keys::add_epoch(self.fold.keys, unit, key)?;
        self.begin_chains(unit, book)?;
        self.fold.book(book)?;
        self.fold.rights = false;
        Ok(unit)
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
