//! Pages of meetings: the list of a cell, and one meeting from its setting to its minutes on paper.

mod agenda;
mod calendar;
mod dates;
mod deeds;
mod minutes;
mod one;
mod roll;
mod told;

use book::UnitId;
use web::{Address, Deed, Route};

pub use calendar::{Next, propose};
pub use dates::dates;
pub use deeds::when;
pub use roll::Ticks;
pub use told::{Known, known};

/// Every address here.
pub const ROUTES: [Route; 3] = [
    Route { path: "/u/{unit}/meetings", view: calendar::view },
    Route { path: "/u/{unit}/meetings/{id}", view: one::view },
    Route { path: "/u/{unit}/meetings/{id}/calendar", view: dates::one },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 10] = [
    Deed::of_writers("meeting.set", deeds::set),
    Deed::of_writers("meeting.cadence", deeds::cadence),
    Deed::of_writers("meeting.plan", deeds::plan),
    Deed::of_writers("meeting.roll", deeds::roll),
    Deed::of_writers("meeting.close", deeds::close),
    Deed::of_writers("meeting.minute", deeds::minute),
    Deed::of_writers("meeting.redact", deeds::redact),
    Deed::own("me.agree", deeds::agree),
    Deed::of_writers("meeting.confirm", deeds::confirm),
    Deed::of_writers("meeting.cancel", deeds::cancel),
];

/// Where a meeting stands.
pub fn address(unit: UnitId, meeting: book::SubjectId) -> String {
    format!("{}/meetings/{meeting}", unit.address())
}
