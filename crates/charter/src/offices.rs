//! Offices and their terms: facts of the unit's own bulletin. A term names an office by number,
//! never a person; who holds it stands in the record.

use book::Kind;
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Moment};
use crate::signing::{Passkey, SIGNERS};
use crate::{By, Reach, Refusal, Right, Stamp, Subject};

/// What a member can be chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Office {
    /// Runs the cell's week and writes its record.
    Secretary,
    /// Stands in for the secretary.
    Deputy,
    /// Keeps the dues.
    Treasurer,
    /// Helps cells, and may act for those below.
    Organiser,
    /// Hears concerns about officers.
    Ombuds,
}

impl Office {
    /// All of them.
    pub const ALL: [Office; 5] =
        [Office::Secretary, Office::Deputy, Office::Treasurer, Office::Organiser, Office::Ombuds];

    /// Its name in facts.
    pub fn name(self) -> &'static str {
        match self {
            Office::Secretary => "secretary",
            Office::Deputy => "deputy",
            Office::Treasurer => "treasurer",
            Office::Organiser => "organiser",
            Office::Ombuds => "ombuds",
        }
    }

    /// The office of this name.
    pub fn named(name: &str) -> Option<Office> {
        Office::ALL.into_iter().find(|office| office.name() == name)
    }

    /// What it lets its holder do.
    pub fn gives(self, right: Right) -> bool {
        match right {
            Right::SeeFigures => true,
            // Whoever hears concerns about officers needs no list of members for it.
            Right::SeePeople => self != Office::Ombuds,
            Right::WriteRecord | Right::Convene => {
                matches!(self, Office::Organiser | Office::Secretary | Office::Deputy)
            }
            // What somebody owes is seen by few: two who keep the cash can count it together.
            Right::KeepCash => matches!(self, Office::Treasurer | Office::Secretary),
            Right::ManageOffices | Right::ManageUnits => matches!(self, Office::Organiser | Office::Secretary),
            Right::ManageKeepers => self == Office::Organiser,
            Right::Ombuds => self == Office::Ombuds,
        }
    }
}

/// One office of one unit, with all its terms.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Offices {
    /// Its terms, by number from 1.
    pub terms: Vec<Term>,
    /// The seq of the fact from which on two have to sign what is hard to undo, in the centre's bulletin: by it a second
    /// organiser whose term reaches below came to have a passkey. It never goes back to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_since: Option<u64>,
}

/// One term: from a fact to a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The office.
    pub office: Office,
    /// Its number within the office, from 1.
    pub number: u64,
    /// Whether it also reaches all units below.
    pub below: bool,
    /// The seq of the fact that began it.
    pub began: u64,
    /// When it began, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
    /// The seq of the fact that ended it.
    pub ended: Option<u64>,
    /// The day on which it should end: shown, never enforced.
    pub until: Option<Day>,
    /// The passkeys of whoever holds it, each with the seq of the fact that named it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passkeys: Vec<(u64, Passkey)>,
}

/// What can happen to an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// A term began.
    Began {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
        /// Whether it reaches all units below too.
        below: bool,
        /// The day on which it should end.
        until: Option<Day>,
    },
    /// A term ended.
    Ended {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
    },
    /// The keeper's node vouches that this is a passkey of the term's holder.
    Keyed {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
        /// Its public half.
        passkey: Passkey,
    },
}

/// What may be asked of an office.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Begin the next term of an office.
    Begin {
        /// The office.
        office: Office,
        /// Whether it reaches all units below too.
        below: bool,
        /// The day on which it should end.
        until: Option<Day>,
    },
    /// End a term.
    End {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
    },
    /// Name a passkey of whoever holds a term.
    Key {
        /// The office.
        office: Office,
        /// Its number within the office.
        number: u64,
        /// Its public half.
        passkey: Passkey,
    },
}

/// Passkeys that may be named beside one term.
pub const PASSKEYS: usize = 20;
/// Terms that one unit may have had.
pub const TERMS: usize = 10_000;

impl Offices {
    /// The term of this office and number, if it ran when the book stood before `seq`.
    pub fn running(&self, office: Office, number: u64, seq: u64) -> Option<&Term> {
        let runs = |term: &&Term| term.began < seq && term.ended.is_none_or(|ended| ended >= seq);
        self.term(office, number).filter(runs)
    }

    /// The latest term of an office that has not ended.
    pub fn present(&self, office: Office) -> Option<&Term> {
        self.terms.iter().rev().find(|term| term.office == office && term.ended.is_none())
    }

    fn term(&self, office: Office, number: u64) -> Option<&Term> {
        self.terms.iter().find(|term| term.office == office && term.number == number)
    }

