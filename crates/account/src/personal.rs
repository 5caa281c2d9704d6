//! Links of somebody's own, each for one thing: by the one they, or who looks after them, put right what is told of them,
//! and nothing else; by the other their calendar is fetched. They work again and again, for a year, until somebody ends
//! them; they open no account.

use book::{PersonId, UnitId};
use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{OptionalExtension, params};

use crate::session::begin;
use crate::{AccountId, Accounts, HOUR, How, KEPT, Session, Token, Viewer, hash, json, secret, token};

/// Days for which a link of somebody's own can be used.
pub const PERSONAL_DAYS: i64 = 365;

/// What a link of somebody's own is for. One opens nothing of another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// The page with what is told of them.
    Mine,
    /// Their calendar.
    Calendar,
}

impl Opens {
    fn table(self) -> &'static str {
        match self {
            Opens::Mine => "personal",
            Opens::Calendar => "personal_calendar",
        }
    }
}

impl Accounts {
    /// Makes the link of somebody on a roll, in place of the one before. `random` is its secret.
    pub fn personal(
        &self,
        unit: UnitId,
        person: PersonId,
        opens: Opens,
        now: Moment,
        random: [u8; 16],
    ) -> Result<Token> {
        // Whoever came in by the one before is out with it.
        self.end_personal(unit, person, opens)?;
        let until = now.0.saturating_add(PERSONAL_DAYS * 24 * HOUR);
        let (file, table) = (self.file(), opens.table());
        file.execute(&format!("DELETE FROM {table} WHERE until < ?"), [now.0])?;
        let sql = format!("INSERT INTO {table} SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM {table}) < ?5");
        file.execute(&sql, params![unit.0, person.0.0, hash(&random), until, KEPT])?;
        Ok(token(&random))
    }

    /// Until when somebody's own link can be used, if they have one.
    pub fn has_personal(&self, unit: UnitId, person: PersonId, opens: Opens, now: Moment) -> Result<Option<Moment>> {
        let file = self.file();
        let sql = format!("SELECT until FROM {} WHERE unit = ? AND person = ? AND until >= ?", opens.table());
        let mut query = file.prepare_cached(&sql)?;
        let until = query.query_row(params![unit.0, person.0.0, now.0], |row| row.get(0).map(Moment));
        Ok(until.optional()?)
    }

    /// Ends somebody's own link, if there is one, and whoever came in by it is out.
    pub fn end_personal(&self, unit: UnitId, person: PersonId, opens: Opens) -> Result<()> {
        let seat = Viewer { unit, term: None, person: Some(person) };
        let account = self.of(&seat)?;
        let file = self.file();
        if let Some(account) = account.filter(|_| opens == Opens::Mine) {
            let sql = "DELETE FROM sitting WHERE account = ? AND how = ?";
            file.execute(sql, params![account.id.0, json(&How::Own)?])?;
        }
        let sql = format!("DELETE FROM {} WHERE unit = ? AND person = ?", opens.table());
        file.execute(&sql, params![unit.0, person.0.0])?;
        Ok(())
    }

    /// For whom a link of somebody's own is, if it can be used.
    pub fn personally(&self, token: &str, opens: Opens, now: Moment) -> Result<Option<Viewer>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let sql = format!("SELECT unit, person FROM {} WHERE hash = ? AND until >= ?", opens.table());
        let mut query = file.prepare_cached(&sql)?;
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
