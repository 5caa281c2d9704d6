//! What is held on the viewer, all on one page: to see it, put it right, take it away, leave, or be forgotten.

use book::UnitId;
use charter::access::What;
use charter::calendar::Day;
use maud::{Markup, html};
use meeting::Was;
use member::pages::{Asking, Told, address};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit, capital, paper};

use crate::held::{Belonging, Dues, Held, Sources};

/// Days of the account of access that stand on the page itself.
const LATELY: i32 = 30;
/// Meetings that stand there without opening anything.
const LATEST: usize = 5;

/// The viewer's own page.
pub fn me(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    visit.person().ok_or(Fault::NotFound)?;
    Ok(Reply::Elsewhere(unit.id.address() + "/you/held"))
}

#[derive(Serialize)]
struct Shown {
    #[serde(skip)]
    unit: UnitId,
    #[serde(flatten)]
    held: Held,
    #[serde(skip)]
    lately: Told,
    #[serde(skip)]
    asking: Asking,
    #[serde(skip)]
    mails_from: Option<String>,
    #[serde(skip)]
    fresh: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, held) = held(visit)?;
    let member: member::Member = visit.look.subject(unit.id, held.person.0)?.unwrap_or_default();
    let lately = Told::of(visit, unit.id, visit.say.today.plus(-LATELY))?;
    let mails_from = visit.accounts.mails_from(visit.now)?;
    let page = Shown {
        unit: unit.id,
        mails_from,
        fresh: visit.fresh_session().is_ok(),
        lately,
        asking: Asking::of(visit, &member),
        held,
    };
    visit.page(Some((&unit, "/people")), &page)
}

/// The viewer's unit, and what it holds on them.
fn held(visit: &Visit) -> Result<(ledger::Unit, Held)> {
    let (unit, person) = (visit.inside()?, visit.person().ok_or(Fault::NotFound)?);
    let Visit { look, accounts, notes, tallies, now, .. } = *visit;
    let held = Sources { look, accounts, notes, tallies, now, today: visit.say.today }.held(&unit, person)?;
    Ok((unit, held.ok_or(Fault::NotFound)?))
}

/// How it is taken away.
#[derive(Serialize)]
struct Take {
    unit: UnitId,
    #[serde(skip)]
    fresh: bool,
}

pub fn take(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    visit.person().ok_or(Fault::NotFound)?;
    visit.page(Some((&unit, "/people")), &Take { unit: unit.id, fresh: visit.fresh_session().is_ok() })
}

/// It as a file for machines.
pub fn as_json(visit: &Visit) -> Result<Reply> {
    let (_, held) = taken(visit)?;
    let bytes = serde_json::to_vec_pretty(&held).map_err(ledger::Error::from)?;
    Ok(Reply::File { name: "held-on-me.json".into(), kind: "application/json", bytes })
}

/// It as a page that needs nothing else.
pub fn as_page(visit: &Visit) -> Result<Reply> {
    let (_, held) = taken(visit)?;
    let bytes = printed(&held, &visit.say).into_bytes();
    Ok(Reply::File { name: "held-on-me.html".into(), kind: "text/html; charset=utf-8", bytes })
}

fn taken(visit: &Visit) -> Result<(ledger::Unit, Held)> {
    let (unit, held) = held(visit)?;
    visit.fresh_session()?;
    visit.seen(What::Took, Some(held.person));
    Ok((unit, held.taken()))
}

/// What is held on somebody, for paper.
pub fn printed(held: &Held, say: &Say) -> String {
    let day = say.dated(say.today);
    // Paper is read in other years too, so every day stands there with its own.
    let say = &Say { today: Day::default(), ..*say };
    let body = html! {
        h1 { (say.t("held")) }
        p { (say.say("held-printed", &[("unit", held.cell.as_str().into()), ("day", day.into())])) }
        (held.who(say))
        (held.place(say))
        (held.meetings(say, true))
        (held.tasks(say))
        (held.took_on(say))
        (held.came(say))
        (held.dues(say))
        (held.cared(say))
        (held.letters(say))
        (held.signing(say))
        h2 { (say.t("looked")) }
        (held.looked.shown(say))
    };
    paper(say, &say.t("held"), body)
}

