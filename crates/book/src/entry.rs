//! What an entry says: facts, each with who, when and about what. Knows no kind of fact.

use crate::cbor::{Fault, Reader, Reason, Tags, Writer, tags};
use crate::{AccountId, BookId, CommandId, Hash, PersonId, SubjectId, UnitId};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor<'a> {
    /// An office's term: who held it stands in the record.
    Term {
        /// The unit whose office it is.
        unit: UnitId,
        /// The office's name.
        office: &'a str,
        /// Which of its terms.
        number: u64,
    },
    /// A person, in locked entries alone.
    Person(PersonId),
    /// The keeper of the book itself: for what it counts, and nothing else.
    Keeper,
}

/// How the actor was attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attested<'a> {
    /// By the keeper's own device.
    Device,
    /// By an account that signed in at the keeper's node and is enrolled there; in locked entries alone.
    Account(AccountId),
    /// By passkeys whose keys stand beside terms: their assertions, one canonical array.
    Signed(&'a [u8]),
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    /// The command that it came of.
    pub command: CommandId,
    /// The first 16 bytes of the BLAKE3 hash of the command's bytes.
    pub digest: [u8; 16],
    /// The kind of the subject.
    pub kind: &'a str,
    /// The version of the kind's facts.
    pub version: u64,
    /// The subject that it is about.
    pub subject: SubjectId,
    /// Who acted.
    pub actor: Actor<'a>,
    /// How the actor was attested.
    pub attested: Attested<'a>,
    /// When, in milliseconds since 1970: a claim, never an order.
    pub time: i64,
    /// What happened, one canonical item.
    pub body: &'a [u8],
}

/// How many items an encoded fact has.
const FIELDS: usize = 9;

/// Encodes the facts of one entry.
pub fn encode(facts: &[Fact]) -> Vec<u8> {
    join(&facts.iter().map(Fact::encode).collect::<Vec<_>>())
}

/// Puts encoded facts together in one entry.
pub fn join(facts: &[Vec<u8>]) -> Vec<u8> {
    let mut w = Writer::default();
    w.array(facts.len());
    facts.iter().for_each(|fact| {
        w.raw(fact);
    });
    w.0
}

/// Decodes the facts of one entry. Bodies are found canonical, not understood.
pub fn decode(bytes: &[u8]) -> Result<Vec<Fact<'_>>, Fault> {
    let mut r = Reader::new(bytes);
    let count = r.array()?;
    let facts = (0..count).map(|_| fact(&mut r)).collect::<Result<_, _>>()?;
    r.end()?;
    Ok(facts)
}

fn fact<'a>(r: &mut Reader<'a>) -> Result<Fact<'a>, Fault> {
    r.array_of(FIELDS)?;
    Ok(Fact {
        command: CommandId(r.fixed()?),
        digest: r.fixed()?,
        kind: r.text()?,
        version: r.uint()?,
        subject: SubjectId(r.fixed()?),
        actor: actor(r)?,
        attested: attested(r)?,
        time: r.int()?,
        // It stands in the fact, and the fact in the entry.
        body: r.item_below(2)?,
    })
}

fn actor<'a>(r: &mut Reader<'a>) -> Result<Actor<'a>, Fault> {
    if r.null_next() {
        return Ok(Actor::Keeper);
    }
    if r.peek()? == crate::cbor::TAG {
        r.tag(crate::cbor::PERSON_TAG, "a person's id")?;
        return Ok(Actor::Person(PersonId(SubjectId(r.fixed()?))));
    }
    r.array_of(3)?;
    Ok(Actor::Term { unit: UnitId(r.fixed()?), office: r.text()?, number: r.uint()? })
}

fn attested<'a>(r: &mut Reader<'a>) -> Result<Attested<'a>, Fault> {
    let fault = r.fault(Reason::Expected("a way of attesting that this format knows"));
    match r.peek()? {
        crate::cbor::BYTES => return Ok(Attested::Account(AccountId(r.fixed()?))),
        crate::cbor::ARRAY => return Ok(Attested::Signed(r.item_below(2)?)),
        _ => {}
    }
    match r.uint()? {
        0 => Ok(Attested::Device),
        _ => Err(fault),
    }
}

/// What a passkey signs where two people ask for what is hard to undo: the command, in its book, in its organisation.
pub fn to_sign(org: UnitId, book: BookId, about: (&str, SubjectId), command: (CommandId, &[u8])) -> Hash {
    let mut w = Writer::default();
    w.array(7).bytes(&org.0).bytes(&book.unit.0).uint(book.kind as u64).text(about.0).bytes(&about.1.0);
    w.bytes(&command.0.0).bytes(command.1);
    crate::batch::tagged(b"sward.sign.1\0", &w.0)
}

impl Fact<'_> {
    /// The one encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer(Vec::with_capacity(160 + self.body.len()));
        w.array(FIELDS).bytes(&self.command.0).bytes(&self.digest);
        w.text(self.kind).uint(self.version).bytes(&self.subject.0);
        match &self.actor {
            Actor::Term { unit, office, number } => w.array(3).bytes(&unit.0).text(office).uint(*number),
            Actor::Keeper => w.null(),
            Actor::Person(person) => w.tag(crate::cbor::PERSON_TAG).bytes(&person.0.0),
        };
        match &self.attested {
            Attested::Device => w.uint(0),
            Attested::Account(account) => w.bytes(&account.0),
            Attested::Signed(assertions) => w.raw(assertions),
        };
        w.int(self.time).raw(self.body);
        w.0
    }

    /// Whether it names a person, and whether it has free text. An account is one person's, and so names them.
    pub fn tags(&self) -> Tags {
        let body = tags(self.body).unwrap_or(Tags { person: true, text: true });
        let signed = match self.attested {
            Attested::Signed(assertions) => tags(assertions).unwrap_or(Tags { person: true, text: true }),
            _ => Tags::default(),
        };
        let names = matches!(self.actor, Actor::Person(_)) || matches!(self.attested, Attested::Account(_));
        Tags { person: body.person || signed.person || names, text: body.text || signed.text }
    }
}
