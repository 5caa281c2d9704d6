//! A record's key turns when a term of office ends, when a device is replaced, and when somebody is to have it no more.

use book::{BookId, Kind, SubjectId};
use charter::Office;
use charter::offices::{Command, Offices};
use charter::recipients::{Command as Handing, Recipients};
use ledger::{Parcel, Term, own_subject};

use super::world::World;

#[test]
fn whoever_kept_the_keys_of_their_term_reads_what_was_written_in_it_and_nothing_after() {
    let (mut world, mut centre, (_, organiser, cell)) = World::with_a_cell(1);
    let (mut before, mut after) = (world.node(), world.node());
    let own = own_subject(cell);
    let begin = Command::Begin { office: Office::Secretary, below: false, until: None };
    world.ask::<Offices>(&mut centre, cell, own, organiser, &begin).unwrap();
    let secretary = Term::Office { unit: cell, office: Office::Secretary, number: 1 };
    let ada = world.join(&mut centre, cell, secretary).unwrap();
    centre.give(&mut before);
    centre.give_keys(&mut before, cell);

    let end = Command::End { office: Office::Secretary, number: 1 };
    world.ask::<Offices>(&mut centre, cell, own, organiser, &end).unwrap();
    let bruno = world.join(&mut centre, cell, organiser).unwrap();
    centre.give(&mut before);
    centre.give(&mut after);
    centre.give_keys(&mut after, cell);
    let has = |person: SubjectId| [centre.has(cell, person), before.has(cell, person), after.has(cell, person)];
    assert_eq!(has(ada), [true, true, true]);
    assert_eq!(has(bruno), [true, false, true], "the old key opens what was written after the term");
    // The book itself is held whole, and can be passed on.
    let head = |of: &super::world::Living| of.store.look().head(cell, Kind::Record).unwrap();
    assert_eq!(head(&before), head(&centre));
    assert_eq!(centre.store.parcel(cell).unwrap().epochs.len(), 2);
}

#[test]
fn a_keeper_of_a_new_reign_locks_under_a_key_that_the_old_device_does_not_have() {
    let (mut world, mut centre, (root, organiser, cell)) = World::with_a_cell(2);
    let (mut lost, mut new) = (world.node(), world.node());
    let ada = world.join(&mut centre, cell, organiser).unwrap();
    for node in [&mut lost, &mut new] {
        centre.give(node);
        centre.give_keys(node, cell);
    }
    world.appoint(&mut centre, root, organiser, &[cell], new.device(), 1);
    centre.give(&mut new);
    let bruno = world.join(&mut new, cell, organiser).unwrap();
    let carla = world.join(&mut new, cell, organiser).unwrap();
    for node in [&mut centre, &mut lost] {
        new.give(node);
    }
    let has = |of: &super::world::Living| [ada, bruno, carla].map(|person| of.has(cell, person));
    assert_eq!((has(&new), has(&lost)), ([true; 3], [true, false, false]));
    assert_eq!(new.store.parcel(cell).unwrap().epochs.len(), 2, "it turns once, not with every batch");
    new.give_keys(&mut centre, cell);
    assert_eq!(has(&centre), [true; 3]);
}

#[test]
fn whoever_is_withdrawn_from_a_records_keys_reads_nothing_that_is_written_after() {
    let (mut world, mut centre, (_, organiser, cell)) = World::with_a_cell(3);
    let mut stick = world.node();
    let own = own_subject(cell);
    world.join(&mut centre, cell, organiser).unwrap();
    let key = |of: &super::world::Living| {
        let id = BookId { unit: cell, kind: Kind::Record };
        of.store.look().keeping(id).unwrap().and_then(|book| book.key)
    };
    let parcel = centre.store.parcel(cell).unwrap();
    assert_eq!(key(&centre), parcel.newest(), "a book tells which key locks it");
    let give = Handing::Give { to: "age1a".into(), name: "A stick".into(), key: parcel.newest().unwrap() };
    world.ask::<Recipients>(&mut centre, cell, own, organiser, &give).unwrap();
    // As it travels: plain here, and locked on the way.
    let came = Parcel::decode(&parcel.encode()).unwrap();
    assert_eq!(came, parcel);
    centre.give(&mut stick);
    stick.store.unlock(&came).unwrap();
    assert_eq!(came.code("age1a"), parcel.code("age1a"));
    assert_ne!(came.code("age1a"), came.code("age1b"), "a code is one recipient's");
    world.ask::<Recipients>(&mut centre, cell, own, organiser, &Handing::Withdraw { to: "age1a".into() }).unwrap();
    let bruno = world.join(&mut centre, cell, organiser).unwrap();
    centre.give(&mut stick);
    assert!(centre.has(cell, bruno) && !stick.has(cell, bruno));
    assert_ne!(key(&centre), parcel.newest());
    // Folded from the books alone, it is the same key.
    let before = key(&centre);
    centre.store.refold().unwrap();
    assert_eq!(key(&centre), before);
}

