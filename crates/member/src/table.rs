//! Lists of members, and who is on the roll.

use std::collections::BTreeSet;
use std::sync::Arc;

use book::{Kind as BookKind, PersonId, SubjectId, UnitId};
use charter::Right;
use charter::accounts::Enrolment;
use charter::calendar::Day;
use charter::offices::Offices;
use charter::suspensions::{Suspended, Suspension};
use charter::units::Inside;
use ledger::{Error, Kind, Look, Term};
use rusqlite::params;
use rusqlite::types::Value;
use unit::load::Holds;

use crate::{Holders, Member};

/// Members, with the columns of their lists.
pub const MEMBER: Kind<Member> = Kind {
    columns: "code TEXT, name TEXT, joined INTEGER, noted INTEGER, gone INTEGER, same BLOB, welcomed INTEGER, erased INTEGER",
    indexed: &["erased"],
    row: |member| {
        let day = |day: Option<Day>| day.map_or(Value::Null, |day| Value::Integer(day.0.into()));
        let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        let name = member.details().and_then(|details| details.name).map(|name| name.0);
        let same = member.same_as.map_or(Value::Null, |same| Value::Blob(same.0.0.into()));
        vec![
            text(member.code.clone()),
            text(name),
            day(member.joined),
            day(member.noted),
            day(member.left),
            same,
            day(member.welcomed),
            day(member.erased),
        ]
    },
    around: None,
};

/// Who holds which office of a unit.
pub const HOLDER: Kind<Holders> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// A member in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The person.
    pub person: PersonId,
    /// What the cell's own files call the person.
    pub code: Option<String>,
    /// The name, if it can be read here.
    pub name: Option<String>,
    /// Since when; none if nobody knows.
    pub joined: Option<Day>,
    /// Until when.
    pub left: Option<Day>,
    /// The entry that stands for the same person, if this one gave way to it.
    pub same_as: Option<PersonId>,
    /// The day on which the membership was written down.
    pub noted: Option<Day>,
    /// When the newcomer was welcomed.
    pub welcomed: Option<Day>,
}

impl Row {
    /// Whether the person is on the roll on this day: as `Member` says, without the whole of it.
    pub fn is_on_the_roll(&self, day: Day) -> bool {
        let since = self.joined.or(self.noted);
        let counts = self.same_as.is_none() && self.left.is_none_or(|left| left > day);
        counts && since.is_some_and(|since| since <= day)
    }

    /// Days since the person joined, while nobody has welcomed them and they are still new.
    pub fn unwelcomed(&self, day: Day) -> Option<i32> {
        let days = self.joined.map(|joined| day.since(joined)).filter(|days| (0..=WELCOME_DAYS).contains(days));
        days.filter(|_| self.welcomed.is_none() && self.is_on_the_roll(day))
    }

    /// The name, or else what the cell's own files call the person, or else the beginning of the id.
    pub fn called(&self) -> String {
        self.name.clone().or_else(|| self.code.clone()).unwrap_or_else(|| self.person.0.short())
    }
}

/// Days in which a newcomer should be welcomed.
pub const WELCOME_DAYS: i32 = 60;

/// Everybody who ever belonged to a unit, by name and code.
pub fn list(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    Ok((*all(look, unit)?).clone())
}

/// The same, for those who look at it and take nothing away: one look reads it once.
pub fn all(look: &Look, unit: UnitId) -> Result<Arc<Vec<Row>>, Error> {
    look.once(unit, || read(look, unit))
}

fn read(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(vec![]) };
    let sql = "SELECT id, code, name, joined, gone, same, noted, welcomed FROM member_list WHERE book = ? AND noted IS NOT NULL AND erased IS NULL
               ORDER BY name IS NULL, name, code, id";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book], |row| {
        let day = |at| row.get::<_, Option<i32>>(at).map(|day| day.map(Day));
        let person = PersonId(SubjectId(row.get(0)?));
        let same_as = row.get::<_, Option<[u8; 16]>>(5)?.map(|same| PersonId(SubjectId(same)));
        let (joined, left, noted, welcomed) = (day(3)?, day(4)?, day(6)?, day(7)?);
        Ok(Row { person, code: row.get(1)?, name: row.get(2)?, joined, left, same_as, noted, welcomed })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A person's entry, and those that gave way to it.
pub fn entries(look: &Look, unit: UnitId, person: PersonId) -> Result<Vec<PersonId>, Error> {
    let of = list(look, unit)?.into_iter().filter(|row| row.person == person || row.same_as == Some(person));
    Ok(of.map(|row| row.person).collect())
}

