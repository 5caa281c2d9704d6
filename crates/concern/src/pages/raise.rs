//! Raising a concern; and, once, the receipt.

use book::UnitId;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::RECEIPT;

#[derive(Serialize)]
struct Raise {
    unit: UnitId,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    visit.page(Some((&unit, "")), &Raise { unit: unit.id })
}

impl Page for Raise {
    fn title(&self, say: &Say) -> String {
        say.t("concern-raise")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("concern-raise")) }
                (form(on, "me.raise-concern", self.unit))
            }
        }
    }
}

/// The form in which a concern is raised, for members and for everybody.
pub fn form(on: &Paper, deed: &'static str, unit: UnitId) -> Markup {
    let say = &on.say;
    html! {
        p { (say.t("concern-lede")) }
        (on.form(deed, unit, on.begins(deed), |form| html! {
            (form.area("text", 8, &say.t("concern-what"), ""))
            (form.select("about", &say.t("concern-about"), &[
                (String::new(), say.t("concern-about-any")),
                ("officer".into(), say.t("concern-about-officer")),
            ], ""))
            details.more {
                summary { (say.t("concern-openly")) }
                p { (say.t("concern-openly-hint")) }
                (form.line("name", "text", &say.t("concern-name"), ""))
                (form.line("contact", "text", &say.t("concern-contact"), ""))
            }
            (form.button("button main", &say.t("concern-send")))
        }))
        p.quiet { (say.t("concern-kept")) }
    }
}

/// The receipt, shown once.
#[derive(Serialize)]
pub(super) struct Given {
    pub code: String,
}

impl Page for Given {
    fn title(&self, say: &Say) -> String {
        say.t("receipt")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("receipt-given")) }
                p.lede { (say.t("receipt-lede")) }
                p.codes { code { bdi { (self.code) } } }
                p { (say.t("receipt-hint")) }
                p.screen { a.button href=(RECEIPT) { (say.t("concern-have-receipt")) } }
            }
        }
    }
}

/// That a word was taken in.
#[derive(Serialize)]
pub(super) struct Taken {
    pub told: &'static str,
}

impl Page for Taken {
    fn title(&self, say: &Say) -> String {
        say.t("receipt")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("concern-word-taken")) }
                p.lede { (say.t(self.told)) }
                p { a.button href=(RECEIPT) { (say.t("concern-have-receipt")) } }
            }
        }
    }
}
