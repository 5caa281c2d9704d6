//! Places in the tree: admitted, and moved without circles, to no depth past the limit.

use proptest::prelude::*;

use super::kit::{act, by, hash, organiser, stamp, unit};
use crate::places::{Above, Admission, Admit, DEPTH, Move, Moved, Moves, Place, Tree};
use crate::{Office, Reach, Refusal, Subject};

/// Units by number, each with the number of the one above; the highest numbers given as cells.
fn tree(above: &[(u8, Option<u8>)], cells: &[u8]) -> Tree {
    let place = |parent: &Option<u8>, is_cell, head| Above { parent: parent.map(unit), head, is_cell, closed: false };
    let units =
        above.iter().map(|(number, parent)| (unit(*number), place(parent, cells.contains(number), hash(*number))));
    Tree { above: units.collect() }
}

/// The root, two regions, and a cell in the first: 0 above 1 and 2, 1 above 3.
fn small() -> Tree {
    tree(&[(0, None), (1, Some(0)), (2, Some(0)), (3, Some(1))], &[3])
}

fn go(number: u8, to: u8) -> Move {
    Move::Move { unit: unit(number), to: unit(to) }
}

fn decide(tree: &Tree, number: u8, to: u8) -> Result<Vec<Moved>, Refusal> {
    Moves::default().decide(go(number, to), tree, &stamp(1))
}

/// A chain from the root down to this depth.
fn chain(depth: usize) -> Vec<(u8, Option<u8>)> {
    (0..=depth as u8).map(|number| (number, number.checked_sub(1))).collect()
}

#[test]
fn a_move_says_whence_whither_and_up_to_which_head() {
    let moved = Moved { unit: unit(3), from: unit(1), from_head: hash(1), to: unit(2) };
    assert_eq!(decide(&small(), 3, 2), Ok(vec![moved]));
}

#[test]
fn a_move_to_where_it_stands_is_so_already() {
    assert_eq!(decide(&small(), 3, 1), Ok(vec![]));
}

#[test]
fn a_unit_does_not_move_under_itself_or_under_one_below_it() {
    let tree = tree(&[(0, None), (1, Some(0)), (2, Some(1)), (3, Some(2))], &[]);
    assert_eq!([1, 2, 3].map(|to| decide(&tree, 1, to)), [const { Err(Refusal::Circle) }; 3]);
}

#[test]
fn the_root_does_not_move() {
    assert_eq!(decide(&small(), 0, 1), Err(Refusal::Circle));
}

#[test]
fn nothing_moves_below_a_cell() {
    assert_eq!(decide(&small(), 2, 3), Err(Refusal::BelowACell));
}

#[test]
fn nothing_moves_below_a_closed_unit_and_what_is_closed_may_still_move() {
    let mut tree = small();
    tree.above.get_mut(&unit(2)).unwrap().closed = true;
    assert_eq!(decide(&tree, 3, 2), Err(Refusal::Closed));
    assert_eq!(decide(&tree, 2, 1).map(|moved| moved.len()), Ok(1));
}

#[test]
fn a_unit_that_nobody_knows_does_not_move_and_nothing_moves_there() {
    assert_eq!([decide(&small(), 9, 1), decide(&small(), 3, 9)], [const { Err(Refusal::NotHere) }; 2]);
}

#[test]
fn a_tree_is_as_deep_as_the_limit_and_no_deeper() {
    let deep = |depth| {
        let mut above = chain(depth);
        above.push((200, Some(0)));
        tree(&above, &[])
    };
    assert_eq!(deep(DEPTH - 1).depth(unit(DEPTH as u8 - 1)), Some(DEPTH - 1));
    assert_eq!(decide(&deep(DEPTH - 1), 200, DEPTH as u8 - 1).map(|moved| moved.len()), Ok(1));
    assert_eq!(deep(DEPTH).depth(unit(DEPTH as u8)), Some(DEPTH));
    assert_eq!(decide(&deep(DEPTH), 200, DEPTH as u8), Err(Refusal::TooDeep));
}

