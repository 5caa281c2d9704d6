//! What people write of a meeting: lines that are not too long, and what is taken out of minutes.

use book::Text;
use charter::Refusal;

/// What stands in minutes for something that was taken out.
pub const TAKEN_OUT: &str = "[…]";

/// Points on an agenda, and guests by name.
pub const POINTS: usize = 60;
/// Bytes of a title, a reason or one decision.
pub const LINE_BYTES: usize = 2_000;

/// Whether a text is another one from which something was taken out, each time with the mark in its place: so confirmed
/// minutes do not come to say something else.
pub(crate) fn only_taken_out(old: &str, new: &str) -> bool {
    let (old, new) = (old.trim_end(), new.trim_end());
    let mut pieces = new.split(TAKEN_OUT);
    let Some(mut rest) = pieces.next().and_then(|first| old.strip_prefix(first)) else { return false };
    let pieces = pieces.collect::<Vec<_>>();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

pub(crate) fn line(text: Text) -> Result<Text, Refusal> {
    if text.0.len() > LINE_BYTES { Err(Refusal::TooLong) } else { Ok(text) }
}

pub(crate) fn lines(texts: Vec<Text>) -> Result<Vec<Text>, Refusal> {
    if texts.len() > POINTS { Err(Refusal::TooLong) } else { texts.into_iter().map(line).collect() }
}
