//! Who is at the page: accounts, how they are opened, and sessions; in `node.db`, on this node only.
//!
//! It knows terms of office and people's ids, since an account stands for one of them; it knows no page and no
//! concept. What opens an account is known to its owner alone: of tokens and codes there stands a hash, of passwords
//! what Argon2id makes of them, of passkeys their public half.

mod code;
mod link;
mod mail;
mod notes;
mod pace;
mod passkey;
mod password;
mod personal;
mod reset;
mod session;
mod signing;
mod standing;
mod tallies;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use book::AccountId;
use book::{PersonId, UnitId};
use ledger::{Error, Folder, Result, Term};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

pub use code::CODES;
pub use link::{LINK_HOURS, Link};
pub use mail::{DELIVERED_DAYS, Delivered, Letter, MAIL_TRIES, Outcome, Wanted};
pub use notes::{DENIALS, NOTES, Noted, Notes};
pub use pace::{Network, Pace};
pub use passkey::{Key, PASSKEYS, PasskeyError, Passkeys, Ticket};
pub use password::{Hashing, NAME_BYTES, PASSWORD_BYTES, PASSWORD_LEAST, Unfit};
pub use personal::{Opens, PERSONAL_DAYS};
pub use reset::{RESET_HOURS, RESETTERS, Reset, Warrant};
pub use session::{Ends, FRESH_MINUTES, How, SESSION_DAYS, Session, Shown};
pub use signing::{SIGN_DAYS, ToSign, assertion};
pub use standing::{Account, Means, Notice};
pub use tallies::{Answer, Question, Round, Tallies};

/// For whom an account stands.
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

/// Accounts, links and sessions that are kept; beyond, links and sessions that are oldest give way, and no account
/// is made.
pub const KEPT: i64 = 100_000;

const HOUR: i64 = 3_600_000;

/// Links and sessions of a program before this one are not read: everybody signs in anew.
const TABLES: &str = "
    DROP TABLE IF EXISTS link;
    DROP TABLE IF EXISTS session;
    DROP TABLE IF EXISTS signed_in;
    CREATE TABLE IF NOT EXISTS account (id BLOB PRIMARY KEY, viewer TEXT NOT NULL, unit BLOB NOT NULL,
        name TEXT UNIQUE, password TEXT, waits INTEGER NOT NULL, invited_by BLOB, made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS account_by_unit ON account (unit);
    CREATE TABLE IF NOT EXISTS invite (hash BLOB PRIMARY KEY, viewer TEXT NOT NULL, by BLOB, until INTEGER NOT NULL,
        resets BLOB) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS reset (account BLOB NOT NULL, by BLOB NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (account, by)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS code (hash BLOB PRIMARY KEY, account BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS code_by_account ON code (account);
    CREATE TABLE IF NOT EXISTS passkey (id BLOB PRIMARY KEY, account BLOB NOT NULL, name TEXT NOT NULL,
        made INTEGER NOT NULL, used INTEGER, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS passkey_by_account ON passkey (account);
    CREATE TABLE IF NOT EXISTS sitting (hash BLOB PRIMARY KEY, account BLOB NOT NULL, how TEXT NOT NULL,
        device TEXT NOT NULL, begun INTEGER NOT NULL, seen INTEGER NOT NULL, rights BLOB) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sitting_by_account ON sitting (account);
    CREATE TABLE IF NOT EXISTS to_sign (id BLOB PRIMARY KEY, wish TEXT NOT NULL, by BLOB NOT NULL, first TEXT NOT NULL,
        at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS personal (unit BLOB NOT NULL, person BLOB NOT NULL, hash BLOB NOT NULL UNIQUE,
        until INTEGER NOT NULL, PRIMARY KEY (unit, person)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS personal_calendar (unit BLOB NOT NULL, person BLOB NOT NULL, hash BLOB NOT NULL UNIQUE,
        until INTEGER NOT NULL, PRIMARY KEY (unit, person)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS week_mail (unit BLOB NOT NULL, person BLOB NOT NULL, named INTEGER NOT NULL,
        since INTEGER NOT NULL, refused INTEGER, PRIMARY KEY (unit, person)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS delivered (unit BLOB NOT NULL, person BLOB NOT NULL, what TEXT NOT NULL, day INTEGER NOT NULL,
        outcome TEXT NOT NULL, tries INTEGER NOT NULL, again INTEGER NOT NULL, stop BLOB NOT NULL UNIQUE,
        PRIMARY KEY (unit, person, what, day)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS mails_from (one INTEGER PRIMARY KEY CHECK (one = 1), sender TEXT NOT NULL,
        seen INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS mail_name (unit BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY, account BLOB NOT NULL, at INTEGER NOT NULL,
        what TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS notice_by_account ON notice (account);";

/// The accounts of this node.
pub struct Accounts(Mutex<Connection>);

impl Accounts {
    /// Opens them in a data folder.
    pub fn open(folder: impl Into<Folder>) -> Result<Accounts> {
        Ok(Accounts(Mutex::new(ledger::own_room(folder, TABLES)?)))
    }

    fn file(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stands here of a token or a code: a hash, so that a copy of this file opens nothing. Looked up by the hash, so
/// that how long it takes tells nothing of the secret.
fn hash(secret: &[u8]) -> [u8; 32] {
    blake3::derive_key("sward 2026 tokens of sessions and links", secret)
}

fn secret(token: &str) -> Option<[u8; 16]> {
    token.parse::<book::CommandId>().ok().map(|token| token.0)
}

fn token(secret: &[u8; 16]) -> Token {
    book::CommandId(*secret).to_string()
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::from)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::from)
}
