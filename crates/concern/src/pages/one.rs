//! One concern, for the office that sees to it: what it says, what was done, and what comes next.

use book::{SubjectId, UnitId};
use charter::Right;
use charter::calendar::Day;
use ledger::Scope;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit, prose};

use super::{identities, standing};
use crate::{Said, Standing, Step, What, Whole, find, open, read, whole};

#[derive(Serialize)]
struct One {
    id: SubjectId,
    unit: UnitId,
    name: String,
    said: Said,
    steps: Vec<Told>,
    whole: Whole,
    due: Option<Day>,
    /// Whether this unit has it in its own bulletin, and so can answer.
    has: bool,
    /// Whether a date has passed, or this unit was asked.
    #[serde(skip)]
    late: bool,
    /// Whether the viewer is the ombuds.
    #[serde(skip)]
    ombuds: bool,
    /// The units above to which it can be passed on.
    #[serde(skip)]
    above: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Told {
    step: Step,
    /// The unit that took it.
    by: String,
    words: Option<String>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, id) = (visit.inside()?, visit.subject()?);
    let with = identities(visit, &unit)?;
    let raised = find(visit.look, id)?.ok_or(Fault::NotFound)?;
    let whole = whole(visit.look, raised, id)?.ok_or(Fault::NotFound)?;
    let has = raised == unit.id || whole.above.iter().any(|(above, _)| *above == unit.id);
    let far = visit.look.way_up(raised)?.iter().position(|above| *above == unit.id).ok_or(Fault::NotFound)?;
    let said = read(visit.look, raised, id, 0)?.and_then(|text| open(&text, &with)).ok_or(Fault::NotFound)?;
    if !has && !whole.is_there_for(unit.id, far as u32, &said, visit.as_of) {
        return Err(Fault::NotFound);
    }
    let name = |unit: UnitId| -> Result<String> {
        Ok(visit.look.unit(Scope::Node, unit)?.map_or_else(|| unit.short(), |unit| unit.name))
    };
    let mut steps = vec![];
    for (of, at, step) in whole.steps().into_iter().filter(|(.., step)| step.what != What::Raised) {
        let words = read(visit.look, of, id, at)?.and_then(|text| open(&text, &with)).map(|said| said.text.0);
        steps.push(Told { step, by: name(of)?, words });
    }
    let mut above = vec![];
    for higher in visit.look.way_up(unit.id)?.into_iter().skip(1).take(2) {
        above.push((higher.to_string(), name(higher)?));
    }
    let (due, late) = (whole.answer_due(), whole.opens_to(unit.id, far as u32, visit.as_of));
    let ombuds = visit.may(&unit, Right::Ombuds);
    let page = One { id, unit: unit.id, name: name(raised)?, said, steps, due, whole, has, late, ombuds, above };
    visit.page(Some((&unit, "")), &page)
}

impl Page for One {
    fn title(&self, say: &Say) -> String {
        say.t("concern")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("concern")) }
            p.quiet { bdi { (self.name) } " · " (standing(say, &self.whole)) @if let Some(due) = self.due.filter(|_| self.is_open()) { " · " (say.say("concern-due", &[("day", say.date(due).into())])) } }
            div.split {
                div.flow {
                    article.flow dir="auto" { (prose(&self.said.text.0)) }
                    @if let Some(name) = &self.said.name { p { (say.t("concern-from")) " " bdi { (name.0) } } }
                    @if let Some(contact) = &self.said.contact { p.reach { bdi { (contact.0) } } }
                    @if self.said.about_an_officer { p.notice { (say.t(if self.ombuds { "concern-ombuds-alone" } else { "concern-no-ombuds" })) } }
                    (self.told(say))
                }
                div.flow.screen { (self.next(on)) }
            }
        }
    }
}

impl One {
    fn is_open(&self) -> bool {
        !matches!(self.whole.standing(), Standing::Answered | Standing::Settled)
    }

    fn told(&self, say: &Say) -> Markup {
        html! {
            ul.told {
                @for told in &self.steps {
                    li {
                        b { (what(say, &told.step)) }
                        @if let Some(words) = &told.words { div dir="auto" { (prose(words)) } }
                        p.quiet { bdi { (told.by) } }
                    }
                }
            }
        }
    }

    /// What comes next: a button or a form that fits how far it has come.
    fn next(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let ask = |deed, class, label| on.form(deed, self.unit, self.id, |form| form.button(class, &say.t(label)));
        html! {
            @if !self.has {
                (on.form("concern.take-up", self.unit, self.id, |form| html! {
                    p { (say.t(if self.late { "concern-take-up-hint" } else { "concern-take-up-officer" })) }
                    (form.button("button main", &say.t("concern-take-up")))
                }))
            } @else if self.whole.standing() == Standing::Settled {
                p { (say.t("concern-settled-hint")) }
            } @else {
                @if self.whole.standing() == Standing::Waiting { (ask("concern.acknowledge", "button main", "concern-acknowledge")) }
                section.card.flow aria-labelledby="answer" {
                    h2 id="answer" { (say.t("concern-answer-head")) }
                    (on.form("concern.answer", self.unit, self.id, |form| html! {
                        (form.area("text", 6, &say.t("concern-answer-text"), ""))
                        div.row {
                            (form.button("button", &say.t("concern-answer")))
                            button.button.plain name="deed" value="concern.answer-so-far" { (say.t("concern-answer-so-far")) }
                        }
                    }))
                }
                @if !self.above.is_empty() {
                    details.more open[on.refused("concern.pass-on")] {
                        summary { (say.t("concern-pass-on")) }
                        (on.form("concern.pass-on", self.unit, self.id, |form| html! {
                            p { (say.t("concern-pass-on-hint")) }
                            (form.select("to", &say.t("concern-pass-to"), &self.above, ""))
                            (form.area("text", 3, &say.t("concern-pass-why"), ""))
                            (form.button("button", &say.t("concern-pass-yes")))
                        }))
                    }
                }
            }
        }
    }
}

/// What happened, on which day.
pub fn what(say: &Say, step: &Step) -> String {
    told(say, message(step.what), step)
}

/// The same, by the name of its message.
pub fn told(say: &Say, name: &str, step: &Step) -> String {
    say.say(name, &[("day", say.date(charter::calendar::Zone::UTC.day(step.at)).into())])
}

/// The name of the message that tells what happened.
pub fn message(what: What) -> &'static str {
    match what {
        What::Raised => "step-raised",
        What::TakenUp => "step-taken-up",
        What::Acknowledged => "step-acknowledged",
        What::Interim => "step-interim",
        What::Answered => "step-answered",
        What::PassedOn(_) => "step-passed-on",
        What::Settled => "step-settled",
        What::Appealed => "step-appealed",
    }
}
