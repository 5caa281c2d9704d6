//! How books begin: an organisation, a unit, and a reign that a unit's own recovery keys name.

use book::{BookId, CommandId, Header, Kind, SubjectId, UnitId, commitment, entry};
use charter::calendar::Moment;
use charter::units::{self, Founding};
use charter::{Refusal, Rules, Subject, keepers, offices};

use crate::chain;
use crate::error::{Error, Result};
use crate::group::Group;
use crate::look::own_subject;
use crate::store::{self, Store};
use crate::wish::{Term, Wish};

impl Store {
    /// Founds an organisation: its root, its rules, and its first organiser.
    pub fn genesis(&mut self, founding: Founding, rules: Rules, time: Moment) -> Result<(UnitId, Term)> {
        let root = self.transact(|fold, node| {
            if store::org(fold.books)?.is_some() {
                return Err(Error::Folder("organisation-exists"));
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

    /// Founds a unit where nobody above can be reached: it works at once, under its own secretary, and
    /// counts above once the unit there admits it.
    pub fn found_apart(&mut self, above: UnitId, founding: Founding, time: Moment) -> Result<(UnitId, Term)> {
        founding.check()?;
        let unit = self.transact(|fold, node| {
            let mut group = Group::new(fold, node)?;
            let office = charter::Office::Secretary;
            let first = offices::Fact::Began { office, number: 1, below: false, until: None };
            let id = CommandId(group.node.bytes());
            group.found(Some(above), founding, Some(first), id, [0; 16], Term::Keeper, time)
        })?;
        Ok((unit, Term::Office { unit, office: charter::Office::Secretary, number: 1 }))
    }

    /// Begins a new reign in the book itself, where more than half of the unit's recovery keys named
    /// this device. The batch that says so is the first of the reign.
    pub fn succeed(
        &mut self,
        reign: keepers::Reigned,
        signatures: Vec<(book::Signer, charter::Bytes)>,
        actor: Term,
        time: Moment,
    ) -> Result<()> {
        let (unit, device) = (reign.unit, self.device());
        let fact = keepers::Fact::Succeeded { device, reign: reign.clone(), signatures };
        let body = book::cbor::to_bytes(&fact).map_err(|_| Refusal::NotACommand)?;
        self.transact(|fold, node| {
            let id = BookId { unit, kind: Kind::Bulletin };
            let founder: units::Unit = fold.typed(unit, own_subject(unit))?.ok_or(Refusal::NotHere)?;
            let keepers::Fact::Succeeded { signatures, .. } = &fact else { return Err(Refusal::NotACommand.into()) };
            if !keepers::is_signed(&founder.recovery, &device, &reign, signatures) {
                return Err(Refusal::TooFewSignatures.into());
            }
            let head = fold.find(reign.bulletin)?.filter(|found| found.unit == unit).ok_or(Refusal::UnknownHead)?;
            let first = entry::Fact {
                command: CommandId(node.bytes()),
                digest: [0; 16],
                kind: keepers::Keepers::KIND,
                version: keepers::Keepers::VERSION,
                subject: own_subject(unit),
                actor: actor.actor(),
                attested: book::Attested::Device,
                time: time.0,
                body: &body,
            };
            let content = entry::join(&[first.encode()]);
            let mut group = Group::new(fold, node)?;
            let header = Header {
                org: group.org,
                book: Some(id),
                parent: None,
                reign: book::Reign { number: reign.number, begun_by: crate::claims::begun_by(&body) },
                first_seq: head.next_seq,
                prev: Some(reign.bulletin),
                cited: None,
                key: None,
                wraps: None,
                entries: vec![commitment(&content)],
            };
            let book = store::file_book(group.fold.books, id)?;
            group.keep(book, &header, vec![], vec![content], false)?;
            store::settle(fold, &[unit])
        })
    }
}

impl Group<'_, '_> {
    /// Writes a founding batch, whose hash is the new unit's id, and folds it as any node would.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn found(
        &mut self,
        parent: Option<UnitId>,
        founding: Founding,
        first: Option<offices::Fact>,
        command: CommandId,
        digest: [u8; 16],
        actor: Term,
        time: Moment,
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
        let unit = UnitId(header.hash(&self.node.secret.signer()).0);
        let book = store::file_book(self.fold.books, BookId { unit, kind: Kind::Bulletin })?;
        self.keep(book, &header, vec![], vec![content], true)?;
        self.org = self.org.or(Some(unit));
        let key = self.node.bytes();
        keys::add_epoch(self.fold.keys, unit, key)?;
        self.begin_chains(unit, book)?;
        self.fold.book(book)?;
        self.fold.rights = false;
        Ok(unit)
    }
}
