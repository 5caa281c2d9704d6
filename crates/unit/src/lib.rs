//! Units as a concept: founding, admitting, moving, closing; offices and keepers, and how much an office takes; areas
//! where a cell is wanted.
//!
//! What happened to a unit is folded in `charter`, since authority hangs on it; here stands what
//! its decisions look at, and how units are named and found. It knows no member and no meeting:
//! whether a unit is empty is told by whoever builds the kind.

mod areas;
mod keeping;
mod kinds;
pub mod load;
mod name;
pub mod pages;
mod recipients;
#[cfg(test)]
mod tests;
mod without;

pub use areas::{Areas, Command, LIST_BYTES};
pub use keeping::reigns;
pub use kinds::{
    ACCOUNT, AREA, CITE, KEEPER, LETTERBOX, MOVE, OFFICE, PERMIT, PLACE, RECIPIENT, SUSPENSION, load, unit,
};
pub use name::{Unclear, find};
pub use recipients::called;
pub use without::{Without, without};
