//! The table of denials: every address and every deed, for everybody who could ask for it. What the table does not
//! know fails the test.

mod table;

use std::collections::BTreeSet;

use crate::kit::town::{Got, MILL, NOW, Town, fresh};
use crate::kit::visitor::Visitor;
use table::{
    About, BESIDE, DEEDS, Deed, OF_OFFICERS, Place, ROUTES, Stands, UNITS, VIEWERS, expected, is_anybodys, is_cell,
    is_of_cash, is_of_managers, is_own, keeps_cash, manages, stands,
};

fn path(town: &Town, route: &str, unit: &str) -> String {
    let cell = if is_cell(unit) { unit } else { "mill" };
    let id = match route.contains("/people/") || route.contains("/of/") {
        true => town.person(cell, if cell == "hill" { "Noor Rehman" } else { "Dora Weiss" }),
        false if route.contains("/policies/") => town.policy(),
        false if route.contains("/readers/") => town.reader(),
        false if route.contains("/circles/") => town.circle(cell),
        false if route.ends_with("/concerns/{id}") => town.concern(cell),
        false if route.contains("{id}") => town.meeting(cell),
        false => String::new(),
    };
    let shown = town.at("mill").replace("/u/", "/p/");
    route
        .replace("/u/{unit}", &town.at(unit))
        .replace("/p/{unit}", &shown)
        .replace("{id}", &id)
        .replace("{number}", "1")
}

/// A town in which somebody holds every office that a cell can give.
fn with_every_office() -> Town {
    let town = Town::new();
    for office in ["treasurer", "ombuds"] {
        town.node.ok(&["office", "begin", "mill", office, "--now", NOW]);
    }
    let text = town.node.write("visits.md", "Visit everybody.");
    town.node.ok(&["policy", "write", "meadow", "Visits", &text, "--now", NOW]);
    town.node.ok(&["policy", "adopt", "meadow", "Visits", "--now", NOW]);
    town.node.ok(&["policy", "attach", "meadow", "Visits", &text, "--now", NOW]);
    town.node.ok(&["page", "show", "mill", "We meet on Tuesdays.", "--as", "secretary", "--now", NOW]);
    let dusk = ["dusk", "--day", &NOW[..10], "--now", NOW];
    town.node.ok(&dusk);
    for cell in ["mill", "hill"] {
        town.node.ok(&["concern", "raise", cell, "It is cold.", "--now", NOW]);
    }
    town.node.ok(&dusk);
    let text = town.node.write("bread.md", "# Rye\n\nSour.\n\n? Who bakes?");
    town.node.ok(&["study", "write", "meadow", "Bread", &text, "--now", NOW]);
    for cell in ["mill", "hill"] {
        town.node.ok(&["study", "begin", cell, "Bread", "--as", "secretary", "--now", NOW]);
    }
    // Each cell has a cash book, so that there is something to be seen.
    for cell in ["mill", "hill"] {
        town.node.ok(&["dues", "open", cell, "CHF", "--as", "secretary", "--now", NOW]);
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
    let of_managers = site.deeds.iter().filter(|deed| deed.who == web::Who::Managers).map(|deed| deed.name);
    let known = DEEDS.iter().map(|deed| deed.0).filter(|deed| is_of_managers(deed)).collect::<BTreeSet<_>>();
    assert_eq!(of_managers.collect::<BTreeSet<_>>(), known);
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
                    expected(
                        class,
                        stands,
                        is_cell(unit.0),
                        on_roll,
                        (manages(name, unit.0), keeps_cash(name, unit.0)),
                    ),
                );
                for (got, form) in [(town.get(&who, &at), "page"), (town.get_json(&who, &at), "JSON")] {
                    let about = format!("{name} ({stands:?}) opens {route} of {} as {form}", unit.0);
                    assert_eq!(got.status, status, "{about}");
                    // The ombuds of a cell sees no names but those of who looked.
                    if of != "mill" || (name == "ombuds" && route != "/u/{unit}/looked") {
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
        "dues.confirm" => fields.push(("who", one)),
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
                    _ if is_anybodys(deed) => true,
                    _ if is_of_managers(deed.0) => manages(name, unit.0),
                    _ if is_of_cash(deed.0) => keeps_cash(name, unit.0),
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
                    Stands::Inside(Place::Officer | Place::Ombuds) if OF_OFFICERS.contains(&deed.0) => 404,
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
        for deed in DEEDS.iter().filter(|deed| !is_anybodys(deed)) {
            let got = ask(&town, &who, deed, town.unit(of), &ids);
            // No unit is given another keeper from within; names of those below ask for a term that reaches them.
            let fine = [303, 404, 422].contains(&got.status)
                || (is_own(deed) && got.status == 200)
                || (is_of_cash(deed.0) && name != "sibling" && got.status == 403)
                || (matches!(deed.0, "unit.keeper" | "office.suspend" | "office.reinstate") && got.status == 403)
                || (deed.0 == "unit.export" && got.status == if name == "centre" { 200 } else { 403 });
            assert!(fine, "{name} asks for {} at home: {}", deed.0, got.status);
            names_nobody(&got, &secrets, deed.0);
        }
    }
    assert_eq!(cell(&town), people);
    for name in ["secretary", "deputy"] {
        let who = town.visitor(name);
        for deed in DEEDS.iter().filter(|deed| !is_own(deed) && !is_anybodys(deed)) {
            let got = ask(&town, &who, deed, town.unit("mill"), &ids);
            // A deputy writes the record, and gives no office.
            let may: &[u16] = match deed.0 {
                "office.begin" if name == "deputy" => &[403],
                _ if is_of_managers(deed.0) && name == "deputy" => &[403],
                // Who owes what is nothing that a deputy sees.
                _ if is_of_cash(deed.0) && name == "deputy" => &[403],
                "unit.keeper" | "unit.export" | "office.suspend" | "office.reinstate" => &[403],
                _ if deed.0.starts_with("sign.") => &[404],
                // The secretary asked, and nobody else takes that back.
                "member.keep" if name == "deputy" => &[403],
                "account.invite" | "member.own-link" => &[200, 422],
                // There is no such account.
                _ if ["account.", "concern."].iter().any(|of| deed.0.starts_with(of)) => &[404],
                _ if deed.0.starts_with("application.") => &[404, 422],
                _ => &[303, 422],
            };
            assert!(may.contains(&got.status), "{name} asks for {}: {}", deed.0, got.status);
        }
    }
    assert_ne!(cell(&town), people, "nothing was done at all");
    let terms = town.get_json(&town.visitor("member"), &(town.at("mill") + "/offices")).body;
    assert!(!terms.contains("\"number\":2"), "{terms}");
}
