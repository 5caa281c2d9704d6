//! Policies as pages: a list, and one of them with what cells say to it.

mod dates;
mod deeds;
mod difference;
mod files;
mod list;
mod one;
mod publishing;
mod responding;
mod standing;

use book::{SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::{Error, Look, Unit};
use web::{Address, Deed, Route, Say};

pub use dates::dates;

use crate::{Row, asked};

/// Every address here.
pub const ROUTES: [Route; 3] = [
    Route { path: "/u/{unit}/policies", view: list::view },
    Route { path: "/u/{unit}/policies/{id}", view: one::view },
    Route { path: "/u/{unit}/policies/{id}/files/{number}", view: files::view },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 11] = [
    Deed::of_managers("policy.write", deeds::write),
    Deed::of_managers("policy.consult", deeds::consult),
    Deed::of_managers("policy.adopt", deeds::adopt),
    Deed::of_managers("policy.withdraw", deeds::withdraw),
    Deed::of_managers("policy.reply", deeds::reply),
    Deed::of_managers("policy.attach", deeds::attach).with_file(),
    Deed::of_managers("policy.detach", deeds::detach),
    Deed::of_writers("response.talk", deeds::talk),
    Deed::of_writers("response.report", deeds::report),
    Deed::of_writers("response.object", deeds::object),
    Deed::of_writers("response.back", deeds::take_back),
];

/// The address of a policy, as a unit sees it.
pub fn address(unit: UnitId, id: SubjectId) -> String {
    format!("{}/policies/{id}", unit.address())
}

/// The tab under which a unit finds its policies.
fn tab(unit: &Unit) -> &'static str {
    if unit.kind == UnitKind::Cell { "/health" } else { "/policies" }
}

/// What lies on a cell's next agenda by itself: policies that it has not talked over, until the day that they are due.
pub fn points(look: &Look, cell: UnitId, day: Day, say: &Say) -> Result<Vec<String>, Error> {
    let in_time = |row: &Row| row.policy.outline.due.is_none_or(|due| day <= due);
    let fresh = asked(look, cell, day)?.into_iter();
    let fresh = fresh.filter(|(row, said)| in_time(row) && !said.has_talked(row.policy.version));
    let point = |row: Row| match row.policy.outline.due {
        Some(due) => say.say("agenda-policy-due", &[("title", row.title.into()), ("day", say.date(due).into())]),
        None => say.say("agenda-policy", &[("title", row.title.into())]),
    };
    Ok(fresh.map(|(row, _)| web::plain(point(row))).collect())
}
