//! Bands and states: what a score is called. Knows only indexes by month and the days met.

use charter::calendar::Day;
use serde::Serialize;

use crate::{Cell, SCALE};

/// The lowest index of a strong cell.
pub const STRONG: u32 = 7_000;
/// The lowest index of a steady cell.
pub const STEADY: u32 = 5_000;
/// The lowest index of a cell at risk; below, it is critical.
pub const AT_RISK: u32 = 3_000;
/// Days until a cell is no longer forming: half a year.
const FORMING: i32 = 183;
/// Days without a meeting after which a cell may be dormant.
const DORMANT: i32 = 90;
/// Cadences without a meeting after which a cell may be dormant.
const MISSED: u32 = 3;

/// Where an index stands; later ones are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Under 3,000.
    Critical,
    /// From 3,000.
    AtRisk,
    /// From 5,000.
    Steady,
    /// From 7,000.
    Strong,
}

/// How a cell stands as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has an index, and the index a band.
    Scored(Band),
    /// Fewer than three meetings due, or more than one dimension unknown that others record.
    TooLittleEvidence,
    /// Not quite six months old.
    Forming,
    /// No meeting for the longer of 90 days and three cadences.
    Dormant,
}

impl Band {
    /// All four, the best last.
    pub const ALL: [Band; 4] = [Self::Critical, Self::AtRisk, Self::Steady, Self::Strong];

    /// The band in which this index lies, taken by itself.
    pub fn of(index: u32) -> Band {
        match index.min(SCALE) {
            STRONG.. => Self::Strong,
            STEADY.. => Self::Steady,
            AT_RISK.. => Self::AtRisk,
            _ => Self::Critical,
        }
    }

    /// The band after these indexes of month ends, the newest first: it changes when two in a row lie on the other
    /// side, and then as far as both agree. Reads no further back than to two that agree, since they settle it.
    pub fn after(newest_first: impl Iterator<Item = u32>) -> Option<Band> {
        let mut seen: Vec<Band> = Vec::new();
        for band in newest_first.map(Band::of) {
            let settled = seen.last() == Some(&band);
            seen.push(band);
            if settled {
                break;
            }
        }
        let first = *seen.last()?;
        Some(seen.windows(2).rev().fold(first, |now, pair| {
            let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            if low > now { low } else { now.min(high) }
        }))
    }
}

impl State {
    /// The state that the cell's age and days met give, whatever its returns say.
    pub fn of_signs(cell: &Cell, as_of: Day) -> Option<State> {
        let met = cell.met_by(as_of);
        let Some(begun) = cell.begun(as_of) else {
            return Some(Self::TooLittleEvidence);
        };
        let forming = as_of.since(begun) < FORMING;
        let patience = i32::try_from(cell.cadence.unwrap_or(0).saturating_mul(MISSED)).unwrap_or(i32::MAX);
        match met.last() {
            Some((last, _)) if as_of.since(*last) > patience.max(DORMANT) => Some(Self::Dormant),
            None if !forming => Some(Self::Dormant),
            _ => forming.then_some(Self::Forming),
        }
    }
}
