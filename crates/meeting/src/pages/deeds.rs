//! What the forms of a meeting ask for.

use std::collections::BTreeMap;

use book::{PersonId, Text};
use charter::calendar::Moment;
use web::{Asked, Fault, Plan, Result, Told};

use super::roll::{self, Ticks};
use super::{address, minutes};
use crate::{Cadence, Change, Command, DECISIONS, LINE_BYTES, MINUTES_BYTES, Meeting, POINTS, Rhythm, When};

/// Sets a meeting, or sets it for another time.
pub fn set(asked: &Asked) -> Result<Plan> {
    let (zone, at) = (asked.visit.say.zone, when(asked)?);
    let title = asked.fields.filled("title").map(|title| Text(title.into()));
    let wish = asked.wish::<Meeting>(&Command::Set { at, title })?;
    let told = Told::new("meeting-is-set").with("day", asked.visit.say.day(at.day(zone)));
    // Whoever sets it for today goes on to hold it; for later, to look at its agenda.
    let to = Some(address(asked.unit.id, asked.subject));
    Ok(Plan { to, ..Plan::one(wish, told) })
}

/// The day and the hour that a form asks for.
pub fn when(asked: &Asked) -> Result<When> {
    let day = asked.fields.filled("day").ok_or(Fault::field("day", "field-missing"))?;
    let text = match asked.fields.filled("clock") {
        Some(clock) => format!("{day}T{clock}"),
        None => day.to_string(),
    };
    let moment = asked.visit.say.zone.moment(&text).map_err(|_| Fault::field("day", "not-a-day"))?;
    Ok(When { at: moment, whole_day: asked.fields.filled("clock").is_none() })
}

/// Keeps another rhythm.
pub fn cadence(asked: &Asked) -> Result<Plan> {
    let days = asked.fields.get("every").and_then(|days| days.parse().ok());
    let days: u32 = days.ok_or(Fault::field("every", "not-a-cadence"))?;
    let before = asked.visit.look.subject::<Cadence>(asked.unit.id, asked.subject)?.unwrap_or_default();
    let wish = asked.wish::<Cadence>(&Change::To(Rhythm::Every(days)))?;
    let told = Told::new("rhythm-is-kept").with("days", days.to_string());
    let undo = match before.on(asked.visit.as_of) {
        Some(Rhythm::Every(days)) => Some(asked.back("meeting.cadence", vec![("every", days.to_string())])),
        _ => None,
    };
    Ok(Plan { undo, ..Plan::one(wish, told) })
}

/// Writes the agenda.
pub fn plan(asked: &Asked) -> Result<Plan> {
    let points = asked.fields.get("agenda").unwrap_or("").lines().map(str::trim).filter(|point| !point.is_empty());
    let points = points.map(|point| Text(point.into())).collect::<Vec<_>>();
    if points.len() > POINTS {
        return Err(Fault::field("agenda", "too-long"));
    }
    let before = super::known(asked.visit.look, asked.unit.id, asked.subject)?.and_then(|known| known.agenda);
    let wish = asked.wish::<Meeting>(&Command::Plan(points))?;
    let undo = before.map(|before| asked.back("meeting.plan", vec![("agenda", before.join("\n"))]));
    Ok(Plan { undo, ..Plan::one(wish, Told::new("agenda-is-kept")) })
}

/// Keeps the ticks: a draft of this node, no fact.
pub fn roll(asked: &Asked) -> Result<Plan> {
    let state: Meeting = asked.visit.look.subject(asked.unit.id, asked.subject)?.ok_or(Fault::NotFound)?;
    match (state.held, state.cancelled) {
        // A save that comes after the closing would put names back that nobody takes away again.
        (Some(_), _) => return Err(charter::Refusal::AlreadyHeld.into()),
        (_, true) => return Err(charter::Refusal::Cancelled.into()),
        _ => {}
    }
    let ticks = read(asked)?;
    let kept = serde_json::to_vec(&ticks).map_err(ledger::Error::from)?;
    let drafts = vec![(roll::name(asked.unit.id, asked.subject), Some(kept))];
    let said = asked.visit.say.few(ticks.here.len());
    Ok(Plan { drafts, told: Told::new("ticks-are-kept").with("few", said), ..Plan::default() })
}

/// Closes the list, and writes the minutes if any were typed.
pub fn close(asked: &Asked) -> Result<Plan> {
    let (unit, ticks) = (asked.unit.id, read(asked)?);
    let state: Meeting = asked.visit.look.subject(unit, asked.subject)?.ok_or(Fault::NotFound)?;
    let (set, begun) = (state.set.unwrap_or_default(), When { at: minute_of(asked.visit.now), whole_day: false });
    let early = !set.whole_day && begun.at < set.at && begun.day(asked.visit.say.zone) == set.day(asked.visit.say.zone);
    let late = ticks.late(if early { begun } else { set }).into_iter().collect();
    let visitors = ticks.guests.iter().cloned().map(Text).collect::<Vec<_>>();
    let who = ticks.here.into_keys().collect();
    let hold = Command::Hold { who, late, guests: visitors.len() as u32, visitors };
    let mut wishes = vec![];
    if early {
        // They came together before the hour that was set: then that was the hour.
        wishes.push(asked.more::<Meeting>(2, asked.subject, &Command::Set { at: begun, title: None })?);
    }
    wishes.push(asked.wish::<Meeting>(&hold)?);
    if !ticks.minutes.trim().is_empty() {
        let decisions = decisions(asked, &ticks.minutes)?;
        let write = Command::Minute { from: state.versions, text: Text(ticks.minutes), decisions };
        wishes.push(asked.more::<Meeting>(1, asked.subject, &write)?);
    }
    let drafts = vec![(roll::name(unit, asked.subject), None)];
    Ok(Plan { wishes, drafts, told: Told::new("meeting-is-closed"), ..Plan::default() })
}

