//! What whoever has a receipt sees: how far their concern has come, what was answered, and their own word on it.

use book::{Text, UnitId};
use charter::letterboxes::PublicKey;
use ledger::{Scope, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit, prose};

use super::{one, stands};
use crate::{Receipt, Standing, Step, What, Whole, find, open, read, whole};

#[derive(Serialize)]
struct Door {
    #[serde(skip)]
    root: UnitId,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let root = visit.look.root()?.ok_or(Fault::NotFound)?.id;
    visit.page(None, &Door { root })
}

impl Page for Door {
    fn title(&self, say: &Say) -> String {
        say.t("receipt")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("receipt-look")) }
                p.lede { (say.t("receipt-look-lede")) }
                (on.form("concern.look", self.root, own_subject(self.root), |form| html! {
                    (form.line("code", "text", &say.t("receipt-code"), ""))
                    (form.button("button main", &say.t("receipt-look-yes")))
                }))
            }
        }
    }
}

/// A concern as its raiser sees it.
#[derive(Serialize)]
pub(super) struct Looked {
    #[serde(skip)]
    code: String,
    name: String,
    /// None while it waits for the end of the day.
    whole: Option<Whole>,
    steps: Vec<Told>,
    /// Whether a word of theirs waits for the end of the day.
    waits: bool,
    #[serde(skip)]
    unit: UnitId,
}

/// One step, with what was said.
#[derive(Serialize)]
struct Told {
    step: Step,
    words: Option<Text>,
}

impl Looked {
    /// What a receipt opens; none if it is nobody's.
    pub fn of(visit: &Visit, code: &str) -> Result<Option<Looked>> {
        let Some(receipt) = Receipt::read(code) else { return Ok(None) };
        let (id, waiting) = (receipt.id(), visit.shelf.intake_of(receipt.id())?);
        let found = find(visit.look, id)?.or_else(|| waiting.first().map(|intake| intake.unit));
        let Some(unit) = found else { return Ok(None) };
        let whole = whole(visit.look, unit, id)?;
        let mut steps = vec![];
        for (of, at, step) in whole.as_ref().map(Whole::steps).unwrap_or_default() {
            let locked = read(visit.look, of, id, at)?;
            let words = locked.and_then(|locked| open(&locked, &[receipt.identity()])).map(|said| said.text);
            steps.push(Told { step, words });
        }
        let name = visit.look.unit(Scope::Node, unit)?.map_or_else(String::new, |unit| unit.name);
        Ok(Some(Looked { code: receipt.code(), name, whole, steps, waits: !waiting.is_empty(), unit }))
    }

    /// The unit where it was raised, and the number of their next word.
    pub fn next(&self) -> Option<(UnitId, u32)> {
        let whole = self.whole.as_ref().filter(|_| !self.waits)?;
        Some((self.unit, whole.own.words() + 1))
    }

    /// To whom what they say is locked besides the usual.
    pub fn reads(&self) -> Option<PublicKey> {
        self.whole.as_ref()?.own.reads
    }
}

impl Page for Looked {
    fn title(&self, say: &Say) -> String {
        say.t("receipt")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("concern-yours")) }
                p.quiet { bdi { (self.name) } }
                @match &self.whole {
                    None => p.lede { (say.t("concern-this-evening")) },
                    Some(whole) => { (self.told(on, whole)) }
                }
            }
        }
    }
}

impl Looked {
    fn told(&self, on: &Paper, whole: &Whole) -> Markup {
        let say = &on.say;
        html! {
            p.lede { (stands(say, whole, yours)) }
            ul.told {
                @for told in &self.steps {
                    li {
                        b { (one::told(say, yours(one::message(told.step.what)), &told.step)) }
                        @if let Some(words) = told.words.as_ref().filter(|_| told.step.what != What::Raised) { div dir="auto" { (prose(&words.0)) } }
                    }
                }
            }
            @if self.waits { p.notice { (say.t("concern-word-waits")) } } @else { (self.word(on, whole)) }
        }
    }

    /// Their own word: nobody else has it.
    fn word(&self, on: &Paper, whole: &Whole) -> Markup {
        let (say, id) = (&on.say, Receipt::read(&self.code).map(|receipt| receipt.id()).unwrap_or_default());
        let settled = whole.standing() == Standing::Settled;
        html! {
            section.card.flow aria-labelledby="word" {
                h2 id="word" { (say.t(if settled { "concern-again" } else { "concern-your-word" })) }
                @if !settled {
                    (on.form("concern.settle", self.unit, id, |form| html! {
                        (form.hidden("code", &self.code))
                        (form.button("button main", &say.t("concern-settle")))
                    }))
                }
                (on.form("concern.appeal", self.unit, id, |form| html! {
                    (form.hidden("code", &self.code))
                    (form.area("text", 4, &say.t("concern-why-not"), ""))
                    (form.button("button", &say.t("concern-appeal")))
                }))
            }
        }
    }
}

/// How something is said to whoever raised it.
pub fn yours(name: &'static str) -> &'static str {
    match name {
        "concern-answered" => "concern-answered-yours",
        "concern-appealed" => "concern-appealed-yours",
        "concern-settled" => "concern-settled-yours",
        "step-settled" => "step-settled-yours",
        "step-appealed" => "step-appealed-yours",
        other => other,
    }
}
