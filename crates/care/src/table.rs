//! Help with its words, what cells next door tell, and what decisions look at.

use std::collections::{BTreeMap, BTreeSet};

use book::{CommandId, Kind as BookKind, PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use charter::privacy::ATTENDANCE_DAYS;
use ledger::{Apart, Error, Kind, Look, Term, Wish, own_subject};
use member::Member;
use rusqlite::params;
use rusqlite::types::Value;

use crate::help::Fact;
use crate::subjects::bond::Roll;
use crate::{Board, Care, Help, Nearby, Pulse, Sort, Told};

/// People and those who are in touch with them. A unit has few, so they are read whole.
pub const CARE: Kind<Care> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(roll) };

/// Help, with when it was told.
pub const HELP: Kind<Help> = Kind {
    columns: "who BLOB, told INTEGER",
    indexed: &["told"],
    row: |help| {
        let Some((who, told)) = help.who.zip(help.told) else { return vec![] };
        vec![Value::Blob(who.0.0.into()), told.0.into()]
    },
    around: Some(board),
};

/// What is told next door.
pub const NEARBY: Kind<Nearby> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// The pulse of a unit.
pub const PULSE: Kind<Pulse> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Help with its words: what was taken out is simply not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: SubjectId,
    /// Who asks or offers.
    pub who: PersonId,
    /// What they are called.
    pub name: String,
    /// Of what sort it is.
    pub sort: Sort,
    /// What it is about.
    pub text: Option<String>,
    /// How it stands.
    pub help: Help,
    /// Whether it is matched, by its own word or by that of what it is matched with.
    pub matched: bool,
}

/// A cell next door, and what is told there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// What the cell is called.
    pub name: String,
    /// What it tells.
    pub nearby: Nearby,
}

/// What stands on a day of what people on the roll of a unit ask and offer, oldest first.
pub fn open(look: &Look, unit: UnitId, day: Day) -> Result<Vec<Row>, Error> {
    let (board, zone) = (board(look, unit, SubjectId::default())?, look.rules()?.zone());
    if board.all.is_empty() {
        return Ok(vec![]);
    }
    let names = member::list(look, unit)?.into_iter().map(|row| (row.person, row.called())).collect::<BTreeMap<_, _>>();
    let mut said = words(look, unit)?;
    let row = |(id, help): (&SubjectId, &Help)| {
        let who = help.who.filter(|who| board.people.contains(who) && help.stands(day, &zone))?;
        let (name, matched) = (names.get(&who)?.clone(), board.is_matched(*id));
        Some(Row { id: *id, who, name, sort: help.sort?, text: said.remove(id), help: help.clone(), matched })
    };
    let mut rows = board.all.iter().filter_map(row).collect::<Vec<_>>();
    rows.sort_by_key(|row| (row.help.told, row.id));
    Ok(rows)
}

