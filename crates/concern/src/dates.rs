//! By when a concern is acknowledged and answered: questions asked of a day, never facts.

use charter::calendar::Day;

/// Working days within which it is acknowledged.
pub const ACKNOWLEDGE_WORKING_DAYS: u32 = 2;
/// Days within which it is answered, or answered so far; and again after each answer so far, and after an appeal.
pub const ANSWER_DAYS: i32 = 21;
/// Days by which each further unit above may open it later than the one below it.
pub const HIGHER_DAYS: i32 = 21;

/// The day so many working days after another: Monday to Friday, since holidays differ from place to place.
pub fn working_days_after(day: Day, count: u32) -> Day {
    let mut at = day;
    for _ in 0..count {
        at = at.plus(1);
        while at.weekday() >= 5 {
            at = at.plus(1);
        }
    }
    at
}
