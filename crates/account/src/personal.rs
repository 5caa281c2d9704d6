//! A link of somebody's own: by it they, or who looks after them, put right what is told of them, and nothing else. It
//! works again and again, for a year, until somebody ends it; it opens no account.

use book::{PersonId, UnitId};
use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{OptionalExtension, params};

use crate::session::begin;
use crate::{AccountId, Accounts, HOUR, How, KEPT, Session, Token, Viewer, hash, json, secret, token};

/// Days for which a link of somebody's own can be used.
pub const PERSONAL_DAYS: i64 = 365;

impl Accounts {
    /// Makes the link of somebody on a roll, in place of the one before. `random` is its secret.
    pub fn personal(&self, unit: UnitId, person: PersonId, now: Moment, random: [u8; 16]) -> Result<Token> {
        // Whoever came in by the one before is out with it.
        self.end_personal(unit, person)?;
        let until = now.0.saturating_add(PERSONAL_DAYS * 24 * HOUR);
        let file = self.file();
        file.execute("DELETE FROM personal WHERE until < ?", [now.0])?;
        let sql = "INSERT INTO personal SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM personal) < ?5";
        file.execute(sql, params![unit.0, person.0.0, hash(&random), until, KEPT])?;
        Ok(token(&random))
    }

    /// Until when somebody's own link can be used, if they have one.
    pub fn has_personal(&self, unit: UnitId, person: PersonId, now: Moment) -> Result<Option<Moment>> {
        let file = self.file();
        let mut query =
            file.prepare_cached("SELECT until FROM personal WHERE unit = ? AND person = ? AND until >= ?")?;
        let until = query.query_row(params![unit.0, person.0.0, now.0], |row| row.get(0).map(Moment));
        Ok(until.optional()?)
    }

    /// Ends somebody's own link, if there is one, and whoever came in by it is out.
    pub fn end_personal(&self, unit: UnitId, person: PersonId) -> Result<()> {
        let seat = Viewer { unit, term: None, person: Some(person) };
        let account = self.of(&seat)?;
        let file = self.file();
        if let Some(account) = account {
            let sql = "DELETE FROM sitting WHERE account = ? AND how = ?";
            file.execute(sql, params![account.id.0, json(&How::Own)?])?;
        }
        file.execute("DELETE FROM personal WHERE unit = ? AND person = ?", params![unit.0, person.0.0])?;
        Ok(())
    }

    /// For whom a link of somebody's own is, if it can be used.
    pub fn personally(&self, token: &str, now: Moment) -> Result<Option<Viewer>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let mut query = file.prepare_cached("SELECT unit, person FROM personal WHERE hash = ? AND until >= ?")?;
        let row = query.query_row(params![hash(&secret), now.0], |row| {
            Ok((UnitId(row.get(0)?), PersonId(book::SubjectId(row.get(1)?))))
        });
        Ok(row.optional()?.map(|(unit, person)| Viewer { unit, term: None, person: Some(person) }))
    }

    /// Begins a session by such a link, which opens nothing but what is told of its owner. `fresh` are the session's
    /// secret, and the id of the account where there is none yet.
    pub fn come_in_personally(
        &self,
        viewer: &Viewer,
        device: &str,
        now: Moment,
        fresh: [[u8; 16]; 2],
    ) -> Result<Option<Session>> {
        let id = self.of(viewer)?.map_or(AccountId(fresh[1]), |account| account.id);
        let file = self.file();
        let values = params![id.0, json(viewer)?, viewer.unit.0, now.0, KEPT];
        file.execute(
            "INSERT OR IGNORE INTO account SELECT ?1, ?2, ?3, NULL, NULL, 0, NULL, ?4
             WHERE (SELECT count(*) FROM account) < ?5",
            values,
        )?;
        begin(&file, id, How::Own, device, now, fresh[0])
    }
}
