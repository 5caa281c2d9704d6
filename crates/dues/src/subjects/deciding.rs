//! What is decided about a cash book.

use book::Text;
use charter::calendar::{Day, Month};
use charter::{Refusal, Stamp};

use super::cash::{Around, Cash, Command, Fact, TEXT_BYTES};
use super::posting::{Posting, Source, Use, What};
use crate::{Money, REACH_MONTHS};

/// What happens on a command; nothing, if it is so already.
pub fn decide(cash: &Cash, command: Command, around: &Around, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
    let today = around.rules.zone().day(stamp.time);
    if !around.is_cell {
        return Err(Refusal::NotACell);
    }
    // Where a later year is open, it has taken over what this one ended with.
    if around.is_over && !matches!(command, Command::Agree { .. } | Command::Confirm { .. }) {
        return Err(Refusal::CashClosed);
    }
    Ok(match command {
        Command::Open { .. } if cash.opened.is_some() => vec![],
        Command::Open { currency, carried } => {
            near(around, today)?;
            vec![open(around, currency, carried)?]
        }
        Command::Take { day, amount, from, text, seen } => {
            if let Source::Dues(person) = from {
                if !around.people.contains(&person) {
                    return Err(Refusal::NotOnTheRoll);
                }
                let theirs = |posting: &&Posting| posting.what == What::Took(from);
                let last = cash.postings.iter().rev().find(theirs).map_or(0, |posting| posting.number);
                if seen.is_some_and(|seen| last > seen) {
                    return Err(Refusal::Changed);
                }
            }
            let took = |number| Fact::Took { number, day, amount, from };
            posted(cash, around, (day, today), text, took)?
        }
        Command::Give { to: Use::Back(person), .. } if !around.people.contains(&person) => {
            return Err(Refusal::NotOnTheRoll);
        }
        Command::Give { day, amount, to, text } => {
            let there = if cash.opened.is_some() { cash.balance() } else { around.before.unwrap_or_default() };
            if amount > there {
                return Err(Refusal::NotInTheCash);
            }
            posted(cash, around, (day, today), text, |number| Fact::Gave { number, day, amount, to })?
        }
        Command::Reverse(of) => reversed(cash, cash.posting(of), today)?,
        Command::TakeBack(id) => {
            reversed(cash, cash.postings.iter().find(|posting| posting.command == id && posting.stands()), today)?
        }
        Command::Count { upto, found } => {
            let year = cash.opened.ok_or(Refusal::NoCash)?.year;
            // Whoever counts after new year, before anything is posted, counts the old year's cash.
            let last = Month::new(year, 12).map_or(today, Month::last);
            vec![Fact::Counted { upto, day: today.min(last), found }]
        }
        Command::Agree { upto } | Command::Confirm { upto, .. } if is_closed(cash, upto) => vec![],
        Command::Agree { .. } if stamp.voice.person.is_none_or(|person| !around.roll.contains(&person)) => {
            return Err(Refusal::NotOnTheRoll);
        }
        Command::Agree { upto } => vec![Fact::Agreed { upto }],
        Command::Confirm { by, .. } if !around.roll.contains(&by) => return Err(Refusal::NotOnTheRoll),
        // An officer speaks for nobody who can speak for themselves.
        Command::Confirm { by, .. } if around.accounts.contains(&by) => return Err(Refusal::TheirOwnCount),
        Command::Confirm { by, .. } if cash.waiting().is_some_and(|count| count.voice.person == Some(by)) => {
            return Err(Refusal::TwoPeople);
        }
        Command::Confirm { upto, by } => vec![Fact::Confirmed { upto }, Fact::ConfirmedBy(by)],
    })
}

fn is_closed(cash: &Cash, upto: u32) -> bool {
    cash.counts.last().is_some_and(|count| count.upto == upto && count.closed.is_some())
}

/// How a book begins: with what the one before ends with, or with what is there.
fn open(around: &Around, currency: Option<crate::Currency>, carried: Option<Money>) -> Result<Fact, Refusal> {
    if carried.zip(around.before).is_some_and(|(carried, before)| carried != before) {
        return Err(Refusal::CarriedOver);
    }
    if currency.zip(around.currency).is_some_and(|(currency, own)| currency != own) {
        return Err(Refusal::OtherCurrency);
    }
    let year = around.year.ok_or(Refusal::NoCash)?;
    let currency = currency.or(around.currency).ok_or(Refusal::NoCash)?;
    Ok(Fact::Opened { year, currency, carried: around.before.or(carried).unwrap_or_default() })
}

/// Whether a book of this year may be opened today. From the first posting on every month is told above, and stays told:
/// a slip in the year must not make thousands of them.
fn near(around: &Around, today: Day) -> Result<(), Refusal> {
    let months = (i32::from(crate::year(today)) - i32::from(around.year.ok_or(Refusal::NoCash)?)) * 12;
    match () {
        _ if months < 0 => Err(Refusal::NotYet),
        _ if months > REACH_MONTHS => Err(Refusal::FarMonth),
        _ => Ok(()),
    }
}

/// A posting, with what is to be known of it; the first of a year opens the book.
fn posted(
    cash: &Cash,
    around: &Around,
    (day, today): (Day, Day),
    text: Option<Text>,
    posting: impl FnOnce(u32) -> Fact,
) -> Result<Vec<Fact>, Refusal> {
    let text = text.filter(|text| !text.0.trim().is_empty());
    if day > today {
        return Err(Refusal::NotYet);
    }
    if day.month().0 < today.month().0 - REACH_MONTHS {
        return Err(Refusal::FarMonth);
    }
    if text.as_ref().is_some_and(|text| text.0.len() > TEXT_BYTES) {
        return Err(Refusal::TooLong);
    }
    let opened = if cash.opened.is_none() { Some(open(around, None, None)?) } else { None };
    let number = cash.last() + 1;
    Ok(opened.into_iter().chain([posting(number)]).chain(text.map(|text| Fact::Said(number, text))).collect())
}

/// The day is that of the last day of the year, where the year is over and no other book is open yet.
fn reversed(cash: &Cash, posting: Option<&Posting>, today: Day) -> Result<Vec<Fact>, Refusal> {
    let year = cash.opened.ok_or(Refusal::NoCash)?.year;
    let posting = posting.ok_or(Refusal::NoPosting)?;
    if posting.reversed.is_some() {
        return Ok(vec![]);
    }
    let day = today.min(Month::new(year, 12).map_or(today, Month::last));
    Ok(vec![Fact::Reversed { number: cash.last() + 1, of: posting.number, day }])
}
