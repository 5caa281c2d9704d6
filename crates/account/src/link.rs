//! Links by which somebody comes in for the first time: used once, soon, for one seat.

use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{OptionalExtension, params};

use crate::reset::close;
use crate::session::begin;
use crate::{Account, AccountId, Accounts, HOUR, How, KEPT, Session, Token, Viewer, hash, json, read, secret, token};

/// Hours in which a link can be used.
pub const LINK_HOURS: i64 = 72;

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// For whom it is.
    pub viewer: Viewer,
    /// The account by which it was made; none if it was made at the machine itself.
    pub by: Option<AccountId>,
    /// The account to which it opens the way again, in place of all that opened it before.
    pub resets: Option<AccountId>,
}

impl Link {
    /// A link for a seat; `by` is the account by which it is made.
    pub fn to(viewer: Viewer, by: Option<AccountId>) -> Link {
        Link { viewer, by, resets: None }
    }
}

impl Accounts {
    /// A link for somebody, to be used once and soon. `random` is its secret.
    pub fn invite(&self, link: &Link, now: Moment, random: [u8; 16]) -> Result<Token> {
        let until = now.0.saturating_add(LINK_HOURS * HOUR);
        let file = self.file();
        file.execute("DELETE FROM invite WHERE until < ?", [now.0])?;
        let rest = "DELETE FROM invite WHERE hash IN (SELECT hash FROM invite ORDER BY until DESC LIMIT -1 OFFSET ?)";
        file.execute(rest, [KEPT])?;
        let values = params![hash(&random), json(&link.viewer)?, link.by.map(|by| by.0), until];
        file.execute("INSERT INTO invite VALUES (?, ?, ?, ?, NULL)", values)?;
        Ok(token(&random))
    }

    /// For whom a link is, if it can still be used.
    pub fn invited(&self, token: &str, now: Moment) -> Result<Option<Link>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let mut query = file.prepare_cached("SELECT viewer, by, resets FROM invite WHERE hash = ? AND until >= ?")?;
        let row = query.query_row(params![hash(&secret), now.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<_>>(1)?, row.get::<_, Option<_>>(2)?))
        });
        let Some((viewer, by, resets)) = row.optional()? else { return Ok(None) };
        Ok(Some(Link { viewer: read(&viewer)?, by: by.map(AccountId), resets: resets.map(AccountId) }))
    }

    /// Uses a link up, makes the account of its seat unless there is one, and begins a session. None if the link is
    /// not good, or if the seat has an account that opens by other means: a link steps round none of them.
    /// `fresh` are the session's secret and the account's id; `is_officer` tells of an account whether it is one now.
    pub fn enter(
        &self,
        token: &str,
        device: &str,
        now: Moment,
        fresh: [[u8; 16]; 2],
        is_officer: impl Fn(&Account) -> Result<bool>,
    ) -> Result<Option<Session>> {
        let Some(link) = self.invited(token, now)? else { return Ok(None) };
        let before = self.of(&link.viewer)?;
        let resets = link.resets.is_some() && link.resets == before.as_ref().map(|account| account.id);
        if before.as_ref().is_some_and(|account| account.means.any()) && !resets {
            return Ok(None);
        }
        let waits = self.is_to_be_confirmed(&link, is_officer)?;
        let mut file = self.file();
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let Some(secret) = secret(token) else { return Ok(None) };
        // Of many who press at once one finds it.
        if step.execute("DELETE FROM invite WHERE hash = ? AND until >= ?", params![hash(&secret), now.0])? == 0 {
            return Ok(None);
        }
        let id = before.as_ref().map_or(AccountId(fresh[1]), |account| account.id);
        if resets {
            close(&step, id)?;
        }
        let values = params![id.0, json(&link.viewer)?, link.viewer.unit.0, waits, link.by.map(|by| by.0), now.0, KEPT];
        step.execute(
            "INSERT INTO account SELECT ?1, ?2, ?3, NULL, NULL, ?4, ?5, ?6 WHERE (SELECT count(*) FROM account) < ?7
             ON CONFLICT (id) DO UPDATE SET viewer = excluded.viewer, waits = excluded.waits,
             invited_by = excluded.invited_by",
            values,
        )?;
        let session = begin(&step, id, How::Link, device, now, fresh[0])?;
        step.commit()?;
        Ok(session)
    }

    /// Whether somebody besides the one who made the link must say that it reached the right person: an office was
    /// given with it on a page, and there is another officer to ask.
    fn is_to_be_confirmed(&self, link: &Link, is_officer: impl Fn(&Account) -> Result<bool>) -> Result<bool> {
        let (Some(by), Some(_)) = (link.by, link.viewer.term) else { return Ok(false) };
        let accounts = self.accounts(link.viewer.unit)?;
        let maker = accounts.iter().find(|account| account.id == by);
        for account in accounts.iter().filter(|account| !account.waits && !account.viewer.is_seat_of(&link.viewer)) {
            if maker.is_none_or(|maker| !maker.is_same_person(account)) && is_officer(account)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
