//! One unit, for those who manage it: what it is called, where it stands, who keeps its books, and that it ends. What is
//! hard to undo waits for a second signature where the organisation has come to that.

use book::{BookId, Kind, Signer, Text, UnitId};
use charter::UnitKind;
use charter::keepers::{self, Keepers};
use charter::permits::{Allow, Permit, Permits};
use charter::places::{Move, Moves};
use charter::units::{Command, Unit as State};
use ledger::{Scope, Term, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit};

use super::keys::Keys;
use super::suspending::{self, Running};
use crate::reigns;

#[derive(Serialize)]
struct Managed {
    unit: UnitId,
    name: String,
    kind: UnitKind,
    closed: bool,
    /// The unit above, by name.
    above: Option<String>,
    /// The device that keeps its books.
    keeper: Option<Signer>,
    /// Units that it could stand under; none where the viewer may not move it.
    #[serde(skip)]
    places: Vec<(String, String)>,
    /// The terms of its offices that run.
    terms: Vec<Running>,
    /// Who can open its record besides its keeper, for those who see its people.
    keys: Option<Keys>,
    #[serde(skip)]
    appoints: bool,
    #[serde(skip)]
    signs: String,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if !visit.manages(&unit)? {
        return Err(Fault::NotFound);
    }
    let (look, viewer) = (visit.look, visit.viewer()?);
    let above = unit.parent.map(|above| look.unit(Scope::Node, above)).transpose()?.flatten();
    // Moves stand in the centre's bulletin, so an officer of the centre asks for them.
    let moves = above.is_some() && look.root()?.is_some_and(|root| root.id == viewer.unit);
    let places = if moves { look.units(Scope::Below(viewer.unit))? } else { vec![] };
    let fits = |place: &&ledger::Unit| {
        place.kind != UnitKind::Cell && !place.closed && place.id != unit.id && Some(place.id) != unit.parent
    };
    let page = Managed {
        unit: unit.id,
        name: unit.name.clone(),
        kind: unit.kind,
        closed: unit.closed,
        above: above.map(|above| above.name),
        keeper: look.keeping(BookId { unit: unit.id, kind: Kind::Bulletin })?.map(|keeping| keeping.keeper),
        places: places.iter().filter(fits).map(|place| (place.id.to_string(), place.name.clone())).collect(),
        terms: suspending::running(look, unit.id)?,
        keys: if visit.is_among(&unit)? { Some(Keys::of(visit, unit.id)?) } else { None },
        appoints: unit.id != viewer.unit,
        signs: viewer.unit.address() + "/signing",
    };
    let tab = if unit.kind == UnitKind::Cell { "/health" } else { "/cells" };
    visit.page(Some((&unit, tab)), &page)
}

impl Page for Managed {
    fn title(&self, say: &Say) -> String {
        say.t("manage")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { bdi { (self.name) } }
            @if let Some(above) = &self.above { p.lede { (say.say("manage-under", &[("name", above.as_str().into())])) } }
            @if self.closed { p.notice { (say.t("manage-closed")) } } @else {
                div.split {
                    div.flow { (self.renaming(on)) (self.moving(on)) (suspending::shown(on, self.unit, &self.terms, self.appoints)) }
                    div.flow {
                        (self.keeping(on))
                        @if let Some(keys) = &self.keys { (keys.shown(say)) }
                        (self.exporting(on))
                        (self.closing(on))
                    }
                }
            }
            p.quiet { a href=(self.signs) { (say.t("signing")) } }
        }
    }
}

impl Managed {
    fn form(&self, on: &Paper, deed: &'static str, fill: impl FnOnce(&web::Form) -> Markup) -> Markup {
        on.form(deed, self.unit, own_subject(self.unit), fill)
    }

    fn renaming(&self, on: &Paper) -> Markup {
        let say = &on.say;
        self.form(on, "unit.rename", |form| {
            html! {
                (form.hidden("from", &self.name))
                (form.line("name", "text", &say.t("manage-name"), &self.name))
                (form.button("button", &say.t("manage-name-keep")))
            }
        })
    }

