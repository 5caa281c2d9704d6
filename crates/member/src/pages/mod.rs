//! Pages of the people of a cell: who belongs to it, one person, and taking somebody in.

mod deeds;
mod one;
mod people;

use book::{PersonId, UnitId};
use web::{Address, Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 4] = [
    Route { path: "/u/{unit}/people", view: people::view },
    Route { path: "/u/{unit}/people/new", view: people::joining },
    Route { path: "/u/{unit}/people/{id}", view: one::view },
    Route { path: "/u/{unit}/you", view: one::me },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 6] = [
    Deed { name: "member.join", make: deeds::join },
    Deed { name: "member.describe", make: deeds::describe },
    Deed { name: "member.welcome", make: deeds::welcome },
    Deed { name: "member.leave", make: deeds::leave },
    Deed { name: "member.return", make: deeds::come_back },
    Deed { name: "member.transfer", make: deeds::transfer },
];

/// Days in which a newcomer should be welcomed.
pub const WELCOME_DAYS: i32 = 60;

/// Where a person stands.
pub fn address(unit: UnitId, person: PersonId) -> String {
    format!("{}/people/{person}", unit.address())
}
