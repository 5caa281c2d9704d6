mod bond;
mod count;
mod days;
mod help;
mod pulse;
mod week;

use std::collections::BTreeSet;

use book::{Actor, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use charter::{By, Office, Reach, Refusal, Stamp, Subject, Voice};

/// Monday 5 October 2026.
pub const MONDAY: Day = Day(20_731);

pub fn day(number: i32) -> Day {
    MONDAY.plus(number)
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
    let voice = Voice { person: Some(person(number)), ..Voice::default() };
    By { voice, ..By::nobody(Actor::Person(person(number))) }
}

/// The same, about themselves.
pub fn own(number: u8) -> By<'static> {
    By { own: true, ..member(number) }
}

pub fn keeper() -> By<'static> {
    By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) }
}

/// Five are on the roll.
pub fn people() -> BTreeSet<PersonId> {
    (1..=5).map(person).collect()
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act<S: Subject>(
    state: &mut S,
    by: &By,
    command: S::Command,
    around: &S::Around,
    today: Day,
) -> Result<usize, Refusal> {
    let stamp = Stamp { time: Moment(today.start().0), voice: by.voice, ..Stamp::default() };
    state.act(command, around, by, &stamp)
}
