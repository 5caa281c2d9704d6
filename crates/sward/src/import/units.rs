//! The tree: judged whole as it will stand, then founded and moved from the top down, whatever the
//! order of the rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use book::{CommandId, Text, UnitId};
use charter::UnitKind;
use charter::calendar::Moment;
use charter::places::{Move, Moves};
use charter::units::{Command, Founding, Unit as State};
use ledger::{Outcome, Scope, Unit, Wish, own_subject};

use super::rows::File;
use super::shape::{Shape, Stand, Unfit};
use super::{GROUP, Report, command_id};
use crate::desk::Desk;
use crate::said::{Fail, Result};

/// What a file asks for, level by level from the top.
#[derive(Default)]
pub struct Tree {
    /// What the file calls the centre.
    root: Option<String>,
    levels: BTreeMap<usize, Level>,
    renames: Vec<(u64, Wish)>,
    /// Lines that a move stands for already.
    moved: HashSet<u64>,
}

/// Units that will stand equally deep.
#[derive(Default)]
struct Level {
    found: Vec<New>,
    moves: Vec<(New, UnitId)>,
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
        let renames = self.renames.iter().filter(|(line, _)| !self.moved.contains(line)).count();
        self.count_new() + (self.moved.len() + renames) as u64
    }

    /// Units to found.
    pub fn count_new(&self) -> u64 {
        self.levels.values().map(|level| level.found.len() as u64).sum()
    }
}

fn named(unit: &Unit) -> String {
    unit.code.clone().unwrap_or_else(|| unit.id.to_string())
}

/// Reads the whole tree, and judges it.
pub fn plan(desk: &mut Desk, file: &mut File, report: &mut Report) -> Result<Tree> {
    let units = desk.look().units(Scope::Node)?;
    let codes: HashMap<UnitId, String> = units.iter().map(|unit| (unit.id, named(unit))).collect();
    let known: HashMap<String, &Unit> = units.iter().map(|unit| (named(unit), unit)).collect();
    let news = read_all(desk, file, report)?;
    flag_look_alikes(desk, &known, &news, report);
    let (roots, news): (Vec<New>, Vec<New>) = news.into_iter().partition(|new| new.kind == UnitKind::Centre);
    for other in roots.iter().skip(1) {
        report.refuse(other.line, desk.words.t("import-two-roots"));
    }
    let root = desk.root()?;
    let mut tree = Tree { root: roots.first().map(|new| new.code.clone()), ..Tree::default() };
    let mut shape = Shape::default();
    for unit in &units {
        let parent = unit.parent.and_then(|parent| codes.get(&parent).cloned());
        shape.put(named(unit), Stand { parent, kind: unit.kind, closed: unit.closed, line: None });
    }
    for new in &news {
        let above = if tree.root.as_ref() == Some(&new.parent) { named(&root) } else { new.parent.clone() };
        let closed = known.get(&new.code).is_some_and(|unit| unit.closed);
        shape.put(new.code.clone(), Stand { parent: Some(above), kind: new.kind, closed, line: Some(new.line) });
    }
    let depths = shape.depths();
    judge(desk, &shape, &depths, &news, report);
    for new in roots.into_iter().take(1) {
        change(desk, &root, new, None, &mut tree, report)?;
    }
    for new in news {
        let depth = depths.get(&new.code).copied().and_then(|depth| depth.ok()).unwrap_or_default();
        match known.get(&new.code) {
            None => tree.levels.entry(depth).or_default().found.push(new),
            Some(unit) => {
                let above = unit.parent.and_then(|parent| codes.get(&parent));
                let goes = shape.get(&new.code).is_some_and(|stand| stand.parent.as_ref() != above);
                change(desk, unit, new, goes.then_some(depth), &mut tree, report)?;
            }
        }
    }
    Ok(tree)
}

fn read_all(desk: &Desk, file: &mut File, report: &mut Report) -> Result<Vec<New>> {
    let (mut news, mut codes) = (vec![], HashSet::new());
    while let Some(row) = file.next()? {
        let line = file.line(&row);
        match read(&line) {
            Err(why) => report.refuse(line.number, why),
            Ok(new) if !codes.insert(new.code.clone()) => {
                report.refuse(new.line, desk.words.say("import-twice", &[("code", sheet::escaped(&new.code).into())]));
            }
            Ok(new) => news.push(new),
        }
    }
    Ok(news)
}

