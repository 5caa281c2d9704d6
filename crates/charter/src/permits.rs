//! What only two may allow, each by their passkey: opening the way again into an account above a cell, and giving out
//! more names at once than anybody may. What is allowed is done later, on one machine; that it was allowed stands here.

use book::{Kind, UnitId};
use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::{By, Office, Refusal, Right, Stamp, Subject};

/// What was allowed in one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permits {
    /// All of it, each with the moment that was claimed.
    pub all: Vec<(Moment, Permit)>,
}

/// What two may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Permit {
    /// To open the way again into the account of whoever holds a term.
    Reset {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
    },
    /// To give out the names of the people of the unit and of all below it, however many.
    Export {
        /// The unit, as it stands in whose bulletin this is.
        unit: UnitId,
    },
}

/// It was allowed. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Allow {
    /// By two.
    Allowed(Permit),
}

/// Permits that one bulletin may hold.
pub const PERMITS: usize = 10_000;
/// Days for which a permit is good.
pub const PERMIT_DAYS: i64 = 14;

impl Permits {
    /// When something was allowed last, if that is still good: after `since`, and not too long ago.
    pub fn good(&self, permit: Permit, now: Moment) -> Option<Moment> {
        let last = self.all.iter().rev().find(|(_, of)| *of == permit).map(|(at, _)| *at);
        last.filter(|at| (0..=PERMIT_DAYS * 86_400_000).contains(&now.0.saturating_sub(at.0)))
    }
}

impl Subject for Permits {
    type Fact = Allow;
    type Command = Allow;
    type Around = ();
    const KIND: &'static str = "permit";
    const BOOK: Kind = Kind::Bulletin;
    const GRAVE: bool = true;

    fn may(&self, by: &By, Allow::Allowed(permit): &Allow) -> Result<(), Refusal> {
        // Two sign it even where nothing else asks for two yet. Names of those below ask for terms that reach them.
        let two = By { two: true, ..*by };
        match permit {
            Permit::Reset { .. } => two.may_grave(Right::ManageOffices, false)?,
            Permit::Export { .. } => two.may_grave(Right::ManageUnits, true)?,
        }
        if self.all.len() >= PERMITS { Err(Refusal::TooLong) } else { Ok(()) }
    }

    fn apply(&mut self, Allow::Allowed(permit): Allow, stamp: &Stamp) {
        self.all.push((stamp.time, permit));
    }

    fn asked(fact: &Allow) -> Option<Allow> {
        Some(*fact)
    }

    /// What was allowed then is asked anew.
    fn again(&self, _: &Allow) -> bool {
        false
    }

    fn decide(&self, asked: Allow, _: &(), _: &Stamp) -> Result<Vec<Allow>, Refusal> {
        Ok(vec![asked])
    }
}
