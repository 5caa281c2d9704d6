//! The mail server of the tests of letters, for a whole node.

#[path = "../../../web/src/tests/mailbox.rs"]
mod server;

pub use server::{Mailbox, Taken};
