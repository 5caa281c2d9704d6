//! The money of a unit: what is asked of each member, what is paid and waived, and the cash book of each year, which two
//! close by counting. And what of it is told above: sums by month, and never who owes.
//!
//! It moves no money and knows no bank. Everything that names somebody stands in the record; it knows members, since
//! they pay; it knows no meeting and no return.

mod currency;
mod money;
mod owed;
pub mod pages;
mod reading;
mod release;
mod schedule;
mod subjects;
mod table;
#[cfg(test)]
mod tests;

pub use currency::{Currency, NotACurrency};
pub use money::{AMOUNT, Money, SUM};
pub use owed::{EARLY_MONTHS, Open, Standing, Stay, standing};
pub use reading::Unread;
pub use release::{ROLL, WEEK_MS, figures, wanted};
pub use schedule::{Every, REACH_MONTHS, Rate, Schedule};
pub use subjects::cash::{self, COUNTS, Cash, Count, POSTINGS, TEXT_BYTES, cash_of, year_of};
pub use subjects::levy::{Levied, Levies};
pub use subjects::posting::{Posting, Source, Use, What};
pub use subjects::rate::{Rates, Settled};
pub use subjects::sums::{Figures, MONTHS, MonthSums, Summed, Sums};
pub use subjects::waiver::{self, SPANS, Waivers};
pub use table::{
    Below, CASH, Cell, DUES, LEVY, RATE, WAIVER, below, counted, has_book, levies, said, told_in, uncounted, year,
};
