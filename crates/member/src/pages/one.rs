//! One person, as their cell knows them.

use account::Opens;
use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::{Day, Moment};
use ledger::Scope;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::erasing::Asking;
use super::{address, mine};
use crate::{Details, Member, WELCOME_DAYS, list};

#[derive(Serialize)]
struct One {
    unit: UnitId,
    person: PersonId,
    #[serde(skip)]
    me: bool,
    #[serde(skip)]
    writes: bool,
    today: Day,
    member: Member,
    details: Details,
    /// Entries that were found to be of this person, by name.
    gave_way: Vec<(PersonId, String)>,
    /// Whether it was asked that the person be erased.
    asking: Asking,
    /// Until when a link of their own can be used, if there is one.
    #[serde(skip)]
    own_link: Option<Moment>,
    #[serde(skip)]
    went_to: Option<String>,
    #[serde(skip)]
    cells: Vec<(String, String)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (cell, id) = (visit.among()?, visit.subject()?);
    let member: Member = visit
        .look
        .subject(cell.id, id)?
        .filter(|member: &Member| member.noted.is_some() && member.erased.is_none())
        .ok_or(Fault::NotFound)?;
    let asking = Asking::of(visit, &member);
    // Who asked is told nobody.
    let member = Member { asked: vec![], ..member };
    if let Some(same) = member.same_as {
        return Ok(Reply::Elsewhere(address(cell.id, same)));
    }
    visit.seen(What::Person, Some(PersonId(id)));
    let gave_way = list(visit.look, cell.id)?.into_iter().filter(|row| row.same_as == Some(PersonId(id)));
    let writes = visit.writes(&cell);
    let names = |units: Vec<ledger::Unit>| {
        let cells =
            units.into_iter().filter(|unit| unit.kind == charter::UnitKind::Cell && unit.id != cell.id && !unit.closed);
        cells.map(|unit| (unit.id.to_string(), unit.name)).collect()
    };
    // Names of cells stand in open bulletins: whoever goes may be sent to any of the same region.
    let near = cell.parent.map_or(Scope::Node, Scope::Below);
    let page = One {
        unit: cell.id,
        person: PersonId(id),
        me: visit.person() == Some(PersonId(id)),
        writes,
        asking,
        own_link: match writes {
            true => visit.accounts.has_personal(cell.id, PersonId(id), Opens::Mine, visit.now)?,
            false => None,
        },
        today: visit.as_of,
        details: member.details().unwrap_or_default(),
        gave_way: gave_way.map(|row| (row.person, row.called())).collect(),
        went_to: match member.went_to {
            Some(to) => visit.look.unit(Scope::Node, to)?.map(|unit| unit.name),
            None => None,
        },
        cells: if writes { names(visit.look.units(near)?) } else { vec![] },
        member,
    };
    visit.page(Some((&cell, "/people")), &page)
}

impl One {
    fn name(&self) -> String {
        let name = self.details.name.as_ref().map(|name| name.0.clone());
        name.or_else(|| self.member.code.clone()).unwrap_or_else(|| self.person.0.short())
    }
}

