//! Of whom nothing is asked for a time. Why is put down nowhere.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::Month;
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// The waivers of one member, each by its first month; the subject's id is the person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Waivers {
    /// Until which month, that one included; none where it goes on.
    pub spans: BTreeMap<i32, Option<Month>>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// Nothing is asked of the member for a time.
    Waived {
        /// From which month on.
        from: Month,
        /// Until which month, that one included; none where it goes on.
        until: Option<Month>,
    },
    /// The waiver that began in this month is taken back.
    Lifted(Month),
}

/// What may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Ask nothing of the member for a time; one that began in the same month gives way to it.
    Waive {
        /// From which month on.
        from: Month,
        /// Until which month, that one included; none where it goes on.
        until: Option<Month>,
    },
    /// Take back the waiver that began in this month.
    Lift(Month),
}

/// Waivers that one member may have had.
pub const SPANS: usize = 100;

impl Waivers {
    /// Whether nothing is asked in a month.
    pub fn covers(&self, month: Month) -> bool {
        self.spans.range(..=month.0).any(|(_, until)| until.is_none_or(|until| month <= until))
    }
}

impl Subject for Waivers {
    type Fact = Fact;
    type Command = Command;
    /// Whether the member is known.
    type Around = bool;
    const KIND: &'static str = "waiver";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Waived.from", "held-waiver", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Waived.until", "held-waiver", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Lifted", "held-waiver", Purpose::Cash, Readers::Cash, Kept::Record),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::KeepCash)?;
        match fact {
            Fact::Waived { from, until: Some(until) } if until < from => Err(Refusal::EndsBefore),
            Fact::Waived { from, .. } if self.spans.len() >= SPANS && !self.spans.contains_key(&from.0) => {
                Err(Refusal::TooLong)
            }
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, _: &Stamp) {
        match fact {
            Fact::Waived { from, until } => drop(self.spans.insert(from.0, until)),
            Fact::Lifted(from) => drop(self.spans.remove(&from.0)),
        }
    }

    fn decide(&self, command: Command, is_known: &bool, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            _ if !is_known => return Err(Refusal::NotOnTheRoll),
            Command::Waive { from, until } if self.spans.get(&from.0) == Some(&until) => vec![],
            Command::Waive { from, until } => vec![Fact::Waived { from, until }],
            Command::Lift(from) if !self.spans.contains_key(&from.0) => vec![],
            Command::Lift(from) => vec![Fact::Lifted(from)],
        })
    }
}
