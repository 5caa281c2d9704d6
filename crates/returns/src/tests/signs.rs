//! Signs: days met, taken back where they were wrong, and the next meeting as it was known on a date.

use charter::calendar::Day;
use charter::{Office, Refusal, Subject};
use proptest::prelude::*;

use super::{by, day, keeper, stamp};
use crate::signs::DAYS;
use crate::{SIGN, Sign, Signs};

fn act(signs: &mut Signs, sign: Sign, on: Day) -> Result<usize, Refusal> {
    let facts = signs.decide(sign, &(), &stamp(on))?;
    let count = facts.len();
    for fact in facts {
        signs.may(&keeper(), &fact)?;
        signs.apply(fact, &stamp(on));
    }
    Ok(count)
}

fn met(days: &[(&str, u32)]) -> Sign {
    Sign::Met(days.iter().map(|(text, n)| (day(text), *n)).collect())
}

fn next(on: &str) -> Sign {
    Sign::Next(Some(day(on)))
}

#[test]
fn days_met_are_told_once_with_how_many_meetings() {
    let mut signs = Signs::default();
    let mut tell = |sign| act(&mut signs, sign, day("2026-06-10"));
    assert_eq!([tell(met(&[("2026-06-02", 1), ("2026-06-09", 2)])), tell(met(&[("2026-06-09", 2)]))], [Ok(1), Ok(0)]);
    assert_eq!(tell(met(&[("2026-06-09", 1)])), Ok(1));
    assert_eq!(signs.met.values().copied().collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_day_is_taken_back_with_no_meetings() {
    let mut signs = Signs::default();
    act(&mut signs, met(&[("2026-06-02", 1), ("2026-06-09", 1)]), day("2026-06-10")).unwrap();
    assert_eq!(act(&mut signs, met(&[("2026-06-02", 0)]), day("2026-06-11")), Ok(1));
    assert_eq!(signs.met.into_keys().collect::<Vec<_>>(), [day("2026-06-09").0]);
    assert_eq!(act(&mut Signs::default(), met(&[("2026-06-02", 0)]), day("2026-06-11")), Ok(0));
}

#[test]
fn the_next_meeting_is_as_it_was_known_on_a_date() {
    let mut signs = Signs::default();
    for (told, on) in [("2026-06-01", Some("2026-06-20")), ("2026-06-10", Some("2026-06-25")), ("2026-06-15", None)] {
        assert_eq!(act(&mut signs, Sign::Next(on.map(day)), day(told)), Ok(1));
    }
    let known = ["2026-05-31", "2026-06-01", "2026-06-09", "2026-06-10", "2026-06-14", "2026-06-15"];
    let told = [None, Some("2026-06-20"), Some("2026-06-20"), Some("2026-06-25"), Some("2026-06-25"), None];
    assert_eq!(known.map(|on| signs.next_on(day(on))), told.map(|on| on.map(day)));
}

#[test]
fn a_next_meeting_that_has_passed_is_none() {
    let mut signs = Signs::default();
    act(&mut signs, next("2026-06-20"), day("2026-06-01")).unwrap();
    assert_eq!(["2026-06-20", "2026-06-21"].map(|on| signs.next_on(day(on))), [Some(day("2026-06-20")), None]);
}

#[test]
fn the_same_next_meeting_twice_is_so_already() {
    let mut signs = Signs::default();
    assert_eq!(act(&mut signs, Sign::Next(None), day("2026-06-01")), Ok(0));
    assert_eq!([1, 2].map(|_| act(&mut signs, next("2026-06-20"), day("2026-06-01"))), [Ok(1), Ok(0)]);
    assert_eq!([1, 2].map(|_| act(&mut signs, Sign::Next(None), day("2026-06-02"))), [Ok(1), Ok(0)]);
}

#[test]
fn old_settings_of_the_next_meeting_are_forgotten() {
    let mut signs = Signs::default();
    for number in 0..100 {
        let on = day("2026-01-01").plus(number);
        act(&mut signs, Sign::Next(Some(on.plus(7))), on).unwrap();
    }
    assert_eq!(signs.next.len(), 60);
    assert_eq!(signs.next_on(day("2026-04-10")), Some(day("2026-04-17")));
    assert_eq!(signs.next_on(day("2026-01-10")), None);
}

#[test]
fn one_sign_tells_so_many_days_and_no_more() {
    let many = |many: usize| Sign::Met((0..many as i32).map(|n| (Day(n), 1)).collect());
    assert_eq!(act(&mut Signs::default(), many(DAYS), day("2026-06-10")), Ok(1));
    assert_eq!(act(&mut Signs::default(), many(DAYS + 1), day("2026-06-10")), Err(Refusal::TooLong));
}

#[test]
fn the_keeper_tells_signs_or_who_writes_the_record_and_nobody_else() {
    for sign in [met(&[("2026-06-02", 1)]), next("2026-06-20")] {
        assert_eq!(Signs::default().may(&keeper(), &sign), Ok(()));
        let may = Office::ALL.map(|office| Signs::default().may(&by(office), &sign).is_ok());
        assert_eq!(may, [true, true, false, true, false]);
    }
}

#[test]
fn a_row_has_a_value_for_every_column() {
    assert_eq!((SIGN.row)(&Signs::default()).len(), SIGN.columns.split(',').count());
}

fn a_sign() -> impl Strategy<Value = Sign> {
    let days = proptest::collection::vec((0..20i32, 0..3u32), 0..6);
    prop_oneof![
        days.prop_map(|days| Sign::Met(days.into_iter().map(|(day, n)| (Day(20_000 + day), n)).collect())),
        proptest::option::of(0..20i32).prop_map(|day| Sign::Next(day.map(|day| Day(20_000 + day)))),
    ]
}

proptest! {
    #[test]
    fn what_was_told_last_is_known_whatever_was_told_before(told in proptest::collection::vec(a_sign(), 1..20)) {
        let (mut signs, mut by_day, mut last) = (Signs::default(), std::collections::BTreeMap::new(), None);
        for (number, sign) in told.into_iter().enumerate() {
            match &sign {
                Sign::Met(days) => by_day.extend(days.iter().map(|(day, n)| (day.0, *n))),
                Sign::Next(next) => last = *next,
            }
            act(&mut signs, sign, Day(19_000 + number as i32)).unwrap();
            by_day.retain(|_, n| *n > 0);
            prop_assert_eq!(&signs.met, &by_day);
            prop_assert_eq!(signs.next_on(Day(19_500)), last);
        }
        let json = serde_json::to_string(&signs).unwrap();
        prop_assert_eq!(serde_json::from_str::<Signs>(&json).unwrap(), signs);
    }
}
