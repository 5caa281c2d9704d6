//! The organisation's rules, which the centre's bulletin holds for all.

use serde::{Deserialize, Serialize};

use crate::calendar::{Day, NotADate, Zone};

/// What an organisation has settled for all its units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How many must be there.
    pub quorum: Quorum,
    /// Seasons in which nothing is due.
    pub quiet: Vec<Quiet>,
    /// The name of the time zone; UTC where none is set.
    pub zone: Option<String>,
    /// Months after somebody left for which it is kept who they were; without end where none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<u32>,
}

/// How many of the roll must be there, and at least how many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// The numerator of the share of the roll.
    pub part: u32,
    /// The denominator.
    pub of: u32,
    /// The least number of people.
    pub least: u32,
}

/// A season of every year, from one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// The first day: month and day of the month.
    pub from: (i8, i8),
    /// The last day; before the first, if the season crosses the new year.
    pub to: (i8, i8),
}

/// Quiet seasons that an organisation may declare.
pub const QUIET_SEASONS: usize = 12;
/// Months for which an organisation may keep who its former members were.
pub const FORMER_MONTHS: std::ops::RangeInclusive<u32> = 1..=1_200;

impl Default for Rules {
    fn default() -> Rules {
        Rules { quorum: Quorum { part: 1, of: 2, least: 3 }, quiet: vec![], zone: None, former: None }
    }
}

impl Rules {
    /// Whether so many present, of a roll of this size, are a quorum.
    pub fn quorate(&self, present: u32, roll: u32) -> bool {
        let Quorum { part, of, least } = self.quorum;
        present >= least && u64::from(present) * u64::from(of) >= u64::from(roll) * u64::from(part)
    }

    /// Whether nothing is due on this day.
    pub fn is_quiet(&self, day: Day) -> bool {
        let here = day.month_and_day();
        self.quiet.iter().any(|season| match season.from <= season.to {
            true => (season.from..=season.to).contains(&here),
            false => here >= season.from || here <= season.to,
        })
    }

    /// The time zone.
    pub fn zone(&self) -> Zone {
        self.zone.as_deref().and_then(|name| Zone::named(name).ok()).unwrap_or(Zone::UTC)
    }

    /// Whether these rules can be kept.
    pub fn check(&self) -> Result<(), NotADate> {
        let bad = |what: &str| Err(NotADate(what.into()));
        let Quorum { part, of, .. } = self.quorum;
        let leap = |(month, day)| Day::new(2024, month, day);
        match () {
            _ if of == 0 || part > of => bad("quorum"),
            _ if self.quiet.len() > QUIET_SEASONS => bad("quiet seasons"),
            _ if self.former.is_some_and(|months| !FORMER_MONTHS.contains(&months)) => bad("months"),
            _ if self.quiet.iter().any(|season| leap(season.from).is_none() || leap(season.to).is_none()) => {
                bad("quiet season")
            }
            _ => self.zone.as_deref().map_or(Ok(()), |name| Zone::named(name).map(drop)),
        }
    }
}
