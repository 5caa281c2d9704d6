//! Dues as calendars take them: the days on which something is asked of somebody, and, for those who keep the cash, of their
//! cell. How much it is, and what was paid, stays inside: a calendar may lie open on a screen.

use book::PersonId;
use charter::calendar::{Day, Month};
use charter::{Right, UnitKind};
use ledger::{Error, Look, Unit};
use web::calendar::{At, Dated};
use web::{Say, plain};

use crate::{Cell, Money, levies};

/// Days before something is asked on which one is reminded.
const REMINDS: u32 = 3;
/// Months from this one on that are looked at: whatever is asked once a year is among them.
const MONTHS: i32 = 12;
/// Days of each of both that are told. A calendar is fetched again long before the last of them.
const NEXT: usize = 3;

/// The days on which the next dues are asked of somebody that they have not paid ahead; and those on which the centre asks
/// its share of a cell whose cash they keep, as far as it is not passed on.
pub fn dates(look: &Look, unit: &Unit, who: PersonId, say: &Say) -> Result<Vec<Dated>, Error> {
    if unit.kind != UnitKind::Cell {
        return Ok(vec![]);
    }
    let (cell, entries) = (Cell::of(look, unit.id)?, member::entries(look, unit.id, who)?);
    let months = || (say.today.month().0..).take(MONTHS as usize).map(Month);
    let dated = |uid: String, title: &str, day: Day| {
        let title = plain(say.say(title, &[("unit", unit.name.as_str().into())]));
        Dated { uid, title, at: At::Day(day), changed: None, cancelled: false, reminds: Some(REMINDS) }
    };
    let own = cell.members.iter().find(|row| entries.contains(&row.person) && row.same_as.is_none());
    let open = |month: &Month| {
        let standing = own.map(|row| cell.standing(row.person, month.first().max(say.today)));
        standing.is_some_and(|standing| standing.open.last().is_some_and(|open| open.month == *month))
    };
    let all = months().filter(open).take(NEXT);
    let of = |month: Month| dated(format!("dues-{}-{month}", unit.id.short()), "calendar-dues", month.first());
    let mut all = all.map(of).collect::<Vec<_>>();
    if member::has(look, unit.id, who, Right::KeepCash)? {
        let levies = levies(look)?;
        let asks = |month: &Month| levies.0.asked(*month).is_some() && cell.owed_above(&levies, *month) > Money::NONE;
        // It is so much for each who is on the roll when the month ends.
        let of = |month: Month| dated(format!("levy-{}-{month}", unit.id.short()), "calendar-levy", month.last());
        all.extend(months().filter(asks).take(NEXT).map(of));
    }
    Ok(all)
}
