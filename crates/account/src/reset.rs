//! Opening the way again for somebody who lost all that opened their account: two officers of their own unit ask, a day
//! passes in which the owner can object, and then a fresh link takes the place of everything before.

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::params;

use crate::standing::note;
use crate::{AccountId, Accounts, HOUR, How, LINK_HOURS, Notice, Session, Token, hash, json, token};

/// Officers who have to ask.
pub const RESETTERS: usize = 2;
/// Hours between the second one's word and the link.
pub const RESET_HOURS: i64 = 24;

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reset {
    /// The accounts that asked.
    pub by: Vec<AccountId>,
    /// When the latest of them did.
    pub last: Moment,
}

/// What is needed before the way is opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warrant {
    /// That two officers asked here.
    Asked,
    /// That one asked here, so that the owner was told, and two signed it with their passkeys: when, if they did.
    Signed(Option<Moment>),
}

impl Reset {
    /// Whether a link can be made: there is a warrant, and a day passed since in which the owner did not object.
    pub fn is_ready(&self, warrant: Warrant, now: Moment) -> bool {
        let since = match warrant {
            Warrant::Asked => (self.by.len() >= RESETTERS).then_some(self.last),
            // What was signed before somebody asked was signed for another time.
            Warrant::Signed(signed) => signed.filter(|at| !self.by.is_empty() && at.0 >= self.last.0),
        };
        since.is_some_and(|since| now.0.saturating_sub(since.0) >= RESET_HOURS * HOUR)
    }
}

impl Accounts {
    /// Asks that the way into an account be opened again. False if the officer is of another unit, waits to be
    /// confirmed, or is one person with the owner or with whoever asked before; and, where the account has a passkey,
    /// if they did not sign in with a passkey themselves, just now: a recovery does not step round it. Where two `sign` it
    /// with their passkeys, that stands for the last, and whoever asked and did not sign yet may ask again.
    pub fn ask_reset(&self, id: AccountId, by: &Session, sign: bool, now: Moment) -> Result<bool> {
        let (Some(one), Some(officer)) = (self.account(id)?, self.account(by.account)?) else { return Ok(false) };
        let signed = sign || one.means.passkeys == 0 || (by.how == How::Passkey && by.is_fresh(now));
        if one.viewer.unit != officer.viewer.unit || officer.waits || one.is_same_person(&officer) || !signed {
            return Ok(false);
        }
        for before in self.reset(id)?.by {
            if self.account(before)?.is_some_and(|before| before.is_same_person(&officer)) {
                return Ok(sign);
            }
        }
        let file = self.file();
        file.execute("INSERT OR IGNORE INTO reset VALUES (?, ?, ?)", params![id.0, officer.id.0, now.0])?;
        note(&file, id, Notice::ResetAsked, now)?;
        Ok(true)
    }

    /// How far it has come.
    pub fn reset(&self, id: AccountId) -> Result<Reset> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT by, at FROM reset WHERE account = ? ORDER BY at")?;
        let rows = query.query_map([id.0], |row| Ok((AccountId(row.get(0)?), Moment(row.get(1)?))))?;
        let rows = rows.collect::<std::result::Result<Vec<_>, _>>()?;
        let last = rows.last().map_or(Moment(0), |(_, at)| *at);
        Ok(Reset { by: rows.into_iter().map(|(by, _)| by).collect(), last })
    }

    /// The owner says that they lost nothing.
    pub fn object(&self, id: AccountId) -> Result<()> {
        let file = self.file();
        file.execute("DELETE FROM reset WHERE account = ?", [id.0])?;
        file.execute("DELETE FROM invite WHERE resets = ?", [id.0])?;
        Ok(())
    }

    /// The link that opens the way again, once there is a warrant and a day has passed. `random` is its secret.
    pub fn reset_link(&self, id: AccountId, warrant: Warrant, now: Moment, random: [u8; 16]) -> Result<Option<Token>> {
        let Some(one) = self.account(id)? else { return Ok(None) };
        if !self.reset(id)?.is_ready(warrant, now) {
            return Ok(None);
        }
        let until = now.0.saturating_add(LINK_HOURS * HOUR);
        let values = params![hash(&random), json(&one.viewer)?, until, id.0];
        self.file().execute("INSERT INTO invite VALUES (?, ?, NULL, ?, ?)", values)?;
        Ok(Some(token(&random)))
    }
}

/// Takes away all that opened an account before, and who was signed in to it.
pub(crate) fn close(file: &rusqlite::Connection, id: AccountId) -> Result<()> {
    for table in ["code", "passkey", "sitting", "reset"] {
        file.execute(&format!("DELETE FROM {table} WHERE account = ?"), [id.0])?;
    }
    file.execute("UPDATE account SET name = NULL, password = NULL WHERE id = ?", [id.0])?;
    Ok(())
}
