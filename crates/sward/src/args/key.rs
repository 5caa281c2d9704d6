//! What is typed about keys, and about backups that are made by themselves.

use std::path::PathBuf;

use clap::Subcommand;

/// Keys of a unit's record.
#[derive(Subcommand)]
pub enum Key {
    /// Show to whom a unit's keys were given, and whether what they have still opens its record.
    List {
        /// The unit.
        unit: String,
    },
    /// Lock a unit's keys to a public key of age, in a new file: whoever has its secret can open the record.
    Give {
        /// The unit.
        unit: String,
        /// The public key, as age1…
        #[arg(long)]
        to: String,
        /// What you call it, as 'the deputy's stick'.
        #[arg(long)]
        name: String,
        /// The new file.
        file: PathBuf,
    },
    /// Open such a file without taking anything, and print the code that shows that it opens.
    Try {
        /// The file.
        file: PathBuf,
        /// The file with the secret key.
        #[arg(long, value_name = "FILE")]
        identity: PathBuf,
    },
    /// Note that what was given opens: whoever tried told this code.
    Opened {
        /// The unit.
        unit: String,
        /// The code, eight digits.
        code: String,
    },
    /// Take the keys of such a file into this folder, and read what they open.
    Take {
        /// The file.
        file: PathBuf,
        /// The file with the secret key.
        #[arg(long, value_name = "FILE")]
        identity: PathBuf,
    },
    /// Give somebody no more keys, and lock what is written from now on under another.
    Withdraw {
        /// The unit.
        unit: String,
        /// The public key, or what you call it.
        of: String,
    },
}

/// Backups that a day's end makes by itself, once a week; those older than 35 days go.
#[derive(Clone, Default, clap::Args)]
pub struct Backups {
    /// A folder for weekly backups, books and keys; those older than 35 days are deleted.
    #[arg(long = "backups", value_name = "FOLDER", requires = "recipients")]
    pub into: Option<PathBuf>,
    /// Lock the weekly backups to this public key of age, as age1…; may be said several times.
    #[arg(long = "to", id = "recipients", value_name = "RECIPIENT", requires = "into")]
    pub recipients: Vec<String>,
}
