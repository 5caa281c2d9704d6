//! What pages ask of the read tables, statement by statement, for a floor that asks the same and makes nothing of it. What
//! one look remembers (books, rules, lists) is asked once here too.

use std::path::Path;

use account::Viewer;
use book::UnitId;
use ledger::own_subject;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::kit::Result;

/// A statement, and what is bound to it.
pub type Query = (&'static str, Vec<Value>);

const UNIT: &str = "SELECT unit, parent, kind, name, code, founded, admitted, closed FROM unit WHERE unit = ?";
const ROOT: &str = "SELECT unit, parent, kind, name, code, founded, admitted, closed FROM unit WHERE parent IS NULL";
const RANGE: &str =
    "SELECT unit, parent, kind, name, code, founded, admitted, closed FROM unit WHERE unit BETWEEN ? AND ?";
const ABOVE: &str = "SELECT parent FROM unit WHERE unit = ?";
const NOW: &str = "SELECT value FROM meta WHERE name = 'state'";
const BOOK: &str = "SELECT book FROM chain WHERE unit = ? AND kind = ?";
const STATE: &str = "SELECT state FROM subject WHERE book = ? AND kind = ? AND id = ?";
const STATES: &str = "SELECT id, state FROM subject WHERE book = ? AND kind = ?";
const APART: &str = "SELECT fact FROM apart WHERE book = ? AND kind = ? AND id = ? ORDER BY seq";
const TITLES: &str =
    "SELECT id, fact FROM apart WHERE book = ? AND kind = 'policy' AND fact LIKE '{\"Titled\"%' ORDER BY seq";
const PEOPLE: &str = "SELECT id, code, name, joined, gone, same, noted, welcomed FROM member_list WHERE book = ?
    AND noted IS NOT NULL AND erased IS NULL ORDER BY name IS NULL, name, code, id";
const MEETINGS: &str =
    "SELECT id, at, whole_day, held, code, cancelled FROM meeting_list WHERE book = ? ORDER BY at, code, id";
const CASH: &str = "SELECT counted, first, open FROM cash_list WHERE book = ? ORDER BY year";

/// Bulletins and records, as `chain` counts them.
const BULLETIN: i64 = 0;
const RECORD: i64 = 1;

struct Asked {
    file: Connection,
    all: Vec<Query>,
}

/// What a page asks: the rules, the viewer's term, the unit and those above it, and then its own.
pub fn of(org: &Path, viewer: &Viewer, root: UnitId, page: &str) -> Result<Vec<Query>> {
    let mut asked = Asked { file: Connection::open(org.join("read.db"))?, all: vec![(ROOT, vec![])] };
    let (unit, way) = (viewer.unit, asked.way(viewer.unit)?);
    asked.book(root, BULLETIN)?;
    asked.state(root, BULLETIN, "unit")?;
    if unit != root {
        asked.book(unit, BULLETIN)?;
    }
    asked.state(unit, BULLETIN, "office")?;
    asked.suspension(&way)?;
    let digits = unit.0[..10].to_vec();
    let last = [&digits[..], &[0xff; 22]].concat();
    asked.all.push((RANGE, vec![digits.into(), last.into()]));
    asked.above(&way);
    asked.all.push((NOW, vec![]));
    if page == "week" || page == "people" {
        asked.book(unit, RECORD)?;
        asked.rows(PEOPLE, unit)?;
    }
    if page == "week" {
        asked.week(unit, &way)?;
    }
    // The units over the page.
    asked.all.extend(way.iter().skip(1).map(|unit| (UNIT, vec![blob(*unit)])));
    Ok(asked.all)
}

impl Asked {
    fn week(&mut self, unit: UnitId, way: &[UnitId]) -> Result<()> {
        self.rows(MEETINGS, unit)?;
        for (kind, of) in [("care", RECORD), ("application", RECORD), ("concern", BULLETIN)] {
            self.all.push((STATES, vec![self.number(unit, of)?.into(), kind.to_string().into()]));
        }
        self.state(unit, BULLETIN, "letterbox")?;
        let held = self.held(unit)?;
        for meeting in held.iter().take(2) {
            self.whole(unit, meeting)?;
        }
        self.above(way);
        for above in way {
            if above != &unit && above != &way[way.len() - 1] {
                self.book(*above, BULLETIN)?;
            }
            self.all.push((STATES, vec![self.number(*above, BULLETIN)?.into(), "policy".to_string().into()]));
        }
        let root = way[way.len() - 1];
        self.all.push((UNIT, vec![blob(root)]));
        self.rows_of(TITLES, root, BULLETIN)?;
        self.all.push((STATES, vec![self.number(unit, BULLETIN)?.into(), "response".to_string().into()]));
        // Minutes to write and to confirm, and on the draft of the next agenda.
        for meeting in held.iter().chain(&held[..2]) {
            let number = self.number(unit, RECORD)?;
            self.all.push((STATE, vec![number.into(), "meeting".to_string().into(), meeting.clone().into()]));
        }
        self.all.push((STATES, vec![self.number(unit, RECORD)?.into(), "task".to_string().into()]));
        for task in self.tasks(unit)? {
            let number = self.number(unit, RECORD)?;
            self.all.push((APART, vec![number.into(), "task".to_string().into(), task.into()]));
        }
        self.state(unit, BULLETIN, "office")?;
        self.all.push((NOW, vec![]));
        self.rows(CASH, unit)?;
        self.suspension(way)?;
        let next = "SELECT id FROM meeting_list WHERE book = ? AND NOT held ORDER BY at DESC LIMIT 1";
        let next: Vec<u8> = self.file.query_row(next, [self.number(unit, RECORD)?], |row| row.get(0))?;
        self.whole(unit, &next)
    }

    /// A term's suspension stands in the bulletin above.
    fn suspension(&mut self, way: &[UnitId]) -> Result<()> {
        self.all.push((UNIT, vec![blob(way[0])]));
        let Some(above) = way.get(1) else { return Ok(()) };
        self.book(*above, BULLETIN)?;
        self.state(*above, BULLETIN, "suspension")
    }

    /// A state with what stands beside it.
    fn whole(&mut self, unit: UnitId, meeting: &[u8]) -> Result<()> {
        let number = self.number(unit, RECORD)?;
        let bound = vec![number.into(), "meeting".to_string().into(), meeting.to_vec().into()];
        self.all.extend([(STATE, bound.clone()), (APART, bound)]);
        Ok(())
    }

    fn state(&mut self, unit: UnitId, of: i64, kind: &str) -> Result<()> {
        let number = self.number(unit, of)?;
        let own = Value::from(own_subject(unit).0.to_vec());
        self.all.push((STATE, vec![number.into(), kind.to_string().into(), own]));
        Ok(())
    }

    fn rows(&mut self, sql: &'static str, unit: UnitId) -> Result<()> {
        self.rows_of(sql, unit, RECORD)
    }

    fn rows_of(&mut self, sql: &'static str, unit: UnitId, of: i64) -> Result<()> {
        let number = self.number(unit, of)?;
        self.all.push((sql, vec![number.into()]));
        Ok(())
    }

    fn book(&mut self, unit: UnitId, of: i64) -> Result<()> {
        self.all.push((BOOK, vec![blob(unit), of.into()]));
        Ok(())
    }

    fn above(&mut self, way: &[UnitId]) {
        self.all.extend(way.iter().map(|unit| (ABOVE, vec![blob(*unit)])));
    }

    fn number(&self, unit: UnitId, of: i64) -> Result<i64> {
        Ok(self.file.query_row(BOOK, (unit.0, of), |row| row.get(0))?)
    }

    fn way(&self, unit: UnitId) -> Result<Vec<UnitId>> {
        let mut way = vec![unit];
        let above = |unit: &UnitId| self.file.query_row(ABOVE, [unit.0], |row| row.get::<_, Option<[u8; 32]>>(0));
        while let Some(parent) = above(&way[way.len() - 1])? {
            way.push(UnitId(parent));
        }
        Ok(way)
    }

    /// The last four meetings that were held.
    fn held(&self, unit: UnitId) -> Result<Vec<Vec<u8>>> {
        let sql = "SELECT id FROM meeting_list WHERE book = ? AND held ORDER BY at DESC LIMIT 4";
        let mut query = self.file.prepare(sql)?;
        let rows = query.query_map([self.number(unit, RECORD)?], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Tasks that are late, of which three are named.
    fn tasks(&self, unit: UnitId) -> Result<Vec<Vec<u8>>> {
        let sql = "SELECT id FROM subject WHERE book = ? AND kind = 'task' AND state LIKE '%\"done\":null%' LIMIT 3";
        let mut query = self.file.prepare(sql)?;
        let rows = query.query_map([self.number(unit, RECORD)?], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn blob(unit: UnitId) -> Value {
    Value::from(unit.0.to_vec())
}
