//! The ledger: two ways in, `act` and `take`, and one fold that alone makes read tables.
//!
//! It stores books in SQLite, decides commands inside one writer, seals once per book and group,
//! and answers after the commit. It knows subjects through the trait alone, and no concept by name
//! but what bulletins say of units, offices and keepers; it knows no page and no network.

mod act;
mod authority;
mod backup;
mod chain;
mod claims;
mod content;
mod digest;
mod done;
mod dusk;
mod error;
mod files;
mod fold;
mod folder;
mod found;
mod grave;
mod group;
mod kept;
mod kind;
mod left;
mod letterboxes;
mod look;
mod parcel;
mod redact;
mod store;
mod structure;
mod take;
#[cfg(test)]
mod tests;
mod tree;
mod unlock;
mod verify;
mod wish;
mod writer;

pub use backup::restore;
pub use digest::{Digest, FOLD_VERSION};
pub use dusk::DayKnown;
pub use error::{Error, Result};
pub use files::{forget_read_tables, own_alone, own_room, private_folder};
pub use folder::{FileKey, Folder};
pub use kind::{AnyKind, Kind};
pub use left::LeftBehind;
pub use letterboxes::Secrets;
pub use look::{Keeping, Look, own_subject};
pub use parcel::{PARCEL_BYTES, Parcel};
pub use redact::Apart;
pub use store::{Node, Random, Store};
pub use take::Taken;
pub use tree::{Scope, Unit};
pub use verify::{Damage, Verified, verify};
pub use wish::{Outcome, Term, Wish};
pub use writer::{Ledger, READERS};
