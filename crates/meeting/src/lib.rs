//! Meetings of a unit: set, held, minuted, confirmed, or cancelled; and the cadence they keep.
//!
//! Stands in the record alone. It knows members, since they attend; it knows no return: what
//! travels up is counted elsewhere, from the states here.

mod cadence;
pub mod pages;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod was;

pub use cadence::{Cadence, Change, Rhythm};
pub use subject::{
    Command, DECISIONS, Fact, LINE_BYTES, MINUTES_BYTES, Meeting, POINTS, Present, Roll, TAKEN_OUT, When,
};
pub use table::{CADENCE, MEETING, Row, attendance_before, list, redacted};
pub use was::{Was, was_at};
