//! A meeting that is set and held: when, by whom, and with a quorum or without.

use std::collections::BTreeSet;

use charter::calendar::{Day, Moment, Zone};
use charter::rules::Quorum;
use charter::{Refusal, Rules, Subject};

use super::{HOUR, act, at, by, cancel, evening, hold, people, person, roll, set, was_held, was_set};
use crate::LINE_BYTES;
use crate::{Command, Fact, Meeting, Present, When};

fn present(meeting: &Meeting) -> (u32, u32, bool) {
    meeting.present.map(|present| (present.present, present.roll, present.quorate)).unwrap()
}

#[test]
fn a_meeting_is_set_and_set_for_another_time() {
    let mut meeting = Meeting::default();
    assert_eq!(act(&mut meeting, set(1), &roll(8, 0), evening(0)), Ok(vec![Fact::Set(at(1))]));
    assert_eq!(act(&mut meeting, set(1), &roll(8, 0), evening(0)), Ok(vec![]));
    act(&mut meeting, set(3), &roll(8, 0), Moment(evening(0).0 + 1)).unwrap();
    assert_eq!((meeting.set, meeting.set_on), (Some(at(3)), Some(Moment(evening(0).0 + 1))));
}

#[test]
fn a_meeting_that_was_not_set_is_not_held() {
    assert_eq!(act(&mut Meeting::default(), hold(5), &roll(8, 0), evening(9)), Err(Refusal::NotSet));
}

#[test]
fn to_hold_a_meeting_before_its_time_is_refused() {
    let just_before = Moment(evening(1).0 - 1);
    assert_eq!(act(&mut was_set(), hold(5), &roll(8, 0), just_before), Err(Refusal::NotYet));
    assert!(act(&mut was_set(), hold(5), &roll(8, 0), evening(1)).is_ok());
}

#[test]
fn a_meeting_of_which_only_the_day_is_known_is_held_on_the_day_of_its_zone() {
    let day = Day::new(2026, 9, 15).unwrap();
    for (zone, too_early, early) in [
        ("Pacific/Auckland", "2026-09-14T23:59:00+12:00", "2026-09-15T00:01:00+12:00"),
        ("Pacific/Honolulu", "2026-09-14T23:59:00-10:00", "2026-09-15T00:01:00-10:00"),
    ] {
        let mut around = roll(8, 0);
        around.rules = Rules { zone: Some(zone.into()), ..Rules::default() };
        let mut meeting = Meeting::default();
        let whole = When { at: day.start(), whole_day: true };
        act(&mut meeting, Command::Set { at: whole, title: None }, &around, evening(1)).unwrap();
        let [too_early, early] = [too_early, early].map(|text| Zone::UTC.moment(text).unwrap());
        assert_eq!(act(&mut meeting, hold(5), &around, too_early), Err(Refusal::NotYet), "{zone}");
        assert!(act(&mut meeting, hold(5), &around, early).is_ok(), "{zone}");
        assert_eq!(meeting.day(&around.rules.zone()), Some(day), "{zone}");
    }
}

#[test]
fn the_day_of_a_meeting_is_that_of_its_zone() {
    let late = When { at: Moment(evening(1).0 + 3 * HOUR), whole_day: false };
    let day = |zone: &str| late.day(&Zone::named(zone).unwrap()).to_string();
    assert_eq!([day("UTC"), day("Europe/Warsaw")], ["2026-09-01", "2026-09-02"]);
}

#[test]
fn who_is_not_on_the_roll_is_not_counted_as_present() {
    let mut who = people(0..5);
    who.insert(person(99));
    let command = Command::Hold { who, late: Default::default(), guests: 0, visitors: vec![] };
    assert_eq!(act(&mut was_set(), command, &roll(8, 0), evening(1)), Err(Refusal::NotOnTheRoll));
}

#[test]
fn the_size_of_the_roll_at_that_moment_is_in_the_fact() {
    let mut meeting = was_set();
    let facts = act(&mut meeting, hold(5), &roll(8, 0), evening(1)).unwrap();
    let counted = Present { present: 5, roll: 8, quorate: true, guests: 0 };
    let held = Fact::Held { at: at(1), present: Some(counted), code: None, bulk: false };
    assert_eq!(facts, [held, Fact::Attended(people(0..5))]);
    assert_eq!((meeting.held, meeting.present), (Some(at(1)), Some(counted)));
}

#[test]
fn a_quorum_is_half_of_the_roll_and_at_least_three() {
    for (members, there, quorate) in
        [(8, 4, true), (8, 3, false), (9, 4, false), (9, 5, true), (5, 3, true), (3, 2, false), (3, 3, true)]
    {
        let mut meeting = was_set();
        act(&mut meeting, hold(there), &roll(members, 0), evening(1)).unwrap();
        assert_eq!(present(&meeting), (there.into(), members.into(), quorate));
    }
}

#[test]
fn the_quorum_is_that_of_the_organisation() {
    let mut around = roll(9, 0);
    around.rules.quorum = Quorum { part: 2, of: 3, least: 1 };
    let quorate = [5, 6].map(|there| {
        let mut meeting = was_set();
        act(&mut meeting, hold(there), &around, evening(1)).unwrap();
        present(&meeting).2
    });
    assert_eq!(quorate, [false, true]);
}

