//! The returns that a unit released, in its bulletin.

use std::collections::BTreeMap;

use book::{Hash, Kind};
use charter::calendar::{Moment, Month};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::Return;

/// All returns of one unit, each month in its latest version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returns {
    /// By month.
    pub months: BTreeMap<i32, Return>,
    /// When something was last released, as claimed.
    pub released: Option<Moment>,
    /// The head of the record that was counted last.
    pub counted: Option<Hash>,
}

/// Months released, or told anew. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Release {
    /// By the keeper, or earlier by the unit.
    Released {
        /// The months, each whole.
        returns: Vec<Return>,
        /// The head of the record that was counted.
        record: Hash,
        /// The head of the bulletin that was counted.
        bulletin: Hash,
    },
}

/// Months that one fact may tell.
pub const MONTHS: usize = 100;
/// A month is told anew at most once in so long.
pub const WEEK_MS: i64 = 7 * 86_400_000;

impl Returns {
    /// The return of a month.
    pub fn of(&self, month: Month) -> Option<&Return> {
        self.months.get(&month.0)
    }
}

impl Subject for Returns {
    type Fact = Release;
    type Command = Release;
    type Around = ();
    const KIND: &'static str = "return";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, Release::Released { returns, .. }: &Release) -> Result<(), Refusal> {
        by.is_keeper().or_else(|_| by.may(Right::WriteRecord))?;
        if returns.len() > MONTHS { Err(Refusal::TooLong) } else { Ok(()) }
    }

    fn apply(&mut self, Release::Released { returns, record, .. }: Release, stamp: &Stamp) {
        self.released = Some(stamp.time);
        self.counted = Some(record);
        self.months.extend(returns.into_iter().map(|figures| (figures.month.0, figures)));
    }

    fn decide(&self, release: Release, _: &(), stamp: &Stamp) -> Result<Vec<Release>, Refusal> {
        let Release::Released { returns, .. } = &release;
        // What a bulk import brings is told at once.
        let changes = |figures: &Return| self.of(figures.month).is_some_and(|told| told != figures);
        let mut told_anew = returns.iter().filter(|figures| !figures.bulk && changes(figures));
        let soon = self.released.is_some_and(|at| stamp.time.0 < at.0.saturating_add(WEEK_MS));
        match () {
            _ if returns.iter().all(|figures| self.of(figures.month) == Some(figures)) => Ok(vec![]),
            _ if soon && told_anew.next().is_some() => Err(Refusal::TooSoon),
            _ => Ok(vec![release]),
        }
    }
}
