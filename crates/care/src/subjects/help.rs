//! Help that somebody asks for or offers: told, matched, settled or withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use book::{Actor, Kind, PersonId, SubjectId, Text};
use charter::calendar::{Day, Moment, Zone};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// Somebody asks for help.
    Asked {
        /// Who.
        who: PersonId,
        /// For what.
        sort: Sort,
        /// Whether cells next door may hear that somebody does.
        near: bool,
    },
    /// Somebody offers help.
    Offered {
        /// Who.
        who: PersonId,
        /// Of what sort.
        sort: Sort,
        /// Whether cells next door may hear that somebody does.
        near: bool,
    },
    /// What it is about, in an entry of its own.
    Said(Text),
    /// Asked and offered came together.
    Matched {
        /// What it is matched with; none if that was found elsewhere.
        with: Option<SubjectId>,
    },
    /// It was done. Nothing of it is shown any more.
    Settled,
    /// It is not asked or offered any more.
    Withdrawn,
}

/// A sort of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// To be taken somewhere.
    Lift,
    /// Somebody to be with children.
    Childcare,
    /// Something to be mended.
    Repair,
    /// Somebody to come by.
    Visit,
    /// Anything else.
    Other,
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Ask for help.
    Ask {
        /// Who does.
        who: PersonId,
        /// For what.
        sort: Sort,
        /// What it is about.
        text: Option<Text>,
        /// Whether cells next door may hear of it.
        near: bool,
    },
    /// Offer help.
    Offer {
        /// Who does.
        who: PersonId,
        /// Of what sort.
        sort: Sort,
        /// What it is about.
        text: Option<Text>,
        /// Whether cells next door may hear of it.
        near: bool,
    },
    /// Say what it is matched with; none if that was found elsewhere.
    Match(Option<SubjectId>),
    /// Say that it was done.
    Settle,
    /// Say that it is not asked or offered any more.
    Withdraw,
}

/// Help asked or offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Who asks or offers; none if nobody did yet.
    pub who: Option<PersonId>,
    /// Whether it is offered, and not asked.
    pub offers: bool,
    /// Of what sort.
    pub sort: Option<Sort>,
    /// Whether cells next door may hear of it.
    pub near: bool,
    /// When it was told, as claimed.
    pub told: Option<Moment>,
    /// What it is matched with, if it is: none inside, where that was found elsewhere.
    pub matched: Option<Option<SubjectId>>,
    /// Whether it was done or withdrawn.
    pub over: bool,
}

/// What `decide` looks at: what is asked and offered in the same cell, and who is on the roll.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// Everything that was asked or offered.
    pub all: BTreeMap<SubjectId, Help>,
    /// Members on the roll.
    pub people: BTreeSet<PersonId>,
    /// The one that is decided about.
    pub of: SubjectId,
}

