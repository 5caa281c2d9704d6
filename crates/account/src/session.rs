//! Sessions: that a browser came in, when and by what; stored hashed, told to their owner, and ended one by one.

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{AccountId, Accounts, HOUR, KEPT, Token, Viewer, hash, json, read, secret, token};

/// Days after which a session ends, if nobody comes by it.
pub const SESSION_DAYS: i64 = 30;
/// Minutes after signing in during which what is sensitive may be changed.
pub const FRESH_MINUTES: i64 = 15;
/// Sessions of one account; beyond, the oldest end.
const SESSIONS: i64 = 20;
/// A session's last coming is noted this often, so that looking does not write.
const NOTED: i64 = 24 * HOUR;
/// Letters of what a browser says of itself that are kept.
const DEVICE: usize = 40;

/// By what somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// A link, once.
    Link,
    /// A password.
    Password,
    /// A code on paper, once.
    Code,
    /// A passkey.
    Passkey,
    /// A link of somebody's own, which opens what is told of them and nothing else.
    Own,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What the browser holds.
    pub token: Token,
    /// The account that it opens.
    pub account: AccountId,
    /// For whom that stands.
    pub viewer: Viewer,
    /// Whether another officer has yet to confirm the account.
    pub waits: bool,
    /// By what it was begun.
    pub how: How,
    /// When it was begun.
    pub begun: Moment,
    /// Whether anything opens the account once this is over.
    pub can_return: bool,
    /// What it gave a right to when somebody last came by it; none before that.
    pub rights: Option<[u8; 16]>,
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Names it within its account's list: no part of the secret.
    pub id: String,
    /// By what it was begun.
    pub how: How,
    /// What kind of browser it is.
    pub device: String,
    /// When it was begun.
    pub begun: Moment,
    /// When somebody last came by it, to the day.
    pub seen: Moment,
}

/// Whether anything opens an account, as a column.
const MEANS: &str = "password IS NOT NULL OR EXISTS (SELECT 1 FROM code WHERE code.account = account.id)
    OR EXISTS (SELECT 1 FROM passkey WHERE passkey.account = account.id)";

/// Begins a session of an account. None if there is no such account.
pub(crate) fn begin(
    file: &Connection,
    account: AccountId,
    how: How,
    device: &str,
    now: Moment,
    fresh: [u8; 16],
) -> Result<Option<Session>> {
    let sql = format!("SELECT viewer, waits, {MEANS} FROM account WHERE id = ?");
    let row = file.query_row(&sql, [account.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)));
    let Some((viewer, waits, can_return)) = row.optional()? else { return Ok(None) };
    file.execute("DELETE FROM sitting WHERE seen < ?", [ended(now)])?;
    // Those by a link of somebody's own are counted apart: whoever holds it ends nobody else's.
    let own = "DELETE FROM sitting WHERE account = ?1 AND (how = ?3) = ?4 AND hash NOT IN (SELECT hash FROM sitting
               WHERE account = ?1 AND (how = ?3) = ?4 ORDER BY seen DESC LIMIT ?2)";
    file.execute(own, params![account.0, SESSIONS - 1, json(&How::Own)?, how == How::Own])?;
    let rest = "DELETE FROM sitting WHERE hash IN (SELECT hash FROM sitting ORDER BY seen DESC LIMIT -1 OFFSET ?)";
    file.execute(rest, [KEPT])?;
    let device = device.chars().take(DEVICE).collect::<String>();
    let values = params![hash(&fresh), account.0, json(&how)?, device, now.0];
    file.execute("INSERT INTO sitting VALUES (?1, ?2, ?3, ?4, ?5, ?5, NULL)", values)?;
    let (token, viewer, rights) = (token(&fresh), read(&viewer)?, None);
    Ok(Some(Session { token, account, viewer, waits, how, begun: now, can_return, rights }))
}

fn ended(now: Moment) -> i64 {
    now.0.saturating_sub(SESSION_DAYS * 24 * HOUR)
}

impl Session {
    /// Whether it opens no more than what is told of its owner.
    pub fn is_bounded(&self) -> bool {
        self.how == How::Own
    }

    /// Whether it was begun so lately that what is sensitive may be changed.
    pub fn is_fresh(&self, now: Moment) -> bool {
        (0..FRESH_MINUTES * 60_000).contains(&now.0.saturating_sub(self.begun.0))
    }
}

