//! One circle: how far it has come, its next session, and who leads it.

use std::collections::BTreeMap;

use book::{PersonId, SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit};

use super::list::progress;
use super::reader_address;
use crate::{Circle, Course, Meets, meets, of_circle, studied, words};

#[derive(Serialize)]
struct One {
    id: SubjectId,
    unit: UnitId,
    title: String,
    circle: Circle,
    course: Course,
    parts: Vec<Line>,
    /// What its leader is called.
    leader: Option<String>,
    /// Meetings that are set and no session yet, the nearest first.
    free: Vec<(SubjectId, Day)>,
    #[serde(skip)]
    proposed: (String, String),
    #[serde(skip)]
    people: Vec<(String, String)>,
    #[serde(skip)]
    writes: bool,
    #[serde(skip)]
    me: Option<PersonId>,
}

/// A part, and what became of it.
#[derive(Serialize)]
struct Line {
    number: u32,
    name: Option<String>,
    /// The meeting at which it was, or will be, talked over; the latest that counts.
    session: Option<(SubjectId, Day, bool)>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (cell, id) = (visit.among()?, visit.subject()?);
    if cell.kind != UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let (look, today, zone) = (visit.look, visit.as_of, visit.say.zone);
    let studied = studied(look, cell.id, id, today, zone)?.filter(|one| one.circle.begun.is_some());
    let studied = studied.ok_or(Fault::NotFound)?;
    let (circle, course) = (studied.circle, studied.course);
    let found = of_circle(look, cell.id, &circle)?;
    let mut words = found.map(|found| words(look, &found, circle.reader)).transpose()?.unwrap_or_default();
    let (meets, rows) = (meets(look, cell.id, today, zone)?, meeting::list(look, cell.id)?);
    let days = rows.iter().map(|row| (row.id, row.when.day(zone))).collect::<BTreeMap<_, _>>();
    let session = |part: u32| {
        let of = circle.sessions.iter().rev().filter(|session| session.part == part);
        let of = of
            .filter_map(|session| Some((session.meeting, *days.get(&session.meeting)?, *meets.get(&session.meeting)?)));
        of.max_by_key(|(_, _, stands)| *stands == Meets::Held).map(|(id, day, stands)| (id, day, stands == Meets::Held))
    };
    let parts = (1..=course.parts).map(|number| Line {
        number,
        name: words.parts.remove(&number).map(|part| part.name.0),
        session: session(number),
    });
    let members = member::list(look, cell.id)?;
    let called = |who: PersonId| members.iter().find(|row| row.person == who).map(member::Row::called);
    let people = members.iter().filter(|row| row.is_on_the_roll(today));
    let people = people.map(|row| (row.person.to_string(), row.called()));
    let taken = taken(visit, cell.id)?;
    let free = rows.iter().filter(|row| row.is_open(today, zone) && !taken.contains(&row.id));
    let page = One {
        id,
        unit: cell.id,
        title: studied.title,
        parts: parts.collect(),
        leader: circle.leader.and_then(called),
        free: free.map(|row| (row.id, row.when.day(zone))).collect(),
        proposed: meeting::pages::propose(visit, cell.id)?,
        people: [(String::new(), visit.say.t("circle-nobody-leads"))].into_iter().chain(people).collect(),
        writes: visit.writes(&cell),
        me: visit.person(),
        circle,
        course,
    };
    visit.page(Some((&cell, "")), &page)
}

/// Meetings that are the session of some circle.
fn taken(visit: &Visit, cell: UnitId) -> Result<Vec<SubjectId>> {
    let circles = visit.look.subjects::<Circle>(cell)?;
    Ok(circles.into_iter().flat_map(|(_, circle)| circle.sessions).map(|session| session.meeting).collect())
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
                @match &self.leader { Some(name) => (say.say("circle-led-by", &[("name", name.as_str().into())])), None => (say.t("circle-nobody-leads")) }
                " · " (progress(say, &self.course))
                @if self.circle.finished.is_some() { " · " (say.t("circle-finished")) }
                @if self.circle.dropped { " · " (say.t("circle-dropped")) }
            }
            @if self.circle.is_open() { (self.next(on)) } @else if self.writes {
                (on.form("circle.reopen", self.unit, self.id, |form| form.button("button", &say.t("circle-reopen"))))
            }
            section.flow aria-labelledby="parts" {
                h2 id="parts" { (say.t("circle-parts")) }
                ul.told { @for line in &self.parts { (self.line(say, line)) } }
                p { a href=(reader_address(self.unit, self.circle.reader)) { (say.t("reader-open")) } }
            }
            @if self.circle.is_open() { (self.leading(on)) }
            @if self.circle.is_open() && self.writes { (self.ending(on)) }
        }
    }
}