/// Whether somebody holds an office of a unit, under any of their entries, that runs and gives a right.
pub fn has(look: &Look, unit: UnitId, person: PersonId, right: Right) -> Result<bool, Error> {
    let holders: Holders = look.own(unit)?;
    let people = entries(look, unit, person)?;
    for (office, number, _) in holders.terms.iter().filter(|held| people.contains(&held.2) && held.0.gives(right)) {
        if look.runs(&Term::Office { unit, office: *office, number: *number })? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everybody in the books of this node who was erased.
pub fn erased(look: &Look) -> Result<Vec<Erased>, Error> {
    let sql = "SELECT unit, id, member_list.erased FROM member_list JOIN chain USING (book) WHERE erased IS NOT NULL";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([], |row| {
        Ok(Erased { unit: UnitId(row.get(0)?), person: PersonId(SubjectId(row.get(1)?)), day: Day(row.get(2)?) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everybody in the books of this node who left before a day, and of whom it is still kept who they were. An entry that
/// gave way goes by when the one that stands for it left.
pub fn former(look: &Look, before: Day) -> Result<Vec<(UnitId, PersonId)>, Error> {
    let sql = "SELECT unit, entry.id FROM member_list AS entry JOIN chain USING (book)
                 LEFT JOIN member_list AS stands ON stands.book = entry.book AND stands.id = entry.same
               WHERE entry.erased IS NULL AND iif(entry.same IS NULL, entry.gone, stands.gone) < ?";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([before.0], |row| Ok((UnitId(row.get(0)?), PersonId(SubjectId(row.get(1)?)))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The suspension of a term that somebody holds, if the unit above suspended one of theirs.
pub fn suspended(look: &Look, unit: UnitId, person: PersonId) -> Result<Option<Suspension>, Error> {
    let holders: Holders = look.own(unit)?;
    for (office, number, _) in holders.terms.into_iter().filter(|held| held.2 == person) {
        if let Some(suspension) = look.suspension(&Suspended { unit, office, number })? {
            return Ok(Some(suspension));
        }
    }
    Ok(None)
}

/// Which offices of a unit somebody holds now, the one that does most in its week first; and of which nobody wrote down
/// who holds them.
pub fn holds(look: &Look, unit: UnitId, id: SubjectId) -> Result<Holds, Error> {
    let offices: Offices = look.own(unit)?;
    let holders: Holders = look.own(unit)?;
    let mut holds = Holds { rules: look.rules()?, ..Holds::default() };
    for term in offices.terms.iter().filter(|term| term.ended.is_none()) {
        match holders.of(term.office, term.number) {
            Some(who) if who == PersonId(id) => holds.offices.push(term.office),
            Some(_) => {}
            None => holds.open.push(term.office),
        }
    }
    holds.offices.sort_unstable();
    Ok(holds)
}

/// Somebody who was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The cell.
    pub unit: UnitId,
    /// Who.
    pub person: PersonId,
    /// The day on which the second one asked, or the organisation's term ended.
    pub day: Day,
}

/// Members who go by this code, this name, or an id that begins so.
pub fn find(look: &Look, unit: UnitId, name: &str) -> Result<Vec<Row>, Error> {
    let matches = |row: &Row| {
        let id = row.person.to_string();
        row.code.as_deref() == Some(name)
            || row.name.as_deref() == Some(name)
            || (name.len() >= 8 && id.starts_with(&name.to_lowercase()))
    };
    Ok(list(look, unit)?.into_iter().filter(matches).collect())
}

/// Who is on the roll of a unit on this day.
pub fn roll(look: &Look, unit: UnitId, day: Day) -> Result<BTreeSet<PersonId>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(BTreeSet::new()) };
    let sql = "SELECT id FROM member_list WHERE book = ?1 AND same IS NULL AND coalesce(joined, noted) <= ?2
         AND coalesce(gone, 1e9) > ?2";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book, day.0], |row| Ok(PersonId(SubjectId(row.get(0)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// People of a unit who have an account that its record knows, under whichever entry of theirs.
pub fn with_accounts(look: &Look, unit: UnitId) -> Result<BTreeSet<PersonId>, Error> {
    let enrolments = look.subjects::<Enrolment>(unit)?.into_iter();
    let mut people = enrolments.filter_map(|(_, enrolment)| enrolment.person).collect::<BTreeSet<_>>();
    for row in list(look, unit)? {
        if let Some(stands) = row.same_as.filter(|_| people.contains(&row.person)) {
            people.insert(stands);
        }
    }
    Ok(people)
}

/// Who and what is still inside a unit: members on its roll, and open units below it.
pub fn inside(look: &Look, unit: UnitId, _: SubjectId) -> Result<Inside, Error> {
    // Whether there is anybody is all that is asked, so nobody counts a hundred thousand.
    let any = |sql: &str, value: rusqlite::types::Value| -> Result<u64, Error> {
        Ok(look.tables().prepare_cached(sql)?.exists([value])?.into())
    };
    let members = match look.book(unit, BookKind::Record)? {
        Some(book) => any(
            "SELECT 1 FROM member_list WHERE book = ? AND noted IS NOT NULL AND gone IS NULL AND same IS NULL",
            book.into(),
        )?,
        None => 0,
    };
    let units = any("SELECT 1 FROM unit WHERE parent = ? AND NOT closed", unit.0.to_vec().into())?;
    Ok(Inside { members, units })
}
