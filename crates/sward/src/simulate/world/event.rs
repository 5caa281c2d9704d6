//! What happens in a cell, as anyone there could tell it.

use charter::calendar::{Day, Moment};

/// Something that happened, and when it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it was written down.
    pub at: Moment,
    /// What it was.
    pub deed: Deed,
}

/// What can happen. People and meetings go by numbers: people by those of the world, meetings by those of the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Somebody came to belong.
    Joined {
        /// Who.
        person: u64,
        /// Since when.
        day: Day,
    },
    /// A newcomer was welcomed.
    Welcomed {
        /// Who.
        person: u64,
        /// When.
        day: Day,
    },
    /// Somebody left.
    Left {
        /// Who.
        person: u64,
        /// From when on.
        day: Day,
    },
    /// Somebody went to a cell that split off.
    Went {
        /// Who.
        person: u64,
        /// The number of that cell.
        to: u64,
    },
    /// A meeting was set.
    Set {
        /// Which.
        meeting: u64,
        /// For when.
        at: Moment,
    },
    /// A meeting was held.
    Held {
        /// Which.
        meeting: u64,
        /// Who was there.
        who: Vec<u64>,
    },
    /// Its minutes were written.
    Minuted {
        /// Which.
        meeting: u64,
    },
    /// Two who were there confirmed them.
    Confirmed {
        /// Which.
        meeting: u64,
        /// Who.
        by: [u64; 2],
    },
    /// A meeting that was set was called off.
    Cancelled {
        /// Which.
        meeting: u64,
    },
}
