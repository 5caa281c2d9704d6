//! Tasks with their words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use book::{PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Zone};
use ledger::{Error, Kind, Look};

use crate::{Fact, Task};

/// Tasks. A unit has few, so they are read whole and stand in no list.
pub const TASK: Kind<Task> =
    Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(|look, unit, _| roll(look, unit)) };

/// A task with its words: what can be erased is simply not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The task.
    pub id: SubjectId,
    /// What is to be done.
    pub text: Option<String>,
    /// How it stands.
    pub task: Task,
}

/// Every task of a unit: what is to be done until an early day first, what has no day after it, what was set first
/// before the rest.
pub fn list(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    Ok((*all(look, unit)?).clone())
}

/// The same, for those who look at it and take nothing away: one look reads it once.
pub fn all(look: &Look, unit: UnitId) -> Result<Arc<Vec<Row>>, Error> {
    look.once(unit, || read(look, unit))
}

fn read(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let said = look.all_apart::<Task>(unit)?.into_iter();
    let said = said.filter_map(|(id, fact)| if let Fact::Said(text) = fact { Some((id, text.0)) } else { None });
    let mut said = said.collect::<BTreeMap<_, _>>();
    let mut tasks = look.subjects::<Task>(unit)?;
    tasks.sort_by_key(|(id, task)| (task.due.is_none(), task.due, task.set, *id));
    Ok(tasks.into_iter().map(|(id, task)| Row { id, text: said.remove(&id), task }).collect())
}

/// Those who can have a task on a day: whoever is on the roll, under any of their entries.
pub fn here(look: &Look, unit: UnitId, day: Day) -> Result<BTreeSet<PersonId>, Error> {
    let rows = member::all(look, unit)?;
    let on_roll = rows.iter().filter(|row| row.is_on_the_roll(day)).map(|row| row.person).collect::<BTreeSet<_>>();
    let gave_way = rows.iter().filter(|row| row.same_as.is_some_and(|stands| on_roll.contains(&stands)));
    let gave_way = gave_way.map(|row| row.person).collect::<Vec<_>>();
    Ok(on_roll.into_iter().chain(gave_way).collect())
}

/// Who can take a task on: whoever belongs to the unit.
fn roll(look: &Look, unit: UnitId) -> Result<BTreeSet<PersonId>, Error> {
    let rows = member::list(look, unit)?.into_iter();
    Ok(rows.filter(|row| row.left.is_none() && row.same_as.is_none()).map(|row| row.person).collect())
}

impl Row {
    /// Whether it was done on this day or in the days before it.
    pub fn was_done_within(&self, days: i32, today: Day, zone: &Zone) -> bool {
        self.task.done.is_some_and(|done| (0..=days).contains(&today.since(zone.day(done))))
    }
}
