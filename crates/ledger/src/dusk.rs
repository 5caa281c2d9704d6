//! What happens because a day has passed. Nothing that cannot be undone happens unless other nodes'
//! entries, or an officer, confirm the day: a clock may be ten years ahead.

use charter::calendar::{Day, Zone};

use crate::error::Result;
use crate::look::Look;
use crate::store::Store;

/// How far the day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKnown {
    /// An officer said so, now or a few weeks ago, or another device's entries come near it.
    Confirmed,
    /// Nobody but this device's clock says so.
    ByClockAlone,
}

/// Days by which entries of other devices may lie behind the day that they confirm.
pub const NEAR_DAYS: i32 = 40;

/// Days for which an officer's word of the day holds, before it and after it.
pub const WORD_DAYS: i32 = 35;
/// The name under which this device keeps the last day that an officer's word confirmed.
const WORD: &str = "day";

impl Store {
    /// Whether a day is confirmed: by an officer's word, said now or in the weeks before, or by what
    /// other devices wrote. Only a word said now moves on what holds for later days: were it moved by
    /// each evening that passes, a clock that runs ahead would confirm itself step by step.
    pub fn day_known(&self, today: Day, officer_says: bool) -> Result<DayKnown> {
        if officer_says {
            self.set_own(WORD, &today.0.to_be_bytes())?;
            return Ok(DayKnown::Confirmed);
        }
        let word = self.own(WORD)?.and_then(|word| word.try_into().ok()).map(|word| Day(i32::from_be_bytes(word)));
        // Near on either side: a word of ten years ahead, said by mistake, confirms no other day.
        let said = word.is_some_and(|word| today.since(word).unsigned_abs() <= WORD_DAYS.unsigned_abs());
        let known = said || heard_near(&self.look(), today)?;
        Ok(if known { DayKnown::Confirmed } else { DayKnown::ByClockAlone })
    }
}

fn heard_near(look: &Look, today: Day) -> Result<bool> {
    let mut query = look.read.prepare_cached("SELECT time FROM heard")?;
    let times = query.query_map([], |row| row.get(0))?.collect::<std::result::Result<Vec<i64>, _>>()?;
    // Near on either side: a device that once claimed a year far ahead confirms no other day.
    Ok(times.into_iter().any(|time| {
        let heard = Zone::UTC.day(charter::calendar::Moment(time));
        today.since(heard).abs() <= NEAR_DAYS
    }))
}
