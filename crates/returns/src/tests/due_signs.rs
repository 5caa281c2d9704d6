//! Which signs follow from a record: what was not told yet, or was told otherwise.

use charter::Rules;
use charter::calendar::{Day, Moment};
use meeting::{Meeting, When};

use super::{day, met, of_meetings};
use crate::release::signs_due;
use crate::{Record, Sign, Signs};

fn ahead(on: &str) -> Meeting {
    Meeting { held: None, ..met(day(on)) }
}

fn of(meetings: Vec<Meeting>) -> Record {
    Record { meetings, ..Record::default() }
}

fn due(record: &Record, told: &Signs, today: &str) -> Vec<Sign> {
    signs_due(record, told, &Rules::default(), day(today))
}

fn told(met: &[(&str, u32)], next: Option<&str>) -> Signs {
    let met = met.iter().map(|(text, n)| (day(text).0, *n)).collect();
    Signs { met, next: vec![(day("2026-06-01"), next.map(day))] }
}

fn next(on: &str) -> Sign {
    Sign::Next(Some(day(on)))
}

#[test]
fn a_record_without_meetings_has_nothing_to_tell() {
    assert_eq!(due(&Record::default(), &Signs::default(), "2026-06-10"), []);
}

#[test]
fn days_met_are_told_with_the_number_of_their_meetings() {
    let record = of_meetings(["2026-06-09", "2026-06-02", "2026-06-09"].map(day));
    let days = vec![(day("2026-06-02"), 1), (day("2026-06-09"), 2)];
    assert_eq!(due(&record, &Signs::default(), "2026-06-10"), [Sign::Met(days)]);
}

#[test]
fn only_what_changed_is_told() {
    let record = of_meetings(["2026-06-02", "2026-06-09", "2026-06-09"].map(day));
    let signs = told(&[("2026-06-02", 1), ("2026-06-09", 1)], None);
    assert_eq!(due(&record, &signs, "2026-06-10"), [Sign::Met(vec![(day("2026-06-09"), 2)])]);
    let signs = told(&[("2026-06-02", 1), ("2026-06-09", 2)], None);
    assert_eq!(due(&record, &signs, "2026-06-10"), []);
}

#[test]
fn a_day_that_the_record_does_not_know_is_taken_back() {
    let signs = told(&[("2026-06-02", 1), ("2026-06-09", 1)], None);
    let due = due(&of_meetings([day("2026-06-09")]), &signs, "2026-06-10");
    assert_eq!(due, [Sign::Met(vec![(day("2026-06-02"), 0)])]);
}

#[test]
fn the_next_meeting_is_the_first_that_is_set_from_today_on() {
    let record = of(["2026-06-30", "2026-06-16", "2026-06-02"].map(ahead).to_vec());
    assert_eq!(due(&record, &Signs::default(), "2026-06-10"), [next("2026-06-16")]);
    assert_eq!(due(&record, &Signs::default(), "2026-06-16"), [next("2026-06-16")]);
    assert_eq!(due(&record, &told(&[], Some("2026-06-16")), "2026-06-10"), []);
    assert_eq!(due(&record, &told(&[], Some("2026-06-16")), "2026-06-17"), [next("2026-06-30")]);
}

#[test]
fn a_next_meeting_that_was_cancelled_held_or_has_passed_is_taken_back() {
    let cancelled = Meeting { cancelled: true, ..ahead("2026-06-16") };
    let signs = told(&[], Some("2026-06-16"));
    assert_eq!(due(&of(vec![cancelled]), &signs, "2026-06-10"), [Sign::Next(None)]);
    assert_eq!(due(&of(vec![ahead("2026-06-16")]), &signs, "2026-06-17"), [Sign::Next(None)]);
    let held = Sign::Met(vec![(day("2026-06-16"), 1)]);
    assert_eq!(due(&of_meetings([day("2026-06-16")]), &signs, "2026-06-16"), [held, Sign::Next(None)]);
}

#[test]
fn more_days_than_one_fact_holds_are_told_in_several() {
    let days = (0..9_000).map(Day);
    let sizes = due(&of_meetings(days), &Signs::default(), "2026-06-10").into_iter().map(|sign| match sign {
        Sign::Met(days) => days.len(),
        Sign::Next(_) => 0,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [4_000, 4_000, 1_000]);
}

#[test]
fn the_day_of_a_sign_is_that_of_the_organisation() {
    let at = When { at: Moment(day("2026-06-16").start().0 + 23 * 3_600_000), whole_day: false };
    let record = of(vec![Meeting { set: Some(at), ..Meeting::default() }]);
    let rules = Rules { zone: Some("Europe/Warsaw".into()), ..Rules::default() };
    assert_eq!(signs_due(&record, &Signs::default(), &rules, day("2026-06-10")), [next("2026-06-17")]);
}
