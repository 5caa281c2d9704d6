//! What the pages see of an organisation: drawn once for a date, and kept until the books move.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use book::UnitId;
use charter::calendar::Day;
use web::{Result, Visit};

use crate::{Health, Picture, Sums};

/// A picture with every cell's health, and the sums at every unit.
pub struct Seen {
    /// What was read.
    pub picture: Picture,
    /// The health of each of its cells, in their order.
    pub healths: Vec<Health>,
    /// The place of a cell in both lists.
    pub at: HashMap<UnitId, usize>,
    /// The sums of every unit.
    pub sums: BTreeMap<UnitId, Sums>,
}

/// The organisation as of the visit's date.
pub fn seen(visit: &Visit) -> Result<Arc<Seen>> {
    as_of(visit, visit.as_of)
}

/// The organisation as of another date.
pub fn as_of(visit: &Visit, day: Day) -> Result<Arc<Seen>> {
    visit.shelf.keep(visit.look, &day.to_string(), || {
        let picture = crate::picture(visit.look, day)?;
        let healths = picture.healths();
        let sums = crate::whole(&healths, &picture.parents());
        let at = picture.cells.iter().enumerate().map(|(at, cell)| (cell.unit, at)).collect();
        Ok(Seen { picture, healths, at, sums })
    })
}

impl Seen {
    /// The places of the cells at and below a unit.
    pub fn below(&self, top: UnitId) -> Vec<usize> {
        let inside = |unit: UnitId| {
            let above = |unit: &UnitId| self.picture.units.get(unit).and_then(|unit| unit.parent);
            std::iter::successors(Some(unit), above).take(charter::places::DEPTH + 1).any(|unit| unit == top)
        };
        (0..self.picture.cells.len()).filter(|at| inside(self.picture.cells[*at].unit)).collect()
    }
}
