//! The apostrophe that keeps a spreadsheet from running a text. Knows no file.
//!
//! A cell that begins with one of the signs is taken for a formula when a CSV
//! file is opened in a spreadsheet. Written with an apostrophe before it, it is
//! text. So that nothing is lost on the way back, a text that itself begins
//! with apostrophes and then a sign gets one more: `=x` is written `'=x`, and
//! `'=x` is written `''=x`. Texts that merely begin with an apostrophe stay as they are.

use std::borrow::Cow;

/// What makes a spreadsheet calculate; the last four are the full-width forms that some take for them.
const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

fn begins_with_sign(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

/// The text as it is written to a file.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if begins_with_sign(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before it was written.
pub(crate) fn plain(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if begins_with_sign(rest) => rest.to_owned(),
        _ => text,
    }
}
