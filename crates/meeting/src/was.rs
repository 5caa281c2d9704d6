//! At which meetings somebody was, as far as it is still known by name: for themselves alone.

use std::collections::BTreeMap;

use book::{Kind as BookKind, PersonId, SubjectId, UnitId};
use charter::calendar::Moment;
use ledger::{Error, Look};
use rusqlite::params;
use serde::Serialize;

use crate::{Fact, Meeting, When};

/// A meeting, and what is known of one person at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Was {
    /// The meeting.
    pub meeting: SubjectId,
    /// When it was held.
    pub when: When,
    /// Whether they were there; after a year that is not known any more.
    pub there: bool,
    /// When they came, if that was late.
    pub late: Option<Moment>,
    /// Whether they agreed to the minutes.
    pub agreed: bool,
}

/// The meetings of a unit at which one person was, under any of their entries, latest first.
pub fn was_at(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<Was>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(vec![]) };
    let sql = "SELECT id, at, whole_day, fact FROM apart JOIN meeting_list USING (book, id) WHERE apart.book = ?
               AND apart.kind = 'meeting' AND (fact LIKE '{\"Attended\"%' OR fact LIKE '{\"CameLate\"%'
               OR fact LIKE '{\"ConfirmedBy\"%')";
    let mut was = BTreeMap::<(When, SubjectId), Was>::new();
    let mut note = |(when, meeting), there, late: Option<Moment>, agreed| {
        if there || late.is_some() || agreed {
            let none = Was { meeting, when, there: false, late: None, agreed: false };
            let was = was.entry((when, meeting)).or_insert(none);
            (was.there, was.late, was.agreed) = (was.there || there, was.late.or(late), was.agreed || agreed);
        }
    };
    for (at, fact) in rows(look, book, sql)? {
        match serde_json::from_str(&fact)? {
            Fact::Attended(who) => note(at, people.iter().any(|person| who.contains(person)), None, false),
            Fact::CameLate(late) => {
                note(at, false, late.iter().find(|(who, _)| people.contains(who)).map(|(_, at)| *at), false);
            }
            Fact::ConfirmedBy(one, other) => note(at, false, None, people.contains(&one) || people.contains(&other)),
            _ => {}
        }
    }
    // Whoever agreed by their own account stands in the meeting itself.
    let sql = "SELECT id, at, whole_day, state FROM subject JOIN meeting_list USING (book, id) WHERE subject.book = ?
               AND subject.kind = 'meeting' AND state LIKE '%\"agreed\"%'";
    for (at, state) in rows(look, book, sql)? {
        let meeting: Meeting = serde_json::from_str(&state)?;
        note(at, false, None, people.iter().any(|person| meeting.has_agreed(*person)));
    }
    Ok(was.into_values().rev().collect())
}

type Found = Vec<((When, SubjectId), String)>;

fn rows(look: &Look, book: i64, sql: &str) -> Result<Found, Error> {
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book], |row| {
        let when = When { at: Moment(row.get(1)?), whole_day: row.get(2)? };
        Ok(((when, SubjectId(row.get(0)?)), row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
