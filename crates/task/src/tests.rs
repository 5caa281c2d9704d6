mod life;

use std::collections::BTreeSet;

use book::{Actor, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use charter::{By, Office, Reach, Refusal, Stamp, Subject};

use crate::{Command, Task};

pub fn day(number: i32) -> Day {
    Day(20_000 + number)
}

pub fn person(number: u8) -> PersonId {
    PersonId(SubjectId([number; 16]))
}

pub fn secretary() -> By<'static> {
    let actor = Actor::Term { unit: UnitId([1; 32]), office: "secretary", number: 1 };
    By { office: Some(Office::Secretary), reach: Reach::Here, ..By::nobody(actor) }
}

/// Somebody who acts for themselves, without an office.
pub fn member(number: u8) -> By<'static> {
    By::nobody(Actor::Person(person(number)))
}

/// Five are on the roll.
pub fn roll() -> BTreeSet<PersonId> {
    (1..=5).map(person).collect()
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act(task: &mut Task, by: &By, command: Command, today: i32) -> Result<usize, Refusal> {
    let stamp = Stamp { time: Moment(day(today).start().0), ..Stamp::default() };
    task.act(command, &roll(), by, &stamp)
}

/// A task for which there is time until a day, that nobody has.
pub fn set(due: Option<i32>) -> Task {
    let mut task = Task::default();
    let command =
        Command::Set { text: "Call the hall".into(), due: due.map(day), owner: None, out_of: None, policy: None };
    act(&mut task, &secretary(), command, 0).unwrap();
    task
}

#[test]
fn a_task_whose_owner_left_is_nobodys_without_a_fact_that_says_so() {
    let task = Task { owner: Some(person(1)), ..Task::default() };
    assert!(!task.is_nobodys(&roll()) && task.is_nobodys(&(2..=5).map(person).collect()));
    assert!(Task::default().is_nobodys(&roll()));
}
