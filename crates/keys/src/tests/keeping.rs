//! Keys: each named by its hash, kept in order, made once, and never taken back once destroyed.

use book::{Hash, SubjectId, UnitId, key_ref};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::{
    Error, Key, accept_epoch, accept_epochs, accept_person, add_epoch, arrange, destroy, epoch, epochs, person_key,
    person_key_of, person_or, persons, prepare, present,
};

fn file() -> Connection {
    let mut file = Connection::open_in_memory().unwrap();
    prepare(&mut file).unwrap();
    file
}

fn unit(number: u8) -> UnitId {
    UnitId([number; 32])
}

fn person(number: u8) -> SubjectId {
    SubjectId([number; 16])
}

fn key(number: u8) -> Key {
    [number; 32]
}

fn name(number: u8) -> Hash {
    key_ref(&key(number))
}

fn numbers(keys: &Connection, of: UnitId) -> Vec<u8> {
    epochs(keys, of).unwrap().into_iter().map(|(_, key)| key[0]).collect()
}

fn add_epochs(keys: &Connection, numbers: &[u8]) {
    for number in numbers {
        add_epoch(keys, unit(1), key(*number)).unwrap();
    }
}

#[test]
fn hostile_149_a_key_that_is_not_the_one_its_reference_names_is_refused() {
    let keys = file();
    assert!(matches!(accept_epoch(&keys, unit(1), name(1), key(2)), Err(Error::NotItsHash)));
    assert_eq!((epoch(&keys, name(1)).unwrap(), epoch(&keys, name(2)).unwrap()), (None, None));
    accept_epoch(&keys, unit(1), name(1), key(1)).unwrap();
    assert_eq!(epoch(&keys, name(1)).unwrap(), Some(key(1)));
}

#[test]
fn hostile_156_a_destroyed_epoch_key_that_is_offered_again_is_refused() {
    let keys = file();
    add_epoch(&keys, unit(1), key(1)).unwrap();
    destroy(&keys, name(1)).unwrap();
    assert_eq!((epoch(&keys, name(1)).unwrap(), present(&keys, unit(1)).unwrap()), (None, None));
    assert!(matches!(accept_epoch(&keys, unit(1), name(1), key(1)), Err(Error::Destroyed)));
    assert!(matches!(add_epoch(&keys, unit(2), key(1)), Err(Error::Destroyed)));
    assert_eq!(epoch(&keys, name(1)).unwrap(), None);
}

#[test]
fn hostile_156_a_destroyed_key_of_a_person_that_is_offered_again_is_refused() {
    let keys = file();
    person_or(&keys, unit(1), person(1), || key(1)).unwrap();
    destroy(&keys, name(1)).unwrap();
    assert_eq!(person_key(&keys, unit(1), person(1)).unwrap(), None);
    assert!(matches!(accept_person(&keys, unit(1), person(1), key(1)), Err(Error::Destroyed)));
    // Neither for somebody else, nor in another unit.
    assert!(matches!(accept_person(&keys, unit(2), person(2), key(1)), Err(Error::Destroyed)));
    assert_eq!(persons(&keys, unit(1)).unwrap(), []);
}

#[test]
fn a_key_can_be_destroyed_before_it_ever_came_and_twice() {
    let keys = file();
    destroy(&keys, name(1)).unwrap();
    destroy(&keys, name(1)).unwrap();
    assert!(matches!(add_epoch(&keys, unit(1), key(1)), Err(Error::Destroyed)));
}

#[test]
fn destroying_one_key_leaves_every_other() {
    let keys = file();
    add_epochs(&keys, &[1, 2, 3]);
    person_or(&keys, unit(1), person(1), || key(4)).unwrap();
    destroy(&keys, name(2)).unwrap();
    assert_eq!(numbers(&keys, unit(1)), [1, 3]);
    assert_eq!(person_key(&keys, unit(1), person(1)).unwrap(), Some((name(4), key(4))));
}

#[test]
fn a_unit_gets_its_next_key_after_an_older_one_was_destroyed() {
    let keys = file();
    add_epochs(&keys, &[1, 2]);
    destroy(&keys, name(1)).unwrap();
    add_epoch(&keys, unit(1), key(3)).unwrap();
    assert_eq!(numbers(&keys, unit(1)), [2, 3]);
    assert_eq!(present(&keys, unit(1)).unwrap(), Some((name(3), key(3))));
}

