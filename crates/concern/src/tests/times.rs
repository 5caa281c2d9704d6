//! By when a concern is seen to, and who may open it when a date has passed.

use charter::{Office, Reach, Refusal};

use super::{CENTRE, REGION, act, act_in, appeal, by, day, keeper, raised, receipt, secretary, settle, text, whole};
use crate::{Around, Command, Concern, Said, Standing, What, Whole, working_days_after};

#[test]
fn working_days_leave_out_the_weekend() {
    // The second of March 2026 is a Monday.
    let after = |from: i32, count| working_days_after(day(from), count).since(day(0));
    assert_eq!([after(0, 2), after(3, 2), after(4, 1), after(4, 2), after(5, 2), after(6, 2)], [2, 7, 7, 8, 8, 8]);
}

#[test]
fn a_concern_is_late_after_two_working_days_without_a_word_and_three_weeks_without_an_answer() {
    let mut concern = raised();
    let late = |concern: &Concern, on| whole(concern.clone()).overdue(day(on)).map(|day| day.since(super::day(0)));
    assert_eq!([late(&concern, 2), late(&concern, 3)], [None, Some(2)]);
    act(&mut concern, &secretary(), Command::Acknowledge, 2).unwrap();
    assert_eq!([late(&concern, 3), late(&concern, 21), late(&concern, 22)], [None, None, Some(21)]);
    act(&mut concern, &secretary(), Command::AnswerSoFar(text()), 20).unwrap();
    assert_eq!([late(&concern, 22), late(&concern, 41), late(&concern, 42)], [None, None, Some(41)]);
    act(&mut concern, &secretary(), Command::Answer(text()), 40).unwrap();
    assert_eq!(late(&concern, 400), None, "an answer that nobody confirms is not late");
    act(&mut concern, &keeper(), appeal(&receipt(1), 1), 50).unwrap();
    assert_eq!([late(&concern, 71), late(&concern, 72)], [None, Some(71)], "an appeal asks for an answer anew");
    act(&mut concern, &keeper(), settle(&receipt(1), 2), 80).unwrap();
    assert_eq!(late(&concern, 400), None);
}

#[test]
fn the_unit_above_opens_it_when_a_date_has_passed_and_the_next_one_three_weeks_later() {
    let concern = whole(raised());
    let opens = |unit, far, on| concern.opens_to(unit, far, day(on));
    assert_eq!([opens(REGION, 1, 2), opens(REGION, 1, 3)], [false, true]);
    assert_eq!([opens(CENTRE, 2, 23), opens(CENTRE, 2, 24)], [false, true]);
    assert!(!opens(super::CELL, 0, 400), "where it was raised nobody takes it up");
}

#[test]
fn what_is_about_an_officer_is_there_at_once_for_a_unit_above_and_anything_else_when_it_opens() {
    let concern = whole(raised());
    let there = |officer, unit, far, on| {
        concern.is_there_for(unit, far, &Said { about_an_officer: officer, ..Said::plain("Ice.") }, day(on))
    };
    assert_eq!([there(false, REGION, 1, 0), there(false, REGION, 1, 3)], [false, true]);
    assert_eq!([there(true, REGION, 1, 0), there(true, CENTRE, 2, 0)], [true, true]);
    assert!(!there(true, super::CELL, 0, 0), "where it was raised it is not from below");
}

#[test]
fn what_is_in_time_is_taken_up_by_nobody_above() {
    let below = |own: Concern| Around { below: vec![(1, whole(own))], above: vec![CENTRE] };
    let take = |own: Concern, addressed, on| {
        let command = Command::TakeUp { from: super::CELL, addressed };
        act_in(&mut Concern::default(), &secretary(), command, on, (REGION, &below(own)))
    };
    assert_eq!(take(raised(), false, 1), Err(Refusal::NotYet));
    assert_eq!(take(raised(), false, 3), Ok(1));
    assert_eq!(take(raised(), true, 1), Ok(1), "what was locked to its ombuds waits for no date");
    let mut settled = raised();
    act(&mut settled, &keeper(), settle(&receipt(1), 1), 1).unwrap();
    assert_eq!(take(settled, false, 100), Err(Refusal::NotYet), "what is settled is left alone");
}

#[test]
fn an_answer_from_above_answers_it_and_an_appeal_after_it_does_not_count_as_answered() {
    let mut above = Concern::default();
    let around = Around { below: vec![(1, whole(raised()))], above: vec![CENTRE] };
    let region = by(Office::Organiser, Reach::Here);
    let command = Command::TakeUp { from: super::CELL, addressed: false };
    act_in(&mut above, &region, command, 5, (REGION, &around)).unwrap();
    act_in(&mut above, &region, Command::Answer(text()), 6, (REGION, &around)).unwrap();
    let stands = |own: Concern| Whole { unit: super::CELL, own, above: vec![(REGION, above.clone())] };
    assert_eq!(stands(raised()).overdue(day(100)), None);
    let mut appealed = raised();
    act(&mut appealed, &keeper(), appeal(&receipt(1), 1), 9).unwrap();
    assert_eq!(stands(appealed).overdue(day(31)), Some(day(30)));
}

#[test]
fn what_is_settled_is_answered_no_more_by_a_unit_above_and_its_last_word_comes_last() {
    let (mut own, mut above) = (raised(), Concern::default());
    let region = by(Office::Organiser, Reach::Here);
    let before = Around { below: vec![(1, whole(own.clone()))], above: vec![CENTRE] };
    let command = Command::TakeUp { from: super::CELL, addressed: false };
    act_in(&mut above, &region, command, 5, (REGION, &before)).unwrap();
    act_in(&mut above, &region, Command::Answer(text()), 6, (REGION, &before)).unwrap();
    act(&mut own, &keeper(), settle(&receipt(1), 1), 6).unwrap();
    let around = Around { below: vec![(1, whole(own.clone()))], above: vec![CENTRE] };
    for more in [Command::Answer(text()), Command::AnswerSoFar(text()), Command::PassOn { to: CENTRE, text: text() }] {
        assert_eq!(act_in(&mut above, &region, more, 7, (REGION, &around)), Err(Refusal::Settled));
    }
    let whole = Whole { unit: super::CELL, own, above: vec![(REGION, above)] };
    let last = whole.steps().last().map(|(_, _, step)| step.what);
    assert_eq!((last, whole.standing()), (Some(What::Settled), Standing::Settled));
}
