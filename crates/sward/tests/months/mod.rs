//! Months as they are told: in full, once, anew when something changes, and said in words.

use serde_json::Value;

use crate::kit::Node;

/// A cell of five with a rhythm of two weeks, told up to July 2026 on the tenth of August.
fn told() -> Node {
    let node = Node::with_cells();
    let rows = (1..=5).map(|at| format!("p{at},mill,Person {at},2024-01-01\n")).collect::<String>();
    node.import("members", format!("person,unit,name,joined\n{rows}"));
    node.ok(&["meeting", "cadence", "mill", "14", "--now", "2026-05-01"]);
    for day in ["2026-06-02", "2026-07-07"] {
        node.ok(&["meeting", "set", "mill", &format!("{day}T19:00"), "--now", day]);
        node.ok(&["meeting", "hold", "mill", day, "all", "--now", &format!("{day}T21:00")]);
    }
    dusk(&node, "2026-08-10");
    node
}

fn dusk(node: &Node, day: &str) -> u64 {
    node.json(&["dusk", "--day", day, "--now", &format!("{day}T12:00")])["told"].as_u64().unwrap()
}

/// What those above were told of a month.
fn month(node: &Node, month: &str) -> Value {
    let months = node.json(&["return", "show", "mill", "--lines", "1000", "--as-of", "2026-12-31"]);
    let told = |one: &&Value| one["month"] == month && one["told"] == true;
    months.as_array().unwrap().iter().find(told).map_or(Value::Null, |one| one["figures"].clone())
}

fn joins_late(node: &Node, now: &str) {
    node.ok(&["member", "join", "mill", "Zofia Lind", "--day", "2026-07-01", "--now", now]);
}

#[test]
fn a_changed_quiet_season_is_told_anew_though_nothing_moved_in_the_record() {
    let node = told();
    assert_eq!((&month(&node, "2026-07")["due"], &month(&node, "2026-07")["late"]), (&2.into(), &false.into()));
    node.ok(&["unit", "rules", "--quiet", "07-01..07-31", "--now", "2026-08-18"]);
    assert!(dusk(&node, "2026-08-19") > 0);
    assert_eq!((&month(&node, "2026-07")["due"], &month(&node, "2026-07")["late"]), (&0.into(), &true.into()));
    assert_eq!(dusk(&node, "2026-08-20"), 0);
}

#[test]
fn a_change_of_the_rules_within_the_week_waits_and_is_not_forgotten() {
    let node = told();
    node.ok(&["unit", "rules", "--quiet", "07-01..07-31", "--now", "2026-08-11"]);
    assert_eq!(dusk(&node, "2026-08-12"), 0);
    assert_eq!(dusk(&node, "2026-08-13"), 0);
    assert_eq!(month(&node, "2026-07")["due"], 2);
    dusk(&node, "2026-08-18");
    assert_eq!(month(&node, "2026-07")["due"], 0);
}

#[test]
fn a_month_that_waits_is_not_forgotten_because_another_was_told_meanwhile() {
    let node = told();
    joins_late(&node, "2026-08-11");
    let said = node.ok(&["return", "release", "mill", "2026-08", "--now", "2026-08-12"]);
    assert_eq!(said, "Mill Lane has told those above its month 2026-08.\n");
    assert_eq!(month(&node, "2026-07")["members"]["Counted"], 5);
    dusk(&node, "2026-08-20");
    assert_eq!(month(&node, "2026-07")["members"]["Counted"], 6);
}

#[test]
fn when_the_day_of_a_meeting_has_passed_the_next_one_is_told_though_nobody_wrote_anything() {
    let node = told();
    for day in ["2026-08-20", "2026-09-03"] {
        node.ok(&["meeting", "set", "mill", &format!("{day}T19:00"), "--now", "2026-08-11"]);
    }
    assert_eq!([dusk(&node, "2026-08-12"), dusk(&node, "2026-08-20")], [0, 0]);
    // The first was set and not held; that the second is ahead is all that its sign can tell now.
    assert_eq!([dusk(&node, "2026-08-22"), dusk(&node, "2026-08-23"), dusk(&node, "2026-08-24")], [1, 0, 0]);
}

#[test]
fn a_month_that_is_told_early_is_named_and_one_that_must_wait_says_why() {
    let node = told();
    let said = node.ok(&["return", "release", "mill", "2026-07", "--now", "2026-08-11"]);
    assert_eq!(said, "Mill Lane had told everything up to 2026-07 already; nothing changed.\n");
    joins_late(&node, "2026-08-11");
    let said = node.fails(&["return", "release", "mill", "2026-07", "--now", "2026-08-12"]);
    assert!(said.contains("less than a week ago"), "{said}");
    let told = node.json(&["return", "release", "mill", "2026-07", "--now", "2026-08-20"]);
    assert_eq!((&told["done"], &told["months"]), (&true.into(), &serde_json::json!(["2026-07"])));
}

