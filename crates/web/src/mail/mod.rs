//! Letters: somebody's week by mail, for whoever switched it on. It knows no meeting and no task: what stands in a week
//! the site gives. It is off unless a day's end is given a mail server.

mod address;
mod letter;
mod own;
mod post;
mod stop;
mod week;

pub use address::address;
pub use own::{DEEDS, card, outcome};
pub use post::{BadPost, Post};
pub(crate) use stop::{ask, stop};
pub use week::{Item, Room, Round, WEEK, is_due, weekly};

#[cfg(test)]
pub(crate) use letter::{Letter, message};
#[cfg(test)]
pub(crate) use post::Answered;

/// Where letters are ended, before their tokens.
pub const STOP: &str = "/stop/";