fn minute_of(now: Moment) -> Moment {
    Moment(now.0 - now.0.rem_euclid(60_000))
}

/// The ticks as the form has them; who was ticked before keeps their time.
fn read(asked: &Asked) -> Result<Ticks> {
    let (visit, now) = (asked.visit, asked.visit.now);
    let state: Meeting = visit.look.subject(asked.unit.id, asked.subject)?.ok_or(Fault::NotFound)?;
    if state.set.is_none() {
        return Err(charter::Refusal::NotSet.into());
    }
    let before = roll::ticks(visit.shelf, asked.unit.id, asked.subject)?;
    let people = asked.fields.all("here").map(str::parse).collect::<std::result::Result<Vec<PersonId>, _>>();
    let people = people.map_err(|_| Fault::field("", "not-a-command"))?;
    let at = |person: PersonId| (person, before.here.get(&person).copied().unwrap_or(now));
    let mut guests = asked.fields.all("guest").map(String::from).collect::<Vec<_>>();
    guests.extend(asked.fields.filled("newcomer").map(String::from));
    if guests.len() > POINTS || guests.iter().any(|guest| guest.len() > LINE_BYTES) {
        return Err(Fault::field("newcomer", "too-long"));
    }
    let minutes = asked.fields.get("text").map_or(before.minutes, String::from);
    if minutes.len() > web::DRAFT_BYTES {
        return Err(Fault::field("text", "too-long"));
    }
    let here: BTreeMap<PersonId, Moment> = people.into_iter().map(at).collect();
    Ok(Ticks { here, guests, minutes })
}

/// The decisions in minutes. Too many, or too long ones, are told before the list is closed: once it is, the minutes
/// alone would be refused.
fn decisions(asked: &Asked, text: &str) -> Result<Vec<Text>> {
    let decisions = minutes::decisions(text, &asked.visit.say);
    if text.len() > MINUTES_BYTES
        || decisions.len() > DECISIONS
        || decisions.iter().any(|decision| decision.len() > LINE_BYTES)
    {
        return Err(Fault::field("text", "too-long"));
    }
    Ok(decisions.into_iter().map(Text).collect())
}

/// Writes the minutes of a meeting that was held.
pub fn minute(asked: &Asked) -> Result<Plan> {
    let (from, text, decisions) = typed(asked)?;
    let told = Told::new("minutes-are-kept").with("few", asked.visit.say.few(decisions.len()));
    Ok(Plan::one(asked.wish::<Meeting>(&Command::Minute { from, text, decisions })?, told))
}

/// Takes something out of the minutes.
pub fn redact(asked: &Asked) -> Result<Plan> {
    let (from, text, decisions) = typed(asked)?;
    let wish = asked.wish::<Meeting>(&Command::Redact { from, text, decisions })?;
    Ok(Plan::one(wish, Told::new("minutes-are-redacted")))
}

/// The version that minutes were typed from, the minutes, and the decisions in them.
fn typed(asked: &Asked) -> Result<(u32, Text, Vec<Text>)> {
    let from = asked.fields.get("from").and_then(|from| from.parse().ok()).ok_or(Fault::field("text", "changed"))?;
    let text = asked.fields.filled("text").ok_or(Fault::field("text", "field-missing"))?;
    Ok((from, Text(text.into()), decisions(asked, text)?))
}

/// Somebody who was there says yes to the minutes, for themselves.
pub fn agree(asked: &Asked) -> Result<Plan> {
    let version = asked.fields.get("from").and_then(|from| from.parse().ok()).ok_or(Fault::field("", "changed"))?;
    Ok(Plan::one(asked.wish::<Meeting>(&Command::Agree(version))?, Told::new("minutes-are-agreed")))
}

/// Two who were there said yes to the minutes, as an officer knows.
pub fn confirm(asked: &Asked) -> Result<Plan> {
    let two = asked.fields.all("who").filter_map(|id| id.parse::<PersonId>().ok()).collect::<Vec<_>>();
    let [one, other] = two[..] else { return Err(Fault::field("who", "two-who-were-there")) };
    let wish = asked.wish::<Meeting>(&Command::Confirm(one, other))?;
    Ok(Plan::one(wish, Told::new("minutes-are-confirmed")))
}

/// Cancels a meeting.
pub fn cancel(asked: &Asked) -> Result<Plan> {
    let reason = asked.fields.filled("reason").ok_or(Fault::field("reason", "field-missing"))?;
    let wish = asked.wish::<Meeting>(&Command::Cancel { reason: Text(reason.into()) })?;
    let to = Some(address(asked.unit.id, asked.subject));
    Ok(Plan { to, ..Plan::one(wish, Told::new("meeting-is-cancelled")) })
}
