//! Claim 1: help by the first-step list strengthens the whole more than help at random, or to the lowest score.

use std::collections::{HashMap, HashSet};

use charter::calendar::Month;
use health::{Dimension, Health, Sums, first_steps};
use serde::Serialize;

use super::interval::Estimate;
use super::observed::{Observed, places, seen_in};
use crate::simulate::chance::draw;
use crate::simulate::world::{Deed, Event, Help, World};

/// Months that a world lives before help comes, with help, and after it.
const LIVES: [i32; 3] = [18, 12, 12];
/// The share of cells in which a cause is planted, before help comes or while it does.
const CAUSES: f64 = 0.5;
/// One visit a month for so many cells.
const CELLS_A_VISIT: usize = 20;
/// Months for which a cell is left in peace after a visit: those that a score looks at.
const REST: i32 = 6;

/// How those are chosen to whom help goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Nobody.
    None,
    /// By the first-step list.
    FirstStep,
    /// By lot, among cells that have an index.
    Random,
    /// The lowest index first.
    Lowest,
}

/// What the year after the help was like.
#[derive(Clone, Copy, Debug, Default)]
pub struct After {
    /// The whole's strength: people who came to their cell in a month, added up over the months.
    came: f64,
    /// Cells that met in the last quarter.
    alive: f64,
}

/// What each way to choose brought: percent of what came without help.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Helping {
    /// Gain by the first-step list.
    pub first_step: Estimate,
    /// Gain at random.
    pub random: Estimate,
    /// Gain with the lowest score first.
    pub lowest: Estimate,
    /// First-step list less random, paired by seed.
    pub over_random: Estimate,
    /// First-step list less lowest first, paired by seed.
    pub over_lowest: Estimate,
    /// The same two differences, counted in cells that still meet, per hundred.
    pub alive_over: [Estimate; 2],
    /// Whether each of the two differences is above nought with its whole interval.
    pub holds: [bool; 2],
}

const POLICIES: [Policy; 4] = [Policy::None, Policy::FirstStep, Policy::Random, Policy::Lowest];

/// The year after, under each policy.
pub fn lives(seed: u64, cells: u32) -> [After; 4] {
    POLICIES.map(|policy| life(seed, cells, policy))
}

impl Helping {
    /// Of all seeds.
    pub fn of(lives: &[[After; 4]]) -> Helping {
        let gain = |at: usize| lives.iter().map(move |life| 100.0 * (life[at].came / life[0].came.max(1.0) - 1.0));
        let over = |at: usize| Estimate::of(gain(1).zip(gain(at)).map(|(one, other)| one - other));
        let alive = |at: usize| {
            let more = |life: &[After; 4]| 100.0 * (life[1].alive - life[at].alive) / life[0].alive.max(1.0);
            Estimate::of(lives.iter().map(more))
        };
        let [over_random, over_lowest] = [2, 3].map(over);
        Helping {
            first_step: Estimate::of(gain(1)),
            random: Estimate::of(gain(2)),
            lowest: Estimate::of(gain(3)),
            over_random,
            over_lowest,
            alive_over: [2, 3].map(alive),
            holds: [over_random.low > 0.0, over_lowest.low > 0.0],
        }
    }
}

fn life(seed: u64, cells: u32, policy: Policy) -> After {
    let (first, day) = super::begin();
    let mut world = World::new(seed, cells, day);
    let [past, help, after] = LIVES;
    world.plant(0, CAUSES, first, (past + help) as u32);
    let mut observed = Observed::new(world);
    let mut rested = HashMap::new();
    let mut found = After::default();
    let mut lately = HashSet::new();
    for month in (first.0..first.plus(past + help + after).0).map(Month) {
        let lived = month.0 - first.0;
        if policy != Policy::None && (past..past + help).contains(&lived) {
            visit(&mut observed, policy, month, &mut rested);
        }
        let events = observed.live(month);
        if lived >= past + help {
            let held = |(at, event): &(usize, Event)| match &event.deed {
                Deed::Held { who, .. } => Some((*at, who.clone())),
                _ => None,
            };
            let held = events.iter().filter_map(held).collect::<Vec<_>>();
            if lived >= past + help + after - 3 {
                lately.extend(held.iter().map(|(at, _)| *at));
            }
            found.came += held.into_iter().flat_map(|(_, who)| who).collect::<HashSet<_>>().len() as f64;
        }
    }
    found.alive = lately.len() as f64;
    found
}

/// A month's visits, each for what the cell's own advice says.
fn visit(observed: &mut Observed, policy: Policy, month: Month, rested: &mut HashMap<usize, Month>) {
    let healths = observed.healths(seen_in(month));
    let places = places(&healths);
    let scored = || healths.iter().filter(|health| health.index.is_some());
    let mut order: Vec<&Health> = scored().collect();
    match policy {
        Policy::FirstStep => {
            let mut whole = Sums::default();
            healths.iter().for_each(|health| whole.add(&Sums::of(health)));
            let steps = first_steps(healths.iter().map(|health| (health, None)), &whole);
            order = steps.ranked.iter().map(|step| step.health).collect();
        }
        Policy::Lowest => order.sort_by_key(|health| (health.index, health.unit)),
        Policy::Random | Policy::None => {
            let lot = |health: &&Health| {
                let unit = u64::from_be_bytes(health.unit.0[..8].try_into().unwrap_or_default());
                draw(observed.world.seed, &[unit, month.0 as u64, 70])
            };
            order.sort_by(|one, other| lot(one).total_cmp(&lot(other)));
        }
    }
    let visits = (observed.world.cells.len() / CELLS_A_VISIT).max(1);
    let free = |at: &usize| rested.get(at).is_none_or(|last: &Month| last.plus(REST) <= month);
    let chosen = order.iter().filter_map(|health| Some((*places.get(&health.unit)?, *health)));
    let chosen = chosen.filter(|(at, _)| free(at)).take(visits).collect::<Vec<_>>();
    for (at, health) in chosen {
        let weakest = health.lift.map_or(Dimension::Rhythm, |lift| lift.dimension);
        let seed = observed.world.seed;
        observed.world.cells[at].visit(seed, Help::of(health.why.next, weakest), month);
        rested.insert(at, month);
    }
}
