//! Who looked: noted once, of nobody from elsewhere by name, and gone after a year; and what somebody takes away.

use book::{CommandId, SubjectId, Text};
use charter::access::LOOKED_DAYS;
use charter::{Office, Private};
use ledger::{Term, Wish};
use member::{Command, Details, Member};
use serde_json::Value;

use crate::kit::town::{MILL, NOW, Town, fresh, moment};
use crate::kit::visitor::Visitor;

const DAY: &str = "2026-02-10";

/// What the command line tells of who looked at somebody of Mill Lane on the day of the test.
fn looked(town: &Town, person: &str) -> Vec<Value> {
    let told = town.node.json(&["person", "looked", "mill", person, "--now", NOW]);
    told.as_array().unwrap().iter().filter(|line| line["day"] == DAY).cloned().collect()
}

fn of<'a>(lines: &'a [Value], what: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["what"] == what).collect()
}

/// The notes that stand in `node.db` of one kind.
fn notes(town: &Town, what: &str) -> i64 {
    let node = rusqlite::Connection::open(town.node.data().join("node.db")).unwrap();
    let sql = "SELECT count(*) FROM looked WHERE day = ? AND seen LIKE ?";
    let day = moment(NOW).0.div_euclid(86_400_000);
    node.query_row(sql, (day, format!("{{\"what\":\"{what}\"%")), |row| row.get(0)).unwrap()
}

#[test]
fn a_reading_is_noted_once_for_a_person_a_reader_a_purpose_and_a_day_and_none_of_oneself() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let at = |id: &str| format!("{}/people/{id}", town.at("mill"));
    for _ in 0..5 {
        assert_eq!(town.get(&secretary, &at(&dora)).status, 200);
        assert_eq!(town.get_json(&secretary, &at(&dora)).status, 200);
        assert_eq!(town.get(&member, &at(&celia)).status, 200);
        assert_eq!(town.get(&member, &(town.at("mill") + "/people")).status, 200);
    }
    assert_eq!((notes(&town, "person"), notes(&town, "people")), (1, 1));
    let lines = looked(&town, "Dora Weiss");
    let own = of(&lines, "person");
    assert_eq!(
        (own.len(), own[0]["of_you"].clone(), own[0]["who"].to_string()),
        (1, true.into(), "[{\"Name\":\"Ada Nowak\"}]".into())
    );
    assert!(of(&lines, "people")[0]["who"].to_string().contains("Celia Toth"), "{lines:?}");
    // Whom it does not concern is not told of it, and nobody is told what they saw themselves.
    let lines = looked(&town, "Celia Toth");
    assert_eq!((of(&lines, "person").len(), of(&lines, "people").len()), (0, 0), "{lines:?}");
    // A page that is not there shows nothing of anybody.
    assert_eq!(town.get(&secretary, &at(&fresh())).status, 404);
    assert_eq!(notes(&town, "person"), 1);
}

#[test]
fn whoever_would_close_a_unit_that_they_do_not_manage_is_noted_there() {
    let town = Town::new();
    let (id, unit) = (fresh(), town.unit("mill"));
    // One who sees nothing of it, and one who sees its figures from above.
    for name in ["sibling", "region"] {
        let close = [("deed", "unit.close"), ("id", &id), ("unit", unit), ("subject", &unit[..32])];
        assert_eq!(town.send(&town.visitor(name), &close).status, 404);
    }
    let mut tries = 0;
    while notes(&town, "denied") < 2 && tries < 200 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        tries += 1;
    }
    assert_eq!(notes(&town, "denied"), 2);
}

#[test]
fn a_denial_tells_the_unit_that_it_came_from_and_names_nobody() {
    let town = Town::new();
    let (region, neighbour) = (town.visitor("region"), town.visitor("neighbour"));
    let (id, unit, person) = (fresh(), town.unit("mill"), town.person("mill", "Dora Weiss"));
    for _ in 0..3 {
        for page in ["/people", "/meetings", ""] {
            town.get(&neighbour, &(town.at("mill") + page));
        }
        let form = [("deed", "member.welcome"), ("id", &id), ("unit", unit), ("subject", &person)];
        assert_eq!(town.send(&region, &form).status, 404);
        assert_eq!(town.get(&region, "/u/00000000000000000000/people").status, 404);
    }
    // It is noted beside the answers.
    let mut tries = 0;
    while notes(&town, "denied") < 2 && tries < 200 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        tries += 1;
    }
    assert_eq!(notes(&town, "denied"), 2, "once for each account");
    let lines = looked(&town, "Dora Weiss");
    let told = of(&lines, "denied")[0]["who"].to_string();
    assert_eq!(told, "[{\"From\":\"Hill Road\"},{\"From\":\"The Valley\"}]");
    let member = town.visitor("member");
    let page = town.get(&member, &(town.at("mill") + "/looked")).body;
    assert!(page.contains("Hill Road") && page.contains("The Valley"), "{page}");
    assert!(!page.contains("Mara") && !page.contains("Quist"), "{page}");
}

