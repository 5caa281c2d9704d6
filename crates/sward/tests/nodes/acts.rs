//! Commands: once under one id, acknowledged after the commit, caught up with after a crash.

use std::sync::Arc;

use book::{CommandId, SubjectId};
use charter::calendar::Moment;
use charter::units::{Command as UnitCommand, Unit};
use charter::{Refusal, UnitKind};
use ledger::{Error, Outcome, Wish, own_subject};
use member::{Command, Member};

use super::world::{Living, World};

fn join(id: u8, unit: book::UnitId, actor: ledger::Term, person: u8) -> Wish {
    let command = Command::Join { code: None, day: None, left: None, details: None, bulk: false };
    let (id, person) = (CommandId([id; 16]), SubjectId([person; 16]));
    Wish::new::<Member>(id, unit, person, actor, Moment(0), &command).unwrap()
}

#[test]
fn a_unit_is_merged_neither_into_itself_nor_into_one_that_is_closed_as_far_as_is_known() {
    let mut world = World::new(11);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let [one, other] = ["One", "Other"].map(|name| world.found(&mut node, root, organiser, UnitKind::Cell, name));
    let mut close = |node: &mut Living, unit, into| {
        let asked = world.ask::<Unit>(node, unit, own_subject(unit), organiser, &UnitCommand::Close { into });
        asked.map_err(|fault| fault.refusal())
    };
    close(&mut node, other, None).unwrap();
    assert_eq!(close(&mut node, one, Some(one)).unwrap_err(), Some(Refusal::Circle));
    assert_eq!(close(&mut node, one, Some(other)).unwrap_err(), Some(Refusal::Closed));
    // A unit whose bulletin is not held may well be open.
    assert!(close(&mut node, one, Some(book::UnitId([9; 32]))).is_ok());
}

#[test]
fn hostile_148_the_same_command_twice_is_done_once_and_with_other_bytes_it_is_refused() {
    let mut world = World::new(1);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let cell = world.found(&mut node, root, organiser, UnitKind::Cell, "Mill");
    let (wish, other) = (join(1, cell, organiser, 1), join(1, cell, organiser, 2));
    // Once in one group, once in the next.
    let outcomes = node.store.act(&[wish.clone(), wish.clone(), other.clone()]);
    let done = Outcome::Done { facts: 1, founded: None };
    assert!(
        matches!(&outcomes[..], [Ok(a), Ok(b), Err(Error::Refused(charter::Refusal::OtherBytes))] if *a == done && *b == done)
    );
    let (before, _) = node.store.since(0).unwrap();
    assert!(matches!(node.store.act(&[wish]).pop(), Some(Ok(again)) if again == done));
    assert!(node.store.act(&[other]).pop().unwrap().is_err());
    assert_eq!(node.store.since(0).unwrap().0, before);
}

#[test]
fn a_founding_that_is_sent_twice_answers_with_the_same_unit() {
    let mut world = World::new(2);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let founding = world.founding(UnitKind::Cell, "Mill");
    let command = charter::units::Command::Found(founding);
    let subject = ledger::own_subject(root);
    let wish =
        Wish::new::<charter::units::Unit>(CommandId([3; 16]), root, subject, organiser, Moment(0), &command).unwrap();
    let [first, again] = [0, 1].map(|_| node.store.act(std::slice::from_ref(&wish)).pop().unwrap().unwrap());
    assert_eq!(first, again);
    assert!(matches!(first, Outcome::Done { founded: Some(_), .. }));
}

#[test]
fn a_crash_between_the_two_commits_is_caught_up_with() {
    let mut world = World::new(3);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let cell = world.found(&mut node, root, organiser, UnitKind::Cell, "Mill");
    let earlier = world.folder_of(&node);
    world.join(&mut node, cell, organiser).unwrap();
    // The books are newer than the read tables: as though power failed between their commits.
    let crashed = world.folder_of(&node);
    for file in ["read.db", "read.db-wal"] {
        std::fs::copy(earlier.join(file), crashed.join(file)).unwrap();
    }
    let restored = world.restore(&crashed, &node);
    assert_eq!(restored.digest(), node.digest());
    assert_eq!(restored.store.look().subjects::<Member>(cell).unwrap().len(), 1);
}

#[test]
fn a_thousand_callers_at_once_share_commits_and_each_gets_its_answer() {
    let mut world = World::new(4);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let cell = world.found(&mut node, root, organiser, UnitKind::Cell, "Mill");
    let before = node.seals();
    let (ledger, _folder) = node.into_ledger();
    let ledger = Arc::new(ledger);
    let callers = (0..8u8).map(|caller| {
        let ledger = Arc::clone(&ledger);
        std::thread::spawn(move || {
            let wish = |n: u8| {
                let mut wish = join(n, cell, organiser, n);
                (wish.id.0[0], wish.subject.0[0]) = (caller, caller);
                wish
            };
            let answers = (0..125).map(|n| ledger.hand_in(wish(n)).unwrap()).collect::<Vec<_>>();
            answers.into_iter().filter(|answer| answer.recv().unwrap().is_ok()).count()
        })
    });
    let callers = callers.collect::<Vec<_>>();
    let acknowledged: usize = callers.into_iter().map(|caller| caller.join().unwrap()).sum();
    assert_eq!(acknowledged, 1000);
    let on_the_roll = ledger.look(|look| Ok(look.subjects::<Member>(cell)?.len())).unwrap();
    assert_eq!(on_the_roll, 1000);
    let seals = ledger.with(|store| store.verify().unwrap().seals).unwrap() - before;
    assert!(seals < 500, "{seals} seals for a thousand commands");
}

#[test]
fn a_refusal_in_a_group_takes_nothing_else_down() {
    let mut world = World::new(5);
    let mut node = world.node();
    let (root, organiser) = world.genesis(&mut node);
    let cell = world.found(&mut node, root, organiser, UnitKind::Cell, "Mill");
    let stranger = ledger::Term::Office { unit: cell, office: charter::Office::Secretary, number: 4 };
    let outcomes =
        node.store.act(&[join(1, cell, organiser, 1), join(2, cell, stranger, 2), join(3, cell, organiser, 3)]);
    assert_eq!(outcomes.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert!(node.has(cell, SubjectId([3; 16])) && !node.has(cell, SubjectId([2; 16])));
}
