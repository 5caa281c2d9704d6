//! Tasks as calendars take them: those that somebody has, on the day by which they should be done. What is to be done
//! stays inside: a calendar may lie open on a screen.

use book::PersonId;
use ledger::{Error, Look, Unit};
use web::calendar::{At, Dated};
use web::{Say, plain};

use crate::list;

/// Days before a task is due on which one is reminded.
const REMINDS: u32 = 2;

/// What somebody has to do by a day.
pub fn dates(look: &Look, unit: &Unit, who: PersonId, say: &Say) -> Result<Vec<Dated>, Error> {
    let people = member::entries(look, unit.id, who)?;
    let own = |owner: PersonId| people.contains(&owner);
    let mine = list(look, unit.id)?.into_iter().filter(|row| row.task.is_open() && row.task.owner.is_some_and(own));
    let title = plain(say.say("calendar-task", &[("unit", unit.name.as_str().into())]));
    let dated = mine.filter_map(|row| {
        let (uid, at) = (format!("task-{}", row.id), At::Day(row.task.due?));
        Some(Dated { uid, title: title.clone(), at, changed: None, cancelled: false, reminds: Some(REMINDS) })
    });
    Ok(dated.collect())
}
