//! Judges a single text: one normal form, nothing hidden, nothing that paints over its neighbours.
//! Knows no field and no file.
//!
//! Names and titles from a file are shown on pages, in mails and in terminals
//! beside other people's. A text that turns the direction of what follows, that
//! hides characters, or that stacks a thousand marks is refused, not repaired:
//! a silent repair would make two names out of one. Two repairs are made
//! because real files need them and they change nothing that anyone sees: the
//! typographic signs of windows-1252 that were once read as Latin-1 (U+0092 for
//! an apostrophe) become what they were, and optional hyphens (U+00AD) go.

use crate::limits::{MAX_CELL, MAX_MARKS};
use serde::Serialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Why a text was refused; `place` counts characters from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
pub enum TextFault {
    /// It is too long.
    #[error("longer than {limit} bytes")]
    TooLong { limit: u64 },
    /// A control character other than a new line and a tab.
    #[error("a control character, {sign}, at {place}")]
    Control { place: u64, sign: String },
    /// A character that turns the direction of what follows.
    #[error("a turn of direction, {sign}, at {place}")]
    Direction { place: u64, sign: String },
    /// A character that cannot be seen.
    #[error("a hidden character, {sign}, at {place}")]
    Hidden { place: u64, sign: String },
    /// More combining marks in a row than a script needs.
    #[error("more than {limit} marks on one letter at {place}")]
    Marks { place: u64, limit: u64 },
}

impl TextFault {
    /// The short name of this fault, which stays the same from version to version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too-long",
            Self::Control { .. } => "control",
            Self::Direction { .. } => "direction",
            Self::Hidden { .. } => "hidden",
            Self::Marks { .. } => "marks",
        }
    }
}

/// The text in its normal form (NFC, lines ending in LF), or why it is refused.
pub fn clean(text: &str) -> Result<String, TextFault> {
    let too_long = TextFault::TooLong { limit: MAX_CELL as u64 };
    if text.len() > MAX_CELL {
        return Err(too_long);
    }
    // Most texts are; and NFC leaves them as they are.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Ok(text.to_owned());
    }
    let text: String = text.replace("\r\n", "\n").chars().filter_map(repaired).nfc().collect();
    let (mut before, mut marks) = (None, 0);
    for (at, sign) in text.chars().enumerate() {
        let (place, name) = (at as u64 + 1, || format!("U+{:04X}", u32::from(sign)));
        if is_control(sign) {
            return Err(TextFault::Control { place, sign: name() });
        }
        if turns(sign) {
            return Err(TextFault::Direction { place, sign: name() });
        }
        if is_hidden(sign) && !joins(before, sign) {
            return Err(TextFault::Hidden { place, sign: name() });
        }
        marks = if is_combining_mark(sign) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            return Err(TextFault::Marks { place, limit: MAX_MARKS as u64 });
        }
        before = Some(sign);
    }
    if text.len() > MAX_CELL { Err(too_long) } else { Ok(text) }
}

/// The text on one line, for a log or a terminal: what acts or hides is shown as its number.
pub fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut marks = 0;
    for sign in text.chars() {
        marks = if is_combining_mark(sign) { marks + 1 } else { 0 };
        if marks > MAX_MARKS || matches!(sign, '\n' | '\t') || is_control(sign) || turns(sign) || is_hidden(sign) {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// A character as it was meant; none for an optional hyphen.
fn repaired(sign: char) -> Option<char> {
    match sign {
        '\u{ad}' => None,
        '\u{80}'..='\u{9f}' => {
            let byte = [u32::from(sign) as u8];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        other => Some(other),
    }
}

/// Whether it acts instead of showing; the separators of lines and paragraphs do.
fn is_control(sign: char) -> bool {
    (sign.is_control() && !matches!(sign, '\n' | '\t')) || matches!(sign, '\u{2028}' | '\u{2029}')
}

fn turns(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is seen of it. The marks of direction (U+200E, U+200F, U+061C) are not
/// among them: right-to-left texts with numbers need them, and they turn nothing round.
pub(crate) fn is_hidden(sign: char) -> bool {
    matches!(sign,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a hidden character does its work here: joiners in scripts that join and in
/// emoji, the choice of a picture's form, the letters of a flag.
fn joins(before: Option<char>, sign: char) -> bool {
    let Some(before) = before else { return false };
    let alphabet = before.is_ascii() || matches!(before, '\u{80}'..='\u{52f}' | '\u{1e00}'..='\u{20ff}');
    match sign {
        '\u{200c}' | '\u{200d}' => !alphabet && (!is_hidden(before) || before == '\u{fe0f}'),
        '\u{fe00}'..='\u{fe0f}' => !(is_hidden(before) || before.is_whitespace() || alphabet && before.is_alphabetic()),
        '\u{180b}'..='\u{180d}' | '\u{e0100}'..='\u{e01ef}' => !alphabet && !is_hidden(before),
        '\u{e0020}'..='\u{e007f}' => before == '\u{1f3f4}' || matches!(before, '\u{e0020}'..='\u{e007e}'),
        _ => false,
    }
}
