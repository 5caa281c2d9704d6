//! Several nodes in one process: burnt, restored from images, succeeded, moved, and out of touch.

mod acts;
mod chances;
mod concerns;
mod expired;
mod forged;
mod golden;
mod looks;
mod order;
mod policies;
mod signed;
mod succession;
mod suspended;
mod turned;
mod world;

pub use signed::{passkey, sign};
