//! What follows from an erasure: a week after the second one asked, and wherever a backup brought a key back, keys are
//! destroyed and what they opened is gone from this node's files.

use account::{Accounts, Tallies};
use charter::calendar::Day;
use ledger::{Error, Term, Wish};
use member::{Command, Erased, Member};

use crate::desk::{Desk, fresh};
use crate::said::Result;

/// Days between the second one's word and the destruction, in which every node that holds the book hears of it.
pub const WEEK: i32 = 7;

/// Destroys what is due on a day that is confirmed. Tells of how many people.
pub fn due(desk: &mut Desk, today: Day) -> Result<usize> {
    let due = member::erased(&desk.look())?.into_iter().filter(|erased| today.since(erased.day) >= WEEK);
    destroy(desk, due.collect())
}

/// People whose keys would be destroyed by a day.
pub fn waiting(desk: &Desk, day: Day) -> Result<usize> {
    let mut waiting = 0;
    for erased in member::erased(&desk.look())?.into_iter().filter(|erased| day.since(erased.day) >= WEEK) {
        waiting += usize::from(desk.store.holds_key_of(erased.unit, erased.person.0)?);
    }
    Ok(waiting)
}

/// Destroys again what a restored backup of keys brought back: the books tell that it was destroyed once.
pub fn replay(desk: &mut Desk) -> Result<usize> {
    let mut back = vec![];
    for erased in member::erased(&desk.look())? {
        let state: Member = desk.look().subject(erased.unit, erased.person.0)?.unwrap_or_default();
        if state.destroyed && desk.store.holds_key_of(erased.unit, erased.person.0)? {
            back.push(erased);
        }
    }
    destroy(desk, back)
}

fn destroy(desk: &mut Desk, people: Vec<Erased>) -> Result<usize> {
    let mut due = vec![];
    for erased in people {
        let state: Member = desk.look().subject(erased.unit, erased.person.0)?.unwrap_or_default();
        if !state.destroyed || desk.store.holds_key_of(erased.unit, erased.person.0)? {
            due.push(erased);
        }
    }
    if due.is_empty() {
        return Ok(0);
    }
    let (accounts, tallies) = (Accounts::open(&desk.dir)?, Tallies::open(&desk.dir)?);
    let mut words = vec![];
    for erased in &due {
        accounts.forget(erased.unit, erased.person)?;
        tallies.forget_person(erased.unit, erased.person)?;
        words.extend(care::words_of(&desk.look(), erased.unit, erased.person)?);
    }
    drop((accounts, tallies));
    desk.store.redact(&words)?;
    desk.store.destroy(&due.iter().map(|erased| (erased.unit, erased.person.0)).collect::<Vec<_>>())?;
    for erased in &due {
        let (unit, subject) = (erased.unit, erased.person.0);
        let wish = Wish::new::<Member>(fresh(), unit, subject, Term::Keeper, desk.now, &Command::Destroyed)?;
        match desk.store.act(&[wish]).pop() {
            // Its keeper says so elsewhere, or once the book goes on. The key is gone, and the day's end goes on.
            Some(Ok(_) | Err(Error::Refused(_))) | None => {}
            Some(Err(fault)) => return Err(fault.into()),
        }
    }
    Ok(due.len())
}
