//! The cash book of a unit for a year: postings that are numbered without a gap and never changed. Two close it by
//! counting: from then on what is wrong before is put right by a new posting.

use std::collections::BTreeSet;

use book::{CommandId, Kind, PersonId, SubjectId, Text, UnitId};
use charter::calendar::{Day, Moment};
use charter::privacy::{Held, Kept, Purpose, Readers};
use charter::{By, Refusal, Right, Rules, Stamp, Subject, Voice};
use serde::{Deserialize, Serialize};

use super::posting::{Posting, Source, Use, What};
use crate::{Currency, Money};

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Fact {
    /// The book of a year was opened.
    Opened {
        /// The year.
        year: i16,
        /// The currency of all that stands in it.
        currency: Currency,
        /// What was in the cash at its beginning.
        carried: Money,
    },
    /// Money came in.
    Took {
        /// The posting's number.
        number: u32,
        /// The day on which it happened.
        day: Day,
        /// How much.
        amount: Money,
        /// Where it came from.
        from: Source,
    },
    /// Money went out.
    Gave {
        /// The posting's number.
        number: u32,
        /// The day on which it happened.
        day: Day,
        /// How much.
        amount: Money,
        /// What for.
        to: Use,
    },
    /// What is to be known of a posting, in an entry of its own.
    Said(u32, Text),
    /// A posting takes back another one.
    Reversed {
        /// The posting's own number.
        number: u32,
        /// The number of the one that it takes back.
        of: u32,
        /// The day on which that was said.
        day: Day,
    },
    /// Somebody counted what is there, after so many postings.
    Counted {
        /// The number of the last posting.
        upto: u32,
        /// The day.
        day: Day,
        /// What was there.
        found: Money,
    },
    /// Somebody else says by their own account that they counted it too; what stands before is closed.
    Agreed {
        /// The number of the last posting.
        upto: u32,
    },
    /// An officer says that another one, who has no account, counted it too; what stands before is closed.
    Confirmed {
        /// The number of the last posting.
        upto: u32,
    },
    /// Who that was, in an entry of its own.
    ConfirmedBy(PersonId),
}

/// What may be asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Open the book of the year.
    Open {
        /// The currency; that of the unit, where it has one.
        currency: Option<Currency>,
        /// What is in the cash; what the book before ends with, where there is one.
        carried: Option<Money>,
    },
    /// Put down what came in.
    Take {
        /// The day on which it happened.
        day: Day,
        /// How much.
        amount: Money,
        /// Where it came from.
        from: Source,
        /// What is to be known of it.
        text: Option<Text>,
        /// The last posting that whoever asks has seen: if the same person paid since, it is asked anew.
        seen: Option<u32>,
    },
    /// Put down what went out.
    Give {
        /// The day on which it happened.
        day: Day,
        /// How much.
        amount: Money,
        /// What for.
        to: Use,
        /// What is to be known of it.
        text: Option<Text>,
    },
    /// Take a posting back.
    Reverse(u32),
    /// Take back the posting that came of a command.
    TakeBack(CommandId),
    /// Put down what was counted.
    Count {
        /// The number of the last posting that whoever counts has seen.
        upto: u32,
        /// What was there.
        found: Money,
    },
    /// Say that one counted it too.
    Agree {
        /// The number of the last posting before the count.
        upto: u32,
    },
    /// Say that another one counted it too; whoever has an account says so by it.
    Confirm {
        /// The number of the last posting before the count.
        upto: u32,
        /// Who.
        by: PersonId,
    },
}

/// The cash book of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cash {
    /// Of which year, in which currency, and what it began with; none if it never was opened.
    pub opened: Option<Opened>,
    /// What stands in it, by number.
    pub postings: Vec<Posting>,
    /// Each time that it was counted, latest last. One that no second person agreed to gives way to the next.
    pub counts: Vec<Count>,
}

/// How a book began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The year.
    pub year: i16,
    /// The currency of all that stands in it.
    pub currency: Currency,
    /// What was in the cash.
    pub carried: Money,
}

/// A count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number of the last posting before it.
    pub upto: u32,
    /// The day.
    pub day: Day,
    /// What was there.
    pub found: Money,
    /// Whose word it is.
    pub voice: Voice,
    /// When a second person agreed, as claimed.
    pub closed: Option<Moment>,
    /// Whose word that is; none where an officer named them.
    pub second: Option<Voice>,
}

