//! Offices of a cell: who holds which, until when, and who stands in.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::{Day, Moment};
use charter::offices::{Command, Offices};
use charter::suspensions::Suspended;
use charter::{Office, Right};
use ledger::{Unit, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit, capital};

use super::address;
use crate::{Hold, Holders, list, roll};

#[derive(Serialize)]
struct Terms {
    unit: UnitId,
    running: Vec<Term>,
    #[serde(skip)]
    manages: bool,
    #[serde(skip)]
    in_office: bool,
    #[serde(skip)]
    today: Day,
    #[serde(skip)]
    people: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Term {
    office: Office,
    number: u64,
    until: Option<Day>,
    holder: Option<(PersonId, String)>,
    /// Whether it is the viewer's own, and only they can say who holds it.
    #[serde(skip)]
    mine: bool,
    /// Since when it is suspended from above, if it is.
    suspended: Option<Moment>,
    /// What it opens, by the names of the messages that say it: worked out from what the office gives.
    opens: Vec<&'static str>,
}

/// What a term opens. To say who keeps a book asks for a term that reaches below.
fn opens(term: &charter::offices::Term) -> Vec<&'static str> {
    let given = |right: &Right| term.office.gives(*right) && (*right != Right::ManageKeepers || term.below);
    let message = |right| match right {
        Right::SeeFigures => "opens-figures",
        Right::SeePeople => "opens-people",
        Right::Convene => "opens-convening",
        Right::KeepCash => "opens-cash",
        Right::Ombuds => "opens-ombuds",
        Right::WriteRecord => "opens-record",
        Right::ManageOffices => "opens-offices",
        Right::ManageUnits => "opens-units",
        Right::ManageKeepers => "opens-keepers",
    };
    let given = Right::ALL.into_iter().filter(given).map(message);
    given.chain(term.below.then_some("opens-below")).collect()
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    let offices: Offices = visit.look.own(cell.id)?;
    let holders: Holders = visit.look.own(cell.id)?;
    let names: BTreeMap<PersonId, String> =
        list(visit.look, cell.id)?.into_iter().filter_map(|row| Some((row.person, row.name.or(row.code)?))).collect();
    let on_roll = roll(visit.look, cell.id, visit.as_of)?;
    let mut people = names.iter().filter(|(person, _)| on_roll.contains(person)).collect::<Vec<_>>();
    people.sort_by_key(|(person, name)| ((*name).clone(), **person));
    let manages = visit.may(&cell, Right::ManageOffices);
    if manages {
        // Whoever may give an office has everybody's name before them.
        visit.seen(What::People, None);
    }
    let term = |term: &charter::offices::Term| -> Result<Term> {
        let of = Suspended { unit: cell.id, office: term.office, number: term.number };
        Ok(Term {
            office: term.office,
            number: term.number,
            until: term.until,
            opens: opens(term),
            mine: manages && is_mine(visit, &cell, &holders, term.office, term.number)?,
            holder: holders.of(term.office, term.number).and_then(|who| Some((who, names.get(&who)?.clone()))),
            suspended: visit.look.suspension(&of)?.map(|one| one.since),
        })
    };
    let page = Terms {
        unit: cell.id,
        running: offices.terms.iter().filter(|term| term.ended.is_none()).map(term).collect::<Result<_>>()?,
        manages,
        in_office: cell.kind == charter::UnitKind::Cell
            && matches!(visit.viewer()?.term, Some(ledger::Term::Office { .. })),
        today: visit.as_of,
        people: people.into_iter().map(|(person, name)| (person.to_string(), name.clone())).collect(),
    };
    visit.page(Some((&cell, "/people")), &page)
}

impl Page for Terms {
    fn title(&self, say: &Say) -> String {
        say.t("offices")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("offices")) }
            p.lede { (say.t("offices-lede")) }
            div.split {
                ul.told { @for term in &self.running { (self.line(on, term)) } }
                @if self.manages { (self.beginning(on)) }
            }
            p.row.screen {
                a href=(self.unit.address() + "/people") { (say.t("see-people")) }
                @if self.manages { a href=(self.unit.address() + "/handing-over") { (say.t("see-handing-over")) } }
                a href=(self.unit.address() + "/load") { (say.t("see-load")) }
                @if self.in_office { a href=(self.unit.address() + "/beginning") { (say.t("see-beginning")) } }
            }
        }
    }
}

