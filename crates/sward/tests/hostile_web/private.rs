//! What is private stays so under every address, form and kind: out of reach, signed out, and once the right is gone.

use std::collections::BTreeSet;

use axum::http::{Request, header};

use crate::kit::town::{Got, MILL, NOW, Town, fresh, moment};
use crate::kit::visitor::{Pages, Visitor};

/// Every address of the cell, with its people and its meeting in it.
fn pages(town: &Town) -> Vec<String> {
    let mill = town.at("mill");
    let filled = |path: &str| {
        let id = match path.contains("/people/") {
            true => town.person("mill", "Dora Weiss"),
            false => town.meeting("mill"),
        };
        path.replace("/u/{unit}", &mill).replace("{id}", &id)
    };
    let routes = sward::pages::site().routes;
    let routes = routes.iter().filter(|route| route.path.starts_with("/u/"));
    routes.map(|route| filled(route.path)).filter(|path| !path.ends_with("/you")).collect()
}

/// The same address in a unit that is nowhere.
fn nowhere(town: &Town, path: &str) -> String {
    path.replace(&town.at("mill"), &format!("/u/{}", "0".repeat(20)))
}

/// What might be hung on an address to come round who may see it.
const TURNS: [&str; 24] = [
    "",
    "?preview=1",
    "?print",
    "?format=json",
    "?format=pdf&download=1",
    "?part=minutes",
    "?draft=1&embed=1",
    "?thumb=1&size=40",
    "?picture=field",
    "?as_of=2026-02-01",
    "?as_of=2000-01-01",
    "?q=Ada",
    "?unit=mill&person=1",
    ".json",
    ".pdf",
    ".ics",
    ".csv",
    "/",
    "/print",
    "/preview",
    "/export",
    "/photo.jpg",
    "/minutes.txt",
    "//",
];
/// And what might be asked for instead of a page.
const KINDS: [&str; 6] = ["text/html", "application/json", "text/calendar", "text/csv", "application/pdf", "image/png"];

/// One way of looking at an address.
fn look(town: &Town, who: &Visitor, path: &str, kind: &str) -> Got {
    let request = Request::get(path).header(header::ACCEPT, kind).header(header::RANGE, "bytes=0-9999");
    let request = request.header(header::IF_NONE_MATCH, "*").header("purpose", "prefetch");
    town.ask(who, request, "")
}

#[test]
fn hostile_106_no_preview_print_part_picture_or_other_kind_of_a_private_page_is_there_for_outsiders() {
    let town = Town::new();
    let secretary = town.visitor("secretary");
    let secrets = MILL.iter().map(|name| town.person("mill", name)).chain(MILL.map(String::from));
    let secrets = secrets.chain([town.meeting("mill")]).collect::<Vec<_>>();
    let others = ["outsider", "neighbour", "sibling", "region", "centre"].map(|name| (name, town.visitor(name)));
    let mut shown = 0;
    for path in pages(&town) {
        shown += usize::from(town.get(&secretary, &path).status == 200);
        let managed = path.ends_with("/unit");
        let open = path == town.at("mill")
            || path.ends_with("/health")
            || ["/policies", "/study"].iter().any(|open| path.ends_with(open));
        for turn in TURNS {
            let at = path.clone() + turn;
            for kind in KINDS {
                for (name, who) in &others {
                    let got = look(&town, who, &at, kind);
                    let about = format!("{name} at {at} as {kind}");
                    assert!(!secrets.iter().any(|secret| got.body.contains(secret.as_str())), "{about}");
                    // Those above a cell see its health, its word to policies and what it is offered to read, and no more of it.
                    if (open && ["region", "centre"].contains(name)) || (managed && *name == "centre") {
                        continue;
                    }
                    let none = look(&town, who, &nowhere(&town, &at), kind);
                    assert_eq!((got.status, &got.body), (none.status, &none.body), "{about}");
                    assert!([400, 401, 404].contains(&got.status), "{about}: {}", got.status);
                }
            }
        }
    }
    assert!(shown >= 10, "those inside see {shown} pages");
    // Nor is there another kind of them for those inside.
    for turn in TURNS.iter().filter(|turn| turn.starts_with(['.', '/'])) {
        let at = format!("{}/meetings/{}{turn}", town.at("mill"), town.meeting("mill"));
        assert_eq!(town.get(&secretary, &at).status, 404, "{at}");
    }
}

