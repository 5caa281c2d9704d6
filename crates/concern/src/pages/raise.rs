//! Raising a concern; and, once, the receipt.

use book::UnitId;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use super::RECEIPT;

/// Lines to write on, on paper.
const PAPER_LINES: usize = 6;

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
                p.quiet.screen { (say.t("concern-prints")) }
                (paper(say))
            }
        }
    }
}

/// The same on paper, empty: for whoever has no telephone, or wants to see no page. Somebody types it in for them.
fn paper(say: &Say) -> Markup {
    html! {
        div.print {
            p { b { (say.t("concern-what")) } }
            @for _ in 0..PAPER_LINES { div.room {} }
            p { "☐ " (say.t("concern-about-officer")) }
            p { b { (say.t("concern-name")) } " · " b { (say.t("concern-contact")) } " · " (say.t("concern-paper-may")) }
            div.room {}
            p { (say.t("concern-paper-how")) }
        }
    }
}

/// The form in which a concern is raised, for members and for everybody.
pub fn form(on: &Paper, deed: &'static str, unit: UnitId) -> Markup {
    let say = &on.say;
    html! {
        p.screen { (say.t("concern-lede")) }
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
        p.quiet.screen { (say.t("concern-kept")) }
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
