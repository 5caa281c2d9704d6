//! Looks: what they remember, for how long, and how anybody knows that the tables say something else.

use std::sync::Arc;

use book::{Kind, SubjectId, Text, UnitId};
use ledger::{Ledger, Term, Wish};
use member::{Command, Details, Member, Row};

use super::world::World;

fn join(world: &mut World, unit: UnitId, actor: Term) -> (SubjectId, Wish) {
    let (person, id) = (SubjectId(world.chance.bytes()), world.id());
    let details = Details { name: Some(Text("Ada".into())), ..Details::default() };
    let details = Some(charter::Private::new(&details).unwrap());
    let command = Command::Join { code: None, day: None, left: None, details, bulk: false };
    (person, Wish::new::<Member>(id, unit, person, actor, world.now, &command).unwrap())
}

fn people(ledger: &Ledger, unit: UnitId) -> Arc<Vec<Row>> {
    ledger.look(|look| member::all(look, unit)).unwrap()
}

#[test]
fn looks_remember_what_was_read_until_anybody_writes_whoever_it_is() {
    let (mut world, centre, (_, organiser, cell)) = World::with_a_cell(71);
    let mut wish = || join(&mut world, cell, organiser).1;
    let (first, second) = (wish(), wish());
    let (ledger, other) = centre.into_ledger_beside();
    let before = people(&ledger, cell);
    assert!(Arc::ptr_eq(&before, &people(&ledger, cell)), "nobody wrote, so nothing is read again");
    ledger.act(first).unwrap();
    assert_eq!((before.len(), people(&ledger, cell).len()), (0, 1));
    // A command at the machine, beside the pages, is a process of its own.
    let mut other = other();
    other.act(&[second]).pop().unwrap().unwrap();
    let subjects = ledger.look(|look| look.subjects::<Member>(cell)).unwrap();
    assert_eq!((people(&ledger, cell).len(), subjects.len()), (2, 2));
}

#[test]
fn whatever_changes_the_tables_gives_them_another_state_and_what_is_refused_does_not() {
    let (mut world, mut centre, (_, organiser, cell)) = World::with_a_cell(72);
    let (person, wish) = join(&mut world, cell, organiser);
    let (_, other) = join(&mut world, cell, organiser);
    let state = |node: &super::world::Living| node.store.look().state().unwrap();
    let mut last = state(&centre);
    let mut is_another = |node: &super::world::Living| std::mem::replace(&mut last, state(node)) != state(node);
    centre.store.act(std::slice::from_ref(&wish)).pop().unwrap().unwrap();
    assert!(is_another(&centre), "somebody joined");
    assert!(centre.store.act(&[Wish { id: wish.id, ..other }]).pop().unwrap().is_err());
    assert!(!is_another(&centre), "a command was refused");
    let apart = centre.store.look().book(cell, Kind::Record).unwrap().unwrap();
    let named =
        |node: &super::world::Living| node.store.look().subject::<Member>(cell, person).unwrap().unwrap().details();
    assert!(named(&centre).is_some());
    centre.store.destroy(&[(cell, person)]).unwrap();
    assert!(is_another(&centre) && named(&centre).is_none(), "a key was destroyed");
    assert_eq!(centre.store.redact(&[(apart, 1_000)]).unwrap(), 0);
    assert!(!is_another(&centre), "nothing was there to be taken out");
    centre.store.refold().unwrap();
    assert!(is_another(&centre), "all was folded again");
}
