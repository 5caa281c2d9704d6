//! Figures above small cells, in two organisations that differ in nothing but how many belong to those.

use crate::kit::Node;
use crate::kit::town::{NOW, Town, moment};
use crate::kit::visitor::{Pages, Visitor};

const UNITS: &str = "unit,parent,kind,name\nmeadow,,centre,Meadow Union\nvalley,meadow,region,The Valley\n\
    coast,meadow,region,The Coast\nlarge,valley,cell,Large\nmill,valley,cell,Mill Lane\nhill,coast,cell,Hill Road\n";

/// The organisation, with so many in each of its two small cells: Mill Lane was larger a year before.
fn organisation(small: [usize; 2]) -> Node {
    let node = Node::begun();
    node.import("units", UNITS);
    let mut rows = "person,unit,name,joined,left\n".to_string();
    for (cell, many, joined, left) in [
        ("large", 9, "2023-01-02", ""),
        ("mill", small[0], "2023-01-02", ""),
        ("mill", 7 - small[0], "2023-01-02", "2025-03-04"),
        ("hill", small[1], "2024-02-05", ""),
    ] {
        rows += &(0..many).map(|n| format!("{cell}{n}{left},{cell},Person {n},{joined},{left}\n")).collect::<String>();
    }
    node.import("members", rows);
    let meetings = (0..24).flat_map(|at| {
        let (year, month) = (2024 + at / 12, at % 12 + 1);
        let day = |(n, cell)| format!("{cell}{at},{cell},Monthly meeting,{year}-{month:02}-{:02}\n", 5 + 3 * n);
        [(0, "large"), (1, "mill"), (2, "hill")].map(day)
    });
    node.import("meetings", "meeting,unit,title,starts_at\n".to_string() + &meetings.collect::<String>());
    node.ok(&["unit", "lives-on", "--now", "2026-01-08"]);
    node.ok(&["office", "begin", "valley", "organiser", "--now", "2026-01-08"]);
    node
}

/// All that the region and the centre see on a day, with units called by their codes.
fn seen(node: &Node, now: &str) -> String {
    node.ok(&["dusk", "--day", now, "--now", &format!("{now}T12:00")]);
    let pages = Pages::of(&node.data(), &node.device(), moment(&format!("{now}T20:00")));
    let mut units = vec![];
    for unit in node.json(&["unit", "list"]).as_array().unwrap() {
        units.push((unit["unit"].as_str().unwrap().to_string(), unit["code"].as_str().unwrap().to_string()));
    }
    let mut told = String::new();
    for (home, form) in
        ["valley", "meadow"].into_iter().flat_map(|home| [(home, "text/html"), (home, "application/json")])
    {
        let link = node.json(&["invite", home, "--as", "organiser", "--now", now]);
        let mut who = Visitor::default();
        who.open(&pages, link["url"].as_str().unwrap()).press(&pages, "Come in", &[]);
        who.headers = vec![("accept", form.into())];
        for (id, code) in &units {
            for rest in ["", "/cells", "/first-step", "/health"] {
                for as_of in ["", "?as_of=2025-02-10", "?as_of=2025-05-10", "?as_of=2026-01-08"] {
                    who.open(&pages, &format!("/u/{}{rest}{as_of}", &id[..20]));
                    told += &format!("{home} sees {code}{rest}{as_of}: {} {}\n", who.status, who.page);
                }
            }
        }
    }
    units.iter().fold(told, |told, (id, code)| told.replace(id, code).replace(&id[..20], code))
}

#[track_caller]
fn same(one: &Node, other: &Node, now: &str) {
    let (one, other) = (seen(one, now), seen(other, now));
    let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    assert_eq!(differs, None);
    assert_eq!(one, other);
}

#[test]
fn no_page_above_small_cells_tells_how_many_belong_to_them_whatever_happens_to_those() {
    let (one, other) = (organisation([4, 1]), organisation([1, 3]));
    let look = seen(&one, "2026-02-10");
    assert!(look.contains("\"people\":9") && look.contains("Mill Lane"), "{look:.3000}");
    same(&one, &other, "2026-02-10");
    for args in [
        &["unit", "move", "mill", "coast", "--now", "2026-02-20"][..],
        &["unit", "found", "valley", "New Street", "--code", "new", "--now", "2026-02-20"],
    ] {
        for node in [&one, &other] {
            node.ok(args);
        }
    }
    for (node, many) in [(&one, 1), (&other, 4)] {
        for n in 0..many {
            node.ok(&["member", "join", "new", &format!("Newcomer {n}"), "--day", "2026-02-20", "--now", "2026-02-20"]);
        }
    }
    same(&one, &other, "2026-03-10");
    // Everybody leaves Hill Road, and it closes.
    for node in [&one, &other] {
        for person in node.json(&["member", "list", "hill"]).as_array().unwrap() {
            let person = person["person"].as_str().unwrap();
            node.ok(&["member", "leave", "hill", person, "--day", "2026-03-12", "--now", "2026-03-12"]);
        }
        node.ok(&["unit", "close", "hill", "--now", "2026-03-13"]);
    }
    same(&one, &other, "2026-04-10");
}

#[test]
fn a_cell_of_which_nothing_is_heard_is_told_above_with_whether_there_is_a_deputy_who_was_asked() {
    let town = Town::new();
    let mut met = "meeting,unit,title,starts_at\n".to_string();
    let days = ["2025-06-04", "2025-10-22", "2025-11-05", "2025-11-19", "2025-12-03", "2025-12-17", "2025-12-31"];
    met.extend(days.map(|day| format!("{day},hill,Every second week,{day}\n")));
    town.node.import("meetings", met);
    let cells = || town.get(&town.visitor("centre"), &(town.at("meadow") + "/cells")).body;
    let page = cells();
    assert!(page.contains("They have no deputy who could be asked. Please call them."), "{page}");
    town.node.ok(&["office", "begin", "hill", "deputy", "--now", NOW]);
    let page = cells();
    assert!(page.contains("Their deputy was asked a week ago.") && !page.contains("no deputy"), "{page}");
}
