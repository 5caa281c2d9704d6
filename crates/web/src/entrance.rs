//! The door: a first page for those who are not signed in, and the page of a one-time link.

use maud::{Markup, html};

use crate::fields::{FORM, Fields};
use crate::say::Say;

/// What a stranger sees: what this is, in three sentences; and where units are found, if any can be.
pub fn door(say: &Say, found: Option<&str>) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.t("door-title")) }
            p.lede { (say.t("door-one")) }
            p { (say.t("door-two")) }
            p { (say.t("door-three")) }
            p.quiet { (say.t("door-in")) }
            p { a.button.main href="/in" { (say.t("in-sign")) } }
            @if let Some(found) = found { p { a href=(found) { (say.t("directory")) } } }
        }
    }
}

/// What stands at the door.
pub struct Door<'a> {
    /// A ticket, and what a browser is asked for it; none where browsers make no passkeys.
    pub passkey: Option<(String, String)>,
    /// What went wrong just now.
    pub wrong: Option<&'static str>,
    /// Where it leads afterwards.
    pub back: &'a str,
    /// Whether the pages come over a line that others may listen to.
    pub plain: bool,
}

/// Everything by which one comes in. A link is used up by its button alone: a program that looks at addresses in
/// letters would use it up before.
pub fn come_in(say: &Say, door: &Door) -> Markup {
    let form = |by: &str, inner: Markup| {
        html! {
            form.flow method="post" action="/in" {
                input type="hidden" name="by" value=(by);
                input type="hidden" name="back" value=(door.back);
                (inner)
            }
        }
    };
    let field = |name: &str, kind: &str, label: &str, complete: &str| {
        html! {
            div.field {
                label for=(name) { (say.t(label)) }
                input id=(name) name=(name) type=(kind) autocomplete=(complete) maxlength="1000" required;
            }
        }
    };
    html! {
        div.narrow.flow {
            @if let Some(wrong) = door.wrong { div.errors role="alert" { h2 { (say.t(wrong)) } p { (say.t("in-not-so-next")) } } }
            h1 { (say.t("in-window")) }
            section.flow data-others="" aria-label=(say.t("in-again")) {
                @if let Some((ticket, asked)) = &door.passkey {
                    (form("passkey", html! {
                        input type="hidden" name="ticket" value=(ticket);
                        input type="hidden" name="credential";
                        button.button.main data-passkey="get" data-asked=(asked) hidden { (say.t("in-passkey")) }
                    }))
                }
                (form("password", html! {
                    (field("name", "text", "in-name", "username"))
                    (field("password", "password", "in-password", "current-password"))
                    button.button { (say.t("in-sign")) }
                }))
                details.more {
                    summary { (say.t("in-code-head")) }
                    (form("code", html! {
                        (field("code", "text", "in-code", "one-time-code"))
                        button.button { (say.t("in-code-button")) }
                    }))
                }
                @if door.plain { p.quiet { (say.t("in-plain")) } }
            }
            section.flow data-link="" aria-labelledby="by-link" {
                h2 id="by-link" { (say.t("in-title")) }
                p { (say.t("in-lede")) }
                (form("link", html! {
                    (field("token", "text", "in-link", "off"))
                    button.button { (say.t("in-button")) }
                }))
            }
        }
    }
}

/// Somebody guesses, or mistyped often.
pub fn slowly(say: &Say, seconds: i64) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.t("in-slowly")) }
            p.lede { (say.count("in-slowly-next", seconds.unsigned_abs() as usize)) }
            p { a href="/in" { (say.t("in-window")) } }
        }
    }
}

/// A link that was used, or is too old.
pub fn gone(say: &Say) -> Markup {
    sorry(say, "in-gone", "in-gone-next")
}

/// What happened, and what to do next.
pub fn sorry(say: &Say, title: &str, next: &str) -> Markup {
    apology(say, title, &say.t(next))
}

/// The same, where what to do next is put in words already.
pub fn apology(say: &Say, title: &str, next: &str) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.t(title)) }
            p.lede { (next) }
            @if title == "signed-out" { p { a.button.main href="/in" { (say.t("in-sign")) } } }
            p { a href="/" { (say.t("to-the-start")) } }
        }
    }
}

/// The same for a form that could not be kept.
pub fn kept(say: &Say, title: &str, next: &str, fields: &Fields) -> Markup {
    html! { (apology(say, title, next)) (typed(say, fields)) }
}

/// What was typed into a form that is not there any more, to be copied.
pub fn typed(say: &Say, fields: &Fields) -> Markup {
    let typed = fields.0.iter().filter(|(name, value)| !FORM.contains(&name.as_str()) && is_typed(value));
    html! {
        div.narrow.flow {
            p { (say.t("you-typed")) }
            @for (_, value) in typed { pre.item dir="auto" { (value) } }
        }
    }
}

/// What a page fills in by itself is an id or a number.
fn is_typed(value: &str) -> bool {
    !value.trim().is_empty() && !value.bytes().all(|byte| byte.is_ascii_hexdigit())
}
