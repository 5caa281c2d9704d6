//! What is measured: fourteen proportions in eight dimensions, each over a window of months. Knows no cell and no band.

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
    /// Does it meet when it is due?
    Rhythm,
    /// Do its members come?
    Presence,
    /// Do members stay, and are newcomers welcomed?
    Renewal,
    /// Are minutes written in time, and confirmed?
    Books,
    /// Do several carry the work?
    Work,
    /// Do its people look after each other?
    Bonds,
    /// Do those who raise a concern say that it is settled?
    Confidence,
    /// Does it answer what units above ask?
    Lines,
}

/// How many dimensions there are.
pub const DIMENSIONS: usize = Dimension::ALL.len();
/// How many proportions there are.
pub const PROPORTIONS: usize = Proportion::ALL.len();

/// One thing counted, of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proportion {
    /// Days met, of days due.
    Met,
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
    /// Members who finished a task in 90 days, of the roll.
    Worked,
    /// Months in which the secretary had a deputy.
    Deputy,
    /// Meetings that somebody else convened than the one before.
    Turns,
    /// Newcomers called within 7 days who did not stay alone.
    Cared,
    /// Second absences after which somebody was in touch.
    Answered,
    /// Answers of yes to the pulse.
    Pulse,
    /// Concerns settled by who raised them, of those answered or overdue.
    Settled,
    /// Policies answered in time, of those due.
    Carried,
}

/// A proportion of one cell, as counted and as it enters the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What was counted.
    pub proportion: Proportion,
    /// How many, in ten-thousandths.
    pub part: u64,
    /// Of how many.
    pub of: u64,
    /// In how many observations: of those present, the days counted; of all else, each by itself.
    pub times: u64,
    /// Drawn towards the baseline's median by the weight of five observations, of 10,000.
    pub value: u32,
    /// The baseline's median, of 10,000.
    pub median: u32,
    /// The lower end of its 90 % interval, of 10,000 (Wilson 1927).
    pub low: u32,
    /// The upper end.
    pub high: u32,
}

impl Figure {
    /// How far it stands above the median; negative below.
    pub fn above(&self) -> i64 {
        i64::from(self.value) - i64::from(self.median)
    }
}

impl Dimension {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Dimension; 8] = [
        Self::Rhythm,
        Self::Presence,
        Self::Renewal,
        Self::Books,
        Self::Work,
        Self::Bonds,
        Self::Confidence,
        Self::Lines,
    ];

    /// The proportions whose mean it is.
    pub fn proportions(self) -> &'static [Proportion] {
        match self {
            Self::Rhythm => &[Proportion::Met],
            Self::Presence => &[Proportion::Present],
            Self::Renewal => &[Proportion::Kept, Proportion::Welcomed],
            Self::Books => &[Proportion::Minutes, Proportion::Confirmed],
            Self::Work => &[Proportion::Worked, Proportion::Deputy, Proportion::Turns],
            Self::Bonds => &[Proportion::Cared, Proportion::Answered, Proportion::Pulse],
            Self::Confidence => &[Proportion::Settled],
            Self::Lines => &[Proportion::Carried],
        }
    }

    /// Whether others ask it of the cell: where nobody asked anything, it says nothing, and whatever was asked is known.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Confidence | Self::Lines)
    }

    /// The mean of its figures, if it has any, and whether it is known: one of them has at least three observations.
    pub fn mean(self, figures: &[Option<Figure>; PROPORTIONS]) -> Option<(u32, bool)> {
        let mine = || self.proportions().iter().filter_map(|proportion| figures[*proportion as usize]);
        let sum = mine().map(|figure| figure.value).sum::<u32>().checked_div(mine().count() as u32);
        sum.map(|mean| (mean, mine().any(|figure| figure.times >= KNOWN || self.is_asked())))
    }

    /// Whether a roll under five keeps it from being told.
    pub fn counts_people(self) -> bool {
        matches!(self, Self::Presence | Self::Renewal | Self::Work | Self::Bonds)
    }
}

