//! The command line, as it is typed.

use std::path::PathBuf;

use charter::UnitKind;
use charter::calendar::{Day, Month};
use clap::{Parser, Subcommand, ValueEnum};

/// The data folder, unless another is named.
pub const DIR: &str = "sward-data";

/// The working system of an organisation that lives in many small local groups.
#[derive(Parser)]
#[command(name = "sward", version, max_term_width = 100)]
pub struct Args {
    /// The data folder.
    #[arg(long, global = true, env = "SWARD_DIR", default_value = DIR)]
    pub dir: PathBuf,
    /// The file with this device's secret; by default in your state folder, never in the data folder.
    #[arg(long, global = true, env = "SWARD_DEVICE")]
    pub device: Option<PathBuf>,
    /// Print JSON; its form is in docs/json.md.
    #[arg(long, global = true)]
    pub json: bool,
    /// Show things as they stood on this day, as 2026-03-01.
    #[arg(long, global = true)]
    pub as_of: Option<Day>,
    /// Act as though it were this moment, as 2026-03-01T19:30; a claim like every time in a book.
    #[arg(long, global = true)]
    pub now: Option<String>,
    /// Act as the holder of this office in the unit that you name.
    #[arg(long = "as", global = true, value_name = "OFFICE")]
    pub office: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Begin an organisation in a new folder.
    Init(Init),
    /// Make a small organisation, live two years of it, and show it.
    Demo(Demo),
    /// Bring in what an organisation has in files.
    Import(Import),
    /// Give out the same columns again.
    Export {
        /// What to give out.
        what: What,
        /// The file; without one, it is printed.
        file: Option<PathBuf>,
    },
    /// Units: cells, regions, the centre.
    #[command(subcommand)]
    Unit(Unit),
    /// Who a person is.
    #[command(subcommand)]
    Person(Person),
    /// Members of a cell.
    #[command(subcommand)]
    Member(Member),
    /// Offices and their terms.
    #[command(subcommand)]
    Office(Office),
    /// Meetings: set, hold, minute, confirm, cancel.
    #[command(subcommand)]
    Meeting(Meeting),
    /// A unit's month in figures.
    #[command(subcommand)]
    Return(Return),
    /// How a cell or the whole stands.
    #[command(subcommand)]
    Health(Health),
    /// Which help to which cell would strengthen the whole most.
    FirstStep {
        /// How many lines to show.
        #[arg(long, default_value_t = 10)]
        lines: usize,
    },
    /// Who keeps a unit's books.
    #[command(subcommand)]
    Keeper(Keeper),
    /// Do what a day's end asks for: tell signs and months.
    Dusk {
        /// Confirm that today is this day; needed where nothing else confirms it.
        #[arg(long)]
        day: Option<Day>,
    },
    /// Check every seal and link of what is stored.
    Verify,
    /// Print the digest of heads, and that of the state.
    Digest,
    /// Throw the read tables away and fold them again from the books.
    Refold,
    /// Copy books and read tables to a new folder; keys only if you say so.
    Backup {
        /// The new folder.
        to: PathBuf,
        /// Copy the keys too. Keep that copy apart from the books.
        #[arg(long)]
        keys: bool,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Begin an organisation.
#[derive(clap::Args)]
pub struct Init {
    /// Its name.
    pub name: String,
    /// What its files call the centre.
    #[arg(long)]
    pub code: Option<String>,
    /// Its time zone, as Europe/Warsaw; UTC if none is given.
    #[arg(long)]
    pub zone: Option<String>,
    /// Quorum: a share of the roll and a least number, as 1/2,3.
    #[arg(long, default_value = "1/2,3")]
    pub quorum: String,
    /// A season of every year in which nothing is due, as 07-01..08-31.
    #[arg(long)]
    pub quiet: Vec<String>,
    /// Recovery keys: device public keys of which more than half can name a new keeper.
    #[arg(long)]
    pub recovery: Vec<book::Signer>,
}

/// Make a small organisation.
#[derive(clap::Args)]
pub struct Demo {
    /// Cells.
    #[arg(long, default_value_t = 24)]
    pub cells: u32,
    /// Months to live.
    #[arg(long, default_value_t = 24)]
    pub months: u32,
    /// The seed that all of it follows from.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

/// What can be brought in and given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The tree.
    Units,
    /// People with names and contacts.
    Members,
    /// Who belongs where.
    Memberships,
    /// Meetings held.
    Meetings,
}

/// Bring in a file.
#[derive(clap::Args)]
pub struct Import {
    /// What the file holds.
    pub what: What,
    /// CSV, xlsx or ods.
    pub file: PathBuf,
    /// Which column is which field, as unit=Branch.
    #[arg(long)]
    pub map: Vec<String>,
    /// A saved mapping.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Save the mapping that was used.
    #[arg(long)]
    pub save_mapping: Option<PathBuf>,
    /// The encoding, where it is neither UTF-8 nor UTF-16.
    #[arg(long)]
    pub encoding: Option<String>,
    /// The delimiter, where it is not plain from the header.
    #[arg(long, value_parser = ["comma", "semicolon", "tab"])]
    pub delimiter: Option<String>,
    /// The sheet of a workbook; the first if none is named.
    #[arg(long)]
    pub sheet: Option<String>,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

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
        office: String,
        /// Let it reach all units below too.
        #[arg(long)]
        below: bool,
        /// The day on which it should end.
        #[arg(long)]
        until: Option<Day>,
    },
    /// End the running term.
    End {
        /// The unit.
        unit: String,
        /// The office.
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

/// Returns.
#[derive(Subcommand)]
pub enum Return {
    /// Show a unit's months; the running one too.
    Show {
        /// The unit.
        unit: String,
        /// How many months.
        #[arg(long, default_value_t = 12)]
        lines: usize,
    },
    /// Tell a month now, before its week has passed.
    Release {
        /// The unit.
        unit: String,
        /// The month, as 2026-02.
        month: Month,
    },
}

/// Health.
#[derive(Subcommand)]
pub enum Health {
    /// How a cell stands, and why.
    Cell {
        /// The cell.
        unit: String,
    },
    /// How the whole stands, and each unit below the one named.
    Whole {
        /// The unit; the centre if none is named.
        unit: Option<String>,
    },
    /// Hold the forecast against what came.
    Backtest {
        /// How far ahead.
        #[arg(long, default_value = "180d", value_parser = horizon)]
        horizon: i32,
        /// Judge at this date alone; the first of every month that has both past and future if not given.
        #[arg(long)]
        at: Vec<Day>,
        /// Write a reliability plot to this file, as SVG.
        #[arg(long)]
        plot: Option<PathBuf>,
    },
}

/// Keepers.
#[derive(Subcommand)]
pub enum Keeper {
    /// Show who keeps a unit's books, and what was left behind.
    Show {
        /// The unit.
        unit: String,
    },
    /// Appoint a device to keep a unit's books, after the heads that are held here.
    Appoint {
        /// The unit.
        unit: String,
        /// The device's public key.
        device: book::Signer,
        /// All units below too.
        #[arg(long)]
        below: bool,
    },
    /// Pass the pen to another device.
    Pass {
        /// The unit.
        unit: String,
        /// The device's public key.
        device: book::Signer,
    },
    /// Take again what a succession left behind, as far as it may be.
    Answer {
        /// The unit.
        unit: String,
    },
    /// Print this device's public key.
    Device,
}

fn kind(text: &str) -> Result<UnitKind, String> {
    match text {
        "cell" => Ok(UnitKind::Cell),
        "region" => Ok(UnitKind::Region),
        "centre" => Ok(UnitKind::Centre),
        _ => Err("a unit is a cell, a region or the centre".into()),
    }
}

fn horizon(text: &str) -> Result<i32, String> {
    let days = text.strip_suffix('d').unwrap_or(text).parse().ok();
    days.filter(|days| (1..=3650).contains(days)).ok_or_else(|| "days, as 180d".into())
}
