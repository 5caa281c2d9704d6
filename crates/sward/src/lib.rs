//! Sward: the working system of an organisation that lives in many small local groups.
//!
//! Here everything meets: the list of kinds, the command line, what is brought in and given out, and
//! a small organisation that lives by itself. It decides nothing: it fills commands and shows what
//! the tables hold.

pub mod args;
pub mod beginning;
mod days;
pub mod desk;
mod device;
mod erasing;
mod export;
pub mod held;
mod import;
pub mod kinds;
mod layout;
mod letters;
mod looking;
mod mailing;
pub mod pages;
mod passphrase;
mod pulse;
mod register;
mod retention;
mod rotating;
mod run;
mod said;
mod sentences;
pub mod simulate;
mod taken_on;
mod telling;

pub use run::run;
pub use said::{Fail, Said};
