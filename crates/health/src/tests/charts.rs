//! What the charts of a cell say of months without a figure.

use charter::calendar::Month;
use returns::{Members, Return, Share};

use crate::Proportion;
use crate::pages::year::{Gap, Year};

fn june() -> Month {
    Month::new(2026, 6).expect("June")
}

fn year(proportion: Proportion, returns: &[Return]) -> Year {
    Year::of(proportion, returns, (0..12).map(|n| june().plus(n - 11)), june())
}

fn told(month: Month) -> Return {
    Return { month, members: Members::Counted(9), ..Return::default() }
}

#[test]
fn only_a_month_without_any_return_says_that_there_is_none() {
    let few = Return { members: Members::UnderFive, held: 1, ..told(june().plus(-1)) };
    let returns = [few, told(june())];
    let last = |proportion| year(proportion, &returns).gaps.split_off(9);
    let (none, due, untold) = (Some(Gap::NoReturn), Some(Gap::NothingDue), Some(Gap::NotTold));
    assert_eq!(last(Proportion::Minutes), [none, due, due]);
    assert_eq!(last(Proportion::Carried), [none, due, due]);
    assert_eq!(last(Proportion::Present), [none, untold, due]);
    assert_eq!(last(Proportion::Turns), [none, due, due]);
    // Newcomers are carried until there are five: that none was told does not say that none was due.
    assert_eq!(last(Proportion::Welcomed), [none, untold, untold]);
    assert_eq!(last(Proportion::Answered), [none, untold, untold]);
}

#[test]
fn the_heading_is_of_the_months_that_count() {
    let settled = |month: Month| Return { settled: Some(Share { part: 0, of: 1 }), ..told(month) };
    let of = |back: i32| year(Proportion::Settled, &[settled(june().plus(-back)), told(june())]).counting();
    assert_eq!((of(5), of(6)), (Some((0, 1)), None));
}
