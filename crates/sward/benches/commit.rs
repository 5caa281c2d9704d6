//! One acknowledged commit, and a thousand callers at once, beside a raw sync and a bare commit of one
//! row in the same minute; and the syncs of each, counted from outside.
//!
//! `cargo bench --bench commit -- --commits 400`

mod kit;

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use book::{CommandId, SubjectId, UnitId};
use ledger::{Ledger, Scope, Term, Wish};
use member::Member;
use rusqlite::Connection;

use kit::{Figures, Result, get, run, tell};

/// Callers at once.
const CALLERS: usize = 1_000;
/// Commands of each.
const TURNS: usize = 10;
/// Bytes of one raw append.
const BLOCK: usize = 4096;

fn main() -> Result<()> {
    match kit::child() {
        Some((part, dir)) => child(&part, &dir),
        None => parent(),
    }
}

fn parent() -> Result<()> {
    let commits = kit::size("--commits", 400);
    let kept = tempfile::tempdir()?;
    let dir = kept.path();
    found(dir)?;
    let more = ["--commits".to_string(), commits.to_string()];
    let figures = |part: &str| -> Result<Figures> { run(part, dir, &more) };
    let floor = figures("floor")?;
    let one = figures("one")?;
    println!("one at a time, {commits} times:                 p50         p99        a second");
    for (name, of) in [("append 4 KiB and fdatasync", "sync"), ("one row, one commit (SQLite)", "row")] {
        latency(name, &floor, of);
    }
    latency("one command, acknowledged", &one, "one");
    println!(
        "  ratio to a raw sync {:.2}, to a bare commit {:.2} (p50); {:.0} µs CPU each",
        get(&one, "one.p50") / get(&floor, "sync.p50"),
        get(&one, "one.p50") / get(&floor, "row.p50"),
        get(&one, "one.cpu") / commits as f64 * 1e6
    );
    println!("{CALLERS} callers at once, {TURNS} commands each:");
    let singly = get(&one, "one.rate");
    let parts = [
        ("one-book", "all in one book"),
        ("many-books", "each in a book of its own"),
        ("handed-in", "one book, handed in by one"),
    ];
    for (part, name) in parts {
        let many = figures(part)?;
        let rate = get(&many, "rate");
        println!(
            "  {name:<28} {rate:>8.0} a second, {:.1} times one at a time; {:.1} µs CPU each",
            rate / singly,
            get(&many, "cpu") / (CALLERS * TURNS) as f64 * 1e6
        );
    }
    let rows = get(&floor, "rows.rate");
    println!(
        "  {:<28} {rows:>8.0} a second, {:.1} times one at a time",
        "bare rows, 1,000 a commit",
        rows / get(&floor, "row.rate")
    );
    for part in ["one", "one-book", "many-books", "idle"] {
        match syncs(part, dir) {
            Ok(counted) => println!("syncs of {part:<12} {counted}"),
            Err(why) => println!("syncs of {part:<12} not counted: {why}"),
        }
    }
    Ok(())
}

fn latency(name: &str, figures: &Figures, of: &str) {
    let [p50, p99, rate] = ["p50", "p99", "rate"].map(|what| get(figures, &format!("{of}.{what}")));
    println!("  {name:<36} {:>8.3} ms {:>8.3} ms {rate:>12.0}", p50 * 1e3, p99 * 1e3);
}

/// Counts the syncs of a part, by file, as strace sees them.
fn syncs(part: &str, dir: &Path) -> Result<String> {
    let trace = dir.join("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-e", "trace=fsync,fdatasync,sync_file_range", "-o"]).arg(&trace);
    strace.arg(std::env::current_exe()?).args(["--child", part]).arg(dir).args(["--commits", "100"]);
    kit::read(&mut strace)?;
    let traced = std::fs::read_to_string(trace)?;
    let count = |name: &str| {
        let of = |line: &&str| line.contains("sync(") && line.contains(name);
        traced.lines().filter(of).count()
    };
    let files = ["books.db-wal", "keys.db-wal", "read.db-wal", "books.db>", "keys.db>", "read.db>", "node.db"];
    let counts = files.map(|name| (name.trim_end_matches('>'), count(name)));
    let counted = counts.iter().filter(|(_, count)| *count > 0);
    Ok(counted.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", "))
}

fn child(part: &str, dir: &Path) -> Result<()> {
    let commits = kit::size("--commits", 100) as usize;
    if part == "floor" {
        return floor(dir, commits);
    }
    let org = dir.join("org");
    let store = kit::store(&org)?;
    let units = store.look().units(Scope::Node)?;
    let root = units.iter().find(|unit| unit.parent.is_none()).ok_or("no root")?.id;
    let cells =
        units.iter().filter(|unit| unit.kind == charter::UnitKind::Cell).map(|cell| cell.id).collect::<Vec<_>>();
    let actor = Term::Office { unit: root, office: charter::Office::Organiser, number: 1 };
    let ledger = Ledger::new(store, &org);
    match part {
        "idle" => Ok(()),
        "one" => one(&ledger, actor, cells[0], commits),
        "one-book" => many(&ledger, actor, &cells[..1]),
        "many-books" => many(&ledger, actor, &cells),
        "handed-in" => handed_in(&ledger, actor, cells[0]),
        other => Err(format!("no part {other}").into()),
    }
}

