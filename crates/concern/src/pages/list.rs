//! The concerns of a unit: how many there are, for everybody at home in it; what they say, for the office that they are
//! for; and those below whose dates have passed.

use book::{SubjectId, UnitId};
use charter::Right;
use ledger::Scope;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use super::{RECEIPT, address, identities, standing};
use crate::{Below, Row, Said, Standing, Whole, below_for, list, open, read};

/// Signs of a concern that a list shows.
const SHOWN: usize = 90;

#[derive(Serialize)]
struct Concerns {
    unit: UnitId,
    /// Concerns that were raised here.
    raised: usize,
    /// Of them, settled by whoever raised them.
    settled: usize,
    /// Those that the viewer's office opens.
    seen: Vec<Line>,
    /// Those below whose date has passed, or that were passed on to here.
    below: Vec<Line>,
    /// How many below are late, and closed to the viewer.
    closed: usize,
    /// The unit above that may open one of them.
    #[serde(skip)]
    higher: Option<String>,
    #[serde(skip)]
    officer: bool,
}

#[derive(Serialize)]
struct Line {
    id: SubjectId,
    /// How it begins.
    begins: String,
    /// The unit where it was raised.
    name: String,
    standing: Standing,
    #[serde(skip)]
    whole: Whole,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    let (look, handler) = (visit.look, visit.may(&unit, Right::WriteRecord));
    let ombuds = visit.may(&unit, Right::Ombuds);
    let with = identities(visit, &unit)?;
    let rows = list(look, unit.id)?;
    let own = rows.iter().filter(|row| row.whole.unit == unit.id).collect::<Vec<_>>();
    let (raised, settled) = (own.len(), own.iter().filter(|row| row.whole.own.is_settled()).count());
    let (mut seen, mut below, mut from_below) = (vec![], vec![], Below::default());
    if handler || ombuds {
        for row in rows {
            let said = read(look, row.whole.unit, row.id, 0)?.and_then(|text| open(&text, &with));
            seen.extend(said.map(|said| line(visit, row, &said)).transpose()?);
        }
        from_below = below_for(look, unit.id, &with, visit.as_of)?;
    }
    for (row, said) in from_below.there {
        // What is about an officer needs no date to pass.
        let list = if said.about_an_officer { &mut seen } else { &mut below };
        list.push(line(visit, row, &said)?);
    }
    let higher = from_below.higher.map(|higher| name(visit, higher)).transpose()?;
    let closed = if handler { from_below.closed } else { 0 };
    let page = Concerns { unit: unit.id, raised, settled, seen, below, closed, higher, officer: handler || ombuds };
    let tab = if unit.kind == charter::UnitKind::Cell { "/health" } else { "" };
    visit.page(Some((&unit, tab)), &page)
}

fn line(visit: &Visit, row: Row, said: &Said) -> Result<Line> {
    let begins = said.text.0.chars().take(SHOWN).collect();
    let name = name(visit, row.whole.unit)?;
    Ok(Line { id: row.id, begins, name, standing: row.whole.standing(), whole: row.whole })
}

fn name(visit: &Visit, unit: UnitId) -> Result<String> {
    Ok(visit.look.unit(Scope::Node, unit)?.map_or_else(String::new, |unit| unit.name))
}

impl Page for Concerns {
    fn title(&self, say: &Say) -> String {
        say.t("concerns")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let about = [("n", (self.raised as i64).into()), ("settled", (self.settled as i64).into())];
        html! {
            h1 { (say.t("concerns")) }
            p.lede { (say.say("concerns-so-far", &about)) }
            div.row {
                a.button.main href=(self.unit.address() + "/concerns/new") { (say.t("concern-raise")) }
                a.button href=(RECEIPT) { (say.t("concern-have-receipt")) }
            }
            @if self.officer {
                section.flow aria-labelledby="seen" {
                    h2 id="seen" { (say.t("concerns-for-you")) }
                    @if self.seen.is_empty() { p.quiet { (say.t("concerns-none")) } }
                    ul.told { @for line in &self.seen { (self.line(say, line)) } }
                }
            }
            @if !self.below.is_empty() {
                section.flow aria-labelledby="below" {
                    h2 id="below" { (say.t("concerns-below")) }
                    p.quiet { (say.t("concerns-below-hint")) }
                    ul.told { @for line in &self.below { (self.line(say, line)) } }
                }
            }
            @if self.closed > 0 { p.quiet { (self.closed(say)) } }
        }
    }
}

impl Concerns {
    /// How many are late and closed to the viewer, and who may open them.
    fn closed(&self, say: &Say) -> String {
        let n = ("n", (self.closed as i64).into());
        match &self.higher {
            Some(higher) => say.say("concerns-closed-above", &[n, ("unit", higher.as_str().into())]),
            None => say.say("concerns-closed", &[n]),
        }
    }

    fn line(&self, say: &Say, line: &Line) -> Markup {
        html! {
            li {
                a href=(address(self.unit, line.id)) { bdi { (line.begins) } }
                p.quiet { bdi { (line.name) } " · " (standing(say, &line.whole)) }
            }
        }
    }
}
