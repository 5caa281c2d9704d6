//! A thousand people who sign in at once with their passwords, and what a page takes meanwhile, beside the same page
//! alone.
//!
//! `cargo bench --bench signing_in -- --people 1000`

mod kit;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use account::{Accounts, Hashing, Link, Viewer};
use web::{Address, Reached, Server};

use kit::Result;

const PASSWORD: &str = "three quiet boats";
const HOST: &str = "cells.example";

fn main() -> Result<()> {
    let (people, kept) = (kit::size("--people", 1_000), tempfile::tempdir()?);
    let org = kept.path().join("org");
    let (port, path, session) = served(&org, people)?;
    let page = || -> Result<f64> {
        let begun = Instant::now();
        let asked = format!("GET {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: __Host-sward={session}\r\n");
        let (status, _) = ask(port, &format!("{asked}X-Forwarded-For: 10.9.9.9\r\nConnection: close\r\n\r\n"))?;
        if status == 200 { Ok(begun.elapsed().as_secs_f64()) } else { Err(format!("the page: {status}").into()) }
    };
    let alone = (0..200).map(|_| page()).collect::<Result<Vec<_>>>()?;
    let (under_way, begun) = (AtomicBool::new(true), Instant::now());
    let (meanwhile, statuses, seconds) = std::thread::scope(|scope| -> Result<_> {
        let callers = (0..people).map(|one| scope.spawn(move || sign_in(port, one).map_err(|why| why.to_string())));
        let callers = callers.collect::<Vec<_>>();
        let watch = scope.spawn(|| -> Result<Vec<f64>, String> {
            let mut took = vec![];
            while under_way.load(Ordering::Relaxed) {
                took.push(page().map_err(|why| why.to_string())?);
            }
            Ok(took)
        });
        let mut statuses = BTreeMap::<u16, usize>::new();
        for caller in callers {
            *statuses.entry(caller.join().map_err(|_| "a caller failed")??).or_default() += 1;
        }
        let seconds = begun.elapsed().as_secs_f64();
        under_way.store(false, Ordering::Relaxed);
        Ok((watch.join().map_err(|_| "the watch failed")??, statuses, seconds))
    })?;
    println!("{people} people sign in at once, each from a network of their own: {seconds:.1} s; answers {statuses:?}");
    for (name, mut took) in [("a page alone", alone), ("a page meanwhile", meanwhile)] {
        took.sort_by(f64::total_cmp);
        let at = |share: usize| took[(took.len() - 1) * share / 100] * 1e3;
        println!("{name:<18} p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms, of {}", at(50), at(99), at(100), took.len());
    }
    Ok(())
}

/// A cell of so many, each with a password, served behind a proxy that tells networks apart; and somebody's session.
fn served(org: &std::path::Path, people: u64) -> Result<(u16, String, String)> {
    kit::sward(org, &["init", "The whole", "--code", "root"])?;
    kit::sward(org, &["unit", "found", "root", "Cell", "--code", "c0"])?;
    let file = org.with_extension("csv");
    let rows = (0..people).map(|one| format!("p{one},c0,Name {one}\n")).collect::<String>();
    std::fs::write(&file, format!("person,unit,name\n{rows}"))?;
    kit::sward(org, &["import", "members", &file.to_string_lossy()])?;
    let (store, hashing) = (kit::store(org)?, Hashing::default());
    let cell = unit::find(&store.look(), ledger::Scope::Node, "c0").map_err(|_| "no cell")?.id;
    let now = charter::calendar::Zone::UTC.moment(kit::NOW).map_err(|_| "no moment")?;
    let roll = member::roll(&store.look(), cell, charter::calendar::Zone::UTC.day(now))?;
    let accounts = Accounts::open(kit::folder(org)?)?;
    let mut own = None;
    for (one, person) in roll.into_iter().enumerate() {
        let link = Link::to(Viewer { unit: cell, term: None, person: Some(person) }, None);
        let token = accounts.invite(&link, now, random())?;
        let session = accounts.enter(&token, "", now, [random(), random()], |_| Ok(false))?.ok_or("no session")?;
        let named = format!("somebody {one}");
        accounts
            .set_password(session.account, (&named, PASSWORD), &hashing, random(), now)?
            .map_err(|unfit| format!("{unfit:?}"))?;
        own = Some(session.token);
    }
    drop(accounts);
    let proxy = Some([127, 0, 0, 1].into());
    let reached = Reached { names: vec![HOST.into()], origin: Some(format!("https://{HOST}")), proxy };
    let fill: ledger::Random = Box::new(|bytes| getrandom::fill(bytes).unwrap_or_else(|_| std::process::abort()));
    let server = Server::new(store, kit::folder(org)?, sward::pages::site(), Box::new(move || now), fill)?;
    let server = Arc::new(server.reached(reached));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || runtime.block_on(web::serve(listener, server, None, std::future::pending::<()>())));
    Ok((port, cell.address(), own.ok_or("nobody")?))
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap_or_else(|_| std::process::abort());
    bytes
}

/// The status that somebody's name and password are answered with.
fn sign_in(port: u16, one: u64) -> Result<u16> {
    let form = format!("by=password&name=somebody+{one}&password={}", PASSWORD.replace(' ', "+"));
    let network = format!("10.{}.{}.7", one / 250, one % 250);
    let head = format!(
        "POST /in HTTP/1.1\r\nHost: {HOST}\r\nOrigin: https://{HOST}\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: {network}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{form}",
        form.len()
    );
    Ok(ask(port, &head)?.0)
}

/// Asks on a connection of its own, and reads to its end.
fn ask(port: u16, asked: &str) -> Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(asked.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or("no answer")?, answer))
}
