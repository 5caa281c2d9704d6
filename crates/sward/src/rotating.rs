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
    let (made, halves) = made(into).map_err(|why| unwritable(desk, into, &why))?;
    // What is old goes first: a disk that is full takes no new copy. What a crash left half made goes whenever it was.
    let old = made.iter().filter(|(day, _)| today.since(*day) > KEYS_DAYS).map(|(_, old)| old);
    for gone in old.chain(&halves) {
        remove(gone).map_err(|why| unwritable(desk, gone, &why))?;
    }
    // A copy of a day that has not come was made when somebody mistyped the day.
    let due = made.iter().filter(|(day, _)| *day <= today).all(|(day, _)| today.since(*day) >= EVERY);
    let (to, half) = (into.join(today.to_string()), into.join(today.to_string() + HALF));
    if !due || to.exists() {
        return Ok(None);
    }
    run::backup(desk, &half, true, &asked.recipients, false)?;
    std::fs::rename(&half, &to).map_err(|why| unwritable(desk, &to, &why))?;
    Ok(Some(to))
}

/// What ends the name of a copy that is not whole yet.
const HALF: &str = ".half";

type Copies = (Vec<(Day, PathBuf)>, Vec<PathBuf>);

/// The copies in a folder, each with its day, and those that were never made whole.
fn made(into: &Path) -> std::io::Result<Copies> {
    let (mut made, mut halves) = Copies::default();
    for entry in std::fs::read_dir(into)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        let Some(name) = name.to_str() else { continue };
        match (name.parse::<Day>(), name.strip_suffix(HALF).map(str::parse::<Day>)) {
            (Ok(day), _) if path.join(FILES[0]).exists() => made.push((day, path)),
            (_, Some(Ok(_))) => halves.push(path),
            _ => {}
        }
    }
    Ok((made, halves))
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
