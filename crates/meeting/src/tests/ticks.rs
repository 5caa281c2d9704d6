//! Ticks of an evening: who came late.

use charter::calendar::Moment;

use super::{at, evening, person};
use crate::When;
use crate::pages::Ticks;

fn ticked(minutes: &[i64]) -> Ticks {
    let tick = |(number, minute): (usize, &i64)| (person(number as u8), Moment(evening(1).0 + minute * 60_000));
    Ticks { here: minutes.iter().enumerate().map(tick).collect(), ..Ticks::default() }
}

fn late(minutes: &[i64], set: When) -> Vec<u8> {
    ticked(minutes).late(set).into_keys().map(|person| person.0.0[0]).collect()
}

#[test]
fn who_is_ticked_more_than_a_quarter_of_an_hour_after_the_beginning_came_late() {
    assert_eq!(late(&[-5, 0, 15, 16, 40], at(1)), [3, 4]);
}

#[test]
fn where_all_are_written_down_when_the_evening_is_over_nobody_came_late() {
    assert_eq!(late(&[120, 121, 122], at(1)), [0; 0]);
    // The first who is ticked is the measure then.
    assert_eq!(late(&[120, 140], at(1)), [1]);
}

#[test]
fn where_only_the_day_is_known_nobody_came_late() {
    assert_eq!(late(&[0, 300], When { at: Moment(0), whole_day: true }), [0; 0]);
}
