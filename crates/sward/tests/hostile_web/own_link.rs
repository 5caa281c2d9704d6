//! A link of somebody's own: it opens what is told of them, again and again, and nothing else whatever is tried.

use crate::kit::town::{Got, Town, encoded, fresh, moment};
use crate::kit::visitor::{Pages, Visitor};

/// Sends a form about a person of Mill Lane.
fn ask(town: &Town, who: &Visitor, deed: &str, person: &str, more: &[(&str, &str)]) -> Got {
    let id = fresh();
    let about = [("deed", deed), ("id", id.as_str()), ("unit", town.unit("mill")), ("subject", person)];
    town.send(who, &[&about[..], more].concat())
}

/// The link that the secretary makes for somebody.
fn link(town: &Town, person: &str) -> String {
    let made = ask(town, &town.visitor("secretary"), "member.own-link", person, &[]);
    assert_eq!(made.status, 200, "{}", made.body);
    let at = made.body.find("/in#").unwrap_or_else(|| panic!("{}", made.body));
    made.body[at..at + 36].into()
}

fn by(town: &Town, link: &str) -> Visitor {
    let mut who = Visitor::default();
    who.open(&town.pages, link).press(&town.pages, "Come in", &[]);
    who
}

#[test]
fn a_link_of_somebody_s_own_opens_what_is_told_of_them_and_nothing_else() {
    let town = Town::new();
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let who = by(&town, &link(&town, &celia));
    assert!(who.at.ends_with("/mine") && who.page.contains("Celia Toth"), "{} {}", who.at, who.page);
    let nowhere = town.get(&who, "/u/00000000000000000000").body;
    let site = sward::pages::site();
    for route in site.routes.iter().filter(|route| route.path != "/u/{unit}/mine") {
        for unit in ["mill", "hill", "valley"] {
            for id in [&celia, &dora] {
                let at = route.path.replace("/u/{unit}", &town.at(unit)).replace("{id}", id);
                let (page, json) = (town.get(&who, &at), town.get_json(&who, &at));
                assert_eq!((page.status, json.status, page.body == nowhere), (404, 404, true), "{at}");
            }
        }
    }
    assert_eq!(town.get(&who, &(town.at("hill") + "/mine")).status, 404);
    let before = town.node.digest();
    for deed in site.deeds.iter().filter(|deed| deed.name != "me.describe") {
        assert_eq!(ask(&town, &who, deed.name, &celia, &[]).status, 404, "{}", deed.name);
    }
    assert_eq!(ask(&town, &who, "me.describe", &dora, &[("name", "Somebody Else")]).status, 404);
    assert_eq!(town.node.digest(), before);
    let put = [("name", "Celia Toth"), ("contacts", "+48 600 000 033")];
    assert_eq!(ask(&town, &who, "me.describe", &celia, &put).status, 303);
    assert!(town.node.ok(&["person", "show", "mill", "Celia Toth"]).contains("+48 600 000 033"));
    // Its owner is shown that there is one, and who made it.
    let held = town.get(&town.visitor("member"), &(town.at("mill") + "/you/held")).body;
    assert!(held.contains("Your own link") && held.contains("Ada Nowak"), "{held}");
}

#[test]
fn it_works_again_until_it_is_ended_or_another_is_made_or_a_year_is_over() {
    let town = Town::new();
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let first = link(&town, &celia);
    let (one, two) = (by(&town, &first), by(&town, &first));
    assert_eq!((one.status, two.status), (200, 200));
    let second = link(&town, &celia);
    assert_eq!(by(&town, &first).status, 404, "the old one is over");
    let who = by(&town, &second);
    let member = town.visitor("member");
    assert_eq!(ask(&town, &member, "me.own-link-end", &dora, &[]).status, 404, "nobody ends another's");
    assert_eq!(ask(&town, &member, "me.own-link-end", &celia, &[]).status, 303);
    assert_eq!(by(&town, &second).status, 404);
    for gone in [&one, &two, &who] {
        assert_eq!(town.get(gone, &(town.at("mill") + "/mine")).status, 401, "whoever came in by it is out");
    }
    assert_eq!(town.get(&member, &(town.at("mill") + "/mine")).status, 200, "its owner is not");
    let last = link(&town, &dora);
    let at = |day: &str| Pages::of(&town.node.data(), &town.node.device(), moment(day));
    let enter = |pages: &Pages| {
        let body = encoded(&[("by", "link"), ("token", &last[4..])]);
        let request = axum::http::Request::post("/in").header("host", crate::kit::visitor::HOST);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("sec-fetch-site", "same-origin");
        pages.answer(request.body(body.into()).unwrap()).0.status()
    };
    assert_eq!(
        (enter(&at("2027-02-09T20:00")), enter(&at("2027-02-11T20:00"))),
        (303.try_into().unwrap(), 404.try_into().unwrap())
    );
}

#[test]
fn whoever_leaves_the_roll_is_out_by_it_too() {
    let town = Town::new();
    let celia = town.person("mill", "Celia Toth");
    let link = link(&town, &celia);
    let who = by(&town, &link);
    assert_eq!(ask(&town, &town.visitor("secretary"), "member.leave", &celia, &[("day", "2026-02-10")]).status, 303);
    assert_eq!(town.get(&who, &(town.at("mill") + "/mine")).status, 401);
    assert_eq!(by(&town, &link).status, 404);
}
