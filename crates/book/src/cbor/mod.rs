//! Deterministic CBOR (RFC 8949, section 4.2), and nothing else: one value has one encoding.
//!
//! Our own, because well-kept crates accept what is not canonical (long integers, disorder, doubled
//! keys, trailing bytes), and the one that does not is many times slower. No floats, no
//! indefinite lengths, two tags. Knows no fact and no batch.

mod de;
mod read;
mod ser;
mod write;

pub use de::from_bytes;
pub use read::{Fault, Reader, Reason, Tags, tags};
pub use ser::to_bytes;
pub use write::Writer;

/// The tag of a person's id: refused in every open entry.
pub const PERSON_TAG: u64 = 60_001;
/// The tag of free text: refused in open entries but for a few kinds.
pub const TEXT_TAG: u64 = 60_002;
/// The name by which a newtype tells the codec that it is a person's id.
pub(crate) const PERSON: &str = "@person";
/// The name by which a newtype tells the codec that it is free text.
pub(crate) const TEXT: &str = "@text";

pub(crate) const UINT: u8 = 0;
pub(crate) const NINT: u8 = 1;
pub(crate) const BYTES: u8 = 2;
pub(crate) const STRING: u8 = 3;
pub(crate) const ARRAY: u8 = 4;
pub(crate) const MAP: u8 = 5;
pub(crate) const TAG: u8 = 6;
pub(crate) const SIMPLE: u8 = 7;

pub(crate) const FALSE: u64 = 20;
pub(crate) const TRUE: u64 = 21;
pub(crate) const NULL: u64 = 22;
