//! Columns of returns and signs, and what health and counting read.

use std::collections::HashMap;

use book::{Kind as BookKind, PersonId, UnitId};
use charter::Office;
use charter::calendar::{Day, Zone};
use charter::offices::Offices;
use ledger::{Error, Kind, Look, Scope, own_subject};
use meeting::{Cadence, Meeting};
use member::Member;
use rusqlite::Row;
use task::Task;

use crate::pack::{pack, pack_days, unpack, unpack_days};
use crate::{Beside, Record, Return, Returns, Signs};

/// The returns of a unit.
pub const RETURN: Kind<Returns> = Kind {
    columns: "packed BLOB",
    indexed: &[],
    row: |returns| vec![pack(returns.months.values()).into()],
    around: None,
};

/// The signs of a unit.
pub const SIGN: Kind<Signs> = Kind {
    columns: "met BLOB, told BLOB",
    indexed: &[],
    row: |signs| {
        let met = signs.met.iter().map(|(day, n)| (Day(*day), *n));
        // No day is so far off that it could be mistaken for none.
        let told = signs.next.iter().map(|(told, next)| (*told, next.map_or(u32::MAX, |day| day.0 as u32)));
        vec![pack_days(met).into(), pack_days(told).into()]
    },
    around: None,
};

/// All that those above know of a unit's life.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The unit.
    pub unit: UnitId,
    /// Its returns, oldest first, each month in its latest version.
    pub returns: Vec<Return>,
    /// Days met up to the date, with how many meetings.
    pub met: Vec<(Day, u32)>,
    /// The next meeting, as it was known on the date.
    pub next: Option<Day>,
}

/// The histories of all units of a scope as of a date, by unit.
pub fn histories(look: &Look, scope: Scope, as_of: Day) -> Result<Vec<History>, Error> {
    let inside = match scope {
        Scope::Node => None,
        Scope::Below(_) => {
            let units = look.units(scope)?.into_iter().map(|unit| unit.id);
            Some(units.collect::<std::collections::HashSet<_>>())
        }
    };
    // Each table is read in its own order: to look up rows as long as these one by one takes twice as long.
    let mut found = HashMap::new();
    scan(look, "SELECT book, unit FROM chain WHERE kind = 0", |book, row| {
        let unit = UnitId(row.get(1)?);
        if inside.as_ref().is_none_or(|inside| inside.contains(&unit)) {
            found.insert(book, History { unit, ..History::default() });
        }
        Ok(())
    })?;
    scan(look, "SELECT book, packed FROM return_list ORDER BY book", |book, row| {
        let Some(history) = found.get_mut(&book) else { return Ok(()) };
        history.returns = unpack(column(row, 1)?);
        Ok(())
    })?;
    scan(look, "SELECT book, met, told FROM sign_list ORDER BY book", |book, row| {
        let Some(history) = found.get_mut(&book) else { return Ok(()) };
        history.met = unpack_days(column(row, 1)?);
        history.met.retain(|(day, _)| *day <= as_of);
        let told = unpack_days(column(row, 2)?);
        let known = told.iter().rev().find(|(told, _)| *told <= as_of);
        let next = known.filter(|(_, next)| *next != u32::MAX).map(|(_, next)| Day(*next as i32));
        history.next = next.filter(|next| *next >= as_of);
        Ok(())
    })?;
    let mut histories = found.into_values().collect::<Vec<_>>();
    histories.sort_unstable_by_key(|history| history.unit);
    Ok(histories)
}

fn scan(look: &Look, sql: &str, mut each: impl FnMut(i64, &Row) -> rusqlite::Result<()>) -> Result<(), Error> {
    let mut query = look.tables().prepare_cached(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row)?;
    }
    Ok(())
}

fn column<'a>(row: &'a Row, at: usize) -> rusqlite::Result<&'a [u8]> {
    Ok(row.get_ref(at)?.as_blob_or_null().ok().flatten().unwrap_or_default())
}

/// What of a unit is counted up to a day.
pub fn record(look: &Look, unit: UnitId, beside: Beside, today: Day, zone: &Zone) -> Result<Record, Error> {
    let own = own_subject(unit);
    let meetings = look.subjects::<Meeting>(unit)?.into_iter().map(|(_, meeting)| meeting).collect();
    let members = look.subjects::<Member>(unit)?.into_iter().map(|(id, member)| (PersonId(id), member));
    let members = members.collect::<Vec<_>>();
    let mut tasks = look.subjects::<Task>(unit)?.into_iter().map(|(_, task)| task).collect::<Vec<_>>();
    let people = care::everybody(look, unit, &members, &tasks, zone)?;
    // An entry that gave way to another of the same person would count that person twice, and what was theirs not at all.
    let stands = |who: PersonId| members.iter().find(|(id, _)| *id == who).and_then(|(_, member)| member.same_as);
    for task in &mut tasks {
        task.owner = task.owner.map(|who| stands(who).unwrap_or(who));
    }
    let members = members.into_iter().map(|(_, member)| member).filter(|member| member.same_as.is_none()).collect();
    Ok(Record {
        meetings,
        members,
        cadence: look.subject::<Cadence>(unit, own)?.unwrap_or_default(),
        tasks,
        people,
        gatherings: care::gatherings(look, unit, today, zone)?,
        pulse: care::pulse(look, unit)?,
        beside,
    })
}

/// What other books say of a unit.
pub fn beside(look: &Look, unit: UnitId, zone: &Zone) -> Result<Beside, Error> {
    let offices: Offices = look.own(unit)?;
    let secretary = offices.present(Office::Secretary).is_some();
    let deputy = secretary.then(|| offices.present(Office::Deputy).is_some());
    Ok(Beside { dues: policy::dues(look, unit, zone)?, concerns: concern::raised(look, unit)?, deputy })
}

/// The head of a unit's book.
pub(crate) fn head(look: &Look, unit: UnitId, kind: BookKind) -> Result<book::Hash, Error> {
    Ok(look.head(unit, kind)?.map_or_else(Default::default, |head| head.0))
}
