//! The forecast: the chance that a cell falls silent, from its signs alone. Knows no returns and no headcount.

use charter::calendar::Day;

use crate::SCALE;

/// The days ahead that the forecast speaks of: silent means no meeting in them.
pub const SILENCE: i32 = 180;
/// What a next meeting that is set multiplies the odds of silence by; chosen with caution.
pub const NEXT_SET_ODDS: f64 = 0.25;

const INTERCEPT: f64 = -0.97;
const PER_LOG_RECENCY: f64 = 0.38;
const PER_LOG_ENERGY: f64 = -1.16;
const PER_BIN: f64 = -0.35;
/// Days after which a meeting counts half in the energy.
const HALF_LIFE: f64 = 60.0;
/// Width of a bin, and the greatest age that falls into one, in days.
const BIN: i32 = 30;
const BINNED: i32 = 179;

/// The chance, from 0 to 1, of no meeting in the next 180 days; none for a cell that never met.
pub fn silence(met: &[(Day, u32)], next: Option<Day>, as_of: Day) -> Option<f64> {
    let set = next.is_some_and(|next| next > as_of && next <= as_of.plus(SILENCE));
    let helped = if set { NEXT_SET_ODDS.ln() } else { 0.0 };
    log_odds(crate::met_by(met, as_of), as_of).map(|z| chance(z + helped))
}

/// The same chance, of 10,000.
pub fn of_scale(met: &[(Day, u32)], next: Option<Day>, as_of: Day) -> Option<u32> {
    silence(met, next, as_of).map(|chance| (chance * f64::from(SCALE)).round() as u32)
}

/// z = -0.97 + 0.38 ln(1 + rec) - 1.16 ln(1 + e) - 0.35 m: rounded means of fits on two public sets of local groups.
/// rec: days since the last day met; e: the sum over days met of 0.5^(age / 60 days); m: bins of 30 days with a meeting.
pub fn log_odds(past: &[(Day, u32)], as_of: Day) -> Option<f64> {
    let recency = as_of.since(past.last()?.0);
    let (mut energy, mut bins) = (0.0, 0u32);
    for (day, _) in past {
        let age = as_of.since(*day);
        energy += (-f64::from(age) / HALF_LIFE).exp2();
        if age <= BINNED {
            bins |= 1 << ((age + BIN - 1) / BIN);
        }
    }
    let recent = PER_LOG_RECENCY * f64::from(recency).ln_1p();
    Some(INTERCEPT + recent + PER_LOG_ENERGY * energy.ln_1p() + PER_BIN * f64::from(bins.count_ones()))
}

/// The chance that these log odds mean.
pub fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
