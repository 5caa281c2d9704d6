//! A command on its way: what somebody wants, with an id made by its sender.

use book::{AccountId, Actor, Attested, BookId, CommandId, Hash, Kind, PersonId, SubjectId, UnitId};
use charter::calendar::Moment;
use charter::signing::Assertion;
use charter::{Bytes, Office, Subject};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// One command, ready for `act`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// Made by the sender: sent twice, it is done once.
    pub id: CommandId,
    /// The unit in whose book it is decided.
    pub unit: UnitId,
    /// The kind of the subject.
    pub kind: String,
    /// The subject.
    pub subject: SubjectId,
    /// Who asks.
    pub actor: Term,
    /// The account by which they signed in; none at the machine itself.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// Assertions by passkeys, canonical, where two people signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Bytes>,
    /// The moment that the sender claims.
    pub time: Moment,
    /// The command itself, canonical.
    #[serde(with = "body")]
    pub body: Vec<u8>,
}

/// Who asks: a term of office, somebody for themselves, or the keeper for what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Term {
    /// The office's holder.
    Office {
        /// The unit whose office it is.
        unit: UnitId,
        /// The office.
        office: Office,
        /// Which of its terms.
        number: u64,
    },
    /// Somebody on the roll, for themselves.
    Person(PersonId),
    /// The keeper.
    Keeper,
}

/// What became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done: now, or before under the same id.
    Done {
        /// How many facts came of it.
        facts: u32,
        /// The unit that was founded, if one was.
        founded: Option<UnitId>,
    },
    /// It was so already; nothing was written.
    Already,
}

impl Wish {
    /// A command of a subject's own type.
    pub fn new<S: Subject>(
        id: CommandId,
        unit: UnitId,
        subject: SubjectId,
        actor: Term,
        time: Moment,
        command: &S::Command,
    ) -> Result<Wish> {
        let body = book::cbor::to_bytes(command).map_err(|why| Error::Damaged(why.to_string()))?;
        Ok(Wish { id, unit, kind: S::KIND.into(), subject, actor, account: None, signed: None, time, body })
    }

    /// The same, asked for by an account.
    pub fn by(self, account: AccountId) -> Wish {
        Wish { account: Some(account), ..self }
    }

    /// The same, signed by two.
    pub fn signed(self, assertions: &[Assertion]) -> Result<Wish> {
        let bytes = book::cbor::to_bytes(&assertions).map_err(|why| Error::Damaged(why.to_string()))?;
        Ok(Wish { signed: Some(Bytes(bytes)), ..self })
    }

    /// What passkeys sign of it, in an organisation.
    pub fn to_sign(&self, org: UnitId, kind: Kind) -> Hash {
        let book = BookId { unit: self.unit, kind };
        book::entry::to_sign(org, book, (&self.kind, self.subject), (self.id, &self.body))
    }

    /// How its actor is attested.
    pub(crate) fn attested(&self) -> Attested<'_> {
        match (&self.signed, self.account) {
            (Some(assertions), _) => Attested::Signed(&assertions.0),
            (None, Some(account)) => Attested::Account(account),
            (None, None) => Attested::Device,
        }
    }

    /// The first bytes of the hash of all that it asks.
    pub(crate) fn digest(&self) -> [u8; 16] {
        self.hashed(blake3::Hasher::new())
    }

    /// The same under a person's key: without that key nobody can try whether it is the hash of what they guess.
    pub(crate) fn digest_under(&self, key: &[u8; 32]) -> [u8; 16] {
        self.hashed(blake3::Hasher::new_keyed(key))
    }

    fn hashed(&self, mut hasher: blake3::Hasher) -> [u8; 16] {
        hasher.update(&self.unit.0).update(self.kind.as_bytes()).update(&self.subject.0).update(&self.body);
        let mut digest = [0; 16];
        digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        digest
    }
}

impl Term {
    /// As facts name it.
    pub fn actor(&self) -> Actor<'static> {
        match *self {
            Term::Office { unit, office, number } => Actor::Term { unit, office: office.name(), number },
            Term::Person(person) => Actor::Person(person),
            Term::Keeper => Actor::Keeper,
        }
    }
}

/// The form under which results are kept by actor.
pub(crate) fn actor_key(actor: &Actor) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    match actor {
        Actor::Term { unit, office, number } => {
            hasher.update(&unit.0).update(&number.to_be_bytes()).update(office.as_bytes())
        }
        Actor::Person(person) => hasher.update(&person.0.0),
        Actor::Keeper => hasher.update(b"keeper"),
    };
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

mod body {
    //! A command's bytes as hex in JSON, and as bytes elsewhere.
    use charter::Bytes;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(body: &[u8], to: S) -> Result<S::Ok, S::Error> {
        Bytes(body.to_vec()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        Bytes::deserialize(from).map(|bytes| bytes.0)
    }
}
