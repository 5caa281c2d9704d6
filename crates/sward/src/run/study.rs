//! Studying together: readers written and offered, circles and their sessions.

use std::path::Path;

use book::{SubjectId, Text};
use charter::{Refusal, Subject, UnitKind};
use ledger::Unit;
use serde_json::json;
use study::circle::{self, Circle};
use study::{Booklet, Command, Reader, Row, Studied};

use crate::args::Study;
use crate::desk::{Desk, fresh};
use crate::layout::{cut, listed, table};
use crate::said::{Result, Said};
use crate::sentences;

/// Characters of a title that are shown in a list.
const SHOWN: usize = 60;

pub fn run(desk: &mut Desk, asked: Study) -> Result<Said> {
    let (unit, circle, command) = match asked {
        Study::List { unit } => return list(desk, &unit),
        Study::Show { unit, reader } => return show(desk, &unit, &reader),
        Study::Write { unit, title, file } => {
            let unit = desk.unit(&unit)?;
            return write(desk, &unit, SubjectId(fresh().0), (0, title), &file);
        }
        Study::Amend { unit, reader, file } => {
            let (unit, row) = own_reader(desk, &unit, &reader)?;
            return write(desk, &unit, row.id, (row.found.reader.version, row.title), &file);
        }
        Study::Withdraw { unit, reader } => {
            let (unit, row) = own_reader(desk, &unit, &reader)?;
            return written(desk, &unit, row.id, &Command::Withdraw);
        }
        Study::Begin { unit, reader, leader } => {
            let (unit, row) = reader_of(desk, &unit, &reader)?;
            let leader = leader.map(|name| desk.person(&unit, &name)).transpose()?.map(|row| row.person);
            let begin = circle::Command::Begin { reader: row.id, leader };
            return act::<Circle>(desk, &unit, SubjectId(fresh().0), &begin, "circle");
        }
        Study::Lead { unit, circle, person } => {
            let who = person.map(|name| desk.person(&desk.unit(&unit)?, &name)).transpose()?.map(|row| row.person);
            (unit, circle, circle::Command::Lead(who))
        }
        Study::Assign { unit, circle, part, meeting } => {
            let meeting = desk.meeting(&desk.unit(&unit)?, &meeting)?.id;
            (unit, circle, circle::Command::Assign { part, meeting })
        }
        Study::Finish { unit, circle } => (unit, circle, circle::Command::Finish),
        Study::Drop { unit, circle } => (unit, circle, circle::Command::Drop),
        Study::Reopen { unit, circle } => (unit, circle, circle::Command::Reopen),
    };
    let unit = desk.unit(&unit)?;
    let id = circle_of(desk, &unit, &circle)?.id;
    act::<Circle>(desk, &unit, id, &command, "circle")
}

fn write(desk: &mut Desk, unit: &Unit, id: SubjectId, (from, title): (u32, String), file: &Path) -> Result<Said> {
    let text = std::fs::read_to_string(file).map_err(|_| {
        let name = file.display().to_string();
        desk.wrong("no-such-file", &[("name", cut(&name, SHOWN).into())])
    })?;
    let parts = study::read(&text).ok_or(Refusal::NotAReader)?;
    written(desk, unit, id, &Command::Write { from, title: Text(title), parts })
}

/// A cell writes for itself, every other unit for those below.
fn written(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &Command) -> Result<Said> {
    match unit.kind {
        UnitKind::Cell => act::<Booklet>(desk, unit, id, command, "reader"),
        _ => act::<Reader>(desk, unit, id, command, "reader"),
    }
}

fn act<S: Subject>(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &S::Command, what: &str) -> Result<Said> {
    let outcome = desk.act::<S>(unit.id, id, command)?;
    let mut said = sentences::done(desk, &outcome);
    said.json[what] = json!(id.to_string());
    Ok(said)
}

