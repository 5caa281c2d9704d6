//! The account of access, on the command line: what is read of people there is noted too; and when a day is over, what
//! was noted of it comes into the records that this node keeps.

use account::Notes;
use book::{PersonId, UnitId};
use charter::access::{Reader, Seen, What};
use ledger::{Error, Term};

use crate::desk::Desk;
use crate::said::{Fail, Result};

/// Days of units that come into their records in one go.
const DAYS: usize = 2_000;

/// Notes that whoever acts saw or did something: of somebody, or of everybody in each unit. Where the disk refuses,
/// what was asked for is shown all the same, and the fault is told.
pub fn note(desk: &Desk, what: What, of: impl IntoIterator<Item = (UnitId, Option<PersonId>)>) {
    let noted = || -> Result<()> {
        // One actor for all, unless an office is named, which is another in each unit.
        let own = if desk.office().is_none() { desk.actor(UnitId::default()).ok() } else { None };
        let seen = of.into_iter().map(|(unit, of)| {
            let who = own.or_else(|| desk.actor(unit).ok()).map_or(Reader::Machine, |term| reader(term, unit));
            (unit, Seen { what, of, who })
        });
        Ok(Notes::open(&desk.dir)?.put(desk.today(), &seen.collect::<Vec<_>>())?)
    };
    if let Err(Fail { text, .. }) = noted() {
        eprintln!("{text}");
    }
}

/// Who acts, as a unit's account of access names them.
fn reader(term: Term, in_unit: UnitId) -> Reader {
    match term {
        Term::Office { unit, office, number } if unit == in_unit => Reader::Office(office, number),
        Term::Office { unit, .. } => Reader::From(unit),
        Term::Person(person) => Reader::Person(person),
        Term::Keeper => Reader::Machine,
    }
}

/// Takes what was noted of days that are over into the records; what another node keeps stays noted here. Tells how many
/// days of units were taken.
pub fn days_over(desk: &mut Desk) -> Result<usize> {
    let notes = Notes::open(&desk.dir)?;
    let noted = notes.before(desk.today())?;
    let mut days = 0;
    for some in noted.chunks(DAYS) {
        let (mut wishes, mut of) = (vec![], vec![]);
        for (at, noted) in some.iter().enumerate() {
            let own = member::taken(noted, desk.now)?;
            of.extend(own.iter().map(|_| at));
            wishes.extend(own);
        }
        let mut stays = vec![false; some.len()];
        for (at, outcome) in of.into_iter().zip(desk.store.act(&wishes)) {
            match outcome {
                Ok(_) => {}
                Err(Error::Refused(_)) => stays[at] = true,
                Err(fault) => return Err(fault.into()),
            }
        }
        let taken = some.iter().zip(stays).filter(|(_, stays)| !stays).map(|(noted, _)| noted.clone());
        let taken = taken.collect::<Vec<_>>();
        notes.taken(&taken)?;
        days += taken.len();
    }
    Ok(days)
}
