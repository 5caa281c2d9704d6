//! Who looked, while the day runs: each reading once, in `node.db`. When its day is over it becomes a fact of the
//! record, where this node keeps it; until then it stands here. It knows no page and no book.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use book::UnitId;
use charter::access::{LOOKED_DAYS, Seen, What};
use charter::calendar::Day;
use ledger::{Folder, Result};
use rusqlite::{Connection, params};

use crate::{json, read};

/// Notes of one unit and one day.
pub const NOTES: i64 = 20_000;
/// Those of them that tell of somebody who was shown nothing: so nobody fills a book from outside.
pub const DENIALS: i64 = 50;
/// Notes of the running day that are known in memory, so that looking again does not write.
const KNOWN: usize = 200_000;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS looked (unit BLOB NOT NULL, day INTEGER NOT NULL, denied INTEGER NOT NULL, seen TEXT NOT NULL,
        PRIMARY KEY (unit, day, denied, seen)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS looked_by_day ON looked (day);";

/// What is noted of days that are not in the record yet.
pub struct Notes {
    file: Mutex<Connection>,
    known: Mutex<Known>,
    hash: RandomState,
}

#[derive(Default)]
struct Known {
    day: Day,
    seen: HashSet<u64>,
}

/// What was noted in one unit on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The unit.
    pub unit: UnitId,
    /// The day.
    pub day: Day,
    /// Each once, in an order of its own.
    pub seen: Vec<Seen>,
}

impl Notes {
    /// Opens them in a data folder.
    pub fn open(folder: impl Into<Folder>) -> Result<Notes> {
        let file = Mutex::new(ledger::own_room(folder, TABLES)?);
        Ok(Notes { file, known: Mutex::default(), hash: RandomState::new() })
    }

    /// Notes what was seen on a day, each thing once, all in one commit. It is on the disk when this returns.
    pub fn put(&self, day: Day, seen: &[(UnitId, Seen)]) -> Result<()> {
        let new = self.unknown(day, seen);
        if new.is_empty() {
            return Ok(());
        }
        let mut file = lock(&self.file);
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (unit, seen) in &new {
            let denied = seen.what == What::Denied;
            let most = if denied { DENIALS } else { NOTES };
            let sql = "INSERT OR IGNORE INTO looked SELECT ?1, ?2, ?3, ?4
                       WHERE (SELECT count(*) FROM looked WHERE unit = ?1 AND day = ?2 AND denied = ?3) < ?5";
            step.prepare_cached(sql)?.execute(params![unit.0, day.0, denied, json(seen)?, most])?;
        }
        step.commit()?;
        drop(file);
        let mut known = lock(&self.known);
        if known.day == day {
            known.seen.extend(new.iter().map(|one| self.hash.hash_one(one)));
        }
        Ok(())
    }

    /// Those that are not known to stand here already.
    fn unknown(&self, day: Day, seen: &[(UnitId, Seen)]) -> Vec<(UnitId, Seen)> {
        let mut known = lock(&self.known);
        if known.day != day || known.seen.len() >= KNOWN {
            *known = Known { day, seen: HashSet::new() };
        }
        seen.iter().filter(|one| !known.seen.contains(&self.hash.hash_one(one))).copied().collect()
    }

    /// What is noted of a unit, by day.
    pub fn of(&self, unit: UnitId) -> Result<Vec<(Day, Seen)>> {
        let file = lock(&self.file);
        let mut query = file.prepare_cached("SELECT day, seen FROM looked WHERE unit = ? ORDER BY day")?;
        let rows = query.query_map([unit.0], |row| Ok((Day(row.get(0)?), row.get::<_, String>(1)?)))?;
        rows.map(|row| row.map_err(ledger::Error::from).and_then(|(day, seen)| Ok((day, read(&seen)?)))).collect()
    }

    /// Everything of days before this one. What no node took into a record for a year is forgotten.
    pub fn before(&self, day: Day) -> Result<Vec<Noted>> {
        let file = lock(&self.file);
        file.execute("DELETE FROM looked WHERE day < ?", [day.plus(-LOOKED_DAYS).0])?;
        let mut query = file.prepare_cached("SELECT unit, day, seen FROM looked WHERE day < ?")?;
        let rows =
            query.query_map([day.0], |row| Ok((UnitId(row.get(0)?), Day(row.get(1)?), row.get::<_, String>(2)?)))?;
        let mut days = BTreeMap::<_, Vec<Seen>>::new();
        for row in rows {
            let (unit, day, seen) = row?;
            days.entry((unit, day)).or_default().push(read(&seen)?);
        }
        let noted = days.into_iter().map(|((unit, day), mut seen)| {
            seen.sort_unstable();
            Noted { unit, day, seen }
        });
        Ok(noted.collect())
    }

    /// Takes away what stands in a record now, all in one commit.
    pub fn taken(&self, noted: &[Noted]) -> Result<()> {
        let mut file = lock(&self.file);
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for Noted { unit, day, seen } in noted {
            for seen in seen {
                let denied = seen.what == What::Denied;
                let sql = "DELETE FROM looked WHERE unit = ? AND day = ? AND denied = ? AND seen = ?";
                step.prepare_cached(sql)?.execute(params![unit.0, day.0, denied, json(seen)?])?;
            }
        }
        Ok(step.commit()?)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
