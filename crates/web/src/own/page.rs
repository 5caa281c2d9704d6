//! How the viewer signs in, where they are signed in, and what happened to their account.

use account::{Means, Notice, Shown};
use book::{CommandId, SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Moment;
use maud::{Markup, html};
use serde::Serialize;

use crate::fault::{Fault, Result};
use crate::page::{Page, Paper, Reply};
use crate::say::Say;
use crate::visit::{Address, Visit};

#[derive(Serialize)]
struct SignIn {
    unit: UnitId,
    name: Option<String>,
    means: Means,
    keys: Vec<Key>,
    sessions: Vec<Shown>,
    notices: Vec<(Moment, Notice)>,
    /// Whether another officer has yet to confirm the account.
    waits: bool,
    /// Whether officers asked that the way in be opened again.
    resetting: bool,
    /// Whether it gives an office above a cell, which asks for a passkey.
    needs_passkey: bool,
    #[serde(skip)]
    fresh: bool,
    #[serde(skip)]
    here: String,
    #[serde(skip)]
    account: SubjectId,
    #[serde(skip)]
    asked: Option<(CommandId, String)>,
}

#[derive(Serialize)]
struct Key {
    id: String,
    name: String,
    made: Moment,
    used: Option<Moment>,
}

/// What a passkey is called in forms.
pub fn key_id(id: &[u8]) -> String {
    blake3::hash(id).to_hex()[..16].to_string()
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, session) = (visit.inside()?, visit.session.ok_or(Fault::SignIn)?);
    let account = visit.accounts.account(session.account)?.ok_or(Fault::SignIn)?;
    let fresh = visit.fresh_session().is_ok();
    let called = visit.name().unwrap_or(&unit.name);
    let asked = visit.passkeys.filter(|_| fresh).and_then(|passkeys| {
        let ticket = (visit.fresh)();
        let asked = passkeys.ask_new(visit.accounts, session.account, called, ticket.0, visit.now);
        asked.ok().map(|asked| (ticket, asked.to_string()))
    });
    let keys = visit.accounts.passkeys(session.account)?.into_iter();
    let page = SignIn {
        unit: unit.id,
        name: account.name,
        means: account.means,
        keys: keys.map(|key| Key { id: key_id(&key.id), name: key.name, made: key.made, used: key.used }).collect(),
        sessions: visit.accounts.sessions(session.account, visit.now)?,
        notices: visit.accounts.notices(session.account)?,
        waits: account.waits,
        needs_passkey: unit.kind != UnitKind::Cell && visit.passkeys.is_some() && account.viewer.term.is_some(),
        resetting: !visit.accounts.reset(session.account)?.by.is_empty(),
        fresh,
        here: visit.accounts.shown(&session.token),
        account: SubjectId(session.account.0),
        asked,
    };
    visit.page(Some((&unit, "")), &page)
}

impl Page for SignIn {
    fn title(&self, say: &Say) -> String {
        say.t("sign-in-page")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("sign-in-page")) }
            p.lede { (say.t(if self.means.any() { "sign-in-some" } else { "sign-in-none" })) }
            @if self.resetting {
                div.errors role="alert" {
                    p { (say.t("reset-asked-of-you")) }
                    (on.form("own.object", self.unit, self.account, |form| html! { (form.button("button main", &say.t("reset-object"))) }))
                }
            }
            @if self.waits { p.notice { (say.t("account-waits")) } }
            @if self.needs_passkey { p.notice { (say.t("office-needs-passkey")) } }
            @if !self.fresh {
                p { (say.t("sign-in-again")) }
                p { a.button.main href=(format!("/in?back={}/sign-in", self.unit.address())) { (say.t("in-sign")) } }
            }
            div.split {
                div.flow {
                    (self.passkeys(on))
                    @if self.fresh { (self.password(on)) (self.codes(on)) }
                }
                div.flow {
                    (self.places(on))
                    @if !self.notices.is_empty() { (self.happened(say)) }
                }
            }
        }
    }
}

