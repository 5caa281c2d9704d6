//! Tasks of a unit: who does what by when, out of a decision or by itself, and whether help is asked for it.
//!
//! Stands in the record alone. That a task is overdue is a question of the day, never a fact. It knows members, since
//! they take tasks on, and what meetings decided; it knows no return.

pub mod pages;
mod subject;
mod table;
#[cfg(test)]
mod tests;

pub use subject::{Command, Decided, Fact, TEXT_BYTES, Task};
pub use table::{Row, TASK, all, here, list};
