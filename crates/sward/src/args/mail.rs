//! What is typed about letters and calendars.

use std::path::PathBuf;

use clap::Subcommand;

/// Letters.
#[derive(Subcommand)]
pub enum Mail {
    /// List what became of the letters of the last 90 days.
    Log,
    /// Choose what stands as the sender of a unit's letters, to those who let them name the cell.
    Name {
        /// The unit.
        unit: String,
        /// The name; without one, 'Your week'.
        name: Option<String>,
    },
}

/// The mail server by which a day's end sends everybody's week who asked for it.
#[derive(Clone, Default, clap::Args)]
pub struct Mailing {
    /// The file that says which mail server sends letters, and from whom; without it none is sent.
    #[arg(long, value_name = "FILE")]
    pub mail: Option<PathBuf>,
}
