//! Pages of the people of a cell: who belongs to it, one person, and taking somebody in.

mod deeds;
mod offices;
mod one;
mod people;
mod same;

pub use same::{Entry, is_like, pairs};

use book::{PersonId, UnitId};
use web::{Address, Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 6] = [
    Route { path: "/u/{unit}/people", view: people::view },
    Route { path: "/u/{unit}/people/new", view: people::joining },
    Route { path: "/u/{unit}/people/same", view: same::view },
    Route { path: "/u/{unit}/people/{id}", view: one::view },
    Route { path: "/u/{unit}/offices", view: offices::view },
    Route { path: "/u/{unit}/you", view: one::me },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 11] = [
    Deed { name: "member.join", make: deeds::join },
    Deed { name: "member.describe", make: deeds::describe },
    Deed { name: "member.welcome", make: deeds::welcome },
    Deed { name: "member.leave", make: deeds::leave },
    Deed { name: "member.return", make: deeds::come_back },
    Deed { name: "member.transfer", make: deeds::transfer },
    Deed { name: "member.same", make: same::same },
    Deed { name: "member.other", make: same::other_after_all },
    Deed { name: "member.apart", make: same::two },
    Deed { name: "office.begin", make: offices::begin },
    Deed { name: "office.end", make: offices::end },
];

/// Where a person stands.
pub fn address(unit: UnitId, person: PersonId) -> String {
    format!("{}/people/{person}", unit.address())
}
