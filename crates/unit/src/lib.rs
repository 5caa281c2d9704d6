//! Units as a concept: founding, admitting, moving, closing; offices and keepers.
//!
//! What happened to a unit is folded in `charter`, since authority hangs on it; here stands what
//! its decisions look at, and how units are named and found. It knows no member and no meeting:
//! whether a unit is empty is told by whoever builds the kind.

mod kinds;
mod name;

pub use kinds::{CITE, KEEPER, MOVE, OFFICE, PLACE, unit};
pub use name::{Unclear, find};
