//! An organisation that lives by itself, from one seed: on real books through the same commands as anyone's, or
//! without any, to try what is claimed of health where the truth is known.

mod beyond;
mod chance;
mod claims;
mod demo;
mod falsify;
mod found;
mod life;
mod names;
mod record;
mod show;
#[cfg(test)]
mod tests;
mod texts;
mod world;

pub use chance::Chance;
pub use claims::{Claims, claims};
pub use demo::{demo, simulate};
