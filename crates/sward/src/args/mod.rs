//! The command line, as it is typed.

use std::path::PathBuf;

use charter::calendar::Day;
use clap::{Parser, Subcommand, ValueEnum};

mod care;
mod concepts;
mod concern;
mod dues;
mod key;
mod mail;
mod page;
mod policy;
mod simulate;
mod study;
mod task;
mod whole;

pub use care::Care;
pub use concepts::{Meeting, Member, Office, Person, Unit};
pub use concern::Concern;
pub use dues::{Dues, For, From, Often};
pub use key::{Backups, Key};
pub use mail::{Mail, Mailing};
pub use page::{Application, Page};
pub use policy::{Policy, Writing};
pub use simulate::{Claims, Demo, Simulate, Size, Tried};
pub use study::Study;
pub use task::Task;
pub use whole::{Health, Keeper, Return};

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
    /// A file whose first line is the passphrase of an encrypted folder's device, for services; without it, you are asked.
    #[arg(long, global = true, env = "SWARD_PASSPHRASE_FILE", value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The device, where it was opened already.
    #[arg(skip)]
    pub unlocked: Option<keys::Device>,
    /// Print JSON; its form is in docs/json.md.
    #[arg(long, global = true)]
    pub json: bool,
    /// Show things as they stood on this day, as 2026-03-01.
    #[arg(long, global = true)]
    pub as_of: Option<Day>,
    /// Act as though it were this moment, as 2026-03-01T19:30; a claim like every time in a book. Not for `serve`, whose
    /// pages go by this machine's clock.
    #[arg(long, global = true)]
    pub now: Option<String>,
    /// Act as the holder of this office in the unit that you name.
    #[arg(long = "as", global = true, value_name = "OFFICE")]
    pub office: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// The same folder and device, for another command.
    pub fn again(&self, command: Command) -> Args {
        let Args { dir, device, passphrase_file, unlocked, json, as_of, now, .. } = self;
        let (dir, device, passphrase_file) = (dir.clone(), device.clone(), passphrase_file.clone());
        let (unlocked, now) = (unlocked.clone(), now.clone());
        Args { dir, device, passphrase_file, unlocked, json: *json, as_of: *as_of, now, office: None, command }
    }
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Begin an organisation in a new folder.
    Init(Init),
    /// Make an organisation, live two years of it, and show it.
    Demo(Demo),
    /// Make an organisation of any size, or try on simulated ones what is claimed of health.
    Simulate(Simulate),
    /// Bring in what an organisation has in files.
    Import(Import),
    /// Give out the same columns again.
    Export {
        /// What to give out.
        what: What,
        /// The file; without one, it is printed.
        file: Option<PathBuf>,
        /// Only of this unit and those below.
        #[arg(long)]
        below: Option<String>,
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
    /// Tasks: set, given, done or dropped.
    #[command(subcommand)]
    Task(Task),
    /// Studying together: readers, and circles that work through one.
    #[command(subcommand)]
    Study(Study),
    /// Policies: what a unit asks of all below it, and what cells say to it.
    #[command(subcommand)]
    Policy(Policy),
    /// Concerns: what troubles somebody, until they say that it is settled.
    #[command(subcommand)]
    Concern(Concern),
    /// The page that a unit shows to everybody.
    #[command(subcommand)]
    Page(Page),
    /// Those who ask to join, through a unit's page.
    #[command(subcommand)]
    Application(Application),
    /// Dues and the cash: asked, paid, waived, counted.
    #[command(subcommand)]
    Dues(Dues),
    /// Looking after each other: who was in touch with whom, help that is asked and offered.
    #[command(subcommand)]
    Care(Care),
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
    /// Who can open a unit's record besides its keeper.
    #[command(subcommand)]
    Key(Key),
    /// Serve the pages of this folder.
    Serve(Serve),
    /// Make a link by which somebody signs in, once and within three days.
    Invite {
        /// The unit where they are at home.
        unit: String,
        /// The member of it who they are, if they are on its roll.
        #[arg(long)]
        person: Option<String>,
        /// Where the pages are served.
        #[arg(long, default_value_t = crate::pages::here())]
        at: String,
    },
    /// Do what a day's end asks for: tell signs and months.
    Dusk {
        /// Confirm that today is this day, where nothing else does; it holds for five weeks.
        #[arg(long)]
        day: Option<Day>,
        /// Backups that it makes once a week.
        #[command(flatten)]
        backups: Backups,
        /// The mail server by which it sends letters.
        #[command(flatten)]
        mailing: Mailing,
    },
    /// Letters: what became of them, and what stands as their sender.
    #[command(subcommand)]
    Mail(Mail),
    /// Print what is held on people: each field, its purpose, who reads it, and when it goes.
    Privacy,
    /// Say what would go on a day because its time has passed; nothing is changed.
    Retention {
        /// The day, as 2027-01-01.
        #[arg(long)]
        on: Option<Day>,
    },
    /// Check every seal and link of what is stored.
    Verify,
    /// Print the digest of heads, and that of the state.
    Digest,
    /// Throw the read tables away and fold them again from the books.
    Refold,
    /// Copy the books to a new folder; keys only if you say so.
    Backup {
        /// The new folder.
        to: PathBuf,
        /// Copy the keys too. Keep that copy apart from the books.
        #[arg(long)]
        keys: bool,
        /// Lock the copy to this public key of age, as age1…; may be said several times.
        #[arg(long = "to", value_name = "RECIPIENT")]
        recipients: Vec<String>,
        /// Copy an encrypted folder in plain all the same.
        #[arg(long, conflicts_with = "recipients")]
        plain: bool,
    },
    /// Make a key for backups: the file opens them, and its public half, which is printed, locks them.
    BackupKey {
        /// The new file.
        file: PathBuf,
    },
    /// Make a new folder of a backup.
    Restore(Restore),
    /// Choose another passphrase for the device of an encrypted folder.
    Passphrase {
        /// A file whose first line is the new one; without it, you are asked.
        #[arg(long = "new", value_name = "FILE")]
        chosen: Option<PathBuf>,
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
    /// Months after somebody left for which it is kept who they were; without end if not given.
    #[arg(long, value_name = "MONTHS")]
    pub former: Option<u32>,
    /// Encrypt the files of this folder, and put the device's secret under a passphrase.
    #[arg(long)]
    pub encrypt: bool,
}

/// Restore a backup into the folder that --dir names.
#[derive(clap::Args)]
pub struct Restore {
    /// The folder with the copy of the books, and perhaps of the keys.
    pub from: PathBuf,
    /// The folder with the copy of the keys, where they were kept apart.
    #[arg(long)]
    pub keys: Option<PathBuf>,
    /// The file with the key that opens a copy that was locked.
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// Encrypt the new folder, and put this device's secret for it under a passphrase, if it is not yet.
    #[arg(long)]
    pub encrypt: bool,
}

/// Serve pages.
#[derive(clap::Args)]
pub struct Serve {
    /// The address to listen at; the next free port is not tried.
    #[arg(long, default_value_t = crate::pages::HERE)]
    pub at: std::net::SocketAddr,
    /// A name by which the pages are reached, as behind a proxy; numbers and localhost always do.
    #[arg(long)]
    pub host: Vec<String>,
    /// The one address that browsers know the pages by, as `https://cells.example`. It makes passkeys possible.
    #[arg(long)]
    pub origin: Option<String>,
    /// The address of the proxy before this server, whose word on where a request comes from is believed.
    #[arg(long, requires = "origin")]
    pub proxy: Option<std::net::IpAddr>,
    /// A certificate with its chain, as PEM: pages are then served with TLS.
    #[arg(long, requires = "key", requires = "origin")]
    pub cert: Option<PathBuf>,
    /// The certificate's key, as PEM.
    #[arg(long, requires = "cert")]
    pub key: Option<PathBuf>,
    /// Backups that a day's end makes once a week.
    #[command(flatten)]
    pub backups: Backups,
    /// The mail server by which a day's end sends letters.
    #[command(flatten)]
    pub mailing: Mailing,
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
