//! Readers as they are typed in one text.

use book::Text;
use proptest::prelude::{Strategy, prop, proptest};

use crate::{Part, WRITTEN_BYTES, read, written};

#[test]
fn parts_begin_with_a_hash_and_questions_with_a_question_mark() {
    let parts = read("\n# Bread\n\nSome *bread*.\n\n- rye\n\n? Who bakes?\n? Who eats?\n# Roses\n? Why?\n").unwrap();
    let [bread, roses] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((bread.name.0.as_str(), bread.text.0.as_str()), ("Bread", "Some *bread*.\n\n- rye"));
    assert_eq!(bread.questions, [Text::from("Who bakes?"), Text::from("Who eats?")]);
    assert_eq!((roses.text.0.as_str(), roses.questions.len()), ("", 1));
}

#[test]
fn what_is_indented_begins_no_part_now_or_when_it_is_written_again() {
    let parts = read("# Bread\n\n  # rye\n ? and salt\n? Why?").unwrap();
    assert_eq!(parts[0].text.0, "  # rye\n ? and salt");
    assert_eq!(read(&written(&parts)), Some(parts));
}

#[test]
fn what_stands_before_the_first_part_or_is_too_long_is_no_reader() {
    assert_eq!(read(""), None);
    assert_eq!(read("Bread\n# Roses\n? Why?"), None);
    assert_eq!(read("? Why?\n# Roses"), None);
    assert_eq!(read(&format!("# Bread\n{}", "x".repeat(WRITTEN_BYTES))), None);
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let line = || "[a-z][a-z *_]{0,20}[a-z]";
    let text = prop::collection::vec("([a-z#?>-][a-z ?]{0,10}[a-z])?", 0..5);
    let part = (line(), text, prop::collection::vec(line(), 1..5)).prop_map(|(name, lines, questions)| {
        let plain = |line: &String| !line.starts_with("# ") && !line.starts_with("? ");
        let text = lines.into_iter().filter(plain).collect::<Vec<_>>().join("\n").trim().to_string();
        Part { name: Text(name), text: Text(text), questions: questions.into_iter().map(Text).collect() }
    });
    prop::collection::vec(part, 1..5)
}

proptest! {
    #[test]
    fn what_is_written_out_is_read_back(parts in parts()) {
        assert_eq!(read(&written(&parts)), Some(parts));
    }

    #[test]
    fn no_text_is_too_tangled_to_be_read(text in "([#?] |[a-z\n \r])*") {
        for part in read(&text).unwrap_or_default() {
            assert!(!part.text.0.lines().any(|line| line.starts_with("# ") || line.starts_with("? ")), "{part:?}");
        }
    }
}
