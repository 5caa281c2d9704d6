//! What happens because a day has passed. Nothing that cannot be undone happens unless other nodes'
//! entries, or an officer, confirm the day: a clock may be ten years ahead.

use charter::calendar::{Day, Zone};

use crate::error::Result;
use crate::look::Look;

/// How far the day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKnown {
    /// An officer said so, or another device's entries come near it.
    Confirmed,
    /// Nobody but this device's clock says so.
    ByClockAlone,
}

/// Days by which entries of other devices may lie behind the day that they confirm.
pub const NEAR_DAYS: i32 = 40;

impl Look<'_> {
    /// Whether a day is confirmed: by an officer's word, or by what other devices wrote.
    pub fn day_known(&self, today: Day, officer_says: bool) -> Result<DayKnown> {
        let mut query = self.read.prepare_cached("SELECT time FROM heard")?;
        let times = query.query_map([], |row| row.get(0))?.collect::<std::result::Result<Vec<i64>, _>>()?;
        // Near on either side: a device that once claimed a year far ahead confirms no other day.
        let near = times.into_iter().any(|time| {
            let heard = Zone::UTC.day(charter::calendar::Moment(time));
            today.since(heard).abs() <= NEAR_DAYS
        });
        Ok(if officer_says || near { DayKnown::Confirmed } else { DayKnown::ByClockAlone })
    }
}
