//! What whoever asked to join sees, with the code that they were given: where it waits, and since when.

use book::UnitId;
use charter::calendar::Zone;
use concern::Receipt;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::public;
use super::public::own;
use crate::{Application, Outcome};

#[derive(Serialize)]
struct Door {
    unit: UnitId,
    name: String,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = public(visit)?;
    visit.page(None, &Door { unit: unit.id, name: unit.name })
}

impl Page for Door {
    fn title(&self, say: &Say) -> String {
        say.t("public-asked-before")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("public-asked-before")) }
                p.quiet { bdi { (self.name) } }
                (on.form("public.asked", self.unit, own(self.unit), |form| html! {
                    (form.line("code", "text", &say.t("receipt-code"), ""))
                    (form.button("button main", &say.t("receipt-look-yes")))
                }))
            }
        }
    }
}

/// An application as whoever asked sees it.
#[derive(Serialize)]
pub(super) struct Asked {
    pub unit: UnitId,
    pub name: String,
    #[serde(skip)]
    pub receipt: String,
    /// Whether it was just sent, so that the code is shown.
    #[serde(skip)]
    pub given: bool,
    pub application: Application,
}

impl Page for Asked {
    fn title(&self, say: &Say) -> String {
        say.t("public-join")
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, application) = (&on.say, &self.application);
        let asked = application.asked.map(|at| say.date(Zone::UTC.day(at))).unwrap_or_default();
        let stands = match application.outcome {
            Some((Outcome::Accepted(_), _)) => "asked-accepted",
            Some((Outcome::Declined, _)) => "asked-declined",
            Some((Outcome::Withdrawn, _)) => "asked-withdrawn",
            None => "asked-waits",
        };
        html! {
            div.narrow.flow {
                h1 { (say.t(if self.given { "asked-given" } else { "public-join" })) }
                p.quiet { bdi { (self.name) } }
                @if self.given {
                    p.lede { (say.t("asked-given-hint")) }
                    p.codes { code { bdi { (self.receipt) } } }
                } @else {
                    p.lede { (say.say(stands, &[("day", asked.into())])) }
                    @if application.waits() {
                        (on.form("public.withdraw", self.unit, own(self.unit), |form| html! {
                            (form.hidden("code", &self.receipt))
                            (form.button("button", &say.t("asked-withdraw")))
                        }))
                    }
                }
            }
        }
    }
}

/// The code as it is typed.
pub(super) fn read(code: Option<&str>) -> Option<Receipt> {
    Receipt::read(code?)
}
