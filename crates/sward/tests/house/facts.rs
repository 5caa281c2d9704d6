//! Facts: their list for people, frozen, and their words in the glossary.

use book::Kind;
use sward::kinds::kinds;

use super::source::{Source, root, rust};

const HEAD: &str = "# Facts

Everything that can stand in a book, by its kind. A fact is never changed, so neither is this list: it grows. A new \
version of a kind has a line in `docs/decisions/`. The page is made from the program; `SWARD_WRITE_DOCS=1 cargo test \
--workspace facts` writes it anew.
";

/// A kind, and its facts with the line that explains each.
struct Told {
    kind: String,
    facts: Vec<(String, String)>,
}

/// Reads the facts of every subject from the sources.
fn told() -> Vec<Told> {
    rust().iter().filter(|source| !source.is_test()).flat_map(subjects).collect()
}

fn subjects(source: &Source) -> Vec<Told> {
    let subject = |text: &str| {
        let fact = text.split_once("type Fact = ")?.1.split_once(';')?.0;
        let kind = text.split_once("const KIND: &'static str = \"")?.1.split_once('"')?.0;
        Some(Told { kind: kind.into(), facts: facts(&source.text, fact) })
    };
    source.text.split(" Subject for ").skip(1).filter_map(subject).collect()
}

fn facts(text: &str, name: &str) -> Vec<(String, String)> {
    let doc = |line: &str| line.trim().strip_prefix("/// ").map(String::from);
    let Some((_, body)) = text.split_once(&format!("pub enum {name} {{\n")) else {
        let (before, _) = text.split_once(&format!("pub struct {name} {{")).unwrap_or_else(|| panic!("{name} is gone"));
        let said = before.lines().rev().take_while(|line| !line.is_empty()).filter_map(doc).collect::<Vec<_>>();
        return vec![(name.into(), said.into_iter().rev().collect::<Vec<_>>().join(" "))];
    };
    let (mut facts, mut said) = (vec![], vec![]);
    for line in body.lines().take_while(|line| *line != "}") {
        let Some(line) = line.strip_prefix("    ").filter(|line| !line.starts_with(' ')) else { continue };
        said.extend(doc(line));
        if line.starts_with(char::is_uppercase) {
            let end = line.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(line.len());
            facts.push((line[..end].into(), std::mem::take(&mut said).join(" ")));
        }
    }
    facts
}

fn page() -> String {
    let (mut page, told) = (HEAD.to_string(), told());
    for kind in kinds() {
        let book = if kind.book() == Kind::Bulletin { "bulletin, open" } else { "record, locked" };
        let text = if kind.may_hold_text() { ", may hold free text" } else { "" };
        page += &format!("\n## {} ({book}{text}; version {})\n\n", kind.name(), kind.version());
        page += "| fact | what it says |\n| --- | --- |\n";
        let facts = &told
            .iter()
            .find(|told| told.kind == kind.name())
            .unwrap_or_else(|| panic!("no facts of {}", kind.name()))
            .facts;
        assert!(!facts.is_empty(), "no facts of {}", kind.name());
        facts.iter().for_each(|(name, said)| page += &format!("| {name} | {said} |\n"));
    }
    page
}

#[test]
fn the_page_of_facts_says_what_the_program_knows() {
    let path = root().join("docs/facts.md");
    if std::env::var_os("SWARD_WRITE_DOCS").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page(), "write docs/facts.md anew with SWARD_WRITE_DOCS=1, and look at what changed");
}

#[test]
fn kinds_and_facts_stand_in_the_glossary() {
    let glossary = std::fs::read_to_string(root().join("GLOSSARY.md")).unwrap();
    let kinds = kinds().iter().map(|kind| format!("(kind `{}`)", kind.name())).collect::<Vec<_>>();
    let facts = told().into_iter().flat_map(|told| told.facts).map(|(name, _)| format!("(`{name}`"));
    let missing = kinds.into_iter().chain(facts).filter(|word| !glossary.contains(word)).collect::<Vec<_>>();
    assert!(missing.is_empty(), "{missing:?}");
}
