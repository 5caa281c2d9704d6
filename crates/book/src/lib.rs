//! The book of a unit: batches of entries, chained and sealed by one keeper at a time.
//!
//! This crate is the format, and pure: it reads no clock, no disk and no randomness of its own, and
//! it knows no organisation, no database and no network. `docs/book-format.md` describes the same
//! with vectors, well enough for a second implementation.

mod batch;
pub mod cbor;
pub mod entry;
#[doc(hidden)]
pub mod fuzz;
pub mod gate;
mod id;
pub mod limits;
pub mod lock;
mod seal;
pub mod segment;
#[cfg(test)]
mod tests;

pub use batch::{Batch, BookId, Header, Kind, Reign, commitment, key_ref, wraps_commitment};
pub use entry::{Actor, Attested, Fact};
pub use id::{AccountId, CommandId, Hash, NotHex, PersonId, Signer, SubjectId, Text, UnitId};
pub use lock::Place;
pub use seal::{Seal, Secret};
