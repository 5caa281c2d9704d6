//! Pages of units: what stands where and who keeps it, and areas without a cell.

mod areas;
mod keys;
mod manage;
mod suspending;

use web::{Deed, Route};

/// Every address here.
pub const ROUTES: [Route; 2] =
    [Route { path: "/u/{unit}/areas", view: areas::view }, Route { path: "/u/{unit}/unit", view: manage::view }];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 8] = [
    Deed::of_writers("unit.areas", areas::list),
    Deed::of_managers("unit.rename", manage::rename),
    Deed::of_managers("unit.move", manage::go),
    Deed::of_managers("unit.keeper", manage::appoint),
    Deed::of_managers("unit.close", manage::close),
    Deed::of_managers("unit.export", manage::export),
    Deed::of_managers("office.suspend", suspending::suspend),
    Deed::of_managers("office.reinstate", suspending::reinstate),
];
