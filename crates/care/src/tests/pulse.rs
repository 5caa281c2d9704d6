//! The pulse: told by the keeper once, when the quarter is over, of questions that five answered.

use charter::calendar::{Day, Month};
use charter::{Refusal, Subject};

use super::{act, keeper, secretary};
use crate::{Counted, Pulse, Share, Sum, quarter};

fn on(year: i16, month: i8, of_month: i8) -> Day {
    Day::new(year, month, of_month).unwrap()
}

fn counted(month: i8, sums: [Option<(u32, u32)>; 3]) -> Counted {
    let sums = sums.map(|sum| sum.map(|(yes, no)| Sum { yes, no })).to_vec();
    Counted::Counted { quarter: Month::new(2026, month).unwrap(), sums }
}

#[test]
fn a_quarter_begins_in_january_april_july_and_october() {
    let month = |day: Day| quarter(day).to_string();
    assert_eq!(month(on(2026, 3, 31)), "2026-01");
    assert_eq!(month(on(2026, 4, 1)), "2026-04");
    assert_eq!(month(on(2026, 12, 31)), "2026-10");
}

#[test]
fn the_keeper_tells_a_quarter_once_when_it_is_over() {
    let mut pulse = Pulse::default();
    let tell = || counted(1, [Some((4, 1)), None, Some((0, 9))]);
    assert_eq!(act(&mut pulse, &keeper(), tell(), &(), on(2026, 3, 31)), Err(Refusal::NotYet));
    assert_eq!(act(&mut pulse, &secretary(), tell(), &(), on(2026, 4, 1)), Err(Refusal::NotYours));
    assert_eq!(act(&mut pulse, &keeper(), tell(), &(), on(2026, 4, 1)), Ok(1));
    assert_eq!(act(&mut pulse, &keeper(), tell(), &(), on(2026, 4, 2)), Ok(0));
    assert_eq!(pulse.may(&keeper(), &tell()), Err(Refusal::Exists));
}

#[test]
fn of_a_question_that_fewer_than_five_answered_nothing_is_told_by_any_program() {
    let few = [
        counted(1, [Some((4, 0)), None, None]),
        counted(1, [Some((5, 0)), Some((2, 2)), None]),
        counted(1, [None, None, None]),
    ];
    for few in few {
        assert_eq!(Pulse::default().may(&keeper(), &few), Err(Refusal::TooFew), "{few:?}");
    }
    assert_eq!(Pulse::default().may(&keeper(), &counted(2, [Some((5, 0)); 3])), Err(Refusal::NotACommand));
    let Counted::Counted { quarter, mut sums } = counted(1, [Some((5, 0)); 3]);
    sums.push(None);
    assert_eq!(Pulse::default().may(&keeper(), &Counted::Counted { quarter, sums }), Err(Refusal::NotACommand));
    // A sum that overflows is not taken for a small one.
    assert_eq!(Pulse::default().may(&keeper(), &counted(1, [Some((u32::MAX, u32::MAX)); 3])), Ok(()));
}

#[test]
fn a_share_of_the_pulse_is_yes_of_those_who_answered() {
    assert_eq!(Share::from(Sum { yes: 6, no: 1 }), Share { part: 6, of: 7 });
}
