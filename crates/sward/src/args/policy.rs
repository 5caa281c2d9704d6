//! What is typed about policies.

use std::path::PathBuf;

use charter::calendar::Day;
use clap::{Args, Subcommand};

/// Policies.
#[derive(Subcommand)]
pub enum Policy {
    /// List the policies that reach a unit.
    List {
        /// The unit.
        unit: String,
    },
    /// Show one: its words, how all below the unit stands to it, and what a cell said.
    Show {
        /// The unit that looks.
        unit: String,
        /// The policy: its title, or the beginning of its id.
        policy: String,
    },
    /// Write the first version of a policy; cells are not shown it yet.
    Write {
        /// The unit that publishes it.
        unit: String,
        /// What it is called.
        title: String,
        /// Its words, and what it asks.
        #[command(flatten)]
        writing: Writing,
    },
    /// Write another version: of one that holds, that amends it.
    Amend {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// Its words, and what it asks.
        #[command(flatten)]
        writing: Writing,
    },
    /// Ask the cells below what they think.
    Consult {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// Until when.
        #[arg(long)]
        until: Option<Day>,
    },
    /// Let a policy hold.
    Adopt {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
    },
    /// Let a policy hold no longer.
    Withdraw {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// Why.
        reason: String,
    },
    /// Answer objections: those of one reason, or that of one cell.
    Reply {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// The answer.
        text: String,
        /// To all who object for this reason: wrong, place, means, soon, unclear or other.
        #[arg(long, required_unless_present = "cell")]
        reason: Option<String>,
        /// To this cell.
        #[arg(long, conflicts_with = "reason")]
        cell: Option<String>,
    },
    /// Attach a file: a PDF, or plain text.
    Attach {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// The file; it goes by its own name.
        file: PathBuf,
    },
    /// Take a file off. Its bytes go at the end of a day, on each machine by itself.
    Detach {
        /// The unit that publishes it.
        unit: String,
        /// The policy.
        policy: String,
        /// What the file is called.
        name: String,
    },
    /// Write a file that goes with a policy, to be opened.
    File {
        /// The unit that looks.
        unit: String,
        /// The policy.
        policy: String,
        /// What the file is called.
        name: String,
        /// Where it is written; nothing may be there yet.
        #[arg(long)]
        to: PathBuf,
    },
    /// Say that a cell talked a policy over.
    TalkOver {
        /// The cell.
        unit: String,
        /// The policy.
        policy: String,
    },
    /// Say what came of a policy in a cell.
    Report {
        /// The cell.
        unit: String,
        /// The policy.
        policy: String,
        /// How far it came: done, partly or not.
        outcome: String,
        /// The number that the policy asks for.
        #[arg(long)]
        figure: Option<u32>,
        /// How it went.
        #[arg(long)]
        story: Option<String>,
    },
    /// Object to a policy.
    Object {
        /// The cell.
        unit: String,
        /// The policy.
        policy: String,
        /// Why, in a word: wrong, place, means, soon, unclear or other.
        reason: String,
        /// Why, in the cell's own words.
        text: String,
    },
    /// Take back what a cell said.
    TakeBack {
        /// The cell.
        unit: String,
        /// The policy.
        policy: String,
    },
}

/// The words of a version, and what it asks.
#[derive(Args)]
pub struct Writing {
    /// A file with its words, in Markdown.
    pub file: PathBuf,
    /// Why it is asked.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// By when cells say what came of it.
    #[arg(long)]
    pub due: Option<Day>,
    /// Of what each cell tells a number.
    #[arg(long)]
    pub measure: Option<String>,
    /// The last day on which it holds.
    #[arg(long)]
    pub until: Option<Day>,
}
