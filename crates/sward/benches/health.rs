//! The health of a large organisation from nothing, and after one new return.
//!
//! `cargo bench --bench health -- --cells 100000`

mod kit;

use std::path::Path;
use std::time::Instant;

use book::{CommandId, UnitId};
use charter::calendar::{Day, Month};
use charter::{UnitKind, calendar::Moment};
use ledger::{Scope, Store, Term, Wish, own_subject};
use returns::{Members, Release, Return, Returns, Share, Sign, Signs};

use kit::{Result, get, run, tell, timed};

/// Months of returns in each cell.
const MONTHS: i32 = 24;
/// Commands handed in at once.
const GROUP: usize = 4_000;

fn main() -> Result<()> {
    match kit::child() {
        Some((part, dir)) => child(&part, &dir),
        None => parent(),
    }
}

fn parent() -> Result<()> {
    let cells = kit::size("--cells", 100_000);
    let kept = tempfile::tempdir()?;
    let dir = kept.path();
    run("found", dir, &["--cells".into(), cells.to_string()])?;
    println!("{cells} cells with {MONTHS} months of returns each");
    let (floor, health) = (run("floor", dir, &[])?, run("health", dir, &[])?);
    kit::line("health from nothing", &health, &floor, "all");
    for (what, name) in [
        ("  of it reading the tables", "picture"),
        ("  scores", "scores"),
        ("  sums at every unit", "whole"),
        ("  first steps", "steps"),
    ] {
        println!(
            "{what:<34} {:>8.2} s {:>8.2} CPU s",
            get(&health, &format!("{name}.wall")),
            get(&health, &format!("{name}.cpu"))
        );
    }
    println!(
        "  memory {:.0} MB (floor {:.0}), {:.2} µs a cell",
        get(&health, "peak"),
        get(&floor, "peak"),
        get(&health, "all.wall") / cells as f64 * 1e6
    );
    println!(
        "after one new return: {:.3} ms to read it, score its cell and change the sums above ({:.3} ms with all first steps ranked again); its commit {:.2} ms",
        get(&health, "one") * 1e3,
        get(&health, "ranked") * 1e3,
        get(&health, "commit") * 1e3
    );
    Ok(())
}

fn child(part: &str, dir: &Path) -> Result<()> {
    let org = dir.join("org");
    match part {
        "found" => found(dir, kit::size("--cells", 1))?,
        "floor" => floor(&org)?,
        _ => health(&mut kit::store(&org)?)?,
    }
    kit::tell_peak()
}

fn health(store: &mut Store) -> Result<()> {
    let as_of: Day = kit::NOW[..10].parse()?;
    let begun = Instant::now();
    let (mut picture, mut healths, parents, mut sums) = timed("all", || {
        let picture = timed("picture", || Ok(health::picture(&store.look(), as_of)?))?;
        let healths = timed("scores", || Ok(picture.healths()))?;
        let parents = picture.parents();
        let sums = timed("whole", || Ok(health::whole(&healths, &parents)))?;
        let root = root(&parents, &healths)?;
        let steps =
            timed("steps", || Ok(health::first_steps(healths.iter().map(|h| (h, None)), &sums[&root]).ranked.len()))?;
        tell("steps", steps as f64);
        Ok((picture, healths, parents, sums))
    })?;
    tell("from-nothing", begun.elapsed().as_secs_f64());

    // One cell that met tells the last month anew, as one in which it did not.
    let half = picture.cells.len() / 2;
    let met = |cell: &health::Cell| cell.returns.last().is_some_and(|month| month.held > 0);
    let at = half + picture.cells[half..].iter().position(met).ok_or("no cell that met")?;
    let cell = &mut picture.cells[at];
    let last = cell.returns.last().ok_or("no returns")?.clone();
    let told = Return { held: 0, counted: 0, quorate: 0, present: None, ..last };
    let wish = released(cell.unit, vec![told], Moment(as_of.start().0))?;
    let begun = Instant::now();
    store.act(&[wish]).remove(0)?;
    tell("commit", begun.elapsed().as_secs_f64());

    let begun = Instant::now();
    let now: Returns = store.look().subject(cell.unit, own_subject(cell.unit))?.ok_or("no returns")?;
    cell.returns = now.months.into_values().collect();
    let new = health::score(cell, &picture.baseline, as_of);
    health::change(&mut sums, &parents, Some(&healths[at]), &new);
    tell("one", begun.elapsed().as_secs_f64());
    if new == healths[at] {
        return Err("the new return changed nothing".into());
    }
    healths[at] = new;
    let root = root(&parents, &healths)?;
    let steps = health::first_steps(healths.iter().map(|h| (h, None)), &sums[&root]);
    tell("ranked", begun.elapsed().as_secs_f64());
    let whole = health::whole(&healths, &parents);
    if whole != sums || steps.ranked.is_empty() {
        return Err("the sums that were changed are not those from nothing".into());
    }
    Ok(())
}

