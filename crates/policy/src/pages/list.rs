//! The policies that reach a unit: what waits for its word, what holds, what is over.

use book::{SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use super::{address, publishing, tab};
use crate::{Outline, Response, Row, Stage, Texts, list};

#[derive(Serialize)]
struct Policies {
    unit: UnitId,
    /// What this unit is asked and has not answered.
    waits: Vec<Line>,
    /// What else holds or is talked over.
    runs: Vec<Line>,
    /// What is over.
    over: Vec<Line>,
    #[serde(skip)]
    publishes: bool,
    #[serde(skip)]
    today: Day,
}

#[derive(Serialize)]
struct Line {
    id: SubjectId,
    title: String,
    by: String,
    stage: Stage,
    outline: Outline,
    /// What this cell said, where a cell looks.
    response: Option<Response>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    let (today, is_cell) = (visit.as_of, unit.kind == UnitKind::Cell);
    let (mut waits, mut runs, mut over) = (vec![], vec![], vec![]);
    for Row { id, title, by, policy } in list(visit.look, unit.id)? {
        let response = match is_cell {
            true => visit.look.subject::<Response>(unit.id, id)?,
            false => None,
        };
        let answered = response.as_ref().is_some_and(|response| response.has_answered(policy.version));
        let place = match () {
            _ if policy.stage == Stage::Withdrawn || policy.is_over(today) => &mut over,
            _ if is_cell && !answered && policy.asks(today) => &mut waits,
            _ => &mut runs,
        };
        place.push(Line { id, title, by: by.name, stage: policy.stage, outline: policy.outline, response });
    }
    // What has to be said first stands first.
    waits.sort_by_key(|line| (line.outline.due.is_none(), line.outline.due));
    let publishes = !is_cell && visit.manages(&unit)?;
    let page = Policies { unit: unit.id, waits, runs, over, publishes, today };
    visit.page(Some((&unit, tab(&unit))), &page)
}

impl Page for Policies {
    fn title(&self, say: &Say) -> String {
        say.t("policies")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let none = self.waits.is_empty() && self.runs.is_empty();
        html! {
            h1 { (say.t("policies")) }
            @if none { p.lede { (say.t(if self.publishes { "policies-none-yet" } else { "policies-none" })) } }
            @if !self.waits.is_empty() {
                section.flow aria-labelledby="waits" {
                    h2 id="waits" { (web::capital(say.count("policies-wait", self.waits.len()))) }
                    ul.told { @for line in &self.waits { (self.line(say, line)) } }
                }
            }
            @if !self.runs.is_empty() {
                section.flow aria-labelledby="runs" {
                    h2 id="runs" { (say.t("policies-run")) }
                    ul.told { @for line in &self.runs { (self.line(say, line)) } }
                }
            }
            @if self.publishes {
                details.more open[none || on.refused("policy.write")] {
                    summary { (say.t("policy-new")) }
                    (publishing::writing(on, self.unit, on.begins("policy.write"), 0, "", &Outline::default(), &Texts::default()))
                }
            }
            p { a href=(self.unit.address() + "/study") { (say.t("see-study")) } }
            @if !self.over.is_empty() {
                details.more {
                    summary { (say.t("policies-over")) }
                    ul.told { @for line in &self.over { (self.line(say, line)) } }
                }
            }
        }
    }
}

impl Policies {
    fn line(&self, say: &Say, line: &Line) -> Markup {
        let answer = line.response.as_ref().and_then(|response| response.answer.as_ref());
        html! {
            li {
                a href=(address(self.unit, line.id)) { bdi { (line.title) } }
                p.quiet {
                    bdi { (line.by) } " · " (stage(say, line.stage, &line.outline, self.today))
                    @if let Some(answer) = answer { " · " (super::responding::answered(say, answer)) }
                }
            }
        }
    }
}

/// How far a policy has come, in a few words.
pub fn stage(say: &Say, stage: Stage, outline: &Outline, today: Day) -> String {
    let on = |message: &str, day: Day| say.say(message, &[("day", say.date(day).into())]);
    match (stage, outline.due, outline.until) {
        (Stage::Writing, ..) => say.t("policy-writing"),
        (Stage::Withdrawn, ..) => say.t("policy-withdrawn"),
        (_, _, Some(until)) if until < today => on("policy-over-since", until),
        (Stage::Consulting(Some(until)), ..) => on("policy-consulting-until", until),
        (Stage::Consulting(None), ..) => say.t("policy-consulting"),
        (Stage::Adopted, Some(due), _) => on("policy-due", due),
        (Stage::Adopted, None, Some(until)) => on("policy-until", until),
        (Stage::Adopted, None, None) => say.t("policy-holds"),
    }
}
