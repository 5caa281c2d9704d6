//! Who is at the page: one-time links and sessions, in `node.db`, on this node only.
//!
//! It knows terms of office and people's ids, since a session stands for one of them; it knows no page
//! and no concept. A token is known to its bearer alone: here stands its hash. Passwords and passkeys
//! are not here yet.

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use book::{PersonId, UnitId};
use charter::calendar::Moment;
use ledger::{Error, Result, Term};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// For whom a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The unit where the viewer is at home, and from which they see.
    pub unit: UnitId,
    /// The office in which they act; none for a member without one.
    pub term: Option<Term>,
    /// Who they are on the roll of that unit, if they are on it.
    pub person: Option<PersonId>,
}

/// A secret that is handed out: 128 random bits as hex.
pub type Token = String;

/// Hours in which a link can be used.
pub const LINK_HOURS: i64 = 72;
/// Days after which a session ends, if nobody comes by it.
pub const SESSION_DAYS: i64 = 30;
/// Links and sessions that are kept; beyond, the oldest give way.
pub const KEPT: i64 = 100_000;

const HOUR: i64 = 3_600_000;
/// A session's last coming is noted this often, so that looking does not write.
const NOTED: i64 = 24 * HOUR;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS link (hash BLOB PRIMARY KEY, viewer TEXT NOT NULL, until INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS session (hash BLOB PRIMARY KEY, viewer TEXT NOT NULL, seen INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;";

/// The links and sessions of this node.
pub struct Accounts(Mutex<Connection>);

impl Accounts {
    /// Opens them in a data folder.
    pub fn open(dir: &Path) -> Result<Accounts> {
        Ok(Accounts(Mutex::new(ledger::own_room(dir, TABLES)?)))
    }

    /// A link for somebody, to be used once and soon. `secret` is random.
    pub fn invite(&self, viewer: &Viewer, now: Moment, secret: [u8; 16]) -> Result<Token> {
        let until = now.0.saturating_add(LINK_HOURS * HOUR);
        let file = self.file();
        file.execute("DELETE FROM link WHERE until < ?", [now.0])?;
        let rest = "DELETE FROM link WHERE hash IN (SELECT hash FROM link ORDER BY until DESC LIMIT -1 OFFSET ?)";
        file.execute(rest, [KEPT])?;
        file.execute("INSERT INTO link VALUES (?, ?, ?)", params![hash(&secret), json(viewer)?, until])?;
        Ok(hex(&secret))
    }

    /// For whom a link is, if it can still be used.
    pub fn invited(&self, token: &str, now: Moment) -> Result<Option<Viewer>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let sql = "SELECT viewer FROM link WHERE hash = ? AND until >= ?";
        let viewer: Option<String> =
            self.file().query_row(sql, params![hash(&secret), now.0], |row| row.get(0)).optional()?;
        viewer.map(|viewer| read(&viewer)).transpose()
    }

    /// Uses a link up and begins a session. `fresh` is random.
    pub fn enter(&self, token: &str, now: Moment, fresh: [u8; 16]) -> Result<Option<Token>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let mut file = self.file();
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let sql = "DELETE FROM link WHERE hash = ? AND until >= ? RETURNING viewer";
        let viewer: Option<String> = step.query_row(sql, params![hash(&secret), now.0], |row| row.get(0)).optional()?;
        let Some(viewer) = viewer else { return Ok(None) };
        step.execute("DELETE FROM session WHERE seen < ?", [now.0 - SESSION_DAYS * 24 * HOUR])?;
        let rest = "DELETE FROM session WHERE hash IN (SELECT hash FROM session ORDER BY seen DESC LIMIT -1 OFFSET ?)";
        step.execute(rest, [KEPT])?;
        step.execute("INSERT INTO session VALUES (?, ?, ?)", params![hash(&fresh), viewer, now.0])?;
        step.commit()?;
        Ok(Some(hex(&fresh)))
    }

    /// For whom a session stands, if it has not ended.
    pub fn viewer(&self, token: &str, now: Moment) -> Result<Option<Viewer>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let mut query = file.prepare_cached("SELECT viewer, seen FROM session WHERE hash = ? AND seen >= ?")?;
        let least = now.0.saturating_sub(SESSION_DAYS * 24 * HOUR);
        let row = query.query_row(params![hash(&secret), least], |row| Ok((row.get(0)?, row.get(1)?)));
        let Some((viewer, seen)): Option<(String, i64)> = row.optional()? else { return Ok(None) };
        if now.0.saturating_sub(seen) > NOTED {
            file.execute("UPDATE session SET seen = ? WHERE hash = ?", params![now.0, hash(&secret)])?;
        }
        read(&viewer).map(Some)
    }

    /// Ends a session.
    pub fn leave(&self, token: &str) -> Result<()> {
        if let Some(secret) = secret(token) {
            self.file().execute("DELETE FROM session WHERE hash = ?", [hash(&secret)])?;
        }
        Ok(())
    }

    fn file(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stands here of a token: its hash, so that a copy of this file opens nothing.
fn hash(secret: &[u8; 16]) -> [u8; 32] {
    blake3::derive_key("sward 2026 tokens of sessions and links", secret)
}

fn hex(secret: &[u8; 16]) -> Token {
    secret.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn secret(token: &str) -> Option<[u8; 16]> {
    token.parse::<book::CommandId>().ok().map(|token| token.0)
}

fn json(viewer: &Viewer) -> Result<String> {
    serde_json::to_string(viewer).map_err(Error::from)
}

fn read(viewer: &str) -> Result<Viewer> {
    serde_json::from_str(viewer).map_err(Error::from)
}
