//! What cells next door may hear: of which sorts help is asked and offered here. It names nobody, holds no text, and
//! tells no number, since one lift that is asked for would soon be somebody's.

use std::collections::BTreeSet;

use book::Kind;
use charter::{By, Refusal, Stamp, Subject};
use serde::{Deserialize, Serialize};

use super::help::Sort;

/// What is told next door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearby {
    /// Sorts of help that are asked for.
    pub asked: BTreeSet<Sort>,
    /// Sorts of help that are offered.
    pub offered: BTreeSet<Sort>,
}

/// What the keeper tells. The same word is asked and comes to pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Told {
    /// Of which sorts help is asked and offered, from here on.
    Told {
        /// Sorts that are asked for.
        asked: BTreeSet<Sort>,
        /// Sorts that are offered.
        offered: BTreeSet<Sort>,
    },
}

impl Subject for Nearby {
    type Fact = Told;
    type Command = Told;
    type Around = ();
    const KIND: &'static str = "nearby";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, _: &Told) -> Result<(), Refusal> {
        by.is_keeper()
    }

    fn apply(&mut self, Told::Told { asked, offered }: Told, _: &Stamp) {
        (self.asked, self.offered) = (asked, offered);
    }

    fn decide(&self, told: Told, _: &(), _: &Stamp) -> Result<Vec<Told>, Refusal> {
        let Told::Told { asked, offered } = &told;
        Ok(if (asked, offered) == (&self.asked, &self.offered) { vec![] } else { vec![told] })
    }
}
