//! Frozen books: what was sealed by an earlier program must fold to the state that it folded to then.
//! `SWARD_GOLDEN=write` makes them anew, which is right only together with a new `FOLD_VERSION` under
//! which these very books fold otherwise.

use std::path::PathBuf;

use book::{SubjectId, UnitId, segment};
use ledger::{FOLD_VERSION, Parcel};

use super::order::life;
use super::world::World;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn golden_books_refold_to_their_recorded_digests() {
    if std::env::var_os("SWARD_GOLDEN").is_some() {
        write();
    }
    let books = std::fs::read(folder().join("life.segment")).unwrap();
    let recorded = std::fs::read_to_string(folder().join("life.txt")).unwrap();
    let mut world = World::new(99);
    let mut node = world.node();
    node.store.take(&books).unwrap();
    // A later fold may judge other books otherwise; these must still come to the state that was recorded.
    let state = |text: &str| text.split(" (fold").next().unwrap_or_default().to_string();
    let mut digest = vec![];
    for line in recorded.lines() {
        let words = line.split(' ').collect::<Vec<_>>();
        match words[..] {
            ["epoch", unit, key] => unlock(&mut node, unit, Some(key), None),
            ["person", unit, person, key] => unlock(&mut node, unit, None, Some((person, key))),
            _ => digest.push(state(line)),
        }
    }
    let now = |node: &super::world::Living| node.digest().to_string().lines().map(state).collect::<Vec<_>>();
    assert_eq!(now(&node), digest);
    node.store.refold().unwrap();
    assert_eq!(now(&node), digest);
}

fn unlock(node: &mut super::world::Living, unit: &str, epoch: Option<&str>, person: Option<(&str, &str)>) {
    let key = |text: &str| text.parse::<UnitId>().unwrap().0;
    let unit: UnitId = unit.parse().unwrap();
    let epochs = epoch.map(key).into_iter().collect();
    let persons = person.map(|(person, text)| (person.parse::<SubjectId>().unwrap(), key(text))).into_iter().collect();
    node.store.unlock(&Parcel { unit, epochs, persons, letterboxes: vec![] }).unwrap();
}

fn write() {
    let mut life = life(1);
    let mut node = life.world.node();
    let books = segment::pack(&life.batches).unwrap();
    node.store.take(&books).unwrap();
    let mut text = String::new();
    for parcel in &life.parcels {
        node.store.unlock(parcel).unwrap();
        for key in &parcel.epochs {
            text += &format!("epoch {} {}\n", parcel.unit, UnitId(*key));
        }
        for (person, key) in &parcel.persons {
            text += &format!("person {} {person} {}\n", parcel.unit, UnitId(*key));
        }
    }
    text += &format!("{}\n", node.digest());
    assert!(text.contains(&format!("(fold {FOLD_VERSION})")));
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join("life.segment"), books).unwrap();
    std::fs::write(folder().join("life.txt"), text).unwrap();
}