#[test]
fn epoch_keys_keep_their_order_and_the_last_is_the_present_one() {
    let keys = file();
    // Neither the bytes of the keys nor those of their names are in this order.
    for number in [7, 3, 9, 1] {
        assert_eq!(add_epoch(&keys, unit(1), key(number)).unwrap(), name(number));
        assert_eq!(present(&keys, unit(1)).unwrap(), Some((name(number), key(number))));
    }
    assert_eq!(numbers(&keys, unit(1)), [7, 3, 9, 1]);
}

#[test]
fn the_same_epoch_key_twice_is_kept_once_and_keeps_its_place() {
    let keys = file();
    for number in [7, 3, 7] {
        add_epoch(&keys, unit(1), key(number)).unwrap();
    }
    assert_eq!(numbers(&keys, unit(1)), [7, 3]);
    assert_eq!(present(&keys, unit(1)).unwrap(), Some((name(3), key(3))));
}

#[test]
fn keys_that_come_late_go_before_the_later_ones_that_came_with_them() {
    for (held, came, then) in [
        (&[2u8][..], &[1u8, 2][..], &[1u8, 2][..]),
        (&[3], &[1, 2, 3, 4], &[1, 2, 3, 4]),
        (&[1, 4], &[2, 3, 4], &[1, 2, 3, 4]),
        (&[1], &[2], &[1, 2]),
        (&[], &[1, 2], &[1, 2]),
        // Two nodes that disagree: what is held stays in its order.
        (&[1, 2], &[2, 1, 3], &[1, 2, 3]),
        (&[1, 2], &[1, 2], &[1, 2]),
    ] {
        let keys = file();
        add_epochs(&keys, held);
        let came = came.iter().map(|number| key(*number)).collect::<Vec<_>>();
        accept_epochs(&keys, unit(1), &came).unwrap();
        assert_eq!(numbers(&keys, unit(1)), then, "{held:?} and {came:?}");
        assert_eq!(present(&keys, unit(1)).unwrap().map(|found| found.1[0]), then.last().copied());
    }
    let keys = file();
    destroy(&keys, name(1)).unwrap();
    assert!(matches!(accept_epochs(&keys, unit(1), &[key(1), key(2)]), Err(Error::Destroyed)));
}

#[test]
fn keys_that_were_used_stand_in_the_order_of_their_first_use_and_the_others_stay_where_they_are() {
    for (held, used, then) in [
        (&[2u8, 1][..], &[1u8, 2][..], &[1u8, 2][..]),
        (&[2, 5, 1, 6], &[1, 2], &[1, 5, 2, 6]),
        (&[3, 1], &[1, 2, 3], &[1, 3]),
        (&[1, 2], &[], &[1, 2]),
    ] {
        let keys = file();
        add_epochs(&keys, held);
        add_epoch(&keys, unit(2), key(9)).unwrap();
        let used = used.iter().map(|number| name(*number)).collect::<Vec<_>>();
        arrange(&keys, unit(1), &used).unwrap();
        assert_eq!((numbers(&keys, unit(1)), numbers(&keys, unit(2))), (then.to_vec(), vec![9]));
    }
}

#[test]
fn units_do_not_share_keys() {
    let keys = file();
    add_epoch(&keys, unit(1), key(1)).unwrap();
    add_epoch(&keys, unit(2), key(2)).unwrap();
    assert_eq!((numbers(&keys, unit(1)), numbers(&keys, unit(2))), (vec![1], vec![2]));
    assert_eq!(present(&keys, unit(3)).unwrap(), None);
}

#[test]
fn a_persons_key_is_made_once() {
    let keys = file();
    let made = person_or(&keys, unit(1), person(1), || key(1)).unwrap();
    assert_eq!(made, (name(1), key(1)));
    let again = person_or(&keys, unit(1), person(1), || panic!("made a second time")).unwrap();
    assert_eq!((again, person_key(&keys, unit(1), person(1)).unwrap()), (made, Some(made)));
}

