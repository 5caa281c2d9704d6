//! What health reads of the tables: each cell as its bulletin shows it.

use std::collections::{BTreeMap, HashMap};
use std::iter::successors;

use book::UnitId;
use charter::UnitKind;
use charter::calendar::{Day, Zone};
use ledger::{Error, Kind, Look, Scope, Unit, own_subject};

use crate::{Baseline, Baselines, Cell, Health, score};

/// The baselines that the centre published.
pub const BASELINE: Kind<Baselines> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// The cells of an organisation at a date, with the baseline that holds there.
#[derive(Debug)]
pub struct Picture {
    /// The date.
    pub as_of: Day,
    /// Every unit, by id.
    pub units: HashMap<UnitId, Unit>,
    /// Every cell that counts: admitted and open.
    pub cells: Vec<Cell>,
    /// What is usual.
    pub baseline: Baseline,
}

/// Draws the picture of all that this node holds.
pub fn picture(look: &Look, as_of: Day) -> Result<Picture, Error> {
    let units: HashMap<UnitId, Unit> = look.units(Scope::Node)?.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut cells = vec![];
    for history in returns::histories(look, Scope::Node, as_of)? {
        let Some(unit) = units.get(&history.unit).filter(|unit| counts(unit)) else { continue };
        let met = history.met.iter().map(|(day, _)| *day).collect::<Vec<_>>();
        let cadence = returns::cadence(&Default::default(), &met, as_of.plus(1));
        cells.push(Cell {
            unit: unit.id,
            name: unit.name.clone(),
            founded: unit.founded.map(|founded| Zone::UTC.day(founded)),
            returns: history.returns,
            met: history.met,
            next: history.next,
            cadence: cadence.map(|days| days as u32),
            undated: 0,
        });
    }
    let published: Option<Baselines> = match look.root()? {
        Some(root) => look.subject(root.id, own_subject(root.id))?,
        None => None,
    };
    let published = published.as_ref().and_then(|published| published.of(as_of));
    let mut baseline = Baseline::for_date(published, &cells, as_of);
    if baseline.dimensions.iter().all(Option::is_none) {
        // An organisation in its first quarter has no quarter behind it: today's cells are all there is.
        baseline = Baseline::compute(&cells, as_of);
    }
    Ok(Picture { as_of, units, cells, baseline })
}

fn counts(unit: &Unit) -> bool {
    unit.kind == UnitKind::Cell && unit.admitted && !unit.closed
}

impl Picture {
    /// The health of every cell.
    pub fn healths(&self) -> Vec<Health> {
        self.cells.iter().map(|cell| score(cell, &self.baseline, self.as_of)).collect()
    }

    /// Cells and people of every unit. Of a cell, people are those of its last return, which tells none under five: so
    /// no total less its parts leaves a small one.
    pub fn sizes(&self) -> HashMap<UnitId, (usize, u64)> {
        let mut sizes: HashMap<UnitId, (usize, u64)> = HashMap::new();
        let above = |unit: &UnitId| self.units.get(unit).and_then(|unit| unit.parent);
        for cell in &self.cells {
            let people = u64::from(cell.roll(self.as_of).unwrap_or(0));
            for unit in successors(Some(cell.unit), above).take(charter::places::DEPTH + 1) {
                let size = sizes.entry(unit).or_default();
                *size = (size.0 + 1, size.1 + people);
            }
        }
        sizes
    }

    /// The unit above each unit.
    pub fn parents(&self) -> BTreeMap<UnitId, UnitId> {
        self.units.values().filter_map(|unit| Some((unit.id, unit.parent?))).collect()
    }

    /// What a unit is called.
    pub fn name(&self, unit: UnitId) -> &str {
        self.units.get(&unit).map_or("", |unit| &unit.name)
    }
}
