//! The meetings of a cell: the next one, those behind it, and the rhythm that they keep.

use book::{SubjectId, UnitId};
use charter::calendar::{Day, Moment, Zone};
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use super::{address, agenda, told};
use crate::{Cadence, Meeting, Rhythm, Row, When, list};

/// Meetings of the past that are listed.
const PAST: usize = 24;
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
    #[serde(skip)]
    sets: bool,
    next: Option<Next>,
    later: Vec<Held>,
    past: Vec<Held>,
    every: Option<u32>,
    proposed: (String, String),
}

#[derive(Serialize)]
struct Held {
    id: SubjectId,
    when: When,
    held: bool,
    cancelled: bool,
    state: Meeting,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let cell = visit.among()?;
    let rows = list(visit.look, cell.id)?;
    let every = every(visit, cell.id)?;
    let next = Next::of(visit, cell.id, &rows)?;
    let is_over = |row: &Row| row.held || !is_open(row, &visit.say) && row.when.day(visit.say.zone) <= visit.say.today;
    let held = |row: &Row| -> Result<Held> {
        let state = visit.look.subject(cell.id, row.id)?.unwrap_or_default();
        Ok(Held { id: row.id, when: row.when, held: row.held, cancelled: row.cancelled, state })
    };
    let is_next = |row: &Row| next.as_ref().is_some_and(|next| next.id == row.id);
    let later = rows.iter().filter(|row| !is_over(row) && !is_next(row)).map(held).collect::<Result<Vec<_>>>()?;
    let past = rows.iter().rev().filter(|row| is_over(row)).take(PAST).map(held).collect::<Result<Vec<_>>>()?;
    let page = Calendar {
        unit: cell.id,
        writes: visit.writes(&cell),
        sets: visit.query.get("set").is_some(),
        next,
        later,
        past,
        every,
        proposed: proposed(&rows, every, &visit.say),
    };
    visit.page(Some((&cell, "/meetings")), &page)
}

impl Next {
    /// The first meeting that is set and not yet held; one that was missed is spoken of for so many days.
    pub fn of(visit: &Visit, unit: UnitId, rows: &[Row]) -> Result<Option<Next>> {
        let Some(row) = rows.iter().find(|row| is_open(row, &visit.say)) else { return Ok(None) };
        let known = told::known(visit.look, unit, row.id)?.unwrap_or_default();
        let agenda = agenda::planned(visit, unit, row.id, &known)?;
        Ok(Some(Next { id: row.id, when: row.when, title: known.title, agenda }))
    }
}

fn is_open(row: &Row, say: &Say) -> bool {
    row.is_open(say.today, say.zone)
}

/// How often a unit means to meet, in days, if it keeps a rhythm.
fn every(visit: &Visit, unit: UnitId) -> Result<Option<u32>> {
    let cadence: Cadence = visit.look.own(unit)?;
    Ok(match cadence.on(visit.as_of) {
        Some(Rhythm::Every(days)) => Some(days),
        _ => None,
    })
}

/// The day and the hour, as fields have them, that are proposed for the next meeting of a unit.
pub fn propose(visit: &Visit, unit: UnitId) -> Result<(String, String)> {
    Ok(proposed(&list(visit.look, unit)?, every(visit, unit)?, &visit.say))
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
                        Some(next) => { (next.card(say, self.unit, false)) },
                        None => { (self.none(on)) },
                    }
                    @if !self.later.is_empty() {
                        h2 { (say.t("meetings-later")) }
                        (self.listed(say, &self.later))
                    }
                    @if self.writes { (self.more(on)) }
                }
                section.flow aria-labelledby="past" {
                    h2 id="past" { (say.t("meetings-past")) }
                    @if self.past.is_empty() { p.quiet { (say.t("meetings-none")) } }
                    (self.listed(say, &self.past))
                }
            }
        }
    }
}

impl Calendar {
    fn listed(&self, say: &Say, meetings: &[Held]) -> Markup {
        html! {
            ul.told {
                @for held in meetings {
                    @let day = held.when.day(say.zone);
                    li {
                        a href=(address(self.unit, held.id)) { time datetime=(day) { (say.date(day)) } }
                        p {
                            (held.standing(say))
                            @if let Some(present) = held.state.present {
                                span.quiet { (say.say("present-of", &[("present", i64::from(present.present).into()), ("roll", i64::from(present.roll).into())])) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Where none is set, setting one is the next step.
    fn none(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.card.flow aria-labelledby="next" {
                h2 id="next" { (say.t("no-next-meeting")) }
                @if self.writes { (self.setting(on)) } @else { p { (say.t("no-next-hint")) } }
            }
        }
    }

    fn setting(&self, on: &Paper) -> Markup {
        let say = &on.say;
        on.form("meeting.set", self.unit, on.begins("meeting.set"), |form| {
            html! {
                (form.line("day", "date", &say.t("field-day"), &self.proposed.0))
                (form.line("clock", "time", &say.t("field-clock"), &self.proposed.1))
                (form.line("title", "text", &say.t("field-title"), ""))
                (form.button(if self.next.is_none() { "button main" } else { "button" }, &say.t("set-it")))
            }
        })
    }

    fn more(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let rhythms = [7, 14, 21, 28, 30, 61, 91]
            .map(|days: u32| (days.to_string(), say.say("every", &[("days", i64::from(days).into())])));
        html! {
            @if self.next.is_some() {
                details.more open[self.sets || on.refused("meeting.set")] {
                    summary id="set" { (say.t("meeting-set-another")) }
                    (self.setting(on))
                }
            }
            details.more open[on.refused("meeting.cadence")] {
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
    /// The card that tells of it; `another` offers to set one more.
    pub fn card(&self, say: &Say, unit: UnitId, another: bool) -> Markup {
        let day = self.when.day(say.zone);
        html! {
            section.card.flow aria-labelledby="next" {
                div.slip {
                    (slip(say, day))
                    div {
                        h2.screen id="next" { (self.head(say)) }
                        p.lede.print { (self.on_paper(say)) }
                        p.quiet {
                            @if !self.when.whole_day { (say.clock(self.when.at)) }
                            @if let Some(title) = &self.title { " " bdi { (title) } }
                        }
                    }
                }
                (agenda::shown(&self.agenda))
                div.row {
                    a.button.main href=(address(unit, self.id)) {
                        (say.t(if day > say.today { "meeting-get-ready" } else { "meeting-open" }))
                    }
                    @if another { a.button.plain href=(unit.address() + "/meetings?set#set") { (say.t("meeting-set-another")) } }
                }
            }
        }
    }

    /// Its day with the year: paper is read when nobody knows any more what 'in three days' was.
    fn on_paper(&self, say: &Say) -> String {
        let day = self.when.day(say.zone);
        let when = format!("{} {}", say.words.weekday(day.weekday()), say.dated(day));
        say.say("next-meeting-on", &[("when", when.into())])
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
            _ if !self.held && self.when.day(say.zone) < say.today => "was-not-held",
            _ if !self.held => "was-set",
            _ if self.state.confirmed.is_some() => "was-confirmed",
            _ if self.state.minuted.is_some() => "was-minuted",
            _ => "was-held",
        })
    }
}
