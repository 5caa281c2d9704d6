//! Everything that is said to people is a message, and every message is said somewhere.

use std::collections::BTreeSet;

use charter::Refusal;
use words::Words;

use super::source::{Source, files, rust};

/// Beginnings of names that are put together from two parts.
const COMPOSED: [&str; 18] = [
    "sheet-",
    "text-",
    "return-",
    "whole-",
    "backtest-",
    "book-",
    "year-",
    "from-",
    "good-",
    "bad-",
    "office-",
    "sign-",
    "objects-",
    "reported-",
    "every-",
    "gave-",
    "took-",
    "help-thing-",
];
/// Texts with a hyphen that are no message's name.
const NO_MESSAGE: [&str; 9] = [
    "sward-data",
    "sward-demo",
    "import-job",
    "import-secret",
    "entries-per-seal",
    "facts-per-seal",
    "device-file",
    "acting-as",
    "meeting-started",
];

fn source(end: &str) -> Source {
    rust().into_iter().find(|source| source.name.ends_with(end)).unwrap_or_else(|| panic!("{end} is gone"))
}

fn messages() -> BTreeSet<String> {
    let texts = files(&[".ftl"]);
    let names = texts
        .iter()
        .flat_map(|file| file.text.lines())
        .filter_map(|line| line.split_once(" = ").or(line.split_once(" =")));
    let plain = |name: &&str| name.starts_with(|sign: char| sign.is_ascii_lowercase()) && !name.contains(' ');
    names.map(|(name, _)| name).filter(plain).map(String::from).collect()
}

#[test]
fn messages_parse_and_none_stands_twice() {
    assert_eq!(Words::faults(), [""; 0]);
}

#[test]
fn every_refusal_says_why_and_what_to_do_next() {
    let words = Words::english();
    for refusal in Refusal::ALL {
        assert!(words.has(refusal.code()), "{refusal:?} has no sentence");
        let said = words.t(refusal.code());
        let sentences = said.split_terminator(". ").collect::<Vec<_>>();
        assert!(sentences.len() > 1, "{refusal:?} names no next step: {said}");
        assert!(said.ends_with('.') && said.starts_with(char::is_uppercase), "{refusal:?}: {said}");
    }
}

/// The names in `=> "name",` of an error's `code`.
fn codes(source: &Source) -> Vec<String> {
    let lines = source.text.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \""));
    lines.map(|(_, rest)| rest.trim_end_matches("\",").to_string()).collect()
}

#[test]
fn every_fault_of_a_table_and_of_a_text_has_its_message() {
    let words = Words::english();
    for (file, begin, least) in [("sheet/src/error.rs", "sheet-", 29), ("sheet/src/text.rs", "text-", 5)] {
        let codes = codes(&source(file));
        assert!(codes.len() >= least, "{file} says {codes:?}");
        let silent = codes.iter().filter(|code| !words.has(&format!("{begin}{code}"))).collect::<Vec<_>>();
        assert!(silent.is_empty(), "{file}: {silent:?}");
    }
}

#[test]
fn every_message_that_is_named_exists() {
    let words = Words::english();
    let looks_like_one = |text: &&String| {
        text.contains('-')
            && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    let mut missing = vec![];
    for source in rust().iter().filter(|source| source.name.starts_with("crates/sward/src/")) {
        let named = said_by_name(&source.text);
        let alike = source.strings().into_iter().filter(|text| looks_like_one(&text)).collect::<Vec<_>>();
        let known = |text: &&String| {
            let composed = COMPOSED.iter().any(|begin| words.has(&format!("{begin}{text}")));
            words.has(text) || composed || NO_MESSAGE.contains(&text.as_str())
        };
        missing.extend(alike.iter().filter(|text| !known(text)).map(|text| format!("{}: {text}", source.name)));
        missing
            .extend(named.into_iter().filter(|name| !words.has(name)).map(|name| format!("{}: {name}", source.name)));
    }
    // What other crates compose is theirs to know; what they name outright is there.
    for source in rust().iter().filter(|source| !source.is_test() && !source.name.starts_with("crates/sward/src/")) {
        let named = said_by_name(&source.text).into_iter().filter(|name| !words.has(name));
        missing.extend(named.map(|name| format!("{}: {name}", source.name)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Names that stand right where something is said.
fn said_by_name(text: &str) -> Vec<String> {
    let calls = [".t(\"", ".say(\"", ".wrong(\"", "Fail::wrong(words, \"", "Fail::wrong(&Words::english(), \""];
    let after = calls.iter().flat_map(|call| text.match_indices(call).map(|(at, call)| &text[at + call.len()..]));
    after.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_string()).collect()
}

#[test]
fn every_message_is_said_somewhere() {
    let said: BTreeSet<String> = rust().iter().filter(|source| !source.is_test()).flat_map(Source::strings).collect();
    let composed =
        |name: &str| COMPOSED.iter().filter_map(|begin| name.strip_prefix(begin)).any(|end| said.contains(end));
    let silent = messages().into_iter().filter(|name| !said.contains(name) && !composed(name)).collect::<Vec<_>>();
    assert!(silent.is_empty(), "{silent:?}");
}
