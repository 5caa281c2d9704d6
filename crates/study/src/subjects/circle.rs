//! One circle of a cell: it works through one reader, and says which meeting is the session of which part. When that
//! meeting is, who came and what was said stands with the meeting.

use std::collections::{BTreeMap, BTreeSet};

use book::{Actor, Kind, PersonId, SubjectId, UnitId};
use charter::calendar::Moment;
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It began.
    Begun {
        /// With which reader.
        reader: SubjectId,
        /// The unit whose reader it is.
        of: UnitId,
    },
    /// Somebody leads it, or nobody for now.
    Led(Option<PersonId>),
    /// A meeting was chosen as the session of a part.
    Assigned {
        /// Which part, from 1.
        part: u32,
        /// The meeting.
        meeting: SubjectId,
    },
    /// It is finished.
    Finished,
    /// It will not be gone on with.
    Dropped,
    /// It goes on after all.
    Reopened,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Begin it.
    Begin {
        /// With which reader.
        reader: SubjectId,
        /// Who leads it, if somebody does yet.
        leader: Option<PersonId>,
    },
    /// Let somebody lead it, or nobody for now.
    Lead(Option<PersonId>),
    /// Choose a meeting as the session of a part.
    Assign {
        /// Which part, from 1.
        part: u32,
        /// The meeting.
        meeting: SubjectId,
    },
    /// Say that it is finished.
    Finish,
    /// Say that it will not be gone on with.
    Drop,
    /// Say that it goes on after all.
    Reopen,
}

/// A circle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// When it began, as claimed; none if it never did.
    pub begun: Option<Moment>,
    /// The reader that it works through.
    pub reader: SubjectId,
    /// The unit whose reader that is.
    pub of: UnitId,
    /// Who leads it.
    pub leader: Option<PersonId>,
    /// Its sessions, in the order in which they were chosen.
    pub sessions: Vec<Session>,
    /// When it was finished, as claimed.
    pub finished: Option<Moment>,
    /// Whether it was dropped.
    pub dropped: bool,
}

/// A meeting as the session of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Which part, from 1.
    pub part: u32,
    /// The meeting.
    pub meeting: SubjectId,
}

/// What decisions look at: people, readers and meetings of the same cell.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Who is on the roll.
    pub people: BTreeSet<PersonId>,
    /// Readers that are offered to the cell, with the unit whose each is.
    pub offered: BTreeMap<SubjectId, UnitId>,
    /// How many parts the reader of this circle has.
    pub parts: u32,
    /// Meetings that were not cancelled.
    pub meetings: BTreeSet<SubjectId>,
    /// Those of them that are sessions of other circles.
    pub taken: BTreeSet<SubjectId>,
}

/// How a meeting stands to a circle; one that was cancelled, or missed long ago, does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meets {
    /// It was held.
    Held,
    /// It can still be held.
    Ahead,
}

/// How far a circle has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Course {
    /// How many parts the reader has.
    pub parts: u32,
    /// Parts that were talked over at a meeting that was held.
    pub done: BTreeSet<u32>,
    /// The first part that was not; none, if all were.
    pub next: Option<u32>,
    /// The session that is set and not held yet.
    pub set: Option<Session>,
}

/// Sessions of one circle, those that were cancelled included.
pub const SESSIONS: usize = 200;

impl Circle {
    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        self.begun.is_some() && self.finished.is_none() && !self.dropped
    }

    /// How far it has come with a reader of so many parts, by how its meetings stand.
    pub fn course(&self, parts: u32, meetings: &BTreeMap<SubjectId, Meets>) -> Course {
        let stands = |session: &Session| meetings.get(&session.meeting).copied();
        let held = self.sessions.iter().filter(|session| stands(session) == Some(Meets::Held));
        let done = held.map(|session| session.part).filter(|part| *part <= parts).collect::<BTreeSet<_>>();
        let next = (1..=parts).find(|part| !done.contains(part));
        let set = self.sessions.iter().find(|session| stands(session) == Some(Meets::Ahead)).copied();
        Course { parts, done, next, set }
    }

    fn is_session(&self, meeting: SubjectId) -> bool {
        self.sessions.iter().any(|session| session.meeting == meeting)
    }
}