impl Page for Shown {
    fn title(&self, say: &Say) -> String {
        say.t("held")
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, held, home) = (&on.say, &self.held, self.unit.address());
        html! {
            h1 { (say.t("held")) }
            p.lede { (say.t("held-on-you")) " " a href=(home.clone() + "/privacy") { (say.t("held-why")) } }
            div.split {
                div.flow {
                    (held.who(say))
                    p { a.button.main href=(address(self.unit, held.person)) { (say.t("held-correct")) } }
                    (held.place(say))
                    (held.meetings(say, false))
                    (held.tasks(say))
                    (held.took_on(say))
                    (held.came(say))
                    (held.dues(say))
                    p { a href=(home.clone() + "/you/dues") { (say.t("held-dues-see")) } }
                    (held.cared(say))
                    p { a href=(care::pages::own_address(self.unit)) { (say.t("care-you")) } }
                    (held.letters(say))
                    (held.signing(say))
                    p { a href=(home.clone() + "/sign-in") { (say.t("how-you-sign-in")) } }
                }
                div.flow {
                    section.flow aria-labelledby="looked" {
                        h2 id="looked" { (say.t("looked-lately")) }
                        (self.lately.shown(say))
                        p { a href=(home.clone() + "/looked") { (say.t("looked-all")) } }
                    }
                    section.card.flow aria-labelledby="take" {
                        h2 id="take" { (say.t("take")) }
                        p { (say.t("take-hint")) }
                        p { a.button href=(home.clone() + "/you/take") { (say.t("take-it")) } }
                    }
                    (web::calendar::card(on, self.unit, held.person, held.calendar, self.fresh))
                    (web::mail::card(on, self.unit, held.person, self.mails_from.as_deref(), held.mail.as_ref()))
                    (member::pages::link(on, self.unit, held.person, held.own_link, true))
                    (self.leaving(on))
                    (self.asking.form(on, self.unit, held.person.0, true))
                    p { a href=(home + "/forgotten") { (say.t("forgotten-see")) } }
                }
            }
        }
    }
}

impl Shown {
    fn leaving(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.ask {
                summary { (say.t("leave-head")) }
                div.flow {
                    p { (say.t("leave-hint")) }
                    (on.form("me.leave", self.unit, self.held.person.0, |form| html! { (form.button("button grave", &say.t("leave-yes"))) }))
                }
            }
        }
    }
}

fn fact(say: &Say, name: &str, value: &Markup) -> Markup {
    html! { div { dt { (say.t(name)) } dd { (value) } } }
}

fn text(text: &str) -> Markup {
    html! { bdi { (text) } }
}

fn meetings(say: &Say, were: &[Was]) -> Markup {
    html! {
        ul.told {
            @for was in were {
                li {
                    b { (say.date(was.when.day(say.zone))) }
                    p {
                        @match was.late {
                            Some(at) => { (say.say("was-late", &[("clock", say.clock(at).into())])) },
                            None if was.there => { (say.t("was-there")) },
                            None => {},
                        }
                        @if was.agreed { " " (say.t("was-agreed")) }
                    }
                }
            }
        }
    }
}

impl Held {
    fn who(&self, say: &Say) -> Markup {
        let details = &self.details;
        let contacts = html! { ul.names { @for contact in &details.contacts { li { bdi { (contact.0) } } } } };
        html! {
            h2 { (say.t("held-who")) }
            dl.facts {
                (fact(say, "field-name", &text(details.name.as_ref().map_or("–", |name| &name.0))))
                @if !details.contacts.is_empty() { (fact(say, "held-reach", &contacts)) }
                @if let Some(year) = details.birth_year { (fact(say, "born", &html! { (year) })) }
                @if !details.languages.is_empty() { (fact(say, "held-tongues", &text(&details.languages.join(", ")))) }
            }
        }
    }

    fn place(&self, say: &Say) -> Markup {
        html! {
            h2 { (say.t("held-place")) }
            @for one in &self.membership { (one.facts(say)) }
            @if !self.offices.is_empty() {
                ul.told {
                    @for term in &self.offices {
                        li {
                            b { (capital(say.t(&format!("office-{}", term.office.name())))) }
                            p { (match (term.ended, term.until) {
                                (true, _) => say.t("office-over"),
                                (false, Some(until)) => say.say("term-until", &[("day", say.date(until).into())]),
                                (false, None) => say.t("office-now"),
                            }) }
                        }
                    }
                }
            }
        }
    }

    /// What they sent when they asked to join.
    fn came(&self, say: &Say) -> Markup {
        let Some(came) = &self.asked else { return html! {} };
        let day = came.at.map(|at| say.date(charter::calendar::Zone::UTC.day(at))).unwrap_or_default();
        html! {
            h2 { (say.t("held-how-you-came")) }
            p { (say.say("held-how-you-came-on", &[("day", day.into())])) }
            @if let Some(asking) = &came.asking {
                p { bdi { (asking.name.0) } " · " bdi { (asking.contact.0) } }
                @if !asking.words.0.is_empty() { p dir="auto" { (asking.words.0) } }
            }
        }
    }

