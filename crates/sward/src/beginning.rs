//! The first four weeks in an office: what is worth doing, week by week, and what of it the book says is done. Nobody
//! ticks anything here, and nothing is kept of it: the beginning of a term, a day and what the book holds go in, and
//! steps come out. It knows no page, no clock, and not who the holder is.

use std::collections::BTreeSet;

use charter::Office;
use charter::calendar::{Day, Month};
use serde::Serialize;

/// Weeks of the path.
pub const WEEKS: usize = 4;
/// Days of a term in which its holder is told of the path.
pub const DAYS: i32 = 7 * WEEKS as i32;

/// What the book holds that somebody new in an office can have done, or found done.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Whether somebody besides the keeper can open the record, and tried it.
    pub second_key: bool,
    /// Days for which meetings are set that were not held yet.
    pub set: Vec<Day>,
    /// Meetings that were held.
    pub held: Vec<Held>,
    /// Of each other member who wants it known: the days on which somebody was in touch.
    pub contacts: Vec<BTreeSet<Day>>,
    /// The days on which tasks were set that somebody else took on.
    pub shared: Vec<Day>,
    /// Whether there is a cash book of this year.
    pub cash_book: bool,
    /// Whether it is settled what each member gives.
    pub settled: bool,
    /// The days of counts on which two agreed.
    pub counted: Vec<Day>,
    /// Whether somebody stands in for the secretary.
    pub deputy: bool,
    /// Whether the cell has a page that says how to reach it.
    pub page: bool,
    /// Months of which the holder said how many hours they took.
    pub told: Vec<Month>,
}

/// A meeting that was held.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Its day.
    pub day: Day,
    /// Whether its minutes are written.
    pub minuted: bool,
    /// Whether two agreed to them.
    pub confirmed: bool,
}

/// One thing worth doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// See that a second one can open the record.
    Keys,
    /// Set the first meeting of the term.
    SetMeeting,
    /// Be in touch with each member once.
    CallAll,
    /// Hold a meeting and write its minutes.
    Minutes,
    /// Have two agree to them.
    Agree,
    /// Set a task that somebody else takes on.
    Share,
    /// Count the cash with another one.
    Count,
    /// Have a deputy.
    Deputy,
    /// Say how the cell is reached.
    Page,
    /// Say how many hours it takes.
    Hours,
    /// Begin the cash book.
    CashBook,
    /// Settle what each member gives.
    Settle,
}

/// A step, and whether the book says that it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What.
    pub what: What,
    /// Whether it is done.
    pub done: bool,
    /// How much of how much, where it is many things.
    pub part: Option<(usize, usize)>,
}

/// The path of an office whose term began on a day, as it stands on another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Path {
    /// Which week it is, from 1; none once the four are over, or before they begin.
    pub week: Option<usize>,
    /// The steps of each week.
    pub weeks: Vec<Vec<Step>>,
}

impl Path {
    /// The path, by a book that holds what all its steps look at.
    pub fn of(office: Office, since: Day, today: Day, book: &Book) -> Path {
        let weeks = plan(office, book.cash_book);
        let weeks = weeks.map(|week| week.into_iter().map(|what| step(what, since, today, book)).collect());
        Path { week: week(since, today), weeks: weeks.into() }
    }

    /// What is next: the first that is not done, of this week and those before it; nothing once the four are over.
    pub fn next(&self) -> Option<Step> {
        let weeks = self.weeks.iter().take(self.week.unwrap_or(0));
        weeks.flatten().find(|step| !step.done).copied()
    }
}

/// The same step as the path's next, by a book that is asked of one step after another, and of no more than it takes.
pub fn next<E>(
    office: Office,
    since: Day,
    today: Day,
    has_cash: bool,
    mut book: impl FnMut(What) -> Result<Book, E>,
) -> Result<Option<Step>, E> {
    let weeks = plan(office, has_cash).into_iter().take(week(since, today).unwrap_or(0));
    for what in weeks.flatten() {
        let step = step(what, since, today, &book(what)?);
        if !step.done {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// The steps of each week; the treasurer's are few, and every other office has the secretary's.
pub fn plan(office: Office, has_cash: bool) -> [Vec<What>; WEEKS] {
    match office {
        Office::Treasurer => [vec![What::CashBook], vec![What::Count], vec![What::Settle], vec![What::Hours]],
        _ => [
            vec![What::Keys, What::SetMeeting],
            vec![What::CallAll, What::Minutes],
            [What::Agree, What::Share].into_iter().chain(has_cash.then_some(What::Count)).collect(),
            vec![What::Deputy, What::Page, What::Hours],
        ],
    }
}

fn week(since: Day, today: Day) -> Option<usize> {
    let days = today.since(since);
    (0..DAYS).contains(&days).then_some(days as usize / 7 + 1)
}

fn step(what: What, since: Day, today: Day, book: &Book) -> Step {
    let held = || book.held.iter().filter(|held| held.day >= since);
    let in_touch = |days: &&BTreeSet<Day>| days.range(since..).next().is_some_and(|day| *day <= today);
    let part = match what {
        What::CallAll => Some((book.contacts.iter().filter(in_touch).count(), book.contacts.len())),
        _ => None,
    };
    let done = match what {
        What::Keys => book.second_key,
        What::SetMeeting => book.set.iter().any(|day| *day >= today) || held().next().is_some(),
        What::CallAll => part.is_some_and(|(n, of)| n == of),
        What::Minutes => held().any(|held| held.minuted),
        What::Agree => held().any(|held| held.confirmed),
        What::Share => book.shared.iter().any(|day| *day >= since),
        What::Count => book.counted.iter().any(|day| *day >= since),
        What::Deputy => book.deputy,
        What::Page => book.page,
        What::Hours => book.told.iter().any(|month| *month >= since.month()),
        What::CashBook => book.cash_book,
        What::Settle => book.settled,
    };
    Step { what, done, part }
}
