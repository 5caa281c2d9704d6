//! Releases: each month in its latest version, told anew once a week at most.

use book::Hash;
use charter::calendar::{Day, Month};
use charter::{Office, Refusal, Subject};

use super::{by, counts, day, keeper, stamp};
use crate::release::ended;
use crate::returned::{MONTHS, Returns};
use crate::{Record, Release, Return};

fn figures(of: &str, held: u32) -> Return {
    Return { held, ..counts(&Record::default(), of) }
}

fn released(returns: Vec<Return>) -> Release {
    Release::Released { returns, record: Hash([7; 32]), bulletin: Hash::default() }
}

fn act(told: &mut Returns, returns: Vec<Return>, on: Day) -> Result<usize, Refusal> {
    let facts = told.decide(released(returns), &(), &stamp(on))?;
    let count = facts.len();
    for fact in facts {
        told.may(&keeper(), &fact)?;
        told.apply(fact, &stamp(on));
    }
    Ok(count)
}

#[test]
fn a_month_is_told_when_a_week_has_passed_after_its_end() {
    let told = ["2026-07-31", "2026-08-07", "2026-08-08", "2026-09-07", "2026-09-08", "2027-01-08", "2024-03-07"];
    let last = ["2026-06", "2026-06", "2026-07", "2026-07", "2026-08", "2026-12", "2024-01"];
    assert_eq!(told.map(|today| ended(day(today)).to_string()), last);
}

#[test]
fn the_latest_version_of_a_month_wins() {
    let mut told = Returns::default();
    act(&mut told, vec![figures("2026-05", 1), figures("2026-06", 1)], day("2026-07-08")).unwrap();
    act(&mut told, vec![figures("2026-06", 2)], day("2026-07-15")).unwrap();
    let held = |told: &Returns, of: &str| told.of(of.parse().unwrap()).map(|figures| figures.held);
    assert_eq!([held(&told, "2026-05"), held(&told, "2026-06"), held(&told, "2026-07")], [Some(1), Some(2), None]);
    assert_eq!((told.months.len(), told.counted), (2, Some(Hash([7; 32]))));
}

#[test]
fn the_same_return_twice_is_so_already() {
    let mut told = Returns::default();
    let mut tell = |on: &str| act(&mut told, vec![figures("2026-06", 1)], day(on));
    assert_eq!([tell("2026-07-08"), tell("2026-07-08"), tell("2026-09-01")], [Ok(1), Ok(0), Ok(0)]);
}

#[test]
fn a_month_is_told_anew_after_a_week_and_not_before() {
    let mut told = Returns::default();
    act(&mut told, vec![figures("2026-06", 1)], day("2026-07-08")).unwrap();
    let mut tell = |on: &str| act(&mut told, vec![figures("2026-06", 2)], day(on));
    assert_eq!(
        [tell("2026-07-08"), tell("2026-07-14"), tell("2026-07-15")],
        [Err(Refusal::TooSoon), Err(Refusal::TooSoon), Ok(1)]
    );
}

#[test]
fn a_month_that_was_never_told_does_not_wait() {
    let mut told = Returns::default();
    act(&mut told, vec![figures("2026-06", 1)], day("2026-07-08")).unwrap();
    assert_eq!(act(&mut told, vec![figures("2026-07", 1)], day("2026-07-09")), Ok(1));
    // Nor where what it stands beside was told just so before.
    let both = vec![figures("2026-06", 1), figures("2026-08", 1)];
    assert_eq!(act(&mut told, both, day("2026-07-10")), Ok(1));
    let changed = vec![figures("2026-06", 2), figures("2026-09", 1)];
    assert_eq!(act(&mut told, changed, day("2026-07-11")), Err(Refusal::TooSoon));
}

#[test]
fn what_a_bulk_import_changes_is_told_at_once() {
    let mut told = Returns::default();
    act(&mut told, vec![figures("2026-06", 1)], day("2026-07-08")).unwrap();
    let bulk = Return { bulk: true, ..figures("2026-06", 2) };
    assert_eq!(act(&mut told, vec![bulk], day("2026-07-08")), Ok(1));
}

#[test]
fn one_release_tells_so_many_months_and_no_more() {
    let many = |many: i32| (0..many).map(|n| Return { month: Month(n), ..figures("2026-06", 1) }).collect::<Vec<_>>();
    let most = MONTHS as i32;
    assert_eq!(act(&mut Returns::default(), many(most), day("2026-07-08")), Ok(1));
    assert_eq!(act(&mut Returns::default(), many(most + 1), day("2026-07-08")), Err(Refusal::TooLong));
}

#[test]
fn the_keeper_tells_or_who_writes_the_record_and_nobody_else() {
    let release = released(vec![figures("2026-06", 1)]);
    assert_eq!(Returns::default().may(&keeper(), &release), Ok(()));
    let may = Office::ALL.map(|office| Returns::default().may(&by(office), &release).is_ok());
    assert_eq!(may, [true, true, false, true, false]);
}
