//! Policies: written, adopted and answered; and what cells say to them.

mod files;

use book::{SubjectId, Text};
use charter::Subject;
use ledger::Unit;
use policy::{Answer, Command, Found, Outcome, Outline, Reason, Replied, Respond, Response, Row, Stage, Texts};
use serde_json::json;

use crate::args::{Policy, Writing};
use crate::desk::{Desk, fresh};
use crate::layout::{cut, table};
use crate::said::{Fail, Result, Said};
use crate::sentences;

/// Characters of a title that are shown in a list.
const SHOWN: usize = 60;

pub fn run(desk: &mut Desk, asked: Policy) -> Result<Said> {
    match asked {
        Policy::List { unit } => list(desk, &unit),
        Policy::Show { unit, policy } => show(desk, &unit, &policy),
        Policy::Write { unit, title, writing } => {
            let (unit, id) = (desk.unit(&unit)?, SubjectId(fresh().0));
            write(desk, &unit, id, 0, title, writing)
        }
        Policy::Amend { unit, policy, writing } => {
            let (unit, row) = find(desk, &unit, &policy)?;
            write(desk, &unit, row.id, row.policy.version, row.title, writing)
        }
        Policy::Consult { unit, policy, until } => publish(desk, &unit, &policy, |_| Command::Consult(until)),
        Policy::Adopt { unit, policy } => publish(desk, &unit, &policy, |row| Command::Adopt(row.policy.version)),
        Policy::Withdraw { unit, policy, reason } => {
            publish(desk, &unit, &policy, |_| Command::Withdraw { reason: Text(reason) })
        }
        Policy::Reply { unit, policy, text, reason, cell } => {
            let to = match (reason, cell) {
                (Some(reason), _) => Replied::Reason(self::reason(desk, &reason)?),
                (None, cell) => Replied::Cell(desk.unit(&cell.unwrap_or_default())?.id),
            };
            publish(desk, &unit, &policy, |_| Command::Reply { to, text: Text(text) })
        }
        Policy::Attach { unit, policy, file } => files::attach(desk, &unit, &policy, &file),
        Policy::Detach { unit, policy, name } => files::detach(desk, &unit, &policy, &name),
        Policy::File { unit, policy, name, to } => files::write(desk, &unit, &policy, (&name, &to)),
        Policy::TalkOver { unit, policy } => respond(desk, &unit, &policy, Respond::TalkOver),
        Policy::Report { unit, policy, outcome, figure, story } => {
            let outcome = Outcome::ALL.into_iter().find(|of| of.name() == outcome);
            let outcome = outcome.ok_or_else(|| desk.wrong("no-such-outcome", &[]))?;
            let story = story.map(Text);
            respond(desk, &unit, &policy, |version| Respond::Report { version, outcome, figure, story })
        }
        Policy::Object { unit, policy, reason, text } => {
            let (reason, text) = (self::reason(desk, &reason)?, Text(text));
            respond(desk, &unit, &policy, |version| Respond::Object { version, reason, text })
        }
        Policy::TakeBack { unit, policy } => respond(desk, &unit, &policy, |_| Respond::TakeBack),
    }
}

fn write(desk: &mut Desk, unit: &Unit, id: SubjectId, from: u32, title: String, writing: Writing) -> Result<Said> {
    let Writing { file, reason, due, measure, until } = writing;
    let text = std::fs::read_to_string(&file).map_err(|_| {
        let name = file.display().to_string();
        desk.wrong("no-such-file", &[("name", cut(&name, SHOWN).into())])
    })?;
    let outline = Outline { due, until, measured: measure.is_some() };
    let texts = Texts { text: Text(text), reason: Text(reason), measure: measure.map(Text) };
    act::<policy::Policy>(desk, unit, id, &Command::Write { from, title: Text(title), outline, texts })
}

fn publish(desk: &mut Desk, unit: &str, name: &str, command: impl FnOnce(&Row) -> Command) -> Result<Said> {
    let (unit, row) = find(desk, unit, name)?;
    act::<policy::Policy>(desk, &unit, row.id, &command(&row))
}

/// `command` is given the version of the policy that reaches the cell.
fn respond(desk: &mut Desk, unit: &str, name: &str, command: impl FnOnce(u32) -> Respond) -> Result<Said> {
    let (unit, row) = find(desk, unit, name)?;
    act::<Response>(desk, &unit, row.id, &command(row.policy.version))
}

fn act<S: Subject>(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &S::Command) -> Result<Said> {
    let outcome = desk.act::<S>(unit.id, id, command)?;
    let mut said = sentences::done(desk, &outcome);
    said.json["policy"] = json!(id.to_string());
    Ok(said)
}

