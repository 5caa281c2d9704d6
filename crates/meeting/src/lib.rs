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
mod text;
mod was;
mod when;

pub use cadence::{Cadence, Change, Rhythm};
pub use subject::{CONFIRMERS, Command, DECISIONS, Fact, MINUTES_BYTES, Meeting, Present, Roll};
pub use table::{CADENCE, MEETING, Row, all, attendance_before, list, redacted};
pub use text::{LINE_BYTES, POINTS, TAKEN_OUT};
pub use was::{Was, was_at};
pub use when::When;
