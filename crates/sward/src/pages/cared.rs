//! The care that somebody is given, and the help that they asked for and offered: for their own eyes.

use care::pages::written;
use care::{How, Occasion};
use maud::{Markup, html};
use web::Say;

use crate::held::{Cared, Held, Helped};

impl Held {
    /// All of it; nothing, where there is nothing.
    pub fn cared(&self, say: &Say) -> Markup {
        let Cared { met, accompanied, accompanies, declined, remembered, answered } = &self.care;
        let alone = met.is_empty() && !accompanied && *accompanies == 0 && !declined && remembered.is_empty();
        html! {
            @if !alone || !answered.is_empty() {
                h2 { (say.t("held-care")) }
                ul.told {
                    @for met in met {
                        li {
                            b { (say.date(met.day)) }
                            p { (say.t(match met.how {
                                How::Call => "held-call",
                                How::Visit => "held-visit",
                                How::OneToOne => "held-talk",
                            })) }
                        }
                    }
                    @for remembered in remembered {
                        li {
                            b { (written(say, remembered)) }
                            p {
                                (say.t(if remembered.of == Occasion::Loss { "care-loss" } else { "care-birthday" }))
                                @if let Some(line) = &remembered.line { ". " bdi { (line.0) } }
                            }
                        }
                    }
                }
                @if *accompanied { p { (say.t("held-accompanied")) } }
                @if *accompanies > 0 { p { (say.t("held-accompanies")) } }
                @if *declined { p { (say.t("held-not-counted")) } }
                @if !answered.is_empty() { p { (say.t("held-answered")) } }
            }
            @if !self.help.is_empty() {
                h2 { (say.t("held-help")) }
                ul.told { @for one in &self.help { li { (one.line(say)) } } }
            }
        }
    }
}

impl Helped {
    fn line(&self, say: &Say) -> Markup {
        html! {
            b { (self.told.map_or_else(String::new, |told| say.date(say.day_of(told)))) }
            p {
                (say.t(if self.offers { "held-you-offered" } else { "held-you-asked" }))
                @if let Some(text) = &self.text { ": " bdi { (text) } }
                @if self.over { " · " (say.t("held-help-over")) }
            }
        }
    }
}
