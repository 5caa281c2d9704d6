//! Beginning an organisation; offices and keepers.

use book::{BookId, CommandId, Kind, Signer, Text};
use charter::keepers::{self, Keepers};
use charter::offices::{self, Offices};
use charter::suspensions::{Suspend, Suspended, Suspensions};
use charter::units::Founding;
use charter::{Rules, UnitKind};
use ledger::{Scope, own_subject};
use serde_json::json;

use crate::args::{Args, Init, Keeper, Office};
use crate::desk::{Desk, fresh, office as named};
use crate::device::{self, Make};
use crate::layout::table;
use crate::said::{Result, Said};
use crate::{days, sentences};

pub fn init(args: &Args, asked: &Init) -> Result<Said> {
    let make = if asked.encrypt { Make::Encrypted } else { Make::Plain };
    let mut desk = Desk::of(args, device::open(args, make)?, true)?;
    let quorum = days::quorum(&asked.quorum).ok_or_else(|| desk.wrong("not-a-quorum", &[]))?;
    let quiet = asked.quiet.iter().map(|text| days::quiet(text)).collect::<Option<Vec<_>>>();
    let quiet = quiet.ok_or_else(|| desk.wrong("not-a-season", &[]))?;
    let rules = Rules { quorum, quiet, zone: asked.zone.clone(), former: asked.former };
    rules.check().map_err(|why| desk.wrong("not-a-rule", &[("what", why.0.into())]))?;
    let founding = Founding {
        kind: UnitKind::Centre,
        name: Text(asked.name.clone()),
        code: asked.code.clone(),
        founded: Some(desk.now),
        out_of: None,
        recovery: asked.recovery.clone(),
        nonce: CommandId(fresh().0),
    };
    founding.check()?;
    let (root, organiser) = desk.store.genesis(founding, rules, desk.now)?;
    desk.set_actor(organiser)?;
    let device = desk.store.device();
    let about = [
        ("name", asked.name.as_str().into()),
        ("id", root.short().into()),
        ("dir", desk.dir.display().to_string().into()),
    ];
    let json = json!({ "organisation": root.to_string(), "device": device.to_string(), "encrypted": desk.dir.key().is_some() });
    let mut text = desk.words.say("init-done", &about);
    if desk.dir.key().is_some() {
        text += &format!("\n{}", desk.words.t("init-encrypted"));
    }
    Ok(Said::new(text, json))
}

pub fn office(desk: &mut Desk, asked: Office) -> Result<Said> {
    match asked {
        Office::List { unit } => {
            let unit = desk.unit(&unit)?;
            let state: Offices = desk.look().own(unit.id)?;
            let row = |term: &offices::Term| {
                let reach = if term.below { desk.words.t("office-below") } else { String::new() };
                let of = Suspended { unit: unit.id, office: term.office, number: term.number };
                let suspended = desk.look().suspension(&of).ok().flatten();
                let standing = match (term.ended, term.until) {
                    (None, _) if suspended.is_some() => desk.words.t("office-suspended"),
                    (Some(_), _) => desk.words.t("office-ended"),
                    (None, Some(until)) if until < desk.as_of => {
                        desk.words.say("office-overdue", &[("day", until.to_string().into())])
                    }
                    (None, Some(until)) => desk.words.say("office-until", &[("day", until.to_string().into())]),
                    (None, None) => desk.words.t("office-running"),
                };
                vec![term.office.name().to_string(), format!("#{}", term.number), standing, reach]
            };
            let rows = state.terms.iter().map(row).collect::<Vec<_>>();
            Ok(Said::new(table(&rows, &[]), json!(state.terms)))
        }
        Office::Begin { unit, office, below, until } => {
            let (unit, office) = (desk.unit(&unit)?, named(&office)?);
            let command = offices::Command::Begin { office, below, until };
            let outcome = desk.act::<Offices>(unit.id, own_subject(unit.id), &command)?;
            Ok(sentences::done(desk, &outcome))
        }
        Office::Suspend { unit, office } => suspend(desk, &unit, &office, Suspend::Suspended),
        Office::Reinstate { unit, office } => suspend(desk, &unit, &office, Suspend::Reinstated),
        Office::End { unit, office } => {
            let (unit, office) = (desk.unit(&unit)?, named(&office)?);
            let state: Offices = desk.look().own(unit.id)?;
            let about = [("office", office.name().into())];
            let number = state.present(office).ok_or_else(|| desk.wrong("office-vacant", &about))?.number;
            let command = offices::Command::End { office, number };
            let outcome = desk.act::<Offices>(unit.id, own_subject(unit.id), &command)?;
            Ok(sentences::done(desk, &outcome))
        }
    }
}

