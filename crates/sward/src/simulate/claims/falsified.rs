//! Claim 3: a falsified book gains less than five points.

use charter::calendar::Month;
use health::score;
use serde::Serialize;

use super::interval::Estimate;
use super::observed::{Observed, seen_in};
use crate::simulate::falsify::{Falsehood, Forger};
use crate::simulate::world::{Event, World};

/// Months that a world lives before a book is falsified, and after.
const LIVES: [i32; 2] = [12, 12];
/// The share of cells in which a cause is planted.
const CAUSES: f64 = 0.5;
/// Points of 100 that a falsified book must stay under.
const LESS: f64 = 5.0;

/// Ways to falsify a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lie {
    /// One in four of those who stayed away is put down as present.
    Padded,
    /// All minutes that nobody wrote are made up at the month's end.
    MadeUp,
    /// Both.
    Both,
    /// Every other one of those who stayed away is put down as present.
    PaddedByHalf,
}

const LIES: [Lie; 4] = [Lie::Padded, Lie::MadeUp, Lie::Both, Lie::PaddedByHalf];

/// What one way to falsify a book gains, in points of 100.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Falsified {
    /// Which way.
    pub lie: Lie,
    /// The mean gain.
    pub gain: Estimate,
    /// The share of books that gain five points or more.
    pub more: Estimate,
    /// The largest gain of any book.
    pub largest: f64,
    /// The whole interval of the mean gain is under five points.
    pub holds: bool,
}

/// The gain of every cell with an index, for each lie.
pub fn gains(seed: u64, cells: u32) -> [Vec<f64>; 4] {
    let (first, day) = super::begin();
    let mut world = World::new(seed, cells, day);
    let [past, after] = LIVES;
    world.plant(0, CAUSES, first, (past + after) as u32);
    let mut observed = Observed::new(world);
    let mut forged = vec![];
    for month in (first.0..first.plus(past + after).0).map(Month) {
        if month == first.plus(past) {
            forged = LIES.map(|lie| begin(&observed, lie)).into_iter().collect();
        }
        let events = observed.live(month);
        for (forgers, told) in &mut forged {
            for (at, forger) in forgers.iter_mut().enumerate() {
                let own = events.iter().filter(|(cell, _)| *cell == at).map(|(_, event)| event.clone());
                let own: Vec<Event> = own.collect();
                forger.month(&own, month.last()).iter().for_each(|event| told[at].put(event));
            }
        }
    }
    let as_of = seen_in(first.plus(past + after));
    let (honest, baseline) = observed.seen(as_of);
    // Told of one cell at a time, so everything usual stays as it is.
    let index = |cell: &health::Cell| Some(f64::from(score(cell, &baseline, as_of).index?) / 100.0);
    let honest = honest.iter().map(index).collect::<Vec<_>>();
    let mut gains: [Vec<f64>; 4] = Default::default();
    for (gains, (_, told)) in gains.iter_mut().zip(&forged) {
        let both = told.iter().zip(&honest).filter_map(|(told, honest)| Some((index(&told.seen(as_of))?, (*honest)?)));
        gains.extend(both.map(|(forged, honest)| forged - honest));
    }
    gains
}

fn begin(observed: &Observed, lie: Lie) -> (Vec<Forger>, Vec<crate::simulate::record::Told>) {
    let (pads, makes_up) = match lie {
        Lie::Padded => (0.25, false),
        Lie::MadeUp => (0.0, true),
        Lie::Both => (0.25, true),
        Lie::PaddedByHalf => (0.5, false),
    };
    let (seed, falsehood) = (observed.world.seed, Falsehood { pads, makes_up });
    let roll = |cell: &crate::simulate::world::Cell| cell.people.iter().map(|one| one.number).collect::<Vec<_>>();
    let forgers = observed.world.cells.iter().map(|cell| Forger::new(falsehood, seed, roll(cell)));
    (forgers.collect(), observed.told.clone())
}

impl Falsified {
    /// Of all seeds.
    pub fn of(seeds: &[[Vec<f64>; 4]]) -> Vec<Falsified> {
        let of = |(at, lie): (usize, Lie)| {
            let books = || seeds.iter().map(|gains| &gains[at]).filter(|gains| !gains.is_empty());
            let gain = Estimate::of(books().map(|gains| gains.iter().sum::<f64>() / gains.len() as f64));
            let share =
                |gains: &Vec<f64>| gains.iter().filter(|gain| **gain >= LESS).count() as f64 / gains.len() as f64;
            let more = Estimate::of(books().map(share));
            let largest = seeds.iter().flat_map(|gains| &gains[at]).copied().fold(0.0, f64::max);
            Falsified { lie, gain, more, largest, holds: gain.high < LESS }
        };
        LIES.into_iter().enumerate().map(of).collect()
    }
}
