//! What changed from one version of a text to the next, word by word.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// The later text, with what was taken out and what was put in.
pub fn shown(earlier: &str, later: &str) -> Markup {
    let compared = TextDiff::from_words(earlier, later);
    html! {
        p.changes dir="auto" {
            @for change in compared.iter_all_changes() {
                @match change.tag() {
                    ChangeTag::Equal => (change.value()),
                    ChangeTag::Delete => del { (change.value()) },
                    ChangeTag::Insert => ins { (change.value()) },
                }
            }
        }
    }
}
