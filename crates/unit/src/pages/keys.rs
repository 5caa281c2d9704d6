//! Who can open a unit's record besides its keeper, in words: whether the book would outlive the machine that keeps it.

use book::{BookId, Kind, UnitId};
use charter::recipients::Recipients;
use maud::{Markup, html};
use serde::Serialize;
use web::{Result, Say, Visit};

/// What is known of it.
#[derive(Serialize)]
pub struct Keys {
    /// What those are called who have what opens the record now, and tried it.
    good: Vec<String>,
    /// What the others are called: it was not tried, or is too old.
    others: Vec<String>,
}

impl Keys {
    pub fn of(visit: &Visit, unit: UnitId) -> Result<Keys> {
        let look = visit.look;
        let state: Recipients = look.own(unit)?;
        let key = look.keeping(BookId { unit, kind: Kind::Record })?.and_then(|book| book.key);
        let names = crate::called(look, unit)?;
        let called = |to: &String| names.get(to).cloned().unwrap_or_else(|| to.clone());
        let good = state.second(key, visit.now).map(|one| one.to.clone()).collect::<Vec<_>>();
        let others = state.all.iter().map(|one| &one.to).filter(|to| !good.contains(to)).map(called).collect();
        Ok(Keys { good: good.iter().map(called).collect(), others })
    }

    pub fn shown(&self, say: &Say) -> Markup {
        html! {
            section.flow aria-labelledby="keys" {
                h2 id="keys" { (say.t("keys")) }
                @if self.good.is_empty() { p { (say.t("keys-alone")) } } @else {
                    p { (say.say("keys-safe", &[("who", say.list(&self.good).into())])) }
                }
                @if !self.others.is_empty() { p.quiet { (say.say("keys-others", &[("who", say.list(&self.others).into())])) } }
                p.quiet { (say.t("keys-how")) }
            }
        }
    }
}
