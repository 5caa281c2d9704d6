//! What facts are about here: somebody and those who are in touch with them, help, what is told next door, the pulse.

pub mod bond;
pub mod help;
pub mod nearby;
pub mod pulse;
