//! Studying together: readers, and circles that work through one, part by part.
//!
//! A session of a circle is a meeting like any other: it is set, attended and minuted by what `meeting` has, it counts in
//! returns as a day met and for presence, and its minutes are asked for as those of any meeting. They were kept so after
//! thought: a line such as 'we talked over part 2' is enough, what travels up tells nobody which meeting was a session,
//! and a cell that left them out would lose the one place where it can see later what it agreed on. The circle says only
//! which meeting is the session of which part. It knows members, since one leads, and meetings; it knows no return.

pub mod pages;
mod subjects;
mod table;
#[cfg(test)]
mod tests;
mod written;

pub use subjects::circle::{self, Circle, Course, Meets, SESSIONS, Session};
pub use subjects::reader::{
    Around, Booklet, Command, Fact, PARTS, Part, QUESTION_BYTES, QUESTIONS, Reader, TEXT_BYTES, TITLE_BYTES,
};
pub use table::{
    BOOKLET, CIRCLE, Found, READER, Row, Studied, Words, circles, find, list, meets, of_circle, studied, words,
};
pub use written::{WRITTEN_BYTES, read, written};