    /// The latest of them, and the others behind a line that opens; on paper all at once.
    fn tasks(&self, say: &Say) -> Markup {
        html! {
            @if !self.tasks.is_empty() {
                h2 { (say.t("held-tasks")) }
                ul.told {
                    @for had in &self.tasks {
                        li {
                            b { (had.due.map_or_else(|| say.t("held-task-no-day"), |due| say.date(due))) }
                            p { @match had.done {
                                Some(done) => (say.say("task-done-on", &[("day", say.date(say.day_of(done)).into())])),
                                None => (say.t("held-task-yours")),
                            } }
                        }
                    }
                }
            }
        }
    }

    fn dues(&self, say: &Say) -> Markup {
        let Some(Dues { account, counted }) = &self.dues else { return html! {} };
        html! {
            h2 { (say.t("held-dues")) }
            ul.told {
                @if let Some(currency) = account.currency {
                    @for payment in &account.payments {
                        li { b { (say.date(payment.day)) } p { (dues::pages::shown(say, payment.amount, currency)) } }
                    }
                }
            }
            @for (from, until) in &account.waivers { p { (dues::pages::span(say, *from, *until)) } }
            @if *counted > 0 { p { (say.count("held-counts", *counted)) } }
        }
    }

    /// The latest of them, and the others behind a line that opens; on paper all at once.
    fn meetings(&self, say: &Say, paper: bool) -> Markup {
        let (latest, others) =
            self.meetings.split_at(if paper { self.meetings.len() } else { LATEST.min(self.meetings.len()) });
        html! {
            h2 { (say.t("held-meetings")) }
            @if self.meetings.is_empty() { p.quiet { (say.t("held-meetings-none")) } }
            (meetings(say, latest))
            @if !others.is_empty() { details.more { summary { (say.t("held-meetings-more")) } (meetings(say, others)) } }
        }
    }

    fn letters(&self, say: &Say) -> Markup {
        html! {
            @if !self.letters.is_empty() {
                h2 { (say.t("mail-letters")) }
                ul.told {
                    @for letter in &self.letters { li { b { (say.date(letter.day)) } p { (web::mail::outcome(say, letter.outcome)) } } }
                }
            }
        }
    }

    fn signing(&self, say: &Say) -> Markup {
        let Some(own) = &self.account else {
            return html! { h2 { (say.t("held-signing")) } p.quiet { (say.t("held-no-account")) } };
        };
        html! {
            h2 { (say.t("held-signing")) }
            dl.facts {
                @if let Some(name) = &own.name { (fact(say, "in-name", &text(name))) }
                (fact(say, "passkeys", &html! { (say.number(own.means.passkeys.into())) @for name in &own.passkeys { " " bdi { (name) } } }))
                @if own.means.codes > 0 { (fact(say, "codes", &html! { (say.number(own.means.codes.into())) })) }
                (fact(say, "sessions", &html! { (say.number(own.sessions.len() as i64)) }))
                @if !own.notices.is_empty() { (fact(say, "notices", &html! { (say.number(own.notices.len() as i64)) })) }
            }
        }
    }
}

impl Belonging {
    fn facts(&self, say: &Say) -> Markup {
        let day = |day| html! { (say.date(day)) };
        html! {
            dl.facts {
                (fact(say, "joined", &self.joined.map_or_else(|| html! { (say.t("since-unknown")) }, day)))
                @if let Some(noted) = self.noted { (fact(say, "held-noted", &day(noted))) }
                @if let Some(welcomed) = self.welcomed { (fact(say, "welcomed", &day(welcomed))) }
                @if let Some(left) = self.left { (fact(say, "left", &day(left))) }
                @if let Some(to) = &self.went_to { (fact(say, "held-gone", &text(to))) }
                @if let Some(code) = &self.code { (fact(say, "held-called", &text(code))) }
                @if self.bulk || self.home || self.same_as.is_some() || self.asked > 0 {
                    (fact(say, "held-besides", &html! {
                        @if self.bulk { (say.t("held-from-file")) " " }
                        @if self.home { (say.t("held-at-home")) " " }
                        @if self.same_as.is_some() { (say.t("held-gave-way")) " " }
                        @if self.asked > 0 { (say.t("held-asked")) }
                    }))
                }
            }
        }
    }
}

impl Page for Take {
    fn title(&self, say: &Say) -> String {
        say.t("take")
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, home) = (&on.say, self.unit.address());
        html! {
            div.narrow.flow {
                h1 { (say.t("take")) }
                p.lede { (say.t("take-lede")) }
                @if self.fresh {
                    p { a.button.main href=(home.clone() + "/you/take/page") download { (say.t("take-page")) } }
                    p { a.button href=(home.clone() + "/you/take/json") download { (say.t("take-json")) } }
                } @else {
                    p { (say.t("sign-in-again")) }
                    p { a.button.main href=(format!("/in?back={home}/you/take")) { (say.t("in-sign")) } }
                }
                p.quiet { (say.t("take-not")) }
                p { a href=(home + "/you/held") { (say.t("held")) } }
            }
        }
    }
}
