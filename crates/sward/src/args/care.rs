//! What is typed about looking after each other.

use care::{How, Sort};
use charter::calendar::Day;
use clap::Subcommand;

/// Looking after each other.
#[derive(Subcommand)]
pub enum Care {
    /// List whom to speak to this week, days to be remembered, and help that is asked and offered.
    List {
        /// The cell.
        unit: String,
    },
    /// Put down that somebody was in touch with a member.
    Met {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
        /// The day; without one it is today.
        #[arg(long)]
        day: Option<Day>,
        /// In which way: call, visit or talk.
        #[arg(long, default_value = "call", value_parser = how)]
        how: How,
    },
    /// Say that what was put down of a day did not happen.
    Strike {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
        /// The day.
        day: Day,
        /// In which way: call, visit or talk.
        #[arg(long, default_value = "call", value_parser = how)]
        how: How,
    },
    /// Say who goes along with a newcomer.
    Companion {
        /// The cell.
        unit: String,
        /// The newcomer.
        person: String,
        /// Who goes along; without a name, nobody does any more.
        companion: Option<String>,
    },
    /// Say for a member without an account that they do not want to be counted.
    Decline {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
    },
    /// Say for a member without an account that they may be counted.
    Consent {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
    },
    /// Put down a day on which a member without an account wants to be remembered.
    Remember {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
        /// Month and day, as 03-14.
        day: String,
        /// It is the day of a loss, and not a birthday.
        #[arg(long)]
        loss: bool,
        /// A few words.
        #[arg(long)]
        line: Option<String>,
    },
    /// Take away all days on which a member without an account wanted to be remembered.
    Forget {
        /// The cell.
        unit: String,
        /// The member.
        person: String,
    },
    /// Ask for help in somebody's name.
    Ask {
        /// The cell.
        unit: String,
        /// Who asks.
        person: String,
        /// For what: lift, childcare, repair, visit or other.
        #[arg(value_parser = sort)]
        sort: Sort,
        /// What it is about.
        text: Option<String>,
        /// Cells next door may hear that somebody asks.
        #[arg(long)]
        near: bool,
    },
    /// Offer help in somebody's name.
    Offer {
        /// The cell.
        unit: String,
        /// Who offers.
        person: String,
        /// Of what sort: lift, childcare, repair, visit or other.
        #[arg(value_parser = sort)]
        sort: Sort,
        /// What it is about.
        text: Option<String>,
        /// Cells next door may hear that somebody offers.
        #[arg(long)]
        near: bool,
    },
    /// Say that what is asked and what is offered came together.
    Match {
        /// The cell.
        unit: String,
        /// The one: the beginning of its id, as 'sward care list' shows it.
        help: String,
        /// The other; without it, help was found elsewhere.
        with: Option<String>,
    },
    /// Say that it was done.
    Settle {
        /// The cell.
        unit: String,
        /// What was asked or offered.
        help: String,
    },
    /// Say that it is not asked or offered any more.
    Withdraw {
        /// The cell.
        unit: String,
        /// What was asked or offered.
        help: String,
    },
    /// Show how the cell cared for its people in the last three months, and its last pulse.
    Figures {
        /// The cell.
        unit: String,
    },
}

fn how(name: &str) -> Result<How, String> {
    How::named(name).ok_or_else(|| How::ALL.map(How::name).join(", "))
}

fn sort(name: &str) -> Result<Sort, String> {
    Sort::named(name).ok_or_else(|| Sort::ALL.map(Sort::name).join(", "))
}
