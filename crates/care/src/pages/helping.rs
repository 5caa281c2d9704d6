//! Help that is asked and offered, beside each other, with what can be done about it.

use book::{PersonId, SubjectId, UnitId};
use maud::{Markup, html};
use serde::Serialize;
use web::{Paper, Result, Say, Visit};

use super::forms::{ask, sort};
use crate::{Neighbour, Row, Sort, open};

/// Help in a cell.
#[derive(Serialize)]
pub struct Helping {
    #[serde(skip)]
    unit: UnitId,
    /// What is asked for.
    pub asked: Vec<Line>,
    /// What is offered.
    pub offered: Vec<Line>,
    #[serde(skip)]
    writes: bool,
    #[serde(skip)]
    me: Option<PersonId>,
}

/// One line of it.
#[derive(Serialize)]
pub struct Line {
    id: SubjectId,
    who: PersonId,
    name: String,
    sort: &'static str,
    text: Option<String>,
    near: bool,
    matched: bool,
    #[serde(skip)]
    of: Sort,
}

impl Helping {
    /// What stands in a unit; with `own`, of the viewer alone.
    pub fn of(visit: &Visit, unit: UnitId, writes: bool, own: bool) -> Result<Helping> {
        let me = visit.person();
        let rows = open(visit.look, unit, visit.as_of)?;
        let (mut asked, mut offered) = (vec![], vec![]);
        for row in rows.into_iter().filter(|row| !own || Some(row.who) == me) {
            let of = if row.help.offers { &mut offered } else { &mut asked };
            of.push(Line::of(row));
        }
        Ok(Helping { unit, asked, offered, writes, me })
    }

    /// Whether nothing is asked or offered.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.offered.is_empty()
    }

    /// Both, in two columns where there is room.
    pub fn shown(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.split.even {
                section.flow aria-labelledby="asked" {
                    h2 id="asked" { (say.t("help-asked")) }
                    @if self.asked.is_empty() { p.quiet { (say.t("help-none-asked")) } }
                    ul.told { @for line in &self.asked { li { (self.line(on, line, &self.offered)) } } }
                }
                section.flow aria-labelledby="offered" {
                    h2 id="offered" { (say.t("help-offered")) }
                    @if self.offered.is_empty() { p.quiet { (say.t("help-none-offered")) } }
                    ul.told { @for line in &self.offered { li { (self.line(on, line, &self.asked)) } } }
                }
            }
        }
    }

    fn line(&self, on: &Paper, line: &Line, others: &[Line]) -> Markup {
        let say = &on.say;
        let own = self.me == Some(line.who);
        let deeds = match own {
            true => Some(["me.match", "me.settle", "me.withdraw"]),
            false if self.writes => Some(["care.match", "care.settle", "care.withdraw"]),
            false => None,
        };
        let fits = |other: &&Line| !line.matched && !other.matched && other.of == line.of && other.who != line.who;
        html! {
            b { (web::capital(sort(say, line.of))) }
            div {
                @if let Some(text) = &line.text { p { bdi { (text) } } }
                p.quiet { bdi { (line.name) } @if line.matched { " · " (say.t("help-found")) } @if line.near { " · " (say.t("help-is-near")) } }
                @if let Some([matches, settles, withdraws]) = deeds {
                    div.row {
                        @for other in others.iter().filter(fits) {
                            (on.form(matches, self.unit, line.id, |form| html! {
                                (form.hidden("with", &other.id.to_string()))
                                (form.button("button", &say.say("help-match", &[("name", other.name.as_str().into())])))
                            }))
                        }
                        (ask(on, settles, self.unit, line.id, ("button", "help-settle"), &[]))
                        @if !line.matched { (ask(on, matches, self.unit, line.id, ("button plain", "help-elsewhere"), &[])) }
                        (ask(on, withdraws, self.unit, line.id, ("button plain", "help-withdraw"), &[]))
                    }
                }
            }
        }
    }
}

impl Line {
    fn of(row: Row) -> Line {
        let Row { id, who, name, sort, text, help, matched } = row;
        Line { id, who, name, sort: sort.name(), text, near: help.near, matched, of: sort }
    }
}

/// What cells next door tell, in a sentence for each.
pub fn next_door(say: &Say, neighbours: &[Neighbour]) -> Vec<String> {
    let mut told = vec![];
    for Neighbour { name, nearby } in neighbours {
        for (message, sorts) in [("next-door-offers", &nearby.offered), ("next-door-asks", &nearby.asked)] {
            let sorts = sorts.iter().map(|of| sort(say, *of)).collect::<Vec<_>>();
            if !sorts.is_empty() {
                told.push(say.say(message, &[("cell", name.as_str().into()), ("what", say.list(&sorts).into())]));
            }
        }
    }
    told
}
