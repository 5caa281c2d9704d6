//! What is told above: sums, and nothing of a month with a roll under five.

use charter::calendar::{Day, Moment};
use charter::{By, Reach, Refusal, Stamp, Subject};
use member::Row;

use super::{act, chf, day, month, person, schedule, take, treasurer};
use crate::cash::Command;
use crate::{Cash, Cell, Every, Figures, Levies, Money, MonthSums, Summed, Sums, Use, WEEK_MS, figures};

fn row(number: u8, joined: &str) -> Row {
    let joined: Day = day(joined);
    Row {
        person: person(number),
        code: None,
        name: None,
        joined: Some(joined),
        left: None,
        same_as: None,
        noted: Some(joined),
        welcomed: None,
    }
}

/// Four in January, five from February on.
fn cell() -> Cell {
    let mut cash = Cash::default();
    let pass = Command::Give { day: day("2026-02-20"), amount: Money::of(300), to: Use::Above, text: None };
    for command in [take(1, 500, "2026-01-05"), take(2, 500, "2026-02-05"), take(3, 700, "2026-02-06"), pass] {
        act(&mut cash, &treasurer(), command, "2026-03-01").unwrap();
    }
    let members = (1..=4).map(|number| row(number, "2025-01-01")).chain([row(5, "2026-02-10")]).collect();
    Cell { books: vec![cash], members, ..Cell::default() }
}

fn levies() -> Levies {
    Levies(schedule(&[("2026-01", 100, Every::Month)]))
}

#[test]
fn a_month_tells_sums_and_one_whose_roll_is_under_five_tells_nothing() {
    let told = |on| figures(&cell(), &levies(), month(on)).last().unwrap().figures;
    assert_eq!(told("2026-01"), None);
    assert_eq!(figures(&cell(), &levies(), month("2025-12")), [], "before the first posting");
    let figures = Figures { taken: Money::of(1_200), passed: Money::of(300), owed: Money::of(500) };
    assert_eq!(told("2026-02"), Some(figures));
    // Inside, the cell sees what it owes for every month.
    assert_eq!(cell().owed_above(&levies(), month("2026-02")), Money::of(400 + 500 - 300));
    let bytes = serde_json::to_string(&Summed::Summed {
        currency: chf(),
        months: vec![MonthSums { month: month("2026-02"), figures: Some(figures) }],
    })
    .unwrap();
    assert!(!bytes.contains(&person(1).to_string()), "{bytes}");
}

#[test]
fn where_the_currency_is_another_nothing_is_owed_above() {
    let mut levies = levies();
    levies.0.currency = Some("EUR".parse().unwrap());
    assert_eq!(figures(&cell(), &levies, month("2026-02"))[1].figures.unwrap().owed, Money::NONE);
}

#[test]
fn what_was_told_is_told_anew_once_a_week_and_by_the_keeper_alone() {
    let keeper = By { reach: Reach::Keeper, ..By::nobody(book::Actor::Keeper) };
    let summed = |on: &str, taken| {
        let figures = Some(Figures { taken: Money::of(taken), ..Figures::default() });
        Summed::Summed { currency: chf(), months: vec![MonthSums { month: month(on), figures }] }
    };
    let at = |ms| Stamp { time: Moment(ms), ..Stamp::default() };
    let mut sums = Sums::default();
    assert_eq!(sums.may(&treasurer(), &summed("2026-02", 1)), Err(Refusal::NotYours));
    assert_eq!(sums.may(&keeper, &summed("2026-02", i64::MAX)), Err(Refusal::NotAnAmount));
    assert_eq!(sums.may(&keeper, &summed("2026-02", 1)), Ok(()));
    sums.apply(summed("2026-02", 1), &at(0));
    assert_eq!(sums.decide(summed("2026-02", 1), &(), &at(1)), Ok(vec![]));
    assert_eq!(sums.decide(summed("2026-02", 2), &(), &at(WEEK_MS - 1)), Err(Refusal::TooSoon));
    assert_eq!(sums.decide(summed("2026-02", 2), &(), &at(WEEK_MS)).map(|facts| facts.len()), Ok(1));
    assert_eq!(sums.decide(summed("2026-03", 2), &(), &at(1)).map(|facts| facts.len()), Ok(1), "another month");
}