#[test]
fn several_months_are_named_as_a_span() {
    let node = Node::with_cells();
    node.ok(&["member", "join", "mill", "Ada Nowak", "--day", "2026-01-01", "--now", "2026-01-02"]);
    let said = node.ok(&["return", "release", "mill", "2026-03", "--now", "2026-03-31"]);
    assert_eq!(said, "Mill Lane has told those above 3 months: 2026-01 to 2026-03.\n");
}

#[test]
fn only_a_month_in_which_meetings_were_brought_in_is_said_to_be_so() {
    let node = Node::with_cells();
    node.import("meetings", "meeting,unit,starts_at\nm1,mill,2025-11-04\nm2,mill,2025-12-02\n");
    node.ok(&["unit", "lives-on", "--now", "2026-02-01"]);
    dusk(&node, "2026-02-10");
    let shown = node.ok(&["return", "show", "mill", "--as-of", "2026-01-31"]);
    let lines = shown.lines().skip(1).map(|line| line.contains("brought in")).collect::<Vec<_>>();
    assert_eq!(lines, [true, true, false], "{shown}");
}

#[test]
fn what_a_device_remembers_of_telling_may_be_lost() {
    let node = told();
    std::fs::remove_file(node.data().join("node.db")).unwrap();
    assert_eq!(dusk(&node, "2026-08-20"), 0);
    joins_late_as_organiser(&node);
    assert!(dusk(&node, "2026-08-21") > 0);
}

fn joins_late_as_organiser(node: &Node) {
    let named = ["member", "join", "mill", "Zofia Lind", "--day", "2026-07-01", "--now", "2026-08-20"];
    node.ok(&[&named[..], &["--as", "organiser"]].concat());
}

#[test]
fn a_session_of_a_circle_counts_as_any_meeting_a_day_met_who_came_and_its_minutes() {
    let node = told();
    let july = month(&node, "2026-07");
    assert_eq!((&july["held"], &july["present"]["part"]), (&Value::from(1), &Value::from(5)), "{july}");
    let text = node.write("hill.md", "# Our hill\n\n? Who was first?");
    let at = |args: &[&str]| node.ok(&[args, &["--now", "2026-08-10"]].concat());
    at(&["study", "write", "mill", "Our hill", &text]);
    at(&["study", "begin", "mill", "Our hill"]);
    at(&["study", "assign", "mill", "Our hill", "1", "2026-07-07"]);
    let course = node.json(&["study", "list", "mill", "--as-of", "2026-08-10"])["circles"][0]["course"].clone();
    assert_eq!(course, serde_json::json!({ "parts": 1, "done": [1], "next": null, "set": null }));
    dusk(&node, "2026-08-20");
    assert_eq!(month(&node, "2026-07"), july);
}

#[test]
fn whoever_was_there_under_an_entry_that_gave_way_was_there() {
    let node = told();
    for code in ["z1", "z2"] {
        let rows = format!("person,unit,name,joined\n{code},mill,Zoe Klein {code},2026-05-01\n");
        node.import("members", rows);
    }
    node.ok(&["office", "begin", "mill", "secretary", "--now", "2026-08-11"]);
    for day in ["2026-08-11", "2026-08-12"] {
        node.ok(&["meeting", "set", "mill", &format!("{day}T19:00"), "--now", day]);
        let here = ["p1", "p2", "p3", "p4", "p5", "z2"];
        node.ok(&[&["meeting", "hold", "mill", day][..], &here, &["--now", &format!("{day}T21:00")]].concat());
    }
    // The week after: whom it names is judged as it stood when it began.
    let absent = || node.ok(&["care", "list", "mill", "--now", "2026-08-20"]).contains("missed the last two meetings");
    assert!(absent(), "z1 was at neither");
    let mut store = node.store();
    let mill =
        store.look().units(ledger::Scope::Node).unwrap().into_iter().find(|unit| unit.name == "Mill Lane").unwrap();
    let who = |code: &str| {
        let rows = member::list(&store.look(), mill.id).unwrap();
        rows.into_iter().find(|row| row.name.as_deref() == Some(&format!("Zoe Klein {code}"))).unwrap().person
    };
    let (gives_way, stands) = (who("z2"), who("z1"));
    let secretary = ledger::Term::Office { unit: mill.id, office: charter::Office::Secretary, number: 1 };
    let now = charter::calendar::Zone::UTC.moment("2026-08-13T12:00").unwrap();
    let same = member::Command::Same(stands);
    let wish =
        ledger::Wish::new::<member::Member>(book::CommandId([9; 16]), mill.id, gives_way.0, secretary, now, &same);
    assert!(store.act(&[wish.unwrap()]).pop().unwrap().is_ok());
    drop(store);
    assert!(!absent(), "she was at both");
}
