//! One meeting: before it, while it is held, and its minutes afterwards, on the screen and on paper.

use std::collections::{BTreeMap, BTreeSet};

use book::{PersonId, SubjectId};
use charter::Rules;
use charter::access::What;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit, capital};

use super::roll::{self, Called, Ticks};
use super::{agenda, calendar, minutes, told};
use crate::{CONFIRMERS, Present, When};

#[derive(Serialize)]
struct One {
    id: SubjectId,
    #[serde(skip)]
    unit: Unit,
    when: When,
    known: told::Known,
    agenda: Vec<String>,
    roll: Vec<Called>,
    #[serde(skip)]
    names: BTreeMap<PersonId, String>,
    ticks: Ticks,
    quorum: u32,
    writes: bool,
    me: Option<PersonId>,
    /// Who says yes to minutes for themselves.
    #[serde(skip)]
    speak: BTreeSet<PersonId>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (cell, id) = (visit.among()?, visit.subject()?);
    let known = told::known(visit.look, cell.id, id)?.ok_or(Fault::NotFound)?;
    visit.seen(What::Meeting, None);
    let when = known.state.held.or(known.state.set).ok_or(Fault::NotFound)?;
    let roll = roll::roll(visit.look, cell.id, when.day(visit.say.zone))?;
    let names =
        member::list(visit.look, cell.id)?.into_iter().filter_map(|row| Some((row.person, row.name.or(row.code)?)));
    let writes = visit.writes(&cell);
    let page = One {
        id,
        names: names.collect(),
        agenda: agenda::planned(visit, cell.id, id, &known)?,
        // A draft is its writers' own until it is in the book, in JSON as on the page.
        ticks: if writes { roll::ticks(visit.shelf, cell.id, id)? } else { Ticks::default() },
        quorum: enough(&visit.look.rules()?, roll.len() as u32),
        roll,
        writes,
        me: visit.person(),
        speak: member::with_accounts(visit.look, cell.id)?,
        unit: cell,
        when,
        known,
    };
    visit.page(Some((&page.unit, "/meetings")), &page)
}

/// The least number who can decide.
fn enough(rules: &Rules, roll: u32) -> u32 {
    (1..=roll.max(rules.quorum.least)).find(|present| rules.quorate(*present, roll)).unwrap_or(rules.quorum.least)
}

impl Page for One {
    fn title(&self, say: &Say) -> String {
        say.say("meeting-of", &[("day", say.date(self.when.day(say.zone)).into())])
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, day) = (&on.say, self.when.day(on.say.zone));
        let held = self.known.state.held.is_some();
        html! {
            header.slip {
                (calendar::slip(say, day))
                div {
                    h1 { @match &self.known.title { Some(title) => bdi { (title) }, None => { (say.t("our-meeting")) } } }
                    @if let Some(when) = self.moment(say) { p.quiet.screen { (when) } }
                    p.quiet.print { (self.on_paper(say)) }
                }
            }
            @if let Some(reason) = &self.known.because {
                p.lede { (say.say("cancelled-because", &[("reason", reason.as_str().into())])) }
            } @else if held {
                (self.held(on))
            } @else if day > say.today || !self.writes {
                (self.before(on))
            } @else {
                (self.holding(on))
            }
        }
    }
}

impl One {
    /// The hour, and how near the day is: what the slip does not tell.
    fn moment(&self, say: &Say) -> Option<String> {
        let clock = (!self.when.whole_day).then(|| say.clock(self.when.at));
        let told = say.how_near(self.when.day(say.zone)).into_iter().chain(clock).collect::<Vec<_>>();
        (!told.is_empty()).then(|| capital(told.join(&say.t("list-comma"))))
    }

    /// The day with its year, and the hour: paper is read when nobody knows any more what 'today' was.
    fn on_paper(&self, say: &Say) -> String {
        let day = say.dated(self.when.day(say.zone));
        if self.when.whole_day { day } else { format!("{day}{}{}", say.t("list-comma"), say.clock(self.when.at)) }
    }

