//! The whole, or a region of it: strength, trend, coverage, the field, and the same as a table.

use std::collections::BTreeMap;

use book::UnitId;
use charter::UnitKind;
use charter::calendar::Month;
use ledger::Unit;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit, capital};

use super::field::{Bed, PATCHES, Plot, field, key};
use super::seen::{self, Seen};
use super::{say, year};
use crate::{Band, State, Sums};

/// Months of the trend, and of half a year.
const MONTHS: i32 = 12;
const HALF: i32 = 6;

#[derive(Serialize)]
struct Whole {
    #[serde(skip)]
    unit: Unit,
    people: u64,
    cells: usize,
    index: Option<u32>,
    trend: Vec<(Month, Option<u32>)>,
    sums: Sums,
    told: usize,
    /// The last month that is released.
    #[serde(skip)]
    month: Month,
    parts: Vec<Part>,
    #[serde(skip)]
    drawn: Markup,
}

/// A unit right below.
#[derive(Serialize)]
struct Part {
    unit: UnitId,
    name: String,
    cell: bool,
    index: Option<u32>,
    before: Option<u32>,
    sums: Sums,
    people: u64,
    state: Option<State>,
}

/// The whole with a line that is the viewer's own.
#[derive(Serialize)]
#[serde(transparent)]
struct Lined<'a> {
    whole: &'a Whole,
    #[serde(skip)]
    line: Markup,
}

/// The whole, or a region of it, as of the visit's date; with a line for the viewer.
pub fn view(visit: &Visit, line: Markup) -> Result<Reply> {
    let unit = visit.unit()?;
    let name = format!("whole/{}/{}/{}", unit.id, visit.as_of, visit.say.words.language().tag());
    // Drawing takes longer than all else, and looks the same until the books move.
    let page = visit.keep(&name, Whole::stale, || whole(visit, unit))?;
    visit.page(Some((&page.unit, "")), &Lined { whole: &page, line })
}

fn whole(visit: &Visit, unit: Unit) -> Result<Whole> {
    let now = seen::seen(visit)?;
    let month = crate::released(visit.as_of);
    let sums_of = |sums: &BTreeMap<UnitId, Sums>, unit: UnitId| sums.get(&unit).copied().unwrap_or_default();
    let then = |back: i32| seen::sums_on(visit, &now, month.plus(-back).last().plus(crate::RELEASE));
    let mut trend = vec![];
    for back in (2..=MONTHS).rev().step_by(2) {
        trend.push((month.plus(-back), sums_of(&*then(back)?, unit.id).index()));
    }
    trend.push((month, sums_of(&now.sums, unit.id).index()));
    let half = then(HALF)?;
    let below = now.below(unit.id);
    let (cells, people) = now.size.get(&unit.id).copied().unwrap_or_default();
    let mut parts = vec![];
    for part in now.picture.units.values().filter(|part| part.parent == Some(unit.id) && !part.closed) {
        let Some((_, people)) = now.size.get(&part.id) else { continue };
        let sums = sums_of(&now.sums, part.id);
        parts.push(Part {
            unit: part.id,
            name: part.name.clone(),
            cell: part.kind == UnitKind::Cell,
            index: sums.index(),
            before: sums_of(&half, part.id).index(),
            sums,
            people: *people,
            state: now.at.get(&part.id).map(|at| now.healths[*at].state),
        });
    }
    // By name: nobody is ranked here.
    parts.sort_by(|a, b| (&a.name, a.unit).cmp(&(&b.name, b.unit)));
    let beds = beds(&now, &unit, &parts, &below);
    let mut whole = Whole {
        people,
        cells,
        index: sums_of(&now.sums, unit.id).index(),
        trend,
        sums: sums_of(&now.sums, unit.id),
        told: below.iter().filter(|at| now.picture.cells[**at].returns.iter().any(|told| told.month == month)).count(),
        drawn: PreEscaped(String::new()),
        month,
        parts,
        unit,
    };
    whole.drawn = whole.pictures(&visit.say, &beds);
    Ok(whole)
}

