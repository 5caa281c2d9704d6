//! What the simulator found, as people read it.

use health::Dimension;
use serde_json::json;
use words::Words;

use super::claims::{Claims, Estimate, JUDGED, Lie};
use super::found::Units;
use super::world::{Cause, World};
use crate::args::Size;
use crate::desk::Desk;
use crate::layout::table;
use crate::said::Said;
use crate::sentences;

/// The claims, with what was found of each.
pub fn claims(words: &Words, found: &Claims) -> Said {
    let about = [("seeds", i64::from(found.seeds).into()), ("cells", i64::from(found.cells).into())];
    let mut text = vec![words.say("claims-head", &about), String::new()];
    let verdict = |claim: &str, holds: bool| {
        let verdict = words.t(if holds { "claim-holds" } else { "claim-fails" });
        words.say(claim, &[("verdict", verdict.into())])
    };
    let helping = &found.helping;
    text.push(verdict("claim-over-random", helping.holds[0]));
    text.push(verdict("claim-over-lowest", helping.holds[1]));
    let row = |name: &str, estimate: &Estimate| vec![words.t(name), percents(estimate)];
    text.push(table(
        &[
            row("helping-first-step", &helping.first_step),
            row("helping-random", &helping.random),
            row("helping-lowest", &helping.lowest),
            row("helping-over-random", &helping.over_random),
            row("helping-over-lowest", &helping.over_lowest),
            row("helping-alive-random", &helping.alive_over[0]),
            row("helping-alive-lowest", &helping.alive_over[1]),
        ],
        &[],
    ));
    text.push(String::new());
    let naming = &found.naming;
    text.push(verdict("claim-naming", naming.holds));
    let after = |months: &i32| words.say("naming-after", &[("months", i64::from(*months).into())]);
    let mut rows = vec![["naming-when", "naming-named", "naming-all"].map(|head| words.t(head)).to_vec()];
    for ((months, right), all) in JUDGED.iter().zip(&naming.right).zip(&naming.right_of_all) {
        rows.push(vec![after(months), percents(&share(right)), percents(&share(all))]);
    }
    text.push(table(&rows, &[]));
    text.push(String::new());
    let mut rows = vec![[words.t("naming-cause")].into_iter().collect::<Vec<_>>()];
    rows[0].extend(Dimension::ALL.map(|which| words.t(sentences::dimension(which))));
    rows[0].push(words.t("naming-none"));
    for (which, named) in &naming.by_cause {
        let struck = which.strikes();
        let cell = |(at, n): (usize, &u64)| {
            let right = struck.is_some_and(|struck| struck as usize == at);
            if right { format!("[{n}]") } else { n.to_string() }
        };
        rows.push([words.t(cause(*which))].into_iter().chain(named.iter().enumerate().map(cell)).collect());
    }
    text.push(table(&rows, &[1, 2, 3, 4, 5]));
    text.push(String::new());
    text.push(verdict("claim-falsified", found.falsified.iter().all(|one| one.holds)));
    let mut rows = vec![
        ["falsified-how", "falsified-gain", "falsified-more", "falsified-largest"].map(|head| words.t(head)).to_vec(),
    ];
    for one in &found.falsified {
        let largest = format!("{:.1}", one.largest);
        rows.push(vec![words.t(lie(one.lie)), points(&one.gain), percents(&share(&one.more)), largest]);
    }
    text.push(table(&rows, &[3]));
    Said::new(text.join("\n"), json!(found))
}

/// The name of a cause's message.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::SecretaryBurntOut => "cause-secretary-burnt-out",
        Cause::HallLost => "cause-hall-lost",
        Cause::ShiftsChanged => "cause-shifts-changed",
        Cause::Quarrel => "cause-quarrel",
        Cause::VillageEmpties => "cause-village-empties",
        Cause::GoodOrganiser => "cause-good-organiser",
    }
}

fn lie(lie: Lie) -> &'static str {
    match lie {
        Lie::Padded => "lie-padded",
        Lie::MadeUp => "lie-made-up",
        Lie::Both => "lie-both",
        Lie::PaddedByHalf => "lie-padded-by-half",
    }
}

fn share(of_one: &Estimate) -> Estimate {
    Estimate { mean: of_one.mean * 100.0, low: of_one.low * 100.0, high: of_one.high * 100.0 }
}

fn percents(one: &Estimate) -> String {
    format!("{:.1} % ({:.1} to {:.1})", one.mean, one.low, one.high)
}

fn points(one: &Estimate) -> String {
    format!("{:.2} ({:.2} to {:.2})", one.mean, one.low, one.high)
}

/// What was made, and what was planted in it.
pub fn made(desk: &Desk, asked: &Size, world: &World, units: &Units) -> Said {
    let members = world.cells.iter().map(|cell| cell.people.len()).sum::<usize>();
    let dir = desk.dir.display().to_string();
    let about = [
        ("cells", (world.cells.len() as i64).into()),
        ("members", (members as i64).into()),
        ("months", i64::from(asked.months).into()),
        ("dir", dir.as_str().into()),
    ];
    let words = &desk.words;
    let mut text = vec![words.say("simulate-done", &about)];
    let mut rows = vec![["planted-cell", "planted-month", "planted-cause"].map(|head| words.t(head)).to_vec()];
    let mut json = vec![];
    for planted in &world.planted {
        let (name, month) = (units.name(planted.cell), planted.month.to_string());
        json.push(json!({ "unit": units.of(planted.cell).map(|unit| unit.to_string()), "cell": name, "month": month, "cause": planted.cause }));
        rows.push(vec![name.into(), month, words.t(cause(planted.cause))]);
    }
    text.push(words.t(if world.planted.is_empty() { "simulate-none" } else { "simulate-planted" }));
    if rows.len() > 1 {
        text.push(table(&rows, &[]));
    }
    let json = json!({ "dir": dir, "cells": world.cells.len(), "members": members, "planted": json });
    Said::new(text.join("\n"), json)
}
