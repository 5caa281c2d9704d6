//! Meetings: set, hold, minute, confirm, cancel.

use std::collections::BTreeSet;
use std::io::Read;

use book::{SubjectId, Text};
use ledger::{Unit, own_subject};
use meeting::{Cadence, Change, Command, Fact, Meeting as State, When};
use serde_json::json;

use crate::args::Meeting;
use crate::desk::{Desk, fresh, moment};
use crate::layout::table;
use crate::said::{Result, Said};
use crate::{days, sentences, telling};

pub fn run(desk: &mut Desk, asked: Meeting) -> Result<Said> {
    match asked {
        Meeting::List { unit, lines } => list(desk, &unit, lines),
        Meeting::Show { unit, meeting } => show(desk, &unit, &meeting),
        Meeting::Set { unit, at, title, meeting } => {
            let unit = desk.unit(&unit)?;
            let at = When { at: moment(&desk.rules.zone(), &at)?, whole_day: at.len() == 10 };
            let id = meeting.map(|meeting| desk.meeting(&unit, &meeting)).transpose()?;
            let id = id.map_or_else(|| SubjectId(fresh().0), |row| row.id);
            let mut said = asked_of(desk, &unit, id, &Command::Set { at, title: title.map(Text) })?;
            said.text = desk.words.say("meeting-was-set", &[("id", id.short().into())]);
            Ok(said)
        }
        Meeting::Cadence { unit, every } => {
            let unit = desk.unit(&unit)?;
            let rhythm = days::rhythm(&every).ok_or(charter::Refusal::NotACadence)?;
            let outcome = desk.act::<Cadence>(unit.id, own_subject(unit.id), &Change::To(rhythm))?;
            Ok(sentences::done(desk, &outcome))
        }
        Meeting::Hold { unit, meeting, present, guests } => hold(desk, &unit, &meeting, &present, guests),
        Meeting::Minute { unit, meeting, text, decision } => {
            let unit = desk.unit(&unit)?;
            let id = desk.meeting(&unit, &meeting)?.id;
            let state: State = desk.look().subject(unit.id, id)?.unwrap_or_default();
            let text = if text == "-" { standard_input(desk)? } else { text };
            let decisions = decision.into_iter().map(Text).collect();
            asked_of(desk, &unit, id, &Command::Minute { from: state.versions, text: Text(text), decisions })
        }
        Meeting::Confirm { unit, meeting, one, other } => {
            let unit = desk.unit(&unit)?;
            let id = desk.meeting(&unit, &meeting)?.id;
            let (one, other) = (desk.person(&unit, &one)?.person, desk.person(&unit, &other)?.person);
            asked_of(desk, &unit, id, &Command::Confirm(one, other))
        }
        Meeting::Cancel { unit, meeting, reason } => {
            let unit = desk.unit(&unit)?;
            let id = desk.meeting(&unit, &meeting)?.id;
            asked_of(desk, &unit, id, &Command::Cancel { reason: Text(reason) })
        }
    }
}

/// Asks, and lets the keeper tell the sign that follows from it.
fn asked_of(desk: &mut Desk, unit: &Unit, id: SubjectId, command: &Command) -> Result<Said> {
    let outcome = desk.act::<State>(unit.id, id, command)?;
    telling::signs(desk, unit.id)?;
    let mut said = sentences::done(desk, &outcome);
    said.json["meeting"] = json!(id.to_string());
    Ok(said)
}

fn hold(desk: &mut Desk, unit: &str, meeting: &str, present: &[String], guests: u32) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.meeting(&unit, meeting)?;
    let who = if present == ["all"] {
        member::roll(&desk.look(), unit.id, row.when.day(&desk.rules.zone()))?
    } else {
        present.iter().map(|name| desk.person(&unit, name).map(|row| row.person)).collect::<Result<BTreeSet<_>>>()?
    };
    let outcome =
        desk.act::<State>(unit.id, row.id, &Command::Hold { who, late: Default::default(), guests, visitors: vec![] })?;
    telling::signs(desk, unit.id)?;
    let state: State = desk.look().subject(unit.id, row.id)?.unwrap_or_default();
    let Some(counted) = state.present else { return Ok(sentences::done(desk, &outcome)) };
    let about = [("present", i64::from(counted.present).into()), ("roll", i64::from(counted.roll).into())];
    let text = desk.words.say(if counted.quorate { "held-quorate" } else { "held-not-quorate" }, &about);
    let json = json!({ "meeting": row.id.to_string(), "present": counted.present, "roll": counted.roll, "quorate": counted.quorate });
    Ok(Said::new(text, json))
}

fn list(desk: &Desk, unit: &str, lines: usize) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let zone = desk.rules.zone();
    let mut rows = vec![];
    let mut list = vec![];
    for row in meeting::list(&desk.look(), unit.id)?.into_iter().rev().take(lines) {
        let state: State = desk.look().subject(unit.id, row.id)?.unwrap_or_default();
        let standing = match () {
            _ if row.cancelled => "meeting-cancelled",
            _ if !row.held => "meeting-set",
            _ if state.confirmed.is_some() => "meeting-confirmed",
            _ if state.minuted.is_some() => "meeting-minuted",
            _ => "meeting-held",
        };
        let present = state.present.map_or_else(String::new, |present| format!("{}/{}", present.present, present.roll));
        let clock = if row.when.whole_day { String::new() } else { zone.clock(row.when.at) };
        let day = row.when.day(&zone).to_string();
        list.push(
            json!({ "meeting": row.id.to_string(), "code": row.code, "at": row.when.at.rfc3339(), "state": standing.trim_start_matches("meeting-"),
                          "present": state.present.map(|p| p.present), "roll": state.present.map(|p| p.roll) }),
        );
        rows.push(vec![day, clock, desk.words.t(standing), present, row.id.short()]);
    }
    Ok(Said::new(table(&rows, &[3]), json!(list)))
}

fn show(desk: &Desk, unit: &str, meeting: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.meeting(&unit, meeting)?;
    let mut lines = vec![row.when.day(&desk.rules.zone()).to_string()];
    let mut minutes = None;
    for fact in desk.look().apart::<State>(unit.id, row.id)? {
        match fact {
            Fact::Titled(title) => lines.push(sheet::escaped(&title.0)),
            Fact::Wrote { text, decisions } => minutes = Some((text.0, decisions)),
            Fact::Because(reason) => lines.push(sheet::escaped(&reason.0)),
            _ => {}
        }
    }
    let decided = minutes.as_ref().map(|(_, decisions)| decisions.iter().map(|one| one.0.clone()).collect::<Vec<_>>());
    if let Some((text, decisions)) = &minutes {
        lines.push(String::new());
        lines.extend(text.lines().map(sheet::escaped));
        lines.extend(decisions.iter().map(|one| desk.words.say("decided", &[("text", sheet::escaped(&one.0).into())])));
    }
    let text = minutes.map(|(text, _)| text);
    Ok(Said::new(lines.join("\n"), json!({ "meeting": row.id.to_string(), "minutes": text, "decisions": decided })))
}

fn standard_input(desk: &Desk) -> Result<String> {
    let mut text = String::new();
    let limit = meeting::MINUTES_BYTES as u64 + 1;
    let read = std::io::stdin().take(limit).read_to_string(&mut text);
    read.map_err(|why| desk.wrong("unreadable", &[("why", why.to_string().into())]))?;
    Ok(text)
}
