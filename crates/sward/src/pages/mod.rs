//! All pages together: what each concept gives, the pages of many concepts, and the serving of them.

mod deeds;
mod home;
mod serve;
mod week;

use account::Viewer;
use book::{PersonId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::{Look, Unit};
use web::{Deed, Route, Site, Tab, Visit};

pub use serve::{HERE, Link, Serving, demo_links, here, invite, link, serve};

const CELL: [Tab; 4] = [
    Tab { name: "tab-week", at: "" },
    Tab { name: "tab-meetings", at: "/meetings" },
    Tab { name: "tab-people", at: "/people" },
    Tab { name: "tab-cell", at: "/health" },
];
const ABOVE: [Tab; 3] = [
    Tab { name: "tab-whole", at: "" },
    Tab { name: "tab-first-step", at: "/first-step" },
    Tab { name: "tab-cells", at: "/cells" },
];
const SEEN_FROM_ABOVE: [Tab; 1] = [Tab { name: "tab-health", at: "/health" }];

/// The pages that stand here, since they need many concepts.
const ROUTES: [Route; 1] = [Route { path: "/u/{unit}", view: home::view }];

/// Every address and every deed.
pub fn site() -> Site {
    let routes =
        [&ROUTES[..], &unit::pages::ROUTES, &member::pages::ROUTES, &meeting::pages::ROUTES, &health::pages::ROUTES]
            .concat();
    let own = [Deed { name: "return.release", make: deeds::release }];
    let deeds = [&own[..], &unit::pages::DEEDS, &member::pages::DEEDS, &meeting::pages::DEEDS].concat();
    Site { routes, deeds, tabs, name, follow: deeds::follow, belongs, many: &["here", "guest", "who"] }
}

/// The entry under which somebody is on the roll of a unit on a day: their own, or the one that it gave way to.
fn belongs(look: &Look, unit: UnitId, person: PersonId, day: Day) -> ledger::Result<Option<PersonId>> {
    let of = |person: PersonId| look.subject::<member::Member>(unit, person.0);
    let person = of(person)?.and_then(|member| member.same_as).unwrap_or(person);
    Ok(of(person)?.is_some_and(|member| member.is_on_the_roll(day)).then_some(person))
}

fn tabs(visit: &Visit, unit: &Unit) -> &'static [Tab] {
    match unit.kind {
        UnitKind::Cell if visit.is_inside(unit).unwrap_or(false) => &CELL,
        UnitKind::Cell => &SEEN_FROM_ABOVE,
        _ => &ABOVE,
    }
}

fn name(visit: &Visit) -> Option<String> {
    visit.who.and_then(|who| name_of(visit.look, who))
}

/// What somebody is called on the roll of their unit.
fn name_of(look: &Look, who: &Viewer) -> Option<String> {
    let member: member::Member = look.subject(who.unit, who.person?.0).ok()??;
    member.details()?.name.map(|name| name.0)
}
