//! The three claims about health, tried on worlds in which the truth is known. Knows no book and no store.
//!
//! `docs/health-index.md` says what is assumed. A claim that does not hold is told as such.

mod falsified;
mod helping;
mod interval;
mod naming;
mod observed;

use std::sync::atomic::{AtomicU64, Ordering};

use charter::calendar::{Day, Month};
use serde::Serialize;

pub use falsified::{Falsified, Lie};
pub use helping::Helping;
pub use interval::Estimate;
pub use naming::{JUDGED, Naming};

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claims {
    /// The first seed.
    pub from: u64,
    /// Worlds, each from a seed of its own: the first, the next, and so on.
    pub seeds: u32,
    /// Cells of each.
    pub cells: u32,
    /// Help by the first-step list, beside other ways to choose.
    pub helping: Helping,
    /// The weakest dimension named, beside the one struck.
    pub naming: Naming,
    /// What falsified books gain.
    pub falsified: Vec<Falsified>,
}

/// When every world begins: some day far from all quarters that anybody would look at.
fn begin() -> (Month, Day) {
    let month = Month::new(2024, 1).unwrap_or_default();
    (month, month.first())
}

/// Tries the claims on so many worlds of so many cells.
pub fn claims(from: u64, seeds: u32, cells: u32) -> Claims {
    Claims {
        from,
        seeds,
        cells,
        helping: Helping::of(&each(from, seeds, |seed| helping::lives(seed, cells))),
        naming: Naming::of(&each(from, seeds, |seed| naming::named(seed, cells))),
        falsified: Falsified::of(&each(from, seeds, |seed| falsified::gains(seed, cells))),
    }
}

/// What comes of each seed, in their order, whichever core it was found on.
fn each<T: Send>(from: u64, seeds: u32, find: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(seeds.max(1) as usize));
    let work = || {
        let mut found = vec![];
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= u64::from(seeds) {
                return found;
            }
            found.push((seed, find(from.wrapping_add(seed))));
        }
    };
    let mut found: Vec<(u64, T)> = std::thread::scope(|scope| {
        let hands = (0..cores).map(|_| scope.spawn(work)).collect::<Vec<_>>();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect()
    });
    found.sort_by_key(|(seed, _)| *seed);
    found.into_iter().map(|(_, found)| found).collect()
}
