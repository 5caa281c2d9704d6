//! What the forms of readers and circles ask for.

use book::{PersonId, SubjectId, Text};
use charter::{Refusal, Subject};
use meeting::Meeting;
use web::{Asked, Fault, Plan, Result, Told};

use super::{address, circle_address, reader_address};
use crate::circle::{self, Circle};
use crate::{Booklet, Command, Reader, read};

/// Writes a version of a reader for all below.
pub fn write(asked: &Asked) -> Result<Plan> {
    written::<Reader>(asked)
}

/// Writes a version of a reader of the cell's own.
pub fn write_own(asked: &Asked) -> Result<Plan> {
    written::<Booklet>(asked)
}

fn written<S: Subject<Command = Command>>(asked: &Asked) -> Result<Plan> {
    let filled = |name: &'static str| asked.fields.filled(name).ok_or(Fault::field(name, "field-missing"));
    let (from, title) = (number(asked, "from")?, Text(filled("title")?.into()));
    let parts = read(filled("text")?).ok_or(Fault::field("text", Refusal::NotAReader.code()))?;
    let wish = asked.wish::<S>(&Command::Write { from, title, parts })?;
    let to = Some(reader_address(asked.unit.id, asked.subject));
    Ok(Plan { to, ..Plan::one(wish, Told::new("reader-is-kept")) })
}

/// Offers a reader no more.
pub fn withdraw(asked: &Asked) -> Result<Plan> {
    withdrawn::<Reader>(asked)
}

/// Offers one of the cell's own no more.
pub fn withdraw_own(asked: &Asked) -> Result<Plan> {
    withdrawn::<Booklet>(asked)
}

fn withdrawn<S: Subject<Command = Command>>(asked: &Asked) -> Result<Plan> {
    let plan = Plan::one(asked.wish::<S>(&Command::Withdraw)?, Told::new("reader-is-withdrawn"));
    Ok(Plan { to: Some(address(asked.unit.id)), ..plan })
}

/// Begins a circle.
pub fn begin(asked: &Asked) -> Result<Plan> {
    let reader = subject(asked, "reader")?;
    let wish = asked.wish::<Circle>(&circle::Command::Begin { reader, leader: person(asked)? })?;
    let to = Some(circle_address(asked.unit.id, asked.subject));
    Ok(Plan { to, ..Plan::one(wish, Told::new("circle-is-begun")) })
}

/// Lets somebody lead it, or nobody for now.
pub fn lead(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Circle>(&circle::Command::Lead(person(asked)?))?;
    Ok(Plan::one(wish, Told::new("circle-is-led")))
}

/// Leads it oneself, or does so no more.
pub fn lead_oneself(asked: &Asked) -> Result<Plan> {
    let me = asked.visit.person().ok_or(Fault::NotFound)?;
    let gives_back = asked.fields.get("back-to-all").is_some();
    let wish = asked.wish::<Circle>(&circle::Command::Lead((!gives_back).then_some(me)))?;
    Ok(Plan::one(wish, Told::new(if gives_back { "circle-is-given-back" } else { "circle-is-yours" })))
}

/// Chooses the meeting at which a part is talked over: one that is set already, or a new one, which this sets.
pub fn assign(asked: &Asked) -> Result<Plan> {
    let part = number(asked, "part")?;
    let told = |day: String| Told::new("session-is-set").with("day", day);
    if asked.fields.filled("meeting").is_some() {
        let meeting = subject(asked, "meeting")?;
        let when = meeting::list(asked.visit.look, asked.unit.id)?.into_iter().find(|row| row.id == meeting);
        let when = when.ok_or(Fault::from(Refusal::NotSet))?.when;
        let wish = asked.wish::<Circle>(&circle::Command::Assign { part, meeting })?;
        return Ok(Plan::one(wish, told(asked.visit.say.day(when.day(asked.visit.say.zone)))));
    }
    let at = meeting::pages::when(asked)?;
    let state: Circle = asked.visit.look.subject(asked.unit.id, asked.subject)?.unwrap_or_default();
    // Looked at before the meeting is set, since that alone is not what was asked.
    match state.begun {
        None => return Err(Refusal::NotHere.into()),
        Some(_) if !state.is_open() => return Err(Refusal::CircleOver.into()),
        Some(_) => {}
    }
    // The same form sets the same meeting, however often it is sent.
    let meeting = SubjectId(asked.id.0);
    let set = asked.more::<Meeting>(1, meeting, &meeting::Command::Set { at, title: None })?;
    let chosen = asked.wish::<Circle>(&circle::Command::Assign { part, meeting })?;
    let told = told(asked.visit.say.day(at.day(asked.visit.say.zone)));
    Ok(Plan { wishes: vec![set, chosen], told, ..Plan::default() })
}

/// Says that it is finished.
pub fn finish(asked: &Asked) -> Result<Plan> {
    over(asked, &circle::Command::Finish, "circle-is-finished")
}

/// Says that it will not be gone on with.
pub fn drop_it(asked: &Asked) -> Result<Plan> {
    over(asked, &circle::Command::Drop, "circle-is-dropped")
}

fn over(asked: &Asked, command: &circle::Command, told: &'static str) -> Result<Plan> {
    let plan = Plan::one(asked.wish::<Circle>(command)?, Told::new(told));
    Ok(Plan { undo: Some(asked.back("circle.reopen", vec![])), ..plan })
}

/// Says that it goes on after all.
pub fn reopen(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Circle>(&circle::Command::Reopen)?, Told::new("circle-goes-on")))
}

fn person(asked: &Asked) -> Result<Option<PersonId>> {
    let who = asked.fields.filled("leader").map(str::parse::<PersonId>);
    who.transpose().map_err(|_| Fault::field("leader", "field-missing"))
}

fn subject(asked: &Asked, name: &'static str) -> Result<SubjectId> {
    let id = asked.fields.filled(name).ok_or(Fault::field(name, "field-missing"))?;
    id.parse().map_err(|_| Fault::NotFound)
}

fn number(asked: &Asked, name: &'static str) -> Result<u32> {
    asked.fields.get(name).and_then(|number| number.parse().ok()).ok_or(Fault::field(name, "field-missing"))
}
