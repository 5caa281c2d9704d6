//! The table of denials: every address and every deed, for everybody who could ask for it. What the table does not
//! know fails the test.

use std::collections::BTreeSet;

use crate::kit::town::{Got, MILL, NOW, Town, fresh};
use crate::kit::visitor::Visitor;

/// What kind of page stands at an address.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    /// A unit's first page.
    First,
    /// Lists of what a unit's record holds.
    Inside,
    /// One thing that a cell's record holds.
    One,
    /// A form for those who write.
    Writers,
    /// Who signs in here: for those in office, whether or not they write.
    Officers,
    /// A unit, for those who manage it.
    Managers,
    /// What leads to the viewer's own.
    Own,
    /// The viewer's own, for those on a roll.
    Mine,
    /// A cell's health, from its open figures.
    Health,
    /// What is worked out above cells.
    Above,
}

const ROUTES: [(&str, Class); 25] = [
    ("/u/{unit}", Class::First),
    ("/u/{unit}/people", Class::Inside),
    ("/u/{unit}/people/new", Class::Writers),
    ("/u/{unit}/people/same", Class::Writers),
    ("/u/{unit}/people/{id}", Class::One),
    ("/u/{unit}/offices", Class::Inside),
    ("/u/{unit}/looked", Class::Inside),
    ("/u/{unit}/forgotten", Class::Inside),
    ("/u/{unit}/you", Class::Own),
    ("/u/{unit}/mine", Class::Mine),
    ("/u/{unit}/you/held", Class::Mine),
    ("/u/{unit}/you/take", Class::Mine),
    ("/u/{unit}/you/take/json", Class::Mine),
    ("/u/{unit}/you/take/page", Class::Mine),
    ("/u/{unit}/sign-in", Class::Inside),
    ("/u/{unit}/privacy", Class::Inside),
    ("/u/{unit}/accounts", Class::Officers),
    ("/u/{unit}/signing", Class::Officers),
    ("/u/{unit}/unit", Class::Managers),
    ("/u/{unit}/meetings", Class::Inside),
    ("/u/{unit}/meetings/{id}", Class::One),
    ("/u/{unit}/health", Class::Health),
    ("/u/{unit}/first-step", Class::Above),
    ("/u/{unit}/cells", Class::Above),
    ("/u/{unit}/areas", Class::Above),
];

/// What a form is about.
#[derive(Clone, Copy)]
enum About {
    Nothing,
    Person,
    Meeting,
    Unit,
}

type Deed = (&'static str, About, &'static [(&'static str, &'static str)]);

const DEEDS: [Deed; 48] = [
    ("meeting.set", About::Nothing, &[("day", "2026-03-10"), ("clock", "19:30")]),
    ("meeting.cadence", About::Unit, &[("every", "28")]),
    ("meeting.plan", About::Meeting, &[("agenda", "One point")]),
    ("meeting.roll", About::Meeting, &[("text", "So far")]),
    ("meeting.close", About::Meeting, &[("text", "Decided: more")]),
    ("meeting.minute", About::Meeting, &[("from", "1"), ("text", "Decided: less")]),
    ("meeting.redact", About::Meeting, &[("from", "1"), ("text", "Decided: […]")]),
    ("meeting.confirm", About::Meeting, &[]),
    ("meeting.cancel", About::Meeting, &[("reason", "Snow")]),
    ("member.join", About::Nothing, &[("name", "Farah Haddad"), ("day", "2026-02-03")]),
    ("member.describe", About::Person, &[("name", "Somebody Else")]),
    ("member.welcome", About::Person, &[]),
    ("member.leave", About::Person, &[("day", "2026-02-01")]),
    ("member.return", About::Person, &[("day", "2022-09-13")]),
    ("member.transfer", About::Person, &[]),
    ("member.same", About::Person, &[]),
    ("member.other", About::Person, &[]),
    ("member.apart", About::Person, &[]),
    ("office.begin", About::Unit, &[("office", "secretary"), ("until", "2027-02-01")]),
    ("office.end", About::Unit, &[("office", "secretary"), ("number", "2")]),
    ("unit.areas", About::Unit, &[("areas", "Alder\nBirch")]),
    ("member.keep", About::Person, &[]),
    ("account.invite", About::Person, &[]),
    ("account.confirm", About::Unit, &[]),
    ("account.reset", About::Unit, &[]),
    ("account.link", About::Unit, &[]),
    ("sign.first", About::Unit, &[("wish", "{}"), ("credential", "{}")]),
    ("sign.second", About::Unit, &[("credential", "{}")]),
    ("sign.drop", About::Unit, &[]),
    ("unit.rename", About::Unit, &[("from", "Mill Lane"), ("name", "The Mill")]),
    ("unit.move", About::Unit, &[]),
    ("unit.keeper", About::Unit, &[]),
    ("unit.close", About::Unit, &[]),
    ("own.object", About::Unit, &[]),
    ("return.release", About::Unit, &[("month", "2026-01")]),
    ("own.password", About::Unit, &[("name", "nobody"), ("password", "not tried by anybody")]),
    ("own.codes", About::Unit, &[]),
    ("own.passkey", About::Unit, &[("ticket", "00000000000000000000000000000000"), ("credential", "{}")]),
    ("own.forget-passkey", About::Unit, &[("key", "0000000000000000")]),
    ("me.describe", About::Person, &[("name", "Somebody Else")]),
    ("me.erase", About::Person, &[]),
    ("me.keep", About::Person, &[]),
    ("me.leave", About::Person, &[]),
    ("member.own-link", About::Person, &[]),
    ("member.own-link-end", About::Person, &[]),
    ("me.own-link-end", About::Person, &[]),
    ("own.end", About::Unit, &[("which", "0000000000000000")]),
    // The last, since nothing can be asked of an erased person.
    ("member.erase", About::Person, &[]),
];