    fn before(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.split {
                div.flow {
                    section.flow {
                        h2 { (say.t("agenda")) }
                        (agenda::shown(&self.agenda))
                        p.screen { a.button.plain href=(super::address(self.unit.id, self.id) + "/calendar") download { (say.t("calendar-add")) } }
                    }
                    @if self.writes { (self.changes(on)) }
                }
                section.flow {
                    h2 { (say.t("who-we-expect")) }
                    p { (capital(say.say("enough-of", &[("enough", say.few(self.quorum as usize).into()), ("roll", say.few(self.roll.len()).into())]))) }
                    ul.names { @for one in &self.roll { li { bdi { (one.name.as_deref().unwrap_or("·")) } @if one.new { " " span.quiet { (say.t("say-hello")) } } } } }
                }
            }
        }
    }

    fn changes(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.more open[on.refused("meeting.plan")] {
                summary { (say.t("agenda-change")) }
                (on.form("meeting.plan", self.unit.id, self.id, |form| html! {
                    (form.area("agenda", self.agenda.len() as u32 + 2, &say.t("field-agenda"), &self.agenda.join("\n")))
                    (form.button("button", &say.t("agenda-keep")))
                }))
            }
            details.more open[on.refused("meeting.set")] {
                summary { (say.t("meeting-move")) }
                (on.form("meeting.set", self.unit.id, self.id, |form| html! {
                    (form.line("day", "date", &say.t("field-day"), &self.when.day(say.zone).to_string()))
                    (form.line("clock", "time", &say.t("field-clock"), &if self.when.whole_day { String::new() } else { say.clock(self.when.at) }))
                    (form.button("button", &say.t("meeting-move-keep")))
                }))
            }
            details.ask open[on.refused("meeting.cancel")] {
                summary { (say.t("meeting-cancel")) }
                div {
                    (on.form("meeting.cancel", self.unit.id, self.id, |form| html! {
                        (form.line("reason", "text", &say.t("field-reason"), ""))
                        (form.button("button grave", &say.t("meeting-cancel-yes")))
                    }))
                }
            }
        }
    }

    /// Ticks and minutes are one form: closing the meeting keeps both.
    fn holding(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let text =
            if self.ticks.minutes.is_empty() { minutes::begun(&self.agenda) } else { self.ticks.minutes.clone() };
        html! {
            div.screen.hold {
                (on.form("meeting.roll", self.unit.id, self.id, |form| html! {
                    div.split {
                        div {
                            h2 id="here" { (say.t("who-is-here")) }
                            p.quiet { (say.t("who-is-here-hint")) }
                            (roll::list(form, say, &self.roll, &self.ticks, self.when))
                            div.tally {
                                p { span.value {} " " b { (say.t("here")) } br; span.quiet { (say.say("enough", &[("enough", i64::from(self.quorum).into())])) } }
                                (form.button("button main", &say.t("save")))
                            }
                        }
                        section.flow aria-labelledby="minutes" {
                            h2 id="minutes" { (say.t("what-we-talk-about")) }
                            p.quiet { (say.t("minutes-hint")) }
                            (form.area("text", 18, &say.t("field-minutes"), &text))
                            (self.closing(say))
                        }
                    }
                }))
            }
            (self.changes(on))
            div.print.flow { h2 { (say.t("agenda")) } (agenda::shown(&self.agenda)) (self.paper_roll(say)) }
        }
    }

    fn closing(&self, say: &Say) -> Markup {
        html! {
            div.card.flow {
                h2 { (say.t("all-said")) }
                p { (say.t("all-said-hint")) }
                div.row { button.button.main name="deed" value="meeting.close" { (say.t("meeting-close")) } }
            }
        }
    }

    fn paper_roll(&self, say: &Say) -> Markup {
        html! {
            h2 { (say.t("who-is-here")) }
            ul.roll { @for one in &self.roll { li { span { "☐ " bdi { (one.name.as_deref().unwrap_or("·")) } } } } }
        }
    }

    fn held(&self, on: &Paper) -> Markup {
        let (say, known) = (&on.say, &self.known);
        html! {
            div.split {
                section.flow aria-labelledby="there" { (self.attendance(say)) }
                div.flow {
                    @match &known.minutes {
                        Some(text) => section aria-label=(say.t("minutes")) { (minutes::shown(text, &known.decisions, say)) },
                        None => p.quiet.screen { (say.t("minutes-none")) },
                    }
                    (self.confirmed(say))
                    @if let Some(at) = known.state.redacted {
                        p.quiet { (say.say("minutes-redacted-on", &[("day", say.date(say.day_of(at)).into())])) }
                    }
                    @if self.writes && known.state.confirmed.is_none() {
                        @if known.state.minuted.is_some() { (self.confirming(on)) }
                        (self.agreeing(on))
                        (self.writing(on))
                    } @else { (self.agreeing(on)) }
                    @if self.writes && known.minutes.is_some() { (self.redacting(on)) }
                }
            }
            div.print { div.sign { p { (say.t("sign-minutes")) } p { (say.t("sign-secretary")) } } }
        }
    }

    fn attendance(&self, say: &Say) -> Markup {
        let Some(Present { present, roll, quorate, guests }) = self.known.state.present else { return html! {} };
        let about = [
            ("present", say.few(present as usize).into()),
            ("roll", say.few(roll as usize).into()),
            ("guests", i64::from(guests).into()),
        ];
        let mut there = self.known.attended.iter().map(|person| (self.name(*person), person)).collect::<Vec<_>>();
        there.sort();
        let late = |person| self.known.late.get(person).map(|at| say.clock(*at));
        html! {
            h2.lede id="there" { (capital(say.say(if quorate { "held-enough" } else { "held-too-few" }, &about))) }
            @if !there.is_empty() || !self.known.visitors.is_empty() {
                ul.names {
                    @for (name, person) in &there {
                        li { bdi { (name) } @if let Some(clock) = late(person) { " " span.quiet { (say.say("from-clock", &[("clock", clock.into())])) } } }
                    }
                    @for name in &self.known.visitors { li { bdi { (name) } " " span.quiet { (say.t("a-guest")) } } }
                }
            }
        }
    }

    /// Whose word the minutes stand on.
    fn confirmed(&self, say: &Say) -> Markup {
        let agreed = self.known.state.agreed.iter().filter_map(|voice| voice.person).map(|who| self.name(who));
        let agreed = agreed.collect::<Vec<_>>();
        html! {
            @if let Some((one, other)) = self.known.confirmed_by {
                p.quiet { (say.say("confirmed-by", &[("one", self.name(one).into()), ("other", self.name(other).into())])) }
            } @else if !agreed.is_empty() {
                p.quiet { (say.say("agreed-by", &[("who", say.list(&agreed).into())])) }
            }
        }
    }

    /// Saying yes to the minutes for oneself, for whoever was there and has not.
    fn agreeing(&self, on: &Paper) -> Markup {
        let state = &self.known.state;
        let mine = self.me.filter(|me| self.known.attended.contains(me) && !state.has_agreed(*me));
        let open = state.minuted.is_some() && state.confirmed.is_none();
        html! {
            @if open && mine.is_some() {
                div.screen {
                    (on.form("me.agree", self.unit.id, self.id, |form| html! {
                        (form.hidden("from", &state.versions.to_string()))
                        (form.button(if self.writes { "button plain" } else { "button main" }, &on.say.t("agree")))
                    }))
                }
            }
        }
    }

    fn confirming(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let own = |person: PersonId| self.me == Some(person) || self.known.state.has_agreed(person);
        let tick = |person: &PersonId| (person.to_string(), self.name(*person), own(*person));
        let heard = self.known.attended.iter().filter(|person| own(**person) || !self.speak.contains(person));
        let mut there = heard.map(tick).collect::<Vec<_>>();
        there.sort_by(|a, b| a.1.cmp(&b.1));
        html! {
            section.card.flow.screen aria-labelledby="confirm" {
                h2 id="confirm" { (say.t("confirm-head")) }
                @if there.len() < CONFIRMERS { p { (say.t("confirm-themselves")) } } @else {
                    (on.form("meeting.confirm", self.unit.id, self.id, |form| html! {
                        (form.ticks("who", &say.t("confirm-hint"), &there))
                        (form.button("button main", &say.t("confirm")))
                    }))
                }
            }
        }
    }

    fn writing(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let text = self.known.minutes.clone().unwrap_or_else(|| minutes::begun(&self.agenda));
        html! {
            details.more.screen open[self.known.minutes.is_none() || on.refused("meeting.minute")] {
                summary { (say.t(if self.known.minutes.is_none() { "minutes-write" } else { "minutes-change" })) }
                (on.form("meeting.minute", self.unit.id, self.id, |form| html! {
                    p.quiet { (say.t("minutes-hint")) }
                    (form.hidden("from", &self.known.state.versions.to_string()))
                    (form.area("text", 14, &say.t("field-minutes"), &text))
                    (form.button("button", &say.t("minutes-keep")))
                }))
            }
        }
    }

    /// Taking something out of minutes: what no machine can find is said, since somebody has to look.
    fn redacting(&self, on: &Paper) -> Markup {
        let (say, text) = (&on.say, self.known.minutes.clone().unwrap_or_default());
        html! {
            details.more.screen open[on.refused("meeting.redact")] {
                summary { (say.t("minutes-redact")) }
                (on.form("meeting.redact", self.unit.id, self.id, |form| html! {
                    p { (say.t("minutes-redact-hint")) }
                    (form.hidden("from", &self.known.state.versions.to_string()))
                    (form.area("text", 14, &say.t("field-redacted"), &text))
                    (form.button("button grave", &say.t("minutes-redact-yes")))
                }))
            }
        }
    }

    fn name(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_else(|| person.0.short())
    }
}
