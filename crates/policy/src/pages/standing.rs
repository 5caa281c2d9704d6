//! How all below a unit stands to a policy: how many did it, branch by branch; what is in the way, and who said so; and
//! the best stories.

use book::{SubjectId, UnitId};
use ledger::Scope;
use maud::{Markup, html};
use serde::Serialize;
use web::{Paper, Result, Say, Visit, prose};

use super::address;
use super::one::One;
use crate::{Branch, Policy, Reason, Response, Tally, branches, said, standing};

/// Cells from which the tree may be a minute old; what they say never is.
const LARGE: usize = 5_000;
const MINUTE_MS: i64 = 60_000;
/// Branches that one page lists.
const LISTED: usize = 200;

#[derive(Serialize)]
pub(super) struct Below {
    cells: u32,
    whole: Tally,
    branches: Vec<(Branch, Tally)>,
    objections: Vec<Objecting>,
    /// Of each answer to objections, to how many of those that stand it was given.
    given: Vec<u32>,
    stories: Vec<Voice>,
}

/// What is in the way, for one reason.
#[derive(Serialize)]
struct Objecting {
    reason: Reason,
    cells: u32,
    unanswered: u32,
    voices: Vec<Voice>,
}

/// A cell, in its own words.
#[derive(Serialize)]
struct Voice {
    cell: UnitId,
    name: String,
    words: String,
}

impl Below {
    pub fn of(visit: &Visit, top: UnitId, id: SubjectId, policy: &Policy) -> Result<Below> {
        let stale = |tree: &crate::Branches| {
            if tree.all.iter().map(|of| of.cells as usize).sum::<usize>() < LARGE { 0 } else { MINUTE_MS }
        };
        let tree = visit.keep(&format!("branches/{top}"), stale, || Ok(branches(visit.look, top)?))?;
        let mut standing = standing(visit.look, id, policy, &tree)?;
        let voices = |cells: Vec<UnitId>| -> Result<Vec<Voice>> {
            let mut voices = vec![];
            for cell in cells {
                let response: Response = visit.look.subject(cell, id)?.unwrap_or_default();
                let Some(words) = said(visit.look, cell, id, &response)? else { continue };
                let name = visit.look.unit(Scope::Node, cell)?.map_or_else(|| cell.short(), |unit| unit.name);
                voices.push(Voice { cell, name, words });
            }
            Ok(voices)
        };
        let stories = voices(std::mem::take(&mut standing.done))?;
        let mut objections = vec![];
        for (reason, cells) in std::mem::take(&mut standing.objecting) {
            let (all, unanswered) = standing.whole.objected.get(&reason).copied().unwrap_or_default();
            objections.push(Objecting { reason, cells: all, unanswered, voices: voices(cells)? });
        }
        objections.sort_by_key(|of| (std::cmp::Reverse(of.unanswered), std::cmp::Reverse(of.cells)));
        Ok(Below {
            cells: tree.all.iter().map(|branch| branch.cells).sum(),
            branches: tree.all.iter().cloned().zip(standing.branches).collect(),
            given: standing.given,
            whole: standing.whole,
            objections,
            stories,
        })
    }

    /// To how many of the objections that stand an answer was given, by its number.
    pub fn heard(&self, say: &Say, number: u32) -> Option<String> {
        let given = self.given.get((number as usize).checked_sub(1)?)?;
        Some(say.count("policy-answer-heard", *given as usize))
    }

    pub fn shown(&self, on: &Paper, one: &One) -> Markup {
        let say = &on.say;
        if !one.policy.is_shown() {
            return html! {};
        }
        html! {
            section.flow aria-labelledby="stands" {
                h2 id="stands" { (say.t("policy-stands")) }
                p { (self.told(say)) }
                @if one.policy.outline.measured {
                    p { (say.say("policy-figure-sum", &[("n", say.number(self.whole.figure as i64).into())])) }
                }
            }
            @if !self.objections.is_empty() {
                section.flow aria-labelledby="way" {
                    h2 id="way" { (say.t("policy-in-the-way")) }
                    @for of in &self.objections { (of.shown(on, one)) }
                }
            }
            @if self.branches.len() > 1 {
                section.flow aria-labelledby="where" {
                    h2 id="where" { (say.t("policy-by-branch")) }
                    (self.listed(say, one))
                }
            }
            @if !self.stories.is_empty() {
                section.flow aria-labelledby="stories" {
                    h2 id="stories" { (say.t("policy-stories")) }
                    @for voice in &self.stories { (voice.shown(say)) }
                }
            }
        }
    }

    fn told(&self, say: &Say) -> String {
        let number = |n: u32| say.number(i64::from(n));
        let tally = &self.whole;
        let silent = self.cells.saturating_sub(tally.answered());
        let about = [
            ("cells", number(self.cells).into()),
            ("answered", number(tally.answered()).into()),
            ("done", number(tally.reported[0]).into()),
            ("partly", number(tally.reported[1]).into()),
            ("not", number(tally.reported[2]).into()),
            ("objecting", number(tally.objecting()).into()),
            ("silent", number(silent).into()),
        ];
        say.say("policy-told", &about)
    }

    fn listed(&self, say: &Say, one: &One) -> Markup {
        let number = |n: u32| say.number(i64::from(n));
        html! {
            div.scroll {
                table {
                    thead { tr { th scope="col" { (say.t("policy-where")) } @for head in ["policy-cells", "policy-answered", "policy-did", "policy-objects"] { th.num scope="col" { (say.t(head)) } } } }
                    tbody {
                        @for (branch, tally) in self.branches.iter().take(LISTED) {
                            tr {
                                th scope="row" { a href=(address(branch.unit, one.id)) { bdi { (branch.name) } } }
                                td.num { (number(branch.cells)) }
                                td.num { (number(tally.answered())) }
                                td.num { (number(tally.reported[0])) }
                                td.num { (number(tally.objecting())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Objecting {
    fn shown(&self, on: &Paper, one: &One) -> Markup {
        let say = &on.say;
        let reason = say.t(&format!("objects-{}", self.reason.name()));
        let about = [("n", i64::from(self.cells).into()), ("open", say.number(i64::from(self.unanswered)).into())];
        html! {
            article.item.flow {
                h3 { (web::capital(reason)) }
                p.quiet { (say.say(if self.unanswered > 0 { "objections-open" } else { "objections-answered" }, &about)) }
                @for voice in &self.voices { (voice.shown(say)) }
                @if one.publishes && self.unanswered > 0 {
                    details.more open[on.refused("policy.reply")] {
                        summary { (say.t("policy-answer")) }
                        (on.form("policy.reply", one.by, one.id, |form| html! {
                            (form.hidden("reason", self.reason.name()))
                            (form.area("text", 4, &say.t("policy-answer-text"), ""))
                            (form.button("button", &say.t("policy-answer-yes")))
                        }))
                    }
                }
            }
        }
    }
}

impl Voice {
    fn shown(&self, say: &Say) -> Markup {
        html! {
            blockquote.flow {
                div dir="auto" { (prose(&self.words)) }
                p.quiet { (say.t("voice-of")) " " bdi { (self.name) } }
            }
        }
    }
}