#[test]
fn guests_make_no_quorum() {
    let mut meeting = was_set();
    let command = Command::Hold { who: people(0..2), late: Default::default(), guests: 40, visitors: vec![] };
    act(&mut meeting, command, &roll(4, 0), evening(1)).unwrap();
    assert_eq!(present(&meeting), (2, 4, false));
    assert_eq!(meeting.present.map(|present| present.guests), Some(40));
}

#[test]
fn a_meeting_without_anybody_is_held_too() {
    let mut meeting = was_set();
    act(
        &mut meeting,
        Command::Hold { who: BTreeSet::new(), late: Default::default(), guests: 0, visitors: vec![] },
        &roll(0, 0),
        evening(1),
    )
    .unwrap();
    assert_eq!(present(&meeting), (0, 0, false));
}

#[test]
fn more_present_than_on_the_roll_is_set_aside_whoever_wrote_it() {
    let held = |there| Fact::Held {
        at: at(1),
        present: Some(Present { present: there, roll: 8, quorate: true, guests: 0 }),
        code: None,
        bulk: false,
    };
    let may = |fact| was_set().may(&by(charter::Office::Secretary), &fact);
    assert_eq!([may(held(8)), may(held(9))], [Ok(()), Err(Refusal::NotOnTheRoll)]);
}

#[test]
fn a_meeting_is_held_once() {
    let mut meeting = was_held();
    assert_eq!(act(&mut meeting, hold(8), &roll(8, 5), evening(2)), Ok(vec![]));
    assert_eq!(meeting, was_held());
    assert_eq!(act(&mut meeting, set(5), &roll(8, 5), evening(2)), Err(Refusal::AlreadyHeld));
    assert_eq!(act(&mut meeting, cancel(), &roll(8, 5), evening(2)), Err(Refusal::AlreadyHeld));
}

#[test]
fn a_meeting_of_the_past_is_put_down_without_attendance() {
    let mut meeting = Meeting::default();
    let record = || Command::Record { at: at(1), title: Some("Dues".into()), code: Some("M-1".into()), bulk: true };
    let facts = act(&mut meeting, record(), &roll(0, 0), evening(9)).unwrap();
    assert_eq!(facts.last(), Some(&Fact::Titled("Dues".into())));
    assert_eq!((meeting.held, meeting.present, meeting.bulk), (Some(at(1)), None, true));
    assert_eq!(meeting.code.as_deref(), Some("M-1"));
    assert_eq!(act(&mut meeting, record(), &roll(0, 0), evening(9)), Ok(vec![]));
    let other = Command::Record { at: at(2), title: None, code: Some("M-1".into()), bulk: true };
    assert_eq!(act(&mut meeting, other, &roll(0, 0), evening(9)), Err(Refusal::AlreadyHeld));
}

#[test]
fn a_line_past_its_limit_is_refused() {
    let line = |len| book::Text("x".repeat(len));
    let asks = |len| {
        [
            (Meeting::default(), Command::Set { at: at(1), title: Some(line(len)) }),
            (Meeting::default(), Command::Record { at: at(1), title: Some(line(len)), code: None, bulk: false }),
            (was_set(), Command::Cancel { reason: line(len) }),
            (was_held(), Command::Minute { from: 0, text: "".into(), decisions: vec![line(len)] }),
        ]
    };
    for (mut meeting, command) in asks(LINE_BYTES) {
        assert!(act(&mut meeting, command, &roll(8, 5), evening(9)).is_ok());
    }
    for (mut meeting, command) in asks(LINE_BYTES + 1) {
        assert_eq!(act(&mut meeting, command, &roll(8, 5), evening(9)), Err(Refusal::TooLong));
    }
}

#[test]
fn who_came_late_and_guests_by_name_stand_apart_and_read_back() {
    let late = vec![(person(1), evening(1))];
    let command = Command::Hold { who: people(0..3), late: late.clone(), guests: 0, visitors: vec!["Goran".into()] };
    let bytes = book::cbor::to_bytes(&command).expect("a command can be written");
    let command: Command = book::cbor::from_bytes(&bytes).expect("and read");
    let facts = act(&mut was_set(), command, &roll(8, 0), evening(1)).unwrap();
    assert_eq!(facts[2..], [Fact::CameLate(late), Fact::Visited(vec!["Goran".into()])]);
    for fact in facts {
        assert_eq!(book::cbor::from_bytes::<Fact>(&book::cbor::to_bytes(&fact).unwrap()), Ok(fact));
    }
}

#[test]
fn who_was_not_there_did_not_come_late() {
    let late = vec![(person(7), evening(1))];
    let command = Command::Hold { who: people(0..3), late, guests: 0, visitors: vec![] };
    assert_eq!(act(&mut was_set(), command, &roll(8, 0), evening(1)), Err(Refusal::NotOnTheRoll));
}

#[test]
fn an_agenda_is_planned_of_a_meeting_that_is_set_and_not_yet_held() {
    let plan = || Command::Plan(vec!["How is everyone?".into()]);
    assert_eq!(act(&mut Meeting::default(), plan(), &roll(8, 0), evening(1)), Err(Refusal::NotSet));
    let mut meeting = was_set();
    assert_eq!(act(&mut meeting, plan(), &roll(8, 0), evening(1)).unwrap().len(), 1);
    act(&mut meeting, hold(5), &roll(8, 0), evening(1)).unwrap();
    assert_eq!(act(&mut meeting, plan(), &roll(8, 0), evening(1)), Err(Refusal::AlreadyHeld));
}