impl Page for One {
    fn title(&self, _: &Say) -> String {
        self.name()
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, member) = (&on.say, &self.member);
        let here = member.is_on_the_roll(self.today);
        let fact = |name: &str, value: Markup| html! { div { dt { (say.t(name)) } dd { (value) } } };
        let date = |day: Day| html! { (say.day(day)) };
        html! {
            h1 { bdi { (self.name()) } }
            @if here { p.lede { (self.belongs(say)) } }
            @if let Some(to) = &self.went_to { p.lede { (say.say("went-to", &[("to", to.as_str().into())])) } }
            div.split {
                div.flow {
                    section.flow aria-labelledby="reach" {
                        h2 id="reach" { (say.t("contacts")) }
                        @if self.details.contacts.is_empty() { p.quiet { (say.t("contacts-none")) } }
                        ul.names { @for contact in &self.details.contacts { li { (reach(&contact.0)) } } }
                    }
                    dl.facts {
                        @if !here { (fact("joined", member.joined.map_or_else(|| html! { (say.t("since-unknown")) }, date))) }
                        @if let Some(day) = member.welcomed { (fact("welcomed", date(day))) }
                        @if let Some(day) = member.left { (fact("left", date(day))) }
                        @if let Some(year) = self.details.birth_year { (fact("born", html! { (year) })) }
                    }
                    @if self.me { p.quiet { (say.t("held-on-you")) " " a href=(format!("{}/you/held", self.unit.address())) { (say.t("held")) } } }
                    @if self.me && !self.writes {
                        (self.change(on))
                        (self.asking.form(on, self.unit, self.person.0, true))
                    }
                }
                @if self.writes {
                    div.flow {
                        @if here && member.welcomed.is_none() && member.joined.is_some_and(|joined| self.today.since(joined) <= WELCOME_DAYS) { (self.welcome(on)) }
                        (self.change(on))
                        @if here { (mine::link(on, self.unit, self.person, self.own_link, false)) }
                        @if here { (self.leaving(on)) } @else { (self.back(on)) }
                        @for (other, name) in &self.gave_way { (self.other(on, *other, name)) }
                        (self.asking.form(on, self.unit, self.person.0, self.me))
                    }
                }
            }
        }
    }
}

impl One {
    fn belongs(&self, say: &Say) -> String {
        match self.member.joined {
            Some(day) => say.say("one-of-us-since", &[("day", say.date(day).into())]),
            None => say.t("one-of-us"),
        }
    }

    fn other(&self, on: &Paper, other: PersonId, name: &str) -> Markup {
        let say = &on.say;
        html! {
            p.quiet { (say.say("same-entry", &[("name", name.into())])) }
            (on.form("member.other", self.unit, other.0, |form| html! { (form.button("button", &say.t("same-other"))) }))
        }
    }

    fn welcome(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.card.flow aria-labelledby="welcome" {
                h2 id="welcome" { (say.t("welcome-head")) }
                p { (say.t("welcome-hint")) }
                (on.form("member.welcome", self.unit, self.person.0, |form| html! { (form.button("button main", &say.t("welcome-done"))) }))
            }
        }
    }

    fn change(&self, on: &Paper) -> Markup {
        let deed = if self.writes { "member.describe" } else { "me.describe" };
        html! {
            details.more open[self.details.contacts.is_empty() || on.refused(deed)] {
                summary { (on.say.t("person-change")) }
                (mine::form(on, (deed, "button"), self.unit, self.person, &self.details))
            }
        }
    }

    fn leaving(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if !self.cells.is_empty() {
                details.more open[on.refused("member.transfer")] {
                    summary { (say.t("person-goes")) }
                    (on.form("member.transfer", self.unit, self.person.0, |form| html! {
                        (form.select("to", &say.t("field-to"), &self.cells, ""))
                        (form.button("button", &say.t("person-goes-keep")))
                    }))
                }
            }
            details.more open[on.refused("member.leave")] {
                summary { (say.t("person-leaves")) }
                (on.form("member.leave", self.unit, self.person.0, |form| html! {
                    (form.line("day", "date", &say.t("field-last-day"), &self.today.to_string()))
                    (form.button("button", &say.t("person-leaves-keep")))
                }))
            }
        }
    }

    fn back(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let day = self.today.to_string();
        on.form("member.return", self.unit, self.person.0, |form| {
            html! { (form.line("day", "date", &say.t("field-since"), &day)) (form.button("button", &say.t("person-returns"))) }
        })
    }
}

/// A telephone number or an address as something to press.
fn reach(contact: &str) -> Markup {
    let digits = contact.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect::<String>();
    let is_number = digits.len() >= 5 && contact.chars().all(|sign| sign.is_ascii_digit() || " +-/()".contains(sign));
    html! {
        @if is_number { a.reach href=(format!("tel:{digits}")) { bdi { (contact) } } }
        @else if contact.contains('@') && !contact.contains(char::is_whitespace) { a.reach href=(format!("mailto:{contact}")) { bdi { (contact) } } }
        @else { bdi { (contact) } }
    }
}
