//! What a unit studies: the circles of a cell, the readers that are offered to it, and the form in which one is written.

use book::{SubjectId, UnitId};
use charter::UnitKind;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::{circle_address, reader_address, tab};
use crate::{Course, Row, Studied, circles, list};

#[derive(Serialize)]
struct Study {
    unit: UnitId,
    /// To those inside a cell alone.
    circles: Vec<Line>,
    over: Vec<Line>,
    readers: Vec<Offered>,
    /// What the form is called in which this viewer writes a reader, if they may.
    #[serde(skip)]
    writes: Option<&'static str>,
    #[serde(skip)]
    begins: bool,
    #[serde(skip)]
    is_cell: bool,
}

#[derive(Serialize)]
struct Line {
    id: SubjectId,
    title: String,
    course: Course,
}

#[derive(Serialize)]
struct Offered {
    id: SubjectId,
    title: String,
    by: String,
    parts: u32,
    own: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    let is_cell = unit.kind == UnitKind::Cell;
    let inside = is_cell && visit.is_among(&unit)?;
    let all = if inside { circles(visit.look, unit.id, visit.as_of, visit.say.zone)? } else { vec![] };
    let (open, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.circle.is_open());
    let line = |one: Studied| Line { id: one.id, title: one.title, course: one.course };
    let offered = |row: Row| {
        let (by, parts, own) = (row.found.by.name, row.found.reader.parts, row.found.own);
        Offered { id: row.id, title: row.title, by, parts, own }
    };
    let begins = inside && visit.writes(&unit);
    let writes = match is_cell {
        true => begins.then_some("booklet.write"),
        false => visit.manages(&unit)?.then_some("reader.write"),
    };
    let page = Study {
        unit: unit.id,
        circles: open.into_iter().map(line).collect(),
        over: over.into_iter().map(line).collect(),
        readers: list(visit.look, unit.id, inside)?.into_iter().map(offered).collect(),
        writes,
        begins,
        is_cell,
    };
    visit.page(Some((&unit, tab(&unit))), &page)
}

impl Page for Study {
    fn title(&self, say: &Say) -> String {
        say.t("study")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let none = match (self.is_cell, self.writes) {
            (false, _) => "readers-none-yet",
            (true, None) => "readers-none",
            (true, Some(_)) => "readers-none-write",
        };
        html! {
            h1 { (say.t("study")) }
            p.lede { (say.t(if self.is_cell { "study-lede" } else { "study-lede-above" })) }
            @if !self.circles.is_empty() {
                section.flow aria-labelledby="circles" {
                    h2 id="circles" { (say.t("circles")) }
                    ul.told { @for line in &self.circles { (self.line(say, line)) } }
                }
            }
            section.flow aria-labelledby="readers" {
                h2 id="readers" { (say.t("readers")) }
                @if self.readers.is_empty() { p.quiet { (say.t(none)) } }
                ul.told { @for reader in &self.readers { (self.reader(on, reader)) } }
            }
            @if let Some(deed) = self.writes {
                details.more open[on.refused(deed)] {
                    summary { (say.t(if self.is_cell { "booklet-new" } else { "reader-new" })) }
                    (writing(on, deed, self.unit, on.begins(deed), 0, ("", "")))
                }
            }
            @if !self.over.is_empty() {
                details.more {
                    summary { (say.t("circles-over")) }
                    ul.told { @for line in &self.over { (self.line(say, line)) } }
                }
            }
        }
    }
}

impl Study {
    fn line(&self, say: &Say, line: &Line) -> Markup {
        html! {
            li {
                a href=(circle_address(self.unit, line.id)) { bdi { (line.title) } }
                p.quiet { (progress(say, &line.course)) }
            }
        }
    }

    fn reader(&self, on: &Paper, reader: &Offered) -> Markup {
        let say = &on.say;
        html! {
            li {
                a href=(reader_address(self.unit, reader.id)) { bdi { (reader.title) } }
                div {
                    p.quiet {
                        @if reader.own { (say.t("reader-own")) } @else { bdi { (reader.by) } }
                        " · " (say.count("reader-parts", reader.parts as usize))
                    }
                    @if self.begins { (beginning(on, self.unit, reader.id, &reader.title, "button")) }
                }
            }
        }
    }
}

/// The button that begins a circle.
pub fn beginning(on: &Paper, unit: UnitId, reader: SubjectId, title: &str, class: &str) -> Markup {
    on.form("circle.begin", unit, on.begins("circle.begin"), |form| {
        html! {
            (form.hidden("reader", &reader.to_string()))
            button class=(class) { (on.say.t("circle-begin")) span.unseen { ": " bdi { (title) } } }
        }
    })
}

/// The form in which a reader is written.
pub fn writing(
    on: &Paper,
    deed: &'static str,
    unit: UnitId,
    id: SubjectId,
    from: u32,
    (title, text): (&str, &str),
) -> Markup {
    let say = &on.say;
    on.form(deed, unit, id, |form| {
        html! {
            (form.hidden("from", &from.to_string()))
            (form.line("title", "text", &say.t("reader-title"), title))
            p.quiet { (say.t("reader-how")) }
            (form.area("text", 14, &say.t("reader-text"), text))
            @if deed == "reader.write" { p.quiet { (say.t("policy-no-names")) } }
            (form.button("button", &say.t("reader-keep")))
        }
    })
}

/// How far a circle has come, in a few words.
pub fn progress(say: &Say, course: &Course) -> String {
    let about = [("n", (course.done.len() as i64).into()), ("of", i64::from(course.parts).into())];
    say.say("circle-progress", &about)
}
