//! Looking after each other: in nobody else's name, next door by the sort alone, and a pulse that tells on nobody.

use std::path::Path;

use account::{Answer, Question, Tallies};
use book::{PersonId, SubjectId};
use charter::calendar::Month;
use serde_json::Value;

use super::forgotten::told;
use crate::kit::Node;
use crate::kit::town::{MILL, NOW, Town, fresh};
use crate::kit::visitor::Visitor;

const CANARY: &str = "Zwitschern";

/// Sends a deed's form about something of Mill Lane: the status that it comes back with.
fn send(town: &Town, who: &Visitor, deed: &str, subject: &str, more: &[(&str, &str)]) -> u16 {
    let id = fresh();
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", subject), ("back", "/")];
    town.send(who, &[&fields[..], more].concat()).status
}

fn json(town: &Town, who: &Visitor, path: &str) -> Value {
    let got = town.get_json(who, path);
    assert_eq!(got.status, 200, "{path}: {}", got.body);
    serde_json::from_str(&got.body).unwrap()
}

#[test]
fn hostile_107_a_member_touches_nothing_that_is_another_s_and_speaks_for_nobody_else() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let (theirs, mine) = (fresh(), fresh());
    assert_eq!(send(&town, &secretary, "care.ask", &theirs, &[("person", &dora), ("sort", "lift")]), 303);
    // In whose name it is asked, the session tells and no field.
    assert_eq!(send(&town, &member, "me.ask", &mine, &[("sort", "visit"), ("person", &dora)]), 303);
    let before = town.node.digest();
    for deed in ["me.match", "me.settle", "me.withdraw"] {
        assert_eq!(send(&town, &member, deed, &theirs, &[]), 403, "{deed}");
    }
    assert_eq!(send(&town, &member, "me.met", &celia, &[("how", "call")]), 403, "of oneself");
    let day = [("day", "14"), ("month", "2"), ("at", "0")];
    for deed in ["me.decline", "me.consent", "me.remember", "me.forget"] {
        assert_eq!(send(&town, &member, deed, &dora, &day), 404, "{deed}");
    }
    assert_eq!(town.node.digest(), before, "something was done all the same");
    let page = json(&town, &secretary, &(town.at("mill") + "/care"));
    let asked = page["asked"].as_array().expect("a list");
    let of = |sort: &str| asked.iter().find(|one| one["sort"] == sort).map(|one| one["name"].clone());
    assert_eq!((of("lift"), of("visit")), (Some("Dora Weiss".into()), Some("Celia Toth".into())), "{page}");
    assert_eq!(send(&town, &member, "me.settle", &mine, &[]), 303);
}

#[test]
fn hostile_028_next_door_hears_the_sort_of_help_and_nothing_else_and_nothing_once_it_is_over() {
    let town = Town::new();
    let (member, neighbour, region) = (town.visitor("member"), town.visitor("neighbour"), town.visitor("region"));
    let (near, here) = (fresh(), fresh());
    let fields = [("sort", "lift"), ("text", CANARY), ("near", "yes")];
    assert_eq!(send(&town, &member, "me.offer", &near, &fields), 303);
    assert_eq!(send(&town, &member, "me.ask", &here, &[("sort", "repair"), ("text", CANARY)]), 303);
    let at = town.at("hill") + "/care";
    let page = town.get(&neighbour, &at).body;
    assert!(page.replace(['\u{2068}', '\u{2069}'], "").contains("Mill Lane offers a lift."), "{page}");
    assert!(!page.contains("repair.") && !page.contains(CANARY) && !page.contains("Celia"), "{page}");
    assert_eq!(json(&town, &neighbour, &at)["next_door"].as_array().unwrap().len(), 1);
    assert_eq!(town.get(&neighbour, &(town.at("mill") + "/care")).status, 404);
    for path in [town.at("valley") + "/care", town.at("valley")] {
        let body = town.get(&region, &path).body;
        assert!(MILL.iter().all(|name| !body.contains(name)) && !body.contains(CANARY), "{path}");
    }
    assert_eq!(send(&town, &member, "me.withdraw", &near, &[]), 303);
    assert!(json(&town, &neighbour, &at)["next_door"].as_array().unwrap().is_empty());
}

