mod counting;
mod owing;
mod postings;
mod reading;
mod telling;

use book::{AccountId, Actor, CommandId, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Month};
use charter::{By, Office, Reach, Refusal, Stamp, Subject, Voice};

use crate::cash::{Around, Command};
use crate::{Cash, Currency, Every, Money, Rate, Schedule, Source};

pub const UNIT: UnitId = UnitId([7; 32]);

pub fn chf() -> Currency {
    "CHF".parse().unwrap()
}

pub fn person(number: u8) -> PersonId {
    PersonId(SubjectId([number; 16]))
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Somebody of an office, at an account of their own.
pub fn by(office: Office, number: u8) -> By<'static> {
    let actor = Actor::Term { unit: UNIT, office: office.name(), number: 1 };
    By { office: Some(office), reach: Reach::Here, voice: voice(number, number), ..By::nobody(actor) }
}

pub fn treasurer() -> By<'static> {
    by(Office::Treasurer, 1)
}

/// A member, by an account.
pub fn member(who: u8, account: u8) -> By<'static> {
    By { voice: voice(who, account), ..By::nobody(Actor::Person(person(who))) }
}

/// Whose word it is: an actor of its own for each account.
fn voice(who: u8, account: u8) -> Voice {
    Voice { actor: [account; 16], account: Some(AccountId([account; 16])), person: Some(person(who)) }
}

/// A cell of five, of whom the first three have an account, in 2026.
pub fn around() -> Around {
    let people = (1..=5).map(person).collect::<std::collections::BTreeSet<_>>();
    Around {
        is_cell: true,
        year: Some(2026),
        currency: Some(chf()),
        roll: people.clone(),
        accounts: (1..=3).map(person).collect(),
        people,
        ..Around::default()
    }
}

/// Decides a command and lets its facts happen, as the ledger does: how many there were.
pub fn act(cash: &mut Cash, by: &By, command: Command, today: &str) -> Result<usize, Refusal> {
    act_in(cash, by, command, today, &around())
}

pub fn act_in(cash: &mut Cash, by: &By, command: Command, today: &str, around: &Around) -> Result<usize, Refusal> {
    let command_id = CommandId([cash.last() as u8 + 1; 16]).0;
    let stamp =
        Stamp { unit: UNIT, time: day(today).start(), voice: by.voice, command: command_id, ..Stamp::default() };
    cash.act(command, around, by, &stamp)
}

pub fn take(who: u8, amount: i64, on: &str) -> Command {
    Command::Take { day: day(on), amount: Money::of(amount), from: Source::Dues(person(who)), text: None, seen: None }
}

/// A book of 2026 with three payments of ten each.
pub fn book() -> Cash {
    let mut cash = Cash::default();
    for (who, on) in [(1, "2026-01-05"), (2, "2026-01-06"), (3, "2026-02-01")] {
        act(&mut cash, &treasurer(), take(who, 1_000, on), "2026-02-01").unwrap();
    }
    cash
}

/// So much from a month on.
pub fn schedule(rates: &[(&str, i64, Every)]) -> Schedule {
    let rate = |(from, amount, every): &(&str, i64, Every)| {
        (month(from).0, Rate { amount: Money::of(*amount), every: *every })
    };
    Schedule { currency: Some(chf()), rates: rates.iter().map(rate).collect() }
}
