mod beyond;
mod counted;
mod due;
mod due_signs;
mod few;
mod months;
mod packed;
mod people;
mod properties;
mod released;
mod signs;

use book::{Actor, UnitId};
use charter::calendar::{Day, Moment, Month, Zone};
use charter::{By, Office, Reach, Rules, Stamp};
use meeting::{Cadence, Meeting, Present, Rhythm, When};
use member::Member;

use crate::{Record, Return, Share, count, months};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn share(part: u32, of: u32) -> Share {
    Share { part, of }
}

/// A meeting that was held in the evening of this day, without attendance.
pub fn met(on: Day) -> Meeting {
    let at = When { at: Moment(on.start().0 + 19 * 3_600_000), whole_day: false };
    Meeting { set: Some(at), held: Some(at), ..Meeting::default() }
}

/// A meeting with so many of the roll, by the default quorum.
pub fn counted(on: Day, present: u32, roll: u32) -> Meeting {
    let quorate = Rules::default().quorate(present, roll);
    Meeting { present: Some(Present { present, roll, quorate, guests: 0 }), ..met(on) }
}

/// A member since this day.
pub fn since(on: Day) -> Member {
    Member { joined: Some(on), noted: Some(on), ..Member::default() }
}

pub fn until(member: Member, left: Day) -> Member {
    Member { left: Some(left), ..member }
}

pub fn every(days: u32, from: Day) -> Cadence {
    Cadence { rhythms: vec![(from, Rhythm::Every(days))] }
}

/// Every so many days from one to another.
pub fn series(first: Day, step: i32, many: i32) -> Vec<Day> {
    (0..many).map(|n| first.plus(n * step)).collect()
}

pub fn of_meetings(days: impl IntoIterator<Item = Day>) -> Record {
    Record { meetings: days.into_iter().map(met).collect(), ..Record::default() }
}

pub fn of_members(members: Vec<Member>) -> Record {
    Record { members, ..Record::default() }
}

/// One month by itself, by the default rules.
pub fn counts(record: &Record, of: &str) -> Return {
    let mut days = record.meetings.iter().filter_map(|meeting| meeting.day(&Zone::UTC)).collect::<Vec<_>>();
    days.sort_unstable();
    days.dedup();
    count(record, &Rules::default(), &Zone::UTC, &days, month(of))
}

/// All returns up to a month, by the default rules.
pub fn told(record: &Record, last: &str) -> Vec<Return> {
    months(record, &Rules::default(), month(last))
}

pub fn by(office: Office) -> By<'static> {
    let actor = Actor::Term { unit: UnitId([1; 32]), office: office.name(), number: 1 };
    By { office: Some(office), reach: Reach::Here, ..By::nobody(actor) }
}

pub fn keeper() -> By<'static> {
    By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) }
}

pub fn stamp(on: Day) -> Stamp {
    Stamp { unit: UnitId([1; 32]), seq: 1, time: on.start(), command: [0; 16], voice: Default::default() }
}
