//! The account of access: who may write it, how much one fact tells of, and that a day is taken once.

use account::Noted;
use book::{Actor, CommandId, PersonId, SubjectId};
use charter::access::{Access, Looked, Reader, SEEN, Seen, What};
use charter::calendar::Moment;
use charter::{By, Office, Reach, Refusal, Subject};
use ledger::Term;

use super::{by, cell, day, stamp};

fn seen(n: u16) -> Seen {
    let mut id = SubjectId::default();
    id.0[..2].copy_from_slice(&n.to_be_bytes());
    Seen { what: What::Person, of: Some(PersonId(id)), who: Reader::Office(Office::Secretary, 1) }
}

fn looked(many: usize) -> Looked {
    Looked::Looked { day: day(1), seen: (0..many as u16).map(seen).collect() }
}

#[test]
fn the_keeper_writes_it_and_nobody_else() {
    let access = Access::default();
    for office in [Office::Secretary, Office::Organiser] {
        assert_eq!(access.may(&by(office), &looked(1)), Err(Refusal::NotYours));
    }
    let keeper = By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) };
    assert_eq!(access.may(&keeper, &looked(SEEN)), Ok(()));
    assert_eq!(access.may(&keeper, &looked(SEEN + 1)), Err(Refusal::TooLong));
}

#[test]
fn it_stands_apart_and_a_day_without_anything_is_none() {
    assert!(Access::apart(&looked(1)));
    assert_eq!(Access::default().decide(looked(0), &(), &stamp(2)), Ok(vec![]));
    let mut access = Access::default();
    access.apply(looked(3), &stamp(2));
    assert_eq!(access, Access::default(), "no state hangs on it");
}

#[test]
fn a_day_with_much_becomes_several_commands_whose_ids_follow_from_what_they_say() {
    let noted = Noted { unit: cell(1), day: day(1), seen: (0..2 * SEEN as u16 + 1).map(seen).collect() };
    let wishes = crate::taken(&noted, Moment(5)).unwrap();
    assert_eq!(wishes.len(), 3);
    assert!(wishes.iter().all(|wish| wish.actor == Term::Keeper && wish.id != CommandId::default()));
    let again = crate::taken(&noted, Moment(9_000)).unwrap();
    let ids = |wishes: &[ledger::Wish]| wishes.iter().map(|wish| wish.id).collect::<Vec<_>>();
    assert_eq!(ids(&wishes), ids(&again), "taken twice it is done once");
    let other = crate::taken(&Noted { day: day(2), ..noted }, Moment(5)).unwrap();
    assert_ne!(ids(&wishes)[0], ids(&other)[0]);
}
