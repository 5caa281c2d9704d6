//! A made-up language: readable English with accents on every letter, and longer by a third, as others are.

use std::borrow::Cow;

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "åƀçđéƒǧĥïĵķļɱñöþǫŕšťüṽŵẋýžÅƁÇĐÉƑǦĤÏĴĶĻṀÑÖÞǪŔŠŤÜṼŴẊÝŽ";

/// A text with its vowels doubled and its letters accented.
pub fn accented(text: &str) -> Cow<'_, str> {
    let accent = |sign: char| {
        let at = PLAIN.chars().position(|plain| plain == sign);
        at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(sign)
    };
    let twice = |sign: char| if "aeiou".contains(sign) { 2 } else { 1 };
    Cow::Owned(text.chars().flat_map(|sign| std::iter::repeat_n(accent(sign), twice(sign))).collect())
}