/// Whether those ask for it who manage the unit.
fn is_of_managers(deed: &str) -> bool {
    matches!(deed, "unit.rename" | "unit.move" | "unit.keeper" | "unit.close")
}

/// Whether everybody at home in a unit may ask for it, about themselves.
fn is_own(deed: &Deed) -> bool {
    deed.0.starts_with("own.") || deed.0.starts_with("me.")
}

/// What everybody in office asks for, about an account or what is to be signed.
const OF_OFFICERS: [&str; 6] =
    ["sign.first", "sign.second", "sign.drop", "account.confirm", "account.reset", "account.link"];

/// Who manages which units: the organiser of the valley holds an office of it alone, the centre's reaches below.
fn manages(name: &str, unit: &str) -> bool {
    matches!((name, unit), ("secretary", "mill") | ("sibling", "hill") | ("region", "valley") | ("centre", _))
}

/// Addresses outside the site's list: they show and change nothing without a session or a link.
const BESIDE: [&str; 5] = ["/", "/out", "/do", "/a/{file}", "/in"];

/// Everybody, with their unit, what they do in it, and whether they are on its roll.
const VIEWERS: [(&str, &str, Place, bool); 10] = [
    ("outsider", "", Place::Member, false),
    ("member", "mill", Place::Member, true),
    ("secretary", "mill", Place::Writer, true),
    ("deputy", "mill", Place::Writer, true),
    ("treasurer", "mill", Place::Officer, true),
    ("ombuds", "mill", Place::Officer, false),
    ("neighbour", "hill", Place::Member, true),
    ("sibling", "hill", Place::Writer, true),
    ("region", "valley", Place::Writer, false),
    ("centre", "meadow", Place::Writer, false),
];

/// Every unit that is asked for, with the units above it.
const UNITS: [(&str, &[&str]); 5] = [
    ("mill", &["valley", "meadow"]),
    ("hill", &["valley", "meadow"]),
    ("valley", &["meadow"]),
    ("coast", &["meadow"]),
    ("meadow", &[]),
];

/// What somebody is in the unit where they are at home.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Member,
    /// Holds an office that writes nothing.
    Officer,
    Writer,
}

/// How a viewer stands to a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stands {
    Nobody,
    Elsewhere,
    Above,
    Inside(Place),
}

fn stands(of: &str, place: Place, unit: (&str, &[&str])) -> Stands {
    match of {
        "" => Stands::Nobody,
        _ if of == unit.0 => Stands::Inside(place),
        _ if unit.1.contains(&of) => Stands::Above,
        _ => Stands::Elsewhere,
    }
}

fn is_cell(unit: &str) -> bool {
    matches!(unit, "mill" | "hill")
}

/// What a page is answered with.
fn expected(class: Class, stands: Stands, cell: bool, on_roll: bool, manages: bool) -> u16 {
    let inside = matches!(stands, Stands::Inside(_));
    let found = |found: bool| if found { 200 } else { 404 };
    match class {
        _ if stands == Stands::Nobody => 401,
        _ if stands == Stands::Elsewhere => 404,
        Class::First if cell && !inside => 303,
        Class::First => 200,
        Class::Inside => found(inside),
        Class::One => found(inside && cell),
        Class::Writers => found(stands == Stands::Inside(Place::Writer)),
        Class::Managers => found(manages),
        Class::Officers => found(inside && stands != Stands::Inside(Place::Member)),
        Class::Own if inside && on_roll => 303,
        Class::Own => 404,
        Class::Mine => found(inside && on_roll),
        Class::Health => found(cell),
        Class::Above => found(!cell),
    }
}

