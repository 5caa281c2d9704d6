//! Pages under load, each beside a bare axum handler that runs the same queries and writes as many bytes. The cell whose
//! pages are asked for has lived two years; its public page stands beside a handler that asks nothing.
//!
//! `cargo bench --bench pages -- --members 1000000 --requests 20000`; with `--encrypt` an encrypted folder beside a
//! plain one.

mod kit;
#[path = "kit/life.rs"]
mod life;
#[path = "kit/queries.rs"]
mod queries;

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use account::{Accounts, Link, Notes, Viewer};
use axum::Router;
use axum::routing::get as route;
use book::{PersonId, SubjectId, UnitId};
use charter::access::{Reader, Seen, What};
use charter::calendar::Moment;
use ledger::{Scope, Term};
use rusqlite::Connection;
use web::{Address, Server};

use kit::{Figures, Result, get, run, tell};
use queries::Query;

/// Connections at once.
const CONNECTIONS: usize = 32;
/// Members of a usual cell, and of the one whose people are listed.
const CELL: u64 = 10;
const LARGE: u64 = 50;
/// Cells in a region.
const REGION: u64 = 100;
const PAGES: [(&str, &str); 4] =
    [("week", "a cell's week"), ("public", "a public page"), ("people", "50 members"), ("whole", "the whole")];

fn main() -> Result<()> {
    match kit::child() {
        Some((part, dir)) => child(&part, &dir),
        None => parent(),
    }
}

fn parent() -> Result<()> {
    let members = kit::size("--members", 1_000_000);
    let kept = tempfile::tempdir()?;
    found(kept.path(), members)?;
    let more = ["--requests".to_string(), kit::size("--requests", 20_000).to_string()];
    println!("{members} members in {} cells; {CONNECTIONS} connections", members / CELL);
    for (page, name) in PAGES {
        let figures = |how: &str| -> Result<Figures> { run(&format!("{how} {page}"), kept.path(), &more) };
        let (first, second) = if kit::encrypts() { ("encrypted", "own") } else { ("own", "bare") };
        let (own, bare) = (figures(first)?, figures(second)?);
        let told = |figures: &Figures| {
            let ms = |name| get(figures, name) * 1e3;
            format!("{:>8.0} a second, p50 {:.2} ms, p99 {:.2} ms", get(figures, "rate"), ms("p50"), ms("p99"))
        };
        println!("{name:<16} {}", told(&own));
        println!("  {:<14} {}", if kit::encrypts() { "in plain" } else { "bare handler" }, told(&bare));
        println!("  ratio {:.2}; {:.1} kB", get(&own, "rate") / get(&bare, "rate"), get(&own, "bytes") / 1e3);
        if page == "week" && !kit::encrypts() {
            let alone = run("alone week", kept.path(), &[])?;
            let (still, after, bare) = (get(&alone, "still"), get(&alone, "after"), get(&alone, "bare"));
            println!("  one at a time  {:.0} µs; bare {:.0} µs, ratio {:.2}", still * 1e6, bare * 1e6, bare / still);
            let floor = get(&alone, "bare-after");
            println!("  after a write  {:.0} µs; bare {:.0} µs, ratio {:.2}", after * 1e6, floor * 1e6, floor / after);
        }
    }
    let access = run("access people", kept.path(), &[])?;
    let (page, check, note) = (get(&access, "page"), get(&access, "check"), get(&access, "note"));
    let share = |part: f64| part / (page - check - note) * 100.0;
    println!("one page of 50 members at a time: {:.0} µs", page * 1e6);
    println!("  who may see it: {:.1} µs, adds {:.1} %", check * 1e6, share(check));
    println!("  the note of a reading that is noted: {:.2} µs, adds {:.2} %", note * 1e6, share(note));
    println!("  the first reading of a day, on the disk: {:.0} µs", get(&access, "first") * 1e6);
    let rest = run("rest one", kept.path(), &[])?;
    println!("a one-cell node at rest: {:.1} MB resident", get(&rest, "resident"));
    Ok(())
}

