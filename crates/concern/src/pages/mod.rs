//! Concerns as pages: raising one, seeing to those of a unit, and what whoever has a receipt sees.

mod deeds;
mod list;
mod one;
mod raise;
mod receipt;

use book::{SubjectId, UnitId};
use charter::Right;
use charter::letterboxes::{Letterboxes, PublicKey};
use envelope::Identity;
use ledger::Unit;
use maud::{Markup, html};
use web::{Address, Deed, Result, Route, Say, Visit};

pub use deeds::raise;
pub use one::message as step;
pub use raise::form;
pub use receipt::yours;

use crate::{Standing, Whole, open, read};

/// Every address here. The last is there for everybody, signed in or not.
pub const ROUTES: [Route; 4] = [
    Route { path: "/u/{unit}/concerns", view: list::view },
    Route { path: "/u/{unit}/concerns/new", view: raise::view },
    Route { path: "/u/{unit}/concerns/{id}", view: one::view },
    Route { path: RECEIPT, view: receipt::view },
];

/// Concerns below a unit from which on they are not opened anew at each look, but once a minute.
const MANY: usize = 100;
const MINUTE_MS: i64 = 60_000;

/// Where whoever has a receipt looks.
pub const RECEIPT: &str = "/concern";

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 9] = [
    Deed::own("me.raise-concern", deeds::raise),
    Deed::of_officers("concern.acknowledge", deeds::acknowledge),
    Deed::of_officers("concern.answer-so-far", deeds::answer_so_far),
    Deed::of_officers("concern.answer", deeds::answer),
    Deed::of_officers("concern.pass-on", deeds::pass_on),
    Deed::of_officers("concern.take-up", deeds::take_up),
    Deed::of_anybody("concern.look", deeds::look),
    Deed::of_anybody("concern.settle", deeds::settle),
    Deed::of_anybody("concern.appeal", deeds::appeal),
];

/// The address of a concern, as a unit that sees to it has it.
pub fn address(unit: UnitId, id: SubjectId) -> String {
    format!("{}/concerns/{id}", unit.address())
}

/// What opens what was put into a unit's letterboxes for the viewer's own office.
fn identities(visit: &Visit, unit: &Unit) -> Result<Vec<Identity>> {
    let (handler, ombuds) = (visit.may(unit, Right::WriteRecord), visit.may(unit, Right::Ombuds));
    if !handler && !ombuds {
        return Ok(vec![]);
    }
    let boxes: Letterboxes = visit.look.own(unit.id)?;
    let own = boxes.all.iter().flat_map(|of| [handler.then_some(of.handler), ombuds.then_some(of.ombuds)]);
    let own = own.flatten().collect::<Vec<PublicKey>>();
    let held = visit.secrets.of(unit.id)?.into_iter().filter(|(public, _)| own.contains(&PublicKey(*public)));
    Ok(held.map(|(_, secret)| Identity::new(secret)).collect())
}

/// The concerns of a unit that wait for its word and that the viewer opens, the one that is due first before the others.
pub fn waiting(visit: &Visit, unit: &Unit) -> Result<Vec<(SubjectId, Whole)>> {
    opened(visit, unit, |standing| !matches!(standing, Standing::Answered | Standing::Settled))
}

/// How many concerns of a unit that the viewer opens were answered, and are not confirmed: they can still be appealed.
pub fn answered(visit: &Visit, unit: &Unit) -> Result<usize> {
    Ok(opened(visit, unit, |standing| standing == Standing::Answered)?.len())
}

/// The concerns of a unit that the viewer opens and that have come so far.
fn opened(visit: &Visit, unit: &Unit, so: impl Fn(Standing) -> bool) -> Result<Vec<(SubjectId, Whole)>> {
    let with = identities(visit, unit)?;
    let mut waiting = vec![];
    for row in crate::list(visit.look, unit.id)? {
        let text = if so(row.whole.standing()) { read(visit.look, row.whole.unit, row.id, 0)? } else { None };
        if text.is_some_and(|text| open(&text, &with).is_some()) {
            waiting.push((row.id, row.whole));
        }
    }
    Ok(waiting)
}

/// A line on the first page of a unit above cells: how many from below wait for the viewer's office; nothing where none
/// does.
pub fn from_below(visit: &Visit, unit: &Unit) -> Result<Markup> {
    let (handler, ombuds) = (visit.may(unit, Right::WriteRecord), visit.may(unit, Right::Ombuds));
    if !handler && !ombuds {
        return Ok(html! {});
    }
    // What waits is opened to be counted: where there is much, not at each look.
    let name = format!("from-below/{}/{ombuds}/{}", unit.id, visit.as_of);
    let stale = |(_, looked): &(usize, usize)| if *looked < MANY { 0 } else { MINUTE_MS };
    let waits = visit.keep(&name, stale, || {
        let below = crate::below_for(visit.look, unit.id, &identities(visit, unit)?, visit.as_of)?;
        Ok((below.there.len(), below.looked))
    })?;
    let say = &visit.say;
    Ok(html! {
        @if waits.0 > 0 {
            p.quiet { a href=(unit.id.address() + "/concerns") { (say.say("concerns-wait-below", &[("n", (waits.0 as i64).into())])) } }
        }
    })
}

/// How far it has come, in a few words.
fn standing(say: &Say, whole: &Whole) -> String {
    stands(say, whole, |name| name)
}

/// The same, as somebody in particular is told it.
fn stands(say: &Say, whole: &Whole, to: impl Fn(&'static str) -> &'static str) -> String {
    let overdue = whole.overdue(say.today).map(|day| say.say("concern-overdue", &[("day", say.date(day).into())]));
    overdue.unwrap_or_else(|| {
        say.t(to(match whole.standing() {
            Standing::Waiting => "concern-waiting",
            Standing::Acknowledged => "concern-acknowledged",
            Standing::Interim => "concern-interim",
            Standing::Answered => "concern-answered",
            Standing::Appealed => "concern-appealed",
            Standing::Settled => "concern-settled",
        }))
    })
}