fn path(town: &Town, route: &str, unit: &str) -> String {
    let cell = if is_cell(unit) { unit } else { "mill" };
    let id = match route.contains("/people/") {
        true => town.person(cell, if cell == "hill" { "Noor Rehman" } else { "Dora Weiss" }),
        false if route.contains("{id}") => town.meeting(cell),
        false => String::new(),
    };
    route.replace("/u/{unit}", &town.at(unit)).replace("{id}", &id)
}

/// A town in which somebody holds every office that a cell can give.
fn with_every_office() -> Town {
    let town = Town::new();
    for office in ["treasurer", "ombuds"] {
        town.node.ok(&["office", "begin", "mill", office, "--now", NOW]);
    }
    town
}

#[test]
fn the_table_knows_every_address_and_every_deed() {
    let site = sward::pages::site();
    let known = ROUTES.iter().map(|route| route.0).collect::<BTreeSet<_>>();
    assert_eq!(site.routes.iter().map(|route| route.path).collect::<BTreeSet<_>>(), known);
    let known = DEEDS.iter().map(|deed| deed.0).collect::<BTreeSet<_>>();
    assert_eq!(site.deeds.iter().map(|deed| deed.name).collect::<BTreeSet<_>>(), known);
    let of_officers = site.deeds.iter().filter(|deed| deed.who == web::Who::Officers).map(|deed| deed.name);
    assert!(of_officers.eq(OF_OFFICERS));
    let of_managers = site.deeds.iter().filter(|deed| deed.who == web::Who::Managers);
    assert!(
        of_managers.map(|deed| deed.name).eq(DEEDS.map(|deed| deed.0).into_iter().filter(|deed| is_of_managers(deed)))
    );
    let source = include_str!("../../web/src/http.rs");
    let beside = source.match_indices(".route(\"").map(|(at, open)| &source[at + open.len()..]);
    let beside = beside.map(|rest| &rest[..rest.find('"').unwrap()]).collect::<Vec<_>>();
    assert_eq!(beside, BESIDE, "a route beside the site's list: this list may only shrink");
}

/// Nothing in an answer tells of the people of Mill Lane.
fn names_nobody(got: &Got, secrets: &[String], about: &str) {
    let told = secrets.iter().find(|secret| got.body.contains(secret.as_str()));
    assert_eq!(told, None, "{about}");
}

#[test]
fn hostile_025_every_page_is_there_for_those_whose_it_is_and_not_there_for_anybody_else() {
    let town = with_every_office();
    let ids = MILL.iter().map(|name| town.person("mill", name));
    let secrets = ids.chain(MILL.map(String::from)).chain([town.meeting("mill")]).collect::<Vec<_>>();
    for (name, of, place, on_roll) in VIEWERS {
        let who = town.visitor(name);
        let nowhere = town.get(&who, &format!("/u/{}", "0".repeat(20)));
        for (route, class) in ROUTES {
            for unit in UNITS {
                let stands = stands(of, place, unit);
                let (at, status) = (
                    path(&town, route, unit.0),
                    expected(class, stands, is_cell(unit.0), on_roll, manages(name, unit.0)),
                );
                for (got, form) in [(town.get(&who, &at), "page"), (town.get_json(&who, &at), "JSON")] {
                    let about = format!("{name} ({stands:?}) opens {route} of {} as {form}", unit.0);
                    assert_eq!(got.status, status, "{about}");
                    if of != "mill" {
                        names_nobody(&got, &secrets, &about);
                    }
                    if status >= 400 && form == "page" {
                        assert_eq!(got.body, nowhere.body, "{about}: it differs from what is nowhere");
                    }
                }
            }
        }
    }
}

/// The key of some device.
const DEVICE: &str = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";

