//! Health and the first step, as people read them.

use std::path::Path;

use book::UnitId;
use charter::UnitKind;
use charter::calendar::Day;
use health::{Backtest, Band, Dimension, Health, Labels, Picture, Population, Skill, State, Step, Sums};
use ledger::Unit;
use serde_json::json;

use crate::args::Health as Asked;
use crate::desk::Desk;
use crate::layout::{cut, percent, points, table};
use crate::said::{Result, Said};
use crate::sentences;

/// Draws of the bootstrap follow from this seed.
const SEED: u64 = 1;

pub fn run(desk: &mut Desk, asked: Asked) -> Result<Said> {
    match asked {
        Asked::Cell { unit } => cell(desk, &unit),
        Asked::Whole { unit } => whole(desk, unit.as_deref()),
        Asked::Backtest { horizon, at, plot } => backtest(desk, horizon, &at, plot.as_deref()),
    }
}

fn cell(desk: &Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    if unit.kind != UnitKind::Cell {
        return Err(charter::Refusal::NotACell.into());
    }
    let picture = health::picture(&desk.look(), desk.as_of)?;
    let cell = picture.cells.iter().find(|cell| cell.unit == unit.id);
    let cell = cell.ok_or(charter::Refusal::NotHere)?;
    let health = health::score(cell, &picture.baseline, desk.as_of);
    let words = &desk.words;
    let index = health.index.map_or_else(|| "–".into(), points);
    let mut lines = vec![
        words.say(
            "cell-stands",
            &[
                ("name", sheet::escaped(&unit.name).into()),
                ("index", index.into()),
                ("state", sentences::state(words, health.state).into()),
                ("day", desk.as_of.to_string().into()),
            ],
        ),
        String::new(),
    ];
    lines.extend(sentences::why(words, &health));
    lines.push(String::new());
    let mut rows = vec![];
    for figure in health.figures.iter().flatten() {
        rows.push(vec![
            words.t(sentences::proportion(figure.proportion)),
            sentences::counted(figure),
            percent(figure.value),
            format!("{}–{}", figure.low / 100, figure.high / 100),
        ]);
    }
    lines.push(table(&rows, &[1, 2]));
    lines.push(left_out(desk, &picture));
    if let Some(chance) = health.chance {
        lines.push(words.say("may-fall-silent", &[("chance", percent(chance).into())]));
    }
    if health.crowded {
        lines.push(words.t("crowded"));
    }
    lines.retain(|line| !line.is_empty() || rows.len() > 1);
    Ok(Said::new(lines.join("\n"), json!({ "name": unit.name, "health": health, "baseline": picture.baseline })))
}

fn left_out(desk: &Desk, picture: &Picture) -> String {
    let left = picture.baseline.left_out().map(|which| desk.words.t(sentences::dimension(which))).collect::<Vec<_>>();
    let (kept, all) = (Dimension::ALL.len() - left.len(), Dimension::ALL.len() as i64);
    let computed = if picture.baseline.computed { desk.words.t("baseline-computed") } else { String::new() };
    let said = match left.is_empty() {
        true => String::new(),
        false => desk
            .words
            .say("left-out", &[("what", left.join(", ").into()), ("kept", (kept as i64).into()), ("all", all.into())]),
    };
    [said, computed].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n")
}

fn whole(desk: &Desk, unit: Option<&str>) -> Result<Said> {
    let top = unit.map_or_else(|| desk.root(), |name| desk.unit(name))?;
    let picture = health::picture(&desk.look(), desk.as_of)?;
    let healths = picture.healths();
    let sums = health::whole(&healths, &picture.parents());
    let below = |unit: &&Unit| unit.parent == Some(top.id) && sums.contains_key(&unit.id);
    let mut parts = picture.units.values().filter(below).collect::<Vec<_>>();
    parts.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let own = sums.get(&top.id).copied().unwrap_or_default();
    let mut rows = vec![
        ["unit", "index", "strong", "steady", "at-risk", "critical", "dormant", "coverage"]
            .map(|head| desk.words.t(&format!("whole-{head}")))
            .to_vec(),
    ];
    rows.push(row(&top.name, &own));
    rows.extend(
        parts
            .iter()
            .filter(|part| part.kind != UnitKind::Cell || parts.len() <= 60)
            .map(|part| row(&part.name, &sums[&part.id])),
    );
    let lines = [table(&rows, &[1, 2, 3, 4, 5, 6, 7]), left_out(desk, &picture)];
    let json = parts.iter().map(|part| json!({ "unit": part.id.to_string(), "name": part.name, "index": sums[&part.id].index(), "sums": sums[&part.id] }));
    let json = json!({ "as_of": desk.as_of.to_string(), "unit": top.id.to_string(), "index": own.index(), "sums": own,
                       "parts": json.collect::<Vec<_>>(), "baseline": picture.baseline });
    Ok(Said::new(lines.join("\n"), json))
}

