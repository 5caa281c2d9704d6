//! Letters at a day's end: the mail server that a file names, and everybody's week once it is due. Off where no file is
//! named.

use std::io::Read;
use std::path::Path;

use account::Accounts;
use charter::calendar::Day;
use serde_json::json;
use web::mail::{Post, Room, Round, is_due, weekly};
use words::Words;

use crate::args::Mailing;
use crate::desk::{Desk, fresh};
use crate::layout::table;
use crate::pages::site;
use crate::said::{Fail, Result, Said};

/// Bytes of the file that names a mail server.
const FILE_BYTES: u64 = 16_384;

/// The mail server that the command line names, if it names one. Nothing that stands in the file is told.
pub fn post(words: &Words, asked: &Mailing) -> Result<Option<Post>> {
    let Some(path) = &asked.mail else { return Ok(None) };
    let bad = |why: String| {
        let about = [("path", path.display().to_string().into()), ("why", why.into())];
        Fail::wrong(words, "mail-file", &about)
    };
    let text = read(path).map_err(|why| bad(why.to_string()))?;
    Post::read(&text).map(Some).map_err(|why| bad(why.to_string()))
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(FILE_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

/// Sends everybody's week, if it is due on a day that is confirmed; what came of it, where there is a mail server.
pub fn weekly_letters(desk: &Desk, today: Day, asked: &Mailing) -> Result<Option<Round>> {
    let Some(post) = post(&desk.words, asked)? else { return Ok(None) };
    Accounts::open(&desk.dir)?.mails(post.from.as_ref(), desk.now)?;
    let Some(monday) = is_due(today, &desk.rules.zone().clock(desk.now)) else { return Ok(Some(Round::default())) };
    let room = Room::open(&desk.dir, site(), Words::english())?;
    let sent = weekly(&room, &desk.look(), &post, (monday, desk.now), &mut || fresh().0);
    sent.map(Some).map_err(|fault| match fault {
        web::Fault::Ledger(fault) => fault.into(),
        // A week is asked for by nobody, so nothing else can be wrong with it.
        other => Fail::wrong(&desk.words, other.said().1, &[]),
    })
}

/// What became of the letters of the last 90 days. Nobody is named: a person goes by the beginning of a number.
pub fn log(desk: &Desk) -> Result<Said> {
    let delivered = Accounts::open(&desk.dir)?.delivered()?;
    let zone = desk.rules.zone();
    let say = web::Say { words: &desk.words, zone: &zone, today: desk.today() };
    let mut rows = vec![];
    for line in &delivered {
        let about =
            [("outcome", web::mail::outcome(&say, line.outcome).into()), ("tries", i64::from(line.tries).into())];
        let became = desk.words.say("mail-log-line", &about);
        rows.push(vec![line.day.to_string(), line.unit.short(), line.person.0.short(), became]);
    }
    let text = if rows.is_empty() { desk.words.t("mail-log-none") } else { table(&rows, &[]) };
    Ok(Said::new(text, json!(delivered)))
}

/// Chooses what stands as the sender of a unit's letters.
pub fn name(desk: &Desk, unit: &str, name: Option<&str>) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let about = |fault: sheet::TextFault| desk.wrong("bad-name", &[("why", crate::said::text_fault(&fault).into())]);
    let name = name.map(|name| sheet::clean(name).map_err(about)).transpose()?;
    let name = name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty());
    Accounts::open(&desk.dir)?.name_sender(unit.id, name.as_deref())?;
    let mut about = vec![("unit", sheet::escaped(&unit.name).into())];
    about.extend(name.as_deref().map(|name| ("name", sheet::escaped(name).into())));
    let message = if name.is_some() { "mail-name-set" } else { "mail-name-none" };
    Ok(Said::new(desk.words.say(message, &about), json!({ "unit": unit.id.to_string(), "name": name })))
}