#[test]
fn hostile_071_help_in_signs_that_turn_the_writing_is_refused_where_it_is_typed() {
    let town = Town::new();
    let member = town.visitor("member");
    for text in ["a\u{202e}b", "a\u{200b}b", "a\u{2066}b"] {
        assert_eq!(send(&town, &member, "me.ask", &fresh(), &[("sort", "lift"), ("text", text)]), 422, "{text:?}");
        let celia = town.person("mill", "Celia Toth");
        let day = [("day", "14"), ("month", "2"), ("line", text)];
        assert_eq!(send(&town, &member, "me.remember", &celia, &day), 422, "{text:?}");
        let typed = town.node.run(&["care", "ask", "mill", "Celia Toth", "lift", text, "--now", NOW]);
        assert!(typed.status == Some(2) && !typed.err.contains(text), "{text:?}");
    }
    assert_eq!(send(&town, &member, "me.ask", &fresh(), &[("sort", "gold")]), 422);
    assert_eq!(send(&town, &member, "me.ask", &fresh(), &[("sort", "lift"), ("text", &"x".repeat(501))]), 422);
}

#[test]
fn a_day_to_be_remembered_is_shown_to_those_who_write_the_record_and_to_nobody_else() {
    let town = Town::new();
    town.node.ok(&["office", "begin", "mill", "treasurer", "--now", NOW]);
    let (member, secretary, treasurer) = (town.visitor("member"), town.visitor("secretary"), town.visitor("treasurer"));
    let celia = town.person("mill", "Celia Toth");
    let day = [("day", "20"), ("month", "2"), ("of", "loss"), ("line", CANARY)];
    assert_eq!(send(&town, &member, "me.remember", &celia, &day), 303);
    assert_eq!(send(&town, &member, "me.remember", &celia, &[("day", "30"), ("month", "2")]), 422);
    let at = town.at("mill") + "/care";
    assert_eq!(json(&town, &secretary, &at)["remembered"][0]["line"], CANARY);
    for who in [&member, &treasurer] {
        assert!(!town.get_json(who, &at).body.contains(CANARY) && !town.get(who, &at).body.contains(CANARY));
    }
    assert!(town.get(&member, &(town.at("mill") + "/you/care")).body.contains(CANARY));
    // An officer speaks for nobody who signs in.
    let fields = [("person", celia.as_str()), ("day", "1"), ("month", "3")];
    assert_eq!(send(&town, &secretary, "care.remember", &fresh(), &fields), 422);
    assert_eq!(send(&town, &secretary, "care.decline", &fresh(), &fields), 422);
    assert_eq!(send(&town, &member, "me.forget", &celia, &[("at", "0")]), 303);
    assert!(json(&town, &secretary, &at)["remembered"].as_array().unwrap().is_empty());
}

#[test]
fn whoever_missed_two_meetings_and_was_called_since_is_spoken_of_no_more_and_so_is_whoever_declined() {
    let town = Town::new();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", NOW]].concat());
    for day in ["2026-01-27", "2026-02-03"] {
        at(&["meeting", "set", "mill", &format!("{day}T19:30")]);
        at(&["meeting", "hold", "mill", day, "Ada Nowak", "Bruno Lund"]);
    }
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let week = || json(&town, &secretary, &town.at("mill"))["things"].to_string().replace(['\u{2068}', '\u{2069}'], "");
    assert!(week().contains("Call Dora Weiss") && week().contains("Call Celia Toth"), "{}", week());
    let dora = town.person("mill", "Dora Weiss");
    assert_eq!(send(&town, &secretary, "care.met", &dora, &[("how", "call")]), 303);
    assert!(!week().contains("Dora Weiss") && week().contains("Call Celia Toth"), "{}", week());
    let celia = town.person("mill", "Celia Toth");
    assert_eq!(send(&town, &member, "me.decline", &celia, &[]), 303);
    assert!(!week().contains("Celia Toth"), "{}", week());
    assert_eq!(send(&town, &secretary, "care.met", &celia, &[("how", "call")]), 422);
    let held = json(&town, &member, &(town.at("mill") + "/you/held"));
    assert_eq!(held["care"]["declined"], true, "{held}");
}

