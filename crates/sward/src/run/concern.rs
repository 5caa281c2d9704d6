//! Concerns: raised, seen to, answered; and settled by whoever has the receipt.

use book::{CommandId, SubjectId, Text, UnitId};
use charter::letterboxes::{Letterboxes, PublicKey};
use charter::{Bytes, Refusal, Right, Subject};
use concern::{Command, Receipt, Row, Said as Told, Whole, Word, addressees, open, read, seal};
use envelope::Identity;
use ledger::{Unit, Wish};
use serde_json::json;
use web::{Intake, Shelf};

use crate::args::Concern;
use crate::desk::{Desk, fresh};
use crate::layout::{cut, table};
use crate::said::{Result, Said};
use crate::sentences;

/// Signs of a concern that a list shows.
const SHOWN: usize = 60;

pub fn run(desk: &mut Desk, asked: Concern) -> Result<Said> {
    match asked {
        Concern::List { unit } => list(desk, &unit),
        Concern::Show { unit, concern } => show(desk, &unit, &concern),
        Concern::Raise { unit, text, ombuds, name, contact } => {
            let (name, contact) = (name.map(Text), contact.map(Text));
            raise(desk, &unit, &Told { text: Text(text), name, contact, about_an_officer: ombuds })
        }
        Concern::Acknowledge { unit, concern } => act(desk, &unit, &concern, |_, _, _| Ok(Command::Acknowledge)),
        Concern::Answer { unit, concern, text, so_far } => act(desk, &unit, &concern, |desk, whole, _| {
            let text = locked(desk, whole.unit, &Told::plain(&text), whole.own.reads)?;
            Ok(if so_far { Command::AnswerSoFar(text) } else { Command::Answer(text) })
        }),
        Concern::PassOn { unit, concern, to, text } => act(desk, &unit, &concern, |desk, whole, _| {
            let text = locked(desk, whole.unit, &Told::plain(&text), whole.own.reads)?;
            Ok(Command::PassOn { to: desk.unit(&to)?.id, text })
        }),
        Concern::TakeUp { unit, concern } => act(desk, &unit, &concern, |_, whole, said| {
            Ok(Command::TakeUp { from: whole.unit, addressed: said.about_an_officer })
        }),
        Concern::Look { code } => look(desk, &code),
        Concern::Settle { code } => word(desk, &code, Word::Settled, None),
        Concern::Appeal { code, text } => word(desk, &code, Word::Appealed, text),
    }
}

fn raise(desk: &mut Desk, unit: &str, said: &Told) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let receipt = Receipt::new(fresh().0);
    let text = locked(desk, unit.id, said, None)?;
    let command = Command::Raise { key: receipt.secret().signer(), reads: receipt.reads(), text };
    take_in(desk, unit.id, receipt.id(), &command)?;
    let code = receipt.code();
    let text = desk.words.say("receipt-made", &[("code", code.as_str().into())]);
    Ok(Said::new(text, json!({ "code": code })))
}

fn take_in(desk: &Desk, unit: UnitId, subject: SubjectId, command: &Command) -> Result<()> {
    let value = book::cbor::to_bytes(command).map_err(|_| Refusal::NotACommand)?;
    let (id, kind) = (CommandId(fresh().0), concern::Concern::KIND.to_string());
    let intake = Intake { id, unit, subject, kind, day: desk.today(), value };
    let taken = Shelf::open(&desk.dir)?.take_in(&[intake])?;
    if taken { Ok(()) } else { Err(desk.wrong("intake-full", &[])) }
}

fn locked(desk: &Desk, unit: UnitId, said: &Told, reads: Option<PublicKey>) -> Result<Bytes> {
    let to = addressees(&desk.look(), unit, said)?;
    if to.is_empty() {
        return Err(desk.wrong("no-letterbox", &[]));
    }
    let to = reads.into_iter().chain(to).collect::<Vec<_>>();
    let mut random = crate::device::random();
    seal(said, &to, &mut random).ok_or_else(|| Refusal::TooLong.into())
}

/// Does something in a unit to a concern that it sees; its moment is the beginning of the day.
fn act(
    desk: &mut Desk,
    unit: &str,
    name: &str,
    command: impl FnOnce(&Desk, &Whole, &Told) -> Result<Command>,
) -> Result<Said> {
    let (unit, row, said) = find(desk, unit, name)?;
    let command = command(desk, &row.whole, &said)?;
    let (actor, day) = (desk.actor(unit.id)?, desk.today().start());
    let wish = Wish::new::<concern::Concern>(fresh(), unit.id, row.id, actor, day, &command)?;
    let outcome = desk.act_on(wish)?;
    Ok(sentences::done(desk, &outcome))
}

/// The one concern that a unit has or may open, whose id begins so, and what it says.
fn find(desk: &Desk, unit: &str, name: &str) -> Result<(Unit, Row, Told)> {
    let unit = desk.unit(unit)?;
    let mut rows = rows(desk, &unit)?;
    rows.retain(|(row, _)| name.len() >= 8 && row.id.to_string().starts_with(&name.to_lowercase()));
    match (rows.pop(), rows.pop()) {
        (Some((row, said)), None) => Ok((unit, row, said)),
        _ => Err(desk.wrong("no-such-concern", &[("name", cut(name, SHOWN).into())])),
    }
}

