//! Those who were forgotten, without a name: when two asked, who holds the book, and who has yet to say that the key is
//! destroyed there.

use book::{BookId, Kind, UnitId};
use charter::calendar::Day;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use crate::{Member, erased};

/// Somebody who was forgotten.
#[derive(Serialize)]
pub struct Forgotten {
    /// The day on which the second one asked.
    pub day: Day,
    /// Whether the node that keeps the book said that it destroyed the key.
    pub destroyed: bool,
}

impl Forgotten {
    /// Those of one cell.
    pub fn all(look: &ledger::Look, unit: UnitId) -> ledger::Result<Vec<Forgotten>> {
        let mut forgotten = vec![];
        for one in erased(look)?.into_iter().filter(|one| one.unit == unit) {
            let state: Member = look.subject(unit, one.person.0)?.unwrap_or_default();
            forgotten.push(Forgotten { day: one.day, destroyed: state.destroyed });
        }
        Ok(forgotten)
    }
}

#[derive(Serialize)]
struct Shown {
    unit: UnitId,
    /// The device that keeps the book, by the beginning of its public key.
    keeper: Option<String>,
    forgotten: Vec<Forgotten>,
}

/// The device that keeps a unit's record, by the beginning of its public key.
pub fn keeper(look: &ledger::Look, unit: UnitId) -> ledger::Result<Option<String>> {
    let keeping = look.keeping(BookId { unit, kind: Kind::Record })?;
    Ok(keeping.map(|keeping| keeping.keeper.short()))
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    let (keeper, forgotten) = (keeper(visit.look, unit.id)?, Forgotten::all(visit.look, unit.id)?);
    visit.page(Some((&unit, "/people")), &Shown { unit: unit.id, keeper, forgotten })
}

impl Page for Shown {
    fn title(&self, say: &Say) -> String {
        say.t("forgotten")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let keeper = self.keeper.as_deref().unwrap_or("?");
        html! {
            h1 { (say.t("forgotten")) }
            p.lede { (say.t(if self.forgotten.is_empty() { "forgotten-none" } else { "forgotten-lede" })) }
            ul.told {
                @for one in &self.forgotten {
                    li {
                        b { (say.date(one.day)) }
                        div {
                            p { (say.say(if one.destroyed { "forgotten-done" } else { "forgotten-waits" }, &[("device", keeper.into())])) }
                            @if !one.destroyed { p.quiet { (say.t("forgotten-week")) } }
                        }
                    }
                }
            }
            p.quiet { (say.t("forgotten-others")) }
            p.screen { a href=(self.unit.address() + "/people") { (say.t("see-people")) } }
        }
    }
}
