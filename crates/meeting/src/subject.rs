//! One meeting: set, held, minuted, confirmed, or cancelled.

use std::collections::BTreeSet;

use book::{Kind, PersonId, Text};
use charter::calendar::{Day, Moment};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Rules, Stamp, Subject, Voice};
use serde::{Deserialize, Serialize};

use crate::When;
use crate::text::{line, lines, only_taken_out};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It was set, or set for another time.
    Set(When),
    /// It was held.
    Held {
        /// When.
        at: When,
        /// Who was there, counted; none if attendance was not taken.
        present: Option<Present>,
        /// What the unit's own files call the meeting.
        code: Option<String>,
        /// The command was part of a bulk import.
        bulk: bool,
    },
    /// Its title, in an entry of its own.
    Titled(Text),
    /// What it will be about, point by point, in an entry of its own.
    Planned(Vec<Text>),
    /// Who was there, in an entry of its own, erased after a year; nothing below looks at it.
    Attended(BTreeSet<PersonId>),
    /// Who came late, and when; in an entry of its own.
    CameLate(Vec<(PersonId, Moment)>),
    /// Guests by name, in an entry of its own.
    Visited(Vec<Text>),
    /// Minutes were written, with so many decisions.
    Minuted {
        /// How many decisions were taken.
        decisions: u32,
        /// How often minutes were written before.
        version: u32,
    },
    /// The minutes themselves, in an entry of their own.
    Wrote {
        /// In Markdown.
        text: Text,
        /// Each decision, as it was taken.
        decisions: Vec<Text>,
    },
    /// Something was taken out of the minutes: what was written before goes, and what stands now follows.
    Redacted {
        /// How often minutes were written before.
        version: u32,
    },
    /// Somebody who was there confirmed this version of the minutes, by their own account; the second one's word confirms them.
    Agreed(u32),
    /// Two who were there confirmed the minutes, as an officer says.
    Confirmed,
    /// Who confirmed, in an entry of its own.
    ConfirmedBy(PersonId, PersonId),
    /// It was cancelled.
    Cancelled,
    /// Why it was cancelled, in an entry of its own.
    Because(Text),
}

/// Attendance, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// Members who were there.
    pub present: u32,
    /// Members on the roll at that moment.
    pub roll: u32,
    /// Whether they were enough, by the rule of that day.
    pub quorate: bool,
    /// Guests.
    pub guests: u32,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Set it, or set it for another time.
    Set {
        /// When.
        at: When,
        /// What it is about.
        title: Option<Text>,
    },
    /// Say what it will be about, point by point.
    Plan(Vec<Text>),
    /// Hold it: close the list of those who are there.
    Hold {
        /// Members who were there.
        who: BTreeSet<PersonId>,
        /// Those of them who came late, and when.
        late: Vec<(PersonId, Moment)>,
        /// Guests, those without a name included.
        guests: u32,
        /// Guests by name.
        visitors: Vec<Text>,
    },
    /// Put down a meeting of the past, as an import does.
    Record {
        /// When.
        at: When,
        /// What it was about.
        title: Option<Text>,
        /// What the unit's own files call it.
        code: Option<String>,
        /// Whether it is part of a bulk import.
        bulk: bool,
    },
    /// Write the minutes.
    Minute {
        /// The version that they were written from: how often minutes were written before.
        from: u32,
        /// In Markdown.
        text: Text,
        /// Each decision.
        decisions: Vec<Text>,
    },
    /// Take something out of the minutes, also of confirmed ones: give what stands from here on.
    Redact {
        /// The version that they were written from.
        from: u32,
        /// In Markdown.
        text: Text,
        /// Each decision, as it stands now.
        decisions: Vec<Text>,
    },
    /// Confirm the version of the minutes that was read, for oneself: two who were there, each by their own account.
    Agree(u32),
    /// Say that two who were there confirmed the minutes; whoever has an account says so by it.
    Confirm(PersonId, PersonId),
    /// Cancel it.
    Cancel {
        /// Why.
        reason: Text,
    },
}

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// For when it is, or was, set.
    pub set: Option<When>,
    /// When it was set, as claimed.
    pub set_on: Option<Moment>,
    /// Whose word it was first set by, where an account stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub convened: Option<Voice>,
    /// When it was held.
    pub held: Option<When>,
    /// Who was there, counted.
    pub present: Option<Present>,
    /// What the unit's own files call it.
    pub code: Option<String>,
    /// When minutes were first written, as claimed.
    pub minuted: Option<Moment>,
    /// How often minutes were written.
    pub versions: u32,
    /// Decisions in the latest minutes.
    pub decisions: u32,
    /// When the minutes were confirmed, as claimed.
    pub confirmed: Option<Moment>,
    /// Who confirmed the latest minutes by their own account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Voice>,
    /// When something was last taken out of the minutes, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Moment>,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Whether it came by a bulk import.
    pub bulk: bool,
}

