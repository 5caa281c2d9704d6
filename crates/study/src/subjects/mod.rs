//! What facts here are about: a reader, and a circle that works through one.

pub mod circle;
pub mod reader;
