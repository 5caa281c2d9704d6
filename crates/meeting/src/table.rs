//! Lists of meetings, and what their decisions look at.

use std::sync::Arc;

use book::{Kind as BookKind, SubjectId, UnitId};
use charter::calendar::{Day, Moment, Zone};
use ledger::{Apart, Error, Kind, Look};
use rusqlite::params;
use rusqlite::types::Value;

use crate::{Cadence, Fact, Meeting, Roll, When};

/// Meetings, with the columns of their lists.
pub const MEETING: Kind<Meeting> = Kind {
    columns: "at INTEGER, whole_day INTEGER, held INTEGER, code TEXT, cancelled INTEGER, redacted INTEGER",
    indexed: &["redacted"],
    row: |meeting| {
        let Some(at) = meeting.held.or(meeting.set) else { return vec![] };
        let code = meeting.code.clone().map_or(Value::Null, Value::Text);
        let redacted = meeting.redacted.map_or(Value::Null, |at| at.0.into());
        let flag = |flag: bool| Value::Integer(flag.into());
        vec![at.at.0.into(), flag(at.whole_day), flag(meeting.held.is_some()), code, flag(meeting.cancelled), redacted]
    },
    around: Some(around),
};

/// The rhythm of a unit's meetings.
pub const CADENCE: Kind<Cadence> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The meeting.
    pub id: SubjectId,
    /// When it was held, or is set.
    pub when: When,
    /// Whether it was held.
    pub held: bool,
    /// What the unit's own files call it.
    pub code: Option<String>,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// Days for which a meeting that was set, and not held, is still spoken of.
const OPEN_DAYS: i32 = 14;

impl Row {
    /// Whether it can be expected to be held yet, or to be written down: an older one hides the next no more.
    pub fn is_open(&self, today: Day, zone: &Zone) -> bool {
        !self.held && !self.cancelled && today.since(self.when.day(zone)) <= OPEN_DAYS
    }
}

/// All meetings of a unit, oldest first.
pub fn list(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    Ok((*all(look, unit)?).clone())
}

/// The same, for those who look at it and take nothing away: one look reads it once.
pub fn all(look: &Look, unit: UnitId) -> Result<Arc<Vec<Row>>, Error> {
    look.once(unit, || read(look, unit))
}

fn read(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(vec![]) };
    let sql = "SELECT id, at, whole_day, held, code, cancelled FROM meeting_list WHERE book = ? ORDER BY at, code, id";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book], |row| {
        let when = When { at: Moment(row.get(1)?), whole_day: row.get(2)? };
        Ok(Row { id: SubjectId(row.get(0)?), when, held: row.get(3)?, code: row.get(4)?, cancelled: row.get(5)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries that tell by name who was at a meeting that was held before a day: members, those who came late, guests.
pub fn attendance_before(look: &Look, day: Day) -> Result<Vec<Apart>, Error> {
    let sql = "SELECT book, seq FROM apart JOIN meeting_list USING (book, id) WHERE apart.kind = 'meeting' AND held
               AND at < ? AND (fact LIKE '{\"Attended\"%' OR fact LIKE '{\"CameLate\"%' OR fact LIKE '{\"Visited\"%')";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([day.start().0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries with minutes from which something was taken out since: of these only the latest text stays.
pub fn redacted(look: &Look) -> Result<Vec<Apart>, Error> {
    let sql = "WITH wrote AS (SELECT apart.book, apart.id, seq FROM meeting_list JOIN apart USING (book, id)
                 WHERE redacted IS NOT NULL AND apart.kind = 'meeting' AND fact LIKE '{\"Wrote\"%')
               SELECT book, seq FROM wrote
               WHERE seq < (SELECT max(seq) FROM wrote AS last WHERE last.book = wrote.book AND last.id = wrote.id)";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn around(look: &Look, unit: UnitId, id: SubjectId) -> Result<Roll, Error> {
    let Some(meeting) = look.subject::<Meeting>(unit, id)? else { return Ok(Roll::default()) };
    let rules = look.rules()?;
    let when = meeting.held.or(meeting.set).unwrap_or_default();
    let people = member::roll(look, unit, when.day(&rules.zone()))?;
    let mut roll = Roll { people, rules, accounts: member::with_accounts(look, unit)?, ..Roll::default() };
    for fact in look.apart::<Meeting>(unit, id)? {
        match fact {
            Fact::Attended(who) => roll.attended = who,
            Fact::Wrote { text, decisions } => roll.wrote = Some((text, decisions)),
            _ => {}
        }
    }
    Ok(roll)
}
