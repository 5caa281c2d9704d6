//! All tests above the crates, in one binary.

mod hostile_import;
mod house;
mod kit;
mod nodes;
mod stories;
