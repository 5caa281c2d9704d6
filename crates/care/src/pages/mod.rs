//! The page on which a cell looks after its people, and everybody's own part of it.

mod board;
mod deeds;
mod forms;
mod helping;
mod own;

pub use board::to_do;
pub use forms::written;

use book::UnitId;
use web::{Address, Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 2] =
    [Route { path: "/u/{unit}/care", view: board::view }, Route { path: "/u/{unit}/you/care", view: own::view }];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 24] = [
    Deed::of_writers("care.met", deeds::met),
    Deed::of_writers("care.struck", deeds::struck),
    Deed::of_writers("care.companion", deeds::companion),
    Deed::of_writers("care.decline", deeds::decline),
    Deed::of_writers("care.consent", deeds::consent),
    Deed::of_writers("care.remember", deeds::remember),
    Deed::of_writers("care.ask", deeds::ask),
    Deed::of_writers("care.offer", deeds::offer),
    Deed::of_writers("care.match", deeds::matched),
    Deed::of_writers("care.settle", deeds::settle),
    Deed::of_writers("care.withdraw", deeds::withdraw),
    Deed::own("me.met", deeds::met),
    Deed::own("me.struck", deeds::struck),
    Deed::own("me.decline", deeds::decline),
    Deed::own("me.consent", deeds::consent),
    Deed::own("me.remember", deeds::remember),
    Deed::own("me.forget", deeds::forget),
    Deed::own("me.ask", deeds::ask),
    Deed::own("me.offer", deeds::offer),
    Deed::own("me.help", deeds::can),
    Deed::own("me.match", deeds::matched),
    Deed::own("me.settle", deeds::settle),
    Deed::own("me.withdraw", deeds::withdraw),
    Deed::own("me.pulse", deeds::pulse),
];

/// Where a cell looks after its people.
pub fn address(unit: UnitId) -> String {
    unit.address() + "/care"
}

/// Where the viewer has their own part of it.
pub fn own_address(unit: UnitId) -> String {
    unit.address() + "/you/care"
}
