//! Areas without a cell, for regions and the centre; and the list of those where one is wanted.

use book::{Text, UnitId};
use charter::UnitKind;
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit};

use crate::{Areas, Command, Without, without};

/// Areas that one page lists of each unit.
const LISTED: usize = 200;

#[derive(Serialize)]
struct Wanted {
    unit: UnitId,
    without: Vec<Without>,
    #[serde(skip)]
    own: Option<Vec<String>>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind == UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let own = match visit.may(&unit, charter::Right::ManageUnits) {
        true => Some(visit.look.own::<Areas>(unit.id)?.names),
        false => None,
    };
    let page = Wanted { unit: unit.id, without: without(visit.look, unit.id)?, own };
    visit.page(Some((&unit, "/cells")), &page)
}

impl Page for Wanted {
    fn title(&self, say: &Say) -> String {
        say.t("areas")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let without = self.without.iter().map(|of| of.areas.len()).sum::<usize>();
        html! {
            @if self.without.is_empty() {
                div.narrow.flow {
                    h1 { (say.t("areas")) }
                    p.lede { (say.t("areas-none-listed")) }
                    (self.listing(on))
                }
            } @else {
                h1 { (say.count("areas-head", without)) }
                p.lede { (say.t("areas-lede")) }
                @if self.own.is_some() { details.more open[on.refused("unit.areas")] { summary { (say.t("areas-wanted")) } (self.listing(on)) } }
                ul.told { @for of in self.without.iter().filter(|of| !of.areas.is_empty()) { (listed(say, of)) } }
            }
        }
    }
}

fn listed(say: &Say, of: &Without) -> Markup {
    let about = [("n", (of.areas.len() as i64).into()), ("of", (of.of as i64).into())];
    html! {
        li {
            h2 { bdi { (of.name) } }
            div {
                p { @for (at, area) in of.areas.iter().take(LISTED).enumerate() { @if at > 0 { (say.t("list-comma")) } bdi { (area) } } }
                p.quiet { (say.say("areas-of", &about)) @if of.areas.len() > LISTED { " " (say.t("areas-more")) } }
            }
        }
    }
}

impl Wanted {
    /// The form for those who may write the list.
    fn listing(&self, on: &Paper) -> Markup {
        let (say, Some(own)) = (&on.say, &self.own) else { return html! {} };
        html! {
            (on.form("unit.areas", self.unit, own_subject(self.unit), |form| html! {
                (form.area("areas", 8, &say.t("field-areas"), &own.join("\n")))
                (form.button("button main", &say.t("areas-keep")))
            }))
        }
    }
}

/// Puts the list down: an area a line.
pub fn list(asked: &Asked) -> Result<Plan> {
    let lines = asked.fields.get("areas").unwrap_or("").lines().map(str::trim).filter(|line| !line.is_empty());
    let command = Command::List(lines.map(|line| Text(line.into())).collect());
    let wish = asked.of::<Areas>(asked.unit.id, own_subject(asked.unit.id), &command)?;
    Ok(Plan::one(wish, Told::new("areas-kept")))
}
