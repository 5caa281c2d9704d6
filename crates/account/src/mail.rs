//! Who wants their week by mail, and what became of each letter: on this node alone. It knows no address and no text,
//! and sends nothing.

use book::{PersonId, UnitId};
use charter::calendar::{Day, Moment};
use ledger::Result;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::{Accounts, HOUR, KEPT, Token, hash, json, read, secret, token};

/// Days for which it is kept what became of a letter.
pub const DELIVERED_DAYS: i32 = 90;
/// How often one letter is tried.
pub const MAIL_TRIES: u32 = 4;
/// Hours before the second try, the third and the fourth.
const PAUSES: [i64; MAIL_TRIES as usize - 1] = [1, 4, 12];
/// Days after a day's end with a mail server in which letters are offered on pages.
const OFFERED_DAYS: i64 = 35;
/// Letters that are shown at once.
const SHOWN: i64 = 1_000;

/// How somebody wants their week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// The unit where they are at home.
    pub unit: UnitId,
    /// Who.
    pub person: PersonId,
    /// Whether the letter may name the unit, and what is to be done.
    pub named: bool,
    /// Since when.
    pub since: Moment,
    /// When the mail server refused their address; from then on nothing is sent.
    pub refused: Option<Moment>,
}

/// One letter: to whom, what, and for which day. It goes out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The unit.
    pub unit: UnitId,
    /// To whom.
    pub person: PersonId,
    /// What it tells.
    pub what: &'static str,
    /// For which day.
    pub day: Day,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is on its way. Where that stays so, the machine broke off, and it may have gone out: it is not sent again.
    Begun,
    /// The mail server took it.
    Sent,
    /// It is tried again.
    Waits,
    /// The mail server refused the address.
    AddressRefused,
    /// The mail server refused the letter.
    Refused,
    /// It was tried often enough.
    GivenUp,
}

/// A line of what was delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivered {
    /// The unit.
    pub unit: UnitId,
    /// To whom.
    pub person: PersonId,
    /// What it told.
    pub what: String,
    /// For which day.
    pub day: Day,
    /// What became of it.
    pub outcome: Outcome,
    /// How often it was tried.
    pub tries: u32,
}

const WANTED: &str = "SELECT unit, person, named, since, refused FROM week_mail";
const DELIVERED: &str = "SELECT unit, person, what, day, outcome, tries FROM delivered";

fn who(row: &Row) -> rusqlite::Result<(UnitId, PersonId)> {
    Ok((UnitId(row.get(0)?), PersonId(book::SubjectId(row.get(1)?))))
}

fn wanted(row: &Row) -> rusqlite::Result<Wanted> {
    let (unit, person) = who(row)?;
    let refused = row.get::<_, Option<i64>>(4)?.map(Moment);
    Ok(Wanted { unit, person, named: row.get(2)?, since: Moment(row.get(3)?), refused })
}

impl Accounts {
    /// Sends somebody their week from now on, also where their address was refused before.
    pub fn want_mail(&self, unit: UnitId, person: PersonId, named: bool, now: Moment) -> Result<()> {
        let sql = "INSERT INTO week_mail SELECT ?1, ?2, ?3, ?4, NULL WHERE (SELECT count(*) FROM week_mail) < ?5
                   ON CONFLICT (unit, person) DO UPDATE SET named = excluded.named, refused = NULL";
        self.file().execute(sql, params![unit.0, person.0.0, named, now.0, KEPT])?;
        Ok(())
    }

    /// Sends somebody no more.
    pub fn stop_mail(&self, unit: UnitId, person: PersonId) -> Result<()> {
        self.file().execute("DELETE FROM week_mail WHERE unit = ? AND person = ?", params![unit.0, person.0.0])?;
        Ok(())
    }

    /// How somebody wants their week, if they do.
    pub fn wants_mail(&self, unit: UnitId, person: PersonId) -> Result<Option<Wanted>> {
        let file = self.file();
        let mut query = file.prepare_cached(&format!("{WANTED} WHERE unit = ? AND person = ?"))?;
        Ok(query.query_row(params![unit.0, person.0.0], wanted).optional()?)
    }

