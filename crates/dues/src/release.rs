//! What a cell's keeper has to tell above of its money when months have ended.

use std::collections::BTreeMap;

use book::{CommandId, UnitId};
use charter::calendar::{Moment, Month};
use ledger::{Error, Look, Term, Wish, own_subject};

use crate::{Cash, Cell, Figures, Levies, MONTHS, Money, MonthSums, REACH_MONTHS, Summed, Sums, levies};

/// The least roll of which sums are told.
pub const ROLL: usize = 5;
/// What was told is told anew at most once in so long, in milliseconds.
pub const WEEK_MS: i64 = 7 * 86_400_000;

/// What the keeper of a cell has to tell of the months up to this one; nothing, if the cell keeps no cash here.
pub fn wanted(
    look: &Look,
    unit: UnitId,
    now: Moment,
    last: Month,
    mut id: impl FnMut() -> CommandId,
) -> Result<Vec<Wish>, Error> {
    // Most cells may keep none, and this is asked of all of them every evening.
    if look.subjects::<Cash>(unit)?.is_empty() {
        return Ok(vec![]);
    }
    let (cell, levies) = (Cell::of(look, unit)?, levies(look)?);
    let Some(currency) = cell.currency() else { return Ok(vec![]) };
    let told: Sums = look.own(unit)?;
    // What changes while it is fresh waits, and what is told for the first time does not.
    let fresh = told.is_fresh(now);
    let waits = |sums: &MonthSums| fresh && told.months.contains_key(&sums.month.0);
    let due = figures(&cell, &levies, last).into_iter().filter(|sums| !told.tells(sums) && !waits(sums));
    let due = due.collect::<Vec<_>>();
    let summed = due.chunks(MONTHS).map(|months| Summed::Summed { currency, months: months.to_vec() });
    summed.map(|summed| Wish::new::<Sums>(id(), unit, own_subject(unit), Term::Keeper, now, &summed)).collect()
}

/// The sums of each month from that of the first posting to this one, and of no more than `REACH_MONTHS` before it, as
/// they are told: nothing of a month with a roll under five when it ends.
pub fn figures(cell: &Cell, levies: &Levies, last: Month) -> Vec<MonthSums> {
    let mut flows = BTreeMap::<i32, (Money, Money)>::new();
    for posting in cell.books.iter().flat_map(|book| &book.postings) {
        let (taken, passed) = flows.entry(posting.day.month().0).or_default();
        *taken = *taken + posting.paid().map_or(Money::NONE, |(_, amount)| amount);
        *passed = *passed + posting.passed_on().unwrap_or_default();
    }
    let first = flows.keys().next().map_or(i32::MAX, |first| (*first).max(last.0 - REACH_MONTHS));
    let of = |month: Month| {
        let (roll, (taken, passed)) = (cell.roll(month.last()), flows.get(&month.0).copied().unwrap_or_default());
        let figures = Figures { taken, passed, owed: owed(cell, levies, month, roll) };
        MonthSums { month, figures: (roll >= ROLL).then_some(figures) }
    };
    (first..=last.0).map(|month| of(Month(month))).collect()
}

/// What the centre asks for a month, of so many members: nothing, where a cell's cash is of another currency.
fn owed(cell: &Cell, levies: &Levies, month: Month, roll: usize) -> Money {
    let asked = levies.0.asked(month).filter(|_| levies.0.currency == cell.currency());
    asked.map_or(Money::NONE, |each| each.times(roll))
}

impl Cell {
    /// What the cell owes the centre when this month ends: what is asked since the first month of its cash book, less
    /// what was passed on.
    pub fn owed_above(&self, levies: &Levies, last: Month) -> Money {
        let Some(first) = self.first_posting().map(|day| day.month()) else { return Money::NONE };
        let months = (first.0..=last.0).map(Month);
        let asked = months.map(|month| owed(self, levies, month, self.roll(month.last()))).sum::<Money>();
        asked - self.books.iter().flat_map(|book| &book.postings).filter_map(|posting| posting.passed_on()).sum()
    }
}
