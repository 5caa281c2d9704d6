//! All tests above the crates, in one binary.

mod kit;
mod nodes;
mod stories;
