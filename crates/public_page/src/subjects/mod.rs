//! What facts here are about: a unit's page, and somebody who asks to join.

pub mod application;
pub mod page;
