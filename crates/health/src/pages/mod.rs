//! Pages of health: one cell as it stands, the whole as a picture, and the first step.

mod cell;
mod cells;
mod field;
mod say;
mod seen;
mod squarify;
mod step;
mod whole;
pub(crate) mod year;

use web::Route;

pub use say::{advice, band_of, mark, next_at};
pub use seen::{Seen, seen};
pub use whole::view as whole;

/// Every address here; the whole itself stands at a unit's own.
pub const ROUTES: [Route; 3] = [
    Route { path: "/u/{unit}/health", view: cell::view },
    Route { path: "/u/{unit}/first-step", view: step::view },
    Route { path: "/u/{unit}/cells", view: cells::view },
];