#[test]
fn what_was_refused_is_not_noted_as_done() {
    let town = Town::new();
    let (secretary, deputy) = (town.visitor("secretary"), town.visitor("deputy"));
    let dora = town.person("mill", "Dora Weiss");
    let give = |who: &Visitor| {
        let (id, own) = (fresh(), &town.unit("mill")[..32]);
        let form = [("deed", "office.begin"), ("id", id.as_str()), ("unit", town.unit("mill")), ("subject", own)];
        town.send(who, &[&form[..], &[("office", "ombuds"), ("person", dora.as_str())]].concat()).status
    };
    assert_eq!((give(&deputy), notes(&town, "granted")), (403, 0));
    assert_eq!((give(&secretary), notes(&town, "granted")), (303, 1));
    let told = looked(&town, "Dora Weiss");
    assert_eq!(of(&told, "granted")[0]["of_you"], true, "{told:?}");
}

#[test]
fn a_day_that_is_over_comes_into_the_record_and_is_gone_after_a_year_while_the_book_verifies() {
    let town = Town::new();
    let (secretary, dora) = (town.visitor("secretary"), town.person("mill", "Dora Weiss"));
    town.get(&secretary, &format!("{}/people/{dora}", town.at("mill")));
    let Town { node, pages, .. } = town;
    drop(pages);
    let dusk = |day: &str| node.json(&["dusk", "--day", day, "--now", &format!("{day}T09:00")])["looked"].clone();
    let told = || node.json(&["person", "looked", "mill", "Dora Weiss", "--now", "2026-02-12"]).to_string();
    let before = told();
    assert!(before.contains("Ada Nowak"), "{before}");
    assert_eq!(dusk("2026-02-10"), 0, "the day is not over");
    assert_ne!(dusk("2026-02-11"), 0);
    assert_eq!(dusk("2026-02-11"), 0, "a day is taken once");
    assert_eq!(told(), before, "from the record it says the same");
    node.ok(&["verify"]);
    node.ok(&["refold"]);
    assert_eq!(told(), before);
    let last = charter::calendar::Day(moment(NOW).0.div_euclid(86_400_000) as i32 + LOOKED_DAYS);
    assert_eq!(node.json(&["retention", "--on", &last.to_string()])["looked"], 0);
    let gone = last.plus(1).to_string();
    assert_ne!(node.json(&["retention", "--on", &gone])["looked"], 0);
    node.json(&["dusk", "--day", &gone, "--now", &format!("{gone}T09:00")]);
    assert_eq!(node.json(&["retention", "--on", &gone])["looked"], 0);
    node.ok(&["verify"]);
    node.ok(&["refold"]);
    assert!(!told().contains("\"person\""), "{}", told());
}

#[test]
fn hostile_085_a_name_that_would_act_on_a_terminal_is_escaped_in_what_is_shown_of_who_looked() {
    let town = Town::new();
    let (secretary, ada) = (town.visitor("secretary"), town.person("mill", "Ada Nowak"));
    let dora = town.person("mill", "Dora Weiss");
    town.get(&secretary, &format!("{}/people/{dora}", town.at("mill")));
    let Town { node, pages, .. } = town;
    let unit = node.json(&["unit", "show", "mill"])["unit"].as_str().unwrap().parse().unwrap();
    drop(pages);
    let mut store = node.store();
    let details = Details { name: Some(Text("Ada\n\u{1b}[2J\u{202e}Nowak".into())), ..Details::default() };
    let (subject, command) = (ada.parse::<SubjectId>().unwrap(), Command::Describe(Private::new(&details).unwrap()));
    let actor = Term::Office { unit, office: Office::Secretary, number: 1 };
    let wish = Wish::new::<Member>(CommandId([7; 16]), unit, subject, actor, moment(NOW), &command).unwrap();
    store.act(&[wish]).pop().unwrap().unwrap();
    drop(store);
    let told = node.ok(&["person", "looked", "mill", "Dora Weiss", "--now", NOW]);
    let line = told.lines().find(|line| line.contains("Nowak")).unwrap_or_else(|| panic!("{told}"));
    assert!(line.contains("Ada") && !told.contains('\u{1b}') && !told.contains('\u{202e}'), "{told:?}");
}

