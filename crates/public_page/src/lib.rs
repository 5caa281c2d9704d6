//! The face that a cell shows to everybody: who it is, what it did, what it says, when it meets, how to reach it, how to
//! join, and how to raise a concern. On by the cell's own choice.
//!
//! The page is made of open bulletins alone, so it cannot tell what a record holds. Who asks to join is told in the
//! record, under a key of their own. It knows concerns, policies and signs, since the page shows them; it knows no meeting.

pub mod pages;
mod subjects;
mod table;
#[cfg(test)]
mod tests;

pub use subjects::application::{Application, Applied, Apply, Asking, Outcome};
pub use subjects::page::{Command, Fact, Page, Post, Shown, TEXT_BYTES};
pub use table::{
    APPLICATION, Face, PUBLIC_PAGE, any_public, applications, directory, face, is_public, not_taken_in, posts,
};