#[test]
fn a_member_takes_on_what_another_asks_with_one_press_and_nobody_can_twice() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let (theirs, mine) = (fresh(), fresh());
    let dora = town.person("mill", "Dora Weiss");
    assert_eq!(send(&town, &secretary, "care.ask", &theirs, &[("person", &dora), ("sort", "lift")]), 303);
    assert_eq!(send(&town, &member, "me.ask", &mine, &[("sort", "visit")]), 303);
    assert!(town.get(&member, &town.at("mill")).body.contains("Somebody asks for a lift"));
    let at = town.at("mill") + "/care";
    let page = town.get(&member, &at).body;
    assert_eq!(page.matches("I can do that").count(), 1, "not for what one asks oneself: {page}");
    let before = town.node.digest();
    assert_eq!(send(&town, &member, "me.help", &fresh(), &[("with", &mine)]), 422);
    assert_eq!(town.node.digest(), before);
    assert_eq!(send(&town, &member, "me.help", &fresh(), &[("with", &theirs)]), 303);
    let page = json(&town, &member, &at);
    let asked = page["asked"].as_array().unwrap().iter().find(|one| one["id"] == theirs.as_str()).unwrap();
    assert_eq!(asked["matched"], true, "{page}");
    assert_eq!(page["offered"][0]["name"], "Celia Toth", "{page}");
    assert!(!town.get(&member, &town.at("mill")).body.contains("Somebody asks"));
    let before = town.node.digest();
    assert_eq!(send(&town, &secretary, "me.help", &fresh(), &[("with", &theirs)]), 422);
    assert_eq!(town.node.digest(), before, "no offer stays behind");
    // One's own page speaks of oneself, and an offer is not found elsewhere.
    assert_eq!(send(&town, &member, "me.settle", &mine, &[]), 303);
    assert_eq!(send(&town, &member, "me.offer", &fresh(), &[("sort", "repair")]), 303);
    let own = town.get(&member, &(town.at("mill") + "/you/care")).body;
    assert!(own.contains("You ask for nothing just now.") && own.contains("What you offer"), "{own}");
    assert!(!own.contains("Nobody asks") && !own.contains("Found elsewhere"), "{own}");
}

#[test]
fn the_week_names_whom_care_suggests_and_nobody_else_and_is_content_when_that_is_done() {
    let town = Town::new();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", NOW]].concat());
    // Three stayed away twice, and two are suggested.
    for day in ["2026-01-27", "2026-02-03"] {
        at(&["meeting", "set", "mill", &format!("{day}T19:30")]);
        at(&["meeting", "hold", "mill", day, "Ada Nowak"]);
    }
    let secretary = town.visitor("secretary");
    let week = || json(&town, &secretary, &town.at("mill"))["things"].to_string();
    let page = json(&town, &secretary, &(town.at("mill") + "/care"));
    let suggested = page["suggested"].as_array().unwrap();
    assert_eq!(suggested.len(), 2, "{page}");
    let named = |name: &str| suggested.iter().any(|one| one["name"] == name);
    for name in MILL {
        assert_eq!(week().contains(name), named(name), "{name}: {}", week());
    }
    for one in suggested {
        assert_eq!(send(&town, &secretary, "care.met", one["person"].as_str().unwrap(), &[("how", "call")]), 303);
    }
    assert!(MILL.iter().all(|name| !week().contains(name)), "{}", week());
}

#[test]
fn hostile_143_148_an_answer_to_the_pulse_by_two_sessions_or_sent_again_counts_once_and_is_in_no_book() {
    let town = Town::new();
    let sessions = [town.visitor("member"), town.visitor("member")];
    let celia = town.person("mill", "Celia Toth");
    let before = town.node.digest();
    let answer = |who: &Visitor, number: &str, answer: &str| {
        let fields = [("quarter", "2026-01"), ("question", number), ("answer", answer)];
        send(&town, who, "me.pulse", &celia, &fields)
    };
    std::thread::scope(|scope| {
        for at in 0..20 {
            let (who, answer) = (&sessions[at % 2], &answer);
            scope.spawn(move || assert_eq!((answer(who, "0", "yes"), answer(who, "1", "no")), (303, 303)));
        }
    });
    assert_eq!(answer(&sessions[0], "3", "yes"), 404);
    assert_eq!(answer(&sessions[0], "2", "perhaps"), 422);
    let late = [("quarter", "2025-10"), ("question", "2"), ("answer", "yes")];
    assert_eq!(send(&town, &sessions[0], "me.pulse", &celia, &late), 422, "a page of the quarter before");
    // hostile_151: the books are the same as before anybody answered.
    assert_eq!(town.node.digest(), before);
    let sums = &Tallies::open(&town.node.data()).unwrap().before(i32::MAX).unwrap()[0].sums;
    assert_eq!(*sums, [(0, 1, 0), (1, 0, 1)]);
    let own = json(&town, &sessions[1], &(town.at("mill") + "/you/care"));
    assert_eq!(own["question"], 2);
    for page in ["/care", "/you/care", "/you/held"] {
        let body = town.get_json(&sessions[0], &(town.at("mill") + page)).body;
        assert!(!body.contains("\"yes\""), "running sums are shown nowhere: {page}");
    }
}

