//! Units: listing, founding, moving, closing; the organisation's rules.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use book::{CommandId, Text, UnitId};
use charter::offices::Offices;
use charter::units::{Command, Founding, Unit as State};
use charter::{Rules, UnitKind, places};
use ledger::{Outcome, Scope, Unit, own_subject};
use serde_json::json;

use crate::args::Unit as Asked;
use crate::desk::{Desk, fresh};
use crate::layout::{cut, table};
use crate::said::{Result, Said};
use crate::{days, sentences};

pub fn run(desk: &mut Desk, asked: Asked) -> Result<Said> {
    match asked {
        Asked::List { below } => list(desk, below.as_deref()),
        Asked::Show { unit } => show(desk, &unit),
        Asked::Found { above, name, kind, code, out_of } => {
            let above = desk.unit(&above)?;
            let out_of = out_of.map(|unit| desk.unit(&unit)).transpose()?.map(|unit| unit.id);
            let name = sheet::clean(&name)
                .map_err(|fault| desk.wrong("bad-name", &[("why", crate::said::text_fault(&fault).into())]))?;
            let (nonce, founded) = (CommandId(fresh().0), Some(desk.now));
            let founding = Founding { kind, name: Text(name), code, founded, out_of, recovery: vec![], nonce };
            let outcome = desk.act::<State>(above.id, own_subject(above.id), &Command::Found(founding))?;
            let founded = match outcome {
                Outcome::Done { founded: Some(unit), .. } => unit,
                _ => return Ok(sentences::done(desk, &outcome)),
            };
            let text = desk.words.say("unit-founded", &[("id", founded.short().into())]);
            Ok(Said::new(text, json!({ "unit": founded.to_string() })))
        }
        Asked::Rename { unit, name } => {
            let unit = desk.unit(&unit)?;
            let command = Command::Rename { from: Text(unit.name.clone()), to: Text(name) };
            let outcome = desk.act::<State>(unit.id, own_subject(unit.id), &command)?;
            Ok(sentences::done(desk, &outcome))
        }
        Asked::Move { unit, to } => {
            let (unit, to, root) = (desk.unit(&unit)?, desk.unit(&to)?, desk.root()?);
            let command = places::Move::Move { unit: unit.id, to: to.id };
            let outcome = desk.act::<places::Moves>(root.id, own_subject(unit.id), &command)?;
            Ok(sentences::done(desk, &outcome))
        }
        Asked::Close { unit } => {
            let unit = desk.unit(&unit)?;
            let outcome = desk.act::<State>(unit.id, own_subject(unit.id), &Command::Close { into: None })?;
            Ok(sentences::done(desk, &outcome))
        }
        Asked::Merge { unit, into } => merge(desk, &unit, &into),
        Asked::Areas { unit, from, map } => areas(desk, &unit, from.as_deref(), &map),
        Asked::Rules { quorum, quiet, zone, former } => rules(desk, quorum, quiet, (zone, former)),
        Asked::LivesOn => {
            let root = desk.root()?;
            let outcome = desk.act::<State>(root.id, own_subject(root.id), &Command::LiveOn)?;
            Ok(sentences::done(desk, &outcome))
        }
    }
}

fn list(desk: &Desk, below: Option<&str>) -> Result<Said> {
    let scope = below.map(|name| desk.unit(name)).transpose()?.map_or(Scope::Node, |unit| Scope::Below(unit.id));
    let units = desk.look().units(scope)?;
    let row = |(depth, unit): (usize, &Unit)| {
        let standing = match (unit.closed, unit.admitted) {
            (true, _) => desk.words.t("unit-closed"),
            (_, false) => desk.words.t("unit-not-admitted"),
            _ => String::new(),
        };
        vec![
            "  ".repeat(depth) + &cut(&unit.name, 48),
            kind(unit.kind).into(),
            unit.code.clone().unwrap_or_default(),
            unit.id.short(),
            standing,
        ]
    };
    let rows = as_tree(&units).into_iter().map(row).collect::<Vec<_>>();
    Ok(Said::new(table(&rows, &[]), json!(units.iter().map(unit_json).collect::<Vec<_>>())))
}

