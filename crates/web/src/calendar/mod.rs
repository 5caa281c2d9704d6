//! Calendars: what concerns somebody in their cell and has a date, at an address of their own; and one thing alone, as a
//! file. It knows no meeting and no task: each concept gives its own dates.

mod feed;
mod own;
mod text;

use ledger::Unit;

pub(crate) use feed::show;
pub use own::{DEEDS, card};
pub use text::{At, Dated, PAST_DAYS};
pub(crate) use text::{Class, EVENTS};
#[cfg(test)]
pub(crate) use text::{choose, text};

use crate::page::Reply;

/// Where calendars stand, before their tokens.
pub const FEED: &str = "/calendar/";
/// What kind of file a calendar is.
const KIND: &str = "text/calendar; charset=utf-8";

/// One thing as a file, to be put into a calendar by hand.
pub fn file(unit: &Unit, dated: Dated) -> Reply {
    let bytes = text::text(&unit.name, Class::Private, &[dated]).into_bytes();
    Reply::File { name: "date.ics".into(), kind: KIND, bytes }
}

/// What everybody may know of a unit, under its name, as a calendar that is fetched again and again.
pub fn open(name: &str, dated: &[Dated]) -> Reply {
    Reply::Shown { kind: KIND, bytes: text::text(name, Class::Public, &dated[..dated.len().min(EVENTS)]).into_bytes() }
}
