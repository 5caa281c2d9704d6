//! A new folder made of a backup. A device that has the folder's secret goes on as it was; any other is new to it, and
//! reads until it is appointed.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use envelope::Identity;
use ledger::Folder;
use serde_json::json;
use words::Words;

use crate::args::{Args, Restore};
use crate::desk::Desk;
use crate::device::{self, Make};
use crate::said::{Fail, Result, Said};

/// Makes the folder that the command line names.
pub fn restore(args: &Args, asked: &Restore) -> Result<Said> {
    let wrong = |message: &str, path: &Path| {
        Fail::wrong(&Words::english(), message, &[("path", path.display().to_string().into())])
    };
    if args.dir.join("books.db").exists() {
        return Err(wrong("restore-there", &args.dir));
    }
    let identities = asked.identity.as_deref().map_or_else(|| Ok(vec![]), identities)?;
    let open = |from: &Path, name: &str| found(from, name, &identities);
    let books = open(&asked.from, "books")?.ok_or_else(|| wrong("restore-nothing", &asked.from))?;
    let keys = match &asked.keys {
        Some(from) => Some(open(from, "keys")?.ok_or_else(|| wrong("restore-nothing", from))?),
        None => open(&asked.from, "keys")?,
    };
    ledger::private_folder(&args.dir)?;
    let store = asked.from.join("store");
    std::fs::copy(&store, args.dir.join("store")).map_err(|_| wrong("restore-nothing", &store))?;
    let known = device::is_there(args)?;
    let mut device = device::open(args, if asked.encrypt && !known { Make::Encrypted } else { Make::Plain })?;
    let mut secret = None;
    if asked.encrypt && device.files.is_none() {
        let (same, locked) = device::encrypted(args, &device)?;
        (device, secret) = (same, Some(locked));
    }
    let folder = Folder::new(&args.dir, device.files.clone());
    // Keys first: a folder with books alone would look whole.
    for (name, given) in keys.map(|keys| ("keys.db", keys)).into_iter().chain([("books.db", books)]) {
        let (path, mut given) = given;
        ledger::restore(&folder, name, &mut given).map_err(|why| not_restored(&path, why))?;
    }
    // What the books say was erased is destroyed as the folder is opened, and before anything is shown.
    let desk = Desk::of(args, device, false)?;
    let (books, bad) = match ledger::verify(&desk.dir) {
        found if found.damages.is_empty() => (found.books as i64, false),
        found => (found.books as i64, true),
    };
    // The old folder does not open with it, so it goes into its place last.
    let moved = secret.filter(|_| !bad).map(|secret| device::put(args, &secret)).transpose()?.is_some();
    let device = desk.store.device();
    let about = [
        ("dir", desk.dir.display().to_string().into()),
        ("books", books.into()),
        ("device", device.to_string().into()),
    ];
    let messages = [
        "restore-done",
        if bad { "restore-bad" } else { "restore-good" },
        if known { "restore-same-device" } else { "restore-new-device" },
    ];
    let moved = moved.then_some("restore-under-passphrase");
    let text = messages.into_iter().chain(moved).map(|message| desk.words.say(message, &about));
    let text = text.collect::<Vec<_>>().join("\n");
    let json = json!({
        "restored": desk.dir.display().to_string(), "books": books, "in_order": !bad, "device": device.to_string(),
        "new_device": !known, "encrypted": desk.dir.key().is_some(),
    });
    Ok(Said { text, json, status: if bad { crate::said::FAULT } else { 0 } })
}

type Given = (std::path::PathBuf, Box<dyn std::io::Read>);

/// A copy in a folder: locked or plain.
fn found(from: &Path, name: &str, identities: &[Identity]) -> Result<Option<Given>> {
    let (locked, plain) = (from.join(format!("{name}.age")), from.join(format!("{name}.db")));
    if let Ok(file) = File::open(&plain) {
        return Ok(Some((plain, Box::new(BufReader::new(file)))));
    }
    let Ok(file) = File::open(&locked) else { return Ok(None) };
    if identities.is_empty() {
        let about = [("path", locked.display().to_string().into())];
        return Err(Fail::wrong(&Words::english(), "restore-locked", &about));
    }
    match envelope::open(identities, BufReader::new(file)) {
        Ok(opened) => Ok(Some((locked, Box::new(opened)))),
        Err(why) => Err(shut(&locked, &why)),
    }
}

pub(super) fn identities(path: &Path) -> Result<Vec<Identity>> {
    let text = std::fs::read_to_string(path).map_err(envelope::Error::from);
    text.and_then(|text| envelope::identities(&text)).map_err(|why| shut(path, &why))
}

pub(super) fn shut(path: &Path, why: &envelope::Error) -> Fail {
    let message = match why {
        envelope::Error::NotAKey => "not-an-identity",
        envelope::Error::NotForThese => "restore-not-for-these",
        _ => "restore-damaged",
    };
    let about = [("path", path.display().to_string().into()), ("why", why.to_string().into())];
    Fail::wrong(&Words::english(), message, &about)
}

fn not_restored(path: &Path, why: ledger::Error) -> Fail {
    match why {
        ledger::Error::Folder(_) => why.into(),
        why => {
            let about = [("path", path.display().to_string().into()), ("why", why.to_string().into())];
            Fail::wrong(&Words::english(), "restore-damaged", &about)
        }
    }
}
