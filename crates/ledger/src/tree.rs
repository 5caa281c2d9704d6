//! Units, and how they are found: by their place in the tree, and by what they are called. Outside a `Scope` a unit is
//! simply not there.

use book::UnitId;
use charter::UnitKind;
use charter::calendar::Moment;
use rusqlite::{OptionalExtension, Row, params};

use crate::error::Result;
use crate::look::Look;

/// What may be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything that this node holds.
    Node,
    /// A unit and all below it.
    Below(UnitId),
}

/// A unit in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The unit above; none for the root.
    pub parent: Option<UnitId>,
    /// Centre, region or cell.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
    /// What its own files call it.
    pub code: Option<String>,
    /// When it was founded, if known.
    pub founded: Option<Moment>,
    /// Whether the unit above counts it.
    pub admitted: bool,
    /// Whether it is closed.
    pub closed: bool,
}

/// The units of a scope, as a subquery named `here`.
const HERE: &str = "WITH RECURSIVE here (unit, depth) AS (
    SELECT unit, 0 FROM unit WHERE unit = ?1
    UNION ALL SELECT unit.unit, depth + 1 FROM unit JOIN here ON unit.parent = here.unit WHERE depth < 25)";
const UNIT: &str = "unit.unit, unit.parent, unit.kind, unit.name, unit.code, unit.founded, unit.admitted, unit.closed";

/// The unit of an id, and the way up from one: types of their own, so that nothing else of a unit is taken for them.
#[derive(Clone)]
struct Known(Option<Unit>);
#[derive(Clone)]
struct Way(Vec<UnitId>);

impl Look<'_> {
    /// The root: the organisation's centre.
    pub fn root(&self) -> Result<Option<Unit>> {
        let sql = format!("SELECT {UNIT} FROM unit WHERE parent IS NULL");
        Ok(self.read.prepare_cached(&sql)?.query_row([], unit).optional()?)
    }

    /// One unit of a scope.
    pub fn unit(&self, scope: Scope, id: UnitId) -> Result<Option<Unit>> {
        if let Scope::Below(top) = scope
            && !self.way_up(id)?.contains(&top)
        {
            return Ok(None);
        }
        let read = || {
            let sql = format!("SELECT {UNIT} FROM unit WHERE unit = ?");
            Ok(Known(self.read.prepare_cached(&sql)?.query_row([id.0], unit).optional()?))
        };
        Ok(self.remembered(id, None, read)?.0)
    }

    /// The unit, the one above it, and so on to the root.
    pub fn way_up(&self, unit: UnitId) -> Result<Vec<UnitId>> {
        let read = || {
            let mut way = vec![unit];
            let mut query = self.read.prepare_cached("SELECT parent FROM unit WHERE unit = ?")?;
            while way.len() <= charter::places::DEPTH + 1 {
                let here = way[way.len() - 1];
                match query.query_row([here.0], |row| row.get::<_, Option<[u8; 32]>>(0)).optional()?.flatten() {
                    Some(above) => way.push(UnitId(above)),
                    None => break,
                }
            }
            Ok(Way(way))
        };
        Ok(self.remembered(unit, None, read)?.0)
    }

    /// All units of a scope, by their names.
    pub fn units(&self, scope: Scope) -> Result<Vec<Unit>> {
        let (sql, top) = match scope {
            Scope::Node => (format!("SELECT {UNIT} FROM unit WHERE ?1 IS NULL OR 1 ORDER BY name, unit"), None),
            Scope::Below(top) => {
                (format!("{HERE} SELECT {UNIT} FROM here JOIN unit USING (unit) ORDER BY name, unit"), Some(top.0))
            }
        };
        let mut query = self.read.prepare_cached(&sql)?;
        let rows = query.query_map([top], unit)?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// The units that go by this code, this name, or an id that begins so.
    pub fn named(&self, scope: Scope, name: &str) -> Result<Vec<Unit>> {
        let sql = format!("SELECT {UNIT} FROM unit WHERE code = ?1 OR name = ?1 OR (?2 AND lower(hex(unit)) LIKE ?3)");
        let is_id = name.len() >= 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut query = self.read.prepare_cached(&sql)?;
        let like = format!("{}%", name.to_lowercase());
        let rows = query.query_map(params![name, is_id, if is_id { like } else { String::new() }], unit)?;
        let found: Vec<Unit> = rows.collect::<std::result::Result<_, _>>()?;
        found.into_iter().filter_map(|found| self.is_in(scope, found).transpose()).collect()
    }

    /// The units of a scope whose id begins with these hex digits, an even number of them.
    pub fn beginning(&self, scope: Scope, digits: &str) -> Result<Vec<Unit>> {
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let first = digits.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>();
        let Some(first) = first.filter(|first| first.len() <= UnitId::LEN) else { return Ok(vec![]) };
        let mut last = [0xff; UnitId::LEN];
        last[..first.len()].copy_from_slice(&first);
        let sql = format!("SELECT {UNIT} FROM unit WHERE unit BETWEEN ? AND ?");
        let mut query = self.read.prepare_cached(&sql)?;
        let found = query.query_map(params![first, last], unit)?.collect::<std::result::Result<Vec<_>, _>>()?;
        found.into_iter().filter_map(|found| self.is_in(scope, found).transpose()).collect()
    }

    fn is_in(&self, scope: Scope, unit: Unit) -> Result<Option<Unit>> {
        Ok(match scope {
            Scope::Node => Some(unit),
            Scope::Below(top) => self.way_up(unit.id)?.contains(&top).then_some(unit),
        })
    }
}

fn unit(row: &Row) -> rusqlite::Result<Unit> {
    let kind = match row.get(2)? {
        0 => UnitKind::Centre,
        1 => UnitKind::Region,
        _ => UnitKind::Cell,
    };
    Ok(Unit {
        id: UnitId(row.get(0)?),
        parent: row.get::<_, Option<_>>(1)?.map(UnitId),
        kind,
        name: row.get(3)?,
        code: row.get(4)?,
        founded: row.get::<_, Option<i64>>(5)?.map(Moment),
        admitted: row.get(6)?,
        closed: row.get(7)?,
    })
}
