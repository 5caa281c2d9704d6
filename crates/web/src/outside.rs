//! Texts that leave the house, in a calendar or a letter: one line, bounded, nothing hidden in it, and nothing that a
//! program elsewhere takes for a link.

/// Signs of one text that go out; what is longer is cut.
const SIGNS: usize = 120;

/// A text as one line without hidden signs, cut where it is long.
pub fn one_line(text: &str) -> String {
    let seen = text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).filter(|sign| !is_hidden(*sign));
    let words = seen.collect::<String>();
    let line = words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut signs = line.chars();
    let short = signs.by_ref().take(SIGNS).collect::<String>();
    if signs.next().is_some() { short + "…" } else { short }
}

/// The same, in which no program finds an address: a letter is plain text, and readers of letters make links of whatever
/// looks like one.
pub fn without_links(text: &str) -> String {
    let line = one_line(text);
    let mut signs = line.chars().peekable();
    let mut plain = String::with_capacity(line.len());
    while let Some(sign) = signs.next() {
        plain.push(sign);
        if matches!(sign, '.' | ':' | '@' | '/' | '。' | '．' | '｡') && signs.peek().is_some_and(|next| *next != ' ')
        {
            plain.push(' ');
        }
    }
    plain
}

/// What acts on a line and is not seen: control signs, and those that turn the direction of writing or have no width.
fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}
