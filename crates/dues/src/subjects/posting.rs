//! One posting in a cash book: what came in, what went out, or what takes another one back.

use book::{CommandId, PersonId};
use charter::calendar::Day;
use serde::{Deserialize, Serialize};

use crate::Money;

/// Where money came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Somebody paid dues.
    Dues(PersonId),
    /// It was given.
    Gift,
    /// Something else: a sale, a subsidy.
    Other,
    /// More was counted than the book says, and nobody knows why.
    Difference,
}

/// What money went out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// It was passed on to the centre.
    Above,
    /// It was spent.
    Spent,
    /// Somebody was given back dues.
    Back(PersonId),
    /// Less was counted than the book says, and nobody knows why.
    Difference,
}

/// What a posting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Money came in.
    Took(Source),
    /// Money went out.
    Gave(Use),
    /// The posting of this number is taken back.
    Reversed(u32),
}

/// One posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Its number within the year, from 1, without a gap.
    pub number: u32,
    /// The day on which it happened.
    pub day: Day,
    /// What it is.
    pub what: What,
    /// How much came in; less than nothing, where it went out.
    pub amount: Money,
    /// The command that it came of.
    pub command: CommandId,
    /// The number of the posting that takes it back, if one does.
    pub reversed: Option<u32>,
}

impl Posting {
    /// Whether it still stands: it was not taken back, and takes nothing back itself.
    pub fn stands(&self) -> bool {
        self.reversed.is_none() && !matches!(self.what, What::Reversed(_))
    }

    /// What somebody paid by it, less what they were given back; none if it is not about them or does not stand.
    pub fn paid(&self) -> Option<(PersonId, Money)> {
        match self.what {
            What::Took(Source::Dues(person)) | What::Gave(Use::Back(person)) if self.stands() => {
                Some((person, self.amount))
            }
            _ => None,
        }
    }

    /// What was passed on by it.
    pub fn passed_on(&self) -> Option<Money> {
        (self.stands() && self.what == What::Gave(Use::Above)).then(|| -self.amount)
    }
}
