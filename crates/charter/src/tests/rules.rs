//! The organisation's rules: quorum, quiet seasons, and which of them cannot be kept.

use super::kit::{act, day, organiser};
use crate::rules::{QUIET_SEASONS, Quiet, Quorum};
use crate::units::{Command, Fact, Inside, Unit};
use crate::{Refusal, Rules, Subject};

fn quiet(from: (i8, i8), to: (i8, i8)) -> Rules {
    Rules { quiet: vec![Quiet { from, to }], ..Rules::default() }
}

#[test]
fn the_default_quorum_is_half_of_the_roll_and_at_least_three() {
    let rules = Rules::default();
    let cases = [(0, 0), (2, 2), (2, 4), (3, 3), (3, 6), (3, 7), (4, 7), (5, 10), (5, 11), (6, 11)];
    let quorate = cases.map(|(present, roll)| rules.quorate(present, roll));
    assert_eq!(quorate, [false, false, false, true, true, false, true, true, false, true]);
}

#[test]
fn a_quorum_of_two_thirds_is_exact_where_the_roll_does_not_divide() {
    let rules = Rules { quorum: Quorum { part: 2, of: 3, least: 1 }, ..Rules::default() };
    assert!(rules.quorate(7, 10) && !rules.quorate(6, 10) && rules.quorate(6, 9));
}

#[test]
fn the_largest_rolls_overflow_nothing() {
    let rules = Rules { quorum: Quorum { part: u32::MAX, of: u32::MAX, least: 0 }, ..Rules::default() };
    assert!(rules.quorate(u32::MAX, u32::MAX) && !rules.quorate(u32::MAX - 1, u32::MAX));
}

#[test]
fn a_quiet_season_includes_both_its_days() {
    let rules = quiet((7, 1), (8, 31));
    let days = ["2026-06-30", "2026-07-01", "2027-08-31", "2026-09-01"].map(|text| rules.is_quiet(day(text)));
    assert_eq!(days, [false, true, true, false]);
}

#[test]
fn a_quiet_season_may_go_over_the_new_year() {
    let rules = quiet((12, 20), (1, 6));
    let days = ["2025-12-19", "2025-12-20", "2025-12-31", "2026-01-01", "2026-01-06", "2026-01-07", "2026-07-01"];
    assert_eq!(days.map(|text| rules.is_quiet(day(text))), [false, true, true, true, true, false, false]);
}

#[test]
fn a_quiet_season_of_one_day_is_one_day() {
    let rules = quiet((5, 1), (5, 1));
    assert!(rules.is_quiet(day("2026-05-01")));
    assert!(!rules.is_quiet(day("2026-05-02")) && !rules.is_quiet(day("2026-04-30")));
}

#[test]
fn a_season_may_end_on_the_leap_day() {
    let rules = quiet((2, 1), (2, 29));
    assert_eq!(rules.check(), Ok(()));
    assert!(
        rules.is_quiet(day("2024-02-29")) && rules.is_quiet(day("2025-02-28")) && !rules.is_quiet(day("2025-03-01"))
    );
}

#[test]
fn rules_that_cannot_be_kept_are_refused() {
    let quorum = |part, of| Rules { quorum: Quorum { part, of, least: 3 }, ..Rules::default() };
    let many = Rules { quiet: vec![Quiet { from: (7, 1), to: (7, 2) }; QUIET_SEASONS + 1], ..Rules::default() };
    let zone = Rules { zone: Some("Europe/Nowhere".into()), ..Rules::default() };
    let bad =
        [quorum(1, 0), quorum(3, 2), many, zone, quiet((2, 30), (3, 1)), quiet((3, 1), (13, 1)), quiet((0, 1), (1, 1))];
    for rules in bad {
        assert!(rules.check().is_err(), "{rules:?}");
        let mut unit = Unit::default();
        let refused = act(&mut unit, &organiser(), Command::Rule(rules.clone()), &Inside::default(), 1);
        assert_eq!((refused, unit.rules), (Err(Refusal::NotACommand), None), "{rules:?}");
    }
    let most = Rules { quiet: vec![Quiet { from: (7, 1), to: (7, 2) }; QUIET_SEASONS], ..quorum(2, 2) };
    assert_eq!(most.check(), Ok(()));
}

#[test]
fn bad_rules_that_an_altered_program_wrote_are_not_folded() {
    let zone = Rules { zone: Some("Nowhere".into()), ..Rules::default() };
    assert_eq!(Unit::default().may(&organiser(), &Fact::Ruled(zone)), Err(Refusal::NotACommand));
}

#[test]
fn a_zone_that_is_not_set_is_utc() {
    let late = crate::calendar::Zone::UTC.moment("2026-03-01T23:30:00Z").unwrap();
    assert_eq!(Rules::default().zone().day(late), day("2026-03-01"));
    let warsaw = Rules { zone: Some("Europe/Warsaw".into()), ..Rules::default() };
    assert_eq!(warsaw.zone().day(late), day("2026-03-02"));
}

#[test]
fn former_members_are_kept_for_a_term_that_is_none_of_these_extremes() {
    let former = |months| Rules { former: Some(months), ..Rules::default() };
    assert!(former(1).check().is_ok() && former(1_200).check().is_ok() && Rules::default().check().is_ok());
    assert!(former(0).check().is_err() && former(1_201).check().is_err());
    let told = serde_json::to_string(&Rules::default()).unwrap();
    assert!(!told.contains("former"), "rules of before are the same bytes: {told}");
}
