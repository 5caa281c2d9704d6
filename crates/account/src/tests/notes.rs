//! Who looked, while the day runs: each once, bounded, and taken away exactly.

use book::{PersonId, SubjectId, UnitId};
use charter::access::{Reader, Seen, What};
use charter::calendar::Day;

use crate::{DENIALS, Notes};

const TODAY: Day = Day(20_000);

fn seen(what: What, of: u8) -> Seen {
    Seen { what, of: Some(PersonId(SubjectId([of; 16]))), who: Reader::Machine }
}

fn denied(from: u8) -> Seen {
    Seen { what: What::Denied, of: None, who: Reader::From(UnitId([from; 32])) }
}

fn unit(number: u8) -> UnitId {
    UnitId([number; 32])
}

#[test]
fn what_is_seen_again_is_noted_once_by_whichever_process() {
    let dir = tempfile::tempdir().unwrap();
    let (notes, beside) = (Notes::open(dir.path()).unwrap(), Notes::open(dir.path()).unwrap());
    for notes in [&notes, &notes, &beside] {
        notes.put(TODAY, &[(unit(1), seen(What::Person, 1)), (unit(1), seen(What::Person, 1))]).unwrap();
    }
    notes.put(TODAY, &[(unit(2), seen(What::Person, 1))]).unwrap();
    notes.put(TODAY.plus(1), &[(unit(1), seen(What::Person, 1))]).unwrap();
    let told = notes.of(unit(1)).unwrap();
    assert_eq!(told, [(TODAY, seen(What::Person, 1)), (TODAY.plus(1), seen(What::Person, 1))]);
}

#[test]
fn what_is_noted_already_is_not_written_again() {
    let dir = tempfile::tempdir().unwrap();
    let notes = Notes::open(dir.path()).unwrap();
    notes.put(TODAY, &[(unit(1), seen(What::People, 1))]).unwrap();
    // Nobody could write now.
    let beside = ledger::own_room(dir.path(), "").unwrap();
    beside.execute_batch("DROP TABLE looked").unwrap();
    notes.put(TODAY, &[(unit(1), seen(What::People, 1))]).unwrap();
    assert!(notes.put(TODAY, &[(unit(1), seen(What::People, 2))]).is_err());
}

#[test]
fn nobody_fills_a_book_with_denials() {
    let dir = tempfile::tempdir().unwrap();
    let notes = Notes::open(dir.path()).unwrap();
    let many = (0..=200).map(|from| (unit(1), denied(from))).collect::<Vec<_>>();
    notes.put(TODAY, &many).unwrap();
    notes.put(TODAY, &[(unit(1), seen(What::People, 1)), (unit(2), denied(1))]).unwrap();
    assert_eq!(notes.of(unit(1)).unwrap().len() as i64, DENIALS + 1);
    assert_eq!(notes.of(unit(2)).unwrap().len(), 1);
}

#[test]
fn days_that_are_over_are_taken_and_the_running_one_stays() {
    let dir = tempfile::tempdir().unwrap();
    let notes = Notes::open(dir.path()).unwrap();
    for day in [TODAY.plus(-400), TODAY.plus(-1), TODAY] {
        notes.put(day, &[(unit(1), seen(What::People, 2)), (unit(1), denied(3))]).unwrap();
    }
    let over = notes.before(TODAY).unwrap();
    assert_eq!(over.iter().map(|noted| (noted.day, noted.seen.len())).collect::<Vec<_>>(), [(TODAY.plus(-1), 2)]);
    notes.taken(&over).unwrap();
    assert_eq!(notes.before(TODAY).unwrap(), []);
    assert_eq!(notes.of(unit(1)).unwrap().len(), 2);
}
