//! Prose that people write, as Markdown: shown as text, never as markup of theirs.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

/// Renders Markdown. Raw HTML is shown as it was typed; links lead only over HTTP, to mail and telephones;
/// pictures are left out, since they would tell a stranger that the page was read.
pub fn prose(text: &str) -> Markup {
    let mut links = vec![];
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, Parser::new(text).filter_map(|event| tame(event, &mut links)));
    PreEscaped(out)
}

/// `links` tells of each link that is open whether it was let through.
fn tame<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let plain = is_plain(dest_url);
            links.push(plain);
            plain.then_some(event)
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        // Headings of theirs stand below ours.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        other => Some(other),
    }
}

fn is_plain(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
