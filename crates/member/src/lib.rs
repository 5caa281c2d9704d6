//! Members of a cell: who they are, since when they belong to it, and who was welcomed.
//!
//! Stands in the record alone. What identifies a person is locked once more under the person's own
//! key. It knows units; it knows no meeting and no return.

mod access;
mod holder;
pub mod pages;
mod subject;
mod table;
#[cfg(test)]
mod tests;

pub use access::{ACCESS, Line, looked, looked_before, taken};
pub use holder::{Hold, Holders};
pub use subject::{Command, Details, Fact, Member};
pub use table::{
    Erased, HOLDER, MEMBER, Row, WELCOME_DAYS, all, entries, erased, find, former, has, holds, inside, list, roll,
    suspended, with_accounts,
};