/// Units as they stand under one another, each with its depth; those under one unit keep their order.
/// What stands under none that is listed begins at the margin.
fn as_tree(units: &[Unit]) -> Vec<(usize, &Unit)> {
    let listed = units.iter().map(|unit| unit.id).collect::<HashSet<_>>();
    let mut below: HashMap<UnitId, Vec<&Unit>> = HashMap::new();
    let mut todo = vec![];
    // What was put there last is taken first, so everything goes in backwards.
    for unit in units.iter().rev() {
        match unit.parent.filter(|parent| listed.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(unit),
            None => todo.push((0, unit)),
        }
    }
    let mut tree = Vec::with_capacity(units.len());
    while let Some((depth, unit)) = todo.pop() {
        tree.push((depth, unit));
        todo.extend(below.remove(&unit.id).unwrap_or_default().into_iter().map(|unit| (depth + 1, unit)));
    }
    tree
}

/// A unit as JSON.
pub fn unit_json(unit: &Unit) -> serde_json::Value {
    json!({
        "unit": unit.id.to_string(), "parent": unit.parent.map(|parent| parent.to_string()), "kind": kind(unit.kind),
        "name": unit.name, "code": unit.code, "admitted": unit.admitted, "closed": unit.closed,
    })
}

/// The name of a kind of unit.
pub fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Centre => "centre",
        UnitKind::Region => "region",
        UnitKind::Cell => "cell",
    }
}

fn show(desk: &Desk, name: &str) -> Result<Said> {
    let unit = desk.unit(name)?;
    let look = desk.look();
    let mut way = vec![];
    for above in look.way_up(unit.id)?.into_iter().rev() {
        way.push(look.unit(Scope::Node, above)?.map_or_else(|| above.short(), |unit| cut(&unit.name, 40)));
    }
    let roll = member::roll(&look, unit.id, desk.as_of)?.len();
    let meetings = meeting::list(&look, unit.id)?.len();
    let about = [
        ("name", sheet::escaped(&unit.name).into()),
        ("kind", kind(unit.kind).into()),
        ("id", unit.id.short().into()),
        ("way", way.join(" › ").into()),
        ("roll", (roll as i64).into()),
        ("meetings", (meetings as i64).into()),
    ];
    let mut json = unit_json(&unit);
    (json["roll"], json["meetings"]) = (json!(roll), json!(meetings));
    Ok(Said::new(desk.words.say("unit-shown", &about), json))
}

/// Everybody goes over, one by one; then the cell closes. Begun again, it goes on where it stopped.
fn merge(desk: &mut Desk, from: &str, into: &str) -> Result<Said> {
    let (from, into) = (desk.unit(from)?, desk.unit(into)?);
    if from.id == into.id {
        return Err(charter::Refusal::Circle.into());
    }
    if into.closed {
        return Err(charter::Refusal::Closed.into());
    }
    // Closing is what two sign, on pages: whoever could not close it moves nobody.
    let root = desk.root()?.id;
    let offices: Offices = desk.look().own(root)?;
    if offices.two_since.is_some() {
        return Err(charter::Refusal::TwoSign.into());
    }
    let roll = member::roll(&desk.look(), from.id, desk.today())?;
    for person in &roll {
        super::member::transfer(desk, &from, *person, &into, desk.today())?;
    }
    let close = Command::Close { into: Some(into.id) };
    let outcome = desk.act::<State>(from.id, own_subject(from.id), &close)?;
    let _ = outcome;
    let about = [("n", (roll.len() as i64).into()), ("into", sheet::escaped(&into.name).into())];
    Ok(Said::new(
        desk.words.say("unit-merged", &about),
        json!({ "transferred": roll.len(), "into": into.id.to_string() }),
    ))
}

