//! Columns of returns and signs, and what health and counting read.

use book::{Kind as BookKind, UnitId};
use charter::calendar::Day;
use ledger::{Error, Kind, Look, Scope};
use meeting::{Cadence, Meeting};
use member::Member;

use crate::pack::{pack, pack_days, unpack, unpack_days};
use crate::{Record, Return, Returns, Signs};

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
    let sql = "SELECT unit, packed, met, told FROM chain LEFT JOIN return_list USING (book)
               LEFT JOIN sign_list USING (book) WHERE chain.kind = 0 ORDER BY unit";
    let mut query = look.tables().prepare_cached(sql)?;
    let mut rows = query.query([])?;
    let mut histories = vec![];
    while let Some(row) = rows.next()? {
        let unit = UnitId(row.get(0)?);
        if inside.as_ref().is_some_and(|inside| !inside.contains(&unit)) {
            continue;
        }
        let column = |at| row.get_ref(at).map(|column| column.as_blob_or_null().ok().flatten().unwrap_or_default());
        let mut met = unpack_days(column(2)?);
        met.retain(|(day, _)| *day <= as_of);
        let told = unpack_days(column(3)?);
        let known = told.iter().rev().find(|(told, _)| *told <= as_of);
        let next = known.filter(|(_, next)| *next != u32::MAX).map(|(_, next)| Day(*next as i32));
        histories.push(History { unit, returns: unpack(column(1)?), met, next: next.filter(|next| *next >= as_of) });
    }
    Ok(histories)
}

/// What of a unit's record is counted.
pub fn record(look: &Look, unit: UnitId) -> Result<Record, Error> {
    let meetings = look.subjects::<Meeting>(unit)?.into_iter().map(|(_, meeting)| meeting).collect();
    let members = look.subjects::<Member>(unit)?.into_iter().map(|(_, member)| member).collect();
    let cadence = look.subject::<Cadence>(unit, ledger::own_subject(unit))?.unwrap_or_default();
    Ok(Record { meetings, members, cadence })
}

/// The head of a unit's book.
pub(crate) fn head(look: &Look, unit: UnitId, kind: BookKind) -> Result<book::Hash, Error> {
    Ok(look.head(unit, kind)?.map_or_else(Default::default, |head| head.0))
}
