//! What somebody owes on a day: a function of rates, of their stay, of waivers, and of what they paid. It reads no clock
//! and no table.

use charter::calendar::{Day, Month};
use serde::Serialize;

use crate::{Money, Schedule, Waivers};

/// From when until when somebody belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The first day; where nobody knows it, the one on which they were written down.
    pub since: Day,
    /// The first day on which they do not belong any more.
    pub left: Option<Day>,
}

/// How somebody stands on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What was asked of them so far.
    pub asked: Money,
    /// What they paid, less what they were given back.
    pub paid: Money,
    /// What is still open; less than nothing where they paid ahead.
    pub owed: Money,
    /// The months in which what is open was asked, oldest first; of the first perhaps a part alone.
    pub open: Vec<Open>,
}

/// What is open of what was asked in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Open {
    /// In which month it was asked.
    pub month: Month,
    /// How much of it is open.
    pub owed: Money,
}

/// Months before somebody joins in which what they pay counts for their stay: some pay on the evening on which they ask.
pub const EARLY_MONTHS: i32 = 1;

/// How somebody stands on a day. What a period asks is asked of whoever is on the roll on its first day: the period in
/// which somebody joins is free, unless they join on that day, and one who leaves later in it still owes it. A waiver
/// covers what is asked in its months. Whoever was here before and came again begins anew: what they owed then is
/// forgotten, and what they paid then counts for then.
pub fn standing(rates: &Schedule, stay: Stay, waivers: &Waivers, paid: &[(Day, Money)], day: Day) -> Standing {
    let since = stay.since.month();
    let first = rates.first().map_or(i32::MAX, |first| first.0.max(since.0));
    let on_roll = |month: &Month| stay.since <= month.first() && stay.left.is_none_or(|left| left > month.first());
    let months = (first..=day.month().0).map(Month).filter(|month| on_roll(month) && !waivers.covers(*month));
    let asked = months.filter_map(|month| Some((month, rates.asked(month)?))).collect::<Vec<_>>();
    let begins = since.plus(-EARLY_MONTHS).first();
    let counts = paid.iter().filter(|(at, _)| (begins..=day).contains(at));
    let paid = counts.map(|(_, amount)| *amount).sum::<Money>();
    let all = asked.iter().map(|(_, amount)| *amount).sum::<Money>();
    let (mut left, mut open) = (paid, vec![]);
    for (month, amount) in asked {
        let owed = (amount - left.at_least_none()).at_least_none();
        left = left - amount;
        open.extend((owed > Money::NONE).then_some(Open { month, owed }));
    }
    Standing { asked: all, paid, owed: all - paid, open }
}
