//! How a policy that 100,000 cells answer stands at the whole tree, right after each new report.
//!
//! `cargo bench --bench policy -- --cells 100000`

mod kit;

use std::path::Path;
use std::time::Instant;

use book::{CommandId, SubjectId, Text, UnitId};
use charter::calendar::{Day, Moment};
use charter::offices::{Command as Begin, Offices};
use charter::{Office, Subject, UnitKind};
use ledger::{Scope, Store, Term, Wish, own_subject};
use policy::{Command, Outcome, Policy, Reason, Respond, Response, Texts, branches, standing};
use rusqlite::params;

use kit::{Result, get, run, tell, timed};

/// Commands handed in at once.
const GROUP: usize = 4_000;
/// Reports after each of which the whole tree is counted.
const REPORTS: usize = 100;
const POLICY: SubjectId = SubjectId([7; 16]);

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
    let (floor, own) = (run("floor", dir, &[])?, run("stand", dir, &[])?);
    println!("{cells} cells, of which nine in ten have answered");
    println!(
        "the tree, once: {:.0} ms; the standing after each report: median {:.1} ms, worst {:.1} ms (its commit {:.1} ms); \
         the same rows read and nothing else: {:.1} ms; ratio {:.1}",
        get(&own, "tree.wall") * 1e3,
        get(&own, "median") * 1e3,
        get(&own, "worst") * 1e3,
        get(&own, "commit") * 1e3,
        get(&floor, "median") * 1e3,
        get(&own, "median") / get(&floor, "median"),
    );
    Ok(())
}

fn child(part: &str, dir: &Path) -> Result<()> {
    let org = dir.join("org");
    match part {
        "found" => found(dir, kit::size("--cells", 1))?,
        "floor" => floor(&org)?,
        _ => stand(&mut kit::store(&org)?)?,
    }
    kit::tell_peak()
}

fn stand(store: &mut Store) -> Result<()> {
    let root = store.look().root()?.ok_or("no root")?.id;
    let policy: Policy = store.look().subject(root, POLICY)?.ok_or("no policy")?;
    let tree = timed("tree", || Ok(branches(&store.look(), root)?))?;
    let units = store.look().units(Scope::Node)?;
    let cells = units.iter().filter(|unit| unit.kind == UnitKind::Cell).step_by(10).take(REPORTS);
    let (mut spent, mut commits, mut before) = (vec![], vec![], None);
    for cell in cells {
        let begun = Instant::now();
        store.act(&[say::<Response>(cell.id, POLICY, secretary(cell.id), &report(Outcome::Done))?]).remove(0)?;
        commits.push(begun.elapsed());
        let begun = Instant::now();
        let stands = standing(&store.look(), POLICY, &policy, &tree)?;
        spent.push(begun.elapsed());
        let done = stands.whole.reported[0];
        if before.is_some_and(|before| done != before + 1) {
            return Err("a report was not counted".into());
        }
        before = Some(done);
    }
    spent.sort();
    commits.sort();
    tell("median", spent[spent.len() / 2].as_secs_f64());
    tell("worst", spent[spent.len() - 1].as_secs_f64());
    tell("commit", commits[commits.len() / 2].as_secs_f64());
    Ok(())
}

/// Reads the same rows as often, and adds up what stands in them.
fn floor(org: &Path) -> Result<()> {
    let read = rusqlite::Connection::open(org.join("read.db"))?;
    let mut query =
        read.prepare("SELECT book, said, version, heard, figure, answered FROM response_list WHERE id = ?")?;
    let mut spent = vec![];
    for _ in 0..REPORTS {
        let begun = Instant::now();
        let (mut rows, mut sum) = (query.query(params![POLICY.0])?, 0);
        while let Some(row) = rows.next()? {
            sum += (0..6)
                .map(|at| row.get::<_, Option<i64>>(at).map(|n| n.unwrap_or(0)))
                .sum::<rusqlite::Result<i64>>()?;
        }
        spent.push(begun.elapsed());
        tell("sum", sum as f64);
    }
    spent.sort();
    tell("median", spent[spent.len() / 2].as_secs_f64());
    Ok(())
}

/// An organisation that has adopted a policy, to which nine cells in ten said something through commands.
fn found(dir: &Path, cells: u64) -> Result<()> {
    let mut store = kit::store(&kit::found(dir, cells)?)?;
    let root = store.look().root()?.ok_or("no root")?.id;
    let organiser = Term::Office { unit: root, office: Office::Organiser, number: 1 };
    let texts = Texts { text: Text("Visit everybody.".into()), ..Texts::default() };
    let write = Command::Write { from: 0, title: Text("Visits".into()), outline: Default::default(), texts };
    for command in [write, Command::Adopt(1)] {
        store.act(&[say::<Policy>(root, POLICY, organiser, &command)?]).remove(0)?;
    }
    let units = store.look().units(Scope::Node)?;
    let cells = units.iter().filter(|unit| unit.kind == UnitKind::Cell).collect::<Vec<_>>();
    for (at, some) in cells.chunks(GROUP).enumerate() {
        let begin = Begin::Begin { office: Office::Secretary, below: false, until: None };
        let mut wishes = vec![];
        for cell in some {
            wishes.push(say::<Offices>(cell.id, own_subject(cell.id), organiser, &begin)?);
        }
        store.act(&wishes).into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        wishes.clear();
        for (n, cell) in some.iter().enumerate().filter(|(n, _)| n % 10 > 0) {
            let respond = match (at + n) % 5 {
                0 => Respond::Object { version: 1, reason: Reason::Means, text: Text("We cannot.".into()) },
                1 => report(Outcome::Partly),
                _ => report(Outcome::Done),
            };
            wishes.push(say::<Response>(cell.id, POLICY, secretary(cell.id), &respond)?);
        }
        store.act(&wishes).into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
    }
    Ok(())
}

fn report(outcome: Outcome) -> Respond {
    Respond::Report { version: 1, outcome, figure: Some(3), story: None }
}

fn secretary(unit: UnitId) -> Term {
    Term::Office { unit, office: Office::Secretary, number: 1 }
}

fn say<S: Subject>(unit: UnitId, subject: SubjectId, actor: Term, command: &S::Command) -> Result<Wish> {
    let mut id = CommandId::default();
    getrandom::fill(&mut id.0)?;
    let now: Day = kit::NOW[..10].parse()?;
    Ok(Wish::new::<S>(id, unit, subject, actor, Moment(now.start().0), command)?)
}
