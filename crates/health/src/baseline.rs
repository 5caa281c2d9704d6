//! The baseline: what is usual in this organisation, frozen for a quarter. Knows no scores.

use charter::calendar::{Day, Month};
use serde::{Deserialize, Serialize};

use crate::count::{Count, window};
use crate::measure::{DIMENSIONS, Dimension, KNOWN, Medians, PROPORTIONS, Proportion, attendance, figures};
use crate::{Cell, SCALE, released};

/// One cell in so many must record a thing before it is asked of all.
const RECORDED_BY_ONE_IN: usize = 10;

/// The usual value of a dimension, of 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    /// The median over the cells that record it.
    pub median: u32,
    /// Their lower quartile, at which an unknown dimension enters.
    pub lower: u32,
}

/// What is usual in an organisation, as of a quarter's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The quarter's last day.
    pub day: Day,
    /// Computed here, because none was published for this quarter.
    pub computed: bool,
    /// How many cells it was drawn from.
    pub cells: u32,
    /// Quorate, of the meetings whose attendance was taken, of 10,000; all where nobody takes it.
    pub quorate: u32,
    /// The median of each proportion, of 10,000; none where hardly anybody records it.
    #[serde(with = "row")]
    pub proportions: Medians,
    /// The norm of each dimension; none where hardly anybody records it: it is left out for all.
    #[serde(with = "row")]
    pub dimensions: [Option<Norm>; DIMENSIONS],
}

impl Baseline {
    /// The published baseline of the quarter before this day; where there is none, one computed from the returns.
    pub fn for_date(published: Option<&Baseline>, cells: &[Cell], as_of: Day) -> Baseline {
        let day = Baseline::day(as_of);
        let published = published.filter(|published| published.day == day).cloned();
        published.unwrap_or_else(|| Baseline::compute(cells, day))
    }

    /// The last day of the quarter before this day.
    pub fn day(as_of: Day) -> Day {
        let month = as_of.month();
        Month(month.0 - month.0.rem_euclid(3)).first().plus(-1)
    }

    /// Computed from the returns released by this day, of cells with at least three meetings due.
    pub fn compute(cells: &[Cell], day: Day) -> Baseline {
        let end = released(day);
        let due = |cell: &Cell| Proportion::Met.count(&cell.returns, end).of;
        let cells: Vec<&Cell> = cells.iter().filter(|cell| due(cell) >= KNOWN).collect();
        let taken = attendance(cells.iter().flat_map(|cell| window(&cell.returns, end)));
        let quorate = if taken.of > 0 { taken.plain() } else { SCALE };
        let counts = |cell: &&Cell| Proportion::ALL.map(|proportion| proportion.known(&cell.returns, end));
        let counts: Vec<[Option<Count>; PROPORTIONS]> = cells.iter().map(counts).collect();
        let proportions = Proportion::ALL.map(|proportion| {
            let known = counts.iter().filter_map(|counts| counts[proportion as usize]);
            norm(known.map(Count::plain).collect(), cells.len()).map(|norm| norm.median)
        });
        let figures = cells.iter().map(|cell| figures(&cell.returns, end, &proportions));
        let figures: Vec<_> = figures.collect();
        let dimensions = Dimension::ALL.map(|dimension| {
            let means = figures.iter().filter_map(|figures| dimension.mean(figures));
            norm(means.filter(|mean| mean.1).map(|mean| mean.0).collect(), cells.len())
        });
        Baseline { day, computed: true, cells: cells.len() as u32, quorate, proportions, dimensions }
    }

    /// The dimensions that hardly anybody records, left out for all.
    pub fn left_out(&self) -> impl Iterator<Item = Dimension> + '_ {
        Dimension::ALL.into_iter().filter(|dimension| self.dimensions[*dimension as usize].is_none())
    }
}

/// Median (of an even number, the mean of the middle two) and lower quartile (the value at rank (n - 1) / 4, rounded
/// down), if enough of the cells are in it.
fn norm(mut values: Vec<u32>, cells: usize) -> Option<Norm> {
    if values.is_empty() || values.len() * RECORDED_BY_ONE_IN < cells {
        return None;
    }
    values.sort_unstable();
    let at = values.len() - 1;
    Some(Norm { median: (values[at / 2] + values[at.div_ceil(2)]) / 2, lower: values[at / 4] })
}

/// A row of one for each. What was published before there were as many says nothing of those that came later.
mod row {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer, T: Serialize, const N: usize>(row: &[T; N], to: S) -> Result<S::Ok, S::Error> {
        row.as_slice().serialize(to)
    }

    pub fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<[Option<T>; N], D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de> + Copy,
    {
        let told = Vec::<Option<T>>::deserialize(from)?;
        if told.len() > N {
            return Err(D::Error::custom("more than are known here"));
        }
        let mut row = [None; N];
        row.iter_mut().zip(told).for_each(|(place, told)| *place = told);
        Ok(row)
    }
}