/// What a unit has and its office opens, and what is there for it from below. What does not open is left out: that it
/// does not would tell the cell that it is about one of its officers.
fn rows(desk: &Desk, unit: &Unit) -> Result<Vec<(Row, Told)>> {
    let (look, with) = (desk.look(), identities(desk, unit.id)?);
    let mut rows = vec![];
    for row in concern::list(&look, unit.id)? {
        let said = read(&look, row.whole.unit, row.id, 0)?.and_then(|text| open(&text, &with));
        rows.extend(said.map(|said| (row, said)));
    }
    rows.extend(concern::below_for(&look, unit.id, &with, desk.as_of)?.there);
    Ok(rows)
}

/// What opens the letterbox of the office that acts.
fn identities(desk: &Desk, unit: UnitId) -> Result<Vec<Identity>> {
    let ledger::Term::Office { office, .. } = desk.actor(unit)? else { return Ok(vec![]) };
    let boxes: Letterboxes = desk.look().own(unit)?;
    let own = boxes.all.iter().map(|of| if office.gives(Right::Ombuds) { of.ombuds } else { of.handler });
    let own = own.collect::<Vec<_>>();
    let held = desk.store.letterboxes(unit)?.into_iter().filter(|(public, _)| own.contains(&PublicKey(*public)));
    Ok(held.map(|(_, secret)| Identity::new(secret)).collect())
}

fn list(desk: &Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (mut lines, mut told) = (vec![], vec![]);
    for (row, said) in rows(desk, &unit)? {
        let text = cut(&said.text.0, SHOWN);
        let due = row.whole.answer_due().map_or_else(String::new, |due| due.to_string());
        lines.push(vec![row.id.short(), due, desk.words.t(standing(&row.whole)), text]);
        told.push(json!({ "concern": row.id.to_string(), "standing": row.whole.standing(), "whole": row.whole }));
    }
    Ok(Said::new(table(&lines, &[]), json!(told)))
}

fn standing(whole: &Whole) -> &'static str {
    match whole.standing() {
        concern::Standing::Waiting => "concern-waiting",
        concern::Standing::Acknowledged => "concern-acknowledged",
        concern::Standing::Interim => "concern-interim",
        concern::Standing::Answered => "concern-answered",
        concern::Standing::Appealed => "concern-appealed",
        concern::Standing::Settled => "concern-settled",
    }
}

fn show(desk: &Desk, unit: &str, name: &str) -> Result<Said> {
    let (unit, row, said) = find(desk, unit, name)?;
    let with = identities(desk, unit.id)?;
    let mut lines = vec![said.text.0.clone()];
    lines.extend([&said.name, &said.contact].into_iter().flatten().map(|line| line.0.clone()));
    lines.extend(steps(desk, &row, &with, |name| name)?);
    lines.push(desk.words.t(standing(&row.whole)));
    Ok(Said::new(lines.join("\n"), json!({ "said": said, "whole": row.whole })))
}

/// Each step, with its words where these keys open them.
/// What happened to it and what was said of it, each in the words for whoever asks.
fn steps(desk: &Desk, row: &Row, with: &[Identity], to: fn(&'static str) -> &'static str) -> Result<Vec<String>> {
    let mut lines = vec![];
    for (of, at, step) in row.whole.steps().into_iter().skip(1) {
        let day = desk.rules.zone().day(step.at).to_string();
        lines.push(desk.words.say(to(concern::pages::step(step.what)), &[("day", day.into())]));
        let words = read(&desk.look(), of, row.id, at)?.and_then(|text| open(&text, with));
        lines.extend(words.map(|said| said.text.0));
    }
    Ok(lines)
}

/// The concern that a receipt is of, and the receipt.
fn received(desk: &Desk, code: &str) -> Result<(Receipt, Option<Row>)> {
    let receipt = Receipt::read(code).ok_or(Refusal::NotTheReceipt)?;
    let id = receipt.id();
    let whole = match concern::find(&desk.look(), id)? {
        Some(unit) => concern::whole(&desk.look(), unit, id)?,
        None if Shelf::open(&desk.dir)?.intake_of(id)?.is_empty() => return Err(Refusal::NotTheReceipt.into()),
        None => None,
    };
    Ok((receipt, whole.map(|whole| Row { id, whole })))
}

fn look(desk: &Desk, code: &str) -> Result<Said> {
    let (receipt, row) = received(desk, code)?;
    let Some(row) = row else {
        return Ok(Said::new(desk.words.t("concern-this-evening"), json!({ "standing": null })));
    };
    let mut lines = steps(desk, &row, &[receipt.identity()], concern::pages::yours)?;
    lines.push(desk.words.t(concern::pages::yours(standing(&row.whole))));
    Ok(Said::new(lines.join("\n"), json!({ "standing": row.whole.standing(), "whole": row.whole })))
}

fn word(desk: &mut Desk, code: &str, said: Word, text: Option<String>) -> Result<Said> {
    let (receipt, row) = received(desk, code)?;
    let waits = !Shelf::open(&desk.dir)?.intake_of(receipt.id())?.is_empty();
    let Some(row) = row.filter(|_| !waits) else { return Err(desk.wrong("concern-word-waits", &[])) };
    let number = row.whole.own.words() + 1;
    let signature = Bytes(receipt.sign(said, number).to_vec());
    let command = match said {
        Word::Settled => Command::Settle { word: number, signature },
        Word::Appealed => {
            let text = text.map(|text| locked(desk, row.whole.unit, &Told::plain(&text), row.whole.own.reads));
            Command::Appeal { word: number, signature, text: text.transpose()? }
        }
    };
    take_in(desk, row.whole.unit, row.id, &command)?;
    let told = if said == Word::Settled { "concern-word-settled" } else { "concern-word-appealed" };
    Ok(Said::new(desk.words.t(told), json!({ "done": true })))
}
