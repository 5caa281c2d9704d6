//! One person and those who are in touch with them: by whom they are accompanied, on which days somebody called or came,
//! whether they want that counted, and on which days they want to be remembered. Its id is the person's.

use std::collections::BTreeSet;

use book::{Actor, Kind, PersonId, Text};
use charter::calendar::{Day, Zone};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Private, Refusal, Right, Rules, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// Somebody of the cell was in touch with them.
    Met {
        /// The day.
        day: Day,
        /// In which way.
        how: How,
    },
    /// What was put down of a day did not happen.
    Struck {
        /// The day.
        day: Day,
        /// In which way.
        how: How,
    },
    /// Somebody goes along with them while they are new, or nobody any more.
    Companion(Option<PersonId>),
    /// They do not want it counted who is in touch with them: what was put down is gone from every list and figure.
    Declined {
        /// Whether they said so themselves, and not an officer for them.
        own: bool,
    },
    /// It may be put down from here on.
    Consented {
        /// Whether they said so themselves.
        own: bool,
    },
    /// The days on which they want to be remembered, all of them, locked under their own key.
    Remembers(Private),
    /// They want to be remembered on no day.
    Forgot,
}

/// In which way somebody was in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum How {
    /// A call.
    Call,
    /// A visit.
    Visit,
    /// A talk between two.
    OneToOne,
}

/// That somebody was in touch: never by whom, and never a word of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Met {
    /// The day.
    pub day: Day,
    /// In which way.
    pub how: How,
}

/// A day of every year on which somebody wants to be remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// The month, from 1.
    pub month: i8,
    /// The day of the month.
    pub day: i8,
    /// What it is the day of.
    pub of: Occasion,
    /// A few words, if they want any said.
    pub line: Option<Text>,
}

/// What a remembered day is the day of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occasion {
    /// They were born.
    Birthday,
    /// They lost somebody.
    Loss,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Put down that somebody was in touch.
    Meet {
        /// The day.
        day: Day,
        /// In which way.
        how: How,
    },
    /// Say that it did not happen.
    Strike {
        /// The day.
        day: Day,
        /// In which way.
        how: How,
    },
    /// Say who goes along with them, if anybody does.
    Accompany(Option<PersonId>),
    /// Say that it is not to be counted who is in touch with them.
    Decline {
        /// Whether they say so themselves.
        own: bool,
    },
    /// Say that it may be.
    Consent {
        /// Whether they say so themselves.
        own: bool,
    },
    /// Say on which days they want to be remembered: all of them.
    Remember(Private),
    /// Say that they want to be remembered on no day.
    Forget,
}

/// Somebody, and those who are in touch with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    /// When somebody was in touch, and in which way.
    pub met: BTreeSet<Met>,
    /// Who goes along with them.
    pub companion: Option<PersonId>,
    /// Since when, in UTC, somebody has gone along with them: the first who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accompanied: Option<Day>,
    /// Whether they declined to be counted; and if so, whether they said it themselves.
    pub declined: Option<bool>,
    /// The day, in UTC, from which they may be counted again.
    pub counted_from: Option<Day>,
    /// On which days they want to be remembered; locked where their key is not here.
    pub remembers: Option<Private>,
}

/// What `decide` looks at: the person, and who is on the roll.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    /// Members on the roll.
    pub people: BTreeSet<PersonId>,
    /// The person.
    pub of: Option<PersonId>,
    /// Since when they belong, where that is known.
    pub joined: Option<Day>,
    /// Whether they sign in by an account of their own.
    pub signs_in: bool,
    /// The organisation's rules.
    pub rules: Rules,
}

/// Days back for which it is put down that somebody was in touch.
pub const BACK_DAYS: i32 = 365;
/// Contacts that are known of one person; beyond, the oldest go.
pub const CONTACTS: usize = 500;
/// Days on which one person is remembered.
pub const DAYS: usize = 6;
/// Bytes of the words about one of them.
pub const LINE_BYTES: usize = 200;

