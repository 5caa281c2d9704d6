mod circles;
mod readers;
mod typed;

use book::{Actor, PersonId, SubjectId, Text, UnitId};
use charter::calendar::Moment;
use charter::{By, Office, Reach, Refusal, Stamp, Subject};

use crate::{Command, Part};

pub const ABOVE: UnitId = UnitId([1; 32]);

pub fn id(number: u8) -> SubjectId {
    SubjectId([number; 16])
}

pub fn person(number: u8) -> PersonId {
    PersonId(id(number))
}

/// Whoever holds an office, from here or from above.
pub fn by(office: Office) -> By<'static> {
    let actor = Actor::Term { unit: ABOVE, office: office.name(), number: 1 };
    By { office: Some(office), reach: Reach::Here, ..By::nobody(actor) }
}

/// Somebody who acts for themselves, without an office.
pub fn member(number: u8) -> By<'static> {
    By::nobody(Actor::Person(person(number)))
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act<S: Subject>(state: &mut S, by: &By, command: S::Command, around: &S::Around) -> Result<usize, Refusal> {
    let stamp = Stamp { time: Moment(1_000), ..Stamp::default() };
    state.act(command, around, by, &stamp)
}

pub fn part(name: &str, questions: &[&str]) -> Part {
    let questions = questions.iter().map(|question| Text((*question).into())).collect();
    Part { name: name.into(), text: "Read **this**.".into(), questions }
}

pub fn write(from: u32, parts: Vec<Part>) -> Command {
    Command::Write { from, title: "Bread and roses".into(), parts }
}