/// The beds of the field: one for each region right below, and one for cells that stand there themselves.
fn beds(now: &Seen, unit: &Unit, parts: &[Part], below: &[usize]) -> Vec<Bed> {
    if below.len() > PATCHES {
        let plot = |part: &Part| Plot {
            unit: part.unit,
            name: part.name.clone(),
            weight: part.people.min(u64::from(u32::MAX)) as u32,
            state: part.index.map_or(State::TooLittleEvidence, |index| State::Scored(Band::of(index))),
        };
        let mut plots = parts.iter().map(plot).collect::<Vec<_>>();
        plots.sort_by_key(|plot| std::cmp::Reverse(plot.weight));
        return vec![Bed { name: String::new(), index: None, plots }];
    }
    let mut beds: BTreeMap<Option<UnitId>, Vec<Plot>> = BTreeMap::new();
    for at in below {
        let (cell, health) = (&now.picture.cells[*at], &now.healths[*at]);
        let above = |unit: &UnitId| now.picture.units.get(unit).and_then(|unit| unit.parent);
        let way = std::iter::successors(Some(cell.unit), above).take(charter::places::DEPTH + 1);
        let bed = way.take_while(|above| *above != unit.id).last().filter(|bed| *bed != cell.unit);
        let plot = Plot { unit: cell.unit, name: cell.name.clone(), weight: health.weight, state: health.state };
        beds.entry(bed).or_default().push(plot);
    }
    let bed = |(bed, mut plots): (Option<UnitId>, Vec<Plot>)| {
        plots.sort_by(|a, b| (b.weight, &a.name, a.unit).cmp(&(a.weight, &b.name, b.unit)));
        let index = bed.and_then(|bed| now.sums.get(&bed)?.index()).map(say::points);
        Bed { name: bed.map_or_else(String::new, |bed| now.picture.name(bed).to_string()), index, plots }
    };
    let mut beds = beds.into_iter().map(bed).collect::<Vec<_>>();
    let weight = |bed: &Bed| bed.plots.iter().map(|plot| plot.weight).sum::<u32>();
    beds.sort_by(|a, b| (weight(b), &a.name).cmp(&(weight(a), &b.name)));
    beds
}

impl Page for Lined<'_> {
    fn title(&self, say: &Say) -> String {
        say.t("the-whole")
    }

    fn body(&self, on: &Paper) -> Markup {
        self.whole.shown(&on.say, &self.line)
    }
}

impl Whole {
    fn shown(&self, say: &Say, line: &Markup) -> Markup {
        let (people, cells) = (self.people as i64, self.cells as i64);
        let about = [
            ("people", say.number(people).into()),
            ("n", people.into()),
            ("cells", say.number(cells).into()),
            ("c", cells.into()),
        ];
        html! {
            h1 { (say.say("whole-head", &about)) }
            p.quiet { (say.say("whole-people-told", &[("month", say.month(self.month).into())])) }
            div.split {
                div.flow {
                    p.lede { (self.lede(say)) }
                    div.row { a.button.main href=(self.unit.id.address() + "/first-step") { (say.t("see-first-step")) } }
                    (line)
                }
                dl.figures { (self.strength(say)) (self.covered(say)) (self.came(say)) }
            }
            (self.drawn)
        }
    }

    fn stale(&self) -> i64 {
        seen::stale(self.cells)
    }

    fn pictures(&self, say: &Say, beds: &[Bed]) -> Markup {
        html! {
            @if !beds.is_empty() {
                section.flow aria-labelledby="field" {
                    h2 id="field" { (say.t("the-field")) }
                    (key(say, self.sums.bands.map(|tally| tally.cells), self.others()))
                    (field(say, beds))
                    p.quiet { (say.t("field-hint")) }
                }
                section.flow {
                    h2 id="table" { (say.t("as-a-table")) }
                    (self.table(say))
                }
            } @else {
                div.empty { p { (say.t("no-cells")) } }
            }
        }
    }

    fn lede(&self, say: &Say) -> String {
        let [critical, at_risk, steady, strong] = self.sums.bands.map(|tally| tally.cells);
        let scored = critical + at_risk + steady + strong;
        if scored == 0 {
            return say.t("whole-nothing-yet");
        }
        let mut said = vec![match critical + at_risk {
            0 => say.t("whole-all-well"),
            _ => {
                let [part, of] = [steady + strong, scored].map(|n| say.few(n as usize).into());
                capital(say.say("whole-well", &[("part", part), ("of", of)]))
            }
        }];
        if critical + at_risk > 0 {
            said.push(capital(say.count("whole-in-need", (critical + at_risk) as usize)));
        }
        if self.sums.dormant.cells > 0 {
            said.push(capital(say.count("whole-silent", self.sums.dormant.cells as usize)));
        }
        said.join(" ")
    }

    fn others(&self) -> i64 {
        [self.sums.dormant, self.sums.forming, self.sums.too_little_evidence].iter().map(|tally| tally.cells).sum()
    }

