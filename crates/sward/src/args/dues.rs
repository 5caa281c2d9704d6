//! What is typed about dues.

use std::path::PathBuf;

use charter::calendar::{Day, Month};
use clap::{Subcommand, ValueEnum};
use dues::Currency;

/// Dues, and the cash.
#[derive(Subcommand)]
pub enum Dues {
    /// Open the first cash book of a cell. Later ones open by themselves, with the first posting of a year.
    Open {
        /// The cell.
        unit: String,
        /// The currency, by its three capital letters.
        currency: Currency,
        /// What is in the cash now.
        #[arg(long, value_name = "AMOUNT")]
        carried: Option<String>,
    },
    /// Settle what a cell asks of each member.
    Rate {
        /// The cell.
        unit: String,
        /// How much; 0 to ask nothing from then on.
        amount: String,
        /// How often.
        #[arg(long, default_value = "month")]
        every: Often,
        /// From which month on; this one, if not given.
        #[arg(long)]
        from: Option<Month>,
        /// The currency, where the cell has none yet.
        #[arg(long)]
        currency: Option<Currency>,
    },
    /// Say what the centre asks of cells for each of their members.
    Levy {
        /// How much.
        amount: String,
        /// How often.
        #[arg(long, default_value = "month")]
        every: Often,
        /// From which month on; this one, if not given.
        #[arg(long)]
        from: Option<Month>,
        /// The currency, where the centre asked nothing before.
        #[arg(long)]
        currency: Option<Currency>,
    },
    /// Put down what came in.
    Take {
        /// The cell.
        unit: String,
        /// How much.
        amount: String,
        /// Who paid dues.
        #[arg(required_unless_present = "from")]
        person: Option<String>,
        /// Where it came from, if it is no dues.
        #[arg(long, conflicts_with = "person")]
        from: Option<From>,
        /// The day on which it came; today, if not given.
        #[arg(long)]
        day: Option<Day>,
        /// What should be known of it.
        #[arg(long)]
        text: Option<String>,
    },
    /// Put down what went out.
    Give {
        /// The cell.
        unit: String,
        /// How much.
        amount: String,
        /// What for.
        #[arg(required_unless_present = "back")]
        what: Option<For>,
        /// Who is given back dues.
        #[arg(long, value_name = "PERSON", conflicts_with = "what")]
        back: Option<String>,
        /// The day on which it went; today, if not given.
        #[arg(long)]
        day: Option<Day>,
        /// What should be known of it.
        #[arg(long)]
        text: Option<String>,
    },
    /// Take a posting back.
    Reverse {
        /// The cell.
        unit: String,
        /// The posting's number in the latest book.
        number: u32,
    },
    /// Ask nothing of a member for a time.
    Waive {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
        /// From which month on.
        from: Month,
        /// Until which month, that one included; without it, until it is lifted.
        until: Option<Month>,
        /// Take back the waiver that began in that month.
        #[arg(long, conflicts_with = "until")]
        lift: bool,
    },
    /// Put down what was counted.
    Count {
        /// The cell.
        unit: String,
        /// What is really there.
        found: String,
        /// Who counted too and has no account: it is closed at once.
        #[arg(long, value_name = "PERSON")]
        with: Option<String>,
    },
    /// Show what is open of what was asked.
    Owed {
        /// The cell.
        unit: String,
        /// Everybody, those of whom nothing is open too.
        #[arg(long)]
        all: bool,
    },
    /// Show the cash book of a year.
    Book {
        /// The cell.
        unit: String,
        /// The year; the latest, if not given.
        year: Option<i16>,
        /// Write it to this file, as CSV.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Show what the cells below a unit told of a year: sums, and nobody.
    Below {
        /// The unit.
        unit: String,
        /// The year; this one, if not given.
        year: Option<i16>,
    },
}

/// How often something is asked.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Often {
    /// Each month.
    Month,
    /// Each three months.
    Quarter,
    /// Each twelve months.
    Year,
}

/// Where money comes from that is no dues.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum From {
    /// It was given.
    Gift,
    /// Something else.
    Other,
    /// More was counted than the book says.
    Difference,
}

/// What money goes out for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum For {
    /// It is passed on to the centre.
    Above,
    /// It is spent.
    Spent,
    /// Less was counted than the book says.
    Difference,
}
