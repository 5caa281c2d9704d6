//! Entries that may be of one person: side by side, and nothing of either is lost.

use book::{PersonId, SubjectId, UnitId};
use ledger::{Look, Unit};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Shelf, Told, Visit, folded};

use super::address;
use crate::{Command, Details, Member, roll};

/// How alike two names must be, from 0 to 1 (Jaro and Winkler).
const ALIKE: f64 = 0.94;
/// The same where both are reached at one number or address.
const A_LITTLE: f64 = 0.8;
/// Signs that a number or an address has at least.
const LEAST: usize = 6;
/// Members that are held against one another: every pair is looked at.
const COMPARED: usize = 400;
/// Pairs on one page.
const PAIRS: usize = 20;

/// An entry, as it is held against another.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Whose it is.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The membership.
    pub member: Member,
    /// Who the person is.
    pub details: Details,
}

#[derive(Serialize)]
struct Alike {
    unit: UnitId,
    pairs: Vec<(Entry, Entry)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.inside()?;
    if !visit.writes(&cell) {
        return Err(Fault::NotFound);
    }
    let pairs = pairs(visit.look, visit.shelf, &cell, visit.as_of)?;
    visit.page(Some((&cell, "/people")), &Alike { unit: cell.id, pairs })
}

/// Pairs that may be one person, but for those of whom somebody said that they are two.
pub fn pairs(look: &Look, shelf: &Shelf, cell: &Unit, day: charter::calendar::Day) -> Result<Vec<(Entry, Entry)>> {
    let mut entries = vec![];
    for person in roll(look, cell.id, day)?.into_iter().take(COMPARED) {
        let member: Member = look.subject(cell.id, person.0)?.unwrap_or_default();
        let details = member.details().unwrap_or_default();
        let Some(name) = details.name.as_ref().map(|name| name.0.clone()) else { continue };
        entries.push(Entry { person, name, member, details });
    }
    // Who came first stands first.
    entries.sort_by_key(|entry| (entry.member.joined, entry.person));
    let mut pairs = vec![];
    for (at, one) in entries.iter().enumerate() {
        for other in entries[at + 1..].iter().filter(|other| is_like(one, other)) {
            if pairs.len() < PAIRS && shelf.draft(&apart(cell.id, one.person, other.person))?.is_none() {
                pairs.push((one.clone(), other.clone()));
            }
        }
    }
    Ok(pairs)
}

/// Under which name a node keeps that two entries are two people.
fn apart(unit: UnitId, one: PersonId, other: PersonId) -> String {
    format!("apart/{unit}/{}/{}", one.min(other), one.max(other))
}

/// Whether two entries may be of one person: by name, and by how they are reached; another year of birth speaks against it.
pub fn is_like(one: &Entry, other: &Entry) -> bool {
    let years = one.details.birth_year.zip(other.details.birth_year);
    if years.is_some_and(|(one, other)| one != other) {
        return false;
    }
    let reached = |entry: &Entry| entry.details.contacts.iter().map(|contact| key(&contact.0)).collect::<Vec<_>>();
    let (mine, theirs) = (reached(one), reached(other));
    let same_contact = mine.iter().any(|contact| contact.len() >= LEAST && theirs.contains(contact));
    let alike = strsim::jaro_winkler(&words(&one.name), &words(&other.name));
    // The same telephone in one household is no proof: the names must be a little alike too.
    alike >= if same_contact { A_LITTLE } else { ALIKE }
}

/// A name with its words in order of the alphabet, so that 'Nowak Ada' is 'Ada Nowak'.
fn words(name: &str) -> String {
    let name = folded(name);
    let mut words =
        name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    words.sort_unstable();
    words.join(" ")
}

/// A telephone number by its digits, an address in small letters.
fn key(contact: &str) -> String {
    let digits = contact.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits.len() >= LEAST { digits[digits.len().saturating_sub(9)..].to_string() } else { folded(contact) }
}

impl Page for Alike {
    fn title(&self, say: &Say) -> String {
        say.t("same-title")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("same-title")) }
            p.lede { (say.t("same-lede")) }
            @if self.pairs.is_empty() { div.empty { p { (say.t("same-none")) } } }
            div.flow { @for (one, other) in &self.pairs { (self.pair(on, one, other)) } }
            p { a href=(self.unit.address() + "/people") { (say.t("see-people")) } }
        }
    }
}

impl Alike {
    fn pair(&self, on: &Paper, one: &Entry, other: &Entry) -> Markup {
        let say = &on.say;
        let facts = |entry: &Entry| {
            html! {
                div.flow {
                    h3 { a href=(address(self.unit, entry.person)) { bdi { (entry.name) } } }
                    p.quiet { @match entry.member.joined { Some(day) => { (say.say("since", &[("day", say.date(day).into())])) }, None => { (say.t("since-unknown")) } } }
                    @for contact in &entry.details.contacts { p.quiet { (contact.0) } }
                    @if let Some(year) = entry.details.birth_year { p.quiet { (say.t("born")) " " (year) } }
                }
            }
        };
        let keep = |stays: &Entry, goes: &Entry| {
            on.form("member.same", self.unit, goes.person.0, |form| {
                html! {
                    (form.hidden("other", &stays.person.to_string()))
                    button.button { (say.t("same-keep")) span.unseen { ": " (stays.name) } }
                }
            })
        };
        html! {
            section.card.flow {
                div.pair { (facts(one)) (facts(other)) (keep(one, other)) (keep(other, one)) }
                (on.form("member.apart", self.unit, one.person.0, |form| html! {
                    (form.hidden("other", &other.person.to_string()))
                    (form.button("button plain", &say.t("same-two")))
                }))
            }
        }
    }
}

/// One entry gives way to another of the same person; everything that was written of it stays.
pub fn same(asked: &Asked) -> Result<Plan> {
    let other = other(asked)?;
    let here = roll(asked.visit.look, asked.unit.id, asked.visit.say.today)?;
    if other.0 == asked.subject || !here.contains(&other) {
        return Err(Fault::field("", "not-on-the-roll"));
    }
    let wish = asked.wish::<Member>(&Command::Same(other))?;
    Ok(Plan { undo: Some(asked.back("member.other", vec![])), ..Plan::one(wish, Told::new("is-same")) })
}

/// They are two people after all.
pub fn other_after_all(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(asked.wish::<Member>(&Command::Other)?, Told::new("is-other")))
}

/// Two entries that look alike are two people: this node remembers, and asks no more.
pub fn two(asked: &Asked) -> Result<Plan> {
    let name = apart(asked.unit.id, PersonId(asked.subject), other(asked)?);
    Ok(Plan { drafts: vec![(name, Some(vec![1]))], told: Told::new("are-two"), ..Plan::default() })
}

fn other(asked: &Asked) -> Result<PersonId> {
    let id: Option<SubjectId> = asked.fields.get("other").and_then(|id| id.parse().ok());
    id.map(PersonId).ok_or(Fault::NotFound)
}
