//! The pulse of a cell: once a quarter three questions, and what was answered in sums. Who answered what is in no book,
//! and neither is who answered.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::{Day, Month, Zone};
use charter::privacy::Held;
use charter::{By, Refusal, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// The sums of each quarter, by its first month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// Each question's sum; none where fewer than five answered it.
    pub quarters: BTreeMap<i32, Vec<Option<Sum>>>,
}

/// What came of a quarter. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Counted {
    /// A quarter that is over was counted, and who answered is known nowhere any more.
    Counted {
        /// Its first month.
        quarter: Month,
        /// Each question's sum; none where fewer than five answered it.
        sums: Vec<Option<Sum>>,
    },
}

/// What was answered to one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// How many said yes.
    pub yes: u32,
    /// How many said no.
    pub no: u32,
}

/// Questions of the pulse.
pub const QUESTIONS: usize = 3;
/// Answers to a question from which on its sum is told.
pub const FEWEST: u32 = 5;

/// The first month of the quarter of a day.
pub fn quarter(day: Day) -> Month {
    let month = day.month();
    Month(month.0 - month.0.rem_euclid(3))
}

impl Sum {
    /// How many answered.
    pub fn answers(self) -> u32 {
        self.yes.saturating_add(self.no)
    }

    /// The same, if enough answered.
    pub fn told(self) -> Option<Sum> {
        (self.answers() >= FEWEST).then_some(self)
    }
}

impl Subject for Pulse {
    type Fact = Counted;
    type Command = Counted;
    type Around = ();
    const KIND: &'static str = "pulse";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[Held::nobody("Counted.quarter"), Held::nobody("Counted.sums")];

    fn may(&self, by: &By, Counted::Counted { quarter: of, sums }: &Counted) -> Result<(), Refusal> {
        by.is_keeper()?;
        match () {
            _ if *of != quarter(of.first()) || sums.len() != QUESTIONS => Err(Refusal::NotACommand),
            _ if sums.iter().flatten().any(|sum| sum.told().is_none()) => Err(Refusal::TooFew),
            _ if sums.iter().all(Option::is_none) => Err(Refusal::TooFew),
            _ if self.quarters.contains_key(&of.0) => Err(Refusal::Exists),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, Counted::Counted { quarter, sums }: Counted, _: &Stamp) {
        self.quarters.insert(quarter.0, sums);
    }

    fn decide(&self, counted: Counted, _: &(), stamp: &Stamp) -> Result<Vec<Counted>, Refusal> {
        let Counted::Counted { quarter, .. } = &counted;
        match () {
            _ if self.quarters.contains_key(&quarter.0) => Ok(vec![]),
            _ if quarter.plus(2).last() >= Zone::UTC.day(stamp.time) => Err(Refusal::NotYet),
            _ => Ok(vec![counted]),
        }
    }
}
