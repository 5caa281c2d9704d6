//! Entries that may be of one person: side by side, and nothing of either is lost.

use std::collections::BTreeSet;

use book::{PersonId, SubjectId, UnitId};
use charter::access::What;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit, folded};

use super::address;
use crate::{Command, Details, Member, list, roll};

/// How alike two names must be, from 0 to 1 (Jaro and Winkler).
const ALIKE: f64 = 0.94;
/// The same where both are reached at one number or address.
const A_LITTLE: f64 = 0.8;
/// Signs that a number or an address has at least.
const LEAST: usize = 6;
/// Members that are held against one another: every pair is looked at.
const COMPARED: usize = 400;
/// Pairs on one page, pairs that are found in all, and pairs that are remembered as two people.
const PAIRS: usize = 20;
const FOUND: usize = 1_000;
const APART: usize = 2_000;

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
    /// The name's words, as they are held against others'.
    #[serde(skip)]
    pub(crate) words: String,
    /// Their signs in order, and how many: to tell cheaply that two names have too few in common.
    #[serde(skip)]
    signs: Vec<char>,
    /// Numbers and addresses, likewise.
    #[serde(skip)]
    reached: Vec<String>,
}

impl Entry {
    /// An entry that has a name.
    pub fn new(person: PersonId, member: Member) -> Option<Entry> {
        let details = member.details().unwrap_or_default();
        let name = details.name.as_ref()?.0.clone();
        let reached = details.contacts.iter().map(|contact| key(&contact.0)).collect();
        let words = words(&name);
        let mut signs = words.chars().collect::<Vec<_>>();
        signs.sort_unstable();
        Some(Entry { person, words, signs, reached, name, member, details })
    }

    /// How alike two names can be at most, whatever the order of the signs that they share.
    pub fn can_be_like(&self, other: &Entry) -> f64 {
        let shared = shared(&self.signs, &other.signs) as f64;
        let jaro = (shared / self.signs.len() as f64 + shared / other.signs.len() as f64 + 1.0) / 3.0;
        // Winkler adds a tenth of what is missing for each of the first four signs; what is rounded away is no reason.
        jaro + 0.4 * (1.0 - jaro) + 1e-9
    }
}

#[derive(Serialize)]
struct Alike {
    unit: UnitId,
    pairs: Vec<(Entry, Entry)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    if !visit.writes(&cell) {
        return Err(Fault::NotFound);
    }
    visit.seen(What::People, None);
    let pairs = pairs(visit, &cell)?;
    visit.page(Some((&cell, "/people")), &Alike { unit: cell.id, pairs })
}

/// Pairs that may be one person, but for those of whom somebody said that they are two.
pub fn pairs(visit: &Visit, cell: &Unit) -> Result<Vec<(Entry, Entry)>> {
    let name = format!("alike/{}/{}", cell.id, visit.as_of);
    let alike = visit.keep(&name, |_| 0, || alike(visit, cell))?;
    let two = apart(visit, cell.id)?;
    let asked = alike.iter().filter(|(one, other)| !two.contains(&both(one.person, other.person)));
    Ok(asked.take(PAIRS).cloned().collect())
}

fn alike(visit: &Visit, cell: &Unit) -> Result<Vec<(Entry, Entry)>> {
    let members = visit.look.subjects::<Member>(cell.id)?.into_iter();
    let here = members.filter(|(_, member)| member.is_on_the_roll(visit.as_of)).take(COMPARED);
    let mut entries = here.filter_map(|(id, member)| Entry::new(PersonId(id), member)).collect::<Vec<_>>();
    // Who came first stands first.
    entries.sort_by_key(|entry| (entry.member.joined, entry.person));
    let mut pairs = vec![];
    for (at, one) in entries.iter().enumerate() {
        let like = entries[at + 1..].iter().filter(|other| is_like(one, other));
        pairs.extend(like.map(|other| (one.clone(), other.clone())));
        if pairs.len() > FOUND {
            break;
        }
    }
    Ok(pairs)
}

/// Pairs of whom somebody said here that they are two people.
fn apart(visit: &Visit, unit: UnitId) -> Result<BTreeSet<(PersonId, PersonId)>> {
    let kept = visit.shelf.draft(&name(unit))?;
    Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default())
}

