//! The door: a first page for those who are not signed in, and the page of a one-time link.

use account::Token;
use maud::{Markup, html};

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
    html! {
        div.narrow.flow {
            h1 { (say.t(title)) }
            p.lede { (say.t(next)) }
            p { a href="/" { (say.t("to-the-start")) } }
        }
    }
}
