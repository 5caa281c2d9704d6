//! Meetings as calendars take them: when they are set, moved and cancelled. What a meeting is called, and what it will be
//! about, stays inside: a calendar may lie open on a screen.

use book::PersonId;
use ledger::{Error, Look, Unit};
use web::calendar::{At, Dated, PAST_DAYS, file};
use web::{Fault, Reply, Result, Say, Visit, plain};

use crate::{Meeting, Row, list};

/// Days before a meeting on which one is reminded.
const REMINDS: u32 = 1;

/// The meetings of a unit, those of long ago left out.
pub fn dates(look: &Look, unit: &Unit, _: PersonId, say: &Say) -> std::result::Result<Vec<Dated>, Error> {
    let since = say.today.plus(-PAST_DAYS);
    let rows = list(look, unit.id)?.into_iter().filter(|row| row.when.day(say.zone) >= since);
    rows.map(|row| dated(look, unit, &row, say)).collect()
}

/// One meeting, as a file.
pub fn one(visit: &Visit) -> Result<Reply> {
    let (unit, id) = (visit.among()?, visit.subject()?);
    let row = list(visit.look, unit.id)?.into_iter().find(|row| row.id == id).ok_or(Fault::NotFound)?;
    Ok(file(&unit, dated(visit.look, &unit, &row, &visit.say)?))
}

fn dated(look: &Look, unit: &Unit, row: &Row, say: &Say) -> std::result::Result<Dated, Error> {
    let state: Meeting = look.subject(unit.id, row.id)?.unwrap_or_default();
    let title = plain(say.say("calendar-meeting", &[("unit", unit.name.as_str().into())]));
    let at = if row.when.whole_day { At::Day(row.when.day(say.zone)) } else { At::Moment(row.when.at) };
    let (changed, reminds) = (state.set_on, (!row.held).then_some(REMINDS));
    Ok(Dated { uid: format!("meeting-{}", row.id), title, at, changed, cancelled: row.cancelled, reminds })
}
