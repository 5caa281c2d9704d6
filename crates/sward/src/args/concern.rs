//! What is typed about concerns.

use clap::Subcommand;

/// Concerns.
#[derive(Subcommand)]
pub enum Concern {
    /// List the concerns of a unit that your office opens, and those below whose date has passed.
    List {
        /// The unit.
        unit: String,
    },
    /// Show one concern.
    Show {
        /// The unit whose office looks.
        unit: String,
        /// The concern: the beginning of its id.
        concern: String,
    },
    /// Take in a concern, such as one on paper; it is written into the book at the end of the day. Prints its receipt, once.
    Raise {
        /// The unit.
        unit: String,
        /// What troubles somebody.
        text: String,
        /// It is about an officer, and so for the ombuds alone.
        #[arg(long)]
        ombuds: bool,
        /// Who raises it, if they want it known.
        #[arg(long)]
        name: Option<String>,
        /// How to reach them, if they want that.
        #[arg(long)]
        contact: Option<String>,
    },
    /// Say that somebody sees to it.
    Acknowledge {
        /// The unit.
        unit: String,
        /// The concern.
        concern: String,
    },
    /// Answer a concern.
    Answer {
        /// The unit.
        unit: String,
        /// The concern.
        concern: String,
        /// The answer.
        text: String,
        /// More will follow.
        #[arg(long)]
        so_far: bool,
    },
    /// Ask a unit above to see to it. It stays yours too.
    PassOn {
        /// The unit.
        unit: String,
        /// The concern.
        concern: String,
        /// The unit above.
        to: String,
        /// Why.
        text: String,
    },
    /// Take up a concern from below whose date has passed, or that was passed on to you.
    TakeUp {
        /// The unit that takes it up.
        unit: String,
        /// The concern.
        concern: String,
    },
    /// Say what has become of a concern, to whoever has its receipt.
    Look {
        /// The receipt's code.
        code: String,
    },
    /// Say, with the receipt, that it is settled.
    Settle {
        /// The receipt's code.
        code: String,
    },
    /// Say, with the receipt, that it is not settled.
    Appeal {
        /// The receipt's code.
        code: String,
        /// What is still wrong.
        text: Option<String>,
    },
}