#[test]
fn what_stands_below_a_unit_counts_when_it_moves() {
    // 200 has two levels below it, so it may stand three above the limit, and not two.
    let mut above = chain(DEPTH);
    above.extend([(200, Some(0)), (201, Some(200)), (202, Some(201)), (203, Some(200))]);
    let tree = tree(&above, &[]);
    assert_eq!(decide(&tree, 200, DEPTH as u8 - 3).map(|moved| moved.len()), Ok(1));
    assert_eq!(decide(&tree, 200, DEPTH as u8 - 2), Err(Refusal::TooDeep));
}

#[test]
fn the_way_up_from_the_deepest_unit_ends_at_the_root() {
    let tree = tree(&chain(DEPTH), &[]);
    assert!(tree.is_under(unit(DEPTH as u8), unit(0)) && tree.is_under(unit(5), unit(5)));
    assert!(!tree.is_under(unit(4), unit(5)) && !tree.is_under(unit(99), unit(0)));
}

#[test]
fn a_way_up_that_goes_round_or_ends_nowhere_has_no_depth() {
    let round = tree(&[(0, None), (1, Some(2)), (2, Some(1)), (3, Some(77))], &[]);
    assert_eq!([1, 2, 3, 9].map(|number| round.depth(unit(number))), [None; 4]);
    assert!(!round.is_under(unit(1), unit(0)));
    assert_eq!(decide(&round, 0, 1), Err(Refusal::Circle));
    let tree = tree(&[(0, None), (1, Some(2)), (2, Some(1)), (4, Some(0))], &[]);
    assert_eq!(decide(&tree, 4, 1), Err(Refusal::TooDeep));
}

#[test]
fn a_move_goes_on_from_where_the_last_one_ended() {
    let (mut moves, mut tree) = (Moves::default(), small());
    assert_eq!(act(&mut moves, &organiser(), go(3, 2), &tree, 7), Ok(1));
    // A tree that has not heard of it: the move would begin where the unit no longer stands.
    assert_eq!(act(&mut moves, &organiser(), go(3, 0), &tree, 8), Err(Refusal::Changed));
    tree.above.get_mut(&unit(3)).unwrap().parent = Some(unit(2));
    assert_eq!(act(&mut moves, &organiser(), go(3, 0), &tree, 9), Ok(1));
    assert_eq!(moves.seqs, [7, 9]);
    assert_eq!(
        moves.moves.iter().map(|moved| (moved.from, moved.to)).collect::<Vec<_>>(),
        [(unit(1), unit(2)), (unit(2), unit(0))]
    );
}

#[test]
fn only_who_manages_units_moves_and_admits_them() {
    let moved = Moved { unit: unit(3), from: unit(1), from_head: hash(1), to: unit(2) };
    for office in [Office::Deputy, Office::Treasurer, Office::Ombuds] {
        let by = by(office, Reach::Here);
        assert_eq!(Moves::default().may(&by, &moved), Err(Refusal::NotYours));
        assert_eq!(Place::default().may(&by, &Admission::Admitted(unit(3))), Err(Refusal::NotYours));
    }
    assert_eq!(Moves::default().may(&organiser(), &moved), Ok(()));
}

#[test]
fn a_unit_is_admitted_once() {
    let mut place = Place::default();
    let mut admit = |number| act(&mut place, &organiser(), Admit::Admit(unit(number)), &(), 1);
    assert_eq!([admit(3), admit(3)], [Ok(1), Ok(0)]);
    assert_eq!(place.unit, Some(unit(3)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is moved whither: a tree without circles stays one, and within its depth.
    #[test]
    fn no_order_of_moves_makes_a_circle_or_a_tree_too_deep(moves in proptest::collection::vec((0..28u8, 0..28u8), 1..12)) {
        let mut above = chain(20);
        above.extend([(21, Some(0)), (22, Some(21)), (23, Some(22)), (24, Some(22)), (25, Some(0)), (26, Some(25)), (27, Some(3))]);
        let mut tree = tree(&above, &[27]);
        for (number, to) in moves {
            for moved in decide(&tree, number, to).unwrap_or_default() {
                tree.above.get_mut(&moved.unit).unwrap().parent = Some(moved.to);
            }
            prop_assert!((0..28).all(|number| tree.depth(unit(number)).is_some_and(|depth| depth <= DEPTH)));
        }
        prop_assert!(tree.above.values().all(|place| place.parent != Some(unit(27))));
    }
}
