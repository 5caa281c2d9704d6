//! The first step: which help to which cell would strengthen the whole most. Knows no index's making.

use serde::Serialize;

use crate::{Band, FLOOR, Health, SCALE, State, Sums};

/// What one help takes, without travel, in minutes: a call, a visit, a call after.
const HELP_MINUTES: u32 = 180;
/// The chance that help works, of 10,000, until there is experience.
const HELP_WORKS: u32 = 5_000;
/// Parts of an index point in which gains are counted.
const BILLIONTHS: u128 = 1_000_000_000;

/// Help to one cell, and what it would bring the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step<'a> {
    /// The cell: its weakest dimension, forecast, weight and reasons.
    pub health: &'a Health,
    /// What the help takes, in minutes, with travel where known.
    pub minutes: u32,
    /// Expected gain of the whole's index for an hour of help, in billionths of a point.
    pub gain: u64,
}

/// Whom to help first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Steps<'a> {
    /// Cells at risk or critical, however small: each is offered help. By gain.
    pub offers: Vec<Step<'a>>,
    /// All cells with an index, those at risk too, by gain: the first is the first step.
    pub ranked: Vec<Step<'a>>,
}

/// Ranks the cells of a whole by what an hour of help would bring it; `travel` is in minutes, where known.
pub fn first_steps<'a>(cells: impl IntoIterator<Item = (&'a Health, Option<u32>)>, whole: &Sums) -> Steps<'a> {
    let mut ranked: Vec<Step> = cells
        .into_iter()
        .filter(|(health, _)| health.index.is_some())
        .map(|(health, travel)| {
            let minutes = HELP_MINUTES.saturating_add(travel.unwrap_or(0));
            Step { health, minutes, gain: gain(health, whole, minutes) }
        })
        .collect();
    ranked.sort_unstable_by_key(|step| (std::cmp::Reverse(step.gain), step.health.unit));
    let at_risk = |step: &&Step| matches!(step.health.state, State::Scored(Band::Critical | Band::AtRisk));
    Steps { offers: ranked.iter().filter(at_risk).copied().collect(), ranked }
}

/// weight / whole x ((1 - p) (lifted - now) + p / 2 (now - floor)) x chance that help works / hours, in billionths:
/// help is taken to lift the weakest dimension half-way to the median and to halve the chance p of silence.
pub fn gain(health: &Health, whole: &Sums, minutes: u32) -> u64 {
    let (Some(now), Some(lift)) = (health.index, health.lift) else {
        return 0;
    };
    let weights = u128::try_from(whole.weight()).unwrap_or(0);
    let p = health.chance.unwrap_or(0).min(SCALE);
    let lifted = u128::from(SCALE - p) * u128::from(lift.index - now);
    let kept = u128::from(p) * u128::from(now.saturating_sub(FLOOR));
    let scale = u128::from(SCALE);
    let over = u128::from(health.weight) * (2 * lifted + kept) * u128::from(HELP_WORKS) * 60 * BILLIONTHS;
    over.checked_div(2 * scale * scale * weights * u128::from(minutes)).map_or(0, |gain| gain as u64)
}
