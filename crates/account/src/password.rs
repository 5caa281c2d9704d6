//! Passwords: hashed by Argon2id, as many at once as the machine has cores, and never beside the writer.

use std::sync::{Condvar, LazyLock, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use charter::calendar::Moment;
use ledger::{Error, Result};
use rusqlite::{OptionalExtension, params};

use crate::session::begin;
use crate::standing::note;
use crate::{AccountId, Accounts, How, Notice, Session};

/// Bytes of a name that an account is opened by.
pub const NAME_BYTES: usize = 100;
/// Bytes of a password; all of them count.
pub const PASSWORD_BYTES: usize = 1_000;
/// The fewest signs of a password.
pub const PASSWORD_LEAST: usize = 10;

/// Why a name or a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The name is empty or too long.
    Name,
    /// Somebody has this name already.
    NameTaken,
    /// The password is too short.
    Short,
    /// The password is too long.
    Long,
    /// The password holds the name, or is one sign over and over.
    Plain,
}

/// Argon2id with 19 MiB and two passes: the least that OWASP's 'Password Storage Cheat Sheet' asks for, and what the
/// library does unless told otherwise. 16 ms on this kind of machine.
fn argon2() -> Argon2<'static> {
    Argon2::default()
}

/// What a name that nobody has is held against, so that it takes as long as one that somebody has.
static NOBODY: LazyLock<String> = LazyLock::new(|| made(b"nobody's password", &[7; 16]).unwrap_or_default());

/// Hashing that goes on at this moment.
pub struct Hashing {
    under_way: Mutex<usize>,
    done: Condvar,
    most: usize,
}

impl Default for Hashing {
    fn default() -> Hashing {
        let most = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Hashing { under_way: Mutex::default(), done: Condvar::new(), most }
    }
}

impl Hashing {
    /// Does one piece of hashing, when a core is free for it.
    pub fn turn<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        while *under_way >= self.most {
            under_way = self.done.wait(under_way).unwrap_or_else(PoisonError::into_inner);
        }
        *under_way += 1;
        drop(under_way);
        let done = work();
        *self.under_way.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.done.notify_one();
        done
    }
}

impl Accounts {
    /// Sets the name and the password of an account. `salt` is random.
    pub fn set_password(
        &self,
        id: AccountId,
        (name, password): (&str, &str),
        hashing: &Hashing,
        salt: [u8; 16],
        now: Moment,
    ) -> Result<std::result::Result<(), Unfit>> {
        let name = folded(name);
        if let Err(unfit) = fits(&name, password) {
            return Ok(Err(unfit));
        }
        let made = hashing.turn(|| made(password.as_bytes(), &salt)).ok_or(Error::Damaged("a password".into()))?;
        let file = self.file();
        let taken = file.prepare_cached("SELECT 1 FROM account WHERE name = ? AND id != ?")?;
        if { taken }.exists(params![name, id.0])? {
            return Ok(Err(Unfit::NameTaken));
        }
        file.execute("UPDATE account SET name = ?, password = ? WHERE id = ?", params![name, made, id.0])?;
        note(&file, id, Notice::PasswordSet, now)?;
        Ok(Ok(()))
    }

    /// Begins a session by name and password. None if they do not fit, or if a passkey opens the account: a password
    /// does not step round it. Takes as long for a name that nobody has.
    pub fn by_password(
        &self,
        (name, password): (&str, &str),
        hashing: &Hashing,
        device: &str,
        now: Moment,
        fresh: [u8; 16],
    ) -> Result<Option<Session>> {
        if password.len() > PASSWORD_BYTES || name.len() > NAME_BYTES {
            return Ok(None);
        }
        let found = {
            let file = self.file();
            let sql = "SELECT id, password, EXISTS (SELECT 1 FROM passkey WHERE account = account.id) FROM account
                       WHERE name = ? AND password IS NOT NULL";
            let mut query = file.prepare_cached(sql)?;
            let row = |row: &rusqlite::Row| Ok((AccountId(row.get(0)?), row.get::<_, String>(1)?, row.get(2)?));
            query.query_row([folded(name)], row).optional()?
        };
        let (id, held, keyed) = match found {
            Some((id, held, keyed)) => (Some(id), held, keyed),
            None => (None, NOBODY.clone(), false),
        };
        let fits = hashing.turn(|| PasswordHash::new(&held).is_ok_and(|held| verify(password, &held)));
        match id.filter(|_| fits && !keyed) {
            Some(id) => begin(&self.file(), id, How::Password, device, now, fresh),
            None => Ok(None),
        }
    }
}

fn verify(password: &str, held: &PasswordHash) -> bool {
    argon2().verify_password(password.as_bytes(), held).is_ok()
}

fn made(password: &[u8], salt: &[u8; 16]) -> Option<String> {
    argon2().hash_password_with_salt(password, salt).ok().map(|made| made.to_string())
}

/// A name in whatever case, without the space around it.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn fits(name: &str, password: &str) -> std::result::Result<(), Unfit> {
    let small = password.to_lowercase();
    match () {
        _ if name.is_empty() || name.len() > NAME_BYTES => Err(Unfit::Name),
        _ if password.len() > PASSWORD_BYTES => Err(Unfit::Long),
        _ if password.chars().count() < PASSWORD_LEAST => Err(Unfit::Short),
        _ if small.contains(name) || small.chars().all(|sign| small.starts_with(sign)) => Err(Unfit::Plain),
        _ => Ok(()),
    }
}
