//! The page of a unit's tasks.

mod dates;
mod deeds;
mod list;

use web::{Deed, Route};

pub use dates::dates;

/// Every address here.
pub const ROUTES: [Route; 1] = [Route { path: "/u/{unit}/tasks", view: list::view }];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 10] = [
    Deed::of_writers("task.set", deeds::set),
    Deed::of_writers("task.change", deeds::change),
    Deed::of_writers("task.finish", deeds::finish),
    Deed::of_writers("task.drop", deeds::drop_it),
    Deed::of_writers("task.reopen", deeds::reopen),
    Deed::own("me.take-task", deeds::take),
    Deed::own("me.free-task", deeds::free),
    Deed::own("me.finish-task", deeds::finish),
    Deed::own("me.reopen-task", deeds::reopen),
    Deed::own("me.ask-help", deeds::help),
];
