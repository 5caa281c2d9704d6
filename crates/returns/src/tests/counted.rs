//! Meetings of a month: held, counted, quorate, and their minutes.

use charter::Rules;
use charter::calendar::{Moment, Zone};
use meeting::{Meeting, When};

use super::{counted, counts, day, met, month, of_meetings, share};
use crate::{RULE, Record, count};

fn of(meetings: Vec<Meeting>) -> Record {
    Record { meetings, ..Record::default() }
}

fn minuted(on: &str, written: &str) -> Meeting {
    Meeting { minuted: Some(Zone::UTC.moment(written).unwrap()), ..met(day(on)) }
}

#[test]
fn a_day_with_several_meetings_is_one_day_held() {
    let record = of_meetings(["2026-06-02", "2026-06-02", "2026-06-09", "2026-07-01", "2026-05-31"].map(day));
    assert_eq!((counts(&record, "2026-06").held, counts(&record, "2026-06").rule), (2, RULE));
}

#[test]
fn what_is_only_set_or_was_cancelled_is_not_held() {
    let ahead = Meeting { held: None, ..met(day("2026-06-02")) };
    let cancelled = Meeting { cancelled: true, ..ahead.clone() };
    let figures = counts(&of(vec![ahead, cancelled]), "2026-06");
    assert_eq!((figures.held, figures.counted, figures.minutes), (0, 0, share(0, 0)));
}

#[test]
fn days_are_counted_whose_attendance_was_taken_and_quorate_with_a_quorum() {
    let figures = counts(
        &of(vec![
            met(day("2026-06-02")),
            counted(day("2026-06-09"), 4, 10),
            counted(day("2026-06-16"), 5, 10),
            counted(day("2026-06-16"), 2, 10),
            counted(day("2026-07-01"), 9, 10),
        ]),
        "2026-06",
    );
    assert_eq!((figures.held, figures.counted, figures.quorate), (3, 2, 1));
}

#[test]
fn present_is_added_up_over_the_rolls_of_the_days_counted() {
    let record = of(vec![met(day("2026-06-02")), counted(day("2026-06-09"), 4, 10), counted(day("2026-06-16"), 6, 11)]);
    assert_eq!(counts(&record, "2026-06").present, Some(share(10, 21)));
    assert_eq!(counts(&of_meetings([day("2026-06-02")]), "2026-06").present, None);
}

#[test]
fn a_meeting_of_a_roll_under_five_is_held_and_nothing_is_told_of_who_came() {
    let small = counted(day("2026-06-02"), 4, 4);
    let figures = counts(&of(vec![small.clone()]), "2026-06");
    // Under a rule that wants four, a quorum would say that they are four.
    assert_eq!((figures.held, figures.present, figures.counted, figures.quorate), (1, None, 0, 0));
    let record = of(vec![small, counted(day("2026-06-09"), 3, 5)]);
    assert_eq!(counts(&record, "2026-06").present, Some(share(3, 5)));
}

#[test]
fn minutes_are_asked_of_a_meeting_in_the_month_in_which_its_seven_days_end() {
    let record = of_meetings(["2026-06-23", "2026-06-24"].map(day));
    let asked = ["2026-06", "2026-07", "2026-08"].map(|of| counts(&record, of).minutes.of);
    assert_eq!(asked, [1, 1, 0]);
}

#[test]
fn minutes_on_the_seventh_day_are_in_time_and_on_the_eighth_they_are_not() {
    let figures = counts(
        &of(vec![
            minuted("2026-06-02", "2026-06-09T23:59:59Z"),
            minuted("2026-06-09", "2026-06-17T00:00:00Z"),
            minuted("2026-06-16", "2026-06-16T20:00:00Z"),
            met(day("2026-06-23")),
        ]),
        "2026-06",
    );
    assert_eq!(figures.minutes, share(2, 4));
}

#[test]
fn minutes_are_confirmed_of_the_same_meetings_however_late() {
    let confirmed = |on: &str| Meeting { confirmed: Some(Moment(i64::MAX)), ..minuted(on, "2026-06-03T00:00:00Z") };
    let figures =
        counts(&of(vec![confirmed("2026-06-02"), met(day("2026-06-09")), confirmed("2026-06-30")]), "2026-06");
    assert_eq!(figures.confirmed, share(1, 2));
}

#[test]
fn the_day_of_a_meeting_is_that_of_the_organisation() {
    let at = When { at: Zone::UTC.moment("2026-06-30T23:00:00Z").unwrap(), whole_day: false };
    let record = of(vec![Meeting { held: Some(at), ..Meeting::default() }]);
    let warsaw = Zone::named("Europe/Warsaw").unwrap();
    let held = |zone: &Zone, of: &str| count(&record, &Rules::default(), zone, &[], month(of)).held;
    assert_eq!([held(&Zone::UTC, "2026-06"), held(&Zone::UTC, "2026-07")], [1, 0]);
    assert_eq!([held(&warsaw, "2026-06"), held(&warsaw, "2026-07")], [0, 1]);
}

#[test]
fn a_month_is_marked_that_came_by_a_bulk_import() {
    let bulk = Meeting { bulk: true, ..met(day("2026-06-02")) };
    let record = of(vec![bulk, met(day("2026-07-07"))]);
    assert_eq!(["2026-06", "2026-07"].map(|of| counts(&record, of).bulk), [true, false]);
    // A month without meetings came as the rest of the record did.
    assert!(counts(&record, "2026-08").bulk);
    assert!(!counts(&of_meetings([day("2026-06-02")]), "2026-08").bulk);
}
