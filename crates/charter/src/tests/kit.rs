//! Actors, and a command decided and folded as the ledger does it.

use book::{Actor, Hash, Secret, Signer, UnitId};

use crate::calendar::{Day, Moment};
use crate::{By, Office, Reach, Refusal, Stamp, Subject};

pub fn unit(number: u8) -> UnitId {
    UnitId([number; 32])
}

pub fn hash(number: u8) -> Hash {
    Hash([number; 32])
}

pub fn secret(number: u8) -> Secret {
    Secret::new(&[number; 32])
}

pub fn signer(number: u8) -> Signer {
    secret(number).signer()
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The holder of the first term of an office, acting from there; from above it reaches below, from here it does not.
pub fn by(office: Office, reach: Reach) -> By<'static> {
    let actor = Actor::Term { unit: unit(1), office: office.name(), number: 1 };
    By { office: Some(office), reach, below: reach == Reach::Above, ..By::nobody(actor) }
}

pub fn organiser() -> By<'static> {
    by(Office::Organiser, Reach::Above)
}

pub fn founder() -> By<'static> {
    By { office: None, reach: Reach::Founding, below: false, ..organiser() }
}

pub fn stamp(seq: u64) -> Stamp {
    Stamp { unit: unit(1), seq, time: Moment(0), command: [0; 16], voice: Default::default() }
}

/// Lets one fact happen, if it may.
pub fn happen<S: Subject>(state: &mut S, by: &By, fact: S::Fact, seq: u64) -> Result<(), Refusal> {
    state.may(by, &fact)?;
    state.apply(fact, &stamp(seq));
    Ok(())
}

/// Decides a command and lets its facts happen: how many there were.
pub fn act<S: Subject>(
    state: &mut S,
    by: &By,
    command: S::Command,
    around: &S::Around,
    seq: u64,
) -> Result<usize, Refusal> {
    let facts = state.decide(command, around, &stamp(seq))?;
    let (mut trial, count) = (state.clone(), facts.len());
    facts.into_iter().try_for_each(|fact| happen(&mut trial, by, fact, seq))?;
    *state = trial;
    Ok(count)
}
