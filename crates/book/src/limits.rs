//! Every limit of format 1, level 1, by name. What is past one is refused before memory is taken for it.

/// The version of the format that this program writes.
pub const FORMAT: u64 = 1;
/// The level of limits that this program writes and accepts.
pub const LEVEL: u64 = 1;
/// How deep items may nest; the outermost is the first, and what a tag marks is one deeper.
pub const DEPTH: usize = 32;
/// Bytes of one batch header.
pub const HEADER_BYTES: usize = 64 * 1024;
/// Entries in one batch.
pub const BATCH_ENTRIES: usize = 1024;
/// Bytes of one open entry as stored.
pub const OPEN_ENTRY_BYTES: usize = 64 * 1024;
/// Bytes of a locked entry as stored: it is padded to one of these.
pub const LOCKED_BYTES: [usize; 3] = [512, 2 * 1024, 8 * 1024];
/// Pieces that one entry too large for a locked size may be cut into.
pub const PIECES: usize = 64;
/// Key wraps that every batch of a record carries, used or not.
pub const WRAPS: usize = 4;
/// Bytes of one wrap: an ephemeral X25519 key, a key of 32 bytes, a tag of 16.
pub const WRAP_BYTES: usize = 80;
/// Bytes of one batch with all that it holds.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Bytes that a segment may unpack to.
pub const SEGMENT_BYTES: usize = 16 * 1024 * 1024;
/// The zstd window that a segment may ask for, as a power of two.
pub const WINDOW_LOG: u32 = 24;
/// The largest seq: it fits a signed integer of a database.
pub const SEQ: u64 = i64::MAX as u64 - BATCH_ENTRIES as u64;
