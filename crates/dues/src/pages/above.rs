//! What the cells below a unit told of their money in a year, a line a unit; and at the centre what is asked of cells.
//! It knows nobody who pays.

use book::UnitId;
use charter::UnitKind;
use charter::calendar::Month;
use ledger::{Scope, Unit, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::home::rate;
use super::written;
use crate::{Below, Currency, Rate, below, levies, told_in};

#[derive(Serialize)]
struct Above {
    unit: UnitId,
    year: i16,
    /// The centre's currency; before it asks anything, the one in which most told.
    currency: Option<Currency>,
    /// What the centre asks.
    rate: Option<Rate>,
    all: Below,
    /// Each unit right below, with everything below it.
    units: Vec<Line>,
    /// Whether the centre ever asked anything.
    #[serde(skip)]
    levied: bool,
    /// Whether the viewer says what is asked.
    #[serde(skip)]
    sets: bool,
    #[serde(skip)]
    month: Month,
}

#[derive(Serialize)]
struct Line {
    unit: UnitId,
    name: String,
    #[serde(skip)]
    is_cell: bool,
    #[serde(flatten)]
    told: Below,
}

pub fn view(visit: &Visit, unit: Unit) -> Result<Reply> {
    let year = match visit.query.filled("year") {
        Some(year) => year.parse::<i16>().map_err(|_| Fault::NotFound)?,
        None => crate::year(visit.as_of),
    };
    let levies = levies(visit.look)?.0;
    let units = visit.look.units(Scope::Below(unit.id))?;
    let currency = match levies.currency {
        Some(currency) => Some(currency),
        None => told_in(visit.look, year, &units)?,
    };
    let told = currency.map(|currency| below(visit.look, year, currency)).transpose()?.unwrap_or_default();
    let above = units.iter().map(|unit| (unit.id, unit.parent)).collect::<std::collections::HashMap<_, _>>();
    let is_right_below = |line: &&Unit| line.parent == Some(unit.id);
    let mut lines = units.iter().filter(is_right_below).map(|line| (line.id, Below::default())).collect::<Vec<_>>();
    let at = lines.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect::<std::collections::HashMap<_, _>>();
    let mut all = Below::default();
    for (cell, sums) in told.into_iter().filter(|(cell, _)| above.contains_key(cell)) {
        all += sums;
        let mut way = std::iter::successors(Some(cell), |unit| above.get(unit).copied().flatten());
        if let Some(at) = way.find_map(|unit| at.get(&unit)) {
            lines[*at].1 += sums;
        }
    }
    let line = |(line, (_, told)): (&Unit, (UnitId, Below))| Line {
        unit: line.id,
        name: line.name.clone(),
        is_cell: line.kind == UnitKind::Cell,
        told,
    };
    let page = Above {
        unit: unit.id,
        year,
        currency,
        levied: levies.currency.is_some(),
        rate: levies.present(visit.as_of.month()),
        all,
        units: units.iter().filter(is_right_below).zip(lines).map(line).collect(),
        sets: unit.kind == UnitKind::Centre && visit.manages(&unit)?,
        month: visit.as_of.month(),
    };
    visit.page(Some((&unit, "/cells")), &page)
}

impl Page for Above {
    fn title(&self, say: &Say) -> String {
        say.say("dues-in", &[("year", self.year.to_string().into())])
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, here) = (&on.say, self.unit.address() + "/dues");
        html! {
            h1 { (self.title(say)) }
            @if !self.levied { p.lede { (say.t("levy-none")) } }
            @match self.currency {
                None => {},
                Some(currency) => {
                    @if self.levied { p.lede { (passed(say, &self.all, currency)) } }
                    p { (say.say("sums-taken-all", &[("taken", written(say, self.all.taken, currency).into())])) }
                    p.quiet { (say.t("sums-hint")) }
                    @if self.all.others > 0 { p.quiet { (say.count("sums-others", self.all.others)) } }
                    (self.table(say, currency))
                },
            }
            p.row {
                a href=(format!("{here}?year={}", self.year.saturating_sub(1))) { (say.say("dues-in", &[("year", self.year.saturating_sub(1).to_string().into())])) }
                a href=(self.unit.address() + "/cells") { (say.t("cells")) }
            }
            @if self.sets { (self.levying(on)) }
        }
    }
}

/// What was passed on, of what was asked.
fn passed(say: &Say, sums: &Below, currency: Currency) -> String {
    let about =
        [("passed", written(say, sums.passed, currency).into()), ("owed", written(say, sums.owed, currency).into())];
    say.say("passed-of-owed", &about)
}

impl Above {
    fn table(&self, say: &Say, currency: Currency) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-labelledby="sums" {
                table {
                    caption id="sums" { (say.t("sums-by-unit")) }
                    thead { tr {
                        th scope="col" { (say.t("sums-unit")) }
                        th.num scope="col" { (say.t("sums-passed")) }
                        th.num scope="col" { (say.t("sums-owed")) }
                        th.num scope="col" { (say.t("sums-taken")) }
                    } }
                    tbody { @for line in &self.units { tr {
                        th scope="row" { @match line.is_cell {
                            true => bdi { (line.name) },
                            false => a href=(line.unit.address() + "/dues") { bdi { (line.name) } },
                        } }
                        @if line.told.cells == 0 { td.num { "–" } td.num { "–" } td.num { "–" } } @else {
                            td.num { (super::shown(say, line.told.passed, currency)) }
                            td.num { (super::shown(say, line.told.owed, currency)) }
                            td.num { (super::shown(say, line.told.taken, currency)) }
                        }
                    } } }
                }
            }
        }
    }

    fn levying(&self, on: &Paper) -> Markup {
        let (say, own) = (&on.say, own_subject(self.unit));
        let present = self.rate.zip(self.currency.filter(|_| self.levied));
        html! {
            section.card.flow.narrow aria-labelledby="levy" {
                h2 id="levy" { (say.t("levy")) }
                p { (say.t("levy-hint")) }
                (on.form("dues.levy", self.unit, own, |form| html! {
                    @if !self.levied { (form.line("currency", "text", &say.t("field-currency"), "")) }
                    (rate(form, say, present, self.month))
                    (form.button("button main", &say.t("levy-set")))
                }))
            }
        }
    }
}
