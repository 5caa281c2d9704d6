//! What somebody took on, for their own eyes: circles that they lead, and what they said of their hours.

use maud::{Markup, html};
use unit::load::shown;
use web::Say;

use crate::held::Held;

impl Held {
    /// All of it; nothing, where there is nothing.
    pub fn took_on(&self, say: &Say) -> Markup {
        html! {
            @if !self.circles.is_empty() {
                h2 { (say.t("held-circles")) }
                ul.told {
                    @for led in &self.circles {
                        li {
                            b { @if let Some(begun) = led.begun { (say.say("held-circle-since", &[("day", say.date(begun).into())])) } }
                            @if led.over { p { (say.t("held-circle-over")) } }
                        }
                    }
                }
            }
            @if !self.hours.is_empty() {
                h2 { (say.t("held-hours")) }
                ul.told {
                    @for spent in &self.hours {
                        li {
                            b { (say.month(spent.month)) }
                            @if let Some(hours) = spent.hours { p { (say.say("load-hours", &[("hours", shown(hours.sum()).into())])) } }
                        }
                    }
                }
            }
        }
    }
}
