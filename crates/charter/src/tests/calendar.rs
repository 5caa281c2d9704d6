//! Days, months and hours: what the calendar has, what it has not, and how both are written.

use proptest::prelude::*;

use super::kit::day;
use crate::calendar::{Day, Moment, Month, Zone};

fn warsaw() -> Zone {
    Zone::named("Europe/Warsaw").unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

#[test]
fn the_thirtieth_of_february_is_not_in_the_calendar() {
    assert!("2026-02-30".parse::<Day>().is_err());
    assert!("2025-02-29".parse::<Day>().is_err());
    assert_eq!(Day::new(2026, 2, 30), None);
    assert_eq!(day("2024-02-29"), Day::new(2024, 2, 29).unwrap());
    assert!(Zone::UTC.moment("2026-02-30").is_err());
}

#[test]
fn a_day_has_one_spelling() {
    let others =
        ["99999-01-01", "+02026-03-01", "-00001-01-01", "20260301", "2026-3-1", "2026-03-01T00", " 2026-03-01"];
    for text in others.into_iter().chain(["2026-W09-7", "2026-03-1 ", "", "01.03.2026", "2026-00-01", "2026-13-01"]) {
        assert!(text.parse::<Day>().is_err(), "{text}");
    }
    assert_eq!(day("2026-03-01").to_string(), "2026-03-01");
}

#[test]
fn the_last_day_is_that_of_the_year_9999() {
    let last = day("9999-12-31");
    assert_eq!(Day(last.0 + 1).to_string(), "9999-12-31");
    assert_eq!(last.month().last(), last);
    assert_eq!(last.month().first(), day("9999-12-01"));
    assert!("10000-01".parse::<Month>().is_err() && "99999-12".parse::<Month>().is_err());
}

#[test]
fn nothing_is_so_far_off_that_arithmetic_fails() {
    for far in [i32::MIN, i32::MAX] {
        assert_eq!(Day(far).plus(far), Day(far));
        assert_eq!(Day(far).since(Day(far)), 0);
        assert_eq!(Month(far).plus(far), Month(far));
        let (first, last) = (Month(far).first(), Month(far).last());
        assert!(first <= last.plus(1) && Day(far).weekday() < 7 && Day(far).month_and_day().0 >= 1);
    }
}

#[test]
fn months_end_where_the_next_begins() {
    assert_eq!(month("2026-12").plus(1), month("2027-01"));
    assert_eq!(month("2026-03").plus(-15), month("2024-12"));
    assert_eq!(month("2024-02").last(), day("2024-02-29"));
    assert_eq!(month("2023-02").last(), day("2023-02-28"));
    assert_eq!(month("2026-12").last(), day("2026-12-31"));
    assert_eq!(month("2026-07").first(), day("2026-07-01"));
    assert_eq!(Month::new(2026, 13), None);
    assert_eq!(Month::new(2026, 12), Some(month("2026-12")));
}

#[test]
fn days_are_counted_from_the_first_of_january_1970_which_was_a_thursday() {
    assert_eq!(day("1970-01-01"), Day(0));
    assert_eq!((Day(0).weekday(), Day(-1).weekday(), Day(4).weekday()), (3, 2, 0));
    assert_eq!(day("2026-03-02").weekday(), 0);
    assert_eq!(day("2026-03-02").since(day("2026-02-27")), 3);
    assert_eq!(day("2026-02-27").start().rfc3339(), "2026-02-27T00:00:00Z");
    assert_eq!(day("2026-02-27").month_and_day(), (2, 27));
}

#[test]
fn an_hour_that_a_clock_change_skips_is_taken_after_the_gap() {
    // At two the clocks went to three: half past two never was.
    let skipped = warsaw().moment("2026-03-29T02:30").unwrap();
    assert_eq!(skipped.rfc3339(), "2026-03-29T01:30:00Z");
    assert_eq!(warsaw().clock(skipped), "03:30");
}

#[test]
fn an_hour_that_comes_twice_is_taken_the_first_time() {
    let twice = warsaw().moment("2026-10-25T02:30").unwrap();
    assert_eq!(twice.rfc3339(), "2026-10-25T00:30:00Z");
    assert_eq!(warsaw().clock(twice), "02:30");
    assert_eq!(warsaw().clock(Moment(twice.0 + 3_600_000)), "02:30");
}

#[test]
fn a_moment_with_its_offset_is_the_same_everywhere() {
    let text = "2026-03-01T19:30:00+01:00";
    assert_eq!(warsaw().moment(text), Zone::UTC.moment(text));
    assert_eq!(Zone::UTC.moment(text).unwrap().rfc3339(), "2026-03-01T18:30:00Z");
}

#[test]
fn a_moment_lies_in_the_day_of_its_zone() {
    let evening = Zone::UTC.moment("2026-03-01T23:30:00Z").unwrap();
    assert_eq!(Zone::UTC.day(evening), day("2026-03-01"));
    assert_eq!(warsaw().day(evening), day("2026-03-02"));
    let honolulu = Zone::named("Pacific/Honolulu").unwrap();
    assert_eq!(honolulu.day(Moment(day("2026-03-01").start().0)), day("2026-02-28"));
    assert_eq!(Zone::UTC.day(Moment(-1)), day("1969-12-31"));
}

#[test]
fn a_day_without_an_hour_begins_at_midnight_where_it_is_written() {
    assert_eq!(warsaw().moment("2026-07-01").unwrap().rfc3339(), "2026-06-30T22:00:00Z");
    assert_eq!(warsaw().moment("2026-01-01").unwrap().rfc3339(), "2025-12-31T23:00:00Z");
}

#[test]
fn a_zone_that_nobody_knows_is_refused() {
    for name in ["", "Europe/Warszawa", "Mars/Olympus", "../UTC", "+01:00"] {
        assert!(Zone::named(name).is_err(), "{name}");
    }
}

#[test]
fn people_read_words_and_books_hold_numbers() {
    let (at, of) = (day("2026-03-01"), month("2026-03"));
    assert_eq!(serde_json::to_string(&(at, of)).unwrap(), "[\"2026-03-01\",\"2026-03\"]");
    assert_eq!(serde_json::from_str::<(Day, Month)>("[\"2026-03-01\",\"2026-03\"]").unwrap(), (at, of));
    assert!(serde_json::from_str::<Day>("20513").is_err() && serde_json::from_str::<Month>("\"2026-3\"").is_err());
    let bytes = book::cbor::to_bytes(&(at, of)).unwrap();
    assert_eq!(bytes, book::cbor::to_bytes(&(20_513, 2026 * 12 + 2)).unwrap());
    assert_eq!(book::cbor::from_bytes::<(Day, Month)>(&bytes).unwrap(), (at, of));
    assert!(book::cbor::from_bytes::<Day>(&book::cbor::to_bytes("2026-03-01").unwrap()).is_err());
}

#[test]
fn a_book_holds_no_day_and_no_month_that_could_not_be_written() {
    let read_day = |number: i32| book::cbor::from_bytes::<Day>(&book::cbor::to_bytes(&number).unwrap());
    let read_month = |number: i32| book::cbor::from_bytes::<Month>(&book::cbor::to_bytes(&number).unwrap());
    let (first, last) = (day("0000-01-01"), day("9999-12-31"));
    assert_eq!((read_day(first.0), read_day(last.0)), (Ok(first), Ok(last)));
    assert!([first.0 - 1, last.0 + 1, i32::MIN, i32::MAX].into_iter().all(|number| read_day(number).is_err()));
    let (first, last) = (first.month(), last.month());
    assert_eq!((read_month(first.0), read_month(last.0)), (Ok(first), Ok(last)));
    assert!([first.0 - 1, last.0 + 1, i32::MIN, i32::MAX].into_iter().all(|number| read_month(number).is_err()));
}

proptest! {
    #[test]
    fn every_day_comes_back_from_its_writing(number in -719_528..=2_932_896) {
        let day = Day(number);
        prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        prop_assert_eq!(day.month().to_string().parse::<Month>(), Ok(day.month()));
        prop_assert!(day.month().first() <= day && day <= day.month().last());
        prop_assert_eq!(day.month().plus(1).first(), day.month().last().plus(1));
        prop_assert_eq!(Zone::UTC.day(day.start()), day);
    }

    /// Times in facts are claims: whatever is claimed, the state that notes its day can be kept.
    #[test]
    fn the_day_of_any_moment_can_be_written_down(at in prop_oneof![any::<i64>(), -400_000_000_000_000..400_000_000_000_000i64]) {
        for zone in [Zone::UTC, warsaw()] {
            let day = zone.day(Moment(at));
            prop_assert_eq!(serde_json::from_str::<Day>(&serde_json::to_string(&day).unwrap()).unwrap(), day);
        }
        prop_assert!(!Moment(at).rfc3339().is_empty() && Zone::UTC.clock(Moment(at)).len() == 5);
    }

    #[test]
    fn any_text_is_a_day_a_moment_or_a_refusal(text in "[-+0-9TZ:. W\\[\\]/a-z]{0,24}") {
        if let Ok(day) = text.parse::<Day>() {
            prop_assert_eq!(day.to_string(), text.clone());
        }
        if let Ok(month) = text.parse::<Month>() {
            prop_assert_eq!(month.to_string(), text.clone());
        }
        let _ = Zone::UTC.moment(&text);
    }
}
