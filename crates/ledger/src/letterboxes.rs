//! The secrets of letterboxes, for pages that open what was put there, beside the writer.

use std::sync::{Mutex, PoisonError};

use book::UnitId;
use keys::Key;
use rusqlite::Connection;

use crate::error::Result;
use crate::folder::Folder;
use crate::store::Store;

/// The secrets of letterboxes that this node holds.
pub struct Secrets(Mutex<Connection>);

impl Secrets {
    /// Opens the keys of a folder once more.
    pub fn open(folder: impl Into<Folder>) -> Result<Secrets> {
        let file = folder.into().open("keys.db")?;
        keys::settings(&file)?;
        Ok(Secrets(Mutex::new(file)))
    }

    /// Those of a unit, each with its public half.
    pub fn of(&self, unit: UnitId) -> Result<Vec<(Key, Key)>> {
        Ok(keys::letterboxes(&self.0.lock().unwrap_or_else(PoisonError::into_inner), unit)?)
    }
}

impl Store {
    /// Keeps the secret of a letterbox of a unit, by its public half.
    pub fn add_letterbox(&mut self, unit: UnitId, public: Key, secret: Key) -> Result<()> {
        self.transact(|fold, _| Ok(keys::add_letterbox(fold.keys, unit, public, secret)?))
    }

    /// The secrets of a unit's letterboxes that this node holds, each with its public half.
    pub fn letterboxes(&self, unit: UnitId) -> Result<Vec<(Key, Key)>> {
        Ok(keys::letterboxes(&self.files.keys, unit)?)
    }
}
