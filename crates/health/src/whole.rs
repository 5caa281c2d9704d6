//! The whole: the mean of its cells by members, from whole-number sums at every unit. Knows no index's making.

use std::collections::BTreeMap;
use std::iter::successors;

use book::UnitId;
use serde::Serialize;

use crate::{Band, FLOOR, Health, SCALE, State};

/// The deepest tree that is walked, so that a circle in a broken one ends.
const DEEPEST: usize = 64;

/// So many cells, and their weight in members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many cells.
    pub cells: i64,
    /// What they weigh, in members.
    pub weight: i64,
}

/// A unit's share in the whole: sums of whole numbers, so that parts add up to it exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// Weight times index, added up.
    pub points: i64,
    /// Cells of each band, the best last.
    pub bands: [Tally; 4],
    /// Dormant cells: they count at the floor.
    pub dormant: Tally,
    /// Forming cells: left out of the index.
    pub forming: Tally,
    /// Cells with too little evidence: left out of the index.
    pub too_little_evidence: Tally,
}

impl Sums {
    /// What one cell brings.
    pub fn of(health: &Health) -> Sums {
        let mut sums = Sums::default();
        let weight = i64::from(health.weight);
        let (tally, index) = match health.state {
            State::Scored(band) => (&mut sums.bands[band as usize], health.index.unwrap_or(FLOOR)),
            State::Dormant => (&mut sums.dormant, FLOOR),
            State::Forming => (&mut sums.forming, 0),
            State::TooLittleEvidence => (&mut sums.too_little_evidence, 0),
        };
        *tally = Tally { cells: 1, weight };
        sums.points = weight * i64::from(index);
        sums
    }

    /// Adds a part: a cell, or a unit with all its cells.
    pub fn add(&mut self, part: &Sums) {
        self.change(part, 1);
    }

    /// Takes away a part that was added.
    pub fn remove(&mut self, part: &Sums) {
        self.change(part, -1);
    }

    /// The mean index by members, of 10,000; none while nothing counts.
    pub fn index(&self) -> Option<u32> {
        let weight = self.weight();
        (weight > 0).then(|| ((2 * self.points + weight) / (2 * weight)) as u32)
    }

    /// The weight that counts in the index, in members.
    pub fn weight(&self) -> i64 {
        self.counting().map(|tally| tally.weight).sum()
    }

    /// The share of counting weight in a band, of 10,000; none while nothing counts.
    pub fn share(&self, band: Band) -> Option<u32> {
        let weight = self.weight();
        (weight > 0).then(|| (self.bands[band as usize].weight * i64::from(SCALE) / weight) as u32)
    }

    /// Coverage: the cells that count in the index, of all.
    pub fn coverage(&self) -> (i64, i64) {
        let counting: i64 = self.counting().map(|tally| tally.cells).sum();
        (counting, counting + self.forming.cells + self.too_little_evidence.cells)
    }

    fn counting(&self) -> impl Iterator<Item = &Tally> {
        self.bands.iter().chain([&self.dormant])
    }

    fn change(&mut self, part: &Sums, sign: i64) {
        let mut part = *part;
        self.points += sign * part.points;
        for (mine, theirs) in self.tallies().into_iter().zip(part.tallies()) {
            mine.cells += sign * theirs.cells;
            mine.weight += sign * theirs.weight;
        }
    }

    fn tallies(&mut self) -> [&mut Tally; 7] {
        let [critical, at_risk, steady, strong] = &mut self.bands;
        [critical, at_risk, steady, strong, &mut self.dormant, &mut self.forming, &mut self.too_little_evidence]
    }
}

/// The sums of every unit of a tree, each cell's own included; `parents` names the unit above each.
pub fn whole<'a>(
    healths: impl IntoIterator<Item = &'a Health>,
    parents: &BTreeMap<UnitId, UnitId>,
) -> BTreeMap<UnitId, Sums> {
    let mut sums = BTreeMap::new();
    for health in healths {
        change(&mut sums, parents, None, health);
    }
    sums
}

/// Puts a cell's new health in the place of its old one, in its own sums and those of all above.
pub fn change(
    sums: &mut BTreeMap<UnitId, Sums>,
    parents: &BTreeMap<UnitId, UnitId>,
    old: Option<&Health>,
    new: &Health,
) {
    let (old, part) = (old.map(Sums::of), Sums::of(new));
    for unit in successors(Some(new.unit), |unit| parents.get(unit).copied()).take(DEEPEST) {
        let sum = sums.entry(unit).or_default();
        sum.add(&part);
        if let Some(old) = &old {
            sum.remove(old);
        }
    }
}
