//! The meetings of a cell: the next one, those behind it, and the rhythm that they keep.

use book::{SubjectId, UnitId};
use charter::calendar::{Day, Moment, Zone};
use ledger::{Error, Look, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::{address, agenda, told};
use crate::{Cadence, Meeting, Rhythm, Row, When, list};

/// Meetings of the past that are listed.
const PAST: usize = 24;
/// Days in which a meeting that was set and not held can still be told of.
const MISSED: i32 = 13;
/// The hour at which a meeting is proposed where none was held before.
const HOUR: i64 = 18;
const HOUR_MS: i64 = 3_600_000;

/// A meeting that is set.
#[derive(Clone, Debug, Serialize)]
pub struct Next {
    /// Which it is.
    pub id: SubjectId,
    /// When.
    pub when: When,
    /// What it is called.
    pub title: Option<String>,
    /// What it will be about.
    pub agenda: Vec<String>,
}

#[derive(Serialize)]
struct Calendar {
    unit: UnitId,
    writes: bool,
    next: Option<Next>,
    past: Vec<Held>,
    every: Option<u32>,
    proposed: (String, String),
}

#[derive(Serialize)]
struct Held {
    id: SubjectId,
    when: When,
    cancelled: bool,
    state: Meeting,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.inside()?;
    let rows = list(visit.look, cell.id)?;
    let rhythm = visit.look.subject::<Cadence>(cell.id, own_subject(cell.id))?.unwrap_or_default().on(visit.as_of);
    let every = match rhythm {
        Some(Rhythm::Every(days)) => Some(days),
        _ => None,
    };
    let mut past = vec![];
    for row in rows.iter().rev().filter(|row| row.held || row.cancelled).take(PAST) {
        let state = visit.look.subject(cell.id, row.id)?.unwrap_or_default();
        past.push(Held { id: row.id, when: row.when, cancelled: row.cancelled, state });
    }
    let page = Calendar {
        unit: cell.id,
        writes: visit.writes(&cell),
        next: Next::of(visit.look, cell.id, &visit.say)?,
        past,
        every,
        proposed: proposed(&rows, every, &visit.say),
    };
    visit.page(Some((&cell, "/meetings")), &page)
}

impl Next {
    /// The first meeting that is set and not yet held; one that was missed is spoken of for so many days.
    pub fn of(look: &Look, unit: UnitId, say: &Say) -> std::result::Result<Option<Next>, Error> {
        let rows = list(look, unit)?;
        let Some(row) =
            rows.iter().find(|row| !row.held && !row.cancelled && row.when.day(say.zone).plus(MISSED) >= say.today)
        else {
            return Ok(None);
        };
        let known = told::known(look, unit, row.id)?.unwrap_or_default();
        let agenda = agenda::planned(look, unit, &known, say)?;
        Ok(Some(Next { id: row.id, when: row.when, title: known.title, agenda }))
    }
}

/// The day and the hour of the meeting after the last, by the cadence.
fn proposed(rows: &[Row], every: Option<u32>, say: &Say) -> (String, String) {
    let last = rows.iter().rev().find(|row| !row.cancelled).map(|row| row.when);
    let step = every.unwrap_or(14) as i32;
    let mut day = last.map_or(say.today, |last| last.day(say.zone)).plus(step);
    while day < say.today {
        day = day.plus(step);
    }
    let usual = last.filter(|last| !last.whole_day).map(|last| say.clock(last.at));
    (day.to_string(), usual.unwrap_or_else(|| Zone::UTC.clock(Moment(HOUR * HOUR_MS))))
}

impl Page for Calendar {
    fn title(&self, say: &Say) -> String {
        say.t("meetings")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("meetings")) }
            div.split {
                div.flow {
                    @match &self.next {
                        Some(next) => { (next.card(say, self.unit)) },
                        None => div.empty { p { (say.t("no-next-meeting")) } },
                    }
                    @if self.writes { (self.setting(on)) }
                }
                section.flow aria-labelledby="past" {
                    h2 id="past" { (say.t("meetings-past")) }
                    @if self.past.is_empty() { p.quiet { (say.t("meetings-none")) } }
                    ul.told {
                        @for held in &self.past {
                            li {
                                time datetime=(held.when.day(say.zone)) { (say.date(held.when.day(say.zone))) }
                                div {
                                    a href=(address(self.unit, held.id)) { (held.standing(say)) }
                                    @if let Some(present) = held.state.present {
                                        p.quiet { (say.say("present-of", &[("present", i64::from(present.present).into()), ("roll", i64::from(present.roll).into())])) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Calendar {
    fn setting(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let rhythms = [7, 14, 21, 28, 30, 61, 91]
            .map(|days: u32| (days.to_string(), say.say("every", &[("days", i64::from(days).into())])));
        html! {
            details.more open[self.next.is_none()] {
                summary { (say.t("meeting-set-another")) }
                (on.form("meeting.set", self.unit, on.begins("meeting.set"), |form| html! {
                    (form.line("day", "date", &say.t("field-day"), &self.proposed.0))
                    (form.line("clock", "time", &say.t("field-clock"), &self.proposed.1))
                    (form.line("title", "text", &say.t("field-title"), ""))
                    (form.button(if self.next.is_none() { "button main" } else { "button" }, &say.t("set-it")))
                }))
            }
            details.more {
                summary { (say.t("rhythm")) }
                (on.form("meeting.cadence", self.unit, own_subject(self.unit), |form| html! {
                    (form.select("every", &say.t("field-every"), &rhythms, &self.every.unwrap_or(14).to_string()))
                    (form.button("button", &say.t("rhythm-keep")))
                }))
            }
        }
    }
}

impl Next {
    /// The card that tells of it.
    pub fn card(&self, say: &Say, unit: UnitId) -> Markup {
        let day = self.when.day(say.zone);
        html! {
            section.card.flow aria-labelledby="next" {
                div.slip {
                    (slip(say, day))
                    div {
                        h2 id="next" { (self.head(say)) }
                        p.quiet {
                            @if !self.when.whole_day { (say.clock(self.when.at)) }
                            @if let Some(title) = &self.title { " " bdi { (title) } }
                        }
                    }
                }
                ol.agenda { @for point in &self.agenda { li { (point) } } }
                div.row {
                    a.button.main href=(address(unit, self.id)) {
                        (say.t(if day > say.today { "meeting-get-ready" } else { "meeting-open" }))
                    }
                }
            }
        }
    }

    fn head(&self, say: &Say) -> String {
        let day = self.when.day(say.zone);
        let about = [("when", say.near(day).into())];
        say.say(if day < say.today { "meeting-was" } else { "meeting-is" }, &about)
    }
}

/// A day as a leaf of a calendar.
pub fn slip(say: &Say, day: Day) -> Markup {
    let (_, of_month) = day.month_and_day();
    html! {
        time.date datetime=(day) { (say.weekday_short(day)) " " b { (of_month) } " " (say.month_short(day.month())) }
    }
}

impl Held {
    fn standing(&self, say: &Say) -> String {
        say.t(match () {
            _ if self.cancelled => "was-cancelled",
            _ if self.state.confirmed.is_some() => "was-confirmed",
            _ if self.state.minuted.is_some() => "was-minuted",
            _ => "was-held",
        })
    }
}
