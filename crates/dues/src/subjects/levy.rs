//! What the centre asks of cells for each of their members, in the centre's own bulletin.

use book::Kind;
use charter::calendar::Month;
use charter::{By, Refusal, Right, Stamp, Subject};
use serde::{Deserialize, Serialize};

use crate::{Currency, Every, Money, Rate, Schedule};

/// What the centre asks for each member, from which month on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Levies(pub Schedule);

/// What was levied. The same word is asked and comes to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Levied {
    /// The centre asks so much for each member who is on a cell's roll when the month ends in which a period begins.
    Levied {
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

impl Subject for Levies {
    type Fact = Levied;
    type Command = Levied;
    /// Whether the unit is the centre.
    type Around = bool;
    const KIND: &'static str = "levy";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, Levied::Levied { currency, amount, every, from }: &Levied) -> Result<(), Refusal> {
        by.may(Right::ManageUnits)?;
        self.0.may(*currency, Rate { amount: *amount, every: *every }, *from)
    }

    fn apply(&mut self, Levied::Levied { currency, amount, every, from }: Levied, _: &Stamp) {
        self.0.set(currency, Rate { amount, every }, from);
    }

    fn decide(&self, levied: Levied, is_centre: &bool, stamp: &Stamp) -> Result<Vec<Levied>, Refusal> {
        let Levied::Levied { amount, every, from, .. } = levied;
        match () {
            _ if !is_centre => Err(Refusal::NotTheRoot),
            _ if self.0.is_so(Rate { amount, every }, from, stamp)? => Ok(vec![]),
            _ => Ok(vec![levied]),
        }
    }
}
