//! The register of what is held on people: nothing is left out of it, and no table scores anybody.

use std::collections::BTreeSet;

use book::Kind;
use sward::kinds::kinds;

use super::source::{Source, rust};

/// Facts and their fields, as the sources have them: `Fact` alone where it is one thing.
fn fields(kind: &str) -> BTreeSet<String> {
    let sources = rust().into_iter().filter(|source| !source.is_test());
    let subject = |source: &Source| {
        let of = |text: &str| text.contains(&format!("const KIND: &'static str = \"{kind}\";"));
        let text = source.text.split(" Subject for ").skip(1).find(|text| of(text))?;
        let fact = text.split_once("type Fact = ")?.1.split_once(';')?.0.to_string();
        Some((source.text.clone(), fact))
    };
    let (text, fact) = sources.into_iter().find_map(|source| subject(&source)).unwrap_or_else(|| panic!("no {kind}"));
    let body = text.split_once(&format!("pub enum {fact} {{\n")).unwrap_or_else(|| panic!("{fact} is no enum")).1;
    let (mut fields, mut open) = (BTreeSet::new(), None::<String>);
    for line in body.lines().take_while(|line| *line != "}").map(str::trim_end) {
        let (deep, line) = (line.starts_with("        "), line.trim());
        if line.starts_with("//") || line.starts_with('#') {
            continue;
        }
        let name = line.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).next().unwrap_or("");
        match (&open, deep) {
            (Some(fact), true) if line.contains(':') => drop(fields.insert(format!("{fact}.{name}"))),
            (_, false) if line.ends_with('{') => open = Some(name.to_string()),
            (_, false) if name.starts_with(char::is_uppercase) => drop(fields.insert(name.to_string())),
            _ => {}
        }
    }
    fields
}

/// What stands inside, locked once more.
fn details() -> BTreeSet<String> {
    let source = rust().into_iter().find(|source| source.name.ends_with("member/src/subject.rs")).unwrap();
    let body = source.text.split_once("pub struct Details {").unwrap().1.split_once('}').unwrap().0;
    let names = body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'));
    names.map(|(name, _)| format!("Described.{name}")).collect()
}

#[test]
fn every_field_of_every_fact_of_a_record_declares_why_it_is_held_who_reads_it_and_when_it_goes() {
    for kind in kinds().iter().filter(|kind| kind.book() == Kind::Record) {
        let mut there = fields(kind.name());
        if there.remove("Described") {
            there.extend(details());
        }
        let declared = kind.held().iter().map(|held| held.of.to_string()).collect::<BTreeSet<_>>();
        assert_eq!(declared, there, "what {} declares, and what its facts hold", kind.name());
    }
    let open = kinds().into_iter().filter(|kind| kind.book() == Kind::Bulletin);
    assert!(open.into_iter().all(|kind| kind.held().is_empty()), "a bulletin names nobody");
}

#[test]
fn whoever_sees_or_takes_away_what_is_held_on_them_finds_a_part_of_every_kind_that_holds_something_on_people() {
    use charter::privacy::{Held, Kept, Purpose};
    // Who is named in free text no machine finds; the pages say so.
    let concerns = |held: &&Held| held.purpose != Purpose::Nobody && held.kept != Kept::Text;
    let kinds = kinds().into_iter().filter(|kind| kind.held().iter().any(|held| concerns(&held)));
    let kinds = kinds.map(|kind| kind.name()).collect::<BTreeSet<_>>();
    let told = sward::held::PARTS.map(|(kind, _)| kind).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(kinds, told, "give it a part in crates/sward/src/held.rs");
    let source = rust().into_iter().find(|source| source.name == "crates/sward/src/held.rs").unwrap();
    let body = source.text.split_once("pub struct Held {").unwrap().1.split_once("\n}").unwrap().0.to_string();
    for (kind, part) in sward::held::PARTS {
        assert!(body.contains(&format!("pub {part}: ")), "{kind} has no part '{part}'");
    }
}

#[test]
fn no_table_page_or_export_has_a_score_a_rank_or_a_rate_of_a_person() {
    let words = ["score", "rank", "rate", "index", "points", "percent", "attendance", "presence", "streak", "rating"];
    let marks = |name: &str| words.iter().any(|word| name.split('_').any(|part| part == *word));
    for kind in kinds().iter().filter(|kind| kind.book() == Kind::Record) {
        let columns = kind.column_names().into_iter().filter(|name| marks(name)).collect::<Vec<_>>();
        assert_eq!(columns, [""; 0], "{}", kind.name());
        let declared = kind.held().iter().filter(|held| marks(&held.of.to_lowercase().replace('.', "_")));
        assert_eq!(declared.count(), 0, "{}", kind.name());
    }
    // What is serialised beside a person, on a page or in an export: by the names of fields in the member's crate.
    for source in rust().iter().filter(|source| source.name.starts_with("crates/member/src") && !source.is_test()) {
        let fields = source.text.lines().filter_map(|line| line.trim().strip_suffix(',')?.split_once(": "));
        let found = fields.map(|(name, _)| name.trim_start_matches("pub ")).filter(|name| marks(name));
        assert_eq!(found.collect::<Vec<_>>(), [""; 0], "{}", source.name);
    }
    let export = rust().into_iter().find(|source| source.name == "crates/sward/src/export.rs").unwrap();
    let heads = export.strings();
    assert!(heads.iter().any(|head| head == "person"), "the heads of columns stand elsewhere now");
    assert_eq!(heads.iter().filter(|head| marks(head)).count(), 0);
}
