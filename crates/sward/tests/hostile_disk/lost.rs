//! Read tables that are lost or damaged: nothing is lost with them, since they are folded again.

use std::io::{Read, Seek, SeekFrom, Write};

use crate::kit::Node;

/// A cell that lived a little.
pub fn lived() -> Node {
    let node = Node::with_cells();
    node.import("members", "person,unit,name\np1,mill,Ada Nowak\np2,mill,Bruno Lund\np3,mill,Celia Toth\n");
    node.ok(&["meeting", "set", "mill", "2026-01-06T19:00", "--now", "2026-01-05"]);
    node.ok(&["meeting", "hold", "mill", "2026-01-06", "all", "--now", "2026-01-06T21:00"]);
    node.ok(&["meeting", "minute", "mill", "2026-01-06", "We met.", "--now", "2026-01-07"]);
    node
}

fn whole(node: &Node, before: &str) {
    assert_eq!(node.digest(), before);
    assert!(node.ok(&["verify"]).contains("In order"));
    assert!(node.ok(&["meeting", "show", "mill", "2026-01-06"]).contains("We met."));
    node.ok(&["member", "join", "mill", "Dora Weiss"]);
}

#[test]
fn hostile_134_read_tables_that_are_gone_are_folded_again() {
    let node = lived();
    let before = node.digest();
    std::fs::remove_file(node.data().join("read.db")).unwrap();
    whole(&node, &before);
}

#[test]
fn hostile_134_read_tables_that_are_empty_or_older_delete_nothing() {
    let node = lived();
    let (before, read) = (node.digest(), node.data().join("read.db"));
    std::fs::write(&read, b"").unwrap();
    assert_eq!(node.digest(), before);
    let older = std::fs::read(&read).unwrap();
    node.ok(&["member", "leave", "mill", "Ada Nowak"]);
    let after = node.digest();
    assert_ne!(after, before);
    std::fs::write(&read, older).unwrap();
    whole(&node, &after);
}

#[test]
fn hostile_138_read_tables_that_are_damaged_are_folded_again() {
    let node = lived();
    let (before, path) = (node.digest(), node.data().join("read.db"));
    let good = std::fs::read(&path).unwrap();
    let mut faults = vec![];
    // The header, then pages all over the file, then a file that breaks off.
    let pages = (0..good.len()).step_by(4096 * 3).map(|from| from..good.len().min(from + 700));
    for place in std::iter::once(0..100).chain(pages) {
        let mut bad = good.clone();
        bad[place.clone()].fill(0xa5);
        faults.extend(folded_again(&node, &bad, &before).map(|why| format!("{place:?}: {why}")));
    }
    faults.extend(folded_again(&node, &good[..good.len() / 2], &before).map(|why| format!("cut short: {why}")));
    assert!(faults.is_empty(), "{} of many: {}", faults.len(), faults.join("\n"));
    whole(&node, &before);
}

/// What went wrong with these read tables, if anything did. To say so and to name the way out is right, too.
fn folded_again(node: &Node, tables: &[u8], before: &str) -> Option<String> {
    for left in ["read.db-wal", "read.db-shm"] {
        let _ = std::fs::remove_file(node.data().join(left));
    }
    std::fs::write(node.data().join("read.db"), tables).unwrap();
    let ran = node.run(&["digest"]);
    if ran.status == Some(0) && ran.out == before {
        return None;
    }
    let refolded = node.run(&["refold"]);
    (refolded.status != Some(0) || refolded.out != before)
        .then(|| format!("{}{} then {}", ran.out, ran.err, refolded.err))
}

#[test]
fn a_write_ahead_log_that_breaks_off_loses_what_was_not_acknowledged_and_nothing_else() {
    let node = lived();
    let before = node.digest();
    let books = node.data().join("books.db");
    // As after a crash: the file as it was, and a log of which the end is garbage.
    let mut log = std::fs::File::create(node.data().join("books.db-wal")).unwrap();
    log.write_all(&[0x37; 5000]).unwrap();
    drop(log);
    assert_eq!(node.digest(), before);
    let mut file = std::fs::File::open(books).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    let mut head = [0; 15];
    file.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"SQLite format 3");
    assert!(node.ok(&["verify"]).contains("In order"));
}
