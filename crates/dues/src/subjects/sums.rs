//! What a cell tells above of its money, by month, in its bulletin: sums, and never who paid or owes.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::{Moment, Month};
use charter::{By, Refusal, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::release::WEEK_MS;
use crate::{Currency, Money};

/// What a cell told so far, each month in its latest version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// In which currency.
    pub currency: Option<Currency>,
    /// By month; none where the roll was under five when it ended.
    pub months: BTreeMap<i32, Option<Figures>>,
    /// When something was last told, as claimed.
    pub told: Option<Moment>,
}

/// The sums of one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// What members paid, less what they were given back.
    pub taken: Money,
    /// What was passed on to the centre.
    pub passed: Money,
    /// What the centre asks: so much for each who was on the roll when the month ended.
    pub owed: Money,
}

/// One month as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthSums {
    /// Which.
    pub month: Month,
    /// Its sums; none where the roll was under five when it ended: they would tell who paid.
    pub figures: Option<Figures>,
}

/// What was told. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Summed {
    /// The keeper told sums, or told them anew.
    Summed {
        /// In which currency.
        currency: Currency,
        /// The months, each whole.
        months: Vec<MonthSums>,
    },
}

/// Months that one fact may tell.
pub const MONTHS: usize = 100;

impl Sums {
    /// Whether a month is told, in these very sums.
    pub fn tells(&self, sums: &MonthSums) -> bool {
        self.months.get(&sums.month.0) == Some(&sums.figures)
    }

    /// Whether something was told less than a week ago: what was told is told anew once a week at most, so that nobody
    /// reads single payments off its changes.
    pub fn is_fresh(&self, now: Moment) -> bool {
        self.told.is_some_and(|at| now.0 < at.0.saturating_add(WEEK_MS))
    }
}

impl Subject for Sums {
    type Fact = Summed;
    type Command = Summed;
    type Around = ();
    const KIND: &'static str = "dues";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, Summed::Summed { months, .. }: &Summed) -> Result<(), Refusal> {
        by.is_keeper()?;
        let fits = |sums: &Figures| sums.taken.is_sum() && sums.passed.is_sum() && sums.owed.is_sum();
        match () {
            _ if months.len() > MONTHS => Err(Refusal::TooLong),
            _ if !months.iter().filter_map(|sums| sums.figures.as_ref()).all(fits) => Err(Refusal::NotAnAmount),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, Summed::Summed { currency, months }: Summed, stamp: &Stamp) {
        (self.currency, self.told) = (Some(currency), Some(stamp.time));
        self.months.extend(months.into_iter().map(|sums| (sums.month.0, sums.figures)));
    }

    fn decide(&self, summed: Summed, _: &(), stamp: &Stamp) -> Result<Vec<Summed>, Refusal> {
        let Summed::Summed { months, .. } = &summed;
        let anew = |sums: &MonthSums| self.months.contains_key(&sums.month.0) && !self.tells(sums);
        match () {
            _ if months.iter().all(|sums| self.tells(sums)) => Ok(vec![]),
            _ if self.is_fresh(stamp.time) && months.iter().any(anew) => Err(Refusal::TooSoon),
            _ => Ok(vec![summed]),
        }
    }
}