impl Accounts {
    /// The session of a token, if it has not ended.
    pub fn session(&self, token: &str, now: Moment) -> Result<Option<Session>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let sql = format!(
            "SELECT account, viewer, waits, how, begun, seen, {MEANS}, rights FROM sitting
             JOIN account ON account.id = account WHERE hash = ? AND seen >= ?"
        );
        let mut query = file.prepare_cached(&sql)?;
        let row = query.query_row(params![hash(&secret), ended(now)], |row| {
            let (viewer, how) = (row.get::<_, String>(1)?, row.get::<_, String>(3)?);
            let begun = (Moment(row.get(4)?), row.get::<_, i64>(5)?);
            Ok((AccountId(row.get(0)?), viewer, row.get(2)?, how, begun, (row.get(6)?, row.get(7)?)))
        });
        let Some((account, viewer, waits, how, (begun, seen), (can_return, rights))) = row.optional()? else {
            return Ok(None);
        };
        if now.0.saturating_sub(seen) > NOTED {
            file.execute("UPDATE sitting SET seen = ? WHERE hash = ?", params![now.0, hash(&secret)])?;
        }
        let (token, viewer, how): (_, Viewer, How) = (token.to_string(), read(&viewer)?, read(&how)?);
        // A session by a link of somebody's own is good for no longer than the link.
        if how == How::Own {
            let sql = "SELECT 1 FROM personal WHERE unit = ? AND person = ? AND until >= ?";
            let person = viewer.person.map(|person| person.0.0);
            if !file.prepare_cached(sql)?.exists(params![viewer.unit.0, person, now.0])? {
                return Ok(None);
            }
        }
        Ok(Some(Session { token, account, viewer, waits, how, begun, can_return, rights }))
    }

    /// Notes what a session gives a right to. Where that is not what it was, the session goes on under a new token, which
    /// is given, and the one before is good for nothing: it may have been read while it was worth less.
    pub fn note_rights(&self, session: &Session, rights: [u8; 16], fresh: [u8; 16]) -> Result<Option<Token>> {
        let Some(secret) = secret(&session.token).filter(|_| session.rights != Some(rights)) else { return Ok(None) };
        let new = session.rights.is_some().then_some(fresh);
        let to = hash(&new.unwrap_or(secret));
        let sql = "UPDATE sitting SET hash = ?, rights = ? WHERE hash = ?";
        let changed = self.file().execute(sql, params![to, rights, hash(&secret)])? > 0;
        Ok(new.filter(|_| changed).map(|fresh| token(&fresh)))
    }

    /// Ends a session.
    pub fn leave(&self, token: &str) -> Result<()> {
        if let Some(secret) = secret(token) {
            self.file().execute("DELETE FROM sitting WHERE hash = ?", [hash(&secret)])?;
        }
        Ok(())
    }

    /// The sessions of an account, latest first.
    pub fn sessions(&self, account: AccountId, now: Moment) -> Result<Vec<Shown>> {
        let file = self.file();
        let sql = "SELECT hash, how, device, begun, seen FROM sitting WHERE account = ? AND seen >= ?
                   ORDER BY begun DESC, hash";
        let mut query = file.prepare_cached(sql)?;
        let rows = query.query_map(params![account.0, ended(now)], |row| {
            let (hash, how) = (row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?);
            Ok((hash, how, row.get(2)?, Moment(row.get(3)?), Moment(row.get(4)?)))
        })?;
        rows.map(|row| {
            let (hash, how, device, begun, seen) = row?;
            Ok(Shown { id: shown(&hash), how: read(&how)?, device, begun, seen })
        })
        .collect()
    }

    /// What a session is called in its account's list.
    pub fn shown(&self, token: &str) -> String {
        secret(token).map_or_else(String::new, |secret| shown(&hash(&secret)))
    }

    /// Ends one session of an account by its name in the list; or all but one.
    pub fn end(&self, account: AccountId, which: Ends<'_>) -> Result<()> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT hash FROM sitting WHERE account = ?")?;
        let all = query.query_map([account.0], |row| row.get(0))?.collect::<std::result::Result<Vec<[u8; 32]>, _>>()?;
        let ends = all.into_iter().filter(|hash| match which {
            Ends::One(id) => shown(hash) == id,
            Ends::AllBut(id) => shown(hash) != id,
        });
        for hash in ends {
            file.execute("DELETE FROM sitting WHERE hash = ?", [hash])?;
        }
        Ok(())
    }
}

/// Which sessions end.
#[derive(Clone, Copy, Debug)]
pub enum Ends<'a> {
    /// The one of this name in the list.
    One(&'a str),
    /// All but the one of this name.
    AllBut(&'a str),
}

fn shown(hash: &[u8; 32]) -> String {
    blake3::hash(hash).to_hex()[..16].to_string()
}