    /// Whether two who act below have passkeys: then two can sign.
    fn two_can_sign(&self) -> bool {
        let can = |term: &&Term| {
            term.office == Office::Organiser && term.below && term.ended.is_none() && !term.passkeys.is_empty()
        };
        self.terms.iter().filter(can).count() >= SIGNERS
    }

    /// Whether a passkey may be named beside a term that runs: one that another term here has is not another person's.
    fn may_key(&self, office: Office, number: u64, passkey: &Passkey) -> Result<(), Refusal> {
        let has = |term: &&Term| term.passkeys.iter().any(|(_, own)| own.point == passkey.point);
        let term = self.term(office, number).filter(|term| term.ended.is_none()).ok_or(Refusal::NotInOffice)?;
        match () {
            _ if !passkey.is_one() => Err(Refusal::NotACommand),
            _ if self.terms.iter().filter(|term| term.ended.is_none()).any(|term| has(&term)) => Err(Refusal::Exists),
            _ if term.passkeys.len() >= PASSKEYS => Err(Refusal::TooLong),
            _ => Ok(()),
        }
    }

    fn next(&self, office: Office) -> u64 {
        self.terms.iter().filter(|term| term.office == office).count() as u64 + 1
    }
}

impl Subject for Offices {
    type Fact = Fact;
    type Command = Command;
    type Around = ();
    const KIND: &'static str = "office";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        if let Fact::Keyed { office, number, passkey } = fact {
            return by.is_keeper().and_then(|()| self.may_key(*office, *number, passkey));
        }
        by.may(Right::ManageOffices)?;
        match fact {
            Fact::Began { office, number, below, .. } => {
                // A grant reaches no wider than the giver's own.
                let own = by.office.is_none_or(|own| own == Office::Organiser);
                let reaches_below = matches!(by.reach, Reach::Above | Reach::Founding) || (by.below && own);
                if (*below && !reaches_below) || (*office == Office::Organiser && !own) {
                    return Err(Refusal::WiderThanOwn);
                }
                if *number != self.next(*office) { Err(Refusal::Exists) } else { Ok(()) }
            }
            Fact::Ended { office, number } => {
                let running = self.term(*office, *number).is_some_and(|term| term.ended.is_none());
                if running { Ok(()) } else { Err(Refusal::NotInOffice) }
            }
            Fact::Keyed { .. } => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Began { office, number, below, until } => {
                let (began, since) = (stamp.seq, Some(stamp.time));
                self.terms.push(Term { office, number, below, began, since, ended: None, until, passkeys: vec![] });
            }
            Fact::Ended { office, number } => {
                let mut terms = self.terms.iter_mut();
                if let Some(term) = terms.find(|term| term.office == office && term.number == number) {
                    term.ended = Some(stamp.seq);
                }
            }
            Fact::Keyed { office, number, passkey } => {
                let mut terms = self.terms.iter_mut();
                if let Some(term) = terms.find(|term| term.office == office && term.number == number) {
                    term.passkeys.push((stamp.seq, passkey));
                }
                if self.two_since.is_none() && self.two_can_sign() {
                    self.two_since = Some(stamp.seq);
                }
            }
        }
    }

    /// Rights are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Fact) -> bool {
        false
    }

    fn decide(&self, command: Command, _: &(), _: &Stamp) -> Result<Vec<Fact>, Refusal> {
        Ok(match command {
            Command::Begin { .. } if self.terms.len() >= TERMS => return Err(Refusal::TooLong),
            Command::Begin { office, below, until } => {
                vec![Fact::Began { office, number: self.next(office), below, until }]
            }
            Command::End { office, number } => {
                let term = self.term(office, number).ok_or(Refusal::NotInOffice)?;
                let reaches = |term: &&Term| term.office == Office::Organiser && term.below && term.ended.is_none();
                // The centre's first organiser began with the founding batch; elsewhere one from above can help.
                let is_centre =
                    self.terms.first().is_some_and(|first| first.office == Office::Organiser && first.began == 0);
                if is_centre && self.terms.iter().filter(reaches).eq([term]) {
                    return Err(Refusal::LastOrganiser);
                }
                if term.ended.is_some() { vec![] } else { vec![Fact::Ended { office, number }] }
            }
            Command::Key { office, number, passkey } => {
                let term = self.term(office, number).ok_or(Refusal::NotInOffice)?;
                let named = term.passkeys.iter().any(|(_, own)| *own == passkey);
                if named { vec![] } else { vec![Fact::Keyed { office, number, passkey }] }
            }
        })
    }
}
