//! A batch that only cites: so that a bulletin is judged by what stands above it today.

use book::Kind;
use serde::{Deserialize, Serialize};

use crate::{By, Refusal, Stamp, Subject};

/// How often a bulletin cited and said nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cites {
    /// How often.
    pub cited: u64,
}

/// The keeper cited the head above; which one stands in the batch's header. The same word is asked
/// and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Cite {
    /// By the keeper.
    Cited,
}

impl Subject for Cites {
    type Fact = Cite;
    type Command = Cite;
    type Around = ();
    const KIND: &'static str = "cite";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, _: &Cite) -> Result<(), Refusal> {
        by.is_keeper()
    }

    fn apply(&mut self, _: Cite, _: &Stamp) {
        self.cited += 1;
    }

    fn decide(&self, cite: Cite, _: &(), _: &Stamp) -> Result<Vec<Cite>, Refusal> {
        Ok(vec![cite])
    }
}
