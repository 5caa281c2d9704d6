//! Files that are broken, endless or there twice.

use std::io::Write;

use crate::kit::{Node, Ran, UNITS, left_out};

#[test]
fn hostile_038_a_line_of_a_gigabyte_is_refused_in_little_memory() {
    let node = Node::with_cells();
    let mut file = std::fs::File::create(node.path().join("long.csv")).unwrap();
    file.write_all(b"person,unit\n").unwrap();
    // The beginning is there; the rest is a hole as long as a gigabyte.
    file.write_all(&vec![b'a'; 32 << 20]).unwrap();
    file.set_len(1 << 30).unwrap();
    let before = node.digest();
    let mut limited = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_sward");
    limited.args(["-c", "ulimit -v 1000000 && exec \"$0\" \"$@\"", program, "import", "memberships", "long.csv"]);
    match node.dress(&mut limited).output() {
        Ok(output) => {
            let ran = Ran::of(output);
            assert_eq!(ran.status, Some(1), "{}", ran.err);
            assert!(ran.err.contains("Line 2") && ran.err.contains("longer than"), "{}", ran.err);
        }
        Err(why) => left_out("memory stays flat on an endless line", &why.to_string()),
    }
    assert_eq!(node.digest(), before);
}

#[test]
fn hostile_039_headers_that_are_missing_or_there_twice_are_named() {
    let node = Node::with_cells();
    let said = node.import_fails("units", "unit,name,parent,name,kind\nx,X,valley,X,cell\n");
    assert!(said.contains("same header: name"), "{said}");
    let said = node.import_fails("units", "unit,label\nx,X\n");
    assert!(said.contains("parent, kind, name") && said.contains("unit, label"), "{said}");
    assert!(node.import_fails("units", "").contains("no header row"));
}

#[test]
fn hostile_040_what_breaks_a_row_is_told_with_its_line() {
    let node = Node::with_cells();
    for (file, line, what) in [
        ("person,unit\np1,mill\n\"p2,mill\np3,mill\n", "Line 3", "quote is opened"),
        ("person,unit\np1,mill\np\x002,mill\n", "Line 3", "NUL"),
        ("person,unit\np1,mill\rp2,mill\n", "Line 2", "carriage return"),
        ("person,unit\np1,mill\np2,mill,more\n", "Line 3", "cells where the header has"),
        ("person,unit\n\"p1\"x,mill\n", "Line 2", "follows a closing quote"),
    ] {
        let said = node.import_fails("memberships", file);
        assert!(said.contains(line) && said.contains(what), "{file:?}: {said}");
    }
}

#[test]
fn hostile_041_a_fault_in_row_9999_keeps_all_of_a_file_out() {
    let node = Node::with_cells();
    let mut file = String::from("person,unit,joined\n");
    (1..=9_998).for_each(|at| file += &format!("p{at},mill,2025-01-01\n"));
    let broken = file.clone() + "p9999,mill,\"2025-01-01\np10000,mill,2025-01-01\n";
    assert!(node.import_fails("memberships", broken).contains("Line 10000"));
    let refused = file + "p9999,mill,2025-02-30\np10000,mill,2025-01-01\n";
    assert!(node.import_fails("memberships", refused).contains("line 10000"));
}

#[test]
fn hostile_042_the_same_file_twice_changes_nothing() {
    let node = Node::with_cells();
    let files = [
        ("units", UNITS),
        (
            "members",
            "person,unit,name,contacts,joined,left\np1,mill,Ada,a@example.org; 12,2024-01-01,\np2,mill,Bo,,,2025-01-01\n",
        ),
        ("memberships", "person,unit,joined\np1,mill,2024-01-01\np3,harbour,\n"),
        ("meetings", "meeting,unit,title,starts_at\nm1,mill,One,2025-01-07T19:00:00Z\nm2,mill,,2025-02-04\n"),
    ];
    files.iter().for_each(|(what, file)| drop(node.import(what, file)));
    let before = node.digest();
    for (what, file) in files {
        let report = node.import(what, file);
        assert_eq!((&report["added"], &report["changed"]), (&0.into(), &0.into()), "{what}: {report}");
        assert_eq!(node.digest(), before, "{what}");
    }
}

#[test]
fn a_dry_run_tells_what_would_happen_and_changes_nothing() {
    let node = Node::with_cells();
    for (what, file, added) in [
        ("units", "unit,parent,kind,name\nnew,valley,cell,New\nmill,valley,cell,Mill Street\n", 1),
        ("members", "person,unit,name\np1,mill,Ada\np2,mill,Bo\n", 2),
        ("memberships", "person,unit\np1,mill\n", 1),
        ("meetings", "meeting,unit,starts_at\nm1,mill,2025-01-07\n", 1),
    ] {
        let (before, name) = (node.digest(), node.write("dry.csv", file));
        let report = node.json(&["import", what, &name, "--dry-run"]);
        assert_eq!((&report["added"], &report["dry_run"]), (&added.into(), &true.into()), "{what}: {report}");
        assert_eq!(node.digest(), before, "{what}");
    }
}
