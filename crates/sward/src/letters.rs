//! Letterboxes of the units whose books this device keeps; and what waited for the end of the day is written in.

use book::{BookId, Kind, UnitId};
use charter::Refusal;
use charter::calendar::{Day, Moment};
use charter::letterboxes::{Letterbox, Letterboxes, Open, PublicKey};
use envelope::Identity;
use ledger::{Error, Scope, Store, Term, Wish, own_subject};
use web::{Intake, Shelf};
use words::Words;

use crate::desk::{Desk, fresh};
use crate::said::{Fail, Result};

/// Units whose letterboxes are opened in one go.
const UNITS: usize = 200;
/// Why something that waited is never written: it was taken before under its id, which tells what it says; it is a second
/// word under one number, or its unit is closed.
const NEVER: [Refusal; 6] = [
    Refusal::OtherBytes,
    Refusal::NotTheReceipt,
    Refusal::Exists,
    Refusal::Closed,
    Refusal::TooLong,
    Refusal::NotACommand,
];

/// Opens a letterbox for each unit that has none whose secrets are here. Tells how many.
pub fn open(desk: &mut Desk) -> Result<usize> {
    let units = desk.look().units(Scope::Node)?;
    let open = units.iter().filter(|unit| !unit.closed).map(|unit| unit.id).collect::<Vec<_>>();
    let mut opened = 0;
    for some in open.chunks(UNITS) {
        let mut wishes = vec![];
        for unit in some {
            let now = desk.now;
            wishes.extend(wanted(&mut desk.store, *unit, now)?);
        }
        for done in desk.store.act(&wishes) {
            match done {
                Ok(_) => opened += 1,
                Err(fault) if is_elsewhere(&fault) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
    }
    Ok(opened)
}

/// What opens a letterbox, if this device keeps the unit's books and holds the secrets of none.
pub fn wanted(store: &mut Store, unit: UnitId, now: Moment) -> Result<Option<Wish>> {
    let own = own_subject(unit);
    let keeping = store.look().keeping(BookId { unit, kind: Kind::Bulletin })?;
    if keeping.is_none_or(|keeping| keeping.keeper != store.device() || keeping.stopped) {
        return Ok(None);
    }
    let boxes: Letterboxes = store.look().subject(unit, own)?.unwrap_or_default();
    let held = store.letterboxes(unit)?;
    let holds = |key: PublicKey| held.iter().any(|(public, _)| *public == key.0);
    if boxes.present().is_some_and(|present| holds(present.handler) && holds(present.ombuds)) {
        return Ok(None);
    }
    let open = Open::Opened(Letterbox { handler: draw(store, unit)?, ombuds: draw(store, unit)? });
    Ok(Some(Wish::new::<Letterboxes>(fresh(), unit, own, Term::Keeper, now, &open)?))
}

/// A new key, whose secret is kept.
fn draw(store: &mut Store, unit: UnitId) -> Result<PublicKey> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|_| Fail::wrong(&Words::english(), "no-randomness", &[]))?;
    let public = Identity::new(secret).recipient().bytes();
    store.add_letterbox(unit, public, secret)?;
    Ok(PublicKey(public))
}

/// Writes in what came up to a day and waited for its end: in an order that is none, and with the day alone. Tells how
/// many things.
pub fn take_in(desk: &mut Desk, last: Day) -> Result<usize> {
    let shelf = Shelf::open(&desk.dir)?;
    let waiting = shelf.intake()?.into_iter().filter(|of| of.day <= last).collect::<Vec<_>>();
    let wishes = waiting.iter().map(wish).collect::<Vec<_>>();
    let mut written = vec![];
    for (of, done) in waiting.iter().zip(desk.store.act(&wishes)) {
        match done {
            Ok(_) => written.push(of.id),
            Err(Error::Refused(refusal)) if NEVER.contains(&refusal) => written.push(of.id),
            // Nobody knows whether it may tomorrow: somebody has a receipt for it, and it waits.
            Err(Error::Refused(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    shelf.written(&written)?;
    Ok(written.len())
}

fn wish(of: &Intake) -> Wish {
    let Intake { id, unit, subject, kind, day, value } = of.clone();
    let (actor, account, signed) = (Term::Keeper, None, None);
    Wish { id, unit, kind, subject, actor, account, signed, time: day.start(), body: value }
}

/// Whether another device keeps the book, or this one cannot write it now: it may later.
fn is_elsewhere(fault: &Error) -> bool {
    let later = [Refusal::NotKeeper, Refusal::Stopped, Refusal::NewerFacts, Refusal::UnknownHead];
    matches!(fault, Error::Refused(refusal) if later.contains(refusal))
}