fn name(unit: UnitId) -> String {
    format!("apart/{unit}")
}

fn both(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    (one.min(other), one.max(other))
}

/// Whether two entries may be of one person: by name, and by how they are reached; another year of birth speaks against it.
pub fn is_like(one: &Entry, other: &Entry) -> bool {
    let years = one.details.birth_year.zip(other.details.birth_year);
    if years.is_some_and(|(one, other)| one != other) {
        return false;
    }
    let same_contact = one.reached.iter().any(|contact| contact.len() >= LEAST && other.reached.contains(contact));
    // The same telephone in one household is no proof: the names must be a little alike too.
    let least = if same_contact { A_LITTLE } else { ALIKE };
    // Of a name without a sign it is no number, and says nothing.
    if one.can_be_like(other) < least {
        return false;
    }
    strsim::jaro_winkler(&one.words, &other.words) >= least
}

/// How many signs two ordered rows of them have in common.
fn shared(one: &[char], other: &[char]) -> usize {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        shared += usize::from(left == right);
        (a, b) = (a + usize::from(left <= right), b + usize::from(right <= left));
    }
    shared
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
            p.screen { a href=(self.unit.address() + "/people") { (say.t("see-people")) } }
        }
    }
}

impl Alike {
    fn pair(&self, on: &Paper, one: &Entry, other: &Entry) -> Markup {
        let say = &on.say;
        let facts = |entry: &Entry| {
            html! {
                div.flow {
                    h2 { a href=(address(self.unit, entry.person)) { bdi { (entry.name) } } }
                    p.quiet { @match entry.member.joined { Some(day) => { (say.say("since", &[("day", say.date(day).into())])) }, None => { (say.t("since-unknown")) } } }
                    @for contact in &entry.details.contacts { p.quiet { bdi { (contact.0) } } }
                    @if let Some(year) = entry.details.birth_year { p.quiet { (say.t("born")) " " (year) } }
                }
            }
        };
        let keep = |stays: &Entry, goes: &Entry| {
            on.form("member.same", self.unit, goes.person.0, |form| {
                html! {
                    (form.hidden("other", &stays.person.to_string()))
                    button.button { (say.t("same-keep")) span.unseen { ": " bdi { (stays.name) } } }
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
    // One that stands for others goes no further, or they would follow it off the roll.
    let stands = list(asked.visit.look, asked.unit.id)?
        .iter()
        .any(|row| row.same_as.is_some_and(|same| same.0 == asked.subject));
    if other.0 == asked.subject || stands || !here.contains(&other) {
        return Err(Fault::field("", "not-on-the-roll"));
    }
    let wish = asked.wish::<Member>(&Command::Same(other))?;
    Ok(Plan { undo: Some(asked.back("member.other", vec![])), ..Plan::one(wish, Told::new("is-same")) })
}

/// They are two people after all.
pub fn other_after_all(asked: &Asked) -> Result<Plan> {
    known(asked, PersonId(asked.subject))?;
    Ok(Plan::one(asked.wish::<Member>(&Command::Other)?, Told::new("is-other")))
}

/// Two entries that look alike are two people: this node remembers, and asks no more.
pub fn two(asked: &Asked) -> Result<Plan> {
    let mut two = apart(asked.visit, asked.unit.id)?;
    let (one, other) = (PersonId(asked.subject), other(asked)?);
    known(asked, one)?;
    known(asked, other)?;
    two.insert(both(one, other));
    while two.len() > APART {
        two.pop_first();
    }
    let kept = serde_json::to_vec(&two).map_err(ledger::Error::from)?;
    Ok(Plan { drafts: vec![(name(asked.unit.id), Some(kept))], told: Told::new("are-two"), ..Plan::default() })
}

/// Somebody whom this record knows.
fn known(asked: &Asked, person: PersonId) -> Result<()> {
    let state: Option<Member> = asked.visit.look.subject(asked.unit.id, person.0)?;
    state.filter(|member| member.noted.is_some()).map(|_| ()).ok_or(Fault::NotFound)
}

fn other(asked: &Asked) -> Result<PersonId> {
    let id: Option<SubjectId> = asked.fields.get("other").and_then(|id| id.parse().ok());
    id.map(PersonId).ok_or(Fault::NotFound)
}
