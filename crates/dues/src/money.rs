//! Money: whole minor units, exact. It knows no currency, so whoever adds has looked that both are of one.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An amount in minor units, as cents; less than nothing where it is a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
}

/// The most that one posting, rate or levy may name, in minor units.
pub const AMOUNT: i64 = 100_000_000_000;
/// The most that a cash book may hold or owe, in minor units.
pub const SUM: i64 = 1_000_000_000_000_000;

impl Money {
    /// Nothing.
    pub const NONE: Money = Money { minor: 0 };

    /// So many minor units.
    pub const fn of(minor: i64) -> Money {
        Money { minor }
    }

    /// Whether it may stand in one posting: more than nothing, within the limit.
    pub fn is_amount(self) -> bool {
        (1..=AMOUNT).contains(&self.minor)
    }

    /// Whether a book may come to it.
    pub fn is_sum(self) -> bool {
        (-SUM..=SUM).contains(&self.minor)
    }

    /// So many times as much.
    pub fn times(self, n: usize) -> Money {
        Money { minor: self.minor.saturating_mul(i64::try_from(n).unwrap_or(i64::MAX)) }
    }

    /// What is left of it, and never less than nothing.
    pub fn at_least_none(self) -> Money {
        self.max(Money::NONE)
    }
}

/// Amounts and sums are limited, so no sum comes near the end of what can be counted; there it would stay.
impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money { minor: self.minor.saturating_add(other.minor) }
    }
}

impl Sub for Money {
    type Output = Money;

    fn sub(self, other: Money) -> Money {
        Money { minor: self.minor.saturating_sub(other.minor) }
    }
}

impl Neg for Money {
    type Output = Money;

    fn neg(self) -> Money {
        Money { minor: self.minor.saturating_neg() }
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(all: I) -> Money {
        all.fold(Money::NONE, Add::add)
    }
}
