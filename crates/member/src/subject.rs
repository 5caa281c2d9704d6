//! One person in one cell: the person, and the membership.

use book::{Kind, PersonId, Text, UnitId};
use charter::calendar::{Day, Zone};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Private, Refusal, Right, Stamp, Subject, Voice};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// The person belongs to the cell.
    Joined {
        /// What the cell's own files call the person.
        code: Option<String>,
        /// Since when; none if nobody knows.
        day: Option<Day>,
        /// The command was part of a bulk import.
        bulk: bool,
    },
    /// Who the person is, locked under the person's key.
    Described(Private),
    /// Somebody welcomed the newcomer.
    Welcomed(Day),
    /// The person left.
    Left(Day),
    /// The person went to another cell.
    Transferred {
        /// The other cell.
        to: UnitId,
        /// The day.
        day: Day,
    },
    /// The person says that this is the cell where they are at home.
    MadeHome,
    /// This entry and another are of one person: the other stays.
    FoundSame(PersonId),
    /// They are two people after all.
    FoundOther,
    /// Somebody asked that the person be erased; on the second one's word they are.
    ErasureAsked,
    /// It is not asked any more, before a second one did.
    ErasureDropped,
    /// The organisation's term for who its former members were has ended: they are erased.
    Expired,
    /// The keeper's node destroyed the person's key.
    KeyDestroyed,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Take somebody in, or back.
    Join {
        /// What the cell's own files call the person.
        code: Option<String>,
        /// Since when; none if nobody knows.
        day: Option<Day>,
        /// Until when, if it is over already.
        left: Option<Day>,
        /// Who the person is.
        details: Option<Private>,
        /// Whether it is part of a bulk import.
        bulk: bool,
    },
    /// Put down who the person is.
    Describe(Private),
    /// Note the welcome.
    Welcome(Day),
    /// Note that the person left.
    Leave(Day),
    /// Note that the person goes to another cell.
    Transfer {
        /// The other cell.
        to: UnitId,
        /// The day.
        day: Day,
    },
    /// Note where the person is at home.
    MakeHome,
    /// Say that this entry is of the same person as another, which stays.
    Same(PersonId),
    /// Say that they are two people after all.
    Other,
    /// Ask that the person be erased: two have to.
    Erase,
    /// Take that back, before a second one asked.
    Keep,
    /// Note that the organisation's term for a former member has ended.
    Expire,
    /// Note that this node destroyed the person's key.
    Destroyed,
}

/// Who a person is: all of it optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The name.
    pub name: Option<Text>,
    /// Telephone numbers and addresses.
    pub contacts: Vec<Text>,
    /// The year of birth.
    pub birth_year: Option<i16>,
    /// Languages, as BCP 47 tags.
    pub languages: Vec<String>,
}

/// A person in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What the cell's own files call the person.
    pub code: Option<String>,
    /// Who the person is; locked where the key is not here.
    pub details: Option<Private>,
    /// Since when; none if nobody knows.
    pub joined: Option<Day>,
    /// The day on which the membership was written down, in UTC; none if there never was one.
    pub noted: Option<Day>,
    /// When the newcomer was welcomed.
    pub welcomed: Option<Day>,
    /// When the person left, if so.
    pub left: Option<Day>,
    /// The cell that the person went to, if so.
    pub went_to: Option<UnitId>,
    /// Whether the person is at home here.
    pub home: bool,
    /// Whether the membership came by a bulk import.
    pub bulk: bool,
    /// The entry that stands for the same person, if this one gave way to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<PersonId>,
    /// Who asked that the person be erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Voice>,
    /// The day on which the second one asked, in UTC: from then on nothing is told of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Day>,
    /// Whether the keeper's node destroyed the person's key.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub destroyed: bool,
}

/// People who have to ask before somebody is erased.
pub const ERASERS: usize = 2;

/// Bytes that the details of one person may take.
pub const DETAILS_BYTES: usize = 4_000;
/// Bytes of a code from a file.
pub const CODE_BYTES: usize = 200;
/// Days before today on which nobody who lives can have joined: 120 years. Each month since is told, so a slip in a year
/// would tell thousands.
const LIFE_DAYS: i32 = 120 * 365;

impl Member {
    /// Whether the person is on the roll on this day. Where the beginning is unknown, from the day
    /// on which it was written down.
    pub fn is_on_the_roll(&self, day: Day) -> bool {
        let since = self.joined.or(self.noted);
        let counts = self.same_as.is_none() && self.left.is_none_or(|left| left > day);
        counts && since.is_some_and(|since| since <= day)
    }

    /// Whether the beginning is unknown.
    pub fn is_undated(&self) -> bool {
        self.noted.is_some() && self.joined.is_none()
    }

    /// Who the person is, if that can be read here.
    pub fn details(&self) -> Option<Details> {
        self.details.as_ref().and_then(Private::open)
    }

    fn is_member(&self) -> bool {
        self.noted.is_some() && self.left.is_none()
    }
}

