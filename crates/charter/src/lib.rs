//! What bulletins say of who we are: units, offices, keepers, and what a subject is.
//!
//! Pure: everything here is a function of values. It knows no database, no page and no concept
//! such as a member or a meeting; it knows that facts are folded into subjects, who may do so by
//! which office, and how units stand under one another.

pub mod access;
pub mod accounts;
pub mod calendar;
pub mod cites;
pub mod keepers;
pub mod letterboxes;
pub mod offices;
pub mod permits;
pub mod places;
pub mod privacy;
pub mod recipients;
mod refusal;
pub mod rules;
pub mod signing;
mod subject;
pub mod suspensions;
#[cfg(test)]
mod tests;
pub mod units;

pub use offices::Office;
pub use refusal::Refusal;
pub use rules::Rules;
pub use subject::{By, Bytes, Private, Reach, Right, Second, Stamp, Subject, Voice};
pub use units::UnitKind;