/// Refuses the lines that put a unit where it cannot stand.
fn judge(desk: &Desk, shape: &Shape, depths: &super::shape::Depths, news: &[New], report: &mut Report) {
    let parents: HashMap<&str, &str> = news.iter().map(|new| (&*new.code, &*new.parent)).collect();
    let mut refused: BTreeMap<u64, String> = BTreeMap::new();
    for (code, depth) in depths {
        let why = match depth {
            Ok(_) | Err(Unfit::Above) => continue,
            Err(Unfit::Refused(refusal)) => Fail::from(*refusal).text,
            Err(Unfit::NoParent) => {
                let parent = parents.get(code.as_str()).copied().unwrap_or_default();
                let about = [("code", sheet::escaped(code).into()), ("parent", sheet::escaped(parent).into())];
                desk.words.say("import-no-parent", &about)
            }
        };
        refused.extend(shape.line(code).map(|line| (line, why)));
    }
    refused.into_iter().for_each(|(line, why)| report.refuse(line, why));
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

/// What a row asks of a unit that is there: another place, another name, both or neither. What never
/// changes is not passed over in silence.
fn change(desk: &Desk, unit: &Unit, new: New, goes: Option<usize>, tree: &mut Tree, report: &mut Report) -> Result<()> {
    let day = |at: Option<Moment>| at.map(|at| desk.rules.zone().day(at));
    if unit.kind != new.kind || new.founded.is_some() && day(new.founded) != day(unit.founded) {
        report.refuse(new.line, desk.words.t("import-stays"));
        return Ok(());
    }
    if unit.name != new.name {
        let command = Command::Rename { from: Text(unit.name.clone()), to: Text(new.name.clone()) };
        let (id, actor) = (crate::desk::fresh(), desk.actor(unit.id)?);
        let wish = Wish::new::<State>(id, unit.id, own_subject(unit.id), actor, desk.now, &command)?;
        tree.renames.push((new.line, wish));
    } else if goes.is_none() {
        report.skipped += 1;
    }
    if let Some(depth) = goes {
        tree.moved.insert(new.line);
        tree.levels.entry(depth).or_default().moves.push((new, unit.id));
    }
    Ok(())
}

/// Moves and founds the units, level by level, so that whoever stands above is there already.
pub fn apply(desk: &mut Desk, job: CommandId, tree: Tree, report: &mut Report) -> Result<()> {
    let root = desk.root()?;
    let mut ids: HashMap<String, UnitId> = super::by_code(desk)?;
    ids.extend(tree.root.map(|code| (code, root.id)));
    for Level { mut found, moves } in tree.levels.into_values() {
        for (new, unit) in moves {
            let Some(to) = ids.get(&new.parent).copied() else { continue };
            let (id, actor) = (command_id(job, new.line, 0), desk.actor(root.id)?);
            let command = Move::Move { unit, to };
            let wish = Wish::new::<Moves>(id, root.id, own_subject(unit), actor, desk.now, &command)?;
            // One by one: what a move may do hangs on the moves before it.
            for outcome in desk.store.act(std::slice::from_ref(&wish)) {
                report.count(new.line, false, outcome)?;
            }
        }
        // Units of one parent together make fewer batches in its bulletin.
        found.sort_by(|a, b| a.parent.cmp(&b.parent));
        for some in found.chunks(GROUP / 2) {
            let actor = desk.actor(root.id)?;
            let placed = some.iter().filter_map(|new| Some((new, ids.get(&new.parent).copied()?))).collect::<Vec<_>>();
            let wishes = placed.iter().map(|(new, parent)| wish(job, new, *parent, actor, desk.now));
            let wishes = wishes.collect::<Result<Vec<_>>>()?;
            for ((new, _), outcome) in placed.into_iter().zip(desk.store.act(&wishes)) {
                if let Ok(Outcome::Done { founded: Some(unit), .. }) = &outcome {
                    ids.insert(new.code.clone(), *unit);
                }
                report.count(new.line, true, outcome)?;
            }
        }
    }
    let (lines, wishes): (Vec<_>, Vec<_>) = tree.renames.into_iter().unzip();
    for (line, outcome) in lines.into_iter().zip(desk.store.act(&wishes)) {
        match outcome {
            // A row that moved its unit is counted by then.
            Ok(_) if tree.moved.contains(&line) => {}
            outcome => report.count(line, false, outcome)?,
        }
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
