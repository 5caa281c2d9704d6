//! Skill: how well an order of cells told the silent ones from the others. Knows rows, and not how they were judged.

use serde::Serialize;

use crate::count::Count;
use crate::forecast::chance;

/// Resamplings of the cells behind an interval.
const ROUNDS: usize = 400;
/// Part of the resamplings left out at each end: a 90 % interval.
const TAIL: f64 = 0.05;
/// The part of the cells, riskiest first, in which silences are looked for.
const FIFTH: usize = 5;
/// Bins of the reliability plot, of equal width.
const BINS: usize = 10;

/// How well an order of cells told the silent ones from the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Skill {
    /// Area under the curve within each date, averaged over pairs; 0.5 is chance.
    pub auc: f64,
    /// Its 90 % interval, by bootstrap over cells.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Silences found in the riskiest fifth of each date, of all (ties count in part).
    pub recall: f64,
}

/// Cells whose chance lay in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many.
    pub cells: u64,
    /// Those that fell silent.
    pub silent: u64,
    /// The mean chance that the formula gave, from 0 to 1, as it stands, without recalibration.
    pub chance: f64,
}

/// One cell at one date.
pub struct Row {
    pub cell: usize,
    pub silent: bool,
    pub recency: f64,
    pub odds: f64,
    pub meetings: u64,
}

impl Bin {
    /// The 90 % interval of the rate at which its cells fell silent, of 10,000 (Wilson 1927).
    pub fn interval(&self) -> (u32, u32) {
        Count::new(self.silent, self.cells).interval()
    }
}

/// The rows of one date, the riskiest last, in groups that the score does not tell apart.
pub type Ordered<'a> = Vec<Vec<&'a Row>>;

/// Orders each date's rows by a score.
pub fn ordered(judged: &[Vec<Row>], score: impl Fn(&Row) -> f64) -> Vec<Ordered<'_>> {
    judged.iter().map(|rows| groups(rows, &score)).collect()
}

fn groups<'a>(rows: &'a [Row], score: &impl Fn(&Row) -> f64) -> Ordered<'a> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by(|a, b| score(a).total_cmp(&score(b)));
    rows.chunk_by(|a, b| score(a) == score(b)).map(<[_]>::to_vec).collect()
}

/// Pairs of a silent and a living cell of one date in which the silent one scored higher, of all such pairs.
pub fn auc(dates: &[Ordered], weight: impl Fn(usize) -> u64) -> Option<f64> {
    let (mut twice_right, mut pairs) = (0, 0);
    for groups in dates {
        let (mut living_below, mut silent_below) = (0, 0);
        for group in groups {
            let count =
                |silent| group.iter().filter(|row| row.silent == silent).map(|row| weight(row.cell)).sum::<u64>();
            let (silent, living) = (count(true), count(false));
            twice_right += silent * (2 * living_below + living);
            living_below += living;
            silent_below += silent;
        }
        pairs += living_below * silent_below;
    }
    (pairs > 0).then(|| twice_right as f64 / (2 * pairs) as f64)
}

/// The skill of an order, with its interval.
pub fn skill(dates: &[Ordered], cells: usize, seed: u64) -> Option<Skill> {
    let point = auc(dates, |_| 1)?;
    let mut judged = vec![false; cells];
    dates.iter().flatten().flatten().for_each(|row| judged[row.cell] = true);
    let judged: Vec<usize> = (0..cells).filter(|cell| judged[*cell]).collect();
    let mut random = SplitMix(seed);
    let mut weights = vec![0; cells];
    let mut drawn: Vec<f64> = (0..ROUNDS)
        .filter_map(|_| {
            weights.fill(0);
            judged.iter().for_each(|_| weights[judged[random.below(judged.len())]] += 1);
            auc(dates, |cell| weights[cell])
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    let end = |part: f64| drawn.get((part * drawn.len().saturating_sub(1) as f64).round() as usize).copied();
    let (low, high) = (end(TAIL).unwrap_or(point), end(1.0 - TAIL).unwrap_or(point));
    Some(Skill { auc: point, low, high, recall: recall(dates) })
}

fn recall(dates: &[Ordered]) -> f64 {
    let (mut found, mut all) = (0.0, 0.0);
    for groups in dates {
        let mut room = groups.iter().map(Vec::len).sum::<usize>().div_ceil(FIFTH);
        for group in groups.iter().rev() {
            let silent = group.iter().filter(|row| row.silent).count() as f64;
            let taken = group.len().min(room);
            found += silent * taken as f64 / group.len() as f64;
            all += silent;
            room -= taken;
        }
    }
    found / f64::max(all, 1.0)
}

/// The bins of all dates.
pub fn bins<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); BINS];
    for row in rows {
        let chance = chance(row.odds);
        let bin = &mut bins[((chance * BINS as f64) as usize).min(BINS - 1)];
        bin.chance += chance;
        bin.cells += 1;
        bin.silent += u64::from(row.silent);
    }
    bins.iter_mut().for_each(|bin| bin.chance /= bin.cells.max(1) as f64);
    bins
}

/// Steele, Lea and Flood's SplitMix64 (2014): small, and the same on every machine.
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * limit as u128) >> 64) as usize
    }
}
