//! A data folder, and what its files are locked with where they are encrypted. It knows no table.

use std::ops::Deref;
use std::path::{Path, PathBuf};

pub use keys::FileKey;
use rusqlite::Connection;

/// A data folder: where it is, and the key of its files where they are encrypted.
#[derive(Clone, Debug)]
pub struct Folder {
    dir: PathBuf,
    key: Option<FileKey>,
}

impl Folder {
    /// A folder with the key of its files; plain without one.
    pub fn new(dir: &Path, key: Option<FileKey>) -> Folder {
        Folder { dir: dir.into(), key }
    }

    /// The key of its files, where they are encrypted.
    pub fn key(&self) -> Option<&FileKey> {
        self.key.as_ref()
    }

    /// Opens one of its files, and makes it where it is missing.
    pub fn open(&self, name: &str) -> rusqlite::Result<Connection> {
        keys::open(&self.dir.join(name), self.key())
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.dir
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.dir
    }
}

impl From<&Folder> for Folder {
    fn from(folder: &Folder) -> Folder {
        folder.clone()
    }
}

impl From<&Path> for Folder {
    fn from(dir: &Path) -> Folder {
        Folder::new(dir, None)
    }
}

impl From<&PathBuf> for Folder {
    fn from(dir: &PathBuf) -> Folder {
        Folder::new(dir, None)
    }
}
