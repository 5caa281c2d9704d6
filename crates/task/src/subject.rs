//! One task: set, taken on by somebody, done or dropped.

use std::collections::BTreeSet;

use book::{Actor, Kind, PersonId, SubjectId, Text};
use charter::calendar::{Day, Moment};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// It was set.
    Set {
        /// Until when it should be done; none if that does not matter.
        due: Option<Day>,
        /// The decision that it comes out of; none if it stands by itself.
        out_of: Option<Decided>,
        /// The policy that it is a part of carrying out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        policy: Option<SubjectId>,
    },
    /// What is to be done, in an entry of its own.
    Said(Text),
    /// Somebody has it.
    Taken(PersonId),
    /// Nobody has it any more.
    Freed,
    /// It should be done until another day, or whenever.
    Postponed(Option<Day>),
    /// Whoever has it asks for help.
    HelpAsked,
    /// Help is found, or not needed any more.
    HelpFound,
    /// It is done.
    Done,
    /// It will not be done.
    Dropped,
    /// It is to be done after all.
    Reopened,
}

/// A decision of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The meeting.
    pub meeting: SubjectId,
    /// Which of its decisions, from 1.
    pub number: u32,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Set it.
    Set {
        /// What is to be done.
        text: Text,
        /// Until when.
        due: Option<Day>,
        /// Who has it, if anybody.
        owner: Option<PersonId>,
        /// The decision that it comes out of.
        out_of: Option<Decided>,
        /// The policy that it is a part of carrying out.
        policy: Option<SubjectId>,
    },
    /// Let somebody have it.
    Take(PersonId),
    /// Let nobody have it.
    Free,
    /// Say until when it should be done.
    Postpone(Option<Day>),
    /// Ask for help.
    AskHelp,
    /// Say that help is found.
    FindHelp,
    /// Say that it is done.
    Finish,
    /// Say that it will not be done.
    Drop,
    /// Say that it is to be done after all.
    Reopen,
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// When it was set, as claimed; none if it never was.
    pub set: Option<Moment>,
    /// Until when it should be done.
    pub due: Option<Day>,
    /// The decision that it comes out of.
    pub out_of: Option<Decided>,
    /// The policy that it is a part of carrying out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<SubjectId>,
    /// Who has it.
    pub owner: Option<PersonId>,
    /// Whether help is asked for it.
    pub help: bool,
    /// When it was done, as claimed.
    pub done: Option<Moment>,
    /// Whether it was dropped.
    pub dropped: bool,
}

/// Bytes of what is to be done.
pub const TEXT_BYTES: usize = 2_000;

impl Decided {
    /// The task that this decision becomes: one, however often somebody makes it.
    pub fn task(self) -> SubjectId {
        let mut id = self.meeting.0;
        id.iter_mut().rev().zip(self.number.to_le_bytes()).for_each(|(byte, of)| *byte ^= of);
        SubjectId(id)
    }
}

impl Task {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.set.is_some() && self.done.is_none() && !self.dropped
    }

    /// Whether nobody of these has it, though it may have been somebody's who left.
    pub fn is_nobodys(&self, here: &BTreeSet<PersonId>) -> bool {
        self.owner.is_none_or(|owner| !here.contains(&owner))
    }

    /// Whether it should have been done before this day.
    pub fn is_overdue(&self, day: Day) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < day)
    }
}

impl Subject for Task {
    type Fact = Fact;
    type Command = Command;
    /// Who is on the roll.
    type Around = BTreeSet<PersonId>;
    const KIND: &'static str = "task";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Set.due"),
        Held::nobody("Set.out_of"),
        Held::nobody("Set.policy"),
        Held::new("Said", "held-task-said", Purpose::Decide, Readers::Cell, Kept::Text),
        Held::new("Taken", "held-task", Purpose::Decide, Readers::Cell, Kept::Record),
        Held::nobody("Freed"),
        Held::nobody("Postponed"),
        Held::nobody("HelpAsked"),
        Held::nobody("HelpFound"),
        Held::nobody("Done"),
        Held::nobody("Dropped"),
        Held::nobody("Reopened"),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        if self.set.is_none() && !matches!(fact, Fact::Set { .. } | Fact::Said(_)) {
            return Err(Refusal::NotHere);
        }
        // Whoever has a task says how it goes with it, and what nobody has, everybody can take on.
        let by_themselves = match (by.actor, fact) {
            (Actor::Person(who), Fact::Taken(taken)) => who == *taken && self.owner.is_none_or(|owner| owner == who),
            (Actor::Person(who), Fact::Freed | Fact::HelpAsked | Fact::HelpFound | Fact::Done | Fact::Reopened) => {
                self.owner == Some(who)
            }
            _ => false,
        };
        if !by_themselves {
            by.may(Right::WriteRecord)?;
        }
        match fact {
            Fact::Set { .. } if self.set.is_some() => Err(Refusal::Exists),
            Fact::Set { .. } | Fact::Said(_) => Ok(()),
            Fact::Reopened if self.is_open() => Err(Refusal::Exists),
            Fact::Reopened => Ok(()),
            _ if !self.is_open() => Err(Refusal::TaskOver),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Set { due, out_of, policy } => {
                (self.set, self.due, self.out_of, self.policy) = (Some(stamp.time), due, out_of, policy);
            }
            Fact::Said(_) => {}
            Fact::Taken(who) => self.owner = Some(who),
            Fact::Freed => (self.owner, self.help) = (None, false),
            Fact::Postponed(due) => self.due = due,
            Fact::HelpAsked => self.help = true,
            Fact::HelpFound => self.help = false,
            Fact::Done => (self.done, self.help) = (Some(stamp.time), false),
            Fact::Dropped => (self.dropped, self.help) = (true, false),
            Fact::Reopened => (self.done, self.dropped) = (None, false),
        }
    }

    fn decide(&self, command: Command, roll: &BTreeSet<PersonId>, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        let on_roll =
            |who: PersonId| if roll.contains(&who) { Ok(Fact::Taken(who)) } else { Err(Refusal::NotOnTheRoll) };
        if self.set.is_none() && !matches!(command, Command::Set { .. }) {
            return Err(Refusal::NotHere);
        }
        Ok(match command {
            Command::Set { text, .. } if text.0.len() > TEXT_BYTES => return Err(Refusal::TooLong),
            Command::Set { text, .. } if text.0.trim().is_empty() => return Err(Refusal::NoName),
            Command::Set { text, due, owner, out_of, policy } => {
                let owner = owner.map(on_roll).transpose()?;
                [Fact::Set { due, out_of, policy }, Fact::Said(text)].into_iter().chain(owner).collect()
            }
            Command::Take(who) if self.owner == Some(who) => vec![],
            Command::Take(who) => vec![on_roll(who)?],
            Command::Free if self.owner.is_none() => vec![],
            Command::Free => vec![Fact::Freed],
            Command::Postpone(due) if self.due == due => vec![],
            Command::Postpone(due) => vec![Fact::Postponed(due)],
            Command::AskHelp if self.help => vec![],
            Command::AskHelp => vec![Fact::HelpAsked],
            Command::FindHelp if !self.help => vec![],
            Command::FindHelp => vec![Fact::HelpFound],
            Command::Finish if self.done.is_some() => vec![],
            Command::Finish => vec![Fact::Done],
            Command::Drop if self.dropped => vec![],
            Command::Drop => vec![Fact::Dropped],
            Command::Reopen if self.is_open() => vec![],
            Command::Reopen => vec![Fact::Reopened],
        })
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Said(_))
    }
}