/// The one reader that is offered to a unit under this title, or under an id that begins so.
fn reader_of(desk: &Desk, unit: &str, name: &str) -> Result<(Unit, Row)> {
    let unit = desk.unit(unit)?;
    let mut found = study::list(&desk.look(), unit.id, true)?.into_iter().filter(|row| is(row.id, &row.title, name));
    match (found.next(), found.next()) {
        (Some(row), None) => Ok((unit, row)),
        (None, _) => Err(desk.wrong("no-such-reader", &[("name", cut(name, SHOWN).into())])),
        _ => Err(desk.wrong("several-readers", &[("name", cut(name, SHOWN).into())])),
    }
}

/// The same, if it is the unit's own to change.
fn own_reader(desk: &Desk, unit: &str, name: &str) -> Result<(Unit, Row)> {
    let (unit, row) = reader_of(desk, unit, name)?;
    if row.found.by.id == unit.id { Ok((unit, row)) } else { Err(Refusal::NotYours.into()) }
}

/// The one circle of a cell whose reader is called so, or whose id begins so; one that goes on comes before others.
fn circle_of(desk: &Desk, unit: &Unit, name: &str) -> Result<Studied> {
    let all = study::circles(&desk.look(), unit.id, desk.as_of, &desk.rules.zone())?.into_iter();
    let (open, over): (Vec<_>, Vec<_>) =
        all.filter(|one| is(one.id, &one.title, name)).partition(|one| one.circle.is_open());
    let mut found = if open.is_empty() { over } else { open };
    match (found.pop(), found.pop()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(desk.wrong("no-such-circle", &[("name", cut(name, SHOWN).into())])),
        _ => Err(desk.wrong("several-circles", &[("name", cut(name, SHOWN).into())])),
    }
}

fn is(id: SubjectId, title: &str, name: &str) -> bool {
    title == name || (name.len() >= 8 && id.to_string().starts_with(&name.to_lowercase()))
}

fn list(desk: &Desk, unit: &str) -> Result<Said> {
    let (unit, look) = (desk.unit(unit)?, desk.look());
    let people = member::list(&look, unit.id)?;
    let (mut circles, mut told) = (vec![], vec![]);
    for Studied { id, circle, title, course } in study::circles(&look, unit.id, desk.as_of, &desk.rules.zone())? {
        let standing = match () {
            _ if circle.finished.is_some() => "circle-finished",
            _ if circle.dropped => "circle-dropped",
            _ if course.set.is_some() => "circle-session-set",
            _ => "circle-open",
        };
        let leader = circle.leader.and_then(|who| people.iter().find(|row| row.person == who));
        let leader = leader.map_or_else(|| desk.words.t("circle-nobody-leads"), |row| cut(&row.called(), 40));
        let far = format!("{}/{}", course.done.len(), course.parts);
        circles.push(vec![cut(&title, SHOWN), far, desk.words.t(standing), leader, id.short()]);
        told.push(json!({ "circle": id.to_string(), "title": title, "course": course, "state": circle }));
    }
    let (mut readers, mut offered) = (vec![], vec![]);
    for Row { id, title, found } in study::list(&look, unit.id, true)? {
        let by = if found.own { desk.words.t("reader-own") } else { cut(&found.by.name, 40) };
        readers.push(vec![cut(&title, SHOWN), by, found.reader.parts.to_string(), id.short()]);
        let (by, own) = (found.by.id.to_string(), found.own);
        offered.push(json!({ "reader": id.to_string(), "title": title, "by": by, "own": own, "state": found.reader }));
    }
    let tables = [table(&circles, &[]), table(&readers, &[])];
    let text = tables.into_iter().filter(|table| !table.is_empty()).collect::<Vec<_>>().join("\n\n");
    Ok(Said::new(listed(text, &desk.words), json!({ "circles": told, "readers": offered })))
}

fn show(desk: &Desk, unit: &str, name: &str) -> Result<Said> {
    let (_, row) = reader_of(desk, unit, name)?;
    let words = study::words(&desk.look(), &row.found, row.id)?;
    let mut lines = vec![sheet::escaped(&row.title), String::new()];
    let parts = words.parts.values().cloned().collect::<Vec<_>>();
    lines.extend(study::written(&parts).lines().map(sheet::escaped));
    let json = json!({ "reader": row.id.to_string(), "title": row.title, "parts": parts });
    Ok(Said::new(lines.join("\n"), json))
}
