//! One's own part: the pulse, help that one asks for or offers, days to be remembered, and whether one is counted.

use book::{PersonId, UnitId};
use charter::calendar::Month;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit};

use super::forms::{ask, day, help, written};
use super::helping::Helping;
use crate::{Care, DAYS, Occasion, Remembered, quarter};

/// The questions of the pulse, by their messages.
pub const QUESTIONS: [&str; crate::QUESTIONS] = ["pulse-missed", "pulse-mattered", "pulse-friend"];

#[derive(Serialize)]
struct Own {
    unit: UnitId,
    person: PersonId,
    quarter: Month,
    /// The question that is next, from 0; none if all are answered.
    question: Option<usize>,
    #[serde(flatten)]
    helping: Helping,
    days: Vec<Remembered>,
    /// Whether they may be counted.
    counted: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, person) = (visit.inside()?, visit.person().ok_or(Fault::NotFound)?);
    let care: Care = visit.look.subject(unit.id, person.0)?.unwrap_or_default();
    let quarter = quarter(visit.say.today);
    let people = member::entries(visit.look, unit.id, person)?;
    let answered = visit.tallies.answered(unit.id, quarter.0, &people)?;
    let page = Own {
        unit: unit.id,
        person,
        quarter,
        question: (0..QUESTIONS.len()).find(|number| !answered.iter().any(|known| usize::from(*known) == *number)),
        helping: Helping::of(visit, unit.id, false, true)?,
        days: care.days(),
        counted: care.is_counted(),
    };
    visit.page(Some((&unit, "/people")), &page)
}

impl Page for Own {
    fn title(&self, say: &Say) -> String {
        say.t("care-you")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("care-you")) }
            (self.pulse(on))
            @if !self.helping.is_empty() { (self.helping.shown(on)) }
            div.split.even {
                details.more open[on.refused("me.ask")] {
                    summary { (say.t("help-ask")) }
                    (help(on, self.unit, false, None))
                }
                details.more open[on.refused("me.offer")] {
                    summary { (say.t("help-offer")) }
                    (help(on, self.unit, true, None))
                }
            }
            div.split.even {
                (self.remembering(on))
                (self.counting(on))
            }
            p.screen { a href=(super::address(self.unit)) { (say.t("care")) } }
        }
    }
}

impl Own {
    /// One question at a time, with room for a thumb. No answer is put before another.
    fn pulse(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.card.flow aria-labelledby="pulse" {
                @if let Some((number, question)) = self.question.and_then(|number| Some((number, QUESTIONS.get(number)?))) {
                    h2 id="pulse" { (say.t(question)) }
                    p.quiet { (say.t("pulse-hint")) }
                    (on.form("me.pulse", self.unit, self.person.0, |form| html! {
                        (form.hidden("quarter", &self.quarter.to_string()))
                        (form.hidden("question", &number.to_string()))
                        div.row {
                            @for (answer, label) in [("yes", "pulse-yes"), ("no", "pulse-no"), ("skip", "pulse-skip")] {
                                button.button name="answer" value=(answer) { (say.t(label)) }
                            }
                        }
                    }))
                } @else {
                    h2 id="pulse" { (say.t("pulse")) }
                    p.quiet { (say.t("pulse-thanks")) }
                }
            }
        }
    }

    fn remembering(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.flow aria-labelledby="days" {
                h2 id="days" { (say.t("care-my-days")) }
                p.quiet { (say.t("care-my-days-hint")) }
                ul.told {
                    @for (at, remembered) in self.days.iter().enumerate() {
                        li {
                            b { (written(say, remembered)) }
                            div {
                                p {
                                    (say.t(if remembered.of == Occasion::Loss { "care-loss" } else { "care-birthday" }))
                                    @if let Some(line) = &remembered.line { ". " bdi { (line.0) } }
                                }
                                (ask(on, "me.forget", self.unit, self.person.0, ("button plain", "care-day-away"), &[("at", &at.to_string())]))
                            }
                        }
                    }
                }
                @if self.days.len() < DAYS {
                    details.more open[on.refused("me.remember")] {
                        summary { (say.t("care-day-new")) }
                        (day(on, self.unit, self.person.0, None))
                    }
                }
            }
        }
    }

    fn counting(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let (hint, deed, label) = match self.counted {
            true => ("care-counted", "me.decline", "care-decline"),
            false => ("care-not-counted", "me.consent", "care-consent"),
        };
        html! {
            section.flow aria-labelledby="counting" {
                h2 id="counting" { (say.t("care-counting")) }
                p { (say.t(hint)) }
                (ask(on, deed, self.unit, self.person.0, ("button", label), &[]))
            }
        }
    }
}
