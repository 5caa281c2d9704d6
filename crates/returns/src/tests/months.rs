//! Which months are told: from the first with life in it, one closing return after silence, none until it meets again.

use super::{day, every, month, of_meetings, of_members, series, since, told};
use crate::{Record, Return};

fn told_months(returns: &[Return]) -> Vec<(String, bool)> {
    returns.iter().map(|r| (r.month.to_string(), r.closing)).collect()
}

fn names(of: &[(&str, bool)]) -> Vec<(String, bool)> {
    of.iter().map(|(name, closing)| (name.to_string(), *closing)).collect()
}

#[test]
fn a_record_without_any_life_tells_nothing() {
    assert_eq!(told(&Record::default(), "2026-06"), []);
    // A membership without a beginning gives no month to begin with.
    let undated = member::Member { noted: Some(day("2026-01-01")), ..member::Member::default() };
    assert_eq!(told(&of_members(vec![undated]), "2026-06"), []);
}

#[test]
fn months_are_told_from_the_first_with_life_in_it() {
    let mut record = of_meetings([day("2026-05-05")]);
    assert_eq!(told(&record, "2026-04"), []);
    assert_eq!(told_months(&told(&record, "2026-06")), names(&[("2026-05", false), ("2026-06", false)]));
    record.members.push(since(day("2026-04-30")));
    assert_eq!(told(&record, "2026-06").len(), 3);
}

#[test]
fn a_unit_that_falls_silent_makes_one_closing_return() {
    // The last meeting was on the 10th of February; ninety days later is the 11th of May.
    let returns = told(&of_meetings(series(day("2026-01-13"), 14, 3)), "2027-12");
    let open = ["2026-01", "2026-02", "2026-03", "2026-04"].map(|name| (name, false));
    assert_eq!(told_months(&returns), names(&[&open[..], &[("2026-05", true)]].concat()));
}

#[test]
fn silence_begins_after_the_ninetieth_day() {
    let closing = |last: &str| told(&of_meetings([day(last)]), "2026-06").pop().unwrap().closing;
    // Ninety days before the 30th of June is the 1st of April.
    assert_eq!([closing("2026-04-01"), closing("2026-03-31")], [false, true]);
}

#[test]
fn a_unit_that_meets_seldom_is_silent_after_three_cadences() {
    let mut record = of_meetings(series(day("2025-01-01"), 60, 4));
    let last = day("2025-06-30");
    assert_eq!(record.meetings.last().and_then(|m| m.day(&charter::calendar::Zone::UTC)), Some(last));
    // 180 days later is the 27th of December.
    let closing = |record: &Record| told(record, "2026-06").into_iter().find(|r| r.closing).map(|r| r.month);
    assert_eq!(closing(&record), Some(month("2025-12")));
    record.cadence = every(92, day("2025-01-01"));
    assert_eq!(closing(&record), Some(month("2026-04")));
}

#[test]
fn a_unit_that_meets_again_is_told_again() {
    let mut days = series(day("2026-01-13"), 14, 3);
    days.push(day("2026-09-01"));
    let returns = told(&of_meetings(days), "2026-10");
    let since_may = told_months(&returns).split_off(4);
    assert_eq!(since_may, names(&[("2026-05", true), ("2026-09", false), ("2026-10", false)]));
}

#[test]
fn a_second_silence_makes_a_second_closing_return() {
    let record = of_meetings([day("2026-01-13"), day("2026-09-01")]);
    let closing =
        told(&record, "2027-12").iter().filter(|r| r.closing).map(|r| r.month.to_string()).collect::<Vec<_>>();
    assert_eq!(closing, ["2026-04", "2026-12"]);
}

#[test]
fn who_came_while_a_unit_was_silent_is_told_when_it_meets_again() {
    let mut record = of_meetings([day("2026-01-13"), day("2026-09-01")]);
    record.members = [vec![since(day("2025-12-01")); 5], vec![since(day("2026-06-10")); 7]].concat();
    let returns = told(&record, "2026-10");
    assert!(returns.iter().all(|r| r.month != month("2026-06")));
    let joined = returns.iter().filter_map(|r| r.joined.map(|joined| (r.month.to_string(), joined)));
    assert_eq!(joined.collect::<Vec<_>>(), [("2026-09".to_string(), 7)]);
    let welcomed = returns.iter().filter_map(|r| r.welcomed.map(|share| (r.month.to_string(), share.of)));
    assert_eq!(welcomed.collect::<Vec<_>>(), [("2026-09".to_string(), 7)]);
}

#[test]
fn a_month_is_told_the_same_whatever_month_is_told_last() {
    let mut record = of_meetings(series(day("2026-01-13"), 14, 9));
    record.members = series(day("2026-01-10"), 20, 12).into_iter().map(since).collect();
    let all = told(&record, "2026-12");
    for (number, figures) in all.iter().enumerate() {
        assert_eq!(told(&record, &figures.month.to_string()), all[..=number]);
    }
}

#[test]
fn a_slip_in_a_year_tells_no_more_than_fifty_years() {
    let record = of_members(vec![since(day("0204-05-01"))]);
    assert_eq!(told(&record, "2026-06").len(), 601);
}
