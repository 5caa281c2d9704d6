//! What a cell says to a policy: that it talked it over, what came of it, or why it objects; and its tasks out of it.

use book::SubjectId;
use charter::Right;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Paper, Result, Say, Visit, prose};

use super::one::One;
use crate::{Answer, Outcome, Reason, Response, Stage, said};

#[derive(Serialize)]
pub(super) struct Own {
    response: Response,
    /// The words of its latest answer.
    words: Option<String>,
    /// Whether the publisher answered its objection.
    heard: bool,
    /// What the cell set itself to do for it; to those inside alone.
    tasks: Vec<Planned>,
    #[serde(skip)]
    writes: bool,
}

#[derive(Serialize)]
struct Planned {
    text: Option<String>,
    done: bool,
}

impl Own {
    pub fn of(visit: &Visit, cell: &Unit, id: SubjectId) -> Result<Own> {
        let response: Response = visit.look.subject(cell.id, id)?.unwrap_or_default();
        let tasks = if visit.is_among(cell)? { task::list(visit.look, cell.id)? } else { vec![] };
        let of_it = tasks.into_iter().filter(|row| row.task.policy == Some(id) && !row.task.dropped);
        let policy = crate::find(visit.look, cell.id, id)?.map(|found| found.policy).unwrap_or_default();
        let heard = match response.answer {
            Some(Answer::Objected { reason, heard, .. }) => policy.answers(cell.id, reason, heard),
            _ => false,
        };
        Ok(Own {
            words: said(visit.look, cell.id, id, &response)?,
            tasks: of_it.map(|row| Planned { text: row.text, done: row.task.done.is_some() }).collect(),
            writes: visit.may(cell, Right::WriteRecord),
            response,
            heard,
        })
    }

    pub fn shown(&self, on: &Paper, one: &One) -> Markup {
        let say = &on.say;
        let asks = self.writes && one.policy.asks(one.today);
        let holds = one.policy.stage == Stage::Adopted;
        html! {
            @if let Some(answer) = &self.response.answer { (self.answer(on, one, answer)) }
            @if asks {
                @let answered = self.response.has_answered(one.policy.version);
                @if !answered {
                    section.card.flow aria-labelledby="say" {
                        h2 id="say" { (say.t("policy-your-word")) }
                        @if !self.response.has_talked(one.policy.version) { (talking(on, one)) }
                        @if holds { (reporting(on, one)) }
                    }
                    details.more open[on.refused("response.object")] {
                        summary { (say.t("policy-object")) }
                        (objecting(on, one))
                    }
                } @else {
                    details.more open[on.refused("response.report") || on.refused("response.object")] {
                        summary { (say.t("policy-say-anew")) }
                        @if holds { (reporting(on, one)) }
                        (objecting(on, one))
                    }
                }
            }
            (self.plan(on, one))
        }
    }

    fn answer(&self, on: &Paper, one: &One, answer: &Answer) -> Markup {
        let say = &on.say;
        html! {
            section.flow aria-labelledby="said" {
                h2 id="said" { (say.t("policy-you-said")) }
                p { b { (answered(say, answer)) } }
                @if let Some(words) = &self.words { div dir="auto" { (prose(words)) } }
                @if answer.version() < one.policy.version { p.notice { (say.t("policy-changed-since")) } }
                @if matches!(answer, Answer::Objected { .. }) {
                    p.quiet { (say.t(if self.heard { "objection-is-answered" } else { "objection-waits" })) }
                }
                @if self.writes {
                    (on.form("response.back", one.unit, one.id, |form| form.button("button plain", &say.t("policy-take-back"))))
                }
            }
        }
    }

