//! What an account is: for whom it stands, by what it opens, and what its owner should know.

use book::{PersonId, UnitId};
use charter::calendar::Moment;
use ledger::Result;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::{AccountId, Accounts, Viewer, json, read};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// For whom it stands.
    pub viewer: Viewer,
    /// The name under which it is opened with a password.
    pub name: Option<String>,
    /// Whether another officer has yet to confirm it: until then it gives no office.
    pub waits: bool,
    /// The account by which its link was made; none if it was made at the machine itself.
    pub invited_by: Option<AccountId>,
    /// What opens it.
    pub means: Means,
}

/// What opens an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Means {
    /// Whether it has a password.
    pub password: bool,
    /// Codes on paper that were not used yet.
    pub codes: u32,
    /// Passkeys.
    pub passkeys: u32,
}

/// What happened to an account, for its owner to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was taken away.
    PasskeyRemoved,
    /// The password was set.
    PasswordSet,
    /// New codes were made.
    CodesMade,
    /// A code was used.
    CodeUsed,
    /// A passkey was refused: a copy of it may be about.
    PasskeyRefused,
    /// Another officer confirmed it.
    Confirmed,
    /// An officer asked that the way in be opened again.
    ResetAsked,
}

/// Notices of one account that are kept.
const NOTICES: i64 = 50;

const ACCOUNT: &str = "SELECT account.id, viewer, name, waits, invited_by, password IS NOT NULL,
    (SELECT count(*) FROM code WHERE code.account = account.id),
    (SELECT count(*) FROM passkey WHERE passkey.account = account.id) FROM account";

type Row = (AccountId, String, Option<String>, (bool, Option<[u8; 16]>), Means);

fn row(row: &rusqlite::Row) -> rusqlite::Result<Row> {
    let means = Means { password: row.get(5)?, codes: row.get(6)?, passkeys: row.get(7)? };
    Ok((AccountId(row.get(0)?), row.get(1)?, row.get(2)?, (row.get(3)?, row.get(4)?), means))
}

fn account((id, viewer, name, (waits, by), means): Row) -> Result<Account> {
    Ok(Account { id, viewer: read(&viewer)?, name, waits, invited_by: by.map(AccountId), means })
}

impl Accounts {
    /// An account by its id.
    pub fn account(&self, id: AccountId) -> Result<Option<Account>> {
        let file = self.file();
        let mut query = file.prepare_cached(&format!("{ACCOUNT} WHERE account.id = ?"))?;
        query.query_row([id.0], row).optional()?.map(account).transpose()
    }

    /// The accounts that are at home in a unit.
    pub fn accounts(&self, unit: UnitId) -> Result<Vec<Account>> {
        let file = self.file();
        let mut query = file.prepare_cached(&format!("{ACCOUNT} WHERE unit = ? ORDER BY made, account.id"))?;
        let rows = query.query_map([unit.0], row)?.collect::<std::result::Result<Vec<_>, _>>()?;
        rows.into_iter().map(account).collect()
    }

    /// The account of a seat: of a person on a roll, or of a term that nobody on a roll holds.
    pub fn of(&self, viewer: &Viewer) -> Result<Option<Account>> {
        Ok(self.accounts(viewer.unit)?.into_iter().find(|account| account.viewer.is_seat_of(viewer)))
    }

    /// Confirms an account: `by` must stand for somebody else than its owner, and than whoever made its link. Tells
    /// whether it was so.
    pub fn confirm(&self, id: AccountId, by: AccountId, now: Moment) -> Result<bool> {
        let (Some(one), Some(other)) = (self.account(id)?, self.account(by)?) else { return Ok(false) };
        let maker = one.invited_by.map(|by| self.account(by)).transpose()?.flatten();
        let made = maker.is_some_and(|maker| maker.is_same_person(&other));
        if one.viewer.unit != other.viewer.unit || other.waits || one.is_same_person(&other) || made {
            return Ok(false);
        }
        let changed = self.file().execute("UPDATE account SET waits = 0 WHERE id = ? AND waits", [id.0])? > 0;
        if changed {
            self.note(id, Notice::Confirmed, now)?;
        }
        Ok(changed)
    }

    /// Takes away everything here that is a person's: account, sessions, links, mail. Tells how many accounts there were.
    pub fn forget(&self, unit: UnitId, person: PersonId) -> Result<usize> {
        let gone = self.accounts(unit)?.into_iter().filter(|account| account.viewer.person == Some(person));
        let gone = gone.map(|account| account.id).collect::<Vec<_>>();
        let file = self.file();
        for id in &gone {
            for table in ["code", "passkey", "sitting", "notice", "reset"] {
                file.execute(&format!("DELETE FROM {table} WHERE account = ?"), [id.0])?;
            }
            file.execute("DELETE FROM account WHERE id = ?", [id.0])?;
        }
        for table in ["personal", "personal_calendar", "week_mail", "delivered"] {
            let sql = format!("DELETE FROM {table} WHERE unit = ? AND person = ?");
            file.execute(&sql, params![unit.0, person.0.0])?;
        }
        let mut invites = file.prepare("SELECT hash, viewer FROM invite")?;
        let rows = invites.query_map([], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?)))?;
        for row in rows.collect::<std::result::Result<Vec<_>, _>>()? {
            let viewer: Viewer = read(&row.1)?;
            if viewer.unit == unit && viewer.person == Some(person) {
                file.execute("DELETE FROM invite WHERE hash = ?", [row.0])?;
            }
        }
        Ok(gone.len())
    }

    /// Tells the owner something.
    pub fn note(&self, id: AccountId, what: Notice, now: Moment) -> Result<()> {
        note(&self.file(), id, what, now)
    }

    /// What the owner was told, newest first.
    pub fn notices(&self, id: AccountId) -> Result<Vec<(Moment, Notice)>> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT at, what FROM notice WHERE account = ? ORDER BY id DESC")?;
        let rows = query.query_map([id.0], |row| Ok((Moment(row.get(0)?), row.get::<_, String>(1)?)))?;
        rows.map(|row| row.map_err(ledger::Error::from).and_then(|(at, what)| Ok((at, read(&what)?)))).collect()
    }
}

pub(crate) fn note(file: &Connection, id: AccountId, what: Notice, Moment(now): Moment) -> Result<()> {
    file.execute("INSERT INTO notice (account, at, what) VALUES (?, ?, ?)", params![id.0, now, json(&what)?])?;
    let rest = "DELETE FROM notice WHERE account = ?1 AND id NOT IN
                (SELECT id FROM notice WHERE account = ?1 ORDER BY id DESC LIMIT ?2)";
    file.execute(rest, params![id.0, NOTICES])?;
    Ok(())
}

impl Account {
    /// Whether two accounts are, or may be, one human being's: whoever has two accounts is not two people.
    pub fn is_same_person(&self, other: &Account) -> bool {
        let same_person = match (self.viewer.person, other.viewer.person) {
            (Some(one), Some(other)) => one == other,
            // Nobody knows who sits on a seat without a person; another term is another seat.
            _ => self.viewer.term == other.viewer.term,
        };
        self.id == other.id || same_person
    }
}

impl Viewer {
    /// Whether two links or accounts are for one seat.
    pub fn is_seat_of(&self, other: &Viewer) -> bool {
        let same = match (self.person, other.person) {
            (None, None) => self.term == other.term,
            (one, another) => one == another,
        };
        self.unit == other.unit && same
    }
}

impl Means {
    /// Whether anything opens the account again.
    pub fn any(self) -> bool {
        self.password || self.codes > 0 || self.passkeys > 0
    }
}
