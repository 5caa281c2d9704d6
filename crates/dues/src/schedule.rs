//! What is asked, from which month on, and how often. Two have it: what a cell asks of its members, and what the centre
//! asks of cells. It knows neither.

use std::collections::BTreeMap;

use charter::calendar::{Month, Zone};
use charter::{Refusal, Stamp};
use serde::{Deserialize, Serialize};

use crate::{AMOUNT, Currency, Money};

/// How often something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// Each month.
    Month,
    /// Each three months.
    Quarter,
    /// Each twelve months.
    Year,
}

/// What is asked at the beginning of each period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How much; nothing, where no more is asked.
    pub amount: Money,
    /// How often.
    pub every: Every,
}

/// Rates by the month from which on they hold: a later one follows the earlier, and begins its own periods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// In which currency; none while nothing was ever asked.
    pub currency: Option<Currency>,
    /// By month.
    pub rates: BTreeMap<i32, Rate>,
}

/// Months from today within which a rate begins, before and after; and for so long back something is put down and told.
pub const REACH_MONTHS: i32 = 120;
/// Rates that one schedule may have.
const RATES: usize = 200;

impl Every {
    /// All of them.
    pub const ALL: [Every; 3] = [Every::Month, Every::Quarter, Every::Year];

    /// Months of a period.
    pub fn months(self) -> i32 {
        match self {
            Every::Month => 1,
            Every::Quarter => 3,
            Every::Year => 12,
        }
    }

    /// Its name in facts and forms.
    pub fn name(self) -> &'static str {
        match self {
            Every::Month => "month",
            Every::Quarter => "quarter",
            Every::Year => "year",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|every| every.name() == name)
    }
}

impl Schedule {
    /// What is asked in this month: none where no period begins in it, or nothing is asked.
    pub fn asked(&self, month: Month) -> Option<Money> {
        let (from, rate) = self.rates.range(..=month.0).next_back()?;
        let begins = (month.0 - from).rem_euclid(rate.every.months()) == 0;
        Some(rate.amount).filter(|amount| begins && *amount > Money::NONE)
    }

    /// The rate that holds in a month.
    pub fn present(&self, month: Month) -> Option<Rate> {
        self.rates.range(..=month.0).next_back().map(|(_, rate)| *rate)
    }

    /// The first month for which anything was said.
    pub fn first(&self) -> Option<Month> {
        self.rates.keys().next().map(|month| Month(*month))
    }

    /// Whether a rate may hold from a month on: an amount within the limit, in the one currency.
    pub(crate) fn may(&self, currency: Currency, rate: Rate, from: Month) -> Result<(), Refusal> {
        match () {
            _ if !(0..=AMOUNT).contains(&rate.amount.minor) => Err(Refusal::NotAnAmount),
            _ if self.currency.is_some_and(|own| own != currency) => Err(Refusal::OtherCurrency),
            _ if self.rates.len() >= RATES && !self.rates.contains_key(&from.0) => Err(Refusal::TooLong),
            _ => Ok(()),
        }
    }

    /// Whether it is so already; a month that is far off is refused.
    pub(crate) fn is_so(&self, rate: Rate, from: Month, stamp: &Stamp) -> Result<bool, Refusal> {
        let now = Zone::UTC.day(stamp.time).month();
        let near = (now.0.saturating_sub(from.0)).abs() <= REACH_MONTHS;
        if near { Ok(self.rates.get(&from.0) == Some(&rate)) } else { Err(Refusal::FarMonth) }
    }

    /// Lets a rate hold from a month on.
    pub(crate) fn set(&mut self, currency: Currency, rate: Rate, from: Month) {
        self.currency = Some(currency);
        self.rates.insert(from.0, rate);
    }
}
