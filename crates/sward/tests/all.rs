//! All tests above the crates, in one binary.

// A test that cannot go on ends, and says where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod beginning;
mod denials;
mod export;
mod hostile_disk;
mod hostile_import;
mod hostile_web;
mod house;
mod kit;
mod months;
mod nodes;
mod stories;
