//! A key under which texts that look alike are the same. Knows no names and keeps no list.
//!
//! The key is compared and never shown: `Cell Mitte` and `Сеll Мitte` (with
//! Cyrillic letters) have one key, and so have `MITTE` and `mitte`. The table
//! covers Latin, Cyrillic and Greek, and is our own: the crate unicode-security
//! is well kept, but the skeleton of its standard (UTS 39) tells capitals from
//! small letters, so that `ВЕРА` and `вера` get unlike keys, and it adds 600 kB
//! of table for scripts that have no letters in common with a neighbour.
//!
//! Where a letter's capital looks like a Latin one (В, Н, М, Т), its small form
//! goes with it. So the key finds somewhat too much, which is right for a
//! question put to a person, and wrong for a decision.

use crate::text::is_hidden;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The key of a text.
pub fn skeleton(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let letters = text.nfkd().filter(|sign| !is_hidden(*sign) && !is_unseen(*sign)).map(twin);
    for sign in letters.flat_map(char::to_lowercase).nfkd().map(twin) {
        if sign.is_whitespace() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if !(is_combining_mark(sign) && (key.is_empty() || key.ends_with(' '))) {
            key.push(sign);
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Optional hyphens and marks of direction.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The letter that it could be taken for: Latin if there is one, else Cyrillic.
fn twin(sign: char) -> char {
    match sign {
        'а' | 'А' | 'α' | 'Α' | 'ɑ' => 'a',
        'в' | 'В' | 'β' | 'Β' => 'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' => 'c',
        'ԁ' | 'Ԁ' => 'd',
        'е' | 'Е' | 'ε' | 'Ε' | 'є' | 'Є' => 'e',
        'ғ' | 'Ғ' | 'ϝ' | 'Ϝ' => 'f',
        'ɡ' | 'ԍ' | 'Ԍ' => 'g',
        'н' | 'Н' | 'Η' | 'һ' | 'Һ' => 'h',
        // One upright stroke, whatever it is called.
        'I' | 'l' | 'L' | '1' | '|' | 'і' | 'І' | 'ι' | 'Ι' | 'ı' | 'ӏ' | 'Ӏ' | 'ǀ' => 'i',
        'ј' | 'Ј' | 'ϳ' | 'Ϳ' => 'j',
        'к' | 'К' | 'κ' | 'Κ' | 'ĸ' | 'қ' | 'Қ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'Ν' | 'η' => 'n',
        '0' | 'о' | 'О' | 'ο' | 'Ο' | 'σ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' | 'Ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' | 'Ѵ' => 'v',
        'ԝ' | 'Ԝ' | 'ω' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'γ' | 'Υ' | 'ү' | 'Ү' => 'y',
        'Ζ' => 'z',
        'Γ' => 'г',
        'π' | 'Π' => 'п',
        'φ' | 'Φ' => 'ф',
        'Λ' | 'λ' => 'л',
        'З' | 'з' => '3',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{2b9}' | '\u{2bb}'..='\u{2bd}' | '\u{2c8}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => '"',
        other => other,
    }
}