/// What `decide` looks at: the roll on the day, the rules, and who was there.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    /// Members on the roll.
    pub people: BTreeSet<PersonId>,
    /// The organisation's rules.
    pub rules: Rules,
    /// Who was there, if the list still stands.
    pub attended: BTreeSet<PersonId>,
    /// Who has an account.
    pub accounts: BTreeSet<PersonId>,
    /// The latest minutes with their decisions, if they still stand.
    pub wrote: Option<(Text, Vec<Text>)>,
}

/// People whose word confirms minutes.
pub const CONFIRMERS: usize = 2;
/// Bytes of minutes.
pub const MINUTES_BYTES: usize = 200_000;
/// Decisions of one meeting.
pub const DECISIONS: usize = 100;

impl Meeting {
    /// The day on which it was held.
    pub fn day(&self, zone: &charter::calendar::Zone) -> Option<Day> {
        self.held.map(|held| held.day(zone))
    }
}

impl Subject for Meeting {
    type Fact = Fact;
    type Command = Command;
    type Around = Roll;
    const KIND: &'static str = "meeting";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Set"),
        Held::nobody("Held.at"),
        Held::nobody("Held.present"),
        Held::nobody("Held.code"),
        Held::nobody("Held.bulk"),
        Held::new("Titled", "held-title", Purpose::Decide, Readers::Cell, Kept::Text),
        Held::new("Planned", "held-agenda", Purpose::Decide, Readers::Cell, Kept::Text),
        Held::new("Attended", "held-attended", Purpose::Decide, Readers::Cell, Kept::Year),
        Held::new("CameLate", "held-late", Purpose::Decide, Readers::Cell, Kept::Year),
        Held::new("Visited", "held-guests", Purpose::Decide, Readers::Cell, Kept::Year),
        Held::nobody("Minuted.decisions"),
        Held::nobody("Minuted.version"),
        Held::new("Wrote.text", "held-minutes", Purpose::Decide, Readers::Cell, Kept::Text),
        Held::new("Wrote.decisions", "held-minutes", Purpose::Decide, Readers::Cell, Kept::Text),
        Held::nobody("Redacted.version"),
        Held::new("Agreed", "held-confirmed", Purpose::Decide, Readers::Cell, Kept::Record),
        Held::nobody("Confirmed"),
        Held::new("ConfirmedBy", "held-confirmed", Purpose::Decide, Readers::Cell, Kept::Record),
        Held::nobody("Cancelled"),
        Held::new("Because", "held-because", Purpose::Decide, Readers::Cell, Kept::Text),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            // One's own word needs no office; whose it is, the account tells.
            Fact::Agreed(_) => by.voice.account.and(by.voice.person).map(drop).ok_or(Refusal::NotYours)?,
            Fact::Set(_) | Fact::Titled(_) | Fact::Planned(_) | Fact::Cancelled | Fact::Because(_) => {
                by.may(Right::Convene)?;
            }
            _ => by.may(Right::WriteRecord)?,
        }
        match fact {
            Fact::Set(_) | Fact::Planned(_) | Fact::Held { .. } | Fact::Cancelled if self.held.is_some() => {
                Err(Refusal::AlreadyHeld)
            }
            Fact::Set(_) | Fact::Held { .. } if self.cancelled => Err(Refusal::Cancelled),
            Fact::Cancelled if self.set.is_none() => Err(Refusal::NotSet),
            Fact::Held { present: Some(present), .. } if present.present > present.roll => Err(Refusal::NotOnTheRoll),
            Fact::Redacted { .. } if self.minuted.is_none() => Err(Refusal::NoMinutes),
            Fact::Redacted { version } if *version != self.versions => Err(Refusal::Changed),
            Fact::Minuted { .. } | Fact::Agreed(_) | Fact::Confirmed if self.held.is_none() => Err(Refusal::NotHeld),
            Fact::Minuted { .. } if self.confirmed.is_some() => Err(Refusal::AlreadyConfirmed),
            Fact::Minuted { version, .. } if *version != self.versions => Err(Refusal::Changed),
            Fact::Agreed(_) | Fact::Confirmed if self.minuted.is_none() => Err(Refusal::NoMinutes),
            Fact::Agreed(_) | Fact::Confirmed if self.confirmed.is_some() => Err(Refusal::AlreadyConfirmed),
            Fact::Agreed(version) if *version != self.versions => Err(Refusal::Changed),
            Fact::Agreed(_) if !self.agreed.iter().all(|voice| voice.is_other(&by.voice)) => Err(Refusal::TwoPeople),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Set(at) => {
                (self.set, self.set_on) = (Some(at), Some(stamp.time));
                self.convened = self.convened.or(Some(stamp.voice).filter(|voice| voice.account.is_some()));
            }
            Fact::Held { at, present, code, bulk } => {
                (self.held, self.present, self.code, self.bulk) = (Some(at), present, code, bulk);
            }
            Fact::Minuted { decisions, .. } => {
                self.minuted = self.minuted.or(Some(stamp.time));
                (self.versions, self.decisions) = (self.versions + 1, decisions);
                // Whoever confirmed what stood there before did not see this.
                self.agreed.clear();
            }
            Fact::Agreed(_) => {
                self.agreed.push(stamp.voice);
                if self.agreed.len() >= CONFIRMERS {
                    self.confirmed = Some(stamp.time);
                }
            }
            // Decisions stay as they were counted: what is taken out of a text is not untaken.
            Fact::Redacted { .. } => (self.versions, self.redacted) = (self.versions + 1, Some(stamp.time)),
            Fact::Confirmed => self.confirmed = Some(stamp.time),
            Fact::Cancelled => self.cancelled = true,
            Fact::Titled(_) | Fact::Planned(_) | Fact::Attended(_) | Fact::CameLate(_) | Fact::Visited(_) => {}
            Fact::Wrote { .. } | Fact::ConfirmedBy(..) | Fact::Because(_) => {}
        }
    }

    fn decide(&self, command: Command, roll: &Roll, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Set { at, .. } if self.set == Some(at) && !self.cancelled => vec![],
            Command::Set { at, title } => {
                let title = title.map(|title| line(title).map(Fact::Titled)).transpose()?;
                [Fact::Set(at)].into_iter().chain(title).collect()
            }
            Command::Plan(_) if self.set.is_none() => return Err(Refusal::NotSet),
            Command::Plan(points) => vec![Fact::Planned(lines(points)?)],
            Command::Hold { .. } if self.held.is_some() => vec![],
            Command::Hold { .. } if self.set.is_none() => return Err(Refusal::NotSet),
            Command::Hold { who, late, guests, visitors } => {
                let at = self.set.unwrap_or_default();
                if at.is_after(stamp.time, &roll.rules.zone()) {
                    return Err(Refusal::NotYet);
                }
                if !who.is_subset(&roll.people) || !late.iter().all(|(late, _)| who.contains(late)) {
                    return Err(Refusal::NotOnTheRoll);
                }
                let visitors = lines(visitors)?;
                let guests = guests.max(visitors.len() as u32);
                let (present, size) = (who.len() as u32, roll.people.len() as u32);
                let quorate = roll.rules.quorate(present, size);
                let present = Some(Present { present, roll: size, quorate, guests });
                let mut facts = vec![Fact::Held { at, present, code: None, bulk: false }, Fact::Attended(who)];
                facts.extend((!late.is_empty()).then_some(Fact::CameLate(late)));
                facts.extend((!visitors.is_empty()).then_some(Fact::Visited(visitors)));
                facts
            }
            Command::Record { at, .. } if self.held == Some(at) => vec![],
            Command::Record { at, title, code, bulk } => {
                let title = title.map(|title| line(title).map(Fact::Titled)).transpose()?;
                [Fact::Held { at, present: None, code, bulk }].into_iter().chain(title).collect()
            }
            Command::Minute { from, text, decisions } => {
                let count = decisions.len() as u32;
                vec![Fact::Minuted { decisions: count, version: from }, self.wrote(from, text, decisions)?]
            }
            Command::Redact { .. } if self.minuted.is_none() => return Err(Refusal::NoMinutes),
            Command::Redact { from, text, decisions } => {
                let wrote = self.wrote(from, text.clone(), decisions.clone())?;
                let (old, decided) = roll.wrote.as_ref().ok_or(Refusal::NoMinutes)?;
                let kept = |(old, new): (&Text, &Text)| only_taken_out(&old.0, &new.0);
                let whole = decided.len() == decisions.len() && decided.iter().zip(&decisions).all(kept);
                if !whole || !kept((old, &text)) {
                    return Err(Refusal::OnlyTakenOut);
                }
                vec![Fact::Redacted { version: from }, wrote]
            }
            Command::Agree(_) | Command::Confirm(..) if self.confirmed.is_some() => vec![],
            Command::Agree(_) | Command::Confirm(..) if self.held.is_none() => return Err(Refusal::NotHeld),
            Command::Agree(_) if !stamp.voice.person.is_some_and(|person| roll.attended.contains(&person)) => {
                return Err(Refusal::TwoWhoWereThere);
            }
            Command::Agree(version) => vec![Fact::Agreed(version)],
            Command::Confirm(one, other) => {
                if one == other || !roll.attended.contains(&one) || !roll.attended.contains(&other) {
                    return Err(Refusal::TwoWhoWereThere);
                }
                // An officer speaks for nobody who can speak for themselves.
                let own = |who: PersonId| Some(who) == stamp.voice.person || self.has_agreed(who);
                if [one, other].into_iter().any(|who| roll.accounts.contains(&who) && !own(who)) {
                    return Err(Refusal::TheirOwnWord);
                }
                vec![Fact::Confirmed, Fact::ConfirmedBy(one, other)]
            }
            Command::Cancel { .. } if self.cancelled => vec![],
            Command::Cancel { reason } => vec![Fact::Cancelled, Fact::Because(line(reason)?)],
        })
    }

    fn apart(fact: &Fact) -> bool {
        use Fact::{Attended, Because, CameLate, ConfirmedBy, Planned, Titled, Visited, Wrote};
        let told = matches!(fact, Titled(_) | Planned(_) | Wrote { .. } | Because(_));
        told || matches!(fact, Attended(_) | CameLate(_) | Visited(_) | ConfirmedBy(..))
    }
}

impl Meeting {
    /// Whether somebody confirmed the latest minutes by their own account.
    pub fn has_agreed(&self, who: PersonId) -> bool {
        self.agreed.iter().any(|voice| voice.person == Some(who))
    }

    /// Minutes, if they were written from the version that stands.
    fn wrote(&self, from: u32, text: Text, decisions: Vec<Text>) -> Result<Fact, Refusal> {
        if text.0.len() > MINUTES_BYTES || decisions.len() > DECISIONS {
            return Err(Refusal::TooLong);
        }
        if from != self.versions {
            return Err(Refusal::Changed);
        }
        let decisions = decisions.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
        Ok(Fact::Wrote { text, decisions })
    }
}
