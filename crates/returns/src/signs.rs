//! Signs: the days on which a unit met, and the next meeting that is set. They name nobody.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::{Day, Zone};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// The signs of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    /// Days met, with how many meetings.
    pub met: BTreeMap<i32, u32>,
    /// For which day the next meeting was set, by the day on which that was told; oldest first.
    pub next: Vec<(Day, Option<Day>)>,
}

/// What the keeper tells. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Sign {
    /// Days met, with how many meetings; none takes a day back.
    Met(Vec<(Day, u32)>),
    /// The next meeting that is set, if one is.
    Next(Option<Day>),
}

/// Days that one fact may tell.
pub const DAYS: usize = 4_000;
/// Settings of the next meeting that are remembered.
const NEXT: usize = 60;

impl Signs {
    /// The next meeting that was set, as it was known on a day.
    pub fn next_on(&self, day: Day) -> Option<Day> {
        let told = self.next.iter().rev().find(|(told, _)| *told <= day);
        told.and_then(|(_, next)| *next).filter(|next| *next >= day)
    }
}

impl Subject for Signs {
    type Fact = Sign;
    type Command = Sign;
    type Around = ();
    const KIND: &'static str = "sign";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, sign: &Sign) -> Result<(), Refusal> {
        by.is_keeper().or_else(|_| by.may(Right::WriteRecord))?;
        let long = matches!(sign, Sign::Met(days) if days.len() > DAYS);
        if long { Err(Refusal::TooLong) } else { Ok(()) }
    }

    fn apply(&mut self, sign: Sign, stamp: &Stamp) {
        match sign {
            Sign::Met(days) => {
                for (day, meetings) in days {
                    match meetings {
                        0 => self.met.remove(&day.0),
                        _ => self.met.insert(day.0, meetings),
                    };
                }
            }
            Sign::Next(next) => {
                self.next.push((Zone::UTC.day(stamp.time), next));
                let old = self.next.len().saturating_sub(NEXT);
                self.next.drain(..old);
            }
        }
    }

    fn decide(&self, sign: Sign, _: &(), _: &Stamp) -> Result<Vec<Sign>, Refusal> {
        let known = match &sign {
            Sign::Met(days) => days.iter().all(|(day, n)| self.met.get(&day.0).copied().unwrap_or(0) == *n),
            Sign::Next(next) => self.next.last().map_or(next.is_none(), |last| last.1 == *next),
        };
        Ok(if known { vec![] } else { vec![sign] })
    }
}
