//! What becomes of the pulse when a quarter is over: its sums come into the record where five or more answered, and
//! whoever answered is known nowhere any more. Where fewer did, nothing of it is ever written or shown.

use account::{Round, Tallies};
use care::{Counted, Pulse, QUESTIONS, Sum, quarter};
use charter::calendar::{Day, Month};
use ledger::{Error, Term, Wish, own_subject};

use crate::desk::{Desk, fresh};
use crate::said::Result;

/// Months after a quarter in which its sums wait for the node that keeps the book to be this one.
const WAITS_MONTHS: i32 = 3;

/// Counts the quarters that are over on a day that is confirmed, and throws away what they were counted from. Tells how
/// many came into records.
pub fn due(desk: &mut Desk, today: Day) -> Result<usize> {
    let tallies = Tallies::open(&desk.dir)?;
    let (this, mut counted) = (quarter(today), 0);
    for round in tallies.before(this.0)? {
        let stays = match sums(&round) {
            None => false,
            Some(sums) => match tell(desk, &round, sums)? {
                true => {
                    counted += 1;
                    false
                }
                // Another node keeps the book, or it stands still: it may be ours tomorrow.
                false => round.round + 3 + WAITS_MONTHS > this.0,
            },
        };
        if !stays {
            tallies.forget(round.unit, round.round)?;
        }
    }
    tallies.empty_log()?;
    Ok(counted)
}

/// What may be told of a round; none, if that is nothing.
fn sums(round: &Round) -> Option<Vec<Option<Sum>>> {
    let of = |number: usize| {
        let sum = round.sums.iter().find(|(of, ..)| usize::from(*of) == number);
        sum.and_then(|(_, yes, no)| Sum { yes: *yes, no: *no }.told())
    };
    let sums = (0..QUESTIONS).map(of).collect::<Vec<_>>();
    sums.iter().any(Option::is_some).then_some(sums)
}

/// Whether it stands in the record now.
fn tell(desk: &mut Desk, round: &Round, sums: Vec<Option<Sum>>) -> Result<bool> {
    let (unit, own) = (round.unit, own_subject(round.unit));
    let counted = Counted::Counted { quarter: Month(round.round), sums };
    let wish = Wish::new::<Pulse>(fresh(), unit, own, Term::Keeper, desk.now, &counted)?;
    match desk.store.act(&[wish]).pop() {
        Some(Ok(_)) => Ok(true),
        Some(Err(Error::Refused(_))) | None => Ok(false),
        Some(Err(fault)) => Err(fault.into()),
    }
}