/// What somebody ever asked or offered, under any of their entries.
pub fn asked(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<(SubjectId, Help, Option<String>)>, Error> {
    let mut said = words(look, unit)?;
    let own = |help: &Help| help.who.is_some_and(|who| people.contains(&who));
    let all = look.subjects::<Help>(unit)?.into_iter().filter(|(_, help)| own(help));
    let mut all = all.map(|(id, help)| (id, help, said.remove(&id))).collect::<Vec<_>>();
    all.sort_by_key(|(id, help, _)| (help.told, *id));
    Ok(all)
}

fn words(look: &Look, unit: UnitId) -> Result<BTreeMap<SubjectId, String>, Error> {
    let said = look.all_apart::<Help>(unit)?.into_iter();
    let said = said.filter_map(|(id, fact)| if let Fact::Said(text) = fact { Some((id, text.0)) } else { None });
    Ok(said.collect())
}

/// Entries with what help was about that was told more than a year before a day.
pub fn words_before(look: &Look, day: Day) -> Result<Vec<Apart>, Error> {
    let sql =
        "SELECT apart.book, seq FROM help_list JOIN apart USING (book, id) WHERE apart.kind = 'help' AND told < ?";
    let mut query = look.tables().prepare_cached(sql)?;
    let before = day.plus(-ATTENDANCE_DAYS).start();
    let rows = query.query_map([before.0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Entries with what one person said when they asked or offered: they go with whoever is erased.
pub fn words_of(look: &Look, unit: UnitId, person: PersonId) -> Result<Vec<Apart>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(vec![]) };
    let sql = "SELECT apart.book, seq FROM help_list JOIN apart USING (book, id) WHERE apart.kind = 'help'
               AND apart.book = ? AND who = ?";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book, person.0.0], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Units in whose records of this node somebody ever asked or offered help.
pub fn units_with_help(look: &Look) -> Result<Vec<UnitId>, Error> {
    let sql = "SELECT DISTINCT unit FROM help_list JOIN chain USING (book)";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([], |row| Ok(UnitId(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a unit's keeper has to tell next door on a day, if that is not told yet.
pub fn told(look: &Look, unit: UnitId, now: Moment, id: impl FnOnce() -> CommandId) -> Result<Option<Wish>, Error> {
    let before: Nearby = look.own(unit)?;
    let rows = open(look, unit, look.rules()?.zone().day(now))?;
    let near = |offers: bool| {
        let rows = rows.iter().filter(|row| row.help.near && !row.matched && row.help.offers == offers);
        rows.map(|row| row.sort).collect::<BTreeSet<_>>()
    };
    let (asked, offered) = (near(false), near(true));
    if (&asked, &offered) == (&before.asked, &before.offered) {
        return Ok(None);
    }
    let tell = Told::Told { asked, offered };
    Wish::new::<Nearby>(id(), unit, own_subject(unit), Term::Keeper, now, &tell).map(Some)
}

/// What the other cells under the same unit tell.
pub fn neighbours(look: &Look, unit: UnitId) -> Result<Vec<Neighbour>, Error> {
    let sql = "SELECT next.name, state FROM unit AS own JOIN unit AS next ON next.parent = own.parent AND next.unit <> own.unit
               JOIN chain ON chain.unit = next.unit AND chain.kind = ?2
               JOIN subject ON subject.book = chain.book AND subject.kind = 'nearby'
               WHERE own.unit = ?1 AND NOT next.closed ORDER BY next.name, next.unit";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query
        .query_map(params![unit.0, BookKind::Bulletin as i64], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let mut neighbours = vec![];
    for row in rows {
        let (name, state) = row?;
        let nearby: Nearby = serde_json::from_str(&state)?;
        if nearby != Nearby::default() {
            neighbours.push(Neighbour { name, nearby });
        }
    }
    Ok(neighbours)
}

/// The pulse of a unit, as far as it was counted.
pub fn pulse(look: &Look, unit: UnitId) -> Result<Pulse, Error> {
    look.own(unit)
}

fn roll(look: &Look, unit: UnitId, id: SubjectId) -> Result<Roll, Error> {
    let member: Member = look.subject(unit, id)?.unwrap_or_default();
    let of = PersonId(id);
    let signs_in = member::with_accounts(look, unit)?.contains(&of);
    Ok(Roll { people: on_roll(look, unit)?, of: Some(of), joined: member.joined, signs_in, rules: look.rules()? })
}

fn board(look: &Look, unit: UnitId, of: SubjectId) -> Result<Board, Error> {
    let all = look.subjects::<Help>(unit)?.into_iter().collect();
    Ok(Board { all, people: on_roll(look, unit)?, of })
}

/// Who belongs to a unit: whoever left, gave way to another entry or was erased does not.
fn on_roll(look: &Look, unit: UnitId) -> Result<BTreeSet<PersonId>, Error> {
    let rows = member::list(look, unit)?.into_iter();
    Ok(rows.filter(|row| row.left.is_none() && row.same_as.is_none()).map(|row| row.person).collect())
}