fn found(dir: &Path, members: u64) -> Result<()> {
    let cells = members / CELL;
    let (units, people) = (dir.join("units.csv"), dir.join("members.csv"));
    let mut file = BufWriter::new(std::fs::File::create(&units)?);
    writeln!(file, "unit,parent,kind,name")?;
    for region in 0..cells.div_ceil(REGION) {
        writeln!(file, "r{region},root,region,Region {region}")?;
    }
    for cell in 0..cells {
        writeln!(file, "c{cell},r{},cell,Cell {cell}", cell / REGION)?;
    }
    file.flush()?;
    let mut file = BufWriter::new(std::fs::File::create(&people)?);
    writeln!(file, "person,unit,name,joined")?;
    for person in 0..members + LARGE - CELL {
        let cell = if person < members { person / CELL } else { 0 };
        let name = name(person);
        writeln!(file, "p{person},c{cell},{name},2023-0{}-11", 1 + person % 9)?;
    }
    file.flush()?;
    let encrypted = kit::encrypts().then_some(("encrypted", true));
    for (name, with) in [("org", true), ("one", false)].into_iter().chain(encrypted) {
        let org = dir.join(name);
        if name == "encrypted" {
            kit::encrypt(&org)?;
        }
        kit::sward(&org, &["init", "The whole", "--code", "root"])?;
        match with {
            true => {
                kit::sward(&org, &["import", "units", &units.to_string_lossy()])?;
                kit::sward(&org, &["import", "members", &people.to_string_lossy()])?;
            }
            false => drop(kit::sward(&org, &["unit", "found", "root", "Cell"])?),
        }
        kit::sward(&org, &["office", "begin", if with { "c0" } else { "Cell" }, "secretary"])?;
        if with {
            life::live(&org)?;
        }
    }
    Ok(())
}

/// A name as unlike the others as numbers make it.
fn name(person: u64) -> String {
    let mut letters = person.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut word = || {
        let letter = |n: u64| char::from(b'a' + (n % 26) as u8);
        let word = (0..7).map(|at| letter(letters >> (5 * at))).collect::<String>();
        letters = letters.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(31);
        word
    };
    format!("{} {}", word(), word())
}

fn child(part: &str, dir: &Path) -> Result<()> {
    let (how, page) = part.split_once(' ').ok_or("a part")?;
    let org = dir.join(match how {
        "rest" => "one",
        "encrypted" => how,
        _ => "org",
    });
    let store = kit::store(&org)?;
    let units = store.look().units(Scope::Node)?;
    let root = units.iter().find(|unit| unit.parent.is_none()).ok_or("no root")?.id;
    let code = if how == "rest" { None } else { Some("c0") };
    let cell = units.iter().find(|unit| unit.code.as_deref() == code && unit.parent.is_some()).ok_or("no cell")?.id;
    let now = charter::calendar::Zone::UTC.moment(kit::NOW).map_err(|_| "no moment")?;
    if how == "access" {
        return access(&org, store, cell, now);
    }
    let server =
        Arc::new(Server::new(store, kit::folder(&org)?, sward::pages::site(), Box::new(move || now), random())?);
    let office = |unit, office| Term::Office { unit, office, number: 1 };
    let viewer = match page {
        "whole" => Viewer { unit: root, term: Some(office(root, charter::Office::Organiser)), person: None },
        _ => Viewer { unit: cell, term: Some(office(cell, charter::Office::Secretary)), person: None },
    };
    let path = match page {
        "public" => public_page::pages::address(cell),
        "people" => viewer.unit.address() + "/people",
        _ => viewer.unit.address(),
    };
    let link = server.invite(&viewer)?;
    let mut secret = [0; 16];
    random()(&mut secret);
    let fresh = [secret, secret.map(|byte| !byte)];
    let session = Accounts::open(kit::folder(&org)?)?
        .enter(link.trim_start_matches("/in#"), "", now, fresh, |_| Ok(false))?
        .ok_or("no session")?;
    let session = if page == "public" { String::new() } else { session.token };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let own = listen(&runtime, server.clone().router())?;
    let body = fetch(own, &path, &session)?;
    match how {
        "own" | "encrypted" => load(own, &path, &session, body.len()),
        "bare" | "alone" => {
            let asked = queries::of(&org, &viewer, root, page)?;
            let bare = listen(&runtime, bare(&org, asked, body.clone(), session.clone(), now)?)?;
            match how {
                "bare" => load(bare, "/", &session, body.len()),
                _ => alone(&org, (own, &path), bare, &session),
            }
        }
        _ => {
            std::thread::sleep(Duration::from_secs(1));
            let status = std::fs::read_to_string("/proc/self/status")?;
            let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
            let kilobytes: f64 = resident.trim().trim_end_matches(" kB").parse()?;
            tell("resident", kilobytes / 1024.0);
            Ok(())
        }
    }
}

