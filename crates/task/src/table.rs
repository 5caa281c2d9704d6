//! Tasks with their words.

use std::collections::{BTreeMap, BTreeSet};

use book::{Kind as BookKind, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Zone};
use ledger::{Error, Kind, Look};
use rusqlite::params;

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
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(vec![]) };
    let sql = "SELECT id, fact FROM apart WHERE book = ? AND kind = 'task' ORDER BY seq";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book], |row| Ok((SubjectId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let mut said = BTreeMap::new();
    for row in rows {
        let (id, fact) = row?;
        if let Fact::Said(text) = serde_json::from_str(&fact)? {
            said.insert(id, text.0);
        }
    }
    let mut tasks = look.subjects::<Task>(unit)?;
    tasks.sort_by_key(order);
    Ok(tasks.into_iter().map(|(id, task)| Row { id, text: said.remove(&id), task }).collect())
}

/// So many tasks of a unit that are such, in the same order; no other's words are read.
pub fn some(look: &Look, unit: UnitId, such: impl Fn(&Task) -> bool, most: usize) -> Result<Vec<Row>, Error> {
    let mut tasks = look.subjects::<Task>(unit)?;
    tasks.retain(|(_, task)| such(task));
    tasks.sort_by_key(order);
    let said = |id| -> Result<Option<String>, Error> {
        let words = |fact| if let Fact::Said(text) = fact { Some(text.0) } else { None };
        Ok(look.apart::<Task>(unit, id)?.into_iter().filter_map(words).next_back())
    };
    tasks.into_iter().take(most).map(|(id, task)| Ok(Row { id, text: said(id)?, task })).collect()
}

fn order((id, task): &(SubjectId, Task)) -> impl Ord + use<> {
    (task.due.is_none(), task.due, task.set, *id)
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