impl One {
    fn line(&self, say: &Say, line: &Line) -> Markup {
        let name = line.name.clone().unwrap_or_else(|| say.t("reader-taken-out"));
        let about = [("n", i64::from(line.number).into()), ("name", name.into())];
        html! {
            li {
                a href=(format!("{}#part-{}", reader_address(self.unit, self.circle.reader), line.number)) {
                    (say.say("part-of", &about))
                }
                p.quiet {
                    @match line.session {
                        Some((meeting, day, held)) => a href=(meeting::pages::address(self.unit, meeting)) {
                            (say.say(if held { "session-was" } else { "session-will-be" }, &[("day", say.date(day).into())]))
                        },
                        None => (say.t("session-none")),
                    }
                }
            }
        }
    }

    /// The next step: the session that is set, or setting it, or finishing.
    fn next(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let set = self.course.set.and_then(|set| self.parts.iter().find(|line| line.number == set.part));
        html! {
            section.card.flow aria-labelledby="next" {
                @if let Some((meeting, day, _)) = set.and_then(|line| line.session) {
                    h2 id="next" { (say.say("session-next", &[("when", say.near(day).into())])) }
                    div.row { a.button.main href=(meeting::pages::address(self.unit, meeting)) { (say.t("session-see")) } }
                } @else if let Some(part) = self.course.next {
                    h2 id="next" { (say.say("session-of-part", &[("n", i64::from(part).into())])) }
                    @if self.writes { (self.setting(on, part)) } @else { p { (say.t("session-not-set")) } }
                } @else {
                    h2 id="next" { (say.t("circle-all-done")) }
                    @if self.writes {
                        (on.form("circle.finish", self.unit, self.id, |form| form.button("button main", &say.t("circle-finish"))))
                    }
                }
            }
        }
    }

    /// One button for the next meeting, where there is one; a day and an hour for a new one.
    fn setting(&self, on: &Paper, part: u32) -> Markup {
        let say = &on.say;
        let anew =
            || {
                on.form("circle.assign", self.unit, self.id, |form| html! {
            (form.hidden("part", &part.to_string()))
            (form.line("day", "date", &say.t("field-day"), &self.proposed.0))
            (form.line("clock", "time", &say.t("field-clock"), &self.proposed.1))
            (form.button(if self.free.is_empty() { "button main" } else { "button" }, &say.t("session-set")))
        })
            };
        html! {
            p { (say.t("session-hint")) }
            @if let Some((meeting, day)) = self.free.first() {
                (on.form("circle.assign", self.unit, self.id, |form| html! {
                    (form.hidden("part", &part.to_string()))
                    (form.hidden("meeting", &meeting.to_string()))
                    (form.button("button main", &say.say("session-at", &[("day", say.date(*day).into())])))
                }))
                details.more open[on.refused("circle.assign")] {
                    summary { (say.t("session-another")) }
                    (anew())
                }
            } @else { (anew()) }
        }
    }

    fn leading(&self, on: &Paper) -> Markup {
        let (say, mine) = (&on.say, self.me.is_some() && self.circle.leader == self.me);
        html! {
            @if self.me.is_some() && self.circle.leader.is_none() {
                (on.form("me.lead", self.unit, self.id, |form| form.button("button", &say.t("circle-lead-it"))))
            }
            @if mine {
                (on.form("me.lead", self.unit, self.id, |form| html! {
                    (form.hidden("back-to-all", "yes"))
                    (form.button("button plain", &say.t("circle-give-back")))
                }))
            }
            @if self.writes {
                details.more open[on.refused("circle.lead")] {
                    summary { (say.t("circle-leader-change")) }
                    (on.form("circle.lead", self.unit, self.id, |form| html! {
                        (form.select("leader", &say.t("circle-leader"), &self.people, &self.circle.leader.map_or_else(String::new, |who| who.to_string())))
                        (form.button("button", &say.t("circle-leader-keep")))
                    }))
                }
            }
        }
    }

    fn ending(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.more {
                summary { (say.t("circle-end")) }
                div.row {
                    @if self.course.next.is_some() {
                        (on.form("circle.finish", self.unit, self.id, |form| form.button("button", &say.t("circle-finish"))))
                    }
                    (on.form("circle.drop", self.unit, self.id, |form| form.button("button grave", &say.t("circle-drop"))))
                }
            }
        }
    }
}
