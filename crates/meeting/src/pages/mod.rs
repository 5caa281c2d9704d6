//! Pages of meetings: the list of a cell, and one meeting from its setting to its minutes on paper.

mod agenda;
mod calendar;
mod deeds;
mod minutes;
mod one;
mod roll;
mod told;

use book::UnitId;
use web::{Address, Deed, Route};

pub use agenda::{draft, planned};
pub use calendar::Next;
pub use roll::Ticks;
pub use told::{Known, known};

/// Every address here.
pub const ROUTES: [Route; 2] = [
    Route { path: "/u/{unit}/meetings", view: calendar::view },
    Route { path: "/u/{unit}/meetings/{id}", view: one::view },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 8] = [
    Deed { name: "meeting.set", make: deeds::set },
    Deed { name: "meeting.cadence", make: deeds::cadence },
    Deed { name: "meeting.plan", make: deeds::plan },
    Deed { name: "meeting.roll", make: deeds::roll },
    Deed { name: "meeting.close", make: deeds::close },
    Deed { name: "meeting.minute", make: deeds::minute },
    Deed { name: "meeting.confirm", make: deeds::confirm },
    Deed { name: "meeting.cancel", make: deeds::cancel },
];

/// Where a meeting stands.
pub fn address(unit: UnitId, meeting: book::SubjectId) -> String {
    format!("{}/meetings/{meeting}", unit.address())
}
