//! The next meeting at which guests are welcome, as a calendar (RFC 5545): the day that the page tells, and nothing else.

use book::UnitId;
use charter::calendar::Day;
use ledger::{Error, Look};
use returns::Signs;
use web::calendar::{At, Dated, open};
use web::{Fault, Reply, Result, Visit, plain};

use super::public;
use crate::{Shown, face};

/// What follows a page's own address.
pub const AT: &str = "/calendar.ics";

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = public(visit)?;
    let face = face(visit.look, unit.id)?.ok_or(Fault::NotFound)?;
    let next = next(&signs(visit.look, unit.id)?, &face.shown, visit.say.today);
    let title = plain(visit.say.say("calendar-guests", &[("unit", unit.name.as_str().into())]));
    let dated = next.map(|day| dated(unit.id, title, day)).into_iter().collect::<Vec<_>>();
    Ok(open(&unit.name, &dated))
}

/// What a unit's keeper told of its meetings.
pub(super) fn signs(look: &Look, unit: UnitId) -> std::result::Result<Signs, Error> {
    look.own(unit)
}

/// The day of the next meeting, where guests are welcome.
pub(crate) fn next(signs: &Signs, shown: &Shown, today: Day) -> Option<Day> {
    signs.next_on(today).filter(|_| shown.guests)
}

/// It is of one day, and known by it: one that is moved is another one, and the former is not there any more.
pub(crate) fn dated(unit: UnitId, title: String, day: Day) -> Dated {
    let uid = format!("open-{}-{day}", unit.short());
    Dated { uid, title, at: At::Day(day), changed: None, cancelled: false, reminds: None }
}
