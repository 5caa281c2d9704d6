//! What a node keeps for its pages alone: drafts, in `node.db`; and pictures that are dear to draw, in memory.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{Connection, OptionalExtension, params};

use crate::visit::Visit;

/// Bytes that a draft may take: the longest minutes.
pub const DRAFT_BYTES: usize = 200_000;
/// Drafts that are kept; beyond, the oldest give way.
const DRAFTS: i64 = 20_000;
/// Pictures that are kept.
const KEPT: usize = 32;

const TABLES: &str =
    "CREATE TABLE IF NOT EXISTS draft (name TEXT PRIMARY KEY, value BLOB NOT NULL, at INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;";

type Key = (TypeId, String);

struct Kept {
    /// When it was last wanted.
    turn: u64,
    applied: i64,
    made: i64,
    until: i64,
    what: Arc<dyn Any + Send + Sync>,
}

/// Drafts and pictures.
pub struct Shelf {
    file: Mutex<Connection>,
    /// How often anything was wanted, and what is kept.
    kept: Mutex<(u64, HashMap<Key, Kept>)>,
}

impl Shelf {
    /// Opens the shelf of a data folder.
    pub fn open(dir: &Path) -> Result<Shelf> {
        Ok(Shelf { file: Mutex::new(ledger::own_room(dir, TABLES)?), kept: Mutex::default() })
    }

    /// A draft.
    pub fn draft(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let file = lock(&self.file);
        let mut query = file.prepare_cached("SELECT value FROM draft WHERE name = ?")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Puts drafts down, or throws them away.
    pub fn put(&self, drafts: &[(String, Option<Vec<u8>>)], now: Moment) -> Result<()> {
        let mut file = lock(&self.file);
        let step = file.transaction()?;
        for (name, value) in drafts {
            match value {
                Some(value) => {
                    step.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", params![name, value, now.0])?
                }
                None => step.execute("DELETE FROM draft WHERE name = ?", [name])?,
            };
        }
        let rest = "DELETE FROM draft WHERE name IN (SELECT name FROM draft ORDER BY at DESC LIMIT -1 OFFSET ?)";
        step.execute(rest, [DRAFTS])?;
        Ok(step.commit()?)
    }

    /// What was worked out before from the same books, or else now. What `stale` allows may also be so many
    /// milliseconds old.
    pub fn keep<T: Send + Sync + 'static>(
        &self,
        visit: &Visit,
        name: &str,
        stale: impl FnOnce(&T) -> i64,
        work: impl FnOnce() -> crate::Result<T>,
    ) -> crate::Result<Arc<T>> {
        let (key, applied, now) = ((TypeId::of::<T>(), name.to_string()), visit.look.applied()?, visit.now.0);
        let holds = |kept: &&Kept| kept.applied == applied || (kept.made..kept.until).contains(&now);
        let found = {
            let (turn, kept) = &mut *lock(&self.kept);
            *turn += 1;
            kept.get_mut(&key).filter(|kept| holds(&&**kept)).map(|kept| {
                kept.turn = *turn;
                kept.what.clone()
            })
        };
        if let Some(found) = found.and_then(|found| found.downcast::<T>().ok()) {
            return Ok(found);
        }
        let made = Arc::new(work()?);
        let (turn, kept) = &mut *lock(&self.kept);
        let until = now.saturating_add(stale(&made));
        kept.retain(|_, kept| holds(&&*kept));
        // What nobody has wanted for longest gives way: whoever leafs through days of long ago slows nobody else.
        let oldest = kept.iter().min_by_key(|(_, kept)| kept.turn).map(|(key, _)| key.clone());
        if let Some(oldest) = oldest.filter(|_| kept.len() >= KEPT) {
            kept.remove(&oldest);
        }
        kept.insert(key, Kept { turn: *turn, applied, made: now, until, what: made.clone() });
        Ok(made)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