impl SignIn {
    fn passkeys(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.card.flow aria-labelledby="passkeys" {
                h2 id="passkeys" { (say.t("passkeys")) }
                p { (say.t("passkeys-hint")) }
                ul.told {
                    @for key in &self.keys {
                        li {
                            b { bdi { @if key.name.is_empty() { (say.t("passkey")) } @else { (key.name) } } }
                            div {
                                p.quiet { (say.say("passkey-since", &[("day", say.date(say.day_of(key.made)).into())])) }
                                @if self.fresh {
                                    (on.form("own.forget-passkey", self.unit, self.account, |form| html! {
                                        (form.hidden("key", &key.id))
                                        (form.button("button plain", &say.t("passkey-forget")))
                                    }))
                                }
                            }
                        }
                    }
                }
                @match &self.asked {
                    Some((ticket, asked)) => (on.form("own.passkey", self.unit, self.account, |form| html! {
                        (form.hidden("ticket", &ticket.to_string()))
                        (form.hidden("credential", ""))
                        (form.line("label", "text", &say.t("field-passkey"), ""))
                        button.button.main data-passkey="create" data-asked=(asked) hidden { (say.t("passkey-add")) }
                        p.quiet data-scriptless="" { (say.t("passkey-scripts")) }
                    })),
                    None if self.fresh => p.quiet { (say.t("in-plain")) },
                    None => {},
                }
            }
        }
    }

    fn password(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.more open[!self.means.any() || on.refused("own.password")] {
                summary { (say.t(if self.means.password { "password-change" } else { "password-new" })) }
                (on.form("own.password", self.unit, self.account, |form| html! {
                    (form.line("name", "text", &say.t("in-name"), self.name.as_deref().unwrap_or("")))
                    (form.line("password", "password", &say.t("password-choose"), ""))
                    (form.button("button", &say.t("password-keep")))
                }))
            }
        }
    }

    fn codes(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            details.more open[on.refused("own.codes")] {
                summary { (say.t("codes")) }
                p { (say.t("codes-hint")) }
                @if self.means.codes > 0 { p.quiet { (say.count("codes-left", self.means.codes as usize)) } }
                (on.form("own.codes", self.unit, self.account, |form| html! { (form.button("button", &say.t("codes-make"))) }))
            }
        }
    }

    fn places(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            section.flow aria-labelledby="places" {
                h2 id="places" { (say.t("sessions")) }
                ul.told {
                    @for session in &self.sessions {
                        li {
                            b { @if session.device.is_empty() { (say.t("a-browser")) } @else { bdi { (session.device) } } }
                            div {
                                p.quiet { (say.say("session-since", &[("day", say.day(say.day_of(session.begun)).into())])) }
                                @if session.id == self.here { span.tag { (say.t("session-here")) } } @else {
                                    (on.form("own.end", self.unit, self.account, |form| html! {
                                        (form.hidden("which", &session.id))
                                        (form.button("button plain", &say.t("session-end")))
                                    }))
                                }
                            }
                        }
                    }
                }
                @if self.sessions.len() > 1 {
                    (on.form("own.end", self.unit, self.account, |form| html! { (form.button("button", &say.t("sessions-end"))) }))
                }
            }
        }
    }

    fn happened(&self, say: &Say) -> Markup {
        html! {
            section.flow aria-labelledby="happened" {
                h2 id="happened" { (say.t("notices")) }
                ul.told {
                    @for (at, notice) in &self.notices {
                        li { b { (say.date(say.day_of(*at))) } p { (say.t(told(*notice))) } }
                    }
                }
            }
        }
    }
}

fn told(notice: Notice) -> &'static str {
    match notice {
        Notice::PasskeyAdded => "notice-passkey-added",
        Notice::PasskeyRemoved => "notice-passkey-removed",
        Notice::PasswordSet => "notice-password-set",
        Notice::CodesMade => "notice-codes-made",
        Notice::CodeUsed => "notice-code-used",
        Notice::PasskeyRefused => "notice-passkey-refused",
        Notice::Confirmed => "notice-confirmed",
        Notice::ResetAsked => "notice-reset-asked",
    }
}

/// Codes that were just made: shown once, to be printed or written down.
#[derive(Serialize)]
pub struct Codes {
    /// Whose page it leads back to.
    pub unit: UnitId,
    /// The codes.
    pub codes: Vec<String>,
}

impl Page for Codes {
    fn title(&self, say: &Say) -> String {
        say.t("codes")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("codes")) }
                p.lede { (say.t("codes-shown-once")) }
                ol.codes { @for code in &self.codes { li { code dir="ltr" { (code) } } } }
                p { a.button.main href=(format!("{}/sign-in", self.unit.address())) { (say.t("codes-are-safe")) } }
            }
        }
    }
}
