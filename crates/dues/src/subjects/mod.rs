//! The subjects of dues: the cash book of a year, what is asked of members, waivers, what the centre asks of cells, and
//! the sums that are told above.

pub mod cash;
mod deciding;
pub mod levy;
pub mod posting;
pub mod rate;
pub mod sums;
pub mod waiver;
