mod cadence;
mod erasable;
mod held;
mod life;
mod minutes;
mod rows;
mod ticks;

use std::collections::BTreeSet;

use book::{Actor, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use charter::{By, Office, Reach, Refusal, Rules, Stamp, Subject};

use crate::{Command, Fact, Meeting, Roll, When};

pub const HOUR: i64 = 3_600_000;

/// Eight in the evening of a day in September 2026, UTC.
pub fn evening(day: i64) -> Moment {
    Moment(i64::from(Day::new(2026, 9, 1).unwrap().0) * Day::MILLISECONDS + (day - 1) * Day::MILLISECONDS + 20 * HOUR)
}

pub fn at(day: i64) -> When {
    When { at: evening(day), whole_day: false }
}

pub fn person(number: u8) -> PersonId {
    PersonId(SubjectId([number; 16]))
}

pub fn people(numbers: std::ops::Range<u8>) -> BTreeSet<PersonId> {
    numbers.map(person).collect()
}

/// So many on the roll; the first of them were there.
pub fn roll(members: u8, attended: u8) -> Roll {
    let wrote = Some(("We met.".into(), vec!["We go on.".into()]));
    Roll {
        people: people(0..members),
        rules: Rules::default(),
        attended: people(0..attended),
        wrote,
        ..Roll::default()
    }
}

pub fn by(office: Office) -> By<'static> {
    let actor = Actor::Term { unit: UnitId([1; 32]), office: office.name(), number: 1 };
    By { office: Some(office), reach: Reach::Here, ..By::nobody(actor) }
}

pub fn stamp(time: Moment) -> Stamp {
    Stamp { unit: UnitId([1; 32]), seq: 1, time, command: [0; 16], voice: Default::default() }
}

/// Decides a command and lets its facts happen, as the ledger does: all of them.
pub fn act(meeting: &mut Meeting, command: Command, roll: &Roll, now: Moment) -> Result<Vec<Fact>, Refusal> {
    let facts = meeting.decide(command, roll, &stamp(now))?;
    let mut trial = meeting.clone();
    for fact in &facts {
        trial.may(&by(Office::Secretary), fact)?;
        if !Meeting::apart(fact) {
            trial.apply(fact.clone(), &stamp(now));
        }
    }
    *meeting = trial;
    Ok(facts)
}

pub fn set(day: i64) -> Command {
    Command::Set { at: at(day), title: None }
}

pub fn hold(present: u8) -> Command {
    Command::Hold { who: people(0..present), late: Default::default(), guests: 0, visitors: vec![] }
}

pub fn minute(from: u32) -> Command {
    Command::Minute { from, text: "We met.".into(), decisions: vec!["We go on.".into()] }
}

pub fn confirm(one: u8, other: u8) -> Command {
    Command::Confirm(person(one), person(other))
}

pub fn cancel() -> Command {
    Command::Cancel { reason: "Snow.".into() }
}

/// A meeting that was set for the first of September.
pub fn was_set() -> Meeting {
    let mut meeting = Meeting::default();
    act(&mut meeting, set(1), &roll(8, 0), evening(0)).unwrap();
    meeting
}

/// The same meeting, held with five of eight.
pub fn was_held() -> Meeting {
    let mut meeting = was_set();
    act(&mut meeting, hold(5), &roll(8, 0), evening(1)).unwrap();
    meeting
}

/// The same meeting, with minutes.
pub fn was_minuted() -> Meeting {
    let mut meeting = was_held();
    act(&mut meeting, minute(0), &roll(8, 5), evening(2)).unwrap();
    meeting
}
