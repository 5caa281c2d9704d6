mod files;
mod life;
mod said;

use book::{Actor, Text, UnitId};
use charter::calendar::{Day, Moment};
use charter::{By, Office, Reach, Refusal, Stamp, Subject};

use crate::{Around, Command, Outline, Policy, Texts};

pub const CELL: UnitId = UnitId([7; 32]);

pub fn day(number: i32) -> Day {
    Day(20_000 + number)
}

/// Whoever holds an office, from here or from above.
pub fn by(office: Office, reach: Reach) -> By<'static> {
    let actor = Actor::Term { unit: UnitId([1; 32]), office: office.name(), number: 1 };
    By { office: Some(office), reach, below: true, ..By::nobody(actor) }
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act<S: Subject>(state: &mut S, by: &By, command: S::Command, around: &S::Around) -> Result<usize, Refusal> {
    let stamp = Stamp { time: Moment(day(1).start().0), ..Stamp::default() };
    state.act(command, around, by, &stamp)
}

pub fn texts(text: &str) -> Texts {
    Texts { text: Text(text.into()), reason: Text("Winter is long.".into()), measure: None }
}

pub fn write(from: u32, text: &str) -> Command {
    let outline = Outline { due: Some(day(60)), until: Some(day(90)), measured: false };
    Command::Write { from, title: Text("Visits".into()), outline, texts: texts(text) }
}

/// A policy of so many versions that holds.
pub fn adopted(versions: u32) -> Policy {
    let (mut policy, organiser) = (Policy::default(), by(Office::Organiser, Reach::Here));
    for from in 0..versions {
        act(&mut policy, &organiser, write(from, &format!("Version {from}")), &Around::default()).unwrap();
    }
    act(&mut policy, &organiser, Command::Adopt(versions), &Around::default()).unwrap();
    policy
}