/// Suspends the running term of an office from above, or lets it give its rights again.
fn suspend(desk: &mut Desk, unit: &str, office: &str, what: fn(Suspended) -> Suspend) -> Result<Said> {
    let (unit, office) = (desk.unit(unit)?, named(office)?);
    let state: Offices = desk.look().own(unit.id)?;
    let number = state.present(office).map(|term| term.number);
    let number = number.ok_or_else(|| desk.wrong("office-vacant", &[("office", office.name().into())]))?;
    let above = unit.parent.ok_or_else(|| desk.wrong("nobody-above", &[]))?;
    let command = what(Suspended { unit: unit.id, office, number });
    let outcome = desk.act::<Suspensions>(above, own_subject(above), &command)?;
    Ok(sentences::done(desk, &outcome))
}

pub fn keeper(desk: &mut Desk, asked: Keeper) -> Result<Said> {
    match asked {
        Keeper::Device => {
            let device = desk.store.device().to_string();
            Ok(Said::new(device.clone(), json!({ "device": device })))
        }
        Keeper::Show { unit } => show(desk, &unit),
        Keeper::Appoint { unit, device, below } => appoint(desk, &unit, device, below),
        Keeper::Pass { unit, device } => {
            let unit = desk.unit(&unit)?;
            let command = keepers::Command::PassPen { to: device };
            let outcome = desk.act::<Keepers>(unit.id, own_subject(unit.id), &command)?;
            Ok(sentences::done(desk, &outcome))
        }
        Keeper::Answer { unit } => {
            let unit = desk.unit(&unit)?;
            let left = desk.store.answer_left_behind(unit.id)?;
            Ok(sentences::left_behind(desk, &left))
        }
    }
}

fn show(desk: &mut Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let mut rows = vec![];
    let mut books = vec![];
    for kind in [Kind::Bulletin, Kind::Record] {
        let Some(keeping) = desk.look().keeping(BookId { unit: unit.id, kind })? else { continue };
        let (name, next) = (if kind == Kind::Bulletin { "bulletin" } else { "record" }, keeping.next);
        let mine = keeping.keeper == desk.store.device();
        let who = desk.words.t(if keeping.stopped {
            "keeper-stopped"
        } else if mine {
            "keeper-here"
        } else {
            "keeper-elsewhere"
        });
        rows.push(vec![desk.words.t(&format!("book-{name}")), keeping.keeper.short(), who, format!("{next}")]);
        books.push(json!({ "book": name, "keeper": keeping.keeper.to_string(), "reign": keeping.reign, "entries": next, "stopped": keeping.stopped }));
    }
    let left = desk.store.left_behind(unit.id)?;
    let aside = desk.look().aside(unit.id)?;
    let mut text = table(&rows, &[3]);
    text += &format!("\n{}", sentences::left_behind(desk, &left).text);
    for (seq, kind, why) in &aside {
        text += &format!(
            "\n{}",
            desk.words.say(
                "set-aside",
                &[("seq", (*seq as i64).into()), ("kind", kind.as_str().into()), ("why", why.as_str().into())]
            )
        );
    }
    let aside =
        aside.iter().map(|(seq, kind, why)| json!({ "seq": seq, "kind": kind, "why": why })).collect::<Vec<_>>();
    Ok(Said::new(text, json!({ "books": books, "left_behind": left.len(), "set_aside": aside })))
}

fn appoint(desk: &mut Desk, unit: &str, device: Signer, below: bool) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let units = if below { desk.look().units(Scope::Below(unit.id))? } else { vec![unit.clone()] };
    let root = desk.root()?;
    let above = unit.parent.unwrap_or(root.id);
    let mut last = None;
    for units in unit::reigns(&desk.look(), &units)?.chunks(keepers::UNITS) {
        let command = keepers::Command::Appoint { device, units: units.to_vec() };
        last = Some(desk.act::<Keepers>(above, own_subject(above), &command)?);
    }
    let outcome = last.ok_or_else(|| desk.wrong("nothing-to-appoint", &[]))?;
    Ok(sentences::done(desk, &outcome))
}
