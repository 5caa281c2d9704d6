//! Where a cell looks after its people: two to speak to this week, newcomers, days to be remembered, help asked and
//! offered, what is told next door, and the last pulse.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::{Day, Month};
use maud::{Markup, html};
use member::pages::address;
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::forms::{choices, day, help};
use super::helping::{Helping, next_door};
use super::own_address;
use crate::{How, Known, Lived, NEW_DAYS, Occasion, Suggested, Sum, Why, known, lived, neighbours, pulse, this_week};

/// Days ahead for which it is shown who wants to be remembered.
const AHEAD_DAYS: i32 = 14;

#[derive(Serialize)]
struct Board {
    unit: UnitId,
    suggested: Vec<One>,
    newcomers: Vec<Newcomer>,
    remembered: Vec<Soon>,
    #[serde(flatten)]
    helping: Helping,
    next_door: Vec<String>,
    pulse: Option<(Month, Vec<Option<Sum>>)>,
    #[serde(skip)]
    people: Vec<(String, String)>,
    #[serde(skip)]
    writes: bool,
    #[serde(skip)]
    me: Option<PersonId>,
    #[serde(skip)]
    today: Day,
}

#[derive(Serialize)]
struct One {
    name: String,
    #[serde(flatten)]
    of: Suggested,
}

/// Somebody who is new, for those who write the record.
#[derive(Serialize)]
struct Newcomer {
    person: PersonId,
    name: String,
    called: bool,
    companion: Option<(PersonId, String)>,
    task: bool,
}

/// A day on which somebody wants to be remembered, for those who write the record.
#[derive(Serialize)]
struct Soon {
    day: Day,
    person: PersonId,
    name: String,
    of: Occasion,
    line: Option<String>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    let (writes, today, me) = (visit.writes(&cell), visit.as_of, visit.person());
    let known = known(visit.look, cell.id)?;
    let lived = lived(visit.look, cell.id, &known, visit.say.zone)?;
    let speak = this_week(visit.look, cell.id, &known, today, visit.say.zone)?;
    let here = known.iter().filter(|(_, one)| one.row.is_on_the_roll(today));
    let people = choices(here.map(|(person, one)| (person, one.row.called())));
    let page = Board {
        unit: cell.id,
        suggested: suggested(&known, speak, me),
        newcomers: if writes { newcomers(&known, &lived, today) } else { vec![] },
        remembered: if writes { soon(&known, today) } else { vec![] },
        helping: Helping::of(visit, cell.id, writes, false)?,
        next_door: next_door(&visit.say, &neighbours(visit.look, cell.id)?),
        pulse: pulse(visit.look, cell.id)?.quarters.pop_last().map(|(month, sums)| (Month(month), sums)),
        people,
        writes,
        me,
        today,
    };
    if !page.suggested.is_empty() {
        visit.seen(What::Week, None);
    }
    page.remembered.iter().for_each(|soon| visit.seen(What::Person, Some(soon.person)));
    visit.page(Some((&cell, "/people")), &page)
}

/// Those to speak to this week: nobody is told that they are one of them.
fn suggested(known: &BTreeMap<PersonId, Known>, speak: Vec<Suggested>, me: Option<PersonId>) -> Vec<One> {
    let others = speak.into_iter().filter(|of| Some(of.person) != me);
    others.filter_map(|of| Some(One { name: known.get(&of.person)?.row.called(), of })).collect()
}

fn newcomers(known: &BTreeMap<PersonId, Known>, lived: &BTreeMap<PersonId, Lived>, today: Day) -> Vec<Newcomer> {
    let newcomer = |(person, one): (&PersonId, &Known)| {
        let lived = lived.get(person)?;
        let joined = lived.joined.filter(|joined| (0..=NEW_DAYS).contains(&today.since(*joined)))?;
        if !lived.is_here(today) || lived.declined {
            return None;
        }
        let companion = one.care.companion.and_then(|who| Some((who, known.get(&who)?.row.called())));
        let called = lived.contacts.range(joined..).next().is_some();
        Some(Newcomer { person: *person, name: one.row.called(), called, companion, task: lived.task.is_some() })
    };
    known.iter().filter_map(newcomer).collect()
}

fn soon(known: &BTreeMap<PersonId, Known>, today: Day) -> Vec<Soon> {
    let mut soon = vec![];
    for (person, one) in known.iter().filter(|(_, one)| one.row.is_on_the_roll(today)) {
        for remembered in one.care.days() {
            let next = remembered.next(today).filter(|day| day.since(today) < AHEAD_DAYS);
            soon.extend(next.map(|day| {
                let line = remembered.line.map(|line| line.0);
                Soon { day, person: *person, name: one.row.called(), of: remembered.of, line }
            }));
        }
    }
    soon.sort_by(|one, other| (one.day, &one.name).cmp(&(other.day, &other.name)));
    soon
}

/// What a suggestion asks for, why, and in which way it is put down.
pub fn to_do(say: &Say, why: Why, name: &str, today: Day) -> (String, String, How) {
    let (title, reason, how) = match why {
        Why::New { joined } => {
            let days = today.since(joined);
            let about = [("n", i64::from(days).into()), ("few", say.few(days.unsigned_abs() as usize).into())];
            ("call", say.say("joined-days-ago", &about), How::Call)
        }
        Why::Missed => ("call", say.t("missed-two"), How::Call),
        Why::Quiet { last: None } => ("sit-down-with", say.t("care-quiet"), How::OneToOne),
        Why::Quiet { last: Some(last) } => {
            ("sit-down-with", say.say("care-quiet-since", &[("day", say.date(last).into())]), How::OneToOne)
        }
    };
    (say.say(title, &[("name", name.into())]), reason, how)
}