fn root(parents: &std::collections::BTreeMap<UnitId, UnitId>, healths: &[health::Health]) -> Result<UnitId> {
    let mut unit = healths.first().ok_or("no cells")?.unit;
    while let Some(above) = parents.get(&unit) {
        unit = *above;
    }
    Ok(unit)
}

/// Reads the same rows, and adds their bytes up.
fn floor(org: &Path) -> Result<()> {
    let read = rusqlite::Connection::open(org.join("read.db"))?;
    let sum = timed("all", || {
        let mut sum = 0;
        for sql in [
            "SELECT unit, parent, name FROM unit",
            "SELECT book, packed FROM return_list",
            "SELECT book, met, told FROM sign_list",
        ] {
            let mut query = read.prepare(sql)?;
            let columns = query.column_count();
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let bytes = row.get_ref(column)?;
                    sum += bytes.as_bytes().map_or(1, |bytes| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>());
                }
            }
        }
        Ok(sum)
    })?;
    tell("sum", sum as f64);
    Ok(())
}

/// An organisation whose cells told their signs and returns through commands, as their keeper does.
fn found(dir: &Path, cells: u64) -> Result<()> {
    let org = kit::found(dir, cells)?;
    let mut store = kit::store(&org)?;
    let units = store.look().units(Scope::Node)?;
    let cells = units.iter().filter(|unit| unit.kind == UnitKind::Cell).collect::<Vec<_>>();
    for (number, some) in cells.chunks(GROUP / 2).enumerate() {
        let mut wishes = vec![];
        for (n, cell) in some.iter().enumerate() {
            wishes.extend(life(cell.id, (number * GROUP + n) as i32)?);
        }
        for outcome in store.act(&wishes) {
            outcome?;
        }
    }
    Ok(())
}

/// Two years of a cell that meets every second or third week, some better than others.
fn life(unit: UnitId, n: i32) -> Result<Vec<Wish>> {
    let end: Day = "2026-10-31".parse()?;
    let (step, vigour) = (14 + 7 * (n % 2), 2 + n % 5);
    let days = (0..730 / step).rev().filter(|back| (back + n) % 7 < vigour + 1).map(|back| (end.plus(-back * step), 1));
    let days = days.collect::<Vec<(Day, u32)>>();
    let last = end.month();
    let month = |back: i32| {
        let month = last.plus(-back);
        let held = days.iter().filter(|(day, _)| day.month() == month).count() as u32;
        let (due, share) =
            (30 / step as u32, |part: i32, of: i32| Share { part: part.clamp(0, of) as u32, of: of as u32 });
        Return {
            month,
            rule: returns::RULE,
            due: Some(due),
            held,
            counted: held,
            quorate: held.min((vigour + back % 2) as u32 / 2),
            present: (held > 0).then(|| share(4 * held as i32 + vigour + back % 3, 9 * held as i32)),
            members: Members::Counted((6 + n % 17) as u32),
            joined: None,
            welcomed: (back % 6 == 0).then(|| share(vigour, 6)),
            kept: Some(share(5 + vigour, 12)),
            minutes: share(vigour / 2, held as i32),
            confirmed: share(vigour / 3, held as i32),
            worked: (back % 2 == 0).then(|| share(vigour, 7)),
            deputy: Some(n % 3 != 0),
            turns: Some(share(2 + vigour % 3, 6)),
            cared: (back % 3 == 0).then(|| share(4 + vigour, 12)),
            answered: (back % 4 == 0).then(|| share(5, 9)),
            pulse: (back % 6 == 0).then(|| share(7 + vigour, 15)),
            settled: (back % 5 == 0).then(|| share(vigour % 2, 1)),
            carried: (back % 3 == 0).then(|| share(vigour.min(2), 2)),
            late: false,
            bulk: false,
            closing: false,
        }
    };
    let told = (0..MONTHS).rev().map(month).collect::<Vec<Return>>();
    let now = Moment(Month(last.0).last().plus(8).start().0);
    let met = Wish::new::<Signs>(fresh()?, unit, own_subject(unit), Term::Keeper, now, &Sign::Met(days.clone()))?;
    Ok(vec![met, released(unit, told, now)?])
}

fn released(unit: UnitId, returns: Vec<Return>, now: Moment) -> Result<Wish> {
    let release = Release::Released { returns, record: Default::default(), bulletin: Default::default() };
    Ok(Wish::new::<Returns>(fresh()?, unit, own_subject(unit), Term::Keeper, now, &release)?)
}

fn fresh() -> Result<CommandId> {
    let mut id = CommandId::default();
    getrandom::fill(&mut id.0)?;
    Ok(id)
}
