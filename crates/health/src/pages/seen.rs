//! What the pages see of an organisation: drawn once for a date, and kept until the books move.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use book::UnitId;
use charter::calendar::Day;
use web::{Result, Visit};

use crate::{Health, Picture, Sums};

/// A picture with every cell's health, and what that makes at every unit.
pub struct Seen {
    /// What was read.
    pub picture: Picture,
    /// The health of each of its cells, in their order.
    pub healths: Vec<Health>,
    /// The place of a cell in both lists.
    pub at: HashMap<UnitId, usize>,
    /// The sums of every unit.
    pub sums: BTreeMap<UnitId, Sums>,
    /// Cells and people of every unit.
    pub size: HashMap<UnitId, (usize, u64)>,
}

/// Cells from which a picture may be a minute old: to draw it anew after every commit would be all that a node does.
const LARGE: usize = 5_000;
const MINUTE_MS: i64 = 60_000;

/// The organisation as of the visit's date.
pub fn seen(visit: &Visit) -> Result<Arc<Seen>> {
    let day = visit.as_of;
    let stale = |seen: &Seen| stale(seen.healths.len());
    visit.keep(&format!("seen/{day}"), stale, || {
        let picture = crate::picture(visit.look, day)?;
        let healths = picture.healths();
        let parents = picture.parents();
        let sums = crate::whole(&healths, &parents);
        let at = picture.cells.iter().enumerate().map(|(at, cell)| (cell.unit, at)).collect();
        let size = picture.sizes();
        Ok(Seen { picture, healths, at, sums, size })
    })
}

/// The sums of every unit on an earlier day, held against what is usual now: so a trend compares like with like.
pub fn sums_on(visit: &Visit, seen: &Seen, day: Day) -> Result<Arc<BTreeMap<UnitId, Sums>>> {
    let stale = |_: &BTreeMap<UnitId, Sums>| stale(seen.healths.len());
    visit.keep(&format!("sums/{}/{day}", visit.as_of), stale, || {
        let picture = &seen.picture;
        let healths = picture.cells.iter().map(|cell| crate::score(cell, &picture.baseline, day)).collect::<Vec<_>>();
        Ok(crate::whole(&healths, &picture.parents()))
    })
}

/// How many milliseconds old a picture of so many cells may be.
pub fn stale(cells: usize) -> i64 {
    if cells < LARGE { 0 } else { MINUTE_MS }
}

/// A unit, and those above it.
fn way(unit: UnitId, above: impl Fn(&UnitId) -> Option<UnitId>) -> impl Iterator<Item = UnitId> {
    std::iter::successors(Some(unit), above).take(charter::places::DEPTH + 1)
}

impl Seen {
    /// The places of the cells at and below a unit.
    pub fn below(&self, top: UnitId) -> Vec<usize> {
        let inside = |unit: UnitId| {
            way(unit, |unit| self.picture.units.get(unit).and_then(|unit| unit.parent)).any(|unit| unit == top)
        };
        (0..self.picture.cells.len()).filter(|at| inside(self.picture.cells[*at].unit)).collect()
    }
}
