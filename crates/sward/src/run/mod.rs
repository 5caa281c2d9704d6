//! One function a command: fill it, hand it to the ledger, say what came of it.

mod backup;
mod care;
mod charter;
mod concern;
mod dues;
mod health;
mod held;
mod key;
mod meeting;
mod member;
mod node;
mod page;
mod policy;
mod restore;
mod returns;
mod study;
mod task;
mod unit;

pub use backup::backup;
pub use unit::kind;

use clap::CommandFactory;
use serde_json::json;

use crate::args::{Args, Backups, Command, Mail, Mailing};
use crate::desk::Desk;
use crate::pages::{self, Serving};
use crate::said::{Fail, Result, Said};
use crate::{export, import, mailing, register, retention, simulate, telling};

/// Does what the command line asks.
pub fn run(args: Args) -> Result<Said> {
    match &args.command {
        Command::Completions { shell } => return Ok(completions(*shell)),
        Command::Init(init) => return charter::init(&args, init),
        Command::Demo(demo) => return simulate::demo(&args, demo),
        Command::Simulate(asked) => return simulate::simulate(&args, asked),
        Command::Verify if args.dir.join("books.db").exists() => return node::verify(&args),
        // What people do at pages, and their sessions, go by one clock, which runs.
        Command::Serve(_) if args.now.is_some() || args.as_of.is_some() => {
            return Err(Fail::wrong(&words::Words::english(), "serve-now", &[]));
        }
        Command::Restore(asked) => return restore::restore(&args, asked),
        Command::BackupKey { file } => return backup::key(file),
        Command::Key(crate::args::Key::Try { file, identity }) => return key::tried(file, identity),
        Command::Passphrase { chosen } => return node::passphrase(&args, chosen.as_deref()),
        // Thrown away before they are opened, so that damaged ones stand in nobody's way.
        Command::Refold => ledger::forget_read_tables(&args.dir)?,
        _ => {}
    }
    let mut desk = Desk::open(&args, false)?;
    if let Command::Serve(asked) = &args.command {
        let (tls, serving) = (pages::tls(&desk, asked)?, Serving::at(&desk, asked.at, false)?);
        let reached = pages::reached(&desk, asked, &serving)?;
        // Whoever starts it sees at once that the file does not do.
        mailing::post(&desk.words, &asked.mailing)?;
        let at = asked.origin.as_ref().unwrap_or(&serving.base);
        eprintln!("{}", desk.words.say("serving", &[("at", at.as_str().into())]));
        let evening = (asked.backups.clone(), asked.mailing.clone());
        return pages::serve(&args, evening, desk, serving, (reached, tls));
    }
    let desk = &mut desk;
    match args.command {
        Command::Import(asked) => import::run(desk, &asked),
        Command::Export { what, file, below } => export::run(desk, what, file.as_deref(), below.as_deref()),
        Command::Unit(asked) => unit::run(desk, asked),
        Command::Person(asked) => member::person(desk, asked),
        Command::Member(asked) => member::run(desk, asked),
        Command::Office(asked) => charter::office(desk, asked),
        Command::Meeting(asked) => meeting::run(desk, asked),
        Command::Task(asked) => task::run(desk, asked),
        Command::Study(asked) => study::run(desk, asked),
        Command::Policy(asked) => policy::run(desk, asked),
        Command::Concern(asked) => concern::run(desk, asked),
        Command::Page(asked) => page::run(desk, asked),
        Command::Application(asked) => page::applications(desk, asked),
        Command::Dues(asked) => dues::run(desk, asked),
        Command::Care(asked) => care::run(desk, asked),
        Command::Return(asked) => returns::run(desk, asked),
        Command::Health(asked) => health::run(desk, asked),
        Command::FirstStep { lines } => health::first_step(desk, lines),
        Command::Keeper(asked) => charter::keeper(desk, asked),
        Command::Key(asked) => key::run(desk, asked),
        Command::Serve(_) => Ok(Said::new("", json!({}))),
        Command::Invite { unit, person, at } => {
            let unit = desk.unit(&unit)?;
            let person = person.map(|name| desk.person(&unit, &name)).transpose()?.map(|row| row.person);
            pages::link(desk, &unit, desk.office(), person, &at)
        }
        Command::Dusk { day, backups, mailing } => {
            let today = desk.today();
            returns::dusk(desk, day, (&backups, &mailing), today)
        }
        Command::Mail(Mail::Log) => mailing::log(desk),
        Command::Mail(Mail::Name { unit, name }) => mailing::name(desk, &unit, name.as_deref()),
        Command::Privacy => Ok(register::show(&desk.words)),
        Command::Retention { on } => retention::dry_run(desk, on.unwrap_or(desk.today())),
        Command::Digest => node::digest(desk),
        Command::Refold => node::refold(desk),
        Command::Backup { to, keys, recipients, plain } => backup::backup(desk, &to, keys, &recipients, plain),
        Command::Init(_)
        | Command::Demo(_)
        | Command::Simulate(_)
        | Command::Verify
        | Command::Passphrase { .. }
        | Command::Restore(_)
        | Command::BackupKey { .. }
        | Command::Completions { .. } => Ok(Said::new("", json!({}))),
    }
}

/// What a day's end asks for, in a folder that is served meanwhile.
pub fn evening(args: &Args, backups: &Backups, mailing: &Mailing) -> Result<Said> {
    let mut desk = Desk::open(args, false)?;
    // The day that runs is not over.
    let yesterday = desk.today().plus(-1);
    returns::dusk(&mut desk, None, (backups, mailing), yesterday)
}

fn completions(shell: clap_complete::Shell) -> Said {
    let mut text = vec![];
    clap_complete::generate(shell, &mut Args::command(), "sward", &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    Said::new(text.clone(), json!({ "completions": text }))
}

/// Shows the first steps.
pub fn first_step(desk: &mut Desk, lines: usize) -> Result<Said> {
    health::first_step(desk, lines)
}

/// Lets every unit whose keeper this node is tell what is due.
pub fn tell_all(desk: &mut Desk) -> Result<usize> {
    telling::all(desk)
}

/// Publishes the quarter's baseline, where this node keeps the centre's books.
pub fn publish(desk: &mut Desk) -> Result<usize> {
    let today = desk.today();
    returns::publish(desk, today)
}
