//! How one cell is doing: for those inside with the running month, for those above by its returns alone.

use charter::UnitKind;
use charter::calendar::Month;
use ledger::{Unit, own_subject};
use maud::{Markup, html};
use returns::Returns;
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::year::{Year, trace};
use super::{say, seen};
use crate::{Advice, Health, Proportion, State};

/// Months that the pictures show.
const MONTHS: i32 = 12;

#[derive(Serialize)]
struct Doing {
    #[serde(skip)]
    unit: Unit,
    #[serde(skip)]
    inside: bool,
    #[serde(skip)]
    writes: bool,
    #[serde(skip)]
    manages: bool,
    health: Health,
    years: Vec<Year>,
    trace: Vec<(Month, Option<u32>)>,
    untold: Option<Month>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind != UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let seen = seen::seen(visit)?;
    let at = *seen.at.get(&unit.id).ok_or(Fault::NotFound)?;
    let (cell, health, inside) = (&seen.picture.cells[at], seen.healths[at].clone(), visit.is_inside(&unit)?);
    let this = visit.as_of.month();
    let told: Returns = visit.look.own(unit.id)?;
    // Inside the cell the running month is shown live; above it, what was released and nothing else.
    let months = match inside {
        true => {
            let (rules, zone) = (visit.look.rules()?, visit.say.zone);
            let beside = returns::beside(visit.look, unit.id, zone)?;
            returns::months(&returns::record(visit.look, unit.id, beside, visit.as_of, zone)?, &rules, this)
        }
        false => cell.returns.clone(),
    };
    let from = if inside { this } else { crate::released(visit.as_of) }.plus(1 - MONTHS);
    let end = crate::released(visit.as_of);
    let year = |proportion: Proportion| Year::of(proportion, &months, (0..MONTHS).map(|n| from.plus(n)), end);
    let index = |month: Month| {
        let day = month.last().plus(crate::RELEASE).min(visit.as_of);
        (month, crate::score(cell, &seen.picture.baseline, day).index)
    };
    let before = this.plus(-1);
    let page = Doing {
        inside,
        writes: visit.writes(&unit),
        manages: visit.manages(&unit)?,
        years: Proportion::ALL.map(year).into_iter().filter(Year::is_shown).collect(),
        trace: (0..MONTHS).map(|n| index(end.plus(1 - MONTHS + n))).collect(),
        untold: (inside && told.of(before).is_none() && months.iter().any(|month| month.month == before))
            .then_some(before),
        unit,
        health,
    };
    visit.page(Some((&page.unit, "/health")), &page)
}

impl Page for Doing {
    fn title(&self, say: &Say) -> String {
        say.t("how-we-do")
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, health) = (&on.say, &self.health);
        let has_trace = self.trace.iter().filter(|(_, index)| index.is_some()).count() > 1;
        html! {
            h1 { @if self.inside { (say.t("how-we-do")) } @else { bdi { (self.unit.name) } } }
            div.split.even {
                section.flow aria-labelledby="now" {
                    h2.unseen id="now" { (say.t("now")) }
                    div.figure {
                        p.row {
                            @if let Some(index) = health.index { span.value { (say::points(index)) } }
                            (say::mark(say, health.state))
                        }
                    }
                    p.lede { (say::why(say, health)) }
                    p.quiet { (say.t("about-the-cell")) }
                    (self.next(say))
                }
                @if has_trace {
                    figure { figcaption.quiet { (say.t("a-year-of-it")) } (trace(say, &self.trace)) }
                }
            }
            @if self.writes { @if let Some(month) = self.untold { (self.release(on, month)) } }
            section.flow aria-labelledby="year" {
                h2 id="year" { (say.t("year-head")) }
                p.quiet { (say.t("year-hint")) }
                div.year { @for year in &self.years { (year.figure(say)) } }
            }
            @if let Some(chance) = health.chance.filter(|_| !matches!(health.state, State::Dormant)) {
                section.apart.flow aria-labelledby="guess" {
                    h2 id="guess" { (say.t("guess-head")) }
                    p { (say.say("guess", &[("chance", say::in_ten(say, chance).into())])) }
                    p.quiet { (say.t("guess-hint")) }
                }
            }
            p.row.screen {
                a href=(self.unit.id.address() + "/policies") { (say.t("see-policies")) }
                @if self.inside { a href=(self.unit.id.address() + "/concerns") { (say.t("see-concerns")) } }
                @if self.writes {
                    a href=(self.unit.id.address() + "/page") { (say.t("see-public-page")) }
                }
            }
            @if self.manages { p.quiet.screen { a href=(self.unit.id.address() + "/unit") { (say.t("manage")) } } }
        }
    }
}

impl Doing {
    fn next(&self, say: &Say) -> Markup {
        let why = &self.health.why;
        html! {
            @if self.inside && why.next == Advice::GoOn {
                p { (say::advice(say, why.next)) "." }
            } @else if self.inside {
                div.row {
                    a.button.main href=(self.unit.id.address() + say::next_at(why.next)) { (say::advice(say, why.next)) }
                    @if why.more >= 50 { span.quiet.screen { (say.say("likely-worth", &[("points", i64::from(say::points(why.more)).into())])) } }
                }
            } @else {
                (say::would_help(say, why.next))
            }
        }
    }

    /// What the month's return says before it is released: the pictures show it, and the table behind each.
    fn release(&self, on: &Paper, month: Month) -> Markup {
        let say = &on.say;
        let about = [("month", say.month(month).into())];
        html! {
            section.card.flow aria-labelledby="release" {
                h2 id="release" { (say.say("release-head", &about)) }
                p { (say.t("release-hint")) }
                ul {
                    @for year in &self.years {
                        @if let Some((_, Some((part, of)))) = year.months.iter().find(|(of, _)| *of == month) {
                            @if *of > 0 { li { (say.t(&format!("year-{}", say::proportion_name(year.proportion)))) ": " (say.say("share", &[("part", i64::from(*part).into()), ("of", i64::from(*of).into())])) } }
                        }
                    }
                }
                (on.form("return.release", self.unit.id, own_subject(self.unit.id), |form| html! {
                    (form.hidden("month", &month.to_string()))
                    (form.button("button", &say.t("release-now")))
                }))
            }
        }
    }
}
