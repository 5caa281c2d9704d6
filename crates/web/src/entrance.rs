//! The door: a first page for those who are not signed in, and the page of a one-time link.

use account::Token;
use maud::{Markup, html};

use crate::fields::{FORM, Fields};
use crate::say::Say;

/// What a stranger sees: what this is, in three sentences.
pub fn door(say: &Say) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.t("door-title")) }
            p.lede { (say.t("door-one")) }
            p { (say.t("door-two")) }
            p { (say.t("door-three")) }
            p.quiet { (say.t("door-in")) }
        }
    }
}

/// A link is used up by its button alone: a program that looks at addresses in letters would use it up before.
pub fn come_in(say: &Say, token: &Token, unit: &str) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.say("in-title", &[("unit", unit.into())])) }
            p.lede { (say.t("in-lede")) }
            form method="post" action="/in" {
                input type="hidden" name="token" value=(token);
                button.button.main { (say.t("in-button")) }
            }
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
