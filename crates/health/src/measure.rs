//! What is measured: six proportions in four dimensions, each over a window of months. Knows no cell and no band.

use charter::calendar::Month;
use returns::{Return, Share};
use serde::{Deserialize, Serialize};

use crate::SCALE;
use crate::count::{Count, WINDOW, up_to, window};

/// The fewest observations from which a dimension, or a cell's own habit, is known.
pub const KNOWN: u64 = 3;

/// One side of a cell's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Does it meet when it is due, with a quorum?
    Rhythm,
    /// Do its members come?
    Presence,
    /// Do members stay, and are newcomers welcomed?
    Renewal,
    /// Are minutes written in time, and confirmed?
    Books,
}

/// One thing counted, of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proportion {
    /// Meetings with a quorum, of meetings due.
    Quorate,
    /// Members present, of those on the roll.
    Present,
    /// Still members, of those who were twelve months ago.
    Kept,
    /// Welcomed within 60 days, of newcomers.
    Welcomed,
    /// Minutes written within 7 days, of meetings held.
    Minutes,
    /// Minutes confirmed, of meetings held.
    Confirmed,
}

/// A proportion of one cell, as counted and as it enters the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What was counted.
    pub proportion: Proportion,
    /// How many, in ten-thousandths (a meeting without attendance counts in part).
    pub part: u64,
    /// Of how many.
    pub of: u64,
    /// Drawn towards the baseline's median by the weight of five observations, of 10,000.
    pub value: u32,
    /// The lower end of its 90 % interval, of 10,000 (Wilson 1927).
    pub low: u32,
    /// The upper end.
    pub high: u32,
}

impl Dimension {
    /// All four, in the order in which they are shown.
    pub const ALL: [Dimension; 4] = [Self::Rhythm, Self::Presence, Self::Renewal, Self::Books];

    /// The proportions whose mean it is.
    pub fn proportions(self) -> &'static [Proportion] {
        match self {
            Self::Rhythm => &[Proportion::Quorate],
            Self::Presence => &[Proportion::Present],
            Self::Renewal => &[Proportion::Kept, Proportion::Welcomed],
            Self::Books => &[Proportion::Minutes, Proportion::Confirmed],
        }
    }

    /// The mean of its figures, if it has any, and whether it is known: one of them has at least three observations.
    pub fn mean(self, figures: &[Option<Figure>; 6]) -> Option<(u32, bool)> {
        let mine = || self.proportions().iter().filter_map(|proportion| figures[*proportion as usize]);
        let sum = mine().map(|figure| figure.value).sum::<u32>().checked_div(mine().count() as u32);
        sum.map(|mean| (mean, mine().any(|figure| figure.of >= KNOWN)))
    }

    /// Whether a roll under five keeps it from being told at all.
    pub fn counts_people(self) -> bool {
        matches!(self, Self::Presence | Self::Renewal)
    }
}

impl Proportion {
    /// All six, in the order in which they are shown.
    pub const ALL: [Proportion; 6] =
        [Self::Quorate, Self::Present, Self::Kept, Self::Welcomed, Self::Minutes, Self::Confirmed];

    /// What a month tells of it. A meeting whose attendance was not taken counts as `credit` of a quorate one.
    pub fn told(self, month: &Return, credit: u32) -> Option<Count> {
        let share = match self {
            Self::Quorate => return quorate(month, credit),
            Self::Present => month.present?,
            Self::Kept => month.kept?,
            Self::Welcomed => month.welcomed?,
            Self::Minutes => month.minutes,
            Self::Confirmed => month.confirmed,
        };
        let Share { part, of } = share;
        (of > 0).then(|| Count { part: u64::from(part.min(of)) * u64::from(SCALE), of: of.into() })
    }

    /// Whether the cell ever recorded one. What nobody writes down shows as none of so many, which is not a count.
    fn recorded(self, returns: &[Return], end: Month) -> bool {
        let silent = matches!(self, Self::Welcomed | Self::Minutes | Self::Confirmed);
        let some = |month: &Return| self.told(month, 0).is_some_and(|count| count.part > 0);
        !silent || up_to(returns, end).iter().rev().any(some)
    }

    /// What the window tells of it, if the cell ever recorded one.
    pub fn known(self, returns: &[Return], end: Month, credit: u32) -> Option<Count> {
        let count = self.count(returns, end, credit);
        (count.of >= KNOWN && self.recorded(returns, end)).then_some(count)
    }

    /// What the window that ends with this month tells of it. Who stayed is a stock: its last count stands for all.
    pub fn count(self, returns: &[Return], end: Month, credit: u32) -> Count {
        let mut told = window(returns, end).iter().filter_map(|month| self.told(month, credit));
        match self {
            Self::Kept => told.next_back().unwrap_or_default(),
            _ => told.fold(Count::default(), |sum, c| Count { part: sum.part + c.part, of: sum.of + c.of }),
        }
    }

    /// Its figure; none if the cell never recorded one. While months tell nothing of it, it only falls: it is the least that it was since it was last told,
    /// so that to stop recording never raises it.
    pub fn figure(self, returns: &[Return], end: Month, credit: u32, median: u32) -> Option<Figure> {
        let told = |month: &&Return| self.told(month, credit).is_some();
        let told = up_to(returns, end).iter().rfind(told).filter(|_| self.recorded(returns, end));
        let since = told?.month.0;
        let now = self.count(returns, end, credit);
        let earlier = (since..end.0.min(since.saturating_add(WINDOW))).map(Month);
        let earlier = earlier.map(|end| self.count(returns, end, credit).shrunk(median)).min();
        let value = now.shrunk(median).min(earlier.unwrap_or(SCALE));
        let (low, high) = now.interval();
        Some(Figure { proportion: self, part: now.part, of: now.of, value, low, high })
    }
}

/// The figures of a window, of the proportions that have a median and were ever recorded here.
pub fn figures(returns: &[Return], end: Month, credit: u32, medians: &[Option<u32>; 6]) -> [Option<Figure>; 6] {
    Proportion::ALL.map(|proportion| proportion.figure(returns, end, credit, medians[proportion as usize]?))
}

/// What a meeting whose attendance was not taken counts for: the organisation's share of quorate meetings, or the
/// cell's own when it last took attendance, if that was lower.
pub fn credit(returns: &[Return], end: Month, organisation: u32) -> u32 {
    let last = up_to(returns, end).iter().rfind(|month| month.counted > 0);
    let own = last.map_or(Count::default(), |last| attendance(window(returns, last.month)));
    if own.of < KNOWN { organisation.min(SCALE) } else { own.plain().min(organisation) }
}

/// Quorate days, of the days counted.
pub fn attendance<'a>(months: impl IntoIterator<Item = &'a Return>) -> Count {
    months.into_iter().fold(Count::default(), |sum, month| Count {
        part: sum.part + u64::from(month.quorate.min(month.counted)) * u64::from(SCALE),
        of: sum.of + u64::from(month.counted),
    })
}

fn quorate(month: &Return, credit: u32) -> Option<Count> {
    let due = month.due.filter(|due| *due > 0)?;
    let uncounted = month.held.min(due).saturating_sub(month.counted);
    let part = u64::from(month.quorate) * u64::from(SCALE) + u64::from(uncounted) * u64::from(credit);
    Some(Count { part: part.min(u64::from(due) * u64::from(SCALE)), of: due.into() })
}
