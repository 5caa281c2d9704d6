//! What a unit tells those above: signs as they happen, and its month in figures. Both name nobody.
//!
//! A return is a pure function of the record, of the concerns raised in the unit, and of what units above asked of it. It
//! knows the concepts whose states it counts; it knows no health, which reads what stands here and nothing else.

mod beyond;
mod count;
mod due;
mod figures;
mod pack;
mod release;
mod returned;
mod signs;
mod table;
#[cfg(test)]
mod tests;

pub use count::{Beside, RULE, Record, count, months};
pub use due::{cadence, due};
pub use figures::{Members, Return, Share};
pub use release::{Basis, Due, Wanted, ended, wanted};
pub use returned::{Release, Returns};
pub use signs::{Sign, Signs};
pub use table::{History, RETURN, SIGN, beside, histories, record};
