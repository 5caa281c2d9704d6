//! The tree: founded from the top down, whatever the order of the rows.

use std::collections::{HashMap, HashSet};

use book::{CommandId, Text, UnitId};
use charter::UnitKind;
use charter::calendar::Moment;
use charter::places::{DEPTH, Move, Moves};
use charter::units::{Command, Founding, Unit as State};
use ledger::{Outcome, Scope, Unit, Wish, own_subject};

use super::rows::File;
use super::{GROUP, Report, command_id};
use crate::desk::Desk;
use crate::said::Result;

/// Units to found, in an order in which each stands below one that is there, and changes to others.
#[derive(Default)]
pub struct Tree {
    /// What the file calls the centre.
    root: Option<String>,
    found: Vec<New>,
    changes: Vec<(u64, Wish)>,
}

struct New {
    line: u64,
    code: String,
    parent: String,
    kind: UnitKind,
    name: String,
    founded: Option<Moment>,
}

impl Tree {
    /// Rows that ask for something.
    pub fn len(&self) -> u64 {
        (self.found.len() + self.changes.len()) as u64
    }

    /// Units to found.
    pub fn count_new(&self) -> u64 {
        self.found.len() as u64
    }
}

/// Reads the whole tree, and judges it.
pub fn plan(desk: &mut Desk, file: &mut File, report: &mut Report) -> Result<Tree> {
    let root = desk.root()?;
    let known = desk.look().units(Scope::Node)?;
    let named = |unit: &Unit| unit.code.clone().unwrap_or_else(|| unit.id.to_string());
    let known: HashMap<String, &Unit> = known.iter().map(|unit| (named(unit), unit)).collect();
    let (mut news, mut tree, mut codes) = (vec![], Tree::default(), HashSet::new());
    let mut roots = vec![];
    while let Some(row) = file.next()? {
        let line = file.line(&row);
        match read(&line) {
            Err(why) => report.refuse(line.number, why),
            Ok(new) if !codes.insert(new.code.clone()) => {
                report.refuse(new.line, desk.words.say("import-twice", &[("code", sheet::escaped(&new.code).into())]));
            }
            Ok(new) if new.kind == UnitKind::Centre => roots.push(new),
            Ok(new) => news.push(new),
        }
    }
    for other in roots.iter().skip(1) {
        report.refuse(other.line, desk.words.t("import-two-roots"));
    }
    let root_code = roots.first().map(|new| new.code.clone());
    tree.root.clone_from(&root_code);
    let is_root = |code: &str| root_code.as_deref() == Some(code) || root.code.as_deref() == Some(code);
    if let Some(new) = roots.first() {
        change_name(desk, &root, new, &mut tree, report)?;
    }
    flag_look_alikes(desk, &known, &news, report);
    // From the top down: a row is ready once the unit above it is there, or ready itself.
    let mut ready: HashMap<String, usize> = HashMap::new();
    let mut waiting: Vec<New> = vec![];
    for new in news {
        match known.get(new.code.as_str()) {
            Some(unit) => {
                change(desk, &root, unit, &new, &known, &is_root, &mut tree, report)?;
                ready.insert(new.code, 0);
            }
            None => waiting.push(new),
        }
    }
    let below = |parent: &str, ready: &HashMap<String, usize>| match () {
        _ if is_root(parent) => Some(0),
        _ => ready.get(parent).copied().or_else(|| known.get(parent).map(|_| 0)),
    };
    loop {
        let (now, later): (Vec<New>, Vec<New>) =
            waiting.into_iter().partition(|new| below(&new.parent, &ready).is_some());
        waiting = later;
        if now.is_empty() {
            break;
        }
        for new in now {
            let depth = below(&new.parent, &ready).unwrap_or(0) + 1;
            if depth > DEPTH {
                report.refuse(new.line, desk.words.t("too-deep"));
            }
            ready.insert(new.code.clone(), depth);
            tree.found.push(new);
        }
    }
    for new in waiting {
        let about = [("code", sheet::escaped(&new.code).into()), ("parent", sheet::escaped(&new.parent).into())];
        report.refuse(new.line, desk.words.say("import-no-parent", &about));
    }
    Ok(tree)
}

/// Names that look alike but are written otherwise, as with letters of another script, are told.
fn flag_look_alikes(desk: &Desk, known: &HashMap<String, &Unit>, news: &[New], report: &mut Report) {
    let mut seen: HashMap<String, &str> =
        known.values().map(|unit| (sheet::skeleton(&unit.name), &*unit.name)).collect();
    for new in news {
        let other = *seen.entry(sheet::skeleton(&new.name)).or_insert(&new.name);
        if other != new.name {
            let about = [("name", sheet::escaped(&new.name).into()), ("other", sheet::escaped(other).into())];
            report.flagged.push((new.line, desk.words.say("import-look-alike", &about)));
        }
    }
}

