//! What a node keeps for its pages alone: drafts, in `node.db`, and what waits there for the end of the day; and pictures
//! that are dear to draw, in memory.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use book::{CommandId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use ledger::Result;
use rusqlite::{Connection, OptionalExtension, params};

/// Bytes that a draft may take: the longest minutes.
pub const DRAFT_BYTES: usize = 200_000;
/// Drafts that are kept; beyond, the oldest give way.
const DRAFTS: i64 = 20_000;
/// Pictures that are kept.
const KEPT: usize = 32;
/// Pages for everybody that are kept: of 30 kB, they take 6 MB.
const PAGES: usize = 200;
/// For how long after its time a picture is shown to those who come while another is drawn.
const OLD_MS: i64 = 60_000;

const TABLES: &str =
    "CREATE TABLE IF NOT EXISTS draft (name TEXT PRIMARY KEY, value BLOB NOT NULL, at INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS intake (id BLOB PRIMARY KEY, unit BLOB NOT NULL, subject BLOB NOT NULL, kind TEXT NOT NULL,
        day INTEGER NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;";
/// Things that wait for the end of one day in one unit; whoever comes after them is asked to come tomorrow.
pub const INTAKE: i64 = 500;

type Key = (TypeId, String);

struct Kept {
    /// When it was last wanted.
    turn: u64,
    state: i64,
    made: i64,
    until: i64,
    what: Arc<dyn Any + Send + Sync>,
}

/// Something that waits for the end of the day: which day is all that is known of when it came. Its id is drawn by
/// chance, so that the order in which things lie here tells nothing either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Its id, which its command gets.
    pub id: CommandId,
    /// The unit in whose book it is to be written.
    pub unit: UnitId,
    /// What it is about.
    pub subject: SubjectId,
    /// The kind of that subject.
    pub kind: String,
    /// The day on which it came.
    pub day: Day,
    /// The command.
    pub value: Vec<u8>,
}

/// Drafts and pictures.
pub struct Shelf {
    file: Mutex<Connection>,
    pictures: Wall,
    pages: Wall,
}

/// So much as is kept at once of one sort.
struct Wall {
    most: usize,
    kept: Mutex<Pictures>,
}

#[derive(Default)]
struct Pictures {
    /// How often anything was wanted.
    turn: u64,
    kept: HashMap<Key, Kept>,
    /// What somebody is drawing just now.
    drawing: HashMap<Key, Arc<Mutex<()>>>,
}

impl Shelf {
    /// Opens the shelf of a data folder.
    pub fn open(folder: impl Into<ledger::Folder>) -> Result<Shelf> {
        let wall = |most| Wall { most, kept: Mutex::default() };
        Ok(Shelf { file: Mutex::new(ledger::own_room(folder, TABLES)?), pictures: wall(KEPT), pages: wall(PAGES) })
    }

