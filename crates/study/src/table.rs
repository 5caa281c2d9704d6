//! Readers with their words, circles with how far they have come, and what decisions look at.

use std::collections::{BTreeMap, BTreeSet};

use book::{SubjectId, Text, UnitId};
use charter::calendar::{Day, Zone};
use charter::{Subject, UnitKind};
use ledger::{Error, Kind, Look, Scope, Unit};
use rusqlite::params;

use crate::circle::Around as Looks;
use crate::{Around, Booklet, Circle, Course, Fact, Meets, Part, Reader};

/// Readers of units, for all below them. There are few, so they stand in no list.
pub const READER: Kind<Reader> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(around::<Reader>) };

/// Readers that cells wrote for themselves.
pub const BOOKLET: Kind<Booklet> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(around::<Booklet>) };

/// Circles.
pub const CIRCLE: Kind<Circle> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(looks) };

/// A reader, and whose it is.
#[derive(Clone, Debug)]
pub struct Found {
    /// The unit.
    pub by: Unit,
    /// Whether it is a cell's own, and stands in its record.
    pub own: bool,
    /// The reader.
    pub reader: Reader,
}

/// A reader in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: SubjectId,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub found: Found,
}

/// The words of the latest version of a reader: what can be erased is simply not there.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What it is called.
    pub title: Option<String>,
    /// Each part, by its number.
    pub parts: BTreeMap<u32, Part>,
}

/// A circle, what it works through, and how far it has come.
#[derive(Clone, Debug)]
pub struct Studied {
    /// The circle.
    pub id: SubjectId,
    /// How it stands.
    pub circle: Circle,
    /// What its reader is called.
    pub title: String,
    /// How far it has come.
    pub course: Course,
}

