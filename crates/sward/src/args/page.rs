//! What is typed about public pages, and about those who ask to join.

use clap::Subcommand;

/// Public pages.
#[derive(Subcommand)]
pub enum Page {
    /// Show a unit's page to everybody, or show it otherwise.
    Show {
        /// The unit.
        unit: String,
        /// Who we are, in Markdown.
        about: String,
        /// How we are reached: an office rather than a person.
        #[arg(long, default_value = "")]
        reach: String,
        /// When and where we meet, for guests.
        #[arg(long, default_value = "")]
        meets: String,
        /// A place by which we are found; may be given several times.
        #[arg(long = "place")]
        places: Vec<String>,
        /// Nobody can ask to join through it.
        #[arg(long)]
        no_joining: bool,
        /// Nobody can raise a concern through it.
        #[arg(long)]
        no_concerns: bool,
        /// It does not tell when we meet next.
        #[arg(long)]
        no_guests: bool,
    },
    /// Show a unit's page no more.
    Hide {
        /// The unit.
        unit: String,
    },
    /// Say something on a unit's page.
    Post {
        /// The unit.
        unit: String,
        /// What it is about.
        title: String,
        /// What is said, in Markdown.
        text: String,
    },
    /// Show something no more that was said.
    TakeDown {
        /// The unit.
        unit: String,
        /// Its number, from 1.
        number: u32,
    },
    /// Read what everybody sees of a unit, with the numbers of what it said.
    Read {
        /// The unit.
        unit: String,
    },
    /// Find pages by the name of a place.
    Find {
        /// The place; all pages without one.
        place: Option<String>,
    },
}

/// Those who ask to join.
#[derive(Subcommand)]
pub enum Application {
    /// List those who ask to join a unit.
    List {
        /// The unit.
        unit: String,
    },
    /// Take somebody in who asked.
    Accept {
        /// The unit.
        unit: String,
        /// The application: the beginning of its id.
        application: String,
    },
    /// Do not take them in.
    Decline {
        /// The unit.
        unit: String,
        /// The application.
        application: String,
    },
}