/// What `decide` looks at beside the book.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Whether the unit is a cell.
    pub is_cell: bool,
    /// The year of this book; none if the subject is of no year.
    pub year: Option<i16>,
    /// The currency of the unit: of its last book, or of what it asks.
    pub currency: Option<Currency>,
    /// What the book of the last year before ends with.
    pub before: Option<Money>,
    /// Whether the book of a later year is open.
    pub is_over: bool,
    /// Everybody who ever belonged to the unit.
    pub people: BTreeSet<PersonId>,
    /// Who is on the roll.
    pub roll: BTreeSet<PersonId>,
    /// Who has an account.
    pub accounts: BTreeSet<PersonId>,
    /// The organisation's rules, for what day it is.
    pub rules: Rules,
}

/// Postings of one year.
pub const POSTINGS: usize = 5_000;
/// Counts of one year.
pub const COUNTS: usize = 1_000;
/// Bytes of what is to be known of a posting.
pub const TEXT_BYTES: usize = 500;

/// The subject that a unit's cash book of a year is.
pub fn cash_of(unit: UnitId, year: i16) -> SubjectId {
    let mut id = [0; 16];
    id.copy_from_slice(&unit.0[..16]);
    let [high, low] = year.to_be_bytes();
    (id[14], id[15]) = (id[14] ^ high, id[15] ^ low);
    SubjectId(id)
}

/// The year of a unit's cash book; none if the subject is none.
pub fn year_of(unit: UnitId, subject: SubjectId) -> Option<i16> {
    let year = i16::from_be_bytes([unit.0[14] ^ subject.0[14], unit.0[15] ^ subject.0[15]]);
    (unit.0[..14] == subject.0[..14] && (1..=9_999).contains(&year)).then_some(year)
}

impl Cash {
    /// The number of the last posting.
    pub fn last(&self) -> u32 {
        self.postings.len() as u32
    }

    /// The posting of a number.
    pub fn posting(&self, number: u32) -> Option<&Posting> {
        self.postings.get((number as usize).checked_sub(1)?)
    }

    /// What the book says is there.
    pub fn balance(&self) -> Money {
        self.balance_at(self.last())
    }

    /// What the book says was there after so many postings.
    pub fn balance_at(&self, upto: u32) -> Money {
        let carried = self.opened.map_or(Money::NONE, |opened| opened.carried);
        carried + self.postings.iter().take(upto as usize).map(|posting| posting.amount).sum()
    }

    /// The last count to which a second person agreed.
    pub fn closed(&self) -> Option<&Count> {
        self.counts.iter().rev().find(|count| count.closed.is_some())
    }

    /// The last count, if nobody agreed to it yet.
    pub fn waiting(&self) -> Option<&Count> {
        self.counts.last().filter(|count| count.closed.is_none())
    }

    /// Whether a posting may stand here next.
    fn may_post(
        &self,
        opened: &Opened,
        (number, day, amount): (u32, Day, Money),
        change: Money,
    ) -> Result<(), Refusal> {
        match () {
            _ if self.postings.len() >= POSTINGS => Err(Refusal::TooLong),
            _ if number != self.last() + 1 => Err(Refusal::Changed),
            _ if !amount.is_amount() || !(self.balance() + change).is_sum() => Err(Refusal::NotAnAmount),
            _ if day.month().0.div_euclid(12) != i32::from(opened.year) => Err(Refusal::OtherYear),
            _ if self.closed().is_some_and(|count| day < count.day) => Err(Refusal::CashClosed),
            _ => Ok(()),
        }
    }

    /// The count that waits for a second person, if it is of this posting.
    fn may_close(&self, upto: u32) -> Result<&Count, Refusal> {
        let count = self.counts.last().ok_or(Refusal::NotCounted)?;
        match () {
            _ if count.upto != upto => Err(Refusal::Changed),
            _ if count.closed.is_some() => Err(Refusal::CashClosed),
            _ => Ok(count),
        }
    }

    fn post(&mut self, day: Day, what: What, amount: Money, stamp: &Stamp) {
        let (number, command) = (self.last() + 1, CommandId(stamp.command));
        self.postings.push(Posting { number, day, what, amount, command, reversed: None });
    }

    fn close(&mut self, second: Option<Voice>, stamp: &Stamp) {
        if let Some(count) = self.counts.last_mut() {
            (count.closed, count.second) = (Some(stamp.time), second);
        }
    }
}

