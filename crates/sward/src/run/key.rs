//! Who can open a unit's record besides its keeper: giving keys away locked, and taking them.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use book::Text;
use charter::recipients::{Command, Recipients};
use ledger::{PARCEL_BYTES, Parcel, Scope, Unit, own_subject};
use serde_json::json;
use words::Words;

use super::restore::{identities, shut};
use crate::args::Key;
use crate::desk::Desk;
use crate::device;
use crate::layout::{cut, table};
use crate::said::{Fail, Result, Said};
use crate::sentences;

pub fn run(desk: &mut Desk, asked: Key) -> Result<Said> {
    match asked {
        Key::List { unit } => list(desk, &unit),
        Key::Give { unit, to, name, file } => give(desk, &unit, (&to, &name), &file),
        Key::Try { file, identity } => tried(&file, &identity),
        Key::Opened { unit, code } => opened(desk, &unit, &code),
        Key::Take { file, identity } => take(desk, &file, &identity),
        Key::Withdraw { unit, of } => withdraw(desk, &unit, &of),
    }
}

fn state(desk: &Desk, unit: &Unit) -> Result<Recipients> {
    Ok(desk.look().own(unit.id)?)
}

fn list(desk: &Desk, unit: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (state, names) = (state(desk, &unit)?, unit::called(&desk.look(), unit.id)?);
    let key = desk.look().keeping(book::BookId { unit: unit.id, kind: book::Kind::Record })?.and_then(|book| book.key);
    let good = state.second(key, desk.now).map(|one| one.to.clone()).collect::<Vec<_>>();
    let mut rows = vec![];
    for one in &state.all {
        let standing = match () {
            _ if good.contains(&one.to) => "key-good",
            _ if one.opened.is_none() => "key-not-tried",
            _ => "key-old",
        };
        let day = desk.rules.zone().day(one.given).to_string();
        let name = names.get(&one.to).map_or_else(String::new, |name| cut(name, 40));
        rows.push(vec![name, day, desk.words.t(standing), cut(&one.to, charter::recipients::NAME_BYTES)]);
    }
    let head = desk.words.t(if good.is_empty() { "key-alone" } else { "key-safe" });
    let json = json!({ "safe": !good.is_empty(), "good": good, "recipients": state.all });
    Ok(Said::new(format!("{head}\n{}", table(&rows, &[])).trim_end().to_string(), json))
}

/// Locks the unit's keys to a public key, and writes down that it was done.
fn give(desk: &mut Desk, unit: &str, (to, name): (&str, &str), file: &Path) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let bad = |desk: &Desk| desk.wrong("not-a-recipient", &[("text", to.into())]);
    let recipient = to.parse::<envelope::Recipient>().map_err(|_| bad(desk))?;
    if file.exists() {
        return Err(desk.wrong("file-exists", &[("path", file.display().to_string().into())]));
    }
    // Written down first: a parcel that nobody knows of is worse than a note of one that was not made. Writing may turn
    // the key, so what is given is asked for afterwards.
    for _ in 0..2 {
        let key = desk.store.parcel(unit.id)?.newest().ok_or(charter::Refusal::NoKey)?;
        let command = Command::Give { to: to.into(), name: Text(name.into()), key };
        desk.act::<Recipients>(unit.id, own_subject(unit.id), &command)?;
        if desk.store.parcel(unit.id)?.newest() == Some(key) {
            break;
        }
    }
    let parcel = desk.store.parcel(unit.id)?;
    let mut locked = vec![];
    let mut sealed = envelope::seal(&[recipient], &mut *device::random(), &mut locked).map_err(|_| bad(desk))?;
    let unwritable = |why: std::io::Error| {
        desk.wrong("unwritable", &[("path", file.display().to_string().into()), ("why", why.to_string().into())])
    };
    sealed.write_all(&parcel.encode()).map_err(unwritable)?;
    sealed.finish().map_err(unwritable)?;
    device::write_new(file, &locked)?;
    let about = [("path", file.display().to_string().into()), ("name", cut(name, 40).into())];
    Ok(Said::new(
        desk.words.say("key-given", &about),
        json!({ "file": file.display().to_string(), "unit": unit.id.to_string() }),
    ))
}

