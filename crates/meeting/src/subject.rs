//! One meeting: set, held, minuted, confirmed, or cancelled.

use std::collections::BTreeSet;

use book::{Kind, PersonId, Text};
use charter::calendar::{Day, Moment};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Rules, Stamp, Subject};
use serde::{Deserialize, Serialize};

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
    /// Two who were there confirmed the minutes.
    Confirmed,
    /// Who confirmed, in an entry of its own.
    ConfirmedBy(PersonId, PersonId),
    /// It was cancelled.
    Cancelled,
    /// Why it was cancelled, in an entry of its own.
    Because(Text),
}

/// A time, or a day if nobody knows the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The moment; midnight UTC of the day where only that is known.
    pub at: Moment,
    /// Only the day is known.
    pub whole_day: bool,
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
    /// Confirm the minutes: two who were there.
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
    /// The latest minutes with their decisions, if they still stand.
    pub wrote: Option<(Text, Vec<Text>)>,
}

/// What stands in minutes for something that was taken out.
pub const TAKEN_OUT: &str = "[…]";

/// Bytes of minutes.
pub const MINUTES_BYTES: usize = 200_000;
/// Points on an agenda, and guests by name.
pub const POINTS: usize = 60;
/// Decisions of one meeting.
pub const DECISIONS: usize = 100;
/// Bytes of a title, a reason or one decision.
pub const LINE_BYTES: usize = 2_000;

impl Meeting {
    /// The day on which it was held.
    pub fn day(&self, zone: &charter::calendar::Zone) -> Option<Day> {
        self.held.map(|held| held.day(zone))
    }
}

impl When {
    /// Its day.
    pub fn day(&self, zone: &charter::calendar::Zone) -> Day {
        if self.whole_day { charter::calendar::Zone::UTC.day(self.at) } else { zone.day(self.at) }
    }

    fn is_after(&self, now: Moment, zone: &charter::calendar::Zone) -> bool {
        if self.whole_day { self.day(zone) > zone.day(now) } else { self.at > now }
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
        Held::nobody("Confirmed"),
        Held::new("ConfirmedBy", "held-confirmed", Purpose::Decide, Readers::Cell, Kept::Record),
        Held::nobody("Cancelled"),
        Held::new("Because", "held-because", Purpose::Decide, Readers::Cell, Kept::Text),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        by.may(Right::WriteRecord)?;
        match fact {
            Fact::Set(_) | Fact::Planned(_) | Fact::Held { .. } | Fact::Cancelled if self.held.is_some() => {
                Err(Refusal::AlreadyHeld)
            }
            Fact::Set(_) | Fact::Held { .. } if self.cancelled => Err(Refusal::Cancelled),
            Fact::Cancelled if self.set.is_none() => Err(Refusal::NotSet),
            Fact::Held { present: Some(present), .. } if present.present > present.roll => Err(Refusal::NotOnTheRoll),
            Fact::Redacted { .. } if self.minuted.is_none() => Err(Refusal::NoMinutes),
            Fact::Redacted { version } if *version != self.versions => Err(Refusal::Changed),
            Fact::Minuted { .. } | Fact::Confirmed if self.held.is_none() => Err(Refusal::NotHeld),
            Fact::Minuted { .. } if self.confirmed.is_some() => Err(Refusal::AlreadyConfirmed),
            Fact::Minuted { version, .. } if *version != self.versions => Err(Refusal::Changed),
            Fact::Confirmed if self.minuted.is_none() => Err(Refusal::NoMinutes),
            Fact::Confirmed if self.confirmed.is_some() => Err(Refusal::AlreadyConfirmed),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Set(at) => (self.set, self.set_on) = (Some(at), Some(stamp.time)),
            Fact::Held { at, present, code, bulk } => {
                (self.held, self.present, self.code, self.bulk) = (Some(at), present, code, bulk);
            }
            Fact::Minuted { decisions, .. } => {
                self.minuted = self.minuted.or(Some(stamp.time));
                (self.versions, self.decisions) = (self.versions + 1, decisions);
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
            Command::Confirm(..) if self.confirmed.is_some() => vec![],
            Command::Confirm(..) if self.held.is_none() => return Err(Refusal::NotHeld),
            Command::Confirm(one, other) => {
                if one == other || !roll.attended.contains(&one) || !roll.attended.contains(&other) {
                    return Err(Refusal::TwoWhoWereThere);
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

/// Whether a text is another one from which something was taken out, each time with the mark in its place: so confirmed
/// minutes do not come to say something else.
fn only_taken_out(old: &str, new: &str) -> bool {
    let (old, new) = (old.trim_end(), new.trim_end());
    let mut pieces = new.split(TAKEN_OUT);
    let Some(mut rest) = pieces.next().and_then(|first| old.strip_prefix(first)) else { return false };
    let pieces = pieces.collect::<Vec<_>>();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn line(text: Text) -> Result<Text, Refusal> {
    if text.0.len() > LINE_BYTES { Err(Refusal::TooLong) } else { Ok(text) }
}

fn lines(texts: Vec<Text>) -> Result<Vec<Text>, Refusal> {
    if texts.len() > POINTS { Err(Refusal::TooLong) } else { texts.into_iter().map(line).collect() }
}
