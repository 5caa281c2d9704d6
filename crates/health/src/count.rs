//! Counting: a proportion as counted, its value and its interval, and the months that are looked at. Knows no dimension.

use charter::calendar::Month;
use returns::Return;

use crate::SCALE;

/// Months that one reading looks at.
pub const WINDOW: i32 = 6;
/// How many observations the baseline stands for when a proportion is drawn towards it.
pub const SHRINK: u64 = 5;
/// The normal quantile of a two-sided 90 % interval.
const Z90: f64 = 1.644_853_6;

/// A numerator in ten-thousandths, and its denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub part: u64,
    pub of: u64,
    /// On how many occasions it was seen: those who stay away from one evening stay away together, however many.
    pub times: u64,
}

impl Count {
    /// Each seen for itself.
    pub fn new(part: u64, of: u64) -> Count {
        Count { part: part * u64::from(SCALE), of, times: of }
    }

    /// Both together.
    pub fn and(self, other: Count) -> Count {
        Count { part: self.part + other.part, of: self.of + other.of, times: self.times + other.times }
    }

    /// The plain proportion, of 10,000, rounded down.
    pub fn plain(self) -> u32 {
        (self.part / self.of.max(1)) as u32
    }

    /// Drawn towards the median: (times × part / of + 5 median) / (times + 5), rounded to the nearest. Observations that
    /// hang together count once (the design effect of clusters: Kish 1965).
    pub fn shrunk(self, median: u32) -> u32 {
        // Wide enough for whatever a return may tell: two counts of 32 bits, times ten thousand.
        let [part, of, times] = [self.part, self.of.max(1), self.times].map(u128::from);
        let (shrink, median) = (u128::from(SHRINK), u128::from(median.min(SCALE)));
        let whole = of * (times + shrink);
        ((2 * (part * times + shrink * median * of) + whole) / (2 * whole)) as u32
    }

    /// Its 90 % interval, of 10,000 (Wilson 1927).
    pub fn interval(self) -> (u32, u32) {
        if self.of == 0 {
            return (0, SCALE);
        }
        let (n, scale) = (self.of as f64, f64::from(SCALE));
        let (p, zz) = (self.part as f64 / scale / n, Z90 * Z90);
        let middle = p + zz / (2.0 * n);
        let reach = Z90 * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt();
        let end = |at: f64| (at / (1.0 + zz / n) * scale).round().clamp(0.0, scale) as u32;
        (end(middle - reach), end(middle + reach))
    }
}

/// The returns up to this month.
pub fn up_to(returns: &[Return], end: Month) -> &[Return] {
    &returns[..returns.partition_point(|month| month.month <= end)]
}

/// The returns of the window that ends with this month.
pub fn window(returns: &[Return], end: Month) -> &[Return] {
    let until = up_to(returns, end);
    let last = &until[until.len().saturating_sub(WINDOW as usize)..];
    &last[last.partition_point(|month| month.month <= end.plus(-WINDOW))..]
}