/// One page at a time: while nobody writes, right after somebody did, and the floor.
fn alone(org: &Path, (own, path): (u16, &str), bare: u16, session: &str) -> Result<()> {
    let (mut own, mut bare, file) = (Wire::open(own)?, Wire::open(bare)?, Connection::open(org.join("read.db"))?);
    tell("bare", median(|| bare.get("/", session).map(drop))?);
    tell("still", median(|| own.get(path, session).map(drop))?);
    let after = |wire: &mut Wire, path: &str| -> Result<f64> {
        let mut took = vec![];
        for _ in 0..1_000 {
            // Any commit of anybody else makes a look forget what was read before it, and SQLite its pages.
            file.execute("UPDATE meta SET value = value + 1 WHERE name = 'state'", [])?;
            let begun = Instant::now();
            wire.get(path, session)?;
            took.push(begun.elapsed().as_secs_f64());
        }
        took.sort_by(f64::total_cmp);
        Ok(took[took.len() / 2])
    };
    tell("after", after(&mut own, path)?);
    tell("bare-after", after(&mut bare, "/")?);
    Ok(())
}

/// What a page asks to know who may see it, and what noting a reading takes, beside the page that does both.
fn access(org: &Path, store: ledger::Store, cell: UnitId, now: Moment) -> Result<()> {
    let (site, today) = (sward::pages::site(), charter::calendar::Zone::UTC.day(now));
    let person = *member::roll(&store.look(), cell, today)?.first().ok_or("nobody")?;
    let (accounts, notes) = (Accounts::open(org)?, Notes::open(org)?);
    let link =
        accounts.invite(&Link::to(Viewer { unit: cell, term: None, person: Some(person) }, None), now, [1; 16])?;
    let session = accounts.enter(&link, "", now, [[2; 16], [3; 16]], |_| Ok(false))?.ok_or("no session")?.token;
    let seen = |of| Seen { what: What::Person, of: Some(PersonId(SubjectId([of; 16]))), who: Reader::Person(person) };
    // As a page asks it while nobody writes, with the snapshot that it opens for that.
    let ledger = ledger::Ledger::new(kit::store(org)?, kit::folder(org)?);
    let check = median(|| {
        let known = accounts.session(&session, now)?.ok_or("no session")?;
        let person = known.viewer.person.ok_or("nobody")?;
        let found = ledger.look(|look| {
            let belongs = (site.belongs)(look, cell, person, today)?;
            belongs.map(|belongs| (site.holds)(look, cell, belongs)).transpose()?;
            look.unit(Scope::Below(cell), cell)
        })?;
        found.map(drop).ok_or("not there".into())
    })?;
    drop(ledger);
    let note = median(|| Ok(notes.put(today, &[(cell, seen(0))])?))?;
    let begun = Instant::now();
    (1..=100).try_for_each(|of| notes.put(today, &[(cell, seen(of))]))?;
    tell("first", begun.elapsed().as_secs_f64() / 100.0);
    let server = Arc::new(Server::new(store, org, site, Box::new(move || now), random())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut wire = Wire::open(listen(&runtime, server.router())?)?;
    let path = cell.address() + "/people";
    tell("page", median(|| wire.get(&path, &session).map(drop))?);
    tell("check", check);
    tell("note", note);
    Ok(())
}

/// The middle one of many times, in seconds.
fn median(mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut took = (0..5_000)
        .map(|_| {
            let begun = Instant::now();
            work().map(|()| begun.elapsed().as_secs_f64())
        })
        .collect::<Result<Vec<_>>>()?;
    took.sort_by(f64::total_cmp);
    Ok(took[took.len() / 2])
}

fn random() -> ledger::Random {
    Box::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap_or_else(|_| std::process::abort()))
}

