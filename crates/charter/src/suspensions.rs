//! Suspending an office from above: facts of the bulletin above. The term goes on, and gives no right meanwhile.

use book::{Kind, UnitId};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::{By, Office, Reach, Refusal, Right, Stamp, Subject};

/// The terms that one unit suspended in those directly below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspensions {
    /// All that there ever were, in the order in which they began.
    pub all: Vec<Suspension>,
}

/// A term that was suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Which.
    pub of: Suspended,
    /// The seq of the fact that began it.
    pub began: u64,
    /// The seq of the fact that ended it.
    pub ended: Option<u64>,
    /// When it began, as claimed.
    pub since: Moment,
}

/// A term of office of a unit below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspended {
    /// The unit.
    pub unit: UnitId,
    /// The office.
    pub office: Office,
    /// Its number within the office.
    pub number: u64,
}

/// What can happen to a term from above. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Suspend {
    /// It gives no right from here on.
    Suspended(Suspended),
    /// It gives its rights again.
    Reinstated(Suspended),
}

/// Suspensions that one bulletin may hold.
pub const SUSPENSIONS: usize = 10_000;

impl Suspensions {
    /// Whether a term was suspended when the bulletin stood before `seq`.
    pub fn holds(&self, of: &Suspended, seq: u64) -> bool {
        let runs = |one: &&Suspension| one.began < seq && one.ended.is_none_or(|ended| ended >= seq);
        self.all.iter().filter(runs).any(|one| one.of == *of)
    }

    /// The suspension of a term that has not ended.
    pub fn present(&self, of: &Suspended) -> Option<&Suspension> {
        self.all.iter().find(|one| one.of == *of && one.ended.is_none())
    }
}

impl Subject for Suspensions {
    type Fact = Suspend;
    type Command = Suspend;
    type Around = ();
    const KIND: &'static str = "suspension";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, fact: &Suspend) -> Result<(), Refusal> {
        by.may(Right::ManageOffices)?;
        // It is about a unit below, so the term must reach it.
        if by.reach == Reach::Here && !by.below {
            return Err(Refusal::NotYours);
        }
        match fact {
            Suspend::Suspended(_) if self.all.len() >= SUSPENSIONS => Err(Refusal::TooLong),
            Suspend::Suspended(of) if self.present(of).is_some() => Err(Refusal::Exists),
            Suspend::Reinstated(of) if self.present(of).is_none() => Err(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Suspend, stamp: &Stamp) {
        match fact {
            Suspend::Suspended(of) => {
                self.all.push(Suspension { of, began: stamp.seq, ended: None, since: stamp.time });
            }
            Suspend::Reinstated(of) => {
                let mut all = self.all.iter_mut();
                if let Some(one) = all.find(|one| one.of == of && one.ended.is_none()) {
                    one.ended = Some(stamp.seq);
                }
            }
        }
    }

    /// Rights are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Suspend) -> bool {
        false
    }

    fn decide(&self, asked: Suspend, _: &(), _: &Stamp) -> Result<Vec<Suspend>, Refusal> {
        Ok(match asked {
            Suspend::Suspended(of) if self.present(&of).is_some() => vec![],
            Suspend::Reinstated(of) if self.present(&of).is_none() => vec![],
            _ => vec![asked],
        })
    }
}