#[test]
fn what_somebody_takes_away_is_whole_and_holds_nobody_else() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let ids = MILL.map(|name| town.person("mill", name));
    let celia = &ids[2];
    let meeting = town.meeting("mill");
    let close = |fields: &[(&str, &str)]| {
        let id = fresh();
        let about = [("id", id.as_str()), ("unit", town.unit("mill")), ("subject", meeting.as_str())];
        town.send(&secretary, &[&about[..], fields].concat()).status
    };
    let here = [
        ("deed", "meeting.close"),
        ("text", "Canary of the minutes"),
        ("here", &ids[0]),
        ("here", celia),
        ("here", &ids[3]),
    ];
    assert_eq!(close(&here), 303);
    // Celia signs in here, so nobody says yes for her.
    let both = [("deed", "meeting.confirm"), ("who", ids[0].as_str()), ("who", celia)];
    assert_eq!(close(&both), 422);
    let id = fresh();
    let agree = [("deed", "me.agree"), ("id", &id), ("unit", town.unit("mill")), ("subject", &meeting), ("from", "1")];
    assert_eq!(town.send(&member, &agree).status, 303);
    assert_eq!(close(&both), 303);
    town.get(&secretary, &format!("{}/people/{celia}", town.at("mill")));
    let take = |what: &str| town.get(&member, &format!("{}/you/take/{what}", town.at("mill")));
    let (json, page) = (take("json"), take("page"));
    for got in [&json, &page] {
        assert_eq!(got.status, 200);
        assert!(got.header("content-disposition").starts_with("attachment; filename=\"held-on-me."));
        assert_eq!(got.header("cache-control"), "no-store");
        assert!(got.body.contains("Celia Toth"));
        for (name, id) in MILL.iter().zip(&ids).filter(|(name, _)| **name != "Celia Toth") {
            for canary in [name, &id.as_str(), &name.split(' ').next().unwrap(), &"Canary of the minutes"] {
                assert!(!got.body.contains(*canary), "{canary} stands in what Celia takes away");
            }
        }
    }
    assert!(!page.body.contains("<script") && !page.body.contains("href=") && !page.body.contains("src="));
    let held: Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!((&held["meetings"][0]["there"], &held["meetings"][0]["agreed"]), (&true.into(), &true.into()));
    assert_eq!(held["account"]["sessions"].as_array().unwrap().len(), 1);
    let told = looked(&town, "Celia Toth");
    assert_eq!(of(&told, "took").len(), 1, "that it was taken away is noted: {told:?}");
    // Nobody takes another's away, and a session that is not fresh takes nothing.
    let old = crate::kit::visitor::Pages::of(&town.node.data(), &town.node.device(), moment("2026-02-10T22:00"));
    let mut later = member.clone();
    town_chooses(&town, &member);
    later.open(&old, &format!("{}/you/take/json", town.at("mill")));
    assert_eq!(later.status, 403);
    assert!(!later.page.contains("Celia Toth"), "{}", later.page);
    assert_eq!(later.open(&old, &format!("{}/you/take", town.at("mill"))).status, 200);
    assert!(later.page.contains("Sign in"), "{}", later.page);
}

/// Gives a visitor a way back in, so that their session has to be fresh for what is sensitive.
fn town_chooses(town: &Town, who: &Visitor) {
    let id = fresh();
    let own = [
        ("deed", "own.codes"),
        ("id", id.as_str()),
        ("unit", town.unit("mill")),
        ("subject", &town.unit("mill")[..32]),
    ];
    assert_eq!(town.send(who, &own).status, 200);
}

#[test]
fn hostile_104_a_member_leaves_by_themselves_and_neither_they_nor_a_stranger_opens_the_file_again() {
    let town = Town::new();
    let member = town.visitor("member");
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let leave = |person: &str| {
        let id = fresh();
        let form = [("deed", "me.leave"), ("id", id.as_str()), ("unit", town.unit("mill")), ("subject", person)];
        town.send(&member, &form).status
    };
    assert_eq!(leave(&dora), 404, "nobody leaves for another");
    let file = town.at("mill") + "/you/take/json";
    assert_eq!(town.get(&member, &file).status, 200);
    assert_eq!(leave(&celia), 303);
    for (who, page) in [(&member, "/people"), (&member, "/you/take/json"), (&Visitor::default(), "/you/take/json")] {
        let got = town.get(who, &(town.at("mill") + page));
        assert_eq!(got.status, 401);
        assert!(!got.body.contains("Celia"), "{}", got.body);
    }
    let all = town.node.ok(&["member", "list", "mill", "--all"]);
    assert!(all.lines().any(|line| line.contains("Celia Toth") && line.contains("left 2026-02-10")), "{all}");
}
