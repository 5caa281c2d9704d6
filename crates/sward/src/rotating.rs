//! Backups that a day's end makes by itself: once a week a new one, locked; what is older than keys may be kept goes.

use std::path::{Path, PathBuf};

use charter::calendar::Day;

use crate::args::Backups;
use crate::desk::Desk;
use crate::run;
use crate::said::{Fail, Result};

/// Days between two of them.
const EVERY: i32 = 7;
/// Days after which a copy of keys goes: it holds those of people who were erased since.
pub const KEYS_DAYS: i32 = 35;
/// All that such a copy holds. A folder with anything else in it is somebody's own, and stays.
const FILES: [&str; 3] = ["books.age", "keys.age", "store"];

/// Makes a week's backup on a day that is confirmed, where a folder for them is named, and lets old ones go. Tells where
/// the new one is.
pub fn weekly(desk: &mut Desk, today: Day, asked: &Backups) -> Result<Option<PathBuf>> {
    let Some(into) = &asked.into else { return Ok(None) };
    ledger::private_folder(into)?;
    let made = made(into).map_err(|why| unwritable(desk, into, &why))?;
    let mut new = None;
    if made.iter().all(|(day, _)| today.since(*day) >= EVERY) {
        let (to, half) = (into.join(today.to_string()), into.join(format!("{today}.half")));
        // What a crash left half made is begun again: only what is whole bears a day's name.
        remove(&half).map_err(|why| unwritable(desk, &half, &why))?;
        run::backup(desk, &half, true, &asked.recipients, false)?;
        std::fs::rename(&half, &to).map_err(|why| unwritable(desk, &to, &why))?;
        new = Some(to);
    }
    for (_, old) in made.iter().filter(|(day, _)| today.since(*day) > KEYS_DAYS) {
        remove(old).map_err(|why| unwritable(desk, old, &why))?;
    }
    Ok(new)
}

/// The copies in a folder, each with its day.
fn made(into: &Path) -> std::io::Result<Vec<(Day, PathBuf)>> {
    let mut made = vec![];
    for entry in std::fs::read_dir(into)? {
        let entry = entry?;
        let day = entry.file_name().to_str().and_then(|name| name.parse::<Day>().ok());
        made.extend(day.filter(|_| entry.path().is_dir()).map(|day| (day, entry.path())));
    }
    Ok(made)
}

/// Removes a copy, if it is one: its files and the folder, and nothing that anybody else put there.
fn remove(copy: &Path) -> std::io::Result<()> {
    for file in FILES {
        match std::fs::remove_file(copy.join(file)) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => return Err(why),
            _ => {}
        }
    }
    match std::fs::remove_dir(copy) {
        Err(why) if why.kind() == std::io::ErrorKind::DirectoryNotEmpty => Ok(()),
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    }
}

fn unwritable(desk: &Desk, path: &Path, why: &std::io::Error) -> Fail {
    desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
}