/// Opens a parcel: what is in it, and the code that shows that it opens.
fn open(file: &Path, identity: &Path) -> Result<(Parcel, String)> {
    let path = file.display().to_string();
    let wrong = |message: &str| Fail::wrong(&Words::english(), message, &[("path", path.as_str().into())]);
    let with = identities(identity)?;
    let input = File::open(file).map_err(|_| wrong("key-no-file"))?;
    let opened = envelope::open(&with, BufReader::new(input)).map_err(|why| shut(file, &why))?;
    let mut bytes = vec![];
    opened.take(PARCEL_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|_| wrong("restore-damaged"))?;
    let parcel = Parcel::decode(&bytes).ok_or_else(|| wrong("not-a-parcel"))?;
    let to = with.iter().map(|identity| identity.recipient().to_string()).collect::<Vec<_>>();
    // Which of several keys opened it is not told; a file of one key is what `backup-key` makes.
    let code = to.first().and_then(|to| parcel.code(to)).ok_or_else(|| wrong("not-a-parcel"))?;
    Ok((parcel, code))
}

/// Opens it, and takes nothing.
pub fn tried(file: &Path, identity: &Path) -> Result<Said> {
    let (parcel, code) = open(file, identity)?;
    let about = [("code", code.as_str().into()), ("unit", parcel.unit.short().into())];
    let json = json!({ "code": code, "unit": parcel.unit.to_string() });
    Ok(Said::new(Words::english().say("key-tried", &about), json))
}

/// Notes that a parcel opens, if this is the code that only whoever opened it knows.
fn opened(desk: &mut Desk, unit: &str, code: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let parcel = desk.store.parcel(unit.id)?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let newest = parcel.newest();
    let fits = |to: &str| parcel.code(to).is_some_and(|right| digits(&right) == digits(code));
    let to = state(desk, &unit)?.all.into_iter().find(|one| Some(one.key) == newest && fits(&one.to));
    let one = to.ok_or(charter::Refusal::NotTheCode)?;
    let command = Command::Open { to: one.to, key: one.key };
    let outcome = desk.act::<Recipients>(unit.id, own_subject(unit.id), &command)?;
    Ok(sentences::done(desk, &outcome))
}

/// Takes keys into this folder, and reads what they open.
fn take(desk: &mut Desk, file: &Path, identity: &Path) -> Result<Said> {
    let (parcel, code) = open(file, identity)?;
    let held = desk.look().unit(Scope::Node, parcel.unit)?.ok_or(charter::Refusal::NotHere)?;
    desk.store.unlock(&parcel)?;
    // What the books tell as erased is destroyed again, whatever came.
    crate::erasing::replay(desk)?;
    let about = [("unit", sheet::escaped(&held.name).into()), ("code", code.as_str().into())];
    Ok(Said::new(desk.words.say("key-taken", &about), json!({ "unit": held.id.to_string(), "code": code })))
}

fn withdraw(desk: &mut Desk, unit: &str, of: &str) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let names = unit::called(&desk.look(), unit.id)?;
    let state = state(desk, &unit)?.all.into_iter().map(|one| one.to);
    let mut found = state.filter(|to| to == of || names.get(to).is_some_and(|name| name == of));
    let to = found.next().ok_or(charter::Refusal::NotHere)?;
    if found.next().is_some() {
        return Err(desk.wrong("key-several", &[("name", cut(of, 40).into())]));
    }
    let outcome = desk.act::<Recipients>(unit.id, own_subject(unit.id), &Command::Withdraw { to })?;
    Ok(sentences::done(desk, &outcome))
}
