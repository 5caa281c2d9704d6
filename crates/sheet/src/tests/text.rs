//! Single texts: clean, escaped, alike.

use crate::limits::{MAX_CELL, MAX_MARKS};
use crate::{clean, escaped, skeleton};
use proptest::prelude::*;

fn code(text: &str) -> &'static str {
    clean(text).unwrap_err().code()
}

#[test]
fn ordinary_texts_of_many_scripts_and_emoji_are_clean() {
    for text in [
        "Zelle Mitte",
        "line\nline\tcell",
        "Việt Nam",
        "می‌خواهم",
        "क्‍ष",
        "שָׁלוֹם",
        "👩‍👩‍👧 ❤️ 1️⃣",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "葛\u{e0100}城",
        "العربية\u{200f} 12",
        "",
    ] {
        assert_eq!(clean(text).as_deref(), Ok(text));
    }
}

#[test]
fn a_text_has_one_form() {
    assert_eq!(clean("Cafe\u{301}\r\nx").unwrap(), "Café\nx");
    // As they stand in real files: windows-1252 read as Latin-1, and optional hyphens.
    assert_eq!(clean("Nashville\u{92}s \u{93}Day\u{94}\u{85}").unwrap(), "Nashville’s “Day”…");
    assert_eq!(clean("Advance\u{ad}d").unwrap(), "Advanced");
}

#[test]
fn hostile_071_turns_of_direction_and_hidden_signs_are_refused() {
    for sign in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        assert_eq!(code(&format!("ab{sign}c")), "direction");
    }
    for sign in
        ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{fe0f}', '\u{e0041}', '\u{3164}', '\u{34f}']
    {
        assert_eq!(code(&format!("ab{sign}c")), "hidden");
    }
    for sign in ['\0', '\r', '\u{1b}', '\u{7f}', '\u{81}', '\u{2028}'] {
        assert_eq!(code(&format!("ab{sign}c")), "control");
    }
}

#[test]
fn hostile_071_a_thousand_combining_marks_are_refused() {
    assert_eq!(code(&format!("x{}", "\u{301}".repeat(1_000))), "marks");
    assert_eq!(code(&"\u{fe0f}".repeat(1_000)), "hidden");
    assert!(clean(&format!("x{}", "\u{323}".repeat(MAX_MARKS))).is_ok());
    assert_eq!(code(&"x".repeat(MAX_CELL + 1)), "too-long");
}

#[test]
fn hostile_085_what_is_logged_stays_on_its_line() {
    assert_eq!(escaped("a\r\nb\u{1b}[2J\u{202e}é"), "a\\r\\nb\\u{1b}[2J\\u{202e}é");
}

#[test]
fn hostile_121_texts_that_look_alike_have_one_key() {
    for (one, other) in [
        ("Cell Mitte", "Сеll Мittе"),
        ("ВЕРА", "вера"),
        ("BEPA", "ВЕРА"),
        ("Café", "Cafe\u{301}"),
        ("Ａrea 1O", "area 10"),
        ("Alpha  East", " Αlpha\u{a0}East "),
        ("Ni\u{ad}ne\u{200d}", "nine"),
        ("Cell – A", "Cell - A"),
        ("O’Neil", "O'Neil"),
        ("Group I", "Group 1"),
    ] {
        assert_eq!(skeleton(one), skeleton(other), "{one} and {other}");
    }
    for (one, other) in [("Mitte", "Matte"), ("Cafe", "Café"), ("Нова", "Норд"), ("A B", "AB")] {
        assert_ne!(skeleton(one), skeleton(other), "{one} and {other}");
    }
}

proptest! {
    #[test]
    fn what_is_clean_stays_as_it_is(text in any::<String>()) {
        if let Ok(once) = clean(&text) {
            prop_assert_eq!(clean(&once), Ok(once.clone()));
        }
        let _ = escaped(&text);
    }

    #[test]
    fn a_key_is_its_own_key(text in "[a-zA-Zа-яА-Яα-ωΑ-Ω0-9 ’\u{301}\u{200d}éÉйЙßİ-]{0,20}") {
        prop_assert_eq!(skeleton(&skeleton(&text)), skeleton(&text));
    }
}
