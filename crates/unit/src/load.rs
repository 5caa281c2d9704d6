//! How much an office takes: what its holder says of a month, in hours by kind, so that it can be shared. Its id is the
//! person's.
//!
//! It is one's own word alone, and never a must. It is locked under the person's own key and goes with it; no score, no
//! return and nothing above the cell knows it. Who is in office is told by whoever builds the kind.

use std::collections::BTreeMap;

use book::Kind;
use charter::calendar::Month;
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Office, Private, Refusal, Rules, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// The holder of an office said what a month took, anew or for the first time.
    Told {
        /// The month.
        month: Month,
        /// The office.
        office: Office,
        /// The hours, locked under the person's key.
        hours: Private,
    },
    /// They took back what they had said of a month.
    TakenBack(Month),
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Say what a month took.
    Tell {
        /// The month.
        month: Month,
        /// The office.
        office: Office,
        /// The hours.
        hours: Private,
    },
    /// Take it back.
    TakeBack(Month),
}

/// Hours of a month by kind, each in whole quarters of an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Calls and visits.
    pub calls: u16,
    /// Meetings, and getting them ready.
    pub meetings: u16,
    /// Writing: minutes, letters, the public page.
    pub writing: u16,
    /// Money.
    pub money: u16,
    /// On the way.
    pub travel: u16,
    /// Anything else.
    pub other: u16,
}

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Work {
    /// Calls and visits.
    Calls,
    /// Meetings.
    Meetings,
    /// Writing.
    Writing,
    /// Money.
    Money,
    /// On the way.
    Travel,
    /// Anything else.
    Other,
}

/// What somebody said of their office, month by month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// By month; locked where the person's key is not here.
    pub months: BTreeMap<i32, (Office, Private)>,
}

/// What `decide` looks at: which offices the person holds, and the rules.
#[derive(Clone, Debug, Default)]
pub struct Holds {
    /// Offices of the unit whose running term is theirs, the one that does most in its week first.
    pub offices: Vec<Office>,
    /// Offices with a running term of which the record does not tell whose it is.
    pub open: Vec<Office>,
    /// The organisation's rules.
    pub rules: Rules,
}

/// The most quarter hours of one kind in one month: a hundred hours.
pub const MOST_QUARTERS: u16 = 400;
/// How quarters are written.
const QUARTERS: [char; 3] = ['¼', '½', '¾'];
/// Months back for which it is said, this one included.
pub const BACK_MONTHS: i32 = 12;
/// Months that are kept of one person; beyond, the oldest go.
pub const MONTHS: usize = 24;

impl Work {
    /// All of them.
    pub const ALL: [Work; 6] = [Work::Calls, Work::Meetings, Work::Writing, Work::Money, Work::Travel, Work::Other];

    /// Its name in forms.
    pub fn name(self) -> &'static str {
        match self {
            Work::Calls => "calls",
            Work::Meetings => "meetings",
            Work::Writing => "writing",
            Work::Money => "money",
            Work::Travel => "travel",
            Work::Other => "other",
        }
    }
}

impl Hours {
    /// The quarter hours of a kind.
    pub fn of(&self, work: Work) -> u16 {
        match work {
            Work::Calls => self.calls,
            Work::Meetings => self.meetings,
            Work::Writing => self.writing,
            Work::Money => self.money,
            Work::Travel => self.travel,
            Work::Other => self.other,
        }
    }

    /// The same to be changed.
    pub fn of_mut(&mut self, work: Work) -> &mut u16 {
        match work {
            Work::Calls => &mut self.calls,
            Work::Meetings => &mut self.meetings,
            Work::Writing => &mut self.writing,
            Work::Money => &mut self.money,
            Work::Travel => &mut self.travel,
            Work::Other => &mut self.other,
        }
    }

    /// All quarter hours together.
    pub fn sum(&self) -> u32 {
        Work::ALL.into_iter().map(|work| u32::from(self.of(work))).sum()
    }

    /// The kind that takes more than half of it, if one does.
    pub fn most(&self) -> Option<Work> {
        Work::ALL.into_iter().find(|work| 2 * u32::from(self.of(*work)) > self.sum())
    }
}