impl Proportion {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Proportion; 14] = [
        Self::Met,
        Self::Present,
        Self::Kept,
        Self::Welcomed,
        Self::Minutes,
        Self::Confirmed,
        Self::Worked,
        Self::Deputy,
        Self::Turns,
        Self::Cared,
        Self::Answered,
        Self::Pulse,
        Self::Settled,
        Self::Carried,
    ];

    /// What a month tells of it.
    pub fn told(self, month: &Return) -> Option<Count> {
        let share = match self {
            Self::Met => Share { part: month.held, of: month.due? },
            Self::Present => month.present?,
            Self::Kept => month.kept?,
            Self::Welcomed => month.welcomed?,
            Self::Minutes => month.minutes,
            // Confirmed is what was written in time, so that nobody gains by writing it all at the end.
            Self::Confirmed => Share { part: month.confirmed.part.min(month.minutes.part), ..month.confirmed },
            Self::Worked => month.worked?,
            Self::Deputy => Share::one(month.deputy?),
            Self::Turns => month.turns?,
            Self::Cared => month.cared?,
            Self::Answered => month.answered?,
            Self::Pulse => month.pulse?,
            Self::Settled => month.settled?,
            Self::Carried => month.carried?,
        };
        let Share { part, of } = share;
        let count = Count::new(part.min(of).into(), of.into());
        let times = match self {
            Self::Present => month.counted.into(),
            // One member who did nothing is not as many observations as there are members; and how many concerns there
            // are lowers nothing, since anybody may raise them.
            Self::Worked | Self::Settled => 1,
            _ => count.times,
        };
        (of > 0).then_some(Count { times, ..count })
    }

    /// Whether the cell ever recorded one. What nobody writes down shows as none of so many, which is not a count.
    fn recorded(self, returns: &[Return], end: Month) -> bool {
        let silent = matches!(self, Self::Welcomed | Self::Minutes | Self::Confirmed) || self.is_own_word();
        let some = |month: &Return| self.told(month).is_some_and(|count| count.part > 0);
        !silent || up_to(returns, end).iter().rev().any(some)
    }

    /// Whether it is of work and care that somebody puts down of their own accord: what is deleted must not look better
    /// than what was little.
    fn is_own_word(self) -> bool {
        matches!(self, Self::Worked | Self::Cared | Self::Answered)
    }

    /// Whether it is a stock: its last count stands for all.
    fn is_stock(self) -> bool {
        matches!(self, Self::Kept | Self::Worked | Self::Settled)
    }

    /// What the window tells of it, if the cell ever recorded one.
    pub fn known(self, returns: &[Return], end: Month) -> Option<Count> {
        let count = self.count(returns, end);
        // What others ask is known from the first time on.
        let enough = if matches!(self, Self::Settled | Self::Carried) { 1 } else { KNOWN };
        (count.times >= enough && self.recorded(returns, end)).then_some(count)
    }

    /// What the window that ends with this month tells of it. Of a stock the last count stands for all; but who works is
    /// seen as often as it was told.
    pub fn count(self, returns: &[Return], end: Month) -> Count {
        let mut told = window(returns, end).iter().filter_map(|month| self.told(month));
        match self.is_stock() {
            true => {
                let last = told.next_back().unwrap_or_default();
                let times = if self == Self::Worked { last.times + told.count() as u64 } else { last.times };
                Count { times, ..last }
            }
            false => told.fold(Count::default(), Count::and),
        }
    }

    /// Its figure; none if the cell never recorded one; of work and care that was never put down, none of so many, and
    /// nothing that would be known. While months tell nothing of it, it only falls: it is the least that it was since it was last told,
    /// so that to stop recording never raises it.
    pub fn figure(self, returns: &[Return], end: Month, median: u32) -> Option<Figure> {
        let told = |month: &&Return| self.told(month).is_some();
        let recorded = self.recorded(returns, end);
        let told = up_to(returns, end).iter().rfind(told).filter(|_| recorded || self.is_own_word());
        let since = told?.month.0;
        let mut now = self.count(returns, end);
        let earlier = (since..end.0.min(since.saturating_add(WINDOW))).map(Month);
        let earlier = earlier.map(|end| self.count(returns, end).shrunk(median)).min();
        let value = now.shrunk(median).min(earlier.unwrap_or(SCALE));
        let (low, high) = now.interval();
        if !recorded {
            now.times = 0;
        }
        Some(Figure { proportion: self, part: now.part, of: now.of, times: now.times, value, median, low, high })
    }
}

/// The median of each proportion, of 10,000; none where hardly anybody records it.
pub type Medians = [Option<u32>; PROPORTIONS];

/// The figures of a window, of the proportions that have a median and were ever recorded here.
pub fn figures(returns: &[Return], end: Month, medians: &Medians) -> [Option<Figure>; PROPORTIONS] {
    Proportion::ALL.map(|proportion| proportion.figure(returns, end, medians[proportion as usize]?))
}

/// Quorate days, of the days counted.
pub fn attendance<'a>(months: impl IntoIterator<Item = &'a Return>) -> Count {
    let quorate = |month: &Return| Count::new(month.quorate.min(month.counted).into(), month.counted.into());
    months.into_iter().map(quorate).fold(Count::default(), Count::and)
}