/// The reader of this id that reaches a unit: of the unit, or of one above it. A cell's own is found only by those
/// `inside`.
pub fn find(look: &Look, unit: UnitId, id: SubjectId, inside: bool) -> Result<Option<Found>, Error> {
    if inside && let Some(found) = own(look, unit, id)? {
        return Ok(Some(found));
    }
    for above in look.way_up(unit)? {
        if let Some(found) = offered(look, above, id)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The reader that a circle of a cell works through, whatever else bears its id, and wherever the cell stands by now.
pub fn of_circle(look: &Look, cell: UnitId, circle: &Circle) -> Result<Option<Found>, Error> {
    let found = if circle.of == cell { own(look, cell, circle.reader)? } else { None };
    if found.is_some() { Ok(found) } else { offered(look, circle.of, circle.reader) }
}

fn own(look: &Look, unit: UnitId, id: SubjectId) -> Result<Option<Found>, Error> {
    let booklet: Option<Booklet> = look.subject(unit, id)?;
    found(look, unit, true, booklet.map(|booklet| booklet.0))
}

fn offered(look: &Look, unit: UnitId, id: SubjectId) -> Result<Option<Found>, Error> {
    found(look, unit, false, look.subject(unit, id)?)
}

fn found(look: &Look, by: UnitId, own: bool, reader: Option<Reader>) -> Result<Option<Found>, Error> {
    let Some(reader) = reader.filter(|reader| reader.version > 0) else { return Ok(None) };
    Ok(look.unit(Scope::Node, by)?.map(|by| Found { by, own, reader }))
}

/// All readers that reach a unit and are offered, those of the centre first, a cell's own last and only for those
/// `inside`; of each unit what was written last comes first.
pub fn list(look: &Look, unit: UnitId, inside: bool) -> Result<Vec<Row>, Error> {
    let mut rows = vec![];
    for above in look.way_up(unit)?.into_iter().rev() {
        rows.extend(of::<Reader>(look, above, false, look.subjects::<Reader>(above)?)?);
    }
    if inside {
        let own = look.subjects::<Booklet>(unit)?.into_iter().map(|(id, booklet)| (id, booklet.0)).collect();
        rows.extend(of::<Booklet>(look, unit, true, own)?);
    }
    Ok(rows)
}

fn of<S: Subject>(look: &Look, unit: UnitId, own: bool, all: Vec<(SubjectId, Reader)>) -> Result<Vec<Row>, Error> {
    let mut offered = all.into_iter().filter(|(_, reader)| reader.is_offered()).collect::<Vec<_>>();
    if offered.is_empty() {
        return Ok(vec![]);
    }
    offered.sort_by_key(|(id, reader)| (std::cmp::Reverse(reader.since), *id));
    let Some(by) = look.unit(Scope::Node, unit)? else { return Ok(vec![]) };
    let mut titles = titles::<S>(look, unit)?;
    let row = |(id, reader): (SubjectId, Reader)| {
        let title = titles.remove(&id).unwrap_or_else(|| id.short());
        Row { id, title, found: Found { by: by.clone(), own, reader } }
    };
    Ok(offered.into_iter().map(row).collect())
}

/// What the readers of a unit are called.
fn titles<S: Subject>(look: &Look, unit: UnitId) -> Result<BTreeMap<SubjectId, String>, Error> {
    let Some(book) = look.book(unit, S::BOOK)? else { return Ok(BTreeMap::new()) };
    // Parts of many thousand bytes stand beside them, and are not read for a list.
    let sql = "SELECT id, fact FROM apart WHERE book = ? AND kind = ? AND fact LIKE '{\"Titled\"%' ORDER BY seq";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map(params![book, S::KIND], |row| Ok((SubjectId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let mut titles = BTreeMap::new();
    for row in rows {
        let (id, fact) = row?;
        if let Fact::Titled(title) = serde_json::from_str(&fact)? {
            titles.insert(id, title.0);
        }
    }
    Ok(titles)
}

/// The words of a reader.
pub fn words(look: &Look, found: &Found, id: SubjectId) -> Result<Words, Error> {
    let facts = match found.own {
        true => look.apart::<Booklet>(found.by.id, id)?,
        false => look.apart::<Reader>(found.by.id, id)?,
    };
    Ok(latest(facts, found.reader.version))
}

fn latest(facts: Vec<Fact>, latest: u32) -> Words {
    let mut words = Words::default();
    for fact in facts {
        match fact {
            Fact::Titled(title) => words.title = Some(title.0),
            Fact::Part { version, number, part } if version == latest => drop(words.parts.insert(number, part)),
            _ => {}
        }
    }
    words
}

/// How the meetings of a unit stand on a day; those that were cancelled, or missed long ago, are not there.
pub fn meets(look: &Look, unit: UnitId, today: Day, zone: &Zone) -> Result<BTreeMap<SubjectId, Meets>, Error> {
    let stands = |row: meeting::Row| match row.held {
        true => Some((row.id, Meets::Held)),
        false => row.is_open(today, zone).then_some((row.id, Meets::Ahead)),
    };
    Ok(meeting::list(look, unit)?.into_iter().filter_map(stands).collect())
}

/// The circles of a cell, those that began first first.
pub fn circles(look: &Look, unit: UnitId, today: Day, zone: &Zone) -> Result<Vec<Studied>, Error> {
    let (meets, mut all) = (meets(look, unit, today, zone)?, vec![]);
    for (id, circle) in look.subjects::<Circle>(unit)? {
        all.push(with(look, unit, id, circle, &meets)?);
    }
    all.sort_by_key(|one| (one.circle.begun, one.id));
    Ok(all)
}

/// One circle of a cell.
pub fn studied(look: &Look, unit: UnitId, id: SubjectId, today: Day, zone: &Zone) -> Result<Option<Studied>, Error> {
    let Some(circle) = look.subject::<Circle>(unit, id)? else { return Ok(None) };
    with(look, unit, id, circle, &meets(look, unit, today, zone)?).map(Some)
}

fn with(
    look: &Look,
    unit: UnitId,
    id: SubjectId,
    circle: Circle,
    meets: &BTreeMap<SubjectId, Meets>,
) -> Result<Studied, Error> {
    let found = of_circle(look, unit, &circle)?;
    let mut titles = match &found {
        Some(found) if found.own => titles::<Booklet>(look, found.by.id)?,
        Some(found) => titles::<Reader>(look, found.by.id)?,
        None => BTreeMap::new(),
    };
    let title = titles.remove(&circle.reader).unwrap_or_else(|| circle.reader.short());
    let course = circle.course(found.map_or(0, |found| found.reader.parts), meets);
    Ok(Studied { id, title, course, circle })
}

fn around<S: Subject<Fact = Fact>>(look: &Look, unit: UnitId, id: SubjectId) -> Result<Around, Error> {
    let is_cell = look.unit(Scope::Node, unit)?.is_some_and(|unit| unit.kind == UnitKind::Cell);
    let facts = look.apart::<S>(unit, id)?;
    let version =
        facts.iter().filter_map(|fact| if let Fact::Part { version, .. } = fact { Some(*version) } else { None });
    let version = version.max().unwrap_or(0);
    let words = latest(facts, version);
    let stands = words.title.map(|title| (Text(title), words.parts.into_values().collect()));
    Ok(Around { is_cell, stands })
}

fn looks(look: &Look, unit: UnitId, id: SubjectId) -> Result<Looks, Error> {
    let people = member::list(look, unit)?.into_iter().filter(|row| row.left.is_none() && row.same_as.is_none());
    let offered = list(look, unit, true)?.into_iter().map(|row| (row.id, row.found.by.id)).collect();
    let circles = look.subjects::<Circle>(unit)?;
    let this = circles.iter().find(|(other, _)| *other == id).map(|(_, circle)| circle);
    let found = this.map(|circle| of_circle(look, unit, circle)).transpose()?.flatten();
    let others = circles.iter().filter(|(other, _)| *other != id).flat_map(|(_, circle)| &circle.sessions);
    let taken = others.map(|session| session.meeting).collect::<BTreeSet<_>>();
    let meetings = meeting::list(look, unit)?.into_iter().filter(|row| !row.cancelled).map(|row| row.id);
    Ok(Looks {
        people: people.map(|row| row.person).collect(),
        offered,
        parts: found.map_or(0, |found| found.reader.parts),
        meetings: meetings.collect(),
        taken,
    })
}