/// Bytes of what it is about.
pub const TEXT_BYTES: usize = 500;
/// Days for which help is shown that nobody settled or withdrew.
pub const HELP_DAYS: i32 = 60;

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 5] = [Sort::Lift, Sort::Childcare, Sort::Repair, Sort::Visit, Sort::Other];

    /// Its name in forms and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Lift => "lift",
            Sort::Childcare => "childcare",
            Sort::Repair => "repair",
            Sort::Visit => "visit",
            Sort::Other => "other",
        }
    }

    /// The sort of this name.
    pub fn named(name: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

impl Help {
    /// Whether it still stands on a day: neither settled nor withdrawn, and not too old.
    pub fn stands(&self, day: Day, zone: &Zone) -> bool {
        let fresh = self.told.is_some_and(|told| day.since(zone.day(told)) <= HELP_DAYS);
        fresh && !self.over && self.who.is_some()
    }

    fn begin(&mut self, (who, sort, near, offers): (PersonId, Sort, bool, bool), told: Moment) {
        (self.who, self.sort, self.near, self.offers, self.told) = (Some(who), Some(sort), near, offers, Some(told));
    }

    fn is_by(by: &By, who: Option<PersonId>) -> Result<(), Refusal> {
        let own = matches!((by.actor, who), (Actor::Person(actor), Some(who)) if actor == who);
        if own { Ok(()) } else { by.may(Right::WriteRecord) }
    }
}

impl Board {
    /// Whether something is matched: by its own word, or by that of what it is matched with.
    pub fn is_matched(&self, id: SubjectId) -> bool {
        let own = self.all.get(&id).is_some_and(|help| help.matched.is_some());
        let names =
            |help: &Help| help.matched == Some(Some(id)) && help.who.is_some_and(|who| self.people.contains(&who));
        own || self.all.values().any(names)
    }

    fn fits(&self, one: &Help, with: SubjectId) -> Result<(), Refusal> {
        let other = self.all.get(&with).filter(|other| other.who.is_some()).ok_or(Refusal::NotHere)?;
        match () {
            _ if other.over => Err(Refusal::HelpOver),
            _ if other.offers == one.offers || other.sort != one.sort || other.who == one.who => Err(Refusal::NoMatch),
            _ if self.is_matched(with) || self.is_matched(self.of) => Err(Refusal::HelpMatched),
            _ => Ok(()),
        }
    }
}

impl Subject for Help {
    type Fact = Fact;
    type Command = Command;
    type Around = Board;
    const KIND: &'static str = "help";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::new("Asked.who", "held-asked-help", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Asked.sort", "held-asked-help", Purpose::Care, Readers::Cell, Kept::Record),
        Held::nobody("Asked.near"),
        Held::new("Offered.who", "held-offered-help", Purpose::Care, Readers::Cell, Kept::Record),
        Held::new("Offered.sort", "held-offered-help", Purpose::Care, Readers::Cell, Kept::Record),
        Held::nobody("Offered.near"),
        Held::new("Said", "held-help-said", Purpose::Care, Readers::Cell, Kept::Year),
        Held::nobody("Matched.with"),
        Held::nobody("Settled"),
        Held::nobody("Withdrawn"),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            Fact::Asked { who, .. } | Fact::Offered { who, .. } => {
                Help::is_by(by, Some(*who))?;
                if self.who.is_some() { Err(Refusal::Exists) } else { Ok(()) }
            }
            // What it is about is told with it, and not changed.
            Fact::Said(_) => Help::is_by(by, self.who),
            _ if self.who.is_none() => Err(Refusal::NotHere),
            _ => {
                Help::is_by(by, self.who)?;
                match fact {
                    _ if self.over => Err(Refusal::HelpOver),
                    Fact::Matched { .. } if self.matched.is_some() => Err(Refusal::HelpMatched),
                    _ => Ok(()),
                }
            }
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Asked { who, sort, near } => self.begin((who, sort, near, false), stamp.time),
            Fact::Offered { who, sort, near } => self.begin((who, sort, near, true), stamp.time),
            Fact::Said(_) => {}
            Fact::Matched { with } => self.matched = Some(with),
            Fact::Settled | Fact::Withdrawn => self.over = true,
        }
    }

    fn decide(&self, command: Command, board: &Board, _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        if self.who.is_none() && !matches!(command, Command::Ask { .. } | Command::Offer { .. }) {
            return Err(Refusal::NotHere);
        }
        Ok(match command {
            Command::Ask { who, sort, text, near } => board.told(Fact::Asked { who, sort, near }, who, text)?,
            Command::Offer { who, sort, text, near } => board.told(Fact::Offered { who, sort, near }, who, text)?,
            Command::Match(with) if self.matched == Some(with) => vec![],
            Command::Match(with) => {
                with.map(|with| board.fits(self, with)).transpose()?;
                vec![Fact::Matched { with }]
            }
            Command::Settle | Command::Withdraw if self.over => vec![],
            Command::Settle => vec![Fact::Settled],
            Command::Withdraw => vec![Fact::Withdrawn],
        })
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Said(_))
    }
}

impl Board {
    fn told(&self, fact: Fact, who: PersonId, text: Option<Text>) -> Result<Vec<Fact>, Refusal> {
        if !self.people.contains(&who) {
            return Err(Refusal::NotOnTheRoll);
        }
        let text = text.filter(|text| !text.0.trim().is_empty());
        if text.as_ref().is_some_and(|text| text.0.len() > TEXT_BYTES) {
            return Err(Refusal::TooLong);
        }
        Ok([fact].into_iter().chain(text.map(Fact::Said)).collect())
    }
}
