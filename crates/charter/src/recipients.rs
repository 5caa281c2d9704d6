//! Who can open a unit's record besides its keeper: public keys to which its keys were handed, locked. No key stands
//! here, only that it was given, and which.

use book::{Hash, Kind, Text};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::privacy::{Held, Kept, Purpose, Readers};
use crate::{By, Refusal, Right, Stamp, Subject};

/// The recipients of a unit's keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipients {
    /// All that were not withdrawn.
    pub all: Vec<Recipient>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The public key, as age writes it.
    pub to: String,
    /// The newest epoch key that was given.
    pub key: Hash,
    /// When, as claimed.
    pub given: Moment,
    /// When somebody said that it opens, as claimed; none while nobody tried.
    pub opened: Option<Moment>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// The unit's keys were given.
    Given {
        /// To whom: a public key, as age writes it.
        to: String,
        /// The newest epoch key of those that were given.
        key: Hash,
    },
    /// What the people of the unit call that recipient, in an entry of its own.
    Called {
        /// The public key.
        to: String,
        /// As 'the deputy's stick'.
        name: Text,
    },
    /// What was given opens: whoever tried told its code.
    Opened {
        /// The public key.
        to: String,
        /// The newest epoch key in it.
        key: Hash,
    },
    /// They are to read no more of what is written from here on.
    Withdrawn {
        /// The public key.
        to: String,
    },
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Note that the unit's keys were given.
    Give {
        /// To whom.
        to: String,
        /// What that recipient is called.
        name: Text,
        /// The newest epoch key of those that were given.
        key: Hash,
    },
    /// Note that what was given opens.
    Open {
        /// Whose it is.
        to: String,
        /// The newest epoch key in it, as the code that was told says.
        key: Hash,
    },
    /// Give them no more, and turn the key.
    Withdraw {
        /// Whom.
        to: String,
    },
}

/// Recipients of one unit's keys.
pub const RECIPIENTS: usize = 20;
/// Bytes of a public key, and of what a recipient is called.
pub const NAME_BYTES: usize = 200;
/// Days after which what was given counts no more: it holds the keys of those who were erased since, and none of those
/// who joined.
pub const GIVEN_DAYS: i64 = 35;

impl Recipients {
    /// Those that open what is written now, and were tried: given the key that locked the last batch, not long ago.
    pub fn second(&self, key: Option<Hash>, now: Moment) -> impl Iterator<Item = &Recipient> {
        let young = move |one: &Recipient| now.0.saturating_sub(one.given.0) <= GIVEN_DAYS * 86_400_000;
        self.all.iter().filter(move |one| one.opened.is_some() && Some(one.key) == key && young(one))
    }

    fn of(&self, to: &str) -> Option<&Recipient> {
        self.all.iter().find(|one| one.to == to)
    }
}

impl Subject for Recipients {
    type Fact = Fact;
    type Command = Command;
    type Around = ();
    const KIND: &'static str = "recipient";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Given.to"),
        Held::nobody("Given.key"),
        Held::new("Called.to", "held-recipient", Purpose::Promise, Readers::Cell, Kept::Text),
        Held::new("Called.name", "held-recipient", Purpose::Promise, Readers::Cell, Kept::Text),
        Held::nobody("Opened.to"),
        Held::nobody("Opened.key"),
        Held::nobody("Withdrawn.to"),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::WriteRecord)?;
        match fact {
            Fact::Given { to, .. } | Fact::Called { to, .. } if to.len() > NAME_BYTES => Err(Refusal::TooLong),
            Fact::Called { name, .. } if name.0.len() > NAME_BYTES => Err(Refusal::TooLong),
            Fact::Given { to, .. } if self.of(to).is_none() && self.all.len() >= RECIPIENTS => Err(Refusal::TooLong),
            Fact::Opened { to, key } if self.of(to).is_none_or(|one| one.key != *key) => Err(Refusal::NotTheCode),
            Fact::Withdrawn { to } if self.of(to).is_none() => Err(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Given { to, key } => {
                self.all.retain(|one| one.to != to);
                self.all.push(Recipient { to, key, given: stamp.time, opened: None });
            }
            Fact::Opened { to, .. } => {
                let one = self.all.iter_mut().find(|one| one.to == to);
                one.into_iter().for_each(|one| one.opened = Some(stamp.time));
            }
            Fact::Withdrawn { to } => self.all.retain(|one| one.to != to),
            Fact::Called { .. } => {}
        }
    }

    /// Whoever was given keys by what a succession left behind has them all the same, and is listed for an officer.
    fn again(&self, _: &Fact) -> bool {
        false
    }

    fn decide(&self, command: Command, _: &(), _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Give { name, .. } if name.0.len() > NAME_BYTES => return Err(Refusal::TooLong),
            Command::Give { to, name, key } => vec![Fact::Given { to: to.clone(), key }, Fact::Called { to, name }],
            Command::Open { to, key } => vec![Fact::Opened { to, key }],
            Command::Withdraw { to } => vec![Fact::Withdrawn { to }],
        })
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Called { .. })
    }
}
