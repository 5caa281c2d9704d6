//! Questions that people are asked once in a round: who has answered, and apart from it, in sums, what. In `node.db`, on
//! this node only, until the round is counted; it knows no question and no book.
//!
//! No row ties an answer to anybody, and none tells in which order they came. The log beside the file is emptied after
//! each answer, since it would tell how the sums grew.

use std::sync::{Mutex, MutexGuard, PoisonError};

use book::{PersonId, UnitId};
use ledger::{Folder, Result};
use rusqlite::{Connection, params};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS answered (unit BLOB NOT NULL, round INTEGER NOT NULL, question INTEGER NOT NULL, who BLOB NOT NULL,
        PRIMARY KEY (unit, round, question, who)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tally (unit BLOB NOT NULL, round INTEGER NOT NULL, question INTEGER NOT NULL,
        yes INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (unit, round, question)) STRICT, WITHOUT ROWID;";

/// Answers of rounds that are not counted yet.
pub struct Tallies {
    file: Mutex<Connection>,
}

/// One question of one round in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The unit.
    pub unit: UnitId,
    /// The round, as a number that grows.
    pub round: i32,
    /// Which of its questions, from 0.
    pub number: u8,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Rather not: counted nowhere.
    Skip,
}

/// A round of one unit: how many said yes and no to each question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The unit.
    pub unit: UnitId,
    /// The round.
    pub round: i32,
    /// Each question that somebody answered, with how many said yes and no.
    pub sums: Vec<(u8, u32, u32)>,
}

impl Tallies {
    /// Opens them in a data folder.
    pub fn open(folder: impl Into<Folder>) -> Result<Tallies> {
        Ok(Tallies { file: Mutex::new(ledger::own_room(folder, TABLES)?) })
    }

    /// Counts an answer of somebody, once, under whichever of their entries they gave it. Tells whether it was counted
    /// now; it is on the disk when this returns.
    pub fn answer(&self, of: Question, who: &[PersonId], answer: Answer) -> Result<bool> {
        let mut file = self.file();
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let Question { unit, round, number } = of;
        let mut has =
            step.prepare_cached("SELECT 1 FROM answered WHERE unit = ? AND round = ? AND question = ? AND who = ?")?;
        let mut known = who.is_empty();
        for person in who {
            known |= has.exists(params![unit.0, round, number, person.0.0])?;
        }
        drop(has);
        let Some(first) = who.first().filter(|_| !known) else { return Ok(false) };
        step.execute("INSERT INTO answered VALUES (?, ?, ?, ?)", params![unit.0, round, number, first.0.0])?;
        let (yes, no) = (answer == Answer::Yes, answer == Answer::No);
        // A row that is there from the first answer on, whatever it was, tells nothing of it.
        let sql = "INSERT INTO tally VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET yes = yes + excluded.yes, no = no + excluded.no";
        step.execute(sql, params![unit.0, round, number, yes, no])?;
        step.commit()?;
        empty_log(&file)?;
        Ok(true)
    }

    /// The questions of a round that somebody has answered, under any of their entries.
    pub fn answered(&self, unit: UnitId, round: i32, who: &[PersonId]) -> Result<Vec<u8>> {
        let file = self.file();
        let sql = "SELECT question FROM answered WHERE unit = ? AND round = ? AND who = ?";
        let mut query = file.prepare_cached(sql)?;
        let mut answered = vec![];
        for person in who {
            let rows = query.query_map(params![unit.0, round, person.0.0], |row| row.get(0))?;
            for number in rows {
                answered.push(number?);
            }
        }
        Ok(answered)
    }

    /// The rounds before one, of every unit.
    pub fn before(&self, round: i32) -> Result<Vec<Round>> {
        let file = self.file();
        let sql = "SELECT unit, round, question, yes, no FROM tally WHERE round < ? ORDER BY unit, round, question";
        let mut query = file.prepare_cached(sql)?;
        let rows = query.query_map([round], |row| {
            Ok((UnitId(row.get(0)?), row.get::<_, i32>(1)?, (row.get(2)?, row.get(3)?, row.get(4)?)))
        })?;
        let mut rounds: Vec<Round> = vec![];
        for row in rows {
            let (unit, round, sum) = row?;
            match rounds.last_mut().filter(|last| (last.unit, last.round) == (unit, round)) {
                Some(last) => last.sums.push(sum),
                None => rounds.push(Round { unit, round, sums: vec![sum] }),
            }
        }
        Ok(rounds)
    }

    /// Throws a round away: who answered, and what.
    pub fn forget(&self, unit: UnitId, round: i32) -> Result<()> {
        let mut file = self.file();
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for table in ["answered", "tally"] {
            step.execute(&format!("DELETE FROM {table} WHERE unit = ? AND round = ?"), params![unit.0, round])?;
        }
        Ok(step.commit()?)
    }

    /// Forgets that somebody answered. What they answered is in the sums, where nobody finds it.
    pub fn forget_person(&self, unit: UnitId, person: PersonId) -> Result<()> {
        let sql = "DELETE FROM answered WHERE unit = ? AND who = ?";
        self.file().execute(sql, params![unit.0, person.0.0])?;
        Ok(())
    }

    /// Empties the log beside the file, where nobody reads just then.
    pub fn empty_log(&self) -> Result<()> {
        empty_log(&self.file())
    }

    fn file(&self) -> MutexGuard<'_, Connection> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn empty_log(file: &Connection) -> Result<()> {
    // Where somebody reads it is emptied with the next answer, or at the day's end.
    Ok(file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}
