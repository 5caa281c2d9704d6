//! The cells of a region or of all: found by name, and those whose return has not come.

use book::UnitId;
use charter::Office;
use charter::calendar::Day;
use charter::offices::Offices;
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit, folded};

use super::{say, seen};
use crate::State;

/// Cells that one page lists.
const LISTED: usize = 100;
/// How alike a name must be to what was typed, from 0 to 1 (Jaro and Winkler).
const ALIKE: f64 = 0.84;

#[derive(Serialize)]
struct Cells {
    #[serde(skip)]
    unit: Unit,
    #[serde(skip)]
    wanted: String,
    found: Vec<Line>,
    all: usize,
    missing: Vec<Line>,
    /// Cells of which nothing was heard for a week more than their deputy, if there is one, was asked.
    quiet: Vec<Quiet>,
    #[serde(skip)]
    month: String,
    #[serde(skip)]
    manages: bool,
    #[serde(skip)]
    inside: bool,
}

#[derive(Clone, Serialize)]
struct Line {
    unit: UnitId,
    name: String,
    above: String,
    state: State,
}

#[derive(Serialize)]
struct Quiet {
    unit: UnitId,
    name: String,
    since: Day,
    /// Whether it has a deputy who was asked.
    deputy: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind == charter::UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let seen = seen::seen(visit)?;
    let (below, month) = (seen.below(unit.id), crate::released(visit.as_of));
    let name = |unit: UnitId| seen.picture.name(unit).to_string();
    let line = |at: usize| {
        let cell = &seen.picture.cells[at];
        let above = seen.picture.units.get(&cell.unit).and_then(|unit| unit.parent).map_or_else(String::new, name);
        Line { unit: cell.unit, name: cell.name.clone(), above, state: seen.healths[at].state }
    };
    let wanted = visit.sought();
    let mut found = below
        .iter()
        .filter_map(|at| Some((likeness(&seen.picture.cells[*at].name, &wanted)?, *at)))
        .collect::<Vec<_>>();
    found.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| seen.picture.cells[a.1].name.cmp(&seen.picture.cells[b.1].name))
    });
    let told = |at: &usize| seen.picture.cells[*at].returns.iter().any(|told| told.month == month);
    // A cell that has fallen silent made its closing return: nothing more is awaited of it.
    let awaited = |at: &usize| !told(at) && !matches!(seen.healths[*at].state, State::Dormant | State::Forming);
    let mut missing = below.iter().copied().filter(awaited).map(line).collect::<Vec<_>>();
    missing.sort_by(|a, b| (&a.name, a.unit).cmp(&(&b.name, b.unit)));
    // What has long fallen silent is told elsewhere; here is who may only need a call.
    let lives = |at: &usize| !matches!(seen.healths[*at].state, State::Dormant | State::Forming);
    let quiet = below.iter().filter(|at| lives(at)).filter_map(|at| {
        let cell = &seen.picture.cells[*at];
        let since = cell.quiet_since(visit.as_of)?;
        let asked = cell.quiet_since(visit.as_of.plus(-crate::QUIET_ABOVE_DAYS)) == Some(since);
        asked.then(|| Quiet { unit: cell.unit, name: cell.name.clone(), since, deputy: false })
    });
    let mut quiet = quiet.collect::<Vec<_>>();
    quiet.sort_by(|a, b| (a.since, &a.name, a.unit).cmp(&(b.since, &b.name, b.unit)));
    for cell in quiet.iter_mut().take(LISTED) {
        let offices: Offices = visit.look.own(cell.unit)?;
        cell.deputy = offices.present(Office::Deputy).is_some();
    }
    let page = Cells {
        quiet,
        all: found.len(),
        found: found.into_iter().take(LISTED).map(|(_, at)| line(at)).collect(),
        missing,
        month: visit.say.month(month),
        wanted,
        manages: visit.manages(&unit)?,
        inside: visit.is_inside(&unit)?,
        unit,
    };
    visit.page(Some((&page.unit, "/cells")), &page)
}

/// How well a name fits what was typed; none if it does not. Case, accents and a slip or two are forgiven.
fn likeness(name: &str, wanted: &str) -> Option<f64> {
    if wanted.is_empty() {
        return Some(1.0);
    }
    let (name, wanted) = (folded(name), folded(wanted));
    if name.contains(&wanted) {
        return Some(2.0);
    }
    let words = name.split_whitespace().chain([name.as_str()]);
    let best = words.map(|word| strsim::jaro_winkler(word, &wanted)).fold(0.0, f64::max);
    (best >= ALIKE).then_some(best)
}

impl Page for Cells {
    fn title(&self, say: &Say) -> String {
        say.t("cells")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("cells")) }
            form.find method="get" action=(self.unit.id.address() + "/cells") role="search" {
                p.field { label for="q" { (say.t("field-find-cell")) } input id="q" name="q" type="search" value=(self.wanted); }
                button.button { (say.t("find")) }
            }
            section.flow aria-labelledby="found" {
                h2 id="found" { (say.count("cells-found", self.all)) }
                ul.told { @for line in &self.found { (line.item(say)) } }
                @if self.all > self.found.len() { p.quiet { (say.t("cells-more")) } }
                p { a href=(self.unit.id.address() + "/areas") { (say.t("see-areas")) } }
                p { a href=(self.unit.id.address() + "/dues") { (say.t("see-dues")) } }
                @if self.inside { p { a href=(self.unit.id.address() + "/concerns") { (say.t("see-concerns")) } } }
                @if self.manages { p { a href=(self.unit.id.address() + "/unit") { (say.t("manage")) } } }
            }
            @if !self.quiet.is_empty() {
                section.flow aria-labelledby="quiet" {
                    h2 id="quiet" { (say.count("cells-quiet", self.quiet.len())) }
                    p.quiet { (say.t("cells-quiet-hint")) }
                    ul.told {
                        @for cell in self.quiet.iter().take(LISTED) {
                            li {
                                a href=(cell.unit.address() + "/health") { bdi { (cell.name) } }
                                p.quiet { (say.say("cell-quiet-since", &[("day", say.date(cell.since).into())])) }
                                p.quiet { (say.t(if cell.deputy { "cell-quiet-asked" } else { "cell-quiet-no-deputy" })) }
                            }
                        }
                    }
                }
            }
            section.flow aria-labelledby="missing" {
                h2 id="missing" { (say.say("returns-missing", &[("month", self.month.as_str().into()), ("n", (self.missing.len() as i64).into())])) }
                p.quiet { (say.t("returns-missing-hint")) }
                ul.told { @for line in self.missing.iter().take(LISTED) { (line.item(say)) } }
            }
        }
    }
}

impl Line {
    fn item(&self, say: &Say) -> Markup {
        html! {
            li {
                a href=(self.unit.address() + "/health") { bdi { (self.name) } }
                p.row.quiet { (say::mark(say, self.state)) bdi { (self.above) } }
            }
        }
    }
}
