//! Health: how well a cell lives, how likely it is to fall silent, and where help would strengthen the whole most.
//!
//! Pure functions of signs, returns and a date, but for `table`, which reads those. Knows no clock and no word of any language:
//! what it finds are figures and names of reasons, and `words` makes sentences of them. Knows no person either,
//! since neither signs nor returns name one. `docs/health-index.md` gives every formula and the reason of every
//! constant. Shares, indexes and chances are whole numbers of ten thousand (`SCALE`), so that every node that
//! holds the same returns finds the same figures, in whatever order it holds them.

mod backtest;
mod band;
mod baseline;
mod count;
mod first_step;
mod forecast;
mod index;
mod measure;
pub mod pages;
mod plot;
mod published;
mod skill;
mod table;
#[cfg(test)]
mod tests;
mod whole;
mod why;

use book::UnitId;
use charter::calendar::{Day, Month};
use returns::{Members, Return};

pub use backtest::{Backtest, Cut, Population, backtest, dates};
pub use band::{AT_RISK, Band, STEADY, STRONG, State};
pub use baseline::{Baseline, Norm};
pub use first_step::{Step, Steps, first_steps, gain};
pub use forecast::{NEXT_SET_ODDS, SILENCE, silence};
pub use index::{FLOOR, Health, Lift, Part, score};
pub use measure::{Dimension, Figure, Proportion};
pub use plot::{Labels, reliability};
pub use published::{Baselines, Publish};
pub use skill::{Bin, Skill};
pub use table::{BASELINE, Picture, picture};
pub use whole::{Sums, Tally, change, whole};
pub use why::{Advice, Reason, Why};

/// What stands for one: an index, a share or a chance is so many of ten thousand.
pub const SCALE: u32 = 10_000;
/// The most members that a cell weighs; a larger one is advised to found a second.
pub const MOST: u32 = 50;
/// What a roll told as '0 to 4' weighs, in members: its middle.
pub const FEW: u32 = 2;
/// Days between a month's end and the release of its return.
pub const RELEASE: i32 = 7;

/// Days without a sign after which a cell is missed, unless its own cadence is longer.
pub const QUIET_DAYS: i32 = 14;
/// Days by which the unit above is asked later than the cell's own deputy.
pub const QUIET_ABOVE_DAYS: i32 = 7;

/// A cell as its bulletin shows it: all that health reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Which unit it is.
    pub unit: UnitId,
    /// What it is called.
    pub name: String,
    /// When it was founded; where unknown, it begins with the first day met.
    pub founded: Option<Day>,
    /// Its returns, by month, the latest version of each.
    pub returns: Vec<Return>,
    /// The days on which it met, in order, and how many meetings each had.
    pub met: Vec<(Day, u32)>,
    /// The next meeting that is set.
    pub next: Option<Day>,
    /// Days from one meeting to the next, as set or as lived.
    pub cadence: Option<u32>,
    /// Members whose beginning is unknown: they weigh where no return tells the roll.
    pub undated: u32,
}

impl Cell {
    /// The days met up to this one.
    pub fn met_by(&self, day: Day) -> &[(Day, u32)] {
        met_by(&self.met, day)
    }

    /// The day on which it began: founded, or first met.
    pub fn begun(&self, as_of: Day) -> Option<Day> {
        self.founded.or(self.met_by(as_of).first().map(|first| first.0))
    }

    /// Members by the last released return, before the limit of weight; none where the roll is under five.
    pub fn roll(&self, as_of: Day) -> Option<u32> {
        let told = count::up_to(&self.returns, released(as_of)).last().map(|last| last.members);
        match told {
            Some(Members::Counted(members)) => Some(members),
            _ => Some(self.undated).filter(|undated| *undated >= 5),
        }
    }

    /// Since when nothing has been heard of it on a day, if that is longer than `QUIET_DAYS` and its own cadence: no
    /// meeting was held, and none is set within the `SILENCE` days that the forecast looks ahead, since one that is far off
    /// is no sign of life. It may be that its secretary cannot; whoever stands in is asked first.
    pub fn quiet_since(&self, today: Day) -> Option<Day> {
        let (last, _) = *self.met_by(today).last()?;
        let patience = QUIET_DAYS.max(self.cadence.map_or(0, |days| days as i32));
        let ahead = self.next.is_some_and(|next| (today..=today.plus(SILENCE)).contains(&next));
        (!ahead && today.since(last) > patience).then_some(last)
    }

    /// What the cell weighs in the whole, in members.
    pub fn weight(&self, as_of: Day) -> u32 {
        self.roll(as_of).map_or(FEW, |members| members.min(MOST))
    }
}

/// The last month whose return is released by this day.
pub fn released(as_of: Day) -> Month {
    as_of.plus(1 - RELEASE).month().plus(-1)
}

fn met_by(met: &[(Day, u32)], day: Day) -> &[(Day, u32)] {
    &met[..met.partition_point(|(met, _)| *met <= day)]
}
