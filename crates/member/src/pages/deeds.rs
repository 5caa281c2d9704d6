//! What the forms about a person ask for.

use book::{Text, UnitId};
use charter::calendar::Day;
use charter::{Private, UnitKind};
use web::{Asked, Fault, Plan, Result, Told};

use super::address;
use crate::{Command, Details, Member};

/// The earliest year of birth that is taken for one.
const OLDEST: i16 = 1900;

/// Takes somebody in.
pub fn join(asked: &Asked) -> Result<Plan> {
    let name = asked.fields.filled("name").ok_or(Fault::field("name", "field-missing"))?;
    let contacts = asked.fields.filled("contact").map(|contact| Text(contact.into())).into_iter().collect();
    let details = Details { name: Some(Text(name.into())), contacts, birth_year: year(asked)?, languages: vec![] };
    let join = Command::Join {
        code: None,
        day: Some(day(asked)?),
        left: None,
        details: Some(Private::new(&details)?),
        bulk: false,
    };
    let wish = asked.wish::<Member>(&join)?;
    let to = Some(address(asked.unit.id, book::PersonId(asked.subject)));
    Ok(Plan { to, ..Plan::one(wish, Told::new("has-joined").with("name", name)) })
}

/// Puts down who somebody is.
pub fn describe(asked: &Asked) -> Result<Plan> {
    let before = state(asked)?.details().unwrap_or_default();
    let name = asked.fields.filled("name").ok_or(Fault::field("name", "field-missing"))?;
    let contacts = asked.fields.get("contacts").unwrap_or("").lines().map(str::trim).filter(|line| !line.is_empty());
    let contacts = contacts.map(|contact| Text(contact.into())).collect();
    let details = Details { name: Some(Text(name.into())), contacts, birth_year: year(asked)?, ..before.clone() };
    let wish = asked.wish::<Member>(&Command::Describe(Private::new(&details)?))?;
    let lines = before.contacts.iter().map(|contact| contact.0.as_str()).collect::<Vec<_>>().join("\n");
    let undo = before.name.map(|name| {
        let year = before.birth_year.map_or_else(String::new, |year| year.to_string());
        asked.back("member.describe", vec![("name", name.0), ("contacts", lines), ("year", year)])
    });
    Ok(Plan { undo, ..Plan::one(wish, Told::new("person-is-kept").with("name", name)) })
}

/// Notes that a newcomer was welcomed.
pub fn welcome(asked: &Asked) -> Result<Plan> {
    let wish = asked.wish::<Member>(&Command::Welcome(asked.visit.say.today))?;
    Ok(Plan::one(wish, Told::new("is-welcomed").with("name", name(asked)?)))
}

/// Notes that somebody left.
pub fn leave(asked: &Asked) -> Result<Plan> {
    let joined = state(asked)?.joined;
    let wish = asked.wish::<Member>(&Command::Leave(day(asked)?))?;
    let undo = joined.map(|joined| asked.back("member.return", vec![("day", joined.to_string())]));
    Ok(Plan { undo, ..Plan::one(wish, Told::new("has-left").with("name", name(asked)?)) })
}

/// Takes somebody back.
pub fn come_back(asked: &Asked) -> Result<Plan> {
    let join = Command::Join { code: None, day: Some(day(asked)?), left: None, details: None, bulk: false };
    Ok(Plan::one(asked.wish::<Member>(&join)?, Told::new("is-back").with("name", name(asked)?)))
}

/// Notes that somebody goes to another cell; that cell's secretary takes them in.
pub fn transfer(asked: &Asked) -> Result<Plan> {
    let to: UnitId =
        asked.fields.get("to").and_then(|to| to.parse().ok()).ok_or(Fault::field("to", "field-missing"))?;
    // Cells' names stand in open bulletins; nobody goes to a region, to a closed cell, or to where they are.
    let unit = asked.visit.look.unit(ledger::Scope::Node, to)?;
    let unit = unit.filter(|unit| unit.kind == UnitKind::Cell && !unit.closed && unit.id != asked.unit.id);
    let unit = unit.ok_or(Fault::field("to", "not-here"))?;
    let wish = asked.wish::<Member>(&Command::Transfer { to, day: asked.visit.say.today })?;
    let told = Told::new("has-gone").with("name", name(asked)?).with("to", unit.name);
    Ok(Plan::one(wish, told))
}

fn state(asked: &Asked) -> Result<Member> {
    let state: Option<Member> = asked.visit.look.subject(asked.unit.id, asked.subject)?;
    state.filter(|member| member.noted.is_some()).ok_or(Fault::NotFound)
}

fn name(asked: &Asked) -> Result<String> {
    let state = state(asked)?;
    let name = state.details().and_then(|details| details.name).map(|name| name.0);
    Ok(name.or(state.code).unwrap_or_else(|| asked.subject.short()))
}

fn day(asked: &Asked) -> Result<Day> {
    let day = asked.fields.filled("day").ok_or(Fault::field("day", "field-missing"))?;
    day.parse().map_err(|_| Fault::field("day", "not-a-day"))
}

fn year(asked: &Asked) -> Result<Option<i16>> {
    let Some(year) = asked.fields.filled("year") else { return Ok(None) };
    let this = asked.visit.say.today.month().0.div_euclid(12) as i16;
    let year = year.parse().ok().filter(|year| (OLDEST..=this).contains(year));
    year.map(Some).ok_or(Fault::field("year", "not-a-birth-year"))
}
