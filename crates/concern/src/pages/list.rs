//! The concerns of a unit: how many there are, for everybody at home in it; what they say, for the office that they are
//! for; and those below whose dates have passed.

use book::{SubjectId, UnitId};
use charter::Right;
use envelope::Identity;
use ledger::Scope;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use super::{RECEIPT, address, identities, standing};
use crate::{Row, Standing, Whole, below as from_below, list, open, overdue_below, read};

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
    #[serde(skip)]
    officer: bool,
}

#[derive(Serialize)]
struct Line {
    id: SubjectId,
    /// How it begins; none where the viewer cannot open it before it is taken up.
    begins: Option<String>,
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
    let mut seen = vec![];
    if handler || ombuds {
        for row in rows {
            seen.extend(line(visit, row, &with)?.filter(|line| line.begins.is_some()));
        }
    }
    if ombuds {
        // What was raised below for the ombuds alone needs no date to pass.
        for row in from_below(look, unit.id)? {
            seen.extend(line(visit, row, &with)?.filter(|line| line.begins.is_some()));
        }
    }
    let mut below = vec![];
    if handler {
        for row in overdue_below(look, unit.id, visit.as_of)? {
            below.extend(line(visit, row, &with)?.filter(|line| line.begins.is_some()));
        }
    }
    let page = Concerns { unit: unit.id, raised, settled, seen, below, officer: handler || ombuds };
    let tab = if unit.kind == charter::UnitKind::Cell { "/health" } else { "" };
    visit.page(Some((&unit, tab)), &page)
}

fn line(visit: &Visit, row: Row, with: &[Identity]) -> Result<Option<Line>> {
    let Some(text) = read(visit.look, row.whole.unit, row.id, 0)? else { return Ok(None) };
    let begins = open(&text, with).map(|said| said.text.0.chars().take(SHOWN).collect());
    let name = visit.look.unit(Scope::Node, row.whole.unit)?.map_or_else(String::new, |unit| unit.name);
    Ok(Some(Line { id: row.id, begins, name, standing: row.whole.standing(), whole: row.whole }))
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
        }
    }
}

impl Concerns {
    fn line(&self, say: &Say, line: &Line) -> Markup {
        html! {
            li {
                a href=(address(self.unit, line.id)) { bdi { (line.begins.as_deref().unwrap_or("·")) } }
                p.quiet { bdi { (line.name) } " · " (standing(say, &line.whole)) }
            }
        }
    }
}
