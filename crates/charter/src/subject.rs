//! What a subject is, who acts on it, and what every fact is stamped with.

use book::{AccountId, Actor, Hash, Kind, PersonId, UnitId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::calendar::Moment;
use crate::privacy::Held;
use crate::{Office, Refusal};

/// What facts are about. Its state is a pure fold of its facts in the order of the book.
pub trait Subject: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What can happen.
    type Fact: Serialize + DeserializeOwned;
    /// What may be asked.
    type Command: Serialize + DeserializeOwned;
    /// What `decide` may look at besides the state, in the same book.
    type Around: Default;
    /// Its name in every fact.
    const KIND: &'static str;
    /// The book that it stands in.
    const BOOK: Kind;
    /// The version of its facts.
    const VERSION: u64 = 1;
    /// What its facts hold on people, field by field; nothing that stands in a bulletin names anybody.
    const HELD: &'static [Held] = &[];
    /// Whether any of its facts is hard to undo.
    const GRAVE: bool = false;
    /// Whether its open facts may hold free text, as a policy or a unit's name does.
    const TEXT: bool = false;

    /// Whether this may happen: asked before sealing, and again in the fold of every node that reads it.
    fn may(&self, by: &By, fact: &Self::Fact) -> Result<(), Refusal>;

    /// What becomes of it.
    fn apply(&mut self, fact: Self::Fact, stamp: &Stamp);

    /// What happens on a command; nothing, if it is so already.
    fn decide(&self, command: Self::Command, around: &Self::Around, stamp: &Stamp) -> Result<Vec<Self::Fact>, Refusal>;

    /// Does a command in memory, as a node does it in its books: each fact is allowed on a copy before any happens, so a
    /// refusal changes nothing. Gives how many facts there were.
    fn act(&mut self, command: Self::Command, around: &Self::Around, by: &By, stamp: &Stamp) -> Result<usize, Refusal> {
        let facts = self.decide(command, around, stamp)?;
        let (mut trial, count) = (self.clone(), facts.len());
        for fact in facts {
            trial.may(by, &fact)?;
            if !Self::apart(&fact) {
                trial.apply(fact, stamp);
            }
        }
        *self = trial;
        Ok(count)
    }

    /// What was asked for, where the fact is hard to undo: that is what two people sign.
    fn asked(_: &Self::Fact) -> Option<Self::Command> {
        None
    }

    /// Whether a fact that a succession left behind may be taken again.
    fn again(&self, _: &Self::Fact) -> bool {
        true
    }

    /// Whether the fact stands in an entry of its own, so that it alone can be erased. It is kept
    /// beside the state, and `apply` never sees it.
    fn apart(_: &Self::Fact) -> bool {
        false
    }

    /// Whether a command holds what its facts lock under a person's own key: then nothing that outlives that key may tell
    /// of it, not even a hash.
    fn is_private(_: &Self::Command) -> bool {
        false
    }

    /// What of the fact is locked once more, under the person's own key.
    fn private(_: &mut Self::Fact) -> Option<&mut Private> {
        None
    }
}

/// Where and when a fact stands. The time is a claim.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp {
    /// The unit whose book it is.
    pub unit: UnitId,
    /// The seq of its entry.
    pub seq: u64,
    /// The moment that its actor claims.
    pub time: Moment,
    /// The first bytes of the command that it came of, for ids that it makes.
    pub command: [u8; 16],
    /// Whose word it is.
    pub voice: Voice,
}

/// Who acts, and by what right.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The actor.
    pub actor: Actor<'a>,
    /// The office that the actor's term gives, by the cited head.
    pub office: Option<Office>,
    /// Whether that office is of this unit or of one above.
    pub reach: Reach,
    /// Whether that term reaches the units below.
    pub below: bool,
    /// Whether the actor is the very person that the subject is about.
    pub own: bool,
    /// Whose word it is, where two people have to give theirs.
    pub voice: Voice,
    /// Whether two have to sign what is hard to undo, as far as the cited head knows.
    pub two: bool,
    /// Who signed it besides the actor, who did so too.
    pub second: Option<Second>,
}

/// Somebody who signed with a passkey what another one asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second {
    /// The office that their term gives, by the cited head.
    pub office: Office,
    /// Whether that term reaches the units below.
    pub below: bool,
}

/// Whose word something is, as far as a book can tell. It names nobody by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The first bytes of the hash of the actor.
    pub actor: [u8; 16],
    /// The account that attests the actor; none if the keeper's device does.
    pub account: Option<AccountId>,
    /// The person that the account is enrolled for, or that acts for themselves.
    pub person: Option<PersonId>,
}

impl Voice {
    /// Whether two words are two people's: another actor, another account, another person. Whoever has two sessions,
    /// two accounts or two offices is not two people.
    pub fn is_other(&self, other: &Voice) -> bool {
        fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            one.zip(other).is_none_or(|(one, other)| one != other)
        }
        self.actor != other.actor && differ(self.account, other.account) && differ(self.person, other.person)
    }
}

