//! A world, and what those above see of it.

use std::collections::HashMap;

use book::UnitId;
use charter::calendar::{Day, Month};
use health::{Baseline, Health, score};

use crate::simulate::record::Told;
use crate::simulate::world::{Event, World};

/// A world with what its cells put down.
pub struct Observed {
    /// What is true.
    pub world: World,
    /// What is put down, cell by cell.
    pub told: Vec<Told>,
}

impl Observed {
    /// On the first day.
    pub fn new(world: World) -> Observed {
        let told = world.cells.iter().map(Told::new).collect();
        Observed { world, told }
    }

    /// Lives one month, and gives what happened.
    pub fn live(&mut self, month: Month) -> Vec<(usize, Event)> {
        let events = self.world.live(month);
        for cell in &self.world.cells[self.told.len()..] {
            // Its founders stand among the events.
            self.told.push(Told::begun(cell));
        }
        events.iter().for_each(|(at, event)| self.told[*at].put(event));
        events
    }

    /// How every cell is seen on a day, and the baseline of that quarter.
    pub fn seen(&self, as_of: Day) -> (Vec<health::Cell>, Baseline) {
        let cells = self.told.iter().map(|told| told.seen(as_of)).collect::<Vec<_>>();
        let baseline = Baseline::for_date(None, &cells, as_of);
        (cells, baseline)
    }

    /// The health of every cell on a day.
    pub fn healths(&self, as_of: Day) -> Vec<Health> {
        let (cells, baseline) = self.seen(as_of);
        cells.iter().map(|cell| score(cell, &baseline, as_of)).collect()
    }
}

/// The first day on which the month before this one is seen.
pub fn seen_in(month: Month) -> Day {
    month.first().plus(health::RELEASE - 1)
}

/// Where each unit stands.
pub fn places(healths: &[Health]) -> HashMap<UnitId, usize> {
    healths.iter().enumerate().map(|(at, health)| (health.unit, at)).collect()
}