impl How {
    /// All of them.
    pub const ALL: [How; 3] = [How::Call, How::Visit, How::OneToOne];

    /// Its name in forms and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            How::Call => "call",
            How::Visit => "visit",
            How::OneToOne => "talk",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.name() == name)
    }
}

impl Remembered {
    /// The next such day from this one on. A 29 February is spoken of on the 28th in other years.
    pub fn next(&self, from: Day) -> Option<Day> {
        let year = i16::try_from(from.month().0.div_euclid(12)).ok()?;
        let of = |year: i16| {
            let leaps = (self.month, self.day) == (2, 29);
            Day::new(year, self.month, self.day).or_else(|| leaps.then(|| Day::new(year, 2, 28)).flatten())
        };
        [year, year.checked_add(1)?].into_iter().filter_map(of).find(|day| *day >= from)
    }

    fn check(&self) -> Result<(), Refusal> {
        // Every day of some year: 2000 had them all.
        Day::new(2000, self.month, self.day).ok_or(Refusal::NoSuchDay)?;
        let long = self.line.as_ref().is_some_and(|line| line.0.len() > LINE_BYTES);
        if long { Err(Refusal::TooLong) } else { Ok(()) }
    }
}

impl Care {
    /// Whether it may be put down who is in touch with them.
    pub fn is_counted(&self) -> bool {
        self.declined.is_none()
    }

    /// On which days they want to be remembered, as far as that can be read here.
    pub fn days(&self) -> Vec<Remembered> {
        self.remembers.as_ref().and_then(Private::open).unwrap_or_default()
    }

    /// Takes in what is known of the same person under an entry that gave way.
    pub fn absorb(&mut self, other: Care) {
        self.declined = self.declined.or(other.declined);
        self.counted_from = self.counted_from.max(other.counted_from);
        self.companion = self.companion.or(other.companion);
        self.accompanied = self.accompanied.into_iter().chain(other.accompanied).min();
        self.remembers = self.remembers.take().or(other.remembers);
        self.met.extend(other.met);
        if !self.is_counted() {
            self.uncount();
        }
    }

    fn uncount(&mut self) {
        self.met.clear();
        (self.companion, self.accompanied) = (None, None);
    }

    fn remembered(&self, days: Private) -> Result<Vec<Fact>, Refusal> {
        let Private::Open(_) = &days else { return Err(Refusal::NotACommand) };
        let list = days.open::<Vec<Remembered>>().ok_or(Refusal::NotACommand)?;
        if list.len() > DAYS {
            return Err(Refusal::TooLong);
        }
        list.iter().try_for_each(Remembered::check)?;
        Ok(match list.is_empty() {
            true if self.remembers.is_some() => vec![Fact::Forgot],
            true => vec![],
            false if self.remembers.as_ref() == Some(&days) => vec![],
            false => vec![Fact::Remembers(days)],
        })
    }
}

impl Roll {
    fn is_here(&self) -> Result<(), Refusal> {
        let here = self.of.is_some_and(|of| self.people.contains(&of));
        if here { Ok(()) } else { Err(Refusal::NotOnTheRoll) }
    }

    /// An officer speaks for nobody who can speak for themselves.
    fn is_own_word(&self, stamp: &Stamp) -> Result<(), Refusal> {
        let own = stamp.voice.person.is_some() && stamp.voice.person == self.of;
        if self.signs_in && !own { Err(Refusal::SaysThemselves) } else { Ok(()) }
    }

    fn is_day(&self, day: Day, today: Day) -> Result<(), Refusal> {
        match () {
            _ if day > today => Err(Refusal::NotYet),
            _ if self.joined.is_some_and(|joined| day < joined) => Err(Refusal::BeforeTheBeginning),
            _ if today.since(day) > BACK_DAYS => Err(Refusal::TooLongAgo),
            _ => Ok(()),
        }
    }
}

