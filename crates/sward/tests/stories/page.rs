//! A story as text: prose, files, and commands with what they should print.

/// A story, in parts.
pub struct Page {
    pub parts: Vec<Part>,
}

/// One part of it.
pub enum Part {
    /// Lines that are only read.
    Prose(String),
    /// A file, with the line that opens its block.
    File { open: String, name: String, text: String },
    /// A command of a node at a moment, and what it should print.
    Command { node: String, words: String, now: Option<String>, expected: String, line: usize },
}

const FENCE: &str = "```";

impl Page {
    /// Cuts a text into its parts.
    pub fn read(text: &str) -> Page {
        let mut parts = vec![];
        let mut lines = text.lines().enumerate();
        while let Some((_, line)) = lines.next() {
            let info = line.strip_prefix(FENCE).unwrap_or_default();
            let mut inside = || lines.by_ref().take_while(|(_, line)| *line != FENCE).collect::<Vec<_>>();
            if let Some(name) = ["csv ", "md "].into_iter().find_map(|kind| info.strip_prefix(kind)) {
                let text = inside().iter().map(|(_, line)| format!("{line}\n")).collect();
                parts.push(Part::File { open: line.into(), name: name.trim().into(), text });
            } else if let Some(now) = info.strip_prefix("console") {
                let now = Some(now.trim().to_string()).filter(|now| !now.is_empty());
                parts.push(Part::Prose(format!("{line}\n")));
                parts.extend(commands(inside(), &now));
                parts.push(Part::Prose(format!("{FENCE}\n")));
            } else {
                parts.push(Part::Prose(format!("{line}\n")));
            }
        }
        Page { parts }
    }

    /// The text again.
    pub fn write(&self) -> String {
        let part = |part: &Part| match part {
            Part::Prose(text) => text.clone(),
            Part::File { open, text, .. } => format!("{open}\n{text}{FENCE}\n"),
            Part::Command { node, words, expected, .. } => format!("{node}$ {words}\n{expected}"),
        };
        self.parts.iter().map(part).collect()
    }
}

fn commands(lines: Vec<(usize, &str)>, now: &Option<String>) -> Vec<Part> {
    let mut commands: Vec<Part> = vec![];
    for (at, text) in lines {
        if let Some((node, words)) =
            text.split_once("$ ").filter(|(node, _)| node.chars().all(|sign| sign.is_alphanumeric() || sign == '@'))
        {
            let (node, words, now) = (node.into(), words.into(), now.clone());
            commands.push(Part::Command { node, words, now, expected: String::new(), line: at + 1 });
        } else if let Some(Part::Command { expected, .. }) = commands.last_mut() {
            *expected += &format!("{text}\n");
        }
    }
    commands
}

/// The words of a command; what stands between quotes is one word.
pub fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (vec![], None::<String>, None);
    for sign in line.chars() {
        match (quote, sign) {
            (Some(open), _) if sign == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    words
}

#[test]
fn a_page_is_written_as_it_was_read() {
    let text = "# A page\n\n```csv a.csv\na,b\n```\n\n```console 2026-01-01\ncell$ sward digest\nheads\n```\nend\n";
    assert_eq!(Page::read(text).write(), text);
}

#[test]
fn quotes_hold_words_together() {
    assert_eq!(
        split("sward unit found 'The Valley' \"Mill's\" ''"),
        ["sward", "unit", "found", "The Valley", "Mill's", ""]
    );
}