impl Page for Board {
    fn title(&self, say: &Say) -> String {
        say.t("care")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("care")) }
            @if self.me.is_some() { p.row { a.button.main href=(own_address(self.unit)) { (say.t("care-own")) } } }
            div.split.even {
                section.flow aria-labelledby="speak" {
                    h2 id="speak" { (say.t("care-speak")) }
                    @if self.suggested.is_empty() { p.quiet { (say.t("care-nobody")) } }
                    ol.things { @for one in &self.suggested { li { (self.one(on, one)) } } }
                }
                @if !self.remembered.is_empty() || !self.newcomers.is_empty() { div.flow { (self.remembering(say)) (self.newcomers(on)) } }
            }
            (self.helping.shown(on))
            @if !self.next_door.is_empty() {
                section.flow aria-labelledby="next-door" {
                    h2 id="next-door" { (say.t("next-door")) }
                    ul.names { @for told in &self.next_door { li { bdi { (told) } } } }
                    p.quiet { (say.t("next-door-how")) }
                }
            }
            @if let Some((quarter, sums)) = &self.pulse { (counted(say, *quarter, sums)) }
            @if self.writes { (self.for_others(on)) }
        }
    }
}

impl Board {
    fn one(&self, on: &Paper, One { name, of }: &One) -> Markup {
        let say = &on.say;
        let (title, reason, how) = to_do(say, of.why, name, self.today);
        let deed = if self.me.is_some() { "me.met" } else { "care.met" };
        html! {
            h3 { a href=(address(self.unit, of.person)) { (title) } }
            p.quiet { (reason) }
            @if of.done { p.quiet { (say.t("care-done")) } }
            @else if self.me.is_some() || self.writes {
                (on.form(deed, self.unit, of.person.0, |form| html! {
                    (form.hidden("how", how.name()))
                    button.button { (say.t("care-talked")) span.unseen { ": " (title) } }
                }))
            }
        }
    }

    fn remembering(&self, say: &Say) -> Markup {
        html! {
            @if !self.remembered.is_empty() {
                section.flow aria-labelledby="days" {
                    h2 id="days" { (say.t("care-days")) }
                    ul.told {
                        @for soon in &self.remembered {
                            li {
                                b { (say.near(soon.day)) }
                                p {
                                    bdi { (soon.name) } ": "
                                    (say.t(if soon.of == Occasion::Loss { "care-loss" } else { "care-birthday" }))
                                    @if let Some(line) = &soon.line { ". " bdi { (line) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn newcomers(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if !self.newcomers.is_empty() {
                section.flow aria-labelledby="new" {
                    h2 id="new" { (say.t("care-new")) }
                    ul.told { @for one in &self.newcomers { li { b { bdi { (one.name) } } div { (self.newcomer(on, one)) } } } }
                }
            }
        }
    }

    fn newcomer(&self, on: &Paper, one: &Newcomer) -> Markup {
        let say = &on.say;
        let others = self.people.iter().filter(|(id, _)| *id != one.person.to_string()).cloned();
        let people = std::iter::once((String::new(), say.t("task-nobody"))).chain(others).collect::<Vec<_>>();
        let present = one.companion.as_ref().map_or_else(String::new, |(who, _)| who.to_string());
        html! {
            p.quiet {
                (web::capital(say.t(if one.called { "care-called" } else { "care-not-called" }))) " · "
                @match &one.companion {
                    Some((_, name)) => (say.say("care-with", &[("name", name.as_str().into())])),
                    None => (say.t("care-alone")),
                }
                " · " (say.t(if one.task { "care-has-task" } else { "care-no-task" }))
            }
            details.more open[on.refused("care.companion")] {
                summary { (say.t("care-companion")) }
                (on.form("care.companion", self.unit, one.person.0, |form| html! {
                    (form.select("companion", &say.t("care-companion-who"), &people, &present))
                    (form.button("button", &say.t("care-companion-keep")))
                }))
            }
        }
    }

    /// What an officer says for those who do not sign in.
    fn for_others(&self, on: &Paper) -> Markup {
        let (say, people) = (&on.say, Some(&self.people[..]));
        let subject = on.begins("care.decline");
        html! {
            details.more.screen open[["care.ask", "care.offer", "care.remember", "care.decline", "care.consent"].iter().any(|deed| on.refused(deed))] {
                summary { (say.t("care-for-others")) }
                div.split.even {
                    div.flow { (help(on, self.unit, false, people)) (help(on, self.unit, true, people)) }
                    div.flow {
                        (day(on, self.unit, on.begins("care.remember"), people))
                        @for (deed, label) in [("care.decline", "care-decline-other"), ("care.consent", "care-consent-other")] {
                            (on.form(deed, self.unit, subject, |form| html! {
                                (form.select("person", &say.t("help-who"), &self.people, ""))
                                (form.button("button", &say.t(label)))
                            }))
                        }
                    }
                }
            }
        }
    }
}

/// The last pulse: of each question how many said yes, where enough answered.
fn counted(say: &Say, quarter: Month, sums: &[Option<Sum>]) -> Markup {
    html! {
        section.flow aria-labelledby="pulse" {
            h2 id="pulse" { (say.say("pulse-of", &[("month", say.month(quarter.plus(2)).into())])) }
            ul.told {
                @for (question, sum) in super::own::QUESTIONS.iter().zip(sums) {
                    li {
                        b { (match sum {
                            Some(sum) => say.say("pulse-yes-of", &[("yes", i64::from(sum.yes).into()), ("all", i64::from(sum.answers()).into())]),
                            None => say.t("pulse-too-few"),
                        }) }
                        p { (say.t(question)) }
                    }
                }
            }
        }
    }
}
