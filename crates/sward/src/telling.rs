//! How units whose books this device keeps tell those above what is due, months and dues, and what it remembers of it,
//! so that a record in which nothing moved is not counted every evening.

use std::collections::BTreeMap;

use book::UnitId;
use charter::calendar::Month;
use charter::{Refusal, UnitKind};
use ledger::{Error, Outcome, Scope};
use returns::{Basis, Wanted, wanted};

use crate::desk::{Desk, fresh};
use crate::said::Result;

/// Units whose keepers tell in one go.
const UNITS: usize = 200;
/// The name under which this device keeps from what each unit's months were told in full.
const KNOWN: &str = "told";

/// What came of telling.
#[derive(Default)]
pub struct Told {
    /// Things that were told.
    pub things: usize,
    /// A month that was told less than a week ago changed, and waits.
    pub waits: bool,
    /// Why something was not told.
    pub refused: Option<Refusal>,
}

/// Tells what a unit's keeper has to tell as it happens: signs, what is told next door, and no month.
pub fn signs(desk: &mut Desk, unit: UnitId) -> Result<()> {
    let rules = desk.look().rules()?;
    let asked = Wanted { signs_alone: true, ..asked(desk, &rules, None)? };
    let mut due = wanted(&desk.look(), unit, asked, |_| false, fresh)?.wishes;
    due.extend(care::told(&desk.look(), unit, desk.now, fresh)?);
    act(desk, &due).map(drop)
}

/// Lets every cell whose keeper this node is tell what is due.
pub fn all(desk: &mut Desk) -> Result<usize> {
    let units = desk.look().units(Scope::Node)?;
    let cells = units.iter().filter(|unit| unit.kind == UnitKind::Cell && !unit.closed);
    let cells = cells.map(|unit| unit.id).collect::<Vec<_>>();
    let months = months(desk, &cells, None)?.things;
    Ok(months + dues(desk, &cells)? + next_door(desk)?)
}

/// Lets units tell the sums of their dues for the months that are over: with the month's return, and once a week at most.
fn dues(desk: &mut Desk, units: &[UnitId]) -> Result<usize> {
    let (ended, now) = (returns::ended(desk.today()), desk.now);
    let last = desk.last_month()?.map_or(ended, |last| last.min(ended));
    let mut things = 0;
    for some in units.chunks(UNITS) {
        let mut wishes = vec![];
        for unit in some {
            wishes.extend(dues::wanted(&desk.look(), *unit, now, last, fresh)?);
        }
        // Another node keeps what is refused, and tells it.
        things += act(desk, &wishes)?.0;
    }
    Ok(things)
}

/// What is too old to be asked or offered any more is told next door no longer.
fn next_door(desk: &mut Desk) -> Result<usize> {
    let mut wishes = vec![];
    for unit in care::units_with_help(&desk.look())? {
        wishes.extend(care::told(&desk.look(), unit, desk.now, fresh)?);
    }
    Ok(act(desk, &wishes)?.0)
}

/// Lets units tell the months that are due, or all up to this one.
pub fn months(desk: &mut Desk, units: &[UnitId], early: Option<Month>) -> Result<Told> {
    let rules = desk.look().rules()?;
    let asked = asked(desk, &rules, early)?;
    let (before, mut told) = (known(desk)?, Told::default());
    let mut after = before.clone();
    for some in units.chunks(UNITS) {
        let mut wishes = vec![];
        for unit in some {
            let is_known = |basis: &Basis| before.get(unit).is_some_and(|known| mark(basis) == Some(*known));
            let due = wanted(&desk.look(), *unit, asked, is_known, fresh)?;
            wishes.extend(due.wishes);
            told.waits |= due.waits;
            match due.basis.as_ref().filter(|_| !due.waits).and_then(mark) {
                Some(mark) => after.insert(*unit, mark),
                None => after.remove(unit),
            };
        }
        let (things, refused) = act(desk, &wishes)?;
        told.things += things;
        for (unit, why) in refused {
            // What was not told is not remembered as told.
            after.remove(&unit);
            told.refused = told.refused.or(Some(why));
        }
    }
    if after != before {
        remember(desk, &after)?;
    }
    Ok(told)
}

fn asked<'a>(desk: &Desk, rules: &'a charter::Rules, early: Option<Month>) -> Result<Wanted<'a>> {
    let (today, now, last) = (rules.zone().day(desk.now), desk.now, desk.last_month()?);
    Ok(Wanted { today, now, rules, last, early, signs_alone: false })
}

/// How many things were told, and what was refused: by another node that keeps the book, or while it waits.
fn act(desk: &mut Desk, wishes: &[ledger::Wish]) -> Result<(usize, Vec<(UnitId, Refusal)>)> {
    let (mut told, mut refused) = (0, vec![]);
    for (wish, outcome) in wishes.iter().zip(desk.store.act(wishes)) {
        match outcome {
            Ok(Outcome::Done { .. }) => told += 1,
            Ok(Outcome::Already) => {}
            Err(Error::Refused(why)) => refused.push((wish.unit, why)),
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok((told, refused))
}

type Mark = [u8; 16];

fn mark(basis: &Basis) -> Option<Mark> {
    let bytes = book::cbor::to_bytes(basis).ok()?;
    blake3::hash(&bytes).as_bytes().first_chunk().copied()
}

/// What is remembered of each unit; nothing, where it does not read: then all is counted anew.
fn known(desk: &Desk) -> Result<BTreeMap<UnitId, Mark>> {
    let kept = desk.store.own(KNOWN)?.unwrap_or_default();
    let one = |bytes: &[u8]| Some((UnitId(*bytes.first_chunk()?), *bytes.last_chunk()?));
    Ok(kept.chunks_exact(32 + 16).filter_map(one).collect())
}

fn remember(desk: &Desk, known: &BTreeMap<UnitId, Mark>) -> Result<()> {
    let bytes = known.iter().flat_map(|(unit, mark)| unit.0.iter().chain(mark)).copied().collect::<Vec<_>>();
    Ok(desk.store.set_own(KNOWN, &bytes)?)
}
