//! What facts here are about: a policy with its files, and what one cell says to it.

pub mod file;
pub mod files;
pub mod policy;
pub mod response;
