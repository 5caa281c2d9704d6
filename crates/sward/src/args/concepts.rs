//! What is typed about a cell's own life: units, people, offices, meetings.

use charter::UnitKind;
use charter::calendar::Day;
use clap::Subcommand;

/// Units.
#[derive(Subcommand)]
pub enum Unit {
    /// List units, with what stands below what.
    List {
        /// Only this unit and those below.
        below: Option<String>,
    },
    /// Show one unit.
    Show {
        /// Its code, name, or the beginning of its id.
        unit: String,
    },
    /// Found a unit.
    Found {
        /// The unit to stand under.
        above: String,
        /// Its name.
        name: String,
        /// A region or a cell.
        #[arg(long, default_value = "cell", value_parser = kind)]
        kind: UnitKind,
        /// What your own files call it.
        #[arg(long)]
        code: Option<String>,
        /// The unit that it is founded out of.
        #[arg(long)]
        out_of: Option<String>,
    },
    /// Give a unit another name.
    Rename {
        /// The unit.
        unit: String,
        /// The new name.
        name: String,
    },
    /// Put a unit under another.
    Move {
        /// The unit.
        unit: String,
        /// The unit to stand under.
        to: String,
    },
    /// Close an empty unit.
    Close {
        /// The unit.
        unit: String,
    },
    /// Transfer everybody to another cell, then close this one.
    Merge {
        /// The cell that ends.
        unit: String,
        /// The cell that goes on.
        into: String,
    },
    /// Show the areas below a unit that have no cell, or give the list of those that should.
    Areas {
        /// The unit.
        unit: String,
        /// A table with a column 'area': the list, in place of the one before.
        #[arg(long)]
        from: Option<std::path::PathBuf>,
        /// The column by its name in the file, as area=Town.
        #[arg(long)]
        map: Vec<String>,
    },
    /// Show or change the organisation's rules.
    Rules {
        /// Quorum, as 1/2,3.
        #[arg(long)]
        quorum: Option<String>,
        /// A quiet season, as 07-01..08-31; 'none' for none.
        #[arg(long)]
        quiet: Vec<String>,
        /// Time zone.
        #[arg(long)]
        zone: Option<String>,
        /// Months after somebody left for which it is kept who they were; 'always' for no end.
        #[arg(long, value_name = "MONTHS")]
        former: Option<String>,
    },
    /// Say that an imported organisation lives on, so that new months are told.
    LivesOn,
}

/// A person.
#[derive(Subcommand)]
pub enum Person {
    /// Show what is held on a person in a cell.
    Show {
        /// The cell.
        unit: String,
        /// The person's code, name, or the beginning of their id.
        person: String,
    },
    /// Put down a person's name and contacts.
    Describe {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// The name.
        #[arg(long)]
        name: Option<String>,
        /// A telephone number or address; give it again for another.
        #[arg(long)]
        contact: Vec<String>,
        /// The year of birth.
        #[arg(long)]
        birth_year: Option<i16>,
        /// A language, as pl.
        #[arg(long)]
        language: Vec<String>,
    },
    /// Show who looked at what is held on a person, and what else was done with it, in the last year.
    Looked {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
    },
    /// Write all that is held on a person into a file, for them to take away; nobody else's data is in it.
    Archive {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// The file: what ends in .html is a page to read, everything else is JSON.
        file: std::path::PathBuf,
    },
    /// Make the address of a person's own calendar, in place of the one before; or end it.
    Calendar {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// End it, and make none.
        #[arg(long)]
        end: bool,
        /// Where the pages are served.
        #[arg(long, default_value_t = crate::pages::here())]
        at: String,
    },
    /// List those who were erased, without a name, and whether the node that keeps the book destroyed the key.
    Forgotten {
        /// The cell.
        unit: String,
    },
    /// Ask that a person be erased: two have to ask, each as the holder of an office of their own.
    Erase {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
    },
    /// Take that back, before a second one asked.
    Keep {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
    },
}

