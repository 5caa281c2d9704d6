//! A unit as its own bulletin tells it: what it is called, what rules it has, whether it is closed.

use book::{Kind, Signer, Text, UnitId};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::{By, Refusal, Right, Rules, Stamp, Subject};

/// What stands where in the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// The root: the organisation's centre.
    Centre,
    /// A unit between the centre and the cells.
    Region,
    /// The local group, of 5 to 50 people.
    #[default]
    Cell,
}

/// A unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Centre, region or cell.
    pub kind: UnitKind,
    /// Its name.
    pub name: Text,
    /// What its own files call it.
    pub code: Option<String>,
    /// When it was founded, as its founder claims; none if the import did not know.
    pub founded: Option<Moment>,
    /// The unit that it was founded out of.
    pub out_of: Option<UnitId>,
    /// The organisation's rules, at the centre.
    pub rules: Option<Rules>,
    /// Whether it is closed.
    pub closed: bool,
    /// The unit that it was merged into.
    pub merged_into: Option<UnitId>,
    /// The public keys of which more than half can name a new keeper.
    pub recovery: Vec<Signer>,
    /// Months of an import after which `dusk` waits for an officer's word that the organisation lives on.
    pub paused_after: Option<crate::calendar::Month>,
}

/// What can happen to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It was founded.
    Founded(Founding),
    /// It took another name.
    Renamed(Text),
    /// The organisation's rules changed.
    Ruled(Rules),
    /// It was closed, or merged into another.
    Closed {
        /// The unit that goes on, if it was merged.
        into: Option<UnitId>,
    },
    /// What was brought in ends with this month.
    PausedAfter(crate::calendar::Month),
    /// An officer says that the organisation lives on.
    LivesOn,
}

/// How a unit begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Founding {
    /// Centre, region or cell.
    pub kind: UnitKind,
    /// Its name.
    pub name: Text,
    /// What its own files call it.
    pub code: Option<String>,
    /// When it was founded, if that is known.
    pub founded: Option<Moment>,
    /// The unit that it was founded out of.
    pub out_of: Option<UnitId>,
    /// The public keys of which more than half can name a new keeper.
    pub recovery: Vec<Signer>,
    /// 16 random bytes, so that no two foundings are alike.
    pub nonce: book::CommandId,
}

/// What may be asked of a unit. A founding is asked of the unit above.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Found a unit below this one.
    Found(Founding),
    /// Give it another name.
    Rename {
        /// The name that it goes by now, so that nobody's change is lost.
        from: Text,
        /// The new name.
        to: Text,
    },
    /// Set the organisation's rules.
    Rule(Rules),
    /// Close it, or merge it into another.
    Close {
        /// The unit that goes on.
        into: Option<UnitId>,
    },
    /// Say that what was brought in ends with this month.
    PauseAfter(crate::calendar::Month),
    /// Say that the organisation lives on.
    LiveOn,
}

/// What `decide` looks at: whether anyone is still inside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inside {
    /// Members on the roll, or 1 if there are any.
    pub members: u64,
    /// Open units below, or 1 if there are any.
    pub units: u64,
}

/// Bytes of a unit's name.
pub const NAME_BYTES: usize = 400;
/// Bytes of a code from a file.
pub const CODE_BYTES: usize = 200;
/// Recovery keys that a unit may name.
pub const RECOVERY_KEYS: usize = 15;

impl Founding {
    /// Whether a unit can begin so.
    pub fn check(&self) -> Result<(), Refusal> {
        name(&self.name)?;
        let long = self.code.as_ref().is_some_and(|code| code.len() > CODE_BYTES);
        if long || self.recovery.len() > RECOVERY_KEYS { Err(Refusal::TooLong) } else { Ok(()) }
    }
}

fn name(name: &Text) -> Result<(), Refusal> {
    match name.0.len() {
        _ if name.0.trim().is_empty() => Err(Refusal::NoName),
        len if len > NAME_BYTES => Err(Refusal::TooLong),
        _ => Ok(()),
    }
}

impl Unit {
    /// Whether it is the local group.
    pub fn is_cell(&self) -> bool {
        self.kind == UnitKind::Cell
    }
}

impl Subject for Unit {
    type Fact = Fact;
    type Command = Command;
    type Around = Inside;
    const KIND: &'static str = "unit";
    const BOOK: Kind = Kind::Bulletin;
    const GRAVE: bool = true;
    const TEXT: bool = true;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            Fact::Founded(founding) => {
                let first = by.reach == crate::Reach::Founding;
                if first { founding.check() } else { Err(Refusal::Exists) }
            }
            _ if self.closed => Err(Refusal::Closed),
            Fact::Renamed(to) => by.may(Right::ManageUnits).and_then(|()| name(to)),
            Fact::Ruled(rules) => {
                by.may(Right::ManageUnits)?;
                rules.check().map_err(|_| Refusal::NotACommand)
            }
            Fact::Closed { .. } => by.may_grave(Right::ManageUnits, false),
            Fact::PausedAfter(_) | Fact::LivesOn => by.may(Right::ManageUnits),
        }
    }

    fn apply(&mut self, fact: Fact, _: &Stamp) {
        match fact {
            Fact::Founded(Founding { kind, name, code, founded, out_of, recovery, .. }) => {
                *self = Unit { kind, name, code, founded, out_of, recovery, ..Unit::default() };
            }
            Fact::Renamed(to) => self.name = to,
            Fact::Ruled(rules) => self.rules = Some(rules),
            Fact::Closed { into } => (self.closed, self.merged_into) = (true, into),
            Fact::PausedAfter(month) => self.paused_after = Some(month),
            Fact::LivesOn => self.paused_after = None,
        }
    }

    fn asked(fact: &Fact) -> Option<Command> {
        match fact {
            Fact::Closed { into } => Some(Command::Close { into: *into }),
            _ => None,
        }
    }

    /// Rights are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Fact) -> bool {
        false
    }

    fn decide(&self, command: Command, inside: &Inside, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Found(founding) => vec![Fact::Founded(founding)],
            Command::Rename { to, .. } if to == self.name => vec![],
            Command::Rename { from, .. } if from != self.name => return Err(Refusal::Changed),
            Command::Rename { to, .. } => vec![Fact::Renamed(to)],
            Command::Rule(rules) if self.rules.as_ref() == Some(&rules) => vec![],
            Command::Rule(rules) => vec![Fact::Ruled(rules)],
            Command::Close { .. } if self.closed => vec![],
            Command::Close { .. } if inside.members + inside.units > 0 => return Err(Refusal::NotEmpty),
            // Whether the other one is open stands in another book: the ledger looks there.
            Command::Close { into } if into == Some(stamp.unit) => return Err(Refusal::Circle),
            Command::Close { into } => vec![Fact::Closed { into }],
            Command::PauseAfter(month) if self.paused_after == Some(month) => vec![],
            Command::PauseAfter(month) => vec![Fact::PausedAfter(month)],
            Command::LiveOn if self.paused_after.is_none() => vec![],
            Command::LiveOn => vec![Fact::LivesOn],
        })
    }
}
