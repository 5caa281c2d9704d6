//! Names as they are looked for and held against one another.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name without case, without the marks on its letters, and without soft hyphens.
pub fn folded(name: &str) -> String {
    let small = name.to_lowercase();
    small.nfd().filter(|sign| !is_combining_mark(*sign) && *sign != '\u{ad}').map(plain).collect()
}

/// Letters that have no mark to take off.
fn plain(letter: char) -> char {
    match letter {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}
