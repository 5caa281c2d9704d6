//! Somebody's week for a letter: the next meeting and their own tasks for everybody, and for those who write the record
//! what their first page says is worth doing. It names nobody but, if that is asked for, the cell.

use charter::UnitKind;
use ledger::Unit;
use meeting::pages::{Next, address};
use web::mail::Item;
use web::{Address, Result, Visit, capital};

use super::week::things;

/// Tasks of one's own that a letter has room for.
const TASKS: usize = 7;

/// A viewer's week. With `named` a letter may say what is to be done, in the words of whoever set it.
pub fn week(visit: &Visit, unit: &Unit, named: bool) -> Result<Vec<Item>> {
    let mut items = vec![];
    let meetings = meeting::all(visit.look, unit.id)?;
    let ahead = |row: &&meeting::Row| row.when.day(visit.say.zone) >= visit.say.today;
    let ahead = meetings.iter().filter(ahead).cloned().collect::<Vec<_>>();
    let next = Next::of(visit, unit.id, &ahead)?;
    items.extend(next.map(|next| coming(visit, unit, &next, named)));
    let own = own_tasks(visit, unit)?;
    items.extend(own.iter().take(TASKS).map(|row| task(visit, unit, row, named)));
    if unit.kind == UnitKind::Cell && visit.writes(unit) {
        let seen = health::pages::seen(visit)?;
        let health = seen.at.get(&unit.id).map(|at| &seen.healths[*at]);
        let things = things(visit, unit, &meetings, health)?.into_iter();
        let others = things.filter(|thing| !own.iter().any(|row| thing.task() == Some(row.id)));
        items.extend(others.map(|thing| thing.item(&visit.say, unit.id, named)));
    }
    Ok(items)
}

fn coming(visit: &Visit, unit: &Unit, next: &Next, named: bool) -> Item {
    let (say, day) = (&visit.say, next.when.day(visit.say.zone));
    let when = match next.when.whole_day {
        true => say.day(day),
        false => format!("{}{}{}", say.day(day), say.t("list-comma"), say.clock(next.when.at)),
    };
    let title = say.say("next-meeting-on", &[("when", when.into())]);
    Item { title, reason: next.title.clone().filter(|_| named), at: address(unit.id, next.id) }
}

fn own_tasks(visit: &Visit, unit: &Unit) -> Result<Vec<task::Row>> {
    let Some(me) = visit.person() else { return Ok(vec![]) };
    let people = member::entries(visit.look, unit.id, me)?;
    let own = |row: &task::Row| row.task.is_open() && row.task.owner.is_some_and(|owner| people.contains(&owner));
    Ok(task::list(visit.look, unit.id)?.into_iter().filter(own).collect())
}

fn task(visit: &Visit, unit: &Unit, row: &task::Row, named: bool) -> Item {
    let say = &visit.say;
    let text = row.text.clone().filter(|_| named);
    let reason = row.task.due.map(|due| {
        let message = if row.task.is_overdue(say.today) { "task-overdue" } else { "task-due" };
        capital(say.say(message, &[("day", say.date(due).into())]))
    });
    Item { title: text.unwrap_or_else(|| say.t("mail-task")), reason, at: unit.id.address() + "/tasks" }
}
