//! Tasks: set, given, done or dropped.

use book::{SubjectId, Text};
use ledger::Unit;
use serde_json::json;
use task::{Command, Row, Task as State};

use crate::args::Task;
use crate::desk::{Desk, fresh};
use crate::layout::{cut, listed, table};
use crate::said::{Result, Said};
use crate::sentences;

/// Characters of a task that are shown in a list.
const SHOWN: usize = 60;

pub fn run(desk: &mut Desk, asked: Task) -> Result<Said> {
    let (unit, task, command) = match asked {
        Task::List { unit, all } => return list(desk, &unit, all),
        Task::Set { unit, text, due, owner } => {
            let unit = desk.unit(&unit)?;
            let owner = owner.map(|name| desk.person(&unit, &name)).transpose()?.map(|row| row.person);
            let command = Command::Set { text: Text(text), due, owner, out_of: None, policy: None };
            return act(desk, &unit, SubjectId(fresh().0), &command);
        }
        Task::Give { unit, task, person } => {
            let who = desk.person(&desk.unit(&unit)?, &person)?.person;
            (unit, task, Command::Take(who))
        }
        Task::Free { unit, task } => (unit, task, Command::Free),
        Task::Postpone { unit, task, due } => (unit, task, Command::Postpone(due)),
        Task::AskHelp { unit, task, found } => (unit, task, if found { Command::FindHelp } else { Command::AskHelp }),
        Task::Finish { unit, task } => (unit, task, Command::Finish),
        Task::Drop { unit, task } => (unit, task, Command::Drop),
        Task::Reopen { unit, task } => (unit, task, Command::Reopen),
    };
    let unit = desk.unit(&unit)?;
    let id = find(desk, &unit, &task)?.id;
    act(desk, &unit, id, &command)
}

fn act(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &Command) -> Result<Said> {
    let outcome = desk.act::<State>(unit.id, id, command)?;
    let mut said = sentences::done(desk, &outcome);
    said.json["task"] = json!(id.to_string());
    Ok(said)
}

/// The one task that goes by these words, or by an id that begins so.
fn find(desk: &Desk, unit: &Unit, name: &str) -> Result<Row> {
    let is = |row: &Row| {
        let begins = name.len() >= 8 && row.id.to_string().starts_with(&name.to_lowercase());
        begins || row.text.as_deref() == Some(name)
    };
    let mut found = task::list(&desk.look(), unit.id)?.into_iter().filter(is);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (None, _) => Err(desk.wrong("no-such-task", &[("name", cut(name, SHOWN).into())])),
        _ => Err(desk.wrong("several-tasks", &[("name", cut(name, SHOWN).into())])),
    }
}

fn list(desk: &Desk, unit: &str, all: bool) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let names = member::list(&desk.look(), unit.id)?;
    let here = task::here(&desk.look(), unit.id, desk.as_of)?;
    let called =
        |who| names.iter().find(|row| row.person == who).map_or_else(String::new, |row| cut(&row.called(), 40));
    let tasks = task::list(&desk.look(), unit.id)?.into_iter().filter(|row| all || row.task.is_open());
    let (mut rows, mut told) = (vec![], vec![]);
    for Row { id, text, task } in tasks {
        let standing = match () {
            _ if task.done.is_some() => "task-is-over-done",
            _ if task.dropped => "task-is-over-dropped",
            _ if task.is_overdue(desk.as_of) => "task-is-overdue",
            _ if task.help => "task-asks-help",
            _ => "task-is-to-do",
        };
        let due = task.due.map_or_else(String::new, |due| due.to_string());
        let owner = match task.owner {
            None => desk.words.t("task-nobody"),
            Some(_) if task.is_open() && task.is_nobodys(&here) => desk.words.t("task-nobody-now"),
            Some(who) => called(who),
        };
        let text_shown = text.as_deref().map_or_else(String::new, |text| cut(text, SHOWN));
        rows.push(vec![text_shown, owner, due, desk.words.t(standing), id.short()]);
        told.push(
            json!({ "task": id.to_string(), "text": text, "state": task, "overdue": task.is_overdue(desk.as_of) }),
        );
    }
    Ok(Said::new(listed(table(&rows, &[]), &desk.words), json!(told)))
}
