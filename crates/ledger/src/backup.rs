//! Backups: a copy of the files while they are in use.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::error::{Error, Result};
use crate::store::Store;

/// Pages that are copied before the writer may go on.
const PAGES: std::ffi::c_int = 4096;

impl Store {
    /// Copies the books into a new folder; keys only where they are asked for, since a copy of both in
    /// one place opens everything. Read tables hold what the keys opened, so they are never copied:
    /// they are folded again. What is this node's own stays here.
    pub fn backup(&self, to: &Path, with_keys: bool) -> Result<()> {
        if to.exists() {
            return Err(Error::Folder("folder-exists"));
        }
        crate::files::private_folder(to)?;
        let mut files = vec![(&self.files.books, "books.db")];
        files.extend(with_keys.then_some((&self.files.keys, "keys.db")));
        for (from, name) in files {
            crate::files::own_alone(&to.join(name))?;
            let mut copy = Connection::open(to.join(name))?;
            Backup::new(from, &mut copy)?.run_to_completion(PAGES, std::time::Duration::ZERO, None)?;
        }
        Ok(())
    }
}
