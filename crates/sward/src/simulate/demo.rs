//! An organisation in a folder: made from a seed, lived, and shown.

use std::path::Path;

use charter::UnitKind;
use charter::units::Founding;
use indicatif::ProgressBar;
use serde_json::json;

use super::found::Units;
use super::life::Books;
use super::world::World;
use super::{claims, show};
use crate::args::{Args, Command, Demo, Simulate, Size, Tried};
use crate::desk::{Desk, fresh};
use crate::pages::{self, Serving, demo_links};
use crate::run::{first_step, tell_all};
use crate::said::{Result, Said};

/// The demo's folder, unless another is named.
const DIR: &str = "sward-demo";
/// The shares of cells in which a cause is planted: a first, and a second one.
const CAUSES: [f64; 2] = [0.6, 0.4];
/// The share of cells that begin in the last months only.
const LATE: f64 = 0.03;
/// Months that are put down and told in one go: so many months of all cells are one commit.
const MONTHS: i32 = 6;
/// The day of the month on which months are told.
const TELLING: i32 = 9;

/// Makes the organisation if it is not there, and shows it.
pub fn demo(args: &Args, asked: &Demo) -> Result<Said> {
    let mut args = args.again(Command::FirstStep { lines: 3 });
    if args.dir == Path::new(crate::args::DIR) {
        args.dir = DIR.into();
    }
    let mut desk = Desk::open(&args, true)?;
    if desk.store.org()?.is_none() {
        make(&mut desk, &asked.size, true)?;
    }
    if !asked.make_only {
        let serving = Serving::at(&desk, crate::pages::HERE, true)?;
        let links = demo_links(&mut desk, &serving.base)?;
        let list = links.iter().map(|link| format!("  {}\n    {}", link.who, link.url)).collect::<Vec<_>>().join("\n");
        let said = desk.words.say("demo-serves", &[("at", serving.base.as_str().into()), ("links", list.into())]);
        // Standard output is for one JSON value then, which comes at the end.
        if args.json {
            eprintln!("{said}")
        } else {
            println!("{said}")
        }
        let reached = serving.here();
        return pages::serve(&args, Default::default(), desk, serving, (reached, None));
    }
    let shown = first_step(&mut desk, 3)?;
    let dir = desk.dir.display().to_string();
    let text = desk.words.say("demo-done", &[("dir", dir.as_str().into())]);
    Ok(Said::new(format!("{}\n\n{text}", shown.text), json!({ "dir": dir, "first_step": shown.json })))
}

/// Makes an organisation of any size, and tells what was planted; or tries the claims.
pub fn simulate(args: &Args, asked: &Simulate) -> Result<Said> {
    if let Some(Tried::Claims(asked)) = &asked.tried {
        let found = claims(asked.from, asked.seeds, asked.cells);
        return Ok(show::claims(&words::Words::english(), &found));
    }
    let mut desk = Desk::open(args, true)?;
    if desk.store.org()?.is_some() {
        return Err(desk.wrong("simulate-there", &[("dir", desk.dir.display().to_string().into())]));
    }
    let (world, books) = make(&mut desk, &asked.size, asked.causes == "planted")?;
    Ok(show::made(&desk, &asked.size, &world, &books.units))
}

fn make(desk: &mut Desk, asked: &Size, causes: bool) -> Result<(World, Books)> {
    let now = desk.now;
    let this = desk.today().month();
    let first = this.plus(-(asked.months as i32));
    let begin = first.first();
    let founding = Founding {
        kind: UnitKind::Centre,
        name: book::Text(desk.words.t("demo-name")),
        code: None,
        founded: Some(begin.start()),
        out_of: None,
        recovery: vec![],
        nonce: fresh(),
    };
    let (root, organiser) = desk.store.genesis(founding, desk.rules.clone(), begin.start())?;
    desk.set_actor(organiser)?;
    let mut world = World::new(asked.seed, asked.cells, begin);
    world.beyond = true;
    crate::letters::open(desk)?;
    if causes {
        world.delay(LATE, this);
        (0..).zip(CAUSES).for_each(|(round, share)| world.plant(round, share, first, asked.months));
    }
    let mut books = Books::new(Units::under(root), organiser, asked.seed);
    let bar = ProgressBar::new(u64::from(asked.months) + 1);
    let there = world.cells.iter().enumerate().filter(|(_, cell)| cell.begun <= begin);
    let mut events = there.flat_map(|(at, cell)| cell.founders().map(move |event| (at, event))).collect::<Vec<_>>();
    for month in (first.0..=this.0).map(charter::calendar::Month) {
        events.extend(world.live(month));
        bar.inc(1);
        let end = month.plus(1).first().plus(TELLING).start().min(now);
        if (month.0 - first.0 + 1) % MONTHS == 0 || month == this {
            // What is dated past the day of telling is put down with the rest, as nobody looks in between.
            books.put(&mut desk.store, &world, &std::mem::take(&mut events), now)?;
            desk.now = end;
            tell_all(desk)?;
        }
    }
    bar.finish_and_clear();
    desk.now = now;
    tell_all(desk)?;
    crate::run::publish(desk)?;
    Ok((world, books))
}
