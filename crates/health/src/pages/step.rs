//! The first step: where an hour of help would strengthen the whole most, as an invitation.

use book::UnitId;
use charter::calendar::Day;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit, capital};

use super::{say, seen};
use crate::{Health, State};

/// Invitations on one page.
const INVITED: usize = 7;
/// Cells that may fall silent, told apart from health.
const GUESSED: usize = 7;
/// The chance, of 10,000, from which a call is worth it.
const LIKELY: u32 = 3_000;

#[derive(Serialize)]
struct First {
    #[serde(skip)]
    unit: Unit,
    steps: Vec<Invited>,
    may_fall_silent: Vec<Guessed>,
    dormant: Vec<Guessed>,
}

#[derive(Serialize)]
struct Invited {
    name: String,
    above: String,
    health: Health,
    minutes: u32,
    gain: u64,
    /// How many hours elsewhere an hour here is worth, in tenths; none where nothing can be compared.
    worth: Option<u32>,
}

#[derive(Serialize)]
struct Guessed {
    unit: UnitId,
    name: String,
    chance: Option<u32>,
    last: Option<Day>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind == charter::UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let seen = seen::seen(visit)?;
    let below = seen.below(unit.id);
    let sums = seen.sums.get(&unit.id).copied().unwrap_or_default();
    let steps = crate::first_steps(below.iter().map(|at| (&seen.healths[*at], None)), &sums);
    let usual = steps.ranked.get(steps.ranked.len() / 2).map_or(0, |step| step.gain);
    let name = |unit: UnitId| seen.picture.name(unit).to_string();
    let above =
        |unit: UnitId| seen.picture.units.get(&unit).and_then(|unit| unit.parent).map_or_else(String::new, name);
    let invited = steps.ranked.iter().filter(|step| step.gain > 0).take(INVITED).map(|step| Invited {
        name: name(step.health.unit),
        above: above(step.health.unit),
        health: step.health.clone(),
        minutes: step.minutes,
        gain: step.gain,
        worth: (step.gain * 10).checked_div(usual).map(|worth| worth.min(990) as u32).filter(|worth| *worth > 12),
    });
    let guessed = |at: &usize| {
        let (cell, health) = (&seen.picture.cells[*at], &seen.healths[*at]);
        let last = cell.met_by(visit.as_of).last().map(|last| last.0);
        Guessed { unit: cell.unit, name: cell.name.clone(), chance: health.chance, last }
    };
    let (silent, living): (Vec<usize>, Vec<usize>) =
        below.into_iter().partition(|at| seen.healths[*at].state == State::Dormant);
    let mut may: Vec<Guessed> =
        living.iter().map(guessed).filter(|one| one.chance.is_some_and(|chance| chance >= LIKELY)).collect();
    may.sort_by_key(|one| (std::cmp::Reverse(one.chance), one.unit));
    may.truncate(GUESSED);
    let mut dormant: Vec<Guessed> = silent.iter().map(guessed).collect();
    dormant.sort_by_key(|one| (std::cmp::Reverse(one.last), one.unit));
    dormant.truncate(GUESSED);
    let page = First { steps: invited.collect(), may_fall_silent: may, dormant, unit };
    visit.page(Some((&page.unit, "/first-step")), &page)
}

impl Page for First {
    fn title(&self, say: &Say) -> String {
        say.t("first-step")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("first-step")) }
            p.lede { (say.t("first-step-lede")) }
            section aria-labelledby="inv" {
                h2.unseen id="inv" { (say.t("invitations")) }
                @if self.steps.is_empty() { div.empty { p { (say.t("no-steps")) } } }
                @for step in &self.steps { (step.invite(say)) }
            }
            @if !self.may_fall_silent.is_empty() {
                section.apart.flow aria-labelledby="silent" {
                    h2 id="silent" { (say.t("may-silent-head")) }
                    p { (say.t("may-silent-hint")) }
                    ul.told { @for one in &self.may_fall_silent { (one.line(say)) } }
                }
            }
            @if !self.dormant.is_empty() {
                section.flow aria-labelledby="dormant" {
                    h2 id="dormant" { (say.t("dormant-cells")) }
                    p { (say.t("dormant-hint")) }
                    ul.told { @for one in &self.dormant { (one.line(say)) } }
                }
            }
        }
    }
}

impl Invited {
    fn invite(&self, say: &Say) -> Markup {
        let health = &self.health;
        html! {
            article.invite {
                div.flow {
                    h3.voice { (say.say("may-we-help", &[("name", self.name.as_str().into())])) }
                    p.row.quiet { (say::mark(say, health.state)) (say.say("in-with", &[("above", self.above.as_str().into()), ("n", i64::from(health.weight).into())])) }
                    p { (say::why(say, health)) }
                    (say::would_help(say, health.why.next))
                }
                div.flow {
                    @if let Some(worth) = self.worth {
                        dl.figure {
                            dt { (say.t("an-hour-here")) }
                            dd.value { (format!("{}.{}", worth / 10, worth % 10)) " " small { (say.t("hours-elsewhere")) } }
                        }
                    }
                    p.quiet { (say.say("hours-in-all", &[("hours", say.few((self.minutes / 60) as usize).into())])) }
                    a.button href=(health.unit.address() + "/health") { (say.t("see-the-cell")) }
                }
            }
        }
    }
}

impl Guessed {
    fn line(&self, say: &Say) -> Markup {
        html! {
            li {
                a href=(self.unit.address() + "/health") { bdi { (self.name) } }
                p {
                    @if let Some(chance) = self.chance { (capital(say::in_ten(say, chance))) ". " }
                    @match self.last {
                        Some(day) => { (say.say("last-met", &[("day", say.date(day).into())])) },
                        None => { (say.t("page-never-met")) },
                    }
                }
            }
        }
    }
}
