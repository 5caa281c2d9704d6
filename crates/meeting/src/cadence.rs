//! How often a unit means to meet.

use book::Kind;
use charter::calendar::{Day, Zone};
use charter::privacy::Held;
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// How often: every so many days, or without a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Rhythm {
    /// Every so many days; a multiple of seven falls on one weekday.
    Every(u32),
    /// Without a rule: the gaps between meetings tell.
    Irregular,
}

/// Every rhythm that a unit had, with the day from which it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// Oldest first.
    pub rhythms: Vec<(Day, Rhythm)>,
}

/// The unit settled on a rhythm. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Change {
    /// From the day on which it was said.
    To(Rhythm),
}

/// The least and the most days between two meetings.
pub const DAYS: std::ops::RangeInclusive<u32> = 7..=92;
/// Changes of rhythm that are kept.
pub const CHANGES: usize = 1000;

impl Cadence {
    /// The rhythm that held on a day; none if there was none yet.
    pub fn on(&self, day: Day) -> Option<Rhythm> {
        self.rhythms.iter().rev().find(|(from, _)| *from <= day).map(|(_, rhythm)| *rhythm)
    }
}

impl Subject for Cadence {
    type Fact = Change;
    type Command = Change;
    type Around = ();
    const KIND: &'static str = "cadence";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[Held::nobody("To")];

    fn may(&self, by: &By, Change::To(rhythm): &Change) -> Result<(), Refusal> {
        by.may(Right::Convene)?;
        let fits = !matches!(rhythm, Rhythm::Every(days) if !DAYS.contains(days));
        if fits && self.rhythms.len() < CHANGES { Ok(()) } else { Err(Refusal::NotACadence) }
    }

    fn apply(&mut self, Change::To(rhythm): Change, stamp: &Stamp) {
        self.rhythms.push((Zone::UTC.day(stamp.time), rhythm));
    }

    fn decide(&self, change: Change, _: &(), _: &Stamp) -> Result<Vec<Change>, Refusal> {
        let Change::To(rhythm) = change;
        Ok(if self.rhythms.last().is_some_and(|last| last.1 == rhythm) { vec![] } else { vec![change] })
    }
}
