//! Whether what was printed fits what was expected: `[..]`, a line of `…`, and `<word>`.

use std::collections::BTreeMap;

/// What `<word>`s stood for so far.
#[derive(Clone, Default)]
pub struct Known(BTreeMap<String, String>);

impl Known {
    /// The text with every known word filled in.
    pub fn filled(&self, text: &str) -> String {
        self.0.iter().fold(text.into(), |text: String, (name, value)| text.replace(&format!("<{name}>"), value))
    }
}

/// Whether it fits; words that are met for the first time are known afterwards.
pub fn fits(expected: &str, said: &str, known: &mut Known) -> bool {
    let trimmed = |text: &str| text.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>();
    let (mut tried, expected, said) = (known.clone(), trimmed(expected), trimmed(said));
    let fit = lines(&expected, &said, &mut tried);
    if fit {
        *known = tried;
    }
    fit
}

fn lines(expected: &[String], said: &[String], known: &mut Known) -> bool {
    match (expected.split_first(), said.split_first()) {
        (None, None) => true,
        (Some((any, rest)), _) if any == "…" => (0..=said.len()).any(|skip| {
            let mut tried = known.clone();
            let fit = lines(rest, &said[skip..], &mut tried);
            if fit {
                *known = tried;
            }
            fit
        }),
        (Some((line, rest)), Some((told, more))) => {
            let line = known.filled(line);
            within(&line, told, known) && lines(rest, more, known)
        }
        _ => false,
    }
}

fn within(expected: &str, said: &str, known: &mut Known) -> bool {
    let any = expected.split_once("[..]");
    let word = expected.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?)));
    match (any, word) {
        (Some((before, after)), word) if word.is_none_or(|word| before.len() < word.0.len()) => {
            let Some(rest) = said.strip_prefix(before) else { return false };
            (0..=rest.len()).filter(|at| rest.is_char_boundary(*at)).any(|at| within(after, &rest[at..], known))
        }
        (_, Some((before, (name, after)))) => {
            let Some(rest) = said.strip_prefix(before) else { return false };
            let end = rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len());
            let fit = within(after, &rest[end..], known);
            if fit {
                known.0.insert(name.into(), rest[..end].into());
            }
            fit
        }
        _ => expected == said,
    }
}

#[test]
fn wildcards_and_words_fit_what_they_stand_for() {
    let mut known = Known::default();
    assert!(fits("id <id>, [..] of it\n…\nend\n", "id 4f2a, some of it\nmore\nmore\nend\n", &mut known));
    assert_eq!(known.filled("show <id>"), "show 4f2a");
    assert!(!fits("id <id>", "id 0000", &mut known));
    assert!(!fits("…\nend", "begin", &mut known));
}
