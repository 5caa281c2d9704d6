//! One reader: its parts with their questions, to be read on a phone; on paper a handout with room to write.

use std::collections::BTreeMap;

use book::{SubjectId, UnitId};
use charter::UnitKind;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit, prose};

use super::list::{beginning, writing};
use super::tab;
use crate::{Found, Part, Reader, find, words, written};

#[derive(Serialize)]
struct One {
    id: SubjectId,
    unit: UnitId,
    /// The unit whose it is.
    by: UnitId,
    by_name: String,
    title: String,
    own: bool,
    reader: Reader,
    parts: BTreeMap<u32, Part>,
    #[serde(skip)]
    begins: bool,
    /// What the forms are called by which this viewer changes it, if they may.
    #[serde(skip)]
    changes: Option<(&'static str, &'static str)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, id) = (visit.unit()?, visit.subject()?);
    let inside = visit.is_among(&unit)?;
    let found = find(visit.look, unit.id, id, inside)?.ok_or(Fault::NotFound)?;
    let words = words(visit.look, &found, id)?;
    let begins = unit.kind == UnitKind::Cell && visit.writes(&unit) && found.reader.is_offered();
    let page = One {
        id,
        unit: unit.id,
        changes: changes(visit, &unit, &found)?,
        by: found.by.id,
        by_name: found.by.name,
        title: words.title.unwrap_or_else(|| id.short()),
        own: found.own,
        reader: found.reader,
        parts: words.parts,
        begins,
    };
    visit.page(Some((&unit, tab(&unit))), &page)
}

fn changes(visit: &Visit, unit: &Unit, found: &Found) -> Result<Option<(&'static str, &'static str)>> {
    Ok(match found.own {
        true => visit.writes(unit).then_some(("booklet.write", "booklet.withdraw")),
        false if found.by.id == unit.id => visit.manages(unit)?.then_some(("reader.write", "reader.withdraw")),
        false => None,
    })
}

impl Page for One {
    fn title(&self, _: &Say) -> String {
        self.title.clone()
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { bdi { (self.title) } }
            p.quiet {
                @if self.own { (say.t("reader-own")) } @else { bdi { (self.by_name) } }
                " · " (say.count("reader-parts", self.reader.parts as usize))
                @if self.reader.withdrawn { " · " (say.t("reader-withdrawn")) }
            }
            @if self.begins { (beginning(on, self.unit, self.id, &self.title, "button main")) }
            @for number in 1..=self.reader.parts { (self.part(say, number)) }
            @if let Some((write, withdraw)) = self.changes { (self.changing(on, write, withdraw)) }
        }
    }
}

impl One {
    fn part(&self, say: &Say, number: u32) -> Markup {
        let Some(part) = self.parts.get(&number) else {
            return html! { p.quiet { (say.t("reader-taken-out")) } };
        };
        let id = format!("part-{number}");
        html! {
            article.item.flow aria-labelledby=(id) {
                h2 id=(id) { (say.say("part-of", &[("n", i64::from(number).into()), ("name", part.name.0.as_str().into())])) }
                div dir="auto" { (prose(&part.text.0)) }
                h3 { (say.t("part-questions")) }
                ol.agenda {
                    @for question in &part.questions {
                        li { div { span dir="auto" { (question.0) } div.room {} } }
                    }
                }
            }
        }
    }

    fn changing(&self, on: &Paper, write: &'static str, withdraw: &'static str) -> Markup {
        let say = &on.say;
        let parts = self.parts.values().cloned().collect::<Vec<_>>();
        html! {
            details.more open[on.refused(write)] {
                summary { (say.t("reader-write-on")) }
                (writing(on, write, self.unit, self.id, self.reader.version, (&self.title, &written(&parts))))
            }
            @if !self.reader.withdrawn {
                details.ask open[on.refused(withdraw)] {
                    summary { (say.t("reader-withdraw")) }
                    div.flow {
                        p { (say.t("reader-withdraw-hint")) }
                        (on.form(withdraw, self.unit, self.id, |form| form.button("button grave", &say.t("reader-withdraw-yes"))))
                    }
                }
            }
        }
    }
}
