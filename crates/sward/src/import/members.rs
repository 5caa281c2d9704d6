//! People, and who belongs where.

use std::collections::HashMap;

use book::{Kind, Text, UnitId};
use charter::{Private, Subject};
use member::{Command, Details, Member};

use super::rows::{File, Line, person_id};
use super::{Planned, Report, Rows, by_code};
use crate::desk::Desk;
use crate::said::{Fail, Result};

/// Texts of one cell that hold several are cut here.
const BETWEEN: char = ';';

/// Reads all rows; `described` where they say who people are.
pub fn plan(desk: &mut Desk, described: bool, file: &mut File, report: &mut Report) -> Result<Rows> {
    let (secret, units) = (desk.import_secret()?, by_code(desk)?);
    let empty = empty_records(desk, units.values().copied())?;
    let root = desk.root()?;
    let actor = desk.actor(root.id)?;
    let mut plan = vec![];
    while let Some(row) = file.next()? {
        let line = file.line(&row);
        let read = match read(&line, described) {
            Ok(read) => read,
            Err(why) => {
                report.refuse(line.number, why);
                continue;
            }
        };
        let Some(unit) = units.get(&read.unit).copied() else {
            report
                .refuse(line.number, desk.words.say("import-no-unit", &[("code", sheet::escaped(&read.unit).into())]));
            continue;
        };
        if let Command::Join { day: None, .. } = &read.command {
            report.undated += 1;
        }
        let person = person_id(&secret, &read.person);
        let new = empty.get(&unit).copied().unwrap_or(true) || desk.look().subject::<Member>(unit, person)?.is_none();
        plan.push(Planned::new::<Member>(line.number, unit, person, &read.command, new)?);
    }
    Ok(Rows { kind: Member::KIND, actor, planned: plan })
}

/// Which records have nothing in them yet, so that nobody needs to be looked for there.
fn empty_records(desk: &Desk, units: impl Iterator<Item = UnitId>) -> Result<HashMap<UnitId, bool>> {
    let look = desk.look();
    units.map(|unit| Ok((unit, look.head(unit, Kind::Record)?.is_none_or(|(_, next)| next == 0)))).collect()
}

struct Read {
    person: String,
    unit: String,
    command: Command,
}

fn read(line: &Line, described: bool) -> std::result::Result<Read, String> {
    let (person, unit) = (line.needed("person")?, line.needed("unit")?);
    let (day, left) = (line.day("joined")?, line.day("left")?);
    let details = if described { details(line)? } else { None };
    let command = Command::Join { code: Some(person.clone()), day, left, details, bulk: true };
    Ok(Read { person, unit, command })
}

fn details(line: &Line) -> std::result::Result<Option<Private>, String> {
    let many = |text: Option<String>| {
        let texts = text.unwrap_or_default();
        let texts = texts.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty()).map(String::from);
        texts.collect::<Vec<_>>()
    };
    let year = line.text("birth_year")?;
    let birth_year = year.as_deref().map(|year| {
        let about = [("text", sheet::escaped(year).into())];
        year.parse()
            .ok()
            .filter(|year| (1850..=2200).contains(year))
            .ok_or_else(|| words::Words::english().say("not-a-year", &about))
    });
    let details = Details {
        name: line.text("name")?.map(Text),
        contacts: many(line.text("contacts")?).into_iter().map(Text).collect(),
        birth_year: birth_year.transpose()?,
        languages: many(line.text("languages")?),
    };
    let told = details != Details::default();
    told.then(|| Private::new(&details).map_err(|refusal| Fail::from(refusal).text)).transpose()
}
