//! Concerns as they are found: of a unit, of those below it whose dates have passed, and by their id alone.

use book::{SubjectId, UnitId};
use charter::Office;
use charter::calendar::Day;
use charter::letterboxes::{Letterboxes, PublicKey};
use charter::offices::Offices;
use envelope::Identity;
use ledger::{Error, Kind, Look};
use rusqlite::params;

use crate::{Around, Concern, Fact, Said, Whole, open};

/// Concerns.
pub const CONCERN: Kind<Concern> = Kind {
    columns: "raised INTEGER, settled INTEGER",
    indexed: &["id, raised"],
    row: |concern| vec![i64::from(concern.key.is_some()).into(), i64::from(concern.is_settled()).into()],
    around: Some(around),
};

/// Units above that can be asked, and to which what is raised is locked.
const ABOVE: usize = 2;

/// A concern in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: SubjectId,
    /// How it stands altogether.
    pub whole: Whole,
}

/// What is below a unit, for whoever has some keys.
#[derive(Clone, Debug, Default)]
pub struct Below {
    /// Those that are there, with what they say.
    pub there: Vec<(Row, Said)>,
    /// How many are late, and open with none of the keys.
    pub closed: usize,
    /// How many were looked at.
    pub looked: usize,
    /// The next unit above to which one of these was locked too, if there was a letterbox.
    pub higher: Option<UnitId>,
}

/// The concerns that were raised in a unit or that it took up, those that wait longest first.
pub fn list(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let mut rows = vec![];
    for (id, concern) in look.subjects::<Concern>(unit)? {
        let raised = concern.from.unwrap_or(unit);
        rows.extend(whole(look, raised, id)?.map(|whole| Row { id, whole }));
    }
    rows.sort_by_key(|row| (row.whole.answer_due(), row.id));
    Ok(rows)
}

/// The concerns that were raised in a unit, settled or not.
pub fn raised(look: &Look, unit: UnitId) -> Result<Vec<Whole>, Error> {
    let mut raised = vec![];
    for (id, concern) in look.subjects::<Concern>(unit)? {
        if concern.key.is_some() {
            raised.extend(whole(look, unit, id)?);
        }
    }
    Ok(raised)
}

/// One concern altogether, by the unit where it was raised.
pub fn whole(look: &Look, unit: UnitId, id: SubjectId) -> Result<Option<Whole>, Error> {
    let Some(own) = look.subject::<Concern>(unit, id)?.filter(|concern| concern.key.is_some()) else { return Ok(None) };
    let mut above = vec![];
    for higher in look.way_up(unit)?.into_iter().skip(1) {
        let taken = look.subject::<Concern>(higher, id)?.filter(|concern| concern.from == Some(unit));
        above.extend(taken.map(|concern| (higher, concern)));
    }
    Ok(Some(Whole { unit, own, above }))
}

/// The unit where a concern was raised, as far as this node knows.
pub fn find(look: &Look, id: SubjectId) -> Result<Option<UnitId>, Error> {
    let sql = "SELECT unit FROM concern_list JOIN chain USING (book) WHERE id = ? AND raised = 1";
    let mut query = look.tables().prepare_cached(sql)?;
    let mut rows = query.query(params![id.0])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?.map(UnitId))
}

/// Concerns below a unit that are there for whoever has these keys, on a day, with what they say: those that are late
/// longest first.
pub fn below_for(look: &Look, unit: UnitId, with: &[Identity], today: Day) -> Result<Below, Error> {
    let mut below = Below::default();
    for row in not_settled_below(look, unit)? {
        below.looked += 1;
        let way = look.way_up(row.whole.unit)?;
        let far = way.iter().position(|above| *above == unit).unwrap_or_default();
        let said = read(look, row.whole.unit, row.id, 0)?.and_then(|text| open(&text, with));
        match said {
            Some(said) if row.whole.is_there_for(unit, far as u32, &said, today) => below.there.push((row, said)),
            Some(_) => {}
            None if row.whole.opens_to(unit, far as u32, today) => {
                below.closed += 1;
                below.higher = below.higher.or(way.into_iter().take(ABOVE + 1).nth(far + 1));
            }
            None => {}
        }
    }
    below.there.sort_by_key(|(row, _)| (row.whole.overdue(today).is_none(), row.whole.overdue(today), row.id));
    Ok(below)
}

/// Concerns below a unit that are not settled, and that it has not taken up.
fn not_settled_below(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let sql = "SELECT unit, id FROM concern_list JOIN chain USING (book) WHERE raised = 1 AND settled = 0";
    let mut query = look.tables().prepare_cached(sql)?;
    let open = query.query_map([], |row| Ok((UnitId(row.get(0)?), SubjectId(row.get(1)?))))?;
    let mut rows = vec![];
    for (raised, id) in open.collect::<rusqlite::Result<Vec<_>>>()? {
        if raised == unit || !look.way_up(raised)?.contains(&unit) {
            continue;
        }
        let whole = whole(look, raised, id)?.filter(|whole| whole.above.iter().all(|(above, _)| *above != unit));
        rows.extend(whole.map(|whole| Row { id, whole }));
    }
    Ok(rows)
}

/// The locked text that goes with a step of one unit.
pub fn read(look: &Look, unit: UnitId, id: SubjectId, step: usize) -> Result<Option<charter::Bytes>, Error> {
    let found = look.apart::<Concern>(unit, id)?.into_iter().find_map(|fact| match fact {
        Fact::Locked { step: of, text } if of as usize == step => Some(text),
        _ => None,
    });
    Ok(found)
}

/// To whom what is said of a concern is locked: the unit's handler, those of the two units above, and the nearest ombuds.
/// What is about an officer goes to the ombuds alone; where there is none, to the units above.
pub fn addressees(look: &Look, unit: UnitId, said: &Said) -> Result<Vec<PublicKey>, Error> {
    let way = look.way_up(unit)?;
    let (mut handlers, mut ombuds) = (vec![], None);
    for (far, at) in way.iter().enumerate() {
        let boxes: Letterboxes = look.own(*at)?;
        let Some(letterbox) = boxes.present() else { continue };
        if far <= ABOVE && (far > 0 || !said.about_an_officer) {
            handlers.push(letterbox.handler);
        }
        let offices: Offices = look.own(*at)?;
        if ombuds.is_none() && offices.present(Office::Ombuds).is_some() {
            ombuds = Some(letterbox.ombuds);
        }
    }
    Ok(match ombuds {
        Some(ombuds) if said.about_an_officer => vec![ombuds],
        ombuds => handlers.into_iter().chain(ombuds).collect(),
    })
}

fn around(look: &Look, unit: UnitId, id: SubjectId) -> Result<Around, Error> {
    let mut below = vec![];
    if let Some(raised) = find(look, id)?
        && let Some(far) = look.way_up(raised)?.iter().position(|above| *above == unit).filter(|far| *far > 0)
    {
        below.extend(whole(look, raised, id)?.map(|whole| (far as u32, whole)));
    }
    let above = look.way_up(unit)?.into_iter().skip(1).take(ABOVE).collect();
    Ok(Around { below, above })
}
