//! The backtest: how the forecast would have done, on days met that were cut at a date. Knows signs and nothing else,
//! and of the signs not which next meetings were set, since the days met do not tell.

use charter::calendar::{Day, Month};
use serde::Serialize;

use crate::forecast::{SILENCE, chance, log_odds};
use crate::skill::{Bin, Row, Skill, auc, bins, ordered, skill};
use crate::{Cell, met_by};

/// Days that the past must hold before the first date.
const PAST: i32 = 180;

/// Days after its last meeting for which even the most frequent cell is taken to live.
const PATIENCE: i32 = 90;

/// Which cells are judged at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Population {
    /// At least 3 meetings, the last at most 180 days ago.
    A,
    /// At least 3 days met, the last at most min(180, max(90, 3 median gaps of days met)) days ago.
    B,
}

/// One date at which the past was cut.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// The last day of the past.
    pub day: Day,
    /// Cells judged.
    pub cells: u64,
    /// Those that then had no meeting within the horizon.
    pub silent: u64,
    /// Days since the last meeting, added up.
    pub recency: u64,
    /// Meetings of the past, added up.
    pub meetings: u64,
    /// Area under the curve of the formula; none without a pair.
    pub formula: Option<f64>,
    /// Area under the curve of days since the last meeting alone.
    pub recency_alone: Option<f64>,
}

/// What the backtest found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Backtest {
    /// Which cells were judged.
    pub population: Population,
    /// Days ahead in which a meeting was looked for.
    pub horizon: i32,
    /// Each date.
    pub cuts: Vec<Cut>,
    /// The formula; none without a silent and a living cell at one date.
    pub formula: Option<Skill>,
    /// Days since the last meeting, beside it.
    pub recency_alone: Option<Skill>,
    /// Mean squared error of the chance.
    pub brier: Option<f64>,
    /// The same if every cell had been given the rate of all.
    pub brier_of_rate: Option<f64>,
    /// Ten tenths of the chance.
    pub bins: Vec<Bin>,
}

/// The first of each month that has 180 days of past and the whole horizon ahead in what is held.
pub fn dates(cells: &[Cell], horizon: i32) -> Vec<Day> {
    let days = || cells.iter().flat_map(|cell| [cell.met.first(), cell.met.last()]).flatten().map(|met| met.0);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let start = first.plus(PAST - 1).month().plus(1);
    let until = last.plus(-horizon);
    (start.0..=until.month().0).map(|month| Month(month).first()).filter(|day| *day <= until).collect()
}

/// Judges the forecast at each date as it would have been made then; `seed` draws the bootstrap.
pub fn backtest(cells: &[Cell], dates: &[Day], horizon: i32, population: Population, seed: u64) -> Backtest {
    let mut cells: Vec<&Cell> = cells.iter().collect();
    cells.sort_unstable_by_key(|cell| cell.unit);
    let judged: Vec<Vec<Row>> = dates.iter().map(|day| rows(&cells, *day, horizon, population)).collect();
    let by_odds = ordered(&judged, |row| row.odds);
    let by_recency = ordered(&judged, |row| row.recency);
    let cuts = dates.iter().zip(&judged).enumerate().map(|(at, (day, rows))| Cut {
        day: *day,
        cells: rows.len() as u64,
        silent: rows.iter().filter(|row| row.silent).count() as u64,
        recency: rows.iter().map(|row| row.recency as u64).sum(),
        meetings: rows.iter().map(|row| row.meetings).sum(),
        formula: auc(&by_odds[at..=at], |_| 1),
        recency_alone: auc(&by_recency[at..=at], |_| 1),
    });
    let all = || judged.iter().flatten();
    let n = all().count() as f64;
    let rate = all().filter(|row| row.silent).count() as f64 / n;
    let miss = |row: &Row| (chance(row.odds) - f64::from(u8::from(row.silent))).powi(2);
    Backtest {
        population,
        horizon,
        cuts: cuts.collect(),
        formula: skill(&by_odds, cells.len(), seed),
        recency_alone: skill(&by_recency, cells.len(), seed),
        brier: (n > 0.0).then(|| all().map(miss).sum::<f64>() / n),
        brier_of_rate: (n > 0.0).then_some(rate * (1.0 - rate)),
        bins: bins(all()),
    }
}

fn rows(cells: &[&Cell], day: Day, horizon: i32, population: Population) -> Vec<Row> {
    let row = |(at, cell): (usize, &&Cell)| {
        let past = cell.met_by(day);
        let recency = day.since(past.last()?.0);
        let meetings = past.iter().map(|(_, meetings)| u64::from(*meetings)).sum();
        let judged = match population {
            Population::A => meetings >= 3 && recency <= SILENCE,
            Population::B => {
                let patience = twice_median_gap(past).saturating_mul(3);
                let patience = patience.clamp(2 * PATIENCE, 2 * SILENCE);
                past.len() >= 3 && recency.saturating_mul(2) <= patience
            }
        };
        let silent = met_by(&cell.met, day.plus(horizon)).len() == past.len();
        let odds = log_odds(past, day)?;
        judged.then_some(Row { cell: at, silent, recency: recency.into(), odds, meetings })
    };
    cells.iter().enumerate().filter_map(row).collect()
}

fn twice_median_gap(past: &[(Day, u32)]) -> i32 {
    let mut gaps: Vec<i32> = past.windows(2).map(|pair| pair[1].0.since(pair[0].0)).collect();
    gaps.sort_unstable();
    let at = gaps.len().saturating_sub(1);
    gaps.get(at / 2).zip(gaps.get(at.div_ceil(2))).map_or(0, |(low, high)| low.saturating_add(*high))
}
