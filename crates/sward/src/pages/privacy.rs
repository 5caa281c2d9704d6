//! What a cell holds on its people, and why: the register, in the words of those whom it concerns.

use book::UnitId;
use maud::{Markup, html};
use serde::Serialize;
use web::{Page, Paper, Reply, Result, Say, Visit};

use crate::register::{self, Line};

#[derive(Serialize)]
struct Register {
    unit: UnitId,
    register: Vec<Line>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.inside()?;
    visit.page(Some((&unit, "/people")), &Register { unit: unit.id, register: register::lines() })
}

impl Page for Register {
    fn title(&self, say: &Say) -> String {
        say.t("register")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let mut told = self.register.iter().map(|line| line.held).collect::<Vec<_>>();
        // Several fields may be one thing to those whom they concern.
        let mut seen = std::collections::HashSet::new();
        told.retain(|held| seen.insert(held.what));
        html! {
            h1 { (say.t("register")) }
            p.lede { (say.t("register-lede")) }
            ul.told {
                @for held in told {
                    li {
                        b { (say.t(held.what)) }
                        div {
                            p { (say.t(held.purpose.message())) }
                            p.quiet { (say.t(held.readers.message())) " " (say.t(held.kept.message())) }
                        }
                    }
                }
            }
            p.quiet { (say.t("register-not")) }
        }
    }
}
