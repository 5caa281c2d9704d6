//! What a unit says, as an Atom feed (RFC 4287): open, like the page.

use book::{Text, UnitId};
use charter::calendar::Moment;
use web::{Reply, Result, Visit, prose};

use super::{address, public};
use crate::{Page, Post, posts};

/// Posts that a feed holds.
const POSTS: usize = 20;

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = public(visit)?;
    let posts = posts(visit.look, unit.id, POSTS)?;
    let page: Page = visit.look.own(unit.id)?;
    let since = page.since.unwrap_or(visit.say.today.start());
    let bytes = written((unit.id, &unit.name), visit.base, since, &posts).into_bytes();
    Ok(Reply::Shown { kind: "application/atom+xml; charset=utf-8", bytes })
}

/// The feed of a unit whose page stands under an address, and was first shown at a moment.
pub(crate) fn written(
    (unit, name): (UnitId, &str),
    base: &str,
    since: Moment,
    posts: &[(u32, Post, Text, Text)],
) -> String {
    let (name, page) = (escaped(name), escaped(&(base.to_string() + &address(unit))));
    let updated = posts.iter().map(|(_, post, ..)| post.at).max().unwrap_or(since).rfc3339();
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{name}</title>\
         <id>{}</id><updated>{updated}</updated><author><name>{name}</name></author>\
         <link href=\"{page}\"/><link rel=\"self\" href=\"{page}/feed\"/>\n",
        urn(&unit.0, 0),
    );
    for (number, post, title, text) in posts {
        let (title, text) = (escaped(&title.0), escaped(&prose(&text.0).into_string()));
        let (id, at) = (urn(&unit.0, *number), post.at.rfc3339());
        feed += &format!(
            "<entry><title>{title}</title><id>{id}</id><updated>{at}</updated><link href=\"{page}\"/>\
             <content type=\"html\">{text}</content></entry>\n"
        );
    }
    feed + "</feed>\n"
}

/// A name that stays, whatever address the page has: a UUID drawn from what it names (RFC 9562, version 8).
fn urn(unit: &[u8; 32], number: u32) -> String {
    let drawn = blake3::hash(&[&unit[..], &number.to_be_bytes()].concat());
    let mut id = [0; 16];
    id.copy_from_slice(&drawn.as_bytes()[..16]);
    (id[6], id[8]) = (id[6] & 0x0f | 0x80, id[8] & 0x3f | 0x80);
    let hex = id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A text in XML: what acts in it is written otherwise, and what may not stand there at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out.push(sign),
            sign if sign < ' ' || matches!(sign, '\u{fffe}' | '\u{ffff}') => {}
            sign => out.push(sign),
        }
    }
    out
}
