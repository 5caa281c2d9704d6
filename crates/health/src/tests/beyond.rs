//! The four dimensions of what a cell does beyond meeting: shared work, bonds, confidence, what it carries out.

use returns::{Return, Share};

use super::{baseline, lately, today, value};
use crate::measure::{DIMENSIONS, PROPORTIONS};
use crate::*;

/// An organisation in which all of it is recorded.
fn all() -> Baseline {
    Baseline { dimensions: [Some(Norm { median: 7_500, lower: 5_000 }); DIMENSIONS], ..baseline() }
}

fn share(part: u32, of: u32) -> Option<Share> {
    Some(Share { part, of })
}

/// The usual cell, that worked and cared as others do, with something changed.
fn cell_with(change: impl Fn(&mut Return)) -> Cell {
    lately(|month| {
        (month.worked, month.deputy, month.answered) = (share(9, 12), Some(true), share(3, 4));
        change(month);
    })
}

fn part(cell: &Cell, dimension: Dimension) -> Option<Part> {
    score(cell, &all(), today()).parts[dimension as usize]
}

#[test]
fn no_concern_and_no_policy_is_unknown_and_weighs_nothing() {
    let cell = cell_with(|_| {});
    assert_eq!([Dimension::Confidence, Dimension::Lines].map(|which| part(&cell, which)), [None; 2]);
    let health = score(&cell, &all(), today());
    assert!(health.index.is_some() && health.parts.iter().flatten().all(|part| !part.missing()));
}

#[test]
fn the_number_of_concerns_lowers_nothing_and_their_settling_counts() {
    let of = |part: u32, of: u32| {
        let health = score(&cell_with(|month| month.settled = share(part, of)), &all(), today());
        (value(&health, Dimension::Confidence), health.index.expect("an index"))
    };
    let (one, many) = (of(1, 1), of(20, 20));
    assert!(many >= one, "twenty that are settled weigh no less than one: {one:?} {many:?}");
    assert!(of(0, 3).0 < of(3, 3).0 && of(0, 3).1 < of(3, 3).1);
    assert_eq!(of(0, 1), of(0, 500), "whoever raises many at once lowers nothing by it");
    // One is enough to be known, and is drawn to what is usual: (1 + 5 × 0.75) ÷ 6.
    assert_eq!(one.0, 7_917);
    assert!(
        part(&cell_with(|month| month.settled = share(1, 1)), Dimension::Confidence).is_some_and(|part| part.known)
    );
}

#[test]
fn concerns_of_half_a_year_ago_are_not_held_against_a_cell_for_ever() {
    let mut cell = cell_with(|_| {});
    let many = cell.returns.len();
    cell.returns[many - 9].settled = share(0, 4);
    assert_eq!(part(&cell, Dimension::Confidence), None);
    cell.returns[many - 6].settled = share(0, 4);
    assert!(part(&cell, Dimension::Confidence).is_some());
}

#[test]
fn what_was_never_put_down_stands_no_higher_than_what_was_little() {
    let never = cell_with(|month| (month.cared, month.answered) = (share(0, 5), share(0, 2)));
    let little = cell_with(|month| (month.cared, month.answered) = (share(0, 5), share(1, 2)));
    let [never, little] = [never, little].map(|cell| part(&cell, Dimension::Bonds).expect("others record it"));
    assert!(!never.known && little.known);
    assert!(never.value < little.value, "{never:?} {little:?}");
}

#[test]
fn members_who_work_are_a_stock_and_each_month_is_one_sight_of_it() {
    let mut cell = cell_with(|month| month.deputy = None);
    let last = cell.returns.len() - 1;
    cell.returns[last].worked = share(3, 12);
    let figure = score(&cell, &all(), today()).figures[Proportion::Worked as usize].expect("it is told");
    assert_eq!((figure.part, figure.of, figure.times), (30_000, 12, 6));
}

#[test]
fn a_third_of_what_others_record_may_be_unknown_and_no_more() {
    let bare = |month: &mut Return| (month.worked, month.deputy, month.answered) = (None, None, None);
    let two = lately(bare);
    assert!(matches!(score(&two, &all(), today()).state, State::Scored(_)), "two of six");
    let three = lately(|month| {
        bare(month);
        (month.minutes, month.confirmed) = Default::default();
    });
    let mut three = three;
    three.returns[..18].iter_mut().for_each(|month| (month.minutes, month.confirmed) = Default::default());
    assert_eq!(score(&three, &all(), today()).state, State::TooLittleEvidence);
}

#[test]
fn what_holds_a_cell_back_may_be_that_it_answers_nothing() {
    let cell = cell_with(|month| month.carried = share(0, 2));
    let why = score(&cell, &all(), today()).why;
    assert_eq!(why.next, Advice::AnswerPolicies);
    assert!(matches!(why.holds_back, Some(Reason::Counted(figure)) if figure.proportion == Proportion::Carried));
}

#[test]
fn a_baseline_from_before_says_nothing_of_what_came_later() {
    let old = r#"{"day":"2026-06-30","computed":false,"cells":9,"quorate":10000,
        "proportions":[7500,7500,7500,null,7500,7500],
        "dimensions":[{"median":7500,"lower":5000},{"median":7500,"lower":5000},{"median":7500,"lower":5000},null]}"#;
    let read: Baseline = serde_json::from_str(old).expect("it was published");
    assert_eq!((read.proportions.len(), read.dimensions.len()), (PROPORTIONS, DIMENSIONS));
    assert_eq!(read.left_out().count(), DIMENSIONS - 3);
    let again: Baseline = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    let long = old.replace("[7500,", &format!("[{}", "7500,".repeat(PROPORTIONS)));
    assert!(serde_json::from_str::<Baseline>(&long).is_err());
}
