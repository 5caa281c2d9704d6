//! Readers that want to be more than texts, circles that are another's, and hours said in somebody else's name.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::kit::town::{NOW, Town, fresh};
use crate::kit::visitor::Visitor;

/// Sends a deed's form about something of a unit: the status that it comes back with.
fn send(town: &Town, who: &Visitor, deed: &str, (unit, subject): (&str, &str), more: &[(&str, &str)]) -> u16 {
    let id = fresh();
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit(unit)), ("subject", subject), ("back", "/")];
    town.send(who, &[&fields[..], more].concat()).status
}

fn json(town: &Town, who: &Visitor, path: &str) -> Value {
    let got = town.get_json(who, path);
    assert_eq!(got.status, 200, "{path}: {}", got.body);
    serde_json::from_str(&got.body).unwrap()
}

/// Offers a reader of one part to all, and gives its page as a cell reads it.
fn offered(town: &Town, centre: &Visitor, member: &Visitor, (text, question): (&str, &str)) -> String {
    let (id, text) = (fresh(), format!("# Bread\n\n{text}\n\n? {question}\n"));
    let fields = [("from", "0"), ("title", "Bread"), ("text", text.as_str())];
    assert_eq!(send(town, centre, "reader.write", ("meadow", &id), &fields), 303, "{text:.60}");
    let page = town.get(member, &format!("{}/readers/{id}", town.at("mill"))).body;
    page.split("<article").nth(1).unwrap().split("</article>").next().unwrap().into()
}

#[test]
fn hostile_070_122_123_a_reader_is_text_its_links_tell_nothing_and_pictures_are_never_fetched() {
    let town = Town::new();
    let (centre, member) = (town.visitor("centre"), town.visitor("member"));
    let tangled = "<script>alert(1)</script>\n\n<svg onload=alert(1)><math>\n\n[c](data:text/html,x) [a](javascript:alert(1))\n\
        ![g](https://evil.example/pixel.png) <img src=x onerror=alert(1)> [i](https://fine.example/)";
    let shown = offered(&town, &centre, &member, (tangled, "<script>alert(2)</script> [c](data:text/html,x)?"));
    let plain = [
        "p", "/p", "/a", "div", "/div", "h2", "/h2", "h3", "/h3", "ol", "/ol", "li", "/li", "span", "/span", "article",
    ];
    for tag in shown.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
        let name = tag.split(' ').next().unwrap();
        assert!(plain.contains(&name) || tag.starts_with("a href=\"https://fine.example"), "<{tag}> in {shown}");
        assert!(!tag.contains(" on") && (name != "a" || tag.contains("rel=\"noreferrer")), "{tag}");
    }
    assert!(shown.contains("&lt;script&gt;alert(1)") && shown.contains("&lt;script&gt;alert(2)"), "{shown}");
    assert!(!shown.contains("evil.example") && !shown.contains("href=\"data:"), "{shown}");
}

#[test]
fn hostile_122_the_deepest_and_most_tangled_reader_is_drawn_in_little_time() {
    let town = Town::new();
    let (centre, member) = (town.visitor("centre"), town.visitor("member"));
    let many = |piece: &str| piece.repeat(19_000 / piece.len());
    let stairs = (0..190).map(|n| format!("{}- a\n", " ".repeat(n))).collect::<String>();
    for text in
        [many(">"), many("- "), many("["), many("![a]("), many("*a **a "), many("<!--"), many("1. > - "), stairs]
    {
        let begun = Instant::now();
        let shown = offered(&town, &centre, &member, (&format!("x\n\n{text}"), "Why?"));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:.20}: {:?}", text, begun.elapsed());
        let deepest = shown.split('<').fold((0_i32, 0), |(depth, most), tag| {
            let nests = ["blockquote>", "ul>", "ol>", "ol start", "li>"].iter().any(|nest| tag.starts_with(nest));
            let ends = ["/blockquote>", "/ul>", "/ol>", "/li>"].iter().any(|nest| tag.starts_with(nest));
            let depth = depth + i32::from(nests) - i32::from(ends);
            (depth, most.max(depth))
        });
        assert!(deepest.1 <= 12 && shown.len() < 500_000, "{:.20}: {} deep", text, deepest.1);
    }
    let id = fresh();
    let long = format!("# Bread\n{}\n? Why?", "a".repeat(20_001));
    for text in [long.as_str(), "Bread\n? Why?", "# Bread", "# \n? Why?"] {
        let fields = [("from", "0"), ("title", "Bread"), ("text", text)];
        assert_eq!(send(&town, &centre, "reader.write", ("meadow", &id), &fields), 422, "{text:.20}");
    }
}

