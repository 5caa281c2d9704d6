//! The world: cells and people who are inclined to come, to call and to stay. It knows no book and no index.
//!
//! Months pass, and what happens is given out as events. Every draw follows from the seed and from what it is
//! about, so that two worlds that differ in one cause, or in one visit, are alike in all that these do not touch.

mod beyond;
mod cause;
mod cell;
mod evening;
mod event;
mod help;
mod person;

use charter::calendar::{Day, Month};

pub use beyond::POLICIES;
pub use cause::{Cause, Planted};
pub use cell::{Cell, HOUR};
pub use event::{Deed, Event};
pub use help::Help;
pub use person::Person;

use super::chance::{draw, number};

/// Numbers of cells that split off: that of the cell they came from, and this for each time. A world has fewer cells.
pub const OFFSPRING: u64 = 1 << 32;
/// People who found a cell out of another; fewer leave instead.
const FOUNDERS: usize = 5;
/// In which months, counted back from the last, cells begin that begin late.
const LATE_MONTHS: u64 = 5;
/// Nothing is planted in the first months.
const QUIET_MONTHS: u64 = 3;

/// An organisation that lives.
#[derive(Clone, Debug)]
pub struct World {
    /// What all of it follows from.
    pub seed: u64,
    /// The first day.
    pub begin: Day,
    /// Its cells; those that split off stand behind.
    pub cells: Vec<Cell>,
    /// What was planted, by month.
    pub planted: Vec<Planted>,
    /// Whether its cells do more than meet. What is claimed is tried on worlds whose cells do not.
    pub beyond: bool,
}

impl World {
    /// Cells as they are on the first day, without causes.
    pub fn new(seed: u64, cells: u32, begin: Day) -> World {
        let cells = (0..u64::from(cells)).map(|number| Cell::new(seed, number, begin));
        World { seed, begin, cells: cells.collect(), planted: vec![], beyond: false }
    }

    /// Plants causes in a share of the cells, spread over the months; each round is drawn by itself.
    pub fn plant(&mut self, round: u64, share: f64, first: Month, months: u32) {
        let span = u64::from(months).saturating_sub(QUIET_MONTHS).max(1);
        for cell in 0..self.cells.len() as u64 {
            if draw(self.seed, &[cell, 1, round]) < share {
                let later = (QUIET_MONTHS + number(self.seed, &[cell, 2, round]) % span) as i32;
                let cause = number(self.seed, &[cell, 3, round]) % Cause::ALL.len() as u64;
                let cause = Cause::ALL[cause as usize];
                let month = first.plus(later);
                if self.cells[cell as usize].begun < month.first() {
                    self.planted.push(Planted { cell: cell as usize, month, cause });
                }
            }
        }
        self.planted.sort_by_key(|planted| (planted.month, planted.cell));
    }

    /// Lets a share of the cells begin in the last months before this one only.
    pub fn delay(&mut self, share: f64, last: Month) {
        for cell in &mut self.cells {
            if draw(self.seed, &[cell.number, 6]) < share {
                let before = (number(self.seed, &[cell.number, 7]) % LATE_MONTHS) as i32;
                cell.begin_later(last.plus(-before).first());
            }
        }
    }

    /// Lives one month; gives what happened, cell by cell, in the order in which it is to be told.
    pub fn live(&mut self, month: Month) -> Vec<(usize, Event)> {
        let mut events = vec![];
        for planted in self.planted.iter().filter(|planted| planted.month == month) {
            self.cells[planted.cell].strike(self.seed, planted.cause, month);
        }
        for at in 0..self.cells.len() {
            self.split(at, month, &mut events);
        }
        for (at, cell) in self.cells.iter_mut().enumerate() {
            let mut own = vec![];
            if cell.begun.month() == month && cell.begun > self.begin && cell.out_of.is_none() {
                events.extend(cell.founders().map(|event| (at, event)));
            }
            cell.live(self.seed, month, &mut own);
            if self.beyond {
                cell.beyond(self.seed, month, &mut own);
            }
            own.sort_by_key(|event: &Event| event.at);
            events.extend(own.into_iter().map(|event| (at, event)));
        }
        events
    }

    /// Those who quarrelled go: together, if they are enough for a cell of their own.
    fn split(&mut self, at: usize, month: Month, events: &mut Vec<(usize, Event)>) {
        let cell = &mut self.cells[at];
        if cell.splits != Some(month) {
            return;
        }
        let day = month.first();
        let gone = cell.part();
        let number = cell.number + OFFSPRING * cell.parted;
        let to = (gone.len() >= FOUNDERS).then_some(number);
        let leave = |person: &Person| match to {
            Some(to) => Deed::Went { person: person.number, to },
            None => Deed::Left { person: person.number, day },
        };
        events.extend(gone.iter().map(|person| (at, Event { at: day.start(), deed: leave(person) })));
        if to.is_some() {
            let (cell, new) = (&self.cells[at], self.cells.len());
            let offspring = Cell::out_of(cell, number, gone, day);
            events.extend(offspring.founders().map(|event| (new, event)));
            self.cells.push(offspring);
        }
    }
}
