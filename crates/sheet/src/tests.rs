//! Tests of the crate: by kind of file, then single texts, mappings and the way out and back.

mod csv;
mod kit;
mod mapping;
mod ods;
mod round_trip;
mod text;
mod xlsx;