    /// Everybody to whom it is sent.
    pub fn all_who_want_mail(&self) -> Result<Vec<Wanted>> {
        let file = self.file();
        let mut query = file.prepare_cached(&format!("{WANTED} WHERE refused IS NULL ORDER BY unit, person"))?;
        let rows = query.query_map([], wanted)?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// Whether a letter is to be sent: it never was, or waited long enough.
    pub fn is_letter_due(&self, letter: &Letter, now: Moment) -> Result<bool> {
        let Letter { unit, person, what, day } = letter;
        let file = self.file();
        let mut query = file.prepare_cached(
            "SELECT 1 FROM delivered WHERE unit = ? AND person = ? AND what = ? AND day = ?
             AND NOT (outcome = ? AND again <= ?)",
        )?;
        let values = params![unit.0, person.0.0, what, day.0, json(&Outcome::Waits)?, now.0];
        Ok(!query.exists(values)?)
    }

    /// Takes a letter in hand, unless it was before or has yet to wait; of many who take it one gets it. Given is what
    /// ends all letters to that person, with which it goes out. `random` is its secret.
    pub fn begin_letter(&self, letter: &Letter, now: Moment, random: [u8; 16]) -> Result<Option<Token>> {
        let sql = "INSERT INTO delivered VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)
                   ON CONFLICT (unit, person, what, day) DO UPDATE
                   SET outcome = excluded.outcome, tries = tries + 1, stop = excluded.stop
                   WHERE outcome = ?8 AND again <= ?6";
        let Letter { unit, person, what, day } = letter;
        let (begun, waits) = (json(&Outcome::Begun)?, json(&Outcome::Waits)?);
        let values = params![unit.0, person.0.0, what, day.0, begun, now.0, hash(&random), waits];
        let begun = self.file().execute(sql, values)? > 0;
        Ok(begun.then(|| token(&random)))
    }

    /// Puts down what became of a letter: one that is to wait waits longer each time, and is given up in the end. Whose
    /// address was refused is sent no more.
    pub fn end_letter(&self, letter: &Letter, outcome: Outcome, now: Moment) -> Result<()> {
        let Letter { unit, person, what, day } = letter;
        let (of, mut file) = (params![unit.0, person.0.0, what, day.0], self.file());
        let step = file.transaction()?;
        let place = "WHERE unit = ? AND person = ? AND what = ? AND day = ?";
        let tries: u32 = step
            .query_row(&format!("SELECT tries FROM delivered {place}"), of, |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let pause = PAUSES.get((tries as usize).saturating_sub(1)).copied();
        let (outcome, again) = match (outcome, pause) {
            (Outcome::Waits, None) => (Outcome::GivenUp, now.0),
            (Outcome::Waits, Some(hours)) => (outcome, now.0.saturating_add(hours * HOUR)),
            _ => (outcome, now.0),
        };
        let sql =
            "UPDATE delivered SET outcome = ?5, again = ?6 WHERE unit = ?1 AND person = ?2 AND what = ?3 AND day = ?4";
        step.execute(sql, params![unit.0, person.0.0, what, day.0, json(&outcome)?, again])?;
        if outcome == Outcome::AddressRefused {
            let sql = "UPDATE week_mail SET refused = ? WHERE unit = ? AND person = ?";
            step.execute(sql, params![now.0, unit.0, person.0.0])?;
        }
        Ok(step.commit()?)
    }

    /// Whose letters a token ends, which came with one of them.
    pub fn mail_of(&self, token: &str) -> Result<Option<(UnitId, PersonId)>> {
        let Some(secret) = secret(token) else { return Ok(None) };
        let file = self.file();
        let mut query = file.prepare_cached("SELECT unit, person FROM delivered WHERE stop = ?")?;
        Ok(query.query_row([hash(&secret)], who).optional()?)
    }

    /// What became of the latest letters, those of the latest day first.
    pub fn delivered(&self) -> Result<Vec<Delivered>> {
        self.lines("ORDER BY day DESC, unit, person LIMIT ?", &[&SHOWN])
    }

    /// The same of the letters to one person.
    pub fn delivered_to(&self, unit: UnitId, person: PersonId) -> Result<Vec<Delivered>> {
        self.lines("WHERE unit = ? AND person = ? ORDER BY day DESC", &[&unit.0, &person.0.0])
    }

    fn lines(&self, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Delivered>> {
        let file = self.file();
        let mut query = file.prepare_cached(&format!("{DELIVERED} {rest}"))?;
        let rows = query.query_map(values, |row| {
            Ok((who(row)?, row.get(2)?, Day(row.get(3)?), row.get::<_, String>(4)?, row.get(5)?))
        })?;
        rows.map(|row| {
            let ((unit, person), what, day, outcome, tries) = row?;
            Ok(Delivered { unit, person, what, day, outcome: read(&outcome)?, tries })
        })
        .collect()
    }

    /// Forgets what became of letters for days before this one.
    pub fn forget_delivered(&self, before: Day) -> Result<()> {
        self.file().execute("DELETE FROM delivered WHERE day < ?", [before.0])?;
        Ok(())
    }

    /// Notes that a day's end has a mail server, and from which address it sends.
    pub fn mails(&self, sender: &str, now: Moment) -> Result<()> {
        self.file().execute("INSERT OR REPLACE INTO mails_from VALUES (1, ?, ?)", params![sender, now.0])?;
        Ok(())
    }

    /// From which address letters come, where a day's end had a mail server lately.
    pub fn mails_from(&self, now: Moment) -> Result<Option<String>> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT sender FROM mails_from WHERE seen >= ?")?;
        let since = now.0.saturating_sub(OFFERED_DAYS * 24 * HOUR);
        Ok(query.query_row([since], |row| row.get(0)).optional()?)
    }

    /// Chooses what stands as the sender of a unit's letters; nothing for what stands there without a choice.
    pub fn name_sender(&self, unit: UnitId, name: Option<&str>) -> Result<()> {
        let file = self.file();
        file.execute("DELETE FROM mail_name WHERE unit = ?", [unit.0])?;
        if let Some(name) = name {
            file.execute("INSERT INTO mail_name VALUES (?, ?)", params![unit.0, name])?;
        }
        Ok(())
    }

    /// What was chosen.
    pub fn sender_of(&self, unit: UnitId) -> Result<Option<String>> {
        let file = self.file();
        let mut query = file.prepare_cached("SELECT name FROM mail_name WHERE unit = ?")?;
        Ok(query.query_row([unit.0], |row| row.get(0)).optional()?)
    }
}
