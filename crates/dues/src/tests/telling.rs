//! What is told above: sums, and nothing of a month with a roll under five.

use charter::calendar::Moment;
use charter::{By, Reach, Refusal, Stamp, Subject, Voice};
use member::Member;

use super::{act, act_in, around, chf, day, month, person, schedule, take, treasurer};
use crate::cash::{Around, Command};
use crate::{Cash, Cell, Every, Figures, Levies, Money, MonthSums, REACH_MONTHS, Summed, Sums, Use, WEEK_MS, figures};

fn since(joined: &str) -> Member {
    Member { joined: Some(day(joined)), noted: Some(day(joined)), ..Member::default() }
}

/// Four in January, five from February on.
fn cell() -> Cell {
    let mut cash = Cash::default();
    let pass = Command::Give { day: day("2026-02-20"), amount: Money::of(300), to: Use::Above, text: None };
    for command in [take(1, 500, "2026-01-05"), take(2, 500, "2026-02-05"), take(3, 700, "2026-02-06"), pass] {
        act(&mut cash, &treasurer(), command, "2026-03-01").unwrap();
    }
    let belonged = (1..=4).map(|_| since("2025-01-01")).chain([since("2026-02-10")]).collect();
    Cell { books: vec![cash], belonged, ..Cell::default() }
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

#[test]
fn what_is_told_and_owed_is_the_same_before_and_after_somebody_who_left_is_erased() {
    let mut cell = cell();
    cell.belonged.extend([since("2025-01-01"), since("2025-01-01")]);
    let left = &mut cell.belonged[6];
    left.apply(member::Fact::Left(day("2026-03-15")), &Stamp::default());
    let last = month("2026-04");
    let before = (figures(&cell, &levies(), last), cell.owed_above(&levies(), last));
    let owed = before.0.iter().map(|sums| sums.figures.map(|figures| figures.owed.minor)).collect::<Vec<_>>();
    assert_eq!(owed, [Some(600), Some(700), Some(600), Some(600)]);
    for number in 1..=2 {
        let voice = Voice { actor: [number; 16], ..Voice::default() };
        let stamp = Stamp { time: day("2026-05-02").start(), voice, ..Stamp::default() };
        cell.belonged[6].apply(member::Fact::ErasureAsked, &stamp);
    }
    assert!(cell.belonged[6].erased.is_some());
    assert_eq!((figures(&cell, &levies(), last), cell.owed_above(&levies(), last)), before);
}

#[test]
fn a_slip_in_the_year_opens_no_book_of_long_ago_and_tells_no_month_of_it() {
    let mut cash = Cash::default();
    let of = |year| Around { year: Some(year), ..around() };
    let slip = |cash: &mut Cash, year, on| act_in(cash, &treasurer(), take(1, 500, on), "2026-02-05", &of(year));
    assert_eq!(slip(&mut cash, 204, "0204-02-05"), Err(Refusal::FarMonth));
    assert_eq!(slip(&mut cash, 2016, "2016-01-31"), Err(Refusal::FarMonth));
    let open = |year| {
        act_in(
            &mut Cash::default(),
            &treasurer(),
            Command::Open { currency: None, carried: None },
            "2026-02-05",
            &of(year),
        )
    };
    assert_eq!(
        [open(204), open(2015), open(2027)],
        [Err(Refusal::FarMonth), Err(Refusal::FarMonth), Err(Refusal::NotYet)]
    );
    assert_eq!([open(2016), open(2026)], [Ok(1), Ok(1)]);
    assert_eq!(slip(&mut cash, 2016, "2016-02-01"), Ok(2));
    // A book that holds such a slip already tells no more months than that either.
    cash.postings[0].day = day("0204-02-05");
    let cell = Cell { books: vec![cash], ..cell() };
    assert_eq!(figures(&cell, &levies(), month("2026-02")).len(), REACH_MONTHS as usize + 1);
}
