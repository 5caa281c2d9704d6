//! The account of access of a cell: what its record tells of days that are over, and what the node notes of those that
//! are not in it yet, as it concerns one person. It knows no page.

use std::collections::BTreeMap;

use account::{Noted, Notes};
use book::{CommandId, Kind as BookKind, PersonId, UnitId};
use charter::access::{Access, Looked, Reader, SEEN, Seen, What};
use charter::calendar::{Day, Moment};
use ledger::{Apart, Error, Kind, Look, Term, Wish, own_subject};
use rusqlite::params;
use serde::Serialize;

/// A unit's account of access. It stands in no list.
pub const ACCESS: Kind<Access> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// What was seen or done on one day, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The day.
    pub day: Day,
    /// What.
    pub what: What,
    /// Of the one who asks alone; of everybody on the roll, if not.
    pub of_you: bool,
    /// Who, each once.
    pub who: Vec<Reader>,
}

/// What concerns somebody since a day, latest first: of every entry of theirs, and of everybody. What they saw
/// themselves is left out. For a seat without a person it is what concerns everybody; for the ombuds, who looks after
/// what officers do, it is all of it.
pub fn looked(
    look: &Look,
    notes: &Notes,
    (unit, people, ombuds): (UnitId, &[PersonId], bool),
    since: Day,
) -> Result<Vec<Line>, Error> {
    let in_book = look.apart::<Access>(unit, own_subject(unit))?.into_iter();
    let in_book = in_book.flat_map(|Looked::Looked { day, seen }| seen.into_iter().map(move |seen| (day, seen)));
    let mut lines = BTreeMap::<(Day, What, bool), Vec<Reader>>::new();
    for (day, Seen { what, of, who }) in in_book.chain(notes.of(unit)?).filter(|(day, _)| *day >= since) {
        let own = matches!(who, Reader::Person(person) if people.contains(&person));
        let of_you = of.is_some_and(|of| people.contains(&of));
        if (ombuds || of_you || of.is_none()) && !(own && what.is_reading()) {
            lines.entry((day, what, of_you)).or_default().push(who);
        }
    }
    let lines = lines.into_iter().rev().map(|((day, what, of_you), mut who)| {
        who.sort_unstable();
        who.dedup();
        Line { day, what, of_you, who }
    });
    Ok(lines.collect())
}

/// The commands by which a day that is over comes into the record. Their ids follow from what they say, so that a day
/// that was half taken is taken once.
pub fn taken(noted: &Noted, now: Moment) -> Result<Vec<Wish>, Error> {
    let Noted { unit, day, .. } = *noted;
    let wish = |seen: &[Seen]| {
        let looked = Looked::Looked { day, seen: seen.to_vec() };
        let own = own_subject(unit);
        let mut wish = Wish::new::<Access>(CommandId::default(), unit, own, Term::Keeper, now, &looked)?;
        let hash = blake3::derive_key("sward 2026 a day of the account of access", &wish.body);
        wish.id.0.copy_from_slice(&hash[..16]);
        Ok(wish)
    };
    noted.seen.chunks(SEEN).map(wish).collect()
}

/// Entries that tell who looked on days before this one.
pub fn looked_before(look: &Look, day: Day) -> Result<Vec<Apart>, Error> {
    let tables = look.tables();
    let mut books = tables.prepare_cached("SELECT book, unit FROM chain WHERE kind = ?")?;
    let books = books.query_map([BookKind::Record as i64], |row| Ok((row.get::<_, i64>(0)?, UnitId(row.get(1)?))))?;
    let mut before = vec![];
    for row in books {
        let (book, unit) = row?;
        let sql = "SELECT seq, fact FROM apart WHERE book = ? AND kind = 'access' AND id = ? ORDER BY seq";
        let mut query = tables.prepare_cached(sql)?;
        let mut facts = query.query(params![book, own_subject(unit).0])?;
        // Days came in any order: a clock may have been ahead, and what waited on another node comes late.
        while let Some(fact) = facts.next()? {
            let Looked::Looked { day: of, .. } = serde_json::from_str(&fact.get::<_, String>(1)?)?;
            if of < day {
                before.push((book, fact.get::<_, i64>(0)? as u64));
            }
        }
    }
    Ok(before)
}
