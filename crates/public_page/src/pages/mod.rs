//! The page that everybody sees, the directory, and what the unit writes for them.

mod asking;
pub(crate) mod calendar;
mod deeds;
mod directory;
pub(crate) mod feed;
mod own;
mod public;

use book::UnitId;
use ledger::{Look, Scope, Unit};
use web::{Address, Deed, Fault, Result, Route, Visit};

/// Every address here. Those that begin with `/p` are there for everybody.
pub const ROUTES: [Route; 6] = [
    Route { path: "/u/{unit}/page", view: own::view },
    Route { path: DIRECTORY, view: directory::view },
    Route { path: "/p/{unit}", view: public::view },
    Route { path: "/p/{unit}/feed", view: feed::view },
    Route { path: "/p/{unit}/calendar.ics", view: calendar::view },
    Route { path: "/p/{unit}/asked", view: asking::view },
];

/// Where units are found that show a page.
const DIRECTORY: &str = "/p";

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 10] = [
    Deed::of_writers("page.show", deeds::show),
    Deed::of_writers("page.hide", deeds::hide),
    Deed::of_writers("page.post", deeds::post),
    Deed::of_writers("page.take-down", deeds::take_down),
    Deed::of_writers("application.accept", deeds::accept),
    Deed::of_writers("application.decline", deeds::decline),
    Deed::of_passers_by("public.apply", deeds::apply),
    Deed::of_anybody("public.asked", deeds::asked),
    Deed::of_anybody("public.withdraw", deeds::withdraw),
    Deed::of_passers_by("public.raise-concern", deeds::raise_concern),
];

/// The address of a unit's public page.
pub fn address(unit: UnitId) -> String {
    unit.address().replacen("/u/", "/p/", 1)
}

/// Where everybody finds units that show a page, if one does.
pub fn found(look: &Look) -> ledger::Result<Option<&'static str>> {
    Ok(crate::any_public(look)?.then_some(DIRECTORY))
}

/// The unit that the address names, if it shows a page to everybody.
fn public(visit: &Visit) -> Result<Unit> {
    let digits = visit.param("unit");
    let mut found = match digits.len() == address(UnitId::default()).len() - "/p/".len() {
        true if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => visit.look.beginning(Scope::Node, digits)?,
        _ => vec![],
    };
    let unit = found.pop().filter(|_| found.is_empty()).ok_or(Fault::NotFound)?;
    if crate::is_public(visit.look, unit.id)? { Ok(unit) } else { Err(Fault::NotFound) }
}