/// An organisation with a cell for each caller.
fn found(dir: &Path) -> Result<()> {
    let org = dir.join("org");
    kit::sward(&org, &["init", "The whole", "--code", "root"])?;
    let path = dir.join("units.csv");
    let mut units = std::fs::File::create(&path)?;
    writeln!(units, "unit,parent,kind,name")?;
    for cell in 0..CALLERS {
        writeln!(units, "c{cell},root,cell,Cell {cell}")?;
    }
    kit::sward(&org, &["import", "units", &path.to_string_lossy()])?;
    Ok(())
}

fn join(cell: UnitId, actor: Term) -> Result<Wish> {
    let mut random = [0; 32];
    getrandom::fill(&mut random)?;
    let (mut id, mut person) = (CommandId::default(), SubjectId::default());
    id.0.copy_from_slice(&random[..16]);
    person.0.copy_from_slice(&random[16..]);
    let command = member::Command::Join { code: None, day: None, left: None, details: None, bulk: false };
    Ok(Wish::new::<Member>(id, cell, person, actor, charter::calendar::Moment(0), &command)?)
}

fn one(ledger: &Ledger, actor: Term, cell: UnitId, commits: usize) -> Result<()> {
    let wishes = (0..commits).map(|_| join(cell, actor)).collect::<Result<Vec<_>>>()?;
    let before = kit::cpu()?;
    let times = wishes.into_iter().map(|wish| {
        let begun = Instant::now();
        ledger.act(wish)?;
        Ok(begun.elapsed())
    });
    tell_times("one", times.collect::<Result<Vec<_>>>()?);
    tell("one.cpu", kit::cpu()? - before);
    Ok(())
}

fn many(ledger: &Ledger, actor: Term, cells: &[UnitId]) -> Result<()> {
    let wishes =
        |caller: usize| (0..TURNS).map(|_| join(cells[caller % cells.len()], actor)).collect::<Result<Vec<_>>>();
    let wishes = (0..CALLERS).map(wishes).collect::<Result<Vec<_>>>()?;
    let ready = Barrier::new(CALLERS + 1);
    let (took, before) = std::thread::scope(|scope| -> Result<(Duration, f64)> {
        let mut callers = vec![];
        for mine in wishes {
            let ready = &ready;
            let call = move || -> ledger::Result<()> {
                ready.wait();
                mine.into_iter().try_for_each(|wish| ledger.act(wish).map(drop))
            };
            callers.push(std::thread::Builder::new().stack_size(64 * 1024).spawn_scoped(scope, call)?);
        }
        ready.wait();
        let (begun, before) = (Instant::now(), kit::cpu()?);
        for caller in callers {
            caller.join().map_err(|_| "a caller failed")??;
        }
        Ok((begun.elapsed(), before))
    })?;
    tell("rate", (CALLERS * TURNS) as f64 / took.as_secs_f64());
    tell("cpu", kit::cpu()? - before);
    Ok(())
}

/// As many commands under way, without a thread for each: what the writer alone can do.
fn handed_in(ledger: &Ledger, actor: Term, cell: UnitId) -> Result<()> {
    let wishes = (0..CALLERS * TURNS).map(|_| join(cell, actor)).collect::<Result<Vec<_>>>()?;
    let (begun, before) = (Instant::now(), kit::cpu()?);
    for some in wishes.chunks(CALLERS) {
        let answers = some.iter().map(|wish| ledger.hand_in(wish.clone())).collect::<ledger::Result<Vec<_>>>()?;
        for answer in answers {
            answer.recv()??;
        }
    }
    tell("rate", (CALLERS * TURNS) as f64 / begun.elapsed().as_secs_f64());
    tell("cpu", kit::cpu()? - before);
    Ok(())
}

/// A raw sync, a commit of one row, and commits of a thousand rows.
fn floor(dir: &Path, commits: usize) -> Result<()> {
    let mut file = std::fs::File::create(dir.join("raw"))?;
    let syncs = (0..commits).map(|_| {
        let begun = Instant::now();
        file.write_all(&[7; BLOCK])?;
        file.sync_data()?;
        Ok(begun.elapsed())
    });
    tell_times("sync", syncs.collect::<Result<Vec<_>>>()?);
    let rows = Connection::open(dir.join("floor.db"))?;
    rows.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    rows.pragma_update(None, "synchronous", "FULL")?;
    rows.execute_batch("CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")?;
    let mut insert = rows.prepare("INSERT INTO entry (body) VALUES (?)")?;
    let single = (0..commits).map(|_| {
        let begun = Instant::now();
        insert.execute([[7; 200]])?;
        Ok(begun.elapsed())
    });
    tell_times("row", single.collect::<Result<Vec<_>>>()?);
    let begun = Instant::now();
    for _ in 0..TURNS {
        rows.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..CALLERS {
            insert.execute([[7; 200]])?;
        }
        rows.execute_batch("COMMIT")?;
    }
    tell("rows.rate", (TURNS * CALLERS) as f64 / begun.elapsed().as_secs_f64());
    Ok(())
}

fn tell_times(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64();
    tell(&format!("{name}.p50"), at(50));
    tell(&format!("{name}.p99"), at(99));
    let sum = times.iter().map(Duration::as_secs_f64).sum::<f64>();
    tell(&format!("{name}.rate"), times.len() as f64 / sum);
}
