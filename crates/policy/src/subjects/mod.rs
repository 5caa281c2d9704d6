//! What facts here are about: a policy, and what one cell says to it.

pub mod policy;
pub mod response;
