//! What the figures do, one example at a time; `properties` says what they never do, `real` what they did.

mod beyond;
mod charts;
mod few;
mod index;
mod judged;
mod large;
mod properties;
mod real;
mod standing;
mod whole;

use book::UnitId;
use charter::calendar::{Day, Month};
use returns::{Members, Return, Share};

use crate::measure::PROPORTIONS;
use crate::{Baseline, Cell, Dimension, Health, Norm, SCALE, score};

/// The day as of which the examples are told.
pub fn today() -> Day {
    day(2026, 7, 8)
}

pub fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).expect("a day of the calendar")
}

pub fn unit(number: u32) -> UnitId {
    let mut id = UnitId::default();
    id.0[..4].copy_from_slice(&number.to_be_bytes());
    id
}

/// A month in which all went as in the baseline below: 4 due, 3 held, all counted and quorate.
pub fn usual(month: Month) -> Return {
    Return {
        month,
        rule: 1,
        due: Some(4),
        held: 3,
        counted: 3,
        quorate: 3,
        present: Some(Share { part: 30, of: 40 }),
        members: Members::Counted(10),
        kept: Some(Share { part: 6, of: 8 }),
        minutes: Share { part: 3, of: 4 },
        confirmed: Share { part: 3, of: 4 },
        ..Return::default()
    }
}

/// A cell that met each week for two years, the last time yesterday; `months` of usual returns up to June 2026.
pub fn cell(number: u32, months: i32) -> Cell {
    let last = Month::new(2026, 6).expect("June");
    Cell {
        unit: unit(number),
        founded: Some(day(2020, 1, 1)),
        returns: (0..months).rev().map(|back| usual(last.plus(-back))).collect(),
        met: (0..104).rev().map(|week| (today().plus(-1 - 7 * week), 1)).collect(),
        cadence: Some(7),
        ..Cell::default()
    }
}

/// Everything usual is three quarters, and the lower quartile is a half. Nobody records what came later than minutes.
pub fn baseline() -> Baseline {
    Baseline {
        day: day(2026, 6, 30),
        computed: false,
        cells: 9,
        quorate: SCALE,
        proportions: [Some(7_500); PROPORTIONS],
        dimensions: std::array::from_fn(|at| (at < 4).then_some(Norm { median: 7_500, lower: 5_000 })),
    }
}

/// The usual cell with its last six months changed.
pub fn lately(change: impl Fn(&mut Return)) -> Cell {
    let mut cell = cell(1, 24);
    cell.returns[18..].iter_mut().for_each(change);
    cell
}

pub fn scored(cell: &Cell) -> Health {
    score(cell, &baseline(), today())
}

pub fn value(health: &Health, dimension: Dimension) -> u32 {
    health.parts[dimension as usize].expect("a part").value
}