fn row(name: &str, sums: &Sums) -> Vec<String> {
    let share = |band| sums.share(band).map_or_else(|| "–".into(), percent);
    let (counting, all) = sums.coverage();
    let [critical, at_risk, steady, strong] = Band::ALL.map(share);
    let index = sums.index().map_or_else(|| "–".into(), points);
    vec![
        cut(name, 40),
        index,
        strong,
        steady,
        at_risk,
        critical,
        sums.dormant.cells.to_string(),
        format!("{counting}/{all}"),
    ]
}

pub fn first_step(desk: &mut Desk, lines: usize) -> Result<Said> {
    let picture = health::picture(&desk.look(), desk.as_of)?;
    let healths = picture.healths();
    let sums = health::whole(&healths, &picture.parents());
    let root = desk.root()?;
    let whole = sums.get(&root.id).copied().unwrap_or_default();
    let steps = health::first_steps(healths.iter().map(|health| (health, None)), &whole);
    let words = &desk.words;
    let index = whole.index().map_or_else(|| "–".into(), points);
    let (counting, all) = whole.coverage();
    let about = [
        ("index", index.into()),
        ("counting", counting.into()),
        ("all", all.into()),
        ("dormant", whole.dormant.cells.into()),
        ("day", desk.as_of.to_string().into()),
    ];
    let mut text = vec![words.say("whole-stands", &about), left_out(desk, &picture), String::new()];
    text.push(words.t("first-step-head"));
    for (number, step) in steps.ranked.iter().take(lines).enumerate() {
        text.push(String::new());
        text.extend(line(desk, &picture, number + 1, step));
    }
    text.push(String::new());
    text.push(words.say("offers-head", &[("n", (steps.offers.len() as i64).into())]));
    let offer = |step: &Step| {
        let health = step.health;
        let index = health.index.map_or_else(String::new, points);
        vec![cut(picture.name(health.unit), 48), sentences::state(words, health.state), index]
    };
    text.push(table(&steps.offers.iter().take(lines).map(offer).collect::<Vec<_>>(), &[2]));
    let (mut silent, dormant) = (dormant(&picture, &healths), whole.dormant.cells);
    text.push(String::new());
    text.push(words.say("dormant-head", &[("n", dormant.into())]));
    silent.truncate(lines);
    let call = |(unit, last): &(UnitId, Option<Day>)| {
        let since = last.map_or_else(
            || words.t("dormant-never"),
            |day| words.say("dormant-since", &[("day", day.to_string().into())]),
        );
        vec![cut(picture.name(*unit), 48), since]
    };
    text.push(table(&silent.iter().map(call).collect::<Vec<_>>(), &[]));
    let json_line = |step: &Step| {
        let health = step.health;
        json!({ "unit": health.unit.to_string(), "name": picture.name(health.unit), "gain_per_hour_billionths": step.gain,
                "minutes": step.minutes, "health": health, "why": sentences::why(words, health) })
    };
    let json = json!({
        "as_of": desk.as_of.to_string(), "whole": { "index": whole.index(), "sums": whole },
        "baseline": picture.baseline,
        "steps": steps.ranked.iter().take(lines).map(json_line).collect::<Vec<_>>(),
        "offers": steps.offers.iter().map(json_line).collect::<Vec<_>>(),
        "dormant": silent.iter().map(|(unit, last)| json!({ "unit": unit.to_string(), "name": picture.name(*unit), "last_met": last })).collect::<Vec<_>>(),
    });
    text.dedup_by(|a, b| a.is_empty() && b.is_empty());
    Ok(Said::new(text.join("\n"), json))
}

