//! The rhythm that a unit sets.

use book::{Actor, UnitId};
use charter::calendar::Day;
use charter::{By, Office, Reach, Refusal, Subject};

use super::{by, evening, stamp};
use crate::cadence::CHANGES;
use crate::{Cadence, Change, Rhythm};

fn change(cadence: &mut Cadence, rhythm: Rhythm, day: i64) -> Result<usize, Refusal> {
    let facts = cadence.decide(Change::To(rhythm), &(), &stamp(evening(day)))?;
    let count = facts.len();
    for fact in facts {
        cadence.may(&by(Office::Secretary), &fact)?;
        cadence.apply(fact, &stamp(evening(day)));
    }
    Ok(count)
}

fn september(day: i8) -> Day {
    Day::new(2026, 9, day).unwrap()
}

#[test]
fn a_cadence_lies_between_a_week_and_92_days() {
    let taken = [0, 6, 7, 14, 92, 93, u32::MAX].map(|days| change(&mut Cadence::default(), Rhythm::Every(days), 1));
    let no = Err(Refusal::NotACadence);
    assert_eq!(taken, [no, no, Ok(1), Ok(1), Ok(1), no, no]);
    assert_eq!(change(&mut Cadence::default(), Rhythm::Irregular, 1), Ok(1));
}

#[test]
fn a_rhythm_holds_from_the_day_on_which_it_was_said() {
    let mut cadence = Cadence::default();
    change(&mut cadence, Rhythm::Every(14), 5).unwrap();
    change(&mut cadence, Rhythm::Irregular, 20).unwrap();
    let on = [4, 5, 19, 20, 30].map(|day| cadence.on(september(day)));
    let every = Some(Rhythm::Every(14));
    assert_eq!(on, [None, every, every, Some(Rhythm::Irregular), Some(Rhythm::Irregular)]);
}

#[test]
fn the_same_rhythm_twice_is_so_already_and_an_earlier_one_may_come_again() {
    let mut cadence = Cadence::default();
    let said = [(7, 1), (7, 2), (14, 3), (7, 4)].map(|(days, day)| change(&mut cadence, Rhythm::Every(days), day));
    assert_eq!(said, [Ok(1), Ok(0), Ok(1), Ok(1)]);
    assert_eq!(cadence.rhythms.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [1, 3, 4].map(september));
}

#[test]
fn what_was_said_last_holds_even_where_a_clock_ran_backwards() {
    let mut cadence = Cadence::default();
    change(&mut cadence, Rhythm::Every(7), 20).unwrap();
    change(&mut cadence, Rhythm::Every(28), 10).unwrap();
    assert_eq!([15, 25].map(|day| cadence.on(september(day))), [Some(Rhythm::Every(28)); 2]);
}

#[test]
fn so_many_changes_are_kept_and_no_more() {
    let rhythms = (0..CHANGES).map(|_| (september(1), Rhythm::Every(7))).collect();
    assert_eq!(change(&mut Cadence { rhythms }, Rhythm::Every(14), 2), Err(Refusal::NotACadence));
}

#[test]
fn only_who_writes_the_record_sets_a_rhythm() {
    let may = |by: &By| Cadence::default().may(by, &Change::To(Rhythm::Every(7)));
    assert_eq!(Office::ALL.map(|office| may(&by(office)).is_ok()), [true, true, false, true, false]);
    let actor = Actor::Keeper;
    assert_eq!(may(&By { reach: Reach::Keeper, ..By::nobody(actor) }), Err(Refusal::NotYours));
    let elsewhere = Actor::Term { unit: UnitId([9; 32]), office: "secretary", number: 1 };
    assert_eq!(may(&By::nobody(elsewhere)), Err(Refusal::NoSuchTerm));
}
