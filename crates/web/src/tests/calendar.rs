//! Calendars as text: what RFC 5545 asks for, line by line.

use charter::calendar::{Day, Moment, Zone};
use proptest::prelude::*;

use crate::calendar::{At, Class, Dated, EVENTS, choose};

fn moment(zone: &str, text: &str) -> Moment {
    Zone::named(zone).unwrap().moment(text).unwrap()
}

fn meeting(uid: &str, at: At) -> Dated {
    let title = "Mill Lane: meeting".into();
    let changed = Some(moment("Europe/Berlin", "2026-03-01T12:00"));
    Dated { uid: uid.into(), title, at, changed, cancelled: false, reminds: Some(1) }
}

fn text(name: &str, dated: &[Dated]) -> String {
    crate::calendar::text(name, Class::Private, dated)
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(String::from).collect()
}

fn has(text: &str, line: &str) -> bool {
    lines(text).iter().any(|one| one == line)
}

#[test]
fn an_hour_stays_the_same_on_both_sides_of_a_change_of_clocks() {
    let at = |zone, clock| At::Moment(moment(zone, clock));
    let (winter, summer) = (at("Europe/Berlin", "2026-03-28T19:30"), at("Europe/Berlin", "2026-03-29T19:30"));
    let elsewhere = at("America/New_York", "2026-03-08T19:30");
    let text = text("Mill Lane", &[meeting("a", winter), meeting("b", summer), meeting("c", elsewhere)]);
    for stamp in ["20260328T183000Z", "20260329T173000Z", "20260308T233000Z"] {
        assert!(has(&text, &format!("DTSTART:{stamp}")), "{text}");
    }
    assert!(!text.contains("TZID") && !text.contains("VTIMEZONE"));
}

#[test]
fn a_meeting_that_is_moved_has_a_higher_number_and_one_that_is_cancelled_a_higher_one_yet() {
    let number = |dated: &Dated| {
        let text = text("", std::slice::from_ref(dated));
        let line = lines(&text).into_iter().find_map(|line| line.strip_prefix("SEQUENCE:").map(String::from));
        line.unwrap().parse::<i32>().unwrap()
    };
    let first = meeting("a", At::Day(Day(20_000)));
    let moved = Dated { changed: first.changed.map(|Moment(at)| Moment(at + 1_000)), ..first.clone() };
    let cancelled = Dated { cancelled: true, ..moved.clone() };
    assert!(number(&first) < number(&moved) && number(&moved) < number(&cancelled));
    for claimed in [i64::MIN, -1, 0, i64::MAX] {
        number(&Dated { changed: Some(Moment(claimed)), cancelled: true, ..first.clone() });
    }
    let text = text("", &[cancelled]);
    assert!(has(&text, "STATUS:CANCELLED") && !text.contains("VALARM"), "{text}");
}

#[test]
fn one_is_reminded_a_day_before_an_hour_and_in_the_morning_before_a_day() {
    let trigger = |at, days| {
        let text = text("", &[Dated { reminds: Some(days), ..meeting("a", at) }]);
        lines(&text).into_iter().find_map(|line| line.strip_prefix("TRIGGER:").map(String::from)).unwrap()
    };
    assert_eq!(trigger(At::Moment(Moment(0)), 1), "-P1D");
    assert_eq!(trigger(At::Day(Day(9)), 0), "PT9H");
    assert_eq!(trigger(At::Day(Day(9)), 1), "-PT15H");
    assert_eq!(trigger(At::Day(Day(9)), 2), "-P1DT15H");
}

#[test]
fn hostile_083_text_is_escaped_and_no_line_can_be_made_up() {
    let title = "A;B,C\\D\r\nATTENDEE:x\u{2028}END:VEVENT\nłódź".to_string();
    let text = text("a,b", &[Dated { title, ..meeting("a", At::Day(Day(20_515))) }]);
    assert!(has(&text, "SUMMARY:A\\;B\\,C\\\\D ATTENDEE:x END:VEVENT łódź"), "{text}");
    assert!(has(&text, "NAME:a\\,b"));
    assert!(has(&text, "DTSTART;VALUE=DATE:20260303"), "{text}");
    assert_eq!(lines(&text).iter().filter(|line| line.starts_with("END:VEVENT")).count(), 1);
}

#[test]
fn a_calendar_holds_what_is_near_and_no_more_than_it_may() {
    let today = Day(20_000);
    let dated = (-100..2_000).map(|days| meeting(&format!("{days}"), At::Day(today.plus(days)))).rev().collect();
    let chosen = choose(dated, &Zone::UTC, today);
    assert_eq!((chosen.len(), &chosen[0].uid[..]), (EVENTS, "-60"));
    assert!(chosen.is_sorted_by_key(|dated| dated.at.day(&Zone::UTC)));
}

/// What another reader is given: `tests/reader.py` holds what it has to find.
#[test]
fn the_calendar_for_another_reader_is_the_one_that_is_kept() {
    let at = |zone, clock| At::Moment(moment(zone, clock));
    let long = "Sjuhärads längsta mötesnamn, med komma; och semikolon \\ samt łódź ".repeat(3);
    let dated = [
        meeting("meeting-winter", at("Europe/Berlin", "2026-03-28T19:30")),
        meeting("meeting-summer", at("Europe/Berlin", "2026-03-29T19:30")),
        Dated { cancelled: true, ..meeting("meeting-autumn", at("Europe/Berlin", "2026-10-25T02:30")) },
        meeting("meeting-elsewhere", at("America/New_York", "2026-11-01T19:30")),
        Dated { title: long, reminds: Some(2), ..meeting("task-long", At::Day("2026-03-29".parse().unwrap())) },
    ];
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calendar.ics");
    let made = text("Mill Lane, upper end", &dated);
    if std::env::var_os("SWARD_WRITE_DOCS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), made, "write it anew with SWARD_WRITE_DOCS=1");
}

proptest! {
    #[test]
    fn every_line_is_short_and_unfolds_to_what_was_written(title in "\\PC{0,300}", uid in "[a-z0-9-]{1,90}", at in any::<i64>()) {
        let dated = Dated { title, ..meeting(&uid, At::Moment(Moment(at))) };
        let text = text("Mill Lane", std::slice::from_ref(&dated));
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let uid = format!("UID:{uid}");
        prop_assert!(has(&text, &uid));
        prop_assert_eq!(lines(&text).iter().filter(|line| line.starts_with("SUMMARY:")).count(), 1);
        let again = super::calendar::text("Mill Lane", &[dated]);
        prop_assert_eq!(text, again);
    }
}
