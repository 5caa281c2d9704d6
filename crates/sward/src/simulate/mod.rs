//! A small organisation that lives by itself, from one seed, through the same commands as anyone's.

mod chance;
mod demo;
mod life;
mod names;

pub use chance::Chance;
pub use demo::demo;
pub use life::{World, found, live_month};
