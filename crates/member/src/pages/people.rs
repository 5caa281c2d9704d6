//! The people of a cell, and the form that takes somebody in.

use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::Day;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit, folded};

use super::address;
use super::forgotten::Forgotten;
use crate::list;

#[derive(Serialize)]
struct People {
    unit: UnitId,
    #[serde(skip)]
    wanted: String,
    writes: bool,
    /// Whether the viewer keeps the cash.
    #[serde(skip)]
    keeps: bool,
    members: Vec<Line>,
    former: Vec<Line>,
    /// Those who were erased: when, and how far it has come.
    forgotten: Vec<Forgotten>,
    #[serde(skip)]
    alike: usize,
}

#[derive(Serialize)]
struct Line {
    person: PersonId,
    name: String,
    joined: Option<Day>,
    left: Option<Day>,
    new: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    visit.seen(What::People, None);
    let (mut members, mut former) = (vec![], vec![]);
    for row in list(visit.look, cell.id)?.into_iter().filter(|row| row.same_as.is_none()) {
        let new = row.unwelcomed(visit.as_of).is_some();
        let line = Line { person: row.person, name: row.called(), joined: row.joined, left: row.left, new };
        if row.is_on_the_roll(visit.as_of) { members.push(line) } else { former.push(line) }
    }
    let wanted = visit.sought();
    let fits = |line: &Line| wanted.is_empty() || folded(&line.name).contains(&folded(&wanted));
    members.retain(fits);
    former.retain(fits);
    let writes = visit.writes(&cell);
    let alike = if writes { super::pairs(visit, &cell)?.len() } else { 0 };
    let page = People {
        unit: cell.id,
        wanted,
        writes,
        keeps: visit.may(&cell, charter::Right::KeepCash),
        members,
        former,
        forgotten: Forgotten::all(visit.look, cell.id)?,
        alike,
    };
    visit.page(Some((&cell, "/people")), &page)
}

impl Page for People {
    fn title(&self, say: &Say) -> String {
        say.t("people")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let here = self.unit.address() + "/people";
        html! {
            h1 { (say.count("people-head", self.members.len())) }
            div.row {
                @if self.writes { a.button.main href=(here.clone() + "/new") { (say.t("someone-joins")) } }
                form.find method="get" action=(here) role="search" {
                    p.field {
                        label for="q" { (say.t("field-find")) }
                        input id="q" name="q" type="search" value=(self.wanted) data-filters="people";
                    }
                    button.button { (say.t("find")) }
                }
            }
            p.row {
                a href=(self.unit.address() + "/care") { (say.t("care")) }
                a href=(self.unit.address() + "/offices") { (say.t("offices")) }
                @if self.keeps { a href=(self.unit.address() + "/dues") { (say.t("dues")) } }
                @if self.writes { a href=(self.unit.address() + "/accounts") { (say.t("accounts")) } }
                @if self.alike > 0 { a href=(self.unit.address() + "/people/same") { (say.count("same-found", self.alike)) } }
            }
            @if self.members.is_empty() && !self.wanted.is_empty() { p.quiet { (say.t("nobody-so")) } }
            ul.people id="people" { @for line in &self.members { (line.item(say, self.unit)) } }
            @if !self.former.is_empty() {
                details.more open[!self.wanted.is_empty()] {
                    summary { (say.count("people-former", self.former.len())) }
                    ul.people { @for line in &self.former { (line.item(say, self.unit)) } }
                }
            }
            @if !self.forgotten.is_empty() {
                p { a href=(self.unit.address() + "/forgotten") { (say.count("forgotten-head", self.forgotten.len())) } }
            }
        }
    }
}

impl Line {
    fn item(&self, say: &Say, unit: UnitId) -> Markup {
        let told = match (self.left, self.joined) {
            (Some(left), _) => say.say("left-on", &[("day", say.date(left).into())]),
            (None, Some(joined)) => say.say("since", &[("day", say.date(joined).into())]),
            (None, None) => say.t("since-unknown"),
        };
        html! {
            li.person {
                a href=(address(unit, self.person)) {
                    i aria-hidden="true" { (web::initials(&self.name)) }
                    span { b { bdi { (self.name) } } span.quiet { (told) } }
                    @if self.new { span.tag { (say.t("new")) } }
                }
            }
        }
    }
}

#[derive(Serialize)]
struct Joining {
    unit: UnitId,
    today: Day,
}

pub fn joining(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    if !visit.writes(&cell) {
        return Err(Fault::NotFound);
    }
    visit.page(Some((&cell, "/people")), &Joining { unit: cell.id, today: visit.as_of })
}

impl Page for Joining {
    fn title(&self, say: &Say) -> String {
        say.t("someone-joins")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("someone-joins")) }
                p.lede { (say.t("join-lede")) }
                (on.form("member.join", self.unit, on.begins("member.join"), |form| html! {
                    (form.line("name", "text", &say.t("field-name"), ""))
                    (form.line("contact", "text", &say.t("field-contact"), ""))
                    (form.line("day", "date", &say.t("field-since"), &self.today.to_string()))
                    details.more open[on.refused("member.join")] {
                        summary { (say.t("more-about")) }
                        (form.line("year", "text", &say.t("field-year"), ""))
                    }
                    (form.button("button main", &say.t("join")))
                }))
            }
        }
    }
}
