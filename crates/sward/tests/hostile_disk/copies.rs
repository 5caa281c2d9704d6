//! Copies of an encrypted folder, and what is made of them: after a fire, on another laptop, from an older copy.

use std::process::Command;

use super::stolen::{CANARY, lived, plain};
use crate::kit::{Node, Ran, has, left_out};

/// A copy that is locked to a key of its own, which stands in `safe.key`.
fn copied(node: &Node, name: &str) {
    if !node.path().join("safe.key").exists() {
        node.ok(&["backup-key", "safe.key"]);
    }
    let key = std::fs::read_to_string(node.path().join("safe.key")).unwrap();
    let recipient = key.lines().next().unwrap().trim_start_matches("# ").to_string();
    node.ok(&["backup", name, "--keys", "--to", &recipient]);
}

fn restored(node: &Node, from: &str, to: &str, more: &[&str]) -> Ran {
    node.run(&[&["--dir", to, "restore", from, "--identity", "safe.key"], more].concat())
}

#[test]
fn a_locked_copy_tells_nothing_and_comes_back_whole_on_the_same_device() {
    let node = lived();
    copied(&node, "copy");
    let before = node.digest();
    assert_eq!(plain(&node.path().join("copy")), [""; 0]);
    let ran = restored(&node, "copy", "again", &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    assert_eq!(
        (&said["new_device"], &said["encrypted"], &said["in_order"]),
        (&false.into(), &true.into(), &true.into())
    );
    assert_eq!(node.ok(&["--dir", "again", "digest"]), before);
    assert!(node.ok(&["--dir", "again", "member", "list", "mill"]).contains(CANARY));
    node.ok(&["--dir", "again", "--as", "organiser", "member", "join", "mill", "Dora Weiss"]);
    assert_eq!(plain(&node.path().join("again")), [""; 0]);
}

#[test]
fn on_another_device_it_reads_and_writes_nothing_before_it_is_appointed() {
    let node = lived();
    copied(&node, "copy");
    // Another device, which puts its files in plain: whoever restores decides that.
    let other = ["--device", "other.secret"];
    let ran = restored(&node, "copy", "elsewhere", &other);
    assert!(ran.status == Some(0) && ran.out.contains("This device is new to it"), "{}{}", ran.out, ran.err);
    let at = |args: &[&str]| node.run(&[&["--dir", "elsewhere"], &other[..], args].concat());
    assert!(
        at(&["member", "list", "mill"]).out.contains(CANARY) && keys::is_plain(&node.path().join("elsewhere/books.db"))
    );
    let refused = at(&["--as", "organiser", "member", "join", "mill", "Dora Weiss"]);
    assert!(refused.status == Some(1) && refused.err.contains("does not keep"), "{}", refused.err);
    // The keeper above appoints it: here, that is the device that is still there.
    let device = at(&["keeper", "device"]).out.trim().to_string();
    node.ok(&["keeper", "appoint", "mill", &device]);
    assert!(node.run(&["member", "join", "mill", "Dora Weiss"]).err.contains("does not keep"));
}

#[test]
fn who_was_erased_is_erased_again_before_anything_is_shown() {
    let node = lived();
    copied(&node, "older");
    let at = |args: &[&str]| node.ok(&[args, &["--now", "2026-03-02"]].concat());
    at(&["office", "begin", "mill", "deputy"]);
    for office in ["secretary", "deputy"] {
        at(&["person", "erase", "mill", CANARY, "--as", office]);
    }
    assert_eq!(node.json(&["dusk", "--day", "2026-03-10"])["erased"], 1);
    copied(&node, "newer");
    // The newer books, and the older keys, which still open what was erased.
    let ran = restored(&node, "newer", "again", &["--keys", "older"]);
    assert_eq!(ran.status, Some(0), "{}{}", ran.out, ran.err);
    assert!(!node.ok(&["--dir", "again", "member", "list", "mill", "--all"]).contains("Kanarek"));
    assert!(!node.ok(&["--dir", "again", "export", "members"]).contains("Kanarek"));
}

#[test]
fn a_copy_that_is_cut_or_changed_or_for_somebody_else_leaves_no_folder_behind() {
    let node = lived();
    copied(&node, "copy");
    let books = node.path().join("copy/books.age");
    let good = std::fs::read(&books).unwrap();
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (n, bad) in [&good[..good.len() - 1], &good[..300], &changed].into_iter().enumerate() {
        std::fs::write(&books, bad).unwrap();
        let to = format!("bad{n}");
        let ran = restored(&node, "copy", &to, &[]);
        assert!(ran.status == Some(2) && ran.err.contains("not whole"), "{n}: {}{}", ran.out, ran.err);
        assert!(!node.path().join(&to).join("books.db").exists());
    }
    std::fs::write(&books, &good).unwrap();
    node.ok(&["backup-key", "other.key"]);
    let ran = node.run(&["--dir", "bad", "restore", "copy", "--identity", "other.key"]);
    assert!(ran.err.contains("locked to another key"), "{}", ran.err);
    let ran = node.run(&["--dir", "bad", "restore", "copy", "--identity", "copy/store"]);
    assert!(ran.err.contains("holds no secret key"), "{}", ran.err);
}

#[test]
fn a_plain_copy_of_an_encrypted_folder_is_made_only_if_somebody_says_so() {
    let node = lived();
    let said = node.run(&["backup", "copy", "--keys"]);
    assert!(said.status == Some(2) && !node.path().join("copy").exists(), "{}", said.err);
    assert!(node.ok(&["backup", "copy", "--keys", "--plain"]).contains("not encrypted"));
    let before = node.digest();
    let ran = node.run(&["--dir", "again", "restore", "copy"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert_eq!(node.ok(&["--dir", "again", "digest"]), before);
    assert_eq!(plain(&node.path().join("again")), [""; 0], "the device has a key, so the files are encrypted again");
}

#[test]
fn a_plain_folder_becomes_an_encrypted_one_of_the_same_device() {
    let node = super::lost::lived();
    let before = node.digest();
    node.ok(&["backup", "copy", "--keys"]);
    node.write("passphrase", "four words on a wall\n");
    let said = node.ok(&["--dir", "again", "restore", "copy", "--encrypt"]);
    assert!(said.contains("as before") && said.contains("under the passphrase now"), "{said}");
    assert_eq!(node.ok(&["--dir", "again", "digest"]), before);
    node.ok(&["--dir", "again", "--as", "organiser", "member", "join", "mill", "Dora Weiss"]);
    let again = node.path().join("again");
    assert!(["books.db", "keys.db", "read.db", "node.db"].iter().all(|name| !keys::is_plain(&again.join(name))));
    let old = node.run(&["digest"]);
    assert!(old.status == Some(2) && old.err.contains("files of this folder are plain"), "{}", old.err);
}

#[test]
fn the_program_age_opens_our_copies_and_we_open_what_it_locked() {
    if !has("age") {
        return left_out("envelopes that the program age reads", "there is no age, and none could be installed");
    }
    let node = lived();
    copied(&node, "copy");
    let age = |args: &[&str]| Command::new("age").args(args).current_dir(node.path()).output().unwrap();
    assert!(age(&["-d", "-i", "safe.key", "-o", "books.db", "copy/books.age"]).status.success());
    assert!(keys::is_plain(&node.path().join("books.db")));
    let key = std::fs::read_to_string(node.path().join("safe.key")).unwrap();
    let recipient = key.lines().next().unwrap().trim_start_matches("# ");
    std::fs::remove_file(node.path().join("copy/books.age")).unwrap();
    assert!(age(&["-r", recipient, "-o", "copy/books.age", "books.db"]).status.success());
    let ran = restored(&node, "copy", "again", &[]);
    assert_eq!(ran.status, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(node.ok(&["--dir", "again", "digest"]), node.digest());
}

#[test]
fn weekly_copies_of_keys_go_after_35_days_and_nothing_that_somebody_put_beside_them() {
    let node = Node::new();
    node.ok(&["init", "Meadow Union", "--now", "2026-03-02T09:00"]);
    node.ok(&["backup-key", "safe.key"]);
    let key = std::fs::read_to_string(node.path().join("safe.key")).unwrap();
    let recipient = key.lines().next().unwrap().trim_start_matches("# ").to_string();
    let evening = |day: &str| {
        let now = format!("{day}T20:00");
        node.ok(&["dusk", "--day", day, "--now", &now, "--backups", "safe", "--to", &recipient]);
        let there = std::fs::read_dir(node.path().join("safe")).unwrap().map(|entry| entry.unwrap().file_name());
        let mut there = there.map(|name| name.into_string().unwrap()).collect::<Vec<_>>();
        there.sort();
        there
    };
    assert_eq!(evening("2026-03-02"), ["2026-03-02"]);
    assert_eq!(evening("2026-03-08"), ["2026-03-02"], "a week has not passed");
    assert_eq!(evening("2026-03-09"), ["2026-03-02", "2026-03-09"]);
    assert_eq!(plain(&node.path().join("safe/2026-03-09")), [""; 0]);
    // Somebody's own: a folder that is called like a day, a note in one of ours, and what is called otherwise.
    for (folder, file) in [("2026-01-01", "photo.jpg"), ("2026-03-09", "note.txt"), ("mine", "books.age")] {
        std::fs::create_dir_all(node.path().join("safe").join(folder)).unwrap();
        std::fs::write(node.path().join("safe").join(folder).join(file), "mine").unwrap();
    }
    // What a crash left half made is no copy.
    std::fs::create_dir(node.path().join("safe/2026-04-07.half")).unwrap();
    std::fs::write(node.path().join("safe/2026-04-07.half/books.age"), "half").unwrap();
    // A copy of a day that has not come: somebody mistyped the day.
    assert!(evening("2026-03-12").contains(&"2026-03-09".to_string()));
    std::fs::rename(node.path().join("safe/2026-03-02"), node.path().join("safe/2026-12-03")).unwrap();
    let kept = ["2026-01-01", "2026-03-09", "2026-04-06", "2026-12-03", "mine"];
    assert_eq!(evening("2026-04-06"), kept, "half of a copy goes, and one of the future holds nothing up");
    let mine = |path: &str| node.path().join("safe").join(path).exists();
    assert!(mine("2026-01-01/photo.jpg") && mine("mine/books.age"));
    assert!(!evening("2026-04-14").contains(&"2026-04-07.half".to_string()));
    assert!(mine("2026-03-09/note.txt") && !mine("2026-03-09/keys.age"), "the keys are gone, the note is not");
}
