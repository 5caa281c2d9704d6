//! The baseline that the centre publishes each quarter, so that a cell without a link computes the same.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::Day;
use charter::{By, Refusal, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::Baseline;

/// All baselines that were published, by the day as of which they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baselines {
    /// By day.
    pub quarters: BTreeMap<i32, Baseline>,
}

/// A quarter's baseline was published. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Publish {
    /// By the keeper of the centre's books.
    Published(Baseline),
}

impl Baselines {
    /// The baseline that was published for the quarter of a date.
    pub fn of(&self, as_of: Day) -> Option<&Baseline> {
        self.quarters.get(&Baseline::day(as_of).0)
    }
}

impl Subject for Baselines {
    type Fact = Publish;
    type Command = Publish;
    type Around = ();
    const KIND: &'static str = "baseline";
    const BOOK: Kind = Kind::Bulletin;

    /// A quarter is frozen: it is published once.
    fn may(&self, by: &By, Publish::Published(baseline): &Publish) -> Result<(), Refusal> {
        by.is_keeper()?;
        if self.quarters.contains_key(&baseline.day.0) { Err(Refusal::Exists) } else { Ok(()) }
    }

    fn apply(&mut self, Publish::Published(baseline): Publish, _: &Stamp) {
        self.quarters.insert(baseline.day.0, baseline);
    }

    fn decide(&self, publish: Publish, _: &(), _: &Stamp) -> Result<Vec<Publish>, Refusal> {
        let Publish::Published(baseline) = &publish;
        Ok(if self.quarters.contains_key(&baseline.day.0) { vec![] } else { vec![publish] })
    }
}
