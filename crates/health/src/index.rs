//! The index: eight dimensions of six months, brought to one figure that shows its parts. Knows one cell at a time.

use book::UnitId;
use charter::calendar::{Day, Month};
use returns::{Members, Return};
use serde::Serialize;

use crate::baseline::{Baseline, Norm};
use crate::count::up_to;
use crate::measure::{DIMENSIONS, Dimension, Figure, KNOWN, PROPORTIONS, Proportion, figures};
use crate::why::{Why, why};
use crate::{Band, Cell, MOST, SCALE, State, forecast, released};

/// The least that a dimension, and so the index, can be, of 10,000; a dormant cell stands there.
pub const FLOOR: u32 = 2_000;
/// Months that Renewal looks back.
const YEAR: i32 = 12;
/// One dimension in so many of those that others record may be unknown in a scored cell, and one in any case.
const UNKNOWN_ONE_IN: usize = 3;

/// How one cell stands, as of a day, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Whose health it is.
    pub unit: UnitId,
    /// The day as of which it was found.
    pub as_of: Day,
    /// Its band, or why it has none.
    pub state: State,
    /// The index, of 10,000; only where the state is a band.
    pub index: Option<u32>,
    /// What the cell weighs in the whole, in members.
    pub weight: u32,
    /// It has more than fifty members, and is advised to found a second cell.
    pub crowded: bool,
    /// The dimensions; none where one is left out for all, or nothing was asked.
    pub parts: Parts,
    /// The proportions behind them; none where one is left out for all, or was never told here.
    pub figures: [Option<Figure>; PROPORTIONS],
    /// The chance that it falls silent in the next 180 days, of 10,000; none if it never met.
    pub chance: Option<u32>,
    /// Its weakest dimension lifted half-way to the median; only where there is an index.
    pub lift: Option<Lift>,
    /// What holds, what holds back, and what to do next.
    pub why: Why,
}

/// The dimensions of one cell, in their order.
pub type Parts = [Option<Part>; DIMENSIONS];

/// One dimension as it enters the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Which one.
    pub dimension: Dimension,
    /// Its value, of 10,000: the mean of the proportions ever told; where unknown, at most the lower quartile.
    pub value: u32,
    /// There were at least three observations.
    pub known: bool,
    /// It is not told because the roll is under five, or for Renewal was in the year: unknown, and nobody's omission.
    pub withheld: bool,
    /// What is usual here.
    pub norm: Norm,
}

/// What lifting the weakest dimension would bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Lift {
    /// The dimension farthest below the baseline's median, or least above it.
    pub dimension: Dimension,
    /// The index with that dimension half-way to the median, of 10,000.
    pub index: u32,
}

/// What the months up to one of them say.
struct Reading {
    parts: Parts,
    figures: [Option<Figure>; PROPORTIONS],
    index: Option<u32>,
}

impl Part {
    /// How far it stands above the median; negative below.
    pub fn above(&self) -> i64 {
        i64::from(self.value) - i64::from(self.norm.median)
    }

    /// Others record it, and this cell could.
    pub fn missing(&self) -> bool {
        !self.known && !self.withheld
    }
}

/// The health of a cell as of a day.
pub fn score(cell: &Cell, baseline: &Baseline, as_of: Day) -> Health {
    let end = released(as_of);
    let now = read(&cell.returns, baseline, end);
    let earlier = (1..).map(|back| read(&cell.returns, baseline, end.plus(-back)).index);
    let band = Band::after([now.index].into_iter().chain(earlier).map_while(|index| index));
    let scored = band.map_or(State::TooLittleEvidence, State::Scored);
    let state = State::of_signs(cell, as_of).unwrap_or(scored);
    let index = now.index.filter(|_| matches!(state, State::Scored(_)));
    let mut health = Health {
        unit: cell.unit,
        as_of,
        state,
        index,
        weight: cell.weight(as_of),
        crowded: cell.roll(as_of).is_some_and(|members| members > MOST),
        parts: now.parts,
        figures: now.figures,
        chance: forecast::of_scale(&cell.met, cell.next, as_of),
        lift: index.and_then(|_| lift(&now.parts)),
        why: Why::default(),
    };
    health.why = why(&health, cell);
    health
}

fn read(returns: &[Return], baseline: &Baseline, end: Month) -> Reading {
    let figures = figures(returns, end, &baseline.proportions);
    let few = few(returns, end);
    let parts = Dimension::ALL.map(|dimension| {
        let norm = baseline.dimensions[dimension as usize]?;
        // What nobody asked in these months is nothing that a cell did not do.
        let asked = || dimension.proportions().iter().any(|proportion| proportion.count(returns, end).of > 0);
        if dimension.is_asked() && !asked() {
            return None;
        }
        let (mean, known) = dimension.mean(&figures).unwrap_or((norm.lower, false));
        let value = if known { mean } else { mean.min(norm.lower) };
        let few = if dimension == Dimension::Renewal { few.0 } else { few.1 };
        let withheld = !known && few && dimension.counts_people();
        Some(Part { dimension, value, known, withheld, norm })
    });
    let due = figures[Proportion::Met as usize].map_or(0, |figure| figure.of);
    let unknown = parts.iter().flatten().filter(|part| part.missing()).count();
    let enough = due >= KNOWN && unknown <= (parts.iter().flatten().count() / UNKNOWN_ONE_IN).max(1);
    Reading { parts, figures, index: enough.then(|| geometric(&parts)) }
}

/// Whether the roll was under five at any month's end of the year that ends with this month, and with this month: who
/// stayed and who came is not told across a roll of few.
fn few(returns: &[Return], end: Month) -> (bool, bool) {
    let (until, year) = (up_to(returns, end), end.plus(-YEAR));
    let is_few = |told: &Return| told.members == Members::UnderFive;
    let began = until.first().is_none_or(|first| first.month > year);
    let within = &until[until.partition_point(|told| told.month < year)..];
    (began || within.iter().any(is_few), until.last().is_none_or(is_few))
}

/// The weakest part half-way to its median; the first of several that are equally weak.
fn lift(parts: &Parts) -> Option<Lift> {
    let weakest = *parts.iter().flatten().min_by_key(|part| part.above())?;
    let half = (weakest.value + weakest.norm.median.min(SCALE)).div_ceil(2);
    let mut lifted = *parts;
    lifted[weakest.dimension as usize] = Some(Part { value: half.max(weakest.value), ..weakest });
    Some(Lift { dimension: weakest.dimension, index: geometric(&lifted) })
}

/// The geometric mean of the parts, none taken lower than the floor, to the nearest whole number: exact on every
/// machine, because the root of floating point is only where the search begins.
fn geometric(parts: &Parts) -> u32 {
    let values = || parts.iter().flatten().map(|part| u128::from(part.value.clamp(FLOOR, SCALE)));
    let n = values().count() as u32;
    if n == 0 {
        return FLOOR;
    }
    // Eight of them, each of 10,000 and doubled, stay under 3 × 10³⁴.
    let product: u128 = values().product();
    let too_low = |root: u128| (2 * root + 1).pow(n) <= 2u128.pow(n) * product;
    let mut root = (product as f64).powf(1.0 / f64::from(n)) as u128;
    while root > 0 && !too_low(root - 1) {
        root -= 1;
    }
    while too_low(root) {
        root += 1;
    }
    root as u32
}