/// From where an actor acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// An office of this unit.
    Here,
    /// An office of a unit above, held over it and all below.
    Above,
    /// The founder, in the founding batch and nowhere else.
    Founding,
    /// The keeper of the book itself, for what it counts.
    Keeper,
    /// Nobody that the cited head knows.
    Nowhere,
}

/// What an office lets its holder do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See figures: of the unit, and of all below it, since bulletins name nobody.
    SeeFigures,
    /// See the people of the unit itself. No office opens those of another unit.
    SeePeople,
    /// Write in the record: people, meetings, minutes.
    WriteRecord,
    /// Set meetings and their agenda, or cancel them; set how often the unit meets.
    Convene,
    /// Keep the cash: what is asked, paid and waived, and the cash book.
    KeepCash,
    /// Begin and end terms of office.
    ManageOffices,
    /// Found, admit, rename, move and close units; set the organisation's rules.
    ManageUnits,
    /// Say who keeps a book.
    ManageKeepers,
    /// See what officers did with what is held on the unit's people.
    Ombuds,
}

impl Right {
    /// All of them.
    pub const ALL: [Right; 9] = [
        Right::SeeFigures,
        Right::SeePeople,
        Right::WriteRecord,
        Right::Convene,
        Right::KeepCash,
        Right::ManageOffices,
        Right::ManageUnits,
        Right::ManageKeepers,
        Right::Ombuds,
    ];
}

impl<'a> By<'a> {
    /// An actor of whom nothing more is known.
    pub fn nobody(actor: Actor<'a>) -> By<'a> {
        By {
            actor,
            office: None,
            reach: Reach::Nowhere,
            below: false,
            own: false,
            voice: Voice::default(),
            two: false,
            second: None,
        }
    }

    /// Whether the actor has this right over the unit.
    pub fn may(&self, right: Right) -> Result<(), Refusal> {
        let office = match self.reach {
            Reach::Founding => return Ok(()),
            Reach::Here | Reach::Above => self.office.ok_or(Refusal::NoSuchTerm)?,
            Reach::Keeper => return Err(Refusal::NotYours),
            Reach::Nowhere => return Err(Refusal::NoSuchTerm),
        };
        if office.gives(right) { Ok(()) } else { Err(Refusal::NotYours) }
    }

    /// Whether the actor has this right over what is hard to undo: from where on two have to sign, another one who has it
    /// too signed with them. `below` asks that both terms reach the units below.
    pub fn may_grave(&self, right: Right, below: bool) -> Result<(), Refusal> {
        self.may(right)?;
        if below && !self.below {
            return Err(Refusal::NotYours);
        }
        match self.second {
            _ if !self.two => Ok(()),
            Some(second) if second.office.gives(right) && (second.below || !below) => Ok(()),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::TwoSign),
        }
    }

    /// Whether it is the keeper that speaks, as it does for signs and returns.
    pub fn is_keeper(&self) -> Result<(), Refusal> {
        if matches!(self.reach, Reach::Keeper) { Ok(()) } else { Err(Refusal::NotYours) }
    }
}

/// Something about a person that outlives the unit's key, locked under the person's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Private {
    /// As it stands in books: the key's hash, and what it locks.
    Locked(Hash, Bytes),
    /// As it stands in commands and in read tables where the key is here.
    Open(Bytes),
}

/// A byte string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Private {
    /// Encloses a value.
    pub fn new<T: Serialize>(value: &T) -> Result<Private, Refusal> {
        book::cbor::to_bytes(value).map(|bytes| Private::Open(Bytes(bytes))).map_err(|_| Refusal::NotACommand)
    }

    /// The value, if it is open here.
    pub fn open<T: DeserializeOwned>(&self) -> Option<T> {
        match self {
            Private::Open(bytes) => book::cbor::from_bytes(&bytes.0).ok(),
            Private::Locked(..) => None,
        }
    }
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if !to.is_human_readable() {
            return to.serialize_bytes(&self.0);
        }
        let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
        let digits = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        let mut hex = String::with_capacity(2 * self.0.len());
        hex.extend(digits);
        to.serialize_str(&hex)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl serde::de::Visitor<'_> for Seen {
            type Value = Bytes;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Bytes, E> {
                let small = |sign: &u8| char::from(*sign).to_digit(16).filter(|_| !sign.is_ascii_uppercase());
                let byte = |pair: &[u8]| match pair {
                    [high, low] => Some((small(high)? * 16 + small(low)?) as u8),
                    _ => None,
                };
                let bytes = text.as_bytes().chunks(2).map(byte).collect::<Option<_>>();
                bytes.map(Bytes).ok_or_else(|| E::custom("not small hex digits in pairs"))
            }
        }
        if from.is_human_readable() { from.deserialize_str(Seen) } else { from.deserialize_bytes(Seen) }
    }
}