impl Subject for Member {
    type Fact = Fact;
    type Command = Command;
    type Around = ();
    const KIND: &'static str = "member";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Described.name", "held-name", Purpose::Roll, Readers::Cell, Kept::Erasure),
        Held::new("Described.contacts", "held-contacts", Purpose::Reach, Readers::Cell, Kept::Erasure),
        Held::new("Described.birth_year", "held-birth-year", Purpose::Care, Readers::Cell, Kept::Erasure),
        Held::new("Described.languages", "held-languages", Purpose::Reach, Readers::Cell, Kept::Erasure),
        Held::new("Joined.code", "held-code", Purpose::Roll, Readers::Cell, Kept::Hidden),
        Held::new("Joined.day", "held-joined", Purpose::Roll, Readers::Cell, Kept::Record),
        Held::new("Joined.bulk", "held-bulk", Purpose::Roll, Readers::Machine, Kept::Record),
        Held::new("Welcomed", "held-welcomed", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Left", "held-left", Purpose::Roll, Readers::Cell, Kept::Record),
        Held::new("Transferred.to", "held-went-to", Purpose::Roll, Readers::Cell, Kept::Record),
        Held::new("Transferred.day", "held-left", Purpose::Roll, Readers::Cell, Kept::Record),
        Held::new("MadeHome", "held-home", Purpose::Roll, Readers::Cell, Kept::Record),
        Held::new("FoundSame", "held-same", Purpose::Roll, Readers::Writers, Kept::Record),
        Held::new("FoundOther", "held-same", Purpose::Roll, Readers::Writers, Kept::Record),
        Held::new("ErasureAsked", "held-erasure", Purpose::Promise, Readers::Cell, Kept::Record),
        Held::new("ErasureDropped", "held-erasure", Purpose::Promise, Readers::Cell, Kept::Record),
        Held::new("Expired", "held-erasure", Purpose::Promise, Readers::Cell, Kept::Record),
        Held::new("KeyDestroyed", "held-erasure", Purpose::Promise, Readers::Cell, Kept::Record),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        // What is told of somebody is theirs to put right, and whoever goes needs nobody's leave.
        let by_themselves = match fact {
            Fact::Described(_) | Fact::Left(_) => by.own && self.is_member(),
            Fact::ErasureAsked | Fact::ErasureDropped => by.own || self.gave_way_to(by.actor),
            _ => false,
        };
        if let Fact::KeyDestroyed = fact {
            by.is_keeper()?;
            return if self.erased.is_some() { Ok(()) } else { Err(Refusal::NotYet) };
        }
        if self.erased.is_some() {
            return Err(Refusal::Erased);
        }
        // A rule of the organisation's, which the keeper carries out; only of whoever left does it say anything.
        if let Fact::Expired = fact {
            by.is_keeper()?;
            return if self.left.is_some() || self.same_as.is_some() { Ok(()) } else { Err(Refusal::NotYet) };
        }
        if !by_themselves {
            by.may(Right::WriteRecord)?;
        }
        match fact {
            Fact::Joined { .. } | Fact::Described(_) => Ok(()),
            _ if self.noted.is_none() => Err(Refusal::NotOnTheRoll),
            Fact::Welcomed(day) | Fact::Left(day) | Fact::Transferred { day, .. } => {
                let before = self.joined.is_some_and(|joined| *day < joined);
                if before { Err(Refusal::BeforeTheBeginning) } else { Ok(()) }
            }
            Fact::FoundSame(_) if self.same_as.is_some() => Err(Refusal::Exists),
            Fact::ErasureAsked if !self.asked.iter().all(|voice| voice.is_other(&by.voice)) => Err(Refusal::TwoPeople),
            // What somebody asked for themselves is not turned down by an officer.
            Fact::ErasureDropped if self.asked.iter().all(|voice| voice.is_other(&by.voice)) => Err(Refusal::NotYours),
            Fact::MadeHome | Fact::FoundSame(_) | Fact::FoundOther => Ok(()),
            Fact::ErasureAsked | Fact::ErasureDropped | Fact::Expired | Fact::KeyDestroyed => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Joined { code, day, bulk } => {
                self.code = code.or(self.code.take());
                // A beginning that is put right leaves the welcome; one who comes again is a newcomer.
                let welcomed =
                    self.welcomed.filter(|welcomed| self.is_member() && day.is_none_or(|day| day <= *welcomed));
                (self.joined, self.bulk, self.left, self.went_to, self.welcomed) = (day, bulk, None, None, welcomed);
                self.noted = Some(Zone::UTC.day(stamp.time));
            }
            Fact::Described(details) => self.details = Some(details),
            Fact::Welcomed(day) => self.welcomed = Some(day),
            Fact::Left(day) => self.left = Some(day),
            Fact::Transferred { to, day } => (self.left, self.went_to) = (Some(day), Some(to)),
            Fact::MadeHome => self.home = true,
            Fact::FoundSame(other) => self.same_as = Some(other),
            Fact::FoundOther => self.same_as = None,
            Fact::ErasureAsked => {
                self.asked.push(stamp.voice);
                if self.asked.len() >= ERASERS {
                    self.forget(Zone::UTC.day(stamp.time));
                }
            }
            Fact::ErasureDropped => self.asked.clear(),
            Fact::Expired => self.forget(Zone::UTC.day(stamp.time)),
            Fact::KeyDestroyed => self.destroyed = true,
        }
    }

