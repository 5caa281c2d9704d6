//! Claim 2: the weakest dimension named is the one that the planted cause struck.

use std::collections::BTreeMap;

use charter::calendar::Month;
use health::{Dimension, State};
use serde::Serialize;

use super::interval::Estimate;
use super::observed::{Observed, seen_in};
use crate::simulate::chance::{draw, number};
use crate::simulate::world::{Cause, Planted, World};

/// Months that a world lives before causes strike.
const PAST: i32 = 15;
/// Months after which it is asked which dimension is named.
pub const JUDGED: [i32; 4] = [3, 6, 9, 12];
/// Which of them the claim is about: the first at which all that a score looks at lies after the strike.
const CLAIM: usize = 1;
/// The share of cells that are struck.
const STRUCK: f64 = 0.2;
/// The share that must be named rightly.
const ENOUGH: f64 = 0.8;

/// A struck cell with an index: the cause, the dimension farthest below its median, and whether it is named: whether
/// there is enough evidence to say that it holds the cell back.
type Named = (Cause, Dimension, bool);

/// How often the dimension struck is the one named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Naming {
    /// The share named rightly, of struck cells in which a dimension is named, by months after the strike, as in `JUDGED`.
    pub right: [Estimate; 4],
    /// The same share of all struck cells with an index, had the weakest been named in each.
    pub right_of_all: [Estimate; 4],
    /// By cause, six months after: in how many cells each dimension is named, and in how many none.
    pub by_cause: BTreeMap<Cause, [u64; 5]>,
    /// The interval at six months lies above four of five.
    pub holds: bool,
}

/// What is named in the struck cells that have enough evidence, at each of the times.
pub fn named(seed: u64, cells: u32) -> [Vec<Named>; 4] {
    let (first, day) = super::begin();
    let mut world = World::new(seed, cells, day);
    let strike = first.plus(PAST);
    let harmful = Cause::ALL.into_iter().filter(|cause| cause.strikes().is_some()).collect::<Vec<_>>();
    for cell in (0..u64::from(cells)).filter(|cell| draw(seed, &[*cell, 4]) < STRUCK) {
        let cause = harmful[(number(seed, &[cell, 5]) % harmful.len() as u64) as usize];
        world.planted.push(Planted { cell: cell as usize, month: strike, cause });
    }
    let planted = world.planted.clone();
    let mut observed = Observed::new(world);
    let mut named: [Vec<Named>; 4] = Default::default();
    for month in (first.0..=strike.plus(JUDGED[3]).0).map(Month) {
        if let Some(at) = JUDGED.iter().position(|months| strike.plus(*months) == month) {
            let healths = observed.healths(seen_in(month));
            let enough = planted.iter().map(|planted| (planted.cause, &healths[planted.cell]));
            let enough = enough.filter(|(_, health)| matches!(health.state, State::Scored(_)));
            let named_in = |health: &health::Health| Some((health.lift?.dimension, health.why.holds_back.is_some()));
            let found =
                enough.filter_map(|(cause, health)| named_in(health).map(|(which, named)| (cause, which, named)));
            named[at] = found.collect();
        }
        observed.live(month);
    }
    named
}

impl Naming {
    /// Of all seeds.
    pub fn of(seeds: &[[Vec<Named>; 4]]) -> Naming {
        let share = |at: usize, all: bool| {
            let counted =
                |named: &[Vec<Named>; 4]| named[at].iter().filter(|one| all || one.2).copied().collect::<Vec<_>>();
            let counted = seeds.iter().map(counted).filter(|counted| !counted.is_empty());
            Estimate::of(counted.map(|counted| {
                let right = counted.iter().filter(|(cause, which, _)| cause.strikes() == Some(*which)).count();
                right as f64 / counted.len() as f64
            }))
        };
        let mut by_cause: BTreeMap<Cause, [u64; 5]> = BTreeMap::new();
        for (cause, which, named) in seeds.iter().flat_map(|named| &named[CLAIM]) {
            by_cause.entry(*cause).or_default()[if *named { *which as usize } else { 4 }] += 1;
        }
        let right = [0, 1, 2, 3].map(|at| share(at, false));
        let right_of_all = [0, 1, 2, 3].map(|at| share(at, true));
        Naming { right, right_of_all, by_cause, holds: right[CLAIM].low > ENOUGH }
    }
}
