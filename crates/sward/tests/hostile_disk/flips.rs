//! One flipped bit anywhere in the books: found, and told with the book, the author and the seq.
//!
//! A bit in a place that holds nothing (a free page, the gap inside a page, a counter that nothing
//! hangs on) changes nothing, and nothing is said of it: such a flip is known by reading every row
//! of the file, through each index too, and finding all as it was.

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use super::lost::lived;
use crate::kit::Node;

/// Places that are tried, spread over the file.
const FLIPS: usize = 200;

/// All that the file holds; none if SQLite itself finds it damaged.
fn rows(path: &std::path::Path) -> Option<Vec<Vec<Value>>> {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let sound: String = file.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).ok()?;
    let read = |sql: &str| {
        let mut query = file.prepare(sql)?;
        let columns = query.column_count();
        let rows =
            query.query_map([], |row| (0..columns).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>())?;
        rows.collect::<Result<Vec<_>, _>>()
    };
    let parts = [
        "SELECT * FROM book ORDER BY id",
        "SELECT * FROM batch ORDER BY id",
        "SELECT type, name, sql FROM sqlite_master",
        "PRAGMA user_version",
    ];
    let rows = parts.into_iter().map(|sql| read(sql).ok()).collect::<Option<Vec<_>>>()?;
    (sound == "ok").then(|| rows.into_iter().flatten().collect())
}

#[test]
fn hostile_130_a_flipped_bit_is_found_and_its_book_author_and_seq_are_named() {
    let node = lived();
    let path = node.data().join("books.db");
    assert!(!node.data().join("books.db-wal").exists(), "the log is folded into the file at the end of a run");
    let (good, whole) = (std::fs::read(&path).unwrap(), rows(&path).unwrap());
    let (mut faults, mut found, mut named) = (vec![], 0, 0);
    for at in 0..FLIPS {
        // An odd step, so that every part of a page is met.
        let offset = (at * (good.len() / FLIPS) + at * 37) % good.len();
        let mut bad = good.clone();
        bad[offset] ^= 1 << (at % 8);
        put(&node, &bad);
        let after = rows(&path);
        let harmless = after.as_ref() == Some(&whole);
        let ran = node.run(&["verify", "--json"]);
        let said = ran.out + &ran.err;
        match ran.status {
            Some(0) if harmless => {}
            Some(0) => faults.push(format!("offset {offset}: not found")),
            Some(1) if !harmless => {
                found += 1;
                let told = |what: &str| {
                    said.contains(&format!("\"{what}\": ")) && !said.contains(&format!("\"{what}\": null"))
                };
                let row_told = ["unit", "book", "keeper", "seq"].into_iter().all(told);
                named += usize::from(row_told);
                // Where SQLite reads the file, the damage is in a row, and the row is named.
                if after.is_some() && !row_told {
                    faults.push(format!("offset {offset}: found, but not where: {said}"));
                } else if !row_told && !said.contains("books.db") {
                    faults.push(format!("offset {offset}: found, but not in which file: {said}"));
                }
            }
            Some(1) => {}
            status => faults.push(format!("offset {offset}: exit status {status:?}: {said}")),
        }
    }
    assert!(faults.is_empty(), "{} of {FLIPS}: {}", faults.len(), faults.join("\n"));
    assert!(found > FLIPS / 4 && named > FLIPS / 8, "{found} found, {named} named: too few to say anything");
    put(&node, &good);
    assert!(node.ok(&["verify"]).contains("In order"));
}

fn put(node: &Node, books: &[u8]) {
    for left in ["books.db-wal", "books.db-shm"] {
        let _ = std::fs::remove_file(node.data().join(left));
    }
    std::fs::write(node.data().join("books.db"), books).unwrap();
}