fn listen(runtime: &tokio::runtime::Runtime, router: Router) -> Result<u16> {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let port = listener.local_addr()?.port();
    runtime.spawn(async move { axum::serve(listener, router).await });
    Ok(port)
}

/// The floor: who it is, the same rows, and a body that is there already; for a public page nothing but the body.
fn bare(org: &Path, asked: Vec<Query>, body: Vec<u8>, session: String, now: Moment) -> Result<Router> {
    let accounts = Arc::new(Accounts::open(org)?);
    let pool: Arc<Mutex<Vec<Connection>>> = Arc::default();
    let (path, body) = (org.join("read.db"), axum::body::Bytes::from(body));
    if session.is_empty() {
        return Ok(Router::new().route("/", route(move || std::future::ready(body.clone()))));
    }
    let answer = move || {
        let viewer = accounts.session(&session, now);
        let kept = pool.lock().ok().and_then(|mut pool| pool.pop());
        let file = kept.map_or_else(|| opened(&path), Ok);
        let rows = file.and_then(|file| {
            let mut bytes: usize = 0;
            file.prepare_cached("BEGIN")?.execute([])?;
            for (sql, bound) in &asked {
                let mut read = file.prepare_cached(sql)?;
                let mut rows = read.query(rusqlite::params_from_iter(bound))?;
                while let Some(row) = rows.next()? {
                    bytes += row.get_ref(0)?.as_bytes_or_null().ok().flatten().map_or(0, <[u8]>::len);
                }
            }
            file.prepare_cached("COMMIT")?.execute([])?;
            if let Ok(mut pool) = pool.lock() {
                pool.push(file);
            }
            Ok(bytes)
        });
        let body = body.clone();
        async move {
            match (viewer, rows) {
                (Ok(Some(_)), Ok(_)) => (axum::http::StatusCode::OK, body),
                _ => (axum::http::StatusCode::INTERNAL_SERVER_ERROR, body),
            }
        }
    };
    Ok(Router::new().route("/", route(answer)))
}

fn opened(path: &Path) -> rusqlite::Result<Connection> {
    let file = Connection::open(path)?;
    file.set_prepared_statement_cache_capacity(256);
    file.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(file)
}

/// Sends requests over so many connections, one after another on each.
fn load(port: u16, path: &str, session: &str, bytes: usize) -> Result<()> {
    let each = kit::size("--requests", 20_000) as usize / CONNECTIONS;
    let begun = Instant::now();
    let work = || -> Result<Vec<f64>, String> {
        let mut wire = Wire::open(port).map_err(|why| why.to_string())?;
        let once = |_| {
            let begun = Instant::now();
            wire.get(path, session).map_err(|why| why.to_string())?;
            Ok(begun.elapsed().as_secs_f64())
        };
        (0..each).map(once).collect()
    };
    let took = std::thread::scope(|scope| {
        let callers = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect::<Vec<_>>();
        callers
            .into_iter()
            .map(|caller| caller.join().map_err(|_| "a caller failed".to_string())?)
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut took = took.concat();
    took.sort_by(f64::total_cmp);
    tell("rate", took.len() as f64 / begun.elapsed().as_secs_f64());
    tell("p50", took[took.len() / 2]);
    tell("p99", took[took.len() * 99 / 100]);
    tell("bytes", bytes as f64);
    Ok(())
}

fn fetch(port: u16, path: &str, session: &str) -> Result<Vec<u8>> {
    Wire::open(port)?.get(path, session)
}

/// A connection that asks and reads, and no more.
struct Wire(BufReader<TcpStream>);

impl Wire {
    fn open(port: u16) -> Result<Wire> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        Ok(Wire(BufReader::new(stream)))
    }

    fn get(&mut self, path: &str, session: &str) -> Result<Vec<u8>> {
        let cookie = if session.is_empty() { String::new() } else { format!("Cookie: sward={session}\r\n") };
        let ask = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n");
        self.0.get_mut().write_all(ask.as_bytes())?;
        let (mut length, mut line) = (0, String::new());
        self.0.read_line(&mut line)?;
        if !line.contains(" 200 ") {
            return Err(format!("{path}: {line}").into());
        }
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok(body)
    }
}
