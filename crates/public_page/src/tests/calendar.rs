//! The open meeting as a calendar; the reader in `web/tests` reads the same file with another program.

use std::collections::BTreeMap;

use book::UnitId;
use charter::calendar::{Day, Zone};
use returns::Signs;
use web::Reply;

use crate::Shown;
use crate::pages::calendar::{dated, next};

fn day(day: &str) -> Day {
    day.parse().unwrap()
}

/// What was told on the first of March 2026 of the next meeting.
fn signs(set: Option<&str>) -> Signs {
    Signs { next: vec![(day("2026-03-01"), set.map(day))], met: BTreeMap::new() }
}

#[test]
fn the_next_meeting_is_told_where_guests_are_welcome_until_its_day_is_over() {
    let guests = Shown { guests: true, ..Shown::default() };
    let told = |shown: &Shown, today: &str| next(&signs(Some("2026-03-29")), shown, day(today));
    assert_eq!(told(&guests, "2026-03-29"), Some(day("2026-03-29")));
    assert_eq!(told(&guests, "2026-03-30"), None);
    assert_eq!(told(&guests, "2026-02-28"), None, "before anybody told it");
    assert_eq!(told(&Shown { guests: false, ..guests }, "2026-03-02"), None);
    assert_eq!(next(&signs(None), &guests, day("2026-03-02")), None);
}

/// Nights on which clocks change: a meeting half an hour after midnight is of the day that people there call so.
#[test]
fn the_calendar_for_another_reader_is_the_one_that_is_kept() {
    let berlin = Zone::named("Europe/Berlin").unwrap();
    let nights = ["2026-03-29T00:30", "2026-03-30T00:30", "2026-10-25T00:30", "2026-10-26T00:30"];
    let days = nights.map(|night| berlin.day(berlin.moment(night).unwrap()));
    let dated =
        days.map(|day| dated(UnitId([7; 32]), "Mill; Lane, BEGIN:VEVENT: meeting, guests are welcome".into(), day));
    let Reply::Shown { kind, bytes } = web::calendar::open("Mill; Lane", &dated) else { panic!("no file") };
    assert_eq!(kind, "text/calendar; charset=utf-8");
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/open.ics");
    if std::env::var_os("SWARD_WRITE_DOCS").is_some() {
        std::fs::write(kept, &bytes).unwrap();
    }
    assert_eq!(bytes, std::fs::read(kept).unwrap_or_default(), "write it anew with SWARD_WRITE_DOCS=1");
}
