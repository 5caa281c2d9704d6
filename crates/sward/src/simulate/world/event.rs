//! What happens in a cell, as anyone there could tell it.

use charter::calendar::{Day, Moment, Month};

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
    /// Somebody took a task on.
    Tasked {
        /// Which.
        task: u64,
        /// Who.
        person: u64,
    },
    /// It was done.
    Finished {
        /// Which.
        task: u64,
    },
    /// Somebody called somebody.
    Called {
        /// Whom.
        person: u64,
        /// When.
        day: Day,
    },
    /// Somebody goes along with a newcomer.
    Accompanied {
        /// With whom.
        person: u64,
        /// Who.
        by: u64,
    },
    /// The pulse of a quarter was counted.
    Pulse {
        /// Its first month.
        quarter: Month,
        /// How many said yes to each question, of how many.
        sums: [(u32, u32); 3],
    },
    /// The cell said something to a policy.
    Responded {
        /// The month in which it was published.
        policy: Month,
        /// What, of ten.
        said: u64,
    },
    /// Somebody raised a concern.
    Raised {
        /// Which.
        concern: u64,
    },
    /// Somebody sees to it.
    Acknowledged {
        /// Which.
        concern: u64,
    },
    /// It was answered.
    AnsweredTo {
        /// Which.
        concern: u64,
    },
    /// Whoever raised it says that it is settled.
    Settled {
        /// Which.
        concern: u64,
    },
    /// Somebody paid their dues of a quarter or more.
    Paid {
        /// Who.
        person: u64,
    },
}