/// How often the row of a quarter of a unit stands in the files of a folder, in use or not.
fn rows(folder: &Path, unit: &[u8; 32], quarter: Month) -> usize {
    let row = [&unit[..], &(quarter.0 as i16).to_be_bytes()].concat();
    let count = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
        bytes.windows(row.len()).filter(|window| *window == row).count()
    };
    ["node.db", "node.db-wal", "read.db", "read.db-wal", "books.db", "books.db-wal"].into_iter().map(count).sum()
}

#[test]
fn hostile_109_a_pulse_of_four_is_in_no_file_after_the_quarter_and_of_five_nothing_but_the_sums() {
    let node = Node::with_cells();
    node.ok(&["unit", "lives-on", "--now", "2026-02-01"]);
    let id =
        |code: &str| -> book::UnitId { node.json(&["unit", "show", code])["unit"].as_str().unwrap().parse().unwrap() };
    let (few, many, quarter) = (id("harbour"), id("mill"), Month::new(2026, 1).unwrap());
    let tallies = Tallies::open(&node.data()).unwrap();
    let answer = |unit, number, who: u8, answer| {
        let question = Question { unit, round: quarter.0, number };
        assert!(tallies.answer(question, &[PersonId(SubjectId([who; 16]))], answer).unwrap());
    };
    for number in 0..3 {
        (1..=4).for_each(|who| answer(few, number, who, Answer::Yes));
        (1..=4).for_each(|who| answer(many, number, who, Answer::Yes));
    }
    answer(many, 0, 5, Answer::No);
    answer(many, 1, 5, Answer::Skip);
    let rows = |unit: &book::UnitId| rows(&node.data(), &unit.0, quarter);
    assert!(rows(&few) > 0 && rows(&many) > 0, "nothing would be found if it were there");
    let evening = |day: &str| node.json(&["dusk", "--day", day])["pulses"].clone();
    assert_eq!(evening("2026-03-31"), 0);
    assert!(rows(&few) > 0, "the quarter is not over");
    assert_eq!(evening("2026-04-01"), 1);
    assert_eq!((rows(&few), rows(&many)), (0, 0));
    assert_eq!(evening("2026-04-02"), 0);
    let pulse = |code: &str| node.json(&["care", "figures", code])["pulse"].clone();
    assert_eq!(pulse("harbour"), Value::Null);
    assert_eq!(pulse("mill"), serde_json::json!([{ "yes": 4, "no": 1 }, null, null]));
    node.ok(&["verify"]);
}

#[test]
fn hostile_109_what_an_erased_person_asked_and_wanted_remembered_stands_in_no_file() {
    let node = Node::with_cells();
    let at = |args: &[&str]| node.ok(&[args, &["--now", "2026-02-01"]].concat());
    at(&["unit", "lives-on"]);
    at(&["office", "begin", "mill", "secretary"]);
    at(&["office", "begin", "mill", "deputy"]);
    for name in ["Ada", "Kanarek"] {
        at(&["member", "join", "mill", name, "--day", "2026-01-02"]);
    }
    at(&["care", "remember", "mill", "Kanarek", "02-05", "--loss", "--line", CANARY]);
    at(&["care", "ask", "mill", "Kanarek", "lift", CANARY, "--near"]);
    at(&["care", "met", "mill", "Kanarek"]);
    at(&["care", "companion", "mill", "Ada", "Kanarek"]);
    // What is locked stands in read tables as digits.
    let digits = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let traces = || [CANARY, &digits].map(|text| told(&node.data(), text));
    for traces in traces() {
        assert!(traces.contains(&"read.db".to_string()), "nothing would be found if it were there");
    }
    assert!(node.ok(&["care", "list", "mill", "--as-of", "2026-02-02"]).contains(CANARY));
    for office in ["secretary", "deputy"] {
        node.ok(&["person", "erase", "mill", "Kanarek", "--as", office, "--now", "2026-02-02"]);
    }
    let list = node.json(&["care", "list", "mill", "--as-of", "2026-02-03"]).to_string();
    assert!(!list.contains(CANARY), "it hides at once: {list}");
    assert_eq!(node.json(&["dusk", "--day", "2026-02-10"])["erased"], 1);
    assert_eq!(traces(), [vec![""; 0], vec![]]);
    node.ok(&["verify"]);
    node.ok(&["refold"]);
    assert_eq!(traces(), [vec![""; 0], vec![]]);
}
