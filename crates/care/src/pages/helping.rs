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
    /// Whether it is the viewer's alone.
    #[serde(skip)]
    own: bool,
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
    #[serde(skip)]
    offers: bool,
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
        Ok(Helping { unit, asked, offered, writes, me, own })
    }

    /// Whether nothing is asked or offered.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.offered.is_empty()
    }

    /// Both, in two columns where there is room.
    pub fn shown(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let (asked, none_asked, offered, none_offered) = match self.own {
            true => ("help-you-ask", "help-you-ask-nothing", "help-you-offer", "help-you-offer-nothing"),
            false => ("help-asked", "help-none-asked", "help-offered", "help-none-offered"),
        };
        html! {
            div.split.even {
                section.flow aria-labelledby="asked" {
                    h2 id="asked" { (say.t(asked)) }
                    @if self.asked.is_empty() { p.quiet { (say.t(none_asked)) } }
                    ul.told { @for line in &self.asked { li { (self.line(on, line, &self.offered)) } } }
                }
                section.flow aria-labelledby="offered" {
                    h2 id="offered" { (say.t(offered)) }
                    @if self.offered.is_empty() { p.quiet { (say.t(none_offered)) } }
                    ul.told { @for line in &self.offered { li { (self.line(on, line, &self.asked)) } } }
                }
            }
        }
    }

    /// Whether the viewer can take on what somebody else asks; whoever offers that sort already says so at their offer.
    fn can_help(&self, line: &Line) -> bool {
        let open = |other: &Line| !other.matched && other.of == line.of && Some(other.who) == self.me;
        let others = self.me.is_some_and(|me| me != line.who);
        others && !line.offers && !line.matched && !self.offered.iter().any(open)
    }

    fn line(&self, on: &Paper, line: &Line, others: &[Line]) -> Markup {
        let say = &on.say;
        let own = self.me == Some(line.who);
        let deeds = match own {
            true => Some(["me.match", "me.settle", "me.withdraw"]),
            false if self.writes => Some(["care.match", "care.settle", "care.withdraw"]),
            false => None,
        };
        let brings = match (own, line.offers) {
            (true, true) => "help-give",
            (true, false) => "help-take",
            (false, _) => "help-match",
        };
        let fits = |other: &&Line| !line.matched && !other.matched && other.of == line.of && other.who != line.who;
        html! {
            b { (web::capital(sort(say, line.of))) }
            div {
                @if let Some(text) = &line.text { p { bdi { (text) } } }
                p.quiet { bdi { (line.name) } @if line.matched { " · " (say.t("help-found")) } @if line.near { " · " (say.t("help-is-near")) } }
                @if self.can_help(line) {
                    // Each begins an offer of its own, also after another was refused.
                    (on.form("me.help", self.unit, on.begins(""), |form| html! {
                        (form.hidden("with", &line.id.to_string()))
                        (form.button("button", &say.t("help-can")))
                    }))
                }
                @if let Some([matches, settles, withdraws]) = deeds {
                    div.row {
                        @for other in others.iter().filter(fits) {
                            (on.form(matches, self.unit, line.id, |form| html! {
                                (form.hidden("with", &other.id.to_string()))
                                (form.button("button", &say.say(brings, &[("name", other.name.as_str().into())])))
                            }))
                        }
                        (ask(on, settles, self.unit, line.id, ("button", "help-settle"), &[]))
                        @if !line.matched && !line.offers { (ask(on, matches, self.unit, line.id, ("button plain", "help-elsewhere"), &[])) }
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
        Line { id, who, name, sort: sort.name(), text, near: help.near, matched, of: sort, offers: help.offers }
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