/// Areas without a cell, after the list was given if there is one.
fn areas(desk: &mut Desk, unit: &str, from: Option<&Path>, map: &[String]) -> Result<Said> {
    let unit = desk.unit(unit)?;
    if let Some(path) = from {
        let mut table = sheet::open(path, &sheet::Options::default())?;
        let area = sheet::Field { name: "area", required: true };
        let mut mapping = sheet::Mapping::default();
        map.iter().try_for_each(|pair| mapping.add(pair))?;
        let place = mapping.bind(&table.headers, &[area])?.places[0].unwrap_or_default();
        let mut names = vec![];
        while let Some(row) = table.rows.next().transpose()? {
            let name = row.cells.get(place).map_or("", String::as_str).trim();
            let name = sheet::clean(name)
                .map_err(|fault| desk.wrong("bad-name", &[("why", crate::said::text_fault(&fault).into())]))?;
            if !name.is_empty() {
                names.push(Text(name));
            }
        }
        desk.act::<unit::Areas>(unit.id, own_subject(unit.id), &unit::Command::List(names))?;
    }
    let without = unit::without(&desk.look(), unit.id)?;
    let rows = without.iter().flat_map(|of| of.areas.iter().map(|area| vec![cut(area, 60), cut(&of.name, 40)]));
    let n = without.iter().map(|of| of.areas.len()).sum::<usize>();
    let head = match without.is_empty() {
        true => desk.words.t("areas-no-list"),
        false => desk.words.say("areas-head", &[("n", (n as i64).into())]),
    };
    Ok(Said::new(format!("{head}\n{}", table(&rows.collect::<Vec<_>>(), &[])).trim_end().to_string(), json!(without)))
}

type Settings = (Option<String>, Option<String>);

fn rules(desk: &mut Desk, quorum: Option<String>, quiet: Vec<String>, (zone, former): Settings) -> Result<Said> {
    let before = desk.rules.clone();
    let mut rules: Rules = before.clone();
    if let Some(text) = quorum {
        rules.quorum = days::quorum(&text).ok_or_else(|| desk.wrong("not-a-quorum", &[]))?;
    }
    if !quiet.is_empty() {
        let asked = quiet.iter().filter(|text| *text != "none").map(|text| days::quiet(text));
        rules.quiet = asked.collect::<Option<_>>().ok_or_else(|| desk.wrong("not-a-season", &[]))?;
    }
    rules.zone = zone.or(rules.zone);
    rules.former = match former.as_deref() {
        None => rules.former,
        Some("always") => None,
        Some(months) => Some(months.parse().map_err(|_| desk.wrong("not-a-rule", &[("what", "months".into())]))?),
    };
    rules.check().map_err(|why| desk.wrong("not-a-rule", &[("what", why.0.into())]))?;
    if rules != before {
        let root = desk.root()?;
        desk.act::<State>(root.id, own_subject(root.id), &Command::Rule(rules.clone()))?;
    }
    let seasons = rules.quiet.iter().map(|q| format!("{:02}-{:02}..{:02}-{:02}", q.from.0, q.from.1, q.to.0, q.to.1));
    let seasons = seasons.collect::<Vec<_>>().join(", ");
    let about = [
        ("part", (rules.quorum.part as i64).into()),
        ("of", (rules.quorum.of as i64).into()),
        ("least", (rules.quorum.least as i64).into()),
        ("quiet", if seasons.is_empty() { desk.words.t("none") } else { seasons }.into()),
        (
            "former",
            rules
                .former
                .map_or_else(
                    || desk.words.t("always"),
                    |months| desk.words.say("months", &[("n", i64::from(months).into())]),
                )
                .into(),
        ),
        ("zone", rules.zone.clone().unwrap_or_else(|| "UTC".into()).into()),
    ];
    Ok(Said::new(desk.words.say("rules-shown", &about), json!(rules)))
}
