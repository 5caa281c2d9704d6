//! Concerns: what troubles somebody, from when they raise it until they say that it is settled. Nobody else can.
//!
//! That there is a concern, on which day, and how far it has come stands open in the bulletin of the unit where it was
//! raised; what it says is locked to the few whom it is for, and who raised it stands nowhere. So every node checks the
//! raiser's word, and the units above can open it when its day has passed, without anybody's help. It knows no member.

mod dates;
pub mod pages;
mod receipt;
mod sealed;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod whole;

pub use dates::{ACKNOWLEDGE_WORKING_DAYS, ANSWER_DAYS, HIGHER_DAYS, working_days_after};
pub use receipt::{Receipt, Word};
pub use sealed::{Said, TEXT_BYTES, open, seal};
pub use subject::{Around, Command, Concern, Fact, Step, What};
pub use table::{Below, CONCERN, Row, addressees, below_for, find, list, raised, read, whole};
pub use whole::{Standing, Whole};
