//! What failing disks and sudden ends come to: what was acknowledged is there, and what is wrong is said.

mod copies;
mod flips;
mod full;
mod kills;
mod lost;
mod stolen;