/// Cells that have fallen silent, the latest first: they are the nearest to coming back.
fn dormant(picture: &Picture, healths: &[Health]) -> Vec<(UnitId, Option<Day>)> {
    let silent = picture.cells.iter().zip(healths).filter(|(_, health)| health.state == State::Dormant);
    let mut silent = silent.map(|(cell, _)| (cell.unit, cell.met.last().map(|last| last.0))).collect::<Vec<_>>();
    silent.sort_by_key(|(unit, last)| (std::cmp::Reverse(*last), *unit));
    silent
}

fn line(desk: &Desk, picture: &Picture, number: usize, step: &Step) -> Vec<String> {
    let health: &Health = step.health;
    let head = desk.words.say(
        "step-line",
        &[
            ("number", (number as i64).into()),
            ("name", cut(picture.name(health.unit), 60).into()),
            ("index", health.index.map_or_else(|| "–".into(), points).into()),
            ("state", sentences::state(&desk.words, health.state).into()),
            ("chance", percent(health.chance.unwrap_or(0)).into()),
            ("weight", i64::from(health.weight).into()),
            ("gain", format!("{:.3}", step.gain as f64 / 1e11).into()),
        ],
    );
    let [holds, next] = sentences::why(&desk.words, health);
    vec![head, format!("   {holds}"), format!("   {next}")]
}

fn backtest(desk: &Desk, horizon: i32, at: &[Day], plot: Option<&Path>) -> Result<Said> {
    let far = desk.as_of.max(desk.today());
    let picture = health::picture(&desk.look(), far)?;
    let dates = if at.is_empty() { health::dates(&picture.cells, horizon) } else { at.to_vec() };
    if dates.is_empty() {
        return Err(desk.wrong("backtest-short", &[("days", i64::from(horizon).into())]));
    }
    let judged = [Population::A, Population::B]
        .map(|population| health::backtest(&picture.cells, &dates, horizon, population, SEED));
    let words = &desk.words;
    let mut text =
        vec![words.say("backtest-head", &[("days", i64::from(horizon).into()), ("n", (dates.len() as i64).into())])];
    for test in &judged {
        text.push(String::new());
        text.push(words.t(if test.population == Population::A { "population-a" } else { "population-b" }));
        text.push(cuts(desk, test));
        text.extend(skill(desk, "backtest-formula", &test.formula));
        text.extend(skill(desk, "backtest-recency-alone", &test.recency_alone));
        let brier = test.brier.zip(test.brier_of_rate);
        text.extend(brier.map(|(brier, rate)| {
            words.say(
                "backtest-brier",
                &[("brier", format!("{brier:.4}").into()), ("rate", format!("{rate:.4}").into())],
            )
        }));
    }
    if let Some(path) = plot {
        let [title, forecast, came] = ["plot-title", "plot-forecast", "plot-came"].map(|name| words.t(name));
        let labels = Labels { title, forecast, came };
        let svg = health::reliability(&judged[1].bins, &labels);
        let about = |why: std::io::Error| {
            desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
        };
        std::fs::write(path, svg).map_err(about)?;
    }
    Ok(Said::new(text.join("\n"), json!({ "horizon": horizon, "populations": judged })))
}

fn cuts(desk: &Desk, test: &Backtest) -> String {
    let heads = ["date", "cells", "silent", "recency", "meetings", "auc", "auc-recency"];
    let mut rows = vec![heads.map(|head| desk.words.t(&format!("backtest-{head}"))).to_vec()];
    let auc = |auc: Option<f64>| auc.map_or_else(|| "–".into(), |auc| format!("{auc:.4}"));
    for cut in &test.cuts {
        let numbers = [cut.cells, cut.silent, cut.recency, cut.meetings].map(|number| number.to_string());
        let [cells, silent, recency, meetings] = numbers;
        rows.push(vec![
            cut.day.to_string(),
            cells,
            silent,
            recency,
            meetings,
            auc(cut.formula),
            auc(cut.recency_alone),
        ]);
    }
    table(&rows, &[1, 2, 3, 4, 5, 6])
}

fn skill(desk: &Desk, message: &str, skill: &Option<Skill>) -> Option<String> {
    let skill = skill.as_ref()?;
    let about = [
        ("auc", format!("{:.3}", skill.auc).into()),
        ("low", format!("{:.3}", skill.low).into()),
        ("high", format!("{:.3}", skill.high).into()),
        ("recall", format!("{:.0} %", skill.recall * 100.0).into()),
    ];
    Some(desk.words.say(message, &about))
}
