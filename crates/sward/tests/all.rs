//! All tests above the crates, in one binary.

mod nodes;
