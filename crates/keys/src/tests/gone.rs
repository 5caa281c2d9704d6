//! What is destroyed is gone from the disk, and not only from the table.

use std::path::Path;

use book::{SubjectId, UnitId, key_ref};
use rusqlite::Connection;

use crate::{Key, add_epoch, destroy, epoch, person_key, person_or, prepare, settings, sweep};

/// So many that pages of the file fill, split and are given back.
const PEOPLE: u32 = 3_000;

fn key(number: u32) -> Key {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&number.to_be_bytes());
    // Bytes that stand nowhere else.
    key_ref(&seed).0
}

fn person(number: u32) -> SubjectId {
    SubjectId(*key(number ^ 0xffff_ffff).first_chunk().unwrap())
}

/// A file full of keys; an old one was filled by a program that left behind what it moved.
fn filled(path: &Path, old: bool) -> Connection {
    let mut file = Connection::open(path).unwrap();
    settings(&file).unwrap();
    prepare(&mut file).unwrap();
    if old {
        file.pragma_update_and_check(None, "secure_delete", "OFF", |_| Ok(())).unwrap();
    }
    file.execute_batch("BEGIN").unwrap();
    for number in 0..PEOPLE {
        person_or(&file, UnitId([1; 32]), person(number), || key(number)).unwrap();
    }
    add_epoch(&file, UnitId([1; 32]), key(PEOPLE)).unwrap();
    file.execute_batch("COMMIT").unwrap();
    prepare(&mut file).unwrap();
    file
}

/// Which of the keys stand in any of the files, told by the first half of each.
fn found(folder: &Path) -> Vec<u32> {
    let mut seen = std::collections::HashSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        seen.extend(bytes.windows(16).map(<[u8]>::to_vec));
    }
    (0..=PEOPLE).filter(|number| seen.contains(&key(*number)[..16])).collect()
}

#[test]
fn the_bytes_of_a_destroyed_key_are_in_no_file_after_a_sweep_and_all_others_are() {
    // Few go from a page, or many; from a file that an older program filled, or not.
    for (old, each) in [(false, 3), (false, 50), (true, 3), (true, 50)] {
        let folder = tempfile::tempdir().unwrap();
        let file = filled(&folder.path().join("keys.db"), old);
        assert_eq!(found(folder.path()).len(), PEOPLE as usize + 1);
        let gone = |number: &u32| number.is_multiple_of(each);
        file.execute_batch("BEGIN").unwrap();
        (0..=PEOPLE).filter(gone).for_each(|number| destroy(&file, key_ref(&key(number))).unwrap());
        file.execute_batch("COMMIT").unwrap();
        sweep(&file).unwrap();
        let left = (0..=PEOPLE).filter(|number| !gone(number)).collect::<Vec<_>>();
        assert!(found(folder.path()) == left, "old: {old}, each {each}");
    }
}

#[test]
fn a_key_that_cannot_be_destroyed_whole_is_not_destroyed_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(&folder.path().join("keys.db"), false);
    file.execute_batch("CREATE TRIGGER full BEFORE INSERT ON destroyed BEGIN SELECT RAISE(FAIL, 'no room'); END")
        .unwrap();
    for number in [7, PEOPLE] {
        assert!(destroy(&file, key_ref(&key(number))).is_err());
    }
    assert_eq!(person_key(&file, UnitId([1; 32]), person(7)).unwrap().map(|found| found.1), Some(key(7)));
    assert_eq!(epoch(&file, key_ref(&key(PEOPLE))).unwrap(), Some(key(PEOPLE)));
}
