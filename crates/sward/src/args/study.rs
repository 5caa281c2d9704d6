//! What is typed about studying together.

use std::path::PathBuf;

use clap::Subcommand;

/// Readers and circles.
#[derive(Subcommand)]
pub enum Study {
    /// List the circles of a cell, and the readers that are offered to a unit.
    List {
        /// The unit.
        unit: String,
    },
    /// Show a reader: its parts with their questions.
    Show {
        /// The unit that looks.
        unit: String,
        /// The reader: its title, or the beginning of its id.
        reader: String,
    },
    /// Write a reader and offer it to all below; in a cell, for the cell alone.
    Write {
        /// The unit.
        unit: String,
        /// What it is called.
        title: String,
        /// A file with its parts: '# ' begins a part with its name, '? ' a question, all else is its words.
        file: PathBuf,
    },
    /// Write another version of a reader.
    Amend {
        /// The unit whose it is.
        unit: String,
        /// The reader.
        reader: String,
        /// A file with its parts.
        file: PathBuf,
    },
    /// Offer a reader no more; circles that began with it go on.
    Withdraw {
        /// The unit whose it is.
        unit: String,
        /// The reader.
        reader: String,
    },
    /// Begin a circle of a cell with a reader.
    Begin {
        /// The cell.
        unit: String,
        /// The reader.
        reader: String,
        /// Who leads it.
        #[arg(long)]
        leader: Option<String>,
    },
    /// Say who leads a circle.
    Lead {
        /// The cell.
        unit: String,
        /// The circle: what its reader is called, or the beginning of its id.
        circle: String,
        /// Who; without a name, nobody does for now.
        person: Option<String>,
    },
    /// Choose a meeting as the session of a part.
    Assign {
        /// The cell.
        unit: String,
        /// The circle.
        circle: String,
        /// Which part, from 1.
        part: u32,
        /// The meeting: its day, or the beginning of its id.
        meeting: String,
    },
    /// Say that a circle is finished.
    Finish {
        /// The cell.
        unit: String,
        /// The circle.
        circle: String,
    },
    /// Say that a circle will not be gone on with.
    Drop {
        /// The cell.
        unit: String,
        /// The circle.
        circle: String,
    },
    /// Say that a circle goes on after all.
    Reopen {
        /// The cell.
        unit: String,
        /// The circle.
        circle: String,
    },
}