/// Members.
#[derive(Subcommand)]
pub enum Member {
    /// List the members of a cell.
    List {
        /// The cell.
        unit: String,
        /// Those who left, too.
        #[arg(long)]
        all: bool,
    },
    /// Take somebody in.
    Join {
        /// The cell.
        unit: String,
        /// The name.
        name: String,
        /// What your own files call the person.
        #[arg(long)]
        code: Option<String>,
        /// Since when; today if not given.
        #[arg(long)]
        day: Option<Day>,
    },
    /// Note that a newcomer was welcomed.
    Welcome {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// When; today if not given.
        #[arg(long)]
        day: Option<Day>,
    },
    /// Note that somebody left.
    Leave {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// When; today if not given.
        #[arg(long)]
        day: Option<Day>,
    },
    /// Note that somebody goes to another cell.
    Transfer {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
        /// The other cell.
        to: String,
        /// When; today if not given.
        #[arg(long)]
        day: Option<Day>,
    },
    /// Note that the person is at home in this cell.
    Home {
        /// The cell.
        unit: String,
        /// The person.
        person: String,
    },
}

/// Offices.
#[derive(Subcommand)]
pub enum Office {
    /// List the offices of a unit, with their terms.
    List {
        /// The unit.
        unit: String,
    },
    /// Begin a term.
    Begin {
        /// The unit.
        unit: String,
        /// secretary, deputy, treasurer, organiser or ombuds.
        #[arg(id = "which", value_name = "OFFICE")]
        office: String,
        /// Let it reach all units below too.
        #[arg(long)]
        below: bool,
        /// The day on which it should end.
        #[arg(long)]
        until: Option<Day>,
    },
    /// Suspend the running term from above: it gives no right until it is reinstated.
    Suspend {
        /// The unit.
        unit: String,
        /// The office.
        #[arg(id = "which", value_name = "OFFICE")]
        office: String,
    },
    /// Let a suspended term give its rights again.
    Reinstate {
        /// The unit.
        unit: String,
        /// The office.
        #[arg(id = "which", value_name = "OFFICE")]
        office: String,
    },
    /// End the running term.
    End {
        /// The unit.
        unit: String,
        /// The office.
        #[arg(id = "which", value_name = "OFFICE")]
        office: String,
    },
}

/// Meetings.
#[derive(Subcommand)]
pub enum Meeting {
    /// List the meetings of a unit, latest first.
    List {
        /// The unit.
        unit: String,
        /// How many.
        #[arg(long, default_value_t = 12)]
        lines: usize,
    },
    /// Show one meeting, with its minutes.
    Show {
        /// The unit.
        unit: String,
        /// The meeting's day, its code, or the beginning of its id.
        meeting: String,
    },
    /// Set a meeting.
    Set {
        /// The unit.
        unit: String,
        /// When, as 2026-03-03T19:30.
        at: String,
        /// What it is about.
        #[arg(long)]
        title: Option<String>,
        /// Set this meeting for another time, instead of a new one.
        #[arg(long)]
        meeting: Option<String>,
    },
    /// Say how often the unit means to meet: every so many days, or 'irregular'.
    Cadence {
        /// The unit.
        unit: String,
        /// As 14, 'every second week', or 'irregular'.
        every: String,
    },
    /// Hold a meeting: say who is there.
    Hold {
        /// The unit.
        unit: String,
        /// The meeting.
        meeting: String,
        /// Who is there, by code, name or id; 'all' for the whole roll.
        #[arg(required = true)]
        present: Vec<String>,
        /// Guests.
        #[arg(long, default_value_t = 0)]
        guests: u32,
    },
    /// Write the minutes, in Markdown.
    Minute {
        /// The unit.
        unit: String,
        /// The meeting.
        meeting: String,
        /// The text; '-' reads it from standard input.
        text: String,
        /// A decision; give it again for another.
        #[arg(long)]
        decision: Vec<String>,
    },
    /// Confirm the minutes: two who were there.
    Confirm {
        /// The unit.
        unit: String,
        /// The meeting.
        meeting: String,
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// Cancel a meeting.
    Cancel {
        /// The unit.
        unit: String,
        /// The meeting.
        meeting: String,
        /// Why.
        reason: String,
    },
}

fn kind(text: &str) -> Result<UnitKind, String> {
    match text {
        "cell" => Ok(UnitKind::Cell),
        "region" => Ok(UnitKind::Region),
        "centre" => Ok(UnitKind::Centre),
        _ => Err("a unit is a cell, a region or the centre".into()),
    }
}