/// The one policy that reaches a unit under this title, or under an id that begins so.
fn find(desk: &Desk, unit: &str, name: &str) -> Result<(Unit, Row)> {
    let unit = desk.unit(unit)?;
    let is = |row: &Row| {
        let begins = name.len() >= 8 && row.id.to_string().starts_with(&name.to_lowercase());
        begins || row.title == name
    };
    let mut found = policy::list(&desk.look(), unit.id)?.into_iter().filter(is);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok((unit, row)),
        (None, _) => Err(desk.wrong("no-such-policy", &[("name", cut(name, SHOWN).into())])),
        _ => Err(desk.wrong("several-policies", &[("name", cut(name, SHOWN).into())])),
    }
}

fn reason(desk: &Desk, name: &str) -> std::result::Result<Reason, Fail> {
    Reason::ALL.into_iter().find(|of| of.name() == name).ok_or_else(|| desk.wrong("no-such-reason", &[]))
}

fn list(desk: &Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (mut rows, mut told) = (vec![], vec![]);
    for row in policy::list(&desk.look(), unit.id)? {
        let stage = stage(desk, &row);
        let due = row.policy.outline.due.map_or_else(String::new, |due| due.to_string());
        let by = cut(&row.by.name, 40);
        rows.push(vec![cut(&row.title, SHOWN), by, due, desk.words.t(stage), row.id.short()]);
        let by = row.by.id.to_string();
        told.push(json!({ "policy": row.id.to_string(), "title": row.title, "by": by, "state": row.policy }));
    }
    Ok(Said::new(table(&rows, &[]), json!(told)))
}

fn stage(desk: &Desk, row: &Row) -> &'static str {
    match row.policy.stage {
        Stage::Writing => "policy-writing",
        Stage::Withdrawn => "policy-withdrawn",
        _ if row.policy.is_over(desk.as_of) => "policy-is-over",
        Stage::Consulting(_) => "policy-consulting",
        Stage::Adopted => "policy-holds",
    }
}

fn show(desk: &Desk, unit: &str, name: &str) -> Result<Said> {
    let (unit, row) = find(desk, unit, name)?;
    let look = desk.look();
    let Found { policy, by } =
        policy::find(&look, unit.id, row.id)?.ok_or_else(|| desk.wrong("no-such-policy", &[]))?;
    let words = policy::words(&look, by.id, row.id)?;
    let text = words.versions.get(&policy.version).map_or("", |texts| texts.text.0.trim_end());
    let mut lines =
        vec![format!("{} · {} · {}", row.title, by.name, desk.words.t(stage(desk, &row))), text.to_string()];
    let files = files::lines(desk, (by.id, row.id, &policy), &words)?;
    lines.extend(files.iter().map(|(line, _)| line.clone()));
    let files = files.into_iter().map(|(_, file)| file).collect::<Vec<_>>();
    let mut told =
        json!({ "policy": row.id.to_string(), "title": row.title, "state": policy, "text": text, "files": files });
    if unit.kind == charter::UnitKind::Cell {
        let response: Response = look.subject(unit.id, row.id)?.unwrap_or_default();
        lines.extend(response.answer.as_ref().map(|answer| answered(desk, answer)));
        lines.extend(policy::said(&look, unit.id, row.id, &response)?);
        told["response"] = json!(response);
    } else {
        let tree = policy::branches(&look, unit.id)?;
        let standing = policy::standing(&look, row.id, &policy, &tree)?;
        let (cells, whole) = (tree.all.iter().map(|branch| i64::from(branch.cells)).sum::<i64>(), standing.whole);
        let about = [
            ("cells", cells.into()),
            ("answered", i64::from(whole.answered()).into()),
            ("done", i64::from(whole.reported[0]).into()),
            ("partly", i64::from(whole.reported[1]).into()),
            ("not", i64::from(whole.reported[2]).into()),
            ("objecting", i64::from(whole.objecting()).into()),
            ("silent", (cells - i64::from(whole.answered())).into()),
        ];
        lines.push(desk.words.say("policy-told", &about));
        for (reason, (all, open)) in &whole.objected {
            let reason = desk.words.t(&format!("objects-{}", reason.name()));
            let about = [("reason", reason.into()), ("n", i64::from(*all).into()), ("open", i64::from(*open).into())];
            lines.push(desk.words.say("policy-objected", &about));
        }
        told["cells"] = json!(cells);
        told["standing"] = json!(whole);
    }
    lines.retain(|line| !line.is_empty());
    Ok(Said::new(lines.join("\n"), told))
}

fn answered(desk: &Desk, answer: &Answer) -> String {
    match answer {
        Answer::Reported { outcome, .. } => desk.words.t(&format!("reported-{}", outcome.name())),
        Answer::Objected { reason, .. } => {
            let reason = desk.words.t(&format!("objects-{}", reason.name()));
            desk.words.say("objected-for", &[("reason", reason.into())])
        }
    }
}
