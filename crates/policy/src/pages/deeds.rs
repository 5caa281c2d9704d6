//! What the forms of policies ask for.

use book::Text;
use charter::Bytes;
use charter::calendar::Day;
use web::{Asked, Fault, Plan, Result, Told};

use super::address;
use crate::{Command, File, Outcome, Outline, Policy, Reason, Replied, Respond, Response, Texts};

/// Writes a version.
pub fn write(asked: &Asked) -> Result<Plan> {
    let filled = |name: &'static str| asked.fields.filled(name).ok_or(Fault::field(name, "field-missing"));
    let measure = asked.fields.filled("measure").map(|of| Text(of.into()));
    let stands: Policy = asked.visit.look.subject(asked.unit.id, asked.subject)?.unwrap_or_default();
    let (due, until) = (kept(asked, "due", stands.outline.due)?, kept(asked, "until", stands.outline.until)?);
    let outline = Outline { due, until, measured: measure.is_some() };
    let reason = Text(asked.fields.get("reason").unwrap_or("").into());
    let texts = Texts { text: Text(filled("text")?.into()), reason, measure };
    let (from, title) = (number(asked, "from")?, Text(filled("title")?.into()));
    let wish = asked.wish::<Policy>(&Command::Write { from, title, outline, texts })?;
    let to = Some(address(asked.unit.id, asked.subject));
    Ok(Plan { to, ..Plan::one(wish, Told::new("policy-is-kept")) })
}

/// Asks cells what they think.
pub fn consult(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Policy>(&Command::Consult(kept(asked, "until", None)?))?;
    Ok(Plan::one(wish, Told::new("policy-is-consulted")))
}

/// Lets it hold.
pub fn adopt(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Policy>(&Command::Adopt(number(asked, "version")?))?;
    Ok(Plan::one(wish, Told::new("policy-is-adopted")))
}

/// Lets it hold no longer.
pub fn withdraw(asked: &Asked) -> Result<Plan> {
    let reason = asked.fields.filled("reason").ok_or(Fault::field("reason", "field-missing"))?;
    let wish = asked.wish::<Policy>(&Command::Withdraw { reason: Text(reason.into()) })?;
    Ok(Plan::one(wish, Told::new("policy-is-withdrawn")))
}

/// Attaches a file.
pub fn attach(asked: &Asked) -> Result<Plan> {
    let sent = asked.fields.filled("file").zip(asked.file);
    let (name, bytes) = sent.ok_or(Fault::field("file", "field-missing"))?;
    File::of(name, bytes).map_err(|refusal| Fault::field("file", refusal.code()))?;
    let wish = asked.wish::<Policy>(&Command::Attach { name: Text(name.into()), bytes: Bytes(bytes.into()) })?;
    Ok(Plan::one(wish, Told::new("policy-is-attached")))
}

/// Takes a file off.
pub fn detach(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Policy>(&Command::Detach(number(asked, "number")?))?;
    Ok(Plan::one(wish, Told::new("policy-is-detached")))
}

/// Answers objections.
pub fn reply(asked: &Asked) -> Result<Plan> {
    let text = asked.fields.filled("text").ok_or(Fault::field("text", "field-missing"))?;
    let wish =
        asked.wish::<Policy>(&Command::Reply { to: Replied::Reason(reason(asked)?), text: Text(text.into()) })?;
    Ok(Plan::one(wish, Told::new("policy-is-answered")))
}

/// Says that it was talked over.
pub fn talk(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Response>(&Respond::TalkOver(number(asked, "version")?))?;
    Ok(Plan::one(wish, Told::new("policy-is-talked-over")))
}

/// Says what came of it.
pub fn report(asked: &Asked) -> Result<Plan> {
    let outcome = asked.fields.get("outcome");
    let outcome = Outcome::ALL.into_iter().find(|of| Some(of.name()) == outcome);
    let outcome = outcome.ok_or(Fault::field("outcome", "policy-outcome-missing"))?;
    let figure = asked.fields.filled("figure").map(|figure| figure.trim().parse());
    let figure = figure.transpose().map_err(|_| Fault::field("figure", "not-a-number"))?;
    let story = asked.fields.filled("story").map(|story| Text(story.into()));
    let version = number(asked, "version")?;
    let wish = asked.wish::<Response>(&Respond::Report { version, outcome, figure, story })?;
    Ok(Plan::one(wish, Told::new("policy-is-reported")))
}

/// Objects.
pub fn object(asked: &Asked) -> Result<Plan> {
    let text = asked.fields.filled("text").ok_or(Fault::field("text", "field-missing"))?;
    let (version, reason) = (number(asked, "version")?, reason(asked)?);
    let wish = asked.wish::<Response>(&Respond::Object { version, reason, text: Text(text.into()) })?;
    Ok(Plan::one(wish, Told::new("policy-is-objected")))
}

/// Takes back what was said.
pub fn take_back(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Response>(&Respond::TakeBack)?, Told::new("policy-is-taken-back")))
}

fn reason(asked: &Asked) -> Result<Reason> {
    let reason = asked.fields.get("reason");
    let reason = Reason::ALL.into_iter().find(|of| Some(of.name()) == reason);
    reason.ok_or(Fault::field("reason", "policy-reason-missing"))
}

fn number(asked: &Asked, name: &'static str) -> Result<u32> {
    asked.fields.get(name).and_then(|number| number.parse().ok()).ok_or(Fault::NotFound)
}

/// A day that is not over, unless it stood there before.
fn kept(asked: &Asked, name: &'static str, stands: Option<Day>) -> Result<Option<Day>> {
    let day = asked.fields.filled(name).map(|day| day.parse::<Day>().map_err(|_| Fault::field(name, "not-a-day")));
    match day.transpose()? {
        Some(day) if day < asked.visit.say.today && Some(day) != stands => Err(Fault::field(name, "day-is-over")),
        day => Ok(day),
    }
}
