//! Help from its asking to its end, and who may say what of it.

use std::collections::{BTreeMap, BTreeSet};

use book::SubjectId;
use charter::Refusal;
use charter::calendar::Zone;
use proptest::prelude::{prop, proptest};

use super::{act, day, keeper, member, people, person, secretary};
use crate::help::{Board, Command, Help};
use crate::{HELP_DAYS, Nearby, Sort, TEXT_BYTES, Told};

fn id(number: u8) -> SubjectId {
    SubjectId([number; 16])
}

fn ask(who: u8, sort: Sort) -> Command {
    Command::Ask { who: person(who), sort, text: Some("On Friday".into()), near: true }
}

fn offer(who: u8, sort: Sort) -> Command {
    Command::Offer { who: person(who), sort, text: None, near: false }
}

/// A cell's board, on which everything is done as a book would.
#[derive(Default)]
struct Cell(BTreeMap<SubjectId, Help>);

impl Cell {
    fn act(&mut self, by: &charter::By, of: u8, command: Command) -> Result<usize, Refusal> {
        let board = Board { all: self.0.clone(), people: people(), of: id(of) };
        let mut help = self.0.get(&id(of)).cloned().unwrap_or_default();
        let done = act(&mut help, by, command, &board, day(0))?;
        self.0.insert(id(of), help);
        Ok(done)
    }

    fn matched(&self, of: u8) -> bool {
        Board { all: self.0.clone(), people: people(), of: id(of) }.is_matched(id(of))
    }
}

#[test]
fn everybody_asks_and_offers_for_themselves_and_an_officer_for_those_who_asked_them_to() {
    let mut cell = Cell::default();
    assert_eq!(cell.act(&member(2), 1, ask(2, Sort::Lift)), Ok(2));
    assert_eq!(cell.act(&member(2), 2, ask(3, Sort::Lift)), Err(Refusal::NoSuchTerm));
    assert_eq!(cell.act(&secretary(), 2, offer(3, Sort::Lift)), Ok(1));
    assert_eq!(cell.act(&secretary(), 3, offer(9, Sort::Lift)), Err(Refusal::NotOnTheRoll));
    assert_eq!(cell.act(&secretary(), 1, ask(2, Sort::Lift)), Err(Refusal::Exists));
    let long = Command::Ask {
        who: person(2),
        sort: Sort::Other,
        text: Some("x".repeat(TEXT_BYTES + 1).as_str().into()),
        near: false,
    };
    assert_eq!(cell.act(&member(2), 4, long), Err(Refusal::TooLong));
}

#[test]
fn hostile_107_what_somebody_asks_or_offers_is_matched_settled_and_withdrawn_by_them_and_by_no_other_member() {
    let mut cell = Cell::default();
    cell.act(&member(2), 1, ask(2, Sort::Lift)).unwrap();
    for command in [Command::Match(None), Command::Settle, Command::Withdraw] {
        assert_eq!(cell.act(&member(3), 1, command), Err(Refusal::NoSuchTerm));
        assert_eq!(cell.act(&member(3), 9, Command::Settle), Err(Refusal::NotHere));
    }
    assert_eq!(cell.act(&member(2), 1, Command::Withdraw), Ok(1));
    assert_eq!(cell.act(&member(2), 1, Command::Withdraw), Ok(0));
    assert_eq!(cell.act(&secretary(), 1, Command::Match(None)), Err(Refusal::HelpOver));
}

#[test]
fn one_who_asks_and_one_who_offers_the_same_are_matched_from_either_side() {
    let mut cell = Cell::default();
    cell.act(&member(2), 1, ask(2, Sort::Lift)).unwrap();
    cell.act(&member(3), 2, offer(3, Sort::Lift)).unwrap();
    cell.act(&member(3), 3, offer(3, Sort::Repair)).unwrap();
    cell.act(&member(2), 4, offer(2, Sort::Lift)).unwrap();
    cell.act(&member(4), 5, ask(4, Sort::Lift)).unwrap();
    for with in [3, 4, 5] {
        assert_eq!(cell.act(&member(2), 1, Command::Match(Some(id(with)))), Err(Refusal::NoMatch), "{with}");
    }
    assert_eq!(cell.act(&member(2), 1, Command::Match(Some(id(9)))), Err(Refusal::NotHere));
    assert_eq!(cell.act(&member(3), 2, Command::Match(Some(id(1)))), Ok(1));
    assert!(cell.matched(1) && cell.matched(2) && !cell.matched(5));
    assert_eq!(cell.act(&member(4), 5, Command::Match(Some(id(2)))), Err(Refusal::HelpMatched));
}

#[test]
fn hostile_143_one_offer_for_which_fifty_reach_at_once_is_matched_with_one() {
    let mut cell = Cell::default();
    cell.act(&member(5), 100, offer(5, Sort::Lift)).unwrap();
    for of in 0..50 {
        cell.act(&secretary(), of, ask(1 + of % 4, Sort::Lift)).unwrap();
    }
    let matched = (0..50).filter(|of| cell.act(&secretary(), *of, Command::Match(Some(id(100)))).is_ok()).count();
    assert_eq!(matched, 1);
}

#[test]
fn help_that_nobody_ends_is_spoken_of_for_sixty_days() {
    let mut cell = Cell::default();
    cell.act(&member(2), 1, ask(2, Sort::Visit)).unwrap();
    let stands = |number| cell.0[&id(1)].stands(day(number), &Zone::UTC);
    assert_eq!([0, HELP_DAYS, HELP_DAYS + 1].map(stands), [true, true, false]);
}

#[test]
fn only_the_keeper_tells_what_is_told_next_door_and_the_same_twice_is_nothing() {
    let mut nearby = Nearby::default();
    let tell = || Told::Told { asked: BTreeSet::from([Sort::Lift]), offered: BTreeSet::new() };
    assert_eq!(act(&mut nearby, &secretary(), tell(), &(), day(0)), Err(Refusal::NotYours));
    assert_eq!(act(&mut nearby, &keeper(), tell(), &(), day(0)), Ok(1));
    assert_eq!(act(&mut nearby, &keeper(), tell(), &(), day(0)), Ok(0));
}

proptest! {
    #[test]
    fn whatever_is_asked_nothing_is_matched_with_two_and_nothing_of_another_member_changes(
        asked in prop::collection::vec((1..6_u8, 0..8_u8, 0..6_u8, 0..8_u8), 0..60),
    ) {
        let mut cell = Cell::default();
        for (who, of, what, with) in asked {
            let command = match what {
                0 => ask(who, Sort::Lift),
                1 => offer(who, Sort::Lift),
                2 => Command::Match(None),
                3 => Command::Settle,
                4 => Command::Withdraw,
                _ => Command::Match(Some(id(with))),
            };
            let before = cell.0.clone();
            let _ = cell.act(&member(who), of, command);
            for (id, help) in &before {
                assert!(help.who == Some(person(who)) || cell.0[id] == *help);
            }
            let partners = cell.0.values().filter_map(|help| help.matched.flatten()).collect::<Vec<_>>();
            assert_eq!(partners.iter().collect::<BTreeSet<_>>().len(), partners.len(), "{partners:?}");
        }
    }
}
