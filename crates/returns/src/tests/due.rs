//! The cadence, and how many meetings are due by it.

use charter::Rules;
use charter::calendar::Day;
use charter::rules::Quiet;
use meeting::{Cadence, Rhythm};

use super::{day, every, month, series};
use crate::{cadence, due};

fn unset() -> Cadence {
    Cadence::default()
}

/// Days with these gaps between them, from the first of January 2026.
fn gaps(gaps: &[i32]) -> Vec<Day> {
    let mut days = vec![day("2026-01-01")];
    for gap in gaps {
        days.push(days[days.len() - 1].plus(*gap));
    }
    days
}

fn after(days: &[Day]) -> Day {
    days[days.len() - 1].plus(1)
}

fn due_in(set: &Cadence, met: &[Day], of: &str) -> Option<u32> {
    due(set, met, month(of), &Rules::default())
}

#[test]
fn a_cadence_is_unknown_under_three_days_met() {
    for many in 0..3 {
        assert_eq!(cadence(&unset(), &series(day("2026-01-01"), 14, many), day("2026-06-01")), None, "{many}");
    }
    assert_eq!(cadence(&unset(), &series(day("2026-01-01"), 14, 3), day("2026-06-01")), Some(14));
}

#[test]
fn a_cadence_is_the_median_gap_of_the_days_met() {
    for (between, told) in
        [(vec![7, 21], 14), (vec![10, 13], 11), (vec![9, 30, 60], 30), (vec![60, 9, 30], 30), (vec![8, 10, 20, 60], 15)]
    {
        let days = gaps(&between);
        assert_eq!(cadence(&unset(), &days, after(&days)), Some(told), "{between:?}");
    }
}

#[test]
fn a_cadence_looks_at_the_last_eight_days_alone() {
    // Eight days have seven gaps: the two long ones before them are out of sight.
    let days = gaps(&[60, 60, 10, 10, 10, 10, 20, 20, 20]);
    assert_eq!(cadence(&unset(), &days, after(&days)), Some(10));
    let days = gaps(&[10, 10, 10, 10, 20, 20, 20, 20]);
    assert_eq!(cadence(&unset(), &days, after(&days)), Some(20));
}

#[test]
fn a_cadence_lies_between_a_week_and_92_days() {
    for (gap, told) in [(1, 7), (6, 7), (7, 7), (8, 8), (92, 92), (93, 92), (400, 92)] {
        let days = series(day("2020-01-01"), gap, 4);
        assert_eq!(cadence(&unset(), &days, after(&days)), Some(told), "{gap}");
    }
}

#[test]
fn a_cadence_is_judged_from_the_days_before() {
    let days = gaps(&[14, 14, 60]);
    assert_eq!(cadence(&unset(), &days, days[2]), None);
    assert_eq!(cadence(&unset(), &days, days[2].plus(1)), Some(14));
    assert_eq!(cadence(&unset(), &days, days[3]), Some(14));
}

#[test]
fn a_cadence_that_the_unit_has_set_counts_before_any_gap() {
    let days = series(day("2026-01-01"), 30, 6);
    let set = Cadence { rhythms: vec![(day("2026-03-01"), Rhythm::Every(7)), (day("2026-09-01"), Rhythm::Irregular)] };
    let on = ["2026-02-28", "2026-03-15", "2026-09-02"].map(|text| cadence(&set, &days, day(text)));
    assert_eq!(on, [None, Some(7), Some(30)]);
}

#[test]
fn due_are_the_steps_from_the_last_day_met_that_fall_in_the_month() {
    // Met on the 6th, 13th, 20th and 27th of January; so due on the 3rd, 10th, 17th and 24th of February.
    let days = series(day("2026-01-06"), 7, 4);
    assert_eq!(due_in(&unset(), &days, "2026-02"), Some(4));
    // Every 28 days from the 30th of March: the 27th of April, and in May the 25th.
    let days = series(day("2026-02-02"), 28, 3);
    assert_eq!([due_in(&unset(), &days, "2026-04"), due_in(&unset(), &days, "2026-05")], [Some(1), Some(1)]);
}

#[test]
fn a_month_into_which_no_step_falls_has_nothing_due() {
    // Met until the 31st of May, every 60 days: the 30th of July is next.
    let days = series(day("2026-01-31"), 60, 3);
    assert_eq!(days[2], day("2026-05-31"));
    assert_eq!(["2026-06", "2026-07", "2026-08"].map(|of| due_in(&unset(), &days, of)), [Some(0), Some(1), Some(0)]);
}

#[test]
fn steps_on_the_first_and_on_the_last_day_of_a_month_fall_in_it() {
    let on = |last: &str, step| due_in(&every(step, day("2020-01-01")), &[day(last)], "2026-06");
    assert_eq!(on("2026-05-02", 30), Some(1), "the first of June");
    assert_eq!(on("2026-05-31", 30), Some(1), "the thirtieth of June");
    assert_eq!(on("2026-05-31", 31), Some(0), "the first of July");
    assert_eq!(on("2026-05-25", 7), Some(5), "the 1st, 8th, 15th, 22nd and 29th");
}

#[test]
fn what_was_met_in_the_month_itself_does_not_change_what_was_due_in_it() {
    let before = series(day("2026-01-06"), 7, 4);
    let with = [before.clone(), vec![day("2026-02-01"), day("2026-02-02")]].concat();
    assert_eq!(due_in(&unset(), &with, "2026-02"), due_in(&unset(), &before, "2026-02"));
}

#[test]
fn meetings_stay_due_while_a_unit_is_silent() {
    let days = series(day("2026-01-06"), 14, 4);
    let due = ["2026-03", "2026-04", "2026-05", "2027-05"].map(|of| due_in(&unset(), &days, of));
    assert_eq!(due, [Some(3), Some(2), Some(2), Some(2)]);
}

#[test]
fn nothing_is_due_while_the_cadence_is_unknown() {
    assert_eq!(due_in(&unset(), &[], "2026-02"), None);
    assert_eq!(due_in(&unset(), &series(day("2026-01-06"), 14, 2), "2026-02"), None);
}

#[test]
fn a_unit_that_set_a_rhythm_and_has_not_met_is_due_from_that_day() {
    let set = every(14, day("2026-01-10"));
    // In its first month the rhythm did not hold yet.
    let due = ["2025-12", "2026-01", "2026-02"].map(|of| due_in(&set, &[], of));
    assert_eq!(due, [None, None, Some(2)]);
}

#[test]
fn nothing_is_due_in_a_quiet_season() {
    let days = series(day("2026-05-05"), 7, 8);
    let season = |from, to| Rules { quiet: vec![Quiet { from, to }], ..Rules::default() };
    let due_by = |rules: &Rules| due(&unset(), &days, month("2026-07"), rules);
    // The 30th of June was the last: the 7th, 14th, 21st and 28th of July.
    assert_eq!(due_by(&Rules::default()), Some(4));
    assert_eq!(due_by(&season((7, 14), (7, 21))), Some(2));
    assert_eq!(due_by(&season((7, 1), (8, 31))), Some(0));
}

#[test]
fn days_at_the_ends_of_the_calendar_overflow_nothing() {
    let days = [day("0000-01-01"), day("0000-01-08"), day("0000-01-15")];
    assert_eq!(due_in(&unset(), &days, "9999-12").map(|due| (4..=5).contains(&due)), Some(true));
    assert_eq!(due_in(&every(7, day("0000-01-01")), &[], "9999-12").map(|due| due <= 5), Some(true));
}