impl Terms {
    fn line(&self, on: &Paper, term: &Term) -> Markup {
        let say = &on.say;
        let office = capital(say.t(&format!("office-{}", term.office.name())));
        let until = term.until.map(|until| {
            let name = if until < self.today { "term-should-have-ended" } else { "term-until" };
            say.say(name, &[("day", say.date(until).into())])
        });
        html! {
            li {
                b { (office) }
                div {
                    @match &term.holder {
                        Some((person, name)) => a href=(address(self.unit, *person)) { bdi { (name) } },
                        None => span.quiet { (say.t("holder-unknown")) },
                    }
                    @if term.mine {
                        (on.form("office.mine", self.unit, own_subject(self.unit), |form| html! {
                            (form.button("button", &say.t("holder-me")))
                        }))
                    }
                    @if let Some(until) = until { p.quiet { (until) } }
                    @if let Some(since) = term.suspended { p { (say.say("suspended-since", &[("day", say.date(say.day_of(since)).into())])) } }
                    details.more {
                        summary { (say.t("opens")) span.unseen { ": " (office) } }
                        @for what in &term.opens { p.quiet { (say.t(what)) } }
                    }
                    @if self.manages {
                        details.more {
                            summary { (say.t("term-end")) span.unseen { ": " (office) } }
                            (on.form("office.end", self.unit, own_subject(self.unit), |form| html! {
                                p { (say.t("term-end-hint")) }
                                (form.hidden("office", term.office.name()))
                                (form.hidden("number", &term.number.to_string()))
                                (form.button("button grave", &say.t("term-end-yes")))
                            }))
                        }
                    }
                }
            }
        }
    }

    fn beginning(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let offices = [Office::Deputy, Office::Secretary, Office::Treasurer, Office::Ombuds];
        let offices =
            offices.map(|office| (office.name().to_string(), capital(say.t(&format!("office-{}", office.name())))));
        html! {
            section.card.flow aria-labelledby="begin" {
                h2 id="begin" { (say.t("term-begin")) }
                (on.form("office.begin", self.unit, own_subject(self.unit), |form| html! {
                    (form.select("office", &say.t("field-office"), &offices, ""))
                    (form.select("person", &say.t("field-holder"), &self.people, ""))
                    (form.line("until", "date", &say.t("field-until"), &self.today.plus(365).to_string()))
                    (form.button("button main", &say.t("term-begin-yes")))
                }))
            }
        }
    }
}

/// Begins a term, and writes down in the record who holds it.
pub fn begin(asked: &Asked) -> Result<Plan> {
    let office = asked.fields.get("office").and_then(Office::named).ok_or(Fault::field("office", "field-missing"))?;
    let person: Option<PersonId> = asked.fields.get("person").and_then(|person| person.parse().ok());
    let person = person.ok_or(Fault::field("person", "field-missing"))?;
    if !roll(asked.visit.look, asked.unit.id, asked.visit.say.today)?.contains(&person) {
        return Err(Fault::field("person", "not-on-the-roll"));
    }
    let until =
        asked.fields.filled("until").map(|day| day.parse::<Day>().map_err(|_| Fault::field("until", "not-a-day")));
    let own = own_subject(asked.unit.id);
    let offices: Offices = asked.visit.look.subject(asked.unit.id, own)?.unwrap_or_default();
    let number = offices.terms.iter().filter(|term| term.office == office).count() as u64 + 1;
    let begin =
        asked.of::<Offices>(asked.unit.id, own, &Command::Begin { office, below: false, until: until.transpose()? })?;
    let took = asked.of::<Holders>(asked.unit.id, own, &Hold::Took { office, number, person })?;
    asked.visit.seen(What::Granted, Some(person));
    Ok(Plan { wishes: vec![begin, took], told: Told::new("term-is-begun"), ..Plan::default() })
}

/// Whether the viewer came in by a term of this unit, as somebody on its roll, and nobody wrote down who holds it.
fn is_mine(visit: &Visit, unit: &Unit, holders: &Holders, office: Office, number: u64) -> Result<bool> {
    let viewer = visit.viewer()?;
    let own = viewer.term == Some(ledger::Term::Office { unit: unit.id, office, number });
    let Some(person) = viewer.person.filter(|_| own && viewer.unit == unit.id) else { return Ok(false) };
    Ok(holders.of(office, number).is_none() && roll(visit.look, unit.id, visit.say.today)?.contains(&person))
}

/// Writes down that whoever is at the page holds the term by which they came in.
pub fn mine(asked: &Asked) -> Result<Plan> {
    let (visit, own) = (&asked.visit, own_subject(asked.unit.id));
    let viewer = visit.viewer()?;
    let (Some(ledger::Term::Office { office, number, .. }), Some(person)) = (viewer.term, viewer.person) else {
        return Err(Fault::field("", "holder-not-you"));
    };
    let holders: Holders = visit.look.subject(asked.unit.id, own)?.unwrap_or_default();
    if !is_mine(visit, &asked.unit, &holders, office, number)? {
        return Err(Fault::field("", "holder-not-you"));
    }
    let wish = asked.of::<Holders>(asked.unit.id, own, &Hold::Took { office, number, person })?;
    Ok(Plan::one(wish, Told::new("holder-is-told")))
}

/// Ends a term.
pub fn end(asked: &Asked) -> Result<Plan> {
    let office = asked.fields.get("office").and_then(Office::named).ok_or(Fault::NotFound)?;
    let number = asked.fields.get("number").and_then(|number| number.parse().ok()).ok_or(Fault::NotFound)?;
    let own = own_subject(asked.unit.id);
    let holders: Holders = asked.visit.look.subject(asked.unit.id, own)?.unwrap_or_default();
    asked.visit.seen(What::Withdrawn, holders.of(office, number));
    let wish = asked.of::<Offices>(asked.unit.id, own, &Command::End { office, number })?;
    Ok(Plan::one(wish, Told::new("term-is-ended")))
}
