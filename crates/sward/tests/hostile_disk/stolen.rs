//! A laptop that was stolen while it was off: an encrypted folder, looked at without its passphrase.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::hostile_web::forgotten::told;
use crate::kit::town::{NOW, moment};
use crate::kit::visitor::{Pages, Visitor};
use crate::kit::{Node, UNITS};

pub const CANARY: &str = "Kanarek Zwitscher";
const MINUTES: &str = "Swallows return in spring";
/// People that make an import last long enough to be looked at.
const MANY: usize = 4_000;

/// A cell with a canary on its roll, minutes that are held and a draft of others.
pub fn lived() -> Node {
    let node = Node::encrypted();
    node.ok(&["init", "Meadow Union", "--code", "meadow", "--now", "2026-01-01"]);
    node.import("units", UNITS);
    node.import(
        "members",
        format!("person,unit,name,joined\np1,mill,{CANARY},2025-01-01\np2,mill,Bruno Lund,2025-01-01\n"),
    );
    let at = |args: &[&str]| node.ok(&[args, &["--now", NOW]].concat());
    at(&["unit", "lives-on"]);
    at(&["office", "begin", "mill", "secretary"]);
    at(&["meeting", "set", "mill", "2026-02-10T19:30"]);
    at(&["meeting", "hold", "mill", "2026-02-10", "all"]);
    at(&["meeting", "minute", "mill", "2026-02-10", MINUTES]);
    node
}

/// What stands there in plain, of all that should not.
pub fn plain(folder: &Path) -> Vec<String> {
    CANARY.split(' ').chain([CANARY, MINUTES, "Meadow Union"]).flat_map(|text| told(folder, text)).collect()
}

#[test]
fn no_file_of_an_encrypted_folder_tells_a_name_while_pages_are_served_or_afterwards() {
    let node = lived();
    let pages = Pages::of(&node.data(), &node.device(), moment(NOW));
    let url = node.json(&["invite", "mill", "--as", "secretary", "--person", CANARY, "--now", NOW]);
    let mut visitor = Visitor::default();
    visitor.open(&pages, url["url"].as_str().unwrap()).press(&pages, "Come in", &[]);
    assert!(visitor.follow(&pages, "People").lines().iter().any(|line| line.contains(CANARY)));
    assert!(node.data().join("books.db-wal").exists(), "the logs are looked at too");
    assert_eq!(plain(&node.data()), [""; 0]);
    drop(pages);
    node.ok(&["refold"]);
    node.ok(&["verify"]);
    assert_eq!(plain(&node.data()), [""; 0]);
    for name in ["books.db", "keys.db", "node.db", "read.db"] {
        assert!(!keys::is_plain(&node.data().join(name)), "{name}");
    }
}

#[test]
fn the_copy_of_a_file_that_is_being_brought_in_is_encrypted_and_is_finished_from_after_a_kill() {
    let node = lived();
    let row = |at: usize| format!("q{at},harbour,{CANARY} {at},2025-0{}-01\n", 1 + at % 9);
    let text = std::iter::once("person,unit,name,joined\n".to_string()).chain((0..MANY).map(row)).collect::<String>();
    let file = node.write("many.csv", text);
    let mut child = node.sward(&["import", "members", &file]).spawn().unwrap();
    let copy = |node: &Node| {
        let mut entries = std::fs::read_dir(node.data()).unwrap().map(|entry| entry.unwrap().path());
        entries.find(|path| path.file_name().unwrap().to_string_lossy().starts_with("import-"))
    };
    let begun = Instant::now();
    while copy(&node).is_none_or(|copy| copy.metadata().is_ok_and(|is| is.len() < 100_000)) {
        assert!(begun.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "it was over");
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_millis(60));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(plain(&node.data()), [""; 0]);
    let members = node.json(&["member", "list", "harbour"]).as_array().unwrap().len();
    // Killed before it was noted down, nothing of it is there; after that, all of it is.
    assert!(members == MANY || members == 0, "{members}");
    assert!(copy(&node).is_none() && plain(&node.data()).is_empty());
}

#[test]
fn a_wrong_passphrase_or_another_secret_opens_nothing_and_says_so_kindly() {
    let node = lived();
    let before = std::fs::read(node.data().join("keys.db")).unwrap();
    node.write("wrong", "four words on a wal\n");
    let wrong = node.run(&["digest", "--passphrase-file", "wrong"]);
    assert_eq!((wrong.status, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.starts_with("The passphrase does not open the secret"), "{}", wrong.err);
    // A secret of another encrypted folder, and one of a plain folder.
    let (good, other) = (std::fs::read(node.device()).unwrap(), keys::FileKey::new([14; 32]));
    let cheap = keys::Cost { memory: 8, passes: 1, lanes: 1 };
    let other = keys::Device { seed: [11; 32].into(), files: Some(other) };
    let other = other.lock(crate::kit::PASSPHRASE.as_bytes(), cheap, [1; 16], [2; 24]).unwrap();
    for secret in [other, vec![11; 32]] {
        node.write("device.secret", secret);
        let ran = node.run(&["member", "list", "mill"]);
        assert!(ran.status != Some(0) && ran.err.lines().count() == 1, "{:?}: {}", ran.status, ran.err);
        assert!(ran.err.contains("books.db"), "{}", ran.err);
    }
    assert_eq!(std::fs::read(node.data().join("keys.db")).unwrap(), before, "nothing was made or thrown away");
    node.write("device.secret", good);
    assert!(node.ok(&["verify"]).contains("In order"));
}

#[test]
fn the_passphrase_is_changed_and_an_interrupted_change_leaves_the_old_one() {
    let node = lived();
    node.write("new", "quite another set of words\nnot this line\n");
    node.write("short", "elevensigns\n");
    let said = node.run(&["passphrase", "--new", "short"]);
    assert!(said.status == Some(2) && said.err.contains("at least 12"), "{}", said.err);
    let before = std::fs::read(node.device()).unwrap();
    // What a crash left half written stands in nobody's way.
    node.write("device.secret.new", &before[..40]);
    node.ok(&["passphrase", "--new", "new"]);
    let after = std::fs::read(node.device()).unwrap();
    assert!(before != after && !node.path().join("device.secret.new").exists());
    assert!(!after.windows(8).any(|part| part == [11; 8] || part == [13; 8]), "neither the seed nor the key");
    assert_eq!(node.run(&["digest"]).status, Some(2));
    node.write("passphrase", "quite another set of words");
    assert!(node.ok(&["verify"]).contains("In order"));
    assert!(node.ok(&["member", "list", "mill"]).contains(CANARY));
}