impl Subject for Care {
    type Fact = Fact;
    type Command = Command;
    type Around = Roll;
    const KIND: &'static str = "care";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Met.day", "held-met", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Met.how", "held-met", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Struck.day", "held-met", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Struck.how", "held-met", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Companion", "held-companion", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Declined.own", "held-declined", Purpose::Promise, Readers::Cell, Kept::Record),
        Held::new("Consented.own", "held-declined", Purpose::Promise, Readers::Cell, Kept::Record),
        Held::new("Remembers", "held-remembers", Purpose::Care, Readers::Writers, Kept::Erasure),
        Held::new("Forgot", "held-forgot", Purpose::Care, Readers::Writers, Kept::Record),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            // Whoever called says so, without an office; of oneself nobody says it.
            Fact::Met { .. } | Fact::Struck { .. } if matches!(by.actor, Actor::Person(_)) && !by.own => {}
            Fact::Remembers(_) | Fact::Forgot if by.own => {}
            Fact::Declined { own } | Fact::Consented { own } if *own != by.own => return Err(Refusal::NotYours),
            Fact::Declined { own: true } | Fact::Consented { own: true } => {}
            _ => by.may(Right::WriteRecord)?,
        }
        match fact {
            Fact::Met { .. } | Fact::Struck { .. } | Fact::Companion(_) if !self.is_counted() => Err(Refusal::Declined),
            // What somebody declined themselves is theirs to take back.
            Fact::Consented { own: false } if self.declined == Some(true) => Err(Refusal::SaysThemselves),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Met { day, how } => {
                self.met.insert(Met { day, how });
                if self.met.len() > CONTACTS {
                    self.met.pop_first();
                }
            }
            Fact::Struck { day, how } => drop(self.met.remove(&Met { day, how })),
            Fact::Companion(who) => {
                let today = Zone::UTC.day(stamp.time);
                self.companion = who;
                self.accompanied = self.accompanied.or(who.map(|_| today));
            }
            Fact::Declined { own } => {
                self.declined = Some(own);
                self.uncount();
            }
            Fact::Consented { .. } => {
                self.declined = None;
                self.counted_from = Some(Zone::UTC.day(stamp.time));
            }
            Fact::Remembers(days) => self.remembers = Some(days),
            Fact::Forgot => self.remembers = None,
        }
    }

    fn decide(&self, command: Command, roll: &Roll, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        roll.is_here()?;
        let today = roll.rules.zone().day(stamp.time);
        Ok(match command {
            Command::Meet { day, how } => {
                roll.is_day(day, today)?;
                match self.met.contains(&Met { day, how }) {
                    true => vec![],
                    false => vec![Fact::Met { day, how }],
                }
            }
            Command::Strike { day, how } if !self.met.contains(&Met { day, how }) => vec![],
            Command::Strike { day, how } => vec![Fact::Struck { day, how }],
            Command::Accompany(who) if self.companion == who => vec![],
            Command::Accompany(who) if who == roll.of => return Err(Refusal::SomebodyElse),
            Command::Accompany(Some(who)) if !roll.people.contains(&who) => return Err(Refusal::NotOnTheRoll),
            Command::Accompany(who) => vec![Fact::Companion(who)],
            Command::Decline { own } if self.declined.is_some_and(|by_own| by_own || !own) => vec![],
            Command::Consent { .. } if self.declined.is_none() => vec![],
            Command::Forget if self.remembers.is_none() => vec![],
            Command::Decline { .. } | Command::Consent { .. } | Command::Remember(_) | Command::Forget => {
                roll.is_own_word(stamp)?;
                match command {
                    Command::Decline { own } => vec![Fact::Declined { own }],
                    Command::Consent { own } => vec![Fact::Consented { own }],
                    Command::Remember(days) => self.remembered(days)?,
                    _ => vec![Fact::Forgot],
                }
            }
        })
    }

    fn is_private(command: &Command) -> bool {
        matches!(command, Command::Remember(_))
    }

    fn private(fact: &mut Fact) -> Option<&mut Private> {
        match fact {
            Fact::Remembers(days) => Some(days),
            _ => None,
        }
    }
}
