//! Prose that people write, as Markdown: shown as text, never as markup of theirs.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, Parser, Tag, html as markdown};

/// Quotes and lists within each other that are shown; what stands deeper is shown at this depth.
const DEPTH: usize = 12;

/// Renders Markdown. Raw HTML is shown as it was typed; links lead only over HTTP, to mail and telephones, and tell
/// nobody where they stood; pictures are left out, since they would tell a stranger that the page was read.
pub fn prose(text: &str) -> Markup {
    let mut tamer = Tamer::default();
    let mut out = String::with_capacity(text.len() * 2);
    markdown::push_html(&mut out, Parser::new(text).filter_map(|event| tamer.tame(event)));
    PreEscaped(out)
}

/// What is open, and whether each of it was let through.
#[derive(Default)]
struct Tamer {
    open: Vec<Open>,
    nested: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Shown,
    Nested,
    Link,
    Paragraph,
    Hidden,
}

impl Tamer {
    fn tame<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
            Event::Start(tag) => {
                let (open, shown) = self.begin(tag);
                self.open.push(open);
                shown
            }
            Event::End(end) => match self.open.pop().unwrap_or(Open::Hidden) {
                Open::Shown => Some(Event::End(end)),
                Open::Nested => {
                    self.nested -= 1;
                    Some(Event::End(end))
                }
                Open::Link => Some(Event::InlineHtml(CowStr::Borrowed("</a>"))),
                Open::Paragraph => Some(Event::End(pulldown_cmark::TagEnd::Paragraph)),
                Open::Hidden => None,
            },
            other => Some(other),
        }
    }

    fn begin<'a>(&mut self, tag: Tag<'a>) -> (Open, Option<Event<'a>>) {
        match tag {
            Tag::Link { ref dest_url, .. } if is_plain(dest_url) => {
                let link = html! { a href=(dest_url) rel="noreferrer nofollow" {} }.into_string();
                let link = link.strip_suffix("</a>").unwrap_or(&link).to_string();
                (Open::Link, Some(Event::InlineHtml(link.into())))
            }
            Tag::Link { .. } | Tag::Image { .. } => (Open::Hidden, None),
            // Headings of theirs stand below ours.
            Tag::Heading { .. } => (Open::Paragraph, Some(Event::Start(Tag::Paragraph))),
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item if self.nested >= DEPTH => (Open::Hidden, None),
            Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => {
                self.nested += 1;
                (Open::Nested, Some(Event::Start(tag)))
            }
            // Raw HTML is a block of its own in which nothing of ours stands.
            Tag::HtmlBlock => (Open::Paragraph, Some(Event::Start(Tag::Paragraph))),
            other => (Open::Shown, Some(Event::Start(other))),
        }
    }
}

fn is_plain(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
