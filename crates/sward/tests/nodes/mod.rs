//! Several nodes in one process: burnt, restored from images, succeeded, moved, and out of touch.

mod chances;
mod order;
mod succession;
mod world;