#[test]
fn a_parcel_that_was_cut_changed_or_is_another_thing_is_none() {
    let parcel = Parcel {
        unit: book::UnitId([1; 32]),
        epochs: vec![[2; 32]],
        persons: vec![(SubjectId([3; 16]), [4; 32])],
        letterboxes: vec![([5; 32], [6; 32])],
    };
    let bytes = parcel.encode();
    assert_eq!(Parcel::decode(&bytes), Some(parcel.clone()));
    assert!((0..bytes.len()).all(|end| Parcel::decode(&bytes[..end]).is_none()));
    let nothing = Parcel { epochs: vec![], ..parcel };
    assert_eq!(Parcel::decode(&nothing.encode()), None, "keys of nothing");
    let mut other = bytes.clone();
    let at = bytes.windows(14).position(|at| at == b"sward.parcel.2").unwrap();
    other[at + 13] = b'1';
    assert_eq!(Parcel::decode(&other), None, "another version of it");
}

#[test]
fn a_new_reign_turns_the_key_also_of_an_empty_record_and_of_one_whose_key_had_turned_unused() {
    for (seed, before) in [(4, false), (5, true)] {
        let (mut world, mut centre, (root, organiser, cell)) = World::with_a_cell(seed);
        let (mut lost, mut new) = (world.node(), world.node());
        let own = own_subject(cell);
        if before {
            world.join(&mut centre, cell, organiser).unwrap();
            let begin = Command::Begin { office: Office::Secretary, below: false, until: None };
            world.ask::<Offices>(&mut centre, cell, own, organiser, &begin).unwrap();
            let end = Command::End { office: Office::Secretary, number: 1 };
            world.ask::<Offices>(&mut centre, cell, own, organiser, &end).unwrap();
        }
        for node in [&mut lost, &mut new] {
            centre.give(node);
            centre.give_keys(node, cell);
        }
        world.appoint(&mut centre, root, organiser, &[cell], new.device(), 1);
        centre.give(&mut new);
        let bruno = world.join(&mut new, cell, organiser).unwrap();
        centre.give(&mut lost);
        new.give(&mut lost);
        assert!(new.has(cell, bruno) && !lost.has(cell, bruno), "with a batch before: {before}");
    }
}

#[test]
fn a_key_that_somebody_slipped_into_a_parcel_locks_nothing_that_the_keeper_writes() {
    let (mut world, mut centre, (_, organiser, cell)) = World::with_a_cell(6);
    let mut other = world.node();
    world.join(&mut centre, cell, organiser).unwrap();
    let slipped = Parcel { unit: cell, epochs: vec![[66; 32]], persons: vec![], letterboxes: vec![] };
    let own = centre.store.parcel(cell).unwrap().newest();
    centre.store.unlock(&slipped).unwrap();
    let bruno = world.join(&mut centre, cell, organiser).unwrap();
    let locks = centre.store.look().keeping(BookId { unit: cell, kind: Kind::Record }).unwrap().unwrap().key;
    assert_eq!((locks, centre.has(cell, bruno)), (own, true));
    assert_ne!(own, slipped.newest());
    // What it locks elsewhere it would open, and it is there for whoever is given all keys.
    centre.give(&mut other);
    centre.give_keys(&mut other, cell);
    assert!(other.has(cell, bruno) && other.store.parcel(cell).unwrap().epochs.len() == 2);
}