    fn decide(&self, command: Command, _: &(), stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let today = Zone::UTC.day(stamp.time);
        Ok(match command {
            // A file that still names somebody brings them back no more than anything else does.
            Command::Join { bulk: true, .. } if self.erased.is_some() => vec![],
            Command::Keep if self.asked.is_empty() => vec![],
            Command::Destroyed if self.erased.is_none() => vec![],
            Command::Expire if self.erased.is_some() => vec![],
            _ if self.erased.is_some() && !matches!(command, Command::Destroyed) => return Err(Refusal::Erased),
            Command::Join { code, day, left, details, bulk } => {
                if code.as_ref().is_some_and(|code| code.len() > CODE_BYTES) {
                    return Err(Refusal::TooLong);
                }
                if day.is_some_and(|day| today.since(day) > LIFE_DAYS) {
                    return Err(Refusal::BeforeAnybody);
                }
                if day.zip(left).is_some_and(|(day, left)| left < day) {
                    return Err(Refusal::BeforeTheBeginning);
                }
                let same = self.noted.is_some() && (day.is_none() || day == self.joined) && left == self.left;
                // Who does not know the beginning does not take away what is known of it.
                let joins = !same && (!self.is_member() || day.is_some_and(|day| Some(day) != self.joined));
                let mut facts = vec![];
                if joins {
                    facts.push(Fact::Joined { code, day, bulk });
                }
                facts.extend(left.filter(|_| !same).map(Fact::Left));
                facts.extend(self.described(details)?);
                facts
            }
            Command::Describe(details) => self.described(Some(details))?.into_iter().collect(),
            Command::Welcome(_) if self.welcomed.is_some() => vec![],
            Command::Welcome(day) => vec![Fact::Welcomed(day)],
            Command::Leave(_) if self.left.is_some() => vec![],
            Command::Leave(day) => vec![Fact::Left(day)],
            Command::Transfer { to, .. } if self.went_to == Some(to) => vec![],
            Command::Transfer { .. } if !self.is_member() => return Err(Refusal::NotOnTheRoll),
            Command::Transfer { to, day } => vec![Fact::Transferred { to, day }],
            Command::MakeHome if self.home => vec![],
            Command::MakeHome => vec![Fact::MadeHome],
            Command::Same(other) if self.same_as == Some(other) => vec![],
            Command::Same(other) => vec![Fact::FoundSame(other)],
            Command::Other if self.same_as.is_none() => vec![],
            Command::Other => vec![Fact::FoundOther],
            Command::Erase => vec![Fact::ErasureAsked],
            Command::Keep => vec![Fact::ErasureDropped],
            Command::Expire => vec![Fact::Expired],
            Command::Destroyed if self.destroyed => vec![],
            Command::Destroyed => vec![Fact::KeyDestroyed],
        })
    }

    /// Whether somebody may be erased is not taken over from what a succession left behind: it is asked anew.
    fn again(&self, fact: &Fact) -> bool {
        !matches!(fact, Fact::ErasureAsked | Fact::ErasureDropped | Fact::Expired)
    }

    fn is_private(command: &Command) -> bool {
        matches!(command, Command::Join { details: Some(_), .. } | Command::Describe(_))
    }

    fn private(fact: &mut Fact) -> Option<&mut Private> {
        match fact {
            Fact::Described(private) => Some(private),
            _ => None,
        }
    }
}

impl Member {
    /// Whether this entry is of the person who acts, under another entry of theirs.
    fn gave_way_to(&self, actor: book::Actor) -> bool {
        matches!(actor, book::Actor::Person(person) if self.same_as == Some(person))
    }

    /// Nothing is told of the person from here on but what counts of people hang on: since when, until when, by id.
    fn forget(&mut self, day: Day) {
        self.left = self.left.or(Some(day));
        (self.code, self.details, self.home, self.erased) = (None, None, false, Some(day));
    }

    fn described(&self, details: Option<Private>) -> Result<Option<Fact>, Refusal> {
        let Some(details) = details else { return Ok(None) };
        let Private::Open(bytes) = &details else { return Err(Refusal::NotACommand) };
        details.open::<Details>().ok_or(Refusal::NotACommand)?;
        if bytes.0.len() > DETAILS_BYTES {
            return Err(Refusal::TooLong);
        }
        Ok((self.details.as_ref() != Some(&details)).then_some(Fact::Described(details)))
    }
}