impl Subject for Circle {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "circle";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Begun.reader"),
        Held::nobody("Begun.of"),
        Held::new("Led", "held-led", Purpose::Study, Readers::Cell, Kept::Record),
        Held::nobody("Assigned.part"),
        Held::nobody("Assigned.meeting"),
        Held::nobody("Finished"),
        Held::nobody("Dropped"),
        Held::nobody("Reopened"),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        if self.begun.is_none() && !matches!(fact, Fact::Begun { .. }) {
            return Err(Refusal::NotHere);
        }
        // Whoever likes to leads a circle that nobody leads, and whoever leads one gives it back.
        let by_themselves = match (by.actor, fact) {
            (Actor::Person(who), Fact::Led(Some(leader))) => who == *leader && self.leader.is_none(),
            (Actor::Person(who), Fact::Led(None)) => self.leader == Some(who),
            _ => false,
        };
        if !by_themselves {
            by.may(Right::WriteRecord)?;
        }
        match fact {
            Fact::Begun { .. } if self.begun.is_some() => Err(Refusal::Exists),
            Fact::Begun { .. } => Ok(()),
            Fact::Reopened if self.is_open() => Err(Refusal::Exists),
            Fact::Reopened => Ok(()),
            _ if !self.is_open() => Err(Refusal::CircleOver),
            Fact::Assigned { .. } if self.sessions.len() >= SESSIONS => Err(Refusal::TooLong),
            Fact::Assigned { meeting, .. } if self.is_session(*meeting) => Err(Refusal::SessionTaken),
            Fact::Assigned { part: 0, .. } => Err(Refusal::NoSuchPart),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Begun { reader, of } => (self.begun, self.reader, self.of) = (Some(stamp.time), reader, of),
            Fact::Led(leader) => self.leader = leader,
            Fact::Assigned { part, meeting } => self.sessions.push(Session { part, meeting }),
            Fact::Finished => self.finished = Some(stamp.time),
            Fact::Dropped => self.dropped = true,
            Fact::Reopened => (self.finished, self.dropped) = (None, false),
        }
    }

    fn decide(&self, command: Command, around: &Around, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let led = |who: Option<PersonId>| match who {
            Some(who) if !around.people.contains(&who) => Err(Refusal::NotOnTheRoll),
            who => Ok(Fact::Led(who)),
        };
        if self.begun.is_none() && !matches!(command, Command::Begin { .. }) {
            return Err(Refusal::NotHere);
        }
        Ok(match command {
            Command::Begin { reader, leader } => {
                let of = *around.offered.get(&reader).ok_or(Refusal::NotHere)?;
                let leader = leader.map(|who| led(Some(who))).transpose()?;
                [Fact::Begun { reader, of }].into_iter().chain(leader).collect()
            }
            Command::Lead(who) if self.leader == who => vec![],
            Command::Lead(who) => vec![led(who)?],
            Command::Assign { part, meeting } if self.sessions.contains(&Session { part, meeting }) => vec![],
            Command::Assign { part, .. } if !(1..=around.parts).contains(&part) => return Err(Refusal::NoSuchPart),
            Command::Assign { meeting, .. } if !around.meetings.contains(&meeting) => return Err(Refusal::NotSet),
            Command::Assign { meeting, .. } if around.taken.contains(&meeting) => return Err(Refusal::SessionTaken),
            Command::Assign { part, meeting } => vec![Fact::Assigned { part, meeting }],
            Command::Finish if self.finished.is_some() => vec![],
            Command::Finish => vec![Fact::Finished],
            Command::Drop if self.dropped => vec![],
            Command::Drop => vec![Fact::Dropped],
            Command::Reopen if self.is_open() => vec![],
            Command::Reopen => vec![Fact::Reopened],
        })
    }
}
