//! When a meeting is: a moment, or a day.

use charter::calendar::{Day, Moment, Zone};
use serde::{Deserialize, Serialize};

/// A time, or a day if nobody knows the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The moment; midnight UTC of the day where only that is known.
    pub at: Moment,
    /// Only the day is known.
    pub whole_day: bool,
}

impl When {
    /// Its day.
    pub fn day(&self, zone: &Zone) -> Day {
        if self.whole_day { Zone::UTC.day(self.at) } else { zone.day(self.at) }
    }

    /// Whether it has not come at a moment.
    pub(crate) fn is_after(&self, now: Moment, zone: &Zone) -> bool {
        if self.whole_day { self.day(zone) > zone.day(now) } else { self.at > now }
    }
}
