//! What every file keeps to.

use super::source::{Source, files, root, rust};

/// The most lines of a file of Rust.
const LINES: usize = 400;
/// Where a file of SQLite is opened: under the key of its folder, if that is encrypted.
const OPENS: &str = "crates/keys/src/file.rs";
/// Where clocks are read.
const CLOCKS: [&str; 2] = ["crates/sward/src/desk.rs", "crates/sward/src/run/node.rs"];

fn faults(of: impl IntoIterator<Item = Source>, wrong: impl Fn(&Source) -> bool) -> Vec<String> {
    of.into_iter().filter(|source| wrong(source)).map(|source| source.name).collect()
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let none: Vec<String> = vec![];
    assert_eq!(faults(rust(), |source| source.text.lines().count() > LINES), none);
}

#[test]
fn every_file_opens_with_what_it_is() {
    let silent = |source: &Source| !source.text.starts_with("//!") && !source.name.ends_with("/tests.rs");
    assert_eq!(faults(rust(), silent), [""; 0]);
}

#[test]
fn no_file_holds_unsafe_code_and_every_crate_keeps_the_lints_that_forbid_it() {
    let word = |source: &Source| {
        source.code().split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).any(|word| word == "unsafe")
    };
    assert_eq!(faults(rust(), word), [""; 0]);
    let lax =
        |source: &Source| source.name.starts_with("crates/") && !source.text.contains("[lints]\nworkspace = true");
    assert_eq!(faults(files(&["Cargo.toml"]), lax), [""; 0]);
    assert!(std::fs::read_to_string(root().join("Cargo.toml")).unwrap().contains("unsafe_code = \"forbid\""));
}

#[test]
fn the_files_of_a_node_are_opened_in_one_place() {
    let opens = |source: &Source| {
        let code = source.code();
        let apart = source.is_test() || source.name.contains("/benches/") || source.name == OPENS;
        !apart && ["Connection::open(", "Connection::open_with_flags"].iter().any(|call| code.contains(call))
    };
    assert_eq!(faults(rust(), opens), [""; 0]);
}

#[test]
fn clocks_are_read_where_commands_begin_and_nowhere_else() {
    let reads = |source: &Source| {
        let code = source.code();
        let measures = source.is_test() || source.name.contains("/benches/") || CLOCKS.contains(&source.name.as_str());
        !measures && (code.contains("SystemTime") || code.contains("Instant"))
    };
    assert_eq!(faults(rust(), reads), [""; 0]);
}

#[test]
fn nothing_names_this_machine() {
    let texts = [
        ".rs",
        ".md",
        ".toml",
        ".lock",
        ".ftl",
        ".py",
        ".txt",
        ".csv",
        ".svg",
        ".proptest-regressions",
        "/test",
        ".ci/run",
    ];
    let here = root().canonicalize().unwrap();
    // A root folder as such says nothing.
    let here = [Some(here), std::env::home_dir()].into_iter().flatten().filter(|path| path.components().count() > 2);
    let here = here.map(|path| path.display().to_string()).collect::<Vec<_>>();
    let named = |source: &Source| here.iter().any(|path| source.text.contains(path.as_str()));
    assert_eq!(faults(files(&texts), named), [""; 0]);
}

#[test]
fn what_is_fetched_comes_from_where_everybody_can_fetch_it() {
    let elsewhere = |source: &Source| {
        let sources = source.text.lines().filter_map(|line| line.strip_prefix("source = "));
        sources.into_iter().any(|source| source != "\"registry+https://github.com/rust-lang/crates.io-index\"")
    };
    assert_eq!(faults(files(&["Cargo.lock"]), elsewhere), [""; 0]);
    let hosts = |source: &Source| hosts(&source.text).iter().any(|host| private(host));
    assert_eq!(faults(files(&[".md", ".toml", ".py", ".txt", ".rs", "/test", ".ci/run"]), hosts), [""; 0]);
}

fn hosts(text: &str) -> Vec<&str> {
    let ends = |sign: char| !(sign.is_alphanumeric() || matches!(sign, '.' | '-' | ':' | '@'));
    let after = text.match_indices("://").map(|(at, _)| &text[at + 3..]);
    after.map(|rest| &rest[..rest.find(ends).unwrap_or(rest.len())]).filter(|host| !host.is_empty()).collect()
}

/// A host of somebody's own, though not the machine itself: a number, a port, or a mirror of what stands elsewhere.
fn private(host: &str) -> bool {
    if host.starts_with("127.0.0.1")
        || host.strip_prefix("localhost").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    {
        return false;
    }
    let known = ["mirror", "proxy", "artifact", "nexus", "internal", "local", "@", ":"];
    known.iter().any(|word| host.contains(word)) || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[test]
fn a_mirror_would_be_noticed() {
    let mirror = ["https:", "//pypi.mirror.example/simple"].concat();
    assert!(hosts(&mirror).iter().any(|host| private(host)));
    assert!(!private("github.com"));
}