    fn moving(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if !self.places.is_empty() {
                details.more open[on.refused("unit.move")] {
                    summary { (say.t("manage-move")) }
                    (self.form(on, "unit.move", |form| html! {
                        (form.select("to", &say.t("manage-to"), &self.places, ""))
                        (form.button("button", &say.t("manage-move-yes")))
                    }))
                }
            }
        }
    }

    fn keeping(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if let Some(keeper) = &self.keeper { p.quiet { (say.t("manage-keeper")) " " bdi { code { (keeper.short()) } } } }
            @if self.appoints {
                details.more open[on.refused("unit.keeper")] {
                    summary { (say.t("manage-appoint")) }
                    (self.form(on, "unit.keeper", |form| html! {
                        p { (say.t("manage-appoint-hint")) }
                        (form.line("device", "text", &say.t("manage-device"), ""))
                        (form.button("button grave", &say.t("manage-appoint-yes")))
                    }))
                }
            }
        }
    }

    /// More names than anybody gives out alone: two allow it, for the command line to do.
    fn exporting(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if self.kind != UnitKind::Cell {
                details.more open[on.refused("unit.export")] {
                    summary { (say.t("manage-export")) }
                    (self.form(on, "unit.export", |form| html! {
                        p { (say.t("manage-export-hint")) }
                        (form.button("button", &say.t("manage-export-yes")))
                    }))
                }
            }
        }
    }

    fn closing(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @if self.above.is_some() {
                details.more open[on.refused("unit.close")] {
                    summary { (say.t("manage-close")) }
                    (self.form(on, "unit.close", |form| html! {
                        p { (say.t("manage-close-hint")) }
                        (form.button("button grave", &say.t("manage-close-yes")))
                    }))
                }
            }
        }
    }
}

/// Gives the unit another name.
pub fn rename(asked: &Asked) -> Result<Plan> {
    let name = asked.fields.filled("name").ok_or(Fault::field("name", "field-missing"))?;
    let from = asked.fields.get("from").unwrap_or("").to_string();
    let command = Command::Rename { from: Text(from), to: Text(name.into()) };
    Ok(Plan::one(own::<State>(asked, &command)?, Told::new("manage-is-named").with("name", name)))
}

/// Puts the unit under another.
pub fn go(asked: &Asked) -> Result<Plan> {
    let (look, unit) = (asked.visit.look, asked.unit.id);
    let to: Option<UnitId> = asked.fields.get("to").and_then(|to| to.parse().ok());
    let to = to.map(|to| look.unit(asked.visit.scope()?, to).map_err(Fault::from)).transpose()?.flatten();
    let to = to.ok_or(Fault::field("to", "field-missing"))?;
    let root = look.root()?.ok_or(Fault::NotFound)?;
    let wish = asked.of::<Moves>(root.id, own_subject(unit), &Move::Move { unit, to: to.id })?;
    Ok(Plan::one(wish, Told::new("manage-is-moved").with("to", to.name)))
}

/// Appoints another device over the unit's books.
pub fn appoint(asked: &Asked) -> Result<Plan> {
    let device: Option<Signer> = asked.fields.filled("device").and_then(|device| device.parse().ok());
    let device = device.ok_or(Fault::field("device", "not-a-device"))?;
    // It stands in the bulletin above, by an office that is held there or further up.
    let above = asked.unit.parent.ok_or(Fault::NotFound)?;
    if matches!(asked.actor, Term::Office { unit, .. } if unit == asked.unit.id) {
        return Err(charter::Refusal::NotYours.into());
    }
    let units = reigns(asked.visit.look, std::slice::from_ref(&asked.unit))?;
    let wish = asked.of::<Keepers>(above, own_subject(above), &keepers::Command::Appoint { device, units })?;
    Ok(Plan::one(wish, Told::new("manage-is-appointed")))
}

/// Closes the unit.
pub fn close(asked: &Asked) -> Result<Plan> {
    Ok(Plan::one(own::<State>(asked, &Command::Close { into: None })?, Told::new("manage-is-closed")))
}

/// Allows that all names of the unit and those below are given out: two sign it.
pub fn export(asked: &Asked) -> Result<Plan> {
    let allow = Allow::Allowed(Permit::Export { unit: asked.unit.id });
    Ok(Plan::one(own::<Permits>(asked, &allow)?, Told::new("manage-export-allowed")))
}

fn own<S: charter::Subject>(asked: &Asked, command: &S::Command) -> Result<ledger::Wish> {
    asked.of::<S>(asked.unit.id, own_subject(asked.unit.id), command)
}
