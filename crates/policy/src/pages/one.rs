//! One policy: its words and what changed in them; for a cell what it says to it, for those above how the tree stands.

use std::collections::BTreeMap;

use book::{SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit, prose};

use super::files::Files;
use super::responding::Own;
use super::standing::Below;
use super::{difference, list, publishing};
use crate::{Found, Policy, Replied, Texts, find, words};

#[derive(Serialize)]
pub(super) struct One {
    pub id: SubjectId,
    /// The unit that looks.
    pub unit: UnitId,
    /// The unit that publishes it.
    pub by: UnitId,
    by_name: String,
    pub title: String,
    pub policy: Policy,
    pub versions: BTreeMap<u32, Texts>,
    because: Option<String>,
    /// The files that go with it.
    pub files: Files,
    /// Answers to objections, by their number.
    pub replies: BTreeMap<u32, String>,
    /// What a cell says to it.
    own: Option<Own>,
    /// How all below stands to it, for a unit above cells.
    below: Option<Below>,
    /// Whether the viewer publishes for the unit that it is of.
    #[serde(skip)]
    pub publishes: bool,
    #[serde(skip)]
    pub today: Day,
}

/// The unit that looks, the policy that the address names, and whether the viewer publishes it: for those who may read
/// it, and not there for anybody else.
pub(super) fn reach(visit: &Visit) -> Result<(Unit, Found, bool)> {
    let unit = visit.unit()?;
    let found = find(visit.look, unit.id, visit.subject()?)?.ok_or(Fault::NotFound)?;
    let publishes = found.by.id == unit.id && visit.manages(&unit)?;
    if !found.policy.is_shown() && !publishes {
        return Err(Fault::NotFound);
    }
    Ok((unit, found, publishes))
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let ((unit, found, publishes), id) = (reach(visit)?, visit.subject()?);
    let words = words(visit.look, found.by.id, id)?;
    let (is_cell, files) = (unit.kind == UnitKind::Cell, Files::of(visit, &found, &words)?);
    let page = One {
        own: if is_cell { Some(Own::of(visit, &unit, id)?) } else { None },
        below: if is_cell { None } else { Some(Below::of(visit, unit.id, id, &found.policy)?) },
        id,
        unit: unit.id,
        by: found.by.id,
        by_name: found.by.name,
        title: words.title.unwrap_or_else(|| id.short()),
        versions: words.versions,
        because: words.because,
        replies: words.replies,
        files,
        policy: found.policy,
        publishes,
        today: visit.as_of,
    };
    visit.page(Some((&unit, super::tab(&unit))), &page)
}

impl Page for One {
    fn title(&self, _: &Say) -> String {
        self.title.clone()
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { bdi { (self.title) } }
            p.quiet { bdi { (self.by_name) } " · " (list::stage(say, self.policy.stage, &self.policy.outline, self.today)) }
            @if let Some(because) = &self.because { p.notice { (say.say("policy-because", &[("reason", because.as_str().into())])) } }
            div.split {
                article.flow { (self.text(say)) }
                div.flow {
                    @if let Some(own) = &self.own { (own.shown(on, self)) }
                    @if let Some(below) = &self.below { (below.shown(on, self)) }
                    @if self.publishes { (publishing::forms(on, self)) }
                    (self.answers(say))
                }
            }
        }
    }
}

impl One {
    fn text(&self, say: &Say) -> Markup {
        let Some(texts) = self.versions.get(&self.policy.version) else {
            return html! { p { (say.t("policy-taken-out")) } };
        };
        let earlier = self.versions.get(&self.policy.version.saturating_sub(1));
        html! {
            div dir="auto" { (prose(&texts.text.0)) }
            @if !texts.reason.0.trim().is_empty() { section { h2 { (say.t("policy-why")) } div dir="auto" { (prose(&texts.reason.0)) } } }
            @if let Some(measure) = &texts.measure { p { (say.say("policy-measure-is", &[("what", measure.0.as_str().into())])) } }
            (self.files.list(say, self))
            @if let Some(earlier) = earlier {
                details.more {
                    summary { (say.t("policy-changed")) }
                    (self.files.changed(say))
                    (difference::shown(&earlier.text.0, &texts.text.0))
                }
            }
        }
    }

    /// What the publisher answered to objections: everybody reads it.
    fn answers(&self, say: &Say) -> Markup {
        html! {
            @if !self.replies.is_empty() {
                section aria-labelledby="answers" {
                    h2 id="answers" { (say.t("policy-answers")) }
                    ul.told {
                        @for (number, text) in self.replies.iter().rev() {
                            li {
                                p.quiet { (self.to(say, *number)) @if let Some(on) = self.replied_on(say, *number) { " · " (on) } }
                                @if let Some(heard) = self.below.as_ref().and_then(|below| below.heard(say, *number)) { p.quiet { (heard) } }
                                div dir="auto" { (prose(text)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn replied_on(&self, say: &Say, number: u32) -> Option<String> {
        let at = self.policy.replied_at.get((number as usize).checked_sub(1)?)?;
        Some(say.date(say.day_of(*at)))
    }

    fn to(&self, say: &Say, number: u32) -> String {
        match self.policy.replies.get((number as usize).wrapping_sub(1)) {
            Some(Replied::Reason(reason)) => {
                let reason = say.t(&format!("objects-{}", reason.name()));
                say.say("policy-answer-to", &[("reason", reason.into())])
            }
            Some(Replied::Cell(cell)) if *cell == self.unit => say.t("policy-answer-to-you"),
            _ => say.t("policy-answer-to-one"),
        }
    }
}