/// Quarter hours as people write them: '2', '2.5', '2,25', '2:15' or '2¾'; none, if it is no such number.
pub fn quarters(text: &str) -> Option<u16> {
    let text = text.trim();
    let fraction = |rest: &str| match rest {
        "" | "0" | "00" => Some(0),
        "25" => Some(1),
        "5" | "50" => Some(2),
        "75" => Some(3),
        _ => None,
    };
    let minutes = |rest: &str| ["00", "15", "30", "45"].iter().position(|minutes| *minutes == rest);
    let (whole, rest) = match text.split_once(['.', ',']) {
        Some((whole, rest)) => (whole, fraction(rest)?),
        None => match text.split_once(':') {
            Some((whole, rest)) => (whole, minutes(rest)? as u16),
            None => match text.char_indices().last() {
                Some((at, sign)) if QUARTERS.contains(&sign) => {
                    (&text[..at], QUARTERS.iter().position(|quarter| *quarter == sign)? as u16 + 1)
                }
                _ => (text, 0),
            },
        },
    };
    let whole = whole.trim();
    let plain = whole.bytes().all(|digit| digit.is_ascii_digit()) && !text.is_empty();
    let hours: u16 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    hours.checked_mul(4)?.checked_add(rest).filter(|_| plain)
}

/// The same as it is shown: '2½'.
pub fn shown(quarters: u32) -> String {
    let (hours, rest) = (quarters / 4, quarters % 4);
    let sign = rest.checked_sub(1).and_then(|at| QUARTERS.get(at as usize));
    match (hours, sign) {
        (0, Some(sign)) => sign.to_string(),
        (hours, sign) => format!("{hours}{}", sign.map_or_else(String::new, char::to_string)),
    }
}

impl Load {
    /// What was said of a month, as far as it can be read here.
    pub fn hours(&self, month: Month) -> Option<(Office, Hours)> {
        self.months.get(&month.0).and_then(|(office, hours)| Some((*office, hours.open()?)))
    }
}

impl Subject for Load {
    type Fact = Fact;
    type Command = Command;
    type Around = Holds;
    const KIND: &'static str = "load";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Told.month", "held-load-month", Purpose::Share, Readers::Cell, Kept::Record),
        Held::new("Told.office", "held-load-month", Purpose::Share, Readers::Cell, Kept::Record),
        Held::new("Told.hours", "held-load", Purpose::Share, Readers::Cell, Kept::Erasure),
        Held::new("TakenBack", "held-load-month", Purpose::Share, Readers::Cell, Kept::Record),
    ];

    /// Nobody speaks of another's hours: not an officer, not the unit above, not the machine.
    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            _ if !by.own || by.voice.account.is_none() => Err(Refusal::NotYours),
            Fact::TakenBack(month) if !self.months.contains_key(&month.0) => Err(Refusal::NotHere),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, _: &Stamp) {
        match fact {
            Fact::Told { month, office, hours } => {
                self.months.insert(month.0, (office, hours));
                if self.months.len() > MONTHS {
                    self.months.pop_first();
                }
            }
            Fact::TakenBack(month) => drop(self.months.remove(&month.0)),
        }
    }

    fn decide(&self, command: Command, holds: &Holds, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let this = holds.rules.zone().day(stamp.time).month();
        Ok(match command {
            Command::Tell { month, office, hours } => {
                let Private::Open(_) = &hours else { return Err(Refusal::NotACommand) };
                let told: Hours = hours.open().ok_or(Refusal::NotACommand)?;
                match () {
                    _ if !holds.offices.contains(&office) && !holds.open.contains(&office) => {
                        return Err(Refusal::NotInOffice);
                    }
                    _ if Work::ALL.into_iter().any(|work| told.of(work) > MOST_QUARTERS) => {
                        return Err(Refusal::TooManyHours);
                    }
                    _ if month > this => return Err(Refusal::NotYet),
                    _ if this.0 - month.0 >= BACK_MONTHS => return Err(Refusal::TooLongAgo),
                    _ if self.months.get(&month.0) == Some(&(office, hours.clone())) => vec![],
                    _ => vec![Fact::Told { month, office, hours }],
                }
            }
            Command::TakeBack(month) if !self.months.contains_key(&month.0) => vec![],
            Command::TakeBack(month) => vec![Fact::TakenBack(month)],
        })
    }

    fn is_private(command: &Command) -> bool {
        matches!(command, Command::Tell { .. })
    }

    fn private(fact: &mut Fact) -> Option<&mut Private> {
        match fact {
            Fact::Told { hours, .. } => Some(hours),
            Fact::TakenBack(_) => None,
        }
    }
}