/// Sends a deed's form about a unit, filled in well.
fn ask(town: &Town, who: &Visitor, deed: &Deed, unit: &str, ids: &(String, String, String, String)) -> Got {
    let (id, new) = (fresh(), fresh());
    let (person, meeting, one, other) = ids;
    let subject = match deed.1 {
        About::Nothing => &new,
        About::Person => person,
        About::Meeting => meeting,
        About::Unit => &unit[..32],
    };
    let mut fields = vec![("deed", deed.0), ("id", &id), ("unit", unit), ("subject", subject), ("back", "/")];
    fields.extend(deed.2);
    match deed.0 {
        "member.transfer" => fields.push(("to", town.unit("hill"))),
        "member.same" | "member.apart" => fields.push(("other", one)),
        "unit.move" => fields.push(("to", town.unit("coast"))),
        "unit.keeper" => fields.push(("device", DEVICE)),
        "office.begin" => fields.push(("person", one)),
        "meeting.close" => fields.extend([("here", one.as_str()), ("here", other.as_str())]),
        "meeting.confirm" => fields.extend([("who", one.as_str()), ("who", other.as_str())]),
        _ => {}
    }
    town.send(who, &fields)
}

#[test]
fn hostile_025_every_deed_is_done_by_those_who_write_a_unit_s_record_and_by_nobody_else() {
    let town = with_every_office();
    let person = |name| town.person("mill", name);
    let ids = (person("Dora Weiss"), town.meeting("mill"), person("Ada Nowak"), person("Bruno Lund"));
    let secrets = MILL.map(String::from);
    let nowhere = "0".repeat(64);
    // Whoever comes in first is enrolled in the record.
    let visitors = VIEWERS.map(|(name, ..)| town.visitor(name));
    let before = town.node.digest();
    for ((name, of, place, _), who) in VIEWERS.into_iter().zip(visitors) {
        for deed in &DEEDS {
            let none = ask(&town, &who, deed, &nowhere, &ids);
            for unit in UNITS {
                let stands = stands(of, place, unit);
                let may = match stands {
                    _ if is_of_managers(deed.0) => manages(name, unit.0),
                    Stands::Inside(place) => place == Place::Writer || is_own(deed),
                    _ => false,
                };
                if may {
                    continue;
                }
                let about = format!("{name} ({stands:?}) asks for {} in {}", deed.0, unit.0);
                let got = ask(&town, &who, deed, town.unit(unit.0), &ids);
                let status = match stands {
                    Stands::Nobody => 401,
                    // There is no such account.
                    Stands::Inside(Place::Officer) if OF_OFFICERS.contains(&deed.0) => 404,
                    Stands::Inside(_) => 403,
                    _ => 404,
                };
                assert_eq!(got.status, status, "{about}");
                if status == 404 {
                    assert_eq!(got.body, none.body, "{about}: it differs from what is nowhere");
                }
                if of != "mill" {
                    names_nobody(&got, &secrets, &about);
                }
            }
        }
    }
    assert_eq!(town.node.digest(), before, "something was done all the same");
    // Those who write another unit's record find nothing of this cell through it.
    let cell = |town: &Town| town.node.json(&["member", "list", "mill"]);
    let people = cell(&town);
    for name in ["sibling", "region", "centre"] {
        let (who, of) = (town.visitor(name), VIEWERS.iter().find(|viewer| viewer.0 == name).unwrap().1);
        for deed in &DEEDS {
            let got = ask(&town, &who, deed, town.unit(of), &ids);
            // No unit is given another keeper from within.
            let fine = [303, 404, 422].contains(&got.status)
                || (is_own(deed) && got.status == 200)
                || (deed.0 == "unit.keeper" && got.status == 403);
            assert!(fine, "{name} asks for {} at home: {}", deed.0, got.status);
            names_nobody(&got, &secrets, deed.0);
        }
    }
    assert_eq!(cell(&town), people);
    for name in ["secretary", "deputy"] {
        let who = town.visitor(name);
        for deed in DEEDS.iter().filter(|deed| !is_own(deed)) {
            let got = ask(&town, &who, deed, town.unit("mill"), &ids);
            // A deputy writes the record, and gives no office.
            let may: &[u16] = match deed.0 {
                "office.begin" if name == "deputy" => &[403],
                _ if is_of_managers(deed.0) && name == "deputy" => &[403],
                "unit.keeper" => &[403],
                _ if deed.0.starts_with("sign.") => &[404],
                // The secretary asked, and nobody else takes that back.
                "member.keep" if name == "deputy" => &[403],
                "account.invite" | "member.own-link" => &[200, 422],
                // There is no such account.
                _ if deed.0.starts_with("account.") => &[404],
                _ => &[303, 422],
            };
            assert!(may.contains(&got.status), "{name} asks for {}: {}", deed.0, got.status);
        }
    }
    assert_ne!(cell(&town), people, "nothing was done at all");
    let terms = town.get_json(&town.visitor("member"), &(town.at("mill") + "/offices")).body;
    assert!(!terms.contains("\"number\":2"), "{terms}");
}
