//! Policies: what a unit asks of all below it, and what each cell says to it.
//!
//! A policy stands in the bulletin of the unit that publishes it, and goes down from there; a cell's response stands in
//! its own bulletin, and comes up. Both are open and name nobody. Nobody is counted as having read. It knows tasks, since
//! a cell plans by them; it knows no return.

pub mod pages;
mod subjects;
mod table;
mod tally;
#[cfg(test)]
mod tests;

pub use subjects::file::{FILE_BYTES, FILE_NAME_BYTES, File, FileKind, PIECE_BYTES};
pub use subjects::files::{Attachment, FILES, FILES_EVER, Files};
pub use subjects::policy::{Around, Command, Fact, Outline, Policy, Replied, Stage, TEXT_BYTES, TITLE_BYTES, Texts};
pub use subjects::response::{Answer, Outcome, Reason, Respond, Responded, Response, STORY_BYTES};
pub use table::{Due, Found, POLICY, RESPONSE, Row, Words, asked, dues, file, find, list, said, taken_off, words};
pub use tally::{Branch, Branches, Standing, Tally, branches, standing};
