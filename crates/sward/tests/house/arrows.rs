//! Who may know whom: arrows between crates, and what a pure file may name.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, files, path_roots, rust};

/// Each crate, and the crates that it may know.
const MAY_KNOW: [(&str, &[&str]); 22] = [
    ("book", &[]),
    ("words", &[]),
    ("sheet", &[]),
    ("charter", &["book"]),
    ("keys", &["book"]),
    ("envelope", &[]),
    ("ledger", &["book", "charter", "keys"]),
    ("account", &["book", "charter", "ledger"]),
    ("web", &["book", "charter", "ledger", "account", "words", "sheet"]),
    ("unit", &["book", "charter", "ledger", "web"]),
    ("member", &["book", "charter", "ledger", "account", "web", "unit"]),
    ("meeting", &["book", "charter", "ledger", "web", "unit", "member"]),
    ("task", &["book", "charter", "ledger", "web", "member", "meeting"]),
    ("study", &["book", "charter", "ledger", "web", "member", "meeting"]),
    ("policy", &["book", "charter", "ledger", "web", "member", "task"]),
    ("concern", &["book", "charter", "envelope", "ledger", "web"]),
    ("dues", &["book", "charter", "ledger", "web", "member"]),
    ("care", &["book", "charter", "ledger", "account", "web", "member", "meeting", "task"]),
    ("returns", &["book", "charter", "ledger", "unit", "member", "meeting", "task", "policy", "concern", "care"]),
    ("health", &["book", "charter", "ledger", "web", "unit", "member", "meeting", "returns"]),
    ("public_page", &["book", "charter", "ledger", "web", "member", "policy", "concern", "returns"]),
    (
        "sward",
        &[
            "book",
            "charter",
            "keys",
            "envelope",
            "ledger",
            "account",
            "web",
            "unit",
            "member",
            "meeting",
            "task",
            "study",
            "policy",
            "concern",
            "public_page",
            "dues",
            "returns",
            "health",
            "words",
            "sheet",
            "care",
        ],
    ),
];

/// Pure files, and what they may name beside the standard library and `serde`.
const PURE: [(&str, &[&str]); 32] = [
    ("crates/charter/src/", &["book", "jiff", "thiserror"]),
    ("crates/member/src/subject.rs", &["book", "charter"]),
    ("crates/meeting/src/subject.rs", &["book", "charter"]),
    ("crates/meeting/src/cadence.rs", &["book", "charter"]),
    ("crates/task/src/subject.rs", &["book", "charter"]),
    ("crates/public_page/src/subjects/page.rs", &["book", "charter"]),
    ("crates/public_page/src/subjects/application.rs", &["book", "charter"]),
    ("crates/concern/src/subject.rs", &["book", "charter"]),
    ("crates/concern/src/dates.rs", &["charter"]),
    ("crates/concern/src/whole.rs", &["book", "charter"]),
    ("crates/policy/src/subjects/file.rs", &["blake3", "book", "charter"]),
    ("crates/policy/src/subjects/files.rs", &["charter"]),
    ("crates/policy/src/subjects/policy.rs", &["book", "charter"]),
    ("crates/policy/src/subjects/response.rs", &["book", "charter"]),
    ("crates/dues/src/subjects/", &["book", "charter"]),
    ("crates/dues/src/money.rs", &[]),
    ("crates/dues/src/currency.rs", &[]),
    ("crates/dues/src/reading.rs", &[]),
    ("crates/dues/src/schedule.rs", &["charter"]),
    ("crates/dues/src/owed.rs", &["charter"]),
    ("crates/study/src/subjects/", &["book", "charter"]),
    ("crates/study/src/written.rs", &["book"]),
    ("crates/unit/src/load.rs", &["book", "charter"]),
    ("crates/sward/src/beginning.rs", &["charter"]),
    ("crates/care/src/subjects/", &["book", "charter"]),
    ("crates/care/src/figures.rs", &["book", "charter"]),
    ("crates/care/src/suggest.rs", &["book", "charter"]),
    ("crates/returns/src/returned.rs", &["book", "charter", "member", "meeting"]),
    ("crates/returns/src/signs.rs", &["book", "charter", "member", "meeting"]),
    ("crates/returns/src/beyond.rs", &["book", "care", "charter", "concern", "meeting"]),
    ("crates/returns/src/count.rs", &["book", "care", "charter", "concern", "member", "meeting", "policy", "task"]),
    ("crates/returns/src/due.rs", &["book", "charter", "member", "meeting"]),
];

