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
        let mut query = self.read.prepare_cached("SELECT max(time) FROM heard")?;
        let latest: Option<i64> = query.query_row([], |row| row.get(0))?;
        let near = latest.is_some_and(|time| {
            let heard = Zone::UTC.day(charter::calendar::Moment(time));
            today.since(heard) <= NEAR_DAYS
        });
        Ok(if officer_says || near { DayKnown::Confirmed } else { DayKnown::ByClockAlone })
    }
}