#[test]
fn a_person_has_a_key_of_their_own_in_every_unit() {
    let keys = file();
    let made = [(1, 1, 1), (1, 2, 2), (2, 1, 3)];
    for (in_unit, who, number) in made {
        person_or(&keys, unit(in_unit), person(who), || key(number)).unwrap();
    }
    assert_eq!(persons(&keys, unit(1)).unwrap(), [(person(1), key(1)), (person(2), key(2))]);
    assert_eq!(persons(&keys, unit(2)).unwrap(), [(person(1), key(3))]);
}

#[test]
fn a_persons_key_from_elsewhere_is_the_one_that_is_used_from_then_on() {
    let keys = file();
    accept_person(&keys, unit(1), person(1), key(5)).unwrap();
    let found = person_or(&keys, unit(1), person(1), || panic!("made beside the one that came")).unwrap();
    assert_eq!(found, (name(5), key(5)));
}

#[test]
fn two_keepers_who_did_not_meet_each_made_a_key_and_both_still_open_what_they_locked() {
    let keys = file();
    // Neither the bytes of the keys nor those of their names are in this order.
    person_or(&keys, unit(1), person(1), || key(9)).unwrap();
    for number in [3, 7, 3] {
        accept_person(&keys, unit(1), person(1), key(number)).unwrap();
    }
    // What came may be anybody's: it opens what it locked, and locks nothing here.
    assert_eq!(persons(&keys, unit(1)).unwrap(), [7, 3, 9].map(|number| (person(1), key(number))));
    assert_eq!(person_key(&keys, unit(1), person(1)).unwrap(), Some((name(9), key(9))));
    let of = |who, number| person_key_of(&keys, unit(1), person(who), name(number)).unwrap();
    assert_eq!([of(1, 9), of(1, 3), of(1, 7)], [9, 3, 7].map(|number| Some(key(number))));
    assert_eq!([of(2, 9), of(1, 8)], [None; 2]);
}

#[test]
fn the_key_of_a_person_that_came_first_is_used_once_the_one_from_here_is_destroyed() {
    for number in [2, 5] {
        let keys = file();
        person_or(&keys, unit(1), person(1), || key(4)).unwrap();
        accept_person(&keys, unit(1), person(1), key(3)).unwrap();
        destroy(&keys, name(4)).unwrap();
        accept_person(&keys, unit(1), person(1), key(number)).unwrap();
        assert_eq!(persons(&keys, unit(1)).unwrap(), [number, 3].map(|number| (person(1), key(number))));
        assert_eq!(person_key(&keys, unit(1), person(1)).unwrap(), Some((name(3), key(3))));
    }
}

#[test]
fn after_a_person_was_erased_a_new_key_is_made_and_not_the_old_one_found() {
    let keys = file();
    person_or(&keys, unit(1), person(1), || key(1)).unwrap();
    destroy(&keys, name(1)).unwrap();
    assert_eq!(person_or(&keys, unit(1), person(1), || key(2)).unwrap(), (name(2), key(2)));
}

#[test]
fn tables_are_prepared_once() {
    let mut keys = file();
    add_epoch(&keys, unit(1), key(1)).unwrap();
    prepare(&mut keys).unwrap();
    assert_eq!(numbers(&keys, unit(1)), [1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Keys come and are destroyed in any order: what is here is what came first and was never destroyed.
    #[test]
    fn what_was_destroyed_never_comes_back(steps in proptest::collection::vec((any::<bool>(), 0..6u8), 1..24)) {
        let (keys, mut kept, mut gone) = (file(), vec![], vec![]);
        for (destroys, number) in steps {
            if destroys {
                destroy(&keys, name(number)).unwrap();
                kept.retain(|other| *other != number);
                gone.push(number);
            } else {
                let came = accept_epoch(&keys, unit(1), name(number), key(number));
                prop_assert_eq!(came.is_err(), gone.contains(&number));
                if came.is_ok() && !kept.contains(&number) {
                    kept.push(number);
                }
            }
            prop_assert_eq!(numbers(&keys, unit(1)), kept.clone());
            prop_assert_eq!(present(&keys, unit(1)).unwrap().map(|(_, key)| key[0]), kept.last().copied());
        }
    }
}
