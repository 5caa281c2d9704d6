//! What is held on one person, on the command line: who looked, all of it as a file, and who was forgotten.

use std::path::Path;

use account::{Accounts, Notes, Opens, Tallies};
use charter::access::{LOOKED_DAYS, What};
use member::pages::{Forgotten, Told, keeper};
use serde_json::json;
use web::Say;

use crate::desk::{Desk, fresh};
use crate::held::Sources;
use crate::layout::table;
use crate::said::{Fail, Result, Said};
use crate::{looking, pages};

/// Who looked, latest first.
pub fn looked(desk: &Desk, unit: &str, person: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.person(&unit, person)?;
    let (look, notes, zone) = (desk.look(), Notes::open(&desk.dir)?, desk.rules.zone());
    let people = member::entries(&look, unit.id, row.person)?;
    let told = Told::since(&look, &notes, (unit.id, &people, false), desk.today().plus(-LOOKED_DAYS))?;
    let say = Say { words: &desk.words, zone: &zone, today: desk.today() };
    let lines = told.lines(&say).into_iter().map(|line| line.map(|text| sheet::escaped(&text)).to_vec());
    let lines = lines.collect::<Vec<_>>();
    let text = if lines.is_empty() { desk.words.t("looked-nobody") } else { table(&lines, &[]) };
    Ok(Said::new(text, json!(told)))
}

/// All that is held on somebody, as a file.
pub fn archive(desk: &Desk, unit: &str, person: &str, file: &Path) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.person(&unit, person)?;
    let (look, zone) = (desk.look(), desk.rules.zone());
    let (accounts, notes, tallies) = (Accounts::open(&desk.dir)?, Notes::open(&desk.dir)?, Tallies::open(&desk.dir)?);
    let (now, today) = (desk.now, desk.today());
    let sources = Sources { look: &look, accounts: &accounts, notes: &notes, tallies: &tallies, now, today };
    // A name that was found is of somebody who is there.
    let held = sources.held(&unit, row.person)?.ok_or(charter::Refusal::NotOnTheRoll)?.taken();
    let text = match file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html")) {
        true => pages::printed(&held, &Say { words: &desk.words, zone: &zone, today: desk.today() }),
        false => serde_json::to_string_pretty(&held).map_err(ledger::Error::from)?,
    };
    looking::note(desk, What::Took, [(unit.id, Some(row.person))]);
    // It is somebody's whole file: nobody else on this machine reads it.
    let _ = ledger::own_alone(file);
    std::fs::write(file, text).map_err(|why| unwritable(desk, file, &why))?;
    let path = sheet::escaped(&file.display().to_string());
    Ok(Said::new(desk.words.say("archive-written", &[("path", path.as_str().into())]), json!({ "path": path })))
}

fn unwritable(desk: &Desk, path: &Path, why: &std::io::Error) -> Fail {
    desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
}

/// Makes the address of somebody's own calendar, or ends it.
pub fn calendar(desk: &Desk, unit: &str, person: &str, end: bool, at: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let row = desk.person(&unit, person)?;
    let (accounts, name) = (Accounts::open(&desk.dir)?, sheet::escaped(&row.called()));
    if end {
        accounts.end_personal(unit.id, row.person, Opens::Calendar)?;
        let text = desk.words.say("calendar-ended-for", &[("name", name.into())]);
        return Ok(Said::new(text, json!({ "url": null })));
    }
    if !row.is_on_the_roll(desk.today()) {
        return Err(charter::Refusal::NotOnTheRoll.into());
    }
    let token = accounts.personal(unit.id, row.person, Opens::Calendar, desk.now, fresh().0)?;
    looking::note(desk, What::Linked, [(unit.id, Some(row.person))]);
    let url = format!("{}{}{token}.ics", at.trim_end_matches('/'), web::calendar::FEED);
    let about = [("name", name.into()), ("url", url.as_str().into())];
    Ok(Said::new(desk.words.say("calendar-made-for", &about), json!({ "url": url })))
}

/// Those who were erased, and who has yet to say that the key is destroyed.
pub fn forgotten(desk: &Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let look = desk.look();
    let (keeper, forgotten) = (keeper(&look, unit.id)?.unwrap_or_default(), Forgotten::all(&look, unit.id)?);
    let line = |one: &Forgotten| {
        let message = if one.destroyed { "forgotten-done" } else { "forgotten-waits" };
        vec![one.day.to_string(), desk.words.say(message, &[("device", keeper.as_str().into())])]
    };
    let lines = forgotten.iter().map(line).collect::<Vec<_>>();
    let text = if lines.is_empty() { desk.words.t("forgotten-none") } else { table(&lines, &[]) };
    Ok(Said::new(text, json!({ "keeper": keeper, "forgotten": forgotten })))
}
