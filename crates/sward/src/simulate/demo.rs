//! The demo: a small organisation in a folder, two years of its life, and what the centre sees.

use std::path::Path;

use charter::UnitKind;
use charter::units::Founding;
use indicatif::ProgressBar;
use serde_json::json;

use super::life;
use crate::args::{Args, Command, Demo};
use crate::desk::{Desk, fresh};
use crate::pages::{self, Serving, demo_links};
use crate::run::{first_step, tell_all};
use crate::said::{Result, Said};

/// The demo's folder, unless another is named.
const DIR: &str = "sward-demo";
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
        make(&mut desk, asked)?;
    }
    if !asked.make_only {
        let serving = Serving::at(&desk, crate::pages::HERE, true)?;
        let links = demo_links(&mut desk, &serving.base)?;
        let list = links.iter().map(|link| format!("  {}\n    {}", link.who, link.url)).collect::<Vec<_>>().join("\n");
        println!("{}", desk.words.say("demo-serves", &[("at", serving.base.as_str().into()), ("links", list.into())]));
        return pages::serve(&args, desk, serving);
    }
    let shown = first_step(&mut desk, 3)?;
    let dir = desk.dir.display().to_string();
    let text = desk.words.say("demo-done", &[("dir", dir.as_str().into())]);
    Ok(Said::new(format!("{}\n\n{text}", shown.text), json!({ "dir": dir, "first_step": shown.json })))
}

fn make(desk: &mut Desk, asked: &Demo) -> Result<()> {
    let now = desk.now;
    let this_month = desk.today().month();
    let first = this_month.plus(-(asked.months as i32));
    let name = desk.words.t("demo-name");
    let founding = Founding {
        kind: UnitKind::Centre,
        name: book::Text(name),
        code: None,
        founded: Some(first.first().start()),
        out_of: None,
        recovery: vec![],
        nonce: fresh(),
    };
    let (root, organiser) = desk.store.genesis(founding, desk.rules.clone(), first.first().start())?;
    desk.set_actor(organiser)?;
    let mut world = life::found(&mut desk.store, root, organiser, asked.cells, first.first(), asked.seed)?;
    let bar = ProgressBar::new(u64::from(asked.months));
    for month in (0..asked.months as i32).map(|months| first.plus(months)) {
        desk.now = month.first().plus(TELLING).start();
        tell_all(desk)?;
        life::live_month(&mut desk.store, &mut world, month)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    desk.now = now;
    tell_all(desk)?;
    crate::run::publish(desk)?;
    Ok(())
}