/// Parts of the standard library that a pure file does without.
const IMPURE: [&str; 8] =
    ["std::time", "std::fs", "std::net", "std::env", "std::thread", "std::process", "std::io", "rand"];

/// The dependencies that a manifest names, those for tests apart.
fn dependencies(manifest: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut own, mut tests, mut section) = (BTreeSet::new(), BTreeSet::new(), "");
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        }
        let name = line.split(['.', ' ', '=']).next().unwrap_or("").to_string();
        let names = match section {
            "dependencies" | "build-dependencies" | "workspace.dependencies" => &mut own,
            "dev-dependencies" => &mut tests,
            _ => continue,
        };
        if !name.is_empty() && !name.starts_with(['#', '[']) {
            names.insert(name);
        }
    }
    (own, tests)
}

#[test]
fn arrows_between_crates_point_one_way() {
    let may = MAY_KNOW.into_iter().collect::<BTreeMap<_, _>>();
    let mut faults = vec![];
    for manifest in files(&["/Cargo.toml"]).iter().filter(|manifest| manifest.name.starts_with("crates/")) {
        let name = manifest.name.split('/').nth(1).unwrap();
        let known = may.get(name).unwrap_or_else(|| panic!("{name} has no place in the house yet"));
        let (own, tests) = dependencies(&manifest.text);
        let ours = own.iter().chain(&tests).filter(|other| may.contains_key(other.as_str()));
        faults
            .extend(ours.filter(|other| !known.contains(&other.as_str())).map(|other| format!("{name} knows {other}")));
    }
    assert!(faults.is_empty(), "{faults:?}");
    for (name, known) in MAY_KNOW {
        let place = |name: &str| MAY_KNOW.iter().position(|(other, _)| *other == name);
        assert!(known.iter().all(|other| place(other) < place(name)), "{name} stands before what it knows");
    }
}

/// Everything that some manifest names, as code names it.
fn outside() -> BTreeSet<String> {
    let all = files(&["Cargo.toml"]);
    let both = all.iter().map(|manifest| dependencies(&manifest.text));
    both.flat_map(|(own, tests)| own.into_iter().chain(tests)).map(|name| name.replace('-', "_")).collect()
}

fn dependencies_of(source: &Source, outside: &BTreeSet<String>) -> Vec<String> {
    path_roots(&source.code()).into_iter().filter(|name| outside.contains(*name)).map(String::from).collect()
}

#[test]
fn what_decides_is_pure() {
    let (sources, outside) = (rust(), outside());
    let mut faults = vec![];
    for (place, allowed) in PURE {
        let pure = sources.iter().filter(|source| source.name.starts_with(place) && !source.is_test());
        let pure = pure.collect::<Vec<_>>();
        assert!(!pure.is_empty(), "{place} is gone");
        for source in pure {
            let named = dependencies_of(source, &outside);
            // What checks a signature is a function of its arguments.
            let checks = source.name.ends_with("charter/src/signing.rs");
            let pure = |name: &str| name == "serde" || (checks && ["base64ct", "p256", "sha2"].contains(&name));
            let others = named.into_iter().filter(|name| !pure(name) && !allowed.contains(&name.as_str()));
            faults.extend(others.map(|name| format!("{} names {name}", source.name)));
            let impure = IMPURE.into_iter().filter(|name| source.code().contains(name));
            faults.extend(impure.map(|name| format!("{} names {name}", source.name)));
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn every_subject_stands_in_a_pure_file() {
    let outside = outside();
    let holds = |source: &&Source| !source.is_test() && source.code().contains(" Subject for ");
    for source in rust().iter().filter(holds) {
        let named = dependencies_of(source, &outside);
        let fit = |name: &String| ["book", "charter", "serde", "member", "meeting", "returns"].contains(&name.as_str());
        assert!(named.iter().all(fit), "{} names {named:?}", source.name);
    }
}
