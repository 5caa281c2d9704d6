//! Care of a cell's people for each other: who was in touch with whom, help asked and offered, days to be remembered,
//! and the pulse.
//!
//! People and help stand in the record; what is told next door stands in the bulletin, by sort alone. Nothing here is
//! counted of a person: figures are of the cell. It knows members, meetings and tasks; it knows no return.

mod figures;
pub mod pages;
mod people;
mod subjects;
mod suggest;
mod table;
#[cfg(test)]
mod tests;

pub use figures::{Figures, Gathering, Lived, Share, came, figures};
pub use people::{Known, everybody, gatherings, known, lived, this_week};
pub use subjects::bond::{
    BACK_DAYS, CONTACTS, Care, Command, DAYS, Fact, How, LINE_BYTES, Met, Occasion, Remembered, Roll,
};
pub use subjects::help::{self, Board, HELP_DAYS, Help, Sort, TEXT_BYTES};
pub use subjects::nearby::{Nearby, Told};
pub use subjects::pulse::{Counted, FEWEST, Pulse, QUESTIONS, Sum, quarter};
pub use suggest::{AT_ONCE, NEW_DAYS, Suggested, Why, suggestions, week_of};
pub use table::{
    CARE, HELP, NEARBY, Neighbour, PULSE, Row, asked, neighbours, open, pulse, told, units_with_help, words_before,
    words_of,
};
