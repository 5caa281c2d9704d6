//! Backups: a copy of the files while they are in use, and what makes a folder of such copies.

use std::io::{Read, Write};
use std::path::Path;

use rusqlite::backup::Backup;

use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::store::Store;

/// Pages that are copied before the writer may go on.
const PAGES: std::ffi::c_int = 4096;

impl Store {
    /// Copies the books into a new folder; keys only where they are asked for, since a copy of both in
    /// one place opens everything. Read tables hold what the keys opened, so they are never copied:
    /// they are folded again. What is this node's own stays here. For folders that are not encrypted.
    pub fn backup(&self, to: &Path, with_keys: bool) -> Result<()> {
        if to.exists() {
            return Err(Error::Folder("folder-exists"));
        }
        crate::files::private_folder(to)?;
        let mut files = vec![(&self.files.books, "books.db")];
        files.extend(with_keys.then_some((&self.files.keys, "keys.db")));
        for (from, name) in files {
            crate::files::own_alone(&to.join(name))?;
            let mut copy = keys::open(&to.join(name), None)?;
            Backup::new(from, &mut copy)?.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        }
        Ok(())
    }

    /// Gives out the books in plain, as they stand at this moment; nothing of it touches the disk here.
    pub fn give_books(&mut self, out: &mut dyn Write) -> Result<()> {
        Ok(keys::give(&mut self.files.books, out)?)
    }

    /// Gives out the keys likewise.
    pub fn give_keys(&mut self, out: &mut dyn Write) -> Result<()> {
        Ok(keys::give(&mut self.files.keys, out)?)
    }
}

/// Puts what was given out into a folder in which that file, `books.db` or `keys.db`, is not there yet.
pub fn restore(folder: &Folder, name: &str, given: &mut dyn Read) -> Result<()> {
    let path = folder.join(name);
    if path.exists() {
        return Err(Error::Folder("restore-there"));
    }
    crate::files::own_alone(&path)?;
    let taken = keys::take(given, &path, folder.key());
    if taken.is_err() {
        // Half a file would look like a folder that was restored.
        let _ = std::fs::remove_file(&path);
    }
    Ok(taken?)
}
