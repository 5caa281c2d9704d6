//! All tests above the crates, in one binary.

mod house;
mod kit;
mod nodes;
mod stories;
