//! Disks that fail, fill up or are taken away: not acknowledged, and said.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kit::{Node, Ran, has, left_out};

/// More syncs than any command makes.
const SYNCS: usize = 60;

/// Runs a command of which the n-th sync fails; none if it had no n-th sync.
fn with_failing_sync(node: &Node, nth: usize, args: &[&str]) -> Option<Ran> {
    let log = node.path().join("strace.log");
    let inject = format!("inject=fsync,fdatasync:error=EIO:when={nth}");
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=fsync,fdatasync", "-e", &inject, "-o"]).arg(&log);
    command.arg(env!("CARGO_BIN_EXE_sward")).args(args);
    let ran = Ran::of(node.dress(&mut command).output().unwrap());
    std::fs::read_to_string(log).unwrap_or_default().contains("INJECTED").then_some(ran)
}

fn traced() -> bool {
    has("strace")
        && Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success())
}

#[test]
fn hostile_128_a_sync_that_fails_is_not_acknowledged_and_nothing_acknowledged_is_lost() {
    if !traced() {
        return left_out("a sync that fails (128)", "strace is missing, or may not trace here");
    }
    let node = Node::with_cells();
    let (mut failed, mut tried) = (0, 0);
    for nth in 1..=SYNCS {
        let name = format!("Person {nth}");
        let Some(ran) = with_failing_sync(&node, nth, &["member", "join", "mill", &name]) else { break };
        tried += 1;
        let there = node.json(&["member", "list", "mill"]).to_string().contains(&format!("\"{name}\""));
        match ran.status {
            Some(0) => assert!(there, "sync {nth}: acknowledged, and lost"),
            Some(1) => {
                failed += 1;
                assert!(ran.err.contains("disk"), "sync {nth}: it does not say what to do: {}", ran.err);
            }
            status => panic!("sync {nth}: exit status {status:?}: {}{}", ran.out, ran.err),
        }
        assert!(node.ok(&["verify"]).contains("In order"), "sync {nth}");
    }
    assert!(tried > 0 && failed > 0, "{failed} of {tried} syncs were missed: too few to say anything");
    node.ok(&["member", "join", "mill", "Somebody after all that"]);
}

/// A small disk of its own, gone with the value.
struct Disk(PathBuf);

impl Disk {
    fn new(at: &Path) -> Option<Disk> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", "size=2m", "none"]).arg(at).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Disk(at.into()))
    }

    fn only_read(&self) -> bool {
        let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).output();
        remount.is_ok_and(|output| output.status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn hostile_129_a_full_disk_and_one_that_is_only_read_are_said_and_lose_nothing() {
    let node = Node::new();
    let Some(disk) = Disk::new(&node.data()) else {
        return left_out("a full disk (129)", "this user may not mount a small one");
    };
    node.ok(&["init", "Meadow Union", "--code", "meadow"]);
    node.import("units", crate::kit::UNITS);
    let (mut acknowledged, mut full) = (vec![], None);
    for number in 0..400 {
        let name = format!("Person {number} {}", "of a long name ".repeat(60));
        let ran = node.run(&["member", "join", "mill", name.trim()]);
        match ran.status {
            Some(0) => acknowledged.push(format!("Person {number} ")),
            Some(1) => {
                full = Some(ran.err);
                break;
            }
            status => panic!("exit status {status:?}: {}{}", ran.out, ran.err),
        }
    }
    let said = full.expect("two megabytes are never full");
    assert!(said.contains("disk"), "it does not say what to do: {said}");
    // Room again, as when somebody clears up; what was acknowledged is all there.
    let copy = Node::new();
    let inside = |name: &str| disk.0.join(name);
    std::fs::create_dir(copy.data()).unwrap();
    for name in ["books.db", "books.db-wal", "keys.db", "keys.db-wal", "node.db", "node.db-wal", "store"] {
        if inside(name).exists() {
            std::fs::copy(inside(name), copy.data().join(name)).unwrap();
        }
    }
    std::fs::copy(node.path().join("device.secret"), copy.path().join("device.secret")).unwrap();
    assert!(copy.ok(&["verify"]).contains("In order"));
    let people = copy.json(&["member", "list", "mill"]).to_string();
    let lost = acknowledged.iter().filter(|name| !people.contains(name.as_str())).collect::<Vec<_>>();
    assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
    if disk.only_read() {
        let ran = node.run(&["member", "join", "mill", "Too late"]);
        assert_eq!(ran.status, Some(1), "{}{}", ran.out, ran.err);
        assert!(!ran.err.is_empty() && !ran.err.contains("panicked"), "{}", ran.err);
    }
}
