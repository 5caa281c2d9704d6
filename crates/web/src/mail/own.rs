//! One's own letters: switched on and off by whoever gets them, and by nobody else.

use account::{Outcome, Wanted};
use book::{PersonId, UnitId};
use maud::{Markup, html};

use super::address;
use crate::fault::{Fault, Result};
use crate::page::Paper;
use crate::say::Say;
use crate::site::{Asked, Deed, Plan, Told};

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 2] = [Deed::own("own.mail", want), Deed::own("own.mail-stop", stop)];

/// What is told of it on its owner's page, and its forms; nothing where letters neither are sent nor wanted. `from` is
/// the address from which they come.
pub fn card(on: &Paper, unit: UnitId, person: PersonId, from: Option<&str>, wanted: Option<&Wanted>) -> Markup {
    let say = &on.say;
    if from.is_none() && wanted.is_none() {
        return html! {};
    }
    let named = wanted.is_some_and(|wanted| wanted.named);
    let sent = wanted.filter(|wanted| wanted.refused.is_none());
    html! {
        section.card.flow.screen aria-labelledby="mail" {
            h2 id="mail" { (say.t("mail-own")) }
            @if let Some(refused) = wanted.and_then(|wanted| wanted.refused) {
                p.notice { (say.say("mail-was-refused", &[("day", say.date(say.day_of(refused)).into())])) }
            } @else if sent.is_some() {
                p { (say.t("mail-is-on")) }
            } @else {
                p { (say.t("mail-hint")) }
            }
            @if let Some(from) = from {
                (on.form("own.mail", unit, person.0, |form| html! {
                    p.quiet { (say.say("mail-comes-from", &[("address", from.into())])) }
                    (form.ticks("named", &say.t("mail-what"), &[("yes".into(), say.t("mail-named"), named)]))
                    (form.button("button", &say.t(if sent.is_some() { "mail-keep" } else { "mail-switch-on" })))
                }))
            }
            @if wanted.is_some() {
                (on.form("own.mail-stop", unit, person.0, |form| html! { (form.button("button plain", &say.t("mail-switch-off"))) }))
            }
        }
    }
}

/// What became of a letter, in words.
pub fn outcome(say: &Say, outcome: Outcome) -> String {
    say.t(match outcome {
        Outcome::Begun => "mail-begun",
        Outcome::Sent => "mail-sent",
        Outcome::Waits => "mail-waits",
        Outcome::AddressRefused => "mail-address-refused",
        Outcome::Refused => "mail-refused",
        Outcome::GivenUp => "mail-given-up",
    })
}

fn want(asked: &Asked) -> Result<Plan> {
    let (visit, person) = (asked.visit, asked.visit.person().ok_or(Fault::NotFound)?);
    if visit.accounts.mails_from(visit.now)?.is_none() {
        return Err(Fault::field("", "mail-none-here"));
    }
    let reached = (visit.site.contacts)(visit.look, asked.unit.id, person)?;
    if !reached.iter().any(|contact| address(contact).is_some()) {
        return Err(Fault::field("", "mail-no-address"));
    }
    let named = asked.fields.get("named").is_some();
    visit.accounts.want_mail(asked.unit.id, person, named, visit.now)?;
    Ok(Plan { told: Told::new("mail-is-switched-on"), ..Plan::default() })
}

fn stop(asked: &Asked) -> Result<Plan> {
    let person = asked.visit.person().ok_or(Fault::NotFound)?;
    asked.visit.accounts.stop_mail(asked.unit.id, person)?;
    Ok(Plan { told: Told::new("mail-is-switched-off"), ..Plan::default() })
}
