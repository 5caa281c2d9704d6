mod access;
mod alike;
mod details;
mod erased;
mod properties;
mod roll;
mod rows;

use book::{Actor, Text, UnitId};
use charter::calendar::{Day, Moment};
use charter::{By, Office, Private, Reach, Refusal, Stamp, Subject};

use crate::{Command, Details, Member};

pub fn day(number: i32) -> Day {
    Day(20_000 + number)
}

pub fn cell(number: u8) -> UnitId {
    UnitId([number; 32])
}

pub fn by(office: Office) -> By<'static> {
    let actor = Actor::Term { unit: cell(1), office: office.name(), number: 1 };
    By { office: Some(office), reach: Reach::Here, ..By::nobody(actor) }
}

/// A command that is given at noon of this day.
pub fn stamp(today: i32) -> Stamp {
    let noon = Moment(day(today).start().0 + Day::MILLISECONDS / 2);
    Stamp { unit: cell(1), seq: 1, time: noon, command: [0; 16], voice: Default::default() }
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act(member: &mut Member, command: Command, today: i32) -> Result<usize, Refusal> {
    act_by(member, &by(Office::Secretary), command, today)
}

/// The same by somebody else.
pub fn act_by(member: &mut Member, by: &By, command: Command, today: i32) -> Result<usize, Refusal> {
    let stamp = Stamp { voice: by.voice, ..stamp(today) };
    member.act(command, &(), by, &stamp)
}

/// Takes somebody in: since this day and until that one, if they are known.
pub fn join(since: Option<i32>, until: Option<i32>) -> Command {
    Command::Join { code: None, day: since.map(day), left: until.map(day), details: None, bulk: false }
}

pub fn joined(since: i32) -> Member {
    let mut member = Member::default();
    act(&mut member, join(Some(since), None), since).unwrap();
    member
}

pub fn named(name: &str) -> Private {
    Private::new(&Details { name: Some(Text(name.into())), ..Details::default() }).unwrap()
}
