//! An import that is under way: its file in the data folder, and who holds it. It knows no row.
//!
//! While a process holds the file's lock, the job is its own; a job whose file nobody holds is one
//! that a crash interrupted. A file without a job is of one that had not begun.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::copy::{self, Copy};
use super::unwritable;
use crate::desk::Desk;
use crate::said::Result;

/// The name under which a job that is under way is kept.
const JOB: &str = "import-job";
/// How the names of files that are kept begin.
const FILE: &str = "import-";

/// An import that is under way: all that is needed to finish it after a crash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// Its id, from which those of its commands follow.
    pub id: book::CommandId,
    /// What the file holds.
    pub what: String,
    /// Which column is which field.
    pub mapping: String,
    /// The encoding that was named.
    pub encoding: Option<String>,
    /// The delimiter that was named.
    pub delimiter: Option<String>,
    /// The sheet that was named.
    pub sheet: Option<String>,
    /// The moment that its commands claim.
    pub now: i64,
}

impl Job {
    /// Keeps the file and notes the job down, so that it can be finished after a crash.
    pub fn begin(&self, desk: &Desk, file: &Path) -> Result<File> {
        if under_way(desk)?.is_some() {
            return Err(desk.wrong("import-under-way", &[]));
        }
        let copy = self.path(desk);
        let held = copy::keep(file, &copy, desk.dir.key()).map_err(|why| unwritable(desk, &copy, &why))?;
        desk.store.set_own(JOB, &serde_json::to_vec(self).map_err(ledger::Error::from)?)?;
        Ok(held)
    }

    fn path(&self, desk: &Desk) -> PathBuf {
        desk.dir.join(format!("{FILE}{}", self.id))
    }

    /// It is done.
    pub fn end(&self, desk: &Desk) -> Result<()> {
        desk.store.set_own(JOB, b"")?;
        // A file that stays behind is swept away later.
        let _ = std::fs::remove_file(self.path(desk));
        Ok(())
    }
}

/// The job that a crash interrupted, if one did, with its file, which is held.
pub fn interrupted(desk: &Desk) -> Result<Option<(Job, Copy, File)>> {
    let Some(job) = under_way(desk)? else {
        sweep(desk);
        return Ok(None);
    };
    let path = job.path(desk);
    match hold(&path).and_then(|held| Ok((copy::open(&path, desk.dir.key())?, held))) {
        Ok((copy, held)) => Ok(Some((job, copy, held))),
        // Another process holds it, and finishes it.
        Err(why) if why.kind() == ErrorKind::WouldBlock => Ok(None),
        Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
            eprintln!("{}", desk.words.t("import-lost"));
            job.end(desk)?;
            Ok(None)
        }
        Err(why) => Err(unwritable(desk, &path, &why)),
    }
}

fn under_way(desk: &Desk) -> Result<Option<Job>> {
    let kept = desk.store.own(JOB)?.filter(|kept| !kept.is_empty());
    Ok(kept.map(|kept| serde_json::from_slice(&kept)).transpose().map_err(ledger::Error::from)?)
}

fn hold(copy: &Path) -> std::io::Result<File> {
    let file = File::open(copy)?;
    file.try_lock()?;
    Ok(file)
}

/// Files of jobs that never began hold what people are called: nobody needs them.
fn sweep(desk: &Desk) {
    let entries = std::fs::read_dir(&desk.dir).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(FILE));
        if ours && hold(&path).is_ok() {
            let _ = std::fs::remove_file(path);
        }
    }
}