impl Subject for Cash {
    type Fact = Fact;
    type Command = Command;
    type Around = Around;
    const KIND: &'static str = "cash";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Opened.year"),
        Held::nobody("Opened.currency"),
        Held::nobody("Opened.carried"),
        Held::nobody("Took.number"),
        Held::new("Took.day", "held-paid", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Took.amount", "held-paid", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Took.from", "held-paid", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::nobody("Gave.number"),
        Held::new("Gave.day", "held-given-back", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Gave.amount", "held-given-back", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Gave.to", "held-given-back", Purpose::Cash, Readers::Cash, Kept::Record),
        Held::new("Said", "held-cash-said", Purpose::Cash, Readers::Cash, Kept::Text),
        Held::nobody("Reversed.number"),
        Held::nobody("Reversed.of"),
        Held::nobody("Reversed.day"),
        Held::nobody("Counted.upto"),
        Held::nobody("Counted.day"),
        Held::nobody("Counted.found"),
        Held::new("Agreed.upto", "held-counted", Purpose::Cash, Readers::Cell, Kept::Record),
        Held::nobody("Confirmed.upto"),
        Held::new("ConfirmedBy", "held-counted", Purpose::Cash, Readers::Cell, Kept::Record),
    ];

    fn may(&self, by: &By, fact: &Fact) -> Result<(), Refusal> {
        match fact {
            // One's own word needs no office; whose it is, the account tells.
            Fact::Agreed { .. } => by.voice.account.and(by.voice.person).map(drop).ok_or(Refusal::NotYours)?,
            _ => by.may(Right::KeepCash)?,
        }
        let opened = match (fact, &self.opened) {
            (Fact::Opened { .. }, Some(_)) => return Err(Refusal::Exists),
            (Fact::Opened { carried, .. }, None) => {
                return if carried.is_sum() { Ok(()) } else { Err(Refusal::NotAnAmount) };
            }
            (_, opened) => opened.as_ref().ok_or(Refusal::NoCash)?,
        };
        match fact {
            Fact::Took { number, day, amount, .. } => self.may_post(opened, (*number, *day, *amount), *amount),
            Fact::Gave { number, day, amount, .. } => self.may_post(opened, (*number, *day, *amount), -*amount),
            Fact::Reversed { number, of, day } => {
                let posting = self.posting(*of).ok_or(Refusal::NoPosting)?;
                let amount = Money::of(posting.amount.minor.saturating_abs());
                match () {
                    _ if self.closed().is_some_and(|count| *of <= count.upto) => Err(Refusal::CashClosed),
                    _ if !posting.stands() => Err(Refusal::NoPosting),
                    _ => self.may_post(opened, (*number, *day, amount), -posting.amount),
                }
            }
            Fact::Said(number, text) if *number != self.last() || text.0.len() > TEXT_BYTES => Err(Refusal::TooLong),
            Fact::Counted { .. } if self.counts.len() >= COUNTS => Err(Refusal::TooLong),
            Fact::Counted { upto, .. } if *upto != self.last() => Err(Refusal::Changed),
            Fact::Counted { day, .. } if day.month().0.div_euclid(12) != i32::from(opened.year) => {
                Err(Refusal::OtherYear)
            }
            Fact::Counted { found, .. } if *found < Money::NONE || !found.is_sum() => Err(Refusal::NotAnAmount),
            Fact::Agreed { upto } if !self.may_close(*upto)?.voice.is_other(&by.voice) => Err(Refusal::TwoPeople),
            Fact::Confirmed { upto } => self.may_close(*upto).map(drop),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, fact: Fact, stamp: &Stamp) {
        match fact {
            Fact::Opened { year, currency, carried } => self.opened = Some(Opened { year, currency, carried }),
            Fact::Took { day, amount, from, .. } => self.post(day, What::Took(from), amount, stamp),
            Fact::Gave { day, amount, to, .. } => self.post(day, What::Gave(to), -amount, stamp),
            Fact::Reversed { number, of, day } => {
                let back = self.posting(of).map_or(Money::NONE, |posting| -posting.amount);
                self.post(day, What::Reversed(of), back, stamp);
                if let Some(posting) = self.postings.get_mut((of as usize).saturating_sub(1)) {
                    posting.reversed = Some(number);
                }
            }
            Fact::Counted { upto, day, found } => {
                if self.waiting().is_some() {
                    self.counts.pop();
                }
                let voice = stamp.voice;
                self.counts.push(Count { upto, day, found, voice, closed: None, second: None });
            }
            Fact::Agreed { .. } => self.close(Some(stamp.voice), stamp),
            Fact::Confirmed { .. } => self.close(None, stamp),
            Fact::Said(..) | Fact::ConfirmedBy(_) => {}
        }
    }

    fn decide(&self, command: Command, around: &Around, stamp: &Stamp) -> Result<Vec<Fact>, Refusal> {
        super::deciding::decide(self, command, around, stamp)
    }

    fn apart(fact: &Fact) -> bool {
        matches!(fact, Fact::Said(..) | Fact::ConfirmedBy(_))
    }
}