    /// A draft.
    pub fn draft(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let file = lock(&self.file);
        let mut query = file.prepare_cached("SELECT value FROM draft WHERE name = ?")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Puts drafts down, or throws them away.
    pub fn put(&self, drafts: &[(String, Option<Vec<u8>>)], now: Moment) -> Result<()> {
        let mut file = lock(&self.file);
        let step = file.transaction()?;
        for (name, value) in drafts {
            match value {
                Some(value) => {
                    step.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", params![name, value, now.0])?
                }
                None => step.execute("DELETE FROM draft WHERE name = ?", [name])?,
            };
        }
        let rest = "DELETE FROM draft WHERE name IN (SELECT name FROM draft ORDER BY at DESC LIMIT -1 OFFSET ?)";
        step.execute(rest, [DRAFTS])?;
        Ok(step.commit()?)
    }

    /// Takes in what waits for the end of the day. False if too much waits there already. The log beside the file is emptied
    /// at once: it would tell between which other things it came, and those bear times.
    pub fn take_in(&self, intake: &[Intake]) -> Result<bool> {
        if intake.is_empty() {
            return Ok(true);
        }
        let mut file = lock(&self.file);
        let step = file.transaction()?;
        for Intake { id, unit, subject, kind, day, value } in intake {
            let waits: i64 =
                step.query_row("SELECT count(*) FROM intake WHERE unit = ?", [unit.0], |row| row.get(0))?;
            if waits >= INTAKE {
                return Ok(false);
            }
            let sql = "INSERT INTO intake VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
            step.execute(sql, params![id.0, unit.0, subject.0, kind, day.0, value])?;
        }
        step.commit()?;
        empty_log(&file)?;
        Ok(true)
    }

    /// All that waits for the end of a day, in the order of ids, which is none.
    pub fn intake(&self) -> Result<Vec<Intake>> {
        self.taken_in("SELECT * FROM intake ORDER BY id", [])
    }

    /// What waits of one subject.
    pub fn intake_of(&self, subject: SubjectId) -> Result<Vec<Intake>> {
        self.taken_in("SELECT * FROM intake WHERE subject = ? ORDER BY id", [subject.0])
    }

    fn taken_in(&self, sql: &str, of: impl rusqlite::Params) -> Result<Vec<Intake>> {
        let file = lock(&self.file);
        let mut query = file.prepare(sql)?;
        let rows = query.query_map(of, |row| {
            let (id, unit, subject) = (CommandId(row.get(0)?), UnitId(row.get(1)?), SubjectId(row.get(2)?));
            Ok(Intake { id, unit, subject, kind: row.get(3)?, day: Day(row.get(4)?), value: row.get(5)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Throws away what was written in its book.
    pub fn written(&self, ids: &[CommandId]) -> Result<()> {
        let mut file = lock(&self.file);
        let step = file.transaction()?;
        for id in ids {
            step.execute("DELETE FROM intake WHERE id = ?", [id.0])?;
        }
        step.commit()?;
        empty_log(&file)
    }

    /// What was worked out before in the same state of the tables, or else now. What `stale` allows may be so many milliseconds old.
    pub(crate) fn keep<T: Send + Sync + 'static>(
        &self,
        state: i64,
        now: Moment,
        name: &str,
        stale: impl FnOnce(&T) -> i64,
        work: impl FnOnce() -> crate::Result<T>,
    ) -> crate::Result<Arc<T>> {
        self.pictures.keep(state, now, name, stale, work)
    }

    /// A page for everybody that was made before in the same state of the tables, or else now. It takes no picture's place.
    pub(crate) fn keep_page<T: Send + Sync + 'static>(
        &self,
        state: i64,
        now: Moment,
        name: &str,
        work: impl FnOnce() -> crate::Result<T>,
    ) -> crate::Result<Arc<T>> {
        self.pages.keep(state, now, name, |_| 0, work)
    }

    /// Whether a page whose name begins with an address and a stroke is kept, of whichever day.
    pub(crate) fn keeps_page(&self, path: &str) -> bool {
        let of = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        lock(&self.pages.kept).kept.keys().any(|(_, name)| of(name))
    }

    /// A page for everybody, if it is kept in this state.
    pub(crate) fn kept_page<T: Send + Sync + 'static>(&self, state: i64, now: Moment, name: &str) -> Option<Arc<T>> {
        let key = (TypeId::of::<T>(), name.to_string());
        lock(&self.pages.kept).find(&key, |kept| kept.holds(state, now.0))?.downcast().ok()
    }
}

impl Wall {
    /// What is there, or is made now by one of those who want it. What may be old is shown to the others meanwhile.
    fn keep<T: Send + Sync + 'static>(
        &self,
        state: i64,
        Moment(now): Moment,
        name: &str,
        stale: impl FnOnce(&T) -> i64,
        work: impl FnOnce() -> crate::Result<T>,
    ) -> crate::Result<Arc<T>> {
        let key = (TypeId::of::<T>(), name.to_string());
        let found = |old: bool| {
            let found = lock(&self.kept).find(&key, |kept| kept.holds(state, now) || old && kept.is_old(now));
            found.and_then(|found| found.downcast::<T>().ok())
        };
        if let Some(found) = found(false) {
            return Ok(found);
        }
        let drawing = lock(&self.kept).drawing.entry(key.clone()).or_default().clone();
        let first = match drawing.try_lock() {
            Err(TryLockError::WouldBlock) => match found(true) {
                Some(old) => return Ok(old),
                None => lock(&drawing),
            },
            Err(TryLockError::Poisoned(first)) => first.into_inner(),
            Ok(first) => first,
        };
        // Another may have drawn it meanwhile.
        let made = match found(false) {
            Some(found) => found,
            None => {
                let made = Arc::new(work()?);
                let until = now.saturating_add(stale(&made));
                let kept = Kept { turn: 0, state, made: now, until, what: made.clone() };
                lock(&self.kept).put(key.clone(), kept, self.most);
                made
            }
        };
        lock(&self.kept).drawing.remove(&key);
        drop(first);
        Ok(made)
    }
}

impl Kept {
    /// Whether it says what is so now, or may be as old as it is.
    fn holds(&self, state: i64, now: i64) -> bool {
        self.state == state || (self.made..self.until).contains(&now)
    }

    /// Whether it can be shown while somebody draws it anew.
    fn is_old(&self, now: i64) -> bool {
        self.until > self.made && (self.made..self.until.saturating_add(OLD_MS)).contains(&now)
    }
}

impl Pictures {
    fn find(&mut self, key: &Key, fits: impl Fn(&Kept) -> bool) -> Option<Arc<dyn Any + Send + Sync>> {
        self.turn += 1;
        let kept = self.kept.get_mut(key).filter(|kept| fits(kept))?;
        kept.turn = self.turn;
        Some(kept.what.clone())
    }

    fn put(&mut self, key: Key, new: Kept, most: usize) {
        self.turn += 1;
        self.kept.retain(|_, kept| kept.holds(new.state, new.made) || kept.is_old(new.made));
        // What nobody has wanted for longest gives way: whoever leafs through days of long ago slows nobody else.
        let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.turn).map(|(key, _)| key.clone());
        if let Some(oldest) = oldest.filter(|_| self.kept.len() >= most) {
            self.kept.remove(&oldest);
        }
        self.kept.insert(key, Kept { turn: self.turn, ..new });
    }
}

/// Where somebody else reads just then, it is emptied with what comes next, or at the day's end.
fn empty_log(file: &Connection) -> Result<()> {
    Ok(file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