fn read(line: &super::rows::Line) -> std::result::Result<New, String> {
    let (code, name) = (line.needed("unit")?, line.needed("name")?);
    let kind = match line.needed("kind")?.to_lowercase().as_str() {
        "centre" => UnitKind::Centre,
        "region" => UnitKind::Region,
        "cell" => UnitKind::Cell,
        other => return Err(words::Words::english().say("no-such-kind", &[("kind", sheet::escaped(other).into())])),
    };
    let parent = if kind == UnitKind::Centre { String::new() } else { line.needed("parent")? };
    let founded = line.day("founded")?.map(charter::calendar::Day::start);
    Ok(New { line: line.number, code, parent, kind, name, founded })
}

fn change_name(desk: &Desk, unit: &Unit, new: &New, tree: &mut Tree, report: &mut Report) -> Result<()> {
    if unit.name == new.name {
        report.skipped += 1;
        return Ok(());
    }
    let command = Command::Rename { from: Text(unit.name.clone()), to: Text(new.name.clone()) };
    let (id, actor) = (crate::desk::fresh(), desk.actor(unit.id)?);
    let wish = Wish::new::<State>(id, unit.id, own_subject(unit.id), actor, desk.now, &command)?;
    tree.changes.push((new.line, wish));
    Ok(())
}

#[allow(clippy::too_many_arguments)]
fn change(
    desk: &Desk,
    root: &Unit,
    unit: &Unit,
    new: &New,
    known: &HashMap<String, &Unit>,
    is_root: &dyn Fn(&str) -> bool,
    tree: &mut Tree,
    report: &mut Report,
) -> Result<()> {
    let parent = if is_root(&new.parent) { Some(root.id) } else { known.get(new.parent.as_str()).map(|unit| unit.id) };
    match parent {
        Some(parent) if unit.parent != Some(parent) => {
            let command = Move::Move { unit: unit.id, to: parent };
            let (id, actor) = (crate::desk::fresh(), desk.actor(root.id)?);
            let wish = Wish::new::<Moves>(id, root.id, own_subject(unit.id), actor, desk.now, &command)?;
            tree.changes.push((new.line, wish));
            Ok(())
        }
        _ => change_name(desk, unit, new, tree, report),
    }
}

/// Founds the units, level by level; each level in groups.
pub fn apply(desk: &mut Desk, job: CommandId, tree: Tree, report: &mut Report) -> Result<()> {
    let root = desk.root()?;
    let mut ids: HashMap<String, UnitId> = super::by_code(desk)?;
    ids.extend(tree.root.map(|code| (code, root.id)));
    let mut waiting = tree.found;
    while !waiting.is_empty() {
        let (now, later): (Vec<New>, Vec<New>) = waiting.into_iter().partition(|new| ids.contains_key(&new.parent));
        waiting = later;
        let now = now.into_iter().filter_map(|new| ids.get(&new.parent).copied().map(|parent| (new, parent)));
        let now = now.collect::<Vec<_>>();
        if now.is_empty() {
            break;
        }
        for some in now.chunks(GROUP / 4) {
            let actor = desk.actor(root.id)?;
            let wishes = some
                .iter()
                .map(|(new, parent)| wish(job, new, *parent, actor, desk.now))
                .collect::<Result<Vec<_>>>()?;
            for ((new, _), outcome) in some.iter().zip(desk.store.act(&wishes)) {
                if let Ok(Outcome::Done { founded: Some(unit), .. }) = &outcome {
                    ids.insert(new.code.clone(), *unit);
                }
                report.count(new.line, true, outcome)?;
            }
        }
    }
    let (lines, wishes): (Vec<_>, Vec<_>) = tree.changes.into_iter().unzip();
    for (line, outcome) in lines.into_iter().zip(desk.store.act(&wishes)) {
        report.count(line, false, outcome)?;
    }
    Ok(())
}

fn wish(job: CommandId, new: &New, parent: UnitId, actor: ledger::Term, now: Moment) -> Result<Wish> {
    let founding = Founding {
        kind: new.kind,
        name: Text(new.name.clone()),
        code: Some(new.code.clone()),
        founded: new.founded,
        out_of: None,
        recovery: vec![],
        nonce: command_id(job, new.line, 1),
    };
    let id = command_id(job, new.line, 0);
    Ok(Wish::new::<State>(id, parent, own_subject(parent), actor, now, &Command::Found(founding))?)
}
