//! An import that is killed, and a secretary who saves while one runs.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::kit::{Node, Ran};

/// People that make an import last for several groups, and for longer than a secretary needs.
const GROUPS: usize = 12_000;
const PEOPLE: usize = 60_000;
/// What a secretary waits for at most: far more than a group takes, far less than all of them.
const PATIENCE: Duration = Duration::from_secs(15);

fn many(people: usize) -> String {
    let row = |at: usize| format!("p{at},{},2025-0{}-01\n", ["mill", "harbour"][at % 2], 1 + at % 9);
    std::iter::once("person,unit,joined\n".to_string()).chain((0..people).map(row)).collect()
}

/// Whether the import has begun to write.
fn begun(node: &Node) -> bool {
    let entries = std::fs::read_dir(node.data()).unwrap().filter_map(|entry| entry.ok());
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("import-"))
}

fn sorted(text: String) -> Vec<String> {
    let mut lines = text.lines().map(String::from).collect::<Vec<_>>();
    lines.sort();
    lines
}

#[test]
fn hostile_041_an_import_that_is_killed_is_finished_at_the_next_start() {
    let wanted = sorted({
        let node = Node::with_cells();
        node.import("memberships", many(GROUPS));
        node.ok(&["export", "memberships"])
    });
    for wait in [0, 60, 250, 600] {
        let node = Node::with_cells();
        let file = node.write("many.csv", many(GROUPS));
        let mut child =
            node.sward(&["import", "memberships", &file]).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let patience = Instant::now();
        while !begun(&node) && child.try_wait().unwrap().is_none() && patience.elapsed() < 4 * PATIENCE {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let ran = node.run(&["export", "memberships"]);
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        let found = sorted(ran.out);
        // Killed before the import was noted down, nothing of it is there; after that, all of it is.
        assert!(found == wanted || found.len() == 1, "{} of {} rows after {wait} ms", found.len(), wanted.len());
        assert!(!begun(&node), "the copy of the file stays behind");
        assert!(node.ok(&["verify"]).contains("In order"));
    }
}

#[test]
fn a_secretary_saves_while_a_bulk_import_runs() {
    let node = Node::with_cells();
    let file = node.write("many.csv", many(PEOPLE));
    let mut import =
        node.sward(&["import", "memberships", &file]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let patience = Instant::now();
    while !begun(&node) && patience.elapsed() < 4 * PATIENCE {
        std::thread::sleep(Duration::from_millis(2));
    }
    let (mut saved, mut meanwhile) = (0, 0);
    while saved < 3 {
        let begun = Instant::now();
        let joined = node.run(&["member", "join", "mill", &format!("Person {saved}")]);
        assert_eq!(joined.status, Some(0), "{}", joined.err);
        assert!(!joined.err.contains("interrupted"), "it took the import for one that was interrupted");
        assert!(begun.elapsed() < PATIENCE, "a secretary waited for {:?}", begun.elapsed());
        meanwhile += usize::from(import.try_wait().unwrap().is_none());
        saved += 1;
    }
    let ran = Ran::of(import.wait_with_output().unwrap());
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(meanwhile > 0, "the import was over before anybody could save");
    assert!(ran.out.contains(&format!("{PEOPLE} added")), "{}", ran.out);
    let people = node.json(&["member", "list", "mill"]);
    assert_eq!(people.as_array().unwrap().len(), PEOPLE / 2 + saved);
    assert!(node.ok(&["verify"]).contains("In order"));
}