    fn strength(&self, say: &Say) -> Markup {
        let x = |index: u32| 3.0 + f64::from(index) / 10_000.0 * 250.0;
        let bounds = [crate::AT_RISK, crate::STEADY, crate::STRONG];
        let names = [("band-critical", 1_500), ("band-at-risk", 4_000), ("band-steady", 6_000), ("band-strong", 8_500)];
        html! {
            div.figure {
                dt { (say.t("strength")) }
                dd.value { @match self.index { Some(index) => { (say::points(index)) }, None => "–" } }
                @if let Some(index) = self.index {
                    dd {
                        svg.chart.range viewBox="0 0 256 40" role="img" aria-label=(say.t(say::band_of(Band::of(index)).1)) {
                            path.axis d="M3 13h250" {}
                            @for bound in bounds { path.axis d=(format!("M{} 9v8", x(bound))) {} }
                            circle.dot cx=(x(index)) cy="13" r="6" {}
                            @for (name, at) in names { text x=(x(at)) y="38" text-anchor="middle" font-size="14" { (say.t(name)) } }
                        }
                    }
                }
            }
        }
    }

    fn came(&self, say: &Say) -> Markup {
        let first = self.trend.iter().find_map(|(month, index)| index.map(|index| (*month, index)));
        let Some(((since, first), last)) = first.zip(self.index) else { return html! {} };
        let change = i64::from(say::points(last)) - i64::from(say::points(first));
        html! {
            div.figure {
                dt { (say.t("trend")) }
                dd.value { (signed(say, change)) " " small { (say.say("since", &[("day", say.month(since).into())])) } }
                dd { (year::spark(say, &self.trend)) }
            }
        }
    }

    fn covered(&self, say: &Say) -> Markup {
        let (counting, all) = self.sums.coverage();
        html! {
            div.figure {
                dt { (say.t("coverage")) }
                dd.value { (counting) " " small { (say.say("of-cells", &[("n", all.into())])) } }
                dd.quiet { (say.say("returns-in", &[("told", (self.told as i64).into()), ("n", (self.cells as i64).into())])) " " a href=(self.unit.id.address() + "/cells") { (say.t("see-which")) } }
            }
        }
    }

    fn table(&self, say: &Say) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-labelledby="table" {
                table {
                    thead {
                        tr {
                            th scope="col" { (say.t("head-unit")) } th scope="col" { (say.t("head-bands")) }
                            th.num scope="col" { (say.t("strength")) } th.num.wide-only scope="col" { (say.t("head-half-year")) }
                            th.num.wide-only scope="col" { (say.t("head-cells")) } th.num scope="col" { (say.t("head-people")) }
                        }
                    }
                    tbody { @for part in &self.parts { (part.row(say)) } }
                }
            }
        }
    }
}

impl Part {
    fn row(&self, say: &Say) -> Markup {
        let to = self.unit.address() + if self.cell { "/health" } else { "" };
        let change = self
            .index
            .zip(self.before)
            .map(|(now, before)| i64::from(say::points(now)) - i64::from(say::points(before)));
        html! {
            tr {
                th scope="row" { a href=(to) { bdi { (self.name) } } }
                td { @match self.state { Some(state) => { (say::mark(say, state)) }, None => { (stack(say, &self.sums)) } } }
                td.num { @match self.index { Some(index) => { (say::points(index)) }, None => "–" } }
                td.num.wide-only { @match change { Some(change) => { (signed(say, change)) }, None => "–" } }
                td.num.wide-only { (self.sums.coverage().1) }
                td.num { (say.number(self.people as i64)) }
            }
        }
    }
}

fn signed(say: &Say, n: i64) -> String {
    if n > 0 { format!("+{}", say.number(n)) } else { say.number(n) }
}

/// Bands side by side, by cells.
fn stack(say: &Say, sums: &Sums) -> Markup {
    let counts = Band::ALL
        .into_iter()
        .rev()
        .map(|band| (band, sums.bands[band as usize].cells))
        .filter(|(_, n)| *n > 0)
        .collect::<Vec<_>>();
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let spoken =
        counts.iter().map(|(band, n)| format!("{n} {}", say.t(say::band_of(*band).1))).collect::<Vec<_>>().join(", ");
    let width = |n: i64| 416.0 * n as f64 / all as f64;
    let left = |at: usize| counts[..at].iter().map(|(_, n)| width(*n)).sum::<f64>();
    html! {
        @if all > 0 {
            svg.stack viewBox="0 0 416 20" role="img" aria-label=(spoken) {
                @for (at, (band, n)) in counts.iter().enumerate() {
                    @let (class, _, _) = say::band_of(*band);
                    @let (x, wide) = (round(left(at) + 0.5), round((width(*n) - 1.0).max(1.0)));
                    g class=(class) {
                        rect x=(x) y=".5" width=(wide) height="19" {}
                        rect.tex x=(x) y=".5" width=(wide) height="19" fill=(format!("url(#k-{class})")) {}
                    }
                }
            }
        }
    }
}

fn round(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}