/// Every address that a visitor is led to from their first page on, and its JSON.
fn links(town: &Town, who: &Visitor) -> BTreeSet<String> {
    let (mut found, mut todo) = (BTreeSet::new(), vec![town.at("mill")]);
    while let Some(path) = todo.pop() {
        let page = town.get(who, &path);
        // An address that leads on to another is none of its own.
        if page.status == 303 || found.len() > 60 || !found.insert(path.clone()) {
            continue;
        }
        assert_eq!(page.status, 200, "{path}");
        let more =
            page.body.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
        todo.extend(more.filter(|to| to.starts_with("/u/")).map(|to| to.split('#').next().unwrap().to_string()));
    }
    found
}

/// Nothing at these addresses is told from what is nowhere, neither as a page nor as JSON.
fn all_gone(town: &Town, who: &Visitor, links: &BTreeSet<String>, status: u16, why: &str) {
    for path in links {
        for kind in ["text/html", "application/json"] {
            let (got, none) = (look(town, who, path, kind), look(town, who, &nowhere(town, path), kind));
            assert_eq!((got.status, &got.body), (status, &none.body), "{why}: {path} as {kind}");
        }
    }
}

#[test]
fn hostile_104_a_link_that_is_followed_again_signed_out_or_without_the_right_leads_nowhere() {
    let mut town = Town::new();
    let (secretary, deputy, gone) = (town.visitor("secretary"), town.visitor("deputy"), town.visitor("member"));
    let written = links(&town, &secretary);
    let own = links(&town, &gone);
    assert!(written.len() > 12 && own.len() > 8 && own.len() < written.len(), "{} {}", written.len(), own.len());
    all_gone(&town, &Visitor::default(), &written, 401, "without a session");
    // A form that was answered with something to see answers nobody else, and nobody again once they are out.
    let (id, unit) = (fresh(), town.unit("mill"));
    let form = [("deed", "own.codes"), ("id", id.as_str()), ("unit", unit), ("subject", &unit[..32])];
    let codes = town.send(&secretary, &form);
    let code = codes.body.split("<code dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap().to_string();
    assert!(codes.status == 200 && code.len() == 19, "{code}");
    assert_eq!(town.post(&secretary, "/out", "").status, 303);
    all_gone(&town, &secretary, &written, 401, "signed out");
    for who in [&secretary, &deputy, &Visitor::default()] {
        assert!(!town.send(who, &form).body.contains(&code));
    }
    town.pages = Pages::of(&town.node.data(), &town.node.device(), moment(NOW));
    all_gone(&town, &secretary, &written, 401, "signed out, and the program was started again");
    // Who left the roll is out; who lost an office finds nothing of what those who write see.
    town.node.ok(&["member", "leave", "mill", "Celia Toth", "--now", NOW]);
    all_gone(&town, &gone, &own, 401, "no longer on the roll");
    let mill = town.at("mill");
    let writers = ["/people/new", "/people/same", "/accounts"].map(|rest| mill.clone() + rest);
    assert!(writers.iter().all(|path| town.get(&deputy, path).status == 200));
    town.node.ok(&["office", "end", "mill", "deputy", "--now", NOW]);
    let deputy = town.renewed(&deputy, &mill);
    all_gone(&town, &deputy, &writers.into(), 404, "no longer in office");
    assert_eq!(town.get(&deputy, &(mill + "/people")).status, 200);
}

#[test]
fn hostile_094_nothing_private_may_be_kept_by_a_browser_and_signing_out_takes_away_what_it_has() {
    let town = Town::new();
    let who = town.visitor("secretary");
    for path in pages(&town) {
        for kind in KINDS {
            let got = look(&town, &who, &path, kind);
            assert_eq!(got.header("cache-control"), "no-store", "{path}");
            assert!(got.header("etag").is_empty() && got.header("last-modified").is_empty(), "{path}");
            assert!(got.header("vary").contains("Cookie"), "{path}");
        }
    }
    // No script of ours keeps anything in the browser, or stands between it and the pages.
    let page = town.get(&who, &town.at("mill")).body;
    let scripts =
        page.split("<script").skip(1).map(|rest| rest.split("src=\"").nth(1).unwrap().split('"').next().unwrap());
    let scripts = scripts.map(|src| town.get(&who, src).body).collect::<Vec<_>>();
    assert!(!scripts.is_empty());
    for keeps in ["localStorage", "sessionStorage", "indexedDB", "caches.", "serviceWorker", "document.cookie"] {
        assert!(!scripts.iter().any(|script| script.contains(keeps)), "{keeps}");
    }
    let out = town.post(&who, "/out", "");
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(out.header("set-cookie").contains("sward=; ") && out.header("set-cookie").contains("Max-Age=0"));
    for path in pages(&town) {
        let got = town.get(&who, &path);
        assert_eq!((got.status, got.header("cache-control")), (401, "no-store"), "{path}");
        assert!(!MILL.iter().any(|name| got.body.contains(name)), "{path}");
    }
}
