//! The address of one's own calendar: made, shown once, made anew, and ended alone.

use account::Opens;
use book::{PersonId, UnitId};
use charter::calendar::Moment;
use maud::{Markup, html};
use serde::Serialize;

use super::FEED;
use crate::fault::{Fault, Result};
use crate::page::{Page, Paper};
use crate::say::Say;
use crate::site::{Asked, Deed, Plan, Told};
use crate::visit::Address;

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 2] = [Deed::own("own.calendar", make), Deed::own("own.calendar-end", end)];

/// What is told of it on its owner's page, and its forms: made soon after signing in alone.
pub fn card(on: &Paper, unit: UnitId, person: PersonId, until: Option<Moment>, fresh: bool) -> Markup {
    let say = &on.say;
    let button =
        |deed, class, label| on.form(deed, unit, person.0, |form| html! { (form.button(class, &say.t(label))) });
    html! {
        section.card.flow.screen aria-labelledby="calendar" {
            h2 id="calendar" { (say.t("calendar-own")) }
            p { (say.t("calendar-hint")) }
            @if let Some(until) = until {
                p.quiet { (say.say("own-link-until", &[("day", say.date(say.day_of(until)).into())])) }
            }
            @if !fresh {
                p.quiet { (say.t("calendar-sign-in")) }
            }
            div.row {
                @if fresh { (button("own.calendar", "button", if until.is_some() { "calendar-anew" } else { "calendar-make" })) }
                @else { a.button href=(format!("/in?back={}/you/held", unit.address())) { (say.t("in-sign")) } }
                @if until.is_some() { (button("own.calendar-end", "button plain", "calendar-end")) }
            }
        }
    }
}

fn make(asked: &Asked) -> Result<Plan> {
    let (visit, person) = (asked.visit, asked.visit.person().ok_or(Fault::NotFound)?);
    // What it opens stays open after the session.
    visit.fresh_session()?;
    let token = visit.accounts.personal(asked.unit.id, person, Opens::Calendar, visit.now, (visit.fresh)().0)?;
    let page = Made { unit: asked.unit.id, address: format!("{}{FEED}{token}.ics", visit.base) };
    Ok(Plan { shown: Some(visit.page(Some((&asked.unit, "")), &page)?), ..Plan::default() })
}

fn end(asked: &Asked) -> Result<Plan> {
    let person = asked.visit.person().ok_or(Fault::NotFound)?;
    asked.visit.accounts.end_personal(asked.unit.id, person, Opens::Calendar)?;
    Ok(Plan { told: Told::new("calendar-is-over"), ..Plan::default() })
}

/// An address that was just made: shown once.
#[derive(Serialize)]
struct Made {
    #[serde(skip)]
    unit: UnitId,
    address: String,
}

impl Page for Made {
    fn title(&self, say: &Say) -> String {
        say.t("calendar-own")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("calendar-own")) }
                p.lede { (say.t("calendar-made")) }
                p.item { code dir="ltr" { (self.address) } }
                p { a.button.main href=(format!("{}/you/held", self.unit.address())) { (say.t("calendar-is-kept")) } }
            }
        }
    }
}