    fn plan(&self, on: &Paper, one: &One) -> Markup {
        let say = &on.say;
        html! {
            @if !self.tasks.is_empty() {
                section aria-labelledby="plan" {
                    h2 id="plan" { (say.t("policy-plan")) }
                    ul.told {
                        @for task in &self.tasks {
                            li {
                                b { bdi { @match &task.text { Some(text) => (text), None => (say.t("task-taken-out")) } } }
                                @if task.done { p.quiet { (say.t("policy-task-done")) } }
                            }
                        }
                    }
                }
            }
            @if self.writes && one.policy.asks(one.today) {
                @let due = one.policy.outline.due.filter(|due| *due >= one.today).map_or_else(String::new, |due| due.to_string());
                details.more open[on.refused("task.set")] {
                    summary { (say.t("policy-plan-more")) }
                    (on.form("task.set", one.unit, on.begins("task.set"), |form| html! {
                        (form.hidden("policy", &one.id.to_string()))
                        (form.line("text", "text", &say.t("task-what"), ""))
                        (form.line("due", "date", &say.t("task-until"), &due))
                        (form.button("button", &say.t("task-set")))
                    }))
                }
            }
        }
    }
}

/// What a cell said, in a few words.
pub fn answered(say: &Say, answer: &Answer) -> String {
    match answer {
        Answer::Reported { outcome, figure: None, .. } => say.t(&format!("reported-{}", outcome.name())),
        Answer::Reported { outcome, figure: Some(figure), .. } => {
            let outcome = say.t(&format!("reported-{}", outcome.name()));
            say.say("reported-with", &[("outcome", outcome.into()), ("n", i64::from(*figure).into())])
        }
        Answer::Objected { reason, .. } => {
            let reason = say.t(&format!("objects-{}", reason.name()));
            say.say("objected-for", &[("reason", reason.into())])
        }
    }
}

fn version(form: &web::Form, one: &One) -> Markup {
    form.hidden("version", &one.policy.version.to_string())
}

fn talking(on: &Paper, one: &One) -> Markup {
    on.form("response.talk", one.unit, one.id, |form| {
        html! {
            (version(form, one))
            (form.button("button", &on.say.t("policy-talked-over")))
        }
    })
}

fn reporting(on: &Paper, one: &One) -> Markup {
    let say = &on.say;
    // Nothing is chosen beforehand: a careless press reports nothing.
    let outcomes = Outcome::ALL.iter().map(|of| (of.name().to_string(), say.t(&format!("reported-{}", of.name()))));
    let outcomes = [to_choose(say)].into_iter().chain(outcomes).collect::<Vec<_>>();
    on.form("response.report", one.unit, one.id, |form| {
        html! {
            (version(form, one))
            (form.select("outcome", &say.t("policy-outcome"), &outcomes, ""))
            @if one.policy.outline.measured { (form.line("figure", "number", &measure(say, one), "")) }
            (form.area("story", 4, &say.t("policy-story"), ""))
            p.quiet { (say.t("policy-no-names")) }
            (form.button("button main", &say.t("policy-report")))
        }
    })
}

fn to_choose(say: &Say) -> (String, String) {
    (String::new(), say.t("policy-choose"))
}

fn measure(say: &Say, one: &One) -> String {
    let texts = one.versions.get(&one.policy.version).and_then(|texts| texts.measure.as_ref());
    texts.map_or_else(|| say.t("policy-figure"), |of| say.say("policy-figure-of", &[("what", of.0.as_str().into())]))
}

fn objecting(on: &Paper, one: &One) -> Markup {
    let say = &on.say;
    let reasons = Reason::ALL.iter().map(|of| (of.name().to_string(), say.t(&format!("objects-{}", of.name()))));
    let reasons = [to_choose(say)].into_iter().chain(reasons).collect::<Vec<_>>();
    on.form("response.object", one.unit, one.id, |form| {
        html! {
            p { (say.t("policy-object-hint")) }
            (version(form, one))
            (form.select("reason", &say.t("policy-reason"), &reasons, ""))
            (form.area("text", 4, &say.t("policy-argue"), ""))
            p.quiet { (say.t("policy-no-names")) }
            (form.button("button", &say.t("policy-object-yes")))
        }
    })
}
