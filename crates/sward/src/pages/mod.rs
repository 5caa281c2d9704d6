//! All pages together: what each concept gives, the pages of many concepts, and the serving of them.

mod beginning;
mod cared;
mod deeds;
mod digest;
mod handing;
mod held;
mod home;
mod load;
mod privacy;
mod says;
mod serve;
mod speaking;
mod studying;
mod taken_on;
mod week;

use account::Viewer;
use book::{PersonId, SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::{Look, Term, Unit, own_subject};
use web::{Deed, Route, Say, Site, Tab, Visit};

pub use held::printed;
pub use serve::{HERE, Link, Serving, demo_links, here, invite, link, reached, serve, tls};

const CELL: [Tab; 5] = [
    Tab { name: "tab-week", at: "" },
    Tab { name: "tab-meetings", at: "/meetings" },
    Tab { name: "tab-tasks", at: "/tasks" },
    Tab { name: "tab-people", at: "/people" },
    Tab { name: "tab-cell", at: "/health" },
];
const ABOVE: [Tab; 4] = [
    Tab { name: "tab-whole", at: "" },
    Tab { name: "tab-first-step", at: "/first-step" },
    Tab { name: "tab-cells", at: "/cells" },
    Tab { name: "tab-policies", at: "/policies" },
];
const SEEN_FROM_ABOVE: [Tab; 1] = [Tab { name: "tab-health", at: "/health" }];

/// The pages that stand here, since they need many concepts.
const ROUTES: [Route; 10] = [
    Route { path: "/u/{unit}", view: home::view },
    Route { path: "/u/{unit}/privacy", view: privacy::view },
    Route { path: "/u/{unit}/handing-over", view: handing::view },
    Route { path: "/u/{unit}/beginning", view: beginning::view },
    Route { path: "/u/{unit}/load", view: load::view },
    Route { path: "/u/{unit}/you", view: held::me },
    Route { path: "/u/{unit}/you/held", view: held::view },
    Route { path: "/u/{unit}/you/take", view: held::take },
    Route { path: "/u/{unit}/you/take/json", view: held::as_json },
    Route { path: "/u/{unit}/you/take/page", view: held::as_page },
];

/// Every address and every deed.
pub fn site() -> Site {
    let routes = [
        &ROUTES[..],
        &web::OWN_ROUTES,
        &web::SIGN_ROUTES,
        &unit::pages::ROUTES,
        &member::pages::ROUTES,
        &meeting::pages::ROUTES,
        &task::pages::ROUTES,
        &study::pages::ROUTES,
        &policy::pages::ROUTES,
        &concern::pages::ROUTES,
        &public_page::pages::ROUTES,
        &dues::pages::ROUTES,
        &care::pages::ROUTES,
        &health::pages::ROUTES,
    ]
    .concat();
    let own = [
        Deed::of_writers("return.release", deeds::release),
        Deed::own("me.load", load::tell),
        Deed::own("me.load-back", load::take_back),
    ];
    let deeds = [
        &own[..],
        &web::OWN_DEEDS,
        &web::SIGN_DEEDS,
        &web::calendar::DEEDS,
        &web::mail::DEEDS,
        &unit::pages::DEEDS,
        &member::pages::DEEDS,
        &meeting::pages::DEEDS,
        &task::pages::DEEDS,
        &study::pages::DEEDS,
        &policy::pages::DEEDS,
        &concern::pages::DEEDS,
        &public_page::pages::DEEDS,
        &dues::pages::DEEDS,
        &care::pages::DEEDS,
    ]
    .concat();
    Site {
        routes,
        deeds,
        tabs,
        name,
        follow: deeds::follow,
        belongs,
        holds,
        says: says::says,
        points,
        dates: &[
            meeting::pages::dates,
            task::pages::dates,
            member::pages::dates,
            policy::pages::dates,
            dues::pages::dates,
        ],
        contacts,
        week: digest::week,
        found: public_page::pages::found,
        bounded: member::pages::BOUNDED,
        opens: &member::pages::OPENS,
        many: &["here", "guest", "who", "offers"],
    }
}

/// What lies on the agenda of a meeting by itself: the part that it is the session of, then policies.
fn points(look: &Look, of: (UnitId, SubjectId), day: Day, say: &Say) -> ledger::Result<Vec<String>> {
    let studied = study::pages::points(look, of, day, say)?;
    Ok([studied, policy::pages::points(look, of.0, day, say)?].concat())
}

/// The entry under which somebody is on the roll of a unit on a day: their own, or the one that it gave way to.
fn belongs(look: &Look, unit: UnitId, person: PersonId, day: Day) -> ledger::Result<Option<PersonId>> {
    let of = |person: PersonId| look.subject::<member::Member>(unit, person.0);
    let own = of(person)?;
    let (person, member) = match own.as_ref().and_then(|member| member.same_as) {
        Some(same) => (same, of(same)?),
        None => (person, own),
    };
    Ok(member.is_some_and(|member| member.is_on_the_roll(day)).then_some(person))
}

/// How somebody on a roll is reached, as they or the cell put it down.
fn contacts(look: &Look, unit: UnitId, person: PersonId) -> ledger::Result<Vec<String>> {
    let member: Option<member::Member> = look.subject(unit, person.0)?;
    let details = member.and_then(|member| member.details()).unwrap_or_default();
    Ok(details.contacts.into_iter().map(|contact| contact.0).collect())
}

/// The running term that somebody on a roll holds: the one that does most, if there are several.
fn holds(look: &Look, unit: UnitId, person: PersonId) -> ledger::Result<Option<Term>> {
    let own = own_subject(unit);
    let holders: member::Holders = look.subject(unit, own)?.unwrap_or_default();
    // Most people hold none, and this is asked at every page.
    if !holders.terms.iter().any(|(.., who)| *who == person) {
        return Ok(None);
    }
    let mut held = holders.terms.iter().filter(|held| held.2 == person).collect::<Vec<_>>();
    // Offices are named in the order of what they do in a unit's week.
    held.sort_unstable();
    for (office, number, _) in held {
        let term = Term::Office { unit, office: *office, number: *number };
        if look.runs(&term)? {
            return Ok(Some(term));
        }
    }
    Ok(None)
}

fn tabs(visit: &Visit, unit: &Unit) -> &'static [Tab] {
    match unit.kind {
        UnitKind::Cell if visit.is_among(unit).unwrap_or(false) => &CELL,
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
