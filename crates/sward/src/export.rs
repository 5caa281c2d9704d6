//! Giving out the same columns that can be brought in, so that export, edit, import is a round trip.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use book::{SubjectId, UnitId};
use charter::access;
use charter::calendar::Day;
use charter::permits::{Permit, Permits};
use ledger::{Scope, Unit};
use meeting::{Fact, Meeting};
use member::Member;
use serde_json::json;
use sheet::{Layout, Writer};

use crate::args::What;
use crate::desk::Desk;
use crate::run::kind;
use crate::said::{Fail, Result, Said};

/// People whose names one export gives out, unless two allowed more: who takes it piece by piece is noted each time.
pub const PEOPLE: usize = 5_000;

/// Writes a file, or prints it.
pub fn run(desk: &Desk, what: What, file: Option<&Path>, below: Option<&str>) -> Result<Said> {
    let units = match below {
        Some(unit) => desk.look().units(Scope::Below(desk.unit(unit)?.id))?,
        None => desk.look().units(Scope::Node)?,
    };
    let people = |unit: &Unit| member::list(&desk.look(), unit.id).map(|list| list.len());
    if matches!(what, What::Members)
        && units.iter().map(people).sum::<ledger::Result<usize>>()? > PEOPLE
        && !is_allowed(desk, below)?
    {
        return Err(desk.wrong("export-too-many", &[("n", (PEOPLE as i64).into())]));
    }
    match file {
        None => {
            let mut bytes = vec![];
            write(desk, what, &units, &mut bytes)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Said::new(text.clone(), json!({ "csv": text })))
        }
        Some(path) => {
            let unwritable = |why: std::io::Error| unwritable(desk, path, &why);
            // Nobody else on this machine reads it; what hinders that is told by the next line.
            let _ = ledger::own_alone(path);
            let mut out = BufWriter::new(File::create(path).map_err(unwritable)?);
            let rows = write(desk, what, &units, &mut out)?;
            out.flush().map_err(unwritable)?;
            let about = [("n", (rows as i64).into()), ("path", path.display().to_string().into())];
            Ok(Said::new(desk.words.say("export-done", &about), json!({ "rows": rows })))
        }
    }
}

/// Whether two allowed it lately, each by their passkey.
fn is_allowed(desk: &Desk, below: Option<&str>) -> Result<bool> {
    let unit = below.map_or_else(|| desk.root(), |unit| desk.unit(unit))?.id;
    let permits: Permits = desk.look().own(unit)?;
    Ok(permits.good(Permit::Export { unit }, desk.now).is_some())
}

fn unwritable(desk: &Desk, path: &Path, why: &std::io::Error) -> Fail {
    desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
}

fn write(desk: &Desk, what: What, units: &[Unit], out: &mut dyn Write) -> Result<u64> {
    let codes = desk.look().units(Scope::Node)?.into_iter();
    let codes = codes.map(|unit| (unit.id, code(&unit))).collect::<std::collections::HashMap<_, _>>();
    let mut rows: Vec<Vec<String>> = vec![];
    let mut concerned = vec![];
    let headers: &[&str] = match what {
        What::Units => {
            for unit in units {
                let parent = unit.parent.and_then(|parent| codes.get(&parent).cloned()).unwrap_or_default();
                let founded = unit.founded.map_or_else(String::new, |at| desk.rules.zone().day(at).to_string());
                rows.push(vec![code(unit), parent, kind(unit.kind).into(), unit.name.clone(), founded]);
            }
            &["unit", "parent", "kind", "name", "founded"]
        }
        What::Memberships => {
            concerned = each_member(desk, units, |unit, code, member| {
                rows.push(vec![code, unit, day(member.joined), day(member.left)]);
            })?;
            &["person", "unit", "joined", "left"]
        }
        What::Members => {
            concerned = each_member(desk, units, |unit, code, member| {
                let details = member.details().unwrap_or_default();
                let contacts = details.contacts.into_iter().map(|contact| contact.0).collect::<Vec<_>>().join("; ");
                let year = details.birth_year.map_or_else(String::new, |year| year.to_string());
                let name = details.name.map_or_else(String::new, |name| name.0);
                let days = [day(member.joined), day(member.left)];
                let row = [code, unit, name, contacts, year, details.languages.join("; ")].into_iter().chain(days);
                rows.push(row.collect());
            })?;
            &["person", "unit", "name", "contacts", "birth_year", "languages", "joined", "left"]
        }
        What::Meetings => {
            meetings(desk, units, &mut rows)?;
            &["meeting", "unit", "title", "starts_at"]
        }
    };
    if matches!(what, What::Memberships | What::Members) {
        crate::looking::note(desk, access::What::Exported, concerned.into_iter().map(|unit| (unit, None)));
    }
    let mut writer = Writer::new(out, Layout::default(), headers)?;
    for row in &rows {
        writer.row(row)?;
    }
    writer.finish()?;
    Ok(rows.len() as u64)
}

fn code(unit: &Unit) -> String {
    unit.code.clone().unwrap_or_else(|| unit.id.to_string())
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// Goes through everybody; tells the units of those who were there.
fn each_member(desk: &Desk, units: &[Unit], mut each: impl FnMut(String, String, Member)) -> Result<Vec<UnitId>> {
    let mut concerned = vec![];
    for unit in units {
        let members = desk
            .look()
            .subjects::<Member>(unit.id)?
            .into_iter()
            .filter(|(_, member)| member.noted.is_some() && member.erased.is_none());
        let named =
            |(id, member): (_, Member)| (member.code.clone().unwrap_or_else(|| SubjectId::to_string(&id)), member);
        let mut members = members.map(named).collect::<Vec<_>>();
        // By code, so that two exports can be laid side by side.
        members.sort_by(|one, other| one.0.cmp(&other.0));
        concerned.extend((!members.is_empty()).then_some(unit.id));
        members.into_iter().for_each(|(person, member)| each(code(unit), person, member));
    }
    Ok(concerned)
}

fn meetings(desk: &Desk, units: &[Unit], rows: &mut Vec<Vec<String>>) -> Result<()> {
    for unit in units {
        for row in meeting::list(&desk.look(), unit.id)?.into_iter().filter(|row| row.held) {
            let facts = desk.look().apart::<Meeting>(unit.id, row.id)?;
            let title = facts.into_iter().rev().find_map(|fact| match fact {
                Fact::Titled(title) => Some(title.0),
                _ => None,
            });
            let at = match row.when.whole_day {
                true => format!("{}Z", row.when.day(&charter::calendar::Zone::UTC)),
                false => row.when.at.rfc3339(),
            };
            rows.push(vec![row.code.unwrap_or_else(|| row.id.to_string()), code(unit), title.unwrap_or_default(), at]);
        }
    }
    Ok(())
}
