//! Pages of the people of a cell: who belongs to it, one person, and taking somebody in.

mod accounts;
mod dates;
mod deeds;
mod erasing;
mod forgotten;
mod looked;
mod mine;
mod offices;
mod one;
mod people;
mod same;

pub use dates::dates;
pub use erasing::Asking;
pub use forgotten::{Forgotten, keeper};
pub use looked::Told;
pub use mine::{BOUNDED, OPENS, link};
pub use same::{Entry, is_like, pairs};

use book::{PersonId, UnitId};
use web::{Address, Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 9] = [
    Route { path: "/u/{unit}/accounts", view: accounts::view },
    Route { path: "/u/{unit}/people", view: people::view },
    Route { path: "/u/{unit}/people/new", view: people::joining },
    Route { path: "/u/{unit}/people/same", view: same::view },
    Route { path: "/u/{unit}/people/{id}", view: one::view },
    Route { path: "/u/{unit}/offices", view: offices::view },
    Route { path: "/u/{unit}/mine", view: mine::view },
    Route { path: "/u/{unit}/looked", view: looked::view },
    Route { path: "/u/{unit}/forgotten", view: forgotten::view },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 25] = [
    Deed::of_writers("account.invite", accounts::invite),
    Deed::of_officers("account.confirm", accounts::confirm),
    Deed::of_officers("account.reset", accounts::reset),
    Deed::of_officers("account.link", accounts::link),
    Deed::of_writers("member.join", deeds::join),
    Deed::of_writers("member.describe", deeds::describe),
    Deed::of_writers("member.welcome", deeds::welcome),
    Deed::of_writers("member.leave", deeds::leave),
    Deed::of_writers("member.return", deeds::come_back),
    Deed::of_writers("member.transfer", deeds::transfer),
    Deed::of_writers("member.erase", erasing::erase),
    Deed::of_writers("member.keep", erasing::keep),
    Deed::own("me.erase", erasing::erase),
    Deed::own("me.keep", erasing::keep),
    Deed::own("me.leave", erasing::leave),
    Deed::of_writers("member.own-link", mine::make),
    Deed::of_writers("member.own-link-end", mine::end),
    Deed::own("me.own-link-end", mine::end),
    Deed::own("me.describe", erasing::describe),
    Deed::of_writers("member.same", same::same),
    Deed::of_writers("member.other", same::other_after_all),
    Deed::of_writers("member.apart", same::two),
    Deed::of_writers("office.begin", offices::begin),
    Deed::of_writers("office.end", offices::end),
    Deed::of_writers("office.mine", offices::mine),
];

/// Where a person stands.
pub fn address(unit: UnitId, person: PersonId) -> String {
    format!("{}/people/{person}", unit.address())
}
