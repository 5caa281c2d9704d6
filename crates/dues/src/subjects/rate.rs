//! What a cell asks of each of its members.

use book::Kind;
use charter::calendar::Month;
use charter::privacy::Held;
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::{Currency, Every, Money, Rate, Schedule};

/// What a cell asks, from which month on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rates(pub Schedule);

/// What was settled. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Settled {
    /// The cell settled what it asks of each member.
    Settled {
        /// In which currency.
        currency: Currency,
        /// How much.
        amount: Money,
        /// How often.
        every: Every,
        /// From which month on.
        from: Month,
    },
}

/// What `decide` looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct RateAround {
    /// Whether the unit is a cell.
    pub is_cell: bool,
    /// The currency of its cash book, if it has one.
    pub currency: Option<Currency>,
}

impl Subject for Rates {
    type Fact = Settled;
    type Command = Settled;
    type Around = RateAround;
    const KIND: &'static str = "rate";
    const BOOK: Kind = Kind::Record;
    const HELD: &'static [Held] = &[
        Held::nobody("Settled.currency"),
        Held::nobody("Settled.amount"),
        Held::nobody("Settled.every"),
        Held::nobody("Settled.from"),
    ];

    fn may(&self, by: &By, Settled::Settled { currency, amount, every, from }: &Settled) -> Result<(), Refusal> {
        by.may(Right::KeepCash)?;
        self.0.may(*currency, Rate { amount: *amount, every: *every }, *from)
    }

    fn apply(&mut self, Settled::Settled { currency, amount, every, from }: Settled, _: &Stamp) {
        self.0.set(currency, Rate { amount, every }, from);
    }

    fn decide(&self, settled: Settled, around: &RateAround, stamp: &Stamp) -> Result<Vec<Settled>, Refusal> {
        let Settled::Settled { currency, amount, every, from } = settled;
        match () {
            _ if !around.is_cell => Err(Refusal::NotACell),
            _ if around.currency.is_some_and(|own| own != currency) => Err(Refusal::OtherCurrency),
            _ if self.0.is_so(Rate { amount, every }, from, stamp)? => Ok(vec![]),
            _ => Ok(vec![settled]),
        }
    }
}
