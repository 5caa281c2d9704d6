//! What returns give away of a roll under five: nothing, whoever belongs to the cell meanwhile.

use charter::Rules;
use charter::calendar::Month;
use charter::rules::Quorum;
use meeting::Meeting;
use member::Member;
use proptest::prelude::*;

use super::{counted, month, since, until};
use crate::{Members, Record, Return, months};

/// Months that a cell of these tests lives.
const MONTHS: usize = 30;

fn first() -> Month {
    month("2024-01")
}

fn end(at: usize) -> Month {
    first().plus(at as i32)
}

/// Who came with the months of this range, and left with its end; welcomed after so many days.
#[derive(Clone, Debug)]
struct Stay {
    from: usize,
    to: usize,
    welcomed: Option<i32>,
}

fn a_stay() -> impl Strategy<Value = Stay> {
    (0..MONTHS, 1..MONTHS, proptest::option::of(0..90i32)).prop_map(|(from, months, welcomed)| Stay {
        from,
        to: (from + months).min(MONTHS),
        welcomed,
    })
}

fn roll(stays: &[Stay], at: usize) -> u32 {
    stays.iter().filter(|stay| (stay.from..stay.to).contains(&at)).count() as u32
}

/// A cell with these people, that meets on every tenth with so many of them; what it tells.
fn told(stays: &[Stay], present: &[u32], rules: &Rules) -> Vec<Return> {
    let members = stays.iter().map(|stay| {
        let joined = end(stay.from).first();
        let member = Member { welcomed: stay.welcomed.map(|days| joined.plus(days)), ..since(joined) };
        if stay.to < MONTHS { until(member, end(stay.to).first()) } else { member }
    });
    let meetings = present.iter().enumerate().map(|(at, present)| {
        let (roll, day) = (roll(stays, at), end(at).first().plus(9));
        let present = (*present).min(roll);
        let of = counted(day, present, roll);
        let quorate = rules.quorate(present, roll);
        Meeting { present: of.present.map(|present| meeting::Present { quorate, ..present }), ..of }
    });
    let record = Record { members: members.collect(), meetings: meetings.collect(), ..Record::default() };
    months(&record, rules, end(MONTHS - 1))
}

/// The same cell, but that while its roll is under five others belong to it: so many, for each month of them.
fn with_others(stays: &[Stay], others: u32) -> Vec<Stay> {
    let few = |at: usize| roll(stays, at) < 5;
    let mut with = vec![];
    for stay in stays {
        // What of a stay lies in months with a roll of five or more goes on; each piece is somebody of their own.
        let mut at = stay.from;
        while at < stay.to {
            let to = (at..stay.to).find(|month| few(*month) != few(at)).unwrap_or(stay.to);
            if !few(at) {
                with.push(Stay { from: at, to, welcomed: stay.welcomed.filter(|_| at == stay.from) });
            }
            at = to;
        }
    }
    let alone = (0..MONTHS).filter(|at| few(*at));
    with.extend(alone.flat_map(|at| (0..others).map(move |_| Stay { from: at, to: at + 1, welcomed: Some(3) })));
    with
}

fn a_cell() -> impl Strategy<Value = (Vec<Stay>, Vec<u32>)> {
    (proptest::collection::vec(a_stay(), 0..14), proptest::collection::vec(0..12u32, MONTHS))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_a_cell_tells_is_the_same_whoever_belongs_to_it_while_it_has_fewer_than_five(
        (stays, present) in a_cell(), others in 0..5u32, part in 0..=2u32, least in 0..6u32,
    ) {
        let rules = Rules { quorum: Quorum { part, of: 2, least }, ..Rules::default() };
        let (one, other) = (told(&stays, &present, &rules), told(&with_others(&stays, others), &present, &rules));
        // Before anybody dated came, and with nobody at all, it is told as '0 to 4' too.
        prop_assert_eq!(one, other);
    }
}

#[test]
fn who_stayed_of_a_year_ago_does_not_tell_a_roll_under_five_now_or_between() {
    let stay = |from, to| Stay { from, to, welcomed: None };
    // Six, of whom four are left for three months; then five more come.
    let stays = [vec![stay(0, MONTHS); 4], vec![stay(0, 12); 2], vec![stay(15, MONTHS); 5]].concat();
    let told = told(&stays, &[0; MONTHS], &Rules::default());
    let of = |at: usize| told.iter().find(|told| told.month == end(at)).unwrap();
    assert_eq!([11, 12, 15].map(|at| of(at).members), [Members::Counted(6), Members::UnderFive, Members::Counted(9)]);
    assert_eq!([12, 14, 15, 23, 26].map(|at| of(at).kept), [None; 5]);
    assert_eq!(of(27).kept, super::share(9, 9).into());
    // Nor do those who came: nine less five would be four.
    assert_eq!((of(15).joined, of(17).welcomed), (None, None));
}
