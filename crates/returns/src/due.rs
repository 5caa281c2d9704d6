//! How many meetings were due in a month.

use charter::Rules;
use charter::calendar::{Day, Month};
use meeting::{Cadence, Rhythm};

/// Distinct meeting days whose gaps tell the cadence where the unit has set none.
const LAST_DAYS: usize = 8;
/// Under this many days a cadence is unknown.
const LEAST_DAYS: usize = 3;
/// A cadence, in whole days.
const CADENCE_DAYS: std::ops::RangeInclusive<i32> = 7..=92;

/// The cadence on a day, in whole days: what the unit has set, else the median gap of its last eight
/// distinct meeting days before it. `met` is sorted.
pub fn cadence(set: &Cadence, met: &[Day], on: Day) -> Option<i32> {
    if let Some(Rhythm::Every(days)) = set.on(on) {
        return Some(days as i32);
    }
    let before = &met[..met.partition_point(|day| *day < on)];
    let last = &before[before.len().saturating_sub(LAST_DAYS)..];
    if last.len() < LEAST_DAYS {
        return None;
    }
    let mut gaps = last.windows(2).map(|two| two[1].since(two[0])).collect::<Vec<_>>();
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    let median = if gaps.len() % 2 == 1 { gaps[middle] } else { (gaps[middle - 1] + gaps[middle]) / 2 };
    Some(median.clamp(*CADENCE_DAYS.start(), *CADENCE_DAYS.end()))
}

/// Meetings due in a month: the steps of the cadence, from the last day met before it, that fall in
/// it outside quiet seasons. Judged on its first day. None while the cadence is unknown.
pub fn due(set: &Cadence, met: &[Day], month: Month, rules: &Rules) -> Option<u32> {
    let first = month.first();
    let step = cadence(set, met, first)?;
    let last_met = met[..met.partition_point(|day| *day < first)].last().copied();
    // A unit that has set a rhythm and not met yet is due from the day on which it set it.
    let from = last_met.or_else(|| set.rhythms.first().map(|(day, _)| *day))?;
    let skipped = (first.since(from) - 1).max(0) / step;
    let steps = (skipped + 1..).map(|n| from.plus(n * step)).take_while(|day| *day <= month.last());
    Some(steps.filter(|day| *day >= first && !rules.is_quiet(*day)).count() as u32)
}
