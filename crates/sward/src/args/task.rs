//! What is typed about tasks.

use charter::calendar::Day;
use clap::Subcommand;

/// Tasks.
#[derive(Subcommand)]
pub enum Task {
    /// List the tasks of a cell that are to be done.
    List {
        /// The cell.
        unit: String,
        /// Those that are done or dropped, too.
        #[arg(long)]
        all: bool,
    },
    /// Set a task.
    Set {
        /// The cell.
        unit: String,
        /// What is to be done.
        text: String,
        /// Until when.
        #[arg(long)]
        due: Option<Day>,
        /// Who has it.
        #[arg(long)]
        owner: Option<String>,
    },
    /// Let somebody have a task.
    Give {
        /// The cell.
        unit: String,
        /// The task: its words, or the beginning of its id.
        task: String,
        /// Who.
        person: String,
    },
    /// Let nobody have a task.
    Free {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
    },
    /// Say until when a task should be done.
    Postpone {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
        /// The day; without one it does not matter when.
        due: Option<Day>,
    },
    /// Ask for help with a task.
    AskHelp {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
        /// Help is found, or not needed any more.
        #[arg(long)]
        found: bool,
    },
    /// Say that a task is done.
    Finish {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
    },
    /// Say that a task will not be done.
    Drop {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
    },
    /// Say that a task is to be done after all.
    Reopen {
        /// The cell.
        unit: String,
        /// The task.
        task: String,
    },
}