#[test]
fn hostile_025_what_a_cell_wrote_for_itself_is_nowhere_for_anybody_else_and_no_circle_begins_with_it() {
    let town = Town::new();
    let (secretary, sibling) = (town.visitor("secretary"), town.visitor("sibling"));
    let own = fresh();
    let fields = [("from", "0"), ("title", "Zwitschern"), ("text", "# Our hill\n? Who was first?")];
    assert_eq!(send(&town, &secretary, "booklet.write", ("mill", &own), &fields), 303);
    assert_eq!(send(&town, &sibling, "booklet.write", ("mill", &own), &fields), 404);
    for (name, cell) in [("sibling", "hill"), ("region", "mill"), ("centre", "mill"), ("neighbour", "mill")] {
        let who = town.visitor(name);
        let nowhere = town.get(&who, &format!("/u/{}", "0".repeat(20))).body;
        let got = town.get(&who, &format!("{}/readers/{own}", town.at(cell)));
        assert_eq!((got.status, got.body), (404, nowhere), "{name}");
        let list =
            town.get(&who, &(town.at("hill") + "/study")).body + &town.get(&who, &(town.at("mill") + "/study")).body;
        assert!(!list.contains("Zwitschern"), "{name}");
    }
    assert_eq!(send(&town, &sibling, "circle.begin", ("hill", &fresh()), &[("reader", &own)]), 422);
    let circle = fresh();
    assert_eq!(send(&town, &secretary, "circle.begin", ("mill", &circle), &[("reader", &own)]), 303);
    let (member, dora) = (town.visitor("member"), town.person("mill", "Dora Weiss"));
    // Whom a member lets lead, the session tells and no field.
    assert_eq!(send(&town, &member, "me.lead", ("mill", &circle), &[("leader", &dora)]), 303);
    let page = json(&town, &member, &format!("{}/circles/{circle}", town.at("mill")));
    assert_eq!(page["leader"], "Celia Toth", "{page}");
    for deed in ["circle.lead", "circle.finish", "circle.drop", "circle.assign"] {
        let fields = [("part", "1"), ("day", "2026-03-10"), ("leader", dora.as_str())];
        assert_eq!(send(&town, &member, deed, ("mill", &circle), &fields), 403, "{deed}");
    }
}

#[test]
fn hostile_148_a_session_that_is_set_twice_by_one_form_is_one_meeting_and_one_session() {
    let town = Town::new();
    let secretary = town.visitor("secretary");
    let (own, circle, id) = (fresh(), fresh(), fresh());
    let fields = [("from", "0"), ("title", "Our hill"), ("text", "# One\n? Who?\n# Two\n? Why?")];
    assert_eq!(send(&town, &secretary, "booklet.write", ("mill", &own), &fields), 303);
    assert_eq!(send(&town, &secretary, "circle.begin", ("mill", &circle), &[("reader", &own)]), 303);
    let meetings = || town.node.json(&["meeting", "list", "mill"]).as_array().unwrap().len();
    let before = meetings();
    let fields = [
        ("deed", "circle.assign"),
        ("id", &id),
        ("unit", town.unit("mill")),
        ("subject", &circle),
        ("back", "/"),
        ("part", "1"),
        ("day", "2026-03-10"),
        ("clock", "19:30"),
    ];
    for _ in 0..3 {
        assert_eq!(town.send(&secretary, &fields).status, 303);
    }
    assert_eq!(meetings(), before + 1);
    let page = json(&town, &secretary, &format!("{}/circles/{circle}", town.at("mill")));
    assert_eq!(page["circle"]["sessions"].as_array().unwrap().len(), 1, "{page}");
    // What cannot be a session leaves no meeting behind.
    let finish = send(&town, &secretary, "circle.finish", ("mill", &circle), &[]);
    let late = send(&town, &secretary, "circle.assign", ("mill", &circle), &[("part", "2"), ("day", "2026-03-17")]);
    assert_eq!((finish, late, meetings()), (303, 422, before + 1));
}

#[test]
fn hostile_107_hours_are_their_owner_s_own_word_seen_in_the_cell_alone_and_gone_with_their_key() {
    let town = Town::new();
    let (secretary, member, dora) =
        (town.visitor("secretary"), town.visitor("member"), town.person("mill", "Dora Weiss"));
    let at = town.at("mill") + "/load";
    let hours = [("month", "2026-01"), ("calls", "7.25"), ("person", dora.as_str())];
    assert_eq!(send(&town, &member, "me.load", ("mill", &dora), &hours), 422, "who holds no office has nothing to say");
    assert_eq!(send(&town, &secretary, "me.load", ("mill", &dora), &hours), 303);
    for wrong in [("calls", "1.1"), ("calls", "-1"), ("calls", "101"), ("month", "2026-03"), ("month", "9999-13")] {
        assert_eq!(
            send(&town, &secretary, "me.load", ("mill", &dora), &[hours[0], wrong][usize::from(wrong.0 == "month")..]),
            422
        );
    }
    let page = json(&town, &member, &at);
    assert_eq!(page["offices"][0]["months"][0][1]["calls"], 29, "{page}");
    assert_eq!(
        (page["own"].clone(), json(&town, &secretary, &at)["own"]["office"].clone()),
        (Value::Null, "secretary".into())
    );
    let held = |who| json(&town, who, &(town.at("mill") + "/you/held"))["hours"].clone();
    assert_eq!((held(&secretary).as_array().unwrap().len(), held(&member)), (1, Value::Array(vec![])));
    for (name, status) in [("sibling", 404), ("region", 404), ("centre", 404), ("outsider", 401)] {
        assert_eq!(town.get(&town.visitor(name), &at).status, status, "{name}");
    }
    let read = || {
        let file = rusqlite::Connection::open(town.node.data().join("read.db")).unwrap();
        let states = file
            .prepare("SELECT state FROM subject WHERE kind = 'load'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<Vec<String>, _>>();
        states.unwrap().join("\n")
    };
    assert!(read().contains("Open"), "nothing would be found if it were there");
    for office in ["secretary", "deputy"] {
        town.node.ok(&["person", "erase", "mill", "Ada Nowak", "--as", office, "--now", NOW]);
    }
    assert_eq!(json(&town, &member, &at)["offices"], Value::Array(vec![]), "it hides at once");
    assert_eq!(town.node.json(&["dusk", "--day", "2026-02-20"])["erased"], 1);
    assert!(!read().contains("Open"), "{}", read());
}
